package handbook

import (
	"errors"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// Errors of [New].
var (
	// ErrLanguage reports a language that no file below lang speaks.
	ErrLanguage = errors.New("no such language")
	// ErrCatalogue reports profiles of different catalogues.
	ErrCatalogue = errors.New("the profiles are made for different catalogues")
	// ErrSize reports a catalogue that says so much of the same again and again
	// that its handbook would have more than 64 MiB of text.
	ErrSize = errors.New("the handbook would have more than 64 MiB of text")
)

// maxText bounds the text of criteria, statements and conditions. A question, a
// value or a long list is written wherever it is asked for, so that a small
// catalogue can make an enormous handbook. The embedded ones come to 1 MiB.
const maxText = 64 << 20

// Handbook is all that a handbook says, in one language.
type Handbook struct {
	// Lang is the language's code.
	Lang      string    `json:"lang"`
	Catalogue Catalogue `json:"catalogue"`
	// Levels are the profiles shown side by side, in the order given; Chosen is
	// the index of the one the handbook is about.
	Levels []Level `json:"levels"`
	Chosen int     `json:"chosen"`
	// Cells are the fields of the model, domain by domain, each with three
	// dimensions.
	Cells []Cell `json:"cells"`
	// Work says what each level takes, of providers and of customers.
	Work []Work `json:"work"`
	// Criteria are those that any level applies, in the order of Cells.
	Criteria []Criterion `json:"criteria"`
	// Frameworks are those the criteria refer to.
	Frameworks []Framework `json:"frameworks,omitzero"`
	// Statements are all that is asked for, each with the criteria that need it.
	Statements []StatementUse `json:"statements"`
	// SourceLang is the language of the parameters' sources where it is known and
	// another than Lang.
	SourceLang string `json:"sourceLang,omitzero"`
	// Omitted counts the criteria of the catalogue that no level applies.
	Omitted int `json:"omitted"`
}

// Catalogue names the catalogue.
type Catalogue struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Title   string `json:"title"`
	Digest  string `json:"digest"`
	// Extends are the catalogues it extends, the nearest first.
	Extends []ExtendedCatalogue `json:"extends,omitzero"`
}

// ExtendedCatalogue is a catalogue whose criteria another one contains.
type ExtendedCatalogue struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Digest  string `json:"digest"`
}

// Level is one profile.
type Level struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Title   string `json:"title"`
	Digest  string `json:"digest"`
	// Extends is the id of the profile it builds on, Base its title.
	Extends string `json:"extends,omitzero"`
	Base    string `json:"base,omitzero"`
	// Tailors names the profiles that it, or one it rests on, tailors by recorded
	// changes, the nearest first. Changes are those that stand at no criterion:
	// of the profile as a whole, and what it excludes.
	Tailors []string `json:"tailors,omitzero"`
	Changes []Change `json:"changes,omitzero"`
	// Zone is the time zone whose days count.
	Zone string `json:"zone"`
	// Deviations says what a SHOULD that is unmet without a reason does.
	Deviations profiles.Deviations `json:"deviations"`
	// Regions says which region counts where criteria ask for one.
	Regions string `json:"regions,omitzero"`
	// Binding says whom the profile binds by itself; nobody if it is empty.
	Binding []Binding `json:"binding,omitzero"`
	// Stages are the terms its criteria name.
	Stages []Stage `json:"stages,omitzero"`
	// Count counts its criteria; where the obligation differs by layer, the
	// strictest counts. Layers counts those that can apply to an offer of one
	// layer, for each layer in the order of [evidence.Layer.Values].
	Count  Count   `json:"count"`
	Layers []Count `json:"layers"`
}

// Binding says whom a profile binds by itself, by which rule, and what follows
// for whoever does not keep to it.
type Binding struct {
	Whom        string `json:"whom"`
	Basis       string `json:"basis"`
	Consequence string `json:"consequence"`
	Unverified  bool   `json:"unverified,omitzero"`
}

// Stage is from when requirements bind: a term that runs from the listing of an
// offer, or a day.
type Stage struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Term  string `json:"term,omitzero"`
	From  string `json:"from,omitzero"`
	// Given is the proof of a fast track: only what is open may stay so until
	// then, and only with it.
	Given string `json:"given,omitzero"`
}

// Count counts criteria by obligation.
type Count struct {
	Must   int `json:"must"`
	Should int `json:"should"`
	May    int `json:"may"`
}

