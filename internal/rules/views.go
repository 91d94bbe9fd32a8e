package rules

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/internal/civil"
)

// views turns the rules of two versions of a criterion into propositions about
// one view of the evidence, in which some things are known and others are not.
// Like [worlds] it takes some things to be freer than they are, never less free:
// what holds in all its views holds in all there are. Beyond what worlds say:
//
//   - A fact may be unknown, and whatever is computed from it then is.
//   - A list may be unknown, or open. It has one element for every quantifier that
//     runs over it: by the element that keeps one all() from holding, or one
//     exists() from failing, its truth is what it is with all others. A quantifier
//     within another one runs over a list once for every element of that.
//   - Versions have rules and values of parameters of their own; they see the
//     same facts, by path and type.
//   - Atoms may break. What breaks is neither true nor false nor unknown.
type views struct {
	sides     [2]*viewSide
	constants map[string][]ref.Val // by shape
	infos     map[string]*FieldInfo
	runs      map[string][]string // quantifiers by place of their list
	closed    map[string]bool     // shapes of lists that are not looked into

	work *Work
	over bool // the work was done before the propositions were made

	variables   []*viewVariable
	index       map[string]int
	lists       map[string]*viewList // by place
	places      map[string]*viewPlace
	uses        []viewUse
	used        map[string]bool
	constraints []*formula
}

// viewSide is a version and a machine that knows its parameters alone.
type viewSide struct {
	Side
	number  int
	machine *Machine
	settled map[*Node]Truth
	written map[string]string // values of parameters, by name
	in      *instance         // that what is looked at lies in
}

// three says of a part of a rule when it is true, false, or unknown; otherwise
// it breaks.
type three struct{ t, f, u *formula }

func (a three) not() three { return three{a.f, a.t, a.u} }

func constantThree(t Truth) three {
	return three{constantly(t == True), constantly(t == False), constantly(t == Unknown)}
}

// both is Kleene's and, with its precedence: false, unknown, broken.
func both(parts ...three) three {
	var ts, fs, us []*formula
	for _, p := range parts {
		ts, fs, us = append(ts, p.t), append(fs, p.f), append(us, p.u)
	}
	anyFalse := or(fs...)
	return three{and(ts...), anyFalse, and(not(anyFalse), or(us...))}
}

func either(parts ...three) three {
	negated := make([]three, len(parts))
	for i, p := range parts {
		negated[i] = p.not()
	}
	return both(negated...).not()
}

func chosen(c, yes, no three) three {
	by := func(a, b *formula) *formula { return or(and(c.t, a), and(c.f, b)) }
	return three{by(yes.t, no.t), by(yes.f, no.f), or(c.u, by(yes.u, no.u))}
}

// viewVariable is what atoms rest on: a fact's cell, which of two values is
// greater, or the truth of an atom that is not looked into. Its value 0 is that
// it is unknown.
type viewVariable struct {
	name, group string
	truths      []Truth   // of a free atom, by value
	cells       []ref.Val // of a fact, by value; the first is no cell
	places      []string  // the facts it rests on
	exact       bool      // it is unknown exactly if one of them is
	left, right *viewTerm // of two values that are compared
	relation    *viewCall // of a function whose arguments are related to others
	sizes       int
}

// viewTerm is one of two values that are compared.
type viewTerm struct {
	place string        // of a fact, "at", or what is computed
	shift *signedPeriod // what is added to it, nil if nothing is
	value ref.Val       // if it is given
}

// viewCall is a function of a fact and a value that is given.
type viewCall struct {
	name, place string
	info        *FieldInfo
	given       ref.Val
}

// signedPeriod is added, or subtracted.
type signedPeriod struct {
	period civil.Period
	sub    bool
}

// viewPlace is a fact, an element's field or a scalar element that may be given
// a value.
type viewPlace struct {
	operand *Operand
	in      *instance
}

// viewUse is an atom of one version and what it says by the values of a variable.
type viewUse struct {
	side     *viewSide
	atom     *Atom
	in       *instance
	variable int
	truths   []Truth
	places   []string
}

