package main

import (
	"fmt"
	"sync"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/internal/bench/byhand"
)

// resident is how many bytes of blocks there are at least, so that they do not
// fit in the processor's caches.
const resident = 128 << 20

// copies returns further blocks with the same records, until together they have
// that many bytes.
func copies(blocks []*batch.Block, bytes int) []*batch.Block {
	out := append([]*batch.Block(nil), blocks...)
	for i := 0; len(out)*size(out[0]) < bytes; i++ {
		from := blocks[i%len(blocks)]
		to := from.Plan().NewBlock()
		to.Reset(from.Records())
		for _, c := range from.Plan().Columns() {
			copy(to.Planes(c), from.Planes(c))
			copy(to.WholePlanes(c), from.WholePlanes(c))
			for k := range c.Demands() {
				copy(to.Proven(c, k), from.Proven(c, k))
			}
		}
		out = append(out, to)
	}
	return out
}

// planes calls yield for all planes of a block.
func planes(b *batch.Block, yield func([]uint64)) {
	for _, c := range b.Plan().Columns() {
		yield(b.Planes(c))
		for k := range c.Demands() {
			yield(b.Proven(c, k))
		}
	}
}

// size is how many bytes the planes of a block have.
func size(b *batch.Block) (bytes int) {
	planes(b, func(p []uint64) { bytes += 8 * len(p) })
	return bytes
}

func recordsOf(blocks []*batch.Block) (n int) {
	for _, b := range blocks {
		n += b.Records()
	}
	return n
}

// counts are what is counted of all records: of each criterion how many have
// which outcome.
type counts struct {
	outcomes   [byhand.Criteria][6]int64
	conformity [5]int64
	sole       [byhand.Criteria]int64
}

var outcomes = []evaluator.Outcome{evaluator.Pass, evaluator.Fail, evaluator.Unknown, evaluator.Unproven, evaluator.NotApplicable, evaluator.Error}

func (c *counts) add(r *batch.Result) {
	for k := range c.outcomes {
		for i, o := range outcomes {
			c.outcomes[k][i] += int64(r.Count(0, k, o))
		}
	}
}

func (c *counts) addConformity(r *batch.Result) {
	for i, o := range conformities {
		c.conformity[i] += int64(r.CountConformity(0, o))
	}
	for k := range c.sole {
		c.sole[k] += int64(batch.Count(r.Sole(0, k)))
	}
}

var conformities = []evaluator.Conformity{evaluator.NonConformant, evaluator.Inconclusive, evaluator.Provisional,
	evaluator.ConformantWithDeviations, evaluator.Conformant}

// batchEngine counts all outcomes of blocks, on a number of cores.
func batchEngine(name string, plan *batch.Plan, blocks []*batch.Block, cores int, statistics bool) *engine {
	want := batch.Want{Outcomes: true, Conformity: statistics, Sole: statistics}
	e := &engine{name: name, records: recordsOf(blocks)}
	machines, tallies := make([]*batch.Machine, cores), make([]*counts, cores)
	for i := range machines {
		machines[i], tallies[i] = plan.NewMachine(want), &counts{}
	}
	work := func(core int) {
		for b := core; b < len(blocks); b += cores {
			r := machines[core].Run(blocks[b])
			tallies[core].add(r)
			if statistics {
				tallies[core].addConformity(r)
			}
		}
	}
	e.pass = func() error {
		parallel(cores, work)
		return nil
	}
	e.outcomes = e.single(plan, blocks)
	return e
}

func parallel(cores int, work func(core int)) {
	if cores == 1 {
		work(0)
		return
	}
	var wait sync.WaitGroup
	for core := range cores {
		wait.Go(func() { work(core) })
	}
	wait.Wait()
}

// single gives the outcomes of single records, for comparison.
func (e *engine) single(plan *batch.Plan, blocks []*batch.Block) func(int, *[byhand.Criteria]byhand.Outcome) error {
	m, at, r := plan.NewMachine(), -1, (*batch.Result)(nil)
	return func(i int, out *[byhand.Criteria]byhand.Outcome) error {
		if b := i / batch.BlockSize; b != at {
			at, r = b, m.Run(blocks[b])
		}
		if r == nil {
			return fmt.Errorf("the block is of another plan")
		}
		for k := range out {
			out[k] = outcomeOf[string(r.Outcome(0, k, i%batch.BlockSize))]
		}
		return nil
	}
}

// memoryEngine adds up the planes of the blocks: what reading them takes alone.
func memoryEngine(blocks []*batch.Block) *engine {
	e := &engine{name: memoryName, records: recordsOf(blocks)}
	var all [][]uint64
	for _, b := range blocks {
		planes(b, func(p []uint64) { all = append(all, p) })
	}
	e.pass = func() error {
		var a, b, c, d uint64
		for _, p := range all {
			for i := 0; i+3 < len(p); i += 4 {
				a, b, c, d = a+p[i], b+p[i+1], c+p[i+2], d+p[i+3]
			}
		}
		if a+b+c+d == 1 { // so that it is not left out
			return fmt.Errorf("the planes add up to 1")
		}
		return nil
	}
	return e
}
