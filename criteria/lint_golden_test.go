package criteria_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/criteria"
)

var update = flag.Bool("update", false, "write what is found into testdata")

// TestLintExamples reads testdata/lint/*.txtar. Each archive is named after a
// check, with more words behind it where one example is not enough, and has a
// catalogue that the check finds something in (fires.yaml), all that is found
// there (findings), and a catalogue like it in which nothing is found
// (silent.yaml). Its first lines say why.
func TestLintExamples(t *testing.T) {
	t.Parallel()
	archives, err := filepath.Glob("testdata/lint/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files := map[string]*txtar.File{}
			for i := range archive.Files {
				files[archive.Files[i].Name] = &archive.Files[i]
			}
			for _, f := range []string{"fires.yaml", "findings", "silent.yaml"} {
				if files[f] == nil {
					t.Fatalf("%s has no %s", name, f)
				}
			}
			if len(archive.Comment) == 0 {
				t.Error("it does not say why")
			}
			check := checkOf(t, name)
			shown[check] = true
			found := lintText(t, files["fires.yaml"].Data)
			if !strings.Contains(found, "["+check+"]") {
				t.Errorf("fires.yaml: %s finds nothing", check)
			}
			if more := lintText(t, files["silent.yaml"].Data); more != "" {
				t.Errorf("silent.yaml: %s", more)
			}
			if *update {
				files["findings"].Data = []byte(found)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(files["findings"].Data), found); diff != "" {
				t.Errorf("findings (-want +got), run with -update and read the difference:\n%s", diff)
			}
		})
	}
	for _, c := range criteria.Checks() {
		if !shown[c.Name] {
			t.Errorf("no example of %s in testdata/lint", c.Name)
		}
	}
}

// checkOf is the check an archive is named after.
func checkOf(t *testing.T, archive string) string {
	t.Helper()
	name := strings.TrimSuffix(filepath.Base(archive), ".txtar")
	best := ""
	for _, c := range criteria.Checks() {
		if (name == c.Name || strings.HasPrefix(name, c.Name+"-")) && len(c.Name) > len(best) {
			best = c.Name
		}
	}
	if best == "" {
		t.Fatalf("%s is named after no check", archive)
	}
	return best
}

func lintText(t *testing.T, catalogue []byte) string {
	t.Helper()
	c, err := criteria.Decode("catalogue.yaml", catalogue)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, f := range criteria.Lint(c) {
		fmt.Fprintln(&out, f)
	}
	return out.String()
}

// TestChecks: what tools show of a check is complete, and its name can stand in
// their settings.
func TestChecks(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, c := range criteria.Checks() {
		if seen[c.Name] || strings.Trim(c.Name, "abcdefghijklmnopqrstuvwxyz-") != "" {
			t.Errorf("%q is no name of its own", c.Name)
		}
		seen[c.Name] = true
		if c.Title == "" || strings.HasSuffix(c.Title, ".") || !strings.HasSuffix(c.Why, ".") {
			t.Errorf("%s: %q, %q", c.Name, c.Title, c.Why)
		}
		if !slices.Contains([]criteria.Severity{criteria.SeverityError, criteria.SeverityWarning, criteria.SeverityNote}, c.Severity) {
			t.Errorf("%s: severity %q", c.Name, c.Severity)
		}
	}
}
