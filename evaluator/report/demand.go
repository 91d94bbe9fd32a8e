package report

import (
	"fmt"
	"strconv"
	"strings"
	"text/scanner"
)

// demand is a proof demand as a verdict quotes it; the language is that of
// profiles.DemandLanguage.
type demand struct {
	op    string // "&&", "||", "none" or the name of a function
	parts []demand
	name  string // the kind or scheme
	level int
	spans []span
}

type span struct {
	n    int64
	unit string
}

// parseDemand reads a demand. The verdict may come from a file, so nothing is
// taken for granted.
func parseDemand(text string) (demand, error) {
	p := &demandParser{}
	p.scan.Init(strings.NewReader(text))
	p.scan.Mode = scanner.ScanIdents | scanner.ScanStrings | scanner.ScanInts
	p.scan.Error = func(*scanner.Scanner, string) { p.bad = true }
	p.next()
	d := p.either(0)
	if p.bad || p.token != scanner.EOF {
		return demand{}, fmt.Errorf("%w: %q", ErrDemand, text)
	}
	return d, nil
}

type demandParser struct {
	scan  scanner.Scanner
	token rune
	bad   bool
}

const maxDemandDepth = 20

func (p *demandParser) next() { p.token = p.scan.Scan() }

func (p *demandParser) expect(token rune) {
	if p.token != token {
		p.bad = true
		return
	}
	p.next()
}

func (p *demandParser) either(depth int) demand { return p.chain("||", '|', depth, p.both) }

func (p *demandParser) both(depth int) demand { return p.chain("&&", '&', depth, p.single) }

func (p *demandParser) chain(op string, sign rune, depth int, part func(int) demand) demand {
	parts := []demand{part(depth)}
	for p.token == sign && !p.bad {
		p.next()
		p.expect(sign)
		parts = append(parts, part(depth))
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return demand{op: op, parts: parts}
}

func (p *demandParser) single(depth int) demand {
	if depth > maxDemandDepth {
		p.bad = true
	}
	if p.bad {
		return demand{}
	}
	if p.token == '(' {
		p.next()
		d := p.either(depth + 1)
		p.expect(')')
		return d
	}
	d := demand{op: p.scan.TokenText(), level: 1}
	p.expect(scanner.Ident)
	if d.op == "none" {
		return d
	}
	p.expect('(')
	switch d.op {
	case "by", "attested":
		name, err := strconv.Unquote(p.scan.TokenText())
		p.bad = p.bad || err != nil
		d.name = name
		p.expect(scanner.String)
	case "inspected", "gapless":
		d.parts = []demand{p.either(depth + 1)}
	default:
		p.bad = true
	}
	for p.token == ',' && !p.bad {
		p.next()
		if p.token == scanner.Int {
			d.level = int(p.int())
			continue
		}
		s := span{unit: p.scan.TokenText()}
		p.expect(scanner.Ident)
		p.expect('(')
		s.n = p.int()
		p.expect(')')
		p.bad = p.bad || s.unit != "days" && s.unit != "months" && s.unit != "years"
		d.spans = append(d.spans, s)
	}
	p.expect(')')
	p.bad = p.bad || d.op == "gapless" && len(d.spans) != 2
	return d
}

func (p *demandParser) int() int64 {
	n, err := strconv.ParseInt(p.scan.TokenText(), 10, 32)
	p.bad = p.bad || err != nil
	p.expect(scanner.Int)
	return n
}

// demand writes a proof demand as a sentence names it: "a contract clause, or
// documentation".
func (l *language) demand(text string) (string, error) {
	d, err := parseDemand(text)
	if err != nil {
		return "", err
	}
	s, ok := l.phrase(d, 0)
	if !ok {
		return "", fmt.Errorf("%w: %q", ErrDemand, text)
	}
	return s, nil
}

func (l *language) phrase(d demand, depth int) (string, bool) {
	switch d.op {
	case "&&", "||":
		word, simple := l.ListOr, l.Demands.Or
		if d.op == "&&" {
			word, simple = l.ListAnd, l.Demands.And
		}
		// The outermost level is set off by punctuation, a level that would be
		// ambiguous by parentheses.
		s, ok, composite := "", true, false
		parts := make([]string, len(d.parts))
		for i, part := range d.parts {
			phrase, known := l.phrase(part, depth+1)
			parts[i], ok = phrase, ok && known
			composite = composite || part.op == "&&" || part.op == "||"
		}
		switch {
		case depth == 0 && composite:
			s = strings.Join(parts, word.SetOff)
		case depth == 0:
			s = strings.Join(parts, simple)
		case depth == 1:
			s = strings.Join(parts, word.Two)
		default:
			s = "(" + strings.Join(parts, word.Two) + ")"
		}
		return s, ok
	case "none":
		return l.Proofs["none"], true
	}
	s, terms, ok := l.proof(d)
	if len(terms) > 0 {
		s = l.Remarked(s, l.Chain(terms...))
	}
	return s, ok
}

// proof names a proof, and the terms it must keep.
func (l *language) proof(d demand) (name string, terms []string, ok bool) {
	switch d.op {
	case "by":
		name = l.Proofs[d.name]
	case "attested":
		if levels := l.Schemes[d.name]; d.level >= 1 && d.level <= len(levels) {
			name = levels[d.level-1]
		}
	case "inspected", "gapless":
		if name, terms, ok = l.proof(d.parts[0]); !ok {
			return "", nil, false
		}
		if d.op == "inspected" {
			return name, append(terms, l.Demands.Inspected), true
		}
		return name, append(terms, fill(l.Demands.Gapless, "span", l.span(d.spans[0]), "bridge", l.span(d.spans[1]))), true
	}
	if len(d.spans) > 0 {
		terms = append(terms, fill(l.Demands.Age, "period", l.span(d.spans[0])))
	}
	return name, terms, name != "" && d.name != "none"
}

func (l *language) span(s span) string { return l.number(s.n, s.unit) }

// shortfall writes why a proof does not do.
func (l *language) shortfall(proof, why string) string {
	return l.Named(proof, l.Shortfalls[why])
}
