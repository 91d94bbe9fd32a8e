package main

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/ext"
	"github.com/google/cel-go/interpreter"

	"github.com/trias-sovereignty/trias/internal/bench/asked"
	"github.com/trias-sovereignty/trias/internal/bench/byhand"
)

// celText writes an expression in CEL. Dates are whole numbers, and members of
// regions lists, which cel-go looks up in a set.
func celText(e *asked.Expr) string {
	args := make([]string, len(e.Args))
	for i, a := range e.Args {
		args[i] = celText(a)
	}
	switch e.Op {
	case asked.Const:
		switch v := e.Value.(type) {
		case string:
			return strconv.Quote(v)
		case float64:
			s := strconv.FormatFloat(v, 'f', -1, 64)
			if !strings.Contains(s, ".") {
				s += ".0"
			}
			return s
		}
		return fmt.Sprint(e.Value)
	case asked.Fact:
		return strings.Trim(e.Ref.Var+"."+e.Ref.Path, ".")
	case asked.Not:
		return "!(" + args[0] + ")"
	case asked.Choose:
		return "(" + args[0] + " ? " + args[1] + " : " + args[2] + ")"
	case asked.All, asked.Exists:
		return args[0] + "." + string(e.Op) + "(" + e.Var + ", " + args[1] + ")"
	case asked.In, asked.InRegion:
		return args[0] + " in " + quotedList(e.Texts)
	case asked.Satisfies:
		return args[0] + ".satisfies(" + strconv.Quote(e.Texts[0]) + ")"
	case asked.Approved, asked.SameAs, asked.Size, asked.PlusDays:
		return string(e.Op) + "(" + strings.Join(args, ", ") + ")"
	}
	return "(" + strings.Join(args, " "+string(e.Op)+" ") + ")"
}

