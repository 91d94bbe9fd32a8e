package population_test

import (
	"context"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evaluator/population"
	"github.com/trias-sovereignty/trias/profiles"
)

var (
	dossiers = flag.Int("dossiers", 48, "how many records are compared with their dossiers")
	seed     = flag.Uint64("seed", 7, "the seed of the records that are compared with their dossiers")
)

var at = time.Date(2026, time.November, 26, 12, 0, 0, 0, time.UTC)

// read reads a population of testdata.
func read(t testing.TB, name string) *population.Population {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := population.Decode(name, data, os.DirFS("testdata"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func compiled(t testing.TB, names ...string) []*evaluator.Evaluator {
	t.Helper()
	var out []*evaluator.Evaluator
	for _, name := range names {
		p, err := profiles.Lookup(name)
		if err != nil {
			t.Fatal(err)
		}
		e, err := evaluator.Compile(p.Catalogue(), p)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}

func planOf(t testing.TB, evaluators ...*evaluator.Evaluator) *batch.Plan {
	t.Helper()
	var variants []batch.Variant
	for _, e := range evaluators {
		variants = append(variants, batch.Variant{Evaluator: e})
	}
	plan, err := batch.Compile(at, variants...)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// agree compares records of the sampler with their dossiers.
func agree(t *testing.T, s *population.Sampler, every int) {
	t.Helper()
	plan := s.Plan()
	machine, block := plan.NewMachine(), plan.NewBlock()
	for i := range s.Blocks() {
		if err := s.Fill(context.Background(), i, block); err != nil {
			t.Fatal(err)
		}
		result := machine.Run(block)
		for r := 0; r < result.Records(); r += every {
			number := i*batch.BlockSize + int64(r)
			d, err := s.Dossier(number)
			if err != nil {
				t.Fatalf("record %d: %v", number, err)
			}
			for v, variant := range plan.Variants() {
				want, err := variant.Evaluator.Decide(context.Background(), d, plan.At())
				if err != nil {
					t.Fatal(err)
				}
				for c, o := range want.Outcomes {
					if got := result.Outcome(v, c, r); got != o {
						id := variant.Evaluator.Profile().Criteria()[c]
						t.Errorf("record %d, %s, %s: %s in the block, %s by its dossier", number, variant.Evaluator.Profile().ID(), id, got, o)
						if t.Failed() {
							text, _ := d.Sources()[0].EncodeYAML()
							t.Fatalf("%s", text)
						}
					}
				}
				if got := result.Conformity(v, r); got != want.Conformity {
					t.Fatalf("record %d, %s: %s in the block, %s by its dossier", number, variant.Evaluator.Profile().ID(), got, want.Conformity)
				}
			}
		}
	}
}

// TestDossiersAgree is the test of the whole: what a plan finds for a record is what
// the evaluator decides on the record as a dossier, under every embedded profile.
func TestDossiersAgree(t *testing.T) {
	t.Parallel()
	plan := planOf(t, compiled(t, profiles.Names()...)...)
	const number = batch.BlockSize + 104 // the last block is not full
	for name, share := range map[string]int{"generic.yaml": 4, "everything.yaml": 1, "european-cloud.yaml": 4, "resampled.yaml": 2} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := read(t, name).Compile(plan, *seed, number)
			if err != nil {
				t.Fatal(err)
			}
			agree(t, s, max(1, number*share / *dossiers))
		})
	}
}

func BenchmarkFill(b *testing.B) {
	for _, name := range []string{"generic.yaml", "european-cloud.yaml", "everything.yaml"} {
		b.Run(name, func(b *testing.B) {
			p := read(b, name)
			plan := planOf(b, compiled(b, "high")...)
			s, err := p.Compile(plan, 7, 1<<40)
			if err != nil {
				b.Fatal(err)
			}
			block := plan.NewBlock()
			for i := range 2 {
				if err := s.Fill(context.Background(), int64(i), block); err != nil {
					b.Fatal(err)
				}
			}
			b.ResetTimer()
			for i := range b.N {
				if err := s.Fill(context.Background(), int64(i), block); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/batch.BlockSize, "ns/record")
		})
	}
}

// TestEmptyLists compares records with lists that never have an element with their
// dossiers.
func TestEmptyLists(t *testing.T) {
	t.Parallel()
	p, err := population.Decode("population.yaml", []byte(`trias: population/v1
id: empty
title: {en: Empty lists, de: Leere Listen}
others: missing
facts:
  data.location.storageCountries: {members: {}}
  data.location.processingCountries: {members: {}, open: 0.5}
  data.location.backupCountries: {members: {DE: 0}}
  data.standards: {length: {"0": 1}, open: 0.5}
`), nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.Compile(planOf(t, compiled(t, "entry")...), 7, 40)
	if err != nil {
		t.Fatal(err)
	}
	agree(t, s, 1)
}
