package evaluator

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// HorizonFormat is the format marker of an encoded horizon.
const HorizonFormat = "horizon/v1"

// Bounds of a horizon. What they leave out is never passed over in silence: see
// [Horizon.Through].
const (
	// MaxEvents is how many events a horizon has: far more than anybody follows,
	// and little enough to be stored.
	MaxEvents = 1000
	// MaxEventCauses is how many causes of one change are named: a list may have a
	// thousand entries whose dates are one day.
	MaxEventCauses = 20
	// MaxHorizonWork bounds how many tests of rules are made, and days of proofs
	// looked at, to find the events. A thousand proofs that end on a thousand days,
	// each of which decides on a hundred criteria, stay below it; a list of a
	// thousand entries, each with a date of its own, in each of a hundred criteria
	// does not, and would take minutes.
	MaxHorizonWork = 20_000_000
)

// ErrUntil is returned for a horizon that would end before it begins.
var ErrUntil = errors.New("a horizon does not end before it begins")

// Horizon says when a verdict changes by itself: although nobody changes a fact,
// a proof, a rule or a decision.
//
// Time alone changes a verdict where proofs begin, end or grow too old, where the
// rules compare the day with a date or ask for the members of a region, where
// criteria and their stages begin to bind or end, and where waivers,
// equivalences and listings begin or end. All of these happen as a calendar day
// of the profile's zone begins, so that is when an event is.
//
// What counts as a change of the verdict is
//
//   - its conformity, and until when it is provisional,
//   - of a criterion its outcome, whether it is asked and its standing, whether it
//     is waived, until when it may stay unmet, and the equivalences it rests on,
//   - and where the onboarding stands, with its terms.
//
// Nothing else does. While these stay the same, the reasons may name other
// proofs, a waiver that accepts nothing may end, the binding of a profile may
// begin, and a listing takes another day each day.
//
// Between two events, and between the last one and the end, the verdict does not
// change at any instant: no day is left out on which it could. Each event is what
// [Evaluator.Evaluate] gives at its instant with the same options.
type Horizon struct {
	Trias string `json:"trias" required:"true" const:"horizon/v1"`
	// Subject is what was assessed.
	Subject evidence.Subject `json:"subject" required:"true"`
	// Conformity is the verdict on the whole at the instant At, and
	// ProvisionalUntil the last day it holds if it is provisional.
	Conformity       Conformity     `json:"conformity" required:"true"`
	ProvisionalUntil *evidence.Date `json:"provisionalUntil,omitzero"`
	// Events were asked for after At and up to Until, that included. Day is the
	// calendar day of At in Zone, the profile's.
	At    Instant       `json:"at" required:"true"`
	Day   evidence.Date `json:"day" required:"true"`
	Zone  string        `json:"zone" required:"true"`
	Until Instant       `json:"until" required:"true"`
	// Through is the last instant up to which all events are there, where a bound
	// ended the search before Until: see [MaxEvents] and [MaxHorizonWork]. There
	// may be more after it. It is absent if nothing was left out.
	Through *Instant `json:"through,omitzero"`
	// Profile and Catalogue name what was applied, and in which version.
	Profile          string           `json:"profile" required:"true"`
	ProfileVersion   evidence.Version `json:"profileVersion" required:"true"`
	Catalogue        string           `json:"catalogue" required:"true"`
	CatalogueVersion evidence.Version `json:"catalogueVersion" required:"true"`
	// Digests identify the inputs.
	Digests Digests `json:"digests" required:"true"`
	// Confidential says which facts are confidential, and whether their values are
	// masked; absent if none is.
	Confidential *Confidentiality `json:"confidential,omitzero"`
	// Events are the changes, the earliest first.
	Events []Event `json:"events" required:"true"`
}

// Event is an instant at which a verdict changes by itself.
type Event struct {
	// At is the instant: the one before it still has the verdict before.
	At Instant `json:"at" required:"true"`
	// Day is the calendar day that begins then in the profile's zone.
	Day evidence.Date `json:"day" required:"true"`
	// Before and After are the verdicts on the whole, and ProvisionalUntil the last
	// day the one after holds if it is provisional.
	Before           Conformity     `json:"before" required:"true"`
	After            Conformity     `json:"after" required:"true"`
	ProvisionalUntil *evidence.Date `json:"provisionalUntil,omitzero"`
	// Criteria are those that change, in the order of the verdict.
	Criteria []EventChange `json:"criteria" required:"true"`
	// Onboarding is where the onboarding stands, if that changes.
	Onboarding *EventOnboarding `json:"onboarding,omitzero"`
}

