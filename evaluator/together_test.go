package evaluator_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// livingEvaluator compiles a random profile over the tiny catalogue, in which
// criteria come and go, with two criteria about attestations in addition.
func livingEvaluator(t testing.TB, rng *rand.Rand) *evaluator.Evaluator {
	t.Helper()
	pick := func(from ...string) string { return from[rng.IntN(len(from))] }
	d := tinyDefinition()
	d.Version = "2.0.0"
	text := evidence.Text{EN: "x", DE: "x"}
	for _, c := range []struct{ id, rule string }{
		{"D", `operational.attestations.exists(a, a.scheme == "bsi-c5" && a.level >= 2)`},
		{"E", `operational.attestations.all(a, a.level >= 2 || a.scheme != "bsi-c5")`},
	} {
		d.Criteria = append(d.Criteria, criteria.Criterion{ID: c.id, Dimension: criteria.Control, Domain: criteria.Operational, Title: text, Question: text,
			Rule: c.rule, Remedy: criteria.Remedy{Effort: criteria.Low}})
	}
	for i := range d.Criteria {
		c := &d.Criteria[i]
		switch rng.IntN(4) {
		case 0:
			c.Introduced = &criteria.Introduced{Version: "1.0.0", On: evidence.Known(testkit.Today.AddDays(rng.IntN(3) - 1))}
		case 1:
			until := testkit.Today.AddDays(rng.IntN(3) - 1)
			c.Deprecated = &criteria.Deprecated{Version: "1.0.0", On: until.AddDays(-1), Until: &until}
		}
	}
	catalogue, err := criteria.New(d)
	if err != nil {
		t.Fatal(err)
	}
	yaml := randomProfile(rng, "base", "")
	for _, id := range []string{"D", "E"} {
		yaml += fmt.Sprintf("  %s: {obligation: %s, stage: %s, proof: '%s'}\n", id, pick("must", "should"), pick("soon", "day", "fast", "held"),
			pick(`attested("bsi-c5", 2)`, `attested("bsi-c5")`, `by("test") || attested("bsi-c5", 2)`, `inspected(attested("bsi-c5", 1))`))
	}
	yaml = strings.Replace(yaml, "stages:\n", "stages:\n  held: {term: P12M, given: 'attested(\"bsi-c5\", 1)'}\n", 1)
	p, err := profiles.Decode("base.yaml", []byte(yaml), catalogue)
	if err != nil {
		t.Fatalf("%v\n%s", err, yaml)
	}
	e, err := evaluator.Compile(catalogue, p)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// livingDossier adds to a tiny dossier attestations, as facts and as proofs.
func livingDossier(rng *rand.Rand) *evidence.Fragment {
	f := tinyDossier(rng)
	for i := range rng.IntN(3) {
		a := evidence.HeldAttestation{ID: fmt.Sprintf("a%d", i)}
		if rng.IntN(5) > 0 {
			a.Scheme = evidence.Known([]evidence.AttestationScheme{evidence.AttestationSchemeBSIC5, evidence.AttestationSchemeENS, evidence.AttestationSchemeSOC2}[rng.IntN(3)])
		}
		if rng.IntN(5) > 0 {
			a.Level = evidence.Known(int64(1 + rng.IntN(2)))
		}
		f.Operational.Attestations = append(f.Operational.Attestations, a)
	}
	for i := range rng.IntN(3) {
		f.Proofs = append(f.Proofs, livingProof(rng, fmt.Sprintf("held-%d", i), f))
	}
	return f
}

func livingProof(rng *rand.Rand, id string, f *evidence.Fragment) evidence.Proof {
	p := evidence.Proof{ID: id, Kind: tinyKinds[rng.IntN(len(tinyKinds))], Issuer: "i", Issued: evidence.Known(testkit.Today.AddDays(-rng.IntN(60)))}
	if rng.IntN(2) == 0 {
		a := []evaluator.Attested{{Scheme: evidence.BSIC5, Level: evidence.Known(int64(1))}, {Scheme: evidence.ENS, Level: evidence.Known(int64(2))}, {Scheme: evidence.SOC2, Level: evidence.Known(int64(1))}}[rng.IntN(3)]
		p.Kind, p.Scheme, p.Level = evidence.Attestation, a.Scheme, a.Level
	}
	if rng.IntN(2) == 0 {
		p.Inspected = &evidence.Inspection{By: "assessor", On: testkit.Today}
	}
	var stated []string
	for fact := range f.Ext["x"] {
		stated = append(stated, "ext.x."+fact)
	}
	if f.Operational.Attestations != nil {
		stated = append(stated, "operational.attestations", "operational.attestations")
	}
	slices.Sort(stated)
	p.Covers = []string{"subject"}
	if stated != nil {
		p.Covers = []string{stated[rng.IntN(len(stated))]}
	}
	return p
}

// Criteria that come and go, stages of every kind, waivers, equivalences and
// onboarding records, all at once: deciding equals evaluating, verdicts read back
// as they are written, and one more proof makes no outcome, no verdict and no
// level worse.
func TestLawsOfAllOptionsTogether(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(31, 32))
	ctx := context.Background()
	seen := map[string]int{}
	tries, enough := times(1000)
	for range tries {
		e, f := livingEvaluator(t, rng), livingDossier(rng)
		if len(f.Ext["x"]) == 0 && f.Operational.Attestations == nil {
			continue
		}
		day := testkit.Today.Sub(civil.Period{Months: int32(rng.IntN(26))})
		opts := []evaluator.Option{listedOn("base", []*evidence.Date{nil, &day}[rng.IntN(2)])}
		for i, a := range []evaluator.Attested{{Scheme: evidence.ENS, Level: evidence.Known(int64(2))}, {Scheme: evidence.SOC2, Level: evidence.Known(int64(1))}} {
			if rng.IntN(2) == 0 {
				opts = append(opts, evaluator.WithEquivalences(evaluator.Equivalence{ID: fmt.Sprintf("E%d", i), Demanded: evaluator.Attested{Scheme: evidence.BSIC5, Level: evidence.Known(int64(1 + rng.IntN(2)))}, Accepted: a,
					Basis: evidence.Text{EN: "clause", DE: "Absatz"}, Authority: "CIO", Reason: "why", From: testkit.Today.AddDays(rng.IntN(2) - 1), Until: testkit.Today.AddDays(rng.IntN(2)), Decision: "D-1"}))
			}
		}
		for i, id := range []string{"A", "D"} {
			if rng.IntN(4) == 0 {
				opts = append(opts, evaluator.WithWaivers(evaluator.Waiver{ID: fmt.Sprintf("W%d", i), Subject: "s", Version: "1.0", Profile: "base", Criterion: id,
					Accepts: []evaluator.Waivable{"fail", "unknown", "unproven"}[rng.IntN(3):], Authority: "CIO", Reason: "why", From: testkit.Today, Until: testkit.Today, Decision: "D-2"}))
			}
		}
		opts = append(opts, evaluator.WithDecisions(profiles.DecisionRecord{ID: "D-1", Title: "t", About: profiles.DecisionSubject{Kind: profiles.AboutEquivalence, ID: "E0"},
			Decided: "d", Authority: "CIO", On: testkit.Today, Reason: "why"}))
		look := func() (evaluator.Verdict, evaluator.Levels) {
			dossier := testkit.Dossier(t, []*evidence.Fragment{f})
			v, err := e.Evaluate(ctx, dossier, testkit.At, opts...)
			if err != nil {
				t.Fatal(err)
			}
			d, err := e.Decide(ctx, dossier, testkit.At, opts...)
			if err != nil {
				t.Fatal(err)
			}
			var outcomes []evaluator.Outcome
			for _, r := range v.Results {
				outcomes = append(outcomes, r.Outcome)
				seen[string(r.Outcome)]++
				if !r.Counts() && r.DueBy != nil {
					t.Errorf("%s does not count and is due by %s", r.Criterion, r.DueBy)
				}
				if r.Given != nil {
					seen["on a fast track"]++
				}
				if r.Equivalences != nil {
					seen["by an equivalence"]++
				}
				if !r.Counts() {
					seen["does not count"]++
				}
			}
			if d.Conformity != v.Conformity || !slices.Equal(d.Outcomes, outcomes) || (d.ProvisionalUntil == nil) != (v.ProvisionalUntil == nil) ||
				d.ProvisionalUntil != nil && *d.ProvisionalUntil != *v.ProvisionalUntil {
				t.Errorf("decide: %+v, evaluate: %s until %v, %v", d, v.Conformity, v.ProvisionalUntil, outcomes)
			}
			text := encode(t, v)
			stored, err := evaluator.DecodeVerdict("verdict.json", text)
			if err != nil {
				t.Fatal(err)
			}
			if again := encode(t, *stored); !bytes.Equal(text, again) {
				t.Errorf("a stored verdict reads otherwise: %s", firstDifference(text, again))
			}
			l, err := e.Levels(ctx, dossier, testkit.At, opts...)
			if err != nil {
				t.Fatal(err)
			}
			seen[string(v.Conformity)]++
			return v, l
		}
		was, wasLevels := look()
		more := livingProof(rng, "more", f)
		f.Proofs = append(f.Proofs, more)
		is, isLevels := look()
		compare(t, was, is, fmt.Sprintf("the proof %+v", more), byProof, map[change]int{})
		if is.Conformity.Rank() < was.Conformity.Rank() || isLevels.Reached < wasLevels.Reached {
			t.Errorf("a proof turned %s into %s, %d levels into %d", was.Conformity, is.Conformity, wasLevels.Reached, isLevels.Reached)
		}
		if is.Conformity.Rank() > was.Conformity.Rank() {
			seen["a better verdict"]++
		}
		if t.Failed() {
			yaml, _ := e.Profile().EncodeYAML()
			t.Fatalf("under\n%s\nwith %+v and %+v", yaml, f.Operational.Attestations, f.Proofs)
		}
	}
	for _, what := range []string{"pass", "fail", "unproven", "unknown", "notApplicable", "error", "on a fast track", "by an equivalence", "does not count",
		"a better verdict", "conformant", "conformantWithDeviations", "provisional", "inconclusive", "nonConformant"} {
		if enough && seen[what] < 5 {
			t.Errorf("%d times %s: too few to tell", seen[what], what)
		}
	}
}
