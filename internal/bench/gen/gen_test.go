package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/trias-sovereignty/trias/internal/bench/asked"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// What is compared by hand must ask what the catalogue asks.
func TestGeneratedFilesAreCurrent(t *testing.T) {
	t.Parallel()
	source, err := asked.Read(asked.Profile, testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	for name, write := range files {
		want, err := write(source)
		if err != nil {
			t.Fatal(err)
		}
		got, err := os.ReadFile(filepath.Join("..", name))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what the catalogue gives: run go run ./gen", name)
		}
	}
}
