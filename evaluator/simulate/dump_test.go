package simulate_test

import (
	"os"
	"testing"
)

func TestDump(t *testing.T) {
	name := os.Getenv("STUDY")
	if name == "" {
		t.Skip()
	}
	_ = os.WriteFile("/tmp/dump.json", encoded(t, results(t, compiled(t, name, nil), 0)), 0o644)
}
