package rank_test

import (
	"math/big"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/internal/doc"
)

type workedOffer struct {
	ID          string       `json:"id" required:"true"`
	Performance exact.Number `json:"performance" required:"true"`
	Price       exact.Number `json:"price" required:"true"`
}

type worked struct {
	Name   string        `json:"name" required:"true"`
	Source string        `json:"source" required:"true"`
	Method rank.Method   `json:"method" required:"true"`
	Offers []workedOffer `json:"offers" required:"true"`
	Want   []struct {
		ID   string        `json:"id" required:"true"`
		Rank int64         `json:"rank" required:"true"`
		Z    string        `json:"z" required:"true"`
		Why  rank.Decision `json:"why,omitzero"`
	} `json:"want" required:"true"`
}

func readWorked(t *testing.T) []worked {
	const name = "testdata/worked.yaml"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Cases []worked `json:"cases" required:"true"`
	}
	if err := doc.Read(name, data, doc.DefaultLimits(), &file); err != nil {
		t.Fatal(err)
	}
	return file.Cases
}

func (w worked) field() rank.Field {
	f := rank.Field{Method: w.Method}
	for _, o := range w.Offers {
		f.Offers = append(f.Offers, rank.Offer{ID: o.ID, Performance: o.Performance, Price: o.Price})
	}
	return f
}

// same reports whether a number is the one written, to its decimals.
func same(t *testing.T, n *big.Rat, written string) bool {
	want, ok := new(big.Rat).SetString(written)
	if !ok {
		t.Fatalf("%q is no number", written)
	}
	_, decimals, isDecimal := strings.Cut(written, ".")
	if !isDecimal {
		return n.Cmp(want) == 0
	}
	// FloatString rounds half away from zero, and writes -0.00.
	places := len(decimals)
	if n.FloatString(places) == want.FloatString(places) {
		return true
	}
	return want.Sign() == 0 && strings.Trim(n.FloatString(places), "-0.") == ""
}

func TestWorked(t *testing.T) {
	for _, w := range readWorked(t) {
		t.Run(w.Name, func(t *testing.T) {
			ranking, err := rank.Rank(w.field())
			if err != nil {
				t.Fatal(err)
			}
			if len(ranking.Ranking) != len(w.Want) || len(w.Want) != len(w.Offers) {
				t.Fatalf("%d offers are ranked, %d expected", len(ranking.Ranking), len(w.Want))
			}
			for i, want := range w.Want {
				got := ranking.Ranking[i]
				if got.ID != want.ID || got.Rank != want.Rank || got.Decided != want.Why || !same(t, got.Z.Rat(), want.Z) {
					t.Errorf("place %d: %s, rank %d, Z = %s by %q; want %s, rank %d, Z = %s by %q", i+1, got.ID, got.Rank, got.Z, got.Decided, want.ID, want.Rank, want.Z, want.Why)
				}
				if byHand := derive(t, w, want.ID); got.Z.Rat().Cmp(byHand) != 0 || !same(t, byHand, want.Z) {
					t.Errorf("%s: Z = %s, by hand %s, written %s", got.ID, got.Z, byHand.RatString(), want.Z)
				}
			}
		})
	}
}

// Every method has a worked example.
func TestWorkedCoversMethods(t *testing.T) {
	var seen []string
	for _, w := range readWorked(t) {
		seen = append(seen, string(w.Method.Name))
	}
	for _, name := range rank.Name("").Values() {
		if !slices.Contains(seen, name) {
			t.Errorf("%s has no worked example", name)
		}
	}
}

// derive computes Z once more, from the formula as it is printed and with nothing
// of the package: in fractions of math/big, over all offers.
func derive(t *testing.T, w worked, id string) *big.Rat {
	rat := func(n exact.Number) *big.Rat { return n.Rat() }
	op := func(f func(z, x, y *big.Rat) *big.Rat) func(x, y *big.Rat) *big.Rat {
		return func(x, y *big.Rat) *big.Rat { return f(new(big.Rat), x, y) }
	}
	add, sub, mul, quo := op((*big.Rat).Add), op((*big.Rat).Sub), op((*big.Rat).Mul), op((*big.Rat).Quo)
	var ls, ps []*big.Rat
	var l, p *big.Rat
	for _, o := range w.Offers {
		ls, ps = append(ls, rat(o.Performance)), append(ps, rat(o.Price))
		if o.ID == id {
			l, p = rat(o.Performance), rat(o.Price)
		}
	}
	slices.SortFunc(ls, (*big.Rat).Cmp)
	slices.SortFunc(ps, (*big.Rat).Cmp)
	n := len(ls)
	mean := func(values []*big.Rat) *big.Rat {
		sum := new(big.Rat)
		for _, v := range values {
			sum.Add(sum, v)
		}
		return quo(sum, big.NewRat(int64(len(values)), 1))
	}
	median := func(values []*big.Rat) *big.Rat { return mean(values[(n-1)/2 : n/2+1]) }
	var gl, gp *big.Rat
	if w.Method.Weights != nil {
		gl, gp = rat(w.Method.Weights.Performance), rat(w.Method.Weights.Price)
	}
	minus := func(byL, byP *big.Rat) *big.Rat { return sub(quo(mul(gl, l), byL), quo(mul(gp, p), byP)) }
	plus := func(f *big.Rat) *big.Rat { return add(mul(gl, quo(l, ls[n-1])), mul(gp, f)) }
	switch w.Method.Name {
	case rank.Simple, rank.Extended:
		return quo(l, p)
	case rank.Median:
		return minus(median(ls), median(ps))
	case rank.Mean:
		return minus(mean(ls), mean(ps))
	case rank.Reference:
		return minus(rat(w.Method.Reference.Performance), rat(w.Method.Reference.Price))
	case rank.BadenWuerttemberg:
		return minus(ls[n-1], ps[0])
	case rank.PriceQuotient:
		return plus(quo(ps[0], p))
	case rank.PriceOneSided:
		f := sub(big.NewRat(2, 1), quo(p, ps[0]))
		if f.Sign() < 0 {
			f = new(big.Rat)
		}
		return plus(f)
	case rank.PriceTwoSided:
		if ps[0].Cmp(ps[n-1]) == 0 {
			return plus(big.NewRat(1, 1))
		}
		return plus(quo(sub(ps[n-1], p), sub(ps[n-1], ps[0])))
	case rank.LowestPrice:
		return p
	}
	t.Fatalf("%s is not derived here", w.Method.Name)
	return nil
}

// The lower bound of the corridor of the published example, which is 0.00096284 to
// eight decimals.
func TestWorkedCorridor(t *testing.T) {
	corridor := exact.MustParse("0.05")
	ranking, err := rank.Rank(rank.Field{Method: rank.Method{Name: rank.Extended, Corridor: &corridor, Decide: rank.ByPrice}, Offers: threeOffers()})
	if err != nil {
		t.Fatal(err)
	}
	byHand := big.NewRat(75*95, 74000*100)
	if lower := ranking.Basis[rank.CorridorLower]; lower.Rat().Cmp(byHand) != 0 || lower.Fixed(8, exact.HalfUp) != "0.00096284" {
		t.Errorf("the lower bound is %s", lower)
	}
	if best := ranking.Basis[rank.ZMax]; best.String() != "3/2960" {
		t.Errorf("the best Z is %s", best)
	}
}
