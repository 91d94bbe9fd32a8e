package population

import (
	"math/big"
	"sync"

	"github.com/trias-sovereignty/trias/evaluator/batch"
)

// Many chances are small, and to compare thousands of numbers with a bound that hardly
// any is below is a waste. So the numbers that chances are compared with are made in two
// steps. First it is found which records of a block have one of the least numbers, the
// lowest 256th of them all: how many they are is read off a number of its own by
// inversion, from the binomial distribution, and which ones is drawn without putting
// back. Their first eight digits are zeros, and the others those of any number. The
// numbers of all other records are uniform over what is left above the least numbers:
// instead of raising them, bounds are lowered.

// few are the records of a block with one of the least numbers.
type few struct {
	n       int
	records [128]uint16 // more than there ever are
	in      plane
}

// fewest says how many records have one of the least numbers: the k with below[k-1] ≤ u <
// below[k], for the number u. The last place stands for all that are left, whose
// share is below 2⁻⁶⁴.
type fewest struct {
	below []uint64
	first [256]int // where to begin for each beginning of u
}

// least is the distribution for a block.
var least = sync.OnceValue(func() *fewest {
	f := &fewest{}
	const n, of = batch.BlockSize, 1 << deep
	// The share of k is n!/(k!·(n−k)!)·(of−1)ⁿ⁻ᵏ/ofⁿ.
	term := new(big.Int).Exp(big.NewInt(of-1), big.NewInt(n), nil)
	sum := new(big.Int)
	for k := int64(0); ; k++ {
		sum.Add(sum, term)
		t := new(big.Int).Rsh(sum, deep*n-64).Uint64()
		if t == 1<<64-1 {
			break
		}
		f.below = append(f.below, t)
		term.Mul(term, big.NewInt(n-k))
		term.Quo(term, big.NewInt((k+1)*(of-1)))
	}
	k := 0
	for b := range f.first {
		for k < len(f.below) && f.below[k] <= uint64(b)<<56 {
			k++
		}
		f.first[b] = k
	}
	return f
})

// of is how many a number stands for.
func (f *fewest) of(u uint64) int {
	n := f.first[u>>56]
	for n < len(f.below) && f.below[n] <= u {
		n++
	}
	return n
}

// few finds the records of the block with one of the least numbers.
func (s stream) few(out *few) {
	n := least().of(s.word(fews))
	out.n, out.in = n, plane{}
	// A word has five places of twelve digits.
	word, left, at := uint64(0), 0, uint64(fews)
	for k := 0; k < n; {
		if left == 0 {
			at++
			word, left = s.word(at), 5
		}
		r := word % batch.BlockSize
		word /= batch.BlockSize
		left--
		if out.in[r/64]>>(r%64)&1 != 0 {
			continue
		}
		out.in[r/64] |= 1 << (r % 64)
		out.records[k] = uint16(r)
		k++
	}
}

// meets reports whether a record meets a chance.
func (s stream) meets(c chance, record int) bool {
	if c.sure || c.never() {
		return c.sure
	}
	var f few
	s.few(&f)
	if f.in[record/64]>>(record%64)&1 != 0 {
		return !c.small() || s.tail(record) < c.below
	}
	return s.number(record) < c.above
}
