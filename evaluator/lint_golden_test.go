package evaluator_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// TestLintExamples reads testdata/lint/*.txtar. Each archive is named after a
// check, and has a file that the check finds something in (fires.yaml), all that
// is found there on 2026-11-01 (findings), and a file like it in which nothing is
// found (silent.yaml). The files are profiles where there is a catalogue.yaml,
// which may extend base.yaml, and dossiers else; a facts.yaml is a catalogue that
// declares facts of theirs.
func TestLintExamples(t *testing.T) {
	t.Parallel()
	archives, err := filepath.Glob("testdata/lint/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	for _, name := range archives {
		check := strings.TrimSuffix(filepath.Base(name), ".txtar")
		shown[check] = true
		t.Run(check, func(t *testing.T) {
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
			got := lintedText(t, files["catalogue.yaml"], files["base.yaml"], files["facts.yaml"], files["fires.yaml"])
			if !strings.Contains(got, "["+check+"]") {
				t.Errorf("fires.yaml: %s finds nothing", check)
			}
			if more := lintedText(t, files["catalogue.yaml"], files["base.yaml"], files["facts.yaml"], files["silent.yaml"]); more != "" {
				t.Errorf("silent.yaml: %s", more)
			}
			if *updateCases {
				files["findings"].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(files["findings"].Data), got); diff != "" {
				t.Errorf("findings (-want +got), run with -update and read the difference:\n%s", diff)
			}
		})
	}
	for _, c := range evaluator.Checks() {
		if !shown[c.Name] {
			t.Errorf("no example of %s in testdata/lint", c.Name)
		}
	}
}

func lintedText(t *testing.T, catalogue, base, facts, file *txtar.File) string {
	t.Helper()
	var findings []criteria.Finding
	if catalogue != nil {
		c, err := criteria.Decode("catalogue.yaml", catalogue.Data)
		if err != nil {
			t.Fatal(err)
		}
		var bases []*profiles.Profile
		if base != nil {
			b, err := profiles.Decode(base.Name, base.Data, c)
			if err != nil {
				t.Fatal(err)
			}
			bases = append(bases, b)
		}
		p, err := profiles.Decode(file.Name, file.Data, c, bases...)
		if err != nil {
			t.Fatal(err)
		}
		findings = evaluator.LintProfile(p)
	} else {
		f, err := evidence.Decode(file.Name, file.Data)
		if err != nil {
			t.Fatal(err)
		}
		day, err := evidence.ParseDate("2026-11-01")
		if err != nil {
			t.Fatal(err)
		}
		if findings, err = evaluator.LintDossier(f, evidence.Subject{}, day); err != nil {
			t.Fatal(err)
		}
		if facts != nil {
			c, err := criteria.Decode("facts.yaml", facts.Data)
			if err != nil {
				t.Fatal(err)
			}
			findings = append(findings, evaluator.LintFacts(c, f)...)
		}
	}
	var out strings.Builder
	for _, f := range findings {
		fmt.Fprintln(&out, f)
	}
	return out.String()
}
