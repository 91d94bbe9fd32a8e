package testkit_test

import (
	"math"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// The sources of a spread make dossiers that have everything it speaks of.
func TestSpread(t *testing.T) {
	t.Parallel()
	var unknown, contradicted, open, partly, long, largest, proofless int
	for n := range 8 {
		g := testkit.New(uint64(n), testkit.Options{})
		d := testkit.Dossier(t, g.Spread(testkit.Spread{Missing: 0.1, Unproven: 0.3, Odd: 0.2, Unusual: 0.05, Open: 0.1, Partly: 0.1, Contradicted: 0.02, Long: 40}))
		for slot := range evidence.FactSchema().Fields {
			alternatives := d.Fact(slot).Alternatives
			if len(alternatives) == 0 {
				unknown++
				continue
			}
			if len(alternatives) > 1 {
				contradicted++
				continue
			}
			a := alternatives[0]
			if len(a.Parts) > 1 {
				partly++
			}
			if len(a.Parts[0].Proofs) == 0 {
				proofless++
			}
			if l := a.Value.List; l != nil {
				if l.Open {
					open++
				}
				if len(l.Items) > 20 {
					long++
				}
			}
			if a.Value.Scalar == int64(1<<53) || a.Value.Scalar == math.MaxFloat64 {
				largest++
			}
		}
	}
	for what, n := range map[string]int{"unknown": unknown, "contradicted": contradicted, "open": open, "in parts": partly, "long": long, "the largest": largest, "without proof": proofless} {
		if n == 0 {
			t.Errorf("no fact is %s", what)
		}
	}
}

// A cut is stated where it says, and what states it is a dossier.
func TestCuts(t *testing.T) {
	t.Parallel()
	numbers, entries := 0, 0
	for i, c := range testkit.Cuts() {
		f := testkit.New(1, testkit.Options{}).Met()
		if !c.State(f) {
			t.Errorf("%s: there is no entry to state %s of", c.Path, c.Text)
		}
		if c.Path == "data.deletion.maxDays" {
			numbers++
		}
		if c.Path == "operational.staff.roles[].certifiedPercent" || c.Path == "data.standards[].lastTestedOn" {
			entries++
		}
		if i%64 == 0 {
			testkit.Dossier(t, []*evidence.Fragment{f})
		}
	}
	if numbers < 3 || entries < 3 {
		t.Errorf("%d and %d cuts of facts that have some", numbers, entries)
	}
}
