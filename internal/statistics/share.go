package statistics

import "github.com/trias-sovereignty/trias/evaluator/exact"

// Wilson returns the score interval of a share of count among of, which is above 0
// (Wilson, "Probable inference, the law of succession, and statistical inference",
// Journal of the American Statistical Association 22, 1927): with n = of, p = count/n
// and the quantile z of the normal distribution
//
//	(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)
//
// It begins at 0 where nothing is counted and ends at 1 where all are.
func Wilson(count, of int64, z exact.Number) (low, high exact.Number) {
	n, c := exact.Int(of), exact.Int(count)
	square := z.Mul(z)
	// With n² in the numerator: (2c + z² ± z·√(z² + 4c(n−c)/n)) / (2(n + z²)).
	root := z.Mul(Sqrt(square.Add(quotient(exact.Int(4).Mul(c).Mul(n.Sub(c)), n))))
	middle := exact.Int(2).Mul(c).Add(square)
	whole := exact.Int(2).Mul(n.Add(square))
	low, high = quotient(middle.Sub(root), whole), quotient(middle.Add(root), whole)
	if count == 0 {
		low = exact.Number{}
	}
	if count == of {
		high = exact.Int(1)
	}
	return low, high
}
