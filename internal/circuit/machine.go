package circuit

import "math/bits"

// strip is how many words of every plane are worked on at a time, so that the
// registers stay in the fastest cache.
const strip = 64

// Machine runs a program. It is for one goroutine.
type Machine struct {
	program   *Program
	registers []uint64 // strip words each
	outputs   []uint64 // words each
	constants [2][]uint64
	in        []uint64
	words     int
}

// NewMachine returns a machine of its own for the program.
func (p *Program) NewMachine() *Machine {
	return &Machine{program: p, registers: make([]uint64, p.registers*strip)}
}

// Run computes the outputs from input planes of so many words each: plane i is
// in[i*words:(i+1)*words]. Planes, or parts of them, beyond the end of in are
// false. The machine reads in until its next Run, for outputs that are inputs.
func (m *Machine) Run(in []uint64, words int) {
	p := m.program
	words = max(words, 0)
	if n := len(p.inputs); n > 0 {
		if need := (p.inputs[n-1] + 1) * words; len(in) < need {
			in = append(make([]uint64, 0, need), in...)[:need]
		}
	}
	if words != m.words {
		m.words = words
		m.outputs = make([]uint64, p.computed*words)
		m.constants = [2][]uint64{make([]uint64, words), make([]uint64, words)}
		for i := range m.constants[1] {
			m.constants[1][i] = ^uint64(0)
		}
	}
	m.in = in
	for from := 0; from < words; from += strip {
		m.strip(from, min(strip, words-from))
	}
}

// plane is n words at a place, starting at the given word of the whole plane.
func (m *Machine) plane(at place, from, n int) []uint64 {
	i := int(at)
	if i < m.program.registers {
		return m.registers[i*strip:][:n]
	}
	i -= m.program.registers
	if i < m.program.computed {
		return m.outputs[i*m.words+from:][:n]
	}
	return m.in[m.program.inputs[i-m.program.computed]*m.words+from:][:n]
}

func (m *Machine) strip(from, n int) {
	for _, o := range m.program.ops {
		d, x, y := m.plane(o.d, from, n), m.plane(o.x, from, n), m.plane(o.y, from, n)
		x, y = x[:len(d)], y[:len(d)]
		switch o.kind {
		case opAnd:
			for i := range d {
				d[i] = x[i] & y[i]
			}
		case opAndNot:
			for i := range d {
				d[i] = x[i] &^ y[i]
			}
		case opNor:
			for i := range d {
				d[i] = ^(x[i] | y[i])
			}
		case opXor:
			for i := range d {
				d[i] = x[i] ^ y[i]
			}
		case opNot:
			for i := range d {
				d[i] = ^x[i]
			}
		}
	}
}

// Output is the plane of output k, counted as they were compiled. It is valid
// until the next Run and must not be written to where the output may be an
// input or a constant.
func (m *Machine) Output(k int) []uint64 {
	switch o := m.program.outputs[k]; {
	case o.constant && o.ones:
		return m.constants[1]
	case o.constant:
		return m.constants[0]
	default:
		return m.plane(o.place, 0, m.words)
	}
}

// Count is the number of records of output k among those of the mask; a nil
// mask is all of them. Words beyond the end of a mask count as outside.
func (m *Machine) Count(k int, mask []uint64) int {
	out, n := m.Output(k), 0
	if mask == nil {
		for _, w := range out {
			n += bits.OnesCount64(w)
		}
		return n
	}
	for i, w := range out[:min(len(out), len(mask))] {
		n += bits.OnesCount64(w & mask[i])
	}
	return n
}
