package rules

import (
	"maps"
	"slices"
)

// Gather says how the answer of a question about one list follows from its parts:
// its entries, each asked about as the only one of a list, the entry that an open
// list may have beside them, asked about as an empty open list, and its length.
type Gather uint8

const (
	// GatherNone is a question that has to be asked about the list as a whole.
	GatherNone Gather = iota
	// GatherEvery is the conjunction of the answers about all entries, as [Truth.And]
	// makes it; of no entry it is true.
	GatherEvery
	// GatherSome is the disjunction, as [Truth.Or] makes it; of no entry it is false.
	GatherSome
	// GatherLength depends on nothing but how many entries there are, and on whether
	// there may be more.
	GatherLength
)

// Gather says how the answer follows from the parts of the list. Fields are the
// slots within an entry that it depends on, ascending; all says that it may depend
// on any. Conjunction and disjunction have no order, so that entries may be taken
// in any, and equal ones once.
func (q *Question) Gather() (g Gather, fields []int, all bool) {
	if len(q.Slots)+len(q.Fields) != 1 || q.assumed[q.node] != 0 {
		return GatherNone, nil, false
	}
	env := q.rule.env
	ofRoot := func(o *Operand) bool {
		return o.Root == "subject" || o.layout == env.facts && o.slot >= 0
	}
	if a := q.node.Atom; a != nil {
		given := func(t *Term) bool { return t.value != nil || t.operand != nil && !t.operand.IsFact() }
		if a.Class == ClassSingle && a.size && a.Fact != nil && ofRoot(a.Fact) && len(a.Cuts) > 0 && !slices.ContainsFunc(a.Cuts, func(t *Term) bool { return !given(t) }) {
			return GatherLength, nil, false
		}
		return GatherNone, nil, false
	}
	if !ofRoot(q.node.Range) {
		return GatherNone, nil, false
	}
	var elem *layout
	if q.node.Range.layout != nil && q.node.Range.slot >= 0 {
		elem = q.node.Range.layout.fields[q.node.Range.slot].elem
	}
	whole, read := false, map[int]bool{}
	all = elem == nil
	operand := func(o *Operand) {
		switch {
		case o == nil:
		case ofRoot(o): // an entry is compared with others
			whole = true
		case elem != nil && o.layout == elem && o.slot >= 0:
			read[o.slot] = true
		case o.Root == q.node.Var:
			all = true
		}
	}
	var walk func(n *Node)
	walk = func(n *Node) {
		if _, ok := q.assumed[n]; ok {
			return
		}
		operand(n.Range)
		if n.Atom != nil {
			for _, o := range n.Atom.Facts {
				operand(o)
			}
			for _, o := range n.Atom.asks {
				operand(o)
			}
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	walk(q.node.Children[0])
	if whole {
		return GatherNone, nil, false
	}
	if g = GatherSome; q.node.Kind == AllNode {
		g = GatherEvery
	}
	return g, slices.Sorted(maps.Keys(read)), all
}
