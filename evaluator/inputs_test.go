package evaluator_test

import (
	"context"
	"errors"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// What comes of an input that is nil or zero, as it is where an error was not
// looked at, is an error that says so, and never a panic.
func TestLackingInputs(t *testing.T) {
	t.Parallel()
	e, at, ctx := embedded()[0], testkit.At, context.Background()
	profile, catalogue := e.Profile(), e.Catalogue()
	for name, call := range map[string]func(*evidence.Dossier) error{
		"Evaluate":        func(d *evidence.Dossier) error { _, err := e.Evaluate(ctx, d, at); return err },
		"Decide":          func(d *evidence.Dossier) error { _, err := e.Decide(ctx, d, at); return err },
		"Explain":         func(d *evidence.Dossier) error { _, err := e.Explain(ctx, d, at); return err },
		"Trace":           func(d *evidence.Dossier) error { _, err := e.Trace(ctx, d, at, profile.Criteria()[0]); return err },
		"Missing":         func(d *evidence.Dossier) error { _, err := e.Missing(ctx, d, at); return err },
		"Counterfactuals": func(d *evidence.Dossier) error { _, err := e.Counterfactuals(ctx, d, at); return err },
		"Apply":           func(d *evidence.Dossier) error { _, err := new(evaluator.Counterfactual).Apply(d); return err },
		"Horizon":         func(d *evidence.Dossier) error { _, err := e.Horizon(ctx, d, at, at); return err },
		"Open":            func(d *evidence.Dossier) error { _, err := e.Open(ctx, d, at); return err },
		"Levels":          func(d *evidence.Dossier) error { _, err := e.Levels(ctx, d, at); return err },
		"Replay": func(d *evidence.Dossier) error {
			for _, err := range evaluator.Replay(ctx, e, e, func(yield func(*evidence.Dossier, error) bool) { yield(d, nil) }, at) {
				return err
			}
			return nil
		},
	} {
		for what, d := range map[string]*evidence.Dossier{"nil": nil, "zero": {}} {
			if err := call(d); !errors.Is(err, evaluator.ErrNoInput) {
				t.Errorf("%s of a dossier that is %s: %v", name, what, err)
			}
		}
	}
	for name, call := range map[string]func(*profiles.Profile) error{
		"Compile":       func(p *profiles.Profile) error { _, err := evaluator.Compile(catalogue, p); return err },
		"Stricter":      func(p *profiles.Profile) error { _, err := evaluator.Stricter(ctx, profile, p); return err },
		"Stricter than": func(p *profiles.Profile) error { _, err := evaluator.Stricter(ctx, p, profile); return err },
	} {
		for what, p := range map[string]*profiles.Profile{"nil": nil, "zero": {}} {
			if err := call(p); !errors.Is(err, evaluator.ErrNoInput) {
				t.Errorf("%s of a profile that is %s: %v", name, what, err)
			}
		}
	}
	if _, err := evaluator.Compile(nil, profile); !errors.Is(err, evaluator.ErrNoInput) {
		t.Errorf("no catalogue: %v", err)
	}
	if _, err := evaluator.Compile(&criteria.Catalogue{}, profile); !errors.Is(err, evaluator.ErrMismatch) {
		t.Errorf("a catalogue that is zero: %v", err)
	}
	if _, err := evaluator.Verify(ctx, nil, evaluator.Inputs{Profile: &profiles.Profile{}}); !errors.Is(err, evaluator.ErrNoInput) {
		t.Errorf("Verify with a profile that is zero: %v", err)
	}
}

// An option that is nil changes nothing, and one that no verdict could be given
// with is refused by all that take options.
func TestOptions(t *testing.T) {
	t.Parallel()
	e, at, ctx := embedded()[0], testkit.At, context.Background()
	d := testkit.Dossier(t, []*evidence.Fragment{{Subject: &evidence.Subject{ID: "s"}}})
	if _, err := e.Decide(ctx, d, at, nil, evaluator.WithWaivers()); err != nil {
		t.Error(err)
	}
	before := evaluator.WithHorizon(at.AddDate(0, 0, -1))
	for name, call := range map[string]func() error{
		"Evaluate":        func() error { _, err := e.Evaluate(ctx, d, at, before); return err },
		"Decide":          func() error { _, err := e.Decide(ctx, d, at, before); return err },
		"Explain":         func() error { _, err := e.Explain(ctx, d, at, before); return err },
		"Missing":         func() error { _, err := e.Missing(ctx, d, at, before); return err },
		"Counterfactuals": func() error { _, err := e.Counterfactuals(ctx, d, at, before); return err },
		"Horizon":         func() error { _, err := e.Horizon(ctx, d, at, at, before); return err },
	} {
		if err := call(); !errors.Is(err, evaluator.ErrUntil) {
			t.Errorf("%s with a horizon that ends before: %v", name, err)
		}
	}
}

// A gate whose obligation is misspelt counts everything: it must not stand open.
func TestMisspeltGate(t *testing.T) {
	t.Parallel()
	c := evaluator.Comparison{Criteria: []evaluator.CriterionComparison{{Criterion: "A",
		Before: &evaluator.State{Obligation: profiles.May, Outcome: evaluator.Pass}, After: &evaluator.State{Obligation: profiles.May, Outcome: evaluator.Fail}}}}
	if worse := c.Worse(nil); len(worse) != 0 {
		t.Errorf("a may counts without being asked for: %v", worse)
	}
	for _, o := range []profiles.Obligation{"", "Should", "mst"} {
		if worse := c.Worse(evaluator.DownTo(o)); len(worse) != 1 {
			t.Errorf("down to %q: %v", o, worse)
		}
	}
}

// A step of no kind is refused, and not taken for another one.
func TestNoSuchStep(t *testing.T) {
	t.Parallel()
	d := testkit.Dossier(t, []*evidence.Fragment{{Subject: &evidence.Subject{ID: "s"}}})
	for _, kind := range []evaluator.StepKind{"", "State"} {
		c := evaluator.Counterfactual{Steps: []evaluator.Step{{Kind: kind, Path: "operational.exit.terms.noticeDays", To: evidence.Int(30)}}}
		if _, err := c.Apply(d); !errors.Is(err, evaluator.ErrOtherDossier) {
			t.Errorf("a step of kind %q: %v", kind, err)
		}
	}
}
