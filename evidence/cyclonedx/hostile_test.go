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
	million  = 1_000_000
)

// hostile documents are refused at a limit, or for what they are. None of them may take more than the package says.
var hostile = []struct {
	name             string
	head, body, tail string
	times            int
	limit            string // that is passed; empty if it is refused for something else, or imported
	imports          bool
}{
	{name: "text of 1 GiB", head: `{"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": "`, body: "aaaaaaaaaaaaaaaa", times: 64 << 20, limit: "bytes"},
	{name: "text of 1 GiB in XML", head: xmlHead, body: "aaaaaaaaaaaaaaaa", times: 64 << 20, limit: "bytes"},
	{name: "text of 32 MiB", head: `{"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": "`, body: "aaaaaaaaaaaaaaaa", times: 2 << 20, tail: `"}`, limit: "string"},
	{name: "a million components", head: jsonHead, body: `{"type":"library","name":"a"},`, times: million, tail: `{"type":"library","name":"a"}]}`, limit: "items"},
	{name: "a million components in XML", head: xmlHead, body: `<component type="library"><name>a</name></component>`, times: million, tail: "</components></bom>", limit: "items"},
	{name: "a million components nested", head: jsonHead, body: `{"type":"library","name":"a","components":[`, times: million, limit: "depth"},
	{name: "a million components in lists of lists", head: jsonHead, body: `{"type":"library","name":"a","components":[` +
		strings.Repeat(`{"type":"library","name":"a"},`, 999) + `{"type":"library","name":"a"}]},`, times: 1000, tail: `{"type":"library","name":"a"}]}`, limit: "nodes"},
	{name: "a hundred thousand components", head: jsonHead + many(100_000, `{"type":"library","name":"%d"}`), body: " ", times: 1, tail: "]}", imports: true},
	{name: "100,000 brackets", body: "[", times: 100_000},
	{name: "100,000 brackets in a document", head: jsonHead, body: "[", times: 100_000, limit: "depth"},
	{name: "100,000 elements", head: xmlHead, body: "<a>", times: 100_000, limit: "depth"},
	{name: "a million attributes", head: "<bom ", body: `a="" `, times: 4 * million, tail: "/>", limit: "string"},
	{name: "a number of 16 million digits", head: `{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1`, body: "0000000000000000", times: million, tail: "}"},
	{name: "a number beyond all measure", head: `{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1e999999999`, body: "9", times: 9, tail: "}"},
	{name: "an entity bomb", head: `<!DOCTYPE bom [<!ENTITY a0 "aaaaaaaaaa">`, body: `<!ENTITY a "&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;&a0;">`, times: 20, tail: `]><bom xmlns="http://cyclonedx.org/schema/bom/1.6">&a;</bom>`},
	{name: "an external entity", body: `<!DOCTYPE bom [<!ENTITY a SYSTEM "file:///etc/passwd">]><bom xmlns="http://cyclonedx.org/schema/bom/1.6">&a;</bom>`, times: 1},
	{name: "a hundred thousand dependencies", head: `{"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"component": {"type": "library", "name": "a", "bom-ref": "0"}}, "components": [], "dependencies": [` + many(99_999, `{"ref":"%d","dependsOn":["%[1]d0"]}`), body: " ", times: 1, tail: "]}", imports: true},
	{name: "expressions of 200 bytes", head: jsonHead + many(50_000, `{"type":"library","name":"%d","licenses":[{"expression":"`+strings.Repeat("(", 60)+
		"MIT OR ISC OR LicenseRef-%[1]d"+strings.Repeat(")", 60)+`"}]}`), body: " ", times: 1, tail: "]}", imports: true},
}

// many is n values with their number, separated by commas.
func many(n int, format string) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

func reader(i int) *repeat {
	h := hostile[i]
	return &repeat{head: h.head, body: h.body, tail: h.tail, times: h.times}
}

func TestHostile(t *testing.T) {
	t.Parallel()
	limits := cyclonedx.DefaultLimits()
	for i, test := range hostile {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := reader(i)
			f, err := cyclonedx.Import("bom", r, cyclonedx.Options{Origin: evidence.Origin{Claim: true}})
			if test.imports {
				if err != nil {
					t.Fatal(err)
				}
				checkFragment(t, "bom", f)
				return
			}
			var problems evidence.Problems
			if !errors.As(err, &problems) || len(err.Error()) > 100_000 {
				t.Fatalf("%.300v", err)
			}
			var limit *evidence.LimitError
			if errors.As(err, &limit) != (test.limit != "") || limit != nil && limit.Limit != test.limit {
				t.Errorf("%.300v, want the limit %q", err, test.limit)
			}
			if r.read > limits.Bytes+1<<20 {
				t.Errorf("%d bytes were read, the limit is %d", r.read, limits.Bytes)
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

// BenchmarkHostile shows time and memory of each hostile document.
func BenchmarkHostile(b *testing.B) {
	for i, test := range hostile {
		b.Run(strings.ReplaceAll(test.name, " ", "_"), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = cyclonedx.Import("bom", reader(i), cyclonedx.Options{Origin: evidence.Origin{Claim: true}})
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
