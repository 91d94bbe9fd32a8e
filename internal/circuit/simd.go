//go:build goexperiment.simd && amd64

package circuit

import "simd/archsimd"

// kernels are those with vector instructions where the processor has them.
var kernels = func() *[len(plainKernels)]kernel {
	if archsimd.X86.AVX512() {
		return &vectorKernels
	}
	return &plainKernels
}()

func ones(p *[strip]uint64) int {
	if !archsimd.X86.AVX512VPOPCNTDQ() {
		return onesPlain(p)
	}
	a, b := load(p, 0).OnesCount(), load(p, 8).OnesCount()
	for i := 16; i < strip; i += 16 {
		a = a.Add(load(p, i).OnesCount())
		b = b.Add(load(p, i+8).OnesCount())
	}
	return lanes(a.Add(b))
}

func onesBoth(p, q *[strip]uint64) int {
	if !archsimd.X86.AVX512VPOPCNTDQ() {
		return onesBothPlain(p, q)
	}
	a, b := load(p, 0).And(load(q, 0)).OnesCount(), load(p, 8).And(load(q, 8)).OnesCount()
	for i := 16; i < strip; i += 16 {
		a = a.Add(load(p, i).And(load(q, i)).OnesCount())
		b = b.Add(load(p, i+8).And(load(q, i+8)).OnesCount())
	}
	return lanes(a.Add(b))
}

func load(p *[strip]uint64, i int) archsimd.Uint64x8 {
	return archsimd.LoadUint64x8((*[8]uint64)(p[i:]))
}

// lanes adds up the eight numbers of a vector.
func lanes(v archsimd.Uint64x8) (n int) {
	var all [8]uint64
	v.Store(&all)
	for _, w := range all {
		n += int(w)
	}
	return n
}
