package evaluator_test

import (
	"context"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// tiny is an evaluator of criteria over the facts of [turnFacts]; each is an entry
// of the catalogue's criteria and one of the profile's.
func tiny(t testing.TB, of ...[2]string) *evaluator.Evaluator {
	t.Helper()
	c := "trias: catalogue/v1\nid: tiny\nversion: 1.0.0\nlanguage: 1\nfacts: " + turnFacts + "\ncriteria:\n"
	p := "trias: profile/v1\nid: tiny\nversion: 1.0.0\ncatalogue: tiny\ncriteria:\n"
	for i, k := range of {
		id := string(rune('A' + i))
		c += "  - {id: " + id + ", dimension: control, domain: data, title: {en: C, de: C}, question: {en: C, de: C}, remedy: {effort: low, en: R, de: R}, " + k[0] + "}\n"
		p += "  " + id + ": {" + k[1] + "}\n"
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

// offering decodes sources.
func offering(t testing.TB, sources ...string) *evidence.Dossier {
	t.Helper()
	var all []*evidence.Fragment
	for i, text := range sources {
		f, err := evidence.Decode(string(rune('a'+i))+".yaml", []byte("trias: dossier/v1\nsubject: {id: offer}\n"+text))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, f)
	}
	return testkit.Dossier(t, all)
}

// Of the ways to meet what is in the way a turn takes one that leaves met what is
// met, even if it takes more.
func TestTurnsUndoNothing(t *testing.T) {
	t.Parallel()
	e := tiny(t,
		[2]string{"rule: 'ext.x.n1 > 3 || ext.x.n2 > 3'", `obligation: must, proof: {rule: 'by("declaration")', facts: {ext.x.n2: 'by("contract")'}}`},
		[2]string{"rule: 'ext.x.n1 < 2'", "obligation: may, proof: {rule: none}"})
	all, err := e.Counterfactuals(context.Background(), offering(t, "ext: {x: {n1: 0, n2: 0}}\n"), testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	if k := all.Criteria[0].Counterfactuals; len(k) != 2 || k[0].Steps[0].Path != "ext.x.n1" {
		t.Fatalf("the way of least effort is to change n1, and %+v", k)
	}
	for _, turn := range all.Turns {
		if text := show(&turn.Counterfactual); strings.Contains(text, "n1") {
			t.Errorf("it undoes what is met:\n%s", text)
		}
	}
	if len(all.Turns) != 2 {
		t.Errorf("%d turns", len(all.Turns))
	}
}

// What makes a criterion pass comes before what makes it not apply, whatever
// these take, and so does it in the turns.
func TestPassingComesFirst(t *testing.T) {
	t.Parallel()
	e := tiny(t, [2]string{"rule: 'ext.x.n1 > 3', when: 'ext.x.b1'", `obligation: must, proof: {rule: 'by("contract")', when: none}`})
	all, err := e.Counterfactuals(context.Background(), offering(t, "ext: {x: {n1: 0, b1: true}}\n"), testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	k := all.Criteria[0].Counterfactuals
	if len(k) != 2 || k[0].Reached.Outcome != evaluator.Pass || k[1].Reached.Outcome != evaluator.NotApplicable || k[1].Effort.Compare(k[0].Effort) >= 0 {
		t.Errorf("%+v", k)
	}
	for _, turn := range all.Turns {
		if turn.Steps[0].Path != "ext.x.n1" || turn.Changes != 1 {
			t.Errorf("it denies that the criterion applies:\n%s", show(&turn.Counterfactual))
		}
	}
}

// Who settles a contradiction keeps the proofs of the sources that say so, and
// needs no others.
func TestSettlingKeepsProofs(t *testing.T) {
	t.Parallel()
	e := tiny(t,
		[2]string{"rule: 'ext.x.b1'", `obligation: must, proof: {rule: 'by("contract")'}`},
		[2]string{`rule: 'ext.x.l1.exists(v, v == "a")'`, `obligation: must, proof: {rule: 'by("contract")'}`})
	proof := "proofs: [{id: p1, kind: contract, issuer: Example, issued: 2026-01-01, covers: [ext.x]}]\n"
	d := offering(t, "ext: {x: {b1: true, l1: [a]}}\n"+proof, "ext: {x: {b1: false, l1: [b]}}\n"+proof, "ext: {x: {b1: true}}\n")
	all, err := e.Counterfactuals(context.Background(), d, testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	missing, err := e.Missing(context.Background(), d, testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"  clarify ext.x.b1 to true\n", "  clarify ext.x.l1 to [a]\n"} {
		k, w := all.Criteria[i].Counterfactuals, missing.Criteria[i].Ways.Ways
		if len(k) == 0 || show(&k[0]) != want || len(w) != 1 || listSteps(w[0].Steps) != strings.TrimSuffix(want, "\n")+" []\n" || k[0].Effort != w[0].Effort {
			t.Errorf("counterfactuals %+v, missing %+v", k, w)
		}
	}
	turn := all.Turns[len(all.Turns)-1]
	if len(turn.Steps) != 2 || turn.Effort != missing.Verdict.Ways.Ways[0].Effort || turn.Changes != 0 {
		t.Errorf("a turn takes\n%s", show(&turn.Counterfactual))
	}
	after, err := turn.Apply(d)
	if err != nil {
		t.Fatal(err)
	}
	if f := after.Ext("ext.x.b1"); len(f.Alternatives) != 1 || len(f.Alternatives[0].Parts[0].Sources) != 2 || len(f.Alternatives[0].Parts[0].Proofs) != 1 {
		t.Errorf("what was settled on is stated as %+v", f)
	}
}

// That an open list has another entry is stated and not changed, for what is
// missing and for what would turn it.
func TestEffortMeansTheSame(t *testing.T) {
	t.Parallel()
	e := tiny(t, [2]string{"rule: 'supplyChain.subcontractors.exists(s, s.critical)'", `obligation: must, proof: {rule: 'by("contract")'}`})
	d := offering(t, "supplyChain: {subcontractors: [{id: s1, critical: false}]}\npartial: [supplyChain.subcontractors]\n")
	all, err := e.Counterfactuals(context.Background(), d, testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	missing, err := e.Missing(context.Background(), d, testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	w := missing.Criteria[0].Ways.Ways
	for _, k := range all.Criteria[0].Counterfactuals {
		if k.Steps[0].Kind == evaluator.StepAdd {
			if len(w) != 1 || k.Effort != w[0].Effort || k.Changes != 0 {
				t.Errorf("%+v takes %+v, and %+v", k.Steps, k.Effort, w)
			}
			return
		}
	}
	t.Errorf("no way adds an entry: %+v", all.Criteria[0].Counterfactuals)
}

// What is stated of a fact for one criterion is not lost where another only wants
// it proven.
func TestMissingStatesWhatOthersProve(t *testing.T) {
	t.Parallel()
	list := "supplyChain.subcontractors"
	states, proves := [2]string{"rule: '" + list + ".all(s, s.critical)'", `obligation: must, proof: {rule: 'by("contract")'}`},
		[2]string{"rule: '" + list + ".all(s, s.auditRight)'", `obligation: must, proof: {rule: 'by("contract")'}`}
	d := offering(t, "supplyChain: {subcontractors: [{id: s1, auditRight: true}]}\n")
	for _, e := range []*evaluator.Evaluator{tiny(t, states, proves), tiny(t, proves, states)} {
		missing, err := e.Missing(context.Background(), d, testkit.At)
		if err != nil {
			t.Fatal(err)
		}
		w := missing.Verdict.Ways.Ways
		if len(w) != 1 || len(w[0].Steps) != 2 || w[0].Steps[0].Path != list+"[s1].critical" {
			t.Errorf("%+v", w)
		}
	}
}
