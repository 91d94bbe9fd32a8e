package circuit_test

import (
	"fmt"

	"github.com/trias-sovereignty/trias/internal/circuit"
)

// Two criteria about keys and regions, decided for eight records at once: bit r
// of each plane is about record r.
func Example() {
	b := circuit.New()
	own, external, inside := b.Input(0), b.Input(1), b.Input(2)
	keys := b.Or(own, b.And(external, inside))
	both := b.And(keys, inside)

	p := b.Compile([]circuit.Node{keys, both})
	m := p.NewMachine()
	m.Run([]uint64{
		0b00001111, // keys of one's own
		0b11110000, // an external manager of keys
		0b10101010, // inside the region
	}, 1)
	fmt.Printf("keys %08b, %d of 8\n", m.Output(0)[0], m.Count(0, []uint64{0xff}))
	fmt.Printf("both %08b, %d of 8\n", m.Output(1)[0], m.Count(1, []uint64{0xff}))
	fmt.Print(p)
	// Output:
	// keys 10101111, 6 of 8
	// both 10101010, 4 of 8
	// 3 inputs, 2 instructions, 0 registers, 2 outputs
	// o0 = (i0 | (i1 & i2))
	// o1 = (i2 & o0)
}

// A score is the sum of the weights of what holds.
func ExampleSum() {
	b := circuit.New()
	score := circuit.Sum(b, []circuit.Weighted{
		{Node: b.Input(0), Weight: 3},
		{Node: b.Input(1), Weight: 3},
		{Node: b.Input(2), Weight: 5},
	})
	m := b.Compile(score).NewMachine()
	m.Run([]uint64{0b1100, 0b1010, 0b1001}, 1)
	digits := make([][]uint64, len(score))
	for i := range digits {
		digits[i] = m.Output(i)
	}
	values := circuit.Values(digits, 0)
	fmt.Println(values[:4])
	// Output: [5 3 3 11]
}
