package rank_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
)

// Sensitivities worked out by hand where something meets in one point: the bound of
// the corridor, performances at an end, what decides in a tie.
func TestSensitivityWhereOffersMeet(t *testing.T) {
	half := []rank.Share{{Criterion: "x", Share: number("0.5")}, {Criterion: "y", Share: number("0.5")}}
	even := &rank.Weights{Performance: number("50"), Price: number("50")}
	none := &rank.Weights{Performance: number("0"), Price: number("100")}
	quarter := number("0.25")
	for _, tt := range []struct {
		name   string
		method rank.Method
		shares []rank.Share
		offers [][4]string // id, price, points for x and y
		want   string
	}{
		// With all the weight on x, A and B are equal; before that A is ahead.
		{"equal at the end, best performance", rank.Method{Name: rank.PriceQuotient, Weights: even}, half,
			[][4]string{{"A", "4", "10", "8"}, {"B", "4", "10", "6"}},
			"x 0.5 [0 , 1 ] 2; y 0.5 [0 , 1 ] 2; price 0.5 [0 , 1 ] -"},
		{"equal at the end, median", rank.Method{Name: rank.Median, Weights: even}, half,
			[][4]string{{"A", "4", "10", "8"}, {"B", "4", "10", "6"}, {"C", "4", "10", "2"}},
			"x 0.5 [0 , 1 ] 2; y 0.5 [0 , 1 ] 2; price 0.5 [0 , 1 ] -"},
		// Z is 33/112 of A and 44/112 of B, whose three quarters are 33/112: A is on the
		// bound. With the share s of x it is inside as long as 8 + s ≥ 3 · (2 + 3s).
		{"on the bound of the corridor", rank.Method{Name: rank.Extended, Corridor: &quarter, Decide: rank.ByPerformance},
			[]rank.Share{{Criterion: "x", Share: number("0.25")}, {Criterion: "y", Share: number("0.75")}},
			[][4]string{{"A", "28", "9", "8"}, {"B", "7", "5", "2"}},
			"x 0.25 [0 , 0.25 B] 0; y 0.75 [0.75 B, 1 ] 0"},
		// Z is the price's alone and equal; A is ahead by 5 to 3 of performance.
		{"a tie that the performance decides", rank.Method{Name: rank.BadenWuerttemberg, Weights: none, Ties: []rank.Tie{{By: rank.ByPerformance}}}, half,
			[][4]string{{"A", "10", "5", "5"}, {"B", "10", "5", "1"}},
			"x 0.5 [0 , 1 ] 4; y 0.5 [0 , 1 ] 4; price 1 [0 , 1 ] -"},
		// Without any point of A nobody has one, and nothing can be ranked.
		{"no points left at all", rank.Method{Name: rank.PriceTwoSided, Weights: even}, half[:1],
			[][4]string{{"A", "4", "13", "0"}, {"B", "16", "0", "0"}},
			"x 1 [1 , 1 ] -; price 0.5 [0 , 1 ] -"},
		// Without any point for x A and B are equal, and A is the cheaper one.
		{"all lost, and first by what decides then", rank.Method{Name: rank.Simple, Ties: []rank.Tie{{By: rank.ByPrice}}}, half,
			[][4]string{{"A", "4", "7", "0"}, {"B", "16", "0", "0"}},
			"x 0.5 [0 , 1 ] -; y 0.5 [0 , 1 ] -"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := rank.Field{Method: tt.method, Shares: tt.shares}
			for _, o := range tt.offers {
				at := func(v string) rank.Range { return rank.Range{Award: number(v), Worst: number(v), Best: number(v)} }
				offer := rank.Offer{ID: o[0], Price: number(o[1]), Points: map[string]rank.Range{"x": at(o[2]), "y": at(o[3])}}
				f.Offers = append(f.Offers, offer)
			}
			s, err := rank.Stable(context.Background(), summed(f, f.Shares), rank.Tolerances{})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, x := range s.Criteria {
				points := "-"
				if x.Points != nil {
					points = x.Points.String()
				}
				got += fmt.Sprintf("; %s %s [%s %s, %s %s] %s", x.Criterion, x.Share, x.From, x.Below, x.To, x.Above, points)
			}
			if got = got[min(2, len(got)):]; s.Winner != "A" || got != tt.want {
				t.Errorf("%s is first: %s\nwant A: %s", s.Winner, got, tt.want)
			}
		})
	}
}

// A criterion that is called price is not the weight of the price.
func TestSensitivityNames(t *testing.T) {
	f := rank.Field{
		Method: rank.Method{Name: rank.Mean, Weights: &rank.Weights{Performance: number("50"), Price: number("50")}},
		Shares: []rank.Share{{Criterion: "price", Share: exact.Int(1)}},
	}
	for i, id := range []string{"A", "B"} {
		p := exact.Int(int64(9 - i))
		f.Offers = append(f.Offers, rank.Offer{ID: id, Performance: p, Price: exact.Int(5), Points: map[string]rank.Range{"price": {Award: p, Worst: p, Best: p}}})
	}
	s, err := rank.Stable(context.Background(), f, rank.Tolerances{Weights: exact.Int(10)})
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Criteria) != 2 || s.Criteria[0].Criterion == s.Criteria[1].Criterion || s.Criteria[1].Criterion != rank.PriceWeight {
		t.Errorf("the sensitivities are those of %+v", s.Criteria)
	}
}

// Where the rounded Z ranks, a lead of just two units of the last place is one.
func TestStableAtTwoUnits(t *testing.T) {
	m := rank.Method{Name: rank.Simple, Rounding: &rank.Rounding{Places: 0, Mode: exact.HalfUp, Ranks: true}}
	s, err := rank.Stable(context.Background(), given(m, [3]string{"A", "6", "1"}, [3]string{"B", "4", "1"}, [3]string{"C", "0", "3"}), percents("10", "1"))
	if err != nil {
		t.Fatal(err)
	}
	if s.Weights.Answer != rank.Holds || !s.Weights.Exact || s.Completions.Answer != rank.Holds {
		t.Errorf("the weights of a performance that was given change nothing: %+v", s.Weights)
	}
}
