// Command gen writes the kernels of package circuit: one function for every
// kind of instruction, in plain Go and with the vector instructions of
// simd/archsimd.
package main

import (
	"bytes"
	"fmt"
	"go/format"
	"log"
	"os"
	"slices"
	"strings"
)

// unroll is how many words one turn of a loop in plain Go works on.
const unroll = 4

// tree is a conjunction of operands, of inverted operands and of inverted
// conjunctions below it.
type tree struct {
	plain, inverted int
	below           []tree
}

// operands is how many operands the tree has.
func (t tree) operands() int {
	n := t.plain + t.inverted
	for _, b := range t.below {
		n += b.operands()
	}
	return n
}

// key names the tree for the compiler, which makes the same name of what it
// would like to be one instruction: operands are plus, inverted ones minus.
func (t tree) key() string {
	s := strings.Repeat("+", t.plain) + strings.Repeat("-", t.inverted)
	for _, b := range t.below {
		s += "(" + b.key() + ")"
	}
	return s
}

// notation is how an expression is written: as Go operators or as calls.
type notation struct{ and, or, xor, andNot, not func(x ...string) string }

// expression writes the tree over the operands named.
func (t tree) expression(in notation, names []string) string {
	var hold, fail []string // what must hold, and what must not
	hold = append(hold, names[:t.plain]...)
	fail = append(fail, names[t.plain:t.plain+t.inverted]...)
	names = names[t.plain+t.inverted:]
	for _, b := range t.below {
		below := names[:b.operands()]
		names = names[len(below):]
		switch {
		case b.plain > 0:
			fail = append(fail, b.expression(in, below))
		default: // an inverted conjunction of inversions is a disjunction
			either := slices.Clone(below[:b.inverted])
			rest := below[b.inverted:]
			for _, d := range b.below {
				either = append(either, d.expression(in, rest[:d.operands()]))
				rest = rest[d.operands():]
			}
			hold = append(hold, in.or(either...))
		}
	}
	switch {
	case len(hold) == 0:
		return in.not(in.or(fail...))
	case len(fail) == 0:
		return in.and(hold...)
	default:
		return in.andNot(in.and(hold...), in.or(fail...))
	}
}

// flat are all conjunctions of n operands.
func flat(n int) (ts []tree) {
	for inverted := range n + 1 {
		ts = append(ts, tree{plain: n - inverted, inverted: inverted})
	}
	return ts
}

// over are all conjunctions of one of the first with all of what is below it.
func over(tops []tree, below ...tree) (ts []tree) {
	for _, t := range tops {
		t.below = below
		ts = append(ts, t)
	}
	return ts
}

// trees are all kinds of instructions with two to four operands.
func trees() []tree {
	ts := slices.Concat(flat(2), flat(3), flat(4))
	for _, b := range flat(2) {
		ts = slices.Concat(ts, over(flat(1), b), over(flat(2), b))
		for _, middle := range over(flat(1), b) {
			ts = append(ts, over(flat(1), middle)...)
		}
	}
	for _, b := range flat(3) {
		ts = append(ts, over(flat(1), b)...)
	}
	for i, b := range flat(2) {
		for _, c := range flat(2)[i:] {
			ts = append(ts, tree{below: []tree{b, c}})
		}
	}
	return ts
}

var operators = notation{
	and:    func(x ...string) string { return group(x, " & ") },
	or:     func(x ...string) string { return group(x, " | ") },
	xor:    func(x ...string) string { return group(x, " ^ ") },
	andNot: func(x ...string) string { return group(x, " &^ ") },
	not:    func(x ...string) string { return "^" + x[0] },
}

func group(x []string, operator string) string {
	if len(x) == 1 {
		return x[0]
	}
	return "(" + strings.Join(x, operator) + ")"
}

var calls = notation{
	and: func(x ...string) string { return chain(x, "And") },
	or:  func(x ...string) string { return chain(x, "Or") },
	xor: func(x ...string) string { return chain(x, "Xor") },
	// archsimd's x.AndNot(y) is x &^ y.
	andNot: func(x ...string) string { return chain(x, "AndNot") },
	not:    func(x ...string) string { return x[0] + ".Not()" },
}

func chain(x []string, method string) string {
	s := x[0]
	for _, y := range x[1:] {
		s += "." + method + "(" + y + ")"
	}
	return s
}

var letters = []string{"a", "b", "c", "e"}

// kernel is a kind of instruction.
type kernel struct {
	name, key  string
	operands   int
	expression func(in notation, names []string) string
}

