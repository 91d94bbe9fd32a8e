package population_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evaluator/population"
)

// FuzzDecode looks for a file that makes the decoder panic, and for a population that
// is taken and that cannot be drawn from, or whose records no dossier can be.
func FuzzDecode(f *testing.F) {
	names, _ := filepath.Glob("testdata/*.yaml")
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	cases, _ := filepath.Glob("testdata/cases/*.txtar")
	for _, name := range cases {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if file.Name == "population.yaml" {
				f.Add(string(file.Data))
			}
		}
	}
	files := fstest.MapFS{"a.yaml": {Data: []byte("{trias: dossier/v1, subject: {id: a}, data: {keys: {custody: customer}}}")}}
	own := evaluatorOf(f, kindFacts, "none", kindRules...)
	plans := []*batch.Plan{planOf(f, compiled(f, "entry")...), planOf(f, own)}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := population.Decode("x", []byte(text), files)
		if err != nil {
			var problems population.Problems
			if !errors.As(err, &problems) {
				t.Fatalf("%v is no list of problems", err)
			}
			return
		}
		if p.Digest() == "" {
			t.Fatal("no digest")
		}
		if len(text) > 1500 {
			return // that it is read is enough: compiling what is long takes long
		}
		for _, plan := range plans {
			s, err := p.Compile(plan, 1, 2)
			if err != nil {
				continue
			}
			if err := s.Fill(t.Context(), 0, plan.NewBlock()); err != nil {
				t.Fatal(err)
			}
			d, err := s.Dossier(1)
			if err != nil {
				t.Fatal(err)
			}
			if plan != plans[1] {
				continue
			}
			if _, err := own.Decide(t.Context(), d, at); err != nil {
				t.Fatal(err)
			}
		}
	})
}
