package profiles_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/profiles"
)

const regional = `
trias: catalogue/v1
id: regional
version: 1.0.0
language: 1
criteria:
  - id: STORED
    dimension: control
    domain: data
    title: {en: t, de: t}
    question: {en: q, de: f}
    params: {region: {type: region, default: EU}}
    rule: data.location.storageCountries.all(c, inRegion(c, params.region, at))
  - id: MOVED
    dimension: control
    domain: data
    title: {en: t, de: t}
    question: {en: q, de: f}
    params: {region: {type: region, default: EU}, maxDays: {type: int, default: 30}}
    rule: data.deletion.maxDays <= params.maxDays && data.location.storageCountries.all(c, inRegion(c, params.region, at))
  - id: SHARED
    dimension: control
    domain: data
    title: {en: t, de: t}
    question: {en: q, de: f}
    params: {region: {type: region, default: EEA}}
    rule: data.location.storageCountries.all(c, inRegion(c, params.region, at))
  - id: KEYS
    dimension: control
    domain: data
    title: {en: t, de: t}
    question: {en: q, de: f}
    rule: data.keys.customerCanRotate
`

func regionalProfile(t *testing.T, id, head, settings string, bases ...*profiles.Profile) (*profiles.Profile, error) {
	t.Helper()
	catalogue, err := criteria.Decode("catalogue.yaml", []byte(regional))
	if err != nil {
		t.Fatal(err)
	}
	text := "trias: profile/v1\nid: " + id + "\nversion: 1.0.0\ncatalogue: regional\n" + head + "\ncriteria: {" + settings + "}\n"
	return profiles.Decode(id+".yaml", []byte(text), catalogue, bases...)
}

func regions(p *profiles.Profile) map[string]string {
	out := map[string]string{}
	for _, id := range p.Criteria() {
		a, _ := p.Applied(id)
		if region, ok := a.Params["region"]; ok {
			out[id] = region.String()
		}
	}
	return out
}

const (
	stored   = "STORED: {obligation: must, proof: none}"
	moved    = "MOVED: {obligation: must, proof: none}"
	shared   = "SHARED: {obligation: must, proof: none}"
	keys     = "KEYS: {obligation: must, proof: none}"
	storedDE = "STORED: {obligation: must, proof: none, params: {region: DE}}"
)

func TestLocalisation(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		head, settings, choose string
		want                   *profiles.Localisation
		regions                map[string]string
	}{
		"no region":              {"", keys, "", nil, map[string]string{}},
		"stated without effect":  {"localisation: DE", keys, "", nil, map[string]string{}},
		"the catalogue's":        {"", stored + ", " + moved, "", &profiles.Localisation{Region: "EU"}, map[string]string{"STORED": "EU", "MOVED": "EU"}},
		"stated":                 {"localisation: DE", stored + ", " + moved, "", &profiles.Localisation{Region: "DE"}, map[string]string{"STORED": "DE", "MOVED": "DE"}},
		"chosen":                 {"", stored + ", " + shared, "DE", &profiles.Localisation{Region: "DE"}, map[string]string{"STORED": "DE", "SHARED": "DE"}},
		"chosen over the stated": {"localisation: DE", stored, "EEA", &profiles.Localisation{Region: "EEA"}, map[string]string{"STORED": "EEA"}},
		"an exception": {"", storedDE + ", " + moved, "EEA",
			&profiles.Localisation{Region: "EEA", Exceptions: []profiles.RegionParam{{Criterion: "STORED", Parameter: "region", Region: "DE"}}},
			map[string]string{"STORED": "DE", "MOVED": "EEA"}},
		"the catalogue's differ": {"", stored + ", " + shared, "",
			&profiles.Localisation{Exceptions: []profiles.RegionParam{{Criterion: "STORED", Parameter: "region", Region: "EU"}, {Criterion: "SHARED", Parameter: "region", Region: "EEA"}}},
			map[string]string{"STORED": "EU", "SHARED": "EEA"}},
		"all set": {"", storedDE, "", &profiles.Localisation{Region: "DE"}, map[string]string{"STORED": "DE"}},
	} {
		p, err := regionalProfile(t, "p", c.head, c.settings)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		before := p.Digest()
		if c.choose != "" {
			if p, err = p.Localised(c.choose); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if p.Digest() == before || p.ID() != "p" {
				t.Errorf("%s: another localisation, but id %s and digest %s", name, p.ID(), p.Digest())
			}
		}
		if diff := cmp.Diff(c.want, p.Localisation()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(c.regions, regions(p)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		// Written and read it is the same.
		text, err := p.EncodeYAML()
		if err != nil {
			t.Fatal(err)
		}
		again, err := profiles.Decode("again.yaml", text, p.Catalogue())
		if err != nil || again.Digest() != p.Digest() {
			t.Errorf("%s: read again it is another: %v\n%s", name, err, text)
		}
	}
}

// What a profile extends is localised with it.
func TestLocalisedChain(t *testing.T) {
	t.Parallel()
	base, err := regionalProfile(t, "base", "", stored+", "+keys)
	if err != nil {
		t.Fatal(err)
	}
	middle, err := regionalProfile(t, "middle", "extends: base", moved, base)
	if err != nil {
		t.Fatal(err)
	}
	top, err := regionalProfile(t, "top", "extends: middle", "MOVED: {params: {maxDays: 14}}", middle)
	if err != nil {
		t.Fatal(err)
	}
	german, err := top.Localised("DE")
	if err != nil {
		t.Fatal(err)
	}
	for p := german; p != nil; p = p.Extends() {
		if l := p.Localisation(); l == nil || l.Region != "DE" || len(l.Exceptions) > 0 {
			t.Errorf("%s: %+v", p.ID(), l)
		}
	}
	if a, _ := german.Applied("MOVED"); a.Params["maxDays"].String() != "14" {
		t.Errorf("other parameters changed: %v", a.Params)
	}
	for p := top; p != nil; p = p.Extends() {
		if l := p.Localisation(); l.Region != "EU" {
			t.Errorf("the original changed: %s: %+v", p.ID(), l)
		}
	}
	// Back again is where it began, and what extends a localised profile is localised.
	if european, err := german.Localised("EU"); err != nil || european.Digest() != top.Digest() {
		t.Errorf("EU again: %v", err)
	}
	next, err := regionalProfile(t, "next", "extends: top", shared, german)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"STORED": "DE", "MOVED": "DE", "SHARED": "DE"}, regions(next)); diff != "" {
		t.Error(diff)
	}
}

