package evaluator

import (
	"time"

	"github.com/trias-sovereignty/trias/internal/civil"
)

// dawn returns the first instant after another one at which a calendar in a zone
// shows a day or a later one; the zero time if there is none. Mostly it is the
// day's start. Where clocks went back across midnight in between, the day begins
// once more.
func dawn(day civil.Date, after time.Time, zone *time.Location) time.Time {
	if start := day.Start(zone); start.After(after) {
		return start
	}
	midnight := day.Start(time.UTC)
	for t := after.In(zone); ; {
		_, offset := t.Zone()
		start, end := t.ZoneBounds()
		first := midnight.Add(-time.Duration(offset) * time.Second)
		if first.Before(start) {
			first = start
		}
		if first.After(after) && (end.IsZero() || first.Before(end)) {
			return first
		}
		if end.IsZero() {
			return time.Time{}
		}
		t = end
	}
}

// rewind returns the first instant after one and not after another at which the
// clocks of a zone go back across midnight, so that a calendar shows the day
// before again; the zero time if they never do.
func rewind(after, until time.Time, zone *time.Location) time.Time {
	for t := after.In(zone); ; {
		_, end := t.ZoneBounds()
		if end.IsZero() || end.After(until) {
			return time.Time{}
		}
		if end.After(after) && civil.DateOf(end, zone).Compare(civil.DateOf(end.Add(-1), zone)) < 0 {
			return end
		}
		t = end
	}
}
