package criteria_test

import (
	"slices"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
)

// TestLayersByDay: a criterion that applies for some years only can apply, and
// one that names a layer applies there alone, whatever the years.
func TestLayersByDay(t *testing.T) {
	t.Parallel()
	for when, want := range map[string][]evidence.Layer{
		`at >= date("2030-01-01") && at < date("2035-01-01")`:                                                      criteriaLayers(),
		`at >= date("2030-01-01") && at < date("2035-01-01") && subject.layer == "platform"`:                       {evidence.LayerPlatform},
		`subject.layer == "platform" ? at < date("2035-01-01") && at > date("2030-01-01") : false`:                 {evidence.LayerPlatform},
		`subject.regions.exists(r, r == "DE")`:                                                                     criteriaLayers(),
		`subject.layer == "platform" && (at < date("2000-01-01") || subject.regions.exists(r, r == "DE"))`:         {evidence.LayerPlatform},
		`!(subject.layer in ["platform", "application"]) && !(at < date("2030-01-01") || at > date("2031-01-01"))`: {evidence.LayerInfrastructure, evidence.LayerBaseService},
	} {
		c, err := criteria.New(definitionWith(when))
		if err != nil {
			t.Fatal(when, err)
		}
		if got := c.Layers("X"); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", when, got, want)
		}
	}
}

func criteriaLayers() (all []evidence.Layer) {
	for _, text := range evidence.Layer("").Values() {
		all = append(all, evidence.Layer(text))
	}
	return all
}

// TestLayersWith: what a profile gives a parameter counts.
func TestLayersWith(t *testing.T) {
	t.Parallel()
	d := definitionWith("subject.layer in params.layers")
	d.Criteria[0].Params = map[string]criteria.Param{"layers": {Type: "strings", Default: evidence.Strings("platform"), Source: evidence.Text{EN: "own", DE: "eigen"}}}
	c, err := criteria.New(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		set  map[string]evidence.Value
		want []evidence.Layer
	}{
		{nil, []evidence.Layer{evidence.LayerPlatform}},
		{map[string]evidence.Value{"layers": evidence.Strings("application", "infrastructure")}, []evidence.Layer{evidence.LayerInfrastructure, evidence.LayerApplication}},
		{map[string]evidence.Value{"layers": evidence.Int(1)}, nil},
		{map[string]evidence.Value{"layer": evidence.Strings("application")}, nil},
	} {
		if got := c.LayersWith("X", test.set); !slices.Equal(got, test.want) {
			t.Errorf("%v: %v, want %v", test.set, got, test.want)
		}
	}
}
