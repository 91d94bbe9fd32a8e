package circuit_test

import (
	"testing"

	"github.com/trias-sovereignty/trias/internal/circuit"
)

// meaning is what the key of a kernel says: for every record, 64 of a word.
func meaning(key string, word int, x [4][64]uint64) uint64 {
	flip := uint64(0)
	if key[0] == '!' {
		flip, key = ^uint64(0), key[1:]
	}
	next := 0
	operand := func() uint64 {
		next++
		return x[next-1][word]
	}
	switch {
	case key == "":
		return ^operand()
	case key[0] == '^':
		w := uint64(0)
		for range key {
			w ^= operand()
		}
		return w ^ flip
	}
	at := 0
	var conjunction func() uint64
	conjunction = func() uint64 {
		w := ^uint64(0)
		for at < len(key) {
			c := key[at]
			at++
			switch c {
			case '+':
				w &= operand()
			case '-':
				w &= ^operand()
			case '(':
				w &= ^conjunction()
			case ')':
				return w
			}
		}
		return w
	}
	return conjunction() ^ flip
}

func TestKernels(t *testing.T) {
	t.Parallel()
	var x [4][64]uint64
	in := random(4)
	for i := range x {
		copy(x[i][:], in[i*64:])
	}
	keys, sets := circuit.Kernels()
	for name, run := range sets {
		for i, key := range keys {
			got := run[i](x)
			for w := range got {
				if want := meaning(key, w, x); got[w] != want {
					t.Errorf("%s: kernel %q yields %#x for word %d, want %#x", name, key, got[w], w, want)
					break
				}
			}
		}
	}
}
