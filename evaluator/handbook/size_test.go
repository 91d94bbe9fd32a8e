package handbook

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/profiles"
)

// TestSize: a catalogue that has a long text written again and again is refused
// before the text is made.
func TestSize(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes long, in one goroutine")
	}
	var names []string
	for i := range 1000 {
		names = append(names, fmt.Sprintf("name-%d-%s", i, strings.Repeat("x", 800)))
	}
	list := strings.Join(names, ", ")
	var often []string // one question, asked by many criteria
	for i := range 1500 {
		often = append(often, fmt.Sprintf("C-%d", i))
	}
	long := strings.Repeat("Why not? ", 1800)
	for name, c := range map[string]struct {
		facts, params, rule string
		ids                 []string
	}{
		"list":     {"a: {type: text, question: {en: 'A?', de: 'A?'}}", "{p: {type: strings, source: {en: own, de: own}, default: [" + list + "]}}", strings.Repeat("ext.e.a in params.p || ", 200) + "ext.e.a in params.p", []string{"C-1"}},
		"set":      {"a: {type: text, values: [" + list + "], question: {en: 'A?', de: 'A?'}}", "{}", "ext.e.a == \"" + names[0] + "\"", often[:100]},
		"question": {"a: {type: bool, question: {en: '" + long + "', de: '" + long + "'}}", "{}", "ext.e.a || ext.e.a || !ext.e.a", often},
	} {
		var catalogue, profile strings.Builder
		fmt.Fprintf(&catalogue, "trias: catalogue/v1\nid: c\nversion: 1.0.0\nlanguage: 1\ntitle: {en: C, de: C}\nfacts: {e: {%s}}\ncriteria:\n", c.facts)
		profile.WriteString("trias: profile/v1\nid: p\nversion: 1.0.0\ncatalogue: c\ncriteria:\n")
		for _, id := range c.ids {
			fmt.Fprintf(&catalogue, "  - {id: %s, dimension: control, domain: data, title: {en: T, de: T}, question: {en: Q, de: Q}, params: %s, rule: '%s'}\n", id, c.params, c.rule)
			fmt.Fprintf(&profile, "  %s: {obligation: must, proof: none}\n", id)
		}
		cat, err := criteria.Decode("c.yaml", []byte(catalogue.String()))
		if err != nil {
			t.Fatalf("%s: %.500v", name, err)
		}
		p, err := profiles.Decode("p.yaml", []byte(profile.String()), cat)
		if err != nil {
			t.Fatalf("%s: %.500v", name, err)
		}
		if h, err := New("en", p); !errors.Is(err, ErrSize) {
			t.Errorf("%s: handbook %t, error %v", name, h != nil, err)
		}
	}
}
