package rank_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
)

// anyField draws a field that can be ranked: few different numbers, so that ties and
// equal extremes come up.
func anyField(t *rapid.T, least, most int) rank.Field {
	number := func(label string, low, high int) exact.Number {
		return exact.Int(int64(rapid.IntRange(low, high).Draw(t, label)))
	}
	m := rank.Method{Name: rank.Name(rapid.SampledFrom(rank.Name("").Values()).Draw(t, "method"))}
	switch m.Name {
	case rank.Simple, rank.LowestPrice:
	case rank.Extended:
		c := divided(number("corridor", 1, 30), exact.Int(100))
		m.Corridor, m.Decide = &c, rapid.SampledFrom([]rank.Criterion{rank.ByPerformance, rank.ByPrice, rank.ByCriterion}).Draw(t, "decide")
		if m.Decide == rank.ByCriterion {
			m.DecideBy = "c"
		}
	default:
		w := number("weight", 0, 10).Mul(exact.Int(10))
		m.Weights = &rank.Weights{Performance: w, Price: exact.Int(100).Sub(w)}
		if m.Name == rank.Reference {
			m.Reference = &rank.ReferenceValues{Performance: number("reference", 1, 10), Price: number("reference price", 1, 10)}
		}
	}
	for _, tie := range []rank.Tie{{By: rank.ByPrice}, {By: rank.ByCriterion, Criterion: "c"}, {By: rank.ByPerformance}} {
		if rapid.IntRange(0, 4).Draw(t, "tie") == 0 {
			m.Ties = append(m.Ties, tie)
		}
	}
	if rapid.IntRange(0, 4).Draw(t, "rounds") == 0 {
		m.Rounding = &rank.Rounding{Places: int64(rapid.IntRange(0, 2).Draw(t, "places")), Mode: exact.HalfUp, Ranks: rapid.Bool().Draw(t, "ranks")}
	}
	f := rank.Field{Method: m}
	top := rapid.SampledFrom([]int{3, 12, 100}).Draw(t, "top")
	for i := range rapid.IntRange(least, most).Draw(t, "offers") {
		points := number("points", 0, 2)
		f.Offers = append(f.Offers, rank.Offer{
			ID: fmt.Sprintf("o%d", i), Performance: number("performance", 1, top), Price: number("price", 1, top),
			Points: map[string]rank.Range{"c": {Award: points, Worst: points, Best: points}},
		})
	}
	return f
}

func divided(a, b exact.Number) exact.Number {
	q, err := a.Quo(b)
	if err != nil {
		panic(err)
	}
	return q
}

func must(t *rapid.T, f rank.Field) *rank.Ranking {
	r, err := rank.Rank(f)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// places are the ranks by id.
func places(r *rank.Ranking) map[string]int64 {
	ranks := map[string]int64{}
	for _, o := range r.Ranking {
		ranks[o.ID] = o.Rank
	}
	return ranks
}

func jsonOf(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(data)
}

func TestPermutingChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyField(t, 0, 8)
		want := jsonOf(must(t, f))
		f.Offers = rapid.Permutation(f.Offers).Draw(t, "permuted")
		if got := jsonOf(must(t, f)); got != want {
			t.Fatalf("permuted:\n%s\nbefore:\n%s", got, want)
		}
	})
}

// Scaling all prices changes no order under any method, if reference prices go
// along, and no Z where prices are measured against each other.
func TestScalingPrices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyField(t, 0, 8)
		f.Method.Rounding = nil
		factor := divided(exact.Int(rapid.Int64Range(1, 50).Draw(t, "factor")), exact.Int(rapid.Int64Range(1, 50).Draw(t, "by")))
		before := must(t, f)
		f.Offers = slices.Clone(f.Offers)
		for i := range f.Offers {
			f.Offers[i].Price = f.Offers[i].Price.Mul(factor)
		}
		if ref := f.Method.Reference; ref != nil {
			f.Method.Reference = &rank.ReferenceValues{Performance: ref.Performance, Price: ref.Price.Mul(factor)}
		}
		after := must(t, f)
		for i, o := range after.Ranking {
			was := before.Ranking[i]
			if o.ID != was.ID || o.Rank != was.Rank || o.Decided != was.Decided {
				t.Fatalf("place %d: %s, rank %d by %s; before: %s, rank %d by %s", i, o.ID, o.Rank, o.Decided, was.ID, was.Rank, was.Decided)
			}
			want := was.Z
			switch f.Method.Name {
			case rank.Simple, rank.Extended:
				want = divided(want, factor)
			case rank.LowestPrice:
				want = want.Mul(factor)
			}
			if !o.Z.Equal(want) {
				t.Fatalf("Z of %s is %s, want %s", o.ID, o.Z, want)
			}
		}
	})
}

