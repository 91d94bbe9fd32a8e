package rules

import (
	"slices"

	"github.com/google/cel-go/common/types/ref"
)

// ReadsWith lists the root slots of the facts that matter to the rule with the
// given values of its parameters, ascending: not those in parts that are settled
// by the parameters alone.
func (r *Rule) ReadsWith(given *Given) []int {
	m := r.env.NewMachine()
	m.Given(&Given{record: &record{layout: r.env.subject, slots: make([]ref.Val, len(r.env.subject.fields))}}, given, m.at.Date)
	reads := r.Root.reads(m)
	slices.Sort(reads)
	return slices.Compact(reads)
}

// reads lists the facts that matter, to a machine that is given parameters and
// nothing else.
func (n *Node) reads(m *Machine) []int {
	if n.settledBy(m) != Unknown {
		return nil
	}
	if n.Kind == AtomNode {
		return n.Atom.slots()
	}
	var out []int
	if n.Range != nil && n.Range.IsFact() && n.Range.Info != nil {
		out = append(out, n.Range.Info.Slot)
	}
	for _, c := range n.Children {
		if n.Kind == CondNode && c != n.Children[0] {
			// A branch that is not taken does not matter.
			switch n.Children[0].settledBy(m) {
			case True:
				if c == n.Children[2] {
					continue
				}
			case False:
				if c == n.Children[1] {
					continue
				}
			}
		}
		out = append(out, c.reads(m)...)
	}
	return out
}

// settledBy is the truth that a part of a rule has whatever the facts, the
// subject and the instant are; unknown if that depends.
func (n *Node) settledBy(m *Machine) Truth {
	switch n.Kind {
	case AtomNode:
		if n.Atom.usesAt || n.Atom.Class != ClassGiven {
			return Unknown
		}
		if t, _ := m.atom(n.Atom); t == True || t == False {
			return t
		}
		return Unknown
	case NotNode:
		return n.Children[0].settledBy(m).Not()
	case AndNode, OrNode:
		t := True
		if n.Kind == OrNode {
			t = False
		}
		for _, c := range n.Children {
			if n.Kind == AndNode {
				t = t.And(c.settledBy(m))
			} else {
				t = t.Or(c.settledBy(m))
			}
		}
		return t
	case CondNode:
		switch n.Children[0].settledBy(m) {
		case True:
			return n.Children[1].settledBy(m)
		case False:
			return n.Children[2].settledBy(m)
		}
	}
	return Unknown
}

// slots are the root slots of the facts an atom reads.
func (a *Atom) slots() []int {
	var out []int
	for _, o := range a.Facts {
		if o.Info != nil && o.IsFact() && o.Info.Slot >= 0 {
			out = append(out, o.Info.Slot)
		}
	}
	return out
}

// MayBreak reports whether evaluating a version of a criterion may break, so that
// it fails on some evidence where another version breaks, both with the rank of
// an unmet criterion and not with the same verdict. It may say so of one that
// never breaks.
func (s Side) MayBreak() bool { return newViewSide(s, 0).breaks() }
