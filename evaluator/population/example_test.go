package population_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evaluator/population"
	"github.com/trias-sovereignty/trias/profiles"
)

func Example() {
	offers, err := population.Decode("offers.yaml", []byte(`
trias: population/v1
id: offers
title: {en: Invented offers, de: Erfundene Angebote}
types: [{id: small, share: 0.5}, {id: large, share: 0.5}]
facts:
  data.deletion.maxDays:
    values: {"14": 0.75, "400": 0.25}
    cases: [{when: {type: [large]}, values: {"14": 1}}]
others: missing
`), nil)
	if err != nil {
		log.Fatal(err)
	}
	profile, err := profiles.Lookup("high")
	if err != nil {
		log.Fatal(err)
	}
	high, err := evaluator.Compile(profile.Catalogue(), profile)
	if err != nil {
		log.Fatal(err)
	}
	at := time.Date(2026, time.November, 26, 12, 0, 0, 0, time.UTC)
	plan, err := batch.Compile(at, batch.Variant{Evaluator: high})
	if err != nil {
		log.Fatal(err)
	}
	sampler, err := offers.Compile(plan, 1, 4096)
	if err != nil {
		log.Fatal(err)
	}
	block := plan.NewBlock()
	if err := sampler.Fill(context.Background(), 0, block); err != nil {
		log.Fatal(err)
	}
	result := plan.NewMachine().Run(block)
	for i, id := range profile.Criteria() {
		if id == "DAT-CON-06" {
			fmt.Println("an eighth of 4096 is 512;", id, "fails for", result.Count(0, i, evaluator.Fail))
		}
	}
	dossier, err := sampler.Dossier(0)
	if err != nil {
		log.Fatal(err)
	}
	decision, err := high.Decide(context.Background(), dossier, at)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("the first is", decision.Conformity)
	for _, d := range sampler.Describe() {
		if d.Origin == population.Named {
			fmt.Println(d)
		}
	}
	// Output:
	// an eighth of 4096 is 512; DAT-CON-06 fails for 531
	// the first is inconclusive
	// data.deletion.maxDays: named, 2 cases, by plane
}
