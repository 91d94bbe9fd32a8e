package population

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"

	"github.com/trias-sovereignty/trias/evaluator/batch"
)

// The generator is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom
// number generators", OOPSLA 2014; the mixing functions are those of
// java.util.SplittableRandom), used with a counter: the n-th word of a stream is
// mix(seed + n·gamma). A stream has a seed and an odd gamma of its own for every
// block, so that any word of any block can be had without those before it, and no
// two streams are parts of one sequence.
//
// The number u of a record is put together from two kinds of words. Its first eight
// binary digits stand in planes, for 64 records at once: bit l of word 8·g + j is digit
// j of record 64·g + l of the block. They nearly always say what is to be known. The
// other 56 are the first ones of a word of the record's own, number 512 + 64·g + l, which
// is made where they do not.

const (
	// deep is how many of the first digits of numbers stand in planes.
	deep = 8
	// tails is the first of the words that have the other digits, fews the first of
	// those that say which records have one of the few least numbers.
	tails = words * deep
	fews  = tails + batch.BlockSize
)

// key is where a stream comes from: SHA-256 of the seed of the population and the
// name of the stream.
type key struct{ a, b uint64 }

func keyOf(seed uint64, stream string) key {
	h := sha256.New()
	h.Write([]byte("trias population/v1\x00"))
	var s [8]byte
	binary.LittleEndian.PutUint64(s[:], seed)
	h.Write(s[:])
	h.Write([]byte(stream))
	sum := h.Sum(nil)
	return key{binary.LittleEndian.Uint64(sum), binary.LittleEndian.Uint64(sum[8:])}
}

const golden = 0x9e3779b97f4a7c15 // 2⁶⁴ divided by the golden ratio, made odd

// stream is a stream within one block.
type stream struct{ seed, gamma uint64 }

func (k key) block(i int64) stream {
	return stream{mix(k.a + uint64(i)*golden), mixGamma(k.b + uint64(i)*golden)}
}

// mix is Stafford's variant 13 of the finaliser of MurmurHash3.
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// mixGamma makes an odd number whose binary digits change often enough for a
// counter to be mixed well.
func mixGamma(z uint64) uint64 {
	z = (z ^ z>>33) * 0xff51afd7ed558ccd
	z = (z ^ z>>33) * 0xc4ceb9fe1a85ec53
	z = z ^ z>>33 | 1
	if bits.OnesCount64(z^z>>1) < 24 {
		z ^= 0xaaaaaaaaaaaaaaaa
	}
	return z
}

// word is the n-th word of the stream.
func (s stream) word(n uint64) uint64 { return mix(s.seed + (n+1)*s.gamma) }

// tail is what follows the first digits of the number of a record.
func (s stream) tail(record int) uint64 { return s.word(tails+uint64(record)) >> deep }

// number is u of one record of the block.
func (s stream) number(record int) (u uint64) {
	g, l := uint64(record)/64, uint(record)%64
	for j := range uint64(deep) {
		u = u<<1 | s.word(deep*g+j)>>l&1
	}
	return u<<(64-deep) | s.tail(record)
}

// upper returns the first digits of the numbers of eight times eight records: byte l of
// word b is that of record 8·b + l. Word j has the j-th digit of all.
func upper(w *[deep]uint64) (x [8]uint64) {
	for j := range x {
		x[j] = w[deep-1-j]
	}
	// The bytes about the diagonal of the matrix that they make.
	for i := range 4 {
		t := (x[i]>>32 ^ x[i+4]) & 0x00000000ffffffff
		x[i] ^= t << 32
		x[i+4] ^= t
	}
	for _, i := range [...]int{0, 1, 4, 5} {
		t := (x[i]>>16 ^ x[i+2]) & 0x0000ffff0000ffff
		x[i] ^= t << 16
		x[i+2] ^= t
	}
	for _, i := range [...]int{0, 2, 4, 6} {
		t := (x[i]>>8 ^ x[i+1]) & 0x00ff00ff00ff00ff
		x[i] ^= t << 8
		x[i+1] ^= t
	}
	for i := range x {
		x[i] = transpose8(x[i])
	}
	return x
}

// transpose8 turns a matrix of 8 times 8 bits, a byte a row, about its diagonal (Warren,
// Hacker's Delight, 2nd ed., section 7–3).
func transpose8(x uint64) uint64 {
	t := (x ^ x>>7) & 0x00aa00aa00aa00aa
	x ^= t ^ t<<7
	t = (x ^ x>>14) & 0x0000cccc0000cccc
	x ^= t ^ t<<14
	t = (x ^ x>>28) & 0x00000000f0f0f0f0
	return x ^ t ^ t<<28
}