// EventChange is a criterion that changes by itself, and because of what.
type EventChange struct {
	Criterion string `json:"criterion" required:"true"`
	// Obligation is the one that counts: see [Result.Obligation].
	Obligation profiles.Obligation `json:"obligation" required:"true"`
	Before     EventState          `json:"before" required:"true"`
	After      EventState          `json:"after" required:"true"`
	// Causes are what begins or ends at that instant and makes the change: without
	// one of them the change would not be, or would be another, or it alone makes
	// a change. There is at least one.
	Causes []EventCause `json:"causes" required:"true" minItems:"1"`
	// MoreCauses reports that there are more than [MaxEventCauses].
	MoreCauses bool `json:"moreCauses,omitzero"`
}

// EventState is how a criterion stands before or after an event.
type EventState struct {
	Outcome Outcome `json:"outcome" required:"true"`
	// Standing is absent in force: see [Result.Standing].
	Standing criteria.Standing `json:"standing,omitzero"`
	// Waived reports whether a waiver accepts the outcome.
	Waived bool `json:"waived,omitzero"`
	// DueBy is the last day the criterion may stay unmet: see [Result.DueBy].
	DueBy *evidence.Date `json:"dueBy,omitzero"`
	// Equivalences are those the outcome rests on: see [Result.Equivalences].
	Equivalences []string `json:"equivalences,omitzero"`
}

// EventOnboarding is where an onboarding stands before and after an event.
type EventOnboarding struct {
	Before OnboardingState `json:"before" required:"true"`
	After  OnboardingState `json:"after" required:"true"`
}

// OnboardingState is where an onboarding stands; see [AppliedOnboarding]. A term
// is absent if none runs.
type OnboardingState struct {
	Status          OnboardingStatus `json:"status" required:"true"`
	ToList          TermStatus       `json:"toList,omitzero"`
	Recertification TermStatus       `json:"recertification,omitzero"`
	Sunset          TermStatus       `json:"sunset,omitzero"`
}

// EventCauseKind is what makes a verdict change by itself. There is no zero
// EventCauseKind.
type EventCauseKind string

// The kinds of causes.
const (
	EventProofEnds      EventCauseKind = "proofEnds"      // its validity has ended
	EventProofTooOld    EventCauseKind = "proofTooOld"    // it has become older than the profile demands
	EventProofLongAgo   EventCauseKind = "proofLongAgo"   // its period ended longer ago than the profile bridges
	EventProofBegins    EventCauseKind = "proofBegins"    // it begins to count
	EventProofInspected EventCauseKind = "proofInspected" // somebody has looked at it
	EventDateHolds      EventCauseKind = "dateHolds"      // what the rule demands of a date against the day begins to hold
	EventDateLapses     EventCauseKind = "dateLapses"     // and ceases to
	EventDates          EventCauseKind = "dates"          // one of too many dates on which sources disagree
	EventRegionJoined   EventCauseKind = "regionJoined"   // a country becomes a member of a region
	EventRegionLeft     EventCauseKind = "regionLeft"     // a country is no member any more

	EventCriterionBegins     EventCauseKind = "criterionBegins"     // it is asked from that day on
	EventCriterionDeprecated EventCauseKind = "criterionDeprecated" // its end is announced
	EventCriterionEnds       EventCauseKind = "criterionEnds"       // it is asked no more
	EventStageBegins         EventCauseKind = "stageBegins"         // the stage begins to bind
	EventListed              EventCauseKind = "listed"              // the listing begins, from which terms run

	EventWaiverBegins      EventCauseKind = "waiverBegins"
	EventWaiverEnds        EventCauseKind = "waiverEnds"
	EventEquivalenceBegins EventCauseKind = "equivalenceBegins"
	EventEquivalenceEnds   EventCauseKind = "equivalenceEnds"

	// EventClocksBack: clocks go back across midnight, and the calendar shows the
	// day before once more.
	EventClocksBack EventCauseKind = "clocksBack"
)

// Values returns the accepted values.
func (EventCauseKind) Values() []string {
	return []string{"proofEnds", "proofTooOld", "proofLongAgo", "proofBegins", "proofInspected", "dateHolds", "dateLapses", "dates", "regionJoined", "regionLeft",
		"criterionBegins", "criterionDeprecated", "criterionEnds", "stageBegins", "listed",
		"waiverBegins", "waiverEnds", "equivalenceBegins", "equivalenceEnds", "clocksBack"}
}

