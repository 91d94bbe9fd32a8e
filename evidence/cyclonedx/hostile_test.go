package cyclonedx_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/cyclonedx"
)

// repeat yields head, then body as often as said, then tail, without holding them, and counts what was read.
type repeat struct {
	head, body, tail string
	times            int
	rest             string
	started, ended   bool
	read             int
}

func (r *repeat) Read(p []byte) (int, error) {
	for r.rest == "" {
		switch {
		case !r.started:
			r.started, r.rest = true, r.head
		case r.times > 0:
			n := min(r.times, 1+(64<<10)/len(r.body))
			r.times -= n
			r.rest = strings.Repeat(r.body, n)
		case !r.ended:
			r.ended, r.rest = true, r.tail
		default:
			return 0, io.EOF
		}
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	r.read += n
	return n, nil
}

const (
	jsonHead = `{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [`
	xmlHead  = `<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>`
)

// attack is a document that is refused at a limit, or for what it is, or is as large as may be. None of them may take
// more than the package says.
type attack struct {
	name             string
	head, body, tail string
	times            int
	limit            string // that is passed; empty if it is refused for something else, or imported
	imports          bool
}

// attacks are made for limits, so that each can be tried small and measured large. By default "ten times as many" is
// half a million components, "twenty times" a million.
func attacks(l evidence.Limits) []attack {
	text := `{"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": "`
	version := `{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1`
	small := `{"type":"library","name":"a"},`
	return []attack{
		{name: "a text of 1 GiB", head: text, body: "aaaaaaaaaaaaaaaa", times: 64 << 20, limit: "bytes"},
		{name: "a text of 1 GiB in XML", head: xmlHead, body: "aaaaaaaaaaaaaaaa", times: 64 << 20, limit: "bytes"},
		{name: "a text twice too long", head: text, body: "aaaaaaaaaaaaaaaa", times: l.String / 8, tail: `"}`, limit: "string"},
		{name: "twenty times as many components", head: jsonHead, body: small, times: 20 * l.Items, tail: `{"type":"library","name":"a"}]}`, limit: "items"},
		{name: "ten times as many components in XML", head: xmlHead, body: `<component type="library"><name>a</name></component>`, times: 10 * l.Items,
			tail: "</components></bom>", limit: "items"},
		{name: "ten times as many components nested", head: jsonHead, body: `{"type":"library","name":"a","components":[`, times: 10 * l.Items, limit: "depth"},
		{name: "ten times as many components in lists of lists", head: jsonHead, body: `{"type":"library","name":"a","components":[` +
			strings.Repeat(small, 999) + `{"type":"library","name":"a"}]},`, times: l.Nodes / 2000, tail: `{"type":"library","name":"a"}]}`, limit: "nodes"},
		{name: "as many components as may be", head: jsonHead + many(l.Items, `{"type":"library","name":"%d"}`), body: " ", times: 1, tail: "]}", imports: true},
		{name: "as many components of a usual size", head: jsonHead + many(l.Bytes/700, usual), body: " ", times: 1, tail: "]}", imports: true},
		{name: "brackets", body: "[", times: 100_000, limit: "depth"},
		{name: "brackets in a document", head: jsonHead, body: "[", times: 100_000, limit: "depth"},
		{name: "elements", head: xmlHead, body: "<a>", times: 100_000, limit: "depth"},
		{name: "attributes", head: "<bom ", body: `a="" `, times: l.String / 3, tail: "/>", limit: "string"},
		{name: "a number as long as may be", head: version, body: "0000000000000000", times: l.String/16 - 1, tail: "}"},
		{name: "a number beyond all measure", head: version + "e999999999", body: "9", times: 9, tail: "}"},
		{name: "an entity bomb", head: `<!DOCTYPE bom [<!ENTITY a0 "aaaaaaaaaa">`, body: `<!ENTITY a "&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;">`, times: 20,
			tail: `]><bom xmlns="http://cyclonedx.org/schema/bom/1.6">&a;</bom>`},
		{name: "an external entity", body: `<!DOCTYPE bom [<!ENTITY a SYSTEM "file:///etc/passwd">]><bom xmlns="http://cyclonedx.org/schema/bom/1.6">&a;</bom>`, times: 1},
		{name: "dependencies in one chain", head: `{"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component": {"type": "library", "name": "a", "bom-ref": "0"}},
			"components": [], "dependencies": [` + many(l.Items-1, `{"ref":"%d","dependsOn":["%[2]d"]}`), body: " ", times: 1, tail: "]}", imports: true},
		{name: "the subject many times over", head: `{"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component": {"type": "library", "name": "a", "bom-ref": "0"}},
			"components": [{"type":"library","name":"b"},` + many(l.Items-1, `{"type":"library","name":"a","bom-ref":"a%d"}`) + `], "dependencies": [` +
			many(l.Items-1, `{"ref":"%d","dependsOn":["x%[1]d","y%[1]d","z%[1]d"]}`), body: " ", times: 1, tail: "]}", imports: true},
		{name: "expressions of 200 bytes", head: jsonHead + many(l.Items/2, `{"type":"library","name":"%d","licenses":[{"expression":"`+strings.Repeat("(", 60)+
			"MIT OR ISC OR LicenseRef-%[1]d"+strings.Repeat(")", 60)+`"}]}`), body: " ", times: 1, tail: "]}", imports: true},
		{name: "licences nobody knows", head: jsonHead + many(l.Items, `{"type":"library","name":"%d","licenses":[{"license":{"id":"Lcense-%[1]d"}}]}`), body: " ", times: 1, tail: "]}"},
		{name: "licences nobody knows in XML", head: xmlHead + many(l.Items, `<component type="library"><name>a</name><licenses><license><id>Lcense-%d</id></license></licenses></component>`),
			body: " ", times: 1, tail: "</components></bom>"},
		{name: "more licences of one component than it may have", head: jsonHead + `{"type":"library","name":"a","licenses":[` + many(l.Items, `{"license":{"name":"own %d"}}`),
			body: " ", times: 1, tail: "]}]}", limit: "nodes"},
		{name: "as many licences of one component as may be", head: jsonHead + `{"type":"library","name":"a","licenses":[` + many(l.Nodes/50, `{"license":{"name":"own %d"}}`),
			body: " ", times: 1, tail: "]}]}", imports: true},
		{name: "as many flows of one service", head: `{"bomFormat": "CycloneDX", "specVersion": "1.6", "services": [{"name": "a", "data": [` +
			many(l.Nodes/50, `{"flow":"inbound","classification":"class %d"}`), body: " ", times: 1, tail: "]}]}", imports: true},
		{name: "services within each other with long texts", head: `{"bomFormat": "CycloneDX", "specVersion": "1.6", "services": [` +
			strings.Repeat(`{"name": "a", "services": [`, l.Depth/2-4) + many(3, `{"name": "b%d", "description": "`+strings.Repeat("<", l.String-100)+`"}`), body: " ", times: 1,
			tail: strings.Repeat("]}", l.Depth/2-4) + "]}", imports: true},
		{name: "faults in dependencies", head: `{"bomFormat": "CycloneDX", "specVersion": "1.6", "dependencies": [` + many(l.Items, `{"ref":%d,"dependsOn":1,"more":1}`),
			body: " ", times: 1, tail: "]}"},
		{name: "faults in formulation", head: `{"bomFormat": "CycloneDX", "specVersion": "1.6", "formulation": [{"workflows": [{"inputs": [` + many(l.Items, `{"more%d":1}`),
			body: " ", times: 1, tail: "]}]}]}", limit: "nodes"},
		{name: "faults in vulnerabilities", head: `{"bomFormat": "CycloneDX", "specVersion": "1.6", "vulnerabilities": [` + many(l.Items, `{"id":%d,"ratings":[{"score":"a"},{"score":"b"}],"more":1}`),
			body: " ", times: 1, tail: "]}"},
		{name: "faults in parts of the subject", head: `{"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component": {"type": "library", "name": "a", "components": [` +
			many(l.Items, `{"type":"library","name":%d,"licenses":[{"license":{"id":1}}]}`), body: " ", times: 1, tail: "]}}}"},
		{name: "unknown fields", head: jsonHead + `{"type":"library","name":"a",` + many(l.Items-3, `"field%d":1`), body: " ", times: 1, tail: "}]}"},
		{name: "faults in licences", head: jsonHead + many(l.Nodes/40, `{"type":"library","name":"%d","licenses":[`+strings.Repeat(`{"license":{"id":1}},`, 9)+`{"license":{"id":1}}]}`),
			body: " ", times: 1, tail: "]}"},
		{name: "faults everywhere", head: jsonHead + many(l.Items, `{"type":"libary","nane":"%d"}`), body: " ", times: 1, tail: "]}"},
	}
}

// usual is a component as generators write it.
const usual = `{"bom-ref":"pkg:npm/left-pad-%d@1.0.0?package-id=1234567890abcdef","type":"library","publisher":"someone","name":"left-pad-%[1]d",
	"version":"1.0.0","licenses":[{"license":{"id":"MIT"}}],"purl":"pkg:npm/left-pad-%[1]d@1.0.0",
	"hashes":[{"alg":"SHA-256","content":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}],
	"properties":[{"name":"syft:package:foundBy","value":"javascript-package-cataloger"},{"name":"syft:location:0:path","value":"/usr/lib/node_modules/left-pad/package.json"}]}`

// many is n values with their number and the next, separated by commas.
func many(n int, format string) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		text := fmt.Sprintf(format, i, i+1)
		text, _, _ = strings.Cut(text, "%!(EXTRA")
		b.WriteString(text)
	}
	return b.String()
}

