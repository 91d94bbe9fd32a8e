package handbook

import (
	"fmt"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/profiles"
)

// TestFormula: what calculates is written as a formula over statements, or not
// at all.
func TestFormula(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ rule, want string }{
		{"ext.a.x + ext.a.y <= 10", "statement 1 + statement 2 ≤ 10"},
		{"!(ext.a.x + ext.a.y <= 10)", "statement 1 + statement 2 > 10"},
		{"ext.a.x * 2 > ext.a.y - params.n", "statement 1 × 2 > statement 2 − 7"},
		{"(ext.a.x + 1) * 2 != ext.a.y", "(statement 1 + 1) × 2 ≠ statement 2"},
		{"ext.a.d + days(ext.a.x) >= at", "statement 1 + statement 2 (days) ≥ day of assessment"},
		{"ext.a.d + params.p < ext.a.e - days(3)", "statement 1 + 6 months < statement 2 − 3 days"},
		{"ext.a.d + days(ext.a.x) > date('2027-01-12')", ""},
	} {
		catalogue, err := criteria.Decode("c.yaml", fmt.Appendf(nil, `{trias: catalogue/v1, id: c, version: 1.0.0, language: 1,
  facts: {a: {x: {type: int, question: {en: x, de: x}}, y: {type: int, question: {en: y, de: y}}, d: {type: date, question: {en: d, de: d}}, e: {type: date, question: {en: e, de: e}}}},
  criteria: [{id: A, dimension: choice, domain: data, title: {en: a, de: a}, question: {en: a, de: a},
  params: {n: {type: int, default: 7}, p: {type: period, default: P6M}}, rule: %q}]}`, c.rule))
		if err != nil {
			t.Fatal(err)
		}
		profile, err := profiles.Decode("p.yaml", []byte(`{trias: profile/v1, id: p, version: 1.0.0, catalogue: c, criteria: {A: {obligation: must, proof: none}}}`), catalogue)
		if err != nil {
			t.Fatal(err)
		}
		h, err := New("en", profile)
		if err != nil {
			t.Fatal(err)
		}
		l, _ := lookup("en")
		words, err := report.NewWords("en", catalogue)
		if err != nil {
			t.Fatal(err)
		}
		k, _ := catalogue.Compiled("A")
		applied, _ := profile.Applied("A")
		s, err := (&builder{language: l, words: words, catalogue: catalogue, profiles: []*profiles.Profile{profile}}).sentences(k, applied)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.formula(s.rule.atom, s.rule.want); got != c.want {
			t.Errorf("%s: %q, not %q", c.rule, got, c.want)
		}
		if holds := h.Criteria[0].Holds; c.want == "" && holds.Parts[0].Demanded != l.Conditions.ByRule {
			t.Errorf("%s: %+v", c.rule, holds)
		}
	}
}
