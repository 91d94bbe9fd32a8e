// Package junit reads test reports in JUnit XML and makes facts of them: how many of the tests that a conformance suite
// demands were passed, failed, broken off, skipped and not mentioned at all.
//
// Reach for it when an offer proves what it is compatible with by the report of a published test suite, such as the OCI
// distribution conformance tests or those of Kubernetes. [Import] makes an [evidence.Fragment]: entries of
// technological.conformanceRuns, and the report itself as a proof of kind test. [Read] gives the report alone.
//
// # What a report cannot say
//
// A report with 0 failures and 65 of 80 tests skipped shows nothing of conformance; one with 6,312 of 6,735 skipped may
// show all of it, where every test that the suite demands was passed. Which tests are demanded, and which there should
// be, is not in the file. [Run] says so, by regular expressions over full names and by a list of names:
//
//   - Required and Optional count the tests that Run.Required tells apart. Without it nobody knows which part a test
//     belongs to; then a count is known only where it is zero for both parts together, for then it is zero for each.
//   - Tests and Missing of both parts are known where Run.Expected lists the tests that the suite has. A part of which it
//     lists none although the report has some, it leaves unknown.
//
// A pattern that matches no test, an empty list, an expression that cannot be read are errors: "0 required tests, all of
// them passed" is never the result of a typing mistake.
//
// # How a report is read
//
// There is no standard of JUnit XML, only dialects. Read are reports with root testsuites or testsuite, suites within
// suites, and test cases at any level of suites; namespaces and their prefixes are ignored, and so is everything else in
// the file. Whatever else a file is, such as a report of NUnit, is refused with the name of what it is.
//
// The full name of a test is classname, a dot and name; classname is left out where it is empty or where name begins with
// it. A name that occurs twice in a report is two tests: suites name different tests alike. Only Run.Expected knows how
// often a name should occur; of more results than that, the worst count.
//
// The outcome of a case is the worst of what its child elements, its status and result (GoogleTest, Bazel) and its
// attributes run, executed (NUnit 2), ignored and incomplete (Eclipse) say, where failed is worse than errored, errored than
// skipped, and skipped than passed:
//
//	failed   failure, rerunFailure; status failed, fail, failure
//	errored  error, rerunError; status error, errored, panicked, interrupted, aborted, timedout, timeout, cancelled
//	skipped  skipped; status skipped, skip, disabled, notrun, pending, ignored, suppressed, filtered;
//	         run="false", executed="false", ignored="true", incomplete="true"
//	passed   otherwise; status passed, pass, ok, success, successful, run, completed
//
// So what counts of several attempts (Maven Surefire) is how they ended: flakyFailure and flakyError mark a test that
// failed and was passed in the end, rerunFailure and rerunError one that was not. A status that is none of these is
// refused, and so is one of the last four attributes where it is neither true nor false, 1 nor 0; a word nobody knows is no
// pass. Other child elements than these, properties and logs change nothing but are told in a remark.
//
// Cases count, not the totals that suites state in their attributes: real reports count without the skipped, without
// those that broke off, or with tests they do not list. Where totals disagree, a remark says so, in [Report.Remarks] and in
// the note of the proof. Where a total of failures, errors or skipped tests is higher than the cases account for, or where a
// suite itself bears a failure, there are outcomes that no case bears: the counts in question then stay unknown rather
// than too low.
//
// # Dates
//
// The days are those of the attributes timestamp, as they are written: a report tells the local day of the machine that
// ran the tests, often without a zone. The first is the day of the run, so that no result is taken for younger than it is;
// the last is the day of the proof, for a report is not older than what it reports. The start of Unix time, which stands
// where nothing was measured, is no date. Nothing is read out of logs.
//
// What the file names is not checked: not whether the suite is the one it claims to be, nor who ran it where. A report
// says nothing of other runs of the same offer, so the list is marked as partial. Nor does it name the version of the offer
// that was tested: of which version it is the proof, or that it is one of every version, [Options] must say.
package junit
