package criteria_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/criteria"
)

// TestDiffExamples reads testdata/diff/*.txtar. Each archive says in its first
// lines what it shows, and has a catalogue before (old.yaml) and after (new.yaml)
// and what changed (difference): the step of the version, then a line for each
// criterion, and below it what changed about it. An example is written as the
// facts it states.
//
// To add one, copy one, change it, run
//
//	go test ./criteria -run DiffExamples -update
//
// and read what was written.
func TestDiffExamples(t *testing.T) {
	t.Parallel()
	archives, err := filepath.Glob("testdata/diff/*.txtar")
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
			if len(bytes.TrimSpace(archive.Comment)) == 0 || files["old.yaml"] == nil || files["new.yaml"] == nil || files["difference"] == nil {
				t.Fatal("it lacks a comment, old.yaml, new.yaml or difference")
			}
			old, err := criteria.Decode("old.yaml", files["old.yaml"].Data)
			if err != nil {
				t.Fatal(err)
			}
			new, err := criteria.Decode("new.yaml", files["new.yaml"].Data)
			if err != nil {
				t.Fatal(err)
			}
			d := criteria.Diff(old, new)
			for _, c := range d.Criteria {
				shown[string(c.Change)] = true
			}
			for _, f := range d.Facts {
				shown["fact "+string(f.Change)] = true
			}
			if len(d.Unchanged) > 0 {
				shown[string(criteria.ChangeNone)] = true
			}
			again, err := criteria.Diff(old, new).EncodeJSON()
			if err != nil {
				t.Fatal(err)
			}
			if once, err := d.EncodeJSON(); err != nil || !bytes.Equal(once, again) {
				t.Errorf("a second look gives other bytes (%v)", err)
			}
			got := differenceText(t, d)
			if *update {
				files["difference"].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(files["difference"].Data), got); diff != "" {
				t.Errorf("difference (-want +got), run with -update and read what changed:\n%s", diff)
			}
		})
	}
	for _, c := range criteria.Change("").Values() {
		if !shown[c] {
			t.Errorf("no example of what is %s", c)
		}
	}
	for _, a := range criteria.Alteration("").Values() {
		if !shown["fact "+a] {
			t.Errorf("no example of a fact that is %s", a)
		}
	}
}

func differenceText(t *testing.T, d *criteria.Difference) string {
	var b strings.Builder
	fmt.Fprintf(&b, "needed %s, stated %s, enough: %v\n", d.Versioning.Needed, d.Versioning.Stated, d.Versioning.Enough)
	for _, c := range d.Criteria {
		fmt.Fprintf(&b, "%s %s\n", c.Criterion, c.Change)
		if c.Was != "" {
			fmt.Fprintf(&b, "  was %s\n", c.Was)
		}
		if c.Rule != nil {
			b.WriteString("  rule\n")
		}
		if c.When != nil {
			b.WriteString("  when\n")
		}
		for _, p := range c.Params {
			fmt.Fprintf(&b, "  parameter %s", p.Param)
			if p.Old != nil {
				fmt.Fprintf(&b, " was %s %s", p.Old.Default, p.Old.Unit)
			}
			if p.New != nil {
				fmt.Fprintf(&b, " is %s %s", p.New.Default, p.New.Unit)
			}
			b.WriteString("\n")
		}
		if c.Life != nil {
			b.WriteString("  life\n")
		}
		if c.Texts != nil {
			fmt.Fprintf(&b, "  texts %s\n", strings.Join(c.Texts, ", "))
		}
		for _, x := range []struct {
			what    string
			example *criteria.Example
		}{{"worse", c.Worse}, {"better", c.Better}} {
			if x.example == nil {
				continue
			}
			text, err := x.example.Dossier.EncodeYAML()
			if err != nil {
				t.Fatal(err)
			}
			var lines []string
			for line := range strings.Lines(string(text)) {
				if line = strings.TrimSpace(line); !strings.HasPrefix(line, "trias:") {
					lines = append(lines, line)
				}
			}
			fmt.Fprintf(&b, "  %s on %s: %s\n", x.what, x.example.Day, strings.Join(lines, " "))
		}
	}
	if d.New.Extends != nil {
		fmt.Fprintf(&b, "extends %s %s\n", d.New.Extends.Catalogue, d.New.Extends.Version)
	}
	if len(d.Unchanged) > 10 {
		fmt.Fprintf(&b, "%d unchanged\n", len(d.Unchanged))
	} else {
		for _, id := range d.Unchanged {
			fmt.Fprintf(&b, "%s unchanged\n", id)
		}
	}
	for _, f := range d.Facts {
		fmt.Fprintf(&b, "%s %s\n", f.Fact, f.Change)
	}
	for _, f := range d.Frameworks {
		fmt.Fprintf(&b, "%s@%s %s\n", f.Framework, f.Version, f.Change)
	}
	for _, text := range d.Texts {
		fmt.Fprintf(&b, "catalogue's %s\n", text)
	}
	return b.String()
}

// A catalogue compared with itself did not change.
func TestDiffWithItself(t *testing.T) {
	t.Parallel()
	c, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	d := criteria.Diff(c, c)
	if len(d.Criteria) > 0 || len(d.Unchanged) != len(c.Criteria()) || d.Versioning.Needed != criteria.NoStep || d.Versioning.Stated != criteria.NoStep || !d.Versioning.Enough {
		t.Errorf("%d criteria changed, %+v", len(d.Criteria), d.Versioning)
	}
}
