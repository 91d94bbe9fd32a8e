package circuit

import "math/bits"

// Ones is how many bits of a plane are set.
func Ones(plane []uint64) (n int) {
	strips := len(plane) / strip * strip
	for i := 0; i < strips; i += strip {
		n += ones((*[strip]uint64)(plane[i:]))
	}
	for _, w := range plane[strips:] {
		n += bits.OnesCount64(w)
	}
	return n
}

// onesPlain counts in four sums, so that no addition waits for the last.
func onesPlain(p *[strip]uint64) int {
	var a, b, c, d int
	for i := 0; i < strip; i += 4 {
		a += bits.OnesCount64(p[i])
		b += bits.OnesCount64(p[i+1])
		c += bits.OnesCount64(p[i+2])
		d += bits.OnesCount64(p[i+3])
	}
	return a + b + c + d
}
