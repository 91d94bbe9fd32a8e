package simulate_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evaluator/simulate"
)

// The same study gives the same bytes on any number of goroutines.
func TestRunOnAnyNumberOfWorkers(t *testing.T) {
	t.Parallel()
	c := compiled(t, "study.yaml", map[string]string{})
	want := encoded(t, results(t, c, 0))
	for _, workers := range []int{1, 2, 7} {
		if got := encoded(t, results(t, c, workers)); !bytes.Equal(got, want) {
			t.Errorf("with %d workers there are other results", workers)
		}
	}
	// Nothing is left over from one compilation to the next.
	if got := encoded(t, results(t, compiled(t, "study.yaml", nil), 2)); !bytes.Equal(got, want) {
		t.Error("compiled again there are other results")
	}
}

// larger is the study with more blocks.
func larger(t testing.TB) *simulate.Compiled {
	t.Helper()
	c := compiled(t, "study.yaml", nil)
	s, err := c.Study().WithRecords(5*batch.BlockSize + 100)
	if err != nil {
		t.Fatal(err)
	}
	if c, err = s.Compile(); err != nil {
		t.Fatal(err)
	}
	return c
}

func tallyOf(t testing.TB, c *simulate.Compiled, blocks ...int64) *simulate.Tally {
	t.Helper()
	w := c.NewWorker()
	for _, i := range blocks {
		if err := w.Block(context.Background(), i); err != nil {
			t.Fatal(err)
		}
	}
	return w.Tally()
}

