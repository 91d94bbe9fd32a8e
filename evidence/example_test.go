package evidence_test

import (
	"fmt"

	"github.com/trias-sovereignty/trias/evidence"
)

func ExampleDecode() {
	_, err := evidence.Decode("offer.yaml", []byte(`trias: dossier/v1
subject: {id: offer-1}
data: {keys: {custody: custmer}}
proofs:
  - {id: p1, kind: contract, issuer: Example, issued: 2026-02-30, covers: [data.keys]}
`))
	fmt.Println(err)
	// Output:
	// offer.yaml:3:24: /data/keys/custody: "custmer" is not known here (did you mean customer? one of none, provider, customerManaged, trustee, customer)
	// offer.yaml:5:55: /proofs/0/issued: invalid date: "2026-02-30": February 2026 has 28 days
}

func ExampleMerge() {
	declared := &evidence.Fragment{Name: "declared", Subject: &evidence.Subject{ID: "offer-1"}}
	declared.Data.Keys.Custody = evidence.Known(evidence.KeyCustodyCustomer)
	audited := &evidence.Fragment{Name: "audited"}
	audited.Data.Keys.Custody = evidence.Known(evidence.KeyCustodyProvider)

	dossier, err := evidence.Merge(declared, audited)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range dossier.Contradictions() {
		fmt.Println(c.Path)
		for _, s := range c.Stated {
			fmt.Println(" ", s.Value, s.Sources)
		}
	}
	// Output:
	// data.keys.custody
	//   customer [declared]
	//   provider [audited]
}
