package junit_test

import (
	"bytes"
	"errors"
	"slices"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/junit"
)

// checkImport checks what is true of any input whatever: Import agrees with Read, counts add up, the same input gives the
// same bytes, and what is refused is refused with a place.
func checkImport(t *testing.T, name string, data []byte, report *junit.Report, err error) {
	t.Helper()
	day := date(t, "2026-09-01")
	all := junit.Options{Origin: evidence.Origin{Issuer: "Example GmbH"}, SubjectVersion: "2.1", Runs: []junit.Run{{ID: "all", Required: []string{"(?s)."}}}}
	if err != nil {
		checkProblems(t, err)
		if report != nil {
			t.Errorf("%s: a report beside an error", name)
		}
		if _, err := junit.Import(name, bytes.NewReader(data), all); err == nil {
			t.Errorf("%s: imported, but not read", name)
		}
		return
	}
	if report.Date == (evidence.Date{}) {
		all.RunOn = day
	}
	c := report.Counts()
	if c.Tests != len(report.Cases) || c.Tests != c.Passed+c.Failed+c.Errored+c.Skipped {
		t.Errorf("%s: %+v of %d cases", name, c, len(report.Cases))
	}
	lines := bytes.Count(data, []byte{'\n'}) + bytes.Count(data, []byte{'\r'}) + 1
	for _, k := range report.Cases {
		if k.Name == "" || k.Line < 1 || k.Line > lines || k.Column < 1 {
			t.Errorf("%s: case %q at %d:%d", name, k.Name, k.Line, k.Column)
		}
		if _, err := k.Outcome.MarshalText(); err != nil {
			t.Errorf("%s: case %q: %v", name, k.Name, err)
		}
	}
	fragment, err := junit.Import(name, bytes.NewReader(data), all)
	if err != nil {
		if c.Tests > 0 {
			t.Errorf("%s: read, but not imported: %v", name, err)
		}
		return
	}
	text := checkFragment(t, fragment)
	again, err := junit.Import(name, bytes.NewReader(data), all)
	if err != nil {
		t.Fatal(err)
	}
	if second, err := again.EncodeYAML(); err != nil || !bytes.Equal(second, text) {
		t.Errorf("%s: imported again (%v) it is\n%s\nbefore it was\n%s", name, err, second, text)
	}
	checkCounts(t, name, fragment, report)
}

// checkCounts compares a run in which all tests are required with the report.
func checkCounts(t *testing.T, name string, f *evidence.Fragment, r *junit.Report) {
	t.Helper()
	run, c := f.Technological.ConformanceRuns[0], r.Counts()
	value := func(p *int64) int {
		if p == nil {
			return -1
		}
		return int(*p)
	}
	known := func(n int, loose bool) int {
		if loose {
			return -1
		}
		return n
	}
	got := []int{value(run.Required.Tests), value(run.Required.Passed), value(run.Required.Failed), value(run.Required.Errored), value(run.Required.Skipped)}
	want := []int{-1, c.Passed, known(c.Failed, r.LooseFailures), known(c.Errored, r.LooseFailures), known(c.Skipped, r.LooseSkips)}
	if !slices.Equal(got, want) {
		t.Errorf("%s: tests, passed, failed, errored, skipped of the run: %d, of the report: %d (-1 is unknown)", name, got, want)
	}
}

func checkProblems(t *testing.T, err error) {
	t.Helper()
	var problems evidence.Problems
	if !errors.As(err, &problems) || len(problems) == 0 {
		t.Fatalf("%v is no Problems", err)
	}
	for _, p := range problems {
		if p.Line < 1 || p.Column < 1 || p.Message == "" {
			t.Errorf("%q has no place", p.Error())
		}
	}
}
