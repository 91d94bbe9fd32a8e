// Package asked reads the criteria of the embedded catalogue under one profile
// into a form from which every peer is generated: the parameters and the day
// put in, what they decide folded away, regions as their members on the day,
// dates as numbers of days. So no peer computes at run time what a thoughtful
// author would have computed before.
package asked

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/regions"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// Question is one criterion as a profile applies it.
type Question struct {
	ID string
	// Rule is what must hold; When, if it is not nil, where that is asked.
	Rule, When *Expr
	// RuleView and WhenView are the proven views they are to be looked at in, by
	// index of [Source.Views].
	RuleView, WhenView int
}

// View says which proofs are demanded of each fact, by path. What is not named
// is not read in it.
type View map[string]*rules.Demand

// Source is all that is asked.
type Source struct {
	Evaluator *evaluator.Evaluator
	At        time.Time
	Questions []Question
	// Views are as few as there can be where no fact of one is read under two
	// demands: nearly every fact is read under one only.
	Views []View
	// Facts are the facts that are read, in the order of the schema; of a list of
	// records Elements has the fields that are read.
	Facts    []*evidence.Field
	Elements map[string][]*evidence.Field
}

// Profile is the embedded profile the peers are compared under.
const Profile = "high"

// Read reads an embedded profile.
func Read(profile string, at time.Time) (*Source, error) {
	catalogue, err := criteria.Embedded()
	if err != nil {
		return nil, err
	}
	p, err := profiles.Lookup(profile)
	if err != nil {
		return nil, err
	}
	s := &Source{At: at}
	if s.Evaluator, err = evaluator.Compile(catalogue, p); err != nil {
		return nil, err
	}
	parser, err := cel.NewCustomEnv()
	if err != nil {
		return nil, err
	}
	env := catalogue.Environment()
	for _, id := range p.Criteria() {
		compiled, _ := catalogue.Compiled(id)
		applied, _ := p.Applied(id)
		rule, when := compiled.Rules()
		r := reader{parser: parser, day: civil.DateOf(at, p.Zone()), params: map[string]*Expr{}}
		for name, param := range compiled.Params {
			if r.params[name], err = parameter(rules.ParamType(param.Type), applied.Params[name]); err != nil {
				return nil, fmt.Errorf("%s: parameter %s: %w", id, name, err)
			}
		}
		q := Question{ID: id}
		if q.Rule, err = r.read(rule.Text); err != nil {
			return nil, fmt.Errorf("%s: rule: %w", id, err)
		}
		q.RuleView = s.view(env, rule, applied.Demands(), false)
		if when != nil {
			if q.When, err = r.read(when.Text); err != nil {
				return nil, fmt.Errorf("%s: when: %w", id, err)
			}
			q.WhenView = s.view(env, when, applied.Demands(), true)
		}
		s.Questions = append(s.Questions, q)
	}
	s.collect()
	return s, nil
}

// view finds a view that demands of all facts of a rule what is demanded here.
func (s *Source) view(env *rules.Env, rule *rules.Rule, demands *profiles.Demands, when bool) int {
	reads := View{}
	for _, slot := range rule.Reads {
		path := env.Info(slot).Path
		reads[path] = demands.Of(path, when)
	}
	fits := func(v View) bool {
		for path, d := range reads {
			if other, ok := v[path]; ok && other.String() != d.String() {
				return false
			}
		}
		return true
	}
	i := slices.IndexFunc(s.Views, fits)
	if i < 0 {
		i, s.Views = len(s.Views), append(s.Views, View{})
	}
	for path, d := range reads {
		s.Views[i][path] = d
	}
	return i
}

// collect lists the facts that are read. A list counts as read with its
// elements.
func (s *Source) collect() {
	read := map[string]bool{}
	for _, q := range s.Questions {
		for _, e := range []*Expr{q.Rule, q.When} {
			if e != nil {
				e.Walk(func(x *Expr) {
					if x.Op == Fact && x.Ref.Field != nil {
						read[x.Ref.Field.Path] = true
					}
				})
			}
		}
	}
	s.Elements = map[string][]*evidence.Field{}
	var walk func(r *evidence.Record) []*evidence.Field
	walk = func(r *evidence.Record) (out []*evidence.Field) {
		for i := range r.Fields {
			f := &r.Fields[i]
			if !read[f.Path] {
				continue
			}
			out = append(out, f)
			if f.Elem != nil {
				s.Elements[f.Path] = walk(f.Elem)
			}
		}
		return out
	}
	s.Facts = walk(evidence.FactSchema())
}

// Day is the number of a date's day, counted from 1970-01-01.
func Day(d evidence.Date) int64 { return d.Start(time.UTC).Unix() / (24 * 60 * 60) }

func date(d civil.Date) *Expr { return &Expr{Op: Const, Kind: evidence.KindDate, Value: Day(d)} }

