package rank_test

import (
	"context"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
)

func number(text string) exact.Number { return exact.MustParse(text) }

func percents(weights, prices string) rank.Tolerances {
	return rank.Tolerances{Weights: number(weights), Prices: number(prices)}
}

// firsts are the offers that share the first place, by the ranking itself.
func firsts(t rapid.TB, f rank.Field) []string {
	t.Helper()
	ranking, err := rank.Rank(f)
	if err != nil {
		t.Fatalf("%v\n%s", err, show(f))
	}
	var out []string
	for _, o := range ranking.Ranking {
		if o.Rank == 1 {
			out = append(out, o.ID)
		}
	}
	return out
}

func alone(t rapid.TB, f rank.Field, winner string) bool {
	t.Helper()
	return slices.Equal(firsts(t, f), []string{winner})
}

func show(f rank.Field) string {
	text := string(f.Method.Name)
	if w := f.Method.Weights; w != nil {
		text += fmt.Sprintf(" weights %s/%s", w.Performance, w.Price)
	}
	if c := f.Method.Corridor; c != nil {
		text += fmt.Sprintf(" corridor %s by %s %s", c, f.Method.Decide, f.Method.DecideBy)
	}
	text += fmt.Sprint(" ties ", f.Method.Ties, " rounding ", f.Method.Rounding, "\n")
	for _, s := range f.Shares {
		text += fmt.Sprintf("  share %s = %s\n", s.Criterion, s.Share)
	}
	for _, o := range f.Offers {
		text += fmt.Sprintf("  offer %s: performance %s, price %s, range %v", o.ID, o.Performance, o.Price, o.Range)
		for _, c := range slices.Sorted(maps.Keys(o.Points)) {
			text += fmt.Sprintf(", %s %v", c, o.Points[c])
		}
		text += "\n"
	}
	return text
}

var every = []rank.Name{
	rank.Simple, rank.Extended, rank.Median, rank.Reference, rank.Mean, rank.PriceQuotient, rank.PriceOneSided, rank.PriceTwoSided, rank.LowestPrice,
}

func method(t *rapid.T, name rank.Name, criteria []string) rank.Method {
	m := rank.Method{Name: name}
	criterion := func(label string) (rank.Criterion, string) {
		by := rapid.SampledFrom([]rank.Criterion{rank.ByPerformance, rank.ByPrice, rank.ByCriterion}).Draw(t, label)
		if by == rank.ByCriterion && len(criteria) == 0 {
			by = rank.ByPrice
		}
		if by != rank.ByCriterion {
			return by, ""
		}
		return by, rapid.SampledFrom(criteria).Draw(t, label+" by")
	}
	switch name {
	case rank.Simple, rank.LowestPrice:
	case rank.Extended:
		corridor := exact.OfRat(big.NewRat(rapid.Int64Range(1, 40).Draw(t, "corridor"), 100))
		m.Corridor = &corridor
		m.Decide, m.DecideBy = criterion("decide")
	default:
		g := rapid.Int64Range(1, 99).Draw(t, "weight")
		m.Weights = &rank.Weights{Performance: exact.Int(g), Price: exact.Int(100 - g)}
		if name == rank.Reference {
			m.Reference = &rank.ReferenceValues{Performance: exact.Int(rapid.Int64Range(1, 60).Draw(t, "reference")), Price: exact.Int(rapid.Int64Range(1, 60).Draw(t, "reference price"))}
		}
	}
	if rapid.Bool().Draw(t, "ties") {
		by, c := criterion("tie")
		m.Ties = []rank.Tie{{By: by, Criterion: c}}
	}
	if rapid.IntRange(0, 3).Draw(t, "rounded") == 0 {
		scale := exact.Int(rapid.SampledFrom([]int64{1, 10, 1000}).Draw(t, "scale"))
		m.Scale = &scale
		m.Rounding = &rank.Rounding{Ranks: true, Places: rapid.Int64Range(0, 3).Draw(t, "places"), Mode: rapid.SampledFrom([]exact.Mode{exact.HalfUp, exact.HalfEven, exact.Down, exact.Up}).Draw(t, "mode")}
	}
	return m
}

