package circuit

import (
	"fmt"
	"slices"
	"strings"
)

// opKind is what an instruction does: a number of the kernels.
type opKind uint8

// place is where a plane lies: registers come first, then outputs, then
// inputs.
type place uint32

// op is an instruction: a function of up to four planes.
type op struct {
	kind opKind
	used uint8 // operands
	d    place
	x    [4]place // those beyond the operands are d, and not read
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

// Ops is the number of instructions, each a function of up to four planes.
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
		names := make([]string, 0, 8)
		for i, at := range o.x[:o.used] {
			names = append(names, string(rune('a'+i)), p.name(at))
		}
		fmt.Fprintf(&s, "%s = %s\n", p.name(o.d), strings.NewReplacer(names...).Replace(kindNames[o.kind]))
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
