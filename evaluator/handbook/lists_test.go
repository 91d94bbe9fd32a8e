package handbook

import (
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/profiles"
)

// TestListsThatNeedNothing: a list of which a parameter lets every entry pass
// still has to be stated, since without it the outcome is unknown; a list that is
// a parameter has not.
func TestListsThatNeedNothing(t *testing.T) {
	t.Parallel()
	for rule, want := range map[string]string{
		`supplyChain.subcontractors.all(s, params.free || s.critical)`:                 "supplyChain.subcontractors a list, whatever it holds",
		`!supplyChain.subcontractors.exists(s, !params.free && s.critical)`:            "supplyChain.subcontractors a list, whatever it holds",
		`params.names.all(n, params.free || n == data.keys.custody)`:                   " are enough, nothing has to be stated",
		`supplyChain.subcontractors.exists(s, params.free || s.critical)`:              "supplyChain.subcontractors at least one entry",
		`supplyChain.subcontractors.exists(s, !params.free && s.critical)`:             " cannot be met",
		`!params.free || supplyChain.subcontractors.all(s, params.free || s.critical)`: "supplyChain.subcontractors a list, whatever it holds",
	} {
		c, err := criteria.Decode("c.yaml", []byte("trias: catalogue/v1\nid: c\nversion: 1.0.0\nlanguage: 1\ntitle: {en: C, de: C}\ncriteria:\n"+
			"  - {id: C-1, dimension: control, domain: data, title: {en: T, de: T}, question: {en: Q, de: Q}, rule: '"+rule+"', params: "+
			"{free: {type: bool, default: true, source: {en: s, de: s}}, names: {type: strings, default: [customer], source: {en: s, de: s}}}}\n"))
		if err != nil {
			t.Fatal(err)
		}
		p, err := profiles.Decode("p.yaml", []byte("trias: profile/v1\nid: p\nversion: 1.0.0\ncatalogue: c\ncriteria: {C-1: {obligation: must, proof: none}}\n"), c)
		if err != nil {
			t.Fatal(err)
		}
		h, err := New("en", p)
		if err != nil {
			t.Fatal(err)
		}
		holds, path := h.Criteria[0].Holds, ""
		if holds.Statement > 0 {
			path = h.Criteria[0].Statements[holds.Statement-1].Path
		}
		if got := path + " " + holds.Demanded; got != want {
			t.Errorf("%s: %q, want %q", rule, got, want)
		}
	}
}
