package main

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/types"

	"github.com/trias-sovereignty/trias/internal/bench/asked"
	"github.com/trias-sovereignty/trias/internal/bench/byhand"
)

// regoText writes all criteria as one Rego module. What is not known is
// undefined there, and "not" takes undefined for false, so for every part there
// is a rule for its being true and one for its being false, and what is neither
// is not known. Of the parts that can break there is a third one.
func regoText(s *asked.Source) (string, error) {
	w := &regoWriter{}
	names := make([]string, len(s.Questions))
	for i, q := range s.Questions {
		names[i] = fmt.Sprintf("outcome%d", i)
		w.name, w.parts = fmt.Sprintf("criterion%d", i), 0
		claimed, proven := "input.claimed", fmt.Sprintf("input.proven%d", q.RuleView)
		holds := q.Rule
		var cases []string
		add := func(outcome, view string, e *asked.Expr, want state) {
			if want == broken && !e.Failing() {
				return
			}
			w.view = view
			cases = append(cases, fmt.Sprintf("%q if {\n\t%s\n}", outcome, strings.Join(w.body(e, want), "\n\t")))
		}
		if q.When != nil {
			holds = &asked.Expr{Op: asked.Or, Args: []*asked.Expr{{Op: asked.Not, Args: []*asked.Expr{q.When}}, q.Rule}}
			add("notApplicable", fmt.Sprintf("input.proven%d", q.WhenView), q.When, no)
		}
		add("pass", proven, q.Rule, yes)
		add("fail", claimed, holds, no)
		add("unproven", claimed, holds, yes)
		add("error", claimed, holds, broken)
		fmt.Fprintf(&w.out, "# %s\n%s := %s else := \"unknown\"\n\n", q.ID, names[i], strings.Join(cases, " else := "))
	}
	return "package bench\n\n" + w.out.String() + "outcomes := [" + strings.Join(names, ", ") + "]\n", w.err
}

// state is what a part is asked to be.
type state string

const (
	yes    state = "True"
	no     state = "False"
	broken state = "Broken"
)

func (s state) not() state {
	switch s {
	case yes:
		return no
	case no:
		return yes
	}
	return s
}

type regoWriter struct {
	out   strings.Builder
	err   error
	view  string
	name  string
	parts int
	vars  []string // of quantifiers
}

// rule writes a rule with the given bodies, any of which will do, and returns
// what asks for it.
func (w *regoWriter) rule(bodies ...[]string) string {
	w.parts++
	head := fmt.Sprintf("%s_%d", w.name, w.parts)
	if len(w.vars) > 0 {
		head += "(" + strings.Join(w.vars, ", ") + ")"
	}
	for _, b := range bodies {
		fmt.Fprintf(&w.out, "%s if {\n\t%s\n}\n\n", head, strings.Join(b, "\n\t"))
	}
	return head
}

// each are the bodies of all parts.
func (w *regoWriter) each(args []*asked.Expr, want state) [][]string {
	out := make([][]string, len(args))
	for i, a := range args {
		out[i] = w.body(a, want)
	}
	return out
}

// body lists what must hold together for an expression to be as wanted.
func (w *regoWriter) body(e *asked.Expr, want state) []string {
	if want == broken {
		return w.broken(e)
	}
	switch e.Op {
	case asked.Not:
		return w.body(e.Args[0], want.not())
	case asked.And, asked.Or:
		bodies := w.each(e.Args, want)
		if (e.Op == asked.And) == (want == yes) {
			var all []string
			for _, b := range bodies {
				all = append(all, b...)
			}
			return all
		}
		return []string{w.rule(bodies...)}
	case asked.Choose:
		return []string{w.rule(append(w.body(e.Args[0], yes), w.body(e.Args[1], want)...), append(w.body(e.Args[0], no), w.body(e.Args[2], want)...))}
	case asked.All, asked.Exists:
		list := w.place(e.Args[0])
		outer := len(w.vars)
		w.vars = append(w.vars, e.Var)
		inner := w.body(e.Args[1], want)
		w.vars = w.vars[:outer]
		if (e.Op == asked.All) == (want == yes) {
			return []string{fmt.Sprintf("every %s in %s { %s }", e.Var, list, strings.Join(inner, "; "))}
		}
		return []string{w.rule(append([]string{"some " + e.Var + " in " + list}, inner...))}
	}
	return w.test(e, want)
}

