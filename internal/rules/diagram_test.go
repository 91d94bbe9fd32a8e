package rules

import (
	"math/rand/v2"
	"testing"
)

// A diagram holds by the very values by which the formula does, and lists them.
func TestDiagramIsTheFormula(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 1))
	sizes := []int{2, 3, 2, 4}
	var random func(depth int) *formula
	random = func(depth int) *formula {
		n := rng.IntN(6)
		if depth == 0 {
			n = 5
		}
		switch n {
		case 0:
			return not(random(depth - 1))
		case 1, 2:
			return and(random(depth-1), random(depth-1), random(depth-1))
		case 3, 4:
			return or(random(depth-1), random(depth-1))
		}
		v := rng.IntN(len(sizes))
		holds := make([]bool, sizes[v])
		for i := range holds {
			holds[i] = rng.IntN(2) == 0
		}
		return &formula{op: isLeaf, variable: v, holds: holds}
	}
	order := []int{2, 0, 3, 1}
	both := map[bool]int{}
	for range 2000 {
		f := random(4)
		d := newDiagram(sizes, order, NewWork(MaxWork))
		n := d.of(f)
		if d.over {
			t.Fatal("given up")
		}
		count := 0
		d.ways(n, func(values []int) bool {
			ways := 1
			for l, v := range values {
				if v < 0 {
					ways *= d.sizes[l]
				}
			}
			count += ways
			return true
		})
		for a := range 2 * 3 * 2 * 4 {
			values := []int{a % 2, a / 2 % 3, a / 6 % 2, a / 12}
			truth, _ := (&search{values: values, sizes: sizes, left: 1000}).look(f)
			at := n
			for at > 1 {
				at = d.nodes[at].next[values[order[d.nodes[at].level]]]
			}
			if (truth == True) != (at == 1) {
				t.Fatalf("by %v the formula is %s and the diagram comes to %d", values, truth, at)
			}
			both[at == 1]++
			if at == 1 {
				count--
			}
		}
		if count != 0 {
			t.Fatalf("%d ways too many", count)
		}
	}
	if both[true] < 1000 || both[false] < 1000 {
		t.Errorf("one-sided: %v", both)
	}
}

// What is too large is given up, and says so.
func TestDiagramIsBounded(t *testing.T) {
	t.Parallel()
	var sizes, order []int
	var parts []*formula
	for i := range 40 { // pairs that are equal, far apart from each other
		sizes, order = append(sizes, 2), append(order, i)
	}
	for i := range 20 {
		a, b := &formula{op: isLeaf, variable: i, holds: []bool{false, true}}, &formula{op: isLeaf, variable: i + 20, holds: []bool{false, true}}
		parts = append(parts, or(and(a, b), and(not(a), not(b))))
	}
	work := NewWork(MaxWork)
	d := newDiagram(sizes, order, work)
	if d.of(and(parts...)); !d.over {
		t.Errorf("made %d nodes", len(d.nodes))
	}
}