func newViewSide(s Side, number int) *viewSide {
	m := s.Rule.env.NewMachine()
	m.Given(&Given{record: &record{layout: s.Rule.env.subject, slots: make([]ref.Val, len(s.Rule.env.subject.fields))}}, s.Given, civil.Date{})
	return &viewSide{Side: s, number: number, machine: m, settled: map[*Node]Truth{}, written: map[string]string{}}
}

func newViewsOf(sides [2]*viewSide, work *Work) *views {
	v := &views{sides: sides, constants: map[string][]ref.Val{}, infos: map[string]*FieldInfo{}, runs: map[string][]string{}, closed: map[string]bool{}, work: work,
		index: map[string]int{}, lists: map[string]*viewList{}, places: map[string]*viewPlace{}, used: map[string]bool{}}
	for _, s := range sides {
		for _, root := range s.roots() {
			v.survey(s, root)
		}
	}
	v.allot()
	if days := v.constants["at"]; days != nil {
		v.constants["at"] = append(days, dateVal{comparedFrom})
	}
	return v
}

// comparedFrom is the first day of verdicts that comparisons speak of. Without
// it a region would not count as part of another that some state joined later.
var comparedFrom = func() civil.Date {
	d, err := civil.ParseDate("2026-01-01")
	if err != nil {
		return civil.Date{}
	}
	return d
}()

func (s *viewSide) roots() []*Node {
	if s.When == nil {
		return []*Node{s.Rule.Root}
	}
	return []*Node{s.Rule.Root, s.When.Root}
}

// survey gathers what facts are compared with.
func (v *views) survey(s *viewSide, n *Node) {
	if v.work.spend(1); v.work.Left() == 0 {
		v.over = true
		return
	}
	if n.Kind == AtomNode {
		if constants := s.constantsOf(n.Atom); constants != nil {
			at := typedShape(n.Atom)
			if len(constants) == 0 {
				constants = []ref.Val{types.String("")} // in an empty list is nothing
			}
			v.work.spend(len(constants))
			v.constants[at] = append(v.constants[at], constants...)
			v.inform(at, n.Atom.Fact.Info)
		}
	}
	for _, c := range n.Children {
		v.survey(s, c)
	}
}

// inform notes what is known of a fact; where two catalogues declare it
// otherwise, it may be anything.
func (v *views) inform(shape string, info *FieldInfo) {
	known, ok := v.infos[shape]
	switch {
	case !ok:
		v.infos[shape] = info
	case known != nil && info != nil && (!slices.Equal(known.Values, info.Values) || !sameBound(known.Min, info.Min) || !sameBound(known.Max, info.Max)):
		open := *known
		open.Values, open.Min, open.Max = nil, nil, nil
		v.infos[shape] = &open
	}
}

func sameBound(a, b *float64) bool { return (a == nil) == (b == nil) && (a == nil || *a == *b) }

// typed tells a catalogue's own facts of one name and different types apart.
func typed(o *Operand, name string) string {
	if o.Info == nil || !strings.HasPrefix(o.Info.Path, "ext.") {
		return name
	}
	return name + ":" + o.Info.Kind.String() + strconv.Itoa(int(o.Info.Item))
}

func typedShape(a *Atom) string { return typed(a.Fact, shapeOf(a)) }

// at names an operand, elements told apart, and remembers it.
func (v *views) at(o *Operand, in *instance) string {
	place := typed(o, o.place(in))
	if o.Root != "at" && o.Root != "params" {
		if _, ok := v.places[place]; !ok {
			v.places[place] = &viewPlace{o, in}
		}
	}
	return place
}

// given returns the value a term has in every view, nil if it has none.
func (s *viewSide) given(t *Term) ref.Val {
	switch {
	case t.value != nil:
		return t.value
	case t.operand != nil:
		if t.operand.Root != "params" || s.machine.params == nil {
			return nil
		}
		return s.machine.params.slots[t.operand.slot]
	}
	v, err := s.machine.part(t.program)
	if err != nil || types.IsUnknownOrError(v) {
		return nil
	}
	return v
}

