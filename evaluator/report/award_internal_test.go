package report

import (
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/tender"
)

// Every language has a text for whatever a score or a ranking may say, and none
// that nothing uses.
func TestAwardComplete(t *testing.T) {
	t.Parallel()
	all, err := awardBook.All()
	if err != nil {
		t.Fatal(err)
	}
	for code, l := range all {
		for _, c := range []struct {
			table string
			have  map[string]string
			want  []string
		}{
			{"score.table", l.Score.Table, score.Unit("").Values()},
			{"score.states", l.Score.States, score.State("").Values()},
			{"score.status", l.Score.Status, score.GateStatus("").Values()},
			{"score.note", l.Score.Note, score.NoteCode("").Values()},
			{"ranking.decided", l.Ranking.Decided, rank.Decision("").Values()},
			{"ranking.warnings", l.Ranking.Warnings, rank.WarningCode("").Values()},
			{"ranking.method.names", l.Ranking.Method.Names, rank.Name("").Values()},
			{"ranking.method.criteria", l.Ranking.Method.Criteria, rank.Criterion("").Values()},
			{"ranking.method.modes", l.Ranking.Method.Modes, exact.Mode("").Values()},
			{"ranking.method.basis", l.Ranking.Method.Basis, []string{rank.PerformanceMedian, rank.PriceMedian, rank.PerformanceMean, rank.PriceMean, rank.PerformanceMax, rank.PriceMin, rank.PriceMax, rank.ZMax, rank.CorridorLower}},
			{"ranking.offers.status", l.Ranking.Offers.Status, tender.Status("").Values()},
			{"ranking.stability.weights", l.Ranking.Stability.Weights, rank.Answer("").Values()},
			{"ranking.stability.prices", l.Ranking.Stability.Prices, rank.Answer("").Values()},
			{"ranking.stability.completions", l.Ranking.Stability.Completions, rank.Answer("").Values()},
		} {
			for _, key := range c.want {
				if c.have[key] == "" {
					t.Errorf("%s: %s lacks %q", code, c.table, key)
				}
			}
			if len(c.have) > len(c.want) {
				t.Errorf("%s: %s has texts that nothing uses: %v", code, c.table, c.have)
			}
		}
		for _, unit := range score.Unit("").Values() {
			if l.Units[unit].Many == "" {
				t.Errorf("%s: no unit %s", code, unit)
			}
		}
	}
}

func TestNumbers(t *testing.T) {
	t.Parallel()
	a, err := beginAward(Options{Lang: "de"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	long := exact.MustParse("1/333333333333333333333333333333333333333333")
	for _, c := range []struct{ got, want string }{
		{a.rounded(exact.MustParse("1/3"), 2), "≈ 0,33333"},
		{a.rounded(exact.MustParse("10/3"), 2), "≈ 3,33"},
		{a.rounded(exact.MustParse("0.125"), 2), "0,125"},
		{a.rounded(exact.MustParse("-12345.5"), 2), "−12.345,5"},
		{a.rounded(exact.MustParse("3/3250"), 2), "≈ 0,00092308"},
		{a.both(exact.MustParse("3/3250"), 2), "3/3250 ≈ 0,00092308"},
		{a.both(exact.MustParse("86.25"), 2), "86,25"},
		{a.both(long, 2), "≈ 0,0000000000000000000000000000000000000000030000"},
		{a.exactly(long), ""},
		{a.fixed(exact.MustParse("-0.001"), 2), "0,00"},
		{a.upTo(exact.MustParse("62/3")), "≈ 20,6666 %"},
		{a.within(exact.MustParse("1/3"), exact.Up), "≈ 0,3334"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
	if n := significant(exact.Int(0), 2); n != 2 {
		t.Errorf("zero takes %d decimals", n)
	}
}
