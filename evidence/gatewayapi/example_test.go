package gatewayapi_test

import (
	"fmt"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/gatewayapi"
)

const published = `
apiVersion: gateway.networking.k8s.io/v1
kind: ConformanceReport
date: "2026-05-20T23:56:32Z"
gatewayAPIVersion: v1.5.1
gatewayAPIChannel: standard
implementation: {organization: example, project: example-gateway, url: https://gateway.example, version: 2.1.0, contact: ["@example/gateway"]}
mode: default
profiles:
- name: GATEWAY-HTTP
  summary: Core tests succeeded. Extended tests partially succeeded with 1 test skips.
  core: {result: success, statistics: {Failed: 0, Passed: 33, Skipped: 0}}
  extended:
    result: partial
    skippedTests: [ListenerSetReferenceGrant]
    statistics: {Failed: 0, Passed: 16, Skipped: 1}
    supportedFeatures: [HTTPRouteMethodMatching, ListenerSet]
    unsupportedFeatures: [HTTPRouteRetry]
`

// What a report says becomes a fragment, which is merged with one that names the subject.
func ExampleImport() {
	report, err := gatewayapi.Import("report.yaml", strings.NewReader(published), gatewayapi.Options{
		RunBy:     evidence.TestingPartyProvider,
		Published: evidence.Known(true),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	declared := &evidence.Fragment{Name: "offer.yaml", Subject: &evidence.Subject{ID: "gateway-service", Version: "2.1.0"}}
	dossier, err := evidence.Merge(declared, report)
	if err != nil {
		fmt.Println(err)
		return
	}
	run := report.Technological.ConformanceRuns[0]
	fmt.Println(*run.Profile, *run.SuiteVersion, "core", *run.Required.Result, *run.Required.Passed, "extended", *run.Optional.Result, *run.Optional.Passed)
	proof := dossier.Proofs()[0]
	fmt.Println(proof.Kind, "by", proof.Issuer, "on", proof.Begins, "for versions", proof.Scope.Versions, "in scope:", proof.Scoped)
	// Output:
	// GATEWAY-HTTP v1.5.1 core success 33 extended partial 16
	// test by example on 2026-05-20 for versions = 2.1.0 in scope: true
}

// A report that contradicts itself is refused, with every place at once.
func ExampleImport_refused() {
	broken := strings.NewReplacer("Skipped: 1", "Skipped: 2", "result: success", "result: passed").Replace(published)
	_, err := gatewayapi.Import("report.yaml", strings.NewReader(broken), gatewayapi.Options{})
	fmt.Println(err)
	// Output:
	// report.yaml:12:18: /profiles/0/core/result: "passed" is no result (it is success, partial or failure)
	// report.yaml:15:19: /profiles/0/extended/skippedTests: lists 1 tests, and the statistics count 2 (mend the one that is wrong)
}

func ExampleRead() {
	report, err := gatewayapi.Read("report.yaml", strings.NewReader(published), gatewayapi.DefaultLimits())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(report.Implementation.Project, report.Implementation.Version, "on", report.Date)
	for _, p := range report.Profiles {
		fmt.Println(p.Name, *p.Core.Passed, "passed; skipped:", p.Extended.SkippedTests)
	}
	// Output:
	// example-gateway 2.1.0 on 2026-05-20
	// GATEWAY-HTTP 33 passed; skipped: [ListenerSetReferenceGrant]
}
