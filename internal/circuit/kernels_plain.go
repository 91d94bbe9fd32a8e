//go:build !(goexperiment.simd && amd64)

package circuit

var kernels = &plainKernels
