package evaluator_test

import (
	"bytes"
	"context"
	"os"
	"slices"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/hostile"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// Whatever a file of equivalences says, it is refused with problems that have a
// place, or each has an effect or says why not, and none makes an outcome worse.
func FuzzDecodeEquivalences(f *testing.F) {
	for _, seed := range seedParts(f, "equivalences.yaml") {
		f.Add(seed)
	}
	for _, seed := range hostile.Seeds(f) {
		f.Add(seed)
	}
	example, err := os.ReadFile("../examples/equivalence/equivalences.yaml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(example)
	text, err := os.ReadFile("../examples/equivalence/offer.yaml")
	if err != nil {
		f.Fatal(err)
	}
	source, err := evidence.Decode("offer.yaml", text)
	if err != nil {
		f.Fatal(err)
	}
	dossier := testkit.Dossier(f, []*evidence.Fragment{source})
	e := embedded()[slices.IndexFunc(embedded(), func(e *evaluator.Evaluator) bool { return e.Profile().ID() == "high" })]
	without := evaluate(f, e, dossier)
	f.Fuzz(func(t *testing.T, data []byte) {
		equivalences, err := evaluator.DecodeEquivalences("x", data)
		if err != nil {
			hostile.Placed(t, "x", err)
			if equivalences != nil {
				t.Fatal("equivalences beside an error")
			}
			return
		}
		// As a file has them, so Go has them.
		text, err := doc.EncodeYAML(struct {
			Trias        string                  `json:"trias"`
			Equivalences []evaluator.Equivalence `json:"equivalences"`
		}{evaluator.EquivalencesFormat, equivalences})
		if err != nil {
			t.Fatal(err)
		}
		again, err := evaluator.DecodeEquivalences("again.yaml", text)
		if err != nil {
			t.Fatalf("what was written is refused: %v\n%s", err, text)
		}
		v, err := e.Evaluate(context.Background(), dossier, testkit.At, evaluator.WithEquivalences(equivalences...))
		if err != nil {
			t.Fatal(err)
		}
		if same := with(t, e, dossier, again...); !bytes.Equal(encode(t, v), encode(t, same)) {
			t.Fatal("equivalences that were written and read decide otherwise")
		}
		if len(v.Equivalences) != len(equivalences) {
			t.Fatalf("%d equivalences of %d are shown", len(v.Equivalences), len(equivalences))
		}
		for i, r := range v.Results {
			if was := without.Results[i].Outcome; r.Outcome.Rank() < was.Rank() || r.Outcome.Rank() == was.Rank() != (r.Equivalences == nil) {
				t.Errorf("%s is %s with equivalences and %s without, and rests on %v", r.Criterion, r.Outcome, was, r.Equivalences)
			}
		}
		if _, err := evaluator.DecodeVerdict("verdict.json", encode(t, v)); err != nil {
			t.Errorf("the verdict cannot be read back: %v", err)
		}
	})
}
