package report_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// manyCatalogue asks two things of each of many subcontractors.
const manyCatalogue = `trias: catalogue/v1
id: many
version: 1.0.0
language: 1
criteria:
  - id: REGION
    dimension: control
    domain: supplyChain
    title: {en: Subcontractors within the region, de: Unterauftragnehmer in der Region}
    question: {en: "Does every subcontractor have its seat in the region?", de: "Hat jeder Unterauftragnehmer seinen Sitz in der Region?"}
    rule: supplyChain.subcontractors.all(s, inRegion(s.seat, "EU", at) && s.obligationsPassedOn)
    rationale: {en: Who sits elsewhere is under other law., de: "Wer anderswo sitzt, untersteht anderem Recht."}
    remedy: {effort: medium, en: Choose others., de: Andere wählen.}
    references: [{framework: C5, version: "2020", clause: SSO-01, relation: related}]
`

const manyProfile = `trias: profile/v1
id: many
version: 1.0.0
title: {en: Many, de: Viele}
catalogue: many
criteria:
  REGION: {obligation: must, proof: 'by("declaration")'}
`

func manyEvaluator(t testing.TB) *evaluator.Evaluator {
	t.Helper()
	c, err := criteria.Decode("catalogue.yaml", []byte(manyCatalogue))
	if err != nil {
		t.Fatal(err)
	}
	p, err := profiles.Decode("profile.yaml", []byte(manyProfile), c)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(c, p)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// subcontractors are n of them, with the seat that seat gives; none if empty.
func subcontractors(t testing.TB, n int, seat func(i int) string) *evidence.Dossier {
	t.Helper()
	var b strings.Builder
	b.WriteString("trias: dossier/v1\nsubject: {id: offer, version: \"1.0\"}\nsupplyChain:\n  subcontractors:\n")
	for i := range n {
		fmt.Fprintf(&b, "    - {id: sub-%03d, obligationsPassedOn: true", i+1)
		if s := seat(i); s != "" {
			b.WriteString(", seat: " + s)
		}
		b.WriteString("}\n")
	}
	b.WriteString("proofs:\n  - {id: list, kind: declaration, issuer: Example, issued: 2026-09-01, covers: [supplyChain]}\n")
	f, err := evidence.Decode("offer.yaml", []byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	d, err := evidence.Merge(f)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var manyAt = time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)

// The explanation of a demand on each of 200 subcontractors names those that
// matter and counts the others, in a text that stays as short as one on a few.
func TestManyEntries(t *testing.T) {
	t.Parallel()
	e := manyEvaluator(t)
	var got bytes.Buffer
	for _, c := range []struct {
		shows string
		seat  func(i int) string
		name  []string // what has to be named
	}{
		{"One of 200 has its seat elsewhere.", func(i int) string { return map[bool]string{true: "US", false: "DE"}[i == 136] }, []string{"sub-137"}},
		{"All 200 are within the region.", func(int) string { return "DE" }, []string{"190"}},
		{"57 of 200 have their seats elsewhere.", func(i int) string { return map[bool]string{true: "US", false: "DE"}[i%7 == 3 || i < 33] }, []string{"sub-001"}},
		{"Of three of 200 nobody states the seat.", func(i int) string { return map[bool]string{true: "", false: "DE"}[i == 9 || i == 99 || i == 199] },
			[]string{"sub-010, sub-100, sub-200"}},
	} {
		x, err := e.Explain(context.Background(), subcontractors(t, 200, c.seat), manyAt, evaluator.WithTrace("REGION"))
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range []string{"en", "de"} {
			var text bytes.Buffer
			if err := report.Explanation(&text, &x, e.Catalogue(), report.Options{Lang: lang, Criteria: []string{"REGION"}}); err != nil {
				t.Fatal(err)
			}
			said, _, _ := strings.Cut(text.String(), "─")
			said = said[:strings.LastIndexByte(strings.TrimSpace(said), '\n')] // the digests' title
			fmt.Fprintf(&got, "# %s (%s)\n%s\n", c.shows, lang, said)
			if lines := strings.Count(said, "\n"); lines > 60 {
				t.Errorf("%s: %d lines", c.shows, lines)
			}
			for _, name := range c.name {
				if !strings.Contains(strings.Join(strings.Fields(said), " "), name) {
					t.Errorf("%s: the text does not name %s", c.shows, name)
				}
			}
		}
	}
	const file = "testdata/many-entries.txt"
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("got:\n%s\nwrite it anew with -update and read it", got.String())
	}
}

// BenchmarkManyEntries explains a demand on each of more and more subcontractors,
// all of which meet it, and one of which does not.
func BenchmarkManyEntries(b *testing.B) {
	e := manyEvaluator(b)
	for _, bad := range []bool{false, true} {
		for _, n := range []int{10, 50, 200, 1000} {
			d := subcontractors(b, n, func(i int) string { return map[bool]string{true: "US", false: "DE"}[bad && i == n*2/3] })
			name := fmt.Sprintf("met/%d", n)
			if bad {
				name = fmt.Sprintf("not-met/%d", n)
			}
			b.Run("reasons/"+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := e.Evaluate(context.Background(), d, manyAt); err != nil {
						b.Fatal(err)
					}
				}
			})
			b.Run("trace/"+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := e.Trace(context.Background(), d, manyAt, "REGION"); err != nil {
						b.Fatal(err)
					}
				}
			})
			x, err := e.Explain(context.Background(), d, manyAt, evaluator.WithTrace("REGION"))
			if err != nil {
				b.Fatal(err)
			}
			b.Run("text/"+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					var text bytes.Buffer
					if err := report.Explanation(&text, &x, e.Catalogue(), report.Options{Criteria: []string{"REGION"}}); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