// Where Z depends on the offer alone, one more offer changes nothing for the others.
func TestOneMoreOffer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyField(t, 1, 8)
		independent := f.Method.Name == rank.Simple || f.Method.Name == rank.Reference || f.Method.Name == rank.LowestPrice
		if !independent {
			t.Skip()
		}
		all := places(must(t, f))
		last := len(f.Offers) - 1
		f.Offers = f.Offers[:last]
		fewer := places(must(t, f))
		for a := range fewer {
			for b := range fewer {
				if (all[a] < all[b]) != (fewer[a] < fewer[b]) {
					t.Fatalf("%s and %s turn with one more offer", a, b)
				}
			}
		}
	})
}

// The order is the one that comparing every pair, by the definition, gives.
func TestOrderAgainstPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyField(t, 1, 7)
		r := must(t, f)
		byID := map[string]rank.Offer{}
		for _, o := range f.Offers {
			byID[o.ID] = o
		}
		value := func(by rank.Criterion, o rank.Ranked) *big.Rat {
			switch by {
			case rank.ByPerformance:
				return o.Performance.Rat()
			case rank.ByPrice:
				return new(big.Rat).Neg(o.Price.Rat())
			}
			return byID[o.ID].Points["c"].Award.Rat()
		}
		z := func(o rank.Ranked) *big.Rat {
			key := o.Z
			if r := f.Method.Rounding; r != nil && r.Ranks {
				key = key.Round(int(r.Places), r.Mode)
			}
			if f.Method.Name == rank.LowestPrice {
				key = key.Neg()
			}
			return key.Rat()
		}
		var best *big.Rat
		for _, o := range r.Ranking {
			if v := z(o); best == nil || v.Cmp(best) > 0 {
				best = v
			}
		}
		// merits are compared one after the other, more is better.
		merits := func(o rank.Ranked) (all []*big.Rat) {
			if f.Method.Name == rank.Extended {
				lower := new(big.Rat).Sub(big.NewRat(1, 1), f.Method.Corridor.Rat())
				in := z(o).Cmp(lower.Mul(lower, best)) >= 0
				if in != *o.InCorridor {
					t.Fatalf("%s is in the corridor: %t", o.ID, in)
				}
				if in {
					all = append(all, big.NewRat(1, 1), value(f.Method.Decide, o))
				} else {
					all = append(all, new(big.Rat), new(big.Rat))
				}
			}
			all = append(all, z(o))
			for _, tie := range f.Method.Ties {
				all = append(all, value(tie.By, o))
			}
			return all
		}
		better := func(a, b rank.Ranked) bool {
			x, y := merits(a), merits(b)
			for i := range x {
				if c := x[i].Cmp(y[i]); c != 0 {
					return c > 0
				}
			}
			return false
		}
		for _, o := range r.Ranking {
			ahead := int64(1)
			for _, other := range r.Ranking {
				if better(other, o) {
					ahead++
				}
			}
			if o.Rank != ahead {
				t.Fatalf("%s has rank %d, and %d are before it:\n%s", o.ID, o.Rank, ahead-1, jsonOf(r))
			}
			if (o.Decided == "") != (o.Rank == 1 || r.Ranking[o.Rank-1].ID != o.ID) {
				t.Fatalf("%s, rank %d, was decided by %q", o.ID, o.Rank, o.Decided)
			}
			if o.Parts != nil && !o.Parts.Performance.Add(o.Parts.Price).Equal(o.Z) {
				t.Fatalf("the parts of %s are not Z", o.ID)
			}
		}
	})
}

func hasCode(r *rank.Ranking, code rank.WarningCode) *rank.Warning {
	for i := range r.Warnings {
		if r.Warnings[i].Code == code {
			return &r.Warnings[i]
		}
	}
	return nil
}

// leftOut ranks without some offers; nil if that cannot be.
func leftOut(f rank.Field, out ...string) map[string]int64 {
	offers := slices.DeleteFunc(slices.Clone(f.Offers), func(o rank.Offer) bool { return slices.Contains(out, o.ID) })
	r, err := rank.Rank(rank.Field{Method: f.Method, Offers: offers})
	if err != nil {
		return nil
	}
	return places(r)
}

