package rank

import (
	"math/big"

	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// offersRegion varies one number of every offer, independently of each other: the
// price within ± t of itself, or the performance on t of the way from what it is to
// the worst and to the best it can become.
//
// The winner's number at its worst and every other one at its best is the worst point
// for simple ratios, reference values, means and the lowest price, and what comes out
// there is linear in t after clearing the denominators.
type offersRegion struct {
	*model
	prices          bool
	base, down, top []*big.Int // what it is, and how far it can go down and up
	// sums are those over all offers.
	baseSum, downSum, topSum *big.Int
	// last sorted values, by distance.
	cache *boxed
}

func (m *model) pricesRegion() *offersRegion {
	return (&offersRegion{model: m, prices: true, base: m.price, down: m.price, top: m.price}).summed()
}

func (m *model) completionsRegion() *offersRegion {
	r := &offersRegion{model: m, base: m.perf}
	for i := range m.n {
		r.down = append(r.down, new(big.Int).Sub(m.perf[i], m.low[i]))
		r.top = append(r.top, new(big.Int).Sub(m.high[i], m.perf[i]))
	}
	return r.summed()
}

func (r *offersRegion) summed() *offersRegion {
	r.baseSum, r.downSum, r.topSum = new(big.Int), new(big.Int), new(big.Int)
	for i := range r.n {
		r.baseSum.Add(r.baseSum, r.base[i])
		r.downSum.Add(r.downSum, r.down[i])
		r.topSum.Add(r.topSum, r.top[i])
	}
	return r
}

// settled reports whether nothing is open.
func (r *offersRegion) settled() bool {
	if r.downSum.Sign() != 0 || r.topSum.Sign() != 0 {
		return false
	}
	for _, k := range r.keys {
		if k.by == ByCriterion {
			for i := range r.n {
				if k.low[i].Cmp(k.top[i]) != 0 {
					return false
				}
			}
		}
	}
	return true
}

// last: no price falls by all of itself.
func (r *offersRegion) last() bool { return !r.prices }

func (r *offersRegion) linear() bool {
	switch r.method().Name {
	case Simple, Extended, Reference, Mean, LowestPrice:
		return true
	default:
		return false
	}
}

// ends are how far i loses and j gains.
func (r *offersRegion) ends(i, j int) (lose, gain *big.Int) {
	if r.prices {
		return r.price[i], r.price[j]
	}
	return r.down[i], r.top[j]
}

func product(a *big.Int, more ...*big.Int) *big.Int {
	out := new(big.Int).Set(a)
	for _, b := range more {
		out.Mul(out, b)
	}
	return out
}

func (r *offersRegion) line(c contest) line {
	i, j, k := c.i, c.j, r.keys[c.key]
	lose, gain := r.ends(i, j)
	name := r.method().Name
	switch {
	case k.by == ByCriterion || k.by == ByPerformance:
		l := line{new(big.Int).Sub(k.award[i], k.award[j]), new(big.Int)}
		if !r.prices {
			l.k.Sub(k.award[i], k.low[i])
			l.k.Add(l.k, new(big.Int).Sub(k.top[j], k.award[j]))
		}
		return l
	case k.by == ByPrice || name == LowestPrice:
		l := line{new(big.Int).Sub(r.price[j], r.price[i]), new(big.Int)}
		if r.prices {
			l.k.Add(lose, gain)
		}
		if k.by != "" {
			return l
		}
		return r.less(l, new(big.Rat).SetInt(r.priceDen))
	case name == Mean:
		return r.meanLine(i, j)
	case r.gp != nil: // reference values
		x := new(big.Rat).SetFrac(r.gl, product(r.perfDen, r.weightDen))
		x.Quo(x, r.norm)
		y := new(big.Rat).SetFrac(r.gp, product(r.priceDen, r.weightDen))
		y.Quo(y, r.method().Reference.Price.Rat())
		f, g := product(x.Num(), y.Denom()), product(y.Num(), x.Denom())
		d := product(f, new(big.Int).Sub(r.perf[i], r.perf[j]))
		d.Sub(d, product(g, new(big.Int).Sub(r.price[i], r.price[j])))
		by := f
		if r.prices {
			by = g
		}
		return r.less(line{d, product(by, new(big.Int).Add(lose, gain))}, new(big.Rat).SetInt(product(x.Denom(), y.Denom())))
	default:
		a, b := product(c.fi, r.perf[i], r.price[j]), product(c.fj, r.perf[j], r.price[i])
		l := line{new(big.Int).Sub(a, b), nil}
		if r.prices {
			l.k = a.Add(a, b)
		} else {
			l.k = product(c.fi, lose, r.price[j])
			l.k.Add(l.k, product(c.fj, gain, r.price[i]))
		}
		return r.less(l, quo(product(c.fi, r.price[i], r.price[j], r.perfDen), r.priceDen))
	}
}

// less takes off what rounding can hide, where the line is scale times Z.
func (r *offersRegion) less(l line, scale *big.Rat) line {
	if r.unit == nil {
		return l
	}
	u := new(big.Rat).Mul(r.unit, scale)
	d := product(l.d, u.Denom())
	return line{d.Sub(d, u.Num()), product(l.k, u.Denom())}
}

// meanLine: after multiplying by the mean, the difference is a sum over all offers,
// with one coefficient for all but the two.
func (r *offersRegion) meanLine(i, j int) line {
	all, own := r.factors(i, j)
	n := big.NewInt(int64(r.n))
	f := product(all.Num(), own.Denom())
	g := product(own.Num(), all.Denom(), n)
	// D = f · Σ x + g · (x_i − x_j), over the same denominator.
	d := product(f, r.baseSum)
	d.Add(d, product(g, new(big.Int).Sub(r.base[i], r.base[j])))
	give := func(coefficient *big.Int, down, top *big.Int) *big.Int {
		if coefficient.Sign() > 0 {
			return product(coefficient, down)
		}
		return product(new(big.Int).Neg(coefficient), top)
	}
	minus := func(sum, a, b *big.Int) *big.Int { return new(big.Int).Sub(new(big.Int).Sub(sum, a), b) }
	k := give(f, minus(r.downSum, r.down[i], r.down[j]), minus(r.topSum, r.top[i], r.top[j]))
	k.Add(k, give(new(big.Int).Add(f, g), r.down[i], r.top[i]))
	k.Add(k, give(new(big.Int).Sub(f, g), r.down[j], r.top[j]))
	return line{d, k}
}

// factors write the difference of i and j, times the divisor of what is varied, as
// all · divisor + own · (x_i − x_j).
func (r *offersRegion) factors(i, j int) (all, own *big.Rat) {
	if r.prices {
		all = new(big.Rat).SetFrac(product(r.gl, new(big.Int).Sub(r.perf[i], r.perf[j])), product(r.weightDen, r.perfDen))
		all.Quo(all, r.norm)
		own = new(big.Rat).SetFrac(new(big.Int).Neg(r.gp), r.weightDen)
	} else {
		all = new(big.Rat).Sub(r.part[i], r.part[j])
		all.Mul(all, quo(r.gp, r.weightDen))
		own = new(big.Rat).SetFrac(r.gl, r.weightDen)
	}
	if r.unit != nil {
		all.Sub(all, r.unit)
	}
	return all, own
}

// write puts numbers in the terms of the tender, those that differ alone.
func (r *offersRegion) write(values map[int]*big.Rat) map[string]exact.Number {
	den := new(big.Rat).SetInt(r.perfDen)
	if r.prices {
		den.SetInt(r.priceDen)
	}
	at := map[string]exact.Number{}
	for i, v := range values {
		if v.Cmp(new(big.Rat).SetInt(r.base[i])) != 0 {
			at[r.model.field.Offers[i].ID] = exact.OfRat(new(big.Rat).Quo(v, den))
		}
	}
	return at
}

// to is the number of an offer at distance t, down or up.
func (r *offersRegion) to(i int, up bool, t *big.Rat) *big.Rat {
	if up {
		return along(r.base[i], new(big.Int).Add(r.base[i], r.top[i]), t)
	}
	return along(r.base[i], new(big.Int).Sub(r.base[i], r.down[i]), t)
}

func (r *offersRegion) worst(c contest, t *big.Rat) []map[string]exact.Number {
	if !r.linear() {
		return r.attack(c.j, t)
	}
	values := map[int]*big.Rat{r.win: r.to(r.win, r.prices, t), c.j: r.to(c.j, !r.prices, t)}
	switch r.method().Name {
	case Extended:
		// Everybody else out of the way, so that the corridor is as deep as can be.
		for i := range r.n {
			if i != c.j {
				values[i] = r.to(i, r.prices, t)
			}
		}
	case Mean:
		all, own := r.factors(c.i, c.j)
		f := product(all.Num(), own.Denom())
		g := product(own.Num(), all.Denom(), big.NewInt(int64(r.n)))
		for i := range r.n {
			values[i] = r.to(i, f.Sign() < 0, t)
		}
		values[c.i] = r.to(c.i, new(big.Int).Add(f, g).Sign() < 0, t)
		values[c.j] = r.to(c.j, new(big.Int).Sub(f, g).Sign() < 0, t)
	}
	return []map[string]exact.Number{r.write(values)}
}

func (r *offersRegion) input(at map[string]exact.Number) Field {
	if r.prices {
		return r.model.field.Repriced(at)
	}
	return r.model.field.Completed(at)
}
