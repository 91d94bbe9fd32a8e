package batch_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// One instant is two days in two zones, also of one catalogue: dates and the ages
// of proofs are compared with that of each profile.
func TestZonesHaveTheirDays(t *testing.T) {
	t.Parallel()
	catalogue, err := criteria.Decode("catalogue.yaml", []byte("trias: catalogue/v1\nid: few\nversion: 1.0.0\nlanguage: 1\nfacts: "+hardFacts+`
criteria:
  - {id: A, dimension: control, domain: data, title: {en: C, de: C}, question: {en: C, de: C}, remedy: {effort: low, en: R, de: R}, rule: 'ext.x.d1 >= at'}
  - {id: B, dimension: control, domain: data, title: {en: C, de: C}, question: {en: C, de: C}, remedy: {effort: low, en: R, de: R}, rule: 'ext.x.b1'}
`))
	if err != nil {
		t.Fatal(err)
	}
	var variants []batch.Variant
	for _, zone := range []string{"UTC", "Europe/Berlin"} {
		profile, err := profiles.Decode("profile.yaml", fmt.Appendf(nil, "trias: profile/v1\nid: few\nversion: 1.0.0\ncatalogue: few\nzone: %s\ncriteria:\n  A: {obligation: must, proof: none}\n  B: {obligation: must, proof: {rule: 'by(\"test\")'}}\n", zone), catalogue)
		if err != nil {
			t.Fatal(err)
		}
		e, err := evaluator.Compile(catalogue, profile)
		if err != nil {
			t.Fatal(err)
		}
		variants = append(variants, batch.Variant{Evaluator: e})
	}
	p := plan(t, time.Date(2026, 6, 30, 23, 0, 0, 0, time.UTC), variants...)
	b := p.NewBlock()
	b.Reset(1)
	for name, v := range map[string]any{"ext.x.d1": "2026-06-30", "ext.x.b1": true} {
		c := columnOf(t, p, name)
		k, err := c.Class(evidence.Stated{Scalar: v})
		if err != nil || b.Set(c, 0, k) != nil {
			t.Fatal(name, err)
		}
		for i, d := range c.Demands() { // a proof that ends with the thirtieth
			if err := b.SetProven(c, i, 0, d.Day.String() == "2026-06-30"); err != nil {
				t.Fatal(err)
			}
		}
	}
	r := p.NewMachine().Run(b)
	got := fmt.Sprint(r.Outcome(0, 0, 0), r.Outcome(1, 0, 0), r.Outcome(0, 1, 0), r.Outcome(1, 1, 0))
	if want := fmt.Sprint(evaluator.Pass, evaluator.Fail, evaluator.Pass, evaluator.Unproven); got != want {
		t.Errorf("%s, not %s", got, want)
	}
}
