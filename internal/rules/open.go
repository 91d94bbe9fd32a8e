package rules

import (
	"slices"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// Asks are the fields of the subject that the atom reads.
func (a *Atom) Asks() []*Operand { return a.asks }

// IsRange reports whether what a quantifier runs over has to be stated: a fact or
// a field of the subject, rather than a parameter.
func (o *Operand) IsRange() bool { return o.IsFact() || o.Root == "subject" }

// Blank returns a machine that is given parameters and of the subject its layer,
// where that is not empty, and knows nothing else.
func (e *Env) Blank(layer evidence.Layer, params *Given) *Machine {
	m := e.NewMachine()
	m.Given(e.Subject(evidence.Subject{Layer: layer}), params, civil.Date{})
	return m
}

// SettledBy returns the truth a node has whatever the facts, the day and the
// unknown fields of the subject are, [Unknown] if it depends on any of these.
// Unlike [Node.Settled] it holds of the node's value while facts are unknown, too.
func (n *Node) SettledBy(m *Machine) Truth { return n.settledBy(m) }

// Truth evaluates a node as the machine sees the facts.
func (n *Node) Truth(m *Machine) Truth { return n.truth(m) }

// Open calls visit with the path of every fact and field of the subject that is
// unknown and may still change what a node comes to, elements by their ids. Of
// a list of which nothing is known it also visits the fields of an element, with
// an empty id; a list that may have further elements is visited itself.
//
// It visits none that cannot matter, whatever else becomes known: not what a part
// reads that is settled, nor the branch of a conditional that is not taken. As
// more becomes known the set only shrinks, but for elements of a list that becomes
// known.
func (n *Node) Open(m *Machine, visit func(path string)) {
	if n.truth(m) != Unknown {
		return
	}
	switch n.Kind {
	case AtomNode:
		for _, o := range slices.Concat(n.Atom.Facts, n.Atom.asks) {
			if f := m.resolve(o); f.open() {
				visit(f.path)
			}
		}
	case CondNode:
		n.Children[0].Open(m, visit)
		cond := n.Children[0].truth(m)
		if cond != False {
			n.Children[1].Open(m, visit)
		}
		if cond != True {
			n.Children[2].Open(m, visit)
		}
	case AllNode, ExistsNode:
		list := m.resolve(n.Range)
		if list.val == nil {
			visit(list.path)
			n.Children[0].fields(m, visit)
			return
		}
		if list.open() {
			visit(list.path)
		}
		n.elements(list, func(item ref.Val, path string, open bool) {
			if open {
				return
			}
			m.bound = append(m.bound, binding{name: n.Var, val: item, path: path})
			n.Children[0].Open(m, visit)
			m.bound = m.bound[:len(m.bound)-1]
		})
	default:
		for _, c := range n.Children {
			c.Open(m, visit)
		}
	}
}

// open reports whether there may be more to know of a value.
func (f found) open() bool {
	if f.val == nil || types.IsUnknown(f.val) {
		return true
	}
	l, isList := f.val.(*listVal)
	return isList && l.open != nil
}

// fields visits everything that a node reads of which nothing is known, by the
// paths of the fields: the node is said of elements that nobody has named.
func (n *Node) fields(m *Machine, visit func(path string)) {
	if n.settledBy(m) != Unknown {
		return
	}
	if n.Atom != nil {
		for _, o := range slices.Concat(n.Atom.Facts, n.Atom.asks) {
			if o.Info == nil {
				continue
			}
			if o.layout == m.facts.layout || o.Root == "subject" {
				if f := m.resolve(o); f.open() {
					visit(f.path)
				}
				continue
			}
			visit(o.Info.Path)
		}
	}
	if n.Range != nil && n.Range.Info != nil && n.Range.IsRange() {
		visit(n.Range.Info.Path)
	}
	for i, c := range n.Children {
		if n.Kind == CondNode && i > 0 && n.Children[0].settledBy(m) == truthOf(i == 2) {
			continue // a branch that is not taken
		}
		c.fields(m, visit)
	}
}

// OpenElement stands in a path for the elements that a list may have besides
// those that are named.
const OpenElement = openElement
