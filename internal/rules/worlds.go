package rules

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
)

// worlds turns the rules of one criterion into propositions about worlds, in
// which everything is known. It takes some things to be freer than they are,
// never less free, so that what holds in all its worlds holds in all there are:
//
//   - A fact takes one of its [cells].
//   - A fact compared with what is not given (a parameter, the instant, another
//     field) is below, at or above it, whatever else is known of both.
//   - A list is as many elements as quantifiers run over it, each present or
//     not: one element suffices to make one all() false or one exists() true,
//     and taking others away changes neither an all() that holds nor an
//     exists() that does not.
//   - Any other atom is free; the same words are the same atom.
type worlds struct {
	machine   *Machine
	constants map[string][]ref.Val // by shape
	listed    map[int][]ref.Val    // those of parameters facts are looked up in, by slot
	cut       map[string][]ref.Val // cells by shape
	told      map[*Atom][]bool     // of which of its cells an atom holds
	runs      map[string]int       // quantifiers by shape of their list
	known     map[*Atom]Truth      // of atoms that were looked at
	replaced  map[*Node]bool       // nodes that are given a truth
	met       map[*Node]bool       // those of them that were come across

	work *Work

	sizes       []int // number of values by variable
	variables   map[string]int
	values      map[string][]ref.Val  // of facts with cells
	lists       map[string][]*formula // elements by place
	present     map[string][]*formula // elements by shape
	constraints []*formula
}

// instance is an element that a quantifier's variable stands for.
type instance struct {
	name, place string
	outer       *instance
	open        bool // it stands for what an open list does not show
}

func (i *instance) find(name string) *instance {
	for ; i != nil; i = i.outer {
		if i.name == name {
			return i
		}
	}
	return nil
}

// mention lists which elements a text speaks of.
func (i *instance) mention(text string) string {
	var out strings.Builder
	for ; i != nil; i = i.outer {
		if strings.Contains(text, i.name) {
			out.WriteString("|" + i.name + "=" + i.place)
		}
	}
	return out.String()
}

func newWorlds(work *Work, params *Given, rules ...*Rule) *worlds {
	w := &worlds{constants: map[string][]ref.Val{}, listed: map[int][]ref.Val{}, cut: map[string][]ref.Val{}, told: map[*Atom][]bool{},
		runs: map[string]int{}, known: map[*Atom]Truth{}, work: work}
	gathered := map[gathering]bool{}
	for _, r := range rules {
		if r == nil {
			continue
		}
		if w.machine == nil {
			w.machine = r.env.NewMachine()
			w.machine.Given(&Given{record: &record{layout: r.env.subject, slots: make([]ref.Val, len(r.env.subject.fields))}}, params, w.machine.at.Date)
		}
		w.survey(r.Root, nil, gathered)
	}
	return w
}

// gathering is a parameter whose values a shape is compared with.
type gathering struct {
	shape string
	slot  int
}

// survey gathers what facts are compared with and how many quantifiers run over
// each list. It stops when the work is done: nothing is built of it then.
func (w *worlds) survey(n *Node, within *Node, gathered map[gathering]bool) {
	if w.work.spend(1); w.work.Left() == 0 {
		return
	}
	switch n.Kind {
	case AtomNode:
		constants := w.constantsOf(n.Atom)
		if constants == nil {
			return
		}
		at := shapeOf(n.Atom)
		if o := n.Atom.Cuts[0].operand; o != nil && o.Root == "params" {
			g := gathering{at, o.slot}
			if gathered[g] {
				return
			}
			gathered[g] = true
		}
		w.work.spend(len(constants))
		w.constants[at] = append(w.constants[at], constants...)
	case AllNode, ExistsNode:
		if !expands(n, within) {
			return
		}
		w.runs[n.Range.Info.Path]++
		within = n
	}
	for _, c := range n.Children {
		w.survey(c, within, gathered)
	}
}

// expands reports whether a quantifier is taken apart into elements: it runs
// over a list of the subject or of the element that the one around it looks at.
func expands(n, within *Node) bool {
	return n.Range != nil && n.Range.Info != nil && (within == nil) == isVariable(n.Range.Root) && (within == nil || n.Range.Root == within.Var)
}

// isVariable reports whether a name is one that every rule may use.
func isVariable(root string) bool {
	switch root {
	case "subject", "params", "at":
		return true
	}
	for _, d := range domains {
		if d == root {
			return true
		}
	}
	return false
}

// maxRuns bounds the quantifiers over one list; more stay whole.
const maxRuns = 6

// shapeOf names what an atom tests, the same for all elements of a list.
func shapeOf(a *Atom) string {
	o := a.Fact
	switch {
	case o.Root == "at":
		return "at"
	case a.size:
		return o.Info.Path + "#size"
	case o.slot < 0:
		return o.Info.Path + "[]"
	}
	return o.Info.Path
}

