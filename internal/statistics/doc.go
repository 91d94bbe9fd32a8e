// Package statistics computes statistics of counts without binary floating point, so
// that the same counts give the same digits on any machine.
//
// What is a fraction is computed as one. What is not, a root or a quantile, is
// computed with integers to more decimals than are ever shown, rounded down. Who shows
// a result rounds it once, with [Rounded].
package statistics

import (
	"errors"
	"math/big"

	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// Digits is how many decimals roots and quantiles are computed to, at least.
const Digits = 30

// ErrLevel is returned for a probability that has no quantile here.
var ErrLevel = errors.New("a probability is above 0 and below 1, and has at most 15 decimals")

// Rounded returns a number rounded half up to so many decimals.
func Rounded(n exact.Number, places int) exact.Number { return n.Round(places, exact.HalfUp) }

// scale is 10^Digits.
var scale = new(big.Int).Exp(big.NewInt(10), big.NewInt(Digits), nil)

// fixed returns ⌊r · scale⌋.
func fixed(r *big.Rat) *big.Int {
	n := new(big.Int).Mul(r.Num(), scale)
	return n.Div(n, r.Denom()) // floor: denominators are above 0
}

// number is n / scale.
func number(n *big.Int) exact.Number { return exact.OfRat(new(big.Rat).SetFrac(n, scale)) }

// Sqrt returns the root of a number that is not negative, rounded down to [Digits]
// decimals; 0 of a negative one.
func Sqrt(n exact.Number) exact.Number {
	if n.Sign() <= 0 {
		return exact.Number{}
	}
	r := n.Rat()
	square := new(big.Int).Mul(scale, scale)
	square.Mul(square, r.Num()).Quo(square, r.Denom())
	return number(square.Sqrt(square))
}

// quotient is a / b for b that is not 0.
func quotient(a, b exact.Number) exact.Number {
	q, _ := a.Quo(b)
	return q
}
