package questionnaire_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/questionnaire"
	"github.com/trias-sovereignty/trias/evidence"
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

// A portal shows a bidder what is still open: answers that lack, and answers that
// lack a proof.
func ExampleQuestionnaire_Open() {
	data, err := os.ReadFile("testdata/catalogue.yaml")
	if err != nil {
		log.Fatal(err)
	}
	catalogue, err := criteria.Decode("catalogue.yaml", data)
	if err != nil {
		log.Fatal(err)
	}
	if data, err = os.ReadFile("testdata/profile.yaml"); err != nil {
		log.Fatal(err)
	}
	profile, err := profiles.Decode("profile.yaml", data, catalogue)
	if err != nil {
		log.Fatal(err)
	}
	q, err := questionnaire.New(profile, questionnaire.Options{Layer: "infrastructure"})
	if err != nil {
		log.Fatal(err)
	}
	offer, err := evidence.Merge(&evidence.Fragment{
		Subject: &evidence.Subject{ID: "offer-1", Layer: "infrastructure"},
		Facts:   evidence.Facts{Data: evidence.Data{Keys: evidence.DataKeys{Custody: evidence.Known(evidence.KeyCustodyCustomer)}}},
		Ext:     map[string]map[string]evidence.Value{"desk": {"exists": evidence.Bool(false)}},
	})
	if err != nil {
		log.Fatal(err)
	}
	open, err := q.Open(context.Background(), offer, time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC))
	if err != nil {
		log.Fatal(err)
	}
	for _, o := range open {
		fmt.Printf("%d %s (%s, for %s)\n", o.Number, o.Fact, o.State, o.Criteria)
	}
	// Output:
	// 1 data.keys.custody (unproven, for [CON-1])
	// 2 data.keys.providerCanExtract (unanswered, for [CON-1])
	// 3 ext.desk.exists (unproven, for [CHO-1])
	// 4 ext.desk.opens (unanswered, for [CHO-1])
	// 5 ext.desk.share (unanswered, for [CHO-1])
	// 6 ext.desk.tested (unanswered, for [CHO-1])
}
