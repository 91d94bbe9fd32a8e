package junit_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/junit"
	"github.com/trias-sovereignty/trias/profiles"
)

// A catalogue with two ways to ask for a passed suite: with and without the tests that are missing.
const conformanceCatalogue = `trias: catalogue/v1
id: example
version: 1.0.0
language: 1
criteria:
  - id: COMPLETE
    dimension: choice
    domain: technological
    title: {en: All required tests were passed, de: Alle geforderten Tests sind bestanden}
    question: {en: "Were all required tests passed?", de: "Sind alle geforderten Tests bestanden?"}
    rule: |
      technological.conformanceRuns.exists(r, r.required.missing == 0 && r.required.failed == 0 &&
        r.required.errored == 0 && r.required.skipped == 0 && r.required.passed > 0)
  - id: REPORTED
    dimension: choice
    domain: technological
    title: {en: All required tests with a result were passed, de: Alle geforderten Tests mit Ergebnis sind bestanden}
    question: {en: "Were all required tests with a result passed?", de: "Sind alle geforderten Tests mit Ergebnis bestanden?"}
    rule: |
      technological.conformanceRuns.exists(r, r.required.failed == 0 && r.required.errored == 0 &&
        r.required.skipped == 0 && r.required.passed > 0)
`

const conformanceProfile = `trias: profile/v1
id: ours
version: 1.0.0
catalogue: example
criteria:
  COMPLETE: {obligation: must, proof: 'by("test", months(12))'}
  REPORTED: {obligation: must, proof: 'by("test", months(12))'}
`

func conformanceEvaluator(t *testing.T) *evaluator.Evaluator {
	t.Helper()
	catalogue, err := criteria.Decode("catalogue.yaml", []byte(conformanceCatalogue))
	if err != nil {
		t.Fatal(err)
	}
	profile, err := profiles.Decode("profile.yaml", []byte(conformanceProfile), catalogue)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// What counts is the required part: a skipped majority is neither a pass nor a failure by itself. And since a report says
// nothing of other runs of the offer, one that does not pass leaves the question open.
func TestRules(t *testing.T) {
	t.Parallel()
	e := conformanceEvaluator(t)
	const skippedMajority = `<testsuite tests="4" failures="0" skipped="3" timestamp="2026-06-24T20:40:51">
		<testcase name="a [Conformance]"/><testcase name="b"><skipped/></testcase>
		<testcase name="c"><skipped/></testcase><testcase name="d"><skipped/></testcase></testsuite>`
	const lost = `<testsuite tests="2" failures="1" timestamp="2026-06-24T20:40:51"><testcase name="a [Conformance]"/></testsuite>`
	demanded := []string{`\[Conformance\]`}
	for _, test := range []struct {
		name, report       string
		run                junit.Run
		complete, reported evaluator.Outcome
	}{
		{"the required one of many skipped was passed, and is all there is", skippedMajority,
			junit.Run{Required: demanded, Expected: []string{"a [Conformance]"}}, evaluator.Pass, evaluator.Pass},
		{"how many there should be is unknown", skippedMajority, junit.Run{Required: demanded}, evaluator.Unknown, evaluator.Pass},
		{"one is missing", skippedMajority,
			junit.Run{Required: demanded, Expected: []string{"a [Conformance]", "z [Conformance]"}}, evaluator.Unknown, evaluator.Pass},
		{"no failure, but all are required and most were skipped", skippedMajority, junit.Run{Required: []string{"."}}, evaluator.Unknown, evaluator.Unknown},
		{"which are required is unknown", skippedMajority, junit.Run{}, evaluator.Unknown, evaluator.Unknown},
		{"a failure that no case bears", lost, junit.Run{Required: demanded, Expected: []string{"a [Conformance]"}}, evaluator.Unknown, evaluator.Unknown},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			fragment, err := junit.Import("report.xml", strings.NewReader(test.report), junit.Options{
				Origin: evidence.Origin{Issuer: "Example GmbH"}, SubjectVersion: "2.1", Runs: []junit.Run{test.run},
			})
			if err != nil {
				t.Fatal(err)
			}
			offer := &evidence.Fragment{Name: "offer.yaml", Subject: &evidence.Subject{ID: "offer-1", Version: "2.1"}}
			dossier, err := evidence.Merge(offer, fragment)
			if err != nil {
				t.Fatal(err)
			}
			verdict, err := e.Evaluate(context.Background(), dossier, time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC))
			if err != nil {
				t.Fatal(err)
			}
			for id, want := range map[string]evaluator.Outcome{"COMPLETE": test.complete, "REPORTED": test.reported} {
				if result, _ := verdict.Result(id); result.Outcome != want {
					t.Errorf("%s: %s, want %s", id, result.Outcome, want)
				}
			}
		})
	}
}
