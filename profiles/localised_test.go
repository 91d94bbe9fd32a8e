package profiles_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/profiles"
)

// TestLocalisedElsewhere: a region that a fact never has is refused with the
// criterion that compares them, and always the same.
func TestLocalisedElsewhere(t *testing.T) {
	t.Parallel()
	var catalogue, profile strings.Builder
	catalogue.WriteString("trias: catalogue/v1\nid: c\nversion: 1.0.0\nlanguage: 1\ntitle: {en: C, de: C}\n" +
		"facts: {e: {at: {type: text, values: [EU, DE], question: {en: Q, de: Q}}}}\ncriteria:\n")
	profile.WriteString("trias: profile/v1\nid: p\nversion: 1.0.0\ncatalogue: c\ncriteria:\n")
	for _, id := range []string{"C-1", "C-2", "C-3", "C-4"} {
		catalogue.WriteString("  - {id: " + id + ", dimension: control, domain: data, title: {en: T, de: T}, question: {en: Q, de: Q}, " +
			"params: {home: {type: region, default: DE, source: {en: s, de: s}}}, rule: 'ext.e.at == params.home'}\n")
		profile.WriteString("  " + id + ": {obligation: must, proof: none}\n")
	}
	c, err := criteria.Decode("c.yaml", []byte(catalogue.String()))
	if err != nil {
		t.Fatal(err)
	}
	p, err := profiles.Decode("p.yaml", []byte(profile.String()), c)
	if err != nil {
		t.Fatal(err)
	}
	for range 10 {
		const want = `no such region: "EEA" for C-1: parameter home: ext.e.at is never "EEA"`
		if q, err := p.Localised("EEA"); q != nil || !errors.Is(err, profiles.ErrRegion) || err.Error() != want {
			t.Fatalf("%v, %v", q, err)
		}
	}
	if q, err := p.Localised("EU"); err != nil || q.Digest() == p.Digest() {
		t.Errorf("EU: %v", err)
	}
	if q, err := p.Localised("DE"); err != nil || q.Digest() != p.Digest() {
		t.Errorf("the region it speaks of already: %v", err)
	}
}
