package population

import (
	"math/big"
	"math/bits"

	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// Every random quantity of a record is read off one number u, uniform over the whole
// numbers from 0 to 2⁶⁴−1, by inversion: outcomes take intervals of the length of
// their share. A share is an exact fraction; the ends of the intervals are rounded
// down to multiples of 2⁻⁶⁴, and that is the only rounding there is. Chances have a
// distribution of their own: see [few].

// chance is a probability: all records meet it, or those whose number is below its
// threshold. Numbers from 2⁵⁶ on are spread over all the whole numbers from 0 to 2⁶⁴−1
// again, and so is the threshold, as that above.
type chance struct {
	below, above uint64
	sure         bool
}

var (
	two64 = new(big.Int).Lsh(big.NewInt(1), 64)
	one   = big.NewRat(1, 1)
)

// scaled is the fraction, from 0 to 1, times 2⁶⁴, rounded down; full says that it
// is 2⁶⁴ itself.
func scaled(r *big.Rat) (t uint64, full bool) {
	n := new(big.Int).Mul(r.Num(), two64)
	n.Quo(n, r.Denom())
	if n.Cmp(two64) >= 0 {
		return 0, true
	}
	return n.Uint64(), false
}

func chanceOf(n exact.Number) (c chance) {
	c.below, c.sure = scaled(n.Rat())
	if !c.sure && !c.small() {
		rest := new(big.Rat).Sub(n.Rat(), big.NewRat(1, 1<<deep))
		c.above, _ = scaled(rest.Mul(rest, big.NewRat(1<<deep, 1<<deep-1)))
	}
	return c
}

// never reports whether nothing meets the chance.
func (c chance) never() bool { return !c.sure && c.below == 0 }

// small reports whether only records with one of the least numbers may meet the chance,
// and not all of these.
func (c chance) small() bool { return !c.sure && c.below>>(64-deep) == 0 }

// interval is where u leads to one outcome: from lo to hi, both included. An empty
// one has less than one multiple of 2⁻⁶⁴.
type interval struct {
	lo, hi uint64
	empty  bool
}

// intervals divides the numbers by shares; what they leave over takes what is left
// at the end, if it is anything.
func intervals(shares []*big.Rat) (out []interval, rest interval) {
	sum := new(big.Rat)
	from, full := uint64(0), false
	next := func(to uint64, end bool) interval {
		i := interval{lo: from, hi: to - 1, empty: full || !end && to == from}
		from, full = to, end
		return i
	}
	for _, s := range shares {
		sum.Add(sum, s)
		out = append(out, next(scaled(sum)))
	}
	return out, next(0, true)
}

// at is the first u of the k-th of n equal parts of the interval.
func (i interval) at(k, n uint64) uint64 {
	width := i.hi - i.lo + 1 // 0 stands for 2⁶⁴
	if width == 0 {
		q, _ := bits.Div64(k, 0, n)
		return q
	}
	hi, lo := bits.Mul64(width, k)
	q, _ := bits.Div64(hi, lo, n)
	return i.lo + q
}

// part is which of n equal parts of the interval u is in: the k with at(k) ≤ u <
// at(k+1).
func (i interval) part(u, n uint64) uint64 {
	hi, lo := bits.Mul64(u-i.lo, n)
	lo, carry := bits.Add64(lo, n-1, 0)
	hi += carry
	width := i.hi - i.lo + 1
	if width == 0 {
		return hi
	}
	q, _ := bits.Div64(hi, lo, width)
	return q
}
