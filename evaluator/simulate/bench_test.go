package simulate_test

import (
	"context"
	"maps"
	"os"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/batch"
)

// BenchmarkBlock counts blocks over the whole catalogue: drawing them, judging them, and
// adding up what is asked.
func BenchmarkBlock(b *testing.B) {
	text := string(files(b, nil)["embedded.yaml"].Data)
	head := text[:strings.Index(text, "competition:")]
	more := map[string]string{}
	for to, from := range map[string]string{"generic.yaml": "european-cloud.yaml", "base.yaml": "base.yaml"} {
		data, err := os.ReadFile("../population/testdata/" + from)
		if err != nil {
			b.Fatal(err)
		}
		more[to] = string(data)
	}
	for _, study := range []struct{ name, asks string }{
		{"Rates", ""},
		{"Competition", "competition: {}\n"},
		{"Sweep50", "sweeps: [{id: s, profile: high, criterion: DAT-CON-06, parameter: maxDays, from: 1, to: 50, step: 1}]\n"},
		{"Scores", "scores: [{id: flat, profile: high, method: xccdf-flat}, {id: mean, profile: high, method: xccdf-default}]\n"},
		{"Sensitivity", "sensitivity: {profiles: [high]}\n"},
		{"Information", "information: {profiles: [high], depth: 2}\n"},
		{"Comparison", "comparisons: [{id: c, from: normal, to: high}]\n"},
		{"All", text[len(head):]},
	} {
		b.Run(study.name, func(b *testing.B) {
			asks := maps.Clone(more)
			asks["embedded.yaml"] = head + study.asks
			c := compiled(b, "embedded.yaml", asks)
			w := c.NewWorker()
			for i := int64(0); b.Loop(); i++ {
				if err := w.Block(context.Background(), i%c.Blocks()); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/batch.BlockSize, "ns/record")
		})
	}
}

// BenchmarkCompile makes a study ready to run.
func BenchmarkCompile(b *testing.B) {
	c := compiled(b, "embedded.yaml", nil)
	for b.Loop() {
		if _, err := c.Study().Compile(); err != nil {
			b.Fatal(err)
		}
	}
}
