package evaluator_test

import (
	"context"
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

// localised compiles a profile in a localisation.
func localised(t *testing.T, p *profiles.Profile, region string) *evaluator.Evaluator {
	t.Helper()
	p, err := p.Localised(region)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(p.Catalogue(), p)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// In every localisation a stricter profile gives no better result.
func TestLawStricterIsNeverBetterInAnyLocalisation(t *testing.T) {
	t.Parallel()
	for _, region := range localisations {
		t.Run(region, func(t *testing.T) {
			var local []*evaluator.Evaluator
			for _, e := range embedded() {
				local = append(local, localised(t, e.Profile(), region))
			}
			differ := 0
			for s := range uint64(many()) {
				c := generate(t, *seed+s)
				var verdicts []evaluator.Verdict
				for i, e := range local {
					v := evaluate(t, e, c.dossier)
					for j, r := range v.Results {
						if r.Outcome != c.verdicts[i].Results[j].Outcome {
							differ++
						}
					}
					verdicts = append(verdicts, v)
				}
				for _, step := range steps() {
					noBetter(t, verdicts[step[0]], verdicts[step[1]])
				}
			}
			if *seed == 0 && many() >= standardCases && (differ > 0) != (region != "EU") {
				t.Errorf("%d outcomes are not those of the EU", differ)
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
	local := map[string][]*evaluator.Evaluator{}
	for _, region := range localisations {
		for _, p := range chain {
			local[region] = append(local[region], localised(t, p, region))
		}
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
			var v evaluator.Verdict
			for n, e := range local[region] {
				stricter := evaluate(t, e, d)
				if n > 0 {
					noBetter(t, v, stricter)
				}
				v = stricter
			}
			if i == 0 {
				first = v.Conformity
			}
			seen[[2]evaluator.Conformity{first, v.Conformity}] = true
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
