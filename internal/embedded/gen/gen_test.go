package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// What is embedded says what the YAML files say.
func TestGenerated(t *testing.T) {
	t.Parallel()
	root := filepath.Join("..", "..", "..")
	want, err := texts(root)
	if err != nil {
		t.Fatal(err)
	}
	if len(want) < 6 {
		t.Errorf("%d files only", len(want))
	}
	there, err := filepath.Glob(filepath.Join(root, "profiles", "embedded", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range there {
		if _, ok := want[name]; !ok {
			t.Errorf("%s comes from no YAML file", name)
		}
	}
	for name, text := range want {
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, text) {
			t.Errorf("%s is out of date (%v); run go generate . at the module's root", name, err)
		}
	}
}
