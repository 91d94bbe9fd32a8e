package handbook_test

import (
	"fmt"
	"log"

	"github.com/trias-sovereignty/trias/evaluator/handbook"
	"github.com/trias-sovereignty/trias/profiles"
)

// A handbook has everything as plain values: here, what the first criterion
// demands under the profile for high protection need.
func Example() {
	profile, err := profiles.Lookup("high")
	if err != nil {
		log.Fatal(err)
	}
	h, err := handbook.New("en", profile)
	if err != nil {
		log.Fatal(err)
	}
	c := h.Criteria[0]
	fmt.Println(c.ID, c.Title)
	for _, part := range c.Holds.Parts[:2] {
		fmt.Printf("%d. %s %s\n", part.Statement, c.Statements[part.Statement-1].Question, part.Demanded)
	}
	fmt.Println("proof:", c.Levels[0].Demands[0].Text)
	// Output:
	// DAT-CHO-01 Complete export in open formats
	// 1. Can all customer data be exported? yes
	// 2. Can the customer export without any action of the provider? yes
	// proof: a test with its result (not older than 24 months)
}
