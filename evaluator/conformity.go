package evaluator

import (
	"slices"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/profiles"
)

// conclusion is the verdict on the whole, with what it was concluded from.
type conclusion struct {
	conformity Conformity
	until      *evidence.Date
	waivers    []AppliedWaiver
	waived     []bool           // by criterion
	dueBy      []*evidence.Date // by criterion: unmet, and its stage has not begun
	unmet      []int            // criteria that keep the verdict from being provisional or better
}

// conform concludes from the outcomes, first that fits: an unwaived must fails;
// an unwaived must is open, or a should is unmet without a recorded reason where
// the profile wants one; a must of a later stage is unmet; a waiver was used or a
// should is unmet; else everything is met.
//
// A criterion that is not asked on that day does not count.
//
// An unrecorded deviation is looked for before later stages: a derived profile
// that adds a staged requirement would otherwise turn inconclusive into
// provisional, which is better.
func (r *run) conform(outcomes []Outcome) conclusion {
	return r.conformIf(outcomes, func(i int) (*evidence.Date, bool) {
		due := r.dueBy(r.evaluator.criteria[i].applied, outcomes[i])
		return due, due != nil
	})
}

// conformIf is conform where postponed says which unmet criteria may stay so,
// and until when if that is known.
func (r *run) conformIf(outcomes []Outcome, postponed func(i int) (until *evidence.Date, later bool)) conclusion {
	e := r.evaluator
	c := conclusion{waived: make([]bool, len(outcomes)), dueBy: make([]*evidence.Date, len(outcomes))}
	subject := r.dossier.Subject()
	for i := range r.options.waivers {
		w := &r.options.waivers[i]
		at, outcome, counts := -1, Outcome(""), true
		for k := range e.criteria {
			if e.criteria[k].ID == w.Criterion {
				at, outcome, counts = k, outcomes[k], e.criteria[k].counts(r.today)
			}
		}
		status := w.status(&subject, e.profile.ID(), outcome, counts, r.today)
		if status == WaiverUsed {
			c.waived[at] = true
		}
		c.waivers = append(c.waivers, AppliedWaiver{*w, status})
	}
	recorded := e.profile.Deviations() == profiles.Inconclusive
	var failed, open, later, deviates, unrecorded bool
	for i, o := range outcomes {
		obligation := e.criteria[i].applied.At(subject.Layer)
		// A waiver on a may is a deviation too: it was used.
		if !e.criteria[i].counts(r.today) {
			continue
		}
		if o.Met() || obligation == profiles.May && !c.waived[i] {
			continue
		}
		due, postpones := postponed(i)
		switch {
		case c.waived[i]:
			deviates = true
		case postpones:
			c.dueBy[i] = due
			if obligation == profiles.Should {
				continue // what is not yet expected is no deviation
			}
			later = true
			if due != nil && (c.until == nil || due.Compare(*c.until) < 0) {
				c.until = due
			}
		case obligation == profiles.Should:
			deviates, unrecorded = true, true
			if recorded {
				c.unmet = append(c.unmet, i)
			}
		case o == Fail:
			failed = true
			c.unmet = append(c.unmet, i)
		default:
			open = true
			c.unmet = append(c.unmet, i)
		}
	}
	switch {
	case failed:
		c.conformity, c.until = NonConformant, nil
	case open, unrecorded && recorded:
		c.conformity, c.until = Inconclusive, nil
	case later:
		c.conformity = Provisional
	case deviates:
		c.conformity = ConformantWithDeviations
	default:
		c.conformity = Conformant
	}
	return c
}

// dueBy returns the last day a criterion of a later stage may stay unmet, nil
// if it binds today: at once, because its day has come, or because the stage is
// a fast track that the subject is not on. A fast track ends with the proof it
// rests on.
func (r *run) dueBy(a *profiles.Applied, outcome Outcome) *civil.Date {
	due := r.lastDay(a)
	if due == nil || due.Compare(r.today) < 0 || !r.onTrack(a, outcome) {
		return nil
	}
	return due
}

// lastDay is the last day before a criterion's stage begins to bind, nil if it
// binds at once: of a fast track that the subject is on, the day on which that
// ends with its proof, if that is earlier.
func (r *run) lastDay(a *profiles.Applied) *civil.Date {
	due := a.DueBy(r.listed)
	if given := a.FastTrack(); given != nil && due != nil && due.Compare(r.today) >= 0 && r.holds(a) {
		until := given.Until(r.proofs, r.everyProof(), r.today, *due)
		return &until
	}
	return due
}

// onTrack reports whether the criterion's stage postpones it for this subject:
// one that is a fast track only what is open, and only given the proof.
func (r *run) onTrack(a *profiles.Applied, outcome Outcome) bool {
	return a.FastTrack() == nil || (outcome == Unknown || outcome == Unproven) && r.holds(a)
}

// holds reports whether the dossier has the proof that the criterion's stage is
// a fast track for, if it is one.
func (r *run) holds(a *profiles.Applied) bool {
	given := a.FastTrack()
	return given == nil || r.weigh(given, r.everyProof()).satisfied
}

// given names the proofs a postponement rests on, nil if it rests on none.
func (r *run) given(a *profiles.Applied) []string {
	if given := a.FastTrack(); given != nil {
		return slices.Clone(r.weigh(given, r.everyProof()).names(r))
	}
	return nil
}
