package report_test

import (
	"bytes"
	"io/fs"
	"regexp"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evaluator/tender"
)

// english are what a German reader would stumble over in a citation: months, clauses
// in brackets, and words that sources have.
var english = regexp.MustCompile(`[0-9]+ (January|February|March|April|May|June|July|August|September|October|November|December) [0-9]{4}|VgV § |§ [0-9]+\([0-9]|verified|glossary|recommended|assumed|structure by`)

// What rankings and findings cite, German reports cite as German documents do.
func TestSourcesInGerman(t *testing.T) {
	t.Parallel()
	cited := 0
	for _, name := range rank.Name("").Values() {
		m := rank.Method{Name: rank.Name(name)}
		text := `trias: tender/v1
id: t
version: 1.0.0
title: {en: T, de: T}
subject: {en: S, de: S}
authority: A
procedure: open
currency: EUR
method: {name: ` + name
		switch m.Name {
		case rank.LowestPrice, rank.Simple:
		case rank.Extended:
			wide := num("0.15")
			m.Corridor, m.Decide = &wide, rank.ByPerformance
			text += `, corridor: "0.15", decide: performance`
		default:
			m.Weights = &rank.Weights{Performance: num("0.05"), Price: num("0.95")}
			text += `, weights: {performance: "0.05", price: "0.95"}`
		}
		if m.Name == rank.Reference {
			m.Reference = &rank.ReferenceValues{Performance: num("80"), Price: num("80000")}
			text += `, reference: {performance: "80", price: "80000"}`
		}
		x, err := tender.Load("tender.yaml", []byte(text+"}\n"), tender.Sources{Open: func(string) ([]byte, error) { return nil, fs.ErrNotExist }})
		if err != nil {
			t.Fatal(err)
		}
		c, err := tender.Check(x)
		if err != nil {
			t.Fatal(err)
		}
		for i := range c.Findings { // these two are in English in every language
			c.Findings[i].Message, c.Findings[i].Hint = "", ""
		}
		var b bytes.Buffer
		if err := report.TenderCheck(&b, c, nil, report.Options{Lang: "de", Width: 1000}); err != nil {
			t.Fatal(err)
		}
		r := weightedRanking(t, m)
		for i := range r.Ranking {
			r.Warnings = append(r.Warnings, r.Ranking[i].Warnings...)
		}
		if err := report.Ranking(&b, r, nil, report.Options{Lang: "de", Width: 1000}); err != nil {
			t.Fatal(err)
		}
		cited += strings.Count(b.String(), "Quelle")
		for _, line := range strings.Split(b.String(), "\n") {
			if english.MatchString(line) {
				t.Errorf("%s: %s", name, line)
			}
		}
	}
	if cited < 20 {
		t.Errorf("only %d sources are cited", cited)
	}
}
