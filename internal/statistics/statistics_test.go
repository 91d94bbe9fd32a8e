package statistics_test

import (
	"errors"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/internal/statistics"
)

// The quantiles are those of the tables that every textbook has, to the digits of
// qnorm in R.
func TestNormalQuantile(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ probability, want string }{
		{"0.5", "0"},
		{"0.8", "0.841621233573"},
		{"0.9", "1.281551565545"},
		{"0.95", "1.644853626951"},
		{"0.975", "1.95996398454"},
		{"0.99", "2.326347874041"},
		{"0.995", "2.575829303549"},
		{"0.9995", "3.290526731492"},
		{"0.9999", "3.719016485456"},
		{"0.025", "-1.95996398454"},
		{"0.999999999", "5.997807015008"},
	} {
		got, err := statistics.NormalQuantile(exact.MustParse(c.probability))
		if err != nil || got.String() != c.want {
			t.Errorf("quantile at %s = %s, %v, want %s", c.probability, got, err, c.want)
		}
	}
}

func TestNormalQuantileRefuses(t *testing.T) {
	t.Parallel()
	for _, p := range []string{"0", "1", "-0.5", "1.5", "1/3", "0.9999999999999999"} {
		if got, err := statistics.NormalQuantile(exact.MustParse(p)); !errors.Is(err, statistics.ErrLevel) {
			t.Errorf("quantile at %s = %s, %v", p, got, err)
		}
	}
}

// The error function of package math is another way to the same distribution.
func TestNormalQuantileInverts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.Int64Range(1, 999999).Draw(t, "p")
		level, _ := exact.Fraction(p, 1000000)
		z, err := statistics.NormalQuantile(level)
		if err != nil {
			t.Fatal(err)
		}
		f, _ := z.Rat().Float64()
		if got := math.Erfc(-f/math.Sqrt2) / 2; math.Abs(got-float64(p)/1e6) > 1e-11 {
			t.Fatalf("Φ(%s) = %v, want %v", z, got, float64(p)/1e6)
		}
	})
}

// Upper points of χ² as tabulated; the approximation is that good.
func TestChiSquareQuantile(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		degrees     int64
		probability string
		want, close float64
	}{
		{1, "0.95", 3.841459, 1e-6},
		{1, "0.99", 6.634897, 1e-6},
		{2, "0.95", 5.991465, 0.06},
		{5, "0.99", 15.08627, 0.05},
		{10, "0.95", 18.30704, 0.02},
		{30, "0.99", 50.89218, 0.03},
	} {
		got, err := statistics.ChiSquareQuantile(c.degrees, exact.MustParse(c.probability))
		if f, _ := got.Rat().Float64(); err != nil || math.Abs(f-c.want) > c.close {
			t.Errorf("χ² with %d at %s = %v, %v, want %v", c.degrees, c.probability, f, err, c.want)
		}
	}
	if _, err := statistics.ChiSquareQuantile(3, exact.Int(1)); !errors.Is(err, statistics.ErrLevel) {
		t.Errorf("at 1: %v", err)
	}
}

// Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
// Medicine 17 (1998), table I, method 3.
func TestWilson(t *testing.T) {
	t.Parallel()
	z, err := statistics.NormalQuantile(exact.MustParse("0.975"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		count, of int64
		low, high string
	}{
		{81, 263, "0.2553", "0.3662"},
		{15, 148, "0.0624", "0.1605"},
		{0, 20, "0.0000", "0.1611"},
		{1, 29, "0.0061", "0.1718"},
	} {
		low, high := statistics.Wilson(c.count, c.of, z)
		if low.Fixed(4, exact.HalfUp) != c.low || high.Fixed(4, exact.HalfUp) != c.high {
			t.Errorf("%d of %d: %s to %s, want %s to %s", c.count, c.of, low.Fixed(4, exact.HalfUp), high.Fixed(4, exact.HalfUp), c.low, c.high)
		}
	}
}

// The ends of the interval are where the score test just does not reject, which is how
// it is defined: n(p − π)² = z²π(1 − π).
func TestWilsonInvertsTheScoreTest(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.Int64Range(1, 1e9).Draw(t, "of")
		count := rapid.Int64Range(0, of).Draw(t, "count")
		z := exact.MustParse("1.95996398454")
		p, _ := exact.Fraction(count, of)
		low, high := statistics.Wilson(count, of, z)
		if low.Cmp(p) > 0 || high.Cmp(p) < 0 || low.Sign() < 0 || high.Cmp(exact.Int(1)) > 0 {
			t.Fatalf("%d of %d: %s to %s", count, of, low, high)
		}
		for _, end := range []exact.Number{low, high} {
			if end.IsZero() || end.Equal(exact.Int(1)) {
				continue
			}
			left := p.Sub(end).Mul(p.Sub(end)).Mul(exact.Int(of))
			right := z.Mul(z).Mul(end).Mul(exact.Int(1).Sub(end))
			if left.Sub(right).Abs().Cmp(exact.MustParse("0.000000000001")) > 0 {
				t.Fatalf("%d of %d at %s: %s is not %s", count, of, end, left, right)
			}
		}
	})
}

