package batch_test

import (
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
)

// Criteria exclude a record together exactly where it is excluded, and one of them is
// the sole one where no other does; also where the evaluator decided a record.
func TestBlocking(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.November, 26, 0, 0, 0, 0, time.UTC)
	e := embedded(t, "high")
	p := plan(t, at, batch.Variant{Evaluator: e})
	machine, block := p.NewMachine(batch.Want{Conformity: true, Blocking: true, Sole: true}), p.NewBlock()
	block.Reset(3)
	n := len(e.Profile().Criteria())
	met := evaluator.Decision{Conformity: evaluator.Conformant}
	for range n {
		met.Outcomes = append(met.Outcomes, evaluator.Pass)
	}
	one := evaluator.Decision{Conformity: evaluator.NonConformant, Outcomes: append([]evaluator.Outcome{evaluator.Fail}, met.Outcomes[1:]...)}
	must(t, block.Patch(1, []evaluator.Decision{met}))
	must(t, block.Patch(2, []evaluator.Decision{one}))
	r := machine.Run(block)
	for record, want := range []struct{ blocking, sole int }{{blocking: n, sole: 0}, {}, {1, 1}} {
		blocking, sole := 0, 0
		for c := range n {
			blocking += int(r.Blocking(0, c)[0] >> record & 1)
			sole += int(r.Sole(0, c)[0] >> record & 1)
		}
		if record == 0 && blocking > 1 { // of nothing known, all musts exclude
			want.blocking = blocking
		}
		if blocking != want.blocking || sole != want.sole {
			t.Errorf("record %d: %d criteria exclude, %d alone, want %d and %d", record, blocking, sole, want.blocking, want.sole)
		}
		if excluded := r.Excluded(0)[0]>>record&1 != 0; excluded != (blocking > 0) {
			t.Errorf("record %d: excluded %v by %d criteria", record, excluded, blocking)
		}
	}
	if r.Blocking(0, n) != nil || r.Blocking(1, 0) != nil || p.NewMachine().Run(block).Blocking(0, 0) != nil {
		t.Error("there are planes of what was not wanted")
	}
}
