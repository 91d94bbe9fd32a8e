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
	var lanes [8]uint64
	at := func(i int) archsimd.Uint64x8 {
		return archsimd.LoadUint64x8((*[8]uint64)(p[8*i:])).OnesCount()
	}
	at(0).Add(at(1)).Add(at(2).Add(at(3))).Add(at(4).Add(at(5)).Add(at(6).Add(at(7)))).Store(&lanes)
	return int(lanes[0] + lanes[1] + lanes[2] + lanes[3] + lanes[4] + lanes[5] + lanes[6] + lanes[7])
}
