package junit

import (
	"fmt"
	"slices"
	"strings"
)

// Outcome is how a test ended. The zero Outcome is none.
type Outcome string

// The outcomes, worst first.
const (
	Failed  Outcome = "failed"  // it ran and found a deviation
	Errored Outcome = "errored" // it broke off without a finding
	Skipped Outcome = "skipped" // it was not run
	Passed  Outcome = "passed"  // it ran and found nothing
)

// outcomes are all, worst first.
var outcomes = []Outcome{Failed, Errored, Skipped, Passed}

// Values lists the outcomes, worst first.
func (Outcome) Values() []string { return []string{"failed", "errored", "skipped", "passed"} }

// MarshalText returns the name of the outcome; what is no outcome is an error.
func (o Outcome) MarshalText() ([]byte, error) {
	if !slices.Contains(outcomes, o) {
		return nil, fmt.Errorf("%q is no outcome of a test: want one of %s", string(o), strings.Join(o.Values(), ", "))
	}
	return []byte(o), nil
}

// UnmarshalText reads the name of an outcome and leaves o alone on an error.
func (o *Outcome) UnmarshalText(text []byte) error {
	if _, err := Outcome(text).MarshalText(); err != nil {
		return err
	}
	*o = Outcome(text)
	return nil
}

// worse returns the worse of two outcomes.
func worse(a, b Outcome) Outcome {
	return outcomes[min(slices.Index(outcomes, a), slices.Index(outcomes, b))]
}

// elements are the children of a test case that tell its outcome.
var elements = map[string]Outcome{
	"failure": Failed, "rerunFailure": Failed,
	"error": Errored, "rerunError": Errored,
	"skipped":      Skipped,
	"flakyFailure": Passed, "flakyError": Passed,
}

// beside are the children of a test case that tell nothing of its outcome.
var beside = []string{"properties", "system-out", "system-err"}

// flags are attributes of a test case that are true or false, and which of the two says that the test was not run. No schema
// of JUnit XML has them: executed is that of NUnit 2 (test-case/@executed), which converters keep, and run the same under
// another name; ignored and incomplete are those that Eclipse writes, and reads as not run (IXMLTags and TestRunHandler of
// org.eclipse.jdt.junit.core).
var flags = []struct {
	name   string
	notRun bool
}{{"run", false}, {"executed", false}, {"ignored", true}, {"incomplete", true}}

// truth are the ways to write a truth value, in lower case (XML Schema Part 2, 3.2.2.1).
var truth = map[string]bool{"true": true, "1": true, "false": false, "0": false}

// words are what the attributes status and result of a test case say, in lower case.
var words = map[string]Outcome{
	"failed": Failed, "fail": Failed, "failure": Failed,
	"error": Errored, "errored": Errored, "panicked": Errored, "interrupted": Errored, "aborted": Errored,
	"timedout": Errored, "timeout": Errored, "cancelled": Errored,
	"skipped": Skipped, "skip": Skipped, "disabled": Skipped, "notrun": Skipped, "pending": Skipped, "ignored": Skipped,
	"suppressed": Skipped, "filtered": Skipped,
	"passed": Passed, "pass": Passed, "ok": Passed, "success": Passed, "successful": Passed, "run": Passed, "completed": Passed,
}
