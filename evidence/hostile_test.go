package evidence_test

import (
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/hostile"
)

func readDossier(name string, data []byte) error {
	_, err := evidence.Decode(name, data)
	return err
}

// Whatever a file contains, reading it ends soon, with problems that have a
// place.
func TestHostile(t *testing.T) {
	t.Parallel()
	hostile.Refused(t, readDossier)
}

// What it takes to refuse hostile files of the largest size.
func BenchmarkHostile(b *testing.B) { hostile.Benchmark(b, readDossier) }
