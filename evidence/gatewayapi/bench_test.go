package gatewayapi_test

import (
	"bytes"
	"testing"

	"github.com/trias-sovereignty/trias/evidence/gatewayapi"
)

// BenchmarkImport imports every report of the corpus that is not refused; the speed is over their bytes.
func BenchmarkImport(b *testing.B) {
	var reports []document
	size := 0
	for _, d := range corpus(b) {
		if _, err := gatewayapi.Import(d.name, bytes.NewReader(d.data), gatewayapi.Options{}); err == nil {
			reports, size = append(reports, d), size+len(d.data)
		}
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, d := range reports {
			if _, err := gatewayapi.Import(d.name, bytes.NewReader(d.data), gatewayapi.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(len(reports)), "reports/op")
}