// fields draws small fields with points by criterion, or with performances alone.
func fields(t *rapid.T, name rank.Name) rank.Field {
	var f rank.Field
	count := rapid.IntRange(0, 4).Draw(t, "criteria")
	var criteria []string
	for c := range count {
		criteria = append(criteria, fmt.Sprintf("c%d", c))
		f.Shares = append(f.Shares, rank.Share{Criterion: criteria[c], Share: exact.Int(rapid.Int64Range(1, 9).Draw(t, "share"))})
	}
	f.Method = method(t, name, criteria)
	open := rapid.Bool().Draw(t, "open")
	draw := func(label string) rank.Range {
		v := rapid.Int64Range(1, 10).Draw(t, label)
		r := rank.Range{Award: exact.Int(v), Worst: exact.Int(v), Best: exact.Int(v)}
		if open && rapid.Bool().Draw(t, label+" open") {
			r.Worst, r.Best = exact.Int(rapid.Int64Range(1, v).Draw(t, "worst")), exact.Int(rapid.Int64Range(v, 11).Draw(t, "best"))
		}
		return r
	}
	for i := range rapid.IntRange(1, 5).Draw(t, "offers") {
		o := rank.Offer{ID: fmt.Sprintf("o%d", i), Price: exact.Int(rapid.Int64Range(5, 30).Draw(t, "price"))}
		if count == 0 {
			r := draw("performance")
			o.Performance, o.Range = r.Award, &r
		} else {
			o.Points = map[string]rank.Range{}
			for _, s := range f.Shares {
				r := draw(s.Criterion)
				o.Points[s.Criterion] = r
				o.Performance = o.Performance.Add(s.Share.Mul(r.Award))
			}
		}
		f.Offers = append(f.Offers, o)
	}
	return f
}

// variation is one kind of region in the terms of a test of its own.
type variation struct {
	name   string
	region *rank.Region
	apply  func(map[string]exact.Number) rank.Field
	// sample draws a point at distance t: -1 to 1 for each coordinate.
	sample func(t exact.Number, draw func() exact.Number) map[string]exact.Number
}

func variations(f rank.Field, s *rank.Stability) []variation {
	sum := exact.Int(1)
	if len(f.Shares) > 0 {
		sum = exact.Number{}
		for _, share := range f.Shares {
			sum = sum.Add(share.Share)
		}
	}
	return []variation{
		{"weights", s.Weights, f.Reweighted, func(t exact.Number, draw func() exact.Number) map[string]exact.Number {
			names, values := []string{}, []exact.Number{}
			factor := exact.Int(1)
			if f.Method.Weights != nil {
				factor = quo(f.Method.Weights.Performance, sum)
			}
			for _, share := range f.Shares {
				names, values = append(names, share.Criterion), append(values, share.Share.Mul(factor))
			}
			if len(f.Shares) == 0 {
				names, values = append(names, rank.PerformanceWeight), append(values, factor)
			}
			if f.Method.Weights != nil {
				names, values = append(names, rank.PriceWeight), append(values, f.Method.Weights.Price)
			}
			return balanced(names, values, t, draw)
		}},
		{"prices", s.Prices, f.Repriced, func(t exact.Number, draw func() exact.Number) map[string]exact.Number {
			at := map[string]exact.Number{}
			for _, o := range f.Offers {
				at[o.ID] = o.Price.Mul(exact.Int(1).Add(t.Mul(draw())))
			}
			return at
		}},
		{"completions", s.Completions, f.Completed, func(t exact.Number, draw func() exact.Number) map[string]exact.Number {
			at := map[string]exact.Number{}
			for _, o := range f.Offers {
				worst, best := o.Performance, o.Performance
				if o.Range != nil {
					worst, best = o.Range.Worst, o.Range.Best
				}
				if len(f.Shares) > 0 {
					worst, best = exact.Number{}, exact.Number{}
					for _, share := range f.Shares {
						worst = worst.Add(share.Share.Mul(o.Points[share.Criterion].Worst))
						best = best.Add(share.Share.Mul(o.Points[share.Criterion].Best))
					}
				}
				d := draw()
				if d.Sign() > 0 {
					at[o.ID] = o.Performance.Add(d.Mul(t).Mul(best.Sub(o.Performance)))
				} else {
					at[o.ID] = o.Performance.Sub(d.Mul(t).Mul(worst.Sub(o.Performance)))
				}
			}
			return at
		}},
	}
}

func quo(a, b exact.Number) exact.Number {
	q, err := a.Quo(b)
	if err != nil {
		panic(err)
	}
	return q
}

// balanced is a point in the box with the sum kept: pairs of coordinates give and
// take, as far as both can.
func balanced(names []string, values []exact.Number, t exact.Number, draw func() exact.Number) map[string]exact.Number {
	moved := make([]exact.Number, len(values))
	for a := range values {
		for b := range a {
			d := draw()
			low := exact.Max(values[a].Mul(t).Neg().Sub(moved[a]), moved[b].Sub(values[b].Mul(t)))
			high := exact.Min(values[a].Mul(t).Sub(moved[a]), moved[b].Add(values[b].Mul(t)))
			by := d.Mul(high)
			if d.Sign() < 0 {
				by = d.Neg().Mul(low)
			}
			moved[a], moved[b] = moved[a].Add(by), moved[b].Sub(by)
		}
	}
	at := map[string]exact.Number{}
	for x, name := range names {
		at[name] = values[x].Add(moved[x])
	}
	return at
}

