package eucsf

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// CatalogueID names the catalogue of the facts that declare steps, and of the
// rules that derive them.
const CatalogueID = "eucsf"

// catalogueVersion rises with the rules.
const catalogueVersion = "1.0.0"

// Derived says how far the facts of Trias determine the step on a ladder.
type Derived string

// The degrees.
const (
	// InFull: known facts leave one step.
	InFull Derived = "full"
	// Bounded: known facts may leave several, a lowest and a highest.
	Bounded Derived = "bounded"
	// NotDerived: no fact says anything; the step can only be declared.
	NotDerived Derived = "none"
)

// Values returns the accepted values.
func (Derived) Values() []string { return []string{"full", "bounded", "none"} }

// Means says what follows from a rule of a step.
type Means string

// The meanings.
const (
	// Exact: the offer is on the step or a higher one if and only if the rule holds.
	Exact Means = "exact"
	// Sufficient: it is if the rule holds; nothing follows if it fails.
	Sufficient Means = "sufficient"
	// Necessary: it is not if the rule fails; nothing follows if it holds.
	Necessary Means = "necessary"
)

// Values returns the accepted values.
func (Means) Values() []string { return []string{"exact", "sufficient", "necessary"} }

// Derivation says how the step on one ladder follows from facts.
type Derivation struct {
	// Ladder is its id: "SOV-1.Q1".
	Ladder  string  `json:"ladder" required:"true"`
	Derived Derived `json:"derived" required:"true"`
	// Note says what keeps the facts from determining the step, and how the sheet's
	// words were read where they can be read in several ways.
	Note  evidence.Text `json:"note,omitzero"`
	Rules []StepRule    `json:"rules,omitzero"`
}

// StepRule says whether an offer is on a step or a higher one.
type StepRule struct {
	// Step is 2 or higher: every offer is on step 1 at least.
	Step  int64 `json:"step" required:"true" min:"2" max:"5"`
	Means Means `json:"means" required:"true"`
	// Rule is in the language of criteria, over facts of a dossier.
	Rule string `json:"rule" required:"true"`
}

// id names the criterion of a rule: "SOV-1.Q1-3", "SOV-1.Q1-3-sufficient".
func (r *StepRule) id(ladder string) string {
	id := fmt.Sprintf("%s-%d", ladder, r.Step)
	if r.Means != Exact {
		id += "-" + string(r.Means)
	}
	return id
}

// derivationsJSON is derivations.yaml as JSON.
//
//go:embed embedded/derivations.json
var derivationsJSON []byte

var loadDerivations = sync.OnceValues(func() ([]Derivation, error) {
	var all []Derivation
	if err := doc.Read("derivations.json", derivationsJSON, doc.DefaultLimits(), &all); err != nil {
		return nil, err
	}
	return all, nil
})

// Derivations says of each of the 48 ladders, in the calculator's order, whether
// and by which rules its step follows from facts, and if not, why not.
func Derivations() ([]Derivation, error) {
	all, err := loadDerivations()
	if err != nil {
		return nil, err
	}
	out := slices.Clone(all)
	for i := range out {
		out[i].Rules = slices.Clone(out[i].Rules)
	}
	return out, nil
}

var loadCatalogue = sync.OnceValues(func() (*criteria.Catalogue, error) {
	d, err := definition()
	if err != nil {
		return nil, err
	}
	d.Extends = &criteria.Extension{Catalogue: "trias", Version: ">= 0.2.0, < 1.0.0"}
	return criteria.New(*d)
})

// loadOwn is the catalogue without its base, which the method evaluates: no rule
// needs the base, and compiling it twice would take more than half of the time.
var loadOwn = sync.OnceValues(func() (*criteria.Catalogue, error) {
	d, err := definition()
	if err != nil {
		return nil, err
	}
	return criteria.New(*d)
})

// Catalogue returns the catalogue eucsf, which extends the one that Trias brings.
// It declares a fact ext.eucsf.… for each ladder, in which a dossier states the
// step, counted from 1, the worst; and it has a criterion for each rule that
// derives steps from other facts. It is compiled on first use. The method itself
// needs no more than those criteria and does not compile the base.
//
// The criteria ask for steps of a scale: they are no requirements. Few offers pass
// all of them, and none has to.
func Catalogue() (*criteria.Catalogue, error) { return loadCatalogue() }

