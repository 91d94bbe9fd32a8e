package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evaluator/population"
	"github.com/trias-sovereignty/trias/internal/bench/asked"
)

// populated draws offers of all sorts straight into planes, with the same rates
// as the offers the peers read.
func populated(o options, plan *batch.Plan, missing float64) (*population.Sampler, time.Duration, error) {
	text := fmt.Sprintf(`trias: population/v1
id: bench
title: {en: Offers of all sorts, de: Angebote aller Art}
others: generic
missing: {rate: %.4f}
unproven: {rate: %.4f}
proofs:
  - id: all
    covers: [data, operational, technological, resilience, supplyChain]
    oneOf: [{share: 1, complete: true}]
`, missing, o.unproven)
	start := time.Now()
	p, err := population.Decode("bench.yaml", []byte(text), nil)
	if err != nil {
		return nil, 0, err
	}
	s, err := p.Compile(plan, o.seed, population.MaxRecords)
	return s, time.Since(start), err
}

// wholeBlocks is how many blocks an end-to-end pass draws.
const wholeBlocks = 8

// wholeEngine draws blocks, judges them and counts all there is to count. No
// pass draws what another one drew.
func wholeEngine(name string, sampler *population.Sampler, cores int) *engine {
	e := &engine{name: name, records: wholeBlocks * batch.BlockSize}
	workers := make([]*worker, cores)
	for i := range workers {
		workers[i] = newWorker(sampler)
	}
	var next atomic.Int64
	e.pass = func() error {
		begin := next.Add(wholeBlocks) - wholeBlocks
		errs := make([]error, cores)
		parallel(cores, func(core int) {
			for b := int64(core); b < wholeBlocks && errs[core] == nil; b += int64(cores) {
				errs[core] = workers[core].block(begin + b)
			}
		})
		for _, err := range errs {
			if err != nil {
				return err
			}
		}
		return nil
	}
	return e
}

// worker is what one core needs to draw and judge blocks.
type worker struct {
	sampler *population.Sampler
	made    *batch.Block
	machine *batch.Machine
	tally   counts
}

func newWorker(s *population.Sampler) *worker {
	return &worker{sampler: s, made: s.Plan().NewBlock(), machine: s.Plan().NewMachine(batch.Want{Outcomes: true, Conformity: true, Sole: true})}
}

func (w *worker) block(i int64) error {
	if err := w.sampler.Fill(context.Background(), i, w.made); err != nil {
		return err
	}
	r := w.machine.Run(w.made)
	w.tally.add(r)
	w.tally.addConformity(r)
	return nil
}

// agrees compares the outcomes of drawn records with those of single verdicts on
// the same records as dossiers. It takes some milliseconds for each.
func agrees(s *asked.Source, sampler *population.Sampler, records int) error {
	w := newWorker(sampler)
	if err := w.block(0); err != nil {
		return err
	}
	r := w.machine.Run(w.made)
	for i := range min(records, batch.BlockSize) {
		d, err := sampler.Dossier(int64(i))
		if err != nil {
			return err
		}
		decision, err := s.Evaluator.Decide(context.Background(), d, s.At)
		if err != nil {
			return err
		}
		for k, want := range decision.Outcomes {
			if got := r.Outcome(0, k, i); got != want {
				return fmt.Errorf("end to end, record %d, %s: %s, and Trias says %s", i, s.Questions[k].ID, got, want)
			}
		}
		if got := r.Conformity(0, i); got != decision.Conformity {
			return fmt.Errorf("end to end, record %d: %s, and Trias says %s", i, got, decision.Conformity)
		}
	}
	return nil
}