// place names an operand, elements told apart.
func (o *Operand) place(in *instance) string {
	if o.Root == "at" {
		return "at"
	}
	i := in.find(o.Root)
	switch {
	case i == nil:
		return o.Info.Path
	case o.slot < 0:
		return i.place
	}
	return i.place + "." + o.layout.fields[o.slot].name
}

// given returns the value a term has in every world, nil if it has none.
func (w *worlds) given(t *Term) ref.Val {
	switch {
	case t.value != nil:
		return t.value
	case t.operand != nil:
		if t.operand.Root != "params" || w.machine.params == nil {
			return nil
		}
		return w.machine.params.slots[t.operand.slot]
	}
	v, err := w.machine.part(t.program)
	if err != nil {
		return nil
	}
	return v
}

// constantsOf returns what an atom compares the fact it tests with, nil if that
// is nothing that cells can be cut at.
func (w *worlds) constantsOf(a *Atom) []ref.Val {
	if a.Class == ClassFallback || a.Fact == nil || a.shift != nil || len(a.Cuts) != 1 {
		return nil
	}
	v := w.given(a.Cuts[0])
	if v == nil {
		return nil
	}
	o := a.Cuts[0].operand
	if a.Op != "in" || o == nil {
		return constantsOf(a.Op, v)
	}
	constants, ok := w.listed[o.slot]
	if !ok {
		constants = constantsOf(a.Op, v)
		w.work.spend(len(constants))
		w.listed[o.slot] = constants
	}
	return constants
}

// begin forgets the variables of the proposition before.
func (w *worlds) begin(replaced map[*Node]bool) {
	w.replaced, w.met = replaced, map[*Node]bool{}
	w.sizes, w.constraints, w.present = nil, nil, map[string][]*formula{}
	w.variables, w.values, w.lists = map[string]int{}, map[string][]ref.Val{}, map[string][]*formula{}
}

// variable returns the variable of that name.
func (w *worlds) variable(name string, size int) int {
	v, ok := w.variables[name]
	if !ok {
		v = len(w.sizes)
		w.variables[name] = v
		w.sizes = append(w.sizes, size)
	}
	return v
}

// free is a proposition of its own.
func (w *worlds) free(name string) *formula {
	return &formula{op: isLeaf, variable: w.variable(name, 2), holds: []bool{false, true}}
}

// of returns what a node says of the worlds.
func (w *worlds) of(n *Node, within *Node, in *instance) *formula {
	if holds, ok := w.replaced[n]; ok {
		w.met[n] = true
		return constantly(holds)
	}
	if w.work.spend(buildWork); w.work.Left() == 0 {
		return w.free("too much work")
	}
	switch n.Kind {
	case AtomNode:
		return w.ofAtom(n.Atom, in)
	case AllNode, ExistsNode:
		return w.ofQuantifier(n, within, in)
	}
	f := &formula{op: map[NodeKind]operator{AndNode: isAnd, OrNode: isOr, NotNode: isNot, CondNode: isCond}[n.Kind]}
	for _, c := range n.Children {
		f.children = append(f.children, w.of(c, within, in))
	}
	return f
}

// settled is the truth of an atom that is the same in every world, or unknown.
func (w *worlds) settled(a *Atom) Truth {
	truth, ok := w.known[a]
	if !ok {
		truth = Unknown
		if !a.usesAt {
			if t, _ := w.machine.atom(a); t == True || t == False {
				truth = t
			}
		}
		w.known[a] = truth
	}
	return truth
}

// buildWork is how much dearer it is to make a part of a proposition than to
// look at one.
const buildWork = 10

func (w *worlds) ofAtom(a *Atom, in *instance) *formula {
	if truth := w.settled(a); truth != Unknown {
		return constantly(truth == True)
	}
	if side := a.subject; side != nil && side.operand != nil && len(a.Cuts) == 1 { // two facts
		return w.ofSides(a.Op, side.name(in)+" <> "+a.Cuts[0].name(in))
	}
	if a.Class == ClassFallback || a.Fact == nil || len(a.Cuts) != 1 {
		return w.free(a.Text + in.mention(a.Text))
	}
	if constants := w.constantsOf(a); constants != nil {
		return w.ofCells(a, constants, in)
	}
	switch a.Op {
	case "==", "!=", "<", "<=", ">", ">=":
		return w.ofSides(a.Op, a.Fact.place(in)+sizeMark(a)+a.shifted(in)+" <> "+a.Cuts[0].name(in))
	}
	return w.free(a.Text + in.mention(a.Text))
}

// ofSides is a comparison of which only is known that a value lies on one side
// of the other.
func (w *worlds) ofSides(op, name string) *formula {
	f := &formula{op: isLeaf, variable: w.variable(name, len(sides))}
	for _, side := range sides {
		f.holds = append(f.holds, relates(op, side))
	}
	return f
}

