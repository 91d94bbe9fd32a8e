package simulate_test

import (
	"context"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/batch"
)

// BenchmarkBlock counts one block of all analyses over the embedded catalogue.
func BenchmarkBlock(b *testing.B) {
	c := compiled(b, "embedded.yaml", nil)
	w := c.NewWorker()
	for b.Loop() {
		if err := w.Block(context.Background(), 0); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/batch.BlockSize, "ns/record")
}
