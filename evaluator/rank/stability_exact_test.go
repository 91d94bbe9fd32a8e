package rank_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
)

func given(m rank.Method, offers ...[3]string) rank.Field {
	f := rank.Field{Method: m}
	for _, o := range offers {
		f.Offers = append(f.Offers, rank.Offer{ID: o[0], Performance: number(o[1]), Price: number(o[2])})
	}
	return f
}

// The published example of three offers.
var published = [][3]string{{"A1", "60", "65000"}, {"A2", "75", "74000"}, {"A3", "100", "100000"}}

func ExampleStable() {
	f := rank.Field{Method: rank.Method{Name: rank.Simple}, Offers: []rank.Offer{
		{ID: "A1", Performance: exact.Int(60), Price: exact.Int(65000)},
		{ID: "A2", Performance: exact.Int(75), Price: exact.Int(74000)},
		{ID: "A3", Performance: exact.Int(100), Price: exact.Int(100000)},
	}}
	s, err := rank.Stable(context.Background(), f, rank.Tolerances{Prices: exact.Int(5)})
	if err != nil {
		fmt.Println(err)
		return
	}
	r := s.Prices.Reversal
	fmt.Printf("%s is first; prices within ± 5 %%: %s\n", s.Winner, s.Prices.Answer)
	fmt.Printf("from ± %s %% on %s is as good\n", r.Distance.Fixed(4, exact.HalfUp), r.Winner)
	// Output:
	// A2 is first; prices within ± 5 %: reversed
	// from ± 0.6711 % on A3 is as good
}

// Distances worked out by hand.
func TestDistances(t *testing.T) {
	weights := &rank.Weights{Performance: number("0.5"), Price: number("0.5")}
	reference := &rank.ReferenceValues{Performance: number("80"), Price: number("80000")}
	criteria := func(m rank.Method) rank.Field {
		f := given(m, [3]string{"A", "7", "1"}, [3]string{"B", "6", "1"})
		f.Shares = []rank.Share{{Criterion: "x", Share: number("0.5")}, {Criterion: "y", Share: number("0.5")}}
		point := func(x, y string) map[string]rank.Range {
			at := func(v string) rank.Range { return rank.Range{Award: number(v), Worst: number(v), Best: number(v)} }
			return map[string]rank.Range{"x": at(x), "y": at(y)}
		}
		f.Offers[0].Points, f.Offers[1].Points = point("10", "4"), point("4", "8")
		return f
	}
	for _, test := range []struct {
		name     string
		field    rank.Field
		region   func(*rank.Stability) *rank.Region
		distance string // "" if there is no reversal
		winner   string
		at       string
	}{
		// 75/(74000 (1+y)) = 100/(100000 (1−y)): y = (7.5 − 7.4)/(7.5 + 7.4) = 1/149.
		{"simple, prices", given(rank.Method{Name: rank.Simple}, published...), prices, "100/149", "A3", "A2=11100000/149 A3=14800000/149"},
		// 74000 − 65000 = 9000 of 139000.
		{"lowest price", given(rank.Method{Name: rank.LowestPrice}, published...), prices, "900/139", "A2", "A1=9620000/139 A2=9620000/139"},
		// Z is 0.00625 for A2 and 0 for A3; both prices over 80000, times a half, add up to 1.0875.
		{"reference, prices", given(rank.Method{Name: rank.Reference, Weights: weights, Reference: reference}, published...), prices, "50/87", "A3", "A2=6475000/87 A3=8650000/87"},
		// G_L (100−75)/80 = (1−G_L) (100000−74000)/80000, so G_L = 26/51: 1/51 of a half more.
		{"reference, weights", given(rank.Method{Name: rank.Reference, Weights: weights, Reference: reference}, published...), regionWeights, "100/51", "A3", "performance=26/51 price=25/51"},
		// A is ahead by 6x − 4y; x = 0.4 and y = 0.6 make it 0.
		{"simple, weights", criteria(rank.Method{Name: rank.Simple}), regionWeights, "20", "B", "x=0.4 y=0.6"},
		{"simple, no weights", given(rank.Method{Name: rank.Simple}, published...), regionWeights, "", "", ""},
		{"one offer", given(rank.Method{Name: rank.Simple}, published[0]), prices, "", "", ""},
		{"one offer, weights", given(rank.Method{Name: rank.Median, Weights: weights}, published[0]), regionWeights, "", "", ""},
		{"one offer, completions", given(rank.Method{Name: rank.PriceTwoSided, Weights: weights}, published[0]), completions, "", "", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			s, err := rank.Stable(context.Background(), test.field, percents("100", "99"))
			if err != nil {
				t.Fatal(err)
			}
			got := test.region(s)
			if !got.Exact {
				t.Errorf("%+v is not exact", got)
			}
			if test.distance == "" {
				if got.Answer != rank.Holds || got.Reversal != nil {
					t.Errorf("got %+v, want that it holds", got)
				}
				return
			}
			r := got.Reversal
			if r == nil || !r.Distance.Equal(number(test.distance)) || r.Until != nil || r.Winner != test.winner || written(r.At) != test.at || got.Answer != rank.Reversed {
				t.Errorf("got %+v, %+v, want %s by %s at %s", got, r, test.distance, test.winner, test.at)
			}
		})
	}
}