func TestSqrt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ of, want string }{
		{"0", "0"}, {"-1", "0"}, {"4", "2"}, {"2", "1.414213562373095048801688724209"}, {"0.01", "0.1"},
	} {
		if got := statistics.Sqrt(exact.MustParse(c.of)); got.String() != c.want {
			t.Errorf("√%s = %s, want %s", c.of, got, c.want)
		}
	}
}

// values is a sample with its classes.
type values struct {
	class []int
	value []int64
}

func (v values) sums(classes int) (statistics.Moments, []statistics.Class) {
	all := statistics.Moments{N: int64(len(v.value)), Sum: new(big.Int), Squares: new(big.Int)}
	of := make([]statistics.Class, classes)
	for i := range of {
		of[i].Sum = new(big.Int)
	}
	for i, y := range v.value {
		n := big.NewInt(y)
		all.Sum.Add(all.Sum, n)
		all.Squares.Add(all.Squares, new(big.Int).Mul(n, n))
		of[v.class[i]].N++
		of[v.class[i]].Sum.Add(of[v.class[i]].Sum, n)
	}
	return all, of
}

func float(n exact.Number) float64 {
	f, _ := n.Rat().Float64()
	return f
}

func TestMoments(t *testing.T) {
	t.Parallel()
	all, _ := values{class: make([]int, 8), value: []int64{2, 4, 4, 4, 5, 5, 7, 9}}.sums(1)
	if got := all.Mean().String(); got != "5" {
		t.Errorf("mean %s", got)
	}
	if got := all.Variance().String(); got != "4" {
		t.Errorf("variance %s", got)
	}
	if got := all.Deviation().Fixed(6, exact.HalfUp); got != "2.138090" { // √(32/7)
		t.Errorf("deviation %s", got)
	}
}

// Ishigami and Homma (1990), with a = 7 and b = 0.1, as in Saltelli et al., "Global
// Sensitivity Analysis: The Primer" (2008): first-order indices 0.3139, 0.4424 and 0.
func TestRatioOfIshigami(t *testing.T) {
	t.Parallel()
	const steps = 60
	var v [3]values
	at := func(i int) float64 { return -math.Pi + 2*math.Pi*(float64(i)+0.5)/steps }
	for i := range steps {
		for j := range steps {
			for k := range steps {
				y := math.Sin(at(i)) + 7*math.Pow(math.Sin(at(j)), 2) + 0.1*math.Pow(at(k), 4)*math.Sin(at(i))
				for f, class := range []int{i, j, k} {
					v[f].class = append(v[f].class, class)
					v[f].value = append(v[f].value, int64(math.Round(y*1e6)))
				}
			}
		}
	}
	for f, want := range []float64{0.3139, 0.4424, 0} {
		all, classes := v[f].sums(steps)
		ratio, ok := statistics.Ratio(all, classes)
		if !ok || math.Abs(float(ratio)-want) > 0.001 {
			t.Errorf("factor %d: %s, want %v", f+1, ratio, want)
		}
	}
}

