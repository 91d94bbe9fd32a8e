package gatewayapi_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/gatewayapi"
)

// FuzzImport: whatever the file, there is no panic; an import gives the same bytes twice; what is imported merges with a
// declared subject, reads back, and has as many runs as the report has profiles.
func FuzzImport(f *testing.F) {
	for _, d := range corpusSeeds(f) {
		f.Add(d, false)
	}
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, c := range cases(f, archive) {
			f.Add(c.report, c.options.Origin.Claim)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, claim bool) {
		o := gatewayapi.Options{Origin: evidence.Origin{Claim: claim}}
		fragment, err := gatewayapi.Import("report", bytes.NewReader(data), o)
		if err != nil {
			if err.Error() == "" || !strings.HasPrefix(err.Error(), "report") {
				t.Fatalf("error without a place: %q", err)
			}
			return
		}
		report, err := gatewayapi.Read("report", bytes.NewReader(data), o.Limits)
		if err != nil {
			t.Fatalf("imports and does not read: %v", err)
		}
		if got, want := len(fragment.Technological.ConformanceRuns), len(report.Profiles); got != want || got == 0 {
			t.Fatalf("%d runs of %d profiles", got, want)
		}
		again, err := gatewayapi.Import("report", bytes.NewReader(data), o)
		if err != nil {
			t.Fatal(err)
		}
		one, err := fragment.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		if two, err := again.EncodeJSON(); err != nil || !bytes.Equal(one, two) {
			t.Fatalf("not the same twice: %v\n%s\n%s", err, one, two)
		}
		if _, err := merged(fragment); err != nil {
			t.Fatal(err)
		}
	})
}

// corpusSeeds returns the reports of the corpus; where it is absent, fuzzing starts from the golden cases alone, except in
// CI.
func corpusSeeds(f *testing.F) (out [][]byte) {
	f.Helper()
	documents, err := corpusIfAny()
	switch {
	case err != nil && os.Getenv("CI") != "":
		f.Fatal(err)
	case err != nil:
		f.Log(err)
	}
	for _, d := range documents {
		out = append(out, d.data)
	}
	return out
}
