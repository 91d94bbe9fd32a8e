package criteriatest

import (
	"context"
	"io/fs"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/profiles"
)

// T is what [Run] needs of a *testing.T.
type T interface {
	Helper()
	Errorf(format string, args ...any)
	Logf(format string, args ...any)
}

// Run checks the fixtures of a whole catalogue: the files *.yaml of a directory,
// one for each criterion that it states itself. It reports as errors of the test every problem of
// every file, a criterion without fixtures and one with two files, and logs the
// mutation coverage.
func Run(t T, catalogue *criteria.Catalogue, given []*profiles.Profile, fsys fs.FS) {
	t.Helper()
	bench, err := New(catalogue, given...)
	if err != nil {
		t.Errorf("%v", err)
		return
	}
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		t.Errorf("%v", err)
		return
	}
	var total Summary
	seen := map[string]string{}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		f, err := Decode(name, data)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		if other, again := seen[f.Criterion()]; again {
			t.Errorf("%s: the fixtures of %s are in %s, too", name, f.Criterion(), other)
		}
		seen[f.Criterion()] = name
		report, err := bench.Check(context.Background(), f)
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		for _, p := range report.Problems {
			t.Errorf("%v", p)
		}
		total.Add(report)
	}
	for _, c := range catalogue.Definition().Criteria {
		if seen[c.ID] == "" {
			t.Errorf("%s has no fixtures (add a file with criterion: %s)", c.ID, c.ID)
		}
	}
	t.Logf("%s", total)
}
