package gatewayapi_test

import (
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/gatewayapi"
)

// Two reports that name the same release, mode, version and day, as a maker writes them of two ways to deploy one product,
// tell of two runs; read twice, a report tells of one.
func TestRunsOfTwoReports(t *testing.T) {
	t.Parallel()
	read := func(passed string) *evidence.Fragment {
		text := head + "mode: traditional\nprofiles:\n- {name: GATEWAY-HTTP, core: {result: success, statistics: {Passed: " + passed + ", Failed: 0, Skipped: 0}}}\n"
		f, err := gatewayapi.Import("report.yaml", strings.NewReader(text), gatewayapi.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	hybrid, standard := read("32"), read("33")
	subject := &evidence.Fragment{Name: "offer.yaml", Subject: &evidence.Subject{ID: "gateway", Version: "2.1.0"}}
	dossier, err := evidence.Merge(subject, hybrid, standard)
	if err != nil {
		t.Fatal(err)
	}
	if c := dossier.Contradictions(); len(c) > 0 {
		t.Errorf("the two contradict each other: %v", c)
	}
	one, two := hybrid.Technological.ConformanceRuns[0].ID, standard.Technological.ConformanceRuns[0].ID
	if again := read("32").Technological.ConformanceRuns[0].ID; one == two || one != again {
		t.Errorf("ids %s, %s and, of the first again, %s", one, two, again)
	}
}
