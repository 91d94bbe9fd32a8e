package junit_test

import (
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/junit"
)

// A dossier has at most evidence.MaxList runs; more are refused before any is looked at.
func TestTooManyRuns(t *testing.T) {
	t.Parallel()
	_, err := junit.Import("x.xml", strings.NewReader(`<testsuite><testcase name="a"/></testsuite>`), junit.Options{
		Origin: evidence.Origin{Claim: true}, Runs: make([]junit.Run, evidence.MaxList+1),
	})
	const want = "x.xml: Options.Runs has 1001 entries, more than the 1000 a dossier may have (import the runs in several steps)"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// Words that are no value of the fact are refused with those that are.
func TestUnknownValues(t *testing.T) {
	t.Parallel()
	_, err := junit.Import("x.xml", strings.NewReader(`<testsuite><testcase name="a"/></testsuite>`), junit.Options{
		Origin: evidence.Origin{Claim: true}, Suite: "docker", Runs: []junit.Run{{Profile: "all"}},
	})
	if err == nil {
		t.Fatal("imported")
	}
	for _, want := range []string{
		`x.xml: Options.Suite is "docker", which is no known value (want one of ` + strings.Join(evidence.ConformanceSuite("").Values(), ", "),
		`x.xml: Options.Runs[0].Profile is "all", which is no known value (want one of ` + strings.Join(evidence.ConformanceProfile("").Values(), ", "),
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nlacks %s", err, want)
		}
	}
}

// A pattern is shown as it was written where that fits, and shortened where it does not.
func TestPatternShown(t *testing.T) {
	t.Parallel()
	for pattern, want := range map[string]string{
		`\[a\]`:                  "Options.Runs[0].Tests, `\\[a\\]`, matches no test",
		"`b":                     "Options.Runs[0].Tests, \"`b\", matches no test",
		strings.Repeat("c", 201): "Options.Runs[0].Tests, \"" + strings.Repeat("c", 59) + "…\", matches no test",
	} {
		_, err := junit.Import("x.xml", strings.NewReader(`<testsuite><testcase name="a"/></testsuite>`), junit.Options{
			Origin: evidence.Origin{Claim: true}, Runs: []junit.Run{{Tests: pattern}},
		})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got  %v\nwant %s", err, want)
		}
	}
}
