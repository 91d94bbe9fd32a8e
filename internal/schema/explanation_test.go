package schema_test

import (
	"context"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/schema"
	"github.com/trias-sovereignty/trias/profiles"
)

// The schema of explanations accepts what is written, and the decoder reads it
// back to the same bytes; neither knows anything else. An explanation holds trees
// of any depth, so it is not among the kinds that random documents are made of.
func TestExplanations(t *testing.T) {
	t.Parallel()
	s := compile("explanation")
	p, err := profiles.Lookup("normal")
	if err != nil {
		t.Fatal(err)
	}
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(catalogue, p)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../../examples/dossiers/weak.yaml")
	if err != nil {
		t.Fatal(err)
	}
	source, err := evidence.Decode("weak.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	dossier, err := evidence.Merge(source)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	x, err := e.Explain(context.Background(), dossier, at, evaluator.WithTrace(p.Criteria()...), evaluator.WithHorizon(at.AddDate(1, 0, 0)))
	if err != nil {
		t.Fatal(err)
	}
	text, err := x.EncodeJSON()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, text string
		want       bool
	}{
		{"as written", string(text), true},
		{"another kind of node", strings.Replace(string(text), `"kind": "test"`, `"kind": "guess"`, 1), false},
		{"a field more", strings.Replace(string(text), `"claimed": "true"`, `"claimed": "true", "guessed": "true"`, 1), false},
		{"another truth", strings.Replace(string(text), `"claimed": "true"`, `"claimed": "maybe"`, 1), false},
	} {
		n, err := doc.ParseJSON("explanation.json", []byte(c.text), evaluator.VerdictLimits())
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(n.Value()); (err == nil) != c.want {
			t.Errorf("%s: the schema says %v", c.name, err)
		}
		back, err := evaluator.DecodeExplanation("explanation.json", []byte(c.text))
		if (err == nil) != c.want {
			t.Errorf("%s: the decoder says %v", c.name, err)
		}
		if err != nil {
			continue
		}
		if again, err := back.EncodeJSON(); err != nil || string(again) != string(text) {
			t.Errorf("%s: read back it is another (%v)", c.name, err)
		}
	}
	if _, err := schema.Document("explanation"); err != nil {
		t.Error(err)
	}
}
