package batch_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// listsOf are the lists that a dossier states about the facts of columns, by name.
func listsOf(p *batch.Plan, d *evidence.Dossier, yield func(c *batch.Column, v evidence.Stated)) {
	for _, c := range p.Columns() {
		if c.Kind() != batch.Fact {
			continue
		}
		path := c.Paths()[0]
		var alternatives []evidence.Alternative
		if f := evidence.FactSchema().Field(path); f != nil {
			alternatives = d.Fact(f.Slot).Alternatives
		} else {
			alternatives = d.Ext(path).Alternatives
		}
		for _, a := range alternatives {
			if a.Value.List != nil {
				yield(c, a.Value)
			}
		}
	}
}

// What a list's entries say of it is what the rule engine says of the list.
func TestGatheringEqualsWhole(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	variants := []batch.Variant{}
	for _, name := range []string{"normal", "high", "very-high", "federal-high", "entry"} {
		variants = append(variants, batch.Variant{Evaluator: embedded(t, name)})
	}
	plans := [][]batch.Variant{variants, {{Evaluator: hard(t, r)}, {Evaluator: few(t,
		[2]string{`rule: 'size(ext.x.l1) in [1, 3] || ext.x.l1.exists(e, osiApproved(e))'`, `obligation: must, proof: {rule: none}`},
		[2]string{`rule: 'ext.x.l1.all(e, inRegion(e, "EU", at))'`, `obligation: must, proof: {rule: none}`},
		[2]string{`rule: 'size(ext.x.l2) >= 2 && ext.x.l2.all(n, n * 1024 > 3)'`, `obligation: must, proof: {rule: none}`},
		[2]string{`rule: 'size(ext.x.l2) * size(ext.x.l2) >= 4'`, `obligation: must, proof: {rule: none}`},
		[2]string{`rule: 'subject.services.exists(s, s == "zz")'`, `obligation: must, proof: {rule: none}`})}}}
	for i, variants := range plans {
		by, whole := plan(t, testkit.At, variants...), plan(t, testkit.At, variants...)
		batch.AskWhole(whole)
		lists, entries, classes := 0, 0, map[*batch.Class]bool{}
		for n := range 300 {
			var d *evidence.Dossier
			if i == 0 {
				d = testkit.Dossier(t, testkit.New(uint64(n), testkit.Varied(n)).Fragments())
			} else {
				d = hardDossier(t, r)
			}
			listsOf(by, d, func(c *batch.Column, v evidence.Stated) {
				lists++
				entries += len(v.List.Items)
				same, _ := whole.Column(c.Name())
				want, err := same.Class(v)
				if err != nil {
					t.Fatal(err)
				}
				for _, v := range []evidence.Stated{v, backwards(v)} {
					got, err := c.Class(v)
					if err != nil {
						t.Fatal(err)
					}
					classes[got] = true
					if !slices.Equal(got.Pattern, want.Pattern) {
						t.Errorf("%s = %s:\nby entries: %s\nas a whole: %s", c.Name(), v, c.Describe(got.Pattern), same.Describe(want.Pattern))
					}
				}
			})
		}
		if lists < 200 || entries < 300 || len(classes) < 30 {
			t.Errorf("only %d lists of %d entries and %d classes were seen", lists, entries, len(classes))
		}
	}
}

// backwards is the list in another order.
func backwards(v evidence.Stated) evidence.Stated {
	list := *v.List
	list.Items = slices.Clone(list.Items)
	slices.Reverse(list.Items)
	return evidence.Stated{List: &list}
}

// A gathering refuses what no dossier states, and is there only for lists whose
// answers follow from the entries.
func TestGatheringRefuses(t *testing.T) {
	t.Parallel()
	p := plan(t, testkit.At, batch.Variant{Evaluator: embedded(t, "high")})
	column := func(name string) *batch.Column {
		c, ok := p.Column(name)
		if !ok {
			t.Fatalf("no column %s", name)
		}
		return c
	}
	for _, name := range []string{"data.keys.custody", "resilience.exercises", "technological.workflow.kinds, technological.workflow.modelFormats", "subject.layer"} {
		if _, ok := column(name).Gathering(); ok {
			t.Errorf("%s has one", name)
		}
	}
	countries, ok := column("data.location.storageCountries").Gathering()
	parts, ok2 := column("supplyChain.subcontractors").Gathering()
	if !ok || !ok2 {
		t.Fatal("there is none")
	}
	for _, test := range []struct {
		g    *batch.Gathering
		item evidence.Item
		want string
	}{
		{countries, evidence.Item{Scalar: int64(3)}, "an entry of data.location.storageCountries"},
		{countries, evidence.Item{Scalar: "Atlantis"}, "cannot be Atlantis"},
		{countries, evidence.Item{}, "an entry of data.location.storageCountries"},
		{countries, evidence.Item{Values: make([]evidence.Stated, 3)}, "an entry of data.location.storageCountries"},
		{countries, evidence.Item{Scalar: []string{"DE"}}, "an entry of data.location.storageCountries"},
		{parts, evidence.Item{Scalar: "DE"}, "an entry of supplyChain.subcontractors has 12 fields, not 0"},
		{parts, evidence.Item{Values: make([]evidence.Stated, 1)}, "an entry of supplyChain.subcontractors has 12 fields, not 1"},
		{parts, evidence.Item{Values: make([]evidence.Stated, 1000)}, "an entry of supplyChain.subcontractors has 12 fields, not 1000"},
	} {
		for range 2 { // not remembered either
			if _, err := test.g.Entry(test.item); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, not %s", err, test.want)
			}
		}
	}
	if class, err := countries.Class(0, false, func() evidence.Stated { return evidence.Stated{List: &evidence.StatedList{}} }); err != nil || !class.Known() {
		t.Errorf("the empty list: %v, %v", class, err)
	}
}

// More entries, lengths and lists than a gathering remembers change nothing.
func TestGatheringForgets(t *testing.T) {
	t.Parallel()
	e := few(t, [2]string{`rule: 'size(ext.x.l1) > 2 && ext.x.l1.exists(e, e == "5000")'`, `obligation: must, proof: {rule: none}`})
	p := plan(t, testkit.At, batch.Variant{Evaluator: e})
	c, _ := p.Column("ext.x.l1")
	encoder, block := p.NewEncoder(), p.NewBlock()
	for i := range 6000 {
		block.Reset(1)
		list := make([]evidence.Value, 3)
		for k := range list {
			list[k] = evidence.String(fmt.Sprint(i))
		}
		if i%1000 == 7 {
			list[2] = evidence.String(strings.Repeat("long", 100))
		}
		d := testkit.Dossier(t, []*evidence.Fragment{{Name: "a", Subject: &evidence.Subject{ID: "o", Name: "O"}, Ext: map[string]map[string]evidence.Value{"x": {"l1": evidence.List(list...)}}}})
		if err := encoder.Encode(t.Context(), block, 0, d); err != nil {
			t.Fatal(err)
		}
		want := "; ext.x.l1.exists(e, e == \"5000\") is false"
		if i == 5000 {
			want = "; ext.x.l1.exists(e, e == \"5000\")"
		}
		pattern := make([]uint64, 1)
		for k := range c.Planes() {
			pattern[0] |= block.Planes(c)[64*k] & 1 << k
		}
		if text := c.Describe(pattern); !strings.HasSuffix(text, want) {
			t.Fatalf("record %d: %s", i, text)
		}
	}
}
