package population

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
)

// The generator is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom
// number generators", OOPSLA 2014; the mixing functions are those of
// java.util.SplittableRandom), used with a counter: the n-th word of a stream is
// mix(seed + n·gamma). A stream has a seed and an odd gamma of its own for every
// block, so that any word of any block can be had without those before it, and no
// two streams are parts of one sequence.
//
// The words of a stream are planes: bit l of word 64·g + j is the j-th most
// significant binary digit of the number u of record 64·g + l of the block.

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

// number is u of one record of the block.
func (s stream) number(record int) (u uint64) {
	g, l := uint64(record)/64, uint(record)%64
	for j := range uint64(64) {
		u = u<<1 | s.word(64*g+j)>>l&1
	}
	return u
}
