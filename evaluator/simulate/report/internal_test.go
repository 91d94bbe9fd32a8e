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
