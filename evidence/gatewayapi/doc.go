// Package gatewayapi turns a conformance report of the Kubernetes Gateway API into evidence.
//
// Reach for it when an implementation of the Gateway API publishes the report its conformance suite wrote
// (kind: ConformanceReport, of apiVersion gateway.networking.k8s.io/v1 or v1alpha1; YAML or JSON). [Import] makes a
// fragment of facts with a proof; [Read] gives the report itself.
//
// # What becomes a fact
//
// Each profile of the report is one [evidence.ConformanceRun]:
//
//	profiles[].name                     Profile
//	profiles[].core                     Required: result and statistics
//	profiles[].extended                 Optional: result and statistics; supported and unsupported features
//	gatewayAPIVersion, gatewayAPIChannel  SuiteVersion, Channel
//	implementation.version              SubjectVersion, and the scope of the proof
//	date                                RunOn, and the day the proof was given: the day in UTC
//	implementation.organization         who vouches, unless [evidence.Origin] says who does
//
// The list of runs is marked as partial: a report does not say which other runs there were. The mode of the run and
// provisional tests have no fact; they stand in the note of the proof.
//
// # What stays unknown
//
// How many tests the suite has, and so how many are missing: the suite counts in a report only what passed, failed or
// was skipped on purpose. Tests of features that the implementation does not claim, provisional tests left out and tests
// behind the end of a run that stopped at its first failure are in no count (conformance/utils/suite/suite.go and
// reports.go of kubernetes-sigs/gateway-api, commit 4564255ac2c3). What the project's rules for reports say
// (conformance/reports/README.md, "Reports rules") is that success means that all core tests, and all tests of the
// supported extended features, were run and passed. So a rule asks for the result besides the counts:
//
//	technological.conformanceRuns.exists(r, r.profile == "GATEWAY-HTTP" && r.required.result == "success" && r.required.passed > 0)
//
// Who ran the suite, and whether the project reviewed the report, a report does not say; [Options] can. A profile,
// channel or version that evidence has no value for (the channel monthly; a commit in place of a version, which is 7 to 64
// hexadecimal digits, letters among them) stays unknown, and so does what the report leaves out; the note of the proof
// names each. That a part has no extended section does not say that it has no such tests, and a report without
// unsupportedFeatures does not say that there are none: the suite leaves an empty list out.
//
// # What is refused
//
// A report that contradicts itself: a profile twice, skipped or failed tests in another number than its statistics
// count, a result that the counts rule out, a feature both supported and unsupported. A key that is not known is left
// aside, because reports gain fields with every release; but one that resembles a key that is missing is taken for a
// slip and refused, so that none costs a fact. Keys count in any case of letters, as the project's own decoder reads
// them, and null is a key left out.
package gatewayapi
