package report

import (
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
)

// lifeTexts are what is said of criteria that are not simply in force.
type lifeTexts struct {
	// Title and Deprecated head the lists of those that do not count on that day,
	// and of those that are going to be dropped.
	Title      string `json:"title" required:"true"`
	Deprecated string `json:"deprecated" required:"true"`
	// Note says what it means that they do not count.
	Note string `json:"note" required:"true"`
	// From, Until and Ended name days; NoEnd that none is set.
	From  string `json:"from" required:"true"`
	Until string `json:"until" required:"true"`
	Ended string `json:"ended" required:"true"`
	NoEnd string `json:"noEnd" required:"true"`
	// Superseded names the successors.
	Superseded string `json:"superseded" required:"true"`
	// Introduced to Why are sentences on a criterion of which no day is spoken.
	Introduced     string `json:"introduced" required:"true"`
	IntroducedFrom string `json:"introducedFrom" required:"true"`
	Announced      string `json:"announced" required:"true"`
	AnnouncedUntil string `json:"announcedUntil" required:"true"`
	SupersededBy   string `json:"supersededBy" required:"true"`
	Why            string `json:"why" required:"true"`
}

// life lists the criteria that are upcoming or have ended, and those that are
// deprecated.
func (r *renderer) life() {
	none := results(r.verdict, func(x *evaluator.Result) bool { return !x.Counts() && r.shows(x.Criterion) })
	if len(none) > 0 {
		r.title(r.Life.Title)
		r.page.text(atSection, 0, faint, r.Life.Note)
		r.lives(none)
		if r.full && r.chosen == nil {
			r.page.blank()
			r.sections(none, func(*evaluator.Result) bool { return true })
		}
	}
	if going := results(r.verdict, func(x *evaluator.Result) bool { return x.Standing != nil && x.Counts() && r.shows(x.Criterion) }); len(going) > 0 {
		r.title(r.Life.Deprecated)
		r.lives(going)
	}
}

func (r *renderer) lives(of []*evaluator.Result) {
	for _, x := range of {
		r.entry(atSection, x, r.Enumerate(r.Obligation[string(x.Obligation)], r.Outcome[string(x.Outcome)]), plain)
		r.page.text(atCriterion, 2, plain, r.standing(x.Standing))
		if c, ok := r.catalogue.Lookup(x.Criterion); ok && c.Deprecated != nil && x.Standing.Status != criteria.Upcoming {
			if why := r.Text(c.Deprecated.Reason); why != "" {
				r.page.table(atCriterion, []row{{r.Rows.Reason, why}})
			}
		}
	}
}

// standing writes where a criterion stands: "applies from 1 December 2026".
func (l *language) standing(s *evaluator.AppliedStanding) string {
	var text string
	switch {
	case s.Status == criteria.Upcoming && s.From != nil:
		text = fill(l.Life.From, "date", l.date(*s.From))
	case s.Until == nil:
		text = l.Life.NoEnd
	case s.Status == criteria.Ended:
		text = fill(l.Life.Ended, "date", l.date(*s.Until))
	default:
		text = fill(l.Life.Until, "date", l.date(*s.Until))
	}
	if len(s.SupersededBy) > 0 {
		text += l.Series + fill(l.Life.Superseded, "criteria", join(s.SupersededBy, l.ListAnd))
	}
	return text
}

// Life says in sentences since when a criterion is there, from which day it is
// asked, and that it is going to be dropped; it is empty if the criterion says
// nothing of this.
func (w *Words) Life(c *criteria.Criterion) string {
	l := w.r.Life
	var said []string
	if in := c.Introduced; in != nil && in.On != nil {
		said = append(said, fill(l.IntroducedFrom, "version", string(in.Version), "date", w.Date(*in.On)))
	} else if in != nil {
		said = append(said, fill(l.Introduced, "version", string(in.Version)))
	}
	if d := c.Deprecated; d != nil {
		if d.Until != nil {
			said = append(said, fill(l.AnnouncedUntil, "version", string(d.Version), "date", w.Date(d.On), "until", w.Date(*d.Until)))
		} else {
			said = append(said, fill(l.Announced, "version", string(d.Version), "date", w.Date(d.On)))
		}
		if len(d.SupersededBy) > 0 {
			said = append(said, fill(l.SupersededBy, "criteria", w.All(d.SupersededBy)))
		}
		if why := w.r.Text(d.Reason); why != "" {
			said = append(said, fill(l.Why, "why", why))
		}
	}
	return strings.Join(said, " ")
}
