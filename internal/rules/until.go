package rules

import (
	"slices"
	"sort"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// maxLapses is up to how many days on which some proof lapses each is looked at.
const maxLapses = 1000

// Until returns the last day, no later than to, up to which the proofs satisfy
// the demand without a break, given that they do on the day from. Proofs cease to
// count when they end or grow too old; above a thousand such days, a proof that
// begins between from and to may be left out of account, so that the day is too
// early, never too late.
func (d *Demand) Until(all []evidence.SupportingProof, covering []int, from, to civil.Date) civil.Date {
	if d.root == nil {
		return to
	}
	ages := d.root.ages(nil)
	var lapses []civil.Date // the last day on which something holds
	lapse := func(day civil.Date) {
		if day.Compare(from) >= 0 && day.Compare(to) < 0 {
			lapses = append(lapses, day)
		}
	}
	for _, i := range covering {
		p := &all[i]
		if !p.Scoped || !d.root.concerns(p) {
			continue
		}
		if p.ValidUntil != nil {
			lapse(*p.ValidUntil)
		}
		for _, age := range ages {
			lapse(p.Dated.Add(age))
		}
	}
	slices.SortFunc(lapses, civil.Date.Compare)
	lapses = slices.Compact(lapses)
	lost := func(day civil.Date) bool { return !d.Satisfied(all, covering, day.AddDays(1)) }
	if len(lapses) > maxLapses {
		begun := covering[:0:0]
		for _, i := range covering {
			if p := &all[i]; p.Begins.Compare(from) <= 0 && (p.Inspected == nil || p.Inspected.On.Compare(from) <= 0) {
				begun = append(begun, i)
			}
		}
		covering = begun // of these, ever fewer count
		if i := sort.Search(len(lapses), func(i int) bool { return lost(lapses[i]) }); i < len(lapses) {
			return lapses[i]
		}
		return to
	}
	for _, day := range lapses {
		if lost(day) {
			return day
		}
	}
	return to
}

// ages lists the periods after which a proof no longer does for some part.
func (n *demandNode) ages(out []civil.Period) []civil.Period {
	if n.age != nil && !slices.Contains(out, *n.age) {
		out = append(out, *n.age)
	}
	if n.op == "gapless" && !slices.Contains(out, n.bridge) {
		out = append(out, n.bridge)
	}
	for _, c := range n.children {
		out = c.ages(out)
	}
	return out
}

// concerns reports whether a proof may meet a part on some day.
func (n *demandNode) concerns(p *evidence.SupportingProof) bool {
	switch n.op {
	case "by":
		return p.Kind.StandsInFor(n.kind)
	case "attested":
		return p.Kind == evidence.Attestation && p.Scheme == n.scheme
	}
	return slices.ContainsFunc(n.children, func(c *demandNode) bool { return c.concerns(p) })
}
