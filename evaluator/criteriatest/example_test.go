package criteriatest_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/criteriatest"
)

// One test checks the fixtures of a whole catalogue.
func ExampleRun() {
	var t *testing.T // given to a test
	if t == nil {
		return
	}
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	criteriatest.Run(t, catalogue, nil, os.DirFS("fixtures"))
}

// A rule with a limit needs a case at the limit: without it nobody would notice
// the wrong comparison.
func ExampleBench_Check() {
	catalogue, err := criteria.Embedded()
	if err != nil {
		fmt.Println(err)
		return
	}
	fixtures, err := criteriatest.Decode("DAT-CAP-03.yaml", []byte(`
trias: fixtures/v1
criterion: DAT-CAP-03
profile: normal
at: 2026-11-01
base:
  subject: {id: offer, version: "1.0", layer: platform}
  data: {protection: {reasoned: true, approved: true, determinedOn: 2025-06-01}}
  proofs: [{id: report, kind: documentation, issuer: Example Authority, issued: 2025-06-01, covers: [data.protection]}]
cases:
  - shows: Reasoned, approved and not too old.
    outcome: pass
  - shows: Nobody wrote down why.
    set: {data.protection.reasoned: false}
    outcome: fail
    because: [data.protection.reasoned]
  - shows: Nobody in charge approved it.
    set: {data.protection.approved: false}
    outcome: fail
  - shows: It is to be determined tomorrow.
    set: {data.protection.determinedOn: 2026-11-02}
    outcome: fail
  - shows: Three years ago just counts.
    set: {data.protection.determinedOn: 2023-11-01}
    outcome: pass
  - shows: A day more is too old.
    set: {data.protection.determinedOn: 2023-10-31}
    outcome: fail
  - shows: Nobody says when.
    unset: [data.protection.determinedOn]
    outcome: unknown
  - shows: There is no document.
    unset: [proofs]
    outcome: unproven
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	bench, err := criteriatest.New(catalogue)
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := bench.Check(context.Background(), fixtures)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range report.Problems {
		fmt.Println(p.Message)
		fmt.Println(p.Excerpt)
	}
	fmt.Println(report.Count(criteriatest.Killed), "of", len(report.Mutants), "mutants killed")
	// Output:
	// no case notices the mutant rule 2:30: <= becomes <
	//     data.protection.determinedOn <= at &&
	//                                  ^
	// 15 of 16 mutants killed
}
