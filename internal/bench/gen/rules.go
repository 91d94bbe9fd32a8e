package main

import (
	"bytes"
	"fmt"
	"go/format"
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/bench/asked"
)

// rules writes a function for each rule and each condition, and what asks them
// all, over structs of pointers.
func rules(s *asked.Source) ([]byte, error) { return write(s, &writer{}) }

// flatRules writes the same over structs of values.
func flatRules(s *asked.Source) ([]byte, error) {
	return write(s, &writer{flat: true, codes: codes(s)})
}

func write(s *asked.Source, w *writer) ([]byte, error) {
	w.sets, w.variables = map[string]string{}, map[string]string{}
	for i, q := range s.Questions {
		if err := w.question(i, q); err != nil {
			return nil, fmt.Errorf("%s: %w", q.ID, err)
		}
	}
	w.all(s, "Both", "Both gives the outcomes of all criteria, in their order, and looks at every one over what is claimed and over what\n"+
		"// is proven.", w.both)
	w.all(s, "Needed", "Needed gives the outcomes of all criteria, in their order, and looks at what is proven only where what is claimed\n"+
		"// leaves it to that.", w.needed)
	var b bytes.Buffer
	b.WriteString(head(w.flat))
	if w.flat {
		fmt.Fprintf(&b, "// written are the texts that rules name, each at its code.\nvar written = []string{%s}\n\n", quoted(slices.Sorted(maps.Keys(w.codes))))
	} else {
		fmt.Fprintf(&b, "// Criteria is the number of criteria.\nconst Criteria = %d\n\n", len(s.Questions))
	}
	b.Write(w.shared.Bytes())
	b.Write(w.out.Bytes())
	return format.Source(b.Bytes())
}

type writer struct {
	out, shared bytes.Buffer
	sets        map[string]string // names of functions over sets of texts
	variables   map[string]string // names of regions and constraints
	name        string            // of the rule
	parts       int
	loops       []loop
	flat        bool           // over structs of values, with texts as codes
	codes       map[string]int // of the texts that rules name
}

// codes numbers the texts that rules compare facts with.
func codes(s *asked.Source) map[string]int {
	out := map[string]int{}
	name := func(e *asked.Expr) {
		for _, t := range e.Texts {
			if e.Op == asked.In {
				out[t] = 0
			}
		}
		if t, ok := e.Value.(string); ok {
			out[t] = 0
		}
	}
	for _, q := range s.Questions {
		q.Rule.Walk(name)
		if q.When != nil {
			q.When.Walk(name)
		}
	}
	for i, t := range slices.Sorted(maps.Keys(out)) {
		out[t] = i
	}
	return out
}

// view is how a rule is given what is claimed, view -1, or what is proven.
func (w *writer) view(view int) string {
	switch {
	case w.flat:
		return fmt.Sprintf("(&r.Facts, &r.Subject, %d)", 1<<(view+1))
	case view < 0:
		return "(r.Claimed, &r.Subject)"
	}
	return fmt.Sprintf("(r.Proven[%d], &r.Subject)", view)
}

// seen adds to the arguments of a test in which view it is made.
func (w *writer) seen(arguments string) string {
	if w.flat {
		return arguments + ", view"
	}
	return arguments
}

// loop is a quantifier's variable.
type loop struct{ name, typ string }

func (w *writer) question(i int, q asked.Question) error {
	fmt.Fprintf(&w.out, "// %s\n\n", q.ID)
	if q.When != nil {
		w.name, w.parts = fmt.Sprintf("when%d", i), 0
		if _, err := w.function(q.When); err != nil {
			return err
		}
	}
	w.name, w.parts = fmt.Sprintf("rule%d", i), 0
	_, err := w.function(q.Rule)
	return err
}

// both looks at every view.
func (w *writer) both(i int, q asked.Question) string {
	rule, when := fmt.Sprintf("rule%d", i), fmt.Sprintf("when%d", i)
	conditions := "Yes, Yes"
	if q.When != nil {
		conditions = when + w.view(-1) + ", " + when + w.view(q.WhenView)
	}
	return fmt.Sprintf("out[%d] = Judge(%s, %s, %s)\n", i, conditions, rule+w.view(-1), rule+w.view(q.RuleView))
}

