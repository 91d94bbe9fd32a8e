package criteria_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
)

// TestLayers asks at which layers a criterion can apply.
func TestLayers(t *testing.T) {
	t.Parallel()
	all := []evidence.Layer{evidence.LayerInfrastructure, evidence.LayerPlatform, evidence.LayerBaseService, evidence.LayerApplication}
	for _, test := range []struct {
		name, when string
		want       []evidence.Layer
	}{
		{"always", "", all},
		{"a fact", "data.deletion.confirmed", all},
		{"a layer", `subject.layer == "platform"`, all[1:2]},
		{"layers", `subject.layer in ["infrastructure", "base-service"]`, []evidence.Layer{all[0], all[2]}},
		{"all but one", `subject.layer != "application"`, all[:3]},
		{"a layer and a fact", `subject.layer == "application" && data.deletion.confirmed`, all[3:]},
		{"a layer or a fact", `subject.layer == "application" || data.deletion.confirmed`, all},
		{"a layer from a day on", `subject.layer == "application" && at >= date("2030-01-01")`, all[3:]},
		{"a layer until a day", `subject.layer == "application" && at < date("2000-01-01")`, all[3:]},
	} {
		c, err := criteria.New(definitionWith(test.when))
		if err != nil {
			t.Fatal(test.name, err)
		}
		if diff := cmp.Diff(test.want, c.Layers("X")); diff != "" {
			t.Errorf("%s: -want +got\n%s", test.name, diff)
		}
	}
	c, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Layers("NO-SUCH-01"); got != nil {
		t.Error(fmt.Sprint("layers of nothing: ", got))
	}
}

func definitionWith(when string) criteria.Definition {
	text := evidence.Text{EN: "Example", DE: "Beispiel"}
	return criteria.Definition{ID: "example", Version: "1.0.0", Language: criteria.Language, Criteria: []criteria.Criterion{{
		ID: "X", Dimension: criteria.Control, Domain: criteria.Data, Title: text, Question: text, When: when, Rule: "data.deletion.confirmed",
	}}}
}
