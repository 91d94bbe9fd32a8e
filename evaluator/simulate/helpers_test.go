package simulate_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/trias-sovereignty/trias/evaluator/simulate"
)

// files are those of testdata by name, with others over them.
func files(t testing.TB, more map[string]string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	names, err := filepath.Glob("testdata/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(name)] = &fstest.MapFile{Data: data}
	}
	for name, text := range more {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// compiled is a study of testdata, ready to run.
func compiled(t testing.TB, name string, more map[string]string) *simulate.Compiled {
	t.Helper()
	fsys := files(t, more)
	file, ok := fsys[name]
	if !ok {
		t.Fatalf("no file %s", name)
	}
	study, err := simulate.Load(name, file.Data, fsys)
	if err != nil {
		t.Fatal(err)
	}
	c, err := study.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// results runs a study.
func results(t testing.TB, c *simulate.Compiled, workers int) *simulate.Results {
	t.Helper()
	tally, err := c.Run(context.Background(), simulate.Options{Workers: workers})
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.Results(context.Background(), tally)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func encoded(t testing.TB, r *simulate.Results) []byte {
	t.Helper()
	data, err := r.EncodeJSON()
	if err != nil {
		t.Fatal(err)
	}
	return data
}