func percentOf(n exact.Number) exact.Number { return quo(n, exact.Int(100)) }

// What holds, holds wherever it is tried; what is reversed, is so by the ranking.
func TestStabilityAgainstTheRanking(t *testing.T) {
	for _, name := range every {
		t.Run(string(name), func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				f := fields(t, name)
				tolerances := rank.Tolerances{Weights: exact.Int(rapid.Int64Range(1, 99).Draw(t, "weights")), Prices: exact.Int(rapid.Int64Range(1, 99).Draw(t, "prices"))}
				s, err := rank.Stable(context.Background(), f, tolerances)
				if err != nil {
					t.Fatalf("%v\n%s", err, show(f))
				}
				first := firsts(t, f)
				if s.Winner != first[0] {
					t.Fatalf("winner %s, want %s", s.Winner, first)
				}
				ends := map[string]exact.Number{"weights": tolerances.Weights, "prices": tolerances.Prices, "completions": exact.Int(100)}
				draw := func() exact.Number {
					switch v := rapid.Int64Range(-12, 12).Draw(t, "way"); {
					case v <= -8:
						return exact.Int(-1)
					case v >= 8:
						return exact.Int(1)
					default:
						return exact.OfRat(big.NewRat(v, 8))
					}
				}
				for _, v := range variations(f, s) {
					r := v.region
					if r.Answer == rank.Reversed && r.Reversal == nil {
						t.Fatalf("%s reversed nowhere\n%s", v.name, show(f))
					}
					safe := ends[v.name] // how far it must hold
					open := r.Answer != rank.Holds
					if at := r.Reversal; at != nil {
						others := firsts(t, v.apply(at.At))
						if !slices.Contains(others, at.Winner) || at.Winner == s.Winner {
							t.Fatalf("%s: at %v first are %v, want %s\n%s", v.name, at.At, others, at.Winner, show(f))
						}
						if r.Answer == rank.Holds && at.Distance.Cmp(safe) < 0 {
							t.Fatalf("%s hold with a reversal at %s\n%s", v.name, at.Distance, show(f))
						}
						if r.Answer == rank.Reversed && at.Until == nil && at.Distance.Cmp(safe) > 0 {
							t.Fatalf("%s reversed, at %s\n%s", v.name, at.Distance, show(f))
						}
						if open {
							safe = at.Distance
						}
					} else if open {
						continue
					}
					for range 12 {
						distance := percentOf(safe)
						if open {
							distance = distance.Mul(exact.OfRat(big.NewRat(9999, 10000)))
						}
						if v.name == "prices" {
							distance = exact.Min(distance, exact.OfRat(big.NewRat(9999, 10000)))
						}
						point := v.apply(v.sample(distance, draw))
						if len(first) == 1 && !distance.IsZero() && !alone(t, point, s.Winner) {
							t.Fatalf("%s: %s (%v), but at distance %s %v are first\n%s\n%s", v.name, r.Answer, r.Reversal, distance, firsts(t, point), show(f), show(point))
						}
					}
				}
			})
		})
	}
}

// shifted is the field with one criterion's share of the performance, or the price's
// share of the weights, at theta, and the others in proportion.
func shifted(f rank.Field, criterion string, theta exact.Number) rank.Field {
	one := exact.Int(1)
	if criterion == rank.PriceWeight {
		total := f.Method.Weights.Performance.Add(f.Method.Weights.Price)
		f.Method.Weights = &rank.Weights{Performance: total.Mul(one.Sub(theta)), Price: total.Mul(theta)}
		return f
	}
	var sum, own exact.Number
	for _, s := range f.Shares {
		sum = sum.Add(s.Share)
		if s.Criterion == criterion {
			own = s.Share
		}
	}
	shares := slices.Clone(f.Shares)
	for x := range shares {
		if s := &shares[x]; s.Criterion == criterion {
			s.Share = theta.Mul(sum)
		} else {
			s.Share = quo(s.Share.Mul(one.Sub(theta)).Mul(sum), sum.Sub(own))
		}
	}
	return summed(f, shares)
}

