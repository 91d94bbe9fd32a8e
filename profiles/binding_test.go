package profiles_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

const bindsFederation = `binding:
  - level: federal
    basis: {en: A decree, de: Ein Erlass}
    from: 2026-01-01
    until: 2026-12-31
    consequence: {en: A report, de: Ein Bericht}
`

const oneMust = "criteria: {DAT-CON-06: {obligation: must, proof: none}}\n"

func TestBinding(t *testing.T) {
	t.Parallel()
	free := decode(t, head("p", "")+oneMust)
	bound := decode(t, head("p", "")+bindsFederation+oneMust)
	if free.Digest() == bound.Digest() {
		t.Error("whom a profile binds is not in its digest")
	}
	if len(free.Bindings()) != 0 || len(bound.Bindings()) != 1 || bound.Bindings()[0].Level != profiles.Federal {
		t.Errorf("%+v, %+v", free.Bindings(), bound.Bindings())
	}
	if derived := decode(t, head("derived", "p")+"criteria: {}", bound); len(derived.Bindings()) != 0 {
		t.Errorf("inherited: %+v", derived.Bindings())
	}
	for day, want := range map[string]string{"2025-12-31": "to come", "2026-01-01": "in force", "2026-12-31": "in force", "2027-01-01": "ended"} {
		d, err := evidence.ParseDate(day)
		if err != nil {
			t.Fatal(err)
		}
		got := "ended"
		switch inForce, toCome := bound.Bindings()[0].On(d); {
		case inForce && toCome:
			got = "both"
		case inForce:
			got = "in force"
		case toCome:
			got = "to come"
		}
		if got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
	for _, id := range profiles.Names() {
		p, err := profiles.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range p.Bindings() {
			if b.Basis.EN == "" || b.Consequence.DE == "" {
				t.Errorf("%s: %+v", id, b)
			}
		}
	}
}

func TestBindingsThatAreRefused(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ from, to, pointer string }{
		"ends before it begins": {"until: 2026-12-31", "until: 2025-12-31", "/binding/0/until"},
		"another level":         {"level: federal", "level: bund", "/binding/0/level"},
		"no basis":              {"    basis: {en: A decree, de: Ein Erlass}\n", "", "/binding/0"},
		"a blank basis":         {"de: Ein Erlass", "de: ' '", "/binding/0/basis/de"},
		"no day":                {"    from: 2026-01-01\n", "", "/binding/0"},
		"no consequence":        {"en: A report, ", "", "/binding/0/consequence"},
	} {
		text := head("p", "") + strings.Replace(bindsFederation, c.from, c.to, 1) + oneMust
		_, err := profiles.Decode("p.yaml", []byte(text), catalogue(t))
		var problems profiles.Problems
		if !errors.As(err, &problems) || problems[0].Pointer != c.pointer || problems[0].Line == 0 {
			t.Errorf("%s: want a problem at %s, got %v", name, c.pointer, err)
		}
	}
}
