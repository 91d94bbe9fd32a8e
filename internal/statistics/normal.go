package statistics

import (
	"math/big"

	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// guard are the binary digits behind the point that the distribution of the normal
// distribution is summed up with. The terms of its series grow to about 2^50 for the
// greatest argument below before they fall, which costs as many of them.
const guard = 256

// pi is π to 80 decimals.
var pi, _ = new(big.Int).SetString("314159265358979323846264338327950288419716939937510582097494459230781640628620899", 10)

// NormalQuantile returns the number that a standard normal variable is at most with
// the given probability, to 12 decimals: 1.959963984540 for 0.975. The error is
// [ErrLevel].
func NormalQuantile(probability exact.Number) (exact.Number, error) {
	half, _ := exact.Fraction(1, 2)
	if probability.Sign() <= 0 || probability.Cmp(exact.Int(1)) >= 0 || !probability.Round(15, exact.Down).Equal(probability) {
		return exact.Number{}, ErrLevel
	}
	tail := probability.Sub(half)
	if tail.Sign() < 0 {
		z, err := NormalQuantile(exact.Int(1).Sub(probability))
		return z.Neg(), err
	}
	// What the series adds up to is (Φ(z) − ½)·√(2π).
	root := new(big.Int).Lsh(new(big.Int).Mul(pi, big.NewInt(2)), 2*guard)
	root.Quo(root, new(big.Int).Exp(big.NewInt(10), big.NewInt(80), nil)).Sqrt(root)
	r := tail.Rat()
	wanted := root.Mul(root, r.Num())
	wanted.Quo(wanted, r.Denom())
	// The greatest k with the sum at k/10^13 not above what is wanted. Φ(8) leaves less
	// than the least probability that is accepted.
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(13), nil)
	low, high := big.NewInt(0), new(big.Int).Mul(big.NewInt(8), unit)
	one := big.NewInt(1)
	for new(big.Int).Sub(high, low).Cmp(one) > 0 {
		middle := new(big.Int).Add(low, high)
		middle.Rsh(middle, 1)
		z := new(big.Int).Lsh(middle, guard)
		z.Quo(z, unit)
		if normalSeries(z).Cmp(wanted) <= 0 {
			low = middle
		} else {
			high = middle
		}
	}
	return exact.OfRat(new(big.Rat).SetFrac(low, unit)).Round(12, exact.HalfUp), nil
}

// normalSeries is the integral of e^(−t²/2) from 0 to z by its Taylor series,
// Σ (−1)^n z^(2n+1) / (2^n n! (2n+1)), all with guard binary digits.
func normalSeries(z *big.Int) *big.Int {
	square := new(big.Int).Mul(z, z)
	square.Rsh(square, guard)
	power := new(big.Int).Set(z) // z^(2n+1) / (2^n n!)
	sum := new(big.Int).Set(z)
	term := new(big.Int)
	for n := int64(1); power.Sign() != 0; n++ {
		power.Mul(power, square).Rsh(power, guard)
		power.Quo(power, big.NewInt(2*n))
		term.Quo(power, big.NewInt(2*n+1))
		if n%2 == 1 {
			sum.Sub(sum, term)
		} else {
			sum.Add(sum, term)
		}
	}
	return sum
}

// ChiSquareQuantile returns the quantile of χ² with some degrees of freedom, at least
// one, at a probability of at least a half. With one degree it is the square of that
// of the normal distribution at (1 + probability)/2, with more the approximation of
// Wilson and Hilferty (1931), k·(1 − 2/9k + z·√(2/9k))³, with z the quantile of the
// normal distribution. The error is [ErrLevel].
func ChiSquareQuantile(degrees int64, probability exact.Number) (exact.Number, error) {
	if degrees == 1 {
		z, err := NormalQuantile(quotient(exact.Int(1).Add(probability), exact.Int(2)))
		return z.Mul(z), err
	}
	z, err := NormalQuantile(probability)
	if err != nil {
		return z, err
	}
	part := quotient(exact.Int(2), exact.Int(9).Mul(exact.Int(degrees)))
	root := exact.Int(1).Sub(part).Add(z.Mul(Sqrt(part)))
	return exact.Int(degrees).Mul(root).Mul(root).Mul(root), nil
}
