package handbook

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/profiles"
)

// TestShiftedDates: what is demanded of a date that something is added to or
// subtracted from, and what a parameter means in it.
func TestShiftedDates(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ rule, en, de, meaning string }{
		{"ext.e.a + params.p >= at", "no earlier than 30 days before the day of assessment", "frühestens 30 Tage vor dem Bewertungstag", "Longest time since: statement 1"},
		{"ext.e.a - params.p <= at", "no later than 30 days after the day of assessment", "spätestens 30 Tage nach dem Bewertungstag", "Longest time ahead: statement 1"},
		{"ext.e.a + params.p <= at", "at least 30 days before the day of assessment", "mindestens 30 Tage vor dem Bewertungstag", "Shortest time since: statement 1"},
		{"ext.e.a - params.p >= at", "at least 30 days after the day of assessment", "mindestens 30 Tage nach dem Bewertungstag", "Shortest time ahead: statement 1"},
		{`ext.e.a + params.p <= date("2027-01-12")`, "30 days later: 12 January 2027 or earlier", "30 Tage später: spätestens am 12.01.2027", "Enters into what is demanded: statement 1"},
		{`ext.e.a - params.p <= date("2027-01-12")`, "30 days earlier: 12 January 2027 or earlier", "30 Tage früher: spätestens am 12.01.2027", "Enters into what is demanded: statement 1"},
		{`!(ext.e.a - params.p > date("2027-01-12"))`, "30 days earlier: 12 January 2027 or earlier", "30 Tage früher: spätestens am 12.01.2027", "Enters into what is demanded: statement 1"},
	} {
		c, err := criteria.Decode("c.yaml", fmt.Appendf(nil, "trias: catalogue/v1\nid: c\nversion: 1.0.0\nlanguage: 1\ntitle: {en: C, de: C}\n"+
			"facts: {e: {a: {type: date, question: {en: Q, de: Q}}}}\ncriteria:\n"+
			"  - {id: C-1, dimension: control, domain: data, title: {en: T, de: T}, question: {en: Q, de: Q}, params: {p: {type: period, default: P30D, source: {en: s, de: s}}}, rule: '%s'}\n", test.rule))
		if err != nil {
			t.Fatal(err)
		}
		p, err := profiles.Decode("p.yaml", []byte("trias: profile/v1\nid: p\nversion: 1.0.0\ncatalogue: c\ncriteria: {C-1: {obligation: must, proof: none}}\n"), c)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, lang := range []string{"en", "de"} {
			h, err := New(lang, p)
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, h.Criteria[0].Holds.Demanded)
			if lang == "en" && !strings.HasPrefix(h.Criteria[0].Parameters[0].Meaning, test.meaning) {
				t.Errorf("%s: the parameter is %q", test.rule, h.Criteria[0].Parameters[0].Meaning)
			}
		}
		if want := []string{test.en, test.de}; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", test.rule, got, want)
		}
	}
}
