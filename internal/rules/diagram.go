package rules

import (
	"encoding/binary"
	"slices"
)

// diagram decides propositions over variables with few values each by a decision
// diagram: a graph that asks one variable after the other, always in the same
// order, with equal parts shared. Unlike a search it does not care in how many
// ways a proposition can hold.
type diagram struct {
	sizes []int // values by level
	nodes []diagramNode
	known map[string]int32 // nodes by what they ask
	ands  map[[2]int32]int32
	nots  []int32 // by node, 0 where it was not asked yet; no negation is node 0 but that of 1
	made  map[*formula]int32
	level []int // by variable
	work  *Work
	over  bool // the work is done, and what was made is of no use
}

// diagramNode asks the variable of a level; what follows from each of its values
// is a node in turn. Nodes 0 and 1 are false and true and ask nothing.
type diagramNode struct {
	level int
	next  []int32
}

// maxDiagram bounds the nodes of a diagram, and so its memory.
const maxDiagram = 200_000

// newDiagram makes a diagram over variables of the given numbers of values. The
// order lists them as they are asked.
func newDiagram(sizes, order []int, work *Work) *diagram {
	d := &diagram{known: map[string]int32{}, ands: map[[2]int32]int32{}, made: map[*formula]int32{}, work: work,
		nodes: make([]diagramNode, 2), nots: []int32{1, 0}, level: make([]int, len(sizes))}
	for l, v := range order {
		d.level[v] = l
		d.sizes = append(d.sizes, sizes[v])
	}
	d.nodes[0].level, d.nodes[1].level = len(order), len(order)
	return d
}

func (d *diagram) node(level int, next []int32) int32 {
	if !slices.ContainsFunc(next, func(n int32) bool { return n != next[0] }) {
		return next[0]
	}
	key := binary.AppendUvarint(nil, uint64(level))
	for _, n := range next {
		key = binary.AppendUvarint(key, uint64(n))
	}
	if n, ok := d.known[string(key)]; ok {
		return n
	}
	if d.work.spend(len(next)); d.work.Left() == 0 || len(d.nodes) >= maxDiagram {
		d.over = true
		return 0
	}
	n := int32(len(d.nodes))
	d.nodes, d.nots = append(d.nodes, diagramNode{level, next}), append(d.nots, 0)
	d.known[string(key)] = n
	return n
}

func (d *diagram) not(a int32) int32 {
	if a < 2 {
		return 1 - a
	}
	if d.over {
		return 0
	}
	if n := d.nots[a]; n != 0 {
		return n
	}
	next := make([]int32, len(d.nodes[a].next))
	for i, n := range d.nodes[a].next {
		next[i] = d.not(n)
	}
	n := d.node(d.nodes[a].level, next)
	if !d.over {
		d.nots[a], d.nots[n] = n, a
	}
	return n
}

func (d *diagram) and(a, b int32) int32 {
	switch {
	case a == 0 || b == 0 || d.over:
		return 0
	case a == 1 || a == b:
		return b
	case b == 1:
		return a
	case a > b:
		a, b = b, a
	}
	if n, ok := d.ands[[2]int32{a, b}]; ok {
		return n
	}
	d.work.spend(1)
	level := min(d.nodes[a].level, d.nodes[b].level)
	next := make([]int32, d.sizes[level])
	for v := range next {
		next[v] = d.and(d.follow(a, level, v), d.follow(b, level, v))
	}
	n := d.node(level, next)
	if !d.over {
		d.ands[[2]int32{a, b}] = n
	}
	return n
}

// follow is what a node comes to by a value of a level at or above its own.
func (d *diagram) follow(n int32, level, value int) int32 {
	if d.nodes[n].level == level {
		return d.nodes[n].next[value]
	}
	return n
}

// of makes the node of a formula.
func (d *diagram) of(f *formula) int32 {
	if n, ok := d.made[f]; ok {
		return n
	}
	d.work.spend(1)
	n := d.make(f)
	d.made[f] = n
	return n
}

func (d *diagram) make(f *formula) int32 {
	switch f.op {
	case isTrue:
		return 1
	case isFalse:
		return 0
	case isNot:
		return d.not(d.of(f.children[0]))
	case isLeaf:
		next := make([]int32, len(f.holds))
		for v, holds := range f.holds {
			if holds {
				next[v] = 1
			}
		}
		return d.node(d.level[f.variable], next)
	}
	// And; or is its dual.
	dual := func(n int32) int32 { return n }
	if f.op == isOr {
		dual = d.not
	}
	n := int32(1)
	for _, c := range f.children {
		n = d.and(n, dual(d.of(c)))
	}
	return dual(n)
}

// ways calls yield with the values, by level, by which a node is true, -1 where
// any value will do. The slice changes between calls.
func (d *diagram) ways(n int32, yield func([]int) bool) {
	values := make([]int, len(d.sizes))
	for i := range values {
		values[i] = -1
	}
	d.waysFrom(n, values, yield)
}

func (d *diagram) waysFrom(n int32, values []int, yield func([]int) bool) bool {
	if n < 2 {
		return n == 0 || yield(values)
	}
	node := d.nodes[n]
	for v, next := range node.next {
		values[node.level] = v
		if !d.waysFrom(next, values, yield) {
			return false
		}
	}
	values[node.level] = -1
	return true
}
