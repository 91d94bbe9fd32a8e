package evaluator

import (
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// CounterfactualsFormat is the format marker of encoded counterfactuals.
const CounterfactualsFormat = "counterfactuals/v1"

// MaxCounterfactuals is how many counterfactuals are given for one criterion: a
// reader compares a few alternatives and not a list of them, and each of them is
// evaluated.
const MaxCounterfactuals = 8

// MaxCounterfactualSteps is how many steps a counterfactual of one criterion has
// at most: that none of them can be left out takes an evaluation of each, and
// nobody reads more. Where more are needed none is given. A turn of the verdict
// takes what the criteria take together.
const MaxCounterfactualSteps = 100

// Counterfactuals say what smallest changes of the evidence would turn the unmet
// criteria of a verdict, and the verdict on the whole, into better ones. Each of
// them was applied to the dossier and evaluated.
//
// They are about evidence. That something else could be stated does not say that
// it would be true: whoever wants a counterfactual to come true has to make it so
// first.
type Counterfactuals struct {
	Trias string `json:"trias" required:"true" const:"counterfactuals/v1"`
	// Subject is what was assessed, and At the instant it was assessed for; Day is
	// the calendar day of that instant in the profile's time zone.
	Subject evidence.Subject `json:"subject" required:"true"`
	At      Instant          `json:"at" required:"true"`
	Day     evidence.Date    `json:"day" required:"true"`
	// Profile and Catalogue name what was applied, and in which version.
	Profile          string           `json:"profile" required:"true"`
	ProfileVersion   evidence.Version `json:"profileVersion" required:"true"`
	Catalogue        string           `json:"catalogue" required:"true"`
	CatalogueVersion evidence.Version `json:"catalogueVersion" required:"true"`
	// Digests identify the inputs, as those of a verdict do.
	Digests Digests `json:"digests" required:"true"`
	// Confidential says which facts are confidential, and whether their values are
	// masked; absent if none is.
	Confidential *Confidentiality `json:"confidential,omitzero"`
	// Conformity is the verdict on the whole as it is.
	Conformity Conformity `json:"conformity" required:"true"`
	// Turns lead to better verdicts on the whole, from the next better one that
	// can be reached to the best one; each starts from the dossier as it is.
	Turns []Turn `json:"turns" required:"true"`
	// Stuck are the criteria that keep the verdict from being better than the last
	// of Turns, or than it is if there is none, in the order of the catalogue.
	Stuck []Stuck `json:"stuck,omitzero"`
	// Criteria has an entry for each criterion that counts and is not met, may
	// included, in the order of the catalogue.
	Criteria []CriterionCounterfactuals `json:"criteria" required:"true"`
}

// CriterionCounterfactuals are the counterfactuals of one unmet criterion.
type CriterionCounterfactuals struct {
	Criterion  string              `json:"criterion" required:"true"`
	Obligation profiles.Obligation `json:"obligation" required:"true"`
	// Outcome is the criterion's as it is.
	Outcome Outcome `json:"outcome" required:"true"`
	// Counterfactuals are alternatives after each of which the criterion is met, at
	// most [MaxCounterfactuals]. Those after which it passes come first, and then
	// those after which it does not apply: these do not what the criterion asks for
	// but make the offer one that it does not ask, and what its remedy takes says
	// nothing of what that takes. Of each the one with the least effort is first; of
	// those with the same effort the one that gains most, then that of fewest steps.
	Counterfactuals []Counterfactual `json:"counterfactuals" required:"true"`
	// None says why there are none; absent if there are.
	None NoTurn `json:"none,omitzero"`
	// More reports that there may be others.
	More bool `json:"more,omitzero"`
}

// Turn leads to a better verdict on the whole.
type Turn struct {
	// Criteria are those that need one of its steps, in the order of the catalogue:
	// see [Step.Criteria]. What else changes is in Improves and Worsens.
	Criteria []string `json:"criteria" required:"true"`
	Counterfactual
	// More reports that there may be turns of less effort to the same verdict.
	More bool `json:"more,omitzero"`
}

// Counterfactual is a smallest change of the evidence that leads to a better
// outcome: without any one of its steps it does not.
//
// A value it proposes in place of another one is near to that: no nearer whole
// number or date that the rules' own constants suggest leads there, none on the
// way to it, and of a closed set none nearer in its order; each while the other
// steps stay as they are. Of a list no entry is added, changed or left out that
// need not be.
type Counterfactual struct {
	Steps  []Step `json:"steps" required:"true" minItems:"1"`
	Effort Effort `json:"effort" required:"true"`
	// Changes counts the facts and entries of lists that become other than they are
	// stated, are added, or left out: remedies in Effort count once however many
	// these are.
	Changes int64 `json:"changes,omitzero" min:"0"`
	// Gain is the sum of the weights of the criteria that become met less those of
	// the criteria that cease to be, as a decimal number: "2", "-0.5". It counts
	// must, should and may alike, of those that count on that day, much as the flat
	// scoring model of XCCDF 1.2 (NIST IR 7275r4) adds up weights of rules that pass.
	Gain string `json:"gain" required:"true" pattern:"^-?[0-9]+([.][0-9]{1,3})?$"`
	// Claimed is what follows from the values alone, without the proofs to be
	// brought, and Reached what follows from all steps.
	Claimed Reached `json:"claimed" required:"true"`
	Reached Reached `json:"reached" required:"true"`
	// Improves and Worsens are all criteria whose outcome changes, for the better
	// and for the worse, in the order of the catalogue. One that passed and that
	// does not apply any more, or the other way round, is in neither.
	Improves []OutcomeChange `json:"improves,omitzero"`
	Worsens  []OutcomeChange `json:"worsens,omitzero"`
	// Proofs are proofs that would just do, for the steps that say that proof is to
	// be brought. They are made up: see [Counterfactual.Apply].
	Proofs []SuggestedProof `json:"proofs,omitzero"`
}

// Reached is what a changed dossier comes to.
type Reached struct {
	// Outcome is that of the criterion; absent where it is the verdict on the whole
	// that is to turn.
	Outcome Outcome `json:"outcome,omitzero"`
	// Conformity is the verdict on the whole.
	Conformity Conformity `json:"conformity" required:"true"`
	// ProvisionalUntil is the last day a provisional verdict holds.
	ProvisionalUntil *evidence.Date `json:"provisionalUntil,omitzero"`
}

// OutcomeChange is a criterion whose outcome changes.
type OutcomeChange struct {
	Criterion string  `json:"criterion" required:"true"`
	From      Outcome `json:"from" required:"true"`
	To        Outcome `json:"to" required:"true"`
}

// SuggestedProof is a proof that would just do, together with the others of the
// same Needs: as old, as low in level and as little looked at as is demanded.
type SuggestedProof struct {
	// Needs is what it is to satisfy: that of the steps it is for.
	Needs string `json:"needs" required:"true"`
	// Proof is the proof. Its covers are the facts of those steps, and its issuer
	// says that it is made up.
	Proof evidence.Proof `json:"proof" required:"true"`
}

// Stuck is a criterion that nothing was found for.
type Stuck struct {
	Criterion string `json:"criterion" required:"true"`
	Why       NoTurn `json:"why" required:"true"`
}

// NoTurn says why there is no counterfactual. There is no zero NoTurn.
type NoTurn string

// The reasons why there is none.
const (
	// NoTurnImpossible: no values of the facts the criterion reads meet it, with the
	// parameters the profile sets.
	NoTurnImpossible NoTurn = "impossible"
	// NoTurnNotFound: none was found within the bounds of the search.
	NoTurnNotFound NoTurn = "notFound"
	// NoTurnConflict: there are some for the criterion alone, and none was found
	// that leaves the others met that the verdict needs.
	NoTurnConflict NoTurn = "conflict"
)

// Values returns the accepted values.
func (NoTurn) Values() []string { return []string{"impossible", "notFound", "conflict"} }

// Criterion returns the counterfactuals of a criterion.
func (c *Counterfactuals) Criterion(id string) (CriterionCounterfactuals, bool) {
	for _, k := range c.Criteria {
		if k.Criterion == id {
			return k, true
		}
	}
	return CriterionCounterfactuals{}, false
}

// EncodeJSON writes the counterfactuals. Equal ones give equal bytes.
func (c *Counterfactuals) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(c) }

// DecodeCounterfactuals reads what [Counterfactuals.EncodeJSON] wrote, as
// strictly as [DecodeVerdict] reads verdicts and within the same limits.
func DecodeCounterfactuals(name string, data []byte) (*Counterfactuals, error) {
	return decodeStored[Counterfactuals](name, data)
}
