// Package equivalence_test holds the example to what its README says.
package equivalence_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

var update = flag.Bool("update", false, "write the reports")

// asking are the criteria that ask for the report the provider does not have.
var asking = []string{"OPS-CON-08", "TEC-CON-01"}

func day(text string) time.Time {
	d, err := evidence.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d.Start(time.UTC)
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func assess(t *testing.T, at string, opts ...evaluator.Option) (evaluator.Verdict, *criteria.Catalogue, error) {
	t.Helper()
	profile, err := profiles.Lookup("high")
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(profile.Catalogue(), profile)
	if err != nil {
		t.Fatal(err)
	}
	source, err := evidence.Decode("offer.yaml", read(t, "offer.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	dossier, err := evidence.Merge(source)
	if err != nil {
		t.Fatal(err)
	}
	v, err := e.Evaluate(context.Background(), dossier, day(at), opts...)
	return v, profile.Catalogue(), err
}

func given(t *testing.T) (evaluator.Option, evaluator.Option) {
	t.Helper()
	equivalences, err := evaluator.DecodeEquivalences("equivalences.yaml", read(t, "equivalences.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	decisions, err := profiles.DecodeDecisions("decisions.yaml", read(t, "decisions.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return evaluator.WithEquivalences(equivalences...), evaluator.WithDecisions(decisions...)
}

// TestStory: what comes out without the equivalence, with it, and after it has
// ended.
func TestStory(t *testing.T) {
	equivalences, decisions := given(t)
	for _, c := range []struct {
		at      string
		options []evaluator.Option
		want    [2]evaluator.Outcome
		rests   bool
	}{
		{"2026-11-23", nil, [2]evaluator.Outcome{evaluator.Fail, evaluator.Unproven}, false},
		{"2026-11-23", []evaluator.Option{equivalences, decisions}, [2]evaluator.Outcome{evaluator.Pass, evaluator.Pass}, true},
		{"2026-11-23", []evaluator.Option{equivalences, evaluator.InTender()}, [2]evaluator.Outcome{evaluator.Pass, evaluator.Pass}, true},
		{"2026-10-14", []evaluator.Option{equivalences}, [2]evaluator.Outcome{evaluator.Fail, evaluator.Unproven}, false},
		{"2027-10-15", []evaluator.Option{equivalences}, [2]evaluator.Outcome{evaluator.Fail, evaluator.Fail}, false}, // and the test is too old
	} {
		v, _, err := assess(t, c.at, c.options...)
		if err != nil {
			t.Fatal(err)
		}
		for i, id := range asking {
			if r, _ := v.Result(id); r.Outcome != c.want[i] || (len(r.Equivalences) > 0) != c.rests {
				t.Errorf("%s: %s is %s, rests on %v", c.at, id, r.Outcome, r.Equivalences)
			}
		}
	}
	alone, err := evaluator.DecodeEquivalences("equivalences.yaml", bytes.Replace(read(t, "equivalences.yaml"), []byte("for: {"), []byte("for: {subject: nube-ejemplar, "), 1))
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := assess(t, "2026-11-23", evaluator.WithEquivalences(alone...), evaluator.InTender()); !errors.Is(err, evaluator.ErrEquivalenceInTender) {
		t.Errorf("one for a single subject, in a tender: %v", err)
	}
}

// TestReports compares what readers get to see with testdata.
func TestReports(t *testing.T) {
	equivalences, decisions := given(t)
	v, catalogue, err := assess(t, "2026-11-23", equivalences, decisions)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range report.Languages() {
		var b bytes.Buffer
		if err := report.Text(&b, &v, catalogue, report.Options{Lang: lang, Criteria: asking}); err != nil {
			t.Fatal(err)
		}
		// Digests change with every text of the catalogue.
		text, _, _ := bytes.Cut(b.Bytes(), []byte("sha256:"))
		text = text[:bytes.LastIndex(text, []byte("\n\n"))+1]
		name := "testdata/report." + lang + ".txt"
		if *update {
			if err := os.WriteFile(name, text, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if want := read(t, name); !bytes.Equal(text, want) {
			t.Errorf("%s: got:\n%s\nwant:\n%s", name, text, want)
		}
	}
}
