package evaluator_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

func TestZZ(t *testing.T) {
	data, _ := os.ReadFile("../examples/dossiers/" + os.Getenv("ZZ") + ".yaml")
	f, err := evidence.Decode("x.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	d, _ := evidence.Merge(f)
	p, _ := profiles.Lookup("normal")
	e, err := evaluator.Compile(p.Catalogue(), p)
	_ = criteria.Low
	at := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	start := time.Now()
	c, err := e.Counterfactuals(context.Background(), d, at)
	t.Log(time.Since(start), err)
	start = time.Now()
	c, err = e.Counterfactuals(context.Background(), d, at)
	t.Log(time.Since(start), err)
	for _, k := range c.Criteria {
		t.Log(k.Criterion, k.Obligation, k.Outcome, len(k.Counterfactuals), k.None, k.More)
		for _, x := range k.Counterfactuals[:min(2, len(k.Counterfactuals))] {
			t.Logf("   %+v gain %s  claimed %v reached %v  worsens %v", x.Effort, x.Gain, x.Claimed, x.Reached, x.Worsens)
			for _, s := range x.Steps {
				t.Logf("      %s %s: %v -> %v %v %s", s.Kind, s.Path, s.From, s.To, s.Entries, s.Needs)
			}
		}
	}
	for _, x := range c.Turns {
		t.Logf("turn %+v gain %s  claimed %v reached %v  worsens %v for %v", x.Effort, x.Gain, x.Claimed, x.Reached, x.Worsens, x.Criteria)
		for _, s := range x.Steps {
			t.Logf("      %s %s: %v -> %v %v %s", s.Kind, s.Path, s.From, s.To, s.Entries, s.Needs)
		}
	}
	t.Log(c.Stuck)
}

func BenchmarkZZ(b *testing.B) {
	data, _ := os.ReadFile("../examples/dossiers/weak.yaml")
	f, _ := evidence.Decode("x.yaml", data)
	d, _ := evidence.Merge(f)
	p, _ := profiles.Lookup("normal")
	e, _ := evaluator.Compile(p.Catalogue(), p)
	at := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		e.Counterfactuals(context.Background(), d, at)
	}
}
