package doc_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/internal/doc"
	"golang.org/x/tools/txtar"
)

func FuzzParseYAML(f *testing.F) { fuzz(f, "x.yaml") }

func FuzzParseJSON(f *testing.F) { fuzz(f, "x.json") }

func FuzzParseEither(f *testing.F) { fuzz(f, "x") }

// fuzz reads and binds anything, and writes and reads again what can be read.
func fuzz(f *testing.F, name string) {
	cases, err := filepath.Glob(filepath.Join("testdata", "messages", "*.txtar"))
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range cases {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if !strings.HasSuffix(file.Name, ".problems") {
				f.Add(file.Data)
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		n, err := doc.Parse(name, data, doc.DefaultLimits())
		checkOutcome(t, name, n, err)
		if n == nil {
			return
		}
		positions(n)
		var d dossier
		problems := doc.Bind(n, &d)
		if err == nil && problems == nil {
			checkStable(t, &d, new(dossier))
		}
		if err != nil {
			return
		}
		var raw, back doc.Node
		raw = *n
		checkStable(t, &raw, &back)
		checkFormats(t, n)
	})
}

// positions asks for the place of every offset.
func positions(n *doc.Node) {
	for i := range min(len(n.Text), 50) {
		n.Position(i)
	}
	for _, item := range n.Items {
		positions(item)
	}
	for _, e := range n.Entries {
		positions(e.Value)
	}
}

// checkStable writes v, reads it into empty and writes that again.
func checkStable(t *testing.T, v, empty any) {
	t.Helper()
	for name, encode := range map[string]func(any) ([]byte, error){"x.yaml": doc.EncodeYAML, "x.json": doc.EncodeJSON} {
		text, err := encode(v)
		if err != nil {
			t.Fatalf("%v", err)
		}
		if err := doc.Read(name, text, doc.Limits{}, empty); err != nil {
			t.Fatalf("%v\nin\n%s", err, text)
		}
		again, err := encode(empty)
		if err != nil {
			t.Fatalf("%v", err)
		}
		if !bytes.Equal(text, again) {
			t.Fatalf("%s was written differently:\n%s\n%s", name, text, again)
		}
	}
}

// checkFormats compares what YAML and JSON keep of n.
func checkFormats(t *testing.T, n *doc.Node) {
	t.Helper()
	asYAML, err := doc.EncodeYAML(n)
	if err != nil {
		t.Fatal(err)
	}
	back, err := doc.ParseYAML("x", asYAML, doc.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	one, err := doc.EncodeJSON(n)
	if err != nil {
		t.Fatal(err)
	}
	if two, err := doc.EncodeJSON(back); err != nil || !bytes.Equal(one, two) {
		t.Fatalf("YAML and JSON differ: %v\n%s\n%s", err, one, two)
	}
}
