package schema_test

import (
	"os"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/eucsf"
	"github.com/trias-sovereignty/trias/evaluator/questionnaire"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// TestAnswers: the schema accepts questionnaires, blank and filled in, and points
// out what the reader refuses.
func TestAnswers(t *testing.T) {
	t.Parallel()
	s := compile("answers")
	valid := func(data []byte) error {
		n, err := doc.Parse("answers.yaml", data, evidence.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		return s.Validate(n.Value())
	}
	p, err := profiles.Lookup("normal")
	if err != nil {
		t.Fatal(err)
	}
	q, err := questionnaire.New(p, questionnaire.Options{Layer: "application", Obligation: profiles.Must})
	if err != nil {
		t.Fatal(err)
	}
	offer, err := os.ReadFile("../../examples/dossiers/complete.yaml")
	if err != nil {
		t.Fatal(err)
	}
	source, err := evidence.Decode("complete.yaml", offer)
	if err != nil {
		t.Fatal(err)
	}
	forms := []questionnaire.WriteOptions{{Lang: "de", Prefill: source}, {Lang: "en"}}
	if testing.Short() {
		forms = forms[:1]
	}
	for _, o := range forms {
		data, err := q.YAML(o)
		if err != nil {
			t.Fatal(err)
		}
		if err := valid(data); err != nil {
			t.Errorf("%s: %v", o.Lang, err)
		}
	}
	filled, err := os.ReadFile("../../evaluator/questionnaire/testdata/golden/filled.en.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		old, new string
		ok       bool
	}{
		{"answer: trustee", "answer: durch einen Treuhänder des Kunden", true},
		{"answer: yes", "answer: true", true},
		{"answer: no\n", "answer: 7\n", false},
		{"answer: trustee", "answer: {is: trustee}", false},
		{"answer: trustee", "anser: trustee", false},
		{"fact: data.keys.custody", "fact: data.keys.custdy", false},
		{"countries: [DE, FR]", "countries: DE | FR", true},
		{"kind: contract", "kind: Vertrag", true},
		{"\n    issuer:", "\n    isuer:", false},
		{"trias: answers/v1", "trias: answers/v2", false},
	} {
		text := string(filled)
		if !strings.Contains(text, c.old) {
			t.Fatalf("nothing like %q", c.old)
		}
		if err := valid([]byte(strings.Replace(text, c.old, c.new, 1))); (err == nil) != c.ok {
			t.Errorf("%q: %v", c.new, err)
		}
	}
}

// TestCalculatorAnswers: answers to the EU calculator share the marker.
func TestCalculatorAnswers(t *testing.T) {
	t.Parallel()
	s := compile("answers")
	for text, ok := range map[string]bool{
		`SOV-1: {score: "100"}, SOV-2: {steps: {Q1: 3, Q2: 4}}, SOV-3: {seal: 4}`: true,
		`SOV-1: {score: 99.5, seal: 0}`:        true,
		`SOV-1: {score: 101}`:                  false,
		`SOV-1: {score: many}`:                 false,
		`SOV-1: {seal: 5}`:                     false,
		`SOV-1: {steps: {Q1: 5}}`:              false, // it has 4
		`SOV-1: {steps: {Q9: 1}}`:              false,
		`SOV-1: {steps: {Q1: 0}}`:              false,
		`SOV-1: {steps: {Q1: 1}, seal: 1}`:     false,
		`SOV-9: {seal: 1}`:                     false,
		`SOV-1: {}`:                            false,
		``:                                     false,
		"SOV-1: {seal: 1}}\nanswers: []\nx: {": false,
	} {
		data := []byte("trias: answers/v1\neucsf: {" + text + "}\n")
		n, err := doc.Parse("answers.yaml", data, evidence.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(n.Value()); (err == nil) != ok {
			t.Errorf("%s: %v", text, err)
		}
		if _, err := eucsf.ReadAnswers("answers.yaml", data); (err == nil) != ok {
			t.Errorf("%s: the reader says %v", text, err)
		}
	}
}
