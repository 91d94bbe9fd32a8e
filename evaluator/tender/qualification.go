package tender

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Qualification says who is let in to a dynamic purchasing system, and until when
// that holds by itself. In Germany §§ 22 to 24 VgV, after Directive 2014/24/EU,
// Art. 34: the system is open to all who meet the criteria as long as it runs
// (§ 22(4) VgV), and those let in are invited to each single award (§ 23(6) VgV).
// A call for offers names the qualification and does not look at the exclusion
// criteria again, as long as it has not lapsed.
type Qualification struct {
	Trias string `json:"trias" required:"true" const:"qualification/v1"`
	// Tender names what was announced to qualify for.
	Tender Ref `json:"tender" required:"true"`
	// At is the instant it is given for, Day its calendar day, and Until the last
	// instant that was looked at for when it ends.
	At    evaluator.Instant `json:"at" required:"true"`
	Day   *evidence.Date    `json:"day,omitzero"`
	Until evaluator.Instant `json:"until" required:"true"`
	// Profile, Catalogue and Equivalences identify what was asked. The last is absent
	// if none were accepted.
	Profile      Named  `json:"profile" required:"true"`
	Catalogue    Named  `json:"catalogue" required:"true"`
	Equivalences string `json:"equivalences,omitzero" pattern:"^sha256:[0-9a-f]{64}$"`
	// Exclusion are the exclusion criteria that were looked at.
	Exclusion []string `json:"exclusion" required:"true"`
	// Seal are the minimum levels that were looked at.
	Seal *SealMinimum `json:"seal,omitzero"`
	// Bidders are all who applied, by id.
	Bidders []Qualified `json:"bidders" required:"true"`
}

// Named identifies what was applied.
type Named struct {
	ID      string           `json:"id" required:"true"`
	Version evidence.Version `json:"version" required:"true"`
	Digest  string           `json:"digest" required:"true" pattern:"^sha256:[0-9a-f]{64}$"`
}

// QualifiedStatus says what became of an application.
type QualifiedStatus string

// The statuses.
const (
	IsQualified     QualifiedStatus = "qualified"
	NotQualified    QualifiedStatus = "notQualified" // an exclusion criterion is not met
	QualifiedIsOpen QualifiedStatus = "open"         // an exclusion criterion is open
)

// Values returns the accepted values.
func (QualifiedStatus) Values() []string { return []string{"qualified", "notQualified", "open"} }

// Qualified is one bidder with one subject, and what became of the application.
type Qualified struct {
	ID     string `json:"id" required:"true"`
	Bidder string `json:"bidder,omitzero"`
	// Subject is what was assessed, and Dossier the digest of its evidence.
	Subject evaluator.SubjectRef `json:"subject" required:"true"`
	Dossier string               `json:"dossier" required:"true" pattern:"^sha256:[0-9a-f]{64}$"`
	Status  QualifiedStatus      `json:"status" required:"true"`
	// Unmet, Open, Results, Confidential, Gates and Requests are those of [Assessed].
	Unmet        []string                   `json:"unmet,omitzero"`
	Open         []string                   `json:"open,omitzero"`
	Results      []evaluator.Result         `json:"results,omitzero"`
	Confidential *evaluator.Confidentiality `json:"confidential,omitzero"`
	Gates        []score.Gate               `json:"gates,omitzero"`
	Requests     []Request                  `json:"requests,omitzero"`
	// Ends is when the qualification ends by itself; absent if it does not up to
	// [Qualification.Until], or up to Through.
	Ends *Ending `json:"ends,omitzero"`
	// Through is the last instant up to which it surely does not end, where a bound
	// ended the search before: see [evaluator.Horizon.Through].
	Through *evaluator.Instant `json:"through,omitzero"`
}

// Ending is when a qualification ends by itself, and why.
type Ending struct {
	// At is the first instant at which it does not hold, and Day its calendar day.
	At  evaluator.Instant `json:"at" required:"true"`
	Day evidence.Date     `json:"day" required:"true"`
	// Criteria are the exclusion criteria that are no longer met then, and what
	// begins or ends at that instant and makes them so.
	Criteria []evaluator.EventChange `json:"criteria" required:"true" minItems:"1"`
}

// LapseReason says why a qualification does not carry an offer.
type LapseReason string

