package simulate

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/trias-sovereignty/trias/evaluator/batch"
)

// Options say how a study is run. They change nothing in what it finds.
type Options struct {
	// Workers is how many goroutines count, no more than there are blocks and than can run
	// at once ([runtime.GOMAXPROCS]): more would only take memory, and each its time to
	// stop. Of 0 the caller's own does.
	Workers int
	// Progress is called after each block with how many records were counted and how
	// many there are. Calls do not overlap.
	Progress func(done, total int64)
}

// Run counts all blocks. If there is an error, that of the context included, the tally
// is of those blocks that were counted until then; it is whole otherwise. The tally does
// not depend on the options.
func (c *Compiled) Run(ctx context.Context, o Options) (*Tally, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var next atomic.Int64
	var mu sync.Mutex // of what follows
	var done int64
	var failed error
	tally, total := c.NewTally(), c.study.definition.Records
	work := func() {
		w := c.NewWorker()
		var err error
		for err == nil {
			i := next.Add(1) - 1
			if i >= c.Blocks() {
				break
			}
			if err = w.Block(ctx, i); err != nil {
				break
			}
			mu.Lock()
			done += min(batch.BlockSize, total-i*batch.BlockSize)
			if o.Progress != nil {
				o.Progress(done, total)
			}
			mu.Unlock()
		}
		mu.Lock()
		defer mu.Unlock()
		if err != nil {
			cancel()
			// What the others say then is only that they were stopped.
			if failed == nil || errors.Is(failed, context.Canceled) {
				failed = err
			}
		}
		if err := tally.Merge(w.Tally()); err != nil && failed == nil {
			failed = err
		}
	}
	if o.Workers <= 0 {
		work()
		return tally, failed
	}
	var all sync.WaitGroup
	for range min(int64(o.Workers), c.Blocks(), int64(runtime.GOMAXPROCS(0))) {
		all.Go(work)
	}
	all.Wait()
	return tally, failed
}
