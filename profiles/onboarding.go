package profiles

import (
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// OnboardingRules are the times an authority or marketplace sets itself and those
// it lists under the profile: how soon it lists who applied, and how often the
// listed are looked at again. They decide nothing in a verdict's conformity; the
// verdict shows them beside the dates of the onboarding record. Each is optional.
type OnboardingRules struct {
	// TimeToList is how long after the application the subject is listed at the
	// latest, or turned down. On the last day of the period it is in time.
	TimeToList *evidence.Period `json:"timeToList,omitzero"`
	// FastTrack is a shorter time for a subject that holds a recognised proof.
	FastTrack *FastTrack `json:"fastTrack,omitzero"`
	// Recertification is how long after its listing, or after the last
	// recertification, the subject is recertified at the latest.
	Recertification *evidence.Period `json:"recertification,omitzero"`
	// Sunset is how long after a missed recertification the listing ends. Left
	// out, a listing does not end by itself.
	Sunset *evidence.Period `json:"sunset,omitzero"`
}

// FastTrack is a shorter time to list for who holds a recognised proof.
type FastTrack struct {
	// Proof is what the proofs of the dossier must satisfy on the day of the
	// application, whatever facts they cover. See [DemandLanguage].
	Proof string `json:"proof" required:"true" maxLen:"2000"`
	// TimeToList is the shorter time.
	TimeToList evidence.Period `json:"timeToList" required:"true"`
}

// resolveOnboarding takes the rules the profile states, and else all of its
// base's.
func (p *Profile) resolveOnboarding(file string, node *doc.Node, report func(pointer, hint, format string, args ...any), problems *doc.Collector) {
	o := p.definition.Onboarding
	if o == nil {
		if p.base != nil {
			p.onboarding, p.fastTrack = p.base.onboarding, p.base.fastTrack
		}
		return
	}
	p.onboarding = o
	if *o == (OnboardingRules{}) {
		report("/onboarding", "give timeToList or recertification, or leave it out", "the onboarding sets no time")
	}
	if o.Sunset != nil && o.Recertification == nil {
		report("/onboarding/sunset", "give recertification, too", "a listing ends after a missed recertification, and none is asked for")
	}
	if o.FastTrack == nil {
		return
	}
	if o.TimeToList == nil {
		report("/onboarding/fastTrack", "give timeToList beside it", "a fast track is a shorter time to list, and there is no other")
	} else if !o.FastTrack.TimeToList.NoLonger(*o.TimeToList) {
		report("/onboarding/fastTrack/timeToList", "make it shorter", "the fast track is %s, which is not surely shorter than %s", o.FastTrack.TimeToList, o.TimeToList)
	}
	var ps doc.Problems
	if p.fastTrack, ps = compileGiven(o.FastTrack.Proof, file, "/onboarding/fastTrack/proof", node); len(ps) > 0 {
		problems.Add(ps...)
	}
}

// Onboarding returns the times the profile sets for listing, recertification and
// sunset, or inherits as a whole; nil if none. It must not be changed.
func (p *Profile) Onboarding() *OnboardingRules { return p.onboarding }

// FastTrack returns the compiled demand of [OnboardingRules.FastTrack], nil if
// there is none. It is for the evaluator; the demand's type is internal.
func (p *Profile) FastTrack() *rules.Demand { return p.fastTrack }
