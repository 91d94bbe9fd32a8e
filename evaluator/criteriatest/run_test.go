package criteriatest_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/criteriatest"
	"github.com/trias-sovereignty/trias/internal/hostile"
)

// recorder is a test that keeps what is said to it.
type recorder struct{ errors, logs []string }

func (*recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.errors = append(r.errors, fmt.Sprintf(format, args...))
}

func (r *recorder) Logf(format string, args ...any) {
	r.logs = append(r.logs, fmt.Sprintf(format, args...))
}

// fixturesOf returns the fixtures of a case in testdata.
func fixturesOf(t testing.TB, name string) []byte {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/cases/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	return archive.Files[0].Data
}

// Run says of a catalogue what is wrong with any of its files, and which
// criterion has none.
func TestRun(t *testing.T) {
	t.Parallel()
	catalogue, given := tiny(t)
	holds := fixturesOf(t, "holds")
	keys := strings.NewReplacer("criterion: DESK", "criterion: KEYS", "profile: small", `proof: none`).Replace(string(holds))
	tests := []struct {
		name  string
		files fstest.MapFS
		want  []string // parts of the errors, in order
	}{
		{"no file", fstest.MapFS{}, []string{"DESK has no fixtures", "KEYS has no fixtures"}},
		{"one file", fstest.MapFS{"DESK.yaml": {Data: holds}}, []string{"KEYS has no fixtures"}},
		{"a file that does not load", fstest.MapFS{"DESK.yaml": {Data: holds}, "x.yaml": {Data: []byte("a: [")}},
			[]string{"x.yaml:1:", "KEYS has no fixtures"}},
		{"two files of one criterion", fstest.MapFS{"DESK.yaml": {Data: holds}, "again.yaml": {Data: holds}},
			[]string{"again.yaml: the fixtures of DESK are in DESK.yaml, too", "KEYS has no fixtures"}},
		{"cases that do not hold", fstest.MapFS{"DESK.yaml": {Data: holds}, "KEYS.yaml": {Data: []byte(keys)}},
			[]string{"/cases/0/outcome: It opens in time.: the outcome is unknown by data.keys.custody, data.keys.customerCanRotate, not pass"}},
		{"a mutant that survives", fstest.MapFS{"DESK.yaml": {Data: fixturesOf(t, "survivor")}},
			[]string{"rule 1:16: <= becomes <", "params.maxDays - 1", "0 becomes 1", "KEYS has no fixtures"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var r recorder
			criteriatest.Run(&r, catalogue, given, test.files)
			if len(r.errors) < len(test.want) {
				t.Fatalf("got %q, want %q", r.errors, test.want)
			}
			for i, want := range test.want {
				if !strings.Contains(r.errors[i], want) {
					t.Errorf("error %d is %q, not %q", i, r.errors[i], want)
				}
			}
			if len(r.logs) != 1 || !strings.Contains(r.logs[0], "mutants killed") {
				t.Errorf("logs %q", r.logs)
			}
		})
	}
}

// A bench compiles mutants in a catalogue of its own: the given one is as it
// was, and stays usable meanwhile.
func TestCheckLeavesTheCatalogueAlone(t *testing.T) {
	t.Parallel()
	catalogue, given := tiny(t)
	before := catalogue.Digest()
	done := make(chan struct{})
	go func() {
		defer close(done)
		criteria.Lint(catalogue)
	}()
	var r recorder
	criteriatest.Run(&r, catalogue, given, fstest.MapFS{"DESK.yaml": {Data: fixturesOf(t, "holds")}})
	<-done
	if catalogue.Digest() != before {
		t.Error("the catalogue changed")
	}
	again := reported(t, bench(t), fixturesOf(t, "survivor"))
	if other := reported(t, bench(t), fixturesOf(t, "survivor")); other != again {
		t.Errorf("two benches report %q and %q", again, other)
	}
}

