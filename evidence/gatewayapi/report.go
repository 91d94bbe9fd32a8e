package gatewayapi

import "github.com/trias-sovereignty/trias/evidence"

// Report is a conformance report as it is written. What it leaves out is empty or nil.
type Report struct {
	// APIVersion is the format: "gateway.networking.k8s.io/v1".
	APIVersion string
	// Implementation is what was tested, by its makers' word.
	Implementation Implementation
	// Date is the day in UTC on which the report was written; the zero Date if it bears none.
	Date evidence.Date
	// SuiteVersion is the release of the Gateway API that was tested: "v1.5.1".
	SuiteVersion string
	// Channel is the release channel: "standard" or "experimental".
	Channel string
	// Mode is the mode in which the implementation ran: "default", or one of its own.
	Mode string
	// Profiles are the conformance profiles that were tested; never empty, and each name once.
	Profiles []Profile
	// ProvisionalTests are the tests that succeeded and are still provisional. They are in the counts of the profiles too.
	ProvisionalTests []string
	// Digest is "sha256:" over the bytes of the report.
	Digest string

	places places
	unread []string // what was left out or could not become a fact, for the note of the proof
}

// Implementation is an implementation of the Gateway API.
type Implementation struct {
	// Organization maintains the implementation; Project is its name, unique within the organization.
	Organization, Project string
	// URL is where there is more about it, which is not always an URL with a scheme.
	URL string
	// Version is what was tested, as its makers spell it: a release, a commit, "latest".
	Version string
	// Contact is how to reach the maintainers.
	Contact []string
}

// Profile is the result of one conformance profile.
type Profile struct {
	// Name is the profile: "GATEWAY-HTTP".
	Name string
	// Summary is the suite's sentence about it.
	Summary string
	// Core are the tests the profile demands; nil if the report leaves them out.
	Core *Part
	// Extended are the tests of optional features; nil if the report leaves them out.
	Extended *Part
}

// Part is the result of the core or the extended tests of a profile.
type Part struct {
	// Result is the suite's own verdict: success, partial or failure; empty if it is not stated.
	Result evidence.ConformanceResult
	// Passed, Failed and Skipped count tests; nil if they are not stated.
	Passed, Failed, Skipped *int64
	// SkippedTests and FailedTests are the names of those tests; nil if the report leaves them out.
	SkippedTests, FailedTests []string
	// SupportedFeatures and UnsupportedFeatures are the extended features that the implementation claims, and those it
	// does not; nil if the report leaves them out. The core part has none.
	SupportedFeatures, UnsupportedFeatures []string
}