func sizeMark(a *Atom) string {
	if a.size {
		return "#size"
	}
	return ""
}

func (a *Atom) shifted(in *instance) string {
	switch {
	case a.shift == nil:
		return ""
	case a.sub:
		return " - " + a.shift.name(in)
	}
	return " + " + a.shift.name(in)
}

// name tells terms of different values apart.
func (t *Term) name(in *instance) string {
	if t.operand != nil {
		return t.operand.place(in)
	}
	return t.Text + in.mention(t.Text)
}

func (w *worlds) ofCells(a *Atom, constants []ref.Val, in *instance) *formula {
	place := a.Fact.place(in) + sizeMark(a)
	values := w.valuesAt(place, shapeOf(a), a)
	f := &formula{op: isLeaf, variable: w.variable(place, len(values))}
	if a.size {
		f.holds = w.meetAll(a.Op, values, constants)
		return f
	}
	if _, ok := w.told[a]; !ok { // its cells are the same wherever it is
		w.told[a] = w.meetAll(a.Op, values, constants)
	}
	f.holds = w.told[a]
	return f
}

// meetAll tells which values compare with the constants as the operator asks.
func (w *worlds) meetAll(op string, values, constants []ref.Val) []bool {
	w.work.spend(len(values))
	if op == "in" {
		constants = distinct(constants)
		w.work.spend(len(constants))
	}
	holds := make([]bool, len(values))
	for i, v := range values {
		if op == "in" {
			_, holds[i] = slices.BinarySearchFunc(constants, v, compareValues)
		} else {
			holds[i] = meets(op, v, constants)
		}
	}
	return holds
}

func (w *worlds) valuesAt(place, shape string, a *Atom) []ref.Val {
	if values, ok := w.values[place]; ok {
		return values
	}
	if a.size {
		w.values[place] = w.sizesOf(shape)
		return w.values[place]
	}
	if _, ok := w.cut[shape]; !ok {
		w.work.spend(len(w.constants[shape]))
		w.cut[shape] = cells(w.constants[shape], a.Fact.Info, math.Inf(-1))
	}
	w.values[place] = w.cut[shape]
	return w.values[place]
}

// sizesOf are the cells of a list's size, the numbers of elements looked at
// among them: of a larger size nothing follows.
func (w *worlds) sizesOf(shape string) []ref.Val {
	constants := w.constants[shape]
	w.work.spend(len(constants))
	for n := range w.runs[strings.TrimSuffix(shape, "#size")] + 1 {
		constants = append(constants[:len(constants):len(constants)], types.Int(n))
	}
	return cells(constants, nil, 0)
}

func (w *worlds) ofQuantifier(n, within *Node, in *instance) *formula {
	if !expands(n, within) || w.runs[n.Range.Info.Path] > maxRuns {
		text := n.String()
		return w.free(text + in.mention(text))
	}
	place := n.Range.place(in)
	present := w.elements(place, n.Range.Info.Path)
	var parts []*formula
	for i, there := range present {
		element := &instance{name: n.Var, place: place + "[" + strconv.Itoa(i) + "]", outer: in}
		body := w.of(n.Children[0], n, element)
		if n.Kind == AllNode {
			parts = append(parts, or(not(there), body))
		} else {
			parts = append(parts, and(there, body))
		}
	}
	if n.Kind == AllNode {
		return and(parts...)
	}
	return or(parts...)
}

// elements says of the elements of a list whether each is present: the first
// ones are. Where the list's size is tested, the size agrees.
func (w *worlds) elements(place, shape string) []*formula {
	if present, ok := w.lists[place]; ok {
		return present
	}
	var present []*formula
	for i := range w.runs[shape] {
		present = append(present, w.free(place+"?"+strconv.Itoa(i)))
		if i > 0 {
			w.constraints = append(w.constraints, or(present[i-1], not(present[i])))
		}
	}
	w.lists[place] = present
	w.present[shape] = append(w.present[shape], present...)
	if w.constants[shape+"#size"] != nil {
		sizes := w.sizesOf(shape + "#size")
		w.values[place+"#size"] = sizes
		size := w.variable(place+"#size", len(sizes))
		w.work.spend(len(sizes) * (buildWork + len(sizes)/compareChunk))
		for s, v := range sizes {
			holds := make([]bool, len(sizes))
			holds[s] = true
			is := &formula{op: isLeaf, variable: size, holds: holds}
			n, _ := v.Value().(int64)
			agrees := not(present[0])
			if n > 0 {
				agrees = present[0]
				if n < int64(len(present)) {
					agrees = and(agrees, not(present[n]))
				}
			}
			w.constraints = append(w.constraints, or(not(is), agrees))
		}
	}
	return present
}
