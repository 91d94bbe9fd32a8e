package report

import (
	"io"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/tender"
)

// checkTexts are what is said of a tender before offers are opened.
type checkTexts struct {
	Sound      string            `json:"sound" required:"true"`
	Unsound    plural            `json:"unsound" required:"true"`
	Announce   string            `json:"announce" required:"true"`
	Nothing    string            `json:"nothing" required:"true"`
	More       plural            `json:"more" required:"true"`
	Digest     string            `json:"digest" required:"true"`
	Profile    string            `json:"profile" required:"true"`
	Catalogue  string            `json:"catalogue" required:"true"`
	Methods    string            `json:"methods" required:"true"`
	Findings   string            `json:"findings" required:"true"`
	None       string            `json:"none" required:"true"`
	Severities map[string]string `json:"severities" required:"true"`
	Codes      map[string]string `json:"codes" required:"true"`
	Place      string            `json:"place" required:"true"`
	PlaceOnly  string            `json:"placeOnly" required:"true"`
	About      string            `json:"about" required:"true"`
	Detail     string            `json:"detail" required:"true"`
	Source     string            `json:"source" required:"true"`
	Award      string            `json:"award" required:"true"`
	Share      string            `json:"share" required:"true"`
	Exclusion  plural            `json:"exclusion" required:"true"`
}

// severityStyle colours how bad a finding is.
var severityStyle = map[tender.Severity]style{tender.IsError: red, tender.IsWarning: yellow}

// TenderCheck writes what was found in a tender before any offer was opened, and
// what there is to announce: the digest, unless there is an error, and the award criteria with their shares of
// the whole performance. Details of findings are in English in every language. The
// catalogue names criteria, [Options.Titles] award criteria; both may be nil. With
// [Options.Full] it names the exclusion criteria, which else it counts, and
// all that a finding is about. Equal
// findings and options give equal bytes. The error wraps [ErrLanguage] or
// [ErrFormat], or is [ErrNothing] without findings.
func TenderCheck(w io.Writer, c *tender.Checked, catalogue *criteria.Catalogue, opts Options) error {
	if c == nil {
		return ErrNothing
	}
	a, err := beginAward(opts, catalogue)
	if err != nil {
		return err
	}
	a.check(c)
	return a.finish(w)
}

func (a *award) check(c *tender.Checked) {
	t := &a.t.Check
	title, errors := a.t.Ranking.Untitled, 0
	if c.Tender != nil {
		title = a.Text(c.Tender.Title)
	}
	for i := range c.Findings {
		if c.Findings[i].Severity == tender.IsError {
			errors++
		}
	}
	head, s := fill(t.Sound, "title", title), green
	if errors > 0 {
		head, s = t.Unsound.Count(errors, "title", title), red
	}
	a.page.head(1, 0, s, head)
	a.title(t.Findings)
	if len(c.Findings) == 0 {
		a.page.text(atSection, 0, plain, t.None)
	}
	// What keeps the tender from being announced comes first.
	for _, severity := range []tender.Severity{tender.IsError, tender.IsWarning} {
		for i := range c.Findings {
			if c.Findings[i].Severity == severity {
				a.finding(&c.Findings[i])
			}
		}
	}
	if errors > 0 {
		a.page.blank()
		a.page.text(0, 0, plain, t.Nothing)
	} else {
		a.announce(c)
	}
	a.shares(c)
	if n := len(c.Exclusion); n > 0 {
		a.page.blank()
		a.page.text(0, 0, plain, t.Exclusion.Count(n))
		if a.full {
			for _, id := range c.Exclusion {
				a.page.text(atSection, 2, plain, a.titled(id))
			}
		}
	}
}

// announce writes what there is to announce.
func (a *award) announce(c *tender.Checked) {
	t := &a.t.Check
	a.title(t.Announce)
	rows := []row{{t.Digest, c.Digest}}
	if x := c.Tender; x != nil && x.Announced != "" {
		rows = append(rows, row{a.t.Ranking.Announced, x.Announced})
	}
	if c.Profile != "" {
		rows = append(rows, row{t.Profile, c.Profile})
	}
	if c.Catalogue != "" {
		rows = append(rows, row{t.Catalogue, c.Catalogue})
	}
	for _, m := range c.Methods {
		rows = append(rows, row{t.Methods, fill(a.t.Score.Version, "name", m.Name, "version", m.Version)})
	}
	a.page.table(atSection, rows)
}

// maxAbout is how much of what a finding is about is written.
const maxAbout = 12

// saysAll are the findings of which text, place and what they are about say all that
// their message says.
var saysAll = map[tender.FindingCode]bool{tender.SharedEvidence: true, tender.IdleShould: true, tender.EvenWeights: true}

// finding writes what was found, with its place in the file.
func (a *award) finding(f *tender.Finding) {
	t := &a.t.Check
	text := t.Codes[string(f.Code)]
	if text == "" {
		text = string(f.Code)
	}
	a.page.headEntry(3, atSection, 0, t.Severities[string(f.Severity)], text, "", severityStyle[f.Severity])
	var rows []row
	if f.Line > 0 {
		rows = append(rows, row{t.Place, strings.TrimSpace(fill(t.PlaceOnly, "line", a.Int(int(f.Line)), "column", a.Int(int(f.Column))) + " " + f.Pointer)})
	}
	var about []string
	for _, id := range f.About {
		about = append(about, a.titled(id))
	}
	if n := len(about); n > maxAbout+1 && !a.full {
		about = append(about[:maxAbout], t.More.Count(n-maxAbout))
	}
	if about != nil {
		rows = append(rows, row{t.About, a.Chain(about...)})
	}
	if !saysAll[f.Code] {
		rows = append(rows, row{t.Detail, strings.TrimSpace(remarked(a, f.Message, f.Hint))})
	}
	if f.Source != "" {
		rows = append(rows, row{t.Source, a.sourceOf(f.Source)})
	}
	a.page.table(atCriterion, rows)
}

// remarked writes a text with a remark, if there is one.
func remarked(a *award, text, remark string) string {
	if remark == "" {
		return text
	}
	return a.Remarked(text, remark)
}

// shares writes the award criteria with their shares, which add up to 1.
func (a *award) shares(c *tender.Checked) {
	t := &a.t.Check
	if len(c.Award) == 0 {
		return
	}
	a.title(t.Award)
	var all []exact.Number
	for _, x := range c.Award {
		all = append(all, x.Share.Mul(exact.Int(100)))
	}
	places, exactly := placesFor(all)
	g := grid{head: []string{a.t.Score.Columns.Criterion, a.t.Score.Columns.Title, t.Share}, right: []bool{false, false, true}, broken: 1, sums: 1}
	for i, x := range c.Award {
		g.rows = append(g.rows, []string{x.Criterion, a.titleOf(x.Criterion), a.fixed(all[i], places)})
	}
	g.rows = append(g.rows, []string{a.t.Score.Sum, "", a.fixed(exact.Sum(all...), places)})
	a.page.grid(atSection, g)
	if !exactly {
		a.page.text(0, 0, plain, a.t.Score.RoundedSums)
	}
}
