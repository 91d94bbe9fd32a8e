package evaluator

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// OnboardingFormat is the format marker of an onboarding record.
const OnboardingFormat = "onboarding/v1"

// ErrTwoOnboardings is returned for two onboarding records of the subject under
// the same profile: terms cannot run from two listings.
var ErrTwoOnboardings = errors.New("two onboarding records are about the same subject and profile")

// ErrOnboardingInTender is returned for an onboarding record within a tender:
// bidders are treated alike, and a term that runs from one bidder's listing gives
// it time that others do not have. Stages that begin on a day count for all.
var ErrOnboardingInTender = errors.New("onboarding records have no place in a tender")

// Onboarding is what an authority or marketplace records about taking up a
// subject under a profile: when somebody applied, when it was decided, and since
// when the subject is listed. It is the assessor's, given beside the dossier and
// never inside it: nobody states its own admission. Terms of stages run from the
// listing.
//
// A day after the day of a verdict has not come for that verdict: a record that
// lists a subject next week lists nothing today.
type Onboarding struct {
	// Subject names what was taken up.
	Subject string `json:"subject" required:"true" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// Version restricts the record to one version of the subject. Left out, the
	// listing goes on from version to version, and so do its terms: a new version
	// begins no new grace.
	Version evidence.Version `json:"version,omitzero"`
	// Profile names what it was taken up under.
	Profile string `json:"profile" required:"true" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// Authority is who decides and keeps the list.
	Authority string `json:"authority" required:"true" pattern:"[^ ]" maxLen:"200"`
	// Applied is the day of the complete application.
	Applied evidence.Date `json:"applied" required:"true"`
	// Decided is the day of the decision, and Refused says that it turned the
	// application down.
	Decided *evidence.Date `json:"decided,omitzero"`
	Refused bool           `json:"refused,omitzero"`
	// Listed is the first day the subject is listed: its admission.
	Listed *evidence.Date `json:"listed,omitzero"`
	// Recertified are the days of later recertifications, the earliest first.
	Recertified []evidence.Date `json:"recertified,omitzero"`
	// EndOfLife is the last day of the listing that provider or authority have
	// announced.
	EndOfLife *evidence.Date `json:"endOfLife,omitzero"`
	// Decision is the id of the decision record on it.
	Decision string `json:"decision,omitzero" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
}

// OnboardingStatus says where an onboarding stands on the day of a verdict.
type OnboardingStatus string

// The statuses.
const (
	OnboardingNotMatched OnboardingStatus = "notMatched" // another subject, version or profile
	OnboardingToCome     OnboardingStatus = "toCome"     // the application is of a later day
	OnboardingOpen       OnboardingStatus = "open"       // applied for, not decided
	OnboardingDecided    OnboardingStatus = "decided"    // decided, not listed
	OnboardingRefused    OnboardingStatus = "refused"    // turned down
	OnboardingListed     OnboardingStatus = "listed"     // listed
	OnboardingEnded      OnboardingStatus = "ended"      // no longer listed
)

// Values returns the accepted values.
func (OnboardingStatus) Values() []string {
	return []string{"notMatched", "toCome", "open", "decided", "refused", "listed", "ended"}
}

// TermStatus says what became of a time limit by the day of a verdict.
type TermStatus string

// The statuses.
const (
	TermInTime  TermStatus = "inTime"  // kept
	TermLate    TermStatus = "late"    // done, and after its last day
	TermOpen    TermStatus = "open"    // not done, and its last day is to come
	TermOverdue TermStatus = "overdue" // not done, and its last day has passed
	TermEnded   TermStatus = "ended"   // nothing is due any more: the listing has ended
)

// Values returns the accepted values.
func (TermStatus) Values() []string { return []string{"inTime", "late", "open", "overdue", "ended"} }

// Track is the way an application takes.
type Track string

// The tracks.
const (
	OrdinaryTrack Track = "ordinary"
	FastTrack     Track = "fastTrack" // the dossier holds the proof that [profiles.FastTrack] names
)

// Values returns the accepted values.
func (Track) Values() []string { return []string{"ordinary", "fastTrack"} }

// SunsetCause says why a listing ends.
type SunsetCause string

// The causes.
const (
	SunsetAnnounced SunsetCause = "announced"             // its end was announced
	SunsetMissed    SunsetCause = "missedRecertification" // it was not recertified
)

// Values returns the accepted values.
func (SunsetCause) Values() []string { return []string{"announced", "missedRecertification"} }

// AppliedOnboarding is an onboarding record and where it stands on the day of
// the verdict, by the times the profile sets. Apart from the listing, from which
// terms of stages run, it decides nothing in the verdict.
type AppliedOnboarding struct {
	Onboarding
	Status OnboardingStatus `json:"status" required:"true"`
	// ToList is how long the listing took, or takes so far.
	ToList *ListingTime `json:"toList,omitzero"`
	// Recertification is the next one that is due; absent if the profile asks for
	// none or the subject is not listed.
	Recertification *RecertificationTime `json:"recertification,omitzero"`
	// Sunset is when and why the listing ends; absent while it has no end.
	Sunset *Sunset `json:"sunset,omitzero"`
}

// ListingTime is the time from the application to the listing, or to the day on
// which it was turned down, or else to the day of the verdict.
type ListingTime struct {
	Days int64 `json:"days" required:"true" min:"0"`
	// Limit is the profile's time to list on the track that counts, and By its
	// last day; they and Status are absent if the profile sets none.
	Limit  *evidence.Period `json:"limit,omitzero"`
	By     *evidence.Date   `json:"by,omitzero"`
	Status TermStatus       `json:"status,omitzero"`
	Track  Track            `json:"track" required:"true"`
	// Proofs are those the fast track rests on: they counted on the day of the
	// application.
	Proofs []string `json:"proofs,omitzero"`
}

// RecertificationTime is when the subject is recertified at the latest.
type RecertificationTime struct {
	// Since is the listing or the last recertification, from which the interval
	// runs.
	Since    evidence.Date   `json:"since" required:"true"`
	Interval evidence.Period `json:"interval" required:"true"`
	By       evidence.Date   `json:"by" required:"true"`
	Status   TermStatus      `json:"status" required:"true"`
}

// Sunset is the end of a listing.
type Sunset struct {
	// Ends is the last day of the listing.
	Ends   evidence.Date `json:"ends" required:"true"`
	Cause  SunsetCause   `json:"cause" required:"true"`
	Status TermStatus    `json:"status" required:"true"`
}

type onboardingFile struct {
	Trias string `json:"trias" required:"true" const:"onboarding/v1"`
	Onboarding
}

// DecodeOnboarding reads an onboarding record from YAML or JSON. The error is a
// list of all problems: days that contradict each other are among them.
func DecodeOnboarding(name string, data []byte) (*Onboarding, error) {
	node, err := doc.Parse(name, data, doc.DefaultLimits())
	if node == nil {
		return nil, err
	}
	var f onboardingFile
	problems := append(doc.Problems(nil).With(err), doc.Bind(node, &f)...)
	if len(problems) == 0 {
		problems = f.check(node)
	}
	if len(problems) > 0 {
		problems.Sort()
		return nil, problems
	}
	return &f.Onboarding, nil
}

// EncodeYAML writes the record as a file, byte-stable.
func (o *Onboarding) EncodeYAML() ([]byte, error) {
	return doc.EncodeYAML(onboardingFile{OnboardingFormat, *o})
}

// check reports days that cannot be as the record has them.
func (o *Onboarding) check(node *doc.Node) (problems doc.Problems) {
	report := func(pointer, hint, format string, args ...any) {
		problems = append(problems, node.Find(pointer).Problem(doc.Semantic, fmt.Sprintf(format, args...), hint))
	}
	const dates = "check both days"
	if o.Decided != nil && o.Decided.Compare(o.Applied) < 0 {
		report("/decided", dates, "it was decided on %s, before the application of %s", o.Decided, o.Applied)
	}
	switch {
	case o.Refused && o.Decided == nil:
		report("/refused", "add decided", "it was refused, and the day of the decision is missing")
	case o.Refused && o.Listed != nil:
		report("/listed", "drop one of them", "it was refused and is listed")
	case o.Listed != nil && o.Decided == nil:
		report("/listed", "add decided", "it is listed, and the day of the decision is missing")
	case o.Listed != nil && o.Listed.Compare(*o.Decided) < 0:
		report("/listed", dates, "it was listed on %s, before the decision of %s", o.Listed, o.Decided)
	}
	for i, day := range o.Recertified {
		at := fmt.Sprintf("/recertified/%d", i)
		switch {
		case o.Listed == nil:
			report(at, "add listed", "it was recertified on %s and never listed", day)
		case i == 0 && day.Compare(*o.Listed) <= 0:
			report(at, dates, "it was recertified on %s, not after its listing of %s", day, o.Listed)
		case i > 0 && day.Compare(o.Recertified[i-1]) <= 0:
			report(at, "write the earliest first", "the recertification of %s follows that of %s", day, o.Recertified[i-1])
		}
	}
	switch {
	case o.EndOfLife == nil:
	case o.Listed == nil:
		report("/endOfLife", "add listed", "the end of a listing is stated, and the listing is missing")
	case o.EndOfLife.Compare(*o.Listed) < 0:
		report("/endOfLife", dates, "the listing ends on %s, before it began on %s", o.EndOfLife, o.Listed)
	}
	return problems
}

// WithOnboarding gives the onboarding record of the subject under the profile,
// from whose listing the terms of stages run. Of several records, for a ladder of
// profiles say, the one counts that is about the profile; two that do are refused
// with [ErrTwoOnboardings], and within a tender any is with
// [ErrOnboardingInTender].
func WithOnboarding(records ...Onboarding) Option {
	return optionFunc(func(o *options) { o.onboarding = append(o.onboarding, records...) })
}

// checkOnboardings refuses records built in Go that a file could not state, and
// returns the digest of the others.
func checkOnboardings(records []Onboarding) (string, error) {
	files := make([]onboardingFile, len(records))
	for i, o := range records {
		files[i] = onboardingFile{OnboardingFormat, o}
		text, err := doc.EncodeJSON(files[i])
		if err != nil {
			return "", fmt.Errorf("onboarding: %w", err)
		}
		if _, err := DecodeOnboarding("onboarding.json", text); err != nil {
			return "", err
		}
	}
	text, err := doc.Canonical(files)
	if err != nil {
		return "", fmt.Errorf("onboarding: %w", err)
	}
	return doc.Digest(text), nil
}

// about reports whether the record is about the subject under the profile.
func (o *Onboarding) about(subject *evidence.Subject, profile string) bool {
	return o.Subject == subject.ID && (o.Version == "" || o.Version == subject.Version) && o.Profile == profile
}

// onboard finds the record that counts and the listing terms run from.
func (r *run) onboard() error {
	subject := r.dossier.Subject()
	r.record, r.listed = nil, nil
	for i := range r.options.onboarding {
		o := &r.options.onboarding[i]
		if !o.about(&subject, r.evaluator.profile.ID()) {
			continue
		}
		if r.record != nil {
			return fmt.Errorf("%w: %s under %s", ErrTwoOnboardings, o.Subject, o.Profile)
		}
		r.record = o
		if o.Listed != nil && o.Listed.Compare(r.today) <= 0 {
			r.listed = o.Listed
		}
	}
	return nil
}

// onboarding says where the onboarding stands; nil if no record is given.
func (r *run) onboarding() *AppliedOnboarding {
	if len(r.options.onboarding) == 0 {
		return nil
	}
	if r.record == nil {
		return &AppliedOnboarding{Onboarding: r.options.onboarding[0].clone(), Status: OnboardingNotMatched}
	}
	o := &AppliedOnboarding{Onboarding: r.record.clone()}
	come := func(d *evidence.Date) bool { return d != nil && d.Compare(r.today) <= 0 }
	switch {
	case !come(&o.Applied):
		o.Status = OnboardingToCome
		return o
	case come(o.Listed):
		o.Status = OnboardingListed
	case o.Refused && come(o.Decided):
		o.Status = OnboardingRefused
	case come(o.Decided):
		o.Status = OnboardingDecided
	default:
		o.Status = OnboardingOpen
	}
	rules := r.evaluator.profile.Onboarding()
	if rules == nil {
		rules = &profiles.OnboardingRules{}
	}
	o.ToList = r.toList(o, rules)
	if o.Status == OnboardingListed {
		r.endure(o, rules)
	}
	return o
}

// toList measures the time to list.
func (r *run) toList(o *AppliedOnboarding, rules *profiles.OnboardingRules) *ListingTime {
	end, done := r.today, true
	switch o.Status {
	case OnboardingListed:
		end = *o.Listed
	case OnboardingRefused:
		end = *o.Decided
	default:
		done = false
	}
	t := &ListingTime{Days: daysBetween(o.Applied, end), Track: OrdinaryTrack}
	limit := rules.TimeToList
	if demand := r.evaluator.profile.FastTrack(); demand != nil && demand.Satisfied(r.proofs, r.everyProof(), o.Applied) {
		t.Track, limit = FastTrack, &rules.FastTrack.TimeToList
		for i := range r.proofs {
			if demand.Supports(&r.proofs[i], o.Applied) {
				t.Proofs = append(t.Proofs, r.proofs[i].Ref)
			}
		}
		slices.Sort(t.Proofs)
		t.Proofs = slices.Compact(t.Proofs)
	}
	if limit == nil {
		return t
	}
	by := o.Applied.Add(*limit)
	t.Limit, t.By = evidence.Known(*limit), &by
	switch kept := end.Compare(by) <= 0; {
	case done && kept:
		t.Status = TermInTime
	case done:
		t.Status = TermLate
	case kept:
		t.Status = TermOpen
	default:
		t.Status = TermOverdue
	}
	return t
}

// endure says how long a listing lasts: until the announced end or, where a
// recertification was missed, the profile's sunset after it, whichever is first.
func (r *run) endure(o *AppliedOnboarding, rules *profiles.OnboardingRules) {
	if o.EndOfLife != nil {
		o.Sunset = &Sunset{Ends: *o.EndOfLife, Cause: SunsetAnnounced}
	}
	if rules.Recertification != nil {
		t := &RecertificationTime{Since: *o.Listed, Interval: *rules.Recertification, Status: TermOpen}
		for _, day := range o.Recertified {
			if day.Compare(r.today) <= 0 {
				t.Since = day
			}
		}
		t.By = t.Since.Add(t.Interval)
		if t.By.Compare(r.today) < 0 {
			t.Status = TermOverdue
			if rules.Sunset != nil {
				if ends := t.By.Add(*rules.Sunset); o.Sunset == nil || ends.Compare(o.Sunset.Ends) < 0 {
					o.Sunset = &Sunset{Ends: ends, Cause: SunsetMissed}
				}
			}
		}
		o.Recertification = t
	}
	if o.Sunset == nil {
		return
	}
	o.Sunset.Status = TermOpen
	if o.Sunset.Ends.Compare(r.today) < 0 {
		o.Status, o.Sunset.Status = OnboardingEnded, TermEnded
		if o.Recertification != nil {
			o.Recertification.Status = TermEnded
		}
	}
}

// clone is for a verdict to own.
func (o *Onboarding) clone() Onboarding {
	c := *o
	c.Recertified = slices.Clone(o.Recertified)
	return c
}

// everyProof lists all proofs of the dossier, for demands that do not ask what a
// proof covers.
func (r *run) everyProof() []int {
	for i := len(r.all); i < len(r.proofs); i++ {
		r.all = append(r.all, i)
	}
	return r.all[:len(r.proofs)]
}

func daysBetween(from, to civil.Date) int64 {
	return int64(to.Start(time.UTC).Sub(from.Start(time.UTC)) / (24 * time.Hour))
}