// A flip that is found is one, and one by a single offer is found whenever leaving
// out each in its turn finds one: of the first place before any other.
func TestFlipsAgainstLeavingOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyField(t, 0, 9)
		if rapid.Bool().Draw(t, "zero") && len(f.Offers) > 0 {
			f.Offers[0].Performance = exact.Number{}
		}
		r, err := rank.Rank(f)
		if errors.Is(err, rank.ErrField) {
			t.Skip() // the median is 0
		}
		if err != nil {
			t.Fatal(err)
		}
		all := places(r)
		found := hasCode(r, rank.FlipFound)
		if found != nil {
			a, b := found.Offers[0], found.Offers[1]
			then := leftOut(f, found.Without...)
			if all[a] >= all[b] || then[a] <= then[b] || then[a] == 0 || then[b] == 0 {
				t.Fatalf("%v is no flip: %v, and then %v", *found, all, then)
			}
			if hasCode(r, rank.FlipPossible) == nil {
				t.Fatal("a flip was found and is not possible")
			}
		}
		one, first := false, false
		for k := range all {
			then := leftOut(f, k)
			for a := range then {
				for b := range then {
					if all[a] < all[b] && then[a] > then[b] {
						one = true
						first = first || all[a] == 1
					}
				}
			}
		}
		complete := f.Method.Name != rank.Mean || f.Method.Rounding == nil || !f.Method.Rounding.Ranks
		if complete && one != (found != nil && len(found.Without) == 1) {
			t.Fatalf("by leaving out each offer: %t; found: %v", one, found)
		}
		if complete && first && all[found.Offers[0]] != 1 {
			t.Fatalf("the first place turns, and %v was found", *found)
		}
	})
}

// Each method that is said to be able to flip does so among some offers, and no
// other does.
func TestWhatCanFlip(t *testing.T) {
	corridor := exact.MustParse("0.05")
	random := rand.New(rand.NewPCG(7, 7))
	for _, name := range rank.Name("").Values() {
		m := rank.Method{Name: rank.Name(name)}
		switch m.Name {
		case rank.Simple, rank.LowestPrice:
		case rank.Extended:
			m.Corridor, m.Decide = &corridor, rank.ByPerformance
		default:
			m.Weights = &rank.Weights{Performance: exact.Int(50), Price: exact.Int(50)}
			if m.Name == rank.Reference {
				m.Reference = &rank.ReferenceValues{Performance: exact.Int(50), Price: exact.Int(50)}
			}
		}
		possible, found := false, false
		for range 300 {
			f := rank.Field{Method: m}
			for i := range 5 {
				f.Offers = append(f.Offers, rank.Offer{ID: fmt.Sprint(i), Performance: exact.Int(random.Int64N(100) + 1), Price: exact.Int(random.Int64N(100) + 50)})
			}
			r, err := rank.Rank(f)
			if err != nil {
				t.Fatal(err)
			}
			possible = hasCode(r, rank.FlipPossible) != nil
			found = found || hasCode(r, rank.FlipFound) != nil
		}
		if possible != found {
			t.Errorf("%s: a flip is possible: %t, and one was found: %t", name, possible, found)
		}
	}
}

func FuzzRank(f *testing.F) {
	for _, seed := range []uint64{1, 2, 3} {
		f.Add("ufab-weighted-mean", "50", "50", "0.05", "performance", "60", "65000", "75", "74000", seed)
		f.Add("ufab-extended", "", "-1", "1/0", "criterion", "0", "0", "-3", "1/3", seed)
	}
	f.Fuzz(func(t *testing.T, name, performance, price, corridor, decide, l1, p1, l2, p2 string, seed uint64) {
		random := rand.New(rand.NewPCG(seed, 1))
		parse := func(text string) exact.Number {
			n, err := exact.Parse(text)
			if err != nil || len(text) > 30 {
				return exact.Int(random.Int64N(5) - 1)
			}
			return n
		}
		m := rank.Method{Name: rank.Name(name), Decide: rank.Criterion(decide)}
		if random.IntN(2) == 0 {
			m.Weights = &rank.Weights{Performance: parse(performance), Price: parse(price)}
		}
		if random.IntN(2) == 0 {
			c := parse(corridor)
			m.Corridor = &c
		}
		if random.IntN(4) == 0 {
			m.Rounding = &rank.Rounding{Places: random.Int64N(25) - 2, Mode: exact.Mode(rank.Criterion("halfUp")), Ranks: random.IntN(2) == 0}
		}
		if random.IntN(3) == 0 {
			m.Reference = &rank.ReferenceValues{Performance: parse(l1), Price: parse(p1)}
		}
		field := rank.Field{Method: m}
		for i := range random.IntN(6) {
			offer := rank.Offer{ID: fmt.Sprint(i % 5), Performance: parse([]string{l1, l2, "4", "0"}[random.IntN(4)]), Price: parse([]string{p1, p2, "7", "2"}[random.IntN(4)])}
			field.Offers = append(field.Offers, offer)
		}
		r, err := rank.Rank(field)
		if (r == nil) == (err == nil) {
			t.Fatalf("%v, %v", r, err)
		}
		if err != nil {
			if !errors.Is(err, rank.ErrMethod) && !errors.Is(err, rank.ErrField) {
				t.Fatalf("an error of no kind: %v", err)
			}
			return
		}
		if len(r.Ranking) != len(field.Offers) || m.Check() != nil {
			t.Fatalf("%d of %d offers are ranked", len(r.Ranking), len(field.Offers))
		}
	})
}
