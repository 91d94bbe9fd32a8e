package rules_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
)

var comparisons = map[string]func(int) bool{
	"<": func(c int) bool { return c < 0 }, "<=": func(c int) bool { return c <= 0 },
	">": func(c int) bool { return c > 0 }, ">=": func(c int) bool { return c >= 0 },
}

// For "tested + 12 months >= at" a reason names the first day of testing that
// would do: exactly the days on the wanted side of it make the rule hold, and
// exactly the others its negation.
func TestWantedDateIsTheBoundary(t *testing.T) {
	t.Parallel()
	env, s := scope(t)
	slot, _ := env.Slot("ext.lab.on")
	rng := rand.New(rand.NewPCG(5, 6))
	m := env.NewMachine()
	checked := 0
	for range 150 {
		target, _ := civil.ParseDate([]string{"2026-11-01", "2027-02-28", "2028-02-29", "2027-03-31", "2026-12-31", "2027-03-01"}[rng.IntN(6)])
		target = target.AddDays(rng.IntN(3) * 15)
		unit, most := "days", 400
		if rng.IntN(3) > 0 {
			unit, most = "months", 40
		}
		if rng.IntN(5) == 0 {
			unit, most = "years", 12
		}
		shifted := fmt.Sprintf("ext.lab.on %s %s(%d)", []string{"+", "-"}[rng.IntN(2)], unit, rng.IntN(most))
		op := []string{"<", "<=", ">", ">="}[rng.IntN(4)]
		right := []string{"at", fmt.Sprintf("date(%q)", target)}[rng.IntN(2)]
		text := shifted + " " + op + " " + right
		if rng.IntN(3) == 0 {
			text = right + " " + op + " " + shifted
		}
		r, problems := s.Compile(rules.Source{Text: text})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		m.Given(nil, nil, target)
		m.Set(slot, rules.Val{})
		for _, negate := range []bool{false, true} {
			m.Set(slot, rules.Val{})
			leaf := r.Explain(m, negate).Leaves[0]
			wanted, err := civil.ParseDate(fmt.Sprint(leaf.Wanted.Any()))
			if err != nil || comparisons[leaf.Op] == nil || leaf.Path != "ext.lab.on" {
				t.Fatalf("%s: wanted %s %s %v", text, leaf.Path, leaf.Op, leaf.Wanted)
			}
			for n := -35; n <= 35; n++ {
				day := wanted.AddDays(n)
				v, err := env.Value(slot, evidence.Stated{Scalar: day.String()})
				if err != nil {
					t.Fatal(err)
				}
				m.Set(slot, v)
				truth, _ := r.Eval(m)
				if negate {
					truth = truth.Not()
				}
				if want := comparisons[leaf.Op](day.Compare(wanted)); (truth == rules.True) != want {
					t.Fatalf("%s with at %s, negated %v: %s is %s, and wanted is %s %s", text, target, negate, day, truth, leaf.Op, wanted)
				}
				checked++
			}
		}
	}
	if checked != 150*2*71 {
		t.Errorf("%d days checked", checked)
	}
}
