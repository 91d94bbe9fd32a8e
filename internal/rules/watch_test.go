package rules

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// watched is how many generated rules over generated facts are looked at day by
// day.
var watched = flag.Int("watched", 3_000, "how many rules are looked at day by day")

// ofTheDay writes a random test of the day of the verdict.
func ofTheDay(rng *rand.Rand) string {
	pick := func(from ...string) string { return from[rng.IntN(len(from))] }
	op := func() string { return pick("<", "<=", ">", ">=") }
	period := func() string { return pick("days(3)", "months(1)", "years(1)", "params.period", "days(ext.t.int1)") }
	day := pick("ext.t.date1", "ext.t.date2", `date("2024-12-31")`,
		"ext.t.date1 "+pick("+", "-")+" "+period(),
		"(ext.t.bool1 ? ext.t.date1 : ext.t.date2)",
		fmt.Sprintf("(at %s ext.t.date1 ? ext.t.date2 : ext.t.date1 + %s)", op(), period()),
		"ext.t.date1 + "+period()+" - "+period())
	switch rng.IntN(9) {
	case 0:
		return fmt.Sprintf("ext.t.dates.%s(d, d %s at)", pick("all", "exists"), op())
	case 1:
		return fmt.Sprintf("ext.t.dates.%s(d, d + %s %s at || d == ext.t.date1)", pick("all", "exists"), period(), op())
	case 2:
		return fmt.Sprintf(`inRegion(ext.t.text%d, %s, at)`, 1+rng.IntN(2), pick(`"EU"`, `"EEA"`, `"Schengen"`, `"EuroArea"`, `"BG"`, "params.region"))
	case 3:
		return fmt.Sprintf(`subject.regions.%s(c, inRegion(c, "Schengen", at))`, pick("all", "exists"))
	case 4:
		return fmt.Sprintf("(%s %s at) == (ext.t.bool2 || at %s ext.t.date2)", day, op(), op())
	case 5:
		return pick("at == at", "at != at", "ext.t.bool1", "ext.t.bool2")
	case 6:
		return fmt.Sprintf("at %s %s", op(), day)
	}
	return fmt.Sprintf("%s %s at", day, op())
}

// dated writes a random rule that looks at the day here and there.
func dated(rng *rand.Rand, depth int) string {
	sub := func() string { return "(" + dated(rng, depth-1) + ")" }
	if depth == 0 {
		return ofTheDay(rng)
	}
	switch rng.IntN(6) {
	case 0, 1:
		return sub() + " && " + sub()
	case 2:
		return sub() + " || " + sub()
	case 3:
		return "!" + sub()
	case 4:
		return sub() + " ? " + sub() + " : " + sub()
	}
	return ofTheDay(rng)
}

// datedFacts draws facts whose dates lie around a day, some of them unknown.
func datedFacts(rng *rand.Rand, b *bench, r *Rule, around civil.Date) map[int]evidence.Stated {
	facts := b.full(rng, r)
	near := func() string { return around.AddDays(rng.IntN(160) - 40).String() }
	for slot := range facts {
		switch b.env.Info(slot).Path {
		case "ext.t.date1", "ext.t.date2":
			facts[slot] = evidence.Stated{Scalar: near()}
		case "ext.t.dates":
			l := &evidence.StatedList{Open: rng.IntN(4) == 0}
			for range rng.IntN(4) {
				l.Items = append(l.Items, evidence.Item{Scalar: near()})
			}
			facts[slot] = evidence.Stated{List: l}
		case "ext.t.text1", "ext.t.text2":
			facts[slot] = evidence.Stated{Scalar: []string{"BG", "RO", "HR", "DE", "US"}[rng.IntN(5)]}
		}
		if rng.IntN(8) == 0 {
			facts[slot] = evidence.Stated{}
		}
	}
	return facts
}

// Between the days a watch names nothing changes, whatever a rule does with the
// day: found by evaluating on every day. What a rule's tests are said to turn over
// by is among what it looks at.
func TestWatchAgainstEveryDay(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	rules := *watched
	if testing.Short() {
		rules = min(rules, 300)
	}
	rng := rand.New(rand.NewPCG(61, 62))
	const days = 120
	visited, changes, flipped := 0, 0, 0
	count := map[Truth]int{}
	for range rules {
		r := b.compile(t, dated(rng, rng.IntN(4)))
		// Countries joined regions from 2023 to 2026.
		start, _ := civil.ParseDate([]string{"2022-11-01", "2024-10-15", "2025-11-10", "2026-11-01"}[rng.IntN(4)])
		m := b.machine(t, datedFacts(rng, b, r, start))
		subject := b.env.Subject(evidence.Subject{ID: "s", Regions: []evidence.Country{"HR", "RO"}})
		on := func(day civil.Date) Truth {
			m.Given(subject, b.given, day)
			truth, _ := r.Eval(m)
			return truth
		}
		var w Watch
		foretold, next := Truth(0), start
		var visitedOn civil.Date
		for n := range days {
			day := start.AddDays(n)
			was := foretold
			if day == next {
				m.Watch(&w)
				w.Reset()
				foretold, visitedOn = on(day), day
				m.Watch(nil)
				if next = w.Next(); !next.IsZero() && next.Compare(day) <= 0 {
					t.Fatalf("%s: on %s the next day is %s", r.Text, day, next)
				}
				visited++
			}
			truth := on(day)
			count[truth]++
			if truth != foretold {
				t.Fatalf("%s: on %s it is %s, and %s was foretold on %s\n%v", r.Text, day, truth, foretold, visitedOn, m.facts.slots)
			}
			if was == 0 || was == truth {
				continue
			}
			changes++
			flips, more := r.Flips(m, day.AddDays(-1), 50)
			if len(flips) == 0 || more {
				t.Fatalf("%s: from %s to %s on %s by nothing", r.Text, was, truth, day)
			}
			flipped += len(flips)
		}
	}
	if changes < rules/20 || changes*40 < visited {
		t.Errorf("%d changes on %d days that were visited: too few to tell", changes, visited)
	}
	for _, truth := range []Truth{True, False, Unknown, Error} {
		if count[truth] == 0 {
			t.Errorf("never %s", truth)
		}
	}
	t.Logf("%d rules on %d days each: %d changes on %d visited days, by %d tests", rules, days, changes, visited, flipped)
}

// A rule that does not look at the day tells the watch nothing.
func TestWatchOfNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	m := b.machine(t, nil)
	var w Watch
	m.Watch(&w)
	for _, text := range []string{"ext.t.bool1", "ext.t.date1 < ext.t.date2", `inRegion("DE", "DE", at)`, `date("2026-10-31") < at`} {
		m.Given(nil, b.given, today)
		if b.compile(t, text).Eval(m); !w.Next().IsZero() {
			t.Errorf("%s: %s", text, w.Next())
		}
	}
	m.Given(nil, b.given, today)
	b.compile(t, `date("2026-11-01") < at || date("2026-12-24") < at`).Eval(m)
	if want := "2026-11-02"; w.Next().String() != want {
		t.Errorf("%s, want %s", w.Next(), want)
	}
}
