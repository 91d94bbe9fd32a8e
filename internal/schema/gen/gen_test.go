package main

import (
	"bytes"
	"os"
	"slices"
	"testing"

	"github.com/trias-sovereignty/trias/internal/schema"
)

// TestGenerated compares the committed schemas with what the structs say now.
func TestGenerated(t *testing.T) {
	root, err := moduleRoot()
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(root)
	var kinds []string
	for _, d := range documents() {
		kinds = append(kinds, d.kind)
		want, err := d.generate()
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(d.file())
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not up to date: run go generate ./internal/schema", d.file())
		}
		again, err := d.generate()
		if err != nil || !bytes.Equal(again, want) {
			t.Errorf("%s: a second run gives other bytes (%v)", d.kind, err)
		}
	}
	if !slices.Equal(kinds, schema.Kinds()) {
		t.Errorf("generated %v, package schema has %v", kinds, schema.Kinds())
	}
}