// broken lists what must hold for an expression to break: one part of an and
// breaks, and the others break or hold, and likewise of an or.
func (w *regoWriter) broken(e *asked.Expr) []string {
	switch e.Op {
	case asked.Not:
		return w.broken(e.Args[0])
	case asked.And, asked.Or:
		rest := yes
		if e.Op == asked.Or {
			rest = no
		}
		var bodies [][]string
		for i, a := range e.Args {
			if !a.Failing() {
				continue
			}
			body := w.broken(a)
			for k, b := range e.Args {
				switch {
				case k == i:
				case b.Failing():
					body = append(body, w.rule(w.body(b, rest), w.broken(b)))
				default:
					body = append(body, w.body(b, rest)...)
				}
			}
			bodies = append(bodies, body)
		}
		return []string{w.rule(bodies...)}
	case asked.All, asked.Exists, asked.Choose:
		w.err = errors.Join(w.err, fmt.Errorf("%s over what can break has no form in Rego", e.Op))
	}
	var bodies [][]string
	e.Walk(func(x *asked.Expr) {
		if x.Op == asked.PlusDays {
			days := w.place(x.Args[1])
			bodies = append(bodies, []string{days + " < 0"}, []string{fmt.Sprintf("%s > %d", days, asked.MaxDays)})
		}
	})
	return []string{w.rule(bodies...)}
}

var opposite = map[asked.Op]asked.Op{asked.Equal: asked.Unequal, asked.Unequal: asked.Equal, asked.Less: asked.AtLeast,
	asked.AtMost: asked.Greater, asked.Greater: asked.AtMost, asked.AtLeast: asked.Less}

func (w *regoWriter) test(e *asked.Expr, want state) []string {
	var out []string
	e.Walk(func(x *asked.Expr) {
		if x.Op == asked.PlusDays {
			days := w.place(x.Args[1])
			out = append(out, days+" >= 0", fmt.Sprintf("%s <= %d", days, asked.MaxDays))
		}
	})
	switch e.Op {
	case asked.Fact, asked.Satisfies, asked.Approved, asked.SameAs:
		return append(out, fmt.Sprintf("%s == %t", w.value(e), want == yes))
	case asked.In, asked.InRegion:
		set := "{" + strings.Trim(quotedList(e.Texts), "[]") + "}"
		if want == yes {
			return append(out, w.value(e.Args[0])+" in "+set)
		}
		w.parts++
		text := fmt.Sprintf("text%d", w.parts)
		return append(out, text+" := "+w.value(e.Args[0]), "not "+text+" in "+set)
	}
	op, ok := opposite[e.Op]
	if !ok {
		w.err = errors.Join(w.err, fmt.Errorf("%s has no form in Rego", e.Op))
	}
	if want == yes {
		op = e.Op
	}
	return append(out, w.value(e.Args[0])+" "+string(op)+" "+w.value(e.Args[1]))
}

func (w *regoWriter) place(e *asked.Expr) string {
	switch {
	case e.Ref.Var != "":
		return strings.TrimSuffix(e.Ref.Var+"."+e.Ref.Path, ".")
	case e.Ref.Field == nil:
		return "input." + e.Ref.Path
	}
	return w.view + "." + e.Ref.Path
}

func (w *regoWriter) value(e *asked.Expr) string {
	if e.Op == asked.Fact {
		return w.place(e)
	}
	if text, ok := e.Value.(string); ok {
		return strconv.Quote(text)
	}
	args := make([]string, len(e.Args))
	for i, a := range e.Args {
		args[i] = w.value(a)
	}
	switch e.Op {
	case asked.Const:
		return fmt.Sprint(e.Value)
	case asked.Size:
		return "count(" + args[0] + ")"
	case asked.PlusDays:
		return fmt.Sprintf("min([%s + %s, %d])", args[0], args[1], byhand.LastDay)
	case asked.Satisfies:
		return fmt.Sprintf("trias.satisfies(%s, %q)", args[0], e.Texts[0])
	case asked.Approved:
		return "trias.osiApproved(" + args[0] + ")"
	case asked.SameAs:
		return "trias.sameVersion(" + args[0] + ", " + args[1] + ")"
	}
	return args[0] + " " + string(e.Op) + " " + args[1]
}

