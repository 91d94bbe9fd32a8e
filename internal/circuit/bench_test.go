package circuit_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/internal/circuit"
)

const blockWords = 64 // 4096 records

// workload is a circuit of the size and shape a large profile has: facts with
// a plane "known", a plane "proven" and planes for what is asked of them;
// criteria that are trees of and, or and conditional over those, decided as
// stated and as proven; six outcomes of each criterion; and over all criteria
// the verdict, and for each criterion whether it alone stands in its way.
func workload(criteria int) (b *circuit.Builder, outputs []circuit.Node, inputs int) {
	r := rand.New(rand.NewPCG(1, uint64(criteria)))
	b = circuit.New()
	input := func() circuit.Node {
		inputs++
		return b.Input(inputs - 1)
	}
	type leaf struct{ stated, proven circuit.Truth }
	var leaves []leaf
	for range 2 * criteria {
		known, proven := input(), input()
		for range 3 {
			holds := input()
			stated := circuit.Truth{T: holds, F: b.And(known, b.Not(holds))}
			if r.IntN(20) == 0 { // a list, with unknown fields
				stated.F = input()
				stated.E = input()
			}
			leaves = append(leaves, leaf{stated, circuit.Truth{T: b.And(stated.T, proven), F: b.And(stated.F, proven), E: b.And(stated.E, proven)}})
		}
	}
	var tree func(depth int) leaf
	tree = func(depth int) leaf {
		if depth == 0 || r.IntN(4) == 0 {
			return leaves[r.IntN(len(leaves))]
		}
		ls := make([]leaf, 2+r.IntN(3))
		stated, proven := make([]circuit.Truth, len(ls)), make([]circuit.Truth, len(ls))
		for i := range ls {
			ls[i] = tree(depth - 1)
			stated[i], proven[i] = ls[i].stated, ls[i].proven
		}
		switch r.IntN(8) {
		case 0:
			return leaf{stated[0].Not(), proven[0].Not()}
		case 1:
			i := len(ls) - 1
			return leaf{b.IfTruth(stated[0], stated[1], stated[i]), b.IfTruth(proven[0], proven[1], proven[i])}
		case 2, 3, 4:
			return leaf{b.AndTruth(stated...), b.AndTruth(proven...)}
		default:
			return leaf{b.OrTruth(stated...), b.OrTruth(proven...)}
		}
	}
	blocking, open := make([]circuit.Node, criteria), make([]circuit.Node, criteria)
	passes := make([]circuit.Node, criteria)
	for i := range criteria {
		applies, rule := leaves[r.IntN(len(leaves))].stated, tree(2+r.IntN(2))
		bad := b.Or(applies.E, b.And(applies.T, b.Or(rule.stated.E, rule.proven.E)))
		outcomes := []circuit.Node{
			b.And(applies.F),
			b.And(applies.T, b.Not(bad), rule.proven.T),
			b.And(applies.T, b.Not(bad), rule.stated.T, b.Not(rule.proven.T)),
			b.And(applies.T, b.Not(bad), rule.stated.F),
			b.And(b.Not(applies.F), b.Not(bad), b.Unknown(rule.stated)),
			bad,
		}
		outputs = append(outputs, outcomes...)
		passes[i] = b.Or(outcomes[0], outcomes[1])
		blocking[i], open[i] = outcomes[3], b.Not(b.Or(passes[i], outcomes[3]))
	}
	outputs = append(outputs, b.AndTree(passes), b.OrTree(blocking), b.And(b.OrTree(open), b.Not(b.OrTree(blocking))))
	for i := range criteria {
		others := append([]circuit.Node{}, passes...)
		others[i] = circuit.True
		outputs = append(outputs, b.And(b.AndTree(others), b.Not(passes[i])))
	}
	return b, outputs, inputs
}

func random(planes int) []uint64 {
	r := rand.New(rand.NewPCG(2, uint64(planes)))
	in := make([]uint64, planes*blockWords)
	for i := range in {
		in[i] = r.Uint64()
	}
	return in
}

