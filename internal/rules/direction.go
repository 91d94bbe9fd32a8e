package rules

import (
	"slices"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/traits"
)

// Direction says which way a parameter tightens a rule.
type Direction uint8

// The directions. A parameter the rule does not name has none.
const (
	// Undecided: the rule names the parameter where the tree does not tell.
	Undecided Direction = iota + 1
	// Lower: a lower number, an earlier date, a shorter period, a subset, or
	// false is at least as strict.
	Lower
	// Higher: a higher number, a later date, a longer period, a superset, or
	// true is at least as strict.
	Higher
)

// Directions derives from the rule's tree which way each of its parameters
// tightens it. Only atoms that compare with a parameter as a whole are read; a
// parameter that tightens one atom and loosens another is undecided. The
// when of a criterion counts negated: not applying is as good as holding.
func Directions(rule, when *Rule) map[string]Direction {
	out := map[string]Direction{}
	found := func(name string, d Direction) {
		if known, ok := out[name]; ok && known != d {
			d = Undecided
		}
		out[name] = d
	}
	rule.Root.directions(true, found)
	if when != nil {
		when.Root.directions(false, found)
	}
	return out
}

func (n *Node) directions(want bool, found func(string, Direction)) {
	switch n.Kind {
	case AtomNode:
		n.Atom.directions(want, found)
	case NotNode:
		n.Children[0].directions(!want, found)
	case CondNode:
		n.Children[0].directions(want, func(name string, _ Direction) { found(name, Undecided) })
		n.Children[1].directions(want, found)
		n.Children[2].directions(want, found)
	default:
		if n.Range != nil && n.Range.Root == "params" {
			found(n.Range.Info.Path, Undecided)
		}
		for _, c := range n.Children {
			c.directions(want, found)
		}
	}
}

func (a *Atom) directions(want bool, found func(string, Direction)) {
	turn := func(d Direction) Direction {
		if want || d == Undecided {
			return d
		}
		return Lower + Higher - d
	}
	named := map[string]bool{}
	decided := func(name string, d Direction) {
		named[name] = true
		found(name, turn(d))
	}
	switch {
	case a.bare && a.Fact.Root == "params":
		decided(a.Fact.Info.Path, Lower) // true lets more through
	case len(a.Cuts) == 1 && !a.bare:
		least := map[string]Direction{"<": Lower, "<=": Lower, ">": Higher, ">=": Higher, "in": Lower}[a.Op]
		if o := a.Cuts[0].operand; o != nil && o.Root == "params" && least != 0 {
			decided(o.Info.Path, least)
		}
		if a.shift != nil && a.shift.operand != nil && a.shift.operand.Root == "params" {
			// x + p >= at lets more through the longer p is; x - p the other way.
			d := Lower
			if a.Op == "<" || a.Op == "<=" {
				d = Higher
			}
			if a.sub {
				d = Lower + Higher - d
			}
			decided(a.shift.operand.Info.Path, d)
		}
	}
	for _, name := range a.params {
		if !named[name] {
			found(name, Undecided)
		}
	}
}

// Loosens reports whether changing a parameter from one value to another surely
// makes some demand of the rule weaker, given the way it tightens.
func (d Direction) Loosens(from, to Val) bool {
	if d != Lower && d != Higher || from.v == nil || to.v == nil {
		return false
	}
	if d == Higher {
		from, to = to, from
	}
	// Now a "to" that is not at or below "from" loosens.
	switch f := from.v.(type) {
	case types.Bool:
		return bool(to.v.(types.Bool)) && !bool(f)
	case periodVal:
		return !to.v.(periodVal).NoLonger(f.Period)
	case traits.Comparer:
		n, ok := to.v.(traits.Comparer).Compare(from.v).(types.Int)
		return ok && n > 0
	}
	was, ok := textsOf(from.v)
	is, ok2 := textsOf(to.v)
	return ok && ok2 && slices.ContainsFunc(is, func(s string) bool { return !slices.Contains(was, s) })
}
