package report

import (
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// levelsTexts are what is said of levels of conformity.
type levelsTexts struct {
	None    string `json:"none" required:"true"`
	Reached string `json:"reached" required:"true"`
	Title   string `json:"title" required:"true"`
	// AtOnce and Stage name a level.
	AtOnce string            `json:"atOnce" required:"true"`
	Stage  string            `json:"stage" required:"true"`
	Status map[string]string `json:"status" required:"true"`
	// Term, TermDue and From say when a stage begins to bind, Given for whom.
	Term    string `json:"term" required:"true"`
	TermDue string `json:"termDue" required:"true"`
	From    string `json:"from" required:"true"`
	Given   string `json:"given" required:"true"`
	// Has counts the requirements of a profile's first level, Adds those a level
	// adds.
	Has      plural `json:"has" required:"true"`
	Adds     plural `json:"adds" required:"true"`
	AddsNone string `json:"addsNone" required:"true"`
	// First, Next, Higher and Further head what separates from levels that are not reached.
	First     string `json:"first" required:"true"`
	Next      string `json:"next" required:"true"`
	Higher    string `json:"higher" required:"true"`
	Further   string `json:"further" required:"true"`
	Separates plural `json:"separates" required:"true"`
	Nothing   string `json:"nothing" required:"true"`
	// Listed is a stage in a list of profiles.
	Listed string `json:"listed" required:"true"`
}

// Levels writes the levels of conformity for readers: which are reached, what
// separates the offer from the next one in full, and from higher ones by the
// criteria's ids; [Options.Full] explains those, too. Equal levels and options
// give equal bytes. The error wraps [ErrCatalogue] for another catalogue than
// that of the levels, [ErrLanguage] or [ErrDemand].
func Levels(w io.Writer, l *evaluator.Levels, catalogue *criteria.Catalogue, opts Options) error {
	if err := under(catalogue, l.Catalogue, l.CatalogueVersion, l.CatalogueDigest); err != nil {
		return err
	}
	r, err := begin(opts, catalogue)
	if err != nil {
		return err
	}
	r.verdict, r.full = &evaluator.Verdict{Subject: l.Subject}, true
	for i := range l.Levels {
		if l.Levels[i].Stage != nil {
			r.staged = append(r.staged, l.Levels[i].Profile)
		}
		for _, x := range l.Levels[i].Separates {
			r.fit(x.Criterion)
		}
	}
	r.levels(l, opts.Full)
	return r.finish(w)
}

func (r *renderer) levels(l *evaluator.Levels, full bool) {
	t := &r.language.Levels
	text, level := t.None, ""
	if highest := l.Highest(); highest != nil {
		text, level = t.Reached, r.level(highest)
	}
	colour := green
	if l.Reached == 0 {
		colour = red
	}
	r.page.head(1, 0, colour, fill(text, "subject", r.subject(), "level", level, "n", r.Int(int(l.Reached)), "total", r.Int(len(l.Levels)),
		"catalogue", l.Catalogue+" "+string(l.CatalogueVersion), "instant", r.instant(l.At)))
	r.confidentiality(l.Confidential)
	r.title(t.Title)
	for i := range l.Levels {
		x := &l.Levels[i]
		status, s := t.Status["notReached"], yellow
		switch {
		case int64(i) < l.Reached:
			status, s = t.Status["reached"], green
		case x.Reached:
			status = t.Status["skipped"]
		}
		r.page.entry(atSection, 4, strconv.Itoa(i+1), r.level(x), status, s)
		adds := t.AddsNone
		switch {
		case x.Stage == nil:
			adds = t.Has.Count(len(x.Adds))
		case len(x.Adds) > 0:
			adds = t.Adds.Count(len(x.Adds))
		}
		r.page.text(atSection+4, 2, plain, r.Chain(append(r.when(x), adds)...))
	}
	for i := l.Reached; i < int64(len(l.Levels)); i++ {
		x := &l.Levels[i]
		switch {
		case i == l.Reached || full:
			title := t.Next
			switch {
			case i > l.Reached:
				title = t.Higher
			case i == 0:
				title = t.First
			}
			r.title(fill(title, "level", r.level(x)))
			if len(x.Separates) == 0 {
				r.page.text(atSection, 2, plain, t.Nothing)
				continue
			}
			r.verdict.Results, r.verdict.Day = x.Separates, x.Day
			r.sections(results(r.verdict, func(*evaluator.Result) bool { return true }), func(*evaluator.Result) bool { return true })
		default:
			if i == l.Reached+1 {
				r.title(t.Further)
			}
			var ids []string
			for _, s := range x.Separates {
				ids = append(ids, s.Criterion)
			}
			r.page.text(atSection, 2, plain, r.level(x))
			if ids == nil {
				r.page.text(atCriterion, 2, plain, t.Nothing)
				continue
			}
			r.page.text(atCriterion, 2, plain, t.Separates.Count(len(ids), "criteria", r.Enumerate(ids...)))
		}
	}
}

// level names a level.
func (r *renderer) level(x *evaluator.Level) string {
	t, profile := &r.language.Levels, x.Profile+" "+string(x.ProfileVersion)
	switch {
	case x.Stage == nil && slices.Contains(r.staged, x.Profile):
		return fill(t.AtOnce, "profile", profile)
	case x.Stage == nil:
		return profile
	}
	return fill(t.Stage, "profile", profile, "stage", r.stageName(x.Stage))
}

// stageName quotes the title of a stage, or its id if it has none.
func (r *renderer) stageName(s *profiles.StageApplied) string {
	title := r.Text(s.Title)
	if title == "" {
		title = s.ID
	}
	return fill(r.Quoted, "text", title)
}

// when says from when the requirements of a level bind, and for whom.
func (r *renderer) when(x *evaluator.Level) []string {
	if x.Stage == nil {
		return nil
	}
	return r.begins(x.Stage, x.Due)
}

// begins says from when a stage binds, and for whom; due is the last day before,
// if it is known.
func (r *renderer) begins(s *profiles.StageApplied, due *evidence.Date) (out []string) {
	t := &r.language.Levels
	switch {
	case s.From != nil:
		out = append(out, fill(t.From, "from", r.date(*s.From)))
	case s.Term != nil && due != nil:
		out = append(out, fill(t.TermDue, "term", r.period(*s.Term), "due", r.date(*due)))
	case s.Term != nil:
		out = append(out, fill(t.Term, "term", r.period(*s.Term)))
	}
	if s.Given != "" {
		words, err := r.demand(s.Given)
		if err != nil && r.err == nil {
			r.err = err
		}
		out = append(out, fill(t.Given, "proof", words))
	}
	return out
}

// subject names what was assessed, with its version.
func (r *renderer) subject() string {
	s := r.verdict.Subject
	name, version := s.Name, string(s.Version)
	if name == "" {
		name = s.ID
	} else if name != s.ID {
		version = strings.TrimSpace(r.Remarked(version, s.ID))
	}
	if s.Version == "" {
		return fill(r.SubjectUnversioned, "name", strings.TrimSpace(name+" "+version))
	}
	return fill(r.Subject, "name", name, "version", version)
}
