package batch_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// high is the full catalogue under one profile.
func highPlan(b *testing.B) *batch.Plan {
	return plan(b, testkit.At, batch.Variant{Evaluator: embedded(b, "high")})
}

// BenchmarkEncode is the cost of one dossier that is there: under one profile, and
// under all embedded ones at once.
func BenchmarkEncode(b *testing.B) {
	for name, p := range map[string]*batch.Plan{"high": highPlan(b), "all profiles": plan(b, testkit.At, everyProfile(b)...)} {
		b.Run(name, func(b *testing.B) {
			encoder, block, dossiers := p.NewEncoder(), p.NewBlock(), some()
			n := 0
			b.ReportAllocs()
			for b.Loop() {
				if n%batch.BlockSize == 0 {
					block.Reset(batch.BlockSize)
				}
				if err := encoder.Encode(b.Context(), block, n%batch.BlockSize, dossiers[n%len(dossiers)]); err != nil {
					b.Fatal(err)
				}
				n++
			}
			records, decided := encoder.Encoded()
			b.ReportMetric(100*float64(decided)/float64(records), "%decided")
			b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(n), "ns/record")
		})
	}
}

// BenchmarkStreamNDJSON is the cost of one record from its line to its outcomes.
func BenchmarkStreamNDJSON(b *testing.B) {
	p := highPlan(b)
	var lines []string
	for _, d := range some() {
		lines = append(lines, line(d)+"\n")
	}
	text := strings.Repeat(strings.Join(lines, ""), 20)
	records := 20 * len(lines)
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("workers=%d", workers), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				counts := p.NewCounts()
				for c, err := range p.StreamNDJSON(b.Context(), "x", strings.NewReader(text), batch.StreamOptions{Workers: workers}) {
					if err != nil {
						b.Fatal(err)
					}
					counts.Add(c)
				}
				if counts.Records != int64(records) {
					b.Fatal(counts.Records)
				}
			}
			b.ReportMetric(float64(b.N)*float64(records)/b.Elapsed().Seconds(), "records/s")
		})
	}
}

// BenchmarkListLength is the cost of one record by the length of one of its lists,
// each time another list, encoded and decided by the evaluator.
func BenchmarkListLength(b *testing.B) {
	const variety = 64
	e := embedded(b, "high")
	for _, length := range []int{0, 1, 10, 100, 1000} {
		dossiers := make([]*evidence.Dossier, variety)
		for i := range dossiers {
			g := testkit.New(uint64(i), testkit.Options{})
			f := g.Met()
			one := f.Data.Standards[0]
			f.Data.Standards = make([]evidence.DataStandard, length)
			for k := range f.Data.Standards {
				f.Data.Standards[k] = one
				f.Data.Standards[k].ID = fmt.Sprintf("s%d", k)
				f.Data.Standards[k].LastTestedOn = evidence.Known(testkit.Today.AddDays(-g.IntN(600)))
			}
			d, err := evidence.Merge(f)
			if err != nil {
				b.Fatal(err)
			}
			dossiers[i] = d
		}
		b.Run(fmt.Sprintf("encode/%d", length), func(b *testing.B) {
			n := 0
			var encoder *batch.Encoder
			var block *batch.Block
			for b.Loop() {
				if n%variety == 0 { // no list is seen twice
					b.StopTimer()
					p := plan(b, testkit.At, batch.Variant{Evaluator: e})
					encoder, block = p.NewEncoder(), p.NewBlock()
					block.Reset(variety)
					b.StartTimer()
				}
				if err := encoder.Encode(b.Context(), block, n%variety, dossiers[n%variety]); err != nil {
					b.Fatal(err)
				}
				n++
			}
		})
		b.Run(fmt.Sprintf("decide/%d", length), func(b *testing.B) {
			n := 0
			for b.Loop() {
				if _, err := e.Decide(b.Context(), dossiers[n%variety], testkit.At); err != nil {
					b.Fatal(err)
				}
				n++
			}
		})
	}
}
