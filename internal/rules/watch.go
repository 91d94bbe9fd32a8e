package rules

import (
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/regions"
)

// Watch finds, while rules are evaluated on a day, until when every look they
// take at the instant would come out the same.
//
// A rule can do two things with the instant: compare it with a date, and ask
// whether a country is in a region then. Each tells the watch the next day on
// which it comes out otherwise. Before the first of these days an evaluation
// sees what it saw, takes the same way through the rule and so has the same
// result: however the rule is written, which elements its quantifiers reach, and
// whatever it adds to dates or chooses between. Nothing is searched for and no
// monotony is relied on.
//
// The zero Watch has seen nothing.
type Watch struct{ next civil.Date }

// Next returns the first day on which something that was looked at comes out
// otherwise; the zero date if nothing ever does.
func (w *Watch) Next() civil.Date { return w.next }

// Reset forgets what was seen.
func (w *Watch) Reset() { w.next = civil.Date{} }

// Note tells the watch of a day on which something comes out otherwise; the zero
// date is none.
func (w *Watch) Note(day civil.Date) {
	if !day.IsZero() && (w.next.IsZero() || day.Compare(w.next) < 0) {
		w.next = day
	}
}

// Watch makes the machine tell the watch from the next [Machine.Given] on; nil
// ends that.
func (m *Machine) Watch(w *Watch) { m.watch = w }

// seen tells the watch, if there is one, that the instant was compared with a
// date. The order of the two changes on the date itself, and again on the day
// after it.
func (i instantVal) seen(d civil.Date) {
	if i.watch == nil {
		return
	}
	switch c := d.Compare(i.Date); {
	case c > 0:
		i.watch.Note(d)
	case c == 0:
		if after := d.AddDays(1); after != d { // at the end of the calendar there is none
			i.watch.Note(after)
		}
	}
}

// asked tells the watch, if there is one, that the members of a region were
// asked for.
func (i instantVal) asked(region string) {
	if i.watch == nil {
		return
	}
	if changes := regions.ChangesAfter(region, i.Date); len(changes) > 0 {
		i.watch.Note(changes[0])
	}
}
