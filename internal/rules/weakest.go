package rules

import (
	"fmt"
	"slices"
	"time"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// maxProofSets bounds how many sets of proofs [Demand.Weakest] lists.
const maxProofSets = 256

// Weakest lists sets of proofs that just satisfy the demand on a day, each as
// old, as low in level and as little looked at as the demand admits: one set
// for each way its && and || leave open. Parts that admit proofs of any age get
// one of the given day. It stops at a bound.
func (d *Demand) Weakest(day, unaged civil.Date) [][]evidence.Proof {
	sets, _ := d.weakest(day, unaged)
	return sets
}

func (d *Demand) weakest(day, unaged civil.Date) (sets [][]evidence.Proof, complete bool) {
	if d.root == nil {
		return [][]evidence.Proof{nil}, true
	}
	ways, complete := d.root.ways()
	for _, way := range ways {
		var set []evidence.Proof
		for _, n := range way {
			p := n.weakest(day, unaged)
			if !slices.ContainsFunc(set, func(q evidence.Proof) bool { return sameProof(&p, &q) }) {
				set = append(set, p)
			}
		}
		for i := range set {
			set[i].ID = fmt.Sprintf("p%d", i+1)
		}
		sets = append(sets, set)
	}
	return sets, complete
}

func sameProof(p, q *evidence.Proof) bool {
	level := func(p *evidence.Proof) int64 {
		if p.Level == nil {
			return 0
		}
		return *p.Level
	}
	day := func(p *evidence.Proof) (span evidence.Span) {
		if p.Period != nil {
			return *p.Period
		}
		return evidence.Span{From: *p.Issued, To: *p.Issued}
	}
	return p.Kind == q.Kind && p.Scheme == q.Scheme && level(p) == level(q) && day(p) == day(q) && (p.Inspected == nil) == (q.Inspected == nil)
}

// ways lists the parts that are demanded together, for each way to satisfy the
// demand; complete is false if there are too many to list.
func (n *demandNode) ways() (out [][]*demandNode, complete bool) {
	switch n.op {
	case "||":
		complete = true
		for _, c := range n.children {
			ways, all := c.ways()
			out, complete = append(out, ways...), complete && all
		}
	case "&&":
		out, complete = [][]*demandNode{nil}, true
		for _, c := range n.children {
			ways, all := c.ways()
			complete = complete && all
			var product [][]*demandNode
			for _, a := range out {
				for _, b := range ways {
					if len(product) < maxProofSets {
						product = append(product, slices.Concat(a, b))
					} else {
						complete = false
					}
				}
			}
			out = product
		}
	default:
		return [][]*demandNode{{n}}, true
	}
	if len(out) > maxProofSets {
		out, complete = out[:maxProofSets], false
	}
	return out, complete
}

// weakest is a proof that just satisfies a by, attested or gapless.
func (n *demandNode) weakest(day, unaged civil.Date) evidence.Proof {
	of, dated := n, unaged
	if n.op == "gapless" {
		of = n.children[0]
		dated = oldest(day, n.bridge)
	}
	if of.age != nil {
		if limit := oldest(day, *of.age); n.op != "gapless" || limit.Compare(dated) > 0 {
			dated = limit
		}
	}
	p := evidence.Proof{Kind: of.kind, Issuer: "Example", Issued: &dated}
	if of.op == "attested" {
		p.Scheme = of.scheme
		if of.scheme.Levels() > 1 {
			level := of.level
			p.Level = &level
		}
	}
	switch {
	case n.op == "gapless":
		p.Period = &evidence.Span{From: dated.AddDays(1).Sub(n.span), To: dated}
	case p.Scheme == evidence.BSIC5 && p.Level != nil && *p.Level == 2:
		p.Period = &evidence.Span{From: dated.AddDays(1).Sub(civil.Period{Years: 1}), To: dated}
	}
	if p.Period != nil && p.Period.From.Compare(p.Period.To) > 0 {
		p.Period.From = p.Period.To
	}
	if of.inspected || n.inspected {
		p.Inspected = &evidence.Inspection{By: "Example", On: day}
	}
	return p
}

// oldest is the first day from which a period reaches the given one.
func oldest(day civil.Date, p civil.Period) civil.Date {
	d := day.Sub(p).AddDays(-4) // months clamp to their end
	for d.Add(p).Compare(day) < 0 {
		d = d.AddDays(1)
	}
	return d
}

// Entails reports whether whatever satisfies d is sure to satisfy o, as
// [Demand.Implies] does, and finds more where o asks for no age and no gapless
// periods: it looks at the ways to satisfy d one by one. Any proof that meets a
// part of d stands in for the weakest that does. It may answer false where the
// answer is true.
func (d *Demand) Entails(o *Demand) bool {
	if d.Implies(o) {
		return true
	}
	if o.root == nil || o.root.dated() || d.root == nil {
		return false
	}
	sets, complete := d.weakest(entailDay, entailDay)
	return complete && !slices.ContainsFunc(sets, func(set []evidence.Proof) bool { return !o.SatisfiedBy(set, entailDay) })
}

// entailDay is any day: no part that is looked at depends on it.
var entailDay = civil.DateOf(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), time.UTC)

// dated reports whether how old proofs are matters to the demand.
func (n *demandNode) dated() bool {
	return n.age != nil || n.op == "gapless" || slices.ContainsFunc(n.children, (*demandNode).dated)
}

// SatisfiedBy reports whether proofs that cover a fact, without scopes, satisfy
// the demand on a day.
func (d *Demand) SatisfiedBy(proofs []evidence.Proof, day civil.Date) bool {
	all := make([]evidence.SupportingProof, len(proofs))
	covering := make([]int, len(proofs))
	for i := range proofs {
		p := &proofs[i]
		s := evidence.SupportingProof{Proof: p, Ref: p.ID, Scoped: true}
		switch {
		case p.Issued != nil:
			s.Begins = *p.Issued
		case p.Period != nil:
			s.Begins = p.Period.To
		}
		s.Dated = s.Begins
		if p.Period != nil && p.Period.To.Compare(s.Begins) < 0 {
			s.Dated = p.Period.To
		}
		all[i], covering[i] = s, i
	}
	return d.Satisfied(all, covering, day)
}
