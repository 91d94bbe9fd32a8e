package main

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	_ "github.com/open-policy-agent/opa/v1/features/wasm"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/types"

	"github.com/trias-sovereignty/trias/internal/bench/asked"
	"github.com/trias-sovereignty/trias/internal/bench/byhand"
)

// regoText writes all criteria as one Rego module, with the data it needs. What
// is not known is undefined there, and "not" takes undefined for false, so for
// every part there is a form of its being true and one of its being false, and
// what is neither is not known. Of the parts that can break there is a third
// one. An outcome is the digit of [byhand.Outcome].
//
// The offer is the input, or one of those in the data, of which the input is the
// number; then every rule is a function of it.
func regoText(s *asked.Source, stored bool) (string, map[string]any, error) {
	w := &regoWriter{offer: "input"}
	given, when := "", ""
	if stored {
		w.offer, w.sets, w.vars = "offer", map[string]any{}, []string{"offer"}
		given, when = "(offer)", " if offer := data.offers[input]"
	}
	names := make([]string, len(s.Questions))
	for i, q := range s.Questions {
		names[i] = fmt.Sprintf("outcome%d%s", i, given)
		w.name, w.parts = fmt.Sprintf("criterion%d", i), 0
		claimed, proven := "claimed", fmt.Sprintf("proven%d", q.RuleView)
		holds := q.Rule
		var cases []string
		add := func(outcome byhand.Outcome, view string, e *asked.Expr, want state) {
			if want == broken && !e.Failing() {
				return
			}
			w.view = view
			cases = append(cases, fmt.Sprintf("\"%d\" if {\n\t%s\n}", outcome, strings.Join(w.body(e, want), "\n\t")))
		}
		if q.When != nil {
			holds = &asked.Expr{Op: asked.Or, Args: []*asked.Expr{{Op: asked.Not, Args: []*asked.Expr{q.When}}, q.Rule}}
			add(byhand.NotApplicable, fmt.Sprintf("proven%d", q.WhenView), q.When, no)
		}
		add(byhand.Pass, proven, q.Rule, yes)
		add(byhand.Fail, claimed, holds, no)
		add(byhand.Unproven, claimed, holds, yes)
		add(byhand.Error, claimed, holds, broken)
		fmt.Fprintf(&w.out, "# %s\n%s := %s else := \"%d\"\n\n", q.ID, names[i], strings.Join(cases, " else := "), byhand.Unknown)
	}
	text := "package bench\n\nimport future.keywords.or\n\n" + w.out.String() + `outcomes := concat("", [` + strings.Join(names, ", ") + "])" + when + "\n"
	return text, map[string]any{"sets": w.sets}, w.err
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
	offer string
	sets  map[string]any // by name, if they are to lie in the data
	view  string
	name  string
	parts int
	vars  []string // of quantifiers
}

// anyOf says that one of some bodies holds.
func anyOf(bodies ...[]string) []string {
	if len(bodies) == 1 {
		return bodies[0]
	}
	parts := make([]string, len(bodies))
	for i, b := range bodies {
		parts[i] = "{ " + strings.Join(b, "; ") + " }"
	}
	return []string{"(" + strings.Join(parts, " or ") + ")"}
}

// some says that a body holds for an entry of a list. It is a rule, which is
// left as soon as there is one.
func (w *regoWriter) some(variable, list string, body []string) string {
	w.parts++
	head := fmt.Sprintf("%s_%d", w.name, w.parts)
	if len(w.vars) > 0 {
		head += "(" + strings.Join(w.vars, ", ") + ")"
	}
	fmt.Fprintf(&w.out, "%s if {\n\tsome %s in %s\n\t%s\n}\n\n", head, variable, list, strings.Join(body, "\n\t"))
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
		return anyOf(bodies...)
	case asked.Choose:
		return anyOf(append(w.body(e.Args[0], yes), w.body(e.Args[1], want)...), append(w.body(e.Args[0], no), w.body(e.Args[2], want)...))
	case asked.All, asked.Exists:
		list := w.place(e.Args[0])
		outer := len(w.vars)
		w.vars = append(w.vars, e.Var)
		inner := w.body(e.Args[1], want)
		w.vars = w.vars[:outer]
		if (e.Op == asked.All) == (want == yes) {
			return []string{fmt.Sprintf("every %s in %s { %s }", e.Var, list, strings.Join(inner, "; "))}
		}
		return []string{w.some(e.Var, list, inner)}
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
					body = append(body, anyOf(w.body(b, rest), w.broken(b))...)
				default:
					body = append(body, w.body(b, rest)...)
				}
			}
			bodies = append(bodies, body)
		}
		return anyOf(bodies...)
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
	return anyOf(bodies...)
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
		if want == yes {
			return append(out, w.member(w.value(e.Args[0]), e.Texts))
		}
		w.parts++
		text := fmt.Sprintf("text%d", w.parts)
		return append(out, text+" := "+w.value(e.Args[0]), "not "+w.member(text, e.Texts))
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

// member says that a text is one of some. Sets that lie in the data are not made
// anew whenever they are looked at.
func (w *regoWriter) member(text string, set []string) string {
	if w.sets == nil {
		return text + " in {" + strings.Trim(quotedList(set), "[]") + "}"
	}
	name := strings.Join(set, " ")
	if w.sets[name] == nil {
		members := map[string]any{}
		for _, m := range set {
			members[m] = true
		}
		w.sets[name] = members
	}
	return fmt.Sprintf("data.sets[%q][%s]", name, text)
}