func prices(s *rank.Stability) *rank.Region        { return s.Prices }
func regionWeights(s *rank.Stability) *rank.Region { return s.Weights }
func completions(s *rank.Stability) *rank.Region   { return s.Completions }

func written(at map[string]exact.Number) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(at)) {
		out = append(out, name+"="+at[name].String())
	}
	return strings.Join(out, " ")
}

// At the very distance of a reversal the answer turns, and a hair before it holds.
func TestToleranceAtTheReversal(t *testing.T) {
	f := given(rank.Method{Name: rank.Simple}, published...)
	for tolerance, want := range map[string]rank.Answer{"100/149": rank.Reversed, "99999/149000": rank.Holds, "100001/149000": rank.Reversed} {
		s, err := rank.Stable(context.Background(), f, percents("0", tolerance))
		if err != nil {
			t.Fatal(err)
		}
		if s.Prices.Answer != want || !s.Prices.Reversal.Distance.Equal(number("100/149")) {
			t.Errorf("± %s %%: %s, %+v, want %s", tolerance, s.Prices.Answer, s.Prices.Reversal, want)
		}
		if s.Weights != nil {
			t.Errorf("weights were varied by 0")
		}
	}
	// With the higher performance ahead in a tie A3 is first there; with the lower
	// price A2 still is, and not beyond.
	for by, want := range map[rank.Criterion]rank.Answer{rank.ByPerformance: rank.Reversed, rank.ByPrice: rank.Holds} {
		f.Method.Ties = []rank.Tie{{By: by}}
		s, err := rank.Stable(context.Background(), f, percents("0", "100/149"))
		if err != nil {
			t.Fatal(err)
		}
		if s.Prices.Answer != want || (s.Prices.Reversal.Until == nil) != (want == rank.Reversed) || !s.Prices.Exact {
			t.Errorf("ties by %s: %+v %+v, want %s", by, s.Prices, s.Prices.Reversal, want)
		}
	}
}

func TestSharedFirstPlace(t *testing.T) {
	f := given(rank.Method{Name: rank.Simple}, [3]string{"B", "2", "4"}, [3]string{"A", "1", "2"}, [3]string{"C", "1", "3"})
	s, err := rank.Stable(context.Background(), f, percents("5", "5"))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []*rank.Region{s.Weights, s.Prices, s.Completions} {
		if r.Answer != rank.Reversed || !r.Reversal.Distance.IsZero() || r.Reversal.Winner != "B" || len(r.Reversal.At) != 0 {
			t.Errorf("%+v %+v, want B as good at once", r, r.Reversal)
		}
	}
	if s.Winner != "A" || s.Criteria != nil {
		t.Errorf("winner %s, criteria %v", s.Winner, s.Criteria)
	}
}