// each runs f, which works on so many words of records, and reports nanoseconds per record: the
// mean, and that of the quickest run, which other work on the machine disturbs
// least.
func each(b *testing.B, words int, f func()) {
	quickest := time.Duration(math.MaxInt64)
	for b.Loop() {
		start := time.Now()
		f()
		quickest = min(quickest, time.Since(start))
	}
	records := float64(words * 64)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/records, "ns/record")
	b.ReportMetric(float64(quickest.Nanoseconds())/records, "quickest-ns/record")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkRun evaluates circuits of more and more criteria; the figure per
// record is of all criteria together.
func BenchmarkRun(b *testing.B) {
	for _, criteria := range []int{10, 30, 60, 122, 250, 500} {
		c, outputs, inputs := workload(criteria)
		p := c.Compile(outputs)
		in := random(inputs)
		b.Run(fmt.Sprintf("criteria=%d/inputs=%d/instructions=%d", criteria, inputs, p.Ops()), func(b *testing.B) {
			m := p.NewMachine()
			each(b, blockWords, func() { m.Run(in, blockWords) })
		})
	}
}

// BenchmarkWords evaluates 122 criteria over planes of more and more words: 64
// of them are worked on at a time.
func BenchmarkWords(b *testing.B) {
	c, outputs, inputs := workload(122)
	p := c.Compile(outputs)
	for _, words := range []int{1, 16, 64, 128, 512} {
		b.Run(fmt.Sprintf("words=%d", words), func(b *testing.B) {
			m, in := p.NewMachine(), slices.Repeat(random(inputs), (words+blockWords-1)/blockWords)
			each(b, words, func() { m.Run(in, words) })
		})
	}
}

// BenchmarkSum adds up a weight for each of 122 criteria and counts the records
// by the sum.
func BenchmarkSum(b *testing.B) {
	for _, weights := range []uint64{1, 5, 100} {
		b.Run(fmt.Sprintf("weights=%d", weights), func(b *testing.B) {
			c := circuit.New()
			terms := make([]circuit.Weighted, 122)
			for i := range terms {
				terms[i] = circuit.Weighted{Node: c.Input(i), Weight: 1 + uint64(i)%weights}
			}
			sum := circuit.Sum(c, terms)
			p := c.Compile(sum)
			m, in := p.NewMachine(), random(len(terms))
			digits, counts := make([][]uint64, len(sum)), make([]uint64, 1<<len(sum))
			each(b, blockWords, func() {
				m.Run(in, blockWords)
				for i := range digits {
					digits[i] = m.Output(i)
				}
				circuit.Histogram(digits, nil, counts)
			})
			b.ReportMetric(float64(p.Ops()), "instructions")
		})
	}
}

// BenchmarkCount counts six outcomes of 122 criteria.
func BenchmarkCount(b *testing.B) {
	c, outputs, inputs := workload(122)
	m := c.Compile(outputs).NewMachine()
	m.Run(random(inputs), blockWords)
	total := 0
	b.Run("all", func(b *testing.B) {
		each(b, blockWords, func() {
			for k := range 6 * 122 {
				total += m.Count(k, nil)
			}
		})
	})
	b.Run("masked", func(b *testing.B) {
		mask := random(1)
		each(b, blockWords, func() {
			for k := range 6 * 122 {
				total += m.Count(k, mask)
			}
		})
	})
	if total == 0 {
		b.Error("nothing was counted")
	}
}

// BenchmarkRead sums the input planes of 122 criteria: no executor can be
// faster than reading what it works on.
func BenchmarkRead(b *testing.B) {
	_, _, inputs := workload(122)
	in := random(inputs)
	var sum uint64
	each(b, blockWords, func() {
		var a, c, d, e uint64
		for i := 0; i+4 <= len(in); i += 4 {
			a, c, d, e = a+in[i], c+in[i+1], d+in[i+2], e+in[i+3]
		}
		sum += a + c + d + e
	})
	b.SetBytes(int64(8 * len(in)))
	if sum == 0 {
		b.Error("the planes are empty")
	}
}

// BenchmarkCompile builds and compiles the circuit of 122 criteria.
func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		c, outputs, _ := workload(122)
		c.Compile(outputs)
	}
}