// needed leaves out what more knowledge could not reverse: what is proven to
// hold is claimed to hold.
func (w *writer) needed(i int, q asked.Question) string {
	rule, when := fmt.Sprintf("rule%d", i), fmt.Sprintf("when%d", i)
	text := fmt.Sprintf(`if t := %[2]s; t != Yes {
	out[%[1]d] = Unmet(OPEN)
} else if %[3]s == Yes {
	out[%[1]d] = Pass
} else {
	out[%[1]d] = Unproven
}
`, i, rule+w.view(-1), rule+w.view(q.RuleView))
	if q.When == nil {
		return strings.ReplaceAll(text, "OPEN", "t")
	}
	return fmt.Sprintf(`if w := %[2]s; w != No {
	%[3]s
} else if %[4]s == No {
	out[%[1]d] = NotApplicable
} else if %[5]s == Yes {
	out[%[1]d] = Pass
} else {
	out[%[1]d] = Unproven
}
`, i, when+w.view(-1), strings.ReplaceAll(text, "OPEN", "Either(Not(w), t)"), when+w.view(q.WhenView), rule+w.view(q.RuleView))
}

func (w *writer) all(s *asked.Source, name, comment string, one func(int, asked.Question) string) {
	fmt.Fprintf(&w.out, "// %s\nfunc %s(r *Record, out *[Criteria]Outcome) {\n", comment, name)
	for i, q := range s.Questions {
		w.out.WriteString(one(i, q))
	}
	w.out.WriteString("}\n\n")
}

// function writes a function for an expression and returns a call of it.
func (w *writer) function(e *asked.Expr) (string, error) {
	name := w.name
	if w.parts > 0 {
		name += fmt.Sprintf("Part%d", w.parts)
	}
	w.parts++
	parameters, arguments := "facts *Facts, subject *Subject", "facts, subject"
	if w.flat {
		parameters, arguments = parameters+", view uint8", arguments+", view"
	}
	for _, l := range w.loops {
		parameters += ", " + l.name + " " + l.typ
		arguments += ", " + l.name
	}
	body, err := w.body(e)
	if err != nil {
		return "", err
	}
	fmt.Fprintf(&w.out, "func %s(%s) Truth {\n%s}\n\n", name, parameters, body)
	return fmt.Sprintf("%s(%s)", name, arguments), nil
}

func (w *writer) body(e *asked.Expr) (string, error) {
	var b strings.Builder
	switch e.Op {
	case asked.And, asked.Or:
		calls, err := w.calls(e.Args)
		if err != nil {
			return "", err
		}
		neutral, deciding, joined := "Yes", "No", "min(t, u)"
		if e.Op == asked.Or {
			neutral, deciding, joined = "No", "Yes", "max(t, u)"
			if e.Failing() {
				joined = "Either(t, u)"
			}
		}
		fmt.Fprintf(&b, "t := %s\n", calls[0])
		fmt.Fprintf(&b, "if t == %s { return %s }\n", deciding, deciding)
		for _, c := range calls[1 : len(calls)-1] {
			fmt.Fprintf(&b, "if u := %s; u == %s { return %s } else if u != %s { t = %s }\n", c, deciding, deciding, neutral, joined)
		}
		fmt.Fprintf(&b, "u := %s\nreturn %s\n", calls[len(calls)-1], joined)
	case asked.Choose:
		calls, err := w.calls(e.Args)
		if err != nil {
			return "", err
		}
		fmt.Fprintf(&b, "switch t := %s; t { case Yes: return %s\ncase No: return %s\ndefault: return t }\n", calls[0], calls[1], calls[2])
	case asked.All, asked.Exists:
		list, err := w.place(e.Args[0])
		if err != nil {
			return "", err
		}
		field := e.Args[0].Ref.Field
		typ, known, entries, entry := "*"+scalar(field.Item), list+" == nil", list, fmt.Sprintf("&%s[i]", list)
		if w.flat {
			typ, known, entries = "Value["+flatScalar(field.Item)+"]", list+".In&view == 0", list+".V"
			entry = typ + "{" + list + ".V[i], 0xff}"
		}
		if field.Elem != nil {
			typ, entry = "*"+typeName(field.Path), "&"+entries+"[i]"
		}
		w.loops = append(w.loops, loop{e.Var, typ})
		call, err := w.call(e.Args[1])
		w.loops = w.loops[:len(w.loops)-1]
		if err != nil {
			return "", err
		}
		neutral, deciding, joined := "Yes", "No", "min(t, u)"
		if e.Op == asked.Exists {
			neutral, deciding, joined = "No", "Yes", "max(t, u)"
		}
		fmt.Fprintf(&b, "if %s { return Open }\nt := %s\nfor i := range %s {\n%s := %s\n", known, neutral, entries, e.Var, entry)
		fmt.Fprintf(&b, "if u := %s; u == %s { return %s } else if u != %s { t = %s }\n}\nreturn t\n", call, deciding, deciding, neutral, joined)
	case asked.Not:
		call, err := w.call(e)
		return "return " + call + "\n", err
	default:
		if simple, ok := w.simple(e); ok {
			return "return " + simple + "\n", nil
		}
		return w.general(e)
	}
	return b.String(), nil
}

