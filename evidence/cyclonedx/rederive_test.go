package cyclonedx_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestRederived computes facts of real documents anew, from plain JSON and XML, with nothing of the importer or of
// cyclonedx-go, and compares.
func TestRederived(t *testing.T) {
	t.Parallel()
	files := corpus(t, "cyclonedx")
	compared, documents := 0, 0
	for _, path := range names(files) {
		var doc map[string]any
		if filepath.Ext(path) != ".json" || json.Unmarshal(files[path], &doc) != nil || doc["components"] == nil {
			continue
		}
		f, err := claim(filepath.Base(path), files[path])
		if err != nil || f.SupplyChain.SBOM.ComponentCount == nil {
			continue
		}
		s := f.SupplyChain.SBOM
		documents++
		check := func(fact string, got, want any) {
			t.Helper()
			compared++
			if got != want {
				t.Errorf("%s: %s is %v, re-derived %v", path, fact, got, want)
			}
		}
		components := unique(doc)
		count := func(f func(map[string]any) bool) any {
			if len(components) == 0 {
				return "unknown"
			}
			n := 0
			for _, c := range components {
				if f(c) {
					n++
				}
			}
			return 100 * float64(n) / float64(len(components))
		}
		check("componentCount", *s.ComponentCount, int64(len(components)))
		check("formatVersion", string(*s.FormatVersion), doc["specVersion"])
		check("purlPercent", value(s.PurlPercent), count(func(c map[string]any) bool { return c["purl"] != nil }))
		check("hashPercent", value(s.HashPercent), count(func(c map[string]any) bool {
			return contains(c["hashes"], func(h map[string]any) bool { return h["alg"] != "MD5" && h["alg"] != "SHA-1" })
		}))
		check("supplierPercent", value(s.SupplierPercent), count(func(c map[string]any) bool { return c["supplier"] != nil || c["manufacturer"] != nil }))
		check("licensedPercent", value(s.LicensedPercent), count(func(c map[string]any) bool { return contains(c["licenses"], hasText) }))
		check("spdxLicensedPercent", value(s.SPDXLicensedPercent), count(func(c map[string]any) bool {
			return contains(c["licenses"], hasText) && !contains(c["licenses"], func(l map[string]any) bool {
				license, _ := l["license"].(map[string]any)
				return license != nil && license["id"] == nil
			})
		}))
		if meta, _ := doc["metadata"].(map[string]any); meta != nil && meta["timestamp"] != nil && strings.HasSuffix(meta["timestamp"].(string), "Z") {
			check("generatedOn", s.GeneratedOn.String(), meta["timestamp"].(string)[:10])
			check("toolGenerated", value(s.ToolGenerated), value(pointerIf(meta["tools"] != nil, true)))
		}
		osi := osiApproved(t)
		known, approved := 0, 0
		for _, c := range components {
			ids := spdxIDs(c["licenses"])
			if ids == nil {
				continue
			}
			known++
			if !slices.ContainsFunc(ids, func(id string) bool { return !osi[id] }) {
				approved++
			}
		}
		if !strings.Contains(string(files[path]), `"expression"`) {
			check("unknownLicensePercent", value(s.UnknownLicensePercent), any(100*float64(len(components)-known)/float64(len(components))))
			if known > 0 {
				check("osiApprovedPercent", value(s.OSIApprovedPercent), any(100*float64(approved)/float64(known)))
			}
		}
		if doc["dependencies"] != nil {
			stated := map[any]bool{}
			edges := 0
			for _, d := range doc["dependencies"].([]any) {
				d := d.(map[string]any)
				stated[d["ref"]] = true
				if on, _ := d["dependsOn"].([]any); len(on) > 0 {
					edges++
				}
			}
			check("dependencyGraph", value(s.DependencyGraph), edges > 0)
			check("dependenciesStatedPercent", value(s.DependenciesStatedPercent), count(func(c map[string]any) bool { return stated[c["bom-ref"]] }))
		}
	}
	t.Logf("%d facts of %d documents re-derived", compared, documents)
	if documents < 5 || compared < 50 {
		t.Errorf("only %d facts of %d documents were compared", compared, documents)
	}
}

