package report

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/simulate"
	"github.com/trias-sovereignty/trias/profiles"
)

var hole = regexp.MustCompile(`\{[a-zA-Z]+\}`)

// TestLanguages: all languages fill in the same, and have a word for every value
// that results can have.
func TestLanguages(t *testing.T) {
	t.Parallel()
	all, err := languages.All()
	if err != nil {
		t.Fatal(err)
	}
	for code, w := range all {
		sameHoles(t, reflect.ValueOf(*all["en"]), reflect.ValueOf(*w), code)
		for name, x := range map[string]struct {
			words  map[string]string
			values []string
		}{
			"conformity":  {w.Conformity, evaluator.Conformity("").Values()},
			"outcome":     {w.Outcome, evaluator.Outcome("").Values()},
			"obligation":  {w.Obligation, profiles.Obligation("").Values()},
			"view":        {w.View, simulate.View("").Values()},
			"engine":      {w.Engine, simulate.Engine("").Values()},
			"factor":      {w.Factor, simulate.FactorKind("").Values()},
			"information": {w.Information, simulate.InformationKind("").Values()},
			"axes.score":  {w.Axes.Score, score.Unit("").Values()},
		} {
			for _, v := range x.values {
				if x.words[v] == "" {
					t.Errorf("%s: %s has no word for %s", code, name, v)
				}
			}
			if len(x.words) != len(x.values) {
				t.Errorf("%s: %s has %d words for %d values", code, name, len(x.words), len(x.values))
			}
		}
		for _, u := range score.Unit("").Values() {
			if w.Axes.Density[u].Many == "" {
				t.Errorf("%s: axes.density has no words for %s", code, u)
			}
		}
	}
}

func sameHoles(t *testing.T, a, b reflect.Value, at string) {
	t.Helper()
	switch a.Kind() {
	case reflect.String:
		x, y := hole.FindAllString(a.String(), -1), hole.FindAllString(b.String(), -1)
		slices.Sort(x)
		slices.Sort(y)
		if !slices.Equal(x, y) {
			t.Errorf("%s: %q and %q fill in other things", at, a, b)
		}
	case reflect.Struct:
		for i := range a.NumField() {
			if f := a.Type().Field(i); f.IsExported() && !f.Anonymous {
				sameHoles(t, a.Field(i), b.Field(i), at+"."+f.Name)
			}
		}
	case reflect.Map:
		for _, key := range a.MapKeys() {
			if !b.MapIndex(key).IsValid() {
				t.Errorf("%s: no %s", at, key)
				continue
			}
			sameHoles(t, a.MapIndex(key), b.MapIndex(key), at+"."+key.String())
		}
	case reflect.Slice:
		if a.Len() != b.Len() {
			t.Errorf("%s: %d and %d entries", at, a.Len(), b.Len())
			return
		}
		for i := range a.Len() {
			sameHoles(t, a.Index(i), b.Index(i), at)
		}
	}
}

// TestSameWords: conformities, outcomes and obligations are called as reports on
// verdicts call them.
func TestSameWords(t *testing.T) {
	t.Parallel()
	for _, code := range Languages() {
		data, err := os.ReadFile("../../../internal/speech/lang/" + code + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		type words struct{ Conformity, Outcome, Obligation map[string]string }
		var file struct{ Report, Simulation words }
		if err := yaml.Unmarshal(data, &file); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(file.Report, file.Simulation); diff != "" {
			t.Errorf("%s: reports on verdicts (-) and on simulations (+):\n%s", code, diff)
		}
	}
}

// TestNeverCertain: what no offer had, and what all had, has an interval that is seen.
func TestNeverCertain(t *testing.T) {
	t.Parallel()
	w, err := write(&simulate.Results{Records: 10_000}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	number := func(text string) *exact.Number { n := exact.MustParse(text); return &n }
	for _, x := range []struct {
		share, low, high string
		count            int64
		want             string
	}{
		{"0", "0", "0.00038401", 0, "0.00–0.04"},
		{"1", "0.99961599", "1", 10_000, "99.96–100.00"},
		{"0.2179", "0.2099", "0.2261", 2179, "21.0–22.6"},
		{"0", "0", "0", 0, "0.0–0.0"}, // as it is without an interval
	} {
		s := simulate.Share{Count: x.count, Of: 10_000, Share: number(x.share), Low: number(x.low), High: number(x.high)}
		if got := w.interval(s); got != x.want {
			t.Errorf("%s to %s is written %s, not %s", x.low, x.high, got, x.want)
		}
	}
}

// TestLevels: classes of facts are called in the language of the report.
func TestLevels(t *testing.T) {
	t.Parallel()
	w, err := write(&simulate.Results{}, Options{Lang: "de"})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"2024-11-26 to 2026-11-26":   "2024-11-26 bis 2026-11-…",
		"8 to 14":                    "8 bis 14",
		"-9007199254740992 to 7":     "≤ 7",
		"[DE IE]":                    "DE, IE",
		"[]":                         "[]",
		"a long name to be found in": "a long name to be found…",
		"unknown":                    "unbekannt",
	} {
		if got := w.level(&simulate.Level{Text: text}); got != want {
			t.Errorf("%q is called %q, not %q", text, got, want)
		}
	}
}

// TestAlike: criteria with the same counts and the same obligation are one row, and what
// is missing is no factor beside a fact with the same two classes.
func TestAlike(t *testing.T) {
	t.Parallel()
	r := &simulate.Results{Records: 100, Profiles: []simulate.ProfileInfo{{ID: "p"}}, Rates: []simulate.Rates{{Profile: "p"}}}
	for i, id := range []string{"A-1", "A-2", "A-3", "A-4", "B-1"} {
		obligation, fails := profiles.Must, int64(20)
		switch i {
		case 3:
			obligation = profiles.Should
		case 4:
			fails = 10
		}
		r.Profiles[0].Criteria = append(r.Profiles[0].Criteria, simulate.CriterionInfo{ID: id, Obligation: obligation})
		r.Rates[0].Criteria = append(r.Rates[0].Criteria, simulate.CriterionRates{Criterion: id, Outcomes: []simulate.OutcomeShare{
			{Outcome: evaluator.Pass, Share: simulate.Share{Count: 100 - fails, Of: 100}}, {Outcome: evaluator.Fail, Share: simulate.Share{Count: fails, Of: 100}},
		}})
	}
	w, err := write(r, Options{Words: true})
	if err != nil {
		t.Fatal(err)
	}
	w.criteria(&r.Rates[0])
	var got []string
	for _, row := range w.parts[0].(table).rows {
		got = append(got, row[0]+" "+row[1])
	}
	if diff := cmp.Diff([]string{"A-1, A-2, A-3 MUST", "A-4 SHOULD", "B-1 MUST"}, got); diff != "" {
		t.Error(diff)
	}

	ratio := exact.MustParse("0.25")
	factor := func(kind simulate.FactorKind, path string, classes int64) simulate.Factor {
		return simulate.Factor{Kind: kind, Paths: []string{path}, Classes: classes, Ratio: ratio}
	}
	kept := telling([]simulate.Factor{
		factor(simulate.FactorFact, "a", 2), factor(simulate.FactorMissing, "a", 2), factor(simulate.FactorFact, "b", 3), factor(simulate.FactorMissing, "b", 2),
	})
	if len(kept) != 3 || kept[2].Kind != simulate.FactorMissing || kept[2].Paths[0] != "b" {
		t.Errorf("%d factors are shown", len(kept))
	}
}
