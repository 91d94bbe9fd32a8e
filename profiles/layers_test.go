package profiles_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// obligationsAt writes how binding a criterion is: at no stated layer, and at
// each layer from the ground up.
func obligationsAt(p *profiles.Profile, id string) string {
	a, _ := p.Applied(id)
	out := []string{string(a.At(""))}
	for _, layer := range evidence.Layer("").Values() {
		out = append(out, string(a.At(evidence.Layer(layer))))
	}
	return strings.Join(out, " ")
}

func TestObligationsByLayer(t *testing.T) {
	t.Parallel()
	const head = "proof: none, "
	for name, c := range map[string]struct{ base, derived, want string }{
		"everywhere":                {"obligation: should", "", "should should should should should"},
		"two layers":                {"obligation: should, layers: {infrastructure: must, platform: must}", "", "must must must should should"},
		"less at one":               {"obligation: must, layers: {application: may}", "", "must must must must may"},
		"what is said of all":       {"obligation: must, layers: {infrastructure: may, platform: may, base-service: may, application: should}", "", "should may may may should"},
		"inherited":                 {"obligation: should, layers: {platform: must}", "weight: 2", "must should must should should"},
		"raised beside":             {"obligation: may, layers: {platform: should}", "layers: {application: must}", "must may should may must"},
		"raised everywhere":         {"obligation: may, layers: {platform: should}", "obligation: must", "must must must must must"},
		"no less than the base":     {"obligation: may, layers: {platform: must}", "obligation: should", "must should must should should"},
		"less again, no less there": {"obligation: should, layers: {application: may}", "obligation: must, layers: {application: should}", "must must must must should"},
	} {
		p := decode(t, head1("base")+"{DAT-CON-06: {"+head+c.base+"}}")
		if c.derived != "" {
			p = decode(t, strings.Replace(head1("derived"), "criteria:", "extends: base\ncriteria:", 1)+"{DAT-CON-06: {"+c.derived+"}}", p)
		}
		if got := obligationsAt(p, "DAT-CON-06"); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func head1(id string) string { return head(id, "") + "criteria: " }

// However it is written, what binds alike has one digest, and what does not has
// another.
func TestDigestOfLayers(t *testing.T) {
	t.Parallel()
	digest := func(text string) string {
		return decode(t, head1("p")+"{DAT-CON-06: {proof: none, "+text+"}}").Digest()
	}
	plain := digest("obligation: must")
	if digest("obligation: must, layers: {platform: must}") != plain || digest("obligation: may, layers: {infrastructure: must, platform: must, base-service: must, application: must}") != plain {
		t.Error("a must at each layer is a must")
	}
	if digest("obligation: must, layers: {application: should}") != digest("obligation: should, layers: {infrastructure: must, platform: must, base-service: must}") {
		t.Error("the same at each layer, another digest")
	}
	if digest("obligation: must, layers: {application: should}") == plain {
		t.Error("less at one layer, the same digest")
	}
}

func TestLayersThatAreRefused(t *testing.T) {
	t.Parallel()
	base := decode(t, head("base", "")+`stages: {late: {term: P12M}}
criteria:
  DAT-CON-06: {obligation: should, layers: {platform: must}, proof: none}
  DAT-CON-07: {obligation: may, layers: {platform: must}, proof: none}
`)
	for name, c := range map[string]struct{ text, pointer, want string }{
		"relaxed at a layer":       {"DAT-CON-06: {layers: {platform: should}}", "/criteria/DAT-CON-06/layers/platform", "is must for the layer platform in base"},
		"below what is beside":     {"DAT-CON-06: {layers: {application: may}}", "/criteria/DAT-CON-06/layers/application", "is should for the layer application in base"},
		"relaxed with another":     {"DAT-CON-06: {obligation: must, layers: {platform: should}}", "/criteria/DAT-CON-06/layers/platform", "does not relax it"},
		"no such layer":            {"DAT-CON-06: {layers: {plattform: must}}", "/criteria/DAT-CON-06/layers/plattform", "platform"},
		"no such obligation":       {"DAT-CON-06: {layers: {platform: muss}}", "/criteria/DAT-CON-06/layers/platform", "must"},
		"postponed where it binds": {"DAT-CON-07: {stage: late}", "/criteria/DAT-CON-07/stage", "does not postpone it"},
	} {
		_, err := profiles.Decode("p.yaml", []byte(head("p", "base")+"criteria: {"+c.text+"}"), catalogue(t), base)
		var problems profiles.Problems
		if !errors.As(err, &problems) || problems[0].Pointer != c.pointer || problems[0].Line == 0 || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: want %q at %s, got %v", name, c.want, c.pointer, err)
		}
	}
}

func TestCounts(t *testing.T) {
	t.Parallel()
	p := decode(t, head1("p")+`
  DAT-CON-06: {obligation: must, proof: none}
  DAT-CON-07: {obligation: should, layers: {infrastructure: must}, proof: none}
  DAT-CON-09: {obligation: may, proof: none}
`)
	for layer, want := range map[evidence.Layer]profiles.Counts{
		"":                           {Must: 2, May: 1},
		evidence.LayerInfrastructure: {Must: 2, May: 1},
		evidence.LayerApplication:    {Must: 1, Should: 1, May: 1},
	} {
		if diff := cmp.Diff(want, p.Counts(layer)); diff != "" {
			t.Errorf("layer %q (-want +got):\n%s", layer, diff)
		}
	}
	normal, err := profiles.Lookup("normal")
	if err != nil {
		t.Fatal(err)
	}
	if got := normal.Counts(""); got.Must != 23 {
		t.Errorf("normal: %+v; the 23 musts of normal protection need are fixed", got)
	}
}

// What can never apply at a layer is not counted there.
func TestCountsWhereApplicable(t *testing.T) {
	t.Parallel()
	catalogue, err := criteria.New(criteria.Definition{ID: "c", Version: "1.0.0", Language: criteria.Language, Criteria: []criteria.Criterion{
		{ID: "A", Dimension: criteria.Control, Domain: criteria.Data, Rule: "data.keys.customerCanRotate"},
		{ID: "B", Dimension: criteria.Control, Domain: criteria.Data, Rule: "data.keys.customerCanRotate", When: `subject.layer == "platform"`},
	}})
	if err != nil {
		t.Fatal(err)
	}
	must := profiles.Setting{Obligation: profiles.Must, Proof: &profiles.Proof{Rule: "none"}}
	p, err := profiles.New(profiles.Definition{ID: "p", Version: "1.0.0", Catalogue: "c", Criteria: map[string]profiles.Setting{"A": must, "B": must}}, catalogue)
	if err != nil {
		t.Fatal(err)
	}
	for layer, want := range map[evidence.Layer]int{"": 2, evidence.LayerPlatform: 2, evidence.LayerApplication: 1} {
		if got := p.Counts(layer); got != (profiles.Counts{Must: want}) {
			t.Errorf("layer %q: %+v", layer, got)
		}
	}
}
