package rank_test

import (
	"fmt"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
)

// The published example of Thomas Ferber, with fictional bidders.
func ferber() []rank.Offer {
	return []rank.Offer{
		{ID: "A1", Performance: exact.Int(60), Price: exact.Int(65000)},
		{ID: "A2", Performance: exact.Int(75), Price: exact.Int(74000)},
		{ID: "A3", Performance: exact.Int(100), Price: exact.Int(100000)},
	}
}

func ExampleRank() {
	method := rank.Method{Name: rank.PriceTwoSided, Weights: &rank.Weights{Performance: exact.Int(70), Price: exact.Int(30)}}
	ranking, err := rank.Rank(rank.Field{Method: method, Offers: ferber()})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(ranking.Formula)
	for _, offer := range ranking.Ranking {
		fmt.Println(offer.Rank, offer.ID, offer.Z, "=", offer.Parts.Performance, "+", offer.Parts.Price, "is shown as", offer.Shown)
	}
	for _, warning := range ranking.Warnings {
		if warning.Code == rank.FlipFound {
			fmt.Println("without", warning.Without, "the order of", warning.Offers, "turns")
		}
	}
	// Output:
	// Z = G_L · L / L_max + G_P · (P_max − P) / (P_max − P_min)
	// 1 A2 1047/14 = 52.5 + 156/7 is shown as 74.7857
	// 2 A1 72 = 42 + 30 is shown as 72.0000
	// 3 A3 70 = 70 + 0 is shown as 70.0000
	// without [A3] the order of [A2 A1] turns
}
