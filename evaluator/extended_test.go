package evaluator_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// harbour extends what Trias brings. Its facts lie beside those of the schema.
const harbour = `trias: catalogue/v1
id: harbour
version: 1.0.0
language: 1
extends: {catalogue: trias, version: ">= 0.0.1"}
facts:
  port: {power: {type: bool, question: {en: q, de: q}}}
criteria:
  - {id: H-1, dimension: control, domain: data, title: {en: t, de: t}, question: {en: q, de: q}, rule: ext.port.power && data.keys.customerCanRotate}
`

// A profile under a catalogue that extends its own gives every dossier the
// verdict it gives it under its own, and a profile that builds on it gives the
// criteria of both the same results in one verdict.
func TestExtendedCatalogueChangesNothing(t *testing.T) {
	t.Parallel()
	c, err := criteria.Decode("harbour.yaml", []byte(harbour))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range embedded()[:3] {
		if _, err := evaluator.Compile(c, e.Profile()); !errors.Is(err, evaluator.ErrMismatch) || !strings.Contains(err.Error(), "Profile.Under") {
			t.Errorf("a profile that is not under the catalogue: %v", err)
		}
		p, err := e.Profile().Under(c)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := evaluator.LintProfile(e.Profile()), evaluator.LintProfile(p); len(a) != len(b) {
			t.Errorf("lint finds %v under the other catalogue, %v under its own", b, a)
		}
		under, err := evaluator.Compile(c, p)
		if err != nil {
			t.Fatal(err)
		}
		more, err := profiles.New(profiles.Definition{ID: "more", Version: "1.0.0", Catalogue: "harbour", Extends: p.ID(),
			Criteria: map[string]profiles.Setting{"H-1": {Obligation: profiles.Must, Proof: &profiles.Proof{Rule: `by("documentation")`}}}}, c, p)
		if err != nil {
			t.Fatal(err)
		}
		beside, err := evaluator.Compile(c, more)
		if err != nil {
			t.Fatal(err)
		}
		for n := range many() {
			fragments := testkit.New(uint64(n), testkit.Varied(n)).Fragments()
			fragments = append(fragments, &evidence.Fragment{Name: "own", Ext: map[string]map[string]evidence.Value{"port": {"power": evidence.Bool(n%2 == 0)}}})
			d := testkit.Dossier(t, fragments)
			want, err := e.Evaluate(t.Context(), d, testkit.At)
			if err != nil {
				t.Fatal(err)
			}
			got, err := under.Evaluate(t.Context(), d, testkit.At)
			if err != nil {
				t.Fatal(err)
			}
			if len(got.CatalogueExtends) != 1 || got.CatalogueExtends[0] != (evaluator.ExtendedCatalogue{Catalogue: "trias", Version: want.CatalogueVersion, Digest: want.Digests.Catalogue}) {
				t.Fatalf("the verdict says of its catalogue: %+v", got.CatalogueExtends)
			}
			both, err := beside.Evaluate(t.Context(), d, testkit.At)
			if err != nil {
				t.Fatal(err)
			}
			last := len(want.Results)
			if len(both.Results) != last+1 || both.Results[last].Criterion != "H-1" {
				t.Fatalf("%d results", len(both.Results))
			}
			if diff := cmp.Diff(want.Results, both.Results[:last], cmp.Comparer(evidence.Value.Equal)); diff != "" {
				t.Fatalf("beside another criterion the results differ: %s", diff)
			}
			got.Catalogue, got.CatalogueVersion, got.CatalogueExtends, got.Digests.Catalogue = want.Catalogue, want.CatalogueVersion, nil, want.Digests.Catalogue
			a, err := want.EncodeJSON()
			if err != nil {
				t.Fatal(err)
			}
			b, err := got.EncodeJSON()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(a), string(b)); diff != "" {
				t.Fatalf("under the other catalogue the verdict differs: %s", diff)
			}
		}
	}
}