func TestLocalisationsThatAreRefused(t *testing.T) {
	t.Parallel()
	base, err := regionalProfile(t, "base", "", stored+", "+keys)
	if err != nil {
		t.Fatal(err)
	}
	without, err := regionalProfile(t, "without", "", keys)
	if err != nil {
		t.Fatal(err)
	}
	mixed, err := regionalProfile(t, "mixed", "", stored+", "+shared)
	if err != nil {
		t.Fatal(err)
	}
	fixed, err := regionalProfile(t, "fixed", "", storedDE)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ head, settings, want string }{
		"no region":              {"localisation: EUU", keys, `no region "EUU"`},
		"small letters":          {"localisation: de", keys, `no region "de"`},
		"looser than the base":   {"extends: base\nlocalisation: EEA", keys, "base speaks of EU and this profile of EEA"},
		"narrower than the base": {"extends: base\nlocalisation: DE", keys, "base speaks of EU and this profile of DE"},
		"base without one":       {"extends: mixed\nlocalisation: EU", keys, "mixed speaks of several regions"},
		"a region set":           {"extends: base", "STORED: {params: {region: DE}}", "region is EU in base"},
		"a region set anew":      {"extends: fixed", "STORED: {params: {region: EU}}", "region is DE in fixed"},
		"the same region pinned": {"extends: base", "STORED: {params: {region: EU}}", "region is EU in base"},
	} {
		_, err := regionalProfile(t, "p", c.head, c.settings, base, mixed, fixed)
		var problems profiles.Problems
		if !errors.As(err, &problems) || !strings.Contains(err.Error(), c.want) || problems[0].Line == 0 || problems[0].Hint == "" {
			t.Errorf("%s: want %q at a place with a way out, got %v", name, c.want, err)
		}
	}
	for name, c := range map[string]struct{ head, settings string }{
		"the base's again":        {"extends: base\nlocalisation: EU", keys},
		"where the base has none": {"extends: without\nlocalisation: DE", stored},
		"a region set for itself": {"extends: without", storedDE},
		"the base's set again":    {"extends: fixed", "STORED: {params: {region: DE}}"},
	} {
		if _, err := regionalProfile(t, "p", c.head, c.settings, base, without, fixed); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, c := range map[string]struct {
		profile *profiles.Profile
		region  string
		want    error
		hint    string
	}{
		"no region":         {base, "eu", profiles.ErrRegion, `did you mean "EU"?`},
		"nothing to choose": {without, "DE", profiles.ErrNoRegion, "without"},
		"all set":           {fixed, "EU", profiles.ErrNoRegion, "fixed"},
	} {
		p, err := c.profile.Localised(c.region)
		if !errors.Is(err, c.want) || p != nil || !strings.Contains(err.Error(), c.hint) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
