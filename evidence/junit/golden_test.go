package junit_test

import (
	"bytes"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/junit"
)

// A golden case is an archive of text files in testdata/cases. It says in its first lines what it shows and holds
//
//	options.yaml    what is said at import; the keys are those of caseOptions below
//	report.xml      the report
//
// and what must follow, one of
//
//	fragment.yaml   the facts and the proof
//	problems.txt    what is wrong
//
// To add a case, copy one, change it and run
//
//	go test ./evidence/junit -run TestGoldenCases -update
//
// Then read what was written.
var update = flag.Bool("update", false, "write what follows into the golden cases and the table of the corpus")

// caseOptions is how a case spells Options. Texts are taken as they are, so that a case can show what bad ones lead to.
type caseOptions struct {
	Issuer         string
	Issued         string
	URL            string
	ID             string
	Versions       string
	Claim          bool
	Suite          string
	SuiteVersion   string `yaml:"suiteVersion"`
	SubjectVersion string `yaml:"subjectVersion"`
	RunOn          string `yaml:"runOn"`
	RunBy          string `yaml:"runBy"`
	Reviewed       *bool
	Published      *bool
	Runs           []struct {
		ID       string
		Profile  string
		Tests    string
		Required []string
		Expected []string
	}
	Limits struct{ Bytes, Depth, Nodes, Items, String int }
}

func (c *caseOptions) options(t testing.TB) junit.Options {
	t.Helper()
	o := junit.Options{
		Origin: evidence.Origin{Issuer: c.Issuer, Issued: date(t, c.Issued), URL: c.URL, ID: c.ID, Claim: c.Claim},
		Suite:  evidence.ConformanceSuite(c.Suite), SuiteVersion: evidence.Version(c.SuiteVersion),
		SubjectVersion: evidence.Version(c.SubjectVersion), RunOn: date(t, c.RunOn), RunBy: evidence.TestingParty(c.RunBy),
		ReviewedByProject: c.Reviewed, Published: c.Published, Limits: evidence.Limits(c.Limits),
	}
	switch c.Versions {
	case "":
	case "any":
		o.Origin.Scope = &evidence.Scope{}
	default:
		o.Origin.Scope = &evidence.Scope{Versions: c.Versions}
	}
	if c.Runs != nil {
		o.Runs = []junit.Run{}
	}
	for _, r := range c.Runs {
		o.Runs = append(o.Runs, junit.Run{ID: r.ID, Profile: evidence.ConformanceProfile(r.Profile), Tests: r.Tests,
			Required: r.Required, Expected: r.Expected})
	}
	return o
}

func date(t testing.TB, text string) evidence.Date {
	t.Helper()
	if text == "" {
		return evidence.Date{}
	}
	d, err := evidence.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// goldenCases are the archives of testdata/cases by name.
func goldenCases(t testing.TB) map[string]*txtar.Archive {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("testdata", "cases", "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no golden cases: %v", err)
	}
	archives := map[string]*txtar.Archive{}
	for _, path := range paths {
		if archives[path], err = txtar.ParseFile(path); err != nil {
			t.Fatal(err)
		}
	}
	return archives
}

// member returns a file of an archive.
func member(a *txtar.Archive, name string) []byte {
	for _, f := range a.Files {
		if f.Name == name {
			return f.Data
		}
	}
	return nil
}

func TestGoldenCases(t *testing.T) {
	t.Parallel()
	for path, archive := range goldenCases(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			if len(bytes.TrimSpace(archive.Comment)) == 0 {
				t.Fatal("the case does not say what it shows")
			}
			var c caseOptions
			dec := yaml.NewDecoder(bytes.NewReader(member(archive, "options.yaml")))
			dec.KnownFields(true)
			if err := dec.Decode(&c); err != nil {
				t.Fatalf("options.yaml: %v", err)
			}
			report := member(archive, "report.xml")
			name, text := "problems.txt", []byte(nil)
			fragment, err := junit.Import("report.xml", bytes.NewReader(report), c.options(t))
			if err != nil {
				if fragment != nil {
					t.Error("a fragment beside an error")
				}
				var problems evidence.Problems
				if !errors.As(err, &problems) {
					t.Fatalf("%v is no Problems", err)
				}
				text = []byte(err.Error() + "\n")
			} else {
				name, text = "fragment.yaml", checkFragment(t, fragment)
			}
			input := slices.DeleteFunc(slices.Clone(archive.Files), func(f txtar.File) bool { return f.Name != "options.yaml" && f.Name != "report.xml" })
			got := &txtar.Archive{Comment: archive.Comment, Files: append(input, txtar.File{Name: name, Data: text})}
			if *update {
				if err := os.WriteFile(path, txtar.Format(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := txtar.Format(archive); !bytes.Equal(txtar.Format(got), want) {
				t.Errorf("got\n%s\nwant\n%s", txtar.Format(got), want)
			}
		})
	}
}

// checkFragment checks what is true of every fragment, and returns it as YAML: it is read back as it was written, and it
// merges with a declaration that names the subject.
func checkFragment(t testing.TB, f *evidence.Fragment) []byte {
	t.Helper()
	text, err := f.EncodeYAML()
	if err != nil {
		t.Fatal(err)
	}
	back, err := evidence.Decode("fragment.yaml", text)
	if err != nil {
		t.Fatalf("what was written is not read: %v", err)
	}
	again, err := back.EncodeYAML()
	if err != nil || !bytes.Equal(again, text) {
		t.Errorf("written again (%v) it is\n%s\nbefore it was\n%s", err, again, text)
	}
	declared := &evidence.Fragment{Name: "declared", Subject: &evidence.Subject{ID: "offer-1"}}
	if _, err := evidence.Merge(declared, f); err != nil {
		t.Errorf("it does not merge: %v", err)
	}
	return text
}
