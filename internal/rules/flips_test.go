package rules

import (
	"fmt"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
)

// What turns over and makes no difference is not named, nor is what stays.
func TestFlips(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	facts := map[string]evidence.Stated{
		"ext.t.date1": {Scalar: "2026-10-31"}, "ext.t.date2": {Scalar: "2026-10-31"}, "ext.t.bool1": {Scalar: true}, "ext.t.bool2": {Scalar: false},
		"ext.t.text1": {Scalar: "DE"},
		"ext.t.dates": {List: &evidence.StatedList{Items: []evidence.Item{{Scalar: "2026-10-31"}, {Scalar: "2026-12-31"}}}},
	}
	slots := map[int]evidence.Stated{}
	for path, s := range facts {
		slot, ok := b.env.Slot(path)
		if !ok {
			t.Fatal(path)
		}
		slots[slot] = s
	}
	for _, tt := range []struct{ rule, want string }{
		{"ext.t.date1 >= at && (ext.t.date2 >= at || ext.t.bool1)", "ext.t.date1=2026-10-31 lapses"},
		{"ext.t.date1 < at || ext.t.date2 < at && ext.t.bool2", "ext.t.date1=2026-10-31 holds"},
		{"ext.t.date1 >= at && ext.t.date2 >= at", "ext.t.date1=2026-10-31 lapses, ext.t.date2=2026-10-31 lapses"},
		{"!(ext.t.date1 >= at)", "ext.t.date1=2026-10-31 lapses"},
		{"ext.t.dates.all(d, d >= at)", "ext.t.dates=2026-10-31 lapses"},
		{"ext.t.dates.exists(d, d >= at)", ""},
		{"ext.t.bool1 ? ext.t.date1 >= at : ext.t.date2 >= at", "ext.t.date1=2026-10-31 lapses"},
		{`(at <= date("2026-10-31") ? ext.t.bool1 : ext.t.bool2)`, "=2026-10-31 lapses"},
		{"ext.t.date1 + days(1) > at", "ext.t.date1=2026-10-31 lapses"},
		{"(ext.t.bool1 ? ext.t.date1 : ext.t.date2) >= at", "ext.t.bool1=nothing lapses"},
		{`inRegion(ext.t.text1, "EU", at)`, ""},
		{"ext.t.date1 + months(1) > at", ""},
	} {
		m := b.machine(t, slots)
		flips, more := b.compile(t, tt.rule).Flips(m, today.AddDays(-1), 10)
		var got []string
		for _, f := range flips {
			how := "lapses"
			if f.Holds {
				how = "holds"
			}
			got = append(got, fmt.Sprintf("%s=%s %s", f.Path, f.Value, how))
		}
		if text := strings.Join(got, ", "); text != tt.want || more {
			t.Errorf("%s: %q, want %q", tt.rule, text, tt.want)
		}
	}
	if flips, more := b.compile(t, "ext.t.date1 >= at && ext.t.date2 >= at").Flips(b.machine(t, slots), today.AddDays(-1), 1); len(flips) != 1 || !more {
		t.Errorf("of two at most one: %v, more %v", flips, more)
	}
}
