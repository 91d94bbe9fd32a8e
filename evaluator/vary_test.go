package evaluator_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// varied is an evaluator of three criteria about two facts.
func varied(t testing.TB) *evaluator.Evaluator {
	t.Helper()
	return tiny(t,
		[2]string{`rule: 'ext.x.n1 > params.least', params: {least: {type: int, default: 3}}`, `obligation: must, proof: {rule: 'by("contract")'}`},
		[2]string{`rule: 'ext.x.b1'`, `obligation: should, proof: {rule: none}`},
		[2]string{`rule: 'ext.x.n2 == 1'`, `obligation: must, layers: {platform: may}, proof: {rule: none}`})
}

func TestVary(t *testing.T) {
	t.Parallel()
	base := varied(t)
	d := offering(t, "ext: {x: {n1: 5, b1: false, n2: 2}}\nproofs: [{id: p, kind: contract, issuer: i, issued: 2026-01-01, covers: [ext.x.n2]}]\n")
	for _, test := range []struct {
		name       string
		v          evaluator.Variation
		outcomes   []evaluator.Outcome
		conformity evaluator.Conformity
	}{
		{"nothing", evaluator.Variation{}, []evaluator.Outcome{"unproven", "fail", "fail"}, "nonConformant"},
		{"a threshold", evaluator.Variation{Params: map[string]map[string]evidence.Value{"A": {"least": evidence.Int(7)}}},
			[]evaluator.Outcome{"fail", "fail", "fail"}, "nonConformant"},
		{"trust", evaluator.Variation{Trusted: []string{"ext.x.n1"}}, []evaluator.Outcome{"pass", "fail", "fail"}, "nonConformant"},
		{"trust in a group", evaluator.Variation{Trusted: []string{"ext.x"}, Dropped: []string{"C"}}, []evaluator.Outcome{"pass", "fail", "fail"}, "conformantWithDeviations"},
		{"an obligation at every layer", evaluator.Variation{Obligations: map[string]profiles.Obligation{"C": "may", "B": "must"}},
			[]evaluator.Outcome{"unproven", "fail", "fail"}, "nonConformant"},
		{"an obligation less", evaluator.Variation{Obligations: map[string]profiles.Obligation{"C": "should"}},
			[]evaluator.Outcome{"unproven", "fail", "fail"}, "inconclusive"},
		{"criteria dropped", evaluator.Variation{Dropped: []string{"A", "C"}}, []evaluator.Outcome{"unproven", "fail", "fail"}, "conformantWithDeviations"},
		{"all dropped", evaluator.Variation{Dropped: []string{"A", "B", "C"}}, []evaluator.Outcome{"unproven", "fail", "fail"}, "conformant"},
	} {
		e, err := base.Vary(test.v)
		if err != nil {
			t.Fatal(err)
		}
		got, err := e.Decide(t.Context(), d, testkit.At)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got.Outcomes, test.outcomes) || got.Conformity != test.conformity {
			t.Errorf("%s: %v, %s", test.name, got.Outcomes, got.Conformity)
		}
		again, err := e.Vary(evaluator.Variation{Dropped: []string{"A", "B", "C"}})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := again.Decide(t.Context(), d, testkit.At); err != nil || !slices.Equal(got.Outcomes, test.outcomes) || got.Conformity != evaluator.Conformant {
			t.Errorf("%s, then all dropped: %v, %s, %v", test.name, got.Outcomes, got.Conformity, err)
		}
	}
	if got, err := base.Decide(t.Context(), d, testkit.At); err != nil || got.Conformity != evaluator.NonConformant || base.Varied() {
		t.Errorf("what was varied has changed: %v, %v", got, err)
	}
}

// Nothing that could be taken for a verdict under the profile comes out of one
// that was varied, even if nothing was varied.
func TestVariedGivesNoVerdict(t *testing.T) {
	t.Parallel()
	e, err := varied(t).Vary(evaluator.Variation{})
	if err != nil {
		t.Fatal(err)
	}
	d := offering(t, "ext: {x: {n1: 5}}\n")
	ctx, at := t.Context(), testkit.At
	all := map[string]func() error{
		"Evaluate":        func() error { _, err := e.Evaluate(ctx, d, at); return err },
		"Explain":         func() error { _, err := e.Explain(ctx, d, at); return err },
		"Trace":           func() error { _, err := e.Trace(ctx, d, at, "A"); return err },
		"Missing":         func() error { _, err := e.Missing(ctx, d, at); return err },
		"Counterfactuals": func() error { _, err := e.Counterfactuals(ctx, d, at); return err },
		"Open":            func() error { _, err := e.Open(ctx, d, at); return err },
		"Possible":        func() error { _, err := e.Possible(ctx, d, at); return err },
		"Levels":          func() error { _, err := e.Levels(ctx, d, at); return err },
		"Horizon":         func() error { _, err := e.Horizon(ctx, d, at, at.AddDate(1, 0, 0)); return err },
		"Only":            func() error { _, err := e.Only("A", nil, nil, nil); return err },
		"Replay": func() (found error) {
			for _, err := range evaluator.Replay(ctx, e, varied(t), func(yield func(*evidence.Dossier, error) bool) { yield(d, nil) }, at) {
				found = errors.Join(found, err)
			}
			return found
		},
	}
	for name, ask := range all {
		if err := ask(); !errors.Is(err, evaluator.ErrVaried) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if !e.Varied() || e.Profile().ID() != "tiny" {
		t.Error("it does not say what it is")
	}
}
