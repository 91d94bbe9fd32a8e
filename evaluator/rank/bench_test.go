package rank_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// crowded are offers as tenders have them: points to two decimals, prices to the
// cent.
func crowded(name rank.Name, offers int) rank.Field {
	random := rand.New(rand.NewPCG(1, uint64(offers)))
	f := rank.Field{Method: rank.Method{Name: name}}
	if name == rank.Extended {
		corridor := exact.MustParse("0.05")
		f.Method.Corridor, f.Method.Decide = &corridor, rank.ByPerformance
	} else if name != rank.Simple {
		f.Method.Weights = &rank.Weights{Performance: exact.Int(60), Price: exact.Int(40)}
	}
	hundredth := exact.MustParse("0.01")
	for i := range offers {
		f.Offers = append(f.Offers, rank.Offer{
			ID:          fmt.Sprintf("offer-%05d", i),
			Performance: exact.Int(random.Int64N(9000) + 1000).Mul(hundredth),
			Price:       exact.Int(random.Int64N(5_000_000) + 5_000_000).Mul(hundredth),
		})
	}
	return f
}

// What it takes to rank, with the search for flips, beside what it takes to evaluate
// one of the offers.
func BenchmarkRank(b *testing.B) {
	for _, name := range []rank.Name{rank.Simple, rank.Extended, rank.Median, rank.Mean, rank.PriceTwoSided} {
		for _, offers := range []int{10, 100, 1000, 10000} {
			b.Run(fmt.Sprintf("%s/%d", name, offers), func(b *testing.B) {
				f := crowded(name, offers)
				for b.Loop() {
					if _, err := rank.Rank(f); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*offers), "µs/offer")
			})
		}
	}
	b.Run("evaluate one", func(b *testing.B) {
		catalogue, err := criteria.Embedded()
		if err != nil {
			b.Fatal(err)
		}
		profile, err := profiles.Lookup("high")
		if err != nil {
			b.Fatal(err)
		}
		e, err := evaluator.Compile(catalogue, profile)
		if err != nil {
			b.Fatal(err)
		}
		data, err := os.ReadFile("../../examples/dossiers/complete.yaml")
		if err != nil {
			b.Fatal(err)
		}
		fragment, err := evidence.Decode("complete.yaml", data)
		if err != nil {
			b.Fatal(err)
		}
		dossier, err := evidence.Merge(fragment)
		if err != nil {
			b.Fatal(err)
		}
		at := time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)
		for b.Loop() {
			if _, err := e.Evaluate(context.Background(), dossier, at); err != nil {
				b.Fatal(err)
			}
		}
	})
}
