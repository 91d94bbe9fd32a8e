package evaluator

import (
	"cmp"
	"context"
	"slices"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// causes finds what makes a criterion change from the day before to the run's.
func (o *outlook) causes(ctx context.Context, i int, change *EventChange, before civil.Date) error {
	r := o.r
	c := &r.evaluator.criteria[i]
	today := r.today
	var found []EventCause
	add := func(cause EventCause) {
		if !slices.ContainsFunc(found, cause.same) {
			found = append(found, cause)
		}
	}
	was, is := &change.Before, &change.After
	switch {
	case today.Compare(before) < 0:
		add(EventCause{Kind: EventClocksBack})
	default:
		if was.Outcome != is.Outcome || !slices.Equal(was.Equivalences, is.Equivalences) {
			if err := o.outcomeCauses(ctx, i, change, before, add); err != nil {
				return err
			}
		}
		if was.Standing != is.Standing {
			add(EventCause{Kind: standingCause(is.Standing)})
		}
		if was.Waived != is.Waived {
			o.waiverCauses(c, before, add)
		}
		if !sameDay(was.DueBy, is.DueBy) {
			o.stageCauses(c, before, add)
		}
		if len(found) == 0 { // more contradicting values than are tried one by one
			add(EventCause{Kind: EventDates})
		}
	}
	slices.SortStableFunc(found, EventCause.compare)
	if len(found) > MaxEventCauses {
		found, change.MoreCauses = found[:MaxEventCauses], true
	}
	change.Causes = found
	return nil
}

func (c EventCause) same(d EventCause) bool { return c.compare(d) == 0 }

// compare orders causes by kind, then by what they name.
func (c EventCause) compare(d EventCause) int {
	kinds := EventCauseKind.Values("")
	return cmp.Or(slices.Index(kinds, string(c.Kind))-slices.Index(kinds, string(d.Kind)), cmp.Compare(c.Proof, d.Proof), cmp.Compare(c.Path, d.Path),
		cmp.Compare(c.Rule, d.Rule), cmp.Compare(c.Region, d.Region), cmp.Compare(c.Value.String(), d.Value.String()), cmp.Compare(c.Stage, d.Stage),
		cmp.Compare(c.Waiver, d.Waiver), cmp.Compare(c.Equivalence, d.Equivalence))
}

// standingCause is what brings a criterion to a standing.
func standingCause(s criteria.Standing) EventCauseKind {
	switch s {
	case criteria.Ended:
		return EventCriterionEnds
	case criteria.InDeprecation:
		return EventCriterionDeprecated
	}
	return EventCriterionBegins
}

func (o *outlook) waiverCauses(c *criterion, before civil.Date, add func(EventCause)) {
	subject := o.r.dossier.Subject()
	for i := range o.r.options.waivers {
		w := &o.r.options.waivers[i]
		if w.Criterion != c.ID || w.Subject != subject.ID || w.Version != subject.Version || w.Profile != o.r.evaluator.profile.ID() {
			continue
		}
		inEffect := func(day civil.Date) bool { return w.From.Compare(day) <= 0 && w.Until.Compare(day) >= 0 }
		switch was, is := inEffect(before), inEffect(o.r.today); {
		case is && !was:
			add(EventCause{Kind: EventWaiverBegins, Waiver: w.ID})
		case was && !is:
			add(EventCause{Kind: EventWaiverEnds, Waiver: w.ID})
		}
	}
}

func (o *outlook) stageCauses(c *criterion, before civil.Date, add func(EventCause)) {
	r := o.r
	from := c.applied.BindsFrom()
	if from == nil {
		return
	}
	stage := c.applied.Stage
	of := add
	add = func(cause EventCause) {
		cause.Stage, cause.StageTitle = stage, from.Title
		of(cause)
	}
	if record := r.record; record != nil && record.Listed != nil && record.Listed.Compare(before) > 0 && r.listed != nil && c.applied.From.IsZero() {
		add(EventCause{Kind: EventListed})
	}
	if due := c.applied.DueBy(r.listed); due != nil && due.Compare(before) >= 0 && due.Compare(r.today) < 0 {
		add(EventCause{Kind: EventStageBegins})
	}
	if given := c.applied.FastTrack(); given != nil {
		w := weighed{demand: given, proofs: r.everyProof()}
		if t := o.ahead.weigh(r, &w).turns; t.on(before) != t.on(r.today) {
			o.proofCauses(t, before, add)
		}
	}
}

var proofCause = map[rules.ProofTurn]EventCauseKind{
	rules.ProofBegins: EventProofBegins, rules.ProofInspected: EventProofInspected, rules.ProofEnds: EventProofEnds,
	rules.ProofTooOld: EventProofTooOld, rules.ProofLongAgo: EventProofLongAgo,
}

// proofCauses names the proofs by which a set comes to satisfy a demand, or
// ceases to.
func (o *outlook) proofCauses(t *turns, before civil.Date, add func(EventCause)) {
	for _, turned := range t.demand.Turned(t.visible, t.proofs, before, o.r.today) {
		add(EventCause{Kind: proofCause[turned.Why], Proof: t.visible[turned.Proof].Ref})
	}
}

// factor is something that changes at an event and may be held as it was.
type factor struct {
	turns       *turns
	rules       bool
	equivalence *Equivalence
}

// maxFactors bounds how many factors are told apart; of more all count.
const maxFactors = 16

// outcomeCauses finds what makes the outcome another one: which of what changes
// at the event it depends on.
func (o *outlook) outcomeCauses(ctx context.Context, i int, change *EventChange, before civil.Date, add func(EventCause)) error {
	r := o.r
	c := &r.evaluator.criteria[i]
	today := r.today
	defer func() {
		o.ahead.held, o.ahead.seeing, o.ahead.seen = nil, false, nil
		o.moveTo(today)
	}()
	// All that is looked at on either day.
	o.ahead.seeing = true
	for _, day := range []civil.Date{before, today} {
		o.moveTo(day)
		if _, _, err := o.settled(ctx, i); err != nil {
			return err
		}
	}
	o.ahead.seeing = false
	var factors []factor
	for _, t := range o.ahead.seen {
		if t.on(before) != t.on(today) {
			factors = append(factors, factor{turns: t})
		}
	}
	if c.rule.UsesAt || c.when != nil && c.when.UsesAt {
		factors = append(factors, factor{rules: true})
	}
	for k := range r.options.equivalences {
		e := &r.options.equivalences[k]
		if e.inForce(before) != e.inForce(today) && e.names(c.ID) {
			factors = append(factors, factor{equivalence: e})
		}
	}
	factors, err := o.decisive(ctx, i, change, before, factors)
	if err != nil {
		return err
	}
	for _, f := range factors {
		switch {
		case f.turns != nil:
			o.proofCauses(f.turns, before, add)
		case f.rules:
			if err := o.ruleCauses(ctx, i, before, add); err != nil {
				return err
			}
		case f.equivalence.inForce(today):
			add(EventCause{Kind: EventEquivalenceBegins, Equivalence: f.equivalence.ID})
		default:
			add(EventCause{Kind: EventEquivalenceEnds, Equivalence: f.equivalence.ID})
		}
	}
	return nil
}

// decisive returns the factors without which the outcome would not be what it is
// now, or which alone make it another one than it was; all of them if there are
// none or too many.
func (o *outlook) decisive(ctx context.Context, i int, change *EventChange, before civil.Date, factors []factor) ([]factor, error) {
	if len(factors) < 2 || len(factors) > maxFactors {
		return factors, nil
	}
	// with judges while all but some of the factors stay as they were.
	with := func(changes func(k int) bool, as *EventState) (bool, error) {
		o.ahead.held = &held{day: before}
		for k, f := range factors {
			switch {
			case changes(k):
			case f.turns != nil:
				o.ahead.held.turns = append(o.ahead.held.turns, f.turns)
			case f.rules:
				o.ahead.held.rules = true
			default:
				o.ahead.held.equivalences = append(o.ahead.held.equivalences, f.equivalence)
			}
		}
		o.moveTo(o.r.today)
		outcome, rests, err := o.settled(ctx, i)
		o.ahead.held = nil
		return outcome == as.Outcome && slices.Equal(rests, as.Equivalences), err
	}
	var kept []factor
	for k := range factors {
		needless, err := with(func(other int) bool { return other != k }, &change.After)
		if err != nil {
			return nil, err
		}
		if needless {
			if needless, err = with(func(other int) bool { return other == k }, &change.Before); err != nil {
				return nil, err
			}
		}
		if !needless {
			kept = append(kept, factors[k])
		}
	}
	o.moveTo(o.r.today)
	if kept == nil {
		return factors, nil
	}
	return kept, nil
}

// ruleCauses names the dates and members of regions by which the rules come out
// otherwise.
func (o *outlook) ruleCauses(ctx context.Context, i int, before civil.Date, add func(EventCause)) error {
	r := o.r
	c := &r.evaluator.criteria[i]
	var broken error
	// More than are named, so that some are left if several views agree.
	const most = MaxEventCauses + 1
	o.ahead.judging = func() {
		for _, x := range []struct {
			rule  *rules.Rule
			reads []read
		}{{c.when, c.whenReads}, {c.rule, c.ruleReads}} {
			if x.rule == nil || !x.rule.UsesAt || broken != nil {
				continue
			}
			name := func(m *rules.Machine) {
				flips, _ := x.rule.Flips(m, before, most)
				for k := range flips {
					add(flipCause(&flips[k]))
				}
			}
			name(r.claimed)
			var m *rules.Machine
			if m, broken = r.proven(x.reads); broken == nil && m != r.claimed {
				name(m)
				r.forget(x.reads)
			}
		}
	}
	_, _, err := o.settled(ctx, i)
	o.ahead.judging = nil
	if err == nil {
		err = broken
	}
	return err
}

// flipCause names what a test looks at.
func flipCause(f *rules.Flip) EventCause {
	cause := EventCause{Kind: EventDateHolds, Path: f.Path, Value: f.Value, Rule: f.Text, Region: f.Region}
	switch {
	case f.Region == "" && !f.Holds:
		cause.Kind = EventDateLapses
	case f.Region == "":
	case f.Holds:
		cause.Kind = EventRegionJoined
	default:
		cause.Kind = EventRegionLeft
	}
	return cause
}
