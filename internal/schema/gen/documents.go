package main

import (
	"path"
	"reflect"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/population"
	"github.com/trias-sovereignty/trias/evaluator/questionnaire"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/simulate"
	"github.com/trias-sovereignty/trias/evaluator/tender"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// document is a kind of document and the struct it is decoded into.
type document struct {
	kind, title, description string
	typ                      reflect.Type
	// made makes the schema of a document that no struct is decoded from.
	made func(document) object
}

func documents() []document {
	return append([]document{
		{
			"dossier", "Trias dossier",
			"What one source says about a subject: facts, and the proofs it brings for them. " +
				"A fact that is left out is unknown, never false, zero or empty.",
			reflect.TypeFor[evidence.Fragment](), nil,
		},
		{
			"catalogue", "Trias catalogue",
			"A versioned set of criteria, each with a rule over the facts of a dossier.",
			reflect.TypeFor[criteria.Definition](), nil,
		},
		{
			"framework", "Trias framework",
			"A document that criteria refer to, in one version, and its clauses.",
			reflect.TypeFor[frameworks.File](), nil,
		},
		{
			"profile", "Trias profile",
			"Which criteria of a catalogue apply, and how strictly.",
			reflect.TypeFor[profiles.Definition](), nil,
		},
		{
			"need", "Trias need",
			"The protection need of what is to run on an offer, and the decisions recorded about it.",
			reflect.TypeFor[profiles.Need](), nil,
		},
		{
			"verdict", "Trias verdict",
			"What follows for one dossier under one profile at one instant, and why.",
			reflect.TypeFor[evaluator.Verdict](), nil,
		},
		{
			"explanation", "Trias explanation",
			"A verdict and the way out of it: what decided, what is missing and what would turn it.",
			reflect.TypeFor[evaluator.Explanation](), nil,
		},
		{
			"levels", "Trias levels",
			"Which levels of conformity a dossier has reached at one instant, and what separates it from the others.",
			reflect.TypeFor[evaluator.Levels](), nil,
		},
		{
			"missing", "Trias missing",
			"What evidence could settle criteria that are unknown or unproven, and the verdict on the whole.",
			reflect.TypeFor[evaluator.Missing](), nil,
		},
		{
			"counterfactuals", "Trias counterfactuals",
			"What smallest changes of the evidence would turn unmet criteria, and the verdict on the whole, into better ones.",
			reflect.TypeFor[evaluator.Counterfactuals](), nil,
		},
		{
			"horizon", "Trias horizon",
			"When a verdict changes by itself, to what, and because of what.",
			reflect.TypeFor[evaluator.Horizon](), nil,
		},
		{
			"comparison", "Trias comparison",
			"In what two verdicts on one subject differ, and because of which inputs.",
			reflect.TypeFor[evaluator.Comparison](), nil,
		},
		{
			"verification", "Trias verification",
			"Whether a stored verdict follows from its inputs.",
			reflect.TypeFor[evaluator.Verification](), nil,
		},
		{
			"score", "Trias score",
			"What a scoring method says of one dossier, with the table the score adds up from.",
			reflect.TypeFor[score.Score](), nil,
		},
		{
			"method", "Trias method",
			"A weighted sum over award criteria, with groups, points, minimums and what is awarded for what is not proven.",
			reflect.TypeFor[score.Definition](), nil,
		},
		{
			"tender", "Trias tender",
			"What is bought, what excludes an offer, what is scored and how, how points and price make a ranking, and the offers.",
			reflect.TypeFor[tender.Definition](), nil,
		},
		{
			"ranking", "Trias ranking",
			"What follows from a tender and its offers: who is let in, how many points each has, and who is first.",
			reflect.TypeFor[tender.Ranking](), nil,
		},
		{
			"qualification", "Trias qualification",
			"Who is let in to a dynamic purchasing system, and until when that holds by itself.",
			reflect.TypeFor[tender.Qualification](), nil,
		},
		{
			"population", "Trias population",
			"How the facts and proofs of many offers are distributed, for simulations.",
			reflect.TypeFor[population.Definition](), nil,
		},
		{
			"study", "Trias study",
			"What is asked of a population of offers: by which profiles, and by which analyses.",
			reflect.TypeFor[simulate.Definition](), nil,
		},
		{
			"simulation", "Trias simulation",
			"What a study found: counts of records, and the statistics that follow from them.",
			reflect.TypeFor[simulate.Results](), nil,
		},
		{
			"waivers", "Trias waivers",
			"Recorded, dated, owned decisions to accept unmet criteria.",
			reflect.TypeFor[waivers](), nil,
		},
		{
			"equivalences", "Trias equivalences",
			"Recorded, dated, owned decisions to accept other attestations as equivalent to those that are asked for.",
			reflect.TypeFor[equivalences](), nil,
		},
		{
			"decisions", "Trias decisions",
			"Records of decisions about profiles, waivers, equivalences and the like: what was decided, by whom, when and why.",
			reflect.TypeFor[decisions](), nil,
		},
		{
			"onboarding", "Trias onboarding",
			"When a subject applied to be listed under a profile, when that was decided, and since when it is listed.",
			reflect.TypeFor[onboarding](), nil,
		},
		{
			"questionnaire", "Trias questionnaire",
			"What a profile asks before there is any evidence: every fact, who needs it and with which proof, when it is asked, and what answering takes.",
			reflect.TypeFor[questionnaire.Questionnaire](), nil,
		},
		{
			"answers", "Trias answers",
			"A questionnaire of Trias, filled in: answers to facts, and the proofs that support them.",
			nil, answers,
		},
	}, authoring()...)
}

func (d document) file() string { return path.Join("internal/schema", d.kind+".schema.json") }

func (d document) id() string {
	return "https://trias-sovereignty.github.io/schema/" + d.kind + "-v1.json"
}

// waivers is the file that evaluator.DecodeWaivers reads.
type waivers struct {
	Trias   string             `json:"trias" required:"true" const:"waivers/v1"`
	Waivers []evaluator.Waiver `json:"waivers" required:"true"`
}

// equivalences is the file that evaluator.DecodeEquivalences reads.
type equivalences struct {
	Trias        string                  `json:"trias" required:"true" const:"equivalences/v1"`
	Equivalences []evaluator.Equivalence `json:"equivalences" required:"true"`
}

// decisions is the file that profiles.DecodeDecisions reads.
type decisions struct {
	Trias     string                    `json:"trias" required:"true" const:"decisions/v1"`
	Decisions []profiles.DecisionRecord `json:"decisions" required:"true"`
}

// demands is the longer form of profiles.Proof.
type demands struct {
	Rule  string            `json:"rule" required:"true"`
	When  string            `json:"when,omitzero"`
	Facts map[string]string `json:"facts,omitzero"`
}

// onboarding is the file that evaluator.DecodeOnboarding reads.
type onboarding struct {
	Trias string `json:"trias" required:"true" const:"onboarding/v1"`
	evaluator.Onboarding
}
