package questionnaire

import (
	"errors"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// Format is the format marker of a questionnaire as data.
const Format = "questionnaire/v1"

// Errors that are wrapped.
var (
	// ErrLanguage: there are no texts in that language.
	ErrLanguage = errors.New("no such language")
	// ErrLayer: a layer that is none of [evidence.Layer.Values].
	ErrLayer = errors.New("no such layer")
	// ErrParty: a party that is none of [criteria.Party.Values].
	ErrParty = errors.New("no such party")
	// ErrObligation: an obligation that is none of [profiles.Obligation.Values].
	ErrObligation = errors.New("no such obligation")
	// ErrCatalogue: profiles that are compared are of different catalogues.
	ErrCatalogue = errors.New("the profiles are of different catalogues")
	// ErrData: a questionnaire that [Decode] read knows no rules.
	ErrData = errors.New("the questionnaire was read as data: make it with New")
	// ErrSize: the questionnaire would be longer than [MaxQuestions].
	ErrSize = errors.New("too many questions")
)

// Bounds. A catalogue is untrusted input, and what is written down of it must not
// grow faster than it does.
const (
	// MaxQuestions is how many questions there may be: twice as many as the evidence
	// schema has facts and their entries have fields, which leaves room for a
	// catalogue's own.
	MaxQuestions = 4000
	// MaxAlternatives and MaxConditions bound [Question.AskIf]. What is more
	// entangled is asked in every case: nobody follows it.
	MaxAlternatives = 12
	MaxConditions   = 8
)

// Options narrow a questionnaire down. The zero Options ask everything.
type Options struct {
	// Layer is the layer of the subject, if it is known: then nothing is asked for
	// criteria that do not apply at it. "" asks for the layer, too.
	Layer evidence.Layer
	// Party picks the questions of those criteria that it answers; "" picks all.
	Party criteria.Party
	// Obligation picks the questions of those criteria that are at least as binding,
	// at the layer or, without one, at some: [profiles.Must] those of what must be
	// met alone. "" picks all.
	Obligation profiles.Obligation
	// Beside are profiles of the same catalogue that the profile's burden is
	// compared with.
	Beside []*profiles.Profile
}

// Questionnaire is what a profile asks. It is made by [New], must not be changed,
// and is safe for concurrent use.
type Questionnaire struct {
	// Trias marks the format.
	Trias     string    `json:"trias" required:"true" const:"questionnaire/v1"`
	Profile   Profile   `json:"profile" required:"true"`
	Catalogue Catalogue `json:"catalogue" required:"true"`
	// Layer, Party and Obligation say what the questionnaire was narrowed down to.
	Layer      evidence.Layer      `json:"layer,omitzero"`
	Party      criteria.Party      `json:"party,omitzero"`
	Obligation profiles.Obligation `json:"obligation,omitzero"`
	// Criteria are those that need the answers, in the order of the catalogue.
	Criteria []Criterion `json:"criteria" required:"true"`
	// Questions are in the order in which they are best answered: by domain and
	// group, but what decides whether another question is asked at all before that.
	Questions []Question `json:"questions" required:"true"`
	// Groups are what questions that stand together are about, in their order.
	Groups []Group `json:"groups" required:"true"`
	// Burden is what answering takes, by obligation, the total last.
	Burden []Burden `json:"burden" required:"true"`
	// Beside compares with other profiles.
	Beside []Comparison `json:"beside,omitzero"`

	profile *profiles.Profile
	env     *rules.Env
}

// Profile says which profile a questionnaire was made from.
type Profile struct {
	ID      string           `json:"id" required:"true"`
	Version evidence.Version `json:"version" required:"true"`
	Title   evidence.Text    `json:"title" required:"true"`
	Digest  string           `json:"digest" required:"true"`
}

// Catalogue says which catalogue the profile applies.
type Catalogue struct {
	ID      string           `json:"id" required:"true"`
	Version evidence.Version `json:"version" required:"true"`
	Title   evidence.Text    `json:"title" required:"true"`
	Digest  string           `json:"digest" required:"true"`
}

// Criterion is a criterion that needs answers.
type Criterion struct {
	ID         string              `json:"id" required:"true"`
	Title      evidence.Text       `json:"title" required:"true"`
	Question   evidence.Text       `json:"question" required:"true"`
	Domain     criteria.Domain     `json:"domain" required:"true"`
	Dimension  criteria.Dimension  `json:"dimension" required:"true"`
	Obligation profiles.Obligation `json:"obligation" required:"true"`
	// Layers says how binding it is where that depends on the subject's layer and
	// none was given.
	Layers []LayerObligation `json:"layers,omitzero"`
	// Party answers.
	Party criteria.Party `json:"party" required:"true"`
	// Questions are the numbers of the questions it needs.
	Questions []int64 `json:"questions" required:"true"`
}

// LayerObligation is how binding a criterion is at a layer.
type LayerObligation struct {
	Layer      evidence.Layer      `json:"layer" required:"true"`
	Obligation profiles.Obligation `json:"obligation" required:"true"`
}

// Group is a group of questions.
type Group struct {
	// Path is what the facts' paths begin with, such as data.keys: a proof that
	// covers it covers them all.
	Path  string        `json:"path" required:"true"`
	Title evidence.Text `json:"title" required:"true"`
}

// Question asks for one fact, or one field of the subject.
type Question struct {
	// Number counts the questions from 1.
	Number int64 `json:"number" required:"true" min:"1"`
	// Path is the fact. A field of a list's entry, asked of each, has empty
	// brackets: supplyChain.subcontractors[].countries.
	Path string `json:"path" required:"true"`
	// Group is the path of the group that the question belongs to; none of the
	// subject.
	Group string `json:"group,omitzero"`
	// List is the number of the question for the list that the fact is a field of
	// the entries of.
	List     int64         `json:"list,omitzero"`
	Question evidence.Text `json:"question" required:"true"`
	// Kind is bool, int, number, text, date, version or list; Item is the kind of
	// an entry of a list of plain values, empty for a list of records, whose fields
	// are asked for by questions of their own.
	Kind string `json:"kind" required:"true"`
	Item string `json:"item,omitzero"`
	// Unit, Min and Max belong to a number.
	Unit string   `json:"unit,omitzero"`
	Min  *float64 `json:"min,omitzero"`
	Max  *float64 `json:"max,omitzero"`
	// Set names the closed set that the answer, or each entry, is of, and Values are
	// its members. Of Country, the countries of ISO 3166-1 by two letters, they
	// are left out.
	Set    string   `json:"set,omitzero"`
	Values []Member `json:"values,omitzero"`
	// Parties answer.
	Parties []criteria.Party `json:"parties" required:"true" minItems:"1"`
	// Needs says which criteria need the answer, and with which proof.
	Needs []Need `json:"needs" required:"true" minItems:"1"`
	// Proof is what the proofs of the answer must be so that they do for all
	// criteria; absent of the subject, which is given and needs none.
	Proof *Demand `json:"proof,omitzero"`
	// AskIf says on what earlier answers the question depends: it is asked if one
	// of the alternatives holds, and always if there is none. What is left out
	// because of them cannot change an outcome, whatever its answer and proof would
	// be, given that the earlier answers are proven as demanded.
	AskIf []Alternative `json:"askIf,omitzero"`
}

// Member is a member of a closed set.
type Member struct {
	Value string        `json:"value" required:"true"`
	Label evidence.Text `json:"label" required:"true"`
}

// Need is a criterion that needs an answer.
type Need struct {
	Criterion  string              `json:"criterion" required:"true"`
	Obligation profiles.Obligation `json:"obligation" required:"true"`
	// When reports that the answer is needed to tell whether the criterion applies.
	When bool `json:"when,omitzero"`
	// Demand is what the profile demands of the proofs, see
	// [profiles.DemandLanguage]; absent of the subject.
	Demand string `json:"demand,omitzero"`
}

// Demand is what is demanded of proofs, as profiles write it and in words.
type Demand struct {
	Demand string        `json:"demand" required:"true"`
	Text   evidence.Text `json:"text" required:"true"`
}

// Alternative holds if all its conditions do.
type Alternative struct {
	All []Condition `json:"all" required:"true" minItems:"1"`
}

// Of says of which entries of a list a condition speaks.
type Of string

// What a condition may speak of. The zero Of speaks of no list, or of the very
// entry that the question is asked of.
const (
	// SomeEntry: it holds if it does of some entry.
	SomeEntry Of = "some"
	// EachEntry: it holds if it does of each entry, also if there is none.
	EachEntry Of = "each"
)

// Values returns the accepted values.
func (Of) Values() []string { return []string{"some", "each"} }

// Condition is a condition on the answer to an earlier question. It holds, too,
// if there is no such answer.
type Condition struct {
	// Question is the number of the earlier question and Path its fact.
	Question int64  `json:"question" required:"true" min:"1"`
	Path     string `json:"path" required:"true"`
	Of       Of     `json:"of,omitzero"`
	// Operator is ==, !=, in, notIn, <, <=, > or >=, "size" before it where the
	// number of a list's entries is compared. Dates are compared by time.
	Operator string         `json:"operator" required:"true"`
	Wanted   evidence.Value `json:"wanted" required:"true"`
	// Text says what is wanted: "at most 30 days".
	Text evidence.Text `json:"text" required:"true"`
}

// Burden is what answering takes for the criteria of one obligation.
type Burden struct {
	// Obligation is empty for all of them together.
	Obligation profiles.Obligation `json:"obligation,omitzero"`
	// Criteria counts the criteria that are asked for.
	Criteria int64 `json:"criteria" required:"true"`
	// Later counts those of them that bind only from a later stage of the profile,
	// and Postponed the questions that nothing needs which binds at once.
	Later     int64 `json:"later,omitzero"`
	Postponed int64 `json:"postponed,omitzero"`
	// Questions counts the questions they need; those of an entry count once,
	// however many entries there are. Further counts those that no stricter
	// obligation needs already, Always those that are asked whatever the answers.
	Questions int64 `json:"questions" required:"true"`
	Further   int64 `json:"further" required:"true"`
	Always    int64 `json:"always" required:"true"`
	// Proofs counts, by kind, the proofs needed if each criterion is proven with
	// the fewest kinds that do, and by itself.
	Proofs []ProofCount `json:"proofs,omitzero"`
	// Fewest is a smallest set of kinds of proof that does if one document of each
	// may show any number of answers.
	Fewest []ProofCount `json:"fewest,omitzero"`
	// Effort is that of Fewest, see [evaluator.ProofEffort], and one statement for
	// each question.
	Effort evaluator.Effort `json:"effort" required:"true"`
}

// ProofCount is a number of proofs of one kind.
type ProofCount struct {
	Kind evidence.ProofKind `json:"kind" required:"true"`
	// Scheme is the scheme of an attestation.
	Scheme evidence.Scheme `json:"scheme,omitzero"`
	Count  int64           `json:"count" required:"true" min:"1"`
}

// Comparison is what another profile asks instead.
type Comparison struct {
	Profile Profile  `json:"profile" required:"true"`
	Burden  []Burden `json:"burden" required:"true"`
	// OnlyHere are the facts that the other profile does not ask for, OnlyThere
	// those that it asks for besides.
	OnlyHere  []string `json:"onlyHere,omitzero"`
	OnlyThere []string `json:"onlyThere,omitzero"`
}

// EncodeJSON writes the questionnaire as JSON, byte-stable.
func (q *Questionnaire) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(q) }

// Decode reads a questionnaire as data, as [Questionnaire.EncodeJSON] wrote it. The
// error is an [evidence.Problems]. It can be written in every format; what needs
// the profile's rules, [Questionnaire.Read] and [Questionnaire.Open], returns
// [ErrData].
func Decode(name string, data []byte) (*Questionnaire, error) {
	q := &Questionnaire{}
	if err := doc.Read(name, data, doc.DefaultLimits(), q); err != nil {
		return nil, err
	}
	return q, nil
}

// Lookup returns the question for a fact, by its path with empty brackets, or with
// the id of an entry in them.
func (q *Questionnaire) Lookup(path string) (*Question, bool) {
	path = generic(path)
	for i := range q.Questions {
		if q.Questions[i].Path == path {
			return &q.Questions[i], true
		}
	}
	return nil, false
}
