//go:build !(goexperiment.simd && amd64)

package circuit

var kernels = &plainKernels

func ones(p *[strip]uint64) int { return onesPlain(p) }

func onesBoth(p, q *[strip]uint64) int { return onesBothPlain(p, q) }
