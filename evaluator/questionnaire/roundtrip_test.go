package questionnaire_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/questionnaire"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// encoded is a fragment as text, without what does not matter.
func encoded(t testing.TB, f *evidence.Fragment) string {
	t.Helper()
	data, err := f.EncodeJSON()
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestRoundTrip: a source that is filled in and read back states and proves what
// it did of what is asked for, in every format and language.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	n := uint64(max(3, *cases/40))
	if testing.Short() {
		n = 2
	}
	p, err := profiles.Lookup("high")
	if err != nil {
		t.Fatal(err)
	}
	q, err := questionnaire.New(p, questionnaire.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for i := range q.Questions {
		all = append(all, q.Questions[i].Path)
	}
	all = append(all, "subject.id", "subject.name", "subject.version", "subject.layer", "subject.regions", "subject.services")
	for n := range n {
		seed := n + *seed
		g := testkit.New(seed, testkit.Varied(int(seed)))
		f := g.Fragments()[0]
		if f.Subject == nil {
			f.Subject = &evidence.Subject{ID: "s"}
		}
		for i := range f.Proofs {
			if s := f.Proofs[i].Scope; s != nil && s.Versions == "" && s.Regions == nil && s.Services == nil {
				f.Proofs[i].Scope = nil // which limits nothing either
			}
			if i%3 == 0 {
				f.Proofs[i].Note = hostile[i/3%len(hostile)]
			}
		}
		f.Partial = slices.DeleteFunc(f.Partial, func(path string) bool { _, ok := q.Lookup(path); return !ok })
		slices.Sort(f.Partial)
		f.Partial = slices.Compact(f.Partial)
		want, err := questionnaire.Keep(f, append(all, "partial"))
		if err != nil {
			t.Fatal(err)
		}
		want.Name = f.Name
		for _, lang := range questionnaire.Languages() {
			o := questionnaire.WriteOptions{Lang: lang, Prefill: f, Semicolon: lang == "de", BOM: lang == "de"}
			for ext, write := range map[string]func(questionnaire.WriteOptions) ([]byte, error){"yaml": q.YAML, "csv": q.CSV} {
				data, err := write(o)
				if err != nil {
					t.Fatal(err)
				}
				again, err := write(o)
				if err != nil || !bytes.Equal(data, again) {
					t.Fatal("not the same bytes twice")
				}
				got, err := q.Read("f."+ext, data)
				if err != nil {
					t.Fatalf("seed %d, %s in %s: %v", seed, ext, lang, err)
				}
				if a, b := encoded(t, got), encoded(t, want); a != b {
					t.Fatalf("seed %d, %s in %s: %s", seed, ext, lang, firstDifference(a, b))
				}
				if !questionnaire.IsAnswers("x", data) || !questionnaire.IsAnswers("f."+ext, data) {
					t.Errorf("%s is not recognised", ext)
				}
			}
		}
	}
}

// hostile are texts that formats are apt to change.
var hostile = []string{"=1+1", "＝1", "\n=1", "'quoted", "''=x", "1.10", "12", "@x", "-", "a | b", "\"", "\"a\" b", "  spaced  ", "none", "keine", "[]", "a,b;c\td", "line\nbreak", "carriage\r\nreturn", "ja", "true", "null", "# x", "a: b",
	"ü„“\u2028", "2026-01-01", "1e5", "'12", "\"quoted\""}

func firstDifference(a, b string) string {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	from := max(0, i-150)
	return fmt.Sprintf("got\n…%s\nwant\n…%s", a[from:min(len(a), i+150)], b[from:min(len(b), i+150)])
}
