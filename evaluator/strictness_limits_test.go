package evaluator_test

import (
	"context"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/profiles"
)

// A text that no fact can have is tried and makes no counterexample.
func TestStricterWithTextsTooLong(t *testing.T) {
	t.Parallel()
	text := evidence.Text{EN: "x", DE: "x"}
	c, err := criteria.New(criteria.Definition{ID: "small", Version: "1.0.0", Language: criteria.Language,
		Facts: map[string]map[string]criteria.Fact{"x": {"t": {Type: "text", Question: text}}},
		Criteria: []criteria.Criterion{{ID: "P", Dimension: criteria.Control, Domain: criteria.Data, Title: text, Question: text,
			Rule: `ext.x.t == "` + strings.Repeat("a", 1500) + `"`, Remedy: criteria.Remedy{Effort: criteria.Low}}}})
	if err != nil {
		t.Fatal(err)
	}
	read := func(id, proof string) *profiles.Profile {
		p, err := profiles.Decode(id+".yaml", []byte("trias: profile/v1\nid: "+id+"\nversion: 1.0.0\ncatalogue: small\ncriteria: {P: {obligation: must, proof: '"+proof+"'}}\n"), c)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	s, err := evaluator.Stricter(context.Background(), read("profile", "none"), read("base", `by("test")`))
	if err != nil {
		t.Fatal(err)
	}
	if s.Answer != evaluator.StrictnessNotDecided {
		t.Errorf("%s: %+v", s.Answer, s.Counterexample)
	}
}

// A criterion that is asked on days alone for which no verdict can be given is no
// reason for an error: what binds less then is not decided.
func TestStricterOnTheLastDays(t *testing.T) {
	t.Parallel()
	text := evidence.Text{EN: "x", DE: "x"}
	for on, want := range map[string]evaluator.StrictnessAnswer{"2199-12-31": evaluator.StrictnessNotDecided, "2198-12-31": evaluator.StrictnessNotDecided, "2190-01-01": evaluator.NotStricter} {
		day, err := civil.ParseDate(on)
		if err != nil {
			t.Fatal(err)
		}
		c, err := criteria.New(criteria.Definition{ID: "small", Version: "1.0.0", Language: criteria.Language,
			Facts: map[string]map[string]criteria.Fact{"x": {"a": {Type: "bool", Question: text}}},
			Criteria: []criteria.Criterion{{ID: "P", Dimension: criteria.Control, Domain: criteria.Data, Title: text, Question: text, Rule: "ext.x.a",
				Introduced: &criteria.Introduced{Version: "1.0.0", On: &day}, Remedy: criteria.Remedy{Effort: criteria.Low}}}})
		if err != nil {
			t.Fatal(err)
		}
		read := func(id, obligation string) *profiles.Profile {
			p, err := profiles.Decode(id+".yaml", []byte("trias: profile/v1\nid: "+id+"\nversion: 1.0.0\ncatalogue: small\nzone: Europe/Berlin\ncriteria: {P: {obligation: "+obligation+", proof: none}}\n"), c)
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		s, err := evaluator.Stricter(context.Background(), read("profile", "should"), read("base", "must"))
		if err != nil {
			t.Fatalf("%s: %v", on, err)
		}
		if s.Answer != want {
			t.Errorf("%s: %s, want %s", on, s.Answer, want)
		}
	}
}
