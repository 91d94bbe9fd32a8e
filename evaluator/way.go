package evaluator

import "github.com/trias-sovereignty/trias/evidence"

// StepKind is what is to be done about a fact.
type StepKind string

// The kinds of steps. There is no zero StepKind.
const (
	// StepState: state a fact that no source states.
	StepState StepKind = "state"
	// StepClarify: settle on one of the values that sources state.
	StepClarify StepKind = "clarify"
	// StepProve: bring proof for what is stated, or is to be stated.
	StepProve StepKind = "prove"
	// StepChange: make the fact another one than is stated.
	StepChange StepKind = "change"
	// StepAdd: add an entry to a list.
	StepAdd StepKind = "add"
	// StepRemove: do without an entry of a list.
	StepRemove StepKind = "remove"
)

// Values returns the accepted values.
func (StepKind) Values() []string {
	return []string{"state", "clarify", "prove", "change", "add", "remove"}
}

// Step is one thing to be done about one fact.
type Step struct {
	Kind StepKind `json:"kind" required:"true"`
	// Path is the fact, down to the element of a list by its id:
	// supplyChain.subcontractors[mailer].countries. A proof is for a whole list.
	Path string `json:"path" required:"true"`
	// From is what is stated now; absent where nothing is, or of a proof.
	From evidence.Value `json:"from,omitzero"`
	// To is a value with which the way leads where it promises; there may be
	// others. It is absent of a proof.
	To evidence.Value `json:"to,omitzero"`
	// Needs is what the profile demands of the proofs, of a proof to be brought:
	// see [profiles.DemandLanguage].
	Needs string `json:"needs,omitzero"`
}

// Way is a set of steps that together lead to a better outcome, none of which
// can be left out.
type Way struct {
	Steps  []Step `json:"steps" required:"true" minItems:"1"`
	Effort Effort `json:"effort" required:"true"`
}

// Ways are alternatives, the one with the least effort first.
type Ways struct {
	Ways []Way `json:"ways" required:"true"`
	// More reports that there may be further ways: the search was ended by its
	// bound, or could not tell of some whether they lead there.
	More bool `json:"more,omitzero"`
}