// places are where the criteria of an objective belong in the model.
var places = map[string]struct {
	dimension criteria.Dimension
	domain    criteria.Domain
}{
	"SOV-1": {criteria.Control, criteria.SupplyChain},
	"SOV-2": {criteria.Control, criteria.SupplyChain},
	"SOV-3": {criteria.Control, criteria.Data},
	"SOV-4": {criteria.Capability, criteria.Operational},
	"SOV-5": {criteria.Control, criteria.SupplyChain},
	"SOV-6": {criteria.Choice, criteria.Technological},
	"SOV-7": {criteria.Control, criteria.Operational},
	"SOV-8": {criteria.Capability, criteria.Operational},
}

// definition makes the catalogue of ladders and derivations.
func definition() (*criteria.Definition, error) {
	s, err := loadSheet()
	if err != nil {
		return nil, err
	}
	derivations, err := loadDerivations()
	if err != nil {
		return nil, err
	}
	d := &criteria.Definition{
		ID: CatalogueID, Version: catalogueVersion, Language: criteria.Language,
		Title: evidence.Text{
			EN: "Steps of the EU Cloud Sovereignty Framework",
			DE: "Stufen des EU-Rahmens für Cloud-Souveränität",
		},
		Facts: map[string]map[string]criteria.Fact{factGroup: {}},
	}
	for i := range s.Objectives {
		for j := range s.Objectives[i].Ladders {
			l := &s.Objectives[i].Ladders[j]
			d.Facts[factGroup][l.fact()] = criteria.Fact{Type: "int", Question: l.question()}
			d.Criteria = append(d.Criteria, l.criterion(l.ID, l.Fact()+" >= 1",
				evidence.Text{EN: l.Title.EN + ": step declared", DE: l.Title.DE + ": Stufe angegeben"},
				evidence.Text{EN: "Is the step on ladder " + l.ID + " declared?", DE: "Ist die Stufe auf der Leiter " + l.ID + " angegeben?"}))
		}
	}
	for i := range derivations {
		x := &derivations[i]
		l := s.ladders[x.Ladder]
		if l == nil {
			return nil, fmt.Errorf("derivations.yaml: there is no ladder %s", x.Ladder)
		}
		for j := range x.Rules {
			r := &x.Rules[j]
			if r.Step > int64(len(l.Steps)) {
				return nil, fmt.Errorf("derivations.yaml: %s has no step %d", l.ID, r.Step)
			}
			title := evidence.Text{EN: fmt.Sprintf("%s: at least step %d", l.Title.EN, r.Step), DE: fmt.Sprintf("%s: mindestens Stufe %d", l.Title.DE, r.Step)}
			question := evidence.Text{
				EN: fmt.Sprintf("Do facts put the offer on step %d or a higher one of ladder %s?", r.Step, l.ID),
				DE: fmt.Sprintf("Steht das Angebot nach den Fakten mindestens auf Stufe %d der Leiter %s?", r.Step, l.ID),
			}
			switch r.Means {
			case Sufficient:
				title.EN, title.DE = title.EN+" (sufficient)", title.DE+" (hinreichend)"
			case Necessary:
				title.EN, title.DE = title.EN+" (necessary)", title.DE+" (notwendig)"
				question = evidence.Text{
					EN: fmt.Sprintf("Do facts leave it possible that the offer is on step %d or a higher one of ladder %s?", r.Step, l.ID),
					DE: fmt.Sprintf("Kann das Angebot nach den Fakten mindestens auf Stufe %d der Leiter %s stehen?", r.Step, l.ID),
				}
			}
			d.Criteria = append(d.Criteria, l.criterion(r.id(l.ID), r.Rule, title, question))
		}
	}
	return d, nil
}

func (l *Ladder) criterion(id, rule string, title, question evidence.Text) criteria.Criterion {
	place := places[l.Objective()]
	return criteria.Criterion{
		ID: id, Dimension: place.dimension, Domain: place.domain, Title: title, Question: question, Rule: rule,
		References: []criteria.Reference{{Framework: "EUCSF", Version: "2026", Clause: l.ID, Relation: criteria.PartOf}},
	}
}

// question asks for the step on the ladder, and says what each step is.
func (l *Ladder) question() evidence.Text {
	var en, de []string
	for i := range l.Steps {
		en = append(en, fmt.Sprintf("%d %s", i+1, l.Steps[i].Title.EN))
		de = append(de, fmt.Sprintf("%d %s", i+1, l.Steps[i].Title.DE))
	}
	return evidence.Text{
		EN: fmt.Sprintf("%s (%s): on which step is the offer? %s.", l.Title.EN, l.ID, strings.Join(en, "; ")),
		DE: fmt.Sprintf("%s (%s): Auf welcher Stufe steht das Angebot? %s.", l.Title.DE, l.ID, strings.Join(de, "; ")),
	}
}

