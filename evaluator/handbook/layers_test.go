package handbook

import (
	"slices"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// TestObligationWhereItApplies: a criterion that can apply to platforms alone,
// and is a should there, is not written down as a must, which it is at layers
// where it never applies.
func TestObligationWhereItApplies(t *testing.T) {
	t.Parallel()
	c, err := criteria.Decode("c.yaml", []byte(`
trias: catalogue/v1
id: c
version: 1.0.0
language: 1
title: {en: C, de: C}
criteria:
  - {id: C-1, dimension: control, domain: data, title: {en: T, de: T}, question: {en: Q, de: Q}, when: 'subject.layer == "platform"', rule: 'data.keys.custody == "customer"'}
`))
	if err != nil {
		t.Fatal(err)
	}
	for layers, want := range map[string][]LayerObligation{
		"{platform: should}":   {{profiles.Should, []evidence.Layer{evidence.LayerPlatform}}},
		"{platform: must}":     nil,
		"{application: may}":   nil,
		"{platform: may}":      {{profiles.May, []evidence.Layer{evidence.LayerPlatform}}},
		"{application: must }": nil,
	} {
		p, err := profiles.Decode("p.yaml", []byte("trias: profile/v1\nid: p\nversion: 1.0.0\ncatalogue: c\ncriteria: {C-1: {obligation: must, layers: "+layers+", proof: none}}\n"), c)
		if err != nil {
			t.Fatal(err)
		}
		h, err := New("en", p)
		if err != nil {
			t.Fatal(err)
		}
		got := h.Criteria[0].Levels[0].ByLayer
		if !slices.EqualFunc(got, want, func(a, b LayerObligation) bool {
			return a.Obligation == b.Obligation && slices.Equal(a.Layers, b.Layers)
		}) {
			t.Errorf("%s: %v, want %v", layers, got, want)
		}
	}
}
