package population_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evaluator/population"
)

// TestRevealed compares what a plan finds where facts are revealed with a population
// in which they are always stated and proven: values do not depend on what is missing.
func TestRevealed(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/everything.yaml")
	if err != nil {
		t.Fatal(err)
	}
	evaluators := compiled(t, "high", "normal")
	// What facts of a group say of being missing and unproven themselves.
	own := map[string][]string{
		"data.keys":      {"    missing: 0.2\n", "", ", unproven: 0.5}", "}", ", missing: 1/3}", "}"},
		"resilience":     {"to: 20000}], missing: 0.1}", "to: 20000}]}"},
		"data.standards": nil, "technological.conformanceRuns": nil,
	}
	for group, edits := range own {
		t.Run(group, func(t *testing.T) {
			t.Parallel()
			var variants []batch.Variant
			for _, e := range evaluators {
				variants = append(variants, batch.Variant{Evaluator: e, Reveal: []string{group}})
			}
			revealing, err := batch.Compile(at, variants...)
			if err != nil {
				t.Fatal(err)
			}
			// The same population where the group is always stated, and proven.
			text := string(data)
			of := "of: [" + group + "], rate: 0}"
			text = strings.Replace(text, "missing:\n  rate: 0.05\n  cases:\n", "missing:\n  rate: 0.05\n  cases:\n    - {"+of+"\n", 1)
			text = strings.Replace(text, "cases: [{of: [resilience], rate: 0.1}]", "cases: [{"+of+", {of: [resilience], rate: 0.1}]", 1)
			text = strings.NewReplacer(edits...).Replace(text)
			text += "  - {id: revealed, covers: [" + group + "], oneOf: [{share: 1, complete: true}]}\n"
			known, err := population.Decode("known.yaml", []byte(text), nil)
			if err != nil {
				t.Fatal(err)
			}
			a := filled(t, read(t, "everything.yaml"), revealing, 4096)
			b := filled(t, known, planOf(t, evaluators...), 4096)
			for v := range variants {
				for c, id := range evaluators[v].Profile().Criteria() {
					for r := range 4096 {
						if x, y := a.Outcome(v, c, r), b.Outcome(v, c, r); x != y {
							t.Fatalf("record %d, %s, %s: %s if revealed, %s if stated and proven", r, evaluators[v].Profile().ID(), id, x, y)
						}
					}
				}
			}
		})
	}
}

// filled runs a block.
func filled(t *testing.T, p *population.Population, plan *batch.Plan, records int64) *batch.Result {
	t.Helper()
	s, err := p.Compile(plan, 7, records)
	if err != nil {
		t.Fatal(err)
	}
	block := plan.NewBlock()
	if err := s.Fill(context.Background(), 0, block); err != nil {
		t.Fatal(err)
	}
	return plan.NewMachine().Run(block)
}
