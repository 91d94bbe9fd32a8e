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
	// StepAdd: add an entry to a list. Of a list of scalars Path is the list and To
	// the entry; of a list of records Path is the entry and Entries what is stated
	// of it.
	StepAdd StepKind = "add"
	// StepRemove: do without an entry of a list. Of a list of scalars Path is the
	// list and From the entry; of a list of records Path is the entry.
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
	// From is what is stated now; absent where nothing is, or of a proof. Of a
	// confidential fact it is masked.
	From evidence.Value `json:"from,omitzero"`
	// To is a value with which the way leads where it promises; there may be
	// others. It is absent of a proof.
	To evidence.Value `json:"to,omitzero"`
	// Entries say what is stated of the entries that To names, of a list of records
	// that is to be stated, or of the one entry that Path names, of one that is to be
	// added. Of a list to be clarified they name the fields on which sources differ.
	Entries []Entry `json:"entries,omitzero"`
	// Needs is what the profile demands of the proofs, of a proof to be brought:
	// see [profiles.DemandLanguage].
	Needs string `json:"needs,omitzero"`
	// Criteria are those that need the step, of a way for the verdict on the whole;
	// else absent.
	Criteria []string `json:"criteria,omitzero"`
	// Confidential reports that the fact is confidential, or compared with one that
	// is, and that something is masked or left out: From, Entries, the ids in Path,
	// and To where it could repeat what is stated.
	Confidential bool `json:"confidential,omitzero"`
}

// Entry is what is stated of one entry of a list of records.
type Entry struct {
	// ID names the entry within its list.
	ID string `json:"id" required:"true"`
	// Fields are its fields with their values, in the order of
	// [evidence.FactSchema]; those left out are not stated.
	Fields []EntryField `json:"fields,omitzero"`
}

// EntryField is a field of an entry, by its path within the entry, and its
// value.
type EntryField struct {
	Name  string         `json:"name" required:"true"`
	Value evidence.Value `json:"value" required:"true"`
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
