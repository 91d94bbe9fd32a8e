package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/evidence"
)

func Example() {
	if err := run(context.Background(), os.Stdout, []string{"../dossiers/complete.yaml"}); err != nil {
		panic(err)
	}
	// Output:
	// Musterplattform Nirgendheim under normal on 2026-11-23: conformant
}

func TestWeakOfferIsExplained(t *testing.T) {
	t.Parallel()
	want, err := os.ReadFile("testdata/weak.txt")
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	if err := run(t.Context(), &got, []string{"../dossiers/weak.yaml"}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("the quickstart prints something else than testdata/weak.txt (-want +got):\n%s", diff)
	}
}

func TestInputErrors(t *testing.T) {
	t.Parallel()
	if err := run(t.Context(), &bytes.Buffer{}, nil); !errors.Is(err, evidence.ErrNoSubject) {
		t.Errorf("without a file: %v, want %v", err, evidence.ErrNoSubject)
	}
	if err := run(t.Context(), &bytes.Buffer{}, []string{"testdata/none.yaml"}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("without such a file: %v, want %v", err, os.ErrNotExist)
	}
	var problems evidence.Problems
	if err := run(t.Context(), &bytes.Buffer{}, []string{"main_test.go"}); !errors.As(err, &problems) {
		t.Errorf("with a file that is no dossier: %v, want problems", err)
	}
}
