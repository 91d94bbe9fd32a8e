package population

import (
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evidence"
)

// Format is the format marker of a population.
const Format = "population/v1"

// Definition is a population as it is written. Every share and every rate is an
// exact decimal ("0.35") or fraction ("1/3") from 0 to 1; shares of what excludes
// each other add up to exactly 1, unless it is said otherwise.
type Definition struct {
	// Trias marks the format.
	Trias string `json:"trias" required:"true" const:"population/v1"`
	// ID names the population in results.
	ID string `json:"id" required:"true" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// Title is what people call it.
	Title *evidence.Text `json:"title" required:"true"`
	// Note says where the shares come from, and what they are not.
	Note *evidence.Text `json:"note,omitzero"`
	// Types are the types of offers the population is a mixture of. Their shares
	// add up to exactly 1. Conditions name them by the key "type".
	Types []Type `json:"types,omitzero"`
	// Causes are what several facts have in common and nobody states: the
	// maturity of a provider, say. Facts that depend on one cause are correlated
	// by it.
	Causes []Cause `json:"causes,omitzero"`
	// Subject is how the fields of the subject are distributed that rules see:
	// layer, version, regions and services.
	Subject map[string]Distribution `json:"subject,omitzero"`
	// Facts is how facts are distributed, by path. Facts of a catalogue's own have
	// paths that start with "ext." and values of the type it declares; what no catalogue
	// of a study declares is what it looks like.
	Facts map[string]Distribution `json:"facts,omitzero"`
	// Base is a dossier, a file relative to the population's own, whose facts and
	// fields of the subject all offers have that are not named: what the population is
	// not about. It brings no proofs.
	Base string `json:"base,omitzero" maxLen:"1000"`
	// Others is what holds for facts, and fields of the subject, that are not named
	// and that somebody asks about. Without it all of these are to be named.
	Others Others `json:"others,omitzero"`
	// Missing is the rate at which facts are not stated; without it, 0. What a
	// fact says for itself comes first.
	Missing *Rate `json:"missing,omitzero"`
	// Unproven is the rate at which facts are not covered by any proof, though
	// there are proofs; without it, 0.
	Unproven *Rate `json:"unproven,omitzero"`
	// Proofs are the proofs that offers bring. What none covers is unproven.
	Proofs []Proof `json:"proofs,omitzero"`
	// Resample draws offers from dossiers instead: there are then no types,
	// subject, facts, base, others and proofs.
	Resample *Resample `json:"resample,omitzero"`
}

// Type is one type of offers.
type Type struct {
	ID    string         `json:"id" required:"true"`
	Title *evidence.Text `json:"title,omitzero"`
	// Share is the share of the type in the population.
	Share exact.Number `json:"share" required:"true"`
}

// Cause is something nobody states on which facts depend.
type Cause struct {
	// ID is what conditions call it.
	ID    string         `json:"id" required:"true"`
	Title *evidence.Text `json:"title,omitzero"`
	// Levels are what it may be, with shares that add up to exactly 1.
	Levels []Level `json:"levels" required:"true" minItems:"1"`
	// Cases are where the shares of the levels are others: the first that fits
	// counts. They depend on the type and on causes above.
	Cases []CauseCase `json:"cases,omitzero"`
}

// Level is one level of a cause.
type Level struct {
	ID    string       `json:"id" required:"true"`
	Share exact.Number `json:"share" required:"true"`
}

// CauseCase gives the levels of a cause other shares.
type CauseCase struct {
	// When names levels of causes above, or types.
	When Condition `json:"when" required:"true" minItems:"1"`
	// Shares are those of the levels; what is not named has none. They add up to
	// exactly 1.
	Shares map[string]exact.Number `json:"shares" required:"true" minItems:"1"`
}

// Condition says when a case counts: for each key one of the values. The key
// "type" means the type of the offer, the id of a cause its level, and the path of a
// fact or field of the subject its true value, even where it is not stated. For
// numbers and dates a text such as "10..20", "..20" or "10.." means a range with
// both ends.
type Condition map[string][]evidence.Value

// Shape is how the values of a fact are distributed. Values, Ranges and Lists
// go together, their shares add up to 1. Yes is for what is true or false, Members
// makes a list of texts, and Length with Fields a list of records.
type Shape struct {
	// Yes is the share of true; the rest is false.
	Yes *exact.Number `json:"yes,omitzero"`
	// Values are values with their shares: {customer: 0.6, provider: 0.4}. With
	// ranges and lists, where there are any, they add up to exactly 1.
	Values map[string]exact.Number `json:"values,omitzero"`
	// Ranges are ranges of whole numbers, numbers and dates, with their shares, beside
	// values or alone.
	Ranges []Range `json:"ranges,omitzero"`
	// Lists are whole lists with their shares, which add up to exactly 1.
	Lists []List `json:"lists,omitzero"`
	// Members makes a list of texts: each is in it with its own share,
	// independently of the others; these shares need not add up to 1.
	Members map[string]exact.Number `json:"members,omitzero"`
	// Length is the number of elements of a list of records, with shares that add up to
	// exactly 1: {"0": 0.25, "2": 0.75}.
	Length map[string]exact.Number `json:"length,omitzero"`
	// Fields is how the fields of an element are distributed, each element and each
	// field independently of the others. Fields that are not named are unknown.
	Fields map[string]Distribution `json:"fields,omitzero"`
	// Open is the rate at which the list is open: there may be more elements than
	// are shown.
	Open *exact.Number `json:"open,omitzero"`
}

// Distribution is how one fact is distributed.
type Distribution struct {
	Shape
	// Missing is the rate at which the fact is not stated.
	Missing *exact.Number `json:"missing,omitzero"`
	// Unproven is the rate at which no proof covers it.
	Unproven *exact.Number `json:"unproven,omitzero"`
	// Cases are where it is distributed otherwise: of each of values, missing
	// and unproven the first case counts that fits and speaks of it.
	Cases []Case `json:"cases,omitzero"`
}

// Case is how a fact is distributed under a condition.
type Case struct {
	// When says for each key one of which values it is to have. The key "type" means
	// the type of the offer, the id of a cause its level, and the path of a fact or
	// field of the subject its true value, even where it is not stated. For numbers and
	// dates a text such as "10..20", "..20" or "10.." means a range with both ends.
	When Condition `json:"when" required:"true" minItems:"1"`
	Shape
	// Missing is the rate at which the fact is not stated.
	Missing *exact.Number `json:"missing,omitzero"`
	// Unproven is the rate at which no proof covers it.
	Unproven *exact.Number `json:"unproven,omitzero"`
}

// Range is values at equal distances, all alike.
type Range struct {
	// Share is that of the range; each of its values has an equal part of it.
	Share exact.Number `json:"share" required:"true"`
	// From and To are the first and the last value: numbers, or dates.
	From evidence.Value `json:"from" required:"true"`
	To   evidence.Value `json:"to" required:"true"`
	// Step is the distance: 1, or 1 day, if it is left out. Of numbers that are not
	// whole it is to be said.
	Step *exact.Number `json:"step,omitzero"`
}

// List is a whole list.
type List struct {
	Share exact.Number `json:"share" required:"true"`
	// Items are its elements, as they stand in a dossier.
	Items Items `json:"items" required:"true"`
	// Open says that it may have more elements.
	Open bool `json:"open,omitzero"`
}

// Rate is a rate that depends on the fact and on the offer.
type Rate struct {
	// Rate counts where no case fits.
	Rate exact.Number `json:"rate" required:"true"`
	// Cases are tried in their order; the first that fits counts.
	Cases []RateCase `json:"cases,omitzero"`
}

// RateCase is a rate of some facts, of some offers, or of some facts of some offers.
type RateCase struct {
	// Of names the facts, each by a path or the start of one; without it, all.
	Of []string `json:"of,omitzero"`
	// When says of which offers it is the rate, as in the cases of facts; without it, of
	// all.
	When Condition    `json:"when,omitzero"`
	Rate exact.Number `json:"rate" required:"true"`
}

// Others is what holds for facts that are not named.
type Others string

const (
	// OthersMissing: they are not stated.
	OthersMissing Others = "missing"
	// OthersGeneric: they have values of all sorts, in the ways its documentation lists: for tests of engines, not for findings.
	OthersGeneric Others = "generic"
)

// Values returns the accepted values.
func (Others) Values() []string { return []string{"missing", "generic"} }

// Proof is a proof that offers may bring, or several of which they bring one.
type Proof struct {
	ID string `json:"id" required:"true"`
	// Covers names the facts it supports, each by a path or the start of one. Of these
	// it supports what is stated and not unproven; an offer brings it even if that is
	// nothing.
	Covers []string `json:"covers" required:"true" minItems:"1"`
	// Each says that it is drawn for each fact by itself. Without it one draw
	// decides for all that it covers: whole groups are proven, or are not.
	Each bool `json:"each,omitzero"`
	// OneOf are what it may be. Their shares add up to 1 at most; the rest of the
	// offers do not bring it.
	OneOf []Alternative `json:"oneOf" required:"true" minItems:"1"`
	// Cases give the alternatives other shares; the first that fits counts.
	Cases []ProofCase `json:"cases,omitzero"`
}

// ProofCase gives the alternatives of a proof other shares, in their order.
type ProofCase struct {
	// When says of which offers, as in the cases of facts.
	When Condition `json:"when" required:"true" minItems:"1"`
	// Shares has one entry for each of oneOf, in its order.
	Shares []exact.Number `json:"shares" required:"true" minItems:"1"`
}

// Alternative is a kind of proof. Its dates depend on the day the offers are looked
// at, so that a population does not age.
type Alternative struct {
	Share exact.Number `json:"share" required:"true"`
	// Complete stands for proofs of every kind and scheme, inspected, and a year
	// without gaps: whatever a profile may demand. There is nothing else to say then.
	Complete bool                `json:"complete,omitzero"`
	Kind     evidence.ProofKind  `json:"kind,omitzero"`
	Scheme   evidence.Scheme     `json:"scheme,omitzero"`
	Level    *int64              `json:"level,omitzero" min:"1" max:"3"`
	Name     evidence.SchemeName `json:"schemeName,omitzero" pattern:"[^ ]" maxLen:"120"`
	// Age is how many days before the day the offers are looked at it was issued: from
	// one number to another, all alike; without it, that day.
	Age *Age `json:"age,omitzero"`
	// Lasts is how long it is valid from its issue; without it, it does not end.
	Lasts *evidence.Period `json:"lasts,omitzero"`
	// Period is the length of the time it speaks of, which ends with its issue.
	Period *evidence.Period `json:"period,omitzero"`
	// Inspected says that somebody looked at it, on the day it was issued.
	Inspected bool `json:"inspected,omitzero"`
}

// Age is a range of days.
type Age struct {
	From int64 `json:"from" min:"0" max:"36500"`
	To   int64 `json:"to" min:"0" max:"36500"`
}

// Resample draws offers from dossiers, with replacement.
type Resample struct {
	// Dossiers are files, or folders of files, relative to the population's own.
	Dossiers []string `json:"dossiers" required:"true" minItems:"1"`
	// Weights are the weights of some of them, by file; those of the others are 1.
	Weights map[string]exact.Number `json:"weights,omitzero"`
}