// Total is the sum.
func (c Count) Total() int { return c.Must + c.Should + c.May }

func (c *Count) add(o profiles.Obligation) {
	switch o {
	case profiles.Must:
		c.Must++
	case profiles.Should:
		c.Should++
	case profiles.May:
		c.May++
	}
}

// Cell is one field of the model: a domain in one dimension.
type Cell struct {
	Domain    criteria.Domain    `json:"domain"`
	Dimension criteria.Dimension `json:"dimension"`
	// Criteria are indices of [Handbook.Criteria].
	Criteria []int `json:"criteria,omitzero"`
	// Counts has one entry for each level.
	Counts []Count `json:"counts"`
}

// Work is what a level takes of one party.
type Work struct {
	Level int            `json:"level"`
	Party criteria.Party `json:"party"`
	Count Count          `json:"count"`
	// Statements counts the different facts to state.
	Statements int `json:"statements"`
	// Proofs is the sum of the smallest numbers of proofs, each criterion taken
	// by itself, and ByKind what it consists of.
	Proofs int         `json:"proofs"`
	ByKind []KindCount `json:"byKind,omitzero"`
	// Kinds are the fewest kinds of proof with which all criteria can be
	// proven, if one document may serve several.
	Kinds []string `json:"kinds,omitzero"`
	// Remedies count the criteria by the effort of their remedy, ascending.
	Remedies []int `json:"remedies"`
}

// KindCount counts the proofs of one kind.
type KindCount struct {
	Kind  string `json:"kind"`
	Count int    `json:"count"`
}

// Criterion is all that is said of a criterion.
type Criterion struct {
	ID string `json:"id"`
	// Anchor is where a document has it; it is unique and safe in an address.
	Anchor    string             `json:"anchor"`
	Domain    criteria.Domain    `json:"domain"`
	Dimension criteria.Dimension `json:"dimension"`
	Title     string             `json:"title"`
	Question  string             `json:"question"`
	Rationale string             `json:"rationale,omitzero"`
	// Life says since when it is there or that it is going to be dropped.
	Life string `json:"life,omitzero"`
	// Party answers.
	Party criteria.Party `json:"party"`
	// Layers are those it can apply to; When says in which cases it does, nil
	// if in all.
	Layers []evidence.Layer `json:"layers"`
	When   *Condition       `json:"when,omitzero"`
	// Holds is what must hold, by the parameters of level By: the one the
	// handbook is about, or the first that applies the criterion.
	Holds *Condition `json:"holds"`
	By    int        `json:"by"`
	// Statements are what the two ask for, numbered from 1.
	Statements []Statement `json:"statements"`
	// Always counts the statements that are needed whatever the others say.
	Always     int         `json:"always"`
	Parameters []Parameter `json:"parameters,omitzero"`
	// Levels has one entry for each level of the handbook.
	Levels     []Applied       `json:"levels"`
	Remedy     string          `json:"remedy,omitzero"`
	Effort     criteria.Effort `json:"effort,omitzero"`
	References []Reference     `json:"references,omitzero"`
	// Rule and WhenRule are the rules as written.
	Rule     string `json:"rule"`
	WhenRule string `json:"whenRule,omitzero"`
}

// Applied is how one level applies a criterion.
type Applied struct {
	// Obligation is empty where the level does not apply it. Where it differs by
	// layer it is the strictest, and ByLayer has all.
	Obligation profiles.Obligation `json:"obligation,omitzero"`
	ByLayer    []LayerObligation   `json:"byLayer,omitzero"`
	Weight     string              `json:"weight,omitzero"`
	// Stage is the index of the level's stage from which it binds, -1 for at
	// once.
	Stage int `json:"stage"`
	// Changes are the recorded changes by which it has come to be applied so, or
	// not at all.
	Changes []Change `json:"changes,omitzero"`
	// Demands say which proof will do for which statements.
	Demands []Demand `json:"demands,omitzero"`
	// Statements counts the facts to state, Proofs the fewest kinds of proof
	// and Kinds names them.
	Statements int      `json:"statements"`
	Proofs     int      `json:"proofs"`
	Kinds      []string `json:"kinds,omitzero"`
}

// LayerObligation is how binding a criterion is at some layers.
type LayerObligation struct {
	Obligation profiles.Obligation `json:"obligation"`
	Layers     []evidence.Layer    `json:"layers"`
}

