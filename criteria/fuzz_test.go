package criteria_test

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/hostile"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// parts returns the files of a name in a folder of archives.
func parts(f *testing.F, pattern, name string) [][]byte {
	f.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		f.Fatalf("%s: %v", pattern, err)
	}
	var out [][]byte
	seen := map[string]bool{}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range archive.Files {
			if ok, _ := filepath.Match(name, part.Name); ok && !seen[string(part.Data)] {
				seen[string(part.Data)] = true
				out = append(out, part.Data)
			}
		}
	}
	return out
}

// seedCatalogues are small: those of the golden cases, every criterion of the
// embedded catalogue on its own, and every rule that a test of the rule language
// refuses.
func seedCatalogues(f *testing.F) [][]byte {
	f.Helper()
	seeds := parts(f, "../evaluator/testdata/cases/*.txtar", "catalogue.yaml")
	seeds = append(seeds, parts(f, "testdata/lint/*.txtar", "*.yaml")...)
	embedded, err := criteria.Embedded()
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range embedded.Criteria() {
		d := embedded.Definition()
		d.Criteria = []criteria.Criterion{c}
		text, err := doc.EncodeYAML(d)
		if err != nil {
			f.Fatal(err)
		}
		seeds = append(seeds, text)
	}
	for _, text := range parts(f, "../internal/rules/testdata/problems.txtar", "*") {
		rule, _, _ := strings.Cut(string(text), "----\n")
		seeds = append(seeds, fmt.Appendf(nil, "trias: catalogue/v1\nid: c\nversion: 1.0.0\nlanguage: 1\n"+
			"facts: {lab: {passed: {type: bool, question: {en: q, de: f}}, names: {type: text, list: true, values: [a, b], question: {en: q, de: f}}}}\n"+
			"criteria: [{id: A, dimension: choice, domain: data, title: {en: t, de: t}, question: {en: q, de: f},\n"+
			"  params: {most: {type: int, default: 3}, since: {type: date, default: 2026-01-01}, allowed: {type: strings, default: [a]}},\n  rule: %q}]\n", rule))
	}
	return append(seeds, []byte("trias: catalogue/v1\nid: above\nversion: 1.0.0\nlanguage: 1\nextends: {catalogue: trias, version: '>= 0.0.1'}\n"+
		"facts: {port: {power: {type: bool, question: {en: q, de: f}}}}\n"+
		"criteria: [{id: A, dimension: choice, domain: data, title: {en: t, de: t}, question: {en: q, de: f}, rule: ext.port.power}]\n"))
}

// Whatever a file says, it is refused with problems that have a place, or it is
// a catalogue that is written and read without change and that judges: nothing
// known, and all there is to know.
func FuzzDecode(f *testing.F) {
	for _, seed := range seedCatalogues(f) {
		f.Add(seed)
	}
	for _, seed := range hostile.Seeds(f) {
		f.Add(seed)
	}
	nothing := testkit.Dossier(f, []*evidence.Fragment{{Subject: &evidence.Subject{ID: "s"}}})
	everything := testkit.Dossier(f, []*evidence.Fragment{testkit.New(1, testkit.Options{}).Met()})
	f.Fuzz(func(t *testing.T, data []byte) {
		catalogue, err := criteria.Decode("x", data)
		if err != nil {
			hostile.Placed(t, "x", err)
			if catalogue != nil {
				t.Fatal("a catalogue beside an error")
			}
			return
		}
		rewritten(t, catalogue)
		proven := proofs(catalogue)
		d := profiles.Definition{ID: "all", Version: "1.0.0", Catalogue: catalogue.ID(), Criteria: map[string]profiles.Setting{}}
		for _, c := range catalogue.Criteria() {
			d.Criteria[c.ID] = profiles.Setting{Obligation: profiles.Must, Proof: &profiles.Proof{Rule: "none"}}
		}
		profile, err := profiles.New(d, catalogue)
		if err != nil {
			t.Fatalf("a profile that applies every criterion: %v", err)
		}
		e, err := evaluator.Compile(catalogue, profile)
		if err != nil {
			t.Fatal(err)
		}
		for _, dossier := range []*evidence.Dossier{nothing, everything} {
			verdict, err := e.Evaluate(context.Background(), dossier, testkit.At)
			if err != nil {
				t.Fatal(err)
			}
			if len(verdict.Results) != len(catalogue.Criteria()) {
				t.Fatalf("%d results for %d criteria", len(verdict.Results), len(catalogue.Criteria()))
			}
			for _, r := range verdict.Results {
				if proven[r.Criterion][r.Outcome] {
					t.Fatalf("%s is %s, which lint says it never is", r.Criterion, r.Outcome)
				}
			}
			text, err := verdict.EncodeJSON()
			if err != nil {
				t.Fatal(err)
			}
			if _, err := evaluator.DecodeVerdict("verdict.json", text); err != nil {
				t.Fatalf("the verdict cannot be read back: %v", err)
			}
		}
	})
}

