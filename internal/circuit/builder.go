package circuit

import (
	"slices"
)

// Node is an edge of a circuit: the number of a gate in the upper bits, and in
// the lowest whether what the gate yields is inverted. The zero Node is False.
// A Node means something only to the Builder that made it.
type Node uint32

// The constants.
const (
	False Node = 0
	True  Node = 1
)

func (n Node) gate() uint32    { return uint32(n >> 1) }
func (n Node) inverted() bool  { return n&1 != 0 }
func (n Node) inversion() Node { return n & 1 }

// gateKind is the kind of a gate.
type gateKind uint8

const (
	constantGate gateKind = iota // yields false; gate 0 alone
	inputGate                    // plane number x
	andGate                      // x and y
	xorGate                      // either x or y; neither is inverted
)

// gate is a gate; x < y for those with two operands.
type gate struct {
	kind gateKind
	x, y Node
}

// Builder makes circuits. Gates are hash-consed: the same function of the same
// operands is the same Node, so what two formulas have in common is there, and
// computed, once. A Builder is for one goroutine.
type Builder struct {
	gates []gate
	known map[gate]Node
}

// New returns an empty Builder.
func New() *Builder {
	return &Builder{gates: []gate{{kind: constantGate}}, known: map[gate]Node{}}
}

// Gates is the number of distinct gates made so far, inputs included.
func (b *Builder) Gates() int { return len(b.gates) - 1 }

// Input is input plane i. Planes that are not there are false, so a negative i
// yields False.
func (b *Builder) Input(i int) Node {
	if i < 0 {
		return False
	}
	return b.cons(gate{kind: inputGate, x: Node(i)})
}

// cons is the Node of the gate, made if it is new.
func (b *Builder) cons(g gate) Node {
	if n, ok := b.known[g]; ok {
		return n
	}
	n := Node(len(b.gates)) << 1
	b.gates = append(b.gates, g)
	b.known[g] = n
	return n
}

// Not inverts a node. It costs nothing.
func (b *Builder) Not(n Node) Node { return n ^ 1 }

// And is the conjunction of the nodes, True of none. The order and repetition
// of nodes do not matter to the Node that comes out; where lists that differ
// in a few members are to share their parts, use AndTree.
func (b *Builder) And(ns ...Node) Node {
	if len(ns) == 2 {
		return b.and(ns[0], ns[1])
	}
	ns = slices.Clone(ns)
	slices.Sort(ns)
	ns = slices.Compact(ns)
	all := True
	for i, n := range ns {
		if i > 0 && n == ns[i-1]^1 {
			return False
		}
		all = b.and(all, n)
	}
	return all
}

// Or is the disjunction of the nodes, False of none.
func (b *Builder) Or(ns ...Node) Node {
	return b.And(inverted(ns)...) ^ 1
}

// AndTree is the conjunction as a tree balanced by position: two lists of the
// same length that differ in one member share all gates but one per level. To
// leave a member out, put True in its place.
func (b *Builder) AndTree(ns []Node) Node {
	switch len(ns) {
	case 0:
		return True
	case 1:
		return ns[0]
	}
	half := (len(ns) + 1) / 2
	return b.and(b.AndTree(ns[:half]), b.AndTree(ns[half:]))
}

// OrTree is the disjunction as a tree balanced by position, as AndTree is the
// conjunction. To leave a member out, put False in its place.
func (b *Builder) OrTree(ns []Node) Node {
	return b.AndTree(inverted(ns)) ^ 1
}

func inverted(ns []Node) []Node {
	out := make([]Node, len(ns))
	for i, n := range ns {
		out[i] = n ^ 1
	}
	return out
}

// and is the conjunction of two nodes. Beside the laws of one gate it applies
// those that look at one operand's own operands and make no new gate but one:
//
//	x & (x & y)    = x & y     x & (!x & y)    = false
//	x & !(x & y)   = x & !y    x & !(!x & y)   = x
//	(x & y) & (!x & z) = false
func (b *Builder) and(x, y Node) Node {
	if x > y {
		x, y = y, x
	}
	switch {
	case x == False || x == y^1:
		return False
	case x == True || x == y:
		return y
	}
	if n, ok := b.absorbed(x, y); ok { // y is the younger gate
		return n
	}
	if gx, gy := b.gates[x.gate()], b.gates[y.gate()]; gx.kind == andGate && gy.kind == andGate && !x.inverted() && !y.inverted() {
		if gx.x == gy.x^1 || gx.x == gy.y^1 || gx.y == gy.x^1 || gx.y == gy.y^1 {
			return False
		}
	}
	return b.cons(gate{andGate, x, y})
}

// absorbed is the conjunction of x and the gate y where one operand of y is x
// or its inverse.
func (b *Builder) absorbed(x, y Node) (Node, bool) {
	g := b.gates[y.gate()]
	if g.kind != andGate {
		return False, false
	}
	for _, side := range [...][2]Node{{g.x, g.y}, {g.y, g.x}} {
		same, other := side[0], side[1]
		switch {
		case same == x && !y.inverted():
			return y, true
		case same == x:
			return b.and(x, other^1), true
		case same == x^1 && !y.inverted():
			return False, true
		case same == x^1:
			return x, true
		}
	}
	return False, false
}

// Xor holds where just one of the two does.
func (b *Builder) Xor(x, y Node) Node {
	inversion := x.inversion() ^ y.inversion()
	x, y = x&^1, y&^1
	if x > y {
		x, y = y, x
	}
	switch {
	case x == y:
		return inversion
	case x == False:
		return y ^ inversion
	}
	if g := b.gates[y.gate()]; g.kind == xorGate { // x ^ (x ^ z) = z; y is the younger gate
		switch x {
		case g.x:
			return g.y ^ inversion
		case g.y:
			return g.x ^ inversion
		}
	}
	return b.cons(gate{xorGate, x, y}) ^ inversion
}

// If is then where the condition holds, and otherwise els.
func (b *Builder) If(condition, then, els Node) Node {
	switch {
	case then == els:
		return then
	case then == els^1:
		return b.Xor(condition, els)
	}
	return b.Or(b.and(condition, then), b.and(condition^1, els))
}
