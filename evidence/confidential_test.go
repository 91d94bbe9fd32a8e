package evidence_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
)

func markedSource(t *testing.T, name, text string) *evidence.Fragment {
	t.Helper()
	f, err := evidence.Decode(name, []byte("trias: dossier/v1\n"+text))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// A fact is confidential if a source that states it marks it, whatever the others
// say.
func TestConfidential(t *testing.T) {
	const subject = "subject: {id: offer, version: \"1.0\"}\n"
	for _, c := range []struct {
		name    string
		sources []string
		want    []string
	}{
		{"nothing is marked", []string{subject + "data: {keys: {custody: customer}}"}, nil},
		{"a fact", []string{subject + "data: {keys: {custody: customer, escrow: false}}\nconfidential: [data.keys.custody]"}, []string{"data.keys.custody"}},
		{"a group", []string{subject + "data: {keys: {custody: customer}}\nsupplyChain: {subcontractors: []}\nconfidential: [data, supplyChain.subcontractors]"}, []string{"data.keys.custody", "supplyChain.subcontractors"}},
		{"what is not stated is not confidential", []string{subject + "confidential: [data]"}, nil},
		{"one of two that state it", []string{subject + "data: {keys: {custody: customer}}\nconfidential: [data]", "data: {keys: {custody: customer}}"}, []string{"data.keys.custody"}},
		{"a source that does not state it", []string{subject + "confidential: [data]", "data: {keys: {custody: customer}}"}, nil},
		{"a name is not the start of another", []string{subject + "ext: {lab: {on: true, only: true}}\nconfidential: [ext.lab.on]"}, []string{"ext.lab.on"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var frags []*evidence.Fragment
			for i, text := range c.sources {
				text = strings.ReplaceAll(text, ", escrow: false", "")
				frags = append(frags, markedSource(t, string(rune('a'+i))+".yaml", text))
			}
			d, err := evidence.Merge(frags...)
			if err != nil {
				t.Fatal(err)
			}
			if got := d.ConfidentialFacts(); !slices.Equal(got, c.want) {
				t.Errorf("confidential are %v, not %v", got, c.want)
			}
			for _, path := range c.want {
				if !d.Confidential(path) || !d.Confidential(path+"[x].seat") {
					t.Errorf("%s is not confidential", path)
				}
			}
			if d.Confidential("data.key") {
				t.Error("the start of a name is confidential")
			}
		})
	}
}

func TestConfidentialNamesFacts(t *testing.T) {
	for text, want := range map[string]string{
		"confidential: [data.key]":                          `did you mean "data.keys"?`,
		"confidential: [\"supplyChain.subcontractors[x]\"]": "it marks a whole list",
		"confidential: [subject]":                           "names no fact",
		"confidential: [ext.lab]":                           "this source states no fact of that extension",
		"ext: {lab: {on: {confidential: true}}}":            "a masked value is no fact",
		"ext: {lab: {on: [{confidential: true}]}}":          "an object is not a value",
		"ext: {lab: {on: {confidential: false}}}":           "an object is not a value",
	} {
		_, err := evidence.Decode("a.yaml", []byte("trias: dossier/v1\nsubject: {id: offer}\n"+text))
		var problems evidence.Problems
		if !errors.As(err, &problems) || !strings.Contains(err.Error(), want) || problems[0].Line != 3 {
			t.Errorf("%s: %v, not line 3 and %q", text, err, want)
		}
	}
}

// What is amended stays confidential, and so does what is settled.
func TestAmendKeepsConfidential(t *testing.T) {
	d, err := evidence.Merge(
		markedSource(t, "a.yaml", "subject: {id: offer, version: \"1.0\"}\ndata: {keys: {custody: provider}}\next: {lab: {on: true}}\nconfidential: [data, ext.lab.on]"),
		markedSource(t, "b.yaml", "data: {keys: {custody: customer}}\next: {lab: {on: false}}"))
	if err != nil {
		t.Fatal(err)
	}
	amended, err := d.Amend(evidence.Amendment{Name: "c", Facts: map[string]evidence.Stated{"data.keys.custody": {Scalar: "trustee"}},
		Settles: map[string]evidence.Stated{"ext.lab.on": {Scalar: false}}})
	if err != nil {
		t.Fatal(err)
	}
	if got := amended.ConfidentialFacts(); !slices.Equal(got, []string{"data.keys.custody", "ext.lab.on"}) {
		t.Errorf("confidential are %v", got)
	}
	if got := d.Sources()[0].Confidential; len(got) > 2 {
		t.Errorf("the sources themselves were changed: %v", got)
	}
}

func TestMaskedValue(t *testing.T) {
	v := evidence.Masked()
	data, err := json.Marshal(v)
	if err != nil || string(data) != `{"confidential":true}` {
		t.Fatalf("%s, %v", data, err)
	}
	var again evidence.Value
	if err := json.Unmarshal(data, &again); err != nil || !again.IsMasked() || !again.Equal(v) {
		t.Errorf("%v, %v", again, err)
	}
	if v.IsZero() || v.Any() != nil || v.String() != "confidential" || v.Equal(evidence.String("confidential")) || (evidence.Value{}).IsMasked() {
		t.Errorf("%#v", v)
	}
}
