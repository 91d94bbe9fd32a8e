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
