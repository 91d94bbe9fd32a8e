package rank_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
)

// crowd is a field of many offers with points from 0 to 10 in 40 criteria, of which
// a tenth is open, and prices that go with the performance; the same for a seed.
func crowd(name rank.Name, offers int, seed uint64) rank.Field {
	random := rand.New(rand.NewPCG(seed, 7))
	f := rank.Field{Method: rank.Method{Name: name}}
	switch name {
	case rank.Simple, rank.LowestPrice:
	case rank.Extended:
		corridor := number("0.05")
		f.Method.Corridor, f.Method.Decide = &corridor, rank.ByPerformance
	default:
		f.Method.Weights = &rank.Weights{Performance: exact.Int(60), Price: exact.Int(40)}
		if name == rank.Reference {
			f.Method.Reference = &rank.ReferenceValues{Performance: exact.Int(600), Price: exact.Int(100000)}
		}
	}
	for c := range 40 {
		f.Shares = append(f.Shares, rank.Share{Criterion: fmt.Sprintf("B%02d", c+1), Share: exact.Int(1 + random.Int64N(5))})
	}
	for i := range offers {
		o := rank.Offer{ID: fmt.Sprintf("offer-%04d", i+1), Points: map[string]rank.Range{}}
		good := 3 + random.Int64N(6)
		for _, s := range f.Shares {
			v := exact.Int(min(10, max(0, good+random.Int64N(5)-2)))
			r := rank.Range{Award: v, Worst: v, Best: v}
			if random.IntN(10) == 0 {
				r.Best = exact.Int(10)
			}
			o.Points[s.Criterion] = r
			o.Performance = o.Performance.Add(s.Share.Mul(v))
		}
		o.Price = quo(exact.Int(5_000_000+good*500_000+random.Int64N(3_000_000)), exact.Int(100))
		f.Offers = append(f.Offers, o)
	}
	return f
}

// All analyses of a field, by method and number of offers.
func BenchmarkStable(b *testing.B) {
	for _, name := range every {
		for _, n := range []int{10, 100, 1000, 3000} {
			b.Run(fmt.Sprintf("%s/%d", name, n), func(b *testing.B) {
				f := crowd(name, n, 1)
				for b.Loop() {
					if _, err := rank.Stable(context.Background(), f, percents("10", "5")); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
