package profiles_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/profiles"
)

// harbour extends what Trias brings by one criterion.
const harbour = `trias: catalogue/v1
id: harbour
version: 1.0.0
language: 1
extends: {catalogue: trias, version: ">= 0.0.1"}
facts:
  port: {power: {type: bool, question: {en: q, de: q}}}
criteria:
  - {id: H-1, dimension: control, domain: data, title: {en: t, de: t}, question: {en: q, de: q}, rule: ext.port.power}
`

func extended(t *testing.T) *criteria.Catalogue {
	t.Helper()
	c, err := criteria.Decode("harbour.yaml", []byte(harbour))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// An embedded profile under a catalogue that extends its own asks the same, and
// is the same.
func TestUnder(t *testing.T) {
	t.Parallel()
	c := extended(t)
	for _, id := range profiles.Names() {
		p, err := profiles.Lookup(id)
		if err != nil {
			t.Fatal(err)
		}
		q, err := p.Under(c)
		if err != nil {
			t.Fatal(err)
		}
		if q.MadeFor().ID() != "trias" || p.MadeFor() != p.Catalogue() {
			t.Errorf("%s is made for %s", id, q.MadeFor().ID())
		}
		if q.Digest() != p.Digest() || q.Catalogue() != c || p.Catalogue() == c || !slices.Equal(q.Criteria(), p.Criteria()) {
			t.Errorf("%s is another profile", id)
		}
		if p.Extends() != nil && q.Extends().Catalogue() != c {
			t.Errorf("what %s extends is for another catalogue", id)
		}
		data, err := p.EncodeYAML()
		if err != nil {
			t.Fatal(err)
		}
		// Read under the catalogue it is the same again.
		read, err := profiles.Decode(id+".yaml", data, c)
		if err != nil || read.Digest() != p.Digest() {
			t.Errorf("%s, written and read under the other catalogue, is another profile (%v)", id, err)
		}
		if p.Localisation() == nil {
			continue
		}
		here, err := p.Localised("DE")
		if err != nil {
			t.Fatal(err)
		}
		there, err := q.Localised("DE")
		if err != nil || here.Digest() != there.Digest() {
			t.Errorf("%s, localised under the other catalogue, is another profile (%v)", id, err)
		}
	}
	// Under its own catalogue, read a second time, it is itself.
	p, _ := profiles.Lookup("normal")
	if q, err := p.Under(p.Catalogue()); err != nil || q != p {
		t.Errorf("under its own catalogue: %v", err)
	}
}

func TestUnderRefused(t *testing.T) {
	t.Parallel()
	c := extended(t)
	own, err := profiles.Decode("own.yaml", []byte("trias: profile/v1\nid: own\nversion: 1.0.0\ncatalogue: harbour\nextends: normal\ncriteria:\n  H-1: {obligation: must, proof: none}\n"), c)
	if err != nil {
		t.Fatal(err)
	}
	brought, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := own.Under(brought); !errors.Is(err, profiles.ErrCatalogue) || !strings.Contains(err.Error(), "own is made for harbour 1.0.0, and trias ") {
		t.Errorf("got %v", err)
	}
}

// Profiles of either catalogue, under the one that extends.
func TestExtendsAcross(t *testing.T) {
	t.Parallel()
	c := extended(t)
	normal, err := profiles.Lookup("normal")
	if err != nil {
		t.Fatal(err)
	}
	const head = "trias: profile/v1\nversion: 1.0.0\n"
	own, err := profiles.Decode("own.yaml", []byte(head+"id: own\ncatalogue: harbour\nextends: normal\ncriteria:\n  H-1: {obligation: must, proof: none}\n  DAT-CON-01: {obligation: must}\n"), c)
	if err != nil {
		t.Fatal(err)
	}
	if got := own.Criteria(); len(got) != len(normal.Criteria())+1 || got[len(got)-1] != "H-1" {
		t.Errorf("it applies %v", got)
	}
	if own.Extends().ID() != "normal" || own.Extends().Digest() != normal.Digest() {
		t.Error("it builds on another profile")
	}
	for name, test := range map[string]struct {
		text  string
		bases []*profiles.Profile
		want  string
	}{
		"of the base catalogue": {head + "id: x\ncatalogue: trias\nextends: normal\ncriteria: {DAT-CON-01: {obligation: must}}\n", nil, ""},
		"a criterion its catalogue lacks": {head + "id: x\ncatalogue: trias\nextends: normal\ncriteria: {H-1: {obligation: must, proof: none}}\n", nil,
			`/criteria/H-1: the catalogue has no criterion "H-1" (name the catalogue that has it: harbour)`},
		"on a profile of the catalogue above": {head + "id: x\ncatalogue: trias\nextends: own\ncriteria: {DAT-CON-01: {obligation: must}}\n", []*profiles.Profile{own},
			`/extends: profile "own" is made for another catalogue, harbour 1.0.0`},
		"tailored": {head + "id: x\ncatalogue: harbour\ntailors: normal\nchanges: [{change: select, criterion: H-1, obligation: must, proof: none, reason: {en: r, de: r}}, {change: exclude, criterion: DAT-CON-01, reason: {en: r, de: r}}]\n", nil, ""},
		"tailored by what its catalogue lacks": {head + "id: x\ncatalogue: trias\ntailors: normal\nchanges: [{change: select, criterion: H-1, obligation: must, proof: none, reason: {en: r, de: r}}]\n", nil,
			`/changes/0/criterion: the catalogue has no criterion "H-1"`},
		"of another catalogue": {head + "id: x\ncatalogue: port\ncriteria: {H-1: {obligation: must, proof: none}}\n", nil,
			`/catalogue: the profile is made for catalogue "port", not for "harbour"`},
		"relaxed": {head + "id: x\ncatalogue: harbour\nextends: own\ncriteria: {H-1: {obligation: may}}\n", []*profiles.Profile{own},
			`/criteria/H-1/obligation: H-1 is must in own; a profile that extends another does not relax it`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := profiles.Decode("x.yaml", []byte(test.text), c, test.bases...)
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}
