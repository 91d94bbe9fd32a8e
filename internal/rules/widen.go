package rules

import "slices"

// widened adds to a set of moves the changes of facts that are compared with those
// it changes, and so on: what is changed for one test may have to be followed by
// what another test compares it with. It reports whether there are any.
func (s *seeker) widened(c candidate) (candidate, bool) {
	if len(c.goals) != 1 {
		return c, false
	}
	aim := &s.quest.Aims[c.goals[0].aim]
	var changed []int
	for _, id := range c.ids {
		if m := &s.moves[id]; m.Kind == Changing && m.Slot >= 0 && m.Path == s.env.Info(m.Slot).Path {
			changed = append(changed, m.Slot)
		}
	}
	ids := slices.Clone(c.ids)
	for k := 0; k < len(changed); k++ {
		aim.Rule.Root.Atoms(func(a *Atom) {
			operands := s.factsOf(a).operands
			of := func(o *Operand) int {
				if !o.IsFact() || o.Info == nil || o.layout != s.env.facts || o.slot < 0 || o.Info.Kind == evidenceList {
					return -1
				}
				return o.slot
			}
			if !slices.ContainsFunc(operands, func(o *Operand) bool { return of(o) == changed[k] }) {
				return
			}
			for _, o := range operands {
				slot := of(o)
				at := slices.IndexFunc(aim.Facts, func(f Known) bool { return f.Slot == slot })
				if slot < 0 || at < 0 || slices.Contains(changed, slot) || len(aim.Facts[at].Alternatives) != 1 {
					continue
				}
				changed = append(changed, slot)
				f := &aim.Facts[at]
				ids = append(ids, s.id(Changing, o.Info.Path, slot, nil, one, nil, 0))
				if !f.Demand.IsNone() {
					ids = append(ids, s.id(Proving, o.Info.Path, slot, f.Demand, f.Weight, nil, 0))
				}
			}
		})
	}
	if wider := s.of(ids...); len(wider.ids) > len(c.ids) {
		return candidate{wider, c.goals}, true
	}
	return c, false
}