func (w *writer) calls(args []*asked.Expr) ([]string, error) {
	out := make([]string, len(args))
	for i, a := range args {
		var err error
		if out[i], err = w.call(a); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// call is an expression for the truth of a part.
func (w *writer) call(e *asked.Expr) (string, error) {
	if e.Op == asked.Not {
		inner, err := w.call(e.Args[0])
		return "Not(" + inner + ")", err
	}
	if simple, ok := w.simple(e); ok {
		return simple, nil
	}
	return w.function(e)
}

var tests = map[asked.Op]string{asked.Equal: "equal", asked.Unequal: "unequal", asked.Less: "less", asked.AtMost: "atMost",
	asked.Greater: "greater", asked.AtLeast: "atLeast"}

// simple is a test of one fact against constants, for which there is a function.
func (w *writer) simple(e *asked.Expr) (string, bool) {
	if len(e.Args) > 0 && e.Args[0].Op == asked.Size && e.Op == asked.Greater && e.Args[1].Op == asked.Const {
		list, err := w.place(e.Args[0].Args[0])
		return fmt.Sprintf("longer(%s)", w.seen(fmt.Sprintf("%s, %d", list, e.Args[1].Value))), err == nil
	}
	of := e
	if e.Op != asked.Fact {
		if len(e.Args) == 0 || e.Args[0].Op != asked.Fact {
			return "", false
		}
		of = e.Args[0]
	}
	p, err := w.place(of)
	if err != nil {
		return "", false
	}
	switch e.Op {
	case asked.Fact:
		return "is(" + w.seen(p) + ")", true
	case asked.In:
		return fmt.Sprintf("%s(%s)", w.set(e.Texts), w.seen(p)), true
	case asked.InRegion:
		return fmt.Sprintf("within(%s)", w.seen(p+", "+w.variable("region", "NewRegion", e.Texts))), true
	case asked.Satisfies:
		return fmt.Sprintf("asked(%s)", w.seen(p+", "+w.variable("constraint", "Constraint", e.Texts))), true
	case asked.Approved:
		return fmt.Sprintf("asked(%s)", w.seen(p+", Approved")), true
	}
	test, ok := tests[e.Op]
	if !ok || e.Args[1].Op != asked.Const {
		return "", false
	}
	return fmt.Sprintf("%s(%s)", test, w.seen(p+", "+w.constant(e.Args[1]))), true
}

func (w *writer) constant(e *asked.Expr) string {
	if t, ok := e.Value.(string); ok && w.flat {
		return fmt.Sprint(w.codes[t])
	}
	if f, ok := e.Value.(float64); ok {
		return fmt.Sprintf("%v", f)
	}
	return fmt.Sprintf("%#v", e.Value)
}

func quoted(texts []string) string {
	out := make([]string, len(texts))
	for i, t := range texts {
		out[i] = fmt.Sprintf("%q", t)
	}
	return strings.Join(out, ", ")
}

func (w *writer) set(texts []string) string {
	texts = slices.Compact(slices.Sorted(slices.Values(texts)))
	key := quoted(texts)
	if w.sets[key] == "" {
		w.sets[key] = fmt.Sprintf("oneOf%d", len(w.sets))
		head, cases := "(p *string) Truth {\nif p == nil { return Open }\nswitch *p {\n", key
		if w.flat {
			numbers := make([]string, len(texts))
			for i, t := range texts {
				numbers[i] = fmt.Sprint(w.codes[t])
			}
			head, cases = "(p Value[Text], view uint8) Truth {\nif p.In&view == 0 { return Open }\nswitch p.V {\n", strings.Join(numbers, ", ")
		}
		fmt.Fprintf(&w.shared, "func %s%scase %s:\nreturn Yes\n}\nreturn No\n}\n\n", w.sets[key], head, cases)
	}
	return w.sets[key]
}

func (w *writer) variable(kind, maker string, texts []string) string {
	key := kind + quoted(texts)
	if w.variables[key] == "" {
		w.variables[key] = fmt.Sprintf("%s%d", kind, len(w.variables))
		fmt.Fprintf(&w.shared, "var %s = %s(%s)\n\n", w.variables[key], maker, quoted(texts))
	}
	return w.variables[key]
}

// place is where a fact lies: a pointer, a value that may be known, or a list.
func (w *writer) place(e *asked.Expr) (string, error) {
	if e.Op != asked.Fact {
		return "", fmt.Errorf("%s is no fact", e.Op)
	}
	switch {
	case e.Ref.Var == "" && e.Ref.Field == nil:
		return "subject." + selector(strings.TrimPrefix(e.Ref.Path, "subject.")), nil
	case e.Ref.Var == "":
		return "facts." + selector(e.Ref.Path), nil
	case e.Ref.Path == "":
		return e.Ref.Var, nil
	}
	return e.Ref.Var + "." + selector(e.Ref.Path), nil
}

// general is any other test: what breaks comes first, then what is not known.
func (w *writer) general(e *asked.Expr) (string, error) {
	var broken, open []string
	var err error
	e.Walk(func(x *asked.Expr) {
		switch x.Op {
		case asked.PlusDays:
			p, wrong := w.place(x.Args[1])
			form := "%s != nil && (*%[1]s < 0 || *%[1]s > %d)"
			if w.flat {
				form = "%s.In&view != 0 && (%[1]s.V < 0 || %[1]s.V > %d)"
			}
			broken, err = append(broken, fmt.Sprintf(form, p, asked.MaxDays)), wrong
		case asked.Fact:
			p, wrong := w.place(x)
			unknown := p + " == nil"
			if w.flat {
				unknown = p + ".In&view == 0"
			}
			open, err = append(open, unknown), wrong
		}
	})
	if err != nil {
		return "", err
	}
	value, err := w.value(e)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if broken != nil {
		fmt.Fprintf(&b, "if %s { return Broken }\n", strings.Join(broken, " || "))
	}
	fmt.Fprintf(&b, "if %s { return Open }\nreturn truth(%s)\n", strings.Join(open, " || "), value)
	return b.String(), nil
}

// value is the value of an expression all of whose facts are known.
func (w *writer) value(e *asked.Expr) (string, error) {
	switch e.Op {
	case asked.Const:
		return w.constant(e), nil
	case asked.Fact:
		p, err := w.place(e)
		if w.flat {
			return p + ".V", err
		}
		if e.Kind == evidence.KindList {
			return p, err
		}
		return "*" + p, err
	}
	args := make([]string, len(e.Args))
	for i, a := range e.Args {
		var err error
		if args[i], err = w.value(a); err != nil {
			return "", err
		}
	}
	switch e.Op {
	case asked.Size:
		return "int64(len(" + args[0] + "))", nil
	case asked.PlusDays:
		return fmt.Sprintf("PlusDays(%s, %s)", args[0], args[1]), nil
	case asked.SameAs:
		return fmt.Sprintf("SameVersion(%s, %s)", args[0], args[1]), nil
	case asked.Equal, asked.Unequal, asked.Less, asked.AtMost, asked.Greater, asked.AtLeast, asked.Plus, asked.Minus, asked.Times:
		return args[0] + " " + string(e.Op) + " " + args[1], nil
	}
	return "", fmt.Errorf("%s has no form in Go", e.Op)
}
