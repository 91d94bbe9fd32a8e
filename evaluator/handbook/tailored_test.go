package handbook_test

import (
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/handbook"
	"github.com/trias-sovereignty/trias/profiles"
)

// A handbook of a profile that tailors another says so, and has the reason of
// each recorded change: beside the criterion it is about or, where it is about
// none that is applied, at the front.
func TestTailored(t *testing.T) {
	t.Parallel()
	catalogue, plain, _ := small(t)
	city, err := profiles.Decode("city.yaml", []byte(`trias: profile/v1
id: city
version: 1.0.0
title: {en: City, de: Stadt}
catalogue: small
tailors: plain
stages:
  year: {term: P1Y, title: {en: After a year, de: Nach einem Jahr}}
changes:
  - {change: postpone, criterion: CON-1, stage: year, decision: D-1, reason: {en: Keys take a year., de: Schlüssel brauchen ein Jahr.}}
  - {change: exclude, criterion: CAP-1, reason: {en: There is no desk., de: Es gibt keine Stelle.}}
  - {change: deviations, deviations: inconclusive, reason: {en: Reasons are wanted., de: Gründe sind erwünscht.}}
`), catalogue, plain)
	if err != nil {
		t.Fatal(err)
	}
	// A profile that builds on it shares its changes, and tells each once.
	office, err := profiles.Decode("office.yaml", []byte(`trias: profile/v1
id: office
version: 1.0.0
catalogue: small
tailors: city
changes:
  - {change: advance, criterion: CON-1, reason: {en: Not here., de: Hier nicht.}}
`), catalogue, plain, city)
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string][]string{
		"en": {
			"The profile “City” rests on recorded changes of plain 1.0.0. Where one is about a criterion, its reason stands beside the obligation.",
			"city: CAP-1 excluded. There is no desk.",
			"city: unmet SHOULD without a recorded reason treated otherwise. Reasons are wanted.",
			"city: postponed. Keys take a year. (decision D-1)",
			"office: brought forward. Not here.",
		},
		"de": {
			"Das Profil „Stadt“ beruht auf festgehaltenen Änderungen an plain 1.0.0. Betrifft eine davon ein Kriterium, steht ihr Grund bei der Verbindlichkeit.",
			"city: CAP-1 ausgeschlossen. Es gibt keine Stelle.",
			"city: unerfülltes SOLL ohne festgehaltenen Grund anders behandelt. Gründe sind erwünscht.",
			"city: aufgeschoben. Schlüssel brauchen ein Jahr. (Entscheidung D-1)",
			"office: vorgezogen. Hier nicht.",
		},
	} {
		h, err := handbook.New(lang, city, plain, city, office)
		if err != nil {
			t.Fatal(err)
		}
		for name, got := range map[string]string{
			"markdown": strings.ReplaceAll(render(t, h.Markdown), `\`, ""),
			"html":     render(t, h.HTML),
		} {
			for i, text := range want {
				times := 1
				if i == 1 {
					times = 2 // at the front, and at the criterion that another level applies
				}
				if n := strings.Count(got, text); n != times {
					t.Errorf("%s in %s: %q is there %d times, not %d", name, lang, text, n, times)
				}
			}
		}
	}
	h, err := handbook.New("en", plain)
	if err != nil {
		t.Fatal(err)
	}
	if got := render(t, h.Markdown); strings.Contains(got, "recorded changes") {
		t.Error("a profile that tailors none is said to")
	}
}
