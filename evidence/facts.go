package evidence

// Facts is everything that may be stated about a subject, by domain. It is the
// single source for the types rules are checked against, the JSON Schema, the
// questionnaire and the documentation; [FactSchema] lists it.
//
// A fact that is absent is unknown, never false, zero or empty.
type Facts struct {
	// Data is where data lies, who can read it, and how it leaves.
	Data Data `json:"data,omitzero"`
	// Operational is who runs the offer, under which contract and attestations.
	Operational Operational `json:"operational,omitzero"`
	// Technological is interfaces, separation, updates, openness.
	Technological Technological `json:"technological,omitzero"`
	// Resilience is what happens when things break or are cut off.
	Resilience Resilience `json:"resilience,omitzero"`
	// SupplyChain is who stands behind the offer and what it is made of.
	SupplyChain SupplyChain `json:"supplyChain,omitzero"`
}

// Known returns a pointer to v, the form a known fact has in these structs:
//
//	facts.Data.Keys.Custody = evidence.Known(evidence.KeyCustodyCustomer)
func Known[T any](v T) *T { return &v }
