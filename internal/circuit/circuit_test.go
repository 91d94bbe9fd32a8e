package circuit_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/internal/circuit"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// formula is a node with the naive evaluation it stands for: the word of 64
// records of it, given one word per input plane.
type formula struct {
	node circuit.Node
	word func(in []uint64) uint64
}

const planes = 7

func choose(c, t, e uint64) uint64 { return c&t | ^c&e }

// formulas draws formulas that are built upon each other.
func formulas(t *rapid.T, b *circuit.Builder) []formula {
	fs := []formula{
		{circuit.False, func([]uint64) uint64 { return 0 }},
		{circuit.True, func([]uint64) uint64 { return ^uint64(0) }},
	}
	for i := range planes {
		fs = append(fs, formula{b.Input(i), func(in []uint64) uint64 { return in[i] }})
	}
	pick := func(label string) formula { return fs[rapid.IntRange(0, len(fs)-1).Draw(t, label)] }
	some := func(label string) ([]circuit.Node, []formula) {
		chosen := make([]formula, rapid.IntRange(0, 9).Draw(t, label))
		nodes := make([]circuit.Node, len(chosen))
		for i := range chosen {
			chosen[i] = pick(label)
			nodes[i] = chosen[i].node
		}
		return nodes, chosen
	}
	all := func(fs []formula) func([]uint64) uint64 {
		return func(in []uint64) uint64 {
			w := ^uint64(0)
			for _, f := range fs {
				w &= f.word(in)
			}
			return w
		}
	}
	any := func(fs []formula) func([]uint64) uint64 {
		return func(in []uint64) uint64 {
			w := uint64(0)
			for _, f := range fs {
				w |= f.word(in)
			}
			return w
		}
	}
	for range rapid.IntRange(0, 40).Draw(t, "gates") {
		var f formula
		switch rapid.IntRange(0, 6).Draw(t, "gate") {
		case 0:
			x := pick("x")
			f = formula{b.Not(x.node), func(in []uint64) uint64 { return ^x.word(in) }}
		case 1:
			nodes, of := some("and")
			f = formula{b.And(nodes...), all(of)}
		case 2:
			nodes, of := some("or")
			f = formula{b.Or(nodes...), any(of)}
		case 3:
			nodes, of := some("andTree")
			f = formula{b.AndTree(nodes), all(of)}
		case 4:
			nodes, of := some("orTree")
			f = formula{b.OrTree(nodes), any(of)}
		case 5:
			x, y := pick("x"), pick("y")
			f = formula{b.Xor(x.node, y.node), func(in []uint64) uint64 { return x.word(in) ^ y.word(in) }}
		case 6:
			c, x, y := pick("c"), pick("x"), pick("y")
			f = formula{b.If(c.node, x.node, y.node), func(in []uint64) uint64 { return choose(c.word(in), x.word(in), y.word(in)) }}
		}
		known := map[string]uint64{} // evaluate shared parts once
		word := f.word
		f.word = func(in []uint64) uint64 {
			key := string(bytesOf(in))
			if w, ok := known[key]; ok {
				return w
			}
			known[key] = word(in)
			return known[key]
		}
		fs = append(fs, f)
	}
	return fs
}

func bytesOf(in []uint64) []byte {
	out := make([]byte, 0, 8*len(in))
	for _, w := range in {
		for s := 0; s < 64; s += 8 {
			out = append(out, byte(w>>s))
		}
	}
	return out
}

// words draws planes of the given length, one after the other.
func words(t *rapid.T, n int) []uint64 {
	seed := rapid.Uint64().Draw(t, "words")
	out := make([]uint64, n)
	for i := range out {
		seed = seed*6364136223846793005 + 1442695040888963407
		out[i] = seed ^ seed>>29
	}
	return out
}

func TestRandomCircuits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		b := circuit.New()
		fs := formulas(t, b)
		nodes := make([]circuit.Node, len(fs))
		for i, f := range fs {
			nodes[i] = f.node
		}
		m := b.Compile(nodes).NewMachine()
		for range 2 {
			n := rapid.SampledFrom([]int{0, 1, 5, 64, 65, 130}).Draw(t, "words per plane")
			in := words(t, planes*n)
			m.Run(in, n)
			for k, f := range fs {
				out := m.Output(k)
				if len(out) != n {
					t.Fatalf("output %d has %d words, want %d", k, len(out), n)
				}
				for w := range out {
					column := make([]uint64, planes)
					for i := range column {
						column[i] = in[i*n+w]
					}
					if want := f.word(column); out[w] != want {
						t.Fatalf("output %d word %d is %#x, want %#x", k, w, out[w], want)
					}
				}
			}
		}
	})
}

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

func TestCount(t *testing.T) {
	t.Parallel()
	b := circuit.New()
	m := b.Compile([]circuit.Node{b.Input(0), b.Not(b.Input(1)), circuit.True, circuit.False}).NewMachine()
	m.Run([]uint64{0b1011, 1 << 63, 0, ^uint64(0)}, 2)
	for _, tt := range []struct {
		name string
		mask []uint64
		want [4]int
	}{
		{"all", nil, [4]int{4, 64, 128, 0}},
		{"some", []uint64{0b11, 1 << 63}, [4]int{3, 2, 3, 0}},
		{"short", []uint64{0b11}, [4]int{2, 2, 2, 0}},
		{"long", []uint64{0, 0, 1}, [4]int{0, 0, 0, 0}},
	} {
		for k, want := range tt.want {
			if got := m.Count(k, tt.mask); got != want {
				t.Errorf("%s: output %d counts %d, want %d", tt.name, k, got, want)
			}
		}
	}
}

// Planes that the caller does not give are false; that includes those of a
// negative number.
func TestMissingPlanes(t *testing.T) {
	t.Parallel()
	b := circuit.New()
	m := b.Compile([]circuit.Node{b.Input(0), b.Input(1), b.Input(2), b.Input(-1)}).NewMachine()
	for _, in := range [][]uint64{nil, {1, 2, 3}} {
		m.Run(in, 2)
		padded := append(append([]uint64{}, in...), 0, 0, 0, 0, 0, 0)
		for k := range 3 {
			for w := range 2 {
				if got, want := m.Output(k)[w], padded[2*k+w]; got != want {
					t.Errorf("of %v, plane %d word %d is %d, want %d", in, k, w, got, want)
				}
			}
		}
		if m.Count(3, nil) != 0 {
			t.Error("a plane with a negative number holds")
		}
	}
	m.Run(nil, -1)
	if got := m.Output(2); len(got) != 0 {
		t.Errorf("a negative number of words yields %d", len(got))
	}
}