// The reasons.
const (
	// NotListed: the qualification has no bidder of that id.
	NotListed LapseReason = "notListed"
	// WasNotQualified: it has, and did not let it in.
	WasNotQualified LapseReason = "notQualified"
	// HorizonPassed: it has ended by itself, or nobody looked as far as this day.
	HorizonPassed LapseReason = "horizonPassed"
	// ProfileChanged: the tender asks by another profile, or excludes by more.
	ProfileChanged LapseReason = "profileChanged"
	// DossierChanged: the evidence is not that which qualified.
	DossierChanged LapseReason = "dossierChanged"
	// NoLongerMet: the exclusion criteria are not met on the day of the tender,
	// although nothing says that the qualification has ended.
	NoLongerMet LapseReason = "noLongerMet"
	// Earlier: the day of the tender is before that of the qualification.
	Earlier LapseReason = "earlier"
)

// Values returns the accepted values.
func (LapseReason) Values() []string {
	return []string{"notListed", "notQualified", "horizonPassed", "profileChanged", "dossierChanged", "noLongerMet", "earlier"}
}

// Lapse says why a qualification does not carry an offer. All reasons are given.
type Lapse struct {
	Reasons []LapseReason `json:"reasons" required:"true" minItems:"1"`
	// Ended is when and why it ended by itself, if it did.
	Ended *Ending `json:"ended,omitzero"`
}

// Confidential adds up what is confidential in the applications; nil if nothing is.
func (q *Qualification) Confidential() *evaluator.Confidentiality {
	if q == nil {
		return nil
	}
	var all []*evaluator.Confidentiality
	for i := range q.Bidders {
		all = append(all, q.Bidders[i].Confidential)
	}
	return evaluator.AllConfidential(all...)
}

// EncodeJSON writes the qualification. Equal qualifications give equal bytes.
func (q *Qualification) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(q) }

// DecodeQualification reads what [Qualification.EncodeJSON] wrote, strictly.
func DecodeQualification(name string, data []byte) (*Qualification, error) {
	return doc.ReadJSON[Qualification](name, data, evaluator.VerdictLimits())
}

// Digest is the digest of the qualification.
func (q *Qualification) Digest() (string, error) {
	text, err := doc.Canonical(q)
	if err != nil {
		return "", fmt.Errorf("digest of the qualification: %w", err)
	}
	return doc.Digest(text), nil
}

// find returns the bidder of an id.
func (q *Qualification) find(id string) *Qualified {
	for i := range q.Bidders {
		if q.Bidders[i].ID == id {
			return &q.Bidders[i]
		}
	}
	return nil
}

// DefaultUntil is how far [Qualify] looks if it is told nothing else, in years.
const DefaultUntil = 4

// ErrNoProfile is returned where exclusion criteria are to be looked at and the
// tender names no profile.
var ErrNoProfile = errors.New("the tender names no profile")