// Markdown writes the table of derivations in a language, "en" or "de": of each
// ladder how far its step follows from facts, by which rules, and what is open.
func Markdown(lang string) (string, error) {
	s, err := loadSheet()
	if err != nil {
		return "", err
	}
	all, err := loadDerivations()
	if err != nil {
		return "", err
	}
	w := words[lang]
	if w == nil {
		w = words["en"]
	}
	count := map[Derived]int{}
	for i := range all {
		count[all[i].Derived]++
	}
	var b strings.Builder
	fmt.Fprintf(&b, w["head"], len(all), count[InFull], count[Bounded], count[NotDerived])
	for i := range all {
		d := &all[i]
		l := s.ladders[d.Ladder]
		fmt.Fprintf(&b, "\n## %s %s: %s\n\n", l.ID, l.Title.In(lang), w[string(d.Derived)])
		for j := range l.Steps {
			fmt.Fprintf(&b, "%d. %s\n", j+1, l.Steps[j].Title.In(lang))
		}
		if note := d.Note.In(lang); note != "" {
			fmt.Fprintf(&b, "\n%s\n", note)
		}
		fmt.Fprintf(&b, "\n| %s | %s | %s |\n|---|---|---|\n", w["step"], w["means"], w["rule"])
		for _, r := range d.Rules {
			fmt.Fprintf(&b, "| ≥ %d | %s | `%s` |\n", r.Step, w[string(r.Means)], strings.ReplaceAll(r.Rule, "|", "\\|"))
		}
	}
	return b.String(), nil
}

// words are those of [Markdown].
var words = map[string]map[string]string{
	"en": {
		"head": "# Steps of the EU Cloud Sovereignty Framework from facts\n\nOf %d ladders, facts determine %d in full, bound %d, and say nothing of %d.\n",
		"full": "in full", "bounded": "bounded", "none": "not derived",
		"step": "step", "means": "the rule is", "rule": "rule", "exact": "exact", "sufficient": "sufficient", "necessary": "necessary",
	},
	"de": {
		"head": "# Stufen des EU-Rahmens für Cloud-Souveränität aus Fakten\n\nVon %d Leitern bestimmen Fakten %d vollständig, grenzen %d ein und sagen zu %d nichts.\n",
		"full": "vollständig", "bounded": "eingegrenzt", "none": "nicht abgeleitet",
		"step": "Stufe", "means": "die Regel ist", "rule": "Regel", "exact": "genau", "sufficient": "hinreichend", "necessary": "notwendig",
	},
}

// DefaultProof is what is demanded of proofs unless [Method.Demanding] says
// otherwise: any proof there is, a declaration of the provider included. The
// framework leaves it to the authority.
const DefaultProof = `by("declaration")`

// engine evaluates the rules under one demand.
type engine struct {
	catalogue *criteria.Catalogue
	evaluator *evaluator.Evaluator
	order     map[string]int // of criteria, in decisions
}

var loadEngine = sync.OnceValues(func() (*engine, error) { return newEngine(DefaultProof) })

func newEngine(proof string) (*engine, error) {
	c, err := loadOwn()
	if err != nil {
		return nil, err
	}
	d := profiles.Definition{
		Trias: profiles.Format, ID: CatalogueID, Version: catalogueVersion, Catalogue: CatalogueID,
		Criteria: map[string]profiles.Setting{},
	}
	for _, x := range c.Definition().Criteria {
		d.Criteria[x.ID] = profiles.Setting{Obligation: profiles.May, Proof: &profiles.Proof{Rule: proof}}
	}
	p, err := profiles.New(d, c)
	if err != nil {
		return nil, err
	}
	e, err := evaluator.Compile(c, p)
	if err != nil {
		return nil, err
	}
	out := &engine{catalogue: p.Catalogue(), evaluator: e, order: map[string]int{}}
	for i, id := range p.Criteria() {
		out.order[id] = i
	}
	return out, nil
}

// ErrProof is wrapped by the error for a demand that cannot be read.
var ErrProof = errors.New("the demand of proofs cannot be used")

// Demanding returns a method that demands other proofs of the facts in a dossier
// than [DefaultProof]: a demand as profiles have it, `by("audit")`. It applies to
// steps that are declared and to facts they are derived from. The error wraps
// [ErrProof].
func (m *Method) Demanding(proof string) (*Method, error) {
	if err := m.made(); err != nil {
		return nil, err
	}
	e, err := newEngine(proof)
	if err != nil {
		if problems := (doc.Problems)(nil); errors.As(err, &problems) { // the same at every criterion
			return nil, fmt.Errorf("%w: %s", ErrProof, strings.TrimSpace(problems[0].Message))
		}
		return nil, err
	}
	with := *m
	with.engine = e
	return &with, nil
}
