package main

import (
	"context"
	"errors"
	"fmt"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"

	"github.com/trias-sovereignty/trias/evaluator/simulate"
)

func init() {
	beam.RegisterCoder(reflect.TypeFor[Part](), encodePart, decodePart)
	register.DoFn2x0[[]byte, func(int64)](&rangesFn{})
	register.DoFn3x1[context.Context, int64, func(Part), error](&countFn{})
	register.DoFn3x1[context.Context, []byte, func(*Part) bool, error](&writeFn{})
	register.Combiner1[Part](&sumFn{})
	register.Emitter1[int64]()
	register.Emitter1[Part]()
	register.Iter1[Part]()
}

// build adds the pipeline to a scope: ranges of size blocks, counted by the function,
// summed, checked and written.
func build(s beam.Scope, blocks, size int64, count, write any) {
	start := beam.Impulse(s)
	ranges := beam.ParDo(s.Scope("Ranges"), &rangesFn{Blocks: blocks, Size: size}, start)
	// Without it runners would fuse what makes the ranges with what counts them, and one
	// worker would have them all.
	ranges = beam.Reshuffle(s.Scope("Spread"), ranges)
	parts := beam.ParDo(s.Scope("Count"), count, ranges)
	sum := beam.Combine(s.Scope("Sum"), &sumFn{}, parts)
	// The sum is a side input, so that this is run although there be none.
	beam.ParDo0(s.Scope("Write"), write, start, beam.SideInput{Input: sum})
}

// rangesFn emits the first block of each range.
type rangesFn struct{ Blocks, Size int64 }

// ProcessElement emits them all for the one element there is.
func (f *rangesFn) ProcessElement(_ []byte, emit func(int64)) {
	for first := int64(0); first < f.Blocks; first += f.Size {
		emit(first)
	}
}

// countFn counts the blocks of ranges: a part for each bundle.
type countFn struct {
	Parcel Parcel
	Size   int64

	compiled *simulate.Compiled
	bundle   *bundle
}

// Setup compiles the study, unless this process has done so.
func (f *countFn) Setup() (err error) {
	f.compiled, err = f.Parcel.compile()
	return err
}

// StartBundle begins with nothing counted.
func (f *countFn) StartBundle(ctx context.Context, _ func(Part)) {
	f.bundle = newBundle(ctx, func() counter { return f.compiled.NewWorker() })
}

// ProcessElement counts a range by its first block, together with others.
func (f *countFn) ProcessElement(_ context.Context, first int64, _ func(Part)) error {
	return f.bundle.count(first, min(first+f.Size, f.compiled.Blocks()))
}

// FinishBundle waits for all ranges and emits what was counted.
func (f *countFn) FinishBundle(_ context.Context, emit func(Part)) error {
	p, err := f.bundle.finish()
	if err == nil {
		emit(p)
	}
	return err
}

// Teardown stops what is still counted for a bundle that failed elsewhere.
func (f *countFn) Teardown() error {
	if f.bundle != nil {
		f.bundle.stop()
	}
	return nil
}

// sumFn merges parts, in whatever order and groups.
type sumFn struct{}

// CreateAccumulator returns that of no parts.
func (*sumFn) CreateAccumulator() Part { return Part{} }

// AddInput adds a part.
func (*sumFn) AddInput(sum, p Part) (Part, error) {
	err := sum.merge(p)
	return sum, err
}

// MergeAccumulators adds a sum to another.
func (*sumFn) MergeAccumulators(sum, other Part) (Part, error) {
	err := sum.merge(other)
	return sum, err
}

// writeFn checks that the sum is of each block once, and writes the results.
type writeFn struct {
	Parcel Parcel
	Output string
}

// ProcessElement does so for the one element there is.
func (f *writeFn) ProcessElement(ctx context.Context, _ []byte, sums func(*Part) bool) error {
	c, err := f.Parcel.compile()
	if err != nil {
		return err
	}
	var sum, one Part
	for sums(&one) {
		if err := sum.merge(one); err != nil {
			return err
		}
	}
	data, err := answer(ctx, c, sum)
	if err != nil {
		return err
	}
	return writeFile(ctx, f.Output, data)
}

// answer returns the results as JSON, if each block was counted once.
func answer(ctx context.Context, c *simulate.Compiled, sum Part) ([]byte, error) {
	if err := sum.blocks.check(c.Blocks()); err != nil {
		return nil, err
	}
	r, err := c.Results(ctx, sum.tally)
	if err != nil {
		return nil, err
	}
	return r.EncodeJSON()
}

// The files of Beam are local ones, or "gs://…" ones of Google Cloud Storage.

func writeFile(ctx context.Context, name string, data []byte) error {
	files, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	return errors.Join(filesystem.Write(ctx, files, name, data), files.Close())
}

func readFile(ctx context.Context, name string) ([]byte, error) {
	files, err := filesystem.New(ctx, name)
	if err != nil {
		return nil, err
	}
	data, err := filesystem.Read(ctx, files, name)
	return data, errors.Join(err, files.Close())
}

// clearFile removes results from before, so that what is there later is new. It refuses to
// remove anything else, and a file that cannot be written.
func clearFile(ctx context.Context, name string) error {
	files, err := filesystem.New(ctx, name)
	if err != nil {
		return err
	}
	defer files.Close()
	remover, ok := files.(filesystem.Remover)
	if !ok {
		return fmt.Errorf("%s: files of this kind cannot be removed (name a local file or gs://…)", name)
	}
	have, err := files.List(ctx, name)
	if err != nil {
		return err
	}
	if len(have) > 0 {
		data, err := filesystem.Read(ctx, files, name)
		if err == nil {
			_, err = simulate.DecodeResults(name, data)
		}
		if err != nil {
			return fmt.Errorf("%s is there, and does not have results of a study (name another file, or remove it)", name)
		}
	}
	// Better to know now than when all is counted.
	if err := filesystem.Write(ctx, files, name, nil); err != nil {
		return err
	}
	return remover.Remove(ctx, name)
}
