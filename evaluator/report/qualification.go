package report

import (
	"io"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/tender"
)

// qualificationTexts are what is said of who is let in.
type qualificationTexts struct {
	Head      plural            `json:"head" required:"true"`
	Until     string            `json:"until" required:"true"`
	Exclusion plural            `json:"exclusion" required:"true"`
	Bidders   string            `json:"bidders" required:"true"`
	Status    map[string]string `json:"status" required:"true"`
	Subject   string            `json:"subject" required:"true"`
	Holds     string            `json:"holds" required:"true"`
	Through   string            `json:"through" required:"true"`
}

// qualifiedStyle colours what became of an application.
var qualifiedStyle = map[tender.QualifiedStatus]style{tender.IsQualified: green, tender.NotQualified: red, tender.QualifiedIsOpen: yellow}

// Qualification writes for readers who is let in to a dynamic purchasing system, until
// when that holds by itself and why it ends, who is not and why, and what may be
// asked of whom. The catalogue names criteria; it may be nil. Equal qualifications
// and options give equal bytes. The error wraps [ErrLanguage] or [ErrFormat], or is
// [ErrNothing] without a qualification.
func Qualification(w io.Writer, q *tender.Qualification, catalogue *criteria.Catalogue, opts Options) error {
	if q == nil {
		return ErrNothing
	}
	a, err := beginAward(opts, catalogue)
	if err != nil {
		return err
	}
	a.qualification(q)
	return a.finish(w)
}

func (a *award) qualification(q *tender.Qualification) {
	t := &a.t.Qualification
	n := 0
	for i := range q.Bidders {
		if q.Bidders[i].Status == tender.IsQualified {
			n++
		}
	}
	a.page.head(1, 0, plain, t.Head.Count(n, "title", a.Text(q.Tender.Title), "total", a.Int(len(q.Bidders))))
	a.confidentiality(q.Confidential())
	named := func(x tender.Named) string { return a.Enumerate(x.ID+" "+string(x.Version), x.Digest) }
	rows := append([]row{{a.t.Ranking.Tender, fill(a.t.Ranking.Version, "title", a.Text(q.Tender.Title), "id", q.Tender.ID, "version", q.Tender.Version)}},
		a.bought(&q.Tender)...)
	a.page.table(atSection, append(rows, []row{
		{a.t.Ranking.Digest, q.Tender.Digest}, {a.t.Score.At, a.instant(q.At)}, {t.Until, a.instant(q.Until)},
		{a.t.Check.Profile, named(q.Profile)}, {a.t.Check.Catalogue, named(q.Catalogue)},
	}...))
	if q.Tender.Changed {
		a.page.text(0, 0, red, a.t.Ranking.Changed)
	}
	a.page.text(0, 0, plain, t.Exclusion.Count(len(q.Exclusion)))
	a.title(t.Bidders)
	for i := range q.Bidders {
		if i > 0 {
			a.page.blank()
		}
		a.qualified(q, &q.Bidders[i])
	}
}

func (a *award) qualified(q *tender.Qualification, x *tender.Qualified) {
	t := &a.t.Qualification
	bidder := x.Bidder
	if bidder == x.ID {
		bidder = ""
	}
	a.page.headEntry(3, atSection, 0, x.ID, bidder, t.Status[string(x.Status)], qualifiedStyle[x.Status])
	a.page.table(atCriterion, []row{{t.Subject, a.named(x.Subject)}, {a.t.Score.Input["dossier"], x.Dossier}})
	switch {
	case x.Ends != nil:
		a.ending(atCriterion, x.Ends)
	case x.Status != tender.IsQualified:
	case x.Through != nil:
		a.page.text(atCriterion, 2, plain, fill(t.Through, "instant", a.instant(*x.Through)))
	default:
		a.page.text(atCriterion, 2, plain, fill(t.Holds, "instant", a.instant(q.Until)))
	}
	a.excluding(q.Day, x.Unmet, x.Open, x.Results, x.Confidential)
	for k := range x.Gates {
		if x.Gates[k].Status != score.GateMet {
			a.minimum(atCriterion, &x.Gates[k], nil)
		}
	}
	a.requests(x.Requests)
}
