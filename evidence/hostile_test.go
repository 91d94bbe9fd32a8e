package evidence_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/hostile"
)

func readDossier(name string, data []byte) error {
	_, err := evidence.Decode(name, data)
	return err
}

// Whatever a file contains, reading it ends soon, with problems that have a
// place.
func TestHostile(t *testing.T) {
	t.Parallel()
	hostile.Refused(t, readDossier)
}

// What it takes to refuse hostile files of the largest size.
func BenchmarkHostile(b *testing.B) { hostile.Benchmark(b, readDossier) }

// repeated writes n numbered copies of a text, with commas between.
func repeated(n int, format string) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strings.ReplaceAll(format, "#", fmt.Sprint(i)))
	}
	return b.String()
}

const dossierHead = `{"trias": "dossier/v1", "subject": {"id": "s"}, `

// dossiersAtLimits are dossiers with about as many values as a file may have,
// made to be dear to read, to explain what is wrong with, or to merge.
var dossiersAtLimits = []struct {
	name, text string
	loads      bool
}{
	{"paths that name nothing", dossierHead + `"proofs": [` + repeated(190,
		`{"id": "p#", "kind": "test", "issuer": "x", "issued": "2026-01-01", "covers": [`+strings.Repeat(`"data.keys.custodx",`, 999)+`"data"]}`) + `]}`, false},
	{"fields that are not known", dossierHead + `"supplyChain": {"subcontractors": [` + repeated(190,
		`{"id": "s#", `+repeatedFields+`}`) + `]}}`, false},
	{"values of no closed set", dossierHead + `"supplyChain": {"subcontractors": [` + repeated(190,
		`{"id": "s#", "countries": [`+strings.Repeat(`"XX",`, 999)+`"DE"]}`) + `]}}`, false},
	{"licences that are none", dossierHead + `"supplyChain": {"sbom": {"components": [` + repeated(1000,
		`{"id": "c#", "license": "`+strings.Repeat("GPL-2.0-onyl OR ", 11)+`MITT"}`) + `]}}}`, false},
	{"long lists of a catalogue's own facts", dossierHead + `"ext": {"lab": {` + repeated(190,
		`"fact#": [`+repeatedTexts+`]`) + `}}}`, true},
	{"long lists of records", dossierHead + `"supplyChain": {"subcontractors": [` + repeated(1000,
		`{"id": "s#", "critical": true, "countries": ["`+strings.Join(evidence.Country("").Values()[:180], `","`)+`"]}`) + `]}}`, true},
	{"many proofs", dossierHead + `"data": {"keys": {"custody": "customer"}}, "proofs": [` + repeated(1000,
		`{"id": "p#", "kind": "test", "issuer": "x", "issued": "2026-01-01", "covers": [`+strings.Repeat(`"data",`, 180)+`"data.keys"]}`) + `]}`, true},
}

var (
	repeatedFields = repeated(990, `"custodi#": 1`)
	repeatedTexts  = repeated(1000, `"element#"`)
)

// A dossier with as many values as a file may have is read and merged, or
// refused with a report that a person can read.
func TestDossiersAtLimits(t *testing.T) {
	t.Parallel()
	for _, c := range dossiersAtLimits {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f, err := evidence.Decode("x.json", []byte(c.text))
			switch {
			case !c.loads && err == nil:
				t.Fatal("accepted")
			case !c.loads:
				hostile.Placed(t, "x.json", err)
			case err != nil:
				t.Fatal(err)
			default:
				if _, err := evidence.Merge(f, f); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// Each limit lets in what is at it and refuses one more, and says which it is.
func TestLimitsOfDossiers(t *testing.T) {
	t.Parallel()
	filler := func(n int) string {
		return dossierHead + `"ext": {}}` + strings.Repeat(" ", n-len(dossierHead)-len(`"ext": {}}`))
	}
	service := func(n int) string {
		return `{"trias": "dossier/v1", "subject": {"id": "s", "services": [` + repeated(n, `"s#"`) + `]}}`
	}
	note := func(n int) string { return dossierHead + `"ext": {"lab": {"a": "` + strings.Repeat("a", n) + `"}}}` }
	lists := func(n int) string { // 199 lists of 999, one of n, and 6 values around them
		return dossierHead + `"ext": {"lab": {` + repeated(199, `"fact#": [`+strings.Repeat("1,", 998)+`1]`) + `, "rest": [` + strings.Repeat("1,", n-1) + `1]}}}`
	}
	limits := evidence.DefaultLimits()
	nodes := limits.Nodes - 199*1000 - 7
	for _, c := range []struct {
		limit         string
		fits, exceeds string
	}{
		{"bytes", filler(limits.Bytes), filler(limits.Bytes + 1)},
		{"items", service(evidence.MaxList), service(evidence.MaxList + 1)},
		{"string", note(limits.String), note(limits.String + 1)},
		{"nodes", lists(nodes), lists(nodes + 1)},
	} {
		if err := readDossier("x.json", []byte(c.fits)); err != nil {
			t.Errorf("%s at the limit: %.300v", c.limit, err)
		}
		err := readDossier("x.json", []byte(c.exceeds))
		var limit *evidence.LimitError
		if !errors.As(err, &limit) || limit.Limit != c.limit {
			t.Errorf("%s over the limit: %.300v", c.limit, err)
		}
	}
}

// What it takes to read, and where that succeeds to merge with itself, dossiers
// with as many values as a file may have.
func BenchmarkDossiersAtLimits(b *testing.B) {
	for _, c := range dossiersAtLimits {
		b.Run(strings.ReplaceAll(c.name, " ", "-"), func(b *testing.B) {
			hostile.Measure(b, c.text, func(data []byte) {
				f, err := evidence.Decode("x.json", data)
				if err != nil {
					return
				}
				if _, err := evidence.Merge(f, f); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}
