package evaluator_test

import (
	"context"
	"fmt"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

func ExampleWithEquivalences() {
	profile, err := profiles.Lookup("high")
	if err != nil {
		fmt.Println(err)
		return
	}
	e, err := evaluator.Compile(profile.Catalogue(), profile)
	if err != nil {
		fmt.Println(err)
		return
	}
	offer, err := evidence.Decode("offer.yaml", []byte(`
trias: dossier/v1
subject: {id: offer-1, regions: [ES]}
operational:
  attestations:
    - {id: alta, scheme: ens, level: 3, issuedOn: 2026-02-16, periodTo: 2026-01-30, opinion: unqualified,
       issuer: accreditedBody, coversService: true, coversRegions: true}
proofs:
  - {id: certificate, kind: attestation, scheme: ens, level: 3, issuer: Example Body, issued: 2026-02-16,
     covers: [operational.attestations]}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	dossier, err := evidence.Merge(offer)
	if err != nil {
		fmt.Println(err)
		return
	}
	accepted, err := evaluator.DecodeEquivalences("equivalences.yaml", []byte(`
trias: equivalences/v1
equivalences:
  - id: E-1
    demanded: {scheme: bsi-c5, level: 2}
    accepted: {scheme: ens, level: 3}
    basis: {en: "Directive 2014/24/EU, Art. 44(2)", de: "Richtlinie 2014/24/EU, Art. 44 Abs. 2"}
    authority: Example City
    reason: The audits ask for the same.
    from: 2026-01-01
    until: 2026-12-31
    decision: D-1
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	decisions, err := profiles.DecodeDecisions("decisions.yaml", []byte(`
trias: decisions/v1
decisions:
  - id: D-1
    title: ENS accepted for C5
    about: {kind: equivalence, id: E-1}
    decided: A certificate of category ALTA is accepted instead of a C5 report of Type 2.
    authority: Example City
    on: 2025-12-18
    reason: The audits ask for the same.
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	verdict, err := e.Evaluate(context.Background(), dossier, time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC),
		evaluator.WithEquivalences(accepted...), evaluator.WithDecisions(decisions...))
	if err != nil {
		fmt.Println(err)
		return
	}
	result, _ := verdict.Result("OPS-CON-08")
	fmt.Println(result.Outcome, "by", result.Equivalences)
	why := result.Reasons[0]
	fmt.Println(why.Path, "is", why.Got, "wanted", why.Operator, why.Wanted, "accepted by", why.Accepted)
	for _, d := range verdict.Decisions {
		fmt.Println(d.Decision, "named by", d.CitedBy.Kind, d.CitedBy.ID, "is", d.Status)
	}
	// Output:
	// pass by [E-1]
	// operational.attestations[alta].scheme is ens wanted == bsi-c5 accepted by E-1
	// D-1 named by equivalence E-1 is given
}
