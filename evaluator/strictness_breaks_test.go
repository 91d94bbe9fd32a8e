package evaluator_test

import (
	"context"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// What is unknown goes before what breaks: where a fact is unknown, a rule that
// only broke with a milder value of a parameter is unknown with a stricter one,
// and that is better. So the way a parameter tightens proves nothing of a rule
// that may break.
func TestStricterWhereRulesBreak(t *testing.T) {
	t.Parallel()
	text := evidence.Text{EN: "x", DE: "x"}
	catalogue := func(factor string) *criteria.Catalogue {
		fact := func(typ criteria.FactType) criteria.Fact { return criteria.Fact{Type: typ, Question: text} }
		c, err := criteria.New(criteria.Definition{ID: "small", Version: "1.0.0", Language: criteria.Language,
			Facts: map[string]map[string]criteria.Fact{"x": {"n": fact("int"), "m": fact("int"), "a": fact("bool")}},
			Criteria: []criteria.Criterion{{ID: "P", Dimension: criteria.Control, Domain: criteria.Data, Title: text, Question: text,
				Rule:   "(ext.x.n >= params.min || ext.x.a) && ext.x.m" + factor + " > 0",
				Params: map[string]criteria.Param{"min": {Type: "int", Default: evidence.Int(1), Source: text}}, Remedy: criteria.Remedy{Effort: criteria.Low}}}})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	read := func(c *criteria.Catalogue, text string, bases ...*profiles.Profile) (*profiles.Profile, error) {
		return profiles.Decode("p.yaml", []byte("trias: profile/v1\nversion: 1.0.0\ncatalogue: small\n"+text+"\n"), c, bases...)
	}
	for factor, want := range map[string]evaluator.StrictnessAnswer{" * 9007199254740992": evaluator.NotStricter, "": evaluator.IsStricter} {
		c := catalogue(factor)
		base, err := read(c, "id: base\ncriteria: {P: {obligation: must, proof: none}}")
		if err != nil {
			t.Fatal(err)
		}
		profile, err := read(c, "id: profile\ncriteria: {P: {obligation: must, params: {min: 3}, proof: none}}")
		if err != nil {
			t.Fatal(err)
		}
		s, err := evaluator.Stricter(context.Background(), profile, base)
		if err != nil {
			t.Fatal(err)
		}
		if s.Answer != want {
			t.Errorf("with %q: %s, want %s", factor, s.Answer, want)
		}
		if s.Counterexample != nil {
			confirm(t, &s, compileProfile(t, profile), compileProfile(t, base))
			if s.Counterexample.Base.Outcome != evaluator.Error || s.Counterexample.Profile.Outcome != evaluator.Unknown {
				t.Errorf("it shows %+v and %+v", s.Counterexample.Base, s.Counterexample.Profile)
			}
		}
		// Nor does such a profile load that claims to be stricter.
		_, err = read(c, "id: profile\nextends: base\ncriteria: {P: {params: {min: 3}}}", base)
		if refused := err != nil && strings.Contains(err.Error(), "comes out better on some evidence"); refused != (want == evaluator.NotStricter) {
			t.Errorf("with %q: %v", factor, err)
		}
	}
}
