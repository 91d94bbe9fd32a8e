package questionnaire_test

import (
	"fmt"
	"log"
	"os"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/questionnaire"
	"github.com/trias-sovereignty/trias/profiles"
)

// A contracting authority wants to know what a profile asks of bidders, and how
// much that is, before it puts it into a tender.
func ExampleNew() {
	profile, err := profiles.Lookup("normal")
	if err != nil {
		log.Fatal(err)
	}
	q, err := questionnaire.New(profile, questionnaire.Options{Layer: "platform", Party: criteria.Provider})
	if err != nil {
		log.Fatal(err)
	}
	custody, _ := q.Lookup("data.keys.custody")
	fmt.Println(custody.Question.EN)
	fmt.Println("proof:", custody.Proof.Text.EN)
	for _, b := range q.Burden {
		if b.Obligation == profiles.Must {
			fmt.Println(b.Criteria, "criteria,", b.Questions, "questions, kinds of proof:")
			for _, p := range b.Fewest { // one document of each kind may do
				fmt.Println("-", p.Kind)
			}
		}
	}
	// Output:
	// Who controls the keys for customer data at rest?
	// proof: a declaration by the provider
	// 22 criteria, 144 questions, kinds of proof:
	// - contract
	// - documentation
	// - attestation
}

// A bidder fills in a table, and what comes back is a source of a dossier.
func ExampleRead() {
	catalogue, err := os.ReadFile("testdata/catalogue.yaml")
	if err != nil {
		log.Fatal(err)
	}
	c, err := criteria.Decode("catalogue.yaml", catalogue)
	if err != nil {
		log.Fatal(err)
	}
	answers := `Fact,Answer,Proof no.
trias,answers/v1,
subject.id,offer-1,
data.keys.custody,by a trustee of the customer,handbook
proofs[handbook].kind,documentation,
proofs[handbook].issuer,Example GmbH,
proofs[handbook].issued,1.9.2026,
`
	source, err := questionnaire.ReadAny("answers.csv", []byte(answers), c)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(*source.Data.Keys.Custody, "by", source.Proofs[0].Covers, "of", source.Proofs[0].Issued)

	_, err = questionnaire.ReadAny("answers.csv", []byte("Fact,Answer\ntrias,answers/v1\ndata.keys.custody,trusty\n"), c)
	fmt.Println(err)
	// Output:
	// trustee by [data.keys.custody] of 2026-09-01
	// answers.csv:3:19: B3 data.keys.custody: "trusty" is none of the values (did you mean "trustee"?)
}
