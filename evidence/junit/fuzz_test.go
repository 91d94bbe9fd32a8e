package junit_test

import (
	"bytes"
	"errors"
	"path/filepath"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/junit"
)

// seeds adds the reports of the golden cases, and those of the corpus where it is present that are small enough for
// mutations to matter.
func seeds(f *testing.F, add func(report []byte)) {
	for _, archive := range goldenCases(f) {
		add(member(archive, "report.xml"))
	}
	paths, root := corpus(f)
	for _, path := range paths {
		if data := readFile(f, filepath.Join(root, path)); len(data) < 64<<10 {
			add(data)
		}
	}
}

// FuzzRead reads anything whatever and imports it with every test required.
func FuzzRead(f *testing.F) {
	seeds(f, func(report []byte) { f.Add(report) })
	f.Fuzz(func(t *testing.T, data []byte) {
		report, err := junit.Read("x.xml", bytes.NewReader(data), evidence.Limits{})
		checkImport(t, "x.xml", data, report, err)
	})
}

// FuzzImport imports anything whatever with patterns and a list of names of any kind.
func FuzzImport(f *testing.F) {
	seeds(f, func(report []byte) {
		f.Add(report, "", ".", "a", false)
		f.Add(report, "^pull", `\[Conformance\]`, "pull/a", true)
	})
	f.Fuzz(func(t *testing.T, data []byte, tests, required, expected string, listed bool) {
		run := junit.Run{Tests: tests, Required: []string{required}, Profile: evidence.ConformanceProfilePull}
		if listed {
			run.Expected = []string{expected, "a", "b"}
		}
		options := junit.Options{
			Origin: evidence.Origin{Issuer: "Example GmbH"}, Suite: evidence.ConformanceSuiteOCIDistribution,
			SuiteVersion: "1.1", SubjectVersion: "2.1", RunOn: date(t, "2026-09-01"), Runs: []junit.Run{run},
		}
		fragment, err := junit.Import("x.xml", bytes.NewReader(data), options)
		if err != nil {
			var problems evidence.Problems
			if !errors.As(err, &problems) || len(problems) == 0 || fragment != nil {
				t.Fatalf("%v is no Problems, or a fragment stands beside it", err)
			}
			return
		}
		text := checkFragment(t, fragment)
		again, err := junit.Import("x.xml", bytes.NewReader(data), options)
		if err != nil {
			t.Fatal(err)
		}
		if second, err := again.EncodeYAML(); err != nil || !bytes.Equal(second, text) {
			t.Errorf("imported again (%v) it is\n%s\nbefore it was\n%s", err, second, text)
		}
		for _, run := range fragment.Technological.ConformanceRuns {
			checkSum(t, run.Required)
			checkSum(t, run.Optional)
		}
	})
}

// checkSum checks that where everything is known the counts add up.
func checkSum(t *testing.T, c evidence.TestCounts) {
	t.Helper()
	sum := int64(0)
	for _, n := range []*int64{c.Passed, c.Failed, c.Errored, c.Skipped, c.Missing} {
		if n == nil {
			return
		}
		if *n < 0 {
			t.Errorf("%d tests", *n)
		}
		sum += *n
	}
	if c.Tests == nil || *c.Tests != sum {
		t.Errorf("%d tests in all, the sum is %d", *c.Tests, sum)
	}
}
