package rules

import (
	"regexp"
	"slices"
	"strconv"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
)

// viewList is a list: whether it is known, and which elements are there.
type viewList struct {
	place   string
	node    *Operand
	in      *instance
	state   int // variable: unknown, known, open
	present []int
	size    int // variable, -1 if the size is not asked for
	// own is that each quantifier has an element of its own: of all elements the
	// one that decides it most.
	own bool
	led map[string]bool // quantifiers of which that was said
}

// allot counts the quantifiers that run over each list, of both versions: equal
// ones need one element alone. Lists over which too many run are not looked into,
// nor those of which each element asks for more elements.
func (v *views) allot() {
	for again := true; again; {
		again = false
		if v.work.spend(1); v.work.Left() == 0 {
			v.over = true
			return
		}
		for _, s := range v.sides {
			for _, root := range s.roots() {
				again = v.allotTo(s, root, s.in) || again
			}
		}
		for _, place := range sortedKeys(v.runs) {
			if len(v.runs[place]) > maxViewRuns {
				v.closed[shapeOfPlace(place)] = true
				v.runs = map[string][]string{}
				again = true
				break
			}
		}
	}
}

// allotTo reports whether it came across a quantifier that was not counted yet.
func (v *views) allotTo(s *viewSide, n *Node, in *instance) (grew bool) {
	if v.work.spend(1); v.work.Left() == 0 || s.isSettled(n) != Unknown {
		return false
	}
	if n.Kind != AllNode && n.Kind != ExistsNode {
		for _, c := range n.Children {
			grew = v.allotTo(s, c, in) || grew
		}
		return grew
	}
	if !v.expands(n, in) || in.inOpen(n.Range.Root) {
		return false
	}
	place, key := typed(n.Range, n.Range.place(in)), s.canonical(n.String(), in)
	if !slices.Contains(v.runs[place], key) {
		v.runs[place] = append(v.runs[place], key)
		grew = true
	}
	for i := range min(len(v.runs[place]), maxViewRuns) {
		grew = v.allotTo(s, n.Children[0], &instance{name: n.Var, place: element(place, i), outer: in}) || grew
	}
	if mayBeOpen(n.Range, in) {
		grew = v.allotTo(s, n.Children[0], openInstance(n.Var, place, in)) || grew
	}
	return grew
}

// mayBeOpen reports whether a list may be open: evidence leaves none open but
// those that are facts.
func mayBeOpen(list *Operand, in *instance) bool { return in.find(list.Root) == nil && list.IsFact() }

// inOpen reports whether a variable stands for the element that an open list does
// not show, of which nothing is known.
func (in *instance) inOpen(name string) bool {
	e := in.find(name)
	return e != nil && e.open
}

// openInstance is the element that an open list does not show.
func openInstance(name, place string, outer *instance) *instance {
	return &instance{name: name, place: place + "[" + openElement + "]", outer: outer, open: true}
}

func element(place string, i int) string { return place + "[" + strconv.Itoa(i) + "]" }

// shapeOfPlace is a place with the numbers of elements left out.
func shapeOfPlace(place string) string { return elementNumber.ReplaceAllString(place, "[]") }

var elementNumber = regexp.MustCompile(`\[[0-9*]+\]`)

// expands reports whether a quantifier is taken apart into elements: it runs over
// a list of facts or of the subject, or of an element. Not the very list that one
// around it runs over: each element would ask for another one.
func (v *views) expands(n *Node, in *instance) bool {
	if n.Range == nil || n.Range.Info == nil {
		return false
	}
	shape := shapeOfPlace(typed(n.Range, n.Range.place(in)))
	for e := in; e != nil; e = e.outer {
		if shapeOfPlace(e.place) == shape+"[]" {
			return false
		}
	}
	return n.Range.Root != "params" && n.Range.slot >= 0 &&
		(isVariable(n.Range.Root) || in.find(n.Range.Root) != nil) && !v.closed[shape]
}

// whole is a quantifier that is not looked into.
func (v *views) whole(s *viewSide, n *Node, in *instance) three {
	name := s.canonical(n.String(), in)
	n.Atoms(func(a *Atom) {
		for _, o := range a.Facts {
			name += "|" + typed(o, "")
		}
	})
	if n.Range.Info != nil {
		name += "|" + typed(n.Range, "")
	}
	truths := freeTruths
	n.Atoms(func(a *Atom) {
		if s.constantsOf(a) == nil && len(s.truthsOf(a, s.call(a, nil))) > len(truths) {
			truths = breakableTruths
		}
	})
	i := v.variable(name, func() *viewVariable { return &viewVariable{truths: truths, sizes: len(truths)} })
	return v.says(s, nil, in, i, v.variables[i].truths)
}

// maxViewRuns bounds the quantifiers over one list; more stay whole.
const maxViewRuns = 16