func (a attack) reader() *repeat {
	return &repeat{head: a.head, body: a.body, tail: a.tail, times: a.times}
}

func TestHostile(t *testing.T) {
	t.Parallel()
	l := cyclonedx.DefaultLimits()
	l.Bytes, l.Nodes, l.Items, l.String = l.Bytes/16, l.Nodes/16, l.Items/16, l.String/16
	for _, a := range attacks(l) {
		t.Run(a.name, func(t *testing.T) {
			t.Parallel()
			r := a.reader()
			f, err := cyclonedx.Import("bom", r, cyclonedx.Options{Origin: evidence.Origin{Claim: true}, Limits: l})
			if a.imports {
				if err != nil {
					t.Fatalf("%.300v", err)
				}
				checkFragment(t, "bom", f)
				return
			}
			var problems evidence.Problems
			if !errors.As(err, &problems) || len(err.Error()) > 400_000 {
				t.Fatalf("%.300v", err)
			}
			var limit *evidence.LimitError
			if errors.As(err, &limit) != (a.limit != "") || limit != nil && limit.Limit != a.limit {
				t.Errorf("%.300v, want the limit %q", err, a.limit)
			}
			if r.read > l.Bytes+1<<20 {
				t.Errorf("%d bytes were read, the limit is %d", r.read, l.Bytes)
			}
		})
	}
}

