package circuit_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/internal/circuit"
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

func TestOnes(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		x := words(t, rapid.IntRange(0, 200).Draw(t, "length"))
		y := words(t, rapid.IntRange(0, 200).Draw(t, "other length"))
		var all, both int
		for i := range 64 * len(x) {
			if x[i/64]>>(i%64)&1 == 0 {
				continue
			}
			all++
			if i/64 < len(y) && y[i/64]>>(i%64)&1 != 0 {
				both++
			}
		}
		if got := circuit.Ones(x); got != all {
			t.Errorf("%d ones, want %d", got, all)
		}
		if got := circuit.OnesBoth(x, y); got != both {
			t.Errorf("%d ones in both, want %d", got, both)
		}
		if got := circuit.OnesBut(x, y); got != all-both {
			t.Errorf("%d ones in the first alone, want %d", got, all-both)
		}
	})
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

// A machine keeps the addresses of planes between runs; those of other planes
// must not be mistaken for them, whichever parts of memory they share.
func TestPlanesThatMove(t *testing.T) {
	t.Parallel()
	b := circuit.New()
	m := b.Compile([]circuit.Node{b.And(b.Input(0), b.Input(1))}).NewMachine()
	memory := random(8)
	for _, run := range []struct{ from, words int }{{0, 128}, {64, 128}, {64, 64}, {64, 64}, {128, 64}, {0, 100}, {64, 100}, {3, 5}, {4, 5}, {64, 100}, {0, 128}} {
		in := memory[run.from:]
		m.Run(in, run.words)
		for w, got := range m.Output(0) {
			if want := in[w] & in[run.words+w]; got != want {
				t.Errorf("%d words from %d on: word %d is %#x, want %#x", run.words, run.from, w, got, want)
				break
			}
		}
	}
}

func TestLaws(t *testing.T) {
	t.Parallel()
	b := circuit.New()
	x, y, z := b.Input(0), b.Input(1), b.Input(2)
	not := b.Not
	for _, tt := range []struct {
		law       string
		got, want circuit.Node
	}{
		{"an input is one node", b.Input(0), x},
		{"not not x", not(not(x)), x},
		{"no members of and", b.And(), circuit.True},
		{"no members of or", b.Or(), circuit.False},
		{"no members of an and tree", b.AndTree(nil), circuit.True},
		{"no members of an or tree", b.OrTree(nil), circuit.False},
		{"one member", b.And(x), x},
		{"order", b.And(x, y), b.And(y, x)},
		{"order of many", b.And(x, not(y), z), b.And(z, x, not(y))},
		{"repetition", b.And(x, y, x, x), b.And(x, y)},
		{"x & true", b.And(x, circuit.True), x},
		{"x & false", b.And(x, circuit.False), circuit.False},
		{"x | true", b.Or(x, circuit.True), circuit.True},
		{"x | false", b.Or(x, circuit.False), x},
		{"x & !x", b.And(x, not(x)), circuit.False},
		{"x & y & !x", b.And(x, y, not(x)), circuit.False},
		{"x | !x", b.Or(x, not(x)), circuit.True},
		{"De Morgan", not(b.And(x, y)), b.Or(not(x), not(y))},
		{"x & (x & y)", b.And(x, b.And(x, y)), b.And(x, y)},
		{"x & (!x & y)", b.And(x, b.And(not(x), y)), circuit.False},
		{"x & (x | y)", b.And(x, b.Or(x, y)), x},
		{"x & (!x | y)", b.And(x, b.Or(not(x), y)), b.And(x, y)},
		{"x | (x & y)", b.Or(x, b.And(x, y)), x},
		{"(x & y) & (!x & z)", b.And(b.And(x, y), b.And(not(x), z)), circuit.False},
		{"x ^ x", b.Xor(x, x), circuit.False},
		{"x ^ !x", b.Xor(x, not(x)), circuit.True},
		{"x ^ false", b.Xor(x, circuit.False), x},
		{"x ^ true", b.Xor(x, circuit.True), not(x)},
		{"!x ^ y", b.Xor(not(x), y), not(b.Xor(y, x))},
		{"x ^ (x ^ y)", b.Xor(x, b.Xor(x, y)), y},
		{"y ^ (x ^ y)", b.Xor(y, b.Xor(x, y)), x},
		{"if true", b.If(circuit.True, x, y), x},
		{"if false", b.If(circuit.False, x, y), y},
		{"if x then y else y", b.If(x, y, y), y},
		{"if x then y else !y", b.If(x, y, not(y)), not(b.Xor(x, y))},
		{"if x then true else false", b.If(x, circuit.True, circuit.False), x},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %d, want %d", tt.law, tt.got, tt.want)
		}
	}
}

