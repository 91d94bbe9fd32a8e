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

// randomProfile writes a profile over the tiny catalogue; one that extends
// another leaves out what it may.
func randomProfile(rng *rand.Rand, id, extends string) string {
	pick := func(from ...string) string { return from[rng.IntN(len(from))] }
	var b strings.Builder
	fmt.Fprintf(&b, "trias: profile/v1\nid: %s\nversion: 1.0.0\ncatalogue: tiny\nstages:\n  soon: {term: P3M}\n  late: {term: %s}\n  day: {from: %s}\n  fast: {%s, given: '%s'}\n",
		id, pick("P24M", "P12M", "P700D"), pick("2026-10-01", "2026-12-01", "2027-06-01"), pick("term: P12M", "term: P24M", "from: 2027-01-01"),
		pick(`by("test")`, `by("contract")`, `by("test", months(1))`, `by("test") || by("contract")`))
	if extends != "" {
		fmt.Fprintf(&b, "extends: %s\n", extends)
	}
	if rng.IntN(2) == 0 {
		b.WriteString("deviations: inconclusive\n")
	}
	b.WriteString("criteria:\n")
	for _, c := range []string{"A", "B", "C"} {
		if extends != "" && rng.IntN(4) == 0 {
			continue
		}
		fmt.Fprintf(&b, "  %s:\n    weight: 2\n", c)
		if extends == "" || rng.IntN(2) == 0 {
			fmt.Fprintf(&b, "    obligation: %s\n", pick("must", "should", "may"))
		}
		if rng.IntN(3) == 0 {
			fmt.Fprintf(&b, "    layers: {%s: %s}\n", pick(evidence.Layer("").Values()...), pick("must", "should", "may"))
		}
		if rng.IntN(3) == 0 {
			fmt.Fprintf(&b, "    stage: %s\n", pick("soon", "late", "day", "fast"))
		}
		if extends == "" || rng.IntN(2) == 0 {
			demand := func() string {
				return pick(`by("test")`, `by("contract")`, `by("documentation")`, "none", `by("test") && by("contract")`, `by("test", months(1)) || by("contract")`)
			}
			fmt.Fprintf(&b, "    proof:\n      rule: '%s'\n", demand())
			if rng.IntN(2) == 0 {
				fmt.Fprintf(&b, "      when: '%s'\n", demand())
			}
			if rng.IntN(2) == 0 {
				fmt.Fprintf(&b, "      facts: {ext.x.%sRule: '%s'}\n", strings.ToLower(c), demand())
			}
		}
	}
	return b.String()
}

// listedOn gives the onboarding record of the tiny dossiers' subject: listed on a
// day, or not at all for nil.
func listedOn(profile string, day *evidence.Date) evaluator.Option {
	if day == nil {
		return evaluator.WithOnboarding()
	}
	return evaluator.WithOnboarding(evaluator.Onboarding{Subject: "s", Profile: profile, Authority: "a", Applied: *day, Decided: day, Listed: day})
}

// No profile that extends another and loads gives a criterion or a verdict a
// better result, on any dossier.
func TestDerivedProfilesAreNeverBetter(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(8, 9))
	neverBetter(t, rng, 160, 20, func() string { return randomProfile(rng, "derived", "base") })
}

// neverBetter writes n profiles that build on a random one, and holds those that
// load to it on random dossiers. At least as many as few load, and as many do not.
func neverBetter(t *testing.T, rng *rand.Rand, n, few int, write func() string) {
	t.Helper()
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
		listed = append(listed, nil)
		if n := rng.IntN(4); n > 0 {
			listed[len(listed)-1] = evidence.Known(testkit.Today.Sub(civil.Period{Months: int32(n * n * 3)}))
		}
		frags := []*evidence.Fragment{f}
		if rng.IntN(2) == 0 {
			frags = append(frags, source("b.yaml", map[string]state{"aRule": states[1+rng.IntN(6)], "bWhen": states[1+rng.IntN(6)]}))
		}
		dossiers = append(dossiers, testkit.Dossier(t, frags))
	}
	loaded, refused, worse := 0, 0, 0
	for range n {
		base, err := profiles.Decode("base.yaml", []byte(randomProfile(rng, "base", "")), tinyCatalogue())
		if err != nil {
			t.Fatal(err)
		}
		text := write()
		derived, err := profiles.Decode("derived.yaml", []byte(text), tinyCatalogue(), base)
		if err != nil {
			refused++
			continue
		}
		loaded++
		milder, err := evaluator.Compile(tinyCatalogue(), base)
		if err != nil {
			t.Fatal(err)
		}
		stricter, err := evaluator.Compile(tinyCatalogue(), derived)
		if err != nil {
			t.Fatal(err)
		}
		for i, d := range dossiers {
			was, err := milder.Decide(ctx, d, testkit.At, listedOn("base", listed[i]))
			if err != nil {
				t.Fatal(err)
			}
			is, err := stricter.Decide(ctx, d, testkit.At, listedOn(derived.ID(), listed[i]))
			if err != nil {
				t.Fatal(err)
			}
			complain := func(what string, from, to any) {
				yaml, _ := base.EncodeYAML()
				t.Fatalf("%s: %v under base, %v under the other\n%s\n%s\n%v", what, from, to, yaml, text, d.Sources()[0].Ext)
			}
			if is.Conformity.Rank() > was.Conformity.Rank() {
				complain("conformity", was.Conformity, is.Conformity)
			}
			for k, id := range base.Criteria() {
				if derived.Criteria()[k] != id {
					t.Fatal("criteria out of order")
				}
				if is.Outcomes[k].Rank() > was.Outcomes[k].Rank() {
					complain(id, was.Outcomes[k], is.Outcomes[k])
				}
				if is.Outcomes[k].Rank() < was.Outcomes[k].Rank() || is.Conformity != was.Conformity {
					worse++
				}
			}
		}
	}
	if loaded < few || refused < few || worse < 50 {
		t.Errorf("%d loaded, %d refused, %d results worse: too few to tell", loaded, refused, worse)
	}
}

// Leaving the layer out gives no better verdict than stating it, whichever it is.
func TestUnstatedLayerIsNeverBetter(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(10, 11))
	differ := 0
	for range 60 {
		p, err := profiles.Decode("base.yaml", []byte(randomProfile(rng, "base", "")), tinyCatalogue())
		if err != nil {
			t.Fatal(err)
		}
		e, err := evaluator.Compile(tinyCatalogue(), p)
		if err != nil {
			t.Fatal(err)
		}
		facts := map[string]state{}
		for _, f := range []string{"aRule", "aWhen", "bRule", "bWhen", "cRule"} {
			facts[f] = states[rng.IntN(len(states))]
		}
		decide := func(layer string) evaluator.Decision {
			f := source("a.yaml", facts)
			f.Subject.Layer = evidence.Layer(layer)
			d, err := e.Decide(context.Background(), testkit.Dossier(t, []*evidence.Fragment{f}), testkit.At, listedOn("base", &testkit.Today))
			if err != nil {
				t.Fatal(err)
			}
			return d
		}
		unstated := decide("")
		for _, layer := range evidence.Layer("").Values() {
			stated := decide(layer)
			if unstated.Conformity.Rank() > stated.Conformity.Rank() {
				yaml, _ := p.EncodeYAML()
				t.Fatalf("%s without a layer, %s at %s\n%s", unstated.Conformity, stated.Conformity, layer, yaml)
			}
			if unstated.Conformity != stated.Conformity {
				differ++
			}
		}
	}
	if differ == 0 {
		t.Error("the layer makes no difference")
	}
}
