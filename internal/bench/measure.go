package main

import (
	"fmt"
	"io"
	"runtime"
	"slices"
	"time"

	"github.com/trias-sovereignty/trias/internal/bench/byhand"
)

// engine answers all criteria for each of a number of offers.
type engine struct {
	name    string
	records int // in one pass
	// outcomes gives the outcomes of one offer, for comparison; nil where pass
	// does less or more than finding them.
	outcomes func(i int, out *[byhand.Criteria]byhand.Outcome) error
	// pass looks at all offers once.
	pass func() error
	// prepare is how long it took to compile the criteria.
	prepare time.Duration
}

// each makes a pass of what is done for one offer.
func (e *engine) each(one func(i int) error) *engine {
	e.pass = func() error {
		for i := range e.records {
			if err := one(i); err != nil {
				return err
			}
		}
		return nil
	}
	return e
}

// timing is what an engine took for one record, over several runs.
type timing struct {
	engine *engine
	nanos  []float64
	allocs float64
}

func (t *timing) median() float64 {
	sorted := slices.Sorted(slices.Values(t.nanos))
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// spread is how far the runs lie from the median, as a share of it.
func (t *timing) spread() float64 {
	return max(slices.Max(t.nanos)-t.median(), t.median()-slices.Min(t.nanos)) / t.median()
}

// clock tells how much time has passed since some moment.
type clock func() time.Duration

var began = time.Now()

func wallClock() time.Duration { return time.Since(began) }

// leastRun is how long a run takes at least.
const leastRun = 250 * time.Millisecond

// measure times all engines in turn, run after run, so that what else the
// machine does meets all of them. A first pass of each does not count.
func measure(engines []*engine, runs int, now clock, progress io.Writer) ([]*timing, error) {
	out := make([]*timing, len(engines))
	for i, e := range engines {
		out[i] = &timing{engine: e}
		if err := e.pass(); err != nil {
			return nil, fmt.Errorf("%s: %w", e.name, err)
		}
	}
	for run := range runs {
		for _, t := range out {
			fmt.Fprintf(progress, "\r\033[Krun %d of %d: %s", run+1, runs, t.engine.name)
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			passes, start := 0, now()
			for passes == 0 || now()-start < leastRun {
				if err := t.engine.pass(); err != nil {
					return nil, fmt.Errorf("%s: %w", t.engine.name, err)
				}
				passes++
			}
			n := float64(passes) * float64(t.engine.records)
			t.nanos = append(t.nanos, float64((now()-start).Nanoseconds())/n)
			runtime.ReadMemStats(&after)
			t.allocs = float64(after.Mallocs-before.Mallocs) / n
		}
	}
	fmt.Fprint(progress, "\r\033[K")
	return out, nil
}