// proofs lists the outcomes that lint says a criterion never has.
func proofs(c *criteria.Catalogue) map[string]map[evaluator.Outcome]bool {
	never := map[string][]evaluator.Outcome{
		criteria.CheckNeverApplies: {evaluator.Pass, evaluator.Fail},
		criteria.CheckNeverPasses:  {evaluator.Pass},
		criteria.CheckNeverFails:   {evaluator.Fail},
	}
	out := map[string]map[evaluator.Outcome]bool{}
	for _, f := range criteria.Lint(c) {
		var i int
		if _, err := fmt.Sscanf(f.Pointer, "/criteria/%d/", &i); err != nil {
			continue // of the catalogue as a whole
		}
		id := c.Definition().Criteria[i].ID
		for _, o := range never[f.Check] {
			if out[id] == nil {
				out[id] = map[evaluator.Outcome]bool{}
			}
			out[id][o] = true
		}
	}
	return out
}

// rewritten writes a catalogue, reads it back and checks that nothing changes.
func rewritten(t *testing.T, c *criteria.Catalogue) {
	t.Helper()
	text, err := c.EncodeYAML()
	if err != nil {
		t.Fatal(err)
	}
	again, err := criteria.Decode("again.yaml", text)
	if err != nil {
		t.Fatalf("what was written is refused: %v\n%s", err, text)
	}
	if twice, err := again.EncodeYAML(); err != nil || !bytes.Equal(text, twice) {
		t.Fatalf("written as\n%s\nand then as\n%s\n%v", text, twice, err)
	}
	built, err := criteria.New(c.Definition(), c.Extends())
	if err != nil {
		t.Fatalf("what is read cannot be built in Go: %v", err)
	}
	if c.Digest() != again.Digest() || c.Digest() != built.Digest() {
		t.Fatalf("read, written and built in Go the digest is %s, %s and %s", c.Digest(), again.Digest(), built.Digest())
	}
}

// FuzzDiff compares what two catalogues ask. Whatever they are, comparing them
// ends, gives the same twice, and names every criterion of either once.
func FuzzDiff(f *testing.F) {
	archives, err := filepath.Glob("testdata/diff/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		var texts []string
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".yaml") {
				texts = append(texts, string(file.Data))
			}
		}
		f.Add(texts[0], texts[1])
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 8<<10 {
			t.Skip()
		}
		old, err := criteria.Decode("old.yaml", []byte(a))
		if err != nil {
			t.Skip()
		}
		new, err := criteria.Decode("new.yaml", []byte(b))
		if err != nil {
			t.Skip()
		}
		d := criteria.Diff(old, new)
		once, err := d.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		if again, err := criteria.Diff(old, new).EncodeJSON(); err != nil || !bytes.Equal(once, again) {
			t.Errorf("a second look gives another difference (%v)", err)
		}
		named := map[string]int{}
		for _, id := range d.Unchanged {
			named[id]++
		}
		for _, c := range d.Criteria {
			named[c.Criterion]++
			if _, still := new.Lookup(c.Was); c.Was != "" && !still {
				named[c.Was]++
			}
			if (c.Better != nil || c.Worse != nil) && c.Change == criteria.ChangeEquivalent {
				t.Errorf("%s is equivalent, and there is an example of a difference", c.Criterion)
			}
		}
		for _, c := range append(old.Criteria(), new.Criteria()...) {
			if named[c.ID] != 1 {
				t.Errorf("%s is named %d times", c.ID, named[c.ID])
			}
		}
	})
}