func (s *viewSide) constantsOf(a *Atom) []ref.Val {
	if a.Class == ClassFallback || a.Fact == nil || a.shift != nil || len(a.Cuts) != 1 || a.Fact.Root == "params" {
		return nil
	}
	c := s.given(a.Cuts[0])
	if c == nil {
		return nil
	}
	if texts, ok := textsOf(c); ok && len(texts) == 0 && a.Op == "in" {
		return []ref.Val{}
	}
	return constantsOf(a.Op, c)
}

func (v *views) variable(name string, make func() *viewVariable) int {
	i, ok := v.index[name]
	if !ok {
		i = len(v.variables)
		v.index[name] = i
		x := make()
		x.name = name
		if x.group == "" {
			x.group = name
		}
		v.variables = append(v.variables, x)
	}
	return i
}

// says is what an atom says by the values of a variable.
func (v *views) says(s *viewSide, a *Atom, in *instance, variable int, truths []Truth) three {
	x := v.variables[variable]
	if a != nil {
		if key := strconv.Itoa(s.number) + s.canonical(a.Text, in); !v.used[key] {
			v.used[key] = true
			v.uses = append(v.uses, viewUse{s, a, in, variable, truths, x.places})
		}
	}
	return three{is(variable, truths, True), is(variable, truths, False), is(variable, truths, Unknown)}
}

func is(variable int, truths []Truth, truth Truth) *formula {
	holds := make([]bool, len(truths))
	for i, t := range truths {
		holds[i] = t == truth
	}
	return &formula{op: isLeaf, variable: variable, holds: holds}
}

// isValue is true if a variable of so many values has one of the given ones.
func isValue(variable, values int, which ...int) *formula {
	holds := make([]bool, values)
	for _, w := range which {
		holds[w] = true
	}
	return &formula{op: isLeaf, variable: variable, holds: holds}
}

// of returns what a node says of the views.
func (v *views) of(s *viewSide, n *Node, in *instance) three {
	if v.work.spend(buildWork); v.work.Left() == 0 {
		v.over = true
		return constantThree(Unknown)
	}
	if truth := s.isSettled(n); truth != Unknown {
		return constantThree(truth)
	}
	switch n.Kind {
	case AtomNode:
		return v.ofAtom(s, n.Atom, in)
	case AllNode, ExistsNode:
		return v.ofQuantifier(s, n, in)
	}
	parts := make([]three, len(n.Children))
	for i, c := range n.Children {
		parts[i] = v.of(s, c, in)
	}
	switch n.Kind {
	case NotNode:
		return parts[0].not()
	case CondNode:
		return chosen(parts[0], parts[1], parts[2])
	case AndNode:
		return both(parts...)
	}
	return either(parts...)
}

// isSettled is the truth of a node that is the same in every view, or unknown.
func (s *viewSide) isSettled(n *Node) Truth {
	truth, ok := s.settled[n]
	if ok {
		return truth
	}
	truth = Unknown
	switch n.Kind {
	case AtomNode:
		if !n.Atom.usesAt {
			truth, _ = s.machine.atom(n.Atom)
		}
	case NotNode:
		truth = s.isSettled(n.Children[0]).Not()
	case AndNode:
		truth = True
		for _, c := range n.Children {
			truth = truth.And(s.isSettled(c))
		}
	case OrNode:
		truth = False
		for _, c := range n.Children {
			truth = truth.Or(s.isSettled(c))
		}
	}
	if truth != True && truth != False {
		truth = Unknown
	}
	s.settled[n] = truth
	return truth
}

// order lists the variables as a diagram asks them: those of one fact together.
func (v *views) order() []int {
	first := map[string]int{}
	for i, x := range v.variables {
		if _, ok := first[x.group]; !ok {
			first[x.group] = i
		}
	}
	order := make([]int, len(v.variables))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(first[v.variables[a].group], first[v.variables[b].group]) })
	return order
}