// spdxIDs are the identifiers under which a component is, nil if one of its licences has none.
func spdxIDs(list any) (ids []string) {
	items, _ := list.([]any)
	for _, i := range items {
		license, _ := i.(map[string]any)["license"].(map[string]any)
		if license["name"] == "NOASSERTION" {
			continue
		}
		id, isID := license["id"].(string)
		if !isID {
			return nil
		}
		ids = append(ids, id)
	}
	return ids
}

// osiApproved reads the table of approvals, with nothing of the code that uses it. An identifier of "or later" is approved
// with its licence; those of the corpus that the table spells otherwise are few.
func osiApproved(t *testing.T) map[string]bool {
	t.Helper()
	data, err := os.ReadFile("../../internal/licences/osi.txt")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]bool{"GPL-1.0-or-later": true, "GPL-2.0-with-classpath-exception": true}
	for line := range strings.Lines(string(data)) {
		out[strings.TrimSpace(line)] = true
	}
	return out
}

func pointerIf[T any](is bool, v T) *T {
	if is {
		return &v
	}
	return nil
}

func value[T any](p *T) any {
	if p == nil {
		return "unknown"
	}
	return *p
}

func hasText(l map[string]any) bool {
	license, _ := l["license"].(map[string]any)
	return l["expression"] != nil || license["id"] != nil || license["name"] != nil && license["name"] != "NOASSERTION"
}

func contains(list any, does func(map[string]any) bool) bool {
	items, _ := list.([]any)
	return slices.ContainsFunc(items, func(i any) bool { return does(i.(map[string]any)) })
}

// unique gathers all components but cryptographic assets and the subject, nested ones included, once each.
func unique(doc map[string]any) map[string]map[string]any {
	out := map[string]map[string]any{}
	var walk func(list any)
	walk = func(list any) {
		items, _ := list.([]any)
		for _, i := range items {
			c := i.(map[string]any)
			key, hasPurl := c["purl"].(string)
			if !hasPurl {
				key = fmt.Sprint(c["type"], c["group"], "|", c["name"], "|", c["version"])
			}
			if c["type"] != "cryptographic-asset" && out[key] == nil {
				out[key] = c
			}
			walk(c["components"])
		}
	}
	walk(doc["components"])
	if meta, _ := doc["metadata"].(map[string]any); meta != nil && meta["component"] != nil {
		subject := meta["component"].(map[string]any)
		for key, c := range out {
			if c["bom-ref"] != nil && c["bom-ref"] == subject["bom-ref"] || c["purl"] != nil && c["purl"] == subject["purl"] {
				delete(out, key)
			}
		}
	}
	return out
}

// TestRederivedGraph walks the dependencies of an XML document naively.
func TestRederivedGraph(t *testing.T) {
	t.Parallel()
	type dependency struct {
		Ref string       `xml:"ref,attr"`
		On  []dependency `xml:"dependency"`
	}
	const path = "cyclonedx/CycloneDX__bom-examples/SBOM/laravel-7.12.0/bom.1.3.xml"
	data := corpus(t, "cyclonedx")[path]
	var doc struct {
		Subject struct {
			Ref string `xml:"bom-ref,attr"`
		} `xml:"metadata>component"`
		Components   []struct{}   `xml:"components>component"`
		Dependencies []dependency `xml:"dependencies>dependency"`
	}
	if err := xml.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	edges := map[string][]dependency{}
	for _, d := range doc.Dependencies {
		edges[d.Ref] = d.On
	}
	var longest func(ref string, steps int) int
	longest = func(ref string, steps int) int {
		if steps > 100 {
			t.Fatal("the document has a circle; this test cannot walk it")
		}
		depth := steps
		for _, on := range edges[ref] {
			depth = max(depth, longest(on.Ref, steps+1))
		}
		return depth
	}
	f, err := claim("bom.xml", data)
	if err != nil {
		t.Fatal(err)
	}
	s := f.SupplyChain.SBOM
	if got, want := *s.DirectDependencies, int64(len(edges[doc.Subject.Ref])); got != want {
		t.Errorf("direct dependencies %d, re-derived %d", got, want)
	}
	if got, want := *s.DependencyDepth, int64(longest(doc.Subject.Ref, 0)); got != want {
		t.Errorf("depth %d, re-derived %d", got, want)
	}
	if got, want := *s.ComponentCount, int64(len(doc.Components)); got != want {
		t.Errorf("%d components, re-derived %d", got, want)
	}
}
