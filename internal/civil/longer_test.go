package civil_test

import (
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/internal/civil"
)

// Whatever NoLonger affirms holds from every day of four years.
func TestNoLonger(t *testing.T) {
	t.Parallel()
	start := civil.DateOf(time.Date(2023, time.March, 1, 0, 0, 0, 0, time.UTC), time.UTC)
	periods := []civil.Period{{}, {Days: 1}, {Days: 27}, {Days: 28}, {Days: 29}, {Days: 31}, {Days: 32}, {Days: 59}, {Days: 62}, {Days: 365},
		{Days: 366}, {Months: 1}, {Months: 1, Days: 1}, {Months: 2}, {Months: 11, Days: 40}, {Months: 12}, {Months: 13}, {Years: 1}, {Years: 1, Days: 3}}
	affirmed := 0
	for _, p := range periods {
		if !p.NoLonger(p) {
			t.Errorf("%s is longer than itself", p)
		}
		for _, q := range periods {
			if !p.NoLonger(q) {
				continue
			}
			affirmed++
			for n := range 4 * 366 {
				if d := start.AddDays(n); d.Add(p).Compare(d.Add(q)) > 0 {
					t.Fatalf("%s is said to be no longer than %s; from %s it ends on %s, not %s", p, q, d, d.Add(p), d.Add(q))
				}
			}
		}
	}
	if affirmed < len(periods)*len(periods)/3 {
		t.Errorf("only %d pairs affirmed", affirmed)
	}
	for _, pair := range [][2]civil.Period{{{Months: 1}, {Days: 30}}, {{Days: 29}, {Months: 1}}} {
		if pair[0].NoLonger(pair[1]) {
			t.Errorf("%s may be longer than %s", pair[0], pair[1])
		}
	}
}
