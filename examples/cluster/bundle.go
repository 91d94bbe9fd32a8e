package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"

	"github.com/trias-sovereignty/trias/evaluator/simulate"
)

// cores are tokens for the goroutines of this process that count, however many bundles
// a runner gives it at once.
var cores = make(chan struct{}, runtime.GOMAXPROCS(0))

// counter counts blocks, like a [simulate.Worker].
type counter interface {
	Block(ctx context.Context, i int64) error
	Tally() *simulate.Tally
}

// bundle counts the ranges of a bundle on all cores: some runners, Prism among them,
// give a process one bundle at a time.
type bundle struct {
	ctx    context.Context
	cancel context.CancelFunc
	newOne func() counter
	all    sync.WaitGroup

	mu     sync.Mutex // of what follows
	idle   []counter
	every  []counter
	blocks account
	err    error
}

func newBundle(ctx context.Context, newOne func() counter) *bundle {
	b := &bundle{newOne: newOne, blocks: account{}}
	b.ctx, b.cancel = context.WithCancel(ctx)
	return b
}

// count counts the blocks from first on, before end, once a core is free. It returns
// before they are counted; an error may be that of a range before.
func (b *bundle) count(ctx context.Context, first, end int64) error {
	select {
	case cores <- struct{}{}:
	case <-b.ctx.Done():
		return b.failed()
	case <-ctx.Done():
		b.fail(ctx.Err())
		return b.failed()
	}
	b.all.Go(func() {
		defer func() { <-cores }()
		// A panic of a goroutine would end the process with all its bundles.
		defer func() {
			if r := recover(); r != nil {
				b.fail(fmt.Errorf("blocks %d to %d: panic: %v\n%s", first, end-1, r, debug.Stack()))
			}
		}()
		c := b.take()
		for i := first; i < end; i++ {
			if err := c.Block(b.ctx, i); err != nil {
				b.fail(err)
				return
			}
		}
		b.mu.Lock()
		defer b.mu.Unlock()
		b.blocks.add(first, end)
		b.idle = append(b.idle, c)
	})
	return nil
}

// take returns a counter that is idle, or a new one.
func (b *bundle) take() counter {
	b.mu.Lock()
	defer b.mu.Unlock()
	if last := len(b.idle) - 1; last >= 0 {
		c := b.idle[last]
		b.idle = b.idle[:last]
		return c
	}
	c := b.newOne()
	b.every = append(b.every, c)
	return c
}

// fail stops all that is counted. The first error stays.
func (b *bundle) fail(err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err == nil {
		b.err = err
	}
	b.cancel()
}

// failed waits until all stopped, and returns why.
func (b *bundle) failed() error {
	b.cancel()
	b.all.Wait()
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err == nil {
		return b.ctx.Err()
	}
	return b.err
}

// finish waits until all is counted, and returns it: a bundle counts as a whole or not
// at all.
func (b *bundle) finish() (Part, error) {
	b.all.Wait()
	b.mu.Lock()
	defer b.mu.Unlock()
	defer b.cancel()
	if b.err != nil {
		return Part{}, b.err
	}
	if err := b.ctx.Err(); err != nil {
		return Part{}, err
	}
	p := Part{blocks: b.blocks}
	for _, c := range b.every {
		t := c.Tally()
		if p.tally == nil {
			p.tally = t
		} else if err := p.tally.Merge(t); err != nil {
			return Part{}, err
		}
	}
	return p, nil
}