func TestUnsuitable(t *testing.T) {
	simple := rank.Method{Name: rank.Simple}
	criteria := given(simple, [3]string{"A", "7", "1"}, [3]string{"B", "6", "1"})
	criteria.Shares = []rank.Share{{Criterion: "x", Share: number("1")}}
	seven := rank.Range{Award: number("7"), Worst: number("7"), Best: number("7")}
	criteria.Offers[0].Points = map[string]rank.Range{"x": seven}
	sums := criteria
	sums.Offers = slices.Clone(criteria.Offers)
	sums.Offers[1].Points = map[string]rank.Range{"x": seven}
	ranges := given(simple, published...)
	ranges.Offers[0].Range = &rank.Range{Award: number("60"), Worst: number("61"), Best: number("70")}
	long := given(simple, published...)
	for i := range long.Offers {
		long.Offers[i].Price = number("1/" + strings.Repeat("1234567", 55) + fmt.Sprint(i*2+1))
	}
	for range 20 {
		o := long.Offers[0]
		o.ID = fmt.Sprint(len(long.Offers))
		o.Price = number("1/" + strings.Repeat("7654321", 55) + fmt.Sprint(len(long.Offers)*2+1))
		long.Offers = append(long.Offers, o)
	}
	for name, test := range map[string]struct {
		field      rank.Field
		tolerances rank.Tolerances
		want       string
	}{
		"no offer":           {rank.Field{Method: simple}, percents("1", "1"), "there is no offer"},
		"negative tolerance": {given(simple, published...), percents("-1", "-2"), "-1 percent"},
		"all of the price":   {given(simple, published...), percents("1", "100"), "less than 100"},
		"no points":          {criteria, percents("1", "1"), "no points in criterion"},
		"another sum":        {sums, percents("1", "1"), "add up to 7, but its performance is 6"},
		"worst above":        {ranges, percents("1", "1"), "does not lie between"},
		"long numbers":       {long, percents("1", "1"), "round them"},
	} {
		if s, err := rank.Stable(context.Background(), test.field, test.tolerances); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, %v, want %s", name, s, err, test.want)
		}
	}
	canceled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := rank.Stable(canceled, given(simple, published...), percents("1", "1")); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
}

// vertices are the corners of the box of ± everything around values, as far as the
// sum allows: all coordinates at an end but one.
func vertices(values []*big.Rat, sum bool) [][]*big.Rat {
	var out [][]*big.Rat
	n := len(values)
	for mask := range 1 << n {
		d := make([]*big.Rat, n)
		total := new(big.Rat)
		for x, v := range values {
			d[x] = new(big.Rat).Set(v)
			if mask>>x&1 == 1 {
				d[x].Neg(d[x])
			}
			total.Add(total, d[x])
		}
		if !sum {
			out = append(out, d)
			continue
		}
		for x, v := range values {
			point := slices.Clone(d)
			point[x] = new(big.Rat).Sub(d[x], total)
			if new(big.Rat).Abs(point[x]).Cmp(v) <= 0 {
				out = append(out, point)
			}
		}
	}
	return out
}

