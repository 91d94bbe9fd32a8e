package circuit

import (
	"cmp"
	"slices"
)

// Compile makes a program of what the outputs depend on, and of nothing else.
// Outputs that are the same Node are computed once.
//
// Gates of which only one other gate makes use need no plane of their own:
// they are merged with it into an instruction of up to four operands.
func (b *Builder) Compile(outputs []Node) *Program {
	c := &compiler{gates: b.gates, of: make([]compiled, len(b.gates))}
	for _, n := range outputs {
		c.use(n.gate(), true)
	}
	return c.program(outputs)
}

// compiler turns gates into instructions. While it works, places are numbered
// per kind, and put into one row at the end.
type compiler struct {
	gates  []gate
	of     []compiled // by gate
	inputs []uint32   // planes read
	ops    []op
	free   []place
	high   place // registers so far
}

// compiled is what the compiler knows of a gate.
type compiled struct {
	uses     int  // how often it is still to be read
	own      bool // it has a plane of its own
	done     bool // that plane is computed, and is where
	inverted bool // that plane holds the inverse
	where    place
	output   bool // where is set beforehand, to an output
}

const (
	outputPlace place = 1 << 30
	inputPlace  place = 1 << 31
)

// use notes one more use of the gate, by an output, by a gate that needs its
// plane, or by a conjunction.
func (c *compiler) use(g uint32, own bool) {
	it, of := c.gates[g], &c.of[g]
	of.uses++
	of.own = of.own || own || of.uses > 1 || it.kind == inputGate || it.kind == xorGate
	if of.uses > 1 {
		return
	}
	switch it.kind {
	case inputGate:
		of.done, of.where = true, inputPlace|place(it.x)
		c.inputs = append(c.inputs, uint32(it.x))
	case andGate, xorGate:
		c.use(it.x.gate(), it.kind == xorGate)
		c.use(it.y.gate(), it.kind == xorGate)
	}
}

func (c *compiler) program(outputs []Node) *Program {
	p := &Program{outputs: make([]outputRef, len(outputs))}
	found := map[Node]place{} // outputs that are written
	for _, n := range outputs {
		of := &c.of[n.gate()]
		if _, ok := found[n]; ok || n.gate() == 0 || of.done && !n.inverted() {
			continue
		}
		found[n] = outputPlace | place(len(found))
		if !of.done && !of.output {
			of.output, of.where, of.inverted = true, found[n], n.inverted()
		}
	}
	written := map[place]bool{}
	for i, n := range outputs {
		if n == False || n == True {
			p.outputs[i] = outputRef{constant: true, ones: n == True}
			continue
		}
		c.compute(n.gate())
		of := &c.of[n.gate()]
		at, ok := found[n]
		switch {
		case !ok:
			at = of.where
		case at != of.where && !written[at]:
			c.emit("", []operand{{at: of.where}}, at, true)
		}
		written[at] = true
		p.outputs[i] = outputRef{place: at}
	}
	slices.Sort(c.inputs)
	for _, plane := range c.inputs {
		p.inputs = append(p.inputs, int(plane))
	}
	p.registers, p.computed, p.ops = int(c.high), len(found), c.ops
	row := func(at place) place {
		switch {
		case at&inputPlace != 0:
			i, _ := slices.BinarySearch(c.inputs, uint32(at&^inputPlace))
			return c.high + place(len(found)) + place(i)
		case at&outputPlace != 0:
			return c.high + at&^outputPlace
		}
		return at
	}
	for i := range p.ops {
		o := &p.ops[i]
		o.d = row(o.d)
		for k := range o.x {
			o.x[k] = row(o.x[k])
		}
	}
	for i := range p.outputs {
		p.outputs[i].place = row(p.outputs[i].place)
	}
	return p
}

// operand is a plane that an instruction reads.
type operand struct {
	gate     uint32 // whose plane it is; 0 if of a part of a gate
	at       place
	inverted bool
}

// term is an operand of a conjunction: a plane, or an inverted conjunction
// below it, of two or three operands, that has no plane yet.
type term struct {
	plane operand
	below []term
}

func (t term) operands() int {
	if t.below == nil {
		return 1
	}
	return operands(t.below)
}

func operands(ts []term) (n int) {
	for _, t := range ts {
		n += t.operands()
	}
	return n
}

// compute emits what the gate needs and the gate, into a plane of its own,
// unless that is done.
func (c *compiler) compute(g uint32) {
	of := &c.of[g]
	if of.done {
		return
	}
	d, inverted := place(0), false
	if of.output {
		d, inverted = of.where, of.inverted
	}
	if c.gates[g].kind == xorGate {
		read := c.odd(g, nil)
		for _, o := range read {
			inverted = inverted != o.inverted
		}
		of.where = c.emit("^^^"[:len(read)], read, c.destination(of.output, d, read), inverted)
	} else {
		key, read := spell(c.conjunction(g))
		of.where = c.emit(key, read, c.destination(of.output, d, read), inverted)
	}
	of.done = true
}