func (w *regoWriter) place(e *asked.Expr) string {
	switch {
	case e.Ref.Var != "" && e.Ref.Path == "":
		return e.Ref.Var
	case e.Ref.Var != "":
		return fmt.Sprintf("%s[%q]", e.Ref.Var, e.Ref.Path)
	case e.Ref.Field == nil:
		return fmt.Sprintf("%s[%q]", w.offer, e.Ref.Path)
	}
	return fmt.Sprintf("%s[%q]", w.offer, w.view+"."+e.Ref.Path)
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

// registerFunctions makes what the rules need beyond Rego known to OPA, for
// whose WebAssembly functions of one query only do not exist.
var registerFunctions = sync.OnceFunc(func() {
	text := func(t *ast.Term) string { return string(t.Value.(ast.String)) }
	two := types.NewFunction(types.Args(types.S, types.S), types.B)
	rego.RegisterBuiltin1(&rego.Function{Name: "trias.osiApproved", Decl: types.NewFunction(types.Args(types.S), types.B)},
		func(_ rego.BuiltinContext, v *ast.Term) (*ast.Term, error) {
			return ast.InternedTerm(byhand.Approved.Ask(text(v))), nil
		})
	rego.RegisterBuiltin2(&rego.Function{Name: "trias.sameVersion", Decl: two}, func(_ rego.BuiltinContext, v, u *ast.Term) (*ast.Term, error) {
		return ast.InternedTerm(byhand.SameVersion(text(v), text(u))), nil
	})
	var constraints sync.Map
	rego.RegisterBuiltin2(&rego.Function{Name: "trias.satisfies", Decl: two}, func(_ rego.BuiltinContext, v, c *ast.Term) (*ast.Term, error) {
		memo, ok := constraints.Load(text(c))
		if !ok {
			memo, _ = constraints.LoadOrStore(text(c), byhand.Constraint(text(c)))
		}
		return ast.InternedTerm(memo.(*byhand.Memo[string]).Ask(text(v))), nil
	})
})

// opaEngine asks for all outcomes by one prepared query.
type opaEngine struct {
	query   rego.PreparedEvalQuery
	inputs  []rego.EvalOption
	prepare time.Duration
}

// newOPA lets OPA interpret the rules, over inputs it has parsed.
func newOPA(s *asked.Source, records []*byhand.Record) (*opaEngine, error) {
	e, err := prepareOPA(s, nil)
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		v, err := ast.InterfaceToValue(toDoc(r))
		if err != nil {
			return nil, err
		}
		e.inputs = append(e.inputs, rego.EvalParsedInput(v))
	}
	return e, nil
}

// newWasm lets OPA compile the rules to WebAssembly. An input would be text there,
// to be parsed every time, so the offers are loaded with the rules.
func newWasm(s *asked.Source, records []*byhand.Record) (*opaEngine, error) {
	docs := make([]any, len(records))
	for i, r := range records {
		docs[i] = toDoc(r)
	}
	e, err := prepareOPA(s, docs)
	if err != nil {
		return nil, err
	}
	for i := range records {
		e.inputs = append(e.inputs, rego.EvalInput(i))
	}
	return e, nil
}

// prepareOPA prepares the query: as WebAssembly, if there are offers to load.
func prepareOPA(s *asked.Source, docs []any) (*opaEngine, error) {
	registerFunctions()
	start := time.Now()
	text, data, err := regoText(s, docs != nil)
	if err != nil {
		return nil, err
	}
	target := "rego"
	if docs != nil {
		target, data["offers"] = "wasm", docs
	}
	query, err := rego.New(rego.Query("data.bench.outcomes"), rego.Module("bench.rego", text), rego.Store(inmem.NewFromObject(data)), rego.Target(target)).
		PrepareForEval(context.Background())
	return &opaEngine{query: query, prepare: time.Since(start)}, err
}

// toDoc makes a document of an offer that is as flat as can be, so that a fact is
// one step away. It leaves out what is not known.
func toDoc(r *byhand.Record) map[string]any {
	doc := map[string]any{}
	addDoc(doc, "subject.", reflect.ValueOf(r.Subject))
	addDoc(doc, "claimed.", reflect.ValueOf(*r.Claimed))
	for k, f := range r.Proven {
		addDoc(doc, fmt.Sprintf("proven%d.", k), reflect.ValueOf(*f))
	}
	return doc
}

// addDoc adds the fields of a struct, named after what it lies below.
func addDoc(doc map[string]any, below string, v reflect.Value) {
	for i := range v.NumField() {
		name, f := below+v.Type().Field(i).Tag.Get("cel"), v.Field(i)
		switch {
		case f.Kind() == reflect.Struct:
			addDoc(doc, name+".", f)
		case f.IsNil():
		case f.Kind() == reflect.Pointer:
			doc[name] = f.Elem().Interface()
		default:
			list := make([]any, f.Len())
			for k := range list {
				if e := f.Index(k); e.Kind() == reflect.Struct {
					entry := map[string]any{}
					addDoc(entry, "", e)
					list[k] = entry
				} else {
					list[k] = e.Interface()
				}
			}
			doc[name] = list
		}
	}
}

var outcomeOf = func() map[string]byhand.Outcome {
	m := map[string]byhand.Outcome{}
	for o := byhand.Pass; o <= byhand.Error; o++ {
		m[o.String()] = o
	}
	return m
}()

func (e *opaEngine) outcomes(i int, out *[byhand.Criteria]byhand.Outcome) error {
	results, err := e.query.Eval(context.Background(), e.inputs[i])
	if err != nil {
		return err
	}
	if len(results) != 1 {
		return fmt.Errorf("%d results", len(results))
	}
	for k, digit := range []byte(results[0].Expressions[0].Value.(string)) {
		out[k] = byhand.Outcome(digit - '0')
	}
	return nil
}
