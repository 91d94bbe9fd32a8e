package rules

import "slices"

// Compared lists the facts that are compared or computed with each other in one
// test, by slot: a value that is proposed for one of them can tell of the others.
// A test of one fact alone is not in it, unless it compares fields or entries of it.
func (r *Rule) Compared() [][]int { return r.Root.compared(map[string]int{}) }

// compared is [Rule.Compared] of a node, within quantifiers whose variables stand
// for entries of the lists in some slots.
func (n *Node) compared(vars map[string]int) (out [][]int) {
	if n.Atom != nil {
		var slots []int
		add := func(slot int) {
			if slot >= 0 && !slices.Contains(slots, slot) {
				slots = append(slots, slot)
			}
		}
		for _, o := range n.Atom.Facts {
			if slot, bound := vars[o.Root]; bound {
				add(slot)
			} else if o.Info != nil {
				add(o.Info.Slot)
			}
		}
		if len(n.Atom.Facts) > 1 { // fields of one entry are of one fact, and compared all the same
			out = append(out, slots)
		}
	}
	if n.Range != nil {
		slot, bound := vars[n.Range.Root]
		switch {
		case bound: // a list within an entry is of the fact that has the entry
		case n.Range.Info != nil:
			slot = n.Range.Info.Slot
		default:
			slot = -1
		}
		outer, shadows := vars[n.Var]
		vars[n.Var] = slot
		defer func() {
			if delete(vars, n.Var); shadows {
				vars[n.Var] = outer
			}
		}()
	}
	for _, c := range n.Children {
		out = append(out, c.compared(vars)...)
	}
	return out
}
