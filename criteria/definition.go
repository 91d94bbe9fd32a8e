package criteria

import (
	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// Format is the format marker of a catalogue file.
const Format = "catalogue/v1"

// Problem and Problems say what is wrong with a catalogue, and where; see
// [evidence.Problem].
type (
	Problem  = doc.Problem
	Problems = doc.Problems
)

// Dimension is one of the three C of the Choice–Control–Capability model.
type Dimension string

// The dimensions.
const (
	Choice     Dimension = "choice"     // being able to change: open standards, interoperability, portability
	Control    Dimension = "control"    // deciding over data, access, keys and operation, and being able to check
	Capability Dimension = "capability" // being able to do it oneself, safely
)

// Values returns the accepted values.
func (Dimension) Values() []string { return []string{"choice", "control", "capability"} }

// Domain is the area of controls a criterion belongs to.
type Domain string

// The domains, named as the facts are.
const (
	Data          Domain = "data"
	Operational   Domain = "operational"
	Technological Domain = "technological"
	Resilience    Domain = "resilience"
	SupplyChain   Domain = "supplyChain"
)

// Values returns the accepted values.
func (Domain) Values() []string {
	return []string{"data", "operational", "technological", "resilience", "supplyChain"}
}

// Party is who can answer for the facts a criterion reads.
type Party string

// The parties.
const (
	Provider Party = "provider" // whoever makes the offer: in a tender, the bidder
	Customer Party = "customer" // whoever uses it: in a tender, the contracting authority
)

// Values returns the accepted values.
func (Party) Values() []string { return []string{"provider", "customer"} }

// Effort is roughly what a remedy costs whoever applies it.
type Effort string

// The efforts, ascending.
const (
	Low    Effort = "low"    // days: a setting, a document
	Medium Effort = "medium" // weeks: a process, a contract
	High   Effort = "high"   // months: an architecture, a certificate
)

// Values returns the accepted values, ascending.
func (Effort) Values() []string { return []string{"low", "medium", "high"} }

// ParamType is the type of a parameter.
type ParamType string

// Values returns the accepted values.
func (ParamType) Values() []string { return rules.ParamTypes() }

// Definition is a catalogue as its YAML file states it.
type Definition struct {
	// Trias marks the format.
	Trias string `json:"trias" required:"true" const:"catalogue/v1"`
	// ID names the catalogue; profiles refer to it.
	ID string `json:"id" required:"true" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// Version is the catalogue's semantic version.
	Version evidence.Version `json:"version" required:"true"`
	// Language is the version of the rule language the rules need.
	Language int64 `json:"language" required:"true" min:"1"`
	// Title names the catalogue for readers.
	Title evidence.Text `json:"title,omitzero"`
	// Extends names the catalogue whose criteria this one contains besides its
	// own; none if left out.
	Extends *Extension `json:"extends,omitzero"`
	// Facts are the catalogue's own facts, by name of the extension and of the
	// fact. Rules see them as ext.<extension>.<fact>.
	Facts map[string]map[string]Fact `json:"facts,omitzero"`
	// Frameworks are the catalogue's own: documents its criteria refer to that
	// Trias does not bring.
	Frameworks []frameworks.Edition `json:"frameworks,omitzero"`
	// Criteria are the questions asked.
	Criteria []Criterion `json:"criteria" required:"true" minItems:"1"`
}

// Criterion is one question with a rule.
type Criterion struct {
	// ID names the criterion: "DAT-CON-06".
	ID string `json:"id" required:"true"`
	// Dimension and Domain place it in the model.
	Dimension Dimension `json:"dimension" required:"true"`
	Domain    Domain    `json:"domain" required:"true"`
	// Title is a few words, Question the whole question.
	Title    evidence.Text `json:"title" required:"true"`
	Question evidence.Text `json:"question" required:"true"`
	// AnsweredBy is who states the facts and brings their proofs; the provider
	// if left out. What a customer answers it states in a dossier file of its
	// own, beside the provider's.
	AnsweredBy Party `json:"answeredBy,omitzero"`
	// When is a rule that says when the criterion applies; empty is always.
	When string `json:"when,omitzero"`
	// Params are the numbers, dates and sets of the rule that a profile may
	// set, each with its source.
	Params map[string]Param `json:"params,omitzero"`
	// Rule is what must hold.
	Rule string `json:"rule" required:"true"`
	// Rationale says why it matters.
	Rationale evidence.Text `json:"rationale,omitzero"`
	// Remedy says what can be done, and what that costs.
	Remedy Remedy `json:"remedy,omitzero"`
	// References name the clauses the criterion goes back to, one each.
	References []Reference `json:"references,omitzero"`
	// Introduced says since which version the criterion is there and from which
	// day it is asked; left out, it always was.
	Introduced *Introduced `json:"introduced,omitzero"`
	// Deprecated says that the criterion is going to be dropped, and when.
	Deprecated *Deprecated `json:"deprecated,omitzero"`
}

// Respondent returns who answers, [Provider] if the criterion does not say.
func (c *Criterion) Respondent() Party {
	if c.AnsweredBy == "" {
		return Provider
	}
	return c.AnsweredBy
}

// Remedy is what can be done about an unmet criterion.
type Remedy struct {
	Effort Effort `json:"effort" required:"true"`
	EN     string `json:"en,omitzero"`
	DE     string `json:"de,omitzero"`
}

// In returns the remedy in a language, as [evidence.Text.In].
func (r Remedy) In(lang string) string { return evidence.Text{EN: r.EN, DE: r.DE}.In(lang) }

// Param is a parameter of a criterion's rule.
type Param struct {
	Type    ParamType      `json:"type" required:"true"`
	Default evidence.Value `json:"default" required:"true"`
	// Unit is the unit of a number.
	Unit string `json:"unit,omitzero"`
	// Source names document and clause the default comes from, or says that it
	// is the catalogue's own.
	Source evidence.Text `json:"source,omitzero"`
}

// FactType is the type of a catalogue's own fact.
type FactType string

// Values returns the accepted values.
func (FactType) Values() []string {
	return []string{"bool", "int", "number", "text", "date", "version"}
}

func (t FactType) kind() evidence.Kind {
	switch t {
	case "bool":
		return evidence.KindBool
	case "int":
		return evidence.KindInt
	case "number":
		return evidence.KindNumber
	case "date":
		return evidence.KindDate
	case "version":
		return evidence.KindVersion
	}
	return evidence.KindText
}

// Fact declares a fact of the catalogue's own.
type Fact struct {
	Type FactType `json:"type" required:"true"`
	// List makes the fact a list of that type.
	List bool `json:"list,omitzero"`
	// Values makes a text a member of a closed set, each value named once.
	Values []string `json:"values,omitzero" minItems:"1"`
	// Labels are what readers call the values, by value; a value without one is
	// shown as it is stated.
	Labels map[string]evidence.Text `json:"labels,omitzero"`
	// Unit is the unit of a number: one that Trias has words for ("days",
	// "percent"), or one of the catalogue's own, which is shown as it is written.
	Unit string `json:"unit,omitzero"`
	// Question asks for the fact.
	Question evidence.Text `json:"question" required:"true"`
}
