package rank

import (
	"maps"
	"math/big"

	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// The names of weights in [Reversal.At] and [Sensitivity] that are no criteria of
// the tender.
const (
	// PriceWeight is the weight of the price.
	PriceWeight = "price"
	// PerformanceWeight is the weight of the performance, where it was given directly.
	PerformanceWeight = "performance"
)

// weightName is the name of a criterion's weight: that of the criterion, unless the
// price's weight is called so.
func weightName(criterion string) string {
	if criterion == PriceWeight {
		return "criterion " + criterion
	}
	return criterion
}

func shareSum(f Field) exact.Number {
	if len(f.Shares) == 0 {
		return exact.Int(1)
	}
	var sum exact.Number
	for _, s := range f.Shares {
		sum = sum.Add(s.Share)
	}
	return sum
}

// Reweighted returns the field with other weights, named as in the
// [Reversal.At] of [Stability.Weights]; those that are not named stay. In methods
// with a weight of the price, the weight of a criterion is that in the whole: its
// share of the performance times the weight of performance, so that all of them add
// up to the weights of performance and price. In the others it is the share.
func (f Field) Reweighted(at map[string]exact.Number) Field {
	if len(at) == 0 {
		return f
	}
	m := &model{field: f}
	weighted := m.weighted() && f.Method.Weights != nil
	total, sum := shareSum(f), exact.Number{}
	weights := make([]exact.Number, max(1, len(f.Shares)))
	for c := range weights {
		name := PerformanceWeight
		if weights[c] = total; len(f.Shares) > 0 {
			name, weights[c] = weightName(f.Shares[c].Criterion), f.Shares[c].Share
		}
		if weighted && total.Sign() != 0 {
			weights[c], _ = weights[c].Mul(f.Method.Weights.Performance).Quo(total)
		}
		if w, ok := at[name]; ok {
			weights[c] = w
		}
		sum = sum.Add(weights[c])
	}
	if weighted {
		w := Weights{Performance: sum, Price: f.Method.Weights.Price}
		if price, ok := at[PriceWeight]; ok {
			w.Price = price
		}
		f.Method.Weights = &w
	}
	if len(f.Shares) == 0 || sum.Sign() == 0 {
		return f
	}
	shares := make([]Share, len(f.Shares))
	for c, s := range f.Shares {
		if weighted {
			weights[c], _ = weights[c].Mul(total).Quo(sum)
		}
		shares[c] = Share{s.Criterion, weights[c]}
	}
	f.Shares = shares
	offers := make([]Offer, len(f.Offers))
	for i, o := range f.Offers {
		o.Performance = exact.Number{}
		for _, s := range shares {
			o.Performance = o.Performance.Add(s.Share.Mul(o.Points[s.Criterion].Award))
		}
		offers[i] = o
	}
	f.Offers = offers
	return f
}

// Repriced returns the field with other prices of the offers that are named, as in
// the [Reversal.At] of [Stability.Prices].
func (f Field) Repriced(at map[string]exact.Number) Field {
	offers := make([]Offer, len(f.Offers))
	for i, o := range f.Offers {
		if price, ok := at[o.ID]; ok {
			o.Price = price
		}
		offers[i] = o
	}
	f.Offers = offers
	return f
}

// Completed returns the field with other performances of the offers that are named,
// as in the [Reversal.At] of [Stability.Completions]. Points by criterion go as far
// towards their worst or their best as the performance does.
func (f Field) Completed(at map[string]exact.Number) Field {
	offers := make([]Offer, len(f.Offers))
	for i, o := range f.Offers {
		performance, ok := at[o.ID]
		if !ok {
			offers[i] = o
			continue
		}
		up := performance.Cmp(o.Performance) >= 0
		end := func(r Range) exact.Number {
			if up {
				return r.Best
			}
			return r.Worst
		}
		if o.Points != nil && len(f.Shares) > 0 {
			var full exact.Number
			for _, s := range f.Shares {
				full = full.Add(s.Share.Mul(end(o.Points[s.Criterion])))
			}
			way := exact.Int(1)
			if d := full.Sub(o.Performance); d.Sign() != 0 {
				way, _ = performance.Sub(o.Performance).Quo(d)
			}
			points := maps.Clone(o.Points)
			for c, r := range points {
				r.Award = r.Award.Add(way.Mul(end(r).Sub(r.Award)))
				points[c] = r
			}
			o.Points = points
		}
		o.Performance = performance
		if o.Range != nil {
			r := *o.Range
			r.Award = performance
			o.Range = &r
		}
		offers[i] = o
	}
	f.Offers = offers
	return f
}

// along is a + t · (b − a).
func along(a, b *big.Int, t *big.Rat) *big.Rat {
	out := new(big.Rat).SetInt(new(big.Int).Sub(b, a))
	out.Mul(out, t)
	return out.Add(out, new(big.Rat).SetInt(a))
}
