package report

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
)

// closedSets collects the closed sets of a record and of the records below it,
// apart from countries and whatever else is too long to be named one by one.
func closedSets(r *evidence.Record, sets map[string][]string) {
	for _, f := range r.Fields {
		if f.Set != "" && f.Set != "Country" && len(f.Values) <= 100 {
			sets[f.Set] = f.Values
		}
		if f.Elem != nil {
			closedSets(f.Elem, sets)
		}
	}
}

// TestLabels: every value of every closed set has a name in every language, no
// two values of a set share one, and nothing else has one.
func TestLabels(t *testing.T) {
	all, err := valueLabels.All()
	if err != nil {
		t.Fatal(err)
	}
	if got := slices.Sorted(maps.Keys(all)); !slices.Equal(got, Languages()) {
		t.Errorf("labels in %v, reports in %v", got, Languages())
	}
	sets := map[string][]string{}
	closedSets(evidence.FactSchema(), sets)
	if len(sets) < 100 {
		t.Fatalf("only %d closed sets found", len(sets))
	}
	for lang, of := range all {
		have := *of
		for set, values := range sets {
			by := map[string]string{}
			for _, v := range values {
				text := have[set][v]
				if text == "" {
					t.Errorf("%s: %s.%s has no label", lang, set, v)
					continue
				}
				if other, taken := by[text]; taken {
					t.Errorf("%s: %s.%s and %s.%s are both %q", lang, set, v, set, other, text)
				}
				by[text] = v
				if label(lang, set, v) != text {
					t.Errorf("%s: label of %s.%s is %q, not %q", lang, set, v, label(lang, set, v), text)
				}
			}
		}
		for set, labels := range have {
			for v := range labels {
				if !slices.Contains(sets[set], v) {
					t.Errorf("%s: there is no value %s.%s", lang, set, v)
				}
			}
		}
	}
}

// TestLabelForm: a label can stand in a list of labels and within a sentence.
func TestLabelForm(t *testing.T) {
	all, err := valueLabels.All()
	if err != nil {
		t.Fatal(err)
	}
	inner := regexp.MustCompile(`\([^()]*\)`)
	for lang, sets := range all {
		for set, labels := range *sets {
			if len(labels) == 0 {
				t.Errorf("%s: %s is empty", lang, set)
			}
			for v, text := range labels {
				if strings.Join(strings.Fields(text), " ") != text {
					t.Errorf("%s: stray space in %s.%s: %q", lang, set, v, text)
				}
				if strings.ContainsAny(inner.ReplaceAllString(text, ""), ",;:()") || strings.HasSuffix(text, ".") {
					t.Errorf("%s: %s.%s breaks a list or sentence apart: %q", lang, set, v, text)
				}
			}
		}
	}
}

func TestLabelFallback(t *testing.T) {
	for _, c := range []struct{ lang, set, value, want string }{
		{"en", "ProtectionLevel", "veryHigh", "very high"},
		{"de", "ProtectionLevel", "veryHigh", "sehr hoch"},
		{"de", "AttestationScheme", "bsi-c5", "BSI C5"},
		{"de", "Country", "DE", "DE"},
		{"de", "ProtectionLevel", "highest", "highest"},
		{"en", "NoSet", "none", "none"},
		{"fr", "ProtectionLevel", "veryHigh", "veryHigh"},
		{"de", "", "", ""},
	} {
		if got := label(c.lang, c.set, c.value); got != c.want {
			t.Errorf("label(%q, %q, %q) = %q, want %q", c.lang, c.set, c.value, got, c.want)
		}
	}
}
