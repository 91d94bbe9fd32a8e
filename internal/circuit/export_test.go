package circuit

// Kernels are the kinds of instructions as the compiler writes them, and what
// each set of kernels this machine can run computes of four planes.
func Kernels() (keys []string, run map[string][]func(x [4][64]uint64) [64]uint64) {
	keys = make([]string, len(plainKernels))
	for key, kind := range kinds {
		keys[kind] = key
	}
	run = map[string][]func(x [4][64]uint64) [64]uint64{}
	for name, set := range map[string]*[len(plainKernels)]kernel{"plain": &plainKernels, "in use": kernels} {
		for _, k := range set {
			run[name] = append(run[name], func(x [4][64]uint64) [64]uint64 {
				var d plane
				k(&d, (*plane)(&x[0]), (*plane)(&x[1]), (*plane)(&x[2]), (*plane)(&x[3]))
				return d
			})
		}
	}
	return keys, run
}
