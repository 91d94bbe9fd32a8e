package junit_test

import (
	"fmt"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/junit"
)

// Of four tests one was not run. Whether that matters the report does not say.
const exampleReport = `<testsuite name="Registry conformance" tests="4" failures="0" skipped="1" timestamp="2026-06-24T20:40:51">
  <testcase name="pull a manifest"/>
  <testcase name="pull a blob"/>
  <testcase name="push a blob"/>
  <testcase name="delete a blob"><skipped/></testcase>
</testsuite>`

// Two profiles of one suite are two runs. The suite demands every test of the profile pull, and of push all but the
// deletion; it also has a test of which the report says nothing.
func ExampleImport() {
	fragment, err := junit.Import("report.xml", strings.NewReader(exampleReport), junit.Options{
		Origin:         evidence.Origin{Issuer: "Example GmbH"},
		Suite:          evidence.ConformanceSuiteOCIDistribution,
		SuiteVersion:   "1.1",
		SubjectVersion: "2.1",
		Runs: []junit.Run{{
			Profile:  evidence.ConformanceProfilePull,
			Tests:    "^pull ",
			Required: []string{"."},
			Expected: []string{"pull a manifest", "pull a blob", "pull a missing blob"},
		}, {
			Profile:  evidence.ConformanceProfilePush,
			Tests:    "^(push|delete) ",
			Required: []string{"^push "},
		}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, run := range fragment.Technological.ConformanceRuns {
		fmt.Printf("%s: %d required tests passed, %d optional tests skipped", run.ID, *run.Required.Passed, *run.Optional.Skipped)
		if run.Required.Missing != nil {
			fmt.Printf(", %d required tests missing", *run.Required.Missing)
		}
		fmt.Println()
	}
	proof := fragment.Proofs[0]
	fmt.Println(proof.Kind, "by", proof.Issuer, "on", proof.Issued, "of version", proof.Scope.Versions)
	// Output:
	// ociDistribution-1.1-pull-2026-06-24-f714df52cdcd: 2 required tests passed, 0 optional tests skipped, 1 required tests missing
	// ociDistribution-1.1-push-2026-06-24-f714df52cdcd: 1 required tests passed, 1 optional tests skipped
	// test by Example GmbH on 2026-06-24 of version = 2.1
}

// Without a word on which tests the suite demands, only what is zero for all tests is known of the required ones: none
// failed. How many of them passed or were skipped is not.
func ExampleImport_nothingKnownOfTheSuite() {
	fragment, err := junit.Import("report.xml", strings.NewReader(exampleReport), junit.Options{
		Origin: evidence.Origin{Issuer: "Example GmbH"}, SubjectVersion: "2.1",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	required := fragment.Technological.ConformanceRuns[0].Required
	fmt.Println("failed:", *required.Failed)
	fmt.Println("passed is known:", required.Passed != nil)
	fmt.Println("skipped is known:", required.Skipped != nil)
	// Output:
	// failed: 0
	// passed is known: false
	// skipped is known: false
}

// A pattern that matches nothing would find no failure among no test; it is refused. So is a proof that nobody vouches for,
// or of nobody knows which version.
func ExampleImport_problems() {
	_, err := junit.Import("report.xml", strings.NewReader(exampleReport), junit.Options{
		Runs: []junit.Run{{Required: []string{"[Conformance]", `\[Conformance\]`, "("}}, {Tests: "^upload "}},
	})
	fmt.Println(err)
	// Output:
	// report.xml: Options.Runs[0].Required[2]: error parsing regexp: missing closing ): `(` (put \ before a character that stands for itself: \[Conformance\])
	// report.xml: Options.Runs[1].Tests, `^upload `, matches no test (compare it with the full names of the tests)
	// report.xml: it names no version of its subject (say which versions it speaks of (Origin.Scope, --versions "= 2.1", or any))
	// report.xml: nobody vouches for it: the document names no author (say who does (Origin.Issuer, --issuer), or import the facts as a claim, without a proof (Origin.Claim, --claim))
}

// The tests of one report can be what another is expected to have.
func ExampleRead() {
	reference, err := junit.Read("reference.xml", strings.NewReader(exampleReport), evidence.Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range reference.Cases {
		fmt.Printf("%d:%d %s: %s\n", c.Line, c.Column, c.Name, c.Outcome)
	}
	fmt.Printf("%+v on %s\n", reference.Counts(), reference.Date)
	// Output:
	// 2:3 pull a manifest: passed
	// 3:3 pull a blob: passed
	// 4:3 push a blob: passed
	// 5:3 delete a blob: skipped
	// {Tests:4 Passed:3 Failed:0 Errored:0 Skipped:1} on 2026-06-24
}