// summed computes the performances anew.
func summed(f rank.Field, shares []rank.Share) rank.Field {
	f.Shares, f.Offers = shares, slices.Clone(f.Offers)
	for i := range f.Offers {
		o := &f.Offers[i]
		o.Performance = exact.Number{}
		for _, s := range shares {
			o.Performance = o.Performance.Add(s.Share.Mul(o.Points[s.Criterion].Award))
		}
	}
	return f
}

// less is the field with fewer points of the winner in a criterion.
func less(f rank.Field, winner, criterion string, by exact.Number) rank.Field {
	f.Offers = slices.Clone(f.Offers)
	for i := range f.Offers {
		if o := &f.Offers[i]; o.ID == winner {
			o.Points = maps.Clone(o.Points)
			r := o.Points[criterion]
			r.Award = r.Award.Sub(by)
			o.Points[criterion] = r
		}
	}
	return summed(f, f.Shares)
}

func TestSensitivity(t *testing.T) {
	for _, name := range every {
		t.Run(string(name), func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				f := fields(t, name)
				s, err := rank.Stable(context.Background(), f, rank.Tolerances{})
				if err != nil {
					t.Fatalf("%v\n%s", err, show(f))
				}
				if len(firsts(t, f)) > 1 {
					if s.Criteria != nil {
						t.Fatalf("sensitivity of a shared first place\n%s", show(f))
					}
					return
				}
				one, little := exact.Int(1), exact.OfRat(big.NewRat(1, 1_000_000_000))
				check := func(c rank.Sensitivity, theta exact.Number, want bool) {
					t.Helper()
					point := shifted(f, c.Criterion, theta)
					if point.Method.Name == rank.Median && want {
						if _, err := rank.Rank(point); err != nil {
							return
						}
					}
					if alone(t, point, s.Winner) != want {
						t.Fatalf("%s at %s: first are %v, of %+v\n%s", c.Criterion, theta, firsts(t, point), c, show(f))
					}
				}
				names := []string{}
				for _, c := range s.Criteria {
					names = append(names, c.Criterion)
					if c.From.Cmp(c.Share) > 0 || c.Share.Cmp(c.To) > 0 || c.From.Sign() < 0 || c.To.Cmp(one) > 0 {
						t.Fatalf("%+v is out of order\n%s", c, show(f))
					}
					for _, k := range []int64{1, 3, 5, 9, 15} {
						way := exact.OfRat(big.NewRat(k, 16))
						if c.From.Cmp(c.Share) < 0 {
							check(c, c.Share.Sub(way.Mul(c.Share.Sub(c.From))), true)
						}
						if c.To.Cmp(c.Share) > 0 {
							check(c, c.Share.Add(way.Mul(c.To.Sub(c.Share))), true)
						}
					}
					if f.Method.Rounding != nil {
						continue // the bounds are on the safe side
					}
					// Just beyond a bound somebody else is first.
					if c.Below != "" && c.From.Cmp(little) > 0 {
						check(c, c.From.Sub(little), false)
						if got := firsts(t, shifted(f, c.Criterion, c.From.Sub(little))); !slices.Contains(got, c.Below) {
							t.Fatalf("below %+v first are %v\n%s", c, got, show(f))
						}
					}
					if c.Above != "" && c.To.Add(little).Cmp(one) < 0 {
						check(c, c.To.Add(little), false)
						if got := firsts(t, shifted(f, c.Criterion, c.To.Add(little))); !slices.Contains(got, c.Above) {
							t.Fatalf("above %+v first are %v\n%s", c, got, show(f))
						}
					}
					if c.Criterion == rank.PriceWeight {
						continue
					}
					var has exact.Number
					for _, o := range f.Offers {
						if o.ID == s.Winner {
							has = o.Points[c.Criterion].Award
						}
					}
					end := has
					if c.Points != nil {
						end = *c.Points
						if next := end.Add(little); next.Cmp(has) < 0 && alone(t, less(f, s.Winner, c.Criterion, next), s.Winner) {
							t.Fatalf("first with %s points less: %+v\n%s", next, c, show(f))
						}
					}
					for _, k := range []int64{1, 8, 15} {
						if by := end.Mul(exact.OfRat(big.NewRat(k, 16))); !by.IsZero() && !alone(t, less(f, s.Winner, c.Criterion, by), s.Winner) {
							t.Fatalf("not first with %s points less: %+v\n%s", by, c, show(f))
						}
					}
				}
				var want []string
				for _, share := range f.Shares {
					want = append(want, share.Criterion)
				}
				if f.Method.Weights != nil {
					want = append(want, rank.PriceWeight)
				}
				if !slices.Equal(names, want) {
					t.Fatalf("sensitivity of %v, want %v", names, want)
				}
			})
		})
	}
}
