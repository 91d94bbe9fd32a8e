package licences

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/github/go-spdx/v2/spdxexp"
)

// operator tells the kinds of nodes apart.
type operator int

const (
	single operator = iota + 1
	and
	or
)

// node is an expression: a licence, or two or more expressions joined by one operator.
type node struct {
	op      operator
	licence licence // of a single
	parts   []*node // of and, or
}

// licence is a single licence with what belongs to it.
type licence struct {
	id        string // as go-spdx writes it, with its + or -or-later
	exception string // "" for none
}

func (l licence) String() string {
	if l.exception == "" {
		return l.id
	}
	return l.id + " WITH " + l.exception
}

// holds evaluates the expression with the answers of ask, which is not asked where the answer cannot matter.
func (n *node) holds(ask func(licence) (bool, error)) (bool, error) {
	if n.op == single {
		return ask(n.licence)
	}
	for _, p := range n.parts {
		ok, err := p.holds(ask)
		if err != nil || ok == (n.op == or) {
			return ok, err
		}
	}
	return n.op == and, nil
}

// token is a parenthesis or a word, with the offset of its first byte.
type token struct {
	text string
	at   int
}

var (
	tokens = regexp.MustCompile(`[()]|[^() ]+`)
	word   = regexp.MustCompile(`^[0-9A-Za-z.:-]+\+?$`)
)

type parser struct {
	tokens  []token
	end     int     // offset behind the text
	unknown []error // identifiers that are in no list
	quiet   bool    // nobody will read what was meant by an unknown one
}

func parse(expr string) (*node, error) { return parseWith(&parser{}, expr) }

// parseWith parses with a new parser that may be quiet.
func parseWith(p *parser, expr string) (*node, error) {
	if len(expr) > MaxLength {
		return nil, fmt.Errorf("the expression is %d bytes long, at most %d are read", len(expr), MaxLength)
	}
	p.end = len(expr)
	for _, at := range tokens.FindAllStringIndex(expr, -1) {
		p.tokens = append(p.tokens, token{text: expr[at[0]:at[1]], at: at[0]})
	}
	if len(p.tokens) == 0 {
		return nil, errors.New("the expression is empty; leave the fact out if the licence is not known")
	}
	root, err := p.expression()
	if err == nil && len(p.tokens) > 0 {
		err = p.unexpected("AND, OR or the end")
	}
	if err = errors.Join(append(p.unknown, err)...); err != nil {
		return nil, err
	}
	return root, nil
}

func (p *parser) expression() (*node, error) { return p.joined(or, "OR", p.conjunction) }

func (p *parser) conjunction() (*node, error) { return p.joined(and, "AND", p.operand) }

func (p *parser) joined(op operator, text string, next func() (*node, error)) (*node, error) {
	first, err := next()
	if err != nil {
		return nil, err
	}
	parts := []*node{first}
	for p.accept(text) {
		part, err := next()
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
	}
	if len(parts) == 1 {
		return first, nil
	}
	return &node{op: op, parts: parts}, nil
}

func (p *parser) operand() (*node, error) {
	if p.accept("(") {
		inner, err := p.expression()
		if err == nil && !p.accept(")") {
			err = p.unexpected("AND, OR or )")
		}
		return inner, err
	}
	id, err := p.word("a licence or (")
	if err != nil {
		return nil, err
	}
	l := licence{id: p.license(id)}
	if p.accept("WITH") {
		if strings.Contains(l.id, "LicenseRef-") {
			return nil, fmt.Errorf("column %d: %q takes no WITH: only licences of the SPDX list have exceptions", id.at+1, id.text)
		}
		exception, err := p.word("an exception")
		if err != nil {
			return nil, err
		}
		l.exception = p.exception(exception)
	}
	return &node{op: single, licence: l}, nil
}

func (p *parser) accept(text string) bool {
	if len(p.tokens) == 0 || p.tokens[0].text != text {
		return false
	}
	p.tokens = p.tokens[1:]
	return true
}

// word takes the next token, which must be neither a parenthesis nor an operator, in whatever case.
func (p *parser) word(want string) (token, error) {
	if len(p.tokens) == 0 || !word.MatchString(p.tokens[0].text) || isOperator(p.tokens[0].text) {
		return token{}, p.unexpected(want)
	}
	t := p.tokens[0]
	p.tokens = p.tokens[1:]
	return t, nil
}

func isOperator(s string) bool {
	switch strings.ToUpper(s) {
	case "AND", "OR", "WITH":
		return true
	}
	return false
}

func (p *parser) unexpected(want string) error {
	if len(p.tokens) == 0 {
		return fmt.Errorf("column %d: want %s, but the expression ends", p.end+1, want)
	}
	t := p.tokens[0]
	if upper := strings.ToUpper(t.text); isOperator(t.text) && upper != t.text {
		return fmt.Errorf("column %d: %q: operators are in capitals, write %s", t.at+1, t.text, upper)
	}
	return fmt.Errorf("column %d: want %s, got %q", t.at+1, want, t.text)
}

// license returns the licence as go-spdx writes it, or notes that there is none.
func (p *parser) license(t token) string {
	// A single word can only be one licence, and an exception is none.
	if ids, err := spdxexp.ExtractLicenses(t.text); err == nil && len(ids) == 1 {
		return ids[0]
	}
	p.note("licence", t, closestLicence)
	return ""
}

// exception returns the exception as go-spdx writes it, or notes that there is none.
func (p *parser) exception(t token) string {
	if known, id := isException(t.text); known {
		return id
	}
	p.note("exception", t, closestException)
	return ""
}

func (p *parser) note(what string, t token, closest func(string) string) {
	err := fmt.Errorf("column %d: unknown %s %q", t.at+1, what, t.text)
	if !p.quiet {
		if near := closest(t.text); near != "" {
			err = fmt.Errorf("%w, did you mean %q?", err, near)
		}
	}
	p.unknown = append(p.unknown, err)
}
