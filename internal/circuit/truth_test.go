//go:build !goexperiment.simd

// How truths are combined is the same whatever the kernels, and the rule engine
// takes longer to build than all that is tested under the experiment.

package circuit_test

import (
	"testing"

	"github.com/trias-sovereignty/trias/internal/circuit"
	"github.com/trias-sovereignty/trias/internal/rules"
)

func TestTruth(t *testing.T) {
	t.Parallel()
	all := []rules.Truth{rules.False, rules.Unknown, rules.True, rules.Error}
	constant := map[rules.Truth]circuit.Truth{
		rules.False: {F: circuit.True}, rules.Unknown: {}, rules.True: {T: circuit.True}, rules.Error: {E: circuit.True},
	}
	b := circuit.New()
	var truths [3]circuit.Truth
	var nodes []circuit.Node
	for i := range truths {
		truths[i] = circuit.Truth{T: b.Input(3 * i), F: b.Input(3*i + 1), E: b.Input(3*i + 2)}
	}
	x, y, z := truths[0], truths[1], truths[2]
	for _, r := range []circuit.Truth{x.Not(), b.AndTruth(x, y, z), b.OrTruth(x, y, z), b.IfTruth(x, y, z)} {
		nodes = append(nodes, r.T, r.F, r.E, b.Unknown(r))
	}
	m := b.Compile(nodes).NewMachine()
	read := func(k int) (got rules.Truth) {
		for i, v := range []rules.Truth{rules.True, rules.False, rules.Error, rules.Unknown} {
			if m.Output(4*k + i)[0]&1 == 0 {
				continue
			}
			if got != 0 {
				t.Errorf("formula %d is both %v and %v", k, got, v)
			}
			got = v
		}
		return got
	}
	fold := func(c circuit.Truth) rules.Truth {
		for v, k := range constant {
			if c == k {
				return v
			}
		}
		return 0
	}
	for _, vx := range all {
		for _, vy := range all {
			for _, vz := range all {
				in := make([]uint64, 9)
				for i, v := range []rules.Truth{vx, vy, vz} {
					if at := map[rules.Truth]int{rules.True: 0, rules.False: 1, rules.Error: 2, rules.Unknown: -1}[v]; at >= 0 {
						in[3*i+at] = 1
					}
				}
				m.Run(in, 1)
				chosen := vx
				switch vx {
				case rules.True:
					chosen = vy
				case rules.False:
					chosen = vz
				}
				cx, cy, cz := constant[vx], constant[vy], constant[vz]
				for k, c := range []struct {
					name   string
					want   rules.Truth
					folded circuit.Truth
				}{
					{"not", vx.Not(), cx.Not()},
					{"and", vx.And(vy).And(vz), b.AndTruth(cx, cy, cz)},
					{"or", vx.Or(vy).Or(vz), b.OrTruth(cx, cy, cz)},
					{"if", chosen, b.IfTruth(cx, cy, cz)},
				} {
					if got := read(k); got != c.want {
						t.Errorf("%s of %v, %v, %v is %v, want %v", c.name, vx, vy, vz, got, c.want)
					}
					if got := fold(c.folded); got != c.want {
						t.Errorf("%s of the constants %v, %v, %v is %v, want %v", c.name, vx, vy, vz, got, c.want)
					}
				}
			}
		}
	}
}
