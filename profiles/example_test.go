package profiles_test

import (
	"fmt"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// A researcher varies a profile in a program: here the longest time a
// deletion may take, tighter than the profile it builds on.
func ExampleNew() {
	catalogue, err := criteria.Embedded()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, days := range []int64{30, 14, 90} {
		p, err := profiles.New(profiles.Definition{
			ID: "ours", Version: "1.0.0", Catalogue: catalogue.ID(), Extends: "normal",
			Criteria: map[string]profiles.Setting{
				"DAT-CON-06": {Params: map[string]evidence.Value{"maxDays": evidence.Int(days)}},
			},
		}, catalogue)
		if err != nil {
			fmt.Println(days, "refused: it would relax the base")
			continue
		}
		applied, _ := p.Applied("DAT-CON-06")
		fmt.Println(days, applied.Obligation, applied.Params["maxDays"])
	}
	// Output:
	// 30 must 30
	// 14 must 14
	// 90 refused: it would relax the base
}

// An authority tailors a profile by recorded changes, and prints it as a
// difference to its base. The city and its reasons are made up.
func ExampleDiff() {
	catalogue, err := criteria.Embedded()
	if err != nil {
		fmt.Println(err)
		return
	}
	city, err := profiles.Decode("city.yaml", []byte(`
trias: profile/v1
id: city
version: 1.0.0
catalogue: trias
tailors: normal
changes:
  - change: set
    criterion: DAT-CON-06
    params: {maxDays: 14}
    reason: {en: Our retention rules allow two weeks., de: Unsere Löschregeln lassen zwei Wochen zu.}
    decision: D-2026-14
`), catalogue)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range profiles.Diff(city.Tailors(), city).Criteria {
		for _, d := range c.Differences {
			fmt.Println(c.Criterion, d.Param, d.From, "to", d.To, d.Direction)
			for _, g := range d.Grounds {
				fmt.Println(g.Reason.EN, g.Decision)
			}
		}
	}
	// Output:
	// DAT-CON-06 maxDays 30 to 14 tighter
	// Our retention rules allow two weeks. D-2026-14
}

func ExampleLookup() {
	for _, name := range profiles.Names() {
		p, err := profiles.Lookup(name)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(p.ID(), p.Counts("").Must, "of", len(p.Criteria()), "must be met")
	}
	// Output:
	// normal 23 of 122 must be met
	// high 59 of 122 must be met
	// very-high 97 of 122 must be met
	// federal-normal 26 of 122 must be met
	// federal-high 60 of 122 must be met
	// entry 23 of 122 must be met
}

// Which region criteria ask for is chosen where a profile is used.
func ExampleProfile_Localised() {
	catalogue, err := criteria.New(criteria.Definition{ID: "places", Version: "1.0.0", Language: criteria.Language,
		Criteria: []criteria.Criterion{{
			ID: "STORED", Dimension: criteria.Control, Domain: criteria.Data,
			Params: map[string]criteria.Param{"region": {Type: "region", Default: evidence.String("EU")}},
			Rule:   "data.location.storageCountries.all(c, inRegion(c, params.region, at))",
		}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err := profiles.New(profiles.Definition{ID: "ours", Version: "1.0.0", Catalogue: "places", Criteria: map[string]profiles.Setting{
		"STORED": {Obligation: profiles.Must, Proof: &profiles.Proof{Rule: `by("contract")`}}}}, catalogue)
	if err != nil {
		fmt.Println(err)
		return
	}
	german, err := p.Localised("DE")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range []*profiles.Profile{p, german} {
		applied, _ := p.Applied("STORED")
		fmt.Println(p.ID(), p.Localisation().Region, applied.Params["region"])
	}
	// Output:
	// ours EU EU
	// ours DE DE
}

// A profile that Trias brings is used under a catalogue that extends the one it
// is made for. It stays the same profile.
func ExampleProfile_Under() {
	catalogue, err := criteria.Decode("harbours.yaml", []byte(`trias: catalogue/v1
id: harbours
version: 1.0.0
language: 1
extends: {catalogue: trias, version: ">= 0.2.0"}
facts: {harbour: {lit: {type: bool, question: {en: Is it lit, de: Ist es beleuchtet}}}}
criteria:
  - {id: LIGHT, dimension: control, domain: operational, title: {en: Light, de: Licht}, question: {en: Is it lit, de: Ist es beleuchtet},
     rule: ext.harbour.lit}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	normal, err := profiles.Lookup("normal")
	if err != nil {
		fmt.Println(err)
		return
	}
	under, err := normal.Under(catalogue)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(under.ID(), "under", under.Catalogue().ID(), "is the same profile:", under.Digest() == normal.Digest())
	// Output:
	// normal under harbours is the same profile: true
}
