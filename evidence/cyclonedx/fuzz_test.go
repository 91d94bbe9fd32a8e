package cyclonedx_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/cyclonedx"
)

// Whatever a document says, it is refused with an error, or it gives a fragment that merges, reads back, and comes out
// the same again.
func FuzzImport(f *testing.F) {
	files := corpus(f, "cyclonedx", "cyclonedx-conformance", "vex")
	for _, name := range names(files) {
		data := files[name]
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

// Changes to the tree of a document reach further than changes to its text: most of what comes out is JSON, and some of it
// valid CycloneDX.
func FuzzImportTree(f *testing.F) {
	files := corpus(f, "cyclonedx", "cyclonedx-conformance")
	for _, name := range names(files) {
		data := files[name]
		if len(data) < 8<<10 && filepath.Ext(name) == ".json" && json.Valid(data) {
			f.Add(data, []byte{0, 1, 2, 3, 4, 5, 6, 7})
		}
	}
	f.Fuzz(func(t *testing.T, data, changes []byte) {
		var tree any
		if json.Unmarshal(data, &tree) != nil {
			return
		}
		for len(changes) >= 4 {
			tree = change(tree, changes[:4])
			changes = changes[4:]
		}
		text, err := json.Marshal(tree)
		if err != nil {
			t.Fatal(err)
		}
		got, err := claim("bom", text)
		if err != nil {
			return
		}
		checkFragment(t, "bom", got)
		s := got.SupplyChain.SBOM
		for _, share := range []*float64{s.LicensedPercent, s.SPDXLicensedPercent, s.OSIApprovedPercent, s.CopyleftPercent, s.UnknownLicensePercent,
			s.PurlPercent, s.HashPercent, s.SupplierPercent, s.DependenciesStatedPercent} {
			if share != nil && (*share < 0 || *share > 100 || s.ComponentCount == nil || *s.ComponentCount == 0) {
				t.Fatalf("a share of %v over %v components:\n%s", *share, value(s.ComponentCount), text)
			}
		}
		if s.SPDXLicensedPercent != nil && *s.SPDXLicensedPercent > *s.LicensedPercent {
			t.Fatalf("more components have an SPDX licence than have one:\n%s", text)
		}
	})
}

// change applies one change somewhere below v: the first byte says how to get there, the others what happens.
func change(v any, how []byte) any {
	values := []any{nil, "", "a", true, 0.0, -1.0, 1e30, []any{}, map[string]any{}, "MIT", "unknown", []any{"a", "a"}}
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 {
			return v
		}
		key := slices.Sorted(maps.Keys(v))[int(how[0])%len(v)]
		switch how[1] % 4 {
		case 0, 1:
			v[key] = change(v[key], []byte{how[2], how[3], how[0] ^ how[1], how[1]})
		case 2:
			delete(v, key)
		default:
			v[key] = values[int(how[2])%len(values)]
		}
		return v
	case []any:
		if len(v) == 0 || how[1]%4 == 3 {
			return append(v, values[int(how[2])%len(values)])
		}
		i := int(how[0]) % len(v)
		if how[1]%4 == 2 {
			return append(v, v[i])
		}
		v[i] = change(v[i], []byte{how[2], how[3], how[0] ^ how[1], how[1]})
		return v
	}
	return values[int(how[2])%len(values)]
}
