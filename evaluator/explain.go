package evaluator

import (
	"context"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/internal/rules"
)

// verdict judges every criterion and says why.
func (r *run) verdict(ctx context.Context) (Verdict, error) {
	e := r.evaluator
	v := Verdict{
		Trias: VerdictFormat, Subject: r.dossier.Subject(), At: Instant{r.at.UTC()}, Day: r.today, Zone: e.profile.Zone().String(),
		Profile: e.profile.ID(), ProfileVersion: e.profile.Version(),
		Localisation: e.localised(), Binding: r.bindings(), Tailoring: e.profile.Tailoring(),
		Catalogue: e.catalogue.ID(), CatalogueVersion: e.catalogue.Version(), CatalogueExtends: extended(e.catalogue), Language: rules.Language,
		Digests: r.digests(), Results: make([]Result, len(e.criteria)),
	}
	outcomes := make([]Outcome, len(e.criteria))
	for i := range e.criteria {
		if err := ctx.Err(); err != nil {
			return Verdict{}, err
		}
		c := &e.criteria[i]
		_, err := r.settle(ctx, c, func(j judged) (err error) {
			outcomes[i] = j.outcome
			v.Results[i], err = r.result(c, j)
			return err
		})
		if err != nil {
			return Verdict{}, err
		}
	}
	concluded := r.conform(outcomes)
	v.Conformity, v.ProvisionalUntil, v.Waivers = concluded.conformity, concluded.until, concluded.waivers
	for i := range v.Results {
		v.Results[i].Waived, v.Results[i].DueBy = concluded.waived[i], concluded.dueBy[i]
		if concluded.dueBy[i] != nil {
			v.Results[i].Given = r.given(e.criteria[i].applied)
		}
	}
	v.Onboarding = r.onboarding()
	v.Equivalences = r.appliedEquivalences(v.Results)
	r.citations(&v)
	if r.options.until != nil {
		if err := r.withHorizon(ctx, &v); err != nil {
			return Verdict{}, err
		}
	}
	v.Confidential = r.confidentiality()
	return r.masked(v.Confidential).verdict(v), nil
}

// digests identify what is evaluated.
func (r *run) digests() Digests {
	o := &r.options
	return Digests{Dossier: r.dossier.Digest(), Catalogue: r.evaluator.catalogue.Digest(), Profile: r.evaluator.profile.Digest(),
		Waivers: o.digest, Equivalences: o.equivalencesDigest, Decisions: o.decisionsDigest, Onboarding: o.onboardingDigest}
}

// result explains one outcome.
func (r *run) result(c *criterion, j judged) (Result, error) {
	asked, err := r.evaluator.askedOf(c)
	if err != nil {
		return Result{}, err
	}
	res := Result{Criterion: c.ID, Dimension: c.Dimension, Domain: c.Domain, Obligation: c.applied.At(r.dossier.Subject().Layer),
		ByLayer: c.applied.ByLayer(), Outcome: j.outcome, Asked: asked, Standing: c.standing(r.today), Reasons: []Reason{}, Missing: []string{}, Unproven: []ProofGap{}, Equivalences: r.accepting.ids()}
	for _, slot := range j.contradicted {
		res.Contradicted = append(res.Contradicted, r.prepared.stated[slot].Contradictions(r.evaluator.env.Info(slot).Path)...)
	}
	if j.open {
		return res, nil
	}
	if err := r.decided(&res, c, j); err != nil {
		return res, err
	}
	return res, r.whichever(&res, c, j)
}

// whichever adds the reasons that count with other values of contradicted facts
// than those the judgement rests on: what decides with one value need not be
// what decides with another.
func (r *run) whichever(res *Result, c *criterion, j judged) error {
	contradicted, combinations := r.contradicted(c)
	if len(j.contradicted) == 0 || combinations > maxAlternatives {
		return nil
	}
	for n := range combinations {
		if err := r.try(contradicted, n); err != nil {
			return err
		}
		one, err := r.judge(c)
		if err != nil {
			return err
		}
		other := Result{Outcome: one.outcome}
		if err := r.decided(&other, c, one); err != nil {
			return err
		}
		for _, x := range other.Reasons {
			if !slices.ContainsFunc(res.Reasons, func(o Reason) bool { return o.Path == x.Path && o.Place == x.Place }) {
				res.Reasons = append(res.Reasons, x)
			}
		}
		for _, path := range other.Missing {
			if i, found := slices.BinarySearch(res.Missing, path); !found {
				res.Missing = slices.Insert(res.Missing, i, path)
			}
		}
		for _, gap := range other.Unproven {
			if !slices.ContainsFunc(res.Unproven, func(o ProofGap) bool { return o.Path == gap.Path && o.Needs == gap.Needs }) {
				res.Unproven = append(res.Unproven, gap)
			}
		}
	}
	slices.SortStableFunc(res.Unproven, func(a, b ProofGap) int { return strings.Compare(a.Path, b.Path) })
	return nil
}

