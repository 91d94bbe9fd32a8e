package evaluator_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// localisations are those the comparison between protection needs is made at.
var localisations = []string{"EU", "EEA", "DE"}

// ladder compiles a profile and what it extends, the mildest first, in a
// localisation.
func ladder(t *testing.T, p *profiles.Profile, region string) (steps []*evaluator.Evaluator) {
	t.Helper()
	p, err := p.Localised(region)
	if errors.Is(err, profiles.ErrNoRegion) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	for ; p != nil; p = p.Extends() {
		e, err := evaluator.Compile(p.Catalogue(), p)
		if err != nil {
			t.Fatal(err)
		}
		steps = append([]*evaluator.Evaluator{e}, steps...)
	}
	return steps
}

// noBetter checks that no step gives a better result than the one before, and
// returns the conformities.
func noBetter(t *testing.T, steps []*evaluator.Evaluator, d *evidence.Dossier) (out []evaluator.Conformity) {
	t.Helper()
	var milder evaluator.Verdict
	for i, e := range steps {
		v := evaluate(t, e, d)
		if i > 0 {
			if v.Conformity.Rank() > milder.Conformity.Rank() {
				t.Errorf("%s under %s, and %s under %s", milder.Conformity, milder.Profile, v.Conformity, v.Profile)
			}
			for _, was := range milder.Results {
				if is, ok := v.Result(was.Criterion); !ok || is.Outcome.Rank() > was.Outcome.Rank() {
					t.Errorf("%s is %s under %s, and %s under %s", was.Criterion, was.Outcome, milder.Profile, is.Outcome, v.Profile)
				}
			}
		}
		out = append(out, v.Conformity)
		milder = v
	}
	return out
}

// In every localisation a higher protection need gives no better result.
func TestLawStricterIsNeverBetterInAnyLocalisation(t *testing.T) {
	t.Parallel()
	top, err := profiles.Lookup("very-high")
	if err != nil {
		t.Fatal(err)
	}
	for _, region := range localisations {
		t.Run(region, func(t *testing.T) {
			steps := ladder(t, top, region)
			for s := range uint64(*cases) {
				noBetter(t, steps, generate(t, *seed+s).dossier)
			}
		})
	}
}

// The same over criteria that forbid a region as well as those that demand one,
// so that no localisation is stricter than another throughout.
func TestLocalisationIsNoStepOfStrictness(t *testing.T) {
	t.Parallel()
	params := map[string]criteria.Param{"region": {Type: "region", Default: evidence.String("EU")}}
	catalogue, err := criteria.New(criteria.Definition{ID: "places", Version: "1.0.0", Language: criteria.Language, Criteria: []criteria.Criterion{
		{ID: "HOME", Dimension: criteria.Control, Domain: criteria.Data, Params: params,
			Rule: "data.location.storageCountries.all(c, inRegion(c, params.region, at))"},
		{ID: "ABROAD", Dimension: criteria.Control, Domain: criteria.Data, Params: params,
			Rule: "data.location.backupCountries.exists(c, !inRegion(c, params.region, at))"},
		{ID: "KEYS", Dimension: criteria.Control, Domain: criteria.Data, Rule: "data.keys.customerCanRotate"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	setting := func(o profiles.Obligation, proof string) profiles.Setting {
		s := profiles.Setting{Obligation: o}
		if proof != "" {
			s.Proof = &profiles.Proof{Rule: proof}
		}
		return s
	}
	var chain []*profiles.Profile
	for _, d := range []profiles.Definition{
		{ID: "low", Criteria: map[string]profiles.Setting{"HOME": setting(profiles.Should, "none"), "ABROAD": setting(profiles.May, "none")}},
		{ID: "middle", Extends: "low", Criteria: map[string]profiles.Setting{"HOME": setting(profiles.Must, ""), "KEYS": setting(profiles.Should, "none")}},
		{ID: "top", Extends: "middle", Criteria: map[string]profiles.Setting{"ABROAD": setting(profiles.Must, `by("test")`), "KEYS": setting(profiles.Must, "")}},
	} {
		d.Version, d.Catalogue = "1.0.0", "places"
		p, err := profiles.New(d, catalogue, chain...)
		if err != nil {
			t.Fatal(err)
		}
		chain = append(chain, p)
	}
	rng := rand.New(rand.NewPCG(3, 4))
	countries := func() []evidence.Country {
		var out []evidence.Country
		for range rng.IntN(3) {
			out = append(out, []evidence.Country{"DE", "FR", "NO", "US"}[rng.IntN(4)])
		}
		return out
	}
	seen := map[[2]evaluator.Conformity]bool{}
	for range 150 {
		f := &evidence.Fragment{Name: "a.yaml", Subject: &evidence.Subject{ID: "s", Version: "1.0"}}
		f.Data.Location.StorageCountries, f.Data.Location.BackupCountries = countries(), countries()
		f.Data.Keys.CustomerCanRotate = evidence.Known(rng.IntN(2) == 0)
		if rng.IntN(2) == 0 {
			f.Proofs = []evidence.Proof{{ID: "p", Kind: evidence.Test, Issuer: "i", Issued: evidence.Known(testkit.Today), Covers: []string{"data.location"}}}
		}
		d := testkit.Dossier(t, []*evidence.Fragment{f})
		var first evaluator.Conformity
		for i, region := range localisations {
			got := noBetter(t, ladder(t, chain[2], region), d)
			if i == 0 {
				first = got[2]
			}
			seen[[2]evaluator.Conformity{first, got[2]}] = true
		}
	}
	// Neither is one localisation the stricter one.
	for _, want := range [][2]evaluator.Conformity{{evaluator.Conformant, evaluator.NonConformant}, {evaluator.NonConformant, evaluator.Conformant}} {
		if !seen[want] {
			t.Errorf("no offer is %s within the EU and %s elsewhere", want[0], want[1])
		}
	}
}

// A verdict says which region it speaks of, and owns what it says.
func TestVerdictOwnsItsLocalisation(t *testing.T) {
	t.Parallel()
	catalogue, err := criteria.New(criteria.Definition{ID: "places", Version: "1.0.0", Language: criteria.Language, Criteria: []criteria.Criterion{
		{ID: "HOME", Dimension: criteria.Control, Domain: criteria.Data, Params: map[string]criteria.Param{"region": {Type: "region", Default: evidence.String("EU")}},
			Rule: "data.location.storageCountries.all(c, inRegion(c, params.region, at))"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	p, err := profiles.New(profiles.Definition{ID: "p", Version: "1.0.0", Catalogue: "places", Criteria: map[string]profiles.Setting{
		"HOME": {Obligation: profiles.Must, Proof: &profiles.Proof{Rule: "none"}}}}, catalogue)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(catalogue, p)
	if err != nil {
		t.Fatal(err)
	}
	d := testkit.Dossier(t, []*evidence.Fragment{{Name: "a.yaml", Subject: &evidence.Subject{ID: "s"}}})
	for range 2 {
		v, err := e.Evaluate(context.Background(), d, testkit.At)
		if err != nil {
			t.Fatal(err)
		}
		if v.Localisation == nil || v.Localisation.Region != "EU" {
			t.Fatalf("%+v", v.Localisation)
		}
		v.Localisation.Region = "DE"
	}
}
