package report_test

import (
	"errors"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
)

// TestWords: what other texts are made of.
func TestWords(t *testing.T) {
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	list := func(texts ...string) evidence.Value {
		var vs []evidence.Value
		for _, s := range texts {
			vs = append(vs, evidence.String(s))
		}
		return evidence.List(vs...)
	}
	say := map[string]*report.Words{}
	for _, lang := range report.Languages() {
		if say[lang], err = report.NewWords(lang, catalogue); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		say    func(w *report.Words) string
		en, de string
	}{
		{func(w *report.Words) string { return w.Demanded("<=", evidence.Int(30), "data.deletion.maxDays") }, "at most 30 days", "höchstens 30 Tage"},
		{func(w *report.Words) string {
			return w.Demanded("in", list("customer", "trustee"), "data.keys.custody")
		},
			"by the customer in its own key management (customer) or by a trustee of the customer (trustee)",
			"durch den Kunden in eigener Schlüsselverwaltung (customer) oder durch einen Treuhänder des Kunden (trustee)"},
		{func(w *report.Words) string { return w.Demanded("==", evidence.Bool(true), "data.deletion.confirmed") }, "yes", "ja"},
		{func(w *report.Words) string {
			return w.Demanded("size>", evidence.Int(0), "supplyChain.subcontractors")
		}, "at least one entry", "mindestens ein Eintrag"},
		{func(w *report.Words) string { return w.Measured("<=", "resilience.restore.testedOn", "X") }, "no later than the day of X", "spätestens am Tag von X"},
		{func(w *report.Words) string { return w.Measured("in", "data.deletion.maxDays", "X") }, "a value that depends on X", "ein Wert, der abhängt von X"},
		{func(w *report.Words) string { return w.Question("supplyChain.subcontractors[].countries") },
			"From which countries does the subcontractor perform, remote access included?", "Aus welchen Ländern erbringt der Unterauftragnehmer seine Leistung, Fernzugriffe eingeschlossen?"},
		{func(w *report.Words) string { return w.Question("no.such.fact") }, "", ""},
		{func(w *report.Words) string { return w.Unit("workingDays") }, "working days", "Arbeitstage"},
		{func(w *report.Words) string { return w.Value(evidence.Number(99.5), "", "percent") }, "99.5 %", "99,5 %"},
		{func(w *report.Words) string { return w.Proof(evidence.Attestation, evidence.SCS) }, "a Sovereign Cloud Stack certificate", "ein Zertifikat des Sovereign Cloud Stack"},
		{func(w *report.Words) string { return w.All([]string{"a", "b", "c"}) + "; " + w.Any([]string{"a", "b"}) }, "a, b and c; a or b", "a, b und c; a oder b"},
	} {
		if got := c.say(say["en"]); got != c.en {
			t.Errorf("en: %q, not %q", got, c.en)
		}
		if got := c.say(say["de"]); got != c.de {
			t.Errorf("de: %q, not %q", got, c.de)
		}
	}
	if _, err := report.NewWords("fr", catalogue); !errors.Is(err, report.ErrLanguage) {
		t.Errorf("an unknown language: %v", err)
	}
	if _, err := say["en"].Demand("by("); !errors.Is(err, report.ErrDemand) {
		t.Errorf("no demand: %v", err)
	}
	if f := say["en"].Fact("data.keys.custody"); f.Kind != evidence.KindText || len(f.Values) == 0 {
		t.Errorf("a fact: %+v", f)
	}
}
