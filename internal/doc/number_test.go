package doc_test

import (
	"testing"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// TestExact tells literals that floating point keeps from those it rounds.
func TestExact(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"0": true, "-0": true, "0e999999999999": true, "1": true, "1.0": true, "100": true, "1e2": true, "0.1": true,
		"-12.50": true, "9007199254740992": true, "9007199254740993": false, "1e300": true, "1.5E+21": true,
		"1000000000000000000000000000000": true, "1000000000000000000000000000001": false,
		"5e-324": true, "4.9e-324": false, "1e-400": false, "1e400": false, "-1e999999999999": false, "1e-999999999999": false,
		"0.1000000000000000055511151231257827": false,
	} {
		if got := doc.Exact(text); got != want {
			t.Errorf("%s: got %v", text, got)
		}
	}
}
