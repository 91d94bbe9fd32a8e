package circuit

//go:generate go run ./gen

// strip is how many words of every plane are worked on at a time.
const strip = 64

// plane is a strip of a plane.
type plane [strip]uint64

// kernel is what an instruction does to a strip. It writes what it computes to
// d, which may be one of what it reads. Of the operands it reads as many as its
// kind has.
type kernel func(d, a, b, c, e *plane)

// Machine runs a program. It is for one goroutine.
type Machine struct {
	program   *Program
	words     int
	in        []uint64
	outputs   []uint64 // words each
	constants [2][]uint64
	registers []plane
	last      []plane // outputs and inputs of a strip that is not whole
	code      []instruction
	bound     binding
}

// binding is what the code is bound to: the strips from a word of the planes
// on, of which in is the first word of the first input plane, or those of
// last, if in is nil and from negative. The zero binding is none.
type binding struct {
	in   *uint64
	from int
}

// instruction is an op bound to strips.
type instruction struct {
	kernel        kernel
	d, a, b, c, e *plane
}

// NewMachine returns a machine of its own for the program.
func (p *Program) NewMachine() *Machine {
	return &Machine{program: p, registers: make([]plane, p.registers), code: make([]instruction, len(p.ops))}
}

// Run computes the outputs from input planes of so many words each: plane i is
// in[i*words:(i+1)*words]. Planes, or parts of them, beyond the end of in are
// false. The machine reads in until its next Run, for outputs that are inputs.
//
// It works on 64 words at a time, so a number of words that is a multiple of
// that is the best use of it; and of just 64 words, with the same in again,
// the instructions keep their addresses.
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
		m.bound = binding{}
	}
	m.in = in
	if len(p.ops) == 0 {
		return
	}
	from := 0
	for ; from+strip <= words; from += strip {
		m.bind(from)
		m.run()
	}
	if from < words {
		m.rest(from)
	}
}

// bind binds the code to the strips from a word of the planes on.
func (m *Machine) bind(from int) {
	p := m.program
	to := binding{&m.in[p.inputs[0]*m.words+from], from}
	if m.bound == to {
		return
	}
	m.bound = to
	m.bindTo(func(at place) *plane {
		switch i := int(at); {
		case i < p.registers:
			return &m.registers[i]
		case i < p.registers+p.computed:
			return (*plane)(m.outputs[(i-p.registers)*m.words+from:])
		default:
			return (*plane)(m.in[p.inputs[i-p.registers-p.computed]*m.words+from:])
		}
	})
}

func (m *Machine) bindTo(strip func(place) *plane) {
	for i := range m.code {
		o := &m.program.ops[i]
		m.code[i] = instruction{kernels[o.kind], strip(o.d), strip(o.x[0]), strip(o.x[1]), strip(o.x[2]), strip(o.x[3])}
	}
}

// rest runs the program on the words from the given one on, which are no whole
// strip, and so are copied.
func (m *Machine) rest(from int) {
	p := m.program
	if m.last == nil {
		m.last = make([]plane, p.computed+len(p.inputs))
	}
	for i, n := range p.inputs {
		copy(m.last[p.computed+i][:], m.in[n*m.words+from:(n+1)*m.words])
	}
	if to := (binding{nil, -1}); m.bound != to {
		m.bound = to
		m.bindTo(func(at place) *plane {
			if i := int(at); i >= p.registers {
				return &m.last[i-p.registers]
			}
			return &m.registers[at]
		})
	}
	m.run()
	for i := range p.computed {
		copy(m.outputs[i*m.words+from:(i+1)*m.words], m.last[i][:])
	}
}

// run runs the code.
func (m *Machine) run() {
	for i := range m.code {
		o := &m.code[i]
		o.kernel(o.d, o.a, o.b, o.c, o.e)
	}
}

// Output is the plane of output k, counted as they were compiled. It is valid
// until the next Run and must not be written to where the output may be an
// input or a constant.
func (m *Machine) Output(k int) []uint64 {
	p, o := m.program, m.program.outputs[k]
	switch at := int(o.place) - p.registers; {
	case o.constant && o.ones:
		return m.constants[1]
	case o.constant:
		return m.constants[0]
	case at < p.computed:
		return m.outputs[at*m.words:][:m.words]
	default:
		return m.in[p.inputs[at-p.computed]*m.words:][:m.words]
	}
}

// Count is the number of records of output k among those of the mask; a nil
// mask is all of them. Words beyond the end of a mask count as outside.
func (m *Machine) Count(k int, mask []uint64) int {
	if mask == nil {
		return Ones(m.Output(k))
	}
	return OnesBoth(m.Output(k), mask)
}
