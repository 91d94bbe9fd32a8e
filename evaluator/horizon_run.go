package evaluator

import (
	"context"
	"slices"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/profiles"
)

// outlook walks from event to event. It visits each day on which anything may
// change, and judges anew the criteria for which it may: a criterion's own watch
// says when, and what surrounds the criteria changes on days that are known
// beforehand.
type outlook struct {
	r     *run
	ahead *ahead
	zone  *time.Location
	now   time.Time
	until time.Time

	next     []civil.Date // by criterion: when it may change
	cost     []int64      // by criterion: tests of one judgement
	outcomes []Outcome
	rests    [][]string // by criterion: on which equivalences
	around   []civil.Date
	offers   []civil.Date // those on which equivalences begin or end
	work     int64

	began, is situation
	events    []Event
	through   *Instant
}

// situation is all of a verdict whose change is an event.
type situation struct {
	conformity Conformity
	until      *evidence.Date
	states     []EventState
	onboarding OnboardingState
}

// lookAhead finds the first events after the run's instant. The run's day is
// another one afterwards.
func (r *run) lookAhead(ctx context.Context, until time.Time, most int) (*outlook, error) {
	e := r.evaluator
	n := len(e.criteria)
	o := &outlook{r: r, zone: e.profile.Zone(), now: r.at, until: until, next: make([]civil.Date, n), cost: make([]int64, n),
		outcomes: make([]Outcome, n), rests: make([][]string, n), events: []Event{}}
	// A day more at either end: clocks go back.
	o.ahead = &ahead{turns: map[proofSet]*turns{}, from: r.today.AddDays(-1), to: civil.DateOf(until, o.zone).AddDays(1), day: r.today}
	r.watch(o.ahead)
	o.measure()
	o.moveTo(r.today)
	o.surround()
	for i := range e.criteria {
		if err := o.judge(ctx, i); err != nil {
			return nil, err
		}
	}
	o.is = o.situation()
	o.began = o.is
	for {
		at, all, ok := o.coming()
		if !ok {
			return o, nil
		}
		if o.work+o.ahead.work > MaxHorizonWork {
			o.through = &Instant{at.Add(-1).UTC()}
			return o, nil
		}
		o.work += int64(n) * int64(1+len(r.options.waivers))
		before := r.today
		o.now = at
		o.moveTo(civil.DateOf(at, o.zone))
		// Where the calendar skips a day, what begins on it does so on the next.
		reoffered := slices.ContainsFunc(o.offers, func(d civil.Date) bool { return d.Compare(before) > 0 && d.Compare(r.today) <= 0 })
		for i := range e.criteria {
			if due := o.next[i]; all || reoffered || !due.IsZero() && due.Compare(r.today) <= 0 {
				if err := o.judge(ctx, i); err != nil {
					return nil, err
				}
			}
		}
		was := o.is
		o.is = o.situation()
		event, changed, err := o.event(ctx, &was, before)
		if err != nil {
			return nil, err
		}
		if !changed {
			continue
		}
		o.events = append(o.events, event)
		if len(o.events) == most {
			if next, _, more := o.coming(); more {
				o.through = &Instant{next.Add(-1).UTC()}
			}
			return o, nil
		}
	}
}

// measure counts what a judgement of each criterion costs: the tests of its rules,
// for each combination of contradicted values and each try of equivalences.
func (o *outlook) measure() {
	r := o.r
	size := func(slot int) (n int) {
		for _, a := range r.prepared.stated[slot].Alternatives {
			if a.Value.List != nil {
				n = max(n, len(a.Value.List.Items))
			}
		}
		return n
	}
	for i := range r.evaluator.criteria {
		c := &r.evaluator.criteria[i]
		tests := c.rule.Tests(r.prepared.facts, size)
		if c.when != nil {
			tests += c.when.Tests(r.prepared.facts, size)
		}
		_, combinations := r.contradicted(c)
		// Twice: over what is claimed and what is proven.
		o.cost[i] = 1 + 2*tests*int64(min(combinations, maxAlternatives))*int64(1+2*len(r.options.equivalences))
	}
}

// surround lists the days on which something other than the outcome of a
// criterion may change.
func (o *outlook) surround() {
	r := o.r
	begin := func(list *[]civil.Date, day *evidence.Date) {
		if day != nil {
			*list = append(*list, *day)
		}
	}
	end := func(list *[]civil.Date, last *evidence.Date) {
		if last != nil {
			*list = append(*list, last.AddDays(1))
		}
	}
	var listings []*civil.Date
	if r.record != nil {
		listings = append(listings, r.record.Listed)
		o.term(func(day *evidence.Date) { begin(&o.around, day) }, func(day *evidence.Date) { end(&o.around, day) })
	} else {
		listings = append(listings, nil)
	}
	for i := range r.evaluator.criteria {
		c := &r.evaluator.criteria[i]
		if c.Introduced != nil {
			begin(&o.around, c.Introduced.On)
		}
		if d := c.Deprecated; d != nil {
			begin(&o.around, &d.On)
			end(&o.around, d.Until)
		}
		for _, listed := range listings {
			end(&o.around, c.applied.DueBy(listed))
		}
		if given := c.applied.FastTrack(); given != nil {
			w := weighed{demand: given, proofs: r.everyProof()}
			o.around = append(o.around, o.ahead.weigh(r, &w).turns.days...)
		}
	}
	for i := range r.options.waivers {
		begin(&o.around, &r.options.waivers[i].From)
		end(&o.around, &r.options.waivers[i].Until)
	}
	for i := range r.options.equivalences {
		begin(&o.offers, &r.options.equivalences[i].From)
		end(&o.offers, &r.options.equivalences[i].Until)
	}
	o.around = append(o.around, o.offers...)
	for _, list := range []*[]civil.Date{&o.around, &o.offers} {
		slices.SortFunc(*list, civil.Date.Compare)
		*list = slices.Compact(*list)
	}
}

