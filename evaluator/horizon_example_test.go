package evaluator_test

import (
	"context"
	"fmt"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// keptKeys is an offer whose customers hold the keys, as a contract says that ends
// with June 2027.
func keptKeys() (*evaluator.Evaluator, *evidence.Dossier, error) {
	catalogue, err := criteria.Decode("keys.yaml", []byte(`trias: catalogue/v1
id: keys
version: 1.0.0
language: 1
criteria:
  - id: CON-1
    dimension: control
    domain: data
    title: {en: Keys, de: Schlüssel}
    question: {en: "Who holds the keys?", de: "Wer hält die Schlüssel?"}
    rule: data.keys.custody == "customer"
    remedy: {effort: high}
`))
	if err != nil {
		return nil, nil, err
	}
	profile, err := profiles.Decode("kept.yaml", []byte(`trias: profile/v1
id: kept
version: 1.0.0
catalogue: keys
zone: Europe/Berlin
criteria: {CON-1: {obligation: must, proof: 'by("contract")'}}
`), catalogue)
	if err != nil {
		return nil, nil, err
	}
	offer, err := evidence.Decode("offer.yaml", []byte(`trias: dossier/v1
subject: {id: offer-1}
data: {keys: {custody: customer}}
proofs: [{id: terms, kind: contract, issuer: Example, issued: 2026-07-01, validUntil: 2027-06-30, covers: [data.keys]}]
`))
	if err != nil {
		return nil, nil, err
	}
	dossier, err := evidence.Merge(offer)
	if err != nil {
		return nil, nil, err
	}
	e, err := evaluator.Compile(catalogue, profile)
	return e, dossier, err
}

// When does the verdict change by itself, and because of what?
func ExampleEvaluator_Horizon() {
	e, dossier, err := keptKeys()
	if err != nil {
		fmt.Println(err)
		return
	}
	at := time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)
	h, err := e.Horizon(context.Background(), dossier, at, at.AddDate(2, 0, 0))
	if err != nil {
		fmt.Println(err)
		return
	}
	last, changes := h.HoldsUntil()
	fmt.Println(h.Conformity, "until", last.UTC().Format(time.RFC3339Nano), changes)
	for _, event := range h.Events {
		fmt.Println(event.Day, event.After)
		for _, c := range event.Criteria {
			fmt.Println(c.Criterion, c.Before.Outcome, c.After.Outcome, c.Causes[0].Kind, c.Causes[0].Proof)
		}
	}
	// Output:
	// conformant until 2027-06-30T21:59:59.999999999Z true
	// 2027-07-01 inconclusive
	// CON-1 pass unproven proofEnds terms
}

// A verdict that says itself until when it holds, for whoever stores it.
func ExampleWithHorizon() {
	e, dossier, err := keptKeys()
	if err != nil {
		fmt.Println(err)
		return
	}
	at := time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)
	v, err := e.Evaluate(context.Background(), dossier, at, evaluator.WithHorizon(at.AddDate(2, 0, 0)))
	if err != nil {
		fmt.Println(err)
		return
	}
	if next := v.Horizon.Next; next != nil {
		fmt.Println(v.Conformity, "and from", next.At.Format(time.RFC3339), next.After)
	}
	// Output:
	// conformant and from 2027-06-30T22:00:00Z inconclusive
}
