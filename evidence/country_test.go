package evidence_test

import (
	"slices"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
)

func TestCountryValues(t *testing.T) {
	t.Parallel()
	values := evidence.Country("").Values()
	if len(values) != 249 || !slices.IsSorted(values) {
		t.Errorf("%d values, sorted: %v", len(values), slices.IsSorted(values))
	}
	for _, code := range []string{"DE", "GR", "GB", "RE", "TW"} {
		if !slices.Contains(values, code) {
			t.Errorf("%s is missing", code)
		}
	}
	for _, code := range []string{"EU", "UK", "EL", "XK", ""} {
		if slices.Contains(values, code) {
			t.Errorf("%q is no officially assigned code", code)
		}
	}
}