// The distances of linear every against all corners: with D at the middle and D'
// at a corner, the difference is 0 at D / (D − D') of the way.
func TestDistancesAgainstCorners(t *testing.T) {
	nearest := func(d0 *big.Rat, corner *big.Rat, best *big.Rat) *big.Rat {
		fall := new(big.Rat).Sub(d0, corner)
		if fall.Sign() <= 0 {
			return best
		}
		at := fall.Quo(d0, fall)
		if at.Cmp(big.NewRat(1, 1)) <= 0 && (best == nil || at.Cmp(best) < 0) {
			return at
		}
		return best
	}
	for _, name := range []rank.Name{rank.Simple, rank.Reference} {
		t.Run(string(name), func(t *testing.T) {
			t.Parallel()
			found := 0
			rapid.Check(t, func(t *rapid.T) {
				f := fields(t, name)
				if len(f.Shares) == 0 {
					return
				}
				f.Method.Ties, f.Method.Rounding = nil, nil
				if len(firsts(t, f)) > 1 {
					return
				}
				s, err := rank.Stable(context.Background(), f, percents("100", "99"))
				if err != nil {
					t.Fatal(err)
				}
				if s.Prices.Reversal != nil && s.Prices.Reversal.Distance.IsZero() {
					return // only a tie was broken
				}
				sum := new(big.Rat)
				for _, share := range f.Shares {
					sum.Add(sum, share.Share.Rat())
				}
				var w rank.Offer
				for _, o := range f.Offers {
					if o.ID == s.Winner {
						w = o
					}
				}
				// Z as a function of the whole vector and of the price, written out.
				var vector []*big.Rat
				for _, share := range f.Shares {
					v := share.Share.Rat()
					if name == rank.Reference {
						v.Mul(v, f.Method.Weights.Performance.Rat())
						v.Quo(v, sum)
					}
					vector = append(vector, v)
				}
				if name == rank.Reference {
					vector = append(vector, f.Method.Weights.Price.Rat())
				}
				z := func(o rank.Offer, v []*big.Rat, price *big.Rat) *big.Rat {
					l := new(big.Rat)
					for c, share := range f.Shares {
						l.Add(l, new(big.Rat).Mul(v[c], o.Points[share.Criterion].Award.Rat()))
					}
					if name == rank.Simple {
						return l.Quo(l, price)
					}
					l.Mul(l, sum)
					l.Quo(l, f.Method.Reference.Performance.Rat())
					p := new(big.Rat).Mul(v[len(v)-1], price)
					return l.Sub(l, p.Quo(p, f.Method.Reference.Price.Rat()))
				}
				minus := func(v []*big.Rat, o rank.Offer, a, b *big.Rat) *big.Rat {
					out := z(w, v, a)
					if name == rank.Simple { // without its denominators it is linear
						out.Mul(out, new(big.Rat).Mul(a, b))
						return out.Sub(out, new(big.Rat).Mul(z(o, v, b), new(big.Rat).Mul(a, b)))
					}
					return out.Sub(out, z(o, v, b))
				}
				var weights, prices *big.Rat
				for _, o := range f.Offers {
					if o.ID == w.ID {
						continue
					}
					pw, po := w.Price.Rat(), o.Price.Rat()
					d0 := minus(vector, o, pw, po)
					for _, corner := range vertices(vector, true) {
						moved := make([]*big.Rat, len(vector))
						for x := range vector {
							moved[x] = new(big.Rat).Add(vector[x], corner[x])
						}
						weights = nearest(d0, minus(moved, o, pw, po), weights)
					}
					// Prices at ± 1/2, since at ± 1 one of them is 0, and twice the way.
					for _, corner := range vertices([]*big.Rat{pw, po}, false) {
						half := big.NewRat(1, 2)
						a, b := new(big.Rat).Add(pw, new(big.Rat).Mul(corner[0], half)), new(big.Rat).Add(po, new(big.Rat).Mul(corner[1], half))
						d := minus(vector, o, a, b)
						if name == rank.Simple { // over the product of the prices
							d = new(big.Rat).Sub(new(big.Rat).Mul(w.Performance.Rat(), b), new(big.Rat).Mul(o.Performance.Rat(), a))
							base := new(big.Rat).Sub(new(big.Rat).Mul(w.Performance.Rat(), po), new(big.Rat).Mul(o.Performance.Rat(), pw))
							d.Add(d, d).Sub(d, base)
							if at := nearest(base, d, prices); at != nil && at.Cmp(big.NewRat(1, 1)) < 0 {
								prices = at
							}
							continue
						}
						d.Add(d, d).Sub(d, d0)
						if at := nearest(d0, d, prices); at != nil && at.Cmp(big.NewRat(1, 1)) < 0 {
							prices = at
						}
					}
				}
				for label, pair := range map[string]struct {
					want *big.Rat
					got  *rank.Region
				}{"weights": {weights, s.Weights}, "prices": {prices, s.Prices}} {
					switch {
					case pair.want == nil && pair.got.Reversal != nil, pair.want != nil && pair.got.Reversal == nil:
						t.Fatalf("%s: %+v, want a reversal at %v\n%s", label, pair.got.Reversal, pair.want, show(f))
					case pair.want != nil:
						found++
						if want := exact.OfRat(pair.want).Mul(exact.Int(100)); !want.Equal(pair.got.Reversal.Distance) {
							t.Fatalf("%s: %+v, want a reversal at %s\n%s", label, pair.got.Reversal, want, show(f))
						}
					}
				}
			})
			if found == 0 {
				t.Errorf("no reversal was compared")
			}
		})
	}
}
