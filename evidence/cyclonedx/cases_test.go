package cyclonedx_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/cyclonedx"
)

// TestCases runs the golden cases: a text that says what the case shows, the options, the document, and the fragment or
// the problems that come of it.
func TestCases(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			options, document := caseOf(t, archive)
			got := outcome(t, document, options)
			if *update {
				archive.Files = append(archive.Files[:2:2], txtar.File{Name: "want", Data: []byte(got)})
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := string(archive.Files[2].Data); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func caseOf(t testing.TB, archive *txtar.Archive) (cyclonedx.Options, txtar.File) {
	t.Helper()
	if len(archive.Files) < 2 || archive.Files[0].Name != "options" {
		t.Fatal("a case has options, a document and what is wanted")
	}
	var o cyclonedx.Options
	for line := range strings.Lines(string(archive.Files[0].Data)) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "":
		case "issuer":
			o.Origin.Issuer = value
		case "issued":
			day, err := evidence.ParseDate(value)
			if err != nil {
				t.Fatal(err)
			}
			o.Origin.Issued = day
		case "versions":
			o.Origin.Scope = &evidence.Scope{}
			if value != "any" {
				o.Origin.Scope.Versions = value
			}
		case "url":
			o.Origin.URL = value
		case "id":
			o.Origin.ID = value
		case "claim":
			o.Origin.Claim = true
		default:
			t.Fatalf("there is no option %q", key)
		}
	}
	return o, archive.Files[1]
}

func outcome(t testing.TB, document txtar.File, o cyclonedx.Options) string {
	t.Helper()
	f, err := cyclonedx.Import(document.Name, bytes.NewReader(document.Data), o)
	if err != nil {
		return err.Error() + "\n"
	}
	checkFragment(t, document.Name, f)
	text, err := f.EncodeYAML()
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func ExampleImport() {
	document := `{
	  "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
	  "metadata": {
	    "timestamp": "2026-11-02T09:30:00Z",
	    "manufacturer": {"name": "Example GmbH"},
	    "tools": {"components": [{"type": "application", "name": "bomgen", "version": "3.1"}]},
	    "component": {"type": "application", "name": "Example", "version": "2.1", "bom-ref": "example"}
	  },
	  "components": [
	    {"type": "library", "name": "parser", "version": "1.4.0", "bom-ref": "parser", "licenses": [{"license": {"id": "EUPL-1.2"}}]},
	    {"type": "library", "name": "codec", "version": "0.9.2", "bom-ref": "codec", "licenses": [{"license": {"name": "see website"}}]}
	  ],
	  "dependencies": [
	    {"ref": "example", "dependsOn": ["parser"]},
	    {"ref": "parser", "dependsOn": ["codec"]},
	    {"ref": "codec"}
	  ]
	}`
	fragment, err := cyclonedx.Import("bom.json", strings.NewReader(document), cyclonedx.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	sbom, proof := fragment.SupplyChain.SBOM, fragment.Proofs[0]
	fmt.Printf("%d components, %.0f %% of them without a known licence, %d of them a direct dependency\n",
		*sbom.ComponentCount, *sbom.UnknownLicensePercent, *sbom.DirectDependencies)
	fmt.Printf("on the word of %s, %s, for version %s, made with %s\n", proof.Issuer, proof.Issued, proof.Scope.Versions, proof.Tool)
	// Output:
	// 2 components, 50 % of them without a known licence, 1 of them a direct dependency
	// on the word of Example GmbH, 2026-11-02, for version = 2.1, made with bomgen 3.1
}
