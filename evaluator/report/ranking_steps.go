package report

import (
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/tender"
)

// steps writes Z of an offer with the numbers inserted into the formula, step by
// step, exactly and as it is shown. A ranking whose Z does not follow from its
// numbers, as of a method that is not known here, has its parts alone.
func (a *award) steps(r *tender.Ranking, x *rank.Ranked) string {
	text := ""
	if inserted, parts, z, ok := a.inserted(r, x); ok && z.Equal(x.Z) {
		text = " = " + inserted + parts
	} else if p := x.Parts; p != nil {
		text = a.sum(p.Performance, p.Price)
	}
	if r.Method.Name != rank.LowestPrice || text == "" {
		text += " = " + a.both(x.Z, 2)
	}
	text = "Z" + text
	shown := a.shown(x)
	if s := r.Method.Scale; s != nil && !s.Equal(exact.Int(1)) {
		text = a.Chain(text, fill(a.t.Ranking.Z.Shown, "scale", a.exactly(*s), "shown", shown))
	} else if r.Method.Rounding != nil {
		text = a.Chain(text, fill(a.t.Ranking.Z.Rounded, "shown", shown))
	}
	return text
}

// sum writes what is equal to a sum of two, the second with its sign between.
func (a *award) sum(x, y exact.Number) string {
	places, exactly := placesFor([]exact.Number{x, y})
	equals, sign := " = ", " + "
	if !exactly {
		places, equals = max(significant(x, 2), significant(y, 2)), " ≈ "
	}
	if y.Sign() < 0 {
		sign, y = " − ", y.Neg()
	}
	return equals + a.fixed(x, places) + sign + a.fixed(y, places)
}

// inserted is the formula of a method with the numbers of an offer, what sum that is
// equal to, and what it comes to; ok is false if the ranking lacks a number.
func (a *award) inserted(r *tender.Ranking, x *rank.Ranked) (text, parts string, z exact.Number, ok bool) {
	l, p := x.Performance, x.Price
	num := func(n exact.Number) string {
		switch text := a.exactly(n); {
		case text == "":
			return a.rounded(n, 2)
		case !n.IsDecimal():
			return "(" + text + ")"
		default:
			return text
		}
	}
	switch r.Method.Name {
	case rank.Simple, rank.Extended:
		z, err := l.Quo(p)
		return num(l) + " / " + num(p), "", z, err == nil
	case rank.LowestPrice:
		return num(p), "", p, true
	}
	w := r.Method.Weights
	if w == nil {
		return "", "", z, false
	}
	basis := func(name string) (exact.Number, bool) {
		n, ok := r.Basis[name]
		return n, ok && !n.IsZero()
	}
	weighted := func(performance, price exact.Number) (string, string, exact.Number, bool) {
		first, err1 := w.Performance.Mul(l).Quo(performance)
		second, err2 := w.Price.Mul(p).Quo(price)
		return num(w.Performance) + " · " + num(l) + " / " + num(performance) + " − " + num(w.Price) + " · " + num(p) + " / " + num(price),
			a.sum(first, second.Neg()), first.Sub(second), err1 == nil && err2 == nil
	}
	var performance, price exact.Number
	var ok1, ok2 bool
	switch r.Method.Name {
	case rank.Median:
		performance, ok1 = basis(rank.PerformanceMedian)
		price, ok2 = basis(rank.PriceMedian)
	case rank.Mean:
		performance, ok1 = basis(rank.PerformanceMean)
		price, ok2 = basis(rank.PriceMean)
	case rank.Reference:
		if v := r.Method.Reference; v != nil {
			performance, price, ok1, ok2 = v.Performance, v.Price, true, true
		}
	}
	if ok1 && ok2 {
		return weighted(performance, price)
	}
	most, ok1 := basis(rank.PerformanceMax)
	least, ok2 := basis(rank.PriceMin)
	if !ok1 || !ok2 {
		return "", "", z, false
	}
	first, err := w.Performance.Mul(l).Quo(most)
	if err != nil {
		return "", "", z, false
	}
	var f exact.Number // the fraction of the price points
	written := ""
	switch r.Method.Name {
	case rank.PriceQuotient:
		f, err = least.Quo(p)
		written = num(least) + " / " + num(p)
	case rank.PriceOneSided:
		var q exact.Number
		q, err = p.Quo(least)
		f = exact.Max(exact.Int(0), exact.Int(2).Sub(q))
		written = "max(0; 2 − " + num(p) + " / " + num(least) + ")"
	case rank.PriceTwoSided:
		highest, ok := basis(rank.PriceMax)
		if !ok {
			return "", "", z, false
		}
		f, err = highest.Sub(p).Quo(highest.Sub(least))
		written = "(" + num(highest) + " − " + num(p) + ") / (" + num(highest) + " − " + num(least) + ")"
	default:
		return "", "", z, false
	}
	second := w.Price.Mul(f)
	return num(w.Performance) + " · " + num(l) + " / " + num(most) + " + " + num(w.Price) + " · " + written, a.sum(first, second), first.Add(second), err == nil
}
