package population_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/evaluator/population"
)

// FuzzDecode looks for a file that makes the decoder panic, and for a population that
// it takes and that cannot be drawn from.
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
		f.Add(string(archive.Files[0].Data))
	}
	files := fstest.MapFS{"a.yaml": {Data: []byte("{trias: dossier/v1, subject: {id: a}, data: {keys: {custody: customer}}}")}}
	plan := planOf(f, compiled(f, "entry")...)
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
		s, err := p.Compile(plan, 1, 2)
		if err != nil {
			return
		}
		if _, err := s.Dossier(1); err != nil {
			t.Fatal(err)
		}
	})
}
