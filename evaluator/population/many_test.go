package population_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evaluator/population"
	"github.com/trias-sovereignty/trias/profiles"
)

// evaluatorOf compiles a catalogue of rules with facts of its own, and a profile that
// demands the same proof for all of them.
func evaluatorOf(t testing.TB, facts, demand string, rules ...string) *evaluator.Evaluator {
	t.Helper()
	c := "trias: catalogue/v1\nid: own\nversion: 1.0.0\nlanguage: 1\nfacts: " + facts + "\ncriteria:\n"
	p := "trias: profile/v1\nid: own\nversion: 1.0.0\ncatalogue: own\ncriteria:\n"
	for i, rule := range rules {
		c += fmt.Sprintf("  - {id: C%d, dimension: control, domain: data, title: {en: C, de: C}, question: {en: C, de: C}, remedy: {effort: low, en: R, de: R}, rule: '%s'}\n", i, rule)
		p += fmt.Sprintf("  C%d: {obligation: must, proof: '%s'}\n", i, demand)
	}
	catalogue, err := criteria.Decode("catalogue.yaml", []byte(c))
	if err != nil {
		t.Fatal(err)
	}
	profile, err := profiles.Decode("profile.yaml", []byte(p), catalogue)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

const manyFacts = `{x: {
  b1: {type: bool, question: {en: B, de: B}}, b2: {type: bool, question: {en: B, de: B}}, b3: {type: bool, question: {en: B, de: B}}, b4: {type: bool, question: {en: B, de: B}},
  n1: {type: int, question: {en: N, de: N}}, n2: {type: int, question: {en: N, de: N}}, n3: {type: int, question: {en: N, de: N}}, n4: {type: int, question: {en: N, de: N}},
  never: {type: int, question: {en: N, de: N}}}}`

const manyPopulation = `trias: population/v1
id: many
title: {en: Many, de: Viele}
types: [{id: a, share: 0.5}, {id: b, share: 0.5}]
others: missing
subject: {regions: {members: {DE: 0.5, FR: 0.5}, missing: 0.2}}
facts:
  ext.x.b1: {yes: 0.7, cases: [{when: {type: [a]}, unproven: 0.5}]}
  ext.x.b2: {yes: 0.8}
  ext.x.b3: {yes: 0.7}
  ext.x.b4: {yes: 0.5}
  ext.x.n1: {values: {"0": 0.1, "1": 0.5, "9007199254740992": 0.4} %s}
  ext.x.n2: {ranges: [{share: 1, from: -2, to: 5}]}
  ext.x.n3: {ranges: [{share: 0.9, from: 0, to: 9}, {share: 0.1, from: 1000, to: 900000000000, step: 1000}]}
  ext.x.n4: {values: {"1": 0.4, "2": 0.4, "900000000000": 0.2}}
  data.standards: {length: {"0": 0.2, "1": 0.5, "2": 0.3}, fields: {complete: {yes: 0.5}, lastTestedOn: {ranges: [{share: 1, from: "2026-01-01", to: "2026-12-31"}], missing: 0.2}}, open: 0.1}
  data.protection.determinedOn: {ranges: [{share: 1, from: "2026-01-01", to: "2026-12-31"}]}
  data.keys.providerCanUse: {yes: 0.5}
missing: {rate: 0.15, cases: [{of: [ext.x.n3], rate: 0.02}]}
unproven: {rate: 0.1}
proofs:
  %s
  - {id: paper, covers: [ext, data], oneOf: [{share: 0.8, kind: contract}]}
  - {id: each, covers: [ext], each: true, oneOf: [{share: 0.6, kind: test}]}
`

// TestManyFacts compares records with their dossiers where a question relates so many
// facts that it is answered for each view of a record.
func TestManyFacts(t *testing.T) {
	t.Parallel()
	rules := []string{
		`(ext.x.b1 && ext.x.b2 && ext.x.b3) == ext.x.b4`,
		`(ext.x.b1 ? ext.x.n1 : ext.x.n2) + ext.x.n3 > 5`,
		`ext.x.n1 * ext.x.n2 * ext.x.n3 * ext.x.n4 >= 0`,
		`(ext.x.b1 || ext.x.b2 || ext.x.b3 || ext.x.b4 || ext.x.n1 > 3) == (ext.x.n2 > ext.x.never)`,
		`(ext.x.b1 || ext.x.b4 || ext.x.never > 3) == ext.x.b2`,
		`data.standards.exists(s, s.lastTestedOn > data.protection.determinedOn && s.complete == data.keys.providerCanUse)`,
		`subject.regions.exists(r, r == "DE" && (ext.x.n2 > ext.x.n3) == ext.x.b2)`,
	}
	both, contract := evaluatorOf(t, manyFacts, `by("contract") || by("test")`, rules...), evaluatorOf(t, manyFacts, `by("contract")`, rules...)
	known, err := both.Vary(evaluator.Variation{Trusted: []string{"ext.x.n1"}})
	if err != nil {
		t.Fatal(err)
	}
	decode := func(edits ...any) *population.Population {
		p, err := population.Decode("many.yaml", fmt.Appendf(nil, manyPopulation, edits...), nil)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	const records = 600
	s, err := decode("", "").Compile(planOf(t, both, contract), 7, records)
	if err != nil {
		t.Fatal(err)
	}
	views := 0
	for i, d := range s.Describe() {
		if s.Plan().Columns()[i].Kind() == batch.View {
			views++
			if d.Drawing != population.ByNumber && d.Drawing != population.ByValue || d.Origin != "" {
				t.Errorf("%s", d)
			}
		}
	}
	if views < 2*len(rules) {
		t.Errorf("%d views", views)
	}
	agree(t, s, 1)

	// Where a fact is revealed it is as if it were always stated and proven.
	revealing, err := batch.Compile(at, batch.Variant{Evaluator: both, Reveal: []string{"ext.x.n1"}}, batch.Variant{Evaluator: both})
	if err != nil {
		t.Fatal(err)
	}
	revealed := filled(t, decode("", ""), revealing, records)
	stated := filled(t, decode(", missing: 0, unproven: 0", "- {id: n1, covers: [ext.x.n1], oneOf: [{share: 1, complete: true}]}"), planOf(t, both, known), records)
	differ := 0
	for i := range rules {
		for r := range records {
			if a, b := revealed.Outcome(0, i, r), stated.Outcome(0, i, r); a != b {
				t.Fatalf("record %d, %s: %s if revealed, %s if stated and proven", r, rules[i], a, b)
			}
			if revealed.Outcome(0, i, r) != revealed.Outcome(1, i, r) {
				differ++
			}
		}
	}
	if differ < records/10 || !strings.Contains(revealing.String(), "ext.x.n1 [as it is]") {
		t.Errorf("%d outcomes change where a fact is revealed:\n%s", differ, revealing)
	}
}
