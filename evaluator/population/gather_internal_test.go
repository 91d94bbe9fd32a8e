package population

import (
	"os"
	"slices"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/profiles"
)

// Lists that are drawn entry by entry have the classes of the whole lists.
func TestGatheredAsByValue(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("testdata/everything.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, err := Decode("everything.yaml", data, os.DirFS("testdata"))
	if err != nil {
		t.Fatal(err)
	}
	profile, err := profiles.Lookup("very-high")
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(profile.Catalogue(), profile)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := batch.Compile(time.Date(2026, time.November, 26, 12, 0, 0, 0, time.UTC), batch.Variant{Evaluator: e}, batch.Variant{Evaluator: e, Reveal: []string{"data"}})
	if err != nil {
		t.Fatal(err)
	}
	const records = 2*batch.BlockSize + 100
	var samplers [2]*Sampler
	for i := range samplers {
		if samplers[i], err = p.Compile(plan, 11, records); err != nil {
			t.Fatal(err)
		}
	}
	var names []string
	for _, d := range samplers[1].facts {
		if d.gathered {
			names = append(names, d.path)
			d.gathered = false
		}
	}
	if !slices.Contains(names, "data.standards") || !slices.Contains(names, "data.flows") {
		t.Fatalf("only %v are drawn by their entries", names)
	}
	for i := range samplers[0].Blocks() {
		var blocks [2]*batch.Block
		for k, s := range samplers {
			blocks[k] = plan.NewBlock()
			if err := s.Fill(t.Context(), i, blocks[k]); err != nil {
				t.Fatal(err)
			}
		}
		for _, name := range names {
			c, _ := plan.Column(name)
			known := blocks[0].Planes(c)[:words]
			if batch.Count(known) == 0 {
				t.Errorf("%s is never known", name)
			}
			if !slices.Equal(blocks[0].Planes(c), blocks[1].Planes(c)) || !slices.Equal(blocks[0].WholePlanes(c), blocks[1].WholePlanes(c)) {
				t.Errorf("%s of block %d is another by entries", name, i)
			}
		}
	}
}
