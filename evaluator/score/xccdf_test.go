package score_test

import (
	"context"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// Our outcomes as results of XCCDF, by verdicts of the evaluator: in the flat
// model 1 of 2 says that a criterion beside one that passes counts and earns
// nothing.
func TestResultsOfXCCDF(t *testing.T) {
	const text = "dimension: choice, domain: data, title: {en: x, de: x}, question: {en: x, de: x}"
	catalogue, err := criteria.Decode("results.yaml", []byte(`trias: catalogue/v1
id: results
version: 1.0.0
language: 1
facts:
  x:
    on: {type: bool, question: {en: x, de: x}}
    when: {type: bool, question: {en: x, de: x}}
    rule: {type: int, question: {en: x, de: x}}
criteria:
  - {id: ON, `+text+`, rule: ext.x.on}
  - {id: OTHER, `+text+`, when: ext.x.when, rule: ext.x.rule * 9007199254740992 > 0}
  - {id: LATER, `+text+`, rule: ext.x.on, introduced: {version: 1.0.0, on: 2199-01-01}}
`))
	if err != nil {
		t.Fatal(err)
	}
	p, err := profiles.Decode("results-profile.yaml", []byte("trias: profile/v1\nid: results\nversion: 1.0.0\ncatalogue: results\ncriteria:\n"+
		"  ON: {obligation: must, proof: none}\n  OTHER: {obligation: may, proof: 'by(\"test\")'}\n  LATER: {obligation: must, proof: none}\n"), catalogue)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(catalogue, p)
	if err != nil {
		t.Fatal(err)
	}
	proof := evidence.Proof{ID: "p", Kind: evidence.Test, Issuer: "i", Issued: evidence.Known(testkit.Today), Covers: []string{"ext.x"}}
	source := func(facts map[string]evidence.Value, proofs ...evidence.Proof) *evidence.Fragment {
		return &evidence.Fragment{Name: "a", Subject: &evidence.Subject{ID: "s"}, Ext: map[string]map[string]evidence.Value{"x": facts}, Proofs: proofs}
	}
	yes, no := evidence.Bool(true), evidence.Bool(false)
	for _, test := range []struct {
		name    string
		frags   []*evidence.Fragment
		outcome evaluator.Outcome
		state   score.State
		want    string // stated, proven, worst, best; maximum
	}{
		{"pass", []*evidence.Fragment{source(map[string]evidence.Value{"on": yes, "when": yes, "rule": evidence.Int(1)}, proof)}, evaluator.Pass, score.Settled, "2 2 2 2 2 of 2"},
		{"fail", []*evidence.Fragment{source(map[string]evidence.Value{"on": yes, "when": yes, "rule": evidence.Int(0)})}, evaluator.Fail, score.Settled, "1 1 1 1 1 of 2"},
		{"unknown", []*evidence.Fragment{source(map[string]evidence.Value{"on": yes})}, evaluator.Unknown, score.Unknown, "open 1 1 2 1 of 2"},
		{"unproven", []*evidence.Fragment{source(map[string]evidence.Value{"on": yes, "when": yes, "rule": evidence.Int(1)})}, evaluator.Unproven, score.Unproven, "2 1 1 2 1 of 2"},
		{"not applicable", []*evidence.Fragment{source(map[string]evidence.Value{"on": yes, "when": no}, proof)}, evaluator.NotApplicable, score.Settled, "1 1 1 1 1 of 1"},
		{"error", []*evidence.Fragment{source(map[string]evidence.Value{"on": yes, "when": yes, "rule": evidence.Int(1 << 53)})}, evaluator.Error, score.Unknown, "open 1 1 2 1 of 2"},
		{"contradicted", []*evidence.Fragment{
			source(map[string]evidence.Value{"on": yes, "when": yes, "rule": evidence.Int(1)}),
			{Name: "b", Ext: map[string]map[string]evidence.Value{"x": {"rule": evidence.Int(0)}}},
		}, evaluator.Unknown, score.Contradicted, "open 1 1 2 1 of 2"},
		// What is met and by what is stated does not apply leaves the flat score, as
		// published.
		{"met and said not to apply", []*evidence.Fragment{source(map[string]evidence.Value{"on": yes, "rule": evidence.Int(1)}, proof), {Name: "b", Ext: map[string]map[string]evidence.Value{"x": {"when": no}}}},
			evaluator.Pass, score.Settled, "1 2 1 2 2 of 2"},
	} {
		t.Run(test.name, func(t *testing.T) {
			in := input(t, e, testkit.Dossier(t, test.frags))
			m, err := score.Lookup(score.XCCDFFlat)
			if err != nil {
				t.Fatal(err)
			}
			s := scored(t, m, in)
			if got := show(s.Total) + " of " + s.Maximum.String(); got != test.want {
				t.Errorf("it is %s, want %s", got, test.want)
			}
			row := s.Rows[1]
			if row.Outcome != test.outcome || row.State != test.state || row.Excluded != (test.outcome == evaluator.NotApplicable) {
				t.Errorf("the row is %+v, want %s, %s", row, test.outcome, test.state)
			}
			if later := s.Rows[2]; !later.Excluded || !later.Weight.IsZero() || !later.Share.Best.IsZero() {
				t.Errorf("what is asked later counts: %+v", later)
			}
		})
	}
	// Nothing counts.
	none, err := profiles.Decode("none-profile.yaml", []byte("{trias: profile/v1, id: none, version: 1.0.0, catalogue: results, criteria: {LATER: {obligation: must, proof: none}}}"), catalogue)
	if err != nil {
		t.Fatal(err)
	}
	if e, err = evaluator.Compile(catalogue, none); err != nil {
		t.Fatal(err)
	}
	in := input(t, e, testkit.Dossier(t, []*evidence.Fragment{source(nil)}))
	for name, want := range map[string]string{score.XCCDFDefault: "0", score.XCCDFFlat: "0", score.XCCDFFlatUnweighted: "0", score.XCCDFAbsolute: "1"} {
		m, err := score.Lookup(name)
		if err != nil {
			t.Fatal(err)
		}
		s := scored(t, m, in)
		if s.Score == nil || s.Score.String() != want || s.Notes[len(s.Notes)-1].Code != score.NothingCounts {
			t.Errorf("%s: nothing counts, and it is %v with %v", name, s.Score, s.Notes)
		}
		if _, err := m.Score(context.Background(), &score.Input{}); err == nil {
			t.Errorf("%s scores nothing", name)
		}
	}
}
