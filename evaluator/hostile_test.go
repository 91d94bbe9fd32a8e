package evaluator_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/hostile"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

func readWaivers(name string, data []byte) error {
	_, err := evaluator.DecodeWaivers(name, data)
	return err
}

func readEquivalences(name string, data []byte) error {
	_, err := evaluator.DecodeEquivalences(name, data)
	return err
}

func readVerdict(name string, data []byte) error {
	_, err := evaluator.DecodeVerdict(name, data)
	return err
}

// Whatever a file contains, reading it ends soon, with problems that have a
// place.
func TestHostile(t *testing.T) {
	t.Parallel()
	t.Run("waivers", func(t *testing.T) {
		t.Parallel()
		hostile.Refused(t, readWaivers)
	})
	t.Run("equivalences", func(t *testing.T) {
		t.Parallel()
		hostile.Refused(t, readEquivalences)
	})
	t.Run("onboarding records", func(t *testing.T) {
		t.Parallel()
		hostile.Refused(t, func(name string, data []byte) error {
			_, err := evaluator.DecodeOnboarding(name, data)
			return err
		})
	})
	t.Run("levels", func(t *testing.T) {
		t.Parallel()
		hostile.Refused(t, func(name string, data []byte) error {
			_, err := evaluator.DecodeLevels(name, data)
			return err
		})
	})
	t.Run("verdicts", func(t *testing.T) {
		t.Parallel()
		hostile.Refused(t, readVerdict)
	})
	t.Run("horizons", func(t *testing.T) {
		t.Parallel()
		hostile.Refused(t, func(name string, data []byte) error {
			_, err := evaluator.DecodeHorizon(name, data)
			return err
		})
	})
}

// What it takes to refuse hostile files of the largest size.
func BenchmarkHostileWaivers(b *testing.B) { hostile.Benchmark(b, readWaivers) }

// What it takes to read a verdict at the limits: as many reasons as fit.
func BenchmarkVerdictAtLimit(b *testing.B) {
	const before = `{"trias": "verdict/v1", "results": [{"reasons": [`
	reason := `{"path":"a","operator":"==","proofs":[1]},`
	n := min(evaluator.VerdictLimits().Bytes/len(reason), evaluator.VerdictLimits().Nodes/5) - 10
	text := before + strings.Repeat(reason, n) + "{}]}]}"
	hostile.Measure(b, text, func(data []byte) { _ = readVerdict("x.json", data) })
}

// waiversOf writes as many waivers as a file may have.
func waiversOf(n int) string {
	var b strings.Builder
	b.WriteString(`{"trias": "waivers/v1", "waivers": [`)
	for i := range n {
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(&b, `{"id": "w%d", "subject": "s", "version": "1", "profile": "normal", "criterion": "DAT-CON-06", "accepts": ["fail", "unknown"], `+
			`"authority": "CIO", "reason": "why", "from": "2026-01-01", "until": "2026-12-31"}`, i)
	}
	return b.String() + "]}"
}

// What it takes to give a verdict with as many waivers as a file may have.
func BenchmarkWaiversAtLimit(b *testing.B) {
	e := embedded()[0]
	dossier := testkit.Dossier(b, []*evidence.Fragment{{Subject: &evidence.Subject{ID: "s", Version: "1"}}})
	hostile.Measure(b, waiversOf(10_000), func(data []byte) {
		waivers, err := evaluator.DecodeWaivers("waivers.json", data)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := e.Evaluate(context.Background(), dossier, testkit.At, evaluator.WithWaivers(waivers...)); err != nil {
			b.Fatal(err)
		}
	})
}

// What it takes to give a verdict with as many equivalences as there may be, each
// of which may bear on each of as many entries as a list may have.
func BenchmarkEquivalencesAtLimit(b *testing.B) {
	e := embedded()[slices.IndexFunc(embedded(), func(e *evaluator.Evaluator) bool { return e.Profile().ID() == "high" })]
	f := &evidence.Fragment{Subject: &evidence.Subject{ID: "s", Version: "1"}}
	for i := range evidence.MaxList {
		f.Operational.Attestations = append(f.Operational.Attestations, evidence.HeldAttestation{ID: fmt.Sprintf("a%d", i)})
	}
	dossier := testkit.Dossier(b, []*evidence.Fragment{f})
	var es []evaluator.Equivalence
	for i := range evaluator.MaxEquivalences {
		es = append(es, evaluator.Equivalence{ID: fmt.Sprintf("E%d", i), Demanded: demanded[1], Accepted: accepted[0], Basis: evidence.Text{EN: "b", DE: "b"},
			Authority: "a", Reason: "r", From: testkit.Today, Until: testkit.Today})
	}
	for b.Loop() {
		if _, err := e.Evaluate(context.Background(), dossier, testkit.At, evaluator.WithEquivalences(es...)); err != nil {
			b.Fatal(err)
		}
	}
}

// What it takes to judge long lists by rules that use the budget of a rule up:
// lists within lists, each as long as a decoder lets in.
func BenchmarkDearestRule(b *testing.B) {
	const rule = `supplyChain.subcontractors.all(s, s.countries.all(c, inRegion(c, "EU", at) || !inRegion(c, "EU", at)))`
	catalogue, err := criteria.Decode("c.yaml", fmt.Appendf(nil, "trias: catalogue/v1\nid: c\nversion: 1.0.0\nlanguage: 1\ncriteria:\n"+
		"  - {id: A, dimension: control, domain: supplyChain, title: {en: t, de: t}, question: {en: q, de: f}, rule: %q}\n", rule))
	if err != nil {
		b.Fatal(err)
	}
	profile, err := profiles.New(profiles.Definition{ID: "p", Version: "1.0.0", Catalogue: "c",
		Criteria: map[string]profiles.Setting{"A": {Obligation: profiles.Must, Proof: &profiles.Proof{Rule: "none"}}}}, catalogue)
	if err != nil {
		b.Fatal(err)
	}
	e, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		b.Fatal(err)
	}
	// As many values as a dossier may have; nothing ends the quantifiers early.
	countries := `"` + strings.Join(evidence.Country("").Values()[:190], `","`) + `"`
	var text strings.Builder
	text.WriteString(`{"trias": "dossier/v1", "subject": {"id": "s"}, "supplyChain": {"subcontractors": [`)
	for i := range evidence.MaxList {
		fmt.Fprintf(&text, `{"id": "s%d", "countries": [%s]},`, i, countries)
	}
	data := strings.TrimSuffix(text.String(), ",") + "]}}"
	f, err := evidence.Decode("x.json", []byte(data))
	if err != nil {
		b.Fatal(err)
	}
	dossier := testkit.Dossier(b, []*evidence.Fragment{f})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := e.Evaluate(context.Background(), dossier, testkit.At); err != nil {
			b.Fatal(err)
		}
	}
}
