package rules

// Leaves returns the by(), attested() and gapless() that the demand is combined of,
// each as a demand of its own, in the order they are written. What proofs that are
// alike to all leaves of a demand satisfy is alike, unless gapless() puts their
// periods together.
func (d *Demand) Leaves() (out []*Demand) {
	var walk func(n *demandNode)
	walk = func(n *demandNode) {
		if n == nil {
			return
		}
		if n.op == "&&" || n.op == "||" {
			for _, c := range n.children {
				walk(c)
			}
			return
		}
		out = append(out, demandOf(n))
	}
	walk(d.root)
	return out
}

// IsGapless reports whether the demand is one gapless().
func (d *Demand) IsGapless() bool { return d.root != nil && d.root.op == "gapless" }
