package main

import (
	"os"
	"testing"
)

// TestGenerated compares the index with what the files say now.
func TestGenerated(t *testing.T) {
	t.Parallel()
	want, err := index("..")
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../index.txt")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("index.txt is not up to date: run go generate ./criteria/frameworks")
	}
}