// term names the days on which the onboarding or one of its terms changes.
func (o *outlook) term(begin, end func(*evidence.Date)) {
	record := o.r.record
	begin(&record.Applied)
	begin(record.Decided)
	end(record.EndOfLife)
	rules := o.r.evaluator.profile.Onboarding()
	if rules == nil {
		rules = &profiles.OnboardingRules{}
	}
	last := func(from civil.Date, period evidence.Period) civil.Date {
		day := from.Add(period)
		end(&day)
		return day
	}
	if rules.TimeToList != nil {
		last(record.Applied, *rules.TimeToList)
	}
	if rules.FastTrack != nil {
		last(record.Applied, rules.FastTrack.TimeToList)
	}
	since := slices.Clone(record.Recertified)
	if record.Listed != nil {
		since = append(since, *record.Listed)
	}
	for i := range since {
		begin(&since[i])
		if rules.Recertification != nil {
			by := last(since[i], *rules.Recertification)
			if rules.Sunset != nil {
				last(by, *rules.Sunset)
			}
		}
	}
}

// moveTo makes a day the run's.
func (o *outlook) moveTo(day civil.Date) {
	r := o.r
	r.today, o.ahead.day = day, day
	clear(r.weighed)
	r.weighed = r.weighed[:0]
	if r.listed = nil; r.record != nil && r.record.Listed != nil && r.record.Listed.Compare(day) <= 0 {
		r.listed = r.record.Listed
	}
	if len(r.options.equivalences) > 0 {
		r.offered, r.acceptances = nil, nil
		r.offer()
	}
}

// judge judges a criterion on the run's day.
func (o *outlook) judge(ctx context.Context, i int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	o.ahead.watch.Reset()
	var err error
	o.outcomes[i], o.rests[i], err = o.settled(ctx, i)
	o.next[i] = o.ahead.watch.Next()
	return err
}

// settled is the outcome of a criterion and the equivalences it rests on.
func (o *outlook) settled(ctx context.Context, i int) (outcome Outcome, rests []string, err error) {
	o.work += o.cost[i]
	_, err = o.r.settle(ctx, &o.r.evaluator.criteria[i], func(j judged) error {
		outcome, rests = j.outcome, o.r.accepting.ids()
		return nil
	})
	return outcome, rests, err
}

// situation is how things stand on the run's day.
func (o *outlook) situation() situation {
	r := o.r
	c := r.conform(o.outcomes)
	s := situation{conformity: c.conformity, until: c.until, states: make([]EventState, len(o.outcomes))}
	for i := range s.states {
		s.states[i] = EventState{Outcome: o.outcomes[i], Waived: c.waived[i], DueBy: c.dueBy[i], Equivalences: o.rests[i]}
		if standing := r.evaluator.criteria[i].StandingOn(r.today); standing != criteria.InForce {
			s.states[i].Standing = standing
		}
	}
	if a := r.onboarding(); a != nil {
		s.onboarding.Status = a.Status
		if a.ToList != nil {
			s.onboarding.ToList = a.ToList.Status
		}
		if a.Recertification != nil {
			s.onboarding.Recertification = a.Recertification.Status
		}
		if a.Sunset != nil {
			s.onboarding.Sunset = a.Sunset.Status
		}
	}
	return s
}

// coming returns the next instant at which anything may change, and whether all
// criteria are to be looked at then.
func (o *outlook) coming() (at time.Time, all, ok bool) {
	day := civil.Date{}
	sooner := func(d civil.Date) {
		if !d.IsZero() && d.Compare(o.r.today) > 0 && (day.IsZero() || d.Compare(day) < 0) {
			day = d
		}
	}
	for _, d := range o.next {
		sooner(d)
	}
	k, found := slices.BinarySearchFunc(o.around, o.r.today, civil.Date.Compare)
	if found {
		k++
	}
	if k < len(o.around) {
		sooner(o.around[k])
	}
	until := o.until
	if !day.IsZero() {
		if at = dawn(day, o.now, o.zone); !at.IsZero() && !at.After(until) {
			until, ok = at, true
		}
	}
	if back := rewind(o.now, until, o.zone); !back.IsZero() {
		return back, true, true
	}
	return at, false, ok
}

// event says what is different from how things were.
func (o *outlook) event(ctx context.Context, was *situation, before civil.Date) (Event, bool, error) {
	e := Event{At: Instant{o.now.UTC()}, Day: o.r.today, Before: was.conformity, After: o.is.conformity, ProvisionalUntil: o.is.until, Criteria: []EventChange{}}
	for i := range o.is.states {
		if o.is.states[i].same(&was.states[i]) {
			continue
		}
		c := &o.r.evaluator.criteria[i]
		change := EventChange{Criterion: c.ID, Obligation: c.applied.At(o.r.dossier.Subject().Layer), Before: was.states[i], After: o.is.states[i]}
		if err := o.causes(ctx, i, &change, before); err != nil {
			return Event{}, false, err
		}
		e.Criteria = append(e.Criteria, change)
	}
	if was.onboarding != o.is.onboarding {
		e.Onboarding = &EventOnboarding{was.onboarding, o.is.onboarding}
	}
	changed := len(e.Criteria) > 0 || e.Onboarding != nil || e.Before != e.After || !sameDay(was.until, o.is.until)
	return e, changed, nil
}

// same reports whether nothing changes from one state to another.
func (s *EventState) same(t *EventState) bool {
	return s.Outcome == t.Outcome && s.Standing == t.Standing && s.Waived == t.Waived && sameDay(s.DueBy, t.DueBy) &&
		slices.Equal(s.Equivalences, t.Equivalences)
}
