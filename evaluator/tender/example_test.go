package tender_test

import (
	"context"
	"fmt"

	"github.com/trias-sovereignty/trias/evaluator/tender"
)

// A file with nothing but numbers checks a method on its own.
func Example() {
	t, err := tender.Load("numbers.yaml", []byte(`
method: {name: ufab-simple}
offers:
  - {id: A1, performance: "60", price: "65000"}
  - {id: A2, performance: "75", price: "74000"}
`), tender.Sources{})
	if err != nil {
		fmt.Println(err)
		return
	}
	offers, err := t.Open()
	if err != nil {
		fmt.Println(err)
		return
	}
	ranking, err := tender.Rank(context.Background(), t, offers, tender.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range ranking.Ranking {
		fmt.Println(o.Rank, o.ID, o.Z)
	}
	// Output:
	// 1 A2 3/2960
	// 2 A1 3/3250
}
