package evaluator_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"runtime"
	"slices"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// Explanations are the same bytes again and again, on one core and on all, and
// whatever the order of sources is.
func TestExplanationsAreDeterministic(t *testing.T) {
	e := embedded()[0]
	data, err := os.ReadFile("../examples/dossiers/complete.yaml")
	if err != nil {
		t.Fatal(err)
	}
	whole, err := evidence.Decode("complete.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	other := &evidence.Fragment{Name: "other.yaml"}
	no := false
	other.Facts.Data.Keys.CustomerCanRotate = &no
	explain := func(frags ...*evidence.Fragment) []byte {
		x, err := e.Explain(context.Background(), testkit.Dossier(t, frags), testkit.At,
			evaluator.WithTrace(e.Profile().Criteria()...), evaluator.WithHorizon(testkit.At.AddDate(1, 0, 0)))
		if err != nil {
			t.Fatal(err)
		}
		text, err := x.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	want := explain(whole, other)
	frags := []*evidence.Fragment{whole, other}
	slices.Reverse(frags)
	if !bytes.Equal(explain(frags...), want) {
		t.Error("another order of the sources makes another explanation")
	}
	before := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(before)
	if !bytes.Equal(explain(whole, other), want) {
		t.Error("one core makes another explanation")
	}
}

func TestTraceErrors(t *testing.T) {
	t.Parallel()
	e := embedded()[0]
	d := testkit.Dossier(t, testkit.New(1, testkit.Varied(1)).Fragments())
	if _, err := e.Trace(context.Background(), d, testkit.At, "NOTHING"); !errors.Is(err, evaluator.ErrCriterion) {
		t.Errorf("a criterion there is not: %v", err)
	}
	if _, err := e.Explain(context.Background(), d, testkit.At, evaluator.WithTrace("NOTHING")); !errors.Is(err, evaluator.ErrCriterion) {
		t.Errorf("the trace of a criterion there is not: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := e.Trace(ctx, d, testkit.At, e.Profile().Criteria()[0]); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}
