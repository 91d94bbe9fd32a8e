package batch_test

import (
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
)

// What may still become of a criterion, and what it is by what is stated, are what the
// evaluator says. Of records that the evaluator decided, which only their outcomes are
// known of, nothing is ruled out that is possible, and nothing settled that is open.
func TestPossibleAgreesWithTheEvaluator(t *testing.T) {
	t.Parallel()
	finals := []evaluator.Outcome{evaluator.Pass, evaluator.Fail, evaluator.NotApplicable}
	seen := map[string]int{}
	for _, p := range []panel{
		compilePanel(t, "embedded", days[0], asVariants(shipped())...),
		compilePanel(t, "breaks", days[0], asVariants(breaking())...),
	} {
		block, encoder := p.plan.NewBlock(), p.plan.NewEncoder()
		machine := p.plan.NewMachine(batch.Want{Outcomes: true, Possible: true})
		records := 60 * *more
		block.Reset(records)
		patched := make([]bool, records)
		for n := range records {
			d, err := randomRecord(uint64(n))
			if err != nil {
				t.Fatal(err)
			}
			_, before := encoder.Encoded()
			if err := encoder.Encode(t.Context(), block, n, d); err != nil {
				t.Fatal(err)
			}
			_, after := encoder.Encoded()
			patched[n] = after > before
		}
		r := machine.Run(block)
		for n := range records {
			d, err := randomRecord(uint64(n))
			if err != nil {
				t.Fatal(err)
			}
			for v, e := range p.variants {
				possible, err := e.Possible(t.Context(), d, p.plan.At())
				if err != nil {
					t.Fatal(err)
				}
				for k, want := range possible {
					for _, o := range finals {
						may, stated := holds(r.May(v, k, o), n), holds(r.Stated(v, k, o), n)
						switch {
						case patched[n]:
							if want.May(o) && !may || stated && want.Stated != o {
								t.Fatalf("%s, record %d, %s is %s: may be %s %v, is by statement %v; the evaluator says %v, %s", p.name, n, want.Criterion, want.Outcome, o, may, stated, want.Final, want.Stated)
							}
						case may != want.May(o) || stated != (want.Stated == o):
							t.Fatalf("%s, record %d, %s is %s: may be %s %v, is by statement %v; the evaluator says %v, %s", p.name, n, want.Criterion, want.Outcome, o, may, stated, want.Final, want.Stated)
						}
					}
					if !patched[n] {
						seen[string(want.Outcome)+" "+string(want.Stated)]++
						if want.Outcome == evaluator.Unknown && !want.May(evaluator.Pass) {
							seen["will not pass"]++
						}
					} else {
						seen["patched"]++
					}
				}
			}
		}
	}
	for _, what := range []string{"pass pass", "pass unknown", "pass notApplicable", "fail fail", "notApplicable notApplicable", "unproven pass", "unproven notApplicable", "unproven unknown", "unknown unknown", "error error", "will not pass", "patched"} {
		if seen[what] == 0 {
			t.Errorf("no record shows %q: %v", what, seen)
		}
	}
	if p := plan(t, days[0], everyProfile(t)[0]); p.NewMachine().Run(p.NewBlock()).May(0, 0, evaluator.Pass) != nil {
		t.Error("what is possible is there though nobody asked")
	}
	if (*batch.Result)(nil).Stated(0, 0, evaluator.Pass) != nil {
		t.Error("of no result something is stated")
	}
}

// holds reports whether a plane has the bit of a record.
func holds(plane []uint64, record int) bool { return plane[record/64]>>(record%64)&1 != 0 }
