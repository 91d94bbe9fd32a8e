package handbook

import (
	"strconv"
	"strings"
	"text/scanner"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// formula writes an atom that calculates as a formula over statements: "statement
// 6 + statement 2 (days) ≤ statement 7". It is empty where that cannot be done.
func (s *sentences) formula(a *rules.Atom, want bool) string {
	f := &formula{sentences: s, atom: a, want: want}
	f.scan.Init(strings.NewReader(a.Text))
	f.scan.Mode = scanner.ScanIdents | scanner.ScanInts | scanner.ScanFloats | scanner.ScanStrings
	f.scan.Error = func(*scanner.Scanner, string) { f.bad = true }
	f.next()
	text := f.terms(scanner.EOF)
	if f.bad || f.compared != 1 {
		return ""
	}
	return text
}

type formula struct {
	*sentences
	atom     *rules.Atom
	want     bool
	scan     scanner.Scanner
	token    rune
	compared int  // operators that compare
	length   bool // within a length of time
	bad      bool
}

func (f *formula) next() { f.token = f.scan.Scan() }

// comparison are the signs of the operators, and of their negations.
var comparison = map[string][2]string{"<": {"<", "≥"}, "<=": {"≤", ">"}, ">": {">", "≤"}, ">=": {"≥", "<"}, "==": {"=", "≠"}, "!=": {"≠", "="}}

// terms writes everything up to a token.
func (f *formula) terms(end rune) string {
	var out []string
	for f.token != end && !f.bad {
		switch f.token {
		case scanner.EOF:
			f.bad = true
		case scanner.Ident:
			out = append(out, f.name())
			continue
		case scanner.Int, scanner.Float:
			n, err := strconv.ParseFloat(f.scan.TokenText(), 64)
			f.bad = f.bad || err != nil
			out = append(out, f.words.Value(evidence.Number(n), "", ""))
		case '+':
			out = append(out, "+")
		case '-':
			out = append(out, "−")
		case '*':
			out = append(out, "×")
		case '(':
			f.next()
			out = append(out, "("+f.terms(')')+")")
		case '<', '>', '=', '!':
			op := string(f.token)
			if f.scan.Peek() == '=' {
				f.next()
				op += "="
			}
			signs, ok := comparison[op]
			f.bad = f.bad || !ok || end != scanner.EOF
			f.compared++
			if f.want {
				out = append(out, signs[0])
			} else {
				out = append(out, signs[1])
			}
		default:
			f.bad = true
		}
		f.next()
	}
	return strings.Join(out, " ")
}

// name writes a statement, a parameter, the day or a length of time.
func (f *formula) name() string {
	name := f.scan.TokenText()
	for f.next(); f.token == '.'; f.next() {
		f.next()
		name += "." + f.scan.TokenText()
	}
	if list, ok := strings.CutSuffix(name, ".size"); ok && f.token == '(' {
		if f.next(); f.token != ')' {
			f.bad = true
		}
		f.next()
		return fill(f.Conditions.Count, "list", f.statement(list))
	}
	if f.token == '(' {
		f.next()
		f.length = name != "size"
		inner := f.terms(')')
		f.length = false
		f.next()
		unit := f.words.Unit(name)
		switch n, err := strconv.ParseInt(inner, 10, 32); {
		case name == "size":
			return fill(f.Conditions.Count, "list", inner)
		case name != "days" && name != "months" && name != "years":
			f.bad = true
		case err == nil:
			return f.words.Value(evidence.Int(n), "", name)
		case strings.ContainsAny(inner, "+−×"):
			inner = "(" + inner + ")"
		}
		return inner + " (" + unit + ")"
	}
	if param, ok := strings.CutPrefix(name, "params."); ok {
		if n, isInt := f.applied.Params[param].Any().(int64); isInt && f.length {
			return strconv.FormatInt(n, 10) // its unit is said with the length
		}
		return f.setting(param, f.applied.Params[param])
	}
	if name == "at" {
		return f.Conditions.TheDay
	}
	return f.statement(name)
}

// statement names the fact that a rule calls by a name.
func (f *formula) statement(name string) string {
	for _, o := range f.atom.Facts {
		if o.Info == nil {
			continue
		}
		path := o.Info.Path
		if _, field, inside := strings.Cut(path, "[]."); inside {
			path = o.Root + "." + field
		}
		if path == name {
			return f.refs([]int{f.number(o.Info.Path)})
		}
	}
	f.bad = true
	return ""
}
