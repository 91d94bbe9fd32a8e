package main

import (
	"fmt"
	"path/filepath"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/simulate"
)

// BenchmarkStudy runs a study without and with the pipeline, in one process each.
func BenchmarkStudy(b *testing.B) {
	const records = 1_000_000
	p, _, err := pack(study, records, -1)
	if err != nil {
		b.Fatal(err)
	}
	c, err := p.compile()
	if err != nil {
		b.Fatal(err)
	}
	speed := func(b *testing.B) { b.ReportMetric(float64(records)*float64(b.N)/b.Elapsed().Seconds(), "records/s") }
	for _, workers := range []int{1, 2} {
		b.Run(fmt.Sprintf("local/workers=%d", workers), func(b *testing.B) {
			for b.Loop() {
				tally, err := c.Run(b.Context(), simulate.Options{Workers: workers})
				if err != nil {
					b.Fatal(err)
				}
				if _, err := c.Results(b.Context(), tally); err != nil {
					b.Fatal(err)
				}
			}
			speed(b)
		})
	}
	b.Run("prism", func(b *testing.B) {
		file := filepath.Join(b.TempDir(), "results.json")
		for b.Loop() {
			if err := run(b.Context(), p, 0, file, func(p Parcel, size int64) any { return &countFn{Parcel: p, Size: size} }); err != nil {
				b.Fatal(err)
			}
		}
		speed(b)
	})
}
