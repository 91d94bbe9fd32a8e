package report

import (
	"errors"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/tender"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/speech"
)

// ErrNothing reports that there is nothing to write a report of.
var ErrNothing = errors.New("there is nothing to report on")

// awardTexts are what reports say of scores, rankings and tenders: the section
// "award" of a language's file.
type awardTexts struct {
	// About marks a number that was rounded for reading.
	About         string             `json:"about" required:"true"`
	Open          string             `json:"open" required:"true"`
	Range         string             `json:"range" required:"true"`
	Between       string             `json:"between" required:"true"`
	Units         map[string]plural  `json:"units" required:"true"`
	Seal          string             `json:"seal" required:"true"`
	Titled        string             `json:"titled" required:"true"`
	MoreOffers    plural             `json:"moreOffers" required:"true"`
	Score         scoreTexts         `json:"score" required:"true"`
	Ranking       rankingTexts       `json:"ranking" required:"true"`
	Check         checkTexts         `json:"check" required:"true"`
	Qualification qualificationTexts `json:"qualification" required:"true"`
	Picture       awardPictureTexts  `json:"picture" required:"true"`
}

var awardBook = speech.NewBook("award", func(string, *speech.Formats) *awardTexts { return &awardTexts{} })

// award is a renderer of what has points and prices.
type award struct {
	*renderer
	t      *awardTexts
	titles map[string]evidence.Text
	byID   map[string]*tender.Assessed // offers of the ranking that is written
}

// beginAward is begin for what has points and prices.
func beginAward(opts Options, catalogue *criteria.Catalogue) (*award, error) {
	r, err := begin(opts, catalogue)
	if err != nil {
		return nil, err
	}
	t, err := awardBook.Find(r.Code, ErrLanguage)
	if err != nil {
		return nil, err
	}
	r.rules = opts.Rules
	return &award{renderer: r, t: t, titles: opts.Titles}, nil
}

// named names what was scored, with its version.
func (a *award) named(s evaluator.SubjectRef) string {
	a.verdict = &evaluator.Verdict{Subject: evidence.Subject{ID: s.ID, Name: s.Name, Version: s.Version}}
	return a.subject()
}

// titleOf is what an id is called by the options or by the catalogue, or "".
func (a *award) titleOf(id string) string {
	if title, ok := a.titles[id]; ok {
		return a.Text(title)
	}
	if a.catalogue != nil {
		if c, ok := a.catalogue.Lookup(id); ok {
			return a.Text(c.Title)
		}
	}
	return a.t.Score.Domains[id]
}

// titled is an id with what it is called.
func (a *award) titled(id string) string {
	if title := a.titleOf(id); title != "" {
		return fill(a.t.Titled, "id", id, "title", title)
	}
	return id
}

// amount writes a number of units.
func (a *award) amount(number, digits, unit string) string {
	if forms, ok := a.t.Units[unit]; ok {
		unit = forms.For(digits)
	}
	return a.Of(number, unit)
}
