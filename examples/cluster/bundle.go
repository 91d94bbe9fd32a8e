package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"

	"github.com/trias-sovereignty/trias/evaluator/simulate"
)

// counter counts blocks, like a [simulate.Worker].
type counter interface {
	Block(ctx context.Context, i int64) error
	Tally() *simulate.Tally
}

// bundle counts the ranges of a bundle on all cores: some runners, Prism among them,
// give a process one bundle at a time.
type bundle struct {
	ctx    context.Context // done if a range failed, with that as the cause
	cancel context.CancelCauseFunc
	ranges chan [2]int64
	all    sync.WaitGroup
	parts  []Part // one of each core
}

// newBundle starts counting on all cores, each with a counter of its own.
func newBundle(ctx context.Context, newOne func() counter) *bundle {
	b := &bundle{ranges: make(chan [2]int64), parts: make([]Part, runtime.GOMAXPROCS(0))}
	b.ctx, b.cancel = context.WithCancelCause(ctx)
	for i := range b.parts {
		b.all.Go(func() {
			// A panic of a goroutine would end the process with all its bundles.
			defer func() {
				if r := recover(); r != nil {
					b.cancel(fmt.Errorf("panic: %v\n%s", r, debug.Stack()))
				}
			}()
			if err := b.fill(&b.parts[i], newOne); err != nil {
				b.cancel(err)
			}
		})
	}
	return b
}

// fill counts ranges into a part until there are no more, or one of them failed.
func (b *bundle) fill(p *Part, newOne func() counter) error {
	var c counter
	for {
		select {
		case <-b.ctx.Done():
			return nil
		case r, ok := <-b.ranges:
			if !ok {
				if c != nil {
					p.tally = c.Tally()
				}
				return nil
			}
			if c == nil {
				c, p.blocks = newOne(), account{}
			}
			for i := r[0]; i < r[1]; i++ {
				if err := c.Block(b.ctx, i); err != nil {
					return fmt.Errorf("block %d: %w", i, err)
				}
			}
			p.blocks.add(r[0], r[1])
		}
	}
}

// count hands the blocks from first on, before end, to the next core that is free. It
// returns before they are counted; an error may be that of a range before.
func (b *bundle) count(first, end int64) error {
	select {
	case b.ranges <- [2]int64{first, end}:
		return nil
	case <-b.ctx.Done():
		return context.Cause(b.ctx)
	}
}

// finish waits until all is counted, and returns it: a bundle counts as a whole or not
// at all.
func (b *bundle) finish() (Part, error) {
	defer b.cancel(nil)
	close(b.ranges)
	b.all.Wait()
	if err := context.Cause(b.ctx); err != nil {
		return Part{}, err
	}
	var sum Part
	for _, p := range b.parts {
		if err := sum.merge(p); err != nil {
			return Part{}, err
		}
	}
	return sum, nil
}

// stop ends what is still counted for a bundle that failed elsewhere.
func (b *bundle) stop() {
	b.cancel(nil)
	b.all.Wait()
}
