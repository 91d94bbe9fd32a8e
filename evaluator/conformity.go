package evaluator

import (
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
	dueBy      []*evidence.Date // by criterion: unmet, and its stage's term has not passed
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
	var failed, open, later, deviates, unrecorded bool
	for i, o := range outcomes {
		applied := e.criteria[i].applied
		obligation := applied.At(subject.Layer)
		// A waiver on a may is a deviation too: it was used.
		if !e.criteria[i].counts(r.today) {
			continue
		}
		if o.Met() || obligation == profiles.May && !c.waived[i] {
			continue
		}
		due := r.dueBy(applied, subject.Admitted)
		switch {
		case c.waived[i]:
			deviates = true
		case due != nil:
			c.dueBy[i] = due
			if obligation == profiles.Should {
				continue // what is not yet expected is no deviation
			}
			later = true
			if c.until == nil || due.Compare(*c.until) < 0 {
				c.until = due
			}
		case obligation == profiles.Should:
			deviates, unrecorded = true, true
		case o == Fail:
			failed = true
		default:
			open = true
		}
	}
	switch {
	case failed:
		c.conformity, c.until = NonConformant, nil
	case open, unrecorded && e.profile.Deviations() == profiles.Inconclusive:
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
// if it binds today. Without a day of admission no term runs.
func (r *run) dueBy(a *profiles.Applied, admitted *civil.Date) *civil.Date {
	if a.Stage == "" || admitted == nil {
		return nil
	}
	due := admitted.Add(a.Term)
	if due.Compare(r.today) < 0 {
		return nil
	}
	return &due
}
