package handbook

import (
	"github.com/trias-sovereignty/trias/internal/rules"
)

// tree is a rule without negations and without what the parameters settle.
type tree struct {
	kind  ConditionKind
	parts []*tree
	// guards are the conditions under which the parts of an Any are asked for
	// at all; where one does not hold, nothing else is needed.
	guards []guard
	list   *rules.Operand // of Each and Some
	atom   *rules.Atom    // of Test
	want   bool
}

// guard is a condition and its negation.
type guard struct{ is, not *tree }

// always and never are conditions that are settled.
func always() *tree { return &tree{kind: All} }
func never() *tree  { return &tree{kind: Any} }

func (t *tree) isTrue() bool  { return t.kind == All && len(t.parts) == 0 }
func (t *tree) isFalse() bool { return t.kind == Any && len(t.parts) == 0 && len(t.guards) == 0 }

// maxTree bounds a tree: conditionals within the conditions of conditionals
// double it each time. No rule that a person can follow comes near.
const maxTree = 4000

// planter makes trees of rules.
type planter struct {
	m    *rules.Machine // is given the parameters
	size int            // of the trees it made
}

// plant makes a tree of a node, or of its negation. What is made after the size
// has passed [maxTree] is of no use.
func (p *planter) plant(n *rules.Node, want bool) *tree {
	if p.size++; p.size > maxTree {
		return always()
	}
	m := p.m
	switch settled := n.Settled(m); {
	case settled == rules.True && want, settled == rules.False && !want:
		return always()
	case settled == rules.True, settled == rules.False:
		return never()
	}
	switch n.Kind {
	case rules.NotNode:
		return p.plant(n.Children[0], !want)
	case rules.CondNode:
		is, not := p.plant(n.Children[0], true), p.plant(n.Children[0], false)
		then, otherwise := p.plant(n.Children[1], want), p.plant(n.Children[2], want)
		return every(either([]*tree{then}, []guard{{is, not}}), either([]*tree{otherwise}, []guard{{not, is}}))
	case rules.AllNode, rules.ExistsNode:
		t := &tree{kind: Each, list: n.Range, parts: []*tree{p.plant(n.Children[0], want)}}
		if (n.Kind == rules.ExistsNode) == want {
			t.kind = Some
		}
		switch inner := t.parts[0]; {
		case t.kind == Each && inner.isTrue() && n.Range.Root == "params":
			return always() // of any other list nothing holds before it is stated
		case t.kind == Some && inner.isFalse():
			return never()
		}
		return t
	case rules.AndNode, rules.OrNode:
		if (n.Kind == rules.AndNode) == want {
			var parts []*tree
			for _, c := range n.Children {
				parts = append(parts, p.plant(c, want))
			}
			return every(parts...)
		}
		var parts []*tree
		var guarded []guard
		for _, c := range n.Children {
			// Negations come last; before them is what is asked for.
			if guards(n, c, want) {
				guarded = append(guarded, guard{p.plant(c.Children[0], true), p.plant(c, true)})
				continue
			}
			parts = append(parts, p.plant(c, want))
		}
		return either(parts, guarded)
	}
	return &tree{kind: Test, atom: n.Atom, want: want}
}

// guards reports whether a child is the a of "!a || b", where n is wanted.
func guards(n, child *rules.Node, want bool) bool {
	return want && n.Kind == rules.OrNode && child.Kind == rules.NotNode && n.Children[0].Kind != rules.NotNode
}

// every is the conjunction.
func every(parts ...*tree) *tree {
	t := &tree{kind: All}
	for _, p := range parts {
		switch {
		case p.isFalse():
			return never()
		case p.kind == All:
			t.parts = append(t.parts, p.parts...)
		default:
			t.parts = append(t.parts, p)
		}
	}
	if len(t.parts) == 1 {
		return t.parts[0]
	}
	return t
}

// either is the disjunction of the parts and of the guards' negations.
func either(parts []*tree, guards []guard) *tree {
	t := &tree{kind: Any}
	for _, g := range guards {
		switch {
		case g.not.isTrue():
			return always()
		case !g.not.isFalse():
			t.guards = append(t.guards, g)
		}
	}
	for _, p := range parts {
		switch {
		case p.isTrue():
			return always()
		case p.kind == Any && len(p.guards) == 0:
			t.parts = append(t.parts, p.parts...)
		default:
			t.parts = append(t.parts, p)
		}
	}
	if len(t.parts) == 0 { // nothing is left but the guards
		for _, g := range t.guards {
			t.parts = append(t.parts, g.not)
		}
		t.guards = nil
	}
	if len(t.parts) == 1 && len(t.guards) == 0 {
		return t.parts[0]
	}
	return t
}

// walk goes through the tree in the order in which it is written down. Optional
// is set for what is not needed in every case.
func (t *tree) walk(optional bool, visit func(t *tree, optional bool)) {
	visit(t, optional)
	for _, g := range t.guards {
		g.is.walk(optional, visit)
	}
	choice := optional || t.kind == Any && (len(t.parts) > 1 || len(t.guards) > 0)
	for _, p := range t.parts {
		p.walk(choice, visit)
	}
}
