package rank

import (
	"math/big"
	"slices"

	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// depth is how often the weight of the price is halved in a proof.
const depth = 10

// divided is what the weights of criteria do to a divisor N: the median, the mean or
// the greatest of the performances, which themselves depend on the weights.
//
// Times N, the difference of the winner and j is
//
//	F = (T − g) · Σ v_c · (p_wc − p_jc) + g · φ · N
//
// where g is the price's weight in the vector, T the sum of the vector, φ the
// difference of the price's parts, and N on the scale of Σ v_c · p_c. Two bounds from
// below prove that F stays above 0. In the first, N per unit of weight lies in an
// interval that follows from how far each offer's performance can move; its worse end
// leaves F/(T − g) linear. In the second, N is one offer's performance (each that it
// can be) or the mean, linear in v; g is cut into slices, in each of which g/(T − g)
// is taken at its worse end, which again leaves a linear problem in a box.
type divided struct {
	// perf is Σ v_c · p_c by offer, weight Σ v_c, and spread how much that can move by
	// unit of t: Σ v_c · |p_c · weight − perf|, over weight.
	perf, spread []*big.Int
	weight       *big.Int
}

func (r *weightsRegion) divided() *divided {
	if r.split != nil {
		return r.split
	}
	d := &divided{weight: new(big.Int)}
	m := len(r.share)
	for _, v := range r.at[:m] {
		d.weight.Add(d.weight, v)
	}
	for i := range r.n {
		sum, spread, tmp := new(big.Int), new(big.Int), new(big.Int)
		for c, v := range r.at[:m] {
			sum.Add(sum, tmp.Mul(v, r.points[i][c]))
		}
		for c, v := range r.at[:m] {
			tmp.Mul(r.points[i][c], d.weight)
			tmp.Sub(tmp, sum)
			tmp.Abs(tmp)
			spread.Add(spread, tmp.Mul(tmp, v))
		}
		d.perf, d.spread = append(d.perf, sum), append(d.spread, spread)
	}
	r.split = d
	return d
}

// between bounds N per unit of weight at distance t, and names the offers whose
// performance it can be; ok is false if the weights of all criteria can vanish.
type between struct {
	t         *big.Rat
	low, high *big.Rat
	can       []int
	ok        bool
}

func (r *weightsRegion) between(t *big.Rat) between {
	if r.cache.t != nil && r.cache.t.Cmp(t) == 0 {
		return r.cache
	}
	d, b := r.divided(), between{t: t}
	// The least that the weights of criteria can add up to, over the denominator of t.
	least := product(d.weight, new(big.Int).Sub(t.Denom(), t.Num()))
	price := product(r.at[len(r.share)], new(big.Int).Add(t.Denom(), t.Num()))
	if rest := new(big.Int).Sub(product(r.total, t.Denom()), price); rest.Cmp(least) > 0 {
		least = rest
	}
	if b.ok = least.Sign() > 0; b.ok {
		lows, highs := make([]*big.Int, r.n), make([]*big.Int, r.n)
		for i := range r.n {
			base, move := product(d.perf[i], least), product(d.spread[i], t.Num())
			lows[i], highs[i] = new(big.Int).Sub(base, move), new(big.Int).Add(base, move)
		}
		low, high := r.middle(lows), r.middle(highs)
		den := r.middleDen(product(d.weight, least))
		b.low, b.high = quo(low, den), quo(high, den)
		if b.low.Sign() < 0 {
			b.low = rat0
		}
		// Whoever cannot come up to the lower one of the middle two at their lowest, or
		// down to the upper one at their highest, is in the middle nowhere; and whoever
		// cannot come up to the greatest is not the greatest.
		from, to := low, high
		if r.method().Name == Median {
			from = lows[sorted(lows)[(r.n-1)/2]]
			to = highs[sorted(highs)[r.n/2]]
		}
		for i := range r.n {
			if highs[i].Cmp(from) >= 0 && lows[i].Cmp(to) <= 0 {
				b.can = append(b.can, i)
			}
		}
	}
	r.cache = b
	return b
}

func (r *weightsRegion) safe(j int, t *big.Rat) bool {
	if t.Sign() == 0 {
		return true
	}
	b := r.between(t)
	if !b.ok {
		return false
	}
	phi := new(big.Rat).Sub(r.part[r.win], r.part[j])
	n := b.high
	if phi.Sign() > 0 {
		n = b.low
	}
	if r.frozen(j, t, phi, n, b.high) {
		return true
	}
	if r.unit != nil {
		return false
	}
	switch {
	case r.method().Name == Mean:
		return r.slices(j, t, phi, r.mean, int64(r.n))
	case phi.Sign() > 0 && r.method().Name != Median:
		// N is no less than the performance of anybody.
		best := slices.MaxFunc(b.can, func(i, k int) int { return r.divided().perf[i].Cmp(r.divided().perf[k]) })
		return r.slices(j, t, phi, r.points[best], 1)
	case len(b.can) > maxMiddle:
		return false
	}
	for _, i := range b.can {
		if !r.slices(j, t, phi, r.points[i], 1) {
			return false
		}
	}
	return true
}

// maxMiddle is how many offers are looked at one by one for a divisor.
const maxMiddle = 48

// frozen proves with N at one value, by unit of weight; it is at most high.
func (r *weightsRegion) frozen(j int, t, phi, n, high *big.Rat) bool {
	price := new(big.Rat).Mul(phi, n)
	if r.unit != nil {
		// F / (T − g) is N by unit of weight times Z, on the scale of the vector.
		u := new(big.Rat).Mul(r.unit, high)
		u.Mul(u, new(big.Rat).SetInt(product(r.shares, r.weightDen)))
		u.Quo(u, new(big.Rat).SetInt(r.total))
		return r.ahead(j, t, price, u)
	}
	return r.ahead(j, t, price, rat0)
}

// ahead reports whether Σ v_c · (p_wc − p_jc − less) + g · (price − less) stays above 0.
func (r *weightsRegion) ahead(j int, t, price, less *big.Rat) bool {
	den := product(price.Denom(), less.Denom())
	off := product(less.Num(), price.Denom())
	a := make([]*big.Int, len(r.at))
	for c := range r.share {
		a[c] = new(big.Int).Sub(r.points[r.win][c], r.points[j][c])
		a[c].Mul(a[c], den)
		a[c].Sub(a[c], off)
	}
	a[len(r.share)] = product(price.Num(), less.Denom())
	a[len(r.share)].Sub(a[len(r.share)], off)
	l := r.spreadOf(a)
	return product(l.d, t.Denom()).Cmp(product(l.k, t.Num())) > 0
}

// slices proves with N = Σ v_c · n_c / by.
func (r *weightsRegion) slices(j int, t, phi *big.Rat, n []*big.Int, by int64) bool {
	m := len(r.share)
	lift := func(x *big.Int) *big.Int { return x.Lsh(x, depth) }
	low, high := make([]*big.Int, m), make([]*big.Int, m)
	minus, plus := new(big.Int).Sub(t.Denom(), t.Num()), new(big.Int).Add(t.Denom(), t.Num())
	for c, v := range r.at[:m] {
		low[c], high[c] = lift(product(v, minus)), lift(product(v, plus))
	}
	total := lift(product(r.total, t.Denom()))
	// Δ_c · den(φ) · by · (T − g) + num(φ) · n_c · g, over (T − g).
	delta := make([]*big.Int, m)
	for c := range delta {
		delta[c] = new(big.Int).Sub(r.points[r.win][c], r.points[j][c])
		delta[c].Mul(delta[c], product(phi.Denom(), big.NewInt(by)))
	}
	var prove func(g1, g2 *big.Int, left int) bool
	prove = func(g1, g2 *big.Int, left int) bool {
		g := g2
		if phi.Sign() > 0 {
			g = g1
		}
		rest := new(big.Int).Sub(total, g)
		if rest.Sign() <= 0 {
			return false
		}
		factor := product(phi.Num(), g)
		b := make([]*big.Int, m)
		for c := range b {
			b[c] = product(delta[c], rest)
			b[c].Add(b[c], product(factor, n[c]))
		}
		least, ok := knapsack(b, low, high, new(big.Int).Sub(total, g2), new(big.Int).Sub(total, g1))
		if !ok || least.Sign() > 0 {
			return true // nothing adds up to it, or it is proven
		}
		if left == 0 {
			return false
		}
		middle := new(big.Int).Add(g1, g2)
		middle.Rsh(middle, 1)
		// The worse half first: it is the one to fail.
		if phi.Sign() > 0 {
			return prove(g1, middle, left-1) && prove(middle, g2, left-1)
		}
		return prove(middle, g2, left-1) && prove(g1, middle, left-1)
	}
	price := r.at[m]
	return prove(lift(product(price, minus)), lift(product(price, plus)), depth)
}

// knapsack is the smallest Σ v · b with each v in its box and their sum between two
// bounds: filled up where it costs least; ok is false if there is no such v.
func knapsack(b, low, high []*big.Int, from, to *big.Int) (*big.Int, bool) {
	sum, value, tmp := new(big.Int), new(big.Int), new(big.Int)
	for c := range b {
		sum.Add(sum, low[c])
		value.Add(value, tmp.Mul(low[c], b[c]))
	}
	if sum.Cmp(to) > 0 {
		return nil, false
	}
	for _, c := range sorted(b) {
		need := from
		if b[c].Sign() < 0 {
			need = to
		}
		room := new(big.Int).Sub(need, sum)
		if room.Sign() <= 0 {
			continue
		}
		if own := new(big.Int).Sub(high[c], low[c]); own.Cmp(room) < 0 {
			room = own
		}
		sum.Add(sum, room)
		value.Add(value, room.Mul(room, b[c]))
	}
	return value, sum.Cmp(from) >= 0
}

// attack looks for a point at distance t at which F is small: from the weights given
// it goes to the corner that F falls most towards, and again from there.
func (r *weightsRegion) attack(j int, t *big.Rat) []map[string]exact.Number {
	m := len(r.share)
	phi := new(big.Rat).Sub(r.part[r.win], r.part[j])
	v := make([]*big.Rat, len(r.at))
	for x, a := range r.at {
		v[x] = new(big.Rat).SetInt(a)
	}
	var best []*big.Rat
	var least *big.Rat
	for round := range 5 {
		ints, _ := common(v)
		if ints == nil {
			break
		}
		perf := make([]*big.Int, r.n)
		for i := range perf {
			perf[i] = new(big.Int)
			for c := range m {
				perf[i].Add(perf[i], product(ints[c], r.points[i][c]))
			}
		}
		total := new(big.Int)
		for _, x := range ints {
			total.Add(total, x)
		}
		g, rest := ints[m], new(big.Int).Sub(total, ints[m])
		if rest.Sign() <= 0 {
			break
		}
		n, slope, by := r.divisor(perf)
		// F · by · den(φ)
		left := product(rest, new(big.Int).Sub(perf[r.win], perf[j]), phi.Denom(), by)
		f := new(big.Rat).SetInt(left.Add(left, product(g, phi.Num(), n)))
		f.Quo(f, new(big.Rat).SetInt(product(total, total)))
		if round > 0 && (least == nil || f.Cmp(least) < 0) {
			least, best = f, v
		}
		a := make([]*big.Int, len(r.at))
		for c := range m {
			a[c] = product(rest, new(big.Int).Sub(r.points[r.win][c], r.points[j][c]), phi.Denom(), by)
			a[c].Add(a[c], product(g, phi.Num(), slope[c]))
		}
		a[m] = product(new(big.Int).Sub(perf[j], perf[r.win]), phi.Denom(), by)
		a[m].Add(a[m], product(phi.Num(), n))
		v = r.push(a, t)
	}
	if best == nil {
		return nil
	}
	return []map[string]exact.Number{r.point(best)}
}

// divisor is the divisor of performances, times by, and how it goes with weights.
func (r *weightsRegion) divisor(perf []*big.Int) (n *big.Int, slope []*big.Int, by *big.Int) {
	switch n, by = r.middle(perf), r.middleDen(unity()); r.method().Name {
	case Mean:
		return n, r.mean, by
	case Median:
		order := sorted(perf)
		a, b := r.points[order[(r.n-1)/2]], r.points[order[r.n/2]]
		for c := range a {
			slope = append(slope, new(big.Int).Add(a[c], b[c]))
		}
		return n, slope, by
	default:
		order := sorted(perf)
		return n, r.points[order[r.n-1]], by
	}
}
