package evaluator

import (
	"slices"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// AppliedStanding is where a criterion stands in its life on the verdict's day, if it
// is not simply in force.
type AppliedStanding struct {
	// Status is upcoming, deprecated or ended.
	Status criteria.Standing `json:"status" required:"true"`
	// From is the first day the criterion is asked, of one that is upcoming.
	From *evidence.Date `json:"from,omitzero"`
	// Until is the last day it is asked, of one that is deprecated, if an end is
	// set, or has ended.
	Until *evidence.Date `json:"until,omitzero"`
	// SupersededBy are the ids of the criteria that ask it instead.
	SupersededBy []string `json:"supersededBy,omitzero"`
}

// Counts reports whether the outcome counts for conformity: a criterion that is
// upcoming or has ended is evaluated and shown only.
func (r *Result) Counts() bool { return r.Standing == nil || r.Standing.Status.Counts() }

// counts reports whether a criterion counts on a day.
func (c *criterion) counts(day civil.Date) bool { return !c.dropped && c.StandingOn(day).Counts() }

// standing is for the verdict to own; nil in force.
func (c *criterion) standing(day civil.Date) *AppliedStanding {
	status := c.StandingOn(day)
	if status == criteria.InForce {
		return nil
	}
	s := &AppliedStanding{Status: status}
	if status == criteria.Upcoming {
		from := *c.Introduced.On
		s.From = &from
		return s
	}
	if c.Deprecated.Until != nil {
		until := *c.Deprecated.Until
		s.Until = &until
	}
	s.SupersededBy = slices.Clone(c.Deprecated.SupersededBy)
	return s
}
