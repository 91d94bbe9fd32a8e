package rank

import (
	"math/big"
	"slices"

	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// weightsRegion varies all weights together. They are one vector: the weight of a
// criterion in the whole, which is its share of the performance times the weight of
// performance, and the weight of the price where the method has one. Each stays
// within ± t of itself, and all add up to what they did.
//
// A linear difference of two offers, Σ v_c · a_c, is smallest in it where weight goes
// from the criteria with the greatest a_c to those with the smallest, as far as the
// box lets it: about the weighted median a_m of the a_c. The difference there is
// D − t · Σ v_c · |a_c − a_m|, exactly.
type weightsRegion struct {
	*model
	at    []*big.Int // the vector, over total
	total *big.Int
	// mean is what performance is divided by as a vector like those of the offers,
	// over n, in the method that divides by the mean.
	mean []*big.Int
	// split and cache serve the methods that divide by performances.
	split *divided
	cache between
}

func (m *model) weightsRegion() *weightsRegion {
	r := &weightsRegion{model: m, total: new(big.Int)}
	for _, s := range m.share {
		if m.gp != nil {
			s = new(big.Int).Mul(s, m.gl)
		}
		r.at = append(r.at, s)
	}
	if m.gp != nil {
		r.at = append(r.at, new(big.Int).Mul(m.shares, m.gp))
	}
	for _, v := range r.at {
		r.total.Add(r.total, v)
	}
	if m.method().Name == Mean {
		for c := range m.share {
			sum := new(big.Int)
			for i := range m.n {
				sum.Add(sum, m.points[i][c])
			}
			r.mean = append(r.mean, sum)
		}
	}
	return r
}

func (r *weightsRegion) last() bool { return true }

// linear: with a single criterion the divisor does not depend on weights.
func (r *weightsRegion) linear() bool {
	return !r.weighted() || len(r.share) == 1 || r.method().Name == Reference
}

// vector is what a contest is linear in the weights by, and its scale: how many
// times the difference of Z that is.
func (r *weightsRegion) vector(c contest) []*big.Int {
	out := make([]*big.Int, len(r.at))
	i, j := r.points[c.i], r.points[c.j]
	k := r.keys[c.key]
	switch {
	case k.by == ByPerformance:
		for x := range r.share {
			out[x] = new(big.Int).Sub(i[x], j[x])
		}
		if r.gp != nil {
			out[len(r.share)] = new(big.Int)
		}
		return out
	case k.by == ByPrice:
		return r.constant(out, new(big.Int).Sub(r.price[c.j], r.price[c.i]), nil)
	case k.by == "" && r.method().Name == LowestPrice:
		return r.constant(out, new(big.Int).Sub(r.price[c.j], r.price[c.i]), new(big.Rat).SetInt(r.priceDen))
	case k.by == ByCriterion:
		return r.constant(out, new(big.Int).Sub(k.award[c.i], k.award[c.j]), nil)
	case r.gp == nil:
		fi, fj := new(big.Int).Mul(c.fi, r.price[c.j]), new(big.Int).Mul(c.fj, r.price[c.i])
		for x := range r.share {
			out[x] = new(big.Int).Mul(fi, i[x])
			out[x].Sub(out[x], new(big.Int).Mul(fj, j[x]))
		}
		if r.unit == nil {
			return out
		}
		scale := quo(new(big.Int).Mul(new(big.Int).Mul(r.price[c.i], r.price[c.j]), r.perfDen), r.priceDen)
		return r.less(out, scale.Mul(scale, new(big.Rat).SetInt(c.fi)))
	default:
		by := new(big.Rat).SetFrac(r.shares, r.perfDen)
		by.Quo(by, r.norm)
		part := new(big.Rat).Sub(r.part[c.i], r.part[c.j])
		f := new(big.Int).Mul(by.Num(), part.Denom())
		for x := range r.share {
			out[x] = new(big.Int).Sub(i[x], j[x])
			out[x].Mul(out[x], f)
		}
		out[len(r.share)] = new(big.Int).Mul(part.Num(), by.Denom())
		if r.unit == nil {
			return out
		}
		scale := new(big.Rat).SetInt(new(big.Int).Mul(r.shares, r.weightDen))
		return r.less(out, scale.Mul(scale, new(big.Rat).SetInt(new(big.Int).Mul(by.Denom(), part.Denom()))))
	}
}

// constant is a difference that weights do not change, spread over all of them.
func (r *weightsRegion) constant(out []*big.Int, d *big.Int, scale *big.Rat) []*big.Int {
	for x := range out {
		out[x] = new(big.Int).Set(d)
	}
	if r.unit == nil || scale == nil {
		return out
	}
	return r.less(out, scale.Mul(scale, new(big.Rat).SetInt(r.total)))
}

// less takes off what rounding can hide, where Σ v · out is scale times Z.
func (r *weightsRegion) less(out []*big.Int, scale *big.Rat) []*big.Int {
	u := new(big.Rat).Mul(r.unit, scale)
	u.Quo(u, new(big.Rat).SetInt(r.total))
	for x := range out {
		out[x].Mul(out[x], u.Denom())
		out[x].Sub(out[x], u.Num())
	}
	return out
}

func (r *weightsRegion) line(c contest) line {
	return r.spreadOf(r.vector(c))
}

// spreadOf is the line of a vector.
func (r *weightsRegion) spreadOf(a []*big.Int) line {
	d := new(big.Int)
	for x, v := range r.at {
		d.Add(d, new(big.Int).Mul(v, a[x]))
	}
	k, tmp := new(big.Int), new(big.Int)
	middle := a[r.median(a)]
	for x, v := range r.at {
		tmp.Sub(a[x], middle)
		tmp.Abs(tmp)
		k.Add(k, tmp.Mul(tmp, v))
	}
	return line{d, k}
}

// sorted are the places of a vector, the smallest first.
func sorted(a []*big.Int) []int {
	order := make([]int, len(a))
	for x := range order {
		order[x] = x
	}
	slices.SortStableFunc(order, func(x, y int) int { return a[x].Cmp(a[y]) })
	return order
}

// median is the place of the weighted median of a vector.
func (r *weightsRegion) median(a []*big.Int) int {
	below := new(big.Int)
	order := sorted(a)
	for _, x := range order {
		below.Add(below, r.at[x])
		if new(big.Int).Lsh(below, 1).Cmp(r.total) >= 0 {
			return x
		}
	}
	return order[len(order)-1]
}

func (r *weightsRegion) worst(c contest, t *big.Rat) []map[string]exact.Number {
	if !r.linear() {
		return r.attack(c.j, t)
	}
	return []map[string]exact.Number{r.point(r.push(r.vector(c), t))}
}

// push moves weight from where a is great to where it is small, up to distance t.
func (r *weightsRegion) push(a []*big.Int, t *big.Rat) []*big.Rat {
	out := make([]*big.Rat, len(a))
	middle := a[r.median(a)]
	rest, free := new(big.Int), new(big.Int)
	for x, v := range r.at {
		switch a[x].Cmp(middle) {
		case -1:
			out[x] = new(big.Rat).SetInt(v)
			rest.Sub(rest, v)
		case 1:
			out[x] = new(big.Rat).SetInt(new(big.Int).Neg(v))
			rest.Add(rest, v)
		default:
			free.Add(free, v)
		}
	}
	for x, v := range r.at {
		if out[x] == nil {
			if out[x] = new(big.Rat); free.Sign() > 0 {
				out[x].SetFrac(new(big.Int).Mul(rest, v), free)
			}
		}
		out[x].Mul(out[x], t)
		out[x].Add(out[x], new(big.Rat).SetInt(v))
	}
	return out
}

// point writes a vector in the terms of the tender, what differs alone.
func (r *weightsRegion) point(v []*big.Rat) map[string]exact.Number {
	at := map[string]exact.Number{}
	// The vector is brought to the sum it has in the tender.
	whole := shareSum(r.model.field)
	if r.gp != nil {
		w := r.method().Weights
		whole = w.Performance.Add(w.Price)
	}
	scale := whole.Rat()
	scale.Quo(scale, new(big.Rat).SetInt(r.total))
	for x, now := range v {
		if now.Cmp(new(big.Rat).SetInt(r.at[x])) == 0 {
			continue
		}
		name := PriceWeight
		if x < len(r.share) {
			name = weightName(r.criteria[x])
		}
		at[name] = exact.OfRat(new(big.Rat).Mul(now, scale))
	}
	return at
}

func (r *weightsRegion) input(at map[string]exact.Number) Field { return r.model.field.Reweighted(at) }