// TestHostileJSON reads the JSON parsing test suite: nothing of it is CycloneDX, and what is no JSON is refused for that.
func TestHostileJSON(t *testing.T) {
	t.Parallel()
	files := corpus(t, "hostile-json")
	for _, path := range names(files) {
		f, err := claim("bom", files[path])
		if f != nil || err == nil {
			t.Errorf("%s is imported", path)
		}
		// The same within a document.
		text := bytes.Replace([]byte(`{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [], "properties": X}`), []byte("X"), files[path], 1)
		if _, err := claim("bom", text); err == nil && !json.Valid(text) {
			t.Errorf("%s within a document is imported", path)
		}
	}
}

// BenchmarkHostile shows time and memory of each attack at the default limits.
func BenchmarkHostile(b *testing.B) {
	for _, a := range attacks(cyclonedx.DefaultLimits()) {
		b.Run(strings.ReplaceAll(a.name, " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = cyclonedx.Import("bom", a.reader(), cyclonedx.Options{Origin: evidence.Origin{Claim: true}})
			}
		})
	}
}

// BenchmarkImport compares an import with cyclonedx-go decoding the same document and nothing else.
func BenchmarkImport(b *testing.B) {
	files := corpus(b, "cyclonedx")
	for _, document := range []struct{ name, path string }{
		{"json_dropwizard", "cyclonedx/CycloneDX__bom-examples/SBOM/dropwizard-1.3.15/bom.json"},
		{"json_nginx", "cyclonedx/guacsec__guac-data/docs/cyclonedx/syft-cyclonedx-docker.io-library-nginx.latest.json"},
		{"xml_laravel", "cyclonedx/guacsec__guac/internal/testing/testdata/exampledata/laravel-cyclonedx.xml"},
	} {
		data := files[document.path]
		format := cdx.BOMFileFormatJSON
		if filepath.Ext(document.path) == ".xml" {
			format = cdx.BOMFileFormatXML
		}
		f, err := claim("bom", data)
		if err != nil {
			b.Fatal(err)
		}
		components := float64(*f.SupplyChain.SBOM.ComponentCount)
		run := func(name string, work func() error) {
			b.Run(document.name+"/"+name, func(b *testing.B) {
				b.SetBytes(int64(len(data)))
				b.ReportAllocs()
				for b.Loop() {
					if err := work(); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(testing.AllocsPerRun(1, func() { _ = work() })/components, "allocs/component")
			})
		}
		run("import", func() error { _, err := claim("bom", data); return err })
		run("cyclonedx-go", func() error {
			var bom cdx.BOM
			return cdx.NewBOMDecoder(bytes.NewReader(data), format).Decode(&bom)
		})
	}
}