// decided adds what decided, with the values that the machines show.
func (r *run) decided(res *Result, c *criterion, j judged) error {
	whenFalse := c.when != nil && j.when.claimed == rules.False
	switch j.outcome {
	case Pass:
		// Over the proven view, so that no reason rests on a mere claim.
		x, err := r.explainProven(c.rule, c.ruleReads, false)
		if err != nil {
			return err
		}
		r.reasons(res, x, c.ruleReads, InRule)
	case NotApplicable:
		x, err := r.explainProven(c.when, c.whenReads, true)
		if err != nil {
			return err
		}
		r.reasons(res, x, c.whenReads, InWhen)
	case Fail:
		r.reasons(res, c.rule.Explain(r.claimed, false), c.ruleReads, InRule)
		if c.when != nil {
			r.reasons(res, c.when.Explain(r.claimed, false), c.whenReads, InWhen)
		}
	case Unproven:
		// Either half of "does not apply, or holds" settles it if proven.
		if j.rule.claimed == rules.True {
			r.reasons(res, c.rule.Explain(r.claimed, false), c.ruleReads, InRule)
			if err := r.unproven(res, c.rule, c.ruleReads, false); err != nil {
				return err
			}
		}
		if whenFalse {
			r.reasons(res, c.when.Explain(r.claimed, true), c.whenReads, InWhen)
			if err := r.unproven(res, c.when, c.whenReads, true); err != nil {
				return err
			}
		}
	case Unknown, Error:
		wanted := rules.Unknown
		if j.outcome == Error {
			wanted = rules.Error
		}
		if c.when != nil && j.when.claimed == wanted {
			r.open(res, c.when.Explain(r.claimed, true), c.whenReads, InWhen)
		}
		if j.rule.claimed == wanted {
			r.open(res, c.rule.Explain(r.claimed, false), c.ruleReads, InRule)
		}
	}
	return nil
}

func (r *run) explainProven(rule *rules.Rule, reads []read, negate bool) (rules.Explanation, error) {
	m, err := r.proven(reads)
	if err != nil {
		return rules.Explanation{}, err
	}
	x := rule.Explain(m, negate)
	if m == r.scratch {
		r.forget(reads)
	}
	return x, nil
}

// reasons adds the leaves of an explanation.
func (r *run) reasons(res *Result, x rules.Explanation, reads []read, part RulePart) {
	n := 0
	for i := range x.Leaves {
		if !strings.HasPrefix(x.Leaves[i].Path, "params.") {
			n++
		}
	}
	switch {
	case n == 0:
	case len(res.Reasons) == 0:
		res.Reasons = r.room(n)
	default:
		res.Reasons = slices.Grow(res.Reasons, n)
	}
	for i := range x.Leaves {
		l := &x.Leaves[i]
		if strings.HasPrefix(l.Path, "params.") {
			continue // a setting of the profile is no evidence
		}
		reason := Reason{Path: l.Path, Operator: l.Op, Got: l.Got, Wanted: l.Wanted, Unit: l.Unit, WantedPath: l.WantedPath, Facts: l.Facts,
			Alternative: l.Alternative, Rule: l.Text, Place: Place{part, int64(l.Place.Line), int64(l.Place.Column)}, Error: l.Err, Accepted: l.By}
		if l.Condition {
			reason.Role = Condition
		}
		if l.Slot >= 0 && l.Got.IsZero() && res.Outcome == Unknown {
			for _, rd := range reads {
				if rd.slot == l.Slot {
					reason.Needs = rd.demand.String()
				}
			}
		}
		if l.Slot >= 0 && !l.Got.IsZero() {
			reason.Proofs = r.restsOn(l.Slot, l.Also, reads, res.Outcome)
		}
		reason.Equivalences = r.acceptedBy(l, reads, res.Outcome)
		res.Reasons = append(res.Reasons, reason)
	}
}

