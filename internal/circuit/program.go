package circuit

import (
	"fmt"
	"slices"
	"strings"
)

// opKind is what an instruction does.
type opKind uint8

const (
	opAnd    opKind = iota // d = x & y
	opAndNot               // d = x &^ y
	opNor                  // d = ^(x | y)
	opXor                  // d = x ^ y
	opNot                  // d = ^x
)

func (k opKind) String() string {
	return [...]string{"and", "andnot", "nor", "xor", "not"}[k]
}

// place is where a plane lies: registers come first, then outputs, then
// inputs.
type place uint32

// op is an instruction.
type op struct {
	kind    opKind
	d, x, y place
}

// Program is a circuit in the order in which a Machine runs it. It is
// immutable and safe for concurrent use.
type Program struct {
	inputs    []int // plane of every input read, ascending
	ops       []op
	registers int
	computed  int         // distinct outputs that ops write
	outputs   []outputRef // in the order asked for
}

// outputRef says where an output is found.
type outputRef struct {
	constant bool
	ones     bool // of a constant
	place    place
}

// Inputs are the numbers of the input planes the program reads, ascending.
func (p *Program) Inputs() []int { return slices.Clone(p.inputs) }

// Ops is the number of instructions.
func (p *Program) Ops() int { return len(p.ops) }

// Registers is the number of planes the program holds at once beside inputs
// and outputs.
func (p *Program) Registers() int { return p.registers }

// Outputs is the number of outputs.
func (p *Program) Outputs() int { return len(p.outputs) }

// String lists the instructions, one a line: r is a register, o a distinct
// output, i an input plane.
func (p *Program) String() string {
	var s strings.Builder
	fmt.Fprintf(&s, "%d inputs, %d instructions, %d registers, %d outputs\n", len(p.inputs), len(p.ops), p.registers, len(p.outputs))
	for _, o := range p.ops {
		fmt.Fprintf(&s, "%s = %s %s", p.name(o.d), o.kind, p.name(o.x))
		if o.kind != opNot {
			fmt.Fprintf(&s, " %s", p.name(o.y))
		}
		s.WriteByte('\n')
	}
	return s.String()
}

func (p *Program) name(at place) string {
	n := int(at)
	switch {
	case n < p.registers:
		return fmt.Sprintf("r%d", n)
	case n < p.registers+p.computed:
		return fmt.Sprintf("o%d", n-p.registers)
	}
	return fmt.Sprintf("i%d", p.inputs[n-p.registers-p.computed])
}

// Compile makes a program of what the outputs depend on, and of nothing else.
// Outputs that are the same Node are computed once.
func (b *Builder) Compile(outputs []Node) *Program {
	c := &compiler{gates: b.gates, uses: map[uint32]int{}, where: map[uint32]place{}}
	for _, n := range outputs {
		c.count(n.gate())
	}
	return c.program(outputs)
}

// compiler turns gates into instructions. While it works, places are numbered
// per kind, and put into one row at the end.
type compiler struct {
	gates  []gate
	uses   map[uint32]int   // how often a gate is still to be read
	where  map[uint32]place // of a gate computed
	order  []uint32         // inputs read
	ops    []op
	free   []place
	high   place
	pinned map[uint32]place // gates that are outputs as they are
}

const (
	outputPlace place = 1 << 30
	inputPlace  place = 1 << 31
)

func (c *compiler) count(g uint32) {
	c.uses[g]++
	if c.uses[g] > 1 {
		return
	}
	switch it := c.gates[g]; it.kind {
	case inputGate:
		c.where[g] = inputPlace | place(it.x)
		c.order = append(c.order, uint32(it.x))
	case andGate, xorGate:
		c.count(it.x.gate())
		c.count(it.y.gate())
	}
}

func (c *compiler) program(outputs []Node) *Program {
	p := &Program{outputs: make([]outputRef, len(outputs))}
	c.pinned = map[uint32]place{}
	found := map[Node]place{}
	for _, n := range outputs { // first, so that gates know they are outputs
		if kind := c.gates[n.gate()].kind; kind < andGate || n.inverted() {
			continue
		}
		if _, ok := found[n]; !ok {
			found[n] = outputPlace | place(len(found))
			c.pinned[n.gate()] = found[n]
		}
	}
	for i, n := range outputs {
		if n == False || n == True {
			p.outputs[i] = outputRef{constant: true, ones: n == True}
			continue
		}
		at := c.compute(n.gate())
		if n.inverted() {
			d, ok := found[n]
			if !ok {
				d = outputPlace | place(len(found))
				found[n] = d
				c.ops = append(c.ops, op{kind: opNot, d: d, x: at})
			}
			at = d
		}
		c.release(n.gate())
		p.outputs[i] = outputRef{place: at}
	}
	slices.Sort(c.order)
	for _, plane := range c.order {
		p.inputs = append(p.inputs, int(plane))
	}
	p.registers, p.computed = int(c.high), len(found)
	row := func(at place) place {
		switch {
		case at&inputPlace != 0:
			i, _ := slices.BinarySearch(c.order, uint32(at&^inputPlace))
			return c.high + place(len(found)) + place(i)
		case at&outputPlace != 0:
			return c.high + at&^outputPlace
		}
		return at
	}
	for _, o := range c.ops {
		p.ops = append(p.ops, op{o.kind, row(o.d), row(o.x), row(o.y)})
	}
	for i := range p.outputs {
		p.outputs[i].place = row(p.outputs[i].place)
	}
	return p
}

// compute emits what the gate needs and the gate, unless that is done, and
// says where its plane lies.
func (c *compiler) compute(g uint32) place {
	if at, ok := c.where[g]; ok {
		return at
	}
	it := c.gates[g]
	x, y := c.compute(it.x.gate()), c.compute(it.y.gate())
	o := op{x: x, y: y}
	switch {
	case it.kind == xorGate:
		o.kind = opXor
	case it.x.inverted() && it.y.inverted():
		o.kind = opNor
	case it.y.inverted():
		o.kind = opAndNot
	case it.x.inverted():
		o.kind, o.x, o.y = opAndNot, y, x
	}
	c.release(it.x.gate())
	c.release(it.y.gate())
	if at, ok := c.pinned[g]; ok {
		o.d = at
	} else if n := len(c.free); n > 0 {
		o.d, c.free = c.free[n-1], c.free[:n-1]
	} else {
		o.d = c.high
		c.high++
	}
	c.where[g] = o.d
	c.ops = append(c.ops, o)
	return o.d
}

// release notes that the gate was read once; after the last time its register
// is free.
func (c *compiler) release(g uint32) {
	c.uses[g]--
	if at := c.where[g]; c.uses[g] == 0 && at < outputPlace {
		c.free = append(c.free, at)
	}
}
