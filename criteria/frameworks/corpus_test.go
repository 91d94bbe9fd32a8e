package frameworks_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/internal/hostile"
)

// read returns the one file of the test corpus whose path ends so.
func read(t *testing.T, folder, suffix string) []byte {
	t.Helper()
	for _, file := range hostile.Files(t, folder) {
		if strings.HasSuffix(filepath.ToSlash(file), suffix) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			return data
		}
	}
	t.Fatalf("no file of the corpus ends in %s", suffix)
	return nil
}

// ids returns every text under the key "id" or "Id", in the order of the file.
func ids(t *testing.T, data []byte, pattern string) []string {
	t.Helper()
	if !json.Valid(data) {
		t.Fatal("not JSON")
	}
	var out []string
	for _, m := range regexp.MustCompile(`"[iI]d": *"(`+pattern+`)"`).FindAllSubmatch(data, -1) {
		if id := string(m[1]); !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// TestCorpus compares lists with encodings of the same documents by others.
func TestCorpus(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, folder, file, pattern string
		least                       int
		// whole: nothing of that form is in the list and not in the file.
		whole bool
	}{
		{"C3A@1.0", "sovereignty", "catalogs/bsi-c3a-catalog.json", `SOV-\d-\d\d`, 30, true},
		{"C3A@1.0", "sovereignty", "catalogs/bsi-c3a-catalog.json", `SOV-\d-\d\d-C\d?`, 43, true},
		{"SecNumCloud@3.2", "sovereignty", "compliance/gcp/secnumcloud_3.2_gcp.json", `\d+\.\d+`, 70, true},
		{"GS++@2026-07", "oscal", "Lieferkettensicherheit-resolved_catalog.json", `[A-Z]{3,4}(?:\.\d+){2,}`, 146, false},
	} {
		f := lookup(t, tt.name)
		theirs := ids(t, read(t, tt.folder, tt.file), tt.pattern)
		if len(theirs) < tt.least {
			t.Errorf("%s: only %d ids in %s", tt.name, len(theirs), tt.file)
		}
		for _, id := range theirs {
			if !f.Contains(id) {
				t.Errorf("%s lacks %s of %s", tt.name, id, tt.file)
			}
		}
		form := regexp.MustCompile(`^(?:` + tt.pattern + `)$`)
		for _, id := range f.IDs() {
			if tt.whole && form.MatchString(id) && !slices.Contains(theirs, id) {
				t.Errorf("%s of %s is not in %s", id, tt.name, tt.file)
			}
		}
	}
}

// TestCorpusSCS compares the standards of the certificate scope.
func TestCorpusSCS(t *testing.T) {
	t.Parallel()
	f := lookup(t, "SCS@2026-08")
	found := regexp.MustCompile(`(?m)^  - id: (scs-\d{4}-v\d+)$`).FindAllSubmatch(read(t, "sovereignty", "Tests/scs-compatible-kaas.yaml"), -1)
	if len(found) < 3 {
		t.Errorf("%d standards in the scope", len(found))
	}
	for _, m := range found {
		if !f.Contains(string(m[1])) {
			t.Errorf("lacks %s", m[1])
		}
	}
}