// The g-function of Sobol' with a = (0, 1, 9): V_i = 1 / (3(1 + a_i)²), and the whole
// variance is the product of 1 + V_i, less 1.
func TestRatioOfSobolG(t *testing.T) {
	t.Parallel()
	const steps = 60
	a := []float64{0, 1, 9}
	var v [3]values
	for n := range steps * steps * steps {
		at := []int{n % steps, n / steps % steps, n / steps / steps}
		y := 1.0
		for f, k := range at {
			y *= (math.Abs(4*(float64(k)+0.5)/steps-2) + a[f]) / (1 + a[f])
		}
		for f, class := range at {
			v[f].class = append(v[f].class, class)
			v[f].value = append(v[f].value, int64(math.Round(y*1e6)))
		}
	}
	whole := 1.0
	for _, x := range a {
		whole *= 1 + 1/(3*(1+x)*(1+x))
	}
	for f, x := range a {
		all, classes := v[f].sums(steps)
		ratio, ok := statistics.Ratio(all, classes)
		if want := 1 / (3 * (1 + x) * (1 + x)) / (whole - 1); !ok || math.Abs(float(ratio)-want) > 0.002 {
			t.Errorf("factor %d: %s, want %v", f+1, ratio, want)
		}
	}
}

func TestRatioOfNothingToExplain(t *testing.T) {
	t.Parallel()
	all, classes := values{class: []int{0, 1}, value: []int64{1, 1}}.sums(2)
	if ratio, ok := statistics.Ratio(all, classes); ok {
		t.Errorf("ratio %s", ratio)
	}
	if index, ok := statistics.Unbiased(exact.Int(1), 2, 2); ok {
		t.Errorf("index %s", index)
	}
}

// Where nothing influences anything the ratio is (k − 1)/(n − 1) in the mean over all
// permutations, and the unbiased index 0.
func TestUnbiasedOverPermutations(t *testing.T) {
	t.Parallel()
	value := []int64{0, 0, 1, 1, 3}
	class := []int{0, 0, 0, 1, 1}
	mean, n := exact.Number{}, int64(0)
	var permute func(k int)
	permute = func(k int) {
		if k == len(value) {
			all, classes := values{class, value}.sums(2)
			ratio, _ := statistics.Ratio(all, classes)
			index, _ := statistics.Unbiased(ratio, all.N, 2)
			mean, n = mean.Add(index), n+1
			return
		}
		for i := k; i < len(value); i++ {
			value[k], value[i] = value[i], value[k]
			permute(k + 1)
			value[k], value[i] = value[i], value[k]
		}
	}
	permute(0)
	if mean, _ = mean.Quo(exact.Int(n)); mean.Abs().Cmp(exact.MustParse("0.000000001")) > 0 {
		t.Errorf("mean of the index over %d permutations is %s", n, mean)
	}
}

// The standard error is near that of the jackknife, which knows nothing of influence
// functions.
func TestRatioErrorAgainstTheJackknife(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		var v values
		chance := []float64{r.Float64(), r.Float64(), r.Float64()}
		for range 3000 {
			k, y := r.IntN(3), int64(0)
			if r.Float64() < chance[k] {
				y = 1
			}
			v.class, v.value = append(v.class, k), append(v.value, y)
		}
		all, classes := v.sums(3)
		ratio, _ := statistics.Ratio(all, classes)
		got := float(statistics.RatioError(all, classes, ratio))
		// All records of one class and value leave the same sample behind.
		var sum, squares float64
		for k := range classes {
			for y, count := range []int64{classes[k].N - classes[k].Sum.Int64(), classes[k].Sum.Int64()} {
				less := statistics.Moments{N: all.N - 1, Sum: big.NewInt(all.Sum.Int64() - int64(y)), Squares: big.NewInt(all.Squares.Int64() - int64(y))}
				without := make([]statistics.Class, 3)
				copy(without, classes)
				without[k] = statistics.Class{N: classes[k].N - 1, Sum: big.NewInt(classes[k].Sum.Int64() - int64(y))}
				left, _ := statistics.Ratio(less, without)
				sum += float64(count) * float(left)
				squares += float64(count) * float(left) * float(left)
			}
		}
		n := float64(all.N)
		want := math.Sqrt((n - 1) / n * (squares - sum*sum/n))
		if math.Abs(got-want) > 0.02*want+1e-5 {
			t.Errorf("standard error %v, by the jackknife %v", got, want)
		}
	}
}