func parameter(t rules.ParamType, v evidence.Value) (*Expr, error) {
	switch x := v.Any().(type) {
	case bool:
		return truth(x), nil
	case int64:
		if t == rules.NumberParam {
			return &Expr{Op: Const, Kind: evidence.KindNumber, Value: float64(x)}, nil
		}
		return &Expr{Op: Const, Kind: evidence.KindInt, Value: x}, nil
	case float64:
		return &Expr{Op: Const, Kind: evidence.KindNumber, Value: x}, nil
	case []evidence.Value:
		e := &Expr{Op: Const, Kind: evidence.KindList}
		for _, text := range x {
			e.Texts = append(e.Texts, text.Any().(string))
		}
		return e, nil
	case string:
		switch t {
		case rules.DateParam:
			d, err := civil.ParseDate(x)
			return date(d), err
		case rules.PeriodParam:
			p, err := civil.ParsePeriod(x)
			return &Expr{Op: Const, period: p}, err
		}
		return &Expr{Op: Const, Kind: evidence.KindText, Value: x}, nil
	}
	return nil, fmt.Errorf("%v of type %s has no form here", v, t)
}

// reader turns the text of one rule into an expression.
type reader struct {
	parser *cel.Env
	day    civil.Date
	params map[string]*Expr
	loops  []loop
}

type loop struct {
	name string
	list *evidence.Field
}

func (r *reader) read(text string) (*Expr, error) {
	parsed, issues := r.parser.Parse(text)
	if issues.Err() != nil {
		return nil, issues.Err()
	}
	return r.expr(parsed.NativeRep().Expr())
}

