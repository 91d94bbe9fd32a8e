package eucsf

import "testing"

// What facts leave and what is declared, put together: steps stated, worst, best.
func TestTogether(t *testing.T) {
	for _, c := range []struct {
		name         string
		facts        interval
		declared     declaration
		from, to     int
		worst, best  int
		contradicted bool
	}{
		{"nothing", interval{from: 1, to: 5, proven: 1}, declaration{}, 1, 5, 1, 5, false},
		{"facts alone", interval{from: 3, to: 4, proven: 2}, declaration{}, 3, 4, 2, 4, false},
		{"declared alone", interval{from: 1, to: 5, proven: 1}, declaration{from: 3, to: 3}, 3, 3, 1, 3, false},
		{"declared and proven", interval{from: 1, to: 5, proven: 1}, declaration{from: 3, to: 3, proven: true}, 3, 3, 3, 3, false},
		{"within", interval{from: 2, to: 4, proven: 2}, declaration{from: 3, to: 3}, 3, 3, 2, 3, false},
		{"above", interval{from: 2, to: 3, proven: 2}, declaration{from: 5, to: 5, proven: true}, 2, 5, 2, 5, true},
		{"below", interval{from: 4, to: 5, proven: 4}, declaration{from: 2, to: 2, proven: true}, 2, 5, 2, 5, true},
		{"below, unproven", interval{from: 4, to: 5, proven: 4}, declaration{from: 2, to: 2}, 2, 5, 2, 5, true},
		{"above, unproven", interval{from: 2, to: 3, proven: 2}, declaration{from: 5, to: 5}, 2, 5, 2, 5, true},
		{"above, facts unproven", interval{from: 2, to: 3, proven: 1}, declaration{from: 5, to: 5, proven: true}, 2, 5, 2, 5, true},
		{"below, facts unproven", interval{from: 4, to: 5, proven: 1}, declaration{from: 2, to: 2, proven: true}, 2, 5, 2, 5, true},
		{"nothing proven", interval{from: 4, to: 5, proven: 1}, declaration{from: 2, to: 2}, 2, 5, 1, 5, true},
		{"two declared", interval{from: 1, to: 5, proven: 1}, declaration{from: 2, to: 3, proven: true}, 2, 3, 2, 3, true},
		{"two declared, one outside", interval{from: 3, to: 5, proven: 3}, declaration{from: 2, to: 4, proven: true}, 2, 5, 2, 5, true},
		{"facts against facts", interval{from: 4, to: 2, proven: 4}, declaration{}, 2, 4, 2, 4, true},
		{"facts against facts, declared between", interval{from: 4, to: 2, proven: 4}, declaration{from: 3, to: 3}, 2, 4, 2, 4, true},
	} {
		s := c.facts.with(c.declared)
		if s.from != c.from || s.to != c.to || s.worst != c.worst || s.best != c.best || s.proven != c.worst || s.contradicted != c.contradicted {
			t.Errorf("%s: %+v", c.name, s)
		}
	}
}

// A claim without proof lowers no lower bound below what it states itself, and
// proof lowers none at all: withholding either gains nothing.
func TestClaimsLowerNothing(t *testing.T) {
	for from := 1; from <= 5; from++ {
		for to := 1; to <= 5; to++ {
			for proven := 1; proven <= from; proven++ {
				facts := interval{from: from, to: to, proven: proven}
				alone := facts.with(declaration{})
				for n := 1; n <= 5; n++ {
					claimed, shown := facts.with(declaration{from: n, to: n}), facts.with(declaration{from: n, to: n, proven: true})
					if claimed.worst < min(alone.worst, n) || shown.worst < claimed.worst {
						t.Errorf("%+v: %d alone, %d with %d claimed, %d with it proven", facts, alone.worst, claimed.worst, n, shown.worst)
					}
					// Facts claimed without proof take nothing from a proven step that they allow.
					if proven == 1 && shown.worst < min(n, from, to) {
						t.Errorf("%+v: %d with %d proven", facts, shown.worst, n)
					}
					if claimed.worst > claimed.best || shown.worst > min(n, shown.best) && shown.contradicted && n < from {
						t.Errorf("%+v with %d: %+v, %+v", facts, n, claimed, shown)
					}
				}
			}
		}
	}
}
