package handbook_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/handbook"
	"github.com/trias-sovereignty/trias/profiles"
)

// A handbook of a catalogue that extends another says so, has the criteria of
// both and calls the values of own closed sets by their labels.
func TestExtendedCatalogue(t *testing.T) {
	t.Parallel()
	base, err := criteria.Decode("ground.yaml", []byte(`trias: catalogue/v1
id: ground
version: 1.4.0
language: 1
title: {en: Ground, de: Grund}
criteria:
  - {id: G-1, dimension: choice, domain: data, title: {en: t, de: t}, question: {en: q, de: q}, rule: data.keys.customerCanRotate}
`))
	if err != nil {
		t.Fatal(err)
	}
	above, err := criteria.Decode("above.yaml", []byte(`trias: catalogue/v1
id: above
version: 1.0.0
language: 1
title: {en: Above, de: Darüber}
extends: {catalogue: ground, version: "1.4"}
facts:
  port: {plug: {type: text, values: [low, high], labels: {low: {en: low voltage, de: Niederspannung}}, question: {en: q, de: q}}}
criteria:
  - {id: A-1, dimension: choice, domain: data, title: {en: t, de: t}, question: {en: q, de: q}, rule: ext.port.plug == "low"}
`), base)
	if err != nil {
		t.Fatal(err)
	}
	profile, err := profiles.New(profiles.Definition{ID: "p", Version: "1.0.0", Catalogue: "above", Criteria: map[string]profiles.Setting{
		"G-1": {Obligation: profiles.Must, Proof: &profiles.Proof{Rule: "none"}},
		"A-1": {Obligation: profiles.Must, Proof: &profiles.Proof{Rule: "none"}},
	}}, above)
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string][]string{
		"en": {"The catalogue above 1.0.0 contains all criteria of ground 1.4.0, unchanged, and adds some of its own.", "low voltage", "A-1", "G-1"},
		"de": {"Der Katalog above 1.0.0 enthält unverändert alle Kriterien von ground 1.4.0 und ergänzt eigene.", "Niederspannung"},
	} {
		h, err := handbook.New(lang, profile)
		if err != nil {
			t.Fatal(err)
		}
		if len(h.Criteria) != 2 || len(h.Catalogue.Extends) != 1 || h.Catalogue.Extends[0].Digest != base.Digest() {
			t.Errorf("%s: it has %d criteria and extends %+v", lang, len(h.Criteria), h.Catalogue.Extends)
		}
		for name, write := range map[string]func(*bytes.Buffer) error{
			"markdown": func(b *bytes.Buffer) error { return h.Markdown(b) },
			"html":     func(b *bytes.Buffer) error { return h.HTML(b) },
		} {
			var out bytes.Buffer
			if err := write(&out); err != nil {
				t.Fatal(err)
			}
			for _, text := range want {
				if !strings.Contains(strings.ReplaceAll(out.String(), `\`, ""), text) {
					t.Errorf("%s in %s: %q is missing", name, lang, text)
				}
			}
		}
	}
}
