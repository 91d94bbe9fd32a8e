package circuit_test

import (
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/internal/circuit"
)

func TestSum(t *testing.T) {
	t.Parallel()
	weights := rapid.OneOf(rapid.Uint64Range(0, 9), rapid.SampledFrom([]uint64{1 << 63, ^uint64(0), 12, 96, 1000}), rapid.Uint64())
	rapid.Check(t, func(t *rapid.T) {
		b := circuit.New()
		n := rapid.IntRange(0, 30).Draw(t, "terms")
		terms := make([]circuit.Weighted, n)
		for i := range terms {
			terms[i] = circuit.Weighted{Node: b.Input(i), Weight: weights.Draw(t, "weight")}
		}
		if n > 0 && rapid.Bool().Draw(t, "with a constant") {
			terms[0].Node = circuit.True
		}
		digits := circuit.Sum(b, terms)
		in := words(t, n)
		m := b.Compile(digits).NewMachine()
		m.Run(in, 1)
		for record := range 64 {
			want, got := new(big.Int), new(big.Int)
			for i, term := range terms {
				if term.Node == circuit.True || in[i]>>record&1 != 0 {
					want.Add(want, new(big.Int).SetUint64(term.Weight))
				}
			}
			for k := range digits {
				got.SetBit(got, k, uint(m.Output(k)[0]>>record&1))
			}
			if got.Cmp(want) != 0 {
				t.Fatalf("record %d sums to %v, want %v", record, got, want)
			}
		}
	})
}

// A count of n planes is known to take 5 gates for each full adder, of which
// n minus the number of ones in n's binary form are needed at most.
func TestSumIsSmall(t *testing.T) {
	t.Parallel()
	const n = 127
	for _, weight := range []uint64{1, 8, 1001} {
		b := circuit.New()
		terms := make([]circuit.Weighted, n)
		for i := range terms {
			terms[i] = circuit.Weighted{Node: b.Input(i), Weight: weight}
		}
		digits := circuit.Sum(b, terms)
		most := 5 * n
		if weight == 1001 {
			most += 5 * 7 * 6 // six ones, each adding seven digits once more
		}
		if got := b.Compile(digits).Ops(); got > most {
			t.Errorf("the sum of %d planes of weight %d takes %d instructions, want at most %d", n, weight, got, most)
		}
	}
}

func TestValuesAndHistogram(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		const n = 3
		width := rapid.IntRange(0, 66).Draw(t, "digits")
		all := words(t, width*n)
		digits := make([][]uint64, width)
		for i := range digits {
			digits[i] = all[i*n:][:n]
		}
		var mask []uint64
		if rapid.Bool().Draw(t, "masked") {
			mask = words(t, rapid.IntRange(0, n+1).Draw(t, "words of the mask"))
			if len(mask) > 0 && rapid.Bool().Draw(t, "first word of the mask is empty") {
				mask[0] = 0
			}
		}
		want, wantBeyond := make([]uint64, 40), uint64(0)
		for w := range n {
			values := circuit.Values(digits, w)
			for record, got := range values {
				var v uint64
				for i, d := range digits[:min(width, 64)] {
					v |= d[w] >> record & 1 << i
				}
				if got != v {
					t.Fatalf("record %d of word %d is %#x, want %#x", record, w, got, v)
				}
				switch {
				case width == 0 || mask != nil && (w >= len(mask) || mask[w]>>record&1 == 0):
				case v < uint64(len(want)):
					want[v]++
				default:
					wantBeyond++
				}
			}
		}
		counts := make([]uint64, len(want))
		beyond := circuit.Histogram(digits, mask, counts)
		if d := cmp.Diff(want, counts); d != "" || beyond != wantBeyond {
			t.Errorf("counted %d beyond, want %d; counts (-want +got):\n%s", beyond, wantBeyond, d)
		}
		if width > 0 {
			for _, word := range []int{-1, n} {
				if got := circuit.Values(digits, word); got != [64]uint64{} {
					t.Errorf("word %d, which is not there, has values", word)
				}
			}
		}
	})
}

func TestAtLeast(t *testing.T) {
	t.Parallel()
	b := circuit.New()
	digits := []circuit.Node{b.Input(0), b.Input(1), b.Input(2), b.Input(3)}
	bounds := []uint64{0, 1, 2, 3, 7, 8, 9, 15, 16, 1 << 40}
	nodes := make([]circuit.Node, len(bounds))
	for i, bound := range bounds {
		nodes[i] = b.AtLeast(digits, bound)
	}
	m := b.Compile(nodes).NewMachine()
	for v := range uint64(16) {
		m.Run([]uint64{v & 1, v >> 1 & 1, v >> 2 & 1, v >> 3 & 1}, 1)
		for i, bound := range bounds {
			if got := m.Output(i)[0]&1 != 0; got != (v >= bound) {
				t.Errorf("%d is at least %d: %t", v, bound, got)
			}
		}
	}
}
