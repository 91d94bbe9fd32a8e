package report_test

import (
	"bytes"
	"context"
	"errors"
	"log"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// TestChangesInEveryLanguage: what a change of the embedded catalogue does is
// told in every language at every width, with every place filled in, and with the
// same words each time.
func TestChangesInEveryLanguage(t *testing.T) {
	t.Parallel()
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	d := catalogue.Definition()
	d.Version = "9.0.0"
	d.Criteria = append([]criteria.Criterion(nil), d.Criteria...)
	for i := range d.Criteria {
		c := &d.Criteria[i]
		switch i % 4 {
		case 0:
			c.Rule = "(" + c.Rule + ") && data.keys.customerCanRotate"
		case 1:
			c.Rule = "(" + c.Rule + ") || supplyChain.subcontractors.exists(s, s.critical)"
		case 2:
			c.Title.DE += " (neu)"
		}
	}
	changed, err := criteria.New(d)
	if err != nil {
		t.Fatal(err)
	}
	normal, err := profiles.Lookup("normal")
	if err != nil {
		t.Fatal(err)
	}
	again, err := profiles.New(normal.Definition(), changed)
	if err != nil {
		t.Fatal(err)
	}
	old, err := evaluator.Compile(catalogue, normal)
	if err != nil {
		t.Fatal(err)
	}
	new, err := evaluator.Compile(changed, again)
	if err != nil {
		t.Fatal(err)
	}
	x := &report.Replayed{Old: old, New: new, At: evaluator.Instant{Time: testkit.At}, Difference: criteria.Diff(catalogue, changed), Summary: &evaluator.ReplaySummary{}}
	dossiers := func(yield func(*evidence.Dossier, error) bool) {
		for i := range 12 {
			if !yield(testkit.Dossier(t, testkit.New(uint64(i), testkit.Varied(i)).Fragments()), nil) {
				return
			}
		}
	}
	for tr, err := range evaluator.Replay(context.Background(), old, new, dossiers, testkit.At) {
		if err != nil {
			t.Fatal(err)
		}
		x.Summary.Add(&tr)
		switch {
		case tr.Worse():
			x.Worse = append(x.Worse, tr)
		case tr.Better():
			x.Better = append(x.Better, tr)
		}
	}
	if x.Worse == nil {
		t.Fatal("no verdict gets worse")
	}
	write := func(opts report.Options) string {
		t.Helper()
		var b bytes.Buffer
		if err := report.Difference(&b, x.Difference, catalogue, changed, opts); err != nil {
			t.Fatal(err)
		}
		if err := report.Replay(&b, x, opts); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for _, lang := range report.Languages() {
		for _, width := range []int{60, 100} {
			opts := report.Options{Lang: lang, Width: width}
			text := write(opts)
			for line := range strings.Lines(text) {
				line = strings.TrimRight(line, "\n")
				if utf8.RuneCountInString(line) > width || strings.HasSuffix(line, " ") {
					t.Errorf("%s, %d wide: %q", lang, width, line)
				}
			}
			for _, place := range []string{"{old}", "{new}", "{n}", "{what}", "{from}", "{to}", "{change}", "{params}", "{why}", "{value}", "{fact}", "{path}", "{date}", "{texts}", "{needed}", "{stated}"} {
				if strings.Contains(text, place) {
					t.Errorf("%s: %s is not filled in", lang, place)
				}
			}
			if text != write(opts) {
				t.Errorf("%s: a second text differs", lang)
			}
		}
	}
	var b bytes.Buffer
	if err := report.Difference(&b, x.Difference, changed, catalogue, report.Options{}); !errors.Is(err, report.ErrCatalogue) || b.Len() > 0 {
		t.Errorf("the catalogues are the wrong way round: %v", err)
	}
	x.Difference = criteria.Diff(changed, catalogue)
	if err := report.Replay(&b, x, report.Options{}); !errors.Is(err, report.ErrCatalogue) || b.Len() > 0 {
		t.Errorf("the difference is of others: %v", err)
	}
	if err := report.Difference(&b, x.Difference, changed, catalogue, report.Options{Lang: "fr"}); !errors.Is(err, report.ErrLanguage) {
		t.Errorf("fr: %v", err)
	}
}

// What changed between two versions of a catalogue, in German.
// TestWhatIsSaidOfVersionsAndSubjects: why nothing can be said of the step
// between two versions, and an example that rests on what the subject is.
func TestWhatIsSaidOfVersionsAndSubjects(t *testing.T) {
	t.Parallel()
	catalogue := func(id, version, when string) *criteria.Catalogue {
		c, err := criteria.Decode("c.yaml", []byte("trias: catalogue/v1\nid: "+id+"\nversion: "+version+`
language: 1
title: {en: Example, de: Beispiel}
criteria:
  - id: KEYS
    dimension: control
    domain: data
    title: {en: Keys, de: Schlüssel}
    question: {en: "Whose keys?", de: "Wessen Schlüssel?"}
    when: `+when+`
    rule: data.keys.customerCanRotate
`))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	const platform, either = `subject.layer == "platform"`, `subject.layer in ["platform", "application"]`
	first, second, other := catalogue("example", "1.0.0", platform), catalogue("example", "2.0.0", either), catalogue("another", "2.0.0", either)
	for name, c := range map[string]struct {
		old, new *criteria.Catalogue
		lang     string
		want     []string
	}{
		"in order":          {first, second, "en", []string{"which is enough", "the layer the subject works at: application (subject.layer)"}},
		"in order, German":  {first, second, "de", []string{"das genügt", "die Ebene, auf der der Gegenstand arbeitet: Anwendung (subject.layer)"}},
		"swapped":           {second, first, "en", []string{"Version 1.0.0 is older than 2.0.0"}},
		"swapped, German":   {second, first, "de", []string{"Version 1.0.0 ist älter als 2.0.0"}},
		"other ids":         {first, other, "en", []string{"The ids are different"}},
		"other ids, German": {first, other, "de", []string{"Die Kennungen sind verschieden"}},
	} {
		var b bytes.Buffer
		if err := report.Difference(&b, criteria.Diff(c.old, c.new), c.old, c.new, report.Options{Lang: c.lang}); err != nil {
			t.Fatal(err)
		}
		text := strings.Join(strings.Fields(b.String()), " ")
		for _, want := range c.want {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in\n%s", name, want, b.String())
			}
		}
	}
}

func ExampleDifference() {
	catalogue := func(version, maxDays string) *criteria.Catalogue {
		c, err := criteria.Decode("catalogue.yaml", []byte(`
trias: catalogue/v1
id: example
version: `+version+`
language: 1
criteria:
  - id: DELETE
    dimension: control
    domain: data
    title: {en: Deletion, de: Löschung}
    question: {en: "Are data deleted in time?", de: "Werden Daten rechtzeitig gelöscht?"}
    params: {maxDays: {type: int, default: `+maxDays+`, unit: days}}
    rule: data.deletion.maxDays <= params.maxDays
`))
		if err != nil {
			log.Fatal(err)
		}
		return c
	}
	old, new := catalogue("1.0.0", "30"), catalogue("2.0.0", "14")
	if err := report.Difference(os.Stdout, criteria.Diff(old, new), old, new, report.Options{Lang: "de"}); err != nil {
		log.Fatal(err)
	}
	// Output:
	// Was sich vom Katalog example 1.0.0 zu example 2.0.0 ändert
	// Die Änderungen verlangen mindestens eine neue Hauptversion. Vergeben ist eine neue Hauptversion; das
	//   genügt.
	//
	// Verschärft: 1
	// ─────────────
	//   Mit den Parameterwerten der Kataloge wird kein Ergebnis besser, gleich was ein Dossier angibt; das
	//   ist für alle Tage ab 2026 bewiesen.
	//   DELETE  Löschung
	//     Parameter maxDays: 14 Tage statt 30 Tage
	//     Beispiel (erfunden, zum 01.11.2026), das schlechter abschneidet als bisher:
	//       Innerhalb von wie vielen Tagen nach der Abruffrist werden die Daten im laufenden Angebot
	//         gelöscht? 15 Tage (data.deletion.maxDays)
}

// What became of facts and of the catalogue itself is named for what it is.
func TestChangesOfFactsInWords(t *testing.T) {
	t.Parallel()
	catalogue := func(more string) *criteria.Catalogue {
		c, err := criteria.Decode("catalogue.yaml", []byte(`trias: catalogue/v1
id: example
version: 1.0.0
language: 1
`+more+`criteria:
  - id: KEYS
    dimension: control
    domain: data
    title: {en: Keys, de: Schlüssel}
    question: {en: "Is it so?", de: "Ist es so?"}
    rule: data.keys.customerCanRotate
`))
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	colour := func(declared string) string {
		return "facts: {desk: {colour: {" + declared + ", question: {en: a, de: b}}}}\n"
	}
	for name, c := range map[string]struct{ old, new, en, de string }{
		"fewer values":    {colour("type: text, values: [red, green]"), colour("type: text, values: [red]"), "ext.desk.colour: without values it had", "ext.desk.colour: ohne bisherige Werte"},
		"other values":    {colour("type: text, values: [red, green]"), colour("type: text, values: [red, blue]"), "ext.desk.colour: without values it had", "ext.desk.colour: ohne bisherige Werte"},
		"closed":          {colour("type: text"), colour("type: text, values: [red]"), "ext.desk.colour: without values it had", "ext.desk.colour: ohne bisherige Werte"},
		"another type":    {colour("type: text, values: [red]"), colour("type: bool"), "ext.desk.colour: of another type or unit", "ext.desk.colour: mit anderem Typ oder anderer Einheit"},
		"a list":          {colour("type: text"), colour("type: text, list: true"), "ext.desk.colour: of another type or unit", "ext.desk.colour: mit anderem Typ oder anderer Einheit"},
		"more values":     {colour("type: text, values: [red]"), colour("type: text, values: [red, blue]"), "ext.desk.colour: with more values", "ext.desk.colour: mit weiteren Werten"},
		"what it extends": {`extends: {catalogue: trias, version: ">= 0.1"}` + "\n", `extends: {catalogue: trias, version: ">= 0"}` + "\n", "worded otherwise: what it extends", "anders formuliert: was er erweitert"},
	} {
		for lang, want := range map[string]string{"en": c.en, "de": c.de} {
			var b bytes.Buffer
			old, new := catalogue(c.old), catalogue(c.new)
			if err := report.Difference(&b, criteria.Diff(old, new), old, new, report.Options{Lang: lang}); err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: %q is missing:\n%s", name, want, &b)
			}
		}
	}
}