func (v *views) ofQuantifier(s *viewSide, n *Node, in *instance) three {
	if n.Range == nil || n.Range.Info == nil {
		v.over = true // no compiled rule has one
		return constantThree(Unknown)
	}
	if in.inOpen(n.Range.Root) {
		return constantThree(Unknown)
	}
	if !v.expands(n, in) {
		return v.whole(s, n, in)
	}
	key := s.canonical(n.String(), in)
	if !slices.Contains(v.runs[typed(n.Range, n.Range.place(in))], key) {
		return v.whole(s, n, in) // it has no element of its own to be decided by
	}
	list := v.list(n.Range, in)
	bodies := make([]three, len(list.present))
	for i := range bodies {
		bodies[i] = v.of(s, n.Children[0], &instance{name: n.Var, place: element(list.place, i), outer: in})
	}
	var parts []three
	for i, present := range list.present {
		if list.own && v.runs[list.place][i] != key {
			continue
		}
		if list.own && !list.led[key] {
			list.led[key] = true
			v.leads(n.Kind, bodies, i, isValue(present, 2, 1))
		}
		there, body := isValue(present, 2, 1), bodies[i]
		if n.Kind == AllNode {
			parts = append(parts, three{or(not(there), body.t), and(there, body.f), and(there, body.u)})
		} else {
			parts = append(parts, three{and(there, body.t), or(not(there), body.f), and(there, body.u)})
		}
	}
	states := v.variables[list.state].sizes
	if states > 2 {
		open := isValue(list.state, states, 2)
		body := v.of(s, n.Children[0], openInstance(n.Var, list.place, in))
		// What it says counts only if there is such an element; see overElements.
		if n.Kind == AllNode {
			parts = append(parts, three{or(not(open), body.t), constantly(false), and(open, not(body.t))})
		} else {
			parts = append(parts, three{constantly(false), or(not(open), body.f), and(open, not(body.f))})
		}
	}
	known := not(isValue(list.state, states, 0))
	result := both(parts...)
	if n.Kind == ExistsNode {
		result = either(parts...)
	}
	return three{and(known, result.t), and(known, result.f), or(not(known), result.u)}
}

// leads says that of all elements the i-th decides a quantifier most: no other is
// false, or else unknown, or else broken, where it is not; or the dual.
func (v *views) leads(kind NodeKind, bodies []three, i int, there *formula) {
	turn := func(b three) three { return b }
	if kind == ExistsNode {
		turn = three.not
	}
	lead := turn(bodies[i])
	for j, b := range bodies {
		if b = turn(b); j != i {
			v.constraints = append(v.constraints, or(not(there),
				and(or(not(b.f), lead.f), or(not(b.u), lead.f, lead.u), or(not(lead.t), b.t))))
		}
	}
}

// sizedRuns is over how many elements a list of which the size is asked for is
// looked at one by one; with more its size only tells whether there are any.
const sizedRuns = 5

// list makes the variables of a list: whether it is known, which of its elements
// are there, and its size, where that is asked for. If it is, the first elements
// are there; otherwise all or none.
func (v *views) list(o *Operand, in *instance) *viewList {
	place := typed(o, o.place(in))
	if l, ok := v.lists[place]; ok {
		return l
	}
	states := 2
	if mayBeOpen(o, in) {
		states = 3
	}
	sized := typed(o, o.Info.Path+"#size")
	runs := len(v.runs[place])
	l := &viewList{place: place, node: o, in: in, size: -1, led: map[string]bool{}, own: v.constants[sized] == nil || runs > sizedRuns}
	v.lists[place] = l
	l.state = v.variable(place+"?", func() *viewVariable { return &viewVariable{group: place, sizes: states} })
	for n := range runs {
		name := place + "?" + strconv.Itoa(n)
		if l.own {
			name = place + "?0"
		}
		l.present = append(l.present, v.variable(name, func() *viewVariable { return &viewVariable{group: place, sizes: 2} }))
		if n > 0 && !l.own {
			v.constraints = append(v.constraints, or(isValue(l.present[n-1], 2, 1), isValue(l.present[n], 2, 0)))
		}
	}
	if v.constants[sized] == nil {
		return l
	}
	constants := slices.Clone(v.constants[sized])
	for n := range min(runs, sizedRuns) + 1 {
		constants = append(constants, types.Int(n))
	}
	values := append([]ref.Val{nil}, cells(constants, nil, 0)...)
	l.size = v.variable(place+"#size", func() *viewVariable { return &viewVariable{group: place, cells: values, sizes: len(values)} })
	// The size is known where the list is, and agrees with the elements.
	unknown := isValue(l.size, len(values), 0)
	known := isValue(l.state, states, 1)
	v.constraints = append(v.constraints, or(unknown, known), or(not(unknown), not(known)))
	for i, c := range values[1:] {
		n, _ := c.Value().(int64)
		agrees := constantly(true)
		if runs > 0 {
			agrees = isValue(l.present[0], 2, 0)
			if n > 0 {
				agrees = isValue(l.present[0], 2, 1)
				if n < int64(runs) && !l.own {
					agrees = and(agrees, isValue(l.present[n], 2, 0))
				}
			}
		}
		v.constraints = append(v.constraints, or(not(isValue(l.size, len(values), i+1)), agrees))
	}
	return l
}