// Demand is what is demanded of the proofs of some statements.
type Demand struct {
	Text string `json:"text"`
	// Statements are their numbers; empty where the demand is the same for all.
	Statements []int `json:"statements,omitzero"`
	// When marks the demand on what shows whether the criterion applies, where
	// that differs.
	When bool `json:"when,omitzero"`
}

// Statement is a fact to state.
type Statement struct {
	Number   int    `json:"number"`
	Path     string `json:"path"`
	Question string `json:"question"`
	// Form says how the answer looks: "yes or no", "whole number of days".
	Form string `json:"form"`
	// Values are those it may take, if the set is closed.
	Values []string `json:"values,omitzero"`
	// List is the number of the list it is a field of; 0 for none.
	List int `json:"list,omitzero"`
}

// StatementUse says which criteria need a statement.
type StatementUse struct {
	Path     string `json:"path"`
	Question string `json:"question"`
	// Criteria are indices of [Handbook.Criteria].
	Criteria []int `json:"criteria"`
}

// ConditionKind says how the parts of a condition belong together.
type ConditionKind string

// The kinds of conditions.
const (
	All  ConditionKind = "all"  // every part
	Any  ConditionKind = "any"  // one part
	If   ConditionKind = "if"   // where the first part holds, the second
	Each ConditionKind = "each" // the part, for every entry of a list
	Some ConditionKind = "some" // the part, for at least one entry of a list
	Test ConditionKind = "test" // what is demanded of one statement
)

// Condition is a rule in words.
type Condition struct {
	Kind ConditionKind `json:"kind"`
	// Statement is the number of the statement that is tested, or of the list;
	// 0 where Subject says what is tested.
	Statement int    `json:"statement,omitzero"`
	Subject   string `json:"subject,omitzero"`
	// First marks where a statement is named first.
	First bool `json:"first,omitzero"`
	// Demanded says what is demanded.
	Demanded string      `json:"demanded,omitzero"`
	Parts    []Condition `json:"parts,omitzero"`

	joined joined
}

// joined is what a line is made of that says more than one thing.
type joined int

const (
	plain     joined = iota
	choice           // a or b, of values, or a text with a clause
	joinedAll        // a, and b
	joinedAny        // a; or b
	closed           // at the end of which nothing can be added
)

// goesInto reports whether more can be said in the same line, all of it to hold
// or any, without a second meaning.
func (j joined) goesInto(kind ConditionKind) bool {
	switch j {
	case choice, joinedAny:
		return kind == Any
	}
	return j != closed
}

// Parameter is a number, day or set that a rule measures with.
type Parameter struct {
	Name string `json:"name"`
	// Meaning says what the rule does with it.
	Meaning string `json:"meaning"`
	// Default is the catalogue's value, Values those of the levels; empty where
	// a level does not apply the criterion.
	Default string   `json:"default"`
	Values  []string `json:"values"`
	// Source is where the default comes from, in the catalogue's words.
	Source string `json:"source,omitzero"`
}

// Reference names clauses of one framework.
type Reference struct {
	// Framework is an index of [Handbook.Frameworks].
	Framework int      `json:"framework"`
	Clauses   []Clause `json:"clauses"`
}

// Clause is a clause a criterion goes back to.
type Clause struct {
	// ID is empty for the framework as a whole.
	ID         string            `json:"id,omitzero"`
	Title      string            `json:"title,omitzero"`
	Relation   criteria.Relation `json:"relation"`
	Unverified bool              `json:"unverified,omitzero"`
}

// Framework is a document that criteria refer to.
type Framework struct {
	Anchor    string            `json:"anchor"`
	ID        string            `json:"id"`
	Version   string            `json:"version"`
	Title     string            `json:"title"`
	Publisher string            `json:"publisher"`
	Status    frameworks.Status `json:"status"`
	Date      string            `json:"date,omitzero"`
	From      string            `json:"from,omitzero"`
	URL       string            `json:"url,omitzero"`
	Note      string            `json:"note,omitzero"`
	// Unverified names what nobody has looked up.
	Unverified []frameworks.Field `json:"unverified,omitzero"`
	// Criteria are indices of [Handbook.Criteria].
	Criteria []int `json:"criteria"`
}

// EncodeJSON writes the handbook as JSON, byte-stable.
func (h *Handbook) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(h) }
