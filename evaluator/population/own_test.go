package population_test

import (
	"context"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evaluator/population"
)

// TestGenericOwnFacts compares records with their dossiers where nothing is said of a
// catalogue's own facts but that they have values of all sorts.
func TestGenericOwnFacts(t *testing.T) {
	t.Parallel()
	p, err := population.Decode("population.yaml", []byte("{trias: population/v1, id: generic, title: {en: G, de: G}, others: generic, missing: {rate: 0.1}, proofs: [{id: p, covers: [ext.x], oneOf: [{share: 0.7, kind: test}]}]}"), nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.Compile(planOf(t, evaluatorOf(t, kindFacts, `by("test")`, kindRules...)), 7, 300)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range s.Describe() {
		if d.Origin != population.Generic && d.Origin != "" {
			t.Errorf("%s", d)
		}
	}
	agree(t, s, 1)
}

// TestTwoCatalogues draws one population for catalogues that declare facts of one name
// differently: values are of both types, and where none can be that is said.
func TestTwoCatalogues(t *testing.T) {
	t.Parallel()
	const question = "question: {en: Q, de: Q}"
	old := evaluatorOf(t, "{x: {n: {type: int, "+question+"}, d: {type: text, "+question+"}, v: {type: version, "+question+"}, k: {type: text, values: [c, b, a], "+question+"}, l: {type: number, list: true, "+question+"}}}",
		"none", `ext.x.n > 3`, `ext.x.d.startsWith("2026")`, `ext.x.v >= version("1.5")`, `ext.x.k == "a"`, `ext.x.l.all(e, e > 1.0)`)
	later := evaluatorOf(t, "{x: {n: {type: number, "+question+"}, d: {type: date, "+question+"}, v: {type: text, "+question+"}, k: {type: text, values: [a, b, d], "+question+"}, l: {type: int, list: true, "+question+"}}}",
		"none", `ext.x.n > 3.5`, `ext.x.d <= at`, `ext.x.v.startsWith("1.")`, `ext.x.k == "b"`, `ext.x.l.exists(e, e > 1)`)
	const head = "trias: population/v1\nid: two\ntitle: {en: T, de: T}\n"
	const facts = `facts:
  ext.x.n: {ranges: [{share: 1, from: 0, to: 9, step: 1}]}
  ext.x.d: {ranges: [{share: 1, from: "2025-01-01", to: "2027-12-31"}]}
  ext.x.v: {values: {"1.10": 0.5, "1.2": 0.5}}
  ext.x.k: {values: {a: 0.5, b: 0.5}}
  ext.x.l: {lists: [{share: 0.5, items: [1]}, {share: 0.5, items: [1, 2]}]}
`
	plan := planOf(t, old, later)
	for name, text := range map[string]string{"described": head + facts, "generic": head + "others: generic\n"} {
		p, err := population.Decode("two.yaml", []byte(text), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, plan := range []*batch.Plan{plan, planOf(t, later, old)} {
			s, err := p.Compile(plan, 3, 200)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if s.Population() != p {
				t.Errorf("%s: another population", name)
			}
			agree(t, s, 1)
		}
	}

	// Records do not depend on which catalogue is asked: neither their values nor the order of these.
	p, err := population.Decode("two.yaml", []byte(head+facts+"others: missing\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	var samplers []*population.Sampler
	for _, plan := range []*batch.Plan{plan, planOf(t, later, old), planOf(t, later)} {
		s, err := p.Compile(plan, 3, 50)
		if err != nil {
			t.Fatal(err)
		}
		samplers = append(samplers, s)
	}
	for n := range samplers[0].Records() {
		want := ""
		for i, s := range samplers {
			f, err := s.Fragment(n)
			if err != nil {
				t.Fatal(err)
			}
			got, err := f.EncodeYAML()
			if err != nil {
				t.Fatal(err)
			}
			if want == "" {
				want = string(got)
			}
			if string(got) != want {
				t.Fatalf("record %d of plan %d is\n%s, not\n%s", n, i, got, want)
			}
		}
	}

	clashing := evaluatorOf(t, "{x: {n: {type: bool, "+question+"}, k: {type: text, values: [x], "+question+"}, l: {type: int, "+question+"}}}", "none", `ext.x.n`, `ext.x.k == "x"`, `ext.x.l > 3`)
	for text, says := range map[string][]string{
		head + facts: {"two.yaml:5:12: /facts/ext.x.n: one catalogue declares ext.x.n as int, and another as bool (look at these catalogues in studies of their own",
			"/facts/ext.x.k: one catalogue declares ext.x.k as text (c, b, a), and another as text (x)", "/facts/ext.x.l: one catalogue declares ext.x.l as list of number, and another as int"},
		head + "others: generic\n": {"two.yaml:4:9: /others: one catalogue declares ext.x.n as int, and another as bool (look at these catalogues in studies of their own, or say others: missing)",
			"/others: one catalogue declares ext.x.k as text (c, b, a)", "/others: one catalogue declares ext.x.l as list of number"},
	} {
		p, err := population.Decode("two.yaml", []byte(text), nil)
		if err != nil {
			t.Fatal(err)
		}
		_, err = p.Compile(planOf(t, old, clashing), 3, 1)
		for _, part := range says {
			if err == nil || !strings.Contains(err.Error(), part) {
				t.Errorf("%q is not in: %v", part, err)
			}
		}
	}
	// What nobody describes may be anything.
	p, err = population.Decode("two.yaml", []byte(head+"others: missing\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.Compile(planOf(t, old, clashing), 3, 1)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Fill(context.Background(), 0, s.Plan().NewBlock()); err != nil {
		t.Fatal(err)
	}
}
