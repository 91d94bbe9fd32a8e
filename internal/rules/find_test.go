package rules_test

import (
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// What is made up for a rule makes it come out as wanted once it is written to a
// file, read and evaluated; of the embedded criteria each can be met and missed.
func TestFinderMeetsAndMissesEmbeddedCriteria(t *testing.T) {
	t.Parallel()
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	day, err := civil.ParseDate("2027-03-01")
	if err != nil {
		t.Fatal(err)
	}
	env := catalogue.Environment()
	for _, c := range catalogue.Criteria() {
		compiled, _ := catalogue.Compiled(c.ID)
		rule, when := compiled.Rules()
		given, _, err := compiled.Bind(nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, holds := range []bool{true, false} {
			f := env.NewFinder(day, rules.NewWork(rules.MaxWork))
			goals := []rules.Goal{{Rule: rule, Given: given, Holds: holds}}
			if when != nil {
				goals = append(goals, rules.Goal{Rule: when, Given: given, Holds: true})
			}
			if !f.Find(goals...) {
				t.Errorf("%s: nothing found on which it is %v: %s", c.ID, holds, rule.Text)
				continue
			}
			fragment, err := f.Fragment("made-up", "")
			if err != nil {
				t.Errorf("%s: %v", c.ID, err)
				continue
			}
			d, err := evidence.Merge(fragment)
			if err != nil {
				t.Fatal(err)
			}
			facts, err := env.Facts(d)
			if err != nil {
				t.Fatal(err)
			}
			m := env.NewMachine()
			m.Show(facts)
			m.Given(env.Subject(d.Subject()), given, day)
			for _, g := range goals {
				if truth, err := g.Rule.Eval(m); truth != map[bool]rules.Truth{true: rules.True, false: rules.False}[g.Holds] {
					text, _ := fragment.EncodeYAML()
					t.Errorf("%s: wanted %v, is %s (%v): %s\n%s", c.ID, g.Holds, truth, err, g.Rule.Text, text)
				}
			}
		}
	}
}