func bench(t testing.TB) *criteriatest.Bench {
	t.Helper()
	catalogue, given := tiny(t)
	b, err := criteriatest.New(catalogue, given...)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// An unknown that cannot be, and proof that nobody demands, need no case.
func TestOutcomesThatCannotBe(t *testing.T) {
	t.Parallel()
	catalogue, err := criteria.Decode("c.yaml", []byte(`{trias: catalogue/v1, id: c, version: 1.0.0, language: 1, criteria: [
  {id: A, dimension: control, domain: data, title: {en: a, de: a}, question: {en: q, de: f}, rule: data.keys.customerCanRotate},
  {id: B, dimension: control, domain: data, title: {en: b, de: b}, question: {en: q, de: f}, rule: subject.layer == "platform"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	base := "trias: fixtures/v1\ncriterion: %s\nproof: none\nat: 2026-11-01\nbase: {subject: {id: s, layer: platform}, data: {keys: {customerCanRotate: true}}}\ncases:\n  - {shows: It is., outcome: pass}\n"
	files := fstest.MapFS{
		"A.yaml": {Data: []byte(fmt.Sprintf(base, "A") + "  - {shows: It is not., set: {data.keys.customerCanRotate: false}, outcome: fail}\n  - {shows: Nobody says., unset: [data], outcome: unknown}\n")},
		"B.yaml": {Data: []byte(fmt.Sprintf(base, "B") + "  - {shows: It is not., set: {subject.layer: application}, outcome: fail}\n  - {shows: Nor this., set: {subject.layer: base-service}, outcome: fail}\n")},
	}
	var r recorder
	criteriatest.Run(&r, catalogue, nil, files)
	if len(r.errors) > 0 {
		t.Errorf("%q", r.errors)
	}
}

// A cancelled context ends the work, with its error and no report.
func TestCheckEndsWithItsContext(t *testing.T) {
	t.Parallel()
	f, err := criteriatest.Decode("f.yaml", fixturesOf(t, "holds"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	report, err := bench(t).Check(ctx, f)
	if !errors.Is(err, context.Canceled) || report.Cases != 0 {
		t.Errorf("%+v, %v", report, err)
	}
}

// The dossiers of all cases together are bounded.
func TestManyCasesOfALargeBase(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(`{"trias": "fixtures/v1", "criterion": "DESK", "proof": "none", "at": "2026-11-01", "base": {"subject": {"id": "s"}, "proofs": [`)
	for i := range 900 {
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(&b, `{"id": "p%d", "kind": "contract", "issuer": "Example", "issued": "2026-01-01", "covers": ["data"], "note": %q}`, i, strings.Repeat("x", 500))
	}
	b.WriteString(`]}, "cases": [`)
	for i := range criteriatest.MaxCases {
		if i > 0 {
			b.WriteString(",")
		}
		b.WriteString(`{"shows": "a", "outcome": "pass"}`)
	}
	b.WriteString("]}")
	_, err := criteriatest.Decode("f.json", []byte(b.String()))
	if err == nil || !strings.Contains(err.Error(), "MiB together") {
		t.Errorf("%v", err)
	}
}

// Cases beyond the limit are refused.
func TestTooManyCases(t *testing.T) {
	t.Parallel()
	cases := strings.Repeat("  - {shows: a, outcome: pass}\n", criteriatest.MaxCases+1)
	_, err := criteriatest.Decode("f.yaml", []byte("trias: fixtures/v1\ncriterion: DESK\nproof: none\nat: 2026-11-01\nbase: {subject: {id: s}}\ncases:\n"+cases))
	if err == nil || !strings.Contains(err.Error(), "501 cases") {
		t.Errorf("%v", err)
	}
}

func read(name string, data []byte) error {
	_, err := criteriatest.Decode(name, data)
	return err
}

// Whatever a file contains, reading it ends soon, with problems that have a
// place.
func TestHostile(t *testing.T) {
	t.Parallel()
	hostile.Refused(t, read)
}

// Whatever fixtures say, they are refused with problems that have a place, or
// the bench reports on them, twice the same.
func FuzzFixtures(f *testing.F) {
	for _, name := range []string{"holds", "paths", "shape", "settings", "demand", "justification"} {
		f.Add(string(fixturesOf(f, name)))
	}
	if data, err := os.ReadFile("../../criteria/fixtures/TEC-CHO-01.yaml"); err == nil {
		f.Add(string(data))
	}
	catalogue, given := tiny(f)
	f.Fuzz(func(t *testing.T, text string) {
		fixtures, err := criteriatest.Decode("f.yaml", []byte(text))
		if err != nil {
			hostile.Placed(t, "f.yaml", err)
			return
		}
		b, err := criteriatest.New(catalogue, given...)
		if err != nil {
			t.Fatal(err)
		}
		report, err := b.Check(context.Background(), fixtures)
		if err != nil {
			t.Fatal(err)
		}
		again, err := b.Check(context.Background(), fixtures)
		if err != nil || fmt.Sprint(again) != fmt.Sprint(report) {
			t.Errorf("%v, then %v, %v", report, again, err)
		}
		if len(report.Problems) == 0 && report.Held != report.Cases {
			t.Errorf("no problem, and %d of %d cases hold", report.Held, report.Cases)
		}
	})
}
