package circuit

import "math/bits"

// Ones is how many bits of a plane are set.
func Ones(plane []uint64) (n int) {
	whole := len(plane) / strip * strip
	for i := 0; i < whole; i += strip {
		n += ones((*[strip]uint64)(plane[i:]))
	}
	for _, w := range plane[whole:] {
		n += bits.OnesCount64(w)
	}
	return n
}

// OnesBoth is how many bits are set in both planes, as far as the shorter goes.
func OnesBoth(x, y []uint64) (n int) {
	common := min(len(x), len(y))
	x, y = x[:common], y[:common]
	whole := common / strip * strip
	for i := 0; i < whole; i += strip {
		n += onesBoth((*[strip]uint64)(x[i:]), (*[strip]uint64)(y[i:]))
	}
	for i, w := range x[whole:] {
		n += bits.OnesCount64(w & y[whole+i])
	}
	return n
}

// OnesBut is how many bits are set in a plane and not in the other, which is
// false beyond its end.
func OnesBut(plane, other []uint64) int { return Ones(plane) - OnesBoth(plane, other) }

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

func onesBothPlain(p, q *[strip]uint64) int {
	var a, b, c, d int
	for i := 0; i < strip; i += 4 {
		a += bits.OnesCount64(p[i] & q[i])
		b += bits.OnesCount64(p[i+1] & q[i+1])
		c += bits.OnesCount64(p[i+2] & q[i+2])
		d += bits.OnesCount64(p[i+3] & q[i+3])
	}
	return a + b + c + d
}
