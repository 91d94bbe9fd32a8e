package rules

import (
	"slices"

	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// Flip is a test of a rule that comes out otherwise on one day than on another.
type Flip struct {
	// Path is what is compared with the day or asked for its region: a fact, down
	// to the element of a list, or a parameter; empty if the rule names the date
	// itself.
	Path string
	// Value is the date or the country, zero if it is computed.
	Value evidence.Value
	// Region is the region that is asked for; empty of a date.
	Region string
	// Holds reports whether the test holds on the later day.
	Holds bool
	// Text is the test as written.
	Text string
}

// Flips lists the tests that make the rule come out otherwise on the machine's
// day than on another, and whether there are more than most of them. It follows
// the rule down wherever a part comes out otherwise, so that a test which turns
// over and does not matter is not among them.
func (r *Rule) Flips(m *Machine, other civil.Date, most int) (flips []Flip, more bool) {
	f := &flipper{m: m, now: m.at, then: instantVal{Date: other}, most: most}
	f.now.watch = nil
	defer func(at instantVal, leaves []Leaf, missing []Missing) {
		m.at, m.leaves, m.missing, m.bound = at, leaves[:0], missing[:0], m.bound[:0]
	}(m.at, m.leaves, m.missing)
	m.leaves, m.missing, m.bound = nil, nil, m.bound[:0]
	f.descend(r.Root)
	return f.flips, f.more
}

type flipper struct {
	m         *Machine
	now, then instantVal
	flips     []Flip
	most      int
	more      bool
}

// truths are those of a node on both days.
func (f *flipper) truths(n *Node) (now, then Truth) {
	f.m.at = f.then
	then = n.truth(f.m)
	f.m.at = f.now
	return n.truth(f.m), then
}

// descend looks for what makes a node come out otherwise, and reports whether it
// does.
func (f *flipper) descend(n *Node) {
	if f.more || !n.usesAt() {
		return
	}
	now, then := f.truths(n)
	if now == then {
		return
	}
	switch n.Kind {
	case AtomNode:
		f.add(n.Atom, now)
		return
	case CondNode:
		f.descend(n.Children[0])
		switch f.m.at = f.now; n.Children[0].truth(f.m) {
		case True:
			f.descend(n.Children[1])
		case False:
			f.descend(n.Children[2])
		}
		return
	case AllNode, ExistsNode:
		f.m.at = f.now
		list := f.m.resolve(n.Range)
		if list.val == nil {
			return
		}
		n.elements(list, func(item ref.Val, path string, _ bool) {
			f.m.bound = append(f.m.bound, binding{name: n.Var, val: item, path: path})
			f.descend(n.Children[0])
			f.m.bound = f.m.bound[:len(f.m.bound)-1]
		})
		return
	}
	for _, c := range n.Children {
		f.descend(c)
	}
}

// usesAt reports whether some test below the node looks at the instant.
func (n *Node) usesAt() bool {
	return n.Atom != nil && n.Atom.usesAt || slices.ContainsFunc(n.Children, (*Node).usesAt)
}

func (f *flipper) add(a *Atom, now Truth) {
	f.m.at = f.now
	f.m.leaves, f.m.missing = f.m.leaves[:0], f.m.missing[:0]
	a.explain(f.m, true)
	leaf := f.m.leaves[0]
	flip := Flip{Path: leaf.Path, Value: leaf.Got, Holds: now == True, Text: a.Text}
	switch {
	case leaf.Op == "inRegion":
		flip.Region = leaf.Wanted.String()
	case a.Fact == nil || a.loose || a.subject != nil: // computed
		flip.Path, flip.Value = "", evidence.Value{}
		if len(a.Facts) > 0 {
			flip.Path = f.m.resolve(a.Facts[0]).path
		}
	case leaf.Path == "at":
		flip.Path, flip.Value = leaf.WantedPath, leaf.Wanted
		if len(a.Cuts) == 1 && a.Cuts[0].operand != nil {
			flip.Path = f.m.resolve(a.Cuts[0].operand).path
		}
	}
	if slices.ContainsFunc(f.flips, func(o Flip) bool {
		return o.Path == flip.Path && o.Region == flip.Region && o.Holds == flip.Holds && o.Text == flip.Text && o.Value.Equal(flip.Value)
	}) {
		return
	}
	if len(f.flips) == f.most {
		f.more = true
		return
	}
	f.flips = append(f.flips, flip)
}

// Tests returns how many tests an evaluation of the rule may make of these facts:
// an atom is one, and a quantifier makes those below it for each entry of its
// list. It bounds what evaluating the rule once more costs. Size gives the length
// of the list in a slot; nested lists have the length they have in the facts.
func (r *Rule) Tests(facts *Facts, size func(slot int) int) int64 {
	return r.Root.tests(facts.record, size, nil)
}

// maxTests keeps counts far from an overflow: no rule that loads makes more.
const maxTests = 1 << 40

func (n *Node) tests(facts *record, size func(slot int) int, bound []binding) int64 {
	total := int64(0)
	if n.Atom != nil {
		total = 1
	}
	if n.Range == nil {
		for _, c := range n.Children {
			total = min(total+c.tests(facts, size, bound), maxTests)
		}
		return total
	}
	child := n.Children[0]
	entries := 1
	var items []ref.Val
	switch {
	case n.Range.layout == facts.layout && n.Range.slot >= 0:
		entries = size(n.Range.slot)
		if l, ok := facts.slots[n.Range.slot].(*listVal); ok {
			items = l.items
		}
	default:
		for _, b := range bound {
			if r, ok := b.val.(*record); ok && b.name == n.Range.Root && n.Range.slot >= 0 {
				if l, ok := r.slots[n.Range.slot].(*listVal); ok {
					items, entries = l.items, len(l.items)
				}
			}
		}
	}
	if !child.ranges(n.Var) || len(items) == 0 {
		return min(1+int64(entries)*child.tests(facts, size, bound), maxTests)
	}
	sum := int64(0)
	for _, item := range items {
		sum = min(sum+child.tests(facts, size, append(bound, binding{name: n.Var, val: item})), maxTests)
	}
	return min(1+max(sum, sum/int64(len(items))*int64(entries)), maxTests)
}

// ranges reports whether a quantifier below runs over a list of the variable's.
func (n *Node) ranges(variable string) bool {
	return n.Range != nil && n.Range.Root == variable || slices.ContainsFunc(n.Children, func(c *Node) bool { return c.ranges(variable) })
}
