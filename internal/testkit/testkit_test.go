package testkit_test

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// The generator is worth something only if it reaches every fact there is.
func TestLeavesAreTheSchema(t *testing.T) {
	t.Parallel()
	var want []string
	var add func(r *evidence.Record)
	add = func(r *evidence.Record) {
		for _, f := range r.Fields {
			want = append(want, f.Path)
			if f.Elem != nil {
				add(f.Elem)
			}
		}
	}
	add(evidence.FactSchema())
	if diff := cmp.Diff(want, testkit.Leaves()); diff != "" {
		t.Errorf("schema and generator (-schema +generator):\n%s", diff)
	}
}

// Whatever applies at a layer passes there, and everything applies at some layer.
func TestMetMeetsEverything(t *testing.T) {
	t.Parallel()
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	// Only the layer itself may rule a criterion out.
	layered := func(id string) bool {
		compiled, _ := catalogue.Compiled(id)
		_, when := compiled.Rules()
		return when != nil && len(when.Reads) == 0
	}
	for _, id := range profiles.Names() {
		p, err := profiles.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		e, err := evaluator.Compile(catalogue, p)
		if err != nil {
			t.Fatal(err)
		}
		passed := map[string]bool{}
		for _, layer := range evidence.Layer("").Values() {
			g := testkit.New(1, testkit.Options{})
			f := g.Met()
			f.Subject.Layer = evidence.Layer(layer)
			f.Proofs = g.GoodProofs()
			v, err := e.Evaluate(context.Background(), testkit.Dossier(t, []*evidence.Fragment{f}), testkit.At)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range v.Results {
				switch {
				case r.Outcome == evaluator.Pass:
					passed[r.Criterion] = true
				case r.Outcome != evaluator.NotApplicable || !layered(r.Criterion):
					t.Errorf("%s at %s: %s is %s: %v, unproven %v", id, layer, r.Criterion, r.Outcome, r.Reasons, r.Unproven)
				}
			}
		}
		for _, c := range p.Criteria() {
			if !passed[c] {
				t.Errorf("%s: %s passes at no layer", id, c)
			}
		}
	}
}

// Every generated fragment is one a file could hold, equal seeds are equal, and
// no fact is out of reach.
func TestFragmentsAreValidAndRepeatable(t *testing.T) {
	t.Parallel()
	stated := map[string]bool{}
	for n := range 24 {
		o := testkit.Varied(n)
		o.Unread = float64(n%3) / 2
		frags := testkit.New(uint64(n), o).Fragments()
		again := testkit.New(uint64(n), o).Fragments()
		for i, f := range frags {
			text, err := f.EncodeYAML()
			if err != nil {
				t.Fatalf("seed %d: %v", n, err)
			}
			back, err := evidence.Decode(f.Name, text)
			if err != nil {
				t.Fatalf("seed %d: %v", n, err)
			}
			same, _ := back.EncodeYAML()
			other, _ := again[i].EncodeYAML()
			if !slices.Equal(text, same) || !slices.Equal(text, other) {
				t.Fatalf("seed %d: a fragment does not come back the same", n)
			}
		}
		d := testkit.Dossier(t, frags)
		for i, f := range evidence.FactSchema().Fields {
			if len(d.Fact(i).Alternatives) > 0 {
				stated[f.Path] = true
			}
		}
	}
	for _, f := range evidence.FactSchema().Fields {
		if !stated[f.Path] {
			t.Errorf("no generated dossier states %s", f.Path)
		}
	}
}

// Changes change what they say they do, and leave the original alone.
func TestChanges(t *testing.T) {
	t.Parallel()
	count := func(frags []*evidence.Fragment) (proofs int, digest string) {
		for _, f := range frags {
			proofs += len(f.Proofs)
		}
		return proofs, testkit.Dossier(t, frags).Digest()
	}
	for n := range 8 {
		g := testkit.New(uint64(n), testkit.Varied(n))
		frags := g.Fragments()
		proofs, digest := count(frags)
		more, _ := g.AddProof(frags)
		if p, d := count(more); p != proofs+1 || d == digest {
			t.Errorf("seed %d: %d proofs became %d", n, proofs, p)
		}
		if less, _, ok := g.DropProof(frags); ok {
			if p, d := count(less); p != proofs-1 || d == digest {
				t.Errorf("seed %d: %d proofs became %d", n, proofs, p)
			}
		}
		fact, what := g.AddFact(frags)
		if p, d := count(fact); p != proofs || d == digest {
			t.Errorf("seed %d: adding %s changed proofs or nothing", n, what)
		}
		if p, d := count(frags); p != proofs || d != digest {
			t.Errorf("seed %d: the original changed", n)
		}
	}
}
