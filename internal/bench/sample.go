package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/bench/asked"
	"github.com/trias-sovereignty/trias/internal/bench/byhand"
	"github.com/trias-sovereignty/trias/internal/bench/flat"
	"github.com/trias-sovereignty/trias/internal/bench/offers"
)

// sample is offers in every form, with what the single verdict says of them.
type sample struct {
	source   *asked.Source
	dossiers []*evidence.Dossier // of the first ones
	records  []*byhand.Record
	flat     []*flat.Record
	blocks   []*batch.Block
	want     [][byhand.Criteria]byhand.Outcome
	conform  []evaluator.Conformity
	first    time.Duration // what a verdict on a dossier takes that was not looked at before
}

// draw makes offers, block by block and as many blocks at a time as there are
// cores.
func draw(s *asked.Source, plan *batch.Plan, maker *offers.Maker, records, dossiers int) (*sample, error) {
	out := &sample{source: s, dossiers: make([]*evidence.Dossier, min(dossiers, records)), records: make([]*byhand.Record, records), flat: make([]*flat.Record, records),
		want: make([][byhand.Criteria]byhand.Outcome, records), conform: make([]evaluator.Conformity, records)}
	for range (records + batch.BlockSize - 1) / batch.BlockSize {
		out.blocks = append(out.blocks, plan.NewBlock())
	}
	next := make(chan int, len(out.blocks))
	for b := range out.blocks {
		next <- b
	}
	close(next)
	var wait sync.WaitGroup
	errs := make([]error, len(out.blocks))
	spent := make([]time.Duration, len(out.blocks))
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for b := range next {
				spent[b], errs[b] = out.block(maker, b)
			}
		})
	}
	wait.Wait()
	for _, d := range spent {
		out.first += d / time.Duration(records)
	}
	return out, errors.Join(errs...)
}

func (s *sample) block(maker *offers.Maker, b int) (deciding time.Duration, err error) {
	begin := b * batch.BlockSize
	n := min(batch.BlockSize, len(s.records)-begin)
	s.blocks[b].Reset(n)
	for r := range n {
		i := begin + r
		offer, err := maker.Make(i)
		if err != nil {
			return 0, fmt.Errorf("offer %d: %w", i, err)
		}
		start := time.Now()
		d, err := s.source.Evaluator.Decide(context.Background(), offer.Dossier, s.source.At)
		deciding += time.Since(start)
		if err != nil {
			return 0, fmt.Errorf("offer %d: %w", i, err)
		}
		for k, o := range d.Outcomes {
			s.want[i][k] = outcomeOf[string(o)]
		}
		s.conform[i], s.records[i] = d.Conformity, offer.Record
		if s.flat[i], err = flat.New(offer.Record); err != nil {
			return 0, fmt.Errorf("offer %d: %w", i, err)
		}
		if i < len(s.dossiers) {
			s.dossiers[i] = offer.Dossier
		}
		if err := maker.Encode(s.blocks[b], r, offer.Dossier); err != nil {
			return 0, fmt.Errorf("offer %d: %w", i, err)
		}
	}
	return deciding, nil
}

// differs compares the outcomes of an engine with those of single verdicts. The
// error names the first difference.
func (s *sample) differs(e *engine) error {
	var got [byhand.Criteria]byhand.Outcome
	// Blocks beyond the sample are copies of it.
	for i := range min(e.records, len(s.want)) {
		if err := e.outcomes(i, &got); err != nil {
			return fmt.Errorf("%s, offer %d: %w", e.name, i, err)
		}
		for k := range got {
			if got[k] != s.want[i][k] {
				return fmt.Errorf("%s, offer %d, %s: %s, and Trias says %s", e.name, i, s.source.Questions[k].ID, got[k], s.want[i][k])
			}
		}
	}
	return nil
}