// EventCause is what begins or ends at an event. Which fields it has follows from
// its kind.
type EventCause struct {
	Kind EventCauseKind `json:"kind" required:"true"`
	// Proof is the proof, as reasons name it.
	Proof string `json:"proof,omitzero"`
	// Path is the fact whose date the rule compares with the day, or which names
	// the country, down to the element of a list; or the parameter that is the
	// date. It is absent where the rule itself names the date.
	Path string `json:"path,omitzero"`
	// Value is that date or country; absent where the rule computes or chooses it.
	Value evidence.Value `json:"value,omitzero"`
	// Rule is the test, as the catalogue writes it.
	Rule string `json:"rule,omitzero"`
	// Region is the region the country joins or leaves.
	Region string `json:"region,omitzero"`
	// Stage is the stage that begins, or that postpones the criterion given the
	// proof.
	Stage      string        `json:"stage,omitzero"`
	StageTitle evidence.Text `json:"stageTitle,omitzero"`
	// Waiver and Equivalence are the ids of what begins or ends.
	Waiver      string `json:"waiver,omitzero"`
	Equivalence string `json:"equivalence,omitzero"`
}

// Next returns the first event; nil if none was found.
func (h *Horizon) Next() *Event {
	if len(h.Events) == 0 {
		return nil
	}
	return &h.Events[0]
}

// HoldsUntil returns the last instant at which the verdict of now still holds as
// it is, and whether it then changes: if not, what comes after was not looked at.
// It is what a service that keeps a verdict waits for.
func (h *Horizon) HoldsUntil() (last time.Time, changes bool) {
	if e := h.Next(); e != nil {
		return e.At.Add(-1), true
	}
	if h.Through != nil {
		return h.Through.Time, false
	}
	return h.Until.Time, false
}

// EncodeJSON writes the horizon. Equal horizons give equal bytes.
func (h *Horizon) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(h) }

// DecodeHorizon reads what [Horizon.EncodeJSON] wrote, as strictly as
// [DecodeVerdict] and within the same limits.
func DecodeHorizon(name string, data []byte) (*Horizon, error) {
	return decodeStored[Horizon](name, data)
}

// Horizon finds all events after one instant and up to another, that included.
// The options are those of [Evaluator.Evaluate], which gives the verdict that
// changes.
//
// The error is one of [Evaluator.Evaluate], [ErrInstant] also for the end, or
// [ErrUntil].
func (e *Evaluator) Horizon(ctx context.Context, dossier *evidence.Dossier, at, until time.Time, opts ...Option) (Horizon, error) {
	if err := checkUntil(at, until); err != nil {
		return Horizon{}, err
	}
	r, err := e.begin(dossier, at, opts)
	if err != nil {
		return Horizon{}, err
	}
	defer r.end()
	h := Horizon{Trias: HorizonFormat, Subject: dossier.Subject(), At: Instant{at.UTC()}, Day: r.today, Zone: e.profile.Zone().String(),
		Profile: e.profile.ID(), ProfileVersion: e.profile.Version(), Catalogue: e.catalogue.ID(), CatalogueVersion: e.catalogue.Version(),
		Digests: r.digests()}
	o, err := r.lookAhead(ctx, until, MaxEvents)
	if err != nil {
		return Horizon{}, err
	}
	h.Conformity, h.ProvisionalUntil = o.began.conformity, o.began.until
	h.Confidential = r.confidentiality()
	h.Events, h.Until, h.Through = r.masked(h.Confidential).events(o.events), Instant{until.UTC()}, o.through
	return h, nil
}

func checkUntil(at, until time.Time) error {
	if until.Before(at) {
		return fmt.Errorf("%w: from %s to %s", ErrUntil, at.UTC().Format(time.RFC3339), until.UTC().Format(time.RFC3339))
	}
	return checkInstant(until)
}

// VerdictHorizon is until when a verdict holds by itself.
type VerdictHorizon struct {
	// Until is the last instant that was asked about.
	Until Instant `json:"until" required:"true"`
	// Next is the first event after the verdict's instant; absent if there is none.
	Next *Event `json:"next,omitzero"`
	// Through is the last instant up to which there is no event, where a bound
	// ended the search before Until: see [Horizon.Through].
	Through *Instant `json:"through,omitzero"`
}

// WithHorizon makes [Evaluator.Evaluate] find the first event up to an instant,
// see [Verdict.Horizon]. It is refused with [ErrUntil] or [ErrInstant] wherever
// it is given; what gives no verdict does not look ahead.
func WithHorizon(until time.Time) Option {
	return optionFunc(func(o *options) { o.until = &until })
}

// withHorizon adds to a verdict until when it holds.
func (r *run) withHorizon(ctx context.Context, v *Verdict) error {
	until := *r.options.until
	o, err := r.lookAhead(ctx, until, 1)
	if err != nil {
		return err
	}
	v.Horizon = &VerdictHorizon{Until: Instant{until.UTC()}}
	if len(o.events) > 0 {
		v.Horizon.Next = &o.events[0]
	} else {
		v.Horizon.Through = o.through
	}
	return nil
}
