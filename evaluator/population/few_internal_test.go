package population

import (
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"testing"

	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evaluator/exact"
)

func fraction(t testing.TB, n, of int64) chance {
	c, err := exact.Parse(fmt.Sprintf("%d/%d", n, of))
	if err != nil {
		t.Fatal(err)
	}
	return chanceOf(c)
}

// TestChances shows that chances are met with their probability to less than 2⁻⁶⁴, and
// that who meets one meets every larger one.
func TestChances(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.Int64Range(1, 1<<rapid.IntRange(0, 62).Draw(t, "digits")).Draw(t, "of")
		n := rapid.Int64Range(0, of).Draw(t, "share")
		if rapid.Bool().Draw(t, "small") {
			n = rapid.Int64Range(0, of/256).Draw(t, "small share")
		}
		number, err := exact.Parse(fmt.Sprintf("%d/%d", n, of))
		if err != nil {
			t.Fatal(err)
		}
		c := chanceOf(number)
		met := new(big.Rat)
		switch below := new(big.Int).SetUint64(c.below); {
		case c.sure:
			met.SetInt64(1)
		case c.small():
			met.SetFrac(below, two64)
		default:
			met.SetFrac(new(big.Int).SetUint64(c.above), two64)
			met.Mul(met, big.NewRat(255, 256)).Add(met, big.NewRat(1, 256))
		}
		off := met.Sub(number.Rat(), met)
		if off.Sign() < 0 || off.Cmp(new(big.Rat).SetFrac(big.NewInt(1), two64)) >= 0 {
			t.Fatalf("%s is met by %s less", number, off.FloatString(30))
		}
		more := rapid.Int64Range(n, of).Draw(t, "more")
		number, err = exact.Parse(fmt.Sprintf("%d/%d", more, of))
		if err != nil {
			t.Fatal(err)
		}
		st := keyOf(rapid.Uint64().Draw(t, "seed"), "stream").block(0)
		for r := range 64 {
			if st.meets(c, r) && !st.meets(chanceOf(number), r) {
				t.Fatalf("record %d meets %d/%d, and not %d/%d", r, n, of, more, of)
			}
		}
	})
}

// TestFewest compares the distribution of how many records have one of the least
// numbers with its moments: those of a binomial distribution.
func TestFewest(t *testing.T) {
	t.Parallel()
	f := least()
	if len(f.below) >= len(few{}.records) {
		t.Fatalf("there are up to %d", len(f.below))
	}
	sum, squares, last := new(big.Rat), new(big.Rat), new(big.Rat)
	for k, b := range f.below {
		at := new(big.Rat).SetFrac(new(big.Int).SetUint64(b), two64)
		share := last.Sub(at, last)
		sum.Add(sum, new(big.Rat).Mul(share, big.NewRat(int64(k), 1)))
		squares.Add(squares, new(big.Rat).Mul(share, big.NewRat(int64(k*k), 1)))
		last = at
	}
	mean, _ := sum.Float64()
	square, _ := squares.Float64()
	if want := 4096.0 / 256; math.Abs(mean-want) > 1e-14 {
		t.Errorf("the mean is %v, not %v", mean, want)
	}
	if variance, want := square-mean*mean, 4096.0/256*255/256; math.Abs(variance-want) > 1e-12 {
		t.Errorf("the variance is %v, not %v", variance, want)
	}
	for _, b := range f.below {
		for _, u := range []uint64{b - 1, b, b + 1, b | 1<<56 - 1, b>>56<<56 - 1} {
			want := 0
			for want < len(f.below) && f.below[want] <= u {
				want++
			}
			if got := f.of(u); got != want {
				t.Errorf("%d stands for %d, not %d", u, got, want)
			}
		}
	}
}

// TestFew draws which records have one of the least numbers: as many as is expected in
// every place, and together with those of other streams and blocks no more often than
// by chance. All bounds are five standard deviations or more.
func TestFew(t *testing.T) {
	t.Parallel()
	const blocks = 1 << 14
	a, b := keyOf(1, "a"), keyOf(1, "b")
	var x, y, before few
	var places [batch.BlockSize]int
	streams, next, total, square := 0, 0, 0, 0
	for i := range int64(blocks) {
		before = x
		a.block(i).few(&x)
		b.block(i).few(&y)
		n := 0
		for g := range x.in {
			n += bits.OnesCount64(x.in[g])
			streams += bits.OnesCount64(x.in[g] & y.in[g])
			next += bits.OnesCount64(x.in[g] & before.in[g])
		}
		if n != x.n {
			t.Fatalf("block %d has %d records, not %d", i, n, x.n)
		}
		for _, r := range x.records[:x.n] {
			places[r]++
			if x.in[r/64]>>(r%64)&1 == 0 {
				t.Fatalf("block %d: record %d is not among them", i, r)
			}
		}
		total += n
		square += (n - 16) * (n - 16)
	}
	within := func(what string, got int, mean float64) {
		if math.Abs(float64(got)-mean) > 5*math.Sqrt(mean) {
			t.Errorf("%s: %d, not about %.0f", what, got, mean)
		}
	}
	within("records", total, 16*blocks)
	within("together with another stream", streams, blocks/16)
	within("together with the block before", next, blocks/16)
	// By the chi-square test, which has 4095 degrees of freedom and so is nearly normal.
	mean, chi := float64(total)/batch.BlockSize, 0.0
	for r, n := range places {
		chi += (float64(n) - mean) * (float64(n) - mean) / mean
		if n == 0 {
			t.Errorf("record %d is never among them", r)
		}
	}
	if math.Abs(chi-4095) > 5*math.Sqrt(2*4095) {
		t.Errorf("chi-square of the places is %.0f, not about 4095", chi)
	}
	// The variance of the sample of a nearly normal variance 15.94.
	if got, want := float64(square)/blocks, 16.0*255/256; math.Abs(got-want) > 6*want*math.Sqrt(2.0/blocks) {
		t.Errorf("the variance is %.2f, not %.2f", got, want)
	}
}

// TestRates counts who meets chances of all sizes, each of them alone and one after
// another, with bounds of five standard deviations.
func TestRates(t *testing.T) {
	t.Parallel()
	const blocks = 128
	for i, c := range [][2]int64{{1, 5000}, {1, 300}, {1, 256}, {1, 250}, {1, 100}, {1, 10}, {3, 10}, {1, 2}, {9, 10}, {999, 1000}} {
		s := &Sampler{population: &Population{}, keys: &keys{seed: 2026}, boundsIndex: map[string]int{}, partitionIndex: map[string]int{}}
		s.partition([]condition{nil})
		e := s.chances([]chanceCase{{nil, fraction(t, c[0], c[1])}}, fmt.Sprint("event ", i))
		sc := s.newScratch()
		one, two := 0, 0
		var out plane
		for sc.block = range blocks {
			sc.parted[everything], sc.laid[0].done = false, false
			e.run(sc, &out)
			for _, w := range out {
				one += bits.OnesCount64(w)
				two += bits.OnesCount64(w & (w >> 1) & 0x5555555555555555)
			}
		}
		p, n := float64(c[0])/float64(c[1]), float64(blocks*batch.BlockSize)
		if off := math.Abs(float64(one) - n*p); off > 5*math.Sqrt(n*p*(1-p)) {
			t.Errorf("%d of %.0f meet %d/%d", one, n, c[0], c[1])
		}
		if off := math.Abs(float64(two) - n/2*p*p); off > 5*math.Sqrt(n/2*p*p*(1-p*p))+1 {
			t.Errorf("%d of %.0f pairs meet %d/%d both", two, n/2, c[0], c[1])
		}
	}
}
