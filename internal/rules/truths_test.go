package rules_test

import (
	"errors"
	"testing"

	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// Truths are told apart by all that goes into them, and forgotten with the facts.
func TestTruths(t *testing.T) {
	t.Parallel()
	day := func(text string) civil.Date {
		d, err := civil.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	dated, undated := &rules.Rule{UsesAt: true}, &rules.Rule{}
	first, second := day("2026-11-01"), day("2026-11-02")
	a, b := &rules.Facts{}, &rules.Facts{}
	var truths rules.Truths
	for i, step := range []struct {
		facts  *rules.Facts
		rule   *rules.Rule
		day    civil.Date
		hidden uint64
		asked  bool
	}{
		{a, dated, first, 0, true}, {a, dated, first, 0, false}, {a, dated, second, 0, true}, {a, dated, first, 1, true},
		{a, undated, first, 0, true}, {a, undated, second, 0, false}, {a, undated, second, 2, true}, {a, dated, first, 1, false},
		{b, undated, second, 0, true}, {a, undated, second, 0, true},
	} {
		truths.Of(step.facts)
		asked := false
		ask := func() (rules.Truth, error) { asked = true; return rules.True, nil }
		if _, err := truths.Truth(step.rule, nil, step.day, step.hidden, ask); err != nil || asked != step.asked {
			t.Errorf("step %d: asked %t, want %t, %v", i, asked, step.asked, err)
		}
	}
	broken := errors.New("broken")
	for range 2 {
		if _, err := truths.Truth(dated, nil, second, 9, func() (rules.Truth, error) { return 0, broken }); !errors.Is(err, broken) {
			t.Errorf("an error was kept: %v", err)
		}
	}
}
