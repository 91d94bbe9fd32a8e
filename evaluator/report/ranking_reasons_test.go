package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evaluator/tender"
)

// TestRankingReasons reads the award document for why an offer is excluded: the
// fact, what is stated and what is demanded, in both languages and formats, and the
// stated value only for the authority where the bidder marks it as confidential.
func TestRankingReasons(t *testing.T) {
	t.Parallel()
	const text = `trias: tender/v1
id: t
version: 1.0.0
title: {en: T, de: T}
subject: {en: S, de: S}
authority: A
procedure: open
currency: EUR
layer: platform
day: 2026-12-01
profile: normal
method: {name: lowest-price}
offers: [{id: aus, bidder: Fiktiv GmbH, dossiers: [aus.yaml], price: "1"}]
`
	const dossier = `trias: dossier/v1
subject: {id: aus, version: "1.0", layer: platform}
operational: {exit: {terms: {noticeDays: 120}}}
`
	for _, confidential := range []bool{false, true} {
		facts := dossier
		if confidential {
			facts += "confidential: [operational.exit.terms.noticeDays]\n"
		}
		x, err := tender.Load("tender.yaml", []byte(text), tender.Sources{Open: func(string) ([]byte, error) { return []byte(facts), nil }})
		if err != nil {
			t.Fatal(err)
		}
		offers, err := x.Open()
		if err != nil {
			t.Fatal(err)
		}
		for _, authority := range []bool{false, true} {
			r, err := tender.Rank(t.Context(), x, offers, tender.Options{Authority: authority})
			if err != nil {
				t.Fatal(err)
			}
			for _, lang := range report.Languages() {
				want := map[string][]string{
					"en": {"Switching periods in the contract", "operational.exit.terms.noticeDays", "at most 62 days"},
					"de": {"Wechselfristen im Vertrag", "operational.exit.terms.noticeDays", "höchstens 62 Tage"},
				}[lang]
				stated := map[string]string{"en": "120 days", "de": "120 Tage"}[lang]
				for _, format := range report.Formats() {
					var b bytes.Buffer
					if err := report.Ranking(&b, r, x.Catalogue(), report.Options{Lang: lang, Format: format}); err != nil {
						t.Fatal(err)
					}
					got := strings.ReplaceAll(b.String(), "\u00a0", " ")
					for _, w := range want {
						if !strings.Contains(got, w) {
							t.Errorf("%s, %s: %q is not said:\n%s", lang, format, w, got)
						}
					}
					if shown := !confidential || authority; strings.Contains(got, stated) != shown {
						t.Errorf("%s, %s, confidential %t, for the authority %t: what is stated is shown: %t", lang, format, confidential, authority, !shown)
					}
					if strings.Contains(got, "Abhilfe") {
						t.Errorf("%s, %s: nothing can be done about it any more", lang, format)
					}
				}
			}
		}
	}
}