func stored(t testing.TB, tally *simulate.Tally) []byte {
	t.Helper()
	data, err := tally.MarshalBinary()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// However the blocks are divided and in whatever order tallies are merged, stored in
// between or not, the tally is the same.
func TestTallyMergesInAnyOrder(t *testing.T) {
	t.Parallel()
	c := larger(t)
	var parts []*simulate.Tally
	var all []int64
	for i := range c.Blocks() {
		parts, all = append(parts, tallyOf(t, c, i)), append(all, i)
	}
	want := stored(t, tallyOf(t, c, all...))
	rapid.Check(t, func(rt *rapid.T) {
		order := rapid.Permutation(all).Draw(rt, "order")
		groups := []*simulate.Tally{c.NewTally(), c.NewTally()}
		for _, i := range order {
			part := parts[i]
			if rapid.Bool().Draw(rt, "stored") {
				part = new(simulate.Tally)
				if err := part.UnmarshalBinary(stored(t, parts[i])); err != nil {
					rt.Fatal(err)
				}
			}
			if err := groups[rapid.IntRange(0, 1).Draw(rt, "group")].Merge(part); err != nil {
				rt.Fatal(err)
			}
		}
		if err := groups[0].Merge(groups[1]); err != nil {
			rt.Fatal(err)
		}
		if !bytes.Equal(stored(t, groups[0]), want) {
			rt.Fatalf("merged in the order %v it is another tally", order)
		}
	})
}

// A block that is missing, counted twice, or both, is noticed.
func TestResultsOfTalliesThatLackBlocks(t *testing.T) {
	t.Parallel()
	c := larger(t)
	var parts []*simulate.Tally
	for i := range c.Blocks() {
		parts = append(parts, tallyOf(t, c, i))
	}
	of := func(blocks ...int64) *simulate.Tally {
		sum := c.NewTally()
		for _, i := range blocks {
			if err := sum.Merge(parts[i]); err != nil {
				t.Fatal(err)
			}
		}
		return sum
	}
	for _, blocks := range [][]int64{nil, {0}, {0, 1, 2, 3, 4}, {0, 0, 1, 2, 3, 4}, {0, 1, 2, 3, 4, 5, 5}, {0, 2, 2, 3, 4, 5}, {0, 1, 2, 3, 4, 0}} {
		if _, err := c.Results(context.Background(), of(blocks...)); !errors.Is(err, simulate.ErrIncomplete) {
			t.Errorf("blocks %v: %v", blocks, err)
		}
	}
	if _, err := c.Results(context.Background(), of(5, 4, 3, 2, 1, 0)); err != nil {
		t.Error(err)
	}
}

func TestTalliesOfAnotherStudy(t *testing.T) {
	t.Parallel()
	c := compiled(t, "study.yaml", nil)
	s, err := c.Study().WithSeed(8)
	if err != nil {
		t.Fatal(err)
	}
	other, err := s.Compile()
	if err != nil {
		t.Fatal(err)
	}
	if s.Digest() == c.Study().Digest() {
		t.Error("with another seed it has the same digest")
	}
	before := stored(t, tallyOf(t, c, 0))
	tally := tallyOf(t, c, 0)
	for _, wrong := range []*simulate.Tally{nil, new(simulate.Tally), tallyOf(t, other, 1)} {
		if err := tally.Merge(wrong); !errors.Is(err, simulate.ErrTally) {
			t.Errorf("merge: %v", err)
		}
		if _, err := c.Results(context.Background(), wrong); !errors.Is(err, simulate.ErrTally) {
			t.Errorf("results: %v", err)
		}
	}
	if !bytes.Equal(stored(t, tally), before) {
		t.Error("what was refused was added")
	}
}

// Whatever the bytes are, they are a tally or an error, and a tally is written as it was
// read.
func FuzzTally(f *testing.F) {
	c := compiled(f, "study.yaml", nil)
	f.Add(stored(f, tallyOf(f, c, 0, 1)))
	f.Add(stored(f, c.NewTally()))
	f.Add([]byte("trias tally/1\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var tally simulate.Tally
		if err := tally.UnmarshalBinary(data); err != nil {
			if !errors.Is(err, simulate.ErrTally) {
				t.Fatal(err)
			}
			return
		}
		if again := stored(t, &tally); !bytes.Equal(again, data) {
			t.Fatal("it is written in another way than it was read")
		}
		// Of the study or not: the results are an error then, or those of a whole tally.
		_, _ = c.Results(context.Background(), &tally)
		_ = c.NewTally().Merge(&tally)
	})
}

// Bytes that no tally wrote, but that keep to its form, are refused before anything is
// merged.
func TestTalliesThatNoWorkerWrote(t *testing.T) {
	t.Parallel()
	head := append([]byte("trias tally/1\n"), make([]byte, 32)...)
	empty := []byte{0, 0, 0, 0, 0, 0, 0} // blocks, check, records, counts and their end, factors, spreads
	for name, rest := range map[string][]byte{
		"a limit below 0":     {1, 1, 0, 0},
		"more than the limit": {1, 0, 1, 0, 0, 0, 0, 0},
		"sides out of order":  {1, 4, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0},
		"sample out of order": {0, 2, 2, 0, 0, 0},
	} {
		var tally simulate.Tally
		if err := tally.UnmarshalBinary(slices.Concat(head, empty, rest)); !errors.Is(err, simulate.ErrTally) {
			t.Errorf("%s: %v", name, err)
			continue
		}
	}
	for name, rest := range map[string][]byte{
		"sides":  {1, 4, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0},
		"sample": {0, 2, 0, 0, 2, 0},
	} {
		var tally simulate.Tally
		if err := tally.UnmarshalBinary(slices.Concat(head, empty, rest)); err != nil {
			t.Errorf("%s in order: %v", name, err)
		}
	}
}

// A sweep over many weights does not take memory for each value that any of its scores
// might have. Not in parallel: it measures what is allocated.
func TestMemoryOfManyWeights(t *testing.T) {
	var values []string
	for i := range 150 {
		values = append(values, fmt.Sprint(i))
	}
	weights := func(values string) *simulate.Compiled {
		return compiled(t, "study.yaml", map[string]string{"study.yaml": plain + "scores: [{id: x, profile: plain, method: xccdf-default}]\nweights: [{id: w, score: x, criterion: KEYS, values: [" + values + "]}]\n"})
	}
	c := weights(strings.Join(values, ", "))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	c.NewWorker()
	runtime.ReadMemStats(&after)
	if n := (after.TotalAlloc - before.TotalAlloc) >> 20; n > 60 {
		t.Errorf("a worker takes %d MB", n)
	}
	many := results(t, c, 0).WeightSweeps[0].Points
	if diff := cmp.Diff(results(t, weights("149"), 0).WeightSweeps[0].Points[0], many[149]); diff != "" {
		t.Error(diff)
	}
}

// However many workers are asked for, there are no more than blocks.
func TestMoreWorkersThanBlocks(t *testing.T) {
	t.Parallel()
	c := compiled(t, "study.yaml", map[string]string{"study.yaml": plain})
	if tally, err := c.Run(context.Background(), simulate.Options{Workers: math.MaxInt}); err != nil || tally.Blocks() != 1 {
		t.Errorf("got %v", err)
	}
}

func TestRunIsCancelled(t *testing.T) {
	t.Parallel()
	c := larger(t)
	for _, workers := range []int{0, 3} {
		ctx, cancel := context.WithCancel(context.Background())
		var seen []int64
		tally, err := c.Run(ctx, simulate.Options{Workers: workers, Progress: func(done, total int64) {
			if total != 5*batch.BlockSize+100 {
				t.Errorf("total %d", total)
			}
			if seen = append(seen, done); len(seen) == 2 {
				cancel()
			}
		}})
		cancel()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("with %d workers: %v", workers, err)
		}
		if tally.Blocks() < 2 || tally.Blocks() >= c.Blocks() || tally.Records() != seen[len(seen)-1] {
			t.Errorf("with %d workers %d blocks were counted, and %d records: %v", workers, tally.Blocks(), tally.Records(), seen)
		}
		if !slices.IsSorted(seen) {
			t.Errorf("the progress goes back: %v", seen)
		}
		if _, err := c.Results(context.Background(), tally); !errors.Is(err, simulate.ErrIncomplete) {
			t.Errorf("results of a part: %v", err)
		}
	}
}

func TestWorkerRefusesBlocksThatAreNot(t *testing.T) {
	t.Parallel()
	c := compiled(t, "study.yaml", nil)
	w := c.NewWorker()
	for _, i := range []int64{-1, c.Blocks()} {
		if err := w.Block(context.Background(), i); !errors.Is(err, evaluator.ErrNoInput) {
			t.Errorf("block %d: %v", i, err)
		}
	}
	for _, i := range []int64{-1, c.Study().Definition().Records} {
		if _, err := c.Dossier(i); !errors.Is(err, evaluator.ErrNoInput) {
			t.Errorf("record %d: %v", i, err)
		}
	}
	if got := w.Tally().Blocks(); got != 0 {
		t.Errorf("%d blocks were counted", got)
	}
}
