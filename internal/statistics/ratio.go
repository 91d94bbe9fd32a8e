package statistics

import (
	"math/big"

	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// Moments are what a mean and a variance need of values: how many, their sum and the
// sum of their squares.
type Moments struct {
	N            int64
	Sum, Squares *big.Int
}

// Mean is the mean of the values; there is at least one.
func (m Moments) Mean() exact.Number {
	return exact.OfRat(new(big.Rat).SetFrac(m.Sum, big.NewInt(m.N)))
}

// spread is N · Σ(v − mean)² = N·Squares − Sum², a whole number.
func (m Moments) spread() *big.Int {
	s := new(big.Int).Mul(big.NewInt(m.N), m.Squares)
	return s.Sub(s, new(big.Int).Mul(m.Sum, m.Sum))
}

// Variance is that of the values, with N in the denominator.
func (m Moments) Variance() exact.Number {
	n := big.NewInt(m.N)
	return exact.OfRat(new(big.Rat).SetFrac(m.spread(), n.Mul(n, n)))
}

// Deviation is the standard deviation of a sample, with N − 1 in the denominator;
// there are at least two values.
func (m Moments) Deviation() exact.Number {
	n := new(big.Int).Mul(big.NewInt(m.N), big.NewInt(m.N-1))
	return Sqrt(exact.OfRat(new(big.Rat).SetFrac(m.spread(), n)))
}

// Class is a class of values: how many and their sum.
type Class struct {
	N   int64
	Sum *big.Int
}

// Ratio returns the correlation ratio η² of Pearson (1905), the part of the variance
// that is between classes: Σ n_k (m_k − m)² / Σ (v − m)². The classes are all values;
// of values that do not vary there is none.
func Ratio(all Moments, classes []Class) (ratio exact.Number, ok bool) {
	spread := all.spread()
	if spread.Sign() == 0 {
		return exact.Number{}, false
	}
	return number(fixed(new(big.Rat).SetFrac(between(all, classes), new(big.Int).Mul(spread, scale)))), true
}

// between is N · Σ n_k (m_k − m)² = N · Σ s_k²/n_k − S², times scale, rounded down.
func between(all Moments, classes []Class) *big.Int {
	sum := new(big.Int)
	for _, c := range classes {
		if c.N > 0 {
			square := new(big.Int).Mul(c.Sum, c.Sum)
			square.Mul(square, scale).Mul(square, big.NewInt(all.N))
			sum.Add(sum, square.Quo(square, big.NewInt(c.N)))
		}
	}
	square := new(big.Int).Mul(all.Sum, all.Sum)
	sum.Sub(sum, square.Mul(square, scale))
	if sum.Sign() < 0 { // by rounding down, where the means are equal
		sum.SetInt64(0)
	}
	return sum
}

// Unbiased returns ε² = 1 − (1 − η²)(n − 1)/(n − k) (Kelley, "An unbiased correlation
// ratio measure", Proceedings of the National Academy of Sciences 21, 1935) of n values
// in k classes. Where each value is a class of its own there is no estimate.
func Unbiased(ratio exact.Number, n, k int64) (index exact.Number, ok bool) {
	if n <= k {
		return exact.Number{}, false
	}
	one := exact.Int(1)
	return one.Sub(quotient(one.Sub(ratio).Mul(exact.Int(n-1)), exact.Int(n-k))), true
}

// RatioError returns the standard error of the correlation ratio of values that are 0
// or 1, by its influence function: the ratio is a smooth function of the shares of all
// pairs of class and value, and by the delta method its variance is that of
//
//	(2(v − m)(m_k − m) − (m_k − m)² − η²(v − m)²) / Var(v)
//
// over the values, divided by their number. All.Sum of them are 1.
func RatioError(all Moments, classes []Class, ratio exact.Number) exact.Number {
	m, variance := fixed(all.Mean().Rat()), fixed(all.Variance().Rat())
	if variance.Sign() == 0 {
		return exact.Number{}
	}
	eta := fixed(ratio.Rat())
	times := func(a, b *big.Int) *big.Int {
		p := new(big.Int).Mul(a, b)
		return p.Div(p, scale)
	}
	sum := new(big.Int)
	for _, c := range classes {
		if c.N == 0 {
			continue
		}
		mean := new(big.Int).Mul(c.Sum, scale)
		mean.Quo(mean, big.NewInt(c.N)).Sub(mean, m)
		for value, count := range [...]*big.Int{new(big.Int).Sub(big.NewInt(c.N), c.Sum), c.Sum} {
			from := new(big.Int).Mul(big.NewInt(int64(value)), scale)
			from.Sub(from, m)
			influence := times(from, mean)
			influence.Lsh(influence, 1).Sub(influence, times(mean, mean)).Sub(influence, times(eta, times(from, from)))
			influence.Mul(influence, scale).Div(influence, variance)
			sum.Add(sum, influence.Mul(times(influence, influence), count))
		}
	}
	n := big.NewInt(all.N)
	return Sqrt(number(sum.Quo(sum, n.Mul(n, n))))
}