// Two lists that differ in one member share all of a tree but the way from
// that member to the root.
func TestTreesShare(t *testing.T) {
	t.Parallel()
	b := circuit.New()
	members := make([]circuit.Node, 100)
	for i := range members {
		members[i] = b.Input(i)
	}
	for _, without := range []circuit.Node{circuit.True, b.Input(100)} {
		b.AndTree(members)
		before := b.Gates()
		members[37] = without
		b.AndTree(members)
		if made := b.Gates() - before; made > 7 {
			t.Errorf("a list with another member makes %d gates, want at most 7", made)
		}
	}
}

func TestProgram(t *testing.T) {
	t.Parallel()
	b := circuit.New()
	x, y, z := b.Input(4), b.Input(1), b.Input(9)
	b.And(x, b.Input(7)) // no output needs it
	both := b.And(x, y)
	p := b.Compile([]circuit.Node{both, b.Or(b.And(x, y), z), both, b.Not(both), circuit.True, z, b.Xor(b.Or(x, z), y)})
	if got, want := p.Inputs(), []int{1, 4, 9}; !slices.Equal(got, want) {
		t.Errorf("reads planes %v, want %v", got, want)
	}
	const want = `3 inputs, 5 instructions, 1 registers, 7 outputs
o0 = (i4 & i1)
o1 = (i9 | o0)
o2 = ^o0
r0 = ^(i4 | i9)
o3 = ^(i1 ^ r0)
`
	if got := p.String(); got != want {
		t.Errorf("the program is\n%s", got)
	}
	if p.Ops() != 5 || p.Registers() != 1 || p.Outputs() != 7 {
		t.Errorf("counts %d instructions, %d registers, %d outputs", p.Ops(), p.Registers(), p.Outputs())
	}
}

// What outputs share is computed once, and what a single gate needs is part of
// its instruction.
func TestInstructionsAreFew(t *testing.T) {
	t.Parallel()
	b := circuit.New()
	in := make([]circuit.Node, 32)
	for i := range in {
		in[i] = b.Input(i)
	}
	for _, tt := range []struct {
		name    string
		outputs []circuit.Node
		want    int
	}{
		{"four operands", []circuit.Node{b.And(in[:4]...)}, 1},
		{"an inverted output", []circuit.Node{b.Or(in[:4]...)}, 1},
		{"31 operands", []circuit.Node{b.And(in[:31]...)}, 10},
		{"31 operands in a tree", []circuit.Node{b.AndTree(in[:31])}, 10},
		{"and of ors", []circuit.Node{b.And(b.Or(in[0], in[1]), b.Or(in[2], in[3]))}, 1},
		{"if", []circuit.Node{b.If(in[0], in[1], in[2])}, 1},
		{"or of if", []circuit.Node{b.Or(in[5], b.And(in[0], b.Or(in[1], in[2])))}, 1},
		{"ors of three", []circuit.Node{b.And(b.Or(in[0:3]...), b.Or(in[3:6]...))}, 2},
		{"or of four", []circuit.Node{b.And(in[4], b.Or(in[:4]...))}, 2},
		{"three-way xor", []circuit.Node{b.Not(b.Xor(in[0], b.Xor(in[1], in[2])))}, 1},
		{"xor of ands", []circuit.Node{b.Xor(b.And(in[0], in[1]), b.Or(in[1], in[2]))}, 3},
		{"a shared part", []circuit.Node{b.And(in[0], in[1], in[2]), b.And(in[0], in[1], in[3])}, 3},
		{"both ways round", []circuit.Node{b.And(in[0], in[1]), b.Or(b.Not(in[0]), b.Not(in[1]))}, 2},
		{"inputs and constants", []circuit.Node{in[0], circuit.False, in[0]}, 0},
		{"an inverted input", []circuit.Node{b.Not(in[0]), b.Not(in[0])}, 1},
	} {
		p := b.Compile(tt.outputs)
		if p.Ops() != tt.want {
			t.Errorf("%s: %d instructions, want %d\n%s", tt.name, p.Ops(), tt.want, p)
		}
	}
}
