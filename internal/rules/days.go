package rules

import (
	"slices"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// stretch is a run of days, both ends included.
type stretch struct{ from, to civil.Date }

// Turns returns the days after from and up to to on which it changes whether the
// proofs satisfy the demand, the earliest first, and whether they do on the day
// from. From is before to, or the same day.
func (d *Demand) Turns(all []evidence.SupportingProof, covering []int, from, to civil.Date) (satisfied bool, turns []civil.Date) {
	if d.root == nil {
		return true, nil
	}
	days := d.root.days(all, covering, stretch{from, to})
	for i, s := range days {
		if i == 0 && s.from == from {
			satisfied = true
		} else {
			turns = append(turns, s.from)
		}
		if s.to.Compare(to) < 0 {
			turns = append(turns, s.to.AddDays(1))
		}
	}
	return satisfied, turns
}

// days lists the days of a stretch on which the proofs satisfy the demand, as
// stretches with other days between them, the earliest first.
func (n *demandNode) days(all []evidence.SupportingProof, covering []int, within stretch) []stretch {
	switch n.op {
	case "&&":
		out := []stretch{within}
		for _, c := range n.children {
			out = overlap(out, c.days(all, covering, within))
		}
		return out
	case "||":
		var out []stretch
		for _, c := range n.children {
			out = append(out, c.days(all, covering, within)...)
		}
		return unite(out)
	case "gapless":
		return n.gaplessDays(all, covering, within)
	}
	var out []stretch
	for _, i := range covering {
		if s, ok := n.daysOf(&all[i], within); ok {
			out = append(out, s)
		}
	}
	return unite(out)
}

// daysOf returns the days on which a proof counts and meets a by or attested: one
// stretch, since what has come to count or was looked at stays so until it ends
// or is too old.
func (n *demandNode) daysOf(p *evidence.SupportingProof, within stretch) (stretch, bool) {
	s := within
	s.from = latest(s.from, p.Begins)
	if p.Inspected != nil && n.inspected {
		s.from = latest(s.from, p.Inspected.On)
	}
	if p.ValidUntil != nil {
		s.to = earliest(s.to, *p.ValidUntil)
	}
	if n.age != nil {
		s.to = earliest(s.to, p.Dated.Add(*n.age))
	}
	// What remains to be asked is the same on all of these days.
	return s, s.from.Compare(s.to) <= 0 && counts(p, s.from) == "" && n.meets(p, s.from) == ""
}

// gaplessDays looks at each day on which a period comes to count, ceases to, or
// has ended as long ago as the bridge allows.
func (n *demandNode) gaplessDays(all []evidence.SupportingProof, covering []int, within stretch) []stretch {
	days := []civil.Date{within.from}
	add := func(day civil.Date) {
		if day.Compare(within.from) > 0 && day.Compare(within.to) <= 0 {
			days = append(days, day)
		}
	}
	var concerned []int
	for _, i := range covering {
		p := &all[i]
		s, ok := n.children[0].daysOf(p, within)
		if !ok || p.Period == nil {
			continue
		}
		concerned = append(concerned, i)
		add(s.from)
		add(s.to.AddDays(1))
		add(p.Dated.Add(n.bridge).AddDays(1))
	}
	if len(concerned) == 0 {
		return nil
	}
	slices.SortFunc(days, civil.Date.Compare)
	days = slices.Compact(days)
	var out []stretch
	for k, day := range days {
		if !n.noGap(all, concerned, day) {
			continue
		}
		last := within.to
		if k+1 < len(days) {
			last = days[k+1].AddDays(-1)
		}
		out = append(out, stretch{day, last})
	}
	return unite(out)
}

// unite sorts stretches and joins those without a day between them.
func unite(all []stretch) []stretch {
	slices.SortFunc(all, func(a, b stretch) int { return a.from.Compare(b.from) })
	out := all[:0]
	for _, s := range all {
		if k := len(out) - 1; k >= 0 && s.from.Compare(out[k].to.AddDays(1)) <= 0 {
			out[k].to = latest(out[k].to, s.to)
		} else {
			out = append(out, s)
		}
	}
	return out
}

// overlap returns the days that are in both.
func overlap(a, b []stretch) (out []stretch) {
	for len(a) > 0 && len(b) > 0 {
		s := stretch{latest(a[0].from, b[0].from), earliest(a[0].to, b[0].to)}
		if s.from.Compare(s.to) <= 0 {
			out = append(out, s)
		}
		if a[0].to.Compare(b[0].to) < 0 {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return out
}

func earliest(a, b civil.Date) civil.Date {
	if b.Compare(a) < 0 {
		return b
	}
	return a
}

func latest(a, b civil.Date) civil.Date {
	if b.Compare(a) > 0 {
		return b
	}
	return a
}

// ProofTurn is why a proof begins or ceases to meet a part of a demand.
type ProofTurn string

// The turns of a proof.
const (
	ProofBegins    ProofTurn = "begins"    // it begins to count
	ProofInspected ProofTurn = "inspected" // somebody looks at it
	ProofEnds      ProofTurn = "ends"      // its validity ends
	ProofTooOld    ProofTurn = "tooOld"    // it becomes older than demanded
	ProofLongAgo   ProofTurn = "longAgo"   // its period ended longer ago than may be bridged
)

// Turned is a proof that begins or ceases to meet a part of a demand.
type Turned struct {
	Proof int // index of the proofs
	Why   ProofTurn
}

// Turned says which proofs make the demand satisfied on one of two days and not
// on the other, and why: those that begin to meet a part of it, or those that
// cease to. Which of the two days is the earlier one is up to the caller: clocks
// go back.
func (d *Demand) Turned(all []evidence.SupportingProof, covering []int, before, after civil.Date) (out []Turned) {
	if d.root == nil {
		return nil
	}
	begins := d.Satisfied(all, covering, after)
	add := func(t Turned) {
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	for _, i := range covering {
		d.root.turned(&all[i], before, after, begins, func(why ProofTurn) { add(Turned{i, why}) })
	}
	return out
}

func (n *demandNode) turned(p *evidence.SupportingProof, before, after civil.Date, begins bool, add func(ProofTurn)) {
	if n.op != "by" && n.op != "attested" {
		for _, c := range n.children {
			c.turned(p, before, after, begins, add)
		}
		if n.op == "gapless" && p.Period != nil {
			last := p.Dated.Add(n.bridge)
			if was, is := last.Compare(before) >= 0, last.Compare(after) >= 0; was != is && is == begins && counts(p, before) == "" && n.children[0].meets(p, before) == "" {
				add(ProofLongAgo)
			}
		}
		return
	}
	short := func(day civil.Date) string {
		if why := counts(p, day); why != "" {
			return why
		}
		return n.meets(p, day)
	}
	was, is := short(before), short(after)
	if (is == "") != begins || (was == "") == (is == "") {
		return
	}
	switch was + is { // one of them is empty
	case ShortNotYet:
		add(ProofBegins)
	case ShortNotInspected:
		add(ProofInspected)
	case ShortExpired:
		add(ProofEnds)
	case ShortTooOld:
		add(ProofTooOld)
	}
}
