package rules_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// The explanation of every embedded rule finds the truth that cel-go finds,
// under every profile, on generated dossiers.
func TestEmbeddedRulesAreExplainedAsEvaluated(t *testing.T) {
	t.Parallel()
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	env := catalogue.Environment()
	seen := map[string]map[rules.Truth]int{}
	for seed := range 56 {
		o := testkit.Varied(seed)
		o.Sources = 1
		d := testkit.Dossier(t, testkit.New(uint64(seed), o).Fragments())
		facts, err := env.Facts(d)
		if err != nil {
			t.Fatal(err)
		}
		// The facts of a dossier are shared; a machine of its own explains alike.
		shared, own := env.NewMachine(), env.NewMachine()
		shared.Show(facts)
		for slot := range env.Slots() {
			own.Set(slot, facts.Fact(slot))
		}
		// Profiles that leave a criterion's parameters alone ask the same of it.
		asked := map[string][]map[string]evidence.Value{}
		for _, id := range profiles.Names() {
			p, err := profiles.Lookup(id)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range p.Criteria() {
				applied, _ := p.Applied(c)
				if slices.ContainsFunc(asked[c], func(other map[string]evidence.Value) bool {
					return maps.EqualFunc(applied.Params, other, evidence.Value.Equal)
				}) {
					continue
				}
				asked[c] = append(asked[c], applied.Params)
				compiled, _ := catalogue.Compiled(c)
				params, _, err := compiled.Bind(applied.Params)
				if err != nil {
					t.Fatal(err)
				}
				rule, when := compiled.Rules()
				for _, m := range []*rules.Machine{shared, own} {
					m.Given(env.Subject(d.Subject()), params, testkit.Today)
					for name, r := range map[string]*rules.Rule{c: rule, c + " when": when} {
						if r == nil {
							continue
						}
						truth, _ := r.Eval(m)
						if seen[name] == nil {
							seen[name] = map[rules.Truth]int{}
						}
						seen[name][truth]++
						for _, negate := range []bool{false, true} {
							want := truth
							if negate {
								want = truth.Not()
							}
							x := r.Explain(m, negate)
							if x.Truth != want || len(x.Leaves) == 0 || (truth == rules.Unknown) != (len(x.Missing) > 0) {
								t.Errorf("seed %d, %s, %s, negated %v: %s, explained as %s by %d leaves, missing %v", seed, id, name, negate, want, x.Truth, len(x.Leaves), x.Missing)
							}
							for _, l := range x.Leaves {
								if truth != rules.Unknown && l.Got.IsZero() {
									t.Errorf("seed %d, %s, %s is %s by %s without a value", seed, id, name, truth, l.Path)
								}
							}
						}
					}
				}
			}
		}
	}
	for name, count := range seen {
		if count[rules.True] == 0 || count[rules.False] == 0 || count[rules.Unknown] == 0 {
			t.Errorf("%s was not decided both ways and left open: %v", name, count)
		}
	}
}
