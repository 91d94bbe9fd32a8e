package main

import (
	"context"
	"fmt"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/internal/bench/asked"
	"github.com/trias-sovereignty/trias/internal/bench/byhand"
	"github.com/trias-sovereignty/trias/internal/bench/flat"
	"github.com/trias-sovereignty/trias/internal/bench/offers"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// Names of the engines the ratios are about.
const (
	batchName    = "Trias batch, from planes: all outcomes counted"
	twoName      = "the same on two cores"
	fullName     = "the same with conformity and what excludes alone"
	handName     = "plain Go by hand, structs of pointers, two passes"
	flatName     = "plain Go by hand, laid out flat, two passes"
	valuesName   = "cel-go on its own values, two passes"
	structsName  = "cel-go on structs, two passes"
	mapsName     = "cel-go on maps, two passes"
	opaName      = "OPA, prepared query, parsed flat input"
	wasmName     = "OPA as WebAssembly, offers in its memory"
	memoryName   = "reading the same planes, for comparison"
	wholeName    = "Trias batch, end to end: generation, outcomes, conformity, statistics"
	wholeTwoName = "the same end to end on two cores"
)

// compare makes the table.
func compare(o options) (*report, error) {
	start := time.Now()
	if err := compile(); err != nil {
		return nil, err
	}
	loading := time.Since(start)
	source, err := asked.Read(asked.Profile, testkit.At)
	if err != nil {
		return nil, err
	}
	start = time.Now()
	plan, err := batch.Compile(source.At, batch.Variant{Evaluator: source.Evaluator})
	if err != nil {
		return nil, err
	}
	planning := time.Since(start)
	r := &report{options: o, criteria: len(source.Questions), views: source.Views, plan: plan}
	for _, missing := range o.missing {
		fmt.Fprintf(o.progress, "making %d offers, %.0f %% of the facts missing\n", o.records, 100*missing)
		s, err := draw(source, plan, offers.New(source, o.seed, o.rates(missing)), o.records, o.single)
		if err != nil {
			return nil, err
		}
		engines, err := s.engines(o, missing, plan, loading, planning)
		if err != nil {
			return nil, err
		}
		for _, e := range engines {
			if e.outcomes == nil {
				continue
			}
			fmt.Fprintf(o.progress, "comparing: %s\n", e.name)
			if err := s.differs(e); err != nil {
				return nil, err
			}
		}
		if err := s.conforms(plan); err != nil {
			return nil, err
		}
		timings, err := measure(engines, o.runs, o.clock, o.progress)
		if err != nil {
			return nil, err
		}
		r.add(missing, s, timings)
	}
	return r, nil
}

// compile loads the catalogue and the profile and compiles them.
func compile() error {
	catalogue, err := criteria.Embedded()
	if err != nil {
		return err
	}
	profile, err := profiles.Lookup(asked.Profile)
	if err != nil {
		return err
	}
	_, err = evaluator.Compile(catalogue, profile)
	return err
}

// engines are all engines over the sample, each ready to run.
func (s *sample) engines(o options, missing float64, plan *batch.Plan, loading, planning time.Duration) ([]*engine, error) {
	blocks := copies(s.blocks, resident)
	var out []*engine
	add := func(prepare time.Duration, e *engine) {
		e.prepare = prepare
		out = append(out, e)
	}
	add(loading+planning, batchEngine(batchName, plan, blocks, 1, false))
	if o.cores > 1 {
		add(loading+planning, batchEngine(twoName, plan, blocks, 2, false))
	}
	add(loading+planning, batchEngine(fullName, plan, blocks, 1, true))
	sampler, populating, err := populated(o, plan, missing)
	if err != nil {
		return nil, err
	}
	if err := agrees(s.source, sampler, min(o.single, 100)); err != nil {
		return nil, err
	}
	add(loading+planning+populating, wholeEngine(wholeName, sampler, 1))
	if o.cores > 1 {
		add(loading+planning+populating, wholeEngine(wholeTwoName, sampler, 2))
	}
	add(0, memoryEngine(blocks))

	hand(add, flatName, s.flat, flat.Both)
	hand(add, "plain Go by hand, laid out flat, second pass where it can matter", s.flat, flat.Needed)
	hand(add, handName, s.records, byhand.Both)
	hand(add, "plain Go by hand, structs of pointers, second pass where it can matter", s.records, byhand.Needed)

	few := s.records[:min(o.cel, len(s.records))]
	for _, c := range []struct {
		name string
		make func(*asked.Source, []*byhand.Record, bool) (*celEngine, error)
		lazy bool
	}{
		{valuesName, celValues, false},
		{"cel-go on its own values, second pass where it can matter", celValues, true},
		{structsName, celStructs, false},
		{mapsName, celMaps, false},
	} {
		cel, err := c.make(s.source, few, c.lazy)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.name, err)
		}
		var kept [byhand.Criteria]byhand.Outcome
		e := &engine{name: c.name, records: len(few), outcomes: cel.outcomes}
		add(cel.prepare, e.each(func(i int) error { return cel.outcomes(i, &kept) }))
	}

	single := func(name string, outcomes func(int, *[byhand.Criteria]byhand.Outcome) error, one func(i int) error) {
		e := &engine{name: name, records: len(s.dossiers), outcomes: outcomes}
		add(loading, e.each(one))
	}
	ctx := context.Background()
	single("Trias single verdict (Decide), dossier seen before", s.decide, func(i int) error {
		_, err := s.source.Evaluator.Decide(ctx, s.dossiers[i], s.source.At)
		return err
	})
	single("Trias single verdict with reasons (Evaluate)", s.evaluate, func(i int) error {
		_, err := s.source.Evaluator.Evaluate(ctx, s.dossiers[i], s.source.At)
		return err
	})

	few = s.records[:min(o.opa, len(s.records))]
	for _, c := range []struct {
		name string
		make func(*asked.Source, []*byhand.Record) (*opaEngine, error)
	}{
		{opaName, newOPA},
		{wasmName, newWasm},
	} {
		opa, err := c.make(s.source, few)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.name, err)
		}
		var kept [byhand.Criteria]byhand.Outcome
		e := &engine{name: c.name, records: len(few), outcomes: opa.outcomes}
		add(opa.prepare, e.each(func(i int) error { return opa.outcomes(i, &kept) }))
	}
	return out, nil
}

// hand adds an engine of functions over records.
func hand[R any](add func(time.Duration, *engine), name string, records []*R, all func(*R, *[byhand.Criteria]byhand.Outcome)) {
	var kept [byhand.Criteria]byhand.Outcome
	e := &engine{name: name, records: len(records), outcomes: func(i int, out *[byhand.Criteria]byhand.Outcome) error {
		all(records[i], out)
		return nil
	}}
	e.pass = func() error {
		for _, r := range records {
			all(r, &kept)
		}
		return nil
	}
	add(0, e)
}

// conforms compares the conformity of the batch with that of single verdicts.
func (s *sample) conforms(plan *batch.Plan) error {
	m := plan.NewMachine()
	for b, block := range s.blocks {
		r := m.Run(block)
		for i := range block.Records() {
			if got, want := r.Conformity(0, i), s.conform[b*batch.BlockSize+i]; got != want {
				return fmt.Errorf("batch, offer %d: %s, and Trias says %s", b*batch.BlockSize+i, got, want)
			}
		}
	}
	return nil
}