// Qualify looks at the exclusion criteria of all who apply, and says of each who is
// let in until when that holds by itself: up to [Options.Until], or four years.
//
// A minimum level of the EU Cloud Sovereignty Framework is looked at on that day
// only, and again in every call for offers: when its proofs end is not part of the
// horizon.
func Qualify(ctx context.Context, t *Tender, offers []Offer, opts Options) (*Qualification, error) {
	if t == nil || t.node == nil {
		return nil, ErrNoTender
	}
	if t.profile == nil {
		return nil, ErrNoProfile
	}
	checked, err := Check(t)
	if err != nil {
		return nil, err
	}
	if err := checked.Errors(); err != nil {
		return nil, err
	}
	at := t.At()
	until := opts.Until
	if until.IsZero() {
		until = at.AddDate(DefaultUntil, 0, 0)
	}
	r := ranker{Tender: t, opts: opts, qualifying: true}
	if err := r.checkOffers(offers); err != nil {
		return nil, err
	}
	if r.scored, err = t.scoredFacts(); err != nil {
		return nil, err
	}
	q := &Qualification{Trias: QualificationFormat, Tender: *t.ref(opts.Announced), At: evaluator.Instant{Time: at.UTC()}, Day: t.definition.Day, Until: evaluator.Instant{Time: until.UTC()},
		Profile:   Named{t.profile.ID(), t.profile.Version(), t.profile.Digest()},
		Catalogue: Named{t.catalogue.ID(), t.catalogue.Version(), t.catalogue.Digest()},
		Exclusion: t.exclusion(), Bidders: []Qualified{}}
	if q.Exclusion == nil {
		q.Exclusion = []string{}
	}
	if x := t.definition.Exclusion; x != nil {
		q.Seal = x.Seal
	}
	if len(t.equivalences) > 0 {
		text, err := doc.Canonical(t.equivalences)
		if err != nil {
			return nil, fmt.Errorf("qualification: %w", err)
		}
		q.Equivalences = doc.Digest(text)
	}
	for i, o := range sorted(offers) {
		r.tell(i, len(offers))
		a, _, err := r.assess(ctx, o)
		if err != nil {
			return nil, fmt.Errorf("offer %s: %w", o.ID, err)
		}
		b := Qualified{ID: a.ID, Bidder: a.Bidder, Subject: *a.Subject, Dossier: a.Dossier, Unmet: a.Unmet, Open: a.Open, Results: a.Results, Confidential: a.Confidential, Gates: a.Gates, Requests: a.Requests}
		switch a.Status {
		case Excluded:
			b.Status = NotQualified
		case Inconclusive:
			b.Status = QualifiedIsOpen
		default:
			b.Status = IsQualified
			if err := r.horizon(ctx, o, &b, until); err != nil {
				return nil, fmt.Errorf("offer %s: %w", o.ID, err)
			}
		}
		q.Bidders = append(q.Bidders, b)
	}
	r.tell(len(offers), len(offers))
	return q, nil
}

// horizon finds the first instant at which an exclusion criterion is no longer met.
func (r *ranker) horizon(ctx context.Context, o *Offer, b *Qualified, until time.Time) error {
	h, err := r.evaluator.Horizon(ctx, o.Dossier, r.At(), until, r.evaluation()...)
	if err != nil {
		return err
	}
	excludes := r.excludes()
	for i := range h.Events {
		e := &h.Events[i]
		var lost []evaluator.EventChange
		for _, c := range e.Criteria {
			if excludes[c.Criterion] && keepsOut(c.After) {
				lost = append(lost, c)
			}
		}
		if len(lost) > 0 {
			b.Ends = &Ending{At: e.At, Day: e.Day, Criteria: lost}
			return nil
		}
	}
	b.Through = h.Through
	return nil
}

// keepsOut reports whether an exclusion criterion in that state keeps an offer out.
func keepsOut(s evaluator.EventState) bool {
	return (s.Standing == "" || s.Standing.Counts()) && !s.Outcome.Met() && s.DueBy == nil
}

// lapse says why the qualification does not carry an offer; nil if it does.
func (r *ranker) lapse(o *Offer, a *Assessed) *Lapse {
	q := r.lets
	id := o.Qualified
	if id == "" {
		id = o.ID
	}
	b := q.find(id)
	if b == nil {
		return &Lapse{Reasons: []LapseReason{NotListed}}
	}
	var l Lapse
	ended := b.Ends
	if ended != nil && !r.opts.Authority { // the qualification may be one for the authority
		ended = &Ending{At: ended.At, Day: ended.Day, Criteria: b.Confidential.Mask(ended.Criteria)}
	}
	add := func(reason LapseReason, is bool) {
		if is {
			l.Reasons = append(l.Reasons, reason)
		}
	}
	at := r.At().UTC()
	add(WasNotQualified, b.Status != IsQualified)
	add(Earlier, at.Before(q.At.Time))
	switch {
	case b.Ends != nil && !at.Before(b.Ends.At.Time):
		add(HorizonPassed, true)
		l.Ended = ended
	case b.Ends == nil:
		last := q.Until.Time
		if b.Through != nil {
			last = b.Through.Time
		}
		add(HorizonPassed, at.After(last))
	}
	more := slices.ContainsFunc(r.exclusion(), func(id string) bool { return !slices.Contains(q.Exclusion, id) })
	add(ProfileChanged, q.Profile.Digest != r.profile.Digest() || q.Catalogue.Digest != r.catalogue.Digest() || more)
	add(DossierChanged, o.Dossier != nil && b.Dossier != o.Dossier.Digest())
	if l.Reasons == nil {
		add(NoLongerMet, a.Status == Excluded || a.Status == Inconclusive)
	}
	if l.Reasons == nil {
		return nil
	}
	return &l
}
