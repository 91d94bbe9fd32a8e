package evaluator_test

import (
	"context"
	"slices"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// What may still become of a criterion holds every completion, on every small
// case: what is not stated takes any value, and a claim on which the criterion
// would be met turns out true or not. But where a rule breaks, nothing is said to be
// possible that no completion shows.
func TestPossibleHoldsEveryCompletion(t *testing.T) {
	t.Parallel()
	e := tinyEvaluator(t, "", "A: {obligation: must")
	possible := func(when, rule state) evaluator.Possibility {
		d := testkit.Dossier(t, []*evidence.Fragment{source("a", map[string]state{"aWhen": when, "aRule": rule})})
		p, err := e.Possible(context.Background(), d, testkit.At)
		if err != nil {
			t.Fatal(err)
		}
		return p[0]
	}
	values := []state{{"false", true, 0, true}, {"true", true, 1, true}, {"broken", true, huge, true}}
	become := func(s state, mayTurn bool) []state {
		switch {
		case !s.known, !s.proven && mayTurn:
			return values
		case s.proven:
			return []state{s}
		}
		return []state{{s.name, true, s.value, true}}
	}
	seen := map[evaluator.Outcome]int{}
	for _, when := range states {
		for _, rule := range states {
			was := possible(when, rule)
			if want := wantOutcome(when, rule); was.Outcome != want {
				t.Fatalf("when %s, rule %s: %s, want %s", when.name, rule.name, was.Outcome, want)
			}
			seen[was.Outcome]++
			reached := map[evaluator.Outcome]bool{}
			for _, w := range become(when, was.Outcome != fail) {
				for _, r := range become(rule, rule.value != 0) {
					is := possible(w, r)
					end := is.Outcome
					if end == broken || end == unproven { // a condition that broke may hide a rule that holds
						end = fail
					}
					reached[end] = true
					if !was.May(end) {
						t.Errorf("when %s, rule %s is %s and may be %v, and is %s with when %s, rule %s", when.name, rule.name, was.Outcome, was.Final, is.Outcome, w.name, r.name)
					}
					for _, f := range is.Final {
						if !was.May(f) {
							t.Errorf("when %s, rule %s may be %v; with when %s, rule %s it may be %v", when.name, rule.name, was.Final, w.name, r.name, is.Final)
						}
					}
				}
			}
			for _, f := range was.Final {
				if !reached[f] && when.value != huge && rule.value != huge && !(f == fail && was.Outcome == unproven) {
					t.Errorf("when %s, rule %s is %s and never %s", when.name, rule.name, was.Outcome, f)
				}
			}
			// By what is stated, if it were proven.
			as := func(s state) state { return state{s.name, s.known, s.value, s.known} }
			stated := wantOutcome(as(when), as(rule))
			if stated == pass && when.truth() != "true" {
				stated = unknown // open whether it applies
			}
			if stated == broken || stated == unknown {
				if slices.Contains([]evaluator.Outcome{pass, fail, na}, was.Stated) {
					t.Errorf("when %s, rule %s is stated to be %s, want it open", when.name, rule.name, was.Stated)
				}
				continue
			}
			if was.Stated != stated {
				t.Errorf("when %s, rule %s is stated to be %s, want %s", when.name, rule.name, was.Stated, stated)
			}
			if !was.May(was.Stated) {
				t.Errorf("when %s, rule %s is stated to be %s, and may be %v", when.name, rule.name, was.Stated, was.Final)
			}
		}
	}
	for _, o := range []evaluator.Outcome{pass, fail, unproven, unknown, na, broken} {
		if seen[o] == 0 {
			t.Errorf("no case is %s", o)
		}
	}
}

// Less evidence leaves more possible, on generated dossiers under every embedded
// profile.
func TestPossibleOnlyNarrows(t *testing.T) {
	narrowed := 0
	every(t, many(), func(t *testing.T, g *testkit.Generator, c generated) {
		with, what := g.AddProof(c.frags)
		narrowed += narrows(t, c.dossier, testkit.Dossier(t, with), what)
		with, what = g.AddFact(c.frags)
		if after := testkit.Dossier(t, with); agrees(c.dossier, after) {
			narrowed += narrows(t, c.dossier, after, what)
		}
	})
	if *seed == 0 && many() >= standardCases && narrowed == 0 {
		t.Error("nothing was narrowed")
	}
}

func narrows(t *testing.T, before, after *evidence.Dossier, what string) (narrowed int) {
	t.Helper()
	for _, e := range embedded() {
		was, err := e.Possible(context.Background(), before, testkit.At)
		if err != nil {
			t.Fatal(err)
		}
		is, err := e.Possible(context.Background(), after, testkit.At)
		if err != nil {
			t.Fatal(err)
		}
		for i := range is {
			for _, f := range is[i].Final {
				if !was[i].May(f) {
					t.Errorf("%s: %s: %s widened %v to %v", e.Profile().ID(), is[i].Criterion, what, was[i].Final, is[i].Final)
				}
			}
			if len(is[i].Final) < len(was[i].Final) {
				narrowed++
			}
		}
	}
	return narrowed
}
