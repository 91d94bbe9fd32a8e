package cyclonedx_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/cyclonedx"
	"github.com/trias-sovereignty/trias/internal/hostile"
)

var update = flag.Bool("update", false, "write golden files")

// corpus returns the files of folders of the test corpus, by their paths within it.
func corpus(t testing.TB, folders ...string) map[string][]byte {
	t.Helper()
	root := hostile.Root()
	files := map[string][]byte{}
	for _, folder := range folders {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			name, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			files[filepath.ToSlash(name)], err = os.ReadFile(path)
			return err
		})
		if err != nil {
			hostile.Missing(t, folder, err)
		}
	}
	return files
}

func names(files map[string][]byte) []string {
	var all []string
	for name := range files {
		all = append(all, name)
	}
	slices.Sort(all)
	return all
}

// claim imports the facts of a document for which nobody need vouch.
func claim(name string, data []byte) (*evidence.Fragment, error) {
	return cyclonedx.Import(name, bytes.NewReader(data), cyclonedx.Options{Origin: evidence.Origin{Claim: true}})
}

// isInvalid reports whether the document was refused with places, which only an invalid one is.
func isInvalid(err error) bool {
	var problems evidence.Problems
	return errors.As(err, &problems)
}

// TestConformance separates the specification's own valid and invalid test cases.
func TestConformance(t *testing.T) {
	t.Parallel()
	valid, invalid := 0, 0
	files := corpus(t, "cyclonedx-conformance")
	for _, path := range names(files) {
		name := filepath.Base(path)
		f, err := claim(name, files[path])
		switch {
		case strings.HasPrefix(name, "valid-"):
			valid++
			if err != nil && !errors.Is(err, cyclonedx.ErrNothing) {
				t.Errorf("%s is valid: %v", path, err)
			}
			if f != nil {
				checkFragment(t, path, f)
			}
		case strings.HasPrefix(name, "invalid-"):
			invalid++
			if !isInvalid(err) {
				t.Errorf("%s is invalid: %v", path, err)
			}
			checkPlaces(t, name, err)
		default:
			t.Errorf("%s is neither valid- nor invalid-", path)
		}
	}
	t.Logf("%d valid documents accepted, %d invalid ones refused", valid, invalid)
	if valid != 96 || invalid != 63 {
		t.Error("the corpus has 96 valid documents and 63 invalid ones")
	}
}

// TestCorpus imports every real document. The golden table says of each what came out, or why it was refused.
func TestCorpus(t *testing.T) {
	t.Parallel()
	var table strings.Builder
	fmt.Fprintf(&table, "%-8s %6s %6s %6s %6s %6s %6s %6s %6s %6s %6s  %s\n",
		"version", "comps", "lic %", "spdx %", "osi %", "copy %", "unkn %", "purl %", "hash %", "direct", "depth", "document")
	imported, refused := 0, 0
	files := corpus(t, "cyclonedx", "cyclonedx-standards", "vex")
	for _, path := range names(files) {
		name := filepath.Base(path)
		f, err := claim(name, files[path])
		if err != nil {
			refused++
			first, more, _ := strings.Cut(err.Error(), "\n")
			fmt.Fprintf(&table, "refused   %s\n          %s\n", path, first)
			if more != "" {
				fmt.Fprintf(&table, "          and %d more\n", strings.Count(more, "\n")+1)
			}
			if !errors.Is(err, cyclonedx.ErrNothing) {
				checkPlaces(t, name, err)
			}
			continue
		}
		imported++
		checkFragment(t, path, f)
		s := f.SupplyChain.SBOM
		version := "-"
		if s.FormatVersion != nil {
			version = string(*s.FormatVersion)
		}
		fmt.Fprintf(&table, "%-8s %6s %6s %6s %6s %6s %6s %6s %6s %6s %6s  %s", version, number(s.ComponentCount), percent(s.LicensedPercent),
			percent(s.SPDXLicensedPercent), percent(s.OSIApprovedPercent), percent(s.CopyleftPercent), percent(s.UnknownLicensePercent),
			percent(s.PurlPercent), percent(s.HashPercent), number(s.DirectDependencies), number(s.DependencyDepth), path)
		if c := f.Data.Cryptography; c.Algorithms != nil {
			fmt.Fprintf(&table, " (%d algorithms, %d protocols, %d certificates)", len(c.Algorithms), len(c.Protocols), len(c.Certificates))
		}
		if services := f.SupplyChain.SaaSBOM.Services; services != nil {
			fmt.Fprintf(&table, " (%d services)", len(services))
		}
		table.WriteString("\n")
	}
	fmt.Fprintf(&table, "\n%d imported, %d refused\n", imported, refused)
	golden(t, "testdata/corpus.golden", table.String())
}

func number(n *int64) string {
	if n == nil {
		return "?"
	}
	return fmt.Sprint(*n)
}

func percent(p *float64) string {
	if p == nil {
		return "?"
	}
	return fmt.Sprintf("%.1f", *p)
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (run with -update and look at the difference); got:\n%s", file, got)
	}
}

// checkFragment checks what holds of every fragment: it merges, and what is written reads back.
func checkFragment(t testing.TB, name string, f *evidence.Fragment) {
	t.Helper()
	subject := &evidence.Fragment{Name: "declared", Subject: &evidence.Subject{ID: "offer", Version: "1.0"}}
	if _, err := evidence.Merge(subject, f); err != nil {
		t.Errorf("%s does not merge: %v", name, err)
	}
	if f.Subject != nil {
		t.Errorf("%s guesses a subject", name)
	}
	text, err := f.EncodeYAML()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	back, err := evidence.Decode("again.yaml", text)
	if err != nil {
		t.Fatalf("%s: what was written does not read back: %v", name, err)
	}
	if again, err := back.EncodeYAML(); err != nil || !bytes.Equal(text, again) {
		t.Errorf("%s: changed by writing and reading: %v", name, err)
	}
}

// checkPlaces checks that each problem names the file, and a line or a pointer.
func checkPlaces(t testing.TB, name string, err error) {
	t.Helper()
	var problems evidence.Problems
	if !errors.As(err, &problems) {
		t.Errorf("%s: %v has no places", name, err)
		return
	}
	for _, p := range problems {
		if p.File != name || p.Line == 0 && p.Pointer == "" {
			t.Errorf("%s: problem without a place: %v", name, p)
		}
	}
}