func (r *reader) exprs(args []ast.Expr) ([]*Expr, error) {
	out := make([]*Expr, len(args))
	for i, a := range args {
		var err error
		if out[i], err = r.expr(a); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (r *reader) expr(e ast.Expr) (*Expr, error) {
	switch e.Kind() {
	case ast.LiteralKind:
		switch v := e.AsLiteral().(type) {
		case types.Bool:
			return truth(bool(v)), nil
		case types.Int:
			return &Expr{Op: Const, Kind: evidence.KindInt, Value: int64(v)}, nil
		case types.Double:
			return &Expr{Op: Const, Kind: evidence.KindNumber, Value: float64(v)}, nil
		case types.String:
			return &Expr{Op: Const, Kind: evidence.KindText, Value: string(v)}, nil
		}
	case ast.ListKind:
		list := &Expr{Op: Const, Kind: evidence.KindList}
		for _, el := range e.AsList().Elements() {
			s, ok := el.AsLiteral().(types.String)
			if !ok {
				return nil, fmt.Errorf("a list of something else than texts")
			}
			list.Texts = append(list.Texts, string(s))
		}
		return list, nil
	case ast.IdentKind, ast.SelectKind:
		return r.name(e)
	case ast.CallKind:
		return r.call(e.AsCall())
	}
	return nil, fmt.Errorf("expression %v has no form here", e)
}

// name resolves a.b.c.
func (r *reader) name(e ast.Expr) (*Expr, error) {
	var path []string
	for e.Kind() == ast.SelectKind {
		path = append(path, e.AsSelect().FieldName())
		e = e.AsSelect().Operand()
	}
	slices.Reverse(path)
	root, below := e.AsIdent(), strings.Join(path, ".")
	for i := len(r.loops) - 1; i >= 0; i-- {
		l := r.loops[i]
		if l.name != root {
			continue
		}
		if below == "" {
			return &Expr{Op: Fact, Kind: l.list.Item, Ref: &Ref{Var: root}}, nil
		}
		return fact(l.list.Elem, root, below)
	}
	switch root {
	case "at":
		return date(r.day), nil
	case "params":
		if p := r.params[below]; p != nil {
			return p, nil
		}
	case "subject":
		kind, ok := map[string]evidence.Kind{"layer": evidence.KindText, "version": evidence.KindVersion}[below]
		if ok {
			return &Expr{Op: Fact, Kind: kind, Ref: &Ref{Path: "subject." + below}}, nil
		}
	default:
		return fact(evidence.FactSchema(), "", root+"."+below)
	}
	return nil, fmt.Errorf("%s.%s has no form here", root, below)
}

func fact(r *evidence.Record, variable, path string) (*Expr, error) {
	f := r.Field(path)
	if f == nil {
		return nil, fmt.Errorf("no fact %s", path)
	}
	return &Expr{Op: Fact, Kind: f.Kind, Ref: &Ref{Var: variable, Path: path, Field: f}}, nil
}

var symbols = map[string]Op{operators.Equals: Equal, operators.NotEquals: Unequal, operators.Less: Less, operators.LessEquals: AtMost,
	operators.Greater: Greater, operators.GreaterEquals: AtLeast, operators.Add: Plus, operators.Subtract: Minus, operators.Multiply: Times}

func (r *reader) call(call ast.CallExpr) (*Expr, error) {
	args := call.Args()
	if call.IsMemberFunction() {
		args = append([]ast.Expr{call.Target()}, args...)
	}
	switch name := call.FunctionName(); name {
	case "all", "exists":
		return r.quantifier(Op(name), args)
	case "days":
		n, err := r.expr(args[0])
		if err == nil && n.Op == Const {
			return &Expr{Op: Const, period: civil.Period{Days: int32(n.Value.(int64))}}, nil
		}
		return n, err // what it is added to sees to it
	}
	x, err := r.exprs(args)
	if err != nil {
		return nil, err
	}
	boolean := func(op Op, texts []string) *Expr {
		return &Expr{Op: op, Kind: evidence.KindBool, Args: x[:1], Texts: texts}
	}
	switch name := call.FunctionName(); name {
	case operators.LogicalAnd:
		return join(And, x...), nil
	case operators.LogicalOr:
		return join(Or, x...), nil
	case operators.LogicalNot:
		return negate(x[0]), nil
	case operators.Conditional:
		return &Expr{Op: Choose, Kind: evidence.KindBool, Args: x}, nil
	case operators.In:
		if x[0].Op == Const {
			return truth(slices.Contains(x[1].Texts, x[0].Value.(string))), nil
		}
		return boolean(In, x[1].Texts), nil
	case "inRegion":
		members, err := r.members(x[1].Value.(string))
		return boolean(InRegion, members), err
	case "satisfies":
		return boolean(Satisfies, []string{x[1].Value.(string)}), nil
	case "osiApproved":
		return boolean(Approved, nil), nil
	case "size":
		return &Expr{Op: Size, Kind: evidence.KindInt, Args: x}, nil
	case operators.Add, operators.Subtract, operators.Multiply:
		if x[0].Kind == evidence.KindDate {
			if x[1].Op == Const && x[1].period != nil {
				return &Expr{Op: symbols[name], Kind: evidence.KindDate, Args: x[:1], period: x[1].period}, nil
			}
			if name == operators.Add && x[1].Kind == evidence.KindInt {
				return &Expr{Op: PlusDays, Kind: evidence.KindDate, Args: x}, nil
			}
			return nil, fmt.Errorf("a date %s something that is not known before", name)
		}
		return &Expr{Op: symbols[name], Kind: x[0].Kind, Args: x}, nil
	default:
		op, ok := symbols[name]
		if !ok {
			return nil, fmt.Errorf("function %s has no form here", name)
		}
		if x[0].period != nil || x[1].period != nil {
			return moved(op, x[0], x[1])
		}
		return compare(op, x[0], x[1])
	}
}

func (r *reader) quantifier(op Op, args []ast.Expr) (*Expr, error) {
	list, err := r.expr(args[0])
	if err != nil {
		return nil, err
	}
	if list.Op != Fact {
		return nil, fmt.Errorf("%s over something else than a fact", op)
	}
	r.loops = append(r.loops, loop{args[1].AsIdent(), list.Ref.Field})
	body, err := r.expr(args[2])
	r.loops = r.loops[:len(r.loops)-1]
	if err != nil {
		return nil, err
	}
	return &Expr{Op: op, Kind: evidence.KindBool, Var: args[1].AsIdent(), Args: []*Expr{list, body}}, nil
}

// members are the countries of a region on the day.
func (r *reader) members(region string) ([]string, error) {
	var out []string
	for _, c := range regions.Countries() {
		in, err := regions.Contains(region, c, r.day)
		if err != nil {
			return nil, err
		}
		if in {
			out = append(out, c)
		}
	}
	return out, nil
}

// moved compares a date that a period is added to, or taken from, with a day
// that is known: the date is compared with the day at which that turns. Both
// movements never decrease as the date grows.
func moved(op Op, a, b *Expr) (*Expr, error) {
	if b.period != nil {
		a, b, op = b, a, mirrored[op]
	}
	if b.Op != Const {
		return nil, fmt.Errorf("a date that moves is compared with another")
	}
	period := a.period.(civil.Period)
	move := civil.Date.Add
	if a.Op == Minus {
		move = civil.Date.Sub
	}
	first, _ := civil.ParseDate("1900-01-01")
	last, _ := civil.ParseDate("2199-12-31")
	wanted := b.Value.(int64)
	if op == Greater || op == AtMost { // beyond the day, or not
		wanted++
	}
	days := int(Day(last) - Day(first))
	n := sort.Search(days+1, func(i int) bool { return Day(move(first.AddDays(i), period)) >= wanted })
	turn := &Expr{Op: Const, Kind: evidence.KindDate, Value: Day(first) + int64(n)}
	switch op {
	case Greater, AtLeast:
		return compare(AtLeast, a.Args[0], turn)
	case Less, AtMost:
		return compare(Less, a.Args[0], turn)
	}
	return nil, fmt.Errorf("a date that moves is compared with %s", op)
}
