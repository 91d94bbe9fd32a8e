package report

import (
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// onboardingTexts are what a report says of an onboarding record.
type onboardingTexts struct {
	Title  string `json:"title" required:"true"`
	Digest string `json:"digest" required:"true"`
	// Status is where it stands; About and AboutVersion are what one is about
	// that is about something else.
	Status       map[string]string `json:"status" required:"true"`
	About        string            `json:"about" required:"true"`
	AboutVersion string            `json:"aboutVersion" required:"true"`
	Rows         onboardingRows    `json:"rows" required:"true"`
	Days         plural            `json:"days" required:"true"`
	// ToList is the time to list by its status, or soFar and done without a
	// limit; Track and Tracks name the proofs of a fast track.
	ToList map[string]string `json:"toList" required:"true"`
	Track  string            `json:"track" required:"true"`
	Tracks string            `json:"tracks" required:"true"`
	// Recertification is the next one by its status, Ends the end of the listing
	// by its cause, with Past if it has passed.
	Recertification map[string]string `json:"recertification" required:"true"`
	Ends            map[string]string `json:"ends" required:"true"`
	// Times are the times a profile sets, in a list of profiles.
	Times struct {
		TimeToList      string `json:"timeToList" required:"true"`
		FastTrack       string `json:"fastTrack" required:"true"`
		Recertification string `json:"recertification" required:"true"`
		Sunset          string `json:"sunset" required:"true"`
	} `json:"times" required:"true"`
}

type onboardingRows struct {
	Authority       string `json:"authority" required:"true"`
	ToList          string `json:"toList" required:"true"`
	Track           string `json:"track" required:"true"`
	Recertification string `json:"recertification" required:"true"`
	Ends            string `json:"ends" required:"true"`
	Decision        string `json:"decision" required:"true"`
}

// dueBy says until when a result may stay as it is, and on which proofs.
func (r *renderer) dueBy(x *evaluator.Result) string {
	if x.Given == nil {
		return fill(r.DueBy, "date", r.date(*x.DueBy))
	}
	return r.DueByGiven.Count(len(x.Given), "date", r.date(*x.DueBy), "proofs", join(x.Given, r.ListAnd))
}

// onboarding says where the onboarding stands, if a record was given.
func (r *renderer) onboarding() {
	o := r.verdict.Onboarding
	if o == nil || r.chosen != nil {
		return
	}
	t := &r.language.Onboarding
	r.title(t.Title)
	day := func(d *evidence.Date) string {
		if d == nil {
			return r.Values.Unknown
		}
		return r.date(*d)
	}
	about := t.About
	if o.Version != "" {
		about = t.AboutVersion
	}
	r.page.text(atSection, 2, plain, fill(t.Status[string(o.Status)], "applied", r.date(o.Applied), "decided", day(o.Decided), "listed", day(o.Listed),
		"about", fill(about, "subject", o.Subject, "version", string(o.Version), "profile", o.Profile)))
	rows := []row{{t.Rows.Authority, o.Authority}}
	if x := o.ToList; x != nil {
		rows = append(rows, row{t.Rows.ToList, r.toList(x, o.Status)})
		if x.Track == evaluator.FastTrack {
			text := t.Track
			if len(x.Proofs) > 1 {
				text = t.Tracks
			}
			rows = append(rows, row{t.Rows.Track, fill(text, "proofs", join(x.Proofs, r.ListAnd))})
		}
	}
	if x := o.Recertification; x != nil {
		rows = append(rows, row{t.Rows.Recertification, fill(t.Recertification[string(x.Status)],
			"by", r.date(x.By), "interval", r.period(x.Interval), "since", r.date(x.Since))})
	}
	if x := o.Sunset; x != nil {
		past := ""
		if x.Status == evaluator.TermEnded {
			past = "Past"
		}
		rows = append(rows, row{t.Rows.Ends, fill(t.Ends[string(x.Cause)+past], "ends", r.date(x.Ends))})
	}
	if o.Decision != "" {
		rows = append(rows, row{t.Rows.Decision, o.Decision})
	}
	r.page.table(atCriterion, rows)
}

// toList is the time to list in words.
func (r *renderer) toList(x *evaluator.ListingTime, status evaluator.OnboardingStatus) string {
	key := string(x.Status)
	if key == "" {
		key = "soFar"
		if status == evaluator.OnboardingListed || status == evaluator.OnboardingRefused || status == evaluator.OnboardingEnded {
			key = "done"
		}
	}
	limit, by := "", ""
	if x.Limit != nil && x.By != nil {
		limit, by = r.period(*x.Limit), r.date(*x.By)
	}
	t := &r.language.Onboarding
	return strings.TrimSpace(fill(t.ToList[key], "days", t.Days.Count(int(x.Days)), "limit", limit, "by", by))
}

// later lists the stages of a profile, and the times it sets for onboarding.
func (r *renderer) later(p *profiles.Profile) {
	stages := p.Stages()
	for i := range stages {
		s := &stages[i]
		r.page.text(atSection, 2, plain, fill(r.Levels.Listed, "stage", r.stageName(s), "when", r.Chain(r.begins(s, nil)...),
			"adds", r.Levels.Has.Count(len(s.Criteria)), "criteria", r.Enumerate(s.Criteria...)))
	}
	o, t := p.Onboarding(), &r.language.Onboarding.Times
	if o == nil {
		return
	}
	var times []string
	if o.TimeToList != nil {
		times = append(times, fill(t.TimeToList, "limit", r.period(*o.TimeToList)))
	}
	if o.FastTrack != nil {
		words, err := r.demand(o.FastTrack.Proof)
		if err != nil && r.err == nil {
			r.err = err
		}
		times = append(times, fill(t.FastTrack, "limit", r.period(o.FastTrack.TimeToList), "proof", words))
	}
	if o.Recertification != nil {
		times = append(times, fill(t.Recertification, "interval", r.period(*o.Recertification)))
	}
	if o.Sunset != nil {
		times = append(times, fill(t.Sunset, "sunset", r.period(*o.Sunset)))
	}
	r.page.text(atSection, 2, plain, strings.Join(times, " "))
}
