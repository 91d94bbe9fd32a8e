package profiles_test

import (
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// federal-high extends high alone, so that nothing but this test keeps it at
// least as strict as federal-normal.
func TestFederalHighIsAtLeastFederalNormal(t *testing.T) {
	t.Parallel()
	for _, region := range []string{"EU", "EEA", "DE"} {
		base, derived := localised(t, "federal-normal", region), localised(t, "federal-high", region)
		for _, problem := range looser(t, base, derived) {
			t.Errorf("%s: %s", region, problem)
		}
	}
	// The comparison finds what is looser.
	if found := looser(t, localised(t, "high", "EU"), localised(t, "normal", "EU")); len(found) < 50 {
		t.Errorf("normal is looser than high in %d places only: %v", len(found), found)
	}
}

func localised(t *testing.T, id, region string) *profiles.Profile {
	t.Helper()
	p, err := profiles.Lookup(id)
	if err != nil {
		t.Fatal(err)
	}
	if p, err = p.Localised(region); err != nil {
		t.Fatal(err)
	}
	return p
}

// looser lists where a profile asks for less than a base it does not extend, or
// where that cannot be told.
func looser(t *testing.T, base, derived *profiles.Profile) (problems []string) {
	t.Helper()
	normal, err := profiles.Lookup("normal")
	if err != nil {
		t.Fatal(err)
	}
	strength := map[profiles.Obligation]int{profiles.May: 1, profiles.Should: 2, profiles.Must: 3}
	for _, id := range base.Criteria() {
		was, _ := base.Applied(id)
		is, ok := derived.Applied(id)
		if !ok {
			problems = append(problems, id+" is not applied")
			continue
		}
		for _, layer := range append(evidence.Layer("").Values(), "") {
			if strength[is.At(evidence.Layer(layer))] < strength[was.At(evidence.Layer(layer))] {
				problems = append(problems, id+" binds less at layer "+layer)
			}
		}
		compiled, _ := base.Catalogue().Compiled(id)
		rule, when := compiled.Rules()
		directions := rules.Directions(rule, when)
		for name, declared := range compiled.Params {
			// What federal-normal leaves as normal has it, high tightens already.
			if n, _ := normal.Applied(id); was.Params[name].Equal(is.Params[name]) || was.Params[name].Equal(n.Params[name]) {
				continue
			}
			from, err := rules.ParamValue(rules.ParamType(declared.Type), was.Params[name])
			if err != nil {
				t.Fatal(err)
			}
			to, err := rules.ParamValue(rules.ParamType(declared.Type), is.Params[name])
			if err != nil {
				t.Fatal(err)
			}
			if d := directions["params."+name]; d != rules.Lower && d != rules.Higher || d.Loosens(from, to) {
				problems = append(problems, id+" takes a weaker value of "+name)
			}
		}
		for _, r := range []*rules.Rule{rule, when} {
			if r == nil {
				continue
			}
			for _, slot := range r.Reads {
				path := base.Catalogue().Environment().Info(slot).Path
				own, before := is.Demands().Of(path, r == when), was.Demands().Of(path, r == when)
				if how, found := hidden(own, before); found {
					problems = append(problems, id+" is content with weaker proofs of "+path+": "+how)
				}
			}
		}
	}
	return problems
}