// room is for n reasons. It is cut from a larger piece, so that a verdict of
// hundreds of criteria does not ask for each by itself.
func (r *run) room(n int) []Reason {
	if n > len(r.reasonRoom) {
		const piece = 64
		if n > piece/2 {
			return make([]Reason, 0, n)
		}
		r.reasonRoom = make([]Reason, piece)
	}
	room := r.reasonRoom[:0:n]
	r.reasonRoom = r.reasonRoom[n:]
	return room
}

// open adds what keeps a criterion unknown or broke it.
func (r *run) open(res *Result, x rules.Explanation, reads []read, part RulePart) {
	r.reasons(res, x, reads, part)
	for _, m := range x.Missing {
		if i, found := slices.BinarySearch(res.Missing, m.Path); !found {
			res.Missing = slices.Insert(res.Missing, i, m.Path)
		}
	}
}

// restsOn names the proofs a fact rests on.
func (r *run) restsOn(slot int, also []int, reads []read, res Outcome) []string {
	refs := r.refs(slot, reads, res)
	for _, s := range also {
		for _, ref := range r.refs(s, reads, res) {
			if i, found := slices.BinarySearch(refs, ref); !found {
				refs = slices.Insert(slices.Clip(refs), i, ref)
			}
		}
	}
	return refs
}

func (r *run) refs(slot int, reads []read, res Outcome) []string {
	alt := r.alternative(slot)
	if alt == nil {
		return nil
	}
	for _, rd := range reads {
		if rd.slot != slot {
			continue
		}
		if res == Unproven && !r.supports(rd.demand, alt) {
			return nil // what is there is named with what is missing
		}
		if len(alt.Parts) == 1 {
			return r.weigh(rd.demand, alt.Parts[0].Proofs).names(r)
		}
		var refs []string
		for _, part := range alt.Parts {
			refs = append(refs, r.weigh(rd.demand, part.Proofs).names(r)...)
		}
		slices.Sort(refs)
		return slices.Compact(refs)
	}
	return nil
}

// unproven lists the facts that are claimed and would settle the rule if they
// were proven.
func (r *run) unproven(res *Result, rule *rules.Rule, reads []read, negate bool) error {
	x, err := r.explainProven(rule, reads, negate)
	if err != nil {
		return err
	}
	alternatives := map[int]string{}
	for _, l := range x.Leaves {
		for _, slot := range append([]int{l.Slot}, l.Also...) {
			if known, again := alternatives[slot]; again && known != l.Alternative {
				alternatives[slot] = "" // needed by several, so in any case
			} else {
				alternatives[slot] = l.Alternative
			}
		}
	}
	var seen []int
	for _, m := range x.Missing {
		if m.Slot < 0 || slices.Contains(seen, m.Slot) {
			continue
		}
		seen = append(seen, m.Slot)
		alt := r.alternative(m.Slot)
		if alt == nil {
			continue // unknown by what is claimed, too, and not needed
		}
		for _, rd := range reads {
			if rd.slot != m.Slot {
				continue
			}
			u := ProofGap{Path: r.evaluator.env.Info(m.Slot).Path, Needs: rd.demand.String(), Alternative: alternatives[m.Slot]}
			covering := map[int]bool{}
			for _, part := range alt.Parts {
				for _, p := range part.Proofs {
					covering[p] = true
				}
			}
			var sorted []int
			for p := range covering {
				sorted = append(sorted, p)
			}
			slices.Sort(sorted)
			for _, cand := range r.candidates(rd.demand, sorted) {
				why := ShortReason(cand.Shortfall)
				if why == "" {
					why = "notAlone"
				}
				u.Have = append(u.Have, Shortfall{Proof: r.proofs[cand.Proof].Ref, Why: why})
			}
			if !slices.ContainsFunc(res.Unproven, func(o ProofGap) bool { return o.Path == u.Path && o.Needs == u.Needs }) {
				res.Unproven = append(res.Unproven, u)
			}
		}
	}
	slices.SortStableFunc(res.Unproven, func(a, b ProofGap) int { return strings.Compare(a.Path, b.Path) })
	return nil
}