// opaEngine asks for all outcomes by one prepared query.
type opaEngine struct {
	query   rego.PreparedEvalQuery
	inputs  []ast.Value
	prepare time.Duration
}

func newOPA(s *asked.Source, records []*byhand.Record) (*opaEngine, error) {
	start := time.Now()
	text, err := regoText(s)
	if err != nil {
		return nil, err
	}
	constraints := map[string]*byhand.Memo[string]{}
	two := types.NewFunction(types.Args(types.S, types.S), types.B)
	e := &opaEngine{}
	e.query, err = rego.New(rego.Query("data.bench.outcomes"), rego.Module("bench.rego", text),
		rego.Function1(&rego.Function{Name: "trias.osiApproved", Decl: types.NewFunction(types.Args(types.S), types.B)},
			func(_ rego.BuiltinContext, v *ast.Term) (*ast.Term, error) {
				return ast.BooleanTerm(byhand.Approved.Ask(string(v.Value.(ast.String)))), nil
			}),
		rego.Function2(&rego.Function{Name: "trias.sameVersion", Decl: two}, func(_ rego.BuiltinContext, v, u *ast.Term) (*ast.Term, error) {
			return ast.BooleanTerm(byhand.SameVersion(string(v.Value.(ast.String)), string(u.Value.(ast.String)))), nil
		}),
		rego.Function2(&rego.Function{Name: "trias.satisfies", Decl: two}, func(_ rego.BuiltinContext, v, c *ast.Term) (*ast.Term, error) {
			constraint := string(c.Value.(ast.String))
			if constraints[constraint] == nil {
				constraints[constraint] = byhand.Constraint(constraint)
			}
			return ast.BooleanTerm(constraints[constraint].Ask(string(v.Value.(ast.String)))), nil
		}),
	).PrepareForEval(context.Background())
	if err != nil {
		return nil, err
	}
	e.prepare = time.Since(start)
	for _, r := range records {
		doc := map[string]any{"claimed": toDoc(reflect.ValueOf(*r.Claimed)), "subject": toDoc(reflect.ValueOf(r.Subject))}
		for k, f := range r.Proven {
			doc[fmt.Sprintf("proven%d", k)] = toDoc(reflect.ValueOf(*f))
		}
		v, err := ast.InterfaceToValue(doc)
		if err != nil {
			return nil, err
		}
		e.inputs = append(e.inputs, v)
	}
	return e, nil
}

// toDoc makes a document of a struct. It leaves out what is not known.
func toDoc(v reflect.Value) map[string]any {
	doc := map[string]any{}
	for i := range v.NumField() {
		name, f := v.Type().Field(i).Tag.Get("cel"), v.Field(i)
		switch {
		case f.Kind() == reflect.Struct:
			doc[name] = toDoc(f)
		case f.IsNil():
		case f.Kind() == reflect.Pointer:
			doc[name] = f.Elem().Interface()
		default:
			list := make([]any, f.Len())
			for k := range list {
				if e := f.Index(k); e.Kind() == reflect.Struct {
					list[k] = toDoc(e)
				} else {
					list[k] = e.Interface()
				}
			}
			doc[name] = list
		}
	}
	return doc
}

var outcomeOf = func() map[string]byhand.Outcome {
	m := map[string]byhand.Outcome{}
	for o := byhand.Pass; o <= byhand.Error; o++ {
		m[o.String()] = o
	}
	return m
}()

func (e *opaEngine) outcomes(i int, out *[byhand.Criteria]byhand.Outcome) error {
	results, err := e.query.Eval(context.Background(), rego.EvalParsedInput(e.inputs[i]))
	if err != nil {
		return err
	}
	if len(results) != 1 {
		return fmt.Errorf("%d results", len(results))
	}
	for k, o := range results[0].Expressions[0].Value.([]any) {
		out[k] = outcomeOf[o.(string)]
	}
	return nil
}
