package evaluator

import (
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// WithDecisions gives the records of decisions that waivers, equivalences and
// profiles name. They decide nothing in the verdict, which cites those that what
// it rests on names.
func WithDecisions(records ...profiles.DecisionRecord) Option {
	return optionFunc(func(o *options) { o.decisions = append(o.decisions, records...) })
}

// DecisionStatus says whether the record of a decision fits what names it.
type DecisionStatus string

// The statuses, the first that fits.
const (
	DecisionNotGiven   DecisionStatus = "notGiven"   // no record of that id was given
	DecisionAboutOther DecisionStatus = "aboutOther" // the record is about something else
	DecisionLater      DecisionStatus = "later"      // it was decided after the verdict's day
	DecisionReplaced   DecisionStatus = "replaced"   // another one has replaced it by that day
	DecisionGiven      DecisionStatus = "given"      // it is the record of what names it
)

// Values returns the accepted values.
func (DecisionStatus) Values() []string {
	return []string{"given", "notGiven", "aboutOther", "later", "replaced"}
}

// CitedDecision is a decision that something names on which the verdict rests,
// and its record.
type CitedDecision struct {
	// Decision is the id by which it is named.
	Decision string `json:"decision" required:"true"`
	// CitedBy is what names it: a profile that states changes, the onboarding of
	// the subject, or a used waiver or equivalence.
	CitedBy profiles.DecisionSubject `json:"citedBy" required:"true"`
	Status  DecisionStatus           `json:"status" required:"true"`
	// ReplacedBy is the id of the decision that has replaced it.
	ReplacedBy string `json:"replacedBy,omitzero"`
	// Record is the record that was given under that id.
	Record *profiles.DecisionRecord `json:"record,omitzero"`
}

// checkDecisions looks at the decision records that are given.
func (o *options) checkDecisions() (err error) {
	if len(o.decisions) > 0 {
		o.decisionsDigest, err = profiles.CheckDecisions(o.decisions)
	}
	return err
}

// cite adds to the verdict the decision that something names, once for each
// thing that names it. The version is empty for what has none.
func (r *run) cite(v *Verdict, kind profiles.Decidable, id string, version evidence.Version, decision string) {
	if decision == "" {
		return
	}
	by := profiles.DecisionSubject{Kind: kind, ID: id, Version: version}
	for _, known := range v.Decisions {
		if known.Decision == decision && known.CitedBy == by {
			return
		}
	}
	cited := CitedDecision{Decision: decision, CitedBy: by, Status: DecisionNotGiven}
	for i := range r.options.decisions {
		record := &r.options.decisions[i]
		if record.ID == decision {
			own := *record
			cited.Record = &own
		}
		if record.Replaces == decision && record.On.Compare(r.today) <= 0 && cited.ReplacedBy == "" {
			cited.ReplacedBy = record.ID
		}
	}
	switch record := cited.Record; {
	case record == nil:
	case !record.About.Covers(by):
		cited.Status = DecisionAboutOther
	case record.On.Compare(r.today) > 0:
		cited.Status = DecisionLater
	case cited.ReplacedBy != "":
		cited.Status = DecisionReplaced
	default:
		cited.Status = DecisionGiven
	}
	v.Decisions = append(v.Decisions, cited)
}

// citations adds the decisions that what the verdict rests on names: recorded
// changes of the profile, its onboarding record, and waivers and equivalences
// that were used, in that order.
func (r *run) citations(v *Verdict) {
	for _, t := range v.Tailoring {
		for i := range t.Changes {
			r.cite(v, profiles.AboutProfile, t.Profile, t.Version, t.Changes[i].Decision)
		}
	}
	if o := v.Onboarding; o != nil && o.Status != OnboardingNotMatched {
		r.cite(v, profiles.AboutOnboarding, o.Subject, v.Subject.Version, o.Decision)
	}
	for i := range v.Waivers {
		if w := &v.Waivers[i]; w.Status == WaiverUsed {
			r.cite(v, profiles.AboutWaiver, w.ID, "", w.Decision)
		}
	}
	for i := range v.Equivalences {
		if e := &v.Equivalences[i]; e.Status == EquivalenceUsed {
			r.cite(v, profiles.AboutEquivalence, e.ID, "", e.Decision)
		}
	}
}
