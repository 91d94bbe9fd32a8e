package evaluator_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// Two facts that are compared with each other are both named, down to the entries
// of lists, with what is there, what is wanted and in which unit.
func TestReasonsForComparedFacts(t *testing.T) {
	t.Parallel()
	source, err := evidence.Decode("x.yaml", []byte(`
trias: dossier/v1
subject: {id: s, version: "1.0"}
resilience:
  recovery: {rtoMinutes: 60}
  failover: {durationMinutes: 45}
  exercises:
    - {id: early, kind: full, heldOn: 2025-11-18}
    - {id: late, kind: full, heldOn: 2026-09-09}
`))
	if err != nil {
		t.Fatal(err)
	}
	d := testkit.Dossier(t, []*evidence.Fragment{source})
	for _, tt := range []struct{ rule, want string }{
		{"resilience.failover.durationMinutes <= resilience.recovery.rtoMinutes",
			"resilience.failover.durationMinutes 45 minutes <= 60 of resilience.recovery.rtoMinutes []"},
		{"resilience.exercises.exists(last, resilience.exercises.all(e, e.heldOn < last.heldOn || e.kind != \"full\"))",
			"resilience.exercises[early].heldOn 2025-11-18  < 2025-11-18 of resilience.exercises[early].heldOn []"},
		{"resilience.failover.durationMinutes + 15 <= resilience.recovery.rtoMinutes",
			"resilience.failover.durationMinutes + 15 60  <= 60 of resilience.recovery.rtoMinutes [resilience.failover.durationMinutes resilience.recovery.rtoMinutes]"},
	} {
		v := evaluate(t, one(t, tt.rule, "none", ""), d)
		got := ""
		for _, r := range v.Results[0].Reasons {
			if r.WantedPath != "" && got == "" {
				got = fmt.Sprint(r.Path, " ", r.Got, " ", r.Unit, " ", r.Operator, " ", r.Wanted, " of ", r.WantedPath, " ", r.Facts)
			}
			if strings.HasPrefix(r.Path, "e.") {
				t.Errorf("%s: a reason names %s", tt.rule, r.Path)
			}
		}
		if got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.rule, got, tt.want)
		}
	}
}
