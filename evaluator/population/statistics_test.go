package population_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/batch"
)

// bytesOf is all that is in a block, column by column.
func bytesOf(b *batch.Block) []byte {
	var out bytes.Buffer
	put := func(words []uint64) { _ = binary.Write(&out, binary.LittleEndian, words) }
	for _, c := range b.Plan().Columns() {
		put(b.Planes(c))
		put(b.WholePlanes(c))
		for i := range c.Demands() {
			put(b.Proven(c, i))
		}
	}
	return out.Bytes()
}

// TestSameBytes fills blocks in any order, by several goroutines at once, from
// samplers of their own, and compares all planes.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	const blocks = 3
	for _, name := range []string{"everything.yaml", "resampled.yaml"} {
		p := read(t, name)
		plan := planOf(t, compiled(t, "high", "entry")...)
		want := make([][]byte, blocks)
		s, err := p.Compile(plan, 3, blocks*batch.BlockSize-100)
		if err != nil {
			t.Fatal(err)
		}
		for i := range want {
			b := plan.NewBlock()
			if err := s.Fill(context.Background(), int64(i), b); err != nil {
				t.Fatal(err)
			}
			want[i] = bytesOf(b)
		}
		again, err := p.Compile(plan, 3, blocks*batch.BlockSize-100)
		if err != nil {
			t.Fatal(err)
		}
		var wait sync.WaitGroup
		for w := range 4 {
			wait.Go(func() {
				b := plan.NewBlock()
				rng := rand.New(rand.NewPCG(uint64(w), 1))
				for _, i := range rng.Perm(blocks) {
					if err := again.Fill(context.Background(), int64(i), b); err != nil {
						t.Error(err)
					} else if !bytes.Equal(bytesOf(b), want[i]) {
						t.Errorf("%s: block %d differs in goroutine %d", name, i, w)
					}
				}
			})
		}
		wait.Wait()
		other, err := p.Compile(plan, 4, blocks*batch.BlockSize)
		if err != nil {
			t.Fatal(err)
		}
		b := plan.NewBlock()
		if err := other.Fill(context.Background(), 0, b); err != nil {
			t.Fatal(err)
		}
		if bytes.Equal(bytesOf(b), want[0]) {
			t.Errorf("%s: another seed gives the same block", name)
		}
	}
}

// chiSquare is Pearson's statistic of counts against shares.
func chiSquare(counts []int, shares []float64) (x float64) {
	n := 0
	for _, c := range counts {
		n += c
	}
	for i, c := range counts {
		want := shares[i] * float64(n)
		x += (float64(c) - want) * (float64(c) - want) / want
	}
	return x
}

// TestStatistics compares planes over many records with what the population says: by
// the chi-square test at a level of one in a million, for one seed.
func TestStatistics(t *testing.T) {
	t.Parallel()
	p := read(t, "statistics.yaml")
	plan := planOf(t, compiled(t, "high")...)
	s, err := p.Compile(plan, 2026, 64*batch.BlockSize)
	if err != nil {
		t.Fatal(err)
	}
	column := func(path string) *batch.Column {
		c, ok := plan.Column(path)
		if !ok {
			t.Fatalf("nothing asks about %s", path)
		}
		return c
	}
	truth, documented, days := column("data.export.allCustomerData"), column("data.export.documented"), column("data.deletion.maxDays")
	var quarters [4]int // of two facts with one cause
	byLevel := [2][2]int{}
	known, total, proven := 0, 0, 0
	codes := make([]uint16, batch.BlockSize)
	bit := func(plane []uint64, r int) int { return int(plane[r/64] >> (r % 64) & 1) }
	b := plan.NewBlock()
	for i := range s.Blocks() {
		if err := s.Fill(context.Background(), i, b); err != nil {
			t.Fatal(err)
		}
		s.Levels(i, 0, codes)
		for r := range b.Records() {
			x, y := bit(b.Planes(truth)[64:], r), bit(b.Planes(documented)[64:], r)
			quarters[2*x+y]++
			byLevel[codes[r]][x]++
			known += bit(b.Planes(days)[:64], r)
			proven += bit(b.Proven(truth, 0), r)
			total++
		}
	}
	// A half is at each level of the cause, 0.9 and 0.1 of these are true.
	const both = 0.5*0.9*0.9 + 0.5*0.1*0.1
	for _, c := range []struct {
		name   string
		counts []int
		shares []float64
		most   float64 // the quantile of 1 − 10⁻⁶ by degrees of freedom
	}{
		{"two facts with one cause", quarters[:], []float64{both, 0.5 - both, 0.5 - both, both}, 30.7},
		{"a fact at the first level", byLevel[0][:], []float64{0.9, 0.1}, 23.9},
		{"a fact at the second level", byLevel[1][:], []float64{0.1, 0.9}, 23.9},
		{"missing", []int{known, total - known}, []float64{0.7, 0.3}, 23.9},
		{"proven", []int{proven, total - proven}, []float64{0.6, 0.4}, 23.9},
	} {
		if x := chiSquare(c.counts, c.shares); x > c.most {
			t.Errorf("%s: %v against %v, chi-square %.1f", c.name, c.counts, c.shares, x)
		}
	}
}

// TestPlanDoesNotMatter draws the same records for two plans, and for a population
// that describes more.
func TestPlanDoesNotMatter(t *testing.T) {
	t.Parallel()
	p := read(t, "european-cloud.yaml")
	a, err := p.Compile(planOf(t, compiled(t, "high")...), 5, 200)
	if err != nil {
		t.Fatal(err)
	}
	b, err := p.Compile(planOf(t, compiled(t, "entry")...), 5, 300)
	if err != nil {
		t.Fatal(err)
	}
	for i := int64(0); i < 200; i += 20 {
		x, err := a.Dossier(i)
		if err != nil {
			t.Fatal(err)
		}
		y, err := b.Dossier(i)
		if err != nil {
			t.Fatal(err)
		}
		if x.Digest() != y.Digest() {
			t.Errorf("record %d differs", i)
		}
	}
}
