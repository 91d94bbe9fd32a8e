package cyclonedx_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/cyclonedx"
)

// Whatever a document says, it is refused with an error, or it gives a fragment that merges, reads back, and comes out
// the same again.
func FuzzImport(f *testing.F) {
	for name, data := range corpus(f, "cyclonedx", "cyclonedx-conformance", "vex") {
		if len(data) < 16<<10 && filepath.Ext(name) != ".md" {
			f.Add(data)
		}
	}
	paths, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(archive.Files[1].Data)
	}
	day, err := evidence.ParseDate("2026-01-01")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		o := cyclonedx.Options{Origin: evidence.Origin{Issuer: "somebody", Scope: &evidence.Scope{}}}
		got, err := cyclonedx.Import("bom", bytes.NewReader(data), o)
		if err != nil {
			// A document without a date needs one.
			o.Origin.Issued = day
			if got, err = cyclonedx.Import("bom", bytes.NewReader(data), o); err != nil {
				return
			}
		}
		checkFragment(t, "bom", got)
		again, err := cyclonedx.Import("bom", bytes.NewReader(data), o)
		if err != nil {
			t.Fatal(err)
		}
		one, err := got.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		if two, err := again.EncodeJSON(); err != nil || !bytes.Equal(one, two) {
			t.Fatalf("a second import differs: %v\n%s\n%s", err, one, two)
		}
	})
}