func quotedList(texts []string) string {
	quoted := make([]string, len(texts))
	for i, t := range texts {
		quoted[i] = strconv.Quote(t)
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// celFunctions are what the rules need beyond CEL.
func celFunctions() []cel.EnvOption {
	constraints := map[string]*byhand.Memo[string]{}
	return []cel.EnvOption{
		cel.Function("satisfies", cel.MemberOverload("satisfies_string_string", []*cel.Type{cel.StringType, cel.StringType}, cel.BoolType,
			cel.BinaryBinding(func(v, c ref.Val) ref.Val {
				text := string(c.(types.String))
				if constraints[text] == nil {
					constraints[text] = byhand.Constraint(text)
				}
				return types.Bool(constraints[text].Ask(string(v.(types.String))))
			}))),
		cel.Function("osiApproved", cel.Overload("osi_approved_string", []*cel.Type{cel.StringType}, cel.BoolType,
			cel.UnaryBinding(func(v ref.Val) ref.Val { return types.Bool(byhand.Approved.Ask(string(v.(types.String)))) }))),
		cel.Function("sameVersion", cel.Overload("same_version_string_string", []*cel.Type{cel.StringType, cel.StringType}, cel.BoolType,
			cel.BinaryBinding(func(v, w ref.Val) ref.Val {
				return types.Bool(byhand.SameVersion(string(v.(types.String)), string(w.(types.String))))
			}))),
		cel.Function("plusDays", cel.Overload("plus_days_int_int", []*cel.Type{cel.IntType, cel.IntType}, cel.IntType,
			cel.BinaryBinding(func(d, n ref.Val) ref.Val {
				if days := n.(types.Int); days < 0 || days > asked.MaxDays {
					return types.NewErr("a period is 0 to %d days", asked.MaxDays)
				}
				return types.Int(byhand.PlusDays(int64(d.(types.Int)), int64(n.(types.Int))))
			}))),
	}
}

var domains = []string{"data", "operational", "technological", "resilience", "supplyChain"}

// celEngine runs every rule as a program of its own, as cel-go is used.
type celEngine struct {
	questions   []asked.Question
	rules       []cel.Program
	whens       []cel.Program
	activations func(i int) *views
	frames      frames
	lazy        bool
	prepare     time.Duration
}

// views are the activations of one offer.
type views struct {
	claimed interpreter.Activation
	proven  [byhand.Views]interpreter.Activation
}

// frames are the views of one offer, made ready for all programs to share.
type frames struct {
	claimed *interpreter.ExecutionFrame
	proven  [byhand.Views]*interpreter.ExecutionFrame
}

func (f *frames) open(v *views) (err error) {
	if f.claimed, err = interpreter.NewExecutionFrame(v.claimed); err != nil {
		return err
	}
	for k := range v.proven {
		if f.proven[k], err = interpreter.NewExecutionFrame(v.proven[k]); err != nil {
			return err
		}
	}
	return nil
}

func (f *frames) close() {
	f.claimed.Close()
	for _, p := range f.proven {
		p.Close()
	}
}

func newCel(s *asked.Source, lazy bool, options ...cel.EnvOption) (*celEngine, error) {
	start := time.Now()
	env, err := cel.NewEnv(append(celFunctions(), options...)...)
	if err != nil {
		return nil, err
	}
	compile := func(e *asked.Expr) (cel.Program, error) {
		if e == nil {
			return nil, nil
		}
		checked, issues := env.Compile(celText(e))
		if issues.Err() != nil {
			return nil, issues.Err()
		}
		return env.Program(checked, cel.EvalOptions(cel.OptOptimize))
	}
	c := &celEngine{questions: s.Questions, lazy: lazy}
	for _, q := range s.Questions {
		rule, err := compile(q.Rule)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", q.ID, err)
		}
		when, err := compile(q.When)
		if err != nil {
			return nil, fmt.Errorf("%s: when: %w", q.ID, err)
		}
		c.rules, c.whens = append(c.rules, rule), append(c.whens, when)
	}
	c.prepare = time.Since(start)
	return c, nil
}

func celTruth(p cel.Program, a *interpreter.ExecutionFrame) byhand.Truth {
	v, _, err := p.Eval(a)
	if err != nil {
		return byhand.Broken
	}
	switch v {
	case types.True:
		return byhand.Yes
	case types.False:
		return byhand.No
	}
	if types.IsUnknown(v) {
		return byhand.Open
	}
	return byhand.Broken
}

func (c *celEngine) outcomes(i int, out *[byhand.Criteria]byhand.Outcome) error {
	v := &c.frames
	if err := v.open(c.activations(i)); err != nil {
		return err
	}
	defer v.close()
	for k := range c.rules {
		q := &c.questions[k]
		if c.lazy {
			out[k] = needed(c.rules[k], c.whens[k], v, q)
			continue
		}
		whenClaimed, whenProven := byhand.Yes, byhand.Yes
		if w := c.whens[k]; w != nil {
			whenClaimed, whenProven = celTruth(w, v.claimed), celTruth(w, v.proven[q.WhenView])
		}
		out[k] = byhand.Judge(whenClaimed, whenProven, celTruth(c.rules[k], v.claimed), celTruth(c.rules[k], v.proven[q.RuleView]))
	}
	return nil
}

// needed looks at what is proven only where what is claimed leaves it to that,
// as [byhand.Needed] does.
func needed(rule, when cel.Program, v *frames, q *asked.Question) byhand.Outcome {
	w := byhand.Yes
	if when != nil {
		w = celTruth(when, v.claimed)
	}
	if w == byhand.No {
		if celTruth(when, v.proven[q.WhenView]) == byhand.No {
			return byhand.NotApplicable
		}
	} else if t := celTruth(rule, v.claimed); t != byhand.Yes {
		return byhand.Unmet(byhand.Either(byhand.Not(w), t))
	}
	if celTruth(rule, v.proven[q.RuleView]) == byhand.Yes {
		return byhand.Pass
	}
	return byhand.Unproven
}

// celStructs shows cel-go the structs. Native types take a nil pointer for
// false, 0 or "", so a provider gives the unknown value for it.
func celStructs(s *asked.Source, records []*byhand.Record, lazy bool) (*celEngine, error) {
	options := []cel.EnvOption{ext.NativeTypes(reflect.TypeFor[byhand.Facts](), reflect.TypeFor[byhand.Subject](), ext.ParseStructTags(true)), withUnknown}
	root := reflect.TypeFor[byhand.Facts]()
	for i := range root.NumField() {
		options = append(options, cel.Variable(root.Field(i).Tag.Get("cel"), cel.ObjectType(root.Field(i).Type.String())))
	}
	options = append(options, cel.Variable("subject", cel.ObjectType("byhand.Subject")))
	c, err := newCel(s, lazy, options...)
	if err != nil {
		return nil, err
	}
	var v views
	claimed, proven := &structs{}, [byhand.Views]structs{}
	v.claimed = claimed
	for i := range proven {
		v.proven[i] = &proven[i]
	}
	c.activations = func(i int) *views {
		r := records[i]
		*claimed = structs{r.Claimed, &r.Subject}
		for k := range proven {
			proven[k] = structs{r.Proven[k], &r.Subject}
		}
		return &v
	}
	return c, nil
}

// structs is an activation over the facts of one view.
type structs struct {
	facts   *byhand.Facts
	subject *byhand.Subject
}

func (s *structs) ResolveName(name string) (any, bool) {
	switch name {
	case "data":
		return &s.facts.Data, true
	case "operational":
		return &s.facts.Operational, true
	case "technological":
		return &s.facts.Technological, true
	case "resilience":
		return &s.facts.Resilience, true
	case "supplyChain":
		return &s.facts.SupplyChain, true
	case "subject":
		return s.subject, true
	}
	return nil, false
}

func (s *structs) Parent() interpreter.Activation { return nil }

// withUnknown wraps the provider of an environment.
func withUnknown(env *cel.Env) (*cel.Env, error) {
	return cel.CustomTypeProvider(&unknownProvider{Provider: env.CELTypeProvider(), kept: map[[2]string]*types.FieldType{}})(env)
}

type unknownProvider struct {
	types.Provider
	kept map[[2]string]*types.FieldType
}

func (p *unknownProvider) FindStructFieldType(name, field string) (*types.FieldType, bool) {
	key := [2]string{name, field}
	if f, ok := p.kept[key]; ok {
		return f, true
	}
	f, ok := p.Provider.FindStructFieldType(name, field)
	if !ok || f.Type.Kind() == types.StructKind {
		return f, ok
	}
	p.kept[key] = &types.FieldType{Type: f.Type, IsSet: f.IsSet, GetFrom: func(o any) (any, error) {
		if !f.IsSet(o) {
			return unknownFact, nil
		}
		return f.GetFrom(o)
	}}
	return p.kept[key], true
}

// celMaps shows cel-go maps of values of its own, in which what is not known is
// the unknown value.
func celMaps(s *asked.Source, records []*byhand.Record, lazy bool) (*celEngine, error) {
	var options []cel.EnvOption
	for _, name := range append([]string{"subject"}, domains...) {
		options = append(options, cel.Variable(name, cel.MapType(cel.StringType, cel.DynType)))
	}
	c, err := newCel(s, lazy, options...)
	if err != nil {
		return nil, err
	}
	all := make([]views, len(records))
	for i, r := range records {
		subject := toMap(reflect.ValueOf(r.Subject))
		activation := func(f *byhand.Facts) (interpreter.Activation, error) {
			m := toMap(reflect.ValueOf(*f))
			m["subject"] = subject
			return interpreter.NewActivation(m)
		}
		if all[i].claimed, err = activation(r.Claimed); err != nil {
			return nil, err
		}
		for k, f := range r.Proven {
			if all[i].proven[k], err = activation(f); err != nil {
				return nil, err
			}
		}
	}
	c.activations = func(i int) *views { return &all[i] }
	return c, nil
}

// unknownFact does not say which fact it is, which no outcome tells either: so
// there is nothing to gather where several are unknown.
var unknownFact = &types.Unknown{}

func toMap(v reflect.Value) map[string]any {
	m := make(map[string]any, v.NumField())
	for i := range v.NumField() {
		m[v.Type().Field(i).Tag.Get("cel")] = toValue(v.Field(i))
	}
	return m
}

func toValue(v reflect.Value) any {
	switch {
	case v.Kind() == reflect.Struct:
		return toMap(v)
	case v.IsNil():
		return unknownFact
	case v.Kind() == reflect.Pointer:
		return types.DefaultTypeAdapter.NativeToValue(v.Elem().Interface())
	}
	list := make([]ref.Val, v.Len())
	for i := range list {
		entry := v.Index(i).Interface()
		if v.Index(i).Kind() == reflect.Struct {
			entry = toMap(v.Index(i))
		}
		list[i] = types.DefaultTypeAdapter.NativeToValue(entry)
	}
	return types.NewRefValList(types.DefaultTypeAdapter, list)
}
