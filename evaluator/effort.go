package evaluator

import (
	"cmp"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
)

// Effort is roughly what something takes of whoever answers for the evidence,
// counted on the scale of [criteria.Effort]. It puts alternatives into an order
// and is no price: [Effort.Compare] says how.
type Effort struct {
	// High counts what takes months, Medium what takes weeks, Low what takes days:
	// proofs to be brought, see [ProofEffort], and remedies, see
	// [criteria.Remedy].
	High   int64 `json:"high,omitzero" min:"0"`
	Medium int64 `json:"medium,omitzero" min:"0"`
	Low    int64 `json:"low,omitzero" min:"0"`
	// Statements counts facts to be stated.
	Statements int64 `json:"statements,omitzero" min:"0"`
}

// Compare orders efforts: whatever takes months outweighs any number of things
// that take weeks, these any number that take days, and these any number of
// statements. It returns a negative number if e is less, zero if they are equal.
func (e Effort) Compare(o Effort) int {
	return cmp.Or(cmp.Compare(e.High, o.High), cmp.Compare(e.Medium, o.Medium), cmp.Compare(e.Low, o.Low), cmp.Compare(e.Statements, o.Statements))
}

// Plus adds efforts up.
func (e Effort) Plus(o Effort) Effort {
	return Effort{e.High + o.High, e.Medium + o.Medium, e.Low + o.Low, e.Statements + o.Statements}
}

// Of returns the effort of one thing that takes that much.
func (Effort) Of(effort criteria.Effort) Effort {
	switch effort {
	case criteria.High:
		return Effort{High: 1}
	case criteria.Medium:
		return Effort{Medium: 1}
	}
	return Effort{Low: 1}
}

// ProofEffort says what it takes to bring a proof of a kind:
//
//	low     declaration, documentation, register, configuration, log, code
//	medium  contract, test, legalOpinion
//	high    attestation, audit
//
// What lies with the provider already, or comes out of its systems, takes days;
// what somebody else has to agree to or what has to be carried out takes weeks;
// an independent examination takes months. This is Trias' own setting.
func ProofEffort(kind evidence.ProofKind) criteria.Effort {
	switch kind {
	case evidence.Contract, evidence.Test, evidence.LegalOpinion:
		return criteria.Medium
	case evidence.Attestation, evidence.Audit:
		return criteria.High
	}
	return criteria.Low
}
