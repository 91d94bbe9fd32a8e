package evaluator_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// randomTailored writes a profile that tailors one of the tiny catalogue by
// changes of all kinds, and claims to be stricter all the same.
func randomTailored(rng *rand.Rand) string {
	pick := func(from ...string) string { return from[rng.IntN(len(from))] }
	demand := func() string {
		return pick(`by("test")`, `by("contract")`, `by("documentation")`, "none", `by("test") && by("contract")`, `by("audit") && by("contract")`)
	}
	var b strings.Builder
	b.WriteString("trias: profile/v1\nid: tailored\nversion: 1.0.0\ncatalogue: tiny\ntailors: base\nclaims: stricter\n")
	b.WriteString("stages: {new: {term: P1M}, same: {from: 2026-10-15}, track: {term: P12M, given: 'by(\"test\")'}}\nchanges:\n")
	seen := map[string]bool{}
	for range 1 + rng.IntN(4) {
		c, kind, rest := pick("A", "B", "C"), "", ""
		switch rng.IntN(8) {
		case 0:
			kind, rest = "tighten", "obligation: "+pick("must", "should")
		case 1:
			kind, rest = "tighten", fmt.Sprintf("layers: {%s: %s}", pick(evidence.Layer("").Values()...), pick("must", "should"))
		case 2, 3:
			kind, rest = "prove", "proof: '"+demand()+"'"
			if rng.IntN(2) == 0 {
				rest = fmt.Sprintf("proof: {rule: '%s', when: '%s'}", demand(), demand())
			}
		case 4:
			kind, rest = "advance", "stage: "+pick("new", "same", "track", "soon", "late")
		case 5:
			kind, rest = "postpone", "stage: "+pick("new", "late", "track")
		case 6:
			kind, rest = pick("relax", "exclude"), "obligation: may"
			if kind == "exclude" {
				rest = "decision: D-1"
			}
		case 7:
			kind, rest = "reweigh", "weight: 5"
		}
		if seen[c+kind] {
			continue
		}
		seen[c+kind] = true
		fmt.Fprintf(&b, "  - {change: %s, criterion: %s, %s, reason: {en: r, de: g}}\n", kind, c, rest)
	}
	return b.String()
}

// What tailors another, claims to be stricter and loads gives no criterion and
// no verdict a better result, on any dossier.
func TestTailoredProfilesThatClaimItAreNeverBetter(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(18, 19))
	ctx := context.Background()
	var dossiers []*evidence.Dossier
	var listed []*evidence.Date
	for range 60 {
		facts := map[string]state{}
		for _, f := range []string{"aRule", "aWhen", "bRule", "bWhen", "cRule"} {
			facts[f] = states[rng.IntN(len(states))]
		}
		f := source("a.yaml", facts)
		for i := range f.Proofs {
			f.Proofs[i].Kind = []evidence.ProofKind{evidence.Test, evidence.Contract, evidence.Documentation}[rng.IntN(3)]
			f.Proofs[i].Issued = evidence.Known(testkit.Today.AddDays(-rng.IntN(60)))
		}
		f.Subject.Layer = evidence.Layer(append(evidence.Layer("").Values(), "")[rng.IntN(5)])
		dossiers = append(dossiers, testkit.Dossier(t, []*evidence.Fragment{f}))
		listed = append(listed, nil)
		if n := rng.IntN(4); n > 0 {
			listed[len(listed)-1] = evidence.Known(testkit.Today.Sub(civil.Period{Months: int32(n * n * 3)}))
		}
	}
	loaded, refused, worse := 0, 0, 0
	for range 600 {
		base, err := profiles.Decode("base.yaml", []byte(randomProfile(rng, "base", "")), tinyCatalogue())
		if err != nil {
			t.Fatal(err)
		}
		text := randomTailored(rng)
		tailored, err := profiles.Decode("tailored.yaml", []byte(text), tinyCatalogue(), base)
		if err != nil {
			refused++
			continue
		}
		loaded++
		milder, err := evaluator.Compile(tinyCatalogue(), base)
		if err != nil {
			t.Fatal(err)
		}
		stricter, err := evaluator.Compile(tinyCatalogue(), tailored)
		if err != nil {
			t.Fatal(err)
		}
		for n, d := range dossiers {
			was, err := milder.Decide(ctx, d, testkit.At, listedOn("base", listed[n]))
			if err != nil {
				t.Fatal(err)
			}
			is, err := stricter.Decide(ctx, d, testkit.At, listedOn("tailored", listed[n]))
			if err != nil {
				t.Fatal(err)
			}
			complain := func(what string, from, to any) {
				yaml, _ := base.EncodeYAML()
				t.Fatalf("%s: %v under base, %v under tailored\n%s\n%s\n%v", what, from, to, yaml, text, d.Sources()[0].Ext)
			}
			if is.Conformity.Rank() > was.Conformity.Rank() {
				complain("conformity", was.Conformity, is.Conformity)
			}
			for i, id := range base.Criteria() {
				if is.Outcomes[i].Rank() > was.Outcomes[i].Rank() {
					complain(id, was.Outcomes[i], is.Outcomes[i])
				}
				if is.Outcomes[i].Rank() < was.Outcomes[i].Rank() || is.Conformity != was.Conformity {
					worse++
				}
			}
		}
	}
	if loaded < 60 || refused < 60 || worse < 50 {
		t.Errorf("%d loaded, %d refused, %d results worse: too few to tell", loaded, refused, worse)
	}
}
