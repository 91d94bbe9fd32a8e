package profiles

import (
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Format is the format marker of a profile file.
const Format = "profile/v1"

// Problem and Problems say what is wrong with a profile, and where; see
// [evidence.Problem].
type (
	Problem  = doc.Problem
	Problems = doc.Problems
)

// Obligation says how binding a criterion is.
type Obligation string

// The obligations, ascending: KANN, SOLL, MUSS.
const (
	May    Obligation = "may"    // is looked at and shown
	Should Obligation = "should" // is expected; not meeting it is a deviation
	Must   Obligation = "must"   // is required
)

// Values returns the accepted values, ascending.
func (Obligation) Values() []string { return []string{"may", "should", "must"} }

// rank orders obligations.
func (o Obligation) rank() int {
	switch o {
	case May:
		return 1
	case Should:
		return 2
	case Must:
		return 3
	}
	return 0
}

// Deviations says what an unmet should without a recorded reason makes of a
// verdict.
type Deviations string

// The choices.
const (
	// Remark keeps the verdict conformant with deviations and remarks that no
	// reason is recorded.
	Remark Deviations = "remark"
	// Inconclusive leaves the verdict open until a reason is recorded.
	Inconclusive Deviations = "inconclusive"
)

// Values returns the accepted values.
func (Deviations) Values() []string { return []string{"remark", "inconclusive"} }

// Definition is a profile as its YAML file states it.
type Definition struct {
	// Trias marks the format.
	Trias string `json:"trias" required:"true" const:"profile/v1"`
	// ID names the profile.
	ID string `json:"id" required:"true" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// Version is the profile's semantic version.
	Version evidence.Version `json:"version" required:"true"`
	// Title names the profile for readers.
	Title evidence.Text `json:"title,omitzero"`
	// Catalogue is the id of the catalogue the criteria are from.
	Catalogue string `json:"catalogue" required:"true" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// Extends is the id of the profile this one builds on. Everything is
	// inherited; obligations may rise and not fall, proof demands are conjoined.
	Extends string `json:"extends,omitzero" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// Tailors is the id of the profile this one tailors. Everything is inherited
	// but what changes record, each with its reason, in either direction.
	Tailors string `json:"tailors,omitzero" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// Claims says that a profile that tailors another is stricter than it all the
	// same, as one that extends another always claims to be.
	Claims Claim `json:"claims,omitzero"`
	// Zone is the time zone whose calendar days count ("Europe/Berlin"); UTC if
	// left out.
	Zone string `json:"zone,omitzero" maxLen:"64"`
	// Localisation is the region of every parameter of type region that the
	// profile does not set itself: EU, EEA, another region of the rule language,
	// or a country such as DE. Left out, it is the base's, or each parameter
	// keeps its value of the catalogue. A profile that extends another states no
	// other than its base; see [Profile.Localised].
	Localisation string `json:"localisation,omitzero" maxLen:"64"`
	// Binding says whom the profile binds by itself; nobody if left out. It is
	// not inherited.
	Binding []Binding `json:"binding,omitzero"`
	// Deviations says what an unmet should without a recorded reason does;
	// remark if left out.
	Deviations Deviations `json:"deviations,omitzero"`
	// Stages name times from which requirements bind. A requirement of a stage
	// may stay unmet until then.
	Stages map[string]Stage `json:"stages,omitzero"`
	// Onboarding sets the times for listing, recertification and sunset; the
	// base's as a whole if left out.
	Onboarding *OnboardingRules `json:"onboarding,omitzero"`
	// Criteria says which criteria apply, and how. Every profile has it but one
	// that tailors another.
	Criteria map[string]Setting `json:"criteria,omitzero"`
	// Changes are what a profile that tailors another does differently, and why.
	Changes []Change `json:"changes,omitzero"`
}

// Setting is how a profile applies one criterion. What a derived profile leaves
// out it inherits.
type Setting struct {
	// Obligation says how binding the criterion is.
	Obligation Obligation `json:"obligation,omitzero"`
	// Layers says how binding it is for subjects of single layers. In a derived
	// profile, a layer it leaves out has the obligation stated beside it, and no
	// less than the base has there.
	Layers Layers `json:"layers,omitzero"`
	// Weight is the criterion's weight in scores, exact to a thousandth; 1 if
	// left out.
	Weight *Weight `json:"weight,omitzero"`
	// Stage names the stage from which the criterion binds; at once if left out.
	Stage string `json:"stage,omitzero"`
	// Params sets parameters of the rule, by name; others keep their value.
	Params map[string]evidence.Value `json:"params,omitzero"`
	// Proof is what is demanded of proofs.
	Proof *Proof `json:"proof,omitzero"`
}