// odd are the operands of the xor gate, at most three, computed.
func (c *compiler) odd(g uint32, others []operand) []operand {
	sides := [...]Node{c.gates[g].x, c.gates[g].y}
	for i, n := range sides {
		// One of two that are read but here is merged.
		if of := c.of[n.gate()]; others == nil && c.gates[n.gate()].kind == xorGate && of.uses == 1 && !of.output && !of.done {
			return c.odd(n.gate(), []operand{c.read(sides[1-i])})
		}
	}
	return append(others, c.read(sides[0]), c.read(sides[1]))
}

// read computes the node's gate and is its plane.
func (c *compiler) read(n Node) operand {
	c.compute(n.gate())
	of := c.of[n.gate()]
	return operand{gate: n.gate(), at: of.where, inverted: of.inverted != n.inverted()}
}

// conjunction are the terms of the and gate: two to four operands in all.
// Parts of it that do not fit are computed.
func (c *compiler) conjunction(g uint32) []term {
	var terms []term
	for _, n := range c.members(g, nil) {
		t := term{}
		if c.of[n.gate()].own {
			t.plane = c.read(n)
		} else if t.below = c.conjunction(n.gate()); operands(t.below) > 3 {
			t = term{plane: c.part(t.below, true)}
		}
		terms = append(terms, t)
		for operands(terms) > 4 {
			terms = c.smaller(terms)
		}
	}
	return terms
}

// members are the nodes whose conjunction the gate is, through all gates that
// it alone makes use of.
func (c *compiler) members(g uint32, ns []Node) []Node {
	for _, n := range [...]Node{c.gates[g].x, c.gates[g].y} {
		if n.inverted() || c.of[n.gate()].own {
			ns = append(ns, n)
		} else {
			ns = c.members(n.gate(), ns)
		}
	}
	return ns
}

// smaller computes a part of more than four operands: four of them if there
// are terms that have just so many, and otherwise the smallest conjunction
// below.
func (c *compiler) smaller(terms []term) []term {
	slices.SortStableFunc(terms, func(x, y term) int { return cmp.Compare(y.operands(), x.operands()) })
	for i := range terms {
		chosen, n := []int{i}, terms[i].operands()
		for k := i + 1; k < len(terms) && n < 4; k++ {
			if more := terms[k].operands(); n+more <= 4 {
				chosen, n = append(chosen, k), n+more
			}
		}
		if n < 4 {
			continue
		}
		var part, rest []term
		for k, t := range terms {
			if slices.Contains(chosen, k) {
				part = append(part, t)
			} else {
				rest = append(rest, t)
			}
		}
		return append(rest, term{plane: c.part(part, false)})
	}
	// With a single plane among them there would have been four operands.
	last := len(terms) - 1
	terms[last] = term{plane: c.part(terms[last].below, true)}
	return terms
}

// part computes a conjunction that is a part of a gate.
func (c *compiler) part(terms []term, inverted bool) operand {
	key, read := spell(terms)
	return operand{at: c.emit(key, read, c.destination(false, 0, read), false), inverted: inverted}
}

// spell is how the kernels write the conjunction, and its operands in the
// order of that.
func spell(terms []term) (key string, read []operand) {
	type part struct {
		key  string
		read []operand
	}
	parts := make([]part, len(terms))
	for i, t := range terms {
		switch {
		case t.below != nil:
			key, read := spell(t.below)
			parts[i] = part{"(" + key + ")", read}
		case t.plane.inverted:
			parts[i] = part{"-", []operand{t.plane}}
		default:
			parts[i] = part{"+", []operand{t.plane}}
		}
	}
	slices.SortStableFunc(parts, func(x, y part) int {
		return cmp.Or(cmp.Compare(len(x.key), len(y.key)), cmp.Compare(x.key, y.key))
	})
	for _, p := range parts {
		key, read = key+p.key, append(read, p.read...)
	}
	return key, read
}

// destination is where a result goes: to an output's place, or to a register,
// which may be one that is not read again after this.
func (c *compiler) destination(output bool, at place, read []operand) place {
	for _, o := range read {
		if o.gate == 0 {
			c.free = append(c.free, o.at)
			continue
		}
		of := &c.of[o.gate]
		if of.uses--; of.uses == 0 && of.where < outputPlace {
			c.free = append(c.free, of.where)
		}
	}
	if output {
		return at
	}
	if n := len(c.free); n > 0 {
		at, c.free = c.free[n-1], c.free[:n-1]
		return at
	}
	c.high++
	return c.high - 1
}

// emit emits an instruction and says where its result is.
func (c *compiler) emit(key string, read []operand, d place, inverted bool) place {
	if inverted {
		key = "!" + key
	}
	o := op{kind: kinds[key], used: uint8(len(read)), d: d, x: [4]place{d, d, d, d}}
	for i, r := range read {
		o.x[i] = r.at
	}
	c.ops = append(c.ops, o)
	return d
}
