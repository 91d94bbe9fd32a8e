package evaluator

import (
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/internal/civil"
)

// A day begins when a calendar comes to show it: at midnight, where clocks go
// forward across midnight when they do, and once more where they go back.
func TestDawn(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ zone, day, after, want string }{
		{"UTC", "2026-03-29", "2026-03-01T00:00:00Z", "2026-03-29T00:00:00Z"},
		{"Europe/Berlin", "2026-03-30", "2026-03-29T12:00:00Z", "2026-03-29T22:00:00Z"},
		{"America/Asuncion", "2023-10-01", "2023-09-30T12:00:00Z", "2023-10-01T04:00:00Z"},
		// On 24 March 2024 at 0:00 it was 23:00 on the 23rd again.
		{"America/Asuncion", "2024-03-23", "2024-03-23T13:00:00Z", "2024-03-24T03:00:00Z"},
		{"America/Asuncion", "2024-03-23", "2024-03-23T03:30:00Z", "2024-03-24T03:00:00Z"},
		{"America/Asuncion", "2024-03-24", "2024-03-23T13:00:00Z", "2024-03-24T04:00:00Z"},
		{"UTC", "2026-03-01", "2026-03-01T00:00:00Z", ""}, // it has begun, and never begins again
	} {
		zone, err := time.LoadLocation(tt.zone)
		if err != nil {
			t.Fatal(err)
		}
		day, err := civil.ParseDate(tt.day)
		if err != nil {
			t.Fatal(err)
		}
		after, err := time.Parse(time.RFC3339, tt.after)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if at := dawn(day, after, zone); !at.IsZero() {
			got = at.UTC().Format(time.RFC3339)
		}
		if got != tt.want {
			t.Errorf("%s begins in %s after %s at %q, want %q", tt.day, tt.zone, tt.after, got, tt.want)
		}
	}
}