// kernels are all kinds of instructions: conjunctions and sums without carry,
// and the same inverted, and the inverse of an operand.
func kernels() (ks []kernel) {
	for i, t := range trees() {
		ks = append(ks, kernel{fmt.Sprintf("and%d", i), t.key(), t.operands(), t.expression})
	}
	for n := 2; n <= 3; n++ {
		ks = append(ks, kernel{fmt.Sprintf("xor%d", n), strings.Repeat("^", n), n, func(in notation, names []string) string {
			return in.xor(names...)
		}})
	}
	for _, k := range ks {
		ks = append(ks, kernel{"not" + k.name, "!" + k.key, k.operands, func(in notation, names []string) string {
			return in.not(k.expression(in, names))
		}})
	}
	return append(ks, kernel{"not", "!", 1, func(in notation, names []string) string { return in.not(names[0]) }})
}

const header = "// Code generated by internal/circuit/gen. DO NOT EDIT.\n\n"

func main() {
	log.SetFlags(0)
	log.SetPrefix("gen: ")
	ks := kernels()
	var plain, vector bytes.Buffer
	plain.WriteString(header + "package circuit\n\n")
	plain.WriteString("// kinds are the kinds of instructions by how the compiler writes them.\nvar kinds = map[string]opKind{\n")
	for i, k := range ks {
		fmt.Fprintf(&plain, "%q: %d,\n", k.key, i)
	}
	plain.WriteString("}\n\n// kindNames say what they do.\nvar kindNames = [...]string{\n")
	for _, k := range ks {
		text := strings.TrimPrefix(k.expression(operators, []string{"a", "b", "c", "d"}[:k.operands]), "^^")
		fmt.Fprintf(&plain, "%q,\n", text)
	}
	plain.WriteString("}\n\nvar plainKernels = [...]kernel{\n")
	for _, k := range ks {
		plain.WriteString(k.name + ",\n")
	}
	plain.WriteString("}\n")
	vector.WriteString("//go:build goexperiment.simd && amd64\n\n" + header + "package circuit\n\nimport \"simd/archsimd\"\n\nvar vectorKernels = [...]kernel{\n")
	for _, k := range ks {
		vector.WriteString("v" + k.name + ",\n")
	}
	vector.WriteString("}\n")
	for _, k := range ks {
		writePlain(&plain, k)
		writeVector(&vector, k)
	}
	write("kernels.go", plain.Bytes())
	write("kernels_simd.go", vector.Bytes())
}

func parameters(k kernel) string {
	return strings.Join(append(slices.Clone(letters[:k.operands]), slices.Repeat([]string{"_"}, len(letters)-k.operands)...), ", ")
}

func writePlain(w *bytes.Buffer, k kernel) {
	fmt.Fprintf(w, "\nfunc %s(d, %s *plane) {\n", k.name, parameters(k))
	// The compiler checks pointers for nil once, before the loop.
	for _, l := range append([]string{"d"}, letters[:k.operands]...) {
		fmt.Fprintf(w, "_ = %s[0]\n", l)
	}
	fmt.Fprintf(w, "for i := 0; i < strip; i += %d {\n", unroll)
	for u := range unroll {
		at := "[i]"
		if u > 0 {
			at = fmt.Sprintf("[i+%d]", u)
		}
		var names []string
		for _, l := range letters[:k.operands] {
			names = append(names, l+at)
		}
		fmt.Fprintf(w, "d%s = %s\n", at, k.expression(operators, names))
	}
	w.WriteString("}\n}\n")
}

func writeVector(w *bytes.Buffer, k kernel) {
	fmt.Fprintf(w, "\nfunc v%s(d, %s *plane) {\n", k.name, parameters(k))
	for from := 0; from < 64; from += 8 {
		var loads []string
		for _, l := range letters[:k.operands] {
			loads = append(loads, fmt.Sprintf("archsimd.LoadUint64x8((*[8]uint64)(%s[%d:]))", l, from))
		}
		fmt.Fprintf(w, "%s.Store((*[8]uint64)(d[%d:]))\n", k.expression(calls, loads), from)
	}
	w.WriteString("}\n")
}

func write(file string, source []byte) {
	formatted, err := format.Source(source)
	if err != nil {
		log.Fatalf("%s: %v", file, err)
	}
	if err := os.WriteFile(file, formatted, 0o644); err != nil {
		log.Fatal(err)
	}
}
