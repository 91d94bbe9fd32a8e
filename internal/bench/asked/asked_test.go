package asked_test

import (
	"testing"

	"github.com/trias-sovereignty/trias/internal/bench/asked"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

func TestEveryCriterionIsRead(t *testing.T) {
	t.Parallel()
	s, err := asked.Read(asked.Profile, testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	ids := s.Evaluator.Profile().Criteria()
	if len(s.Questions) != len(ids) {
		t.Fatalf("%d questions of %d criteria", len(s.Questions), len(ids))
	}
	known := map[string]bool{}
	for _, f := range s.Facts {
		known[f.Path] = true
		for _, e := range s.Elements[f.Path] {
			known[e.Path] = true
		}
	}
	for i, q := range s.Questions {
		if q.ID != ids[i] {
			t.Errorf("question %d is %s, want %s", i, q.ID, ids[i])
		}
		for view, e := range map[int]*asked.Expr{q.RuleView: q.Rule, q.WhenView: q.When} {
			if e == nil {
				continue
			}
			e.Walk(func(x *asked.Expr) {
				if x.Op != asked.Fact || x.Ref.Field == nil {
					return
				}
				if !known[x.Ref.Field.Path] {
					t.Errorf("%s reads %s, which no engine is given", q.ID, x.Ref.Field.Path)
				}
				if x.Ref.Var == "" && q.RuleView != q.WhenView && s.Views[view][x.Ref.Path] == nil {
					t.Errorf("%s reads %s, of which its view does not say what is demanded", q.ID, x.Ref.Path)
				}
			})
		}
	}
}

// Parameters and the day are put in: nothing is left that is the same for all
// offers.
func TestNothingIsLeftToFold(t *testing.T) {
	t.Parallel()
	s, err := asked.Read(asked.Profile, testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range s.Questions {
		q.Rule.Walk(func(e *asked.Expr) {
			switch e.Op {
			case asked.And, asked.Or, asked.Not:
				for _, a := range e.Args {
					if a.Op == asked.Const {
						t.Errorf("%s: %v stands in a %s", q.ID, a.Value, e.Op)
					}
				}
			}
		})
	}
}
