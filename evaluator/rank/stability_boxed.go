package rank

import (
	"math/big"
	"slices"

	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// boxed are all values at a distance t, at their lowest and at their highest, over
// twice the denominator of t so that they can be halved, and their order.
type boxed struct {
	t         *big.Rat
	den       *big.Int
	low, high []*big.Int
	byLow     []int // offers by low, and place of each
	byHigh    []int
	lowPlace  []int
	highPlace []int
}

func (r *offersRegion) boxed(t *big.Rat) *boxed {
	if r.cache != nil && r.cache.t.Cmp(t) == 0 {
		return r.cache
	}
	o := &boxed{t: t, den: new(big.Int).Lsh(t.Denom(), 1)}
	num := new(big.Int).Lsh(t.Num(), 1)
	for i := range r.n {
		base := product(r.base[i], o.den)
		o.low = append(o.low, new(big.Int).Sub(base, product(r.down[i], num)))
		o.high = append(o.high, new(big.Int).Add(base, product(r.top[i], num)))
	}
	place := func(values []*big.Int) (by, place []int) {
		by, place = sorted(values), make([]int, r.n)
		for at, i := range by {
			place[i] = at
		}
		return by, place
	}
	o.byLow, o.lowPlace = place(o.low)
	o.byHigh, o.highPlace = place(o.high)
	r.cache = o
	return o
}

// rest are the values of all but two offers at one of their ends, in order.
type rest struct {
	values []*big.Int
	by     []int
	p, q   int // places of the two, p before q
}

func (o *boxed) rest(high bool, i, j int) rest {
	r := rest{o.low, o.byLow, o.lowPlace[i], o.lowPlace[j]}
	if high {
		r = rest{o.high, o.byHigh, o.highPlace[i], o.highPlace[j]}
	}
	if r.p > r.q {
		r.p, r.q = r.q, r.p
	}
	return r
}

func (r rest) len() int { return len(r.by) - 2 }

func (r rest) offer(k int) int {
	if k >= r.p {
		k++
	}
	if k >= r.q {
		k++
	}
	return r.by[k]
}

func (r rest) at(k int) *big.Int { return r.values[r.offer(k)] }

// extreme is a point of the box at which the difference of the winner and j is
// smallest: their two numbers, over the denominator of [boxed], and where the
// others are drawn to, as far as their own range lets them.
type extreme struct {
	value    *big.Rat // of the difference, or of it times something positive
	own, his *big.Int
	others   func(k int) *big.Int
}

// least finds the smallest difference of the winner and j in the box at distance t,
// exactly.
func (r *offersRegion) least(j int, t *big.Rat) extreme {
	if r.prices && r.method().Name != Median {
		return r.leastFormula(j, t)
	}
	return r.leastDivided(j, t)
}

func (r *offersRegion) safe(j int, t *big.Rat) bool {
	e := r.least(j, t)
	if e.value.Sign() != 0 {
		return e.value.Sign() > 0
	}
	// As good by Z: what decides in a tie has to hold.
	return r.unit == nil && r.tiesHold(r, j, r.zKey()+1, t)
}

func (r *offersRegion) attack(j int, t *big.Rat) []map[string]exact.Number {
	e, o := r.least(j, t), r.boxed(t)
	values := map[int]*big.Rat{}
	for i := range r.n {
		v := e.others(i)
		switch i {
		case r.win:
			v = e.own
		case j:
			v = e.his
		}
		if v.Cmp(o.low[i]) < 0 {
			v = o.low[i]
		}
		if v.Cmp(o.high[i]) > 0 {
			v = o.high[i]
		}
		values[i] = quo(v, o.den)
	}
	return []map[string]exact.Number{r.write(values)}
}

// leastDivided is for a divisor N that is the median or the greatest of what is
// varied. The difference times N is all · N + own · (x_w − x_j). N never falls where
// a number rises, so the others stand at the end that the sign of all asks for; so
// does one of the two, and the other one is pulled both ways: the difference is
// linear in it between the values next to the middle, and smallest at one of them
// or at an end.
func (r *offersRegion) leastDivided(j int, t *big.Rat) extreme {
	all, own := r.factors(r.win, j)
	o := r.boxed(t)
	f, g := product(all.Num(), own.Denom()), product(own.Num(), all.Denom())
	count, middle := unity(), []int{r.n - 1}
	if r.method().Name == Median {
		count, middle = big.NewInt(2), []int{(r.n - 1) / 2, r.n / 2}
	}
	g = product(g, count)
	up := f.Sign() < 0
	others := o.rest(up, r.win, j)
	var around []*big.Int
	for k := max(0, middle[0]-2); k <= min(middle[len(middle)-1], others.len()-1); k++ {
		around = append(around, others.at(k))
	}
	lose, gain := o.low[r.win], o.high[j]
	if r.prices {
		lose, gain = o.high[r.win], o.low[j]
	}
	mine, his := []*big.Int{lose}, []*big.Int{gain}
	if (own.Sign() < 0) == (f.Sign() > 0) {
		mine = within(append(around, gain), o.low[r.win], o.high[r.win])
	} else {
		his = within(append(around, lose), o.low[j], o.high[j])
	}
	best := extreme{others: func(k int) *big.Int {
		if up {
			return o.high[k]
		}
		return o.low[k]
	}}
	for _, x := range mine {
		for _, y := range his {
			n := new(big.Int)
			for _, at := range middle {
				n.Add(n, others.with(at, x, y))
			}
			d := product(f, n)
			d.Add(d, product(g, new(big.Int).Sub(x, y)))
			if v := new(big.Rat).SetInt(d); best.value == nil || v.Cmp(best.value) < 0 {
				best.value, best.own, best.his = v, x, y
			}
		}
	}
	return best
}

// within are the values that lie between two ends, and the ends.
func within(values []*big.Int, low, high *big.Int) []*big.Int {
	out := []*big.Int{low, high}
	for _, v := range values {
		if v.Cmp(low) > 0 && v.Cmp(high) < 0 {
			out = append(out, v)
		}
	}
	return out
}

// with is the value at a place, from 0, among the rest and two more. At most two
// of the rest's values below the place make way, so that a window is enough.
func (r rest) with(place int, a, b *big.Int) *big.Int {
	from := max(0, place-2)
	window := []*big.Int{a, b}
	for k := from; k <= min(place, r.len()-1); k++ {
		window = append(window, r.at(k))
	}
	slices.SortFunc(window, (*big.Int).Cmp)
	return window[place-from]
}

// leastFormula is for the price formulas, whose divisors are the lowest and the
// highest price. The winner's price rising and j's falling never helps the winner,
// whatever the others do (each formula's difference is monotone in both). Of the
// others only the lowest and the highest price count.
func (r *offersRegion) leastFormula(j int, t *big.Rat) extreme {
	o := r.boxed(t)
	w, p := o.high[r.win], o.low[j]
	lows, highs := o.rest(false, r.win, j), o.rest(true, r.win, j)
	all := new(big.Rat).SetFrac(product(r.gl, new(big.Int).Sub(r.perf[r.win], r.perf[j])), product(r.weightDen, r.perfDen))
	all.Quo(all, r.norm)
	if r.unit != nil {
		all.Sub(all, r.unit)
	}
	weight := quo(r.gp, r.weightDen)
	best := extreme{own: w, his: p}
	try := func(part *big.Rat, others func(int) *big.Int) {
		v := new(big.Rat).Mul(part, weight)
		if v.Add(v, all); best.value == nil || v.Cmp(best.value) < 0 {
			best.value, best.others = v, others
		}
	}
	none := lows.len() == 0
	if r.method().Name == PriceTwoSided {
		at := func(high, low *big.Int) *big.Rat {
			spread := new(big.Int).Sub(largest(high, w, p), smallest(low, w, p))
			if spread.Sign() == 0 {
				return new(big.Rat)
			}
			return quo(new(big.Int).Sub(p, w), spread)
		}
		if none {
			try(at(w, w), func(int) *big.Int { return p })
			return best
		}
		last := lows.len() - 1
		// As close as they can be, between the two.
		from, to := smallest(w, p), largest(w, p)
		near := func(k int) *big.Int {
			switch {
			case o.low[k].Cmp(to) > 0:
				return o.low[k]
			case o.high[k].Cmp(from) < 0:
				return o.high[k]
			case from.Cmp(o.low[k]) >= 0:
				return from
			}
			return o.low[k]
		}
		try(at(lows.at(last), highs.at(0)), near)
		// As far apart as they can be: the highest up and the lowest down, which are two
		// offers unless there is only one.
		high, low := highs.offer(last), lows.offer(0)
		apart := func(k int) *big.Int {
			if k == high {
				return o.high[k]
			}
			return o.low[k]
		}
		if high != low {
			try(at(o.high[high], o.low[low]), apart)
			return best
		}
		try(at(o.high[high], o.high[high]), apart)
		try(at(o.low[high], o.low[high]), func(k int) *big.Int { return o.low[k] })
		return best
	}
	candidates := []*big.Int{smallest(w, p)}
	if !none {
		// The lowest of the others lies between the lowest low and the lowest high.
		low, high := lows.at(0), highs.at(0)
		candidates = []*big.Int{low, high}
		if r.method().Name == PriceOneSided {
			// The formula has a kink where a price is twice the lowest one.
			for _, x := range []*big.Int{w, p} {
				candidates = append(candidates, within([]*big.Int{new(big.Int).Rsh(x, 1)}, low, high)...)
			}
		}
	}
	for _, m := range candidates {
		lowest := smallest(m, w, p)
		part := new(big.Rat).Sub(r.formula(w, lowest), r.formula(p, lowest))
		try(part, func(int) *big.Int { return m })
	}
	return best
}

// formula is the price's part for a price and the lowest one.
func (r *offersRegion) formula(price, lowest *big.Int) *big.Rat {
	if r.method().Name == PriceQuotient {
		return quo(lowest, price)
	}
	out := quo(price, lowest)
	out.Sub(big.NewRat(2, 1), out)
	if out.Sign() < 0 {
		out.SetInt64(0)
	}
	return out
}

func smallest(values ...*big.Int) *big.Int { return slices.MinFunc(values, (*big.Int).Cmp) }

func largest(values ...*big.Int) *big.Int { return slices.MaxFunc(values, (*big.Int).Cmp) }
