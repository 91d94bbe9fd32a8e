package simulate

import (
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// ResultsFormat is the format marker of results.
const ResultsFormat = "simulation/v1"

// Places is how many decimals statistics are rounded to, half up: shares, the ends of
// intervals, means, deviations and indices. Counts and scores are exact.
const Places = 8

// Results are what a study found.
type Results struct {
	Trias string    `json:"trias" required:"true" const:"simulation/v1"`
	Study StudyInfo `json:"study" required:"true"`
	// Engine is the version of what counted: the same study gives the same results under
	// the same one. The digest of the study covers it.
	Engine string `json:"engine" required:"true"`
	// At is the instant that all verdicts are given for.
	At evaluator.Instant `json:"at" required:"true"`
	// Seed and Records say which records: the same population and seed make the same
	// ones, numbered from 0.
	Seed    int64 `json:"seed" required:"true" min:"0"`
	Records int64 `json:"records" required:"true" min:"1"`
	// Confidence is that of intervals, such as 0.95, and Quantile the quantile of the
	// normal distribution that belongs to it, at (1 + Confidence) / 2.
	Confidence exact.Number `json:"confidence" required:"true"`
	Quantile   exact.Number `json:"quantile" required:"true"`
	// Digests identify what the results rest on.
	Digests Digests `json:"digests" required:"true"`
	// Profiles are the ways that records were looked at, as the study names them.
	Profiles []ProfileInfo `json:"profiles" required:"true"`
	// Plan says how the records were evaluated.
	Plan PlanInfo `json:"plan" required:"true"`

	// Rates has one entry for each profile, in the order of Profiles.
	Rates []Rates `json:"rates" required:"true"`
	// The rest is there if the study asks for it, in the order of the study.
	Competition  []Competition  `json:"competition,omitzero"`
	Sweeps       []Sweep        `json:"sweeps,omitzero"`
	Scores       []ScoreSpread  `json:"scores,omitzero"`
	WeightSweeps []WeightSweep  `json:"weightSweeps,omitzero"`
	Sensitivity  []Sensitivity  `json:"sensitivity,omitzero"`
	Information  []Information  `json:"information,omitzero"`
	Comparisons  []Comparison   `json:"comparisons,omitzero"`
	Sample       []SampleRecord `json:"sample,omitzero"`
}

// StudyInfo is what a study says of itself.
type StudyInfo struct {
	ID       string        `json:"id" required:"true"`
	Title    evidence.Text `json:"title" required:"true"`
	Question evidence.Text `json:"question" required:"true"`
	// Limits are what a reader must know before using the numbers, such as that the
	// population is invented.
	Limits []evidence.Text `json:"limits,omitzero"`
}

// Digests are "sha256:" and 64 hexadecimal digits each. Those of profiles and
// catalogues stand with the profile, those of scoring methods with the score.
type Digests struct {
	// Study is that of the study with all that it names.
	Study string `json:"study" required:"true" pattern:"^sha256:[0-9a-f]{64}$"`
	// Population is that of the population.
	Population string `json:"population" required:"true" pattern:"^sha256:[0-9a-f]{64}$"`
}

// ProfileInfo is a profile of the study.
type ProfileInfo struct {
	// ID is what the study calls it: that is how all other parts refer to it.
	ID    string        `json:"id" required:"true"`
	Title evidence.Text `json:"title" required:"true"`
	// Profile and Catalogue are what was evaluated.
	Profile   Pinned `json:"profile" required:"true"`
	Catalogue Pinned `json:"catalogue" required:"true"`
	// Criteria are those of the profile, in its order.
	Criteria []CriterionInfo `json:"criteria" required:"true"`
}

// Pinned names a profile or a catalogue and what it holds.
type Pinned struct {
	ID      string           `json:"id" required:"true"`
	Version evidence.Version `json:"version" required:"true"`
	Digest  string           `json:"digest" required:"true" pattern:"^sha256:[0-9a-f]{64}$"`
}

// CriterionInfo is a criterion as a profile applies it.
type CriterionInfo struct {
	ID    string        `json:"id" required:"true"`
	Title evidence.Text `json:"title" required:"true"`
	// Obligation is that of the profile for layers that it says nothing else of.
	Obligation profiles.Obligation `json:"obligation" required:"true"`
}

// PlanInfo is the size of what was evaluated for each record.
type PlanInfo struct {
	// Variants are the ways to look at each record, of all analyses together.
	Variants int64 `json:"variants" required:"true"`
	// Columns are the facts and relations between facts that any of them reads.
	Columns int64 `json:"columns" required:"true"`
	// Fallbacks are tests that the rule engine answered for each different value,
	// and not once for each class of values in advance: see batch.Fallback.
	Fallbacks []Fallback `json:"fallbacks,omitzero"`
}

// Fallback is a test of a rule that is not answered in advance. Cost bounds one answer
// in CEL's cost units, at the longest lists there may be.
type Fallback struct {
	Leaf     string   `json:"leaf" required:"true"`
	Criteria []string `json:"criteria" required:"true"`
	Paths    []string `json:"paths" required:"true"`
	Why      string   `json:"why" required:"true"`
	Cost     int64    `json:"cost" required:"true" min:"0"`
}

// Share is a part of records: Count of Of, as a fraction, with its interval. Of none
// there is no fraction.
type Share struct {
	Count int64         `json:"count" required:"true" min:"0"`
	Of    int64         `json:"of" required:"true" min:"0"`
	Share *exact.Number `json:"share,omitempty"`
	// Low and High are the ends of the Wilson score interval.
	Low  *exact.Number `json:"low,omitempty"`
	High *exact.Number `json:"high,omitempty"`
}

// ConformityShare is how many records have a conformity.
type ConformityShare struct {
	Conformity evaluator.Conformity `json:"conformity" required:"true"`
	Share
}

// OutcomeShare is how many records have an outcome of a criterion.
type OutcomeShare struct {
	Outcome evaluator.Outcome `json:"outcome" required:"true"`
	Share
}

// Rates are how the records come out under a profile.
type Rates struct {
	Profile string `json:"profile" required:"true"`
	// Conformity has all levels, the best first. They add up to all records.
	Conformity []ConformityShare `json:"conformity" required:"true"`
	// Admitted are the records that are not excluded: conformant,
	// conformantWithDeviations and provisional.
	Admitted Share `json:"admitted" required:"true"`
	// Criteria are in the order of the profile.
	Criteria []CriterionRates `json:"criteria" required:"true"`
}

// CriterionRates are the outcomes of one criterion, all six, that add up to all
// records.
type CriterionRates struct {
	Criterion string         `json:"criterion" required:"true"`
	Outcomes  []OutcomeShare `json:"outcomes" required:"true"`
}

// Competition is what each requirement costs in offers: the effect on competition of
// each MUST.
type Competition struct {
	Profile string `json:"profile" required:"true"`
	// Excluded are the records that are not admitted: nonConformant or inconclusive.
	Excluded Share `json:"excluded" required:"true"`
	// Musts are the criteria that exclude, those that alone exclude most first.
	Musts []MustEffect `json:"musts" required:"true"`
	// Pairs are two criteria that together are all that excludes a record, the most
	// frequent first, as many as the study asks for.
	Pairs []PairEffect `json:"pairs" required:"true"`
}

// MustEffect is what one criterion excludes. It blocks a record if it is a reason why
// that is not admitted: a MUST that is unmet and not postponed, or a SHOULD of a profile
// that wants deviations recorded. It excludes alone if nothing else blocks the record,
// so that without it the record would be admitted.
type MustEffect struct {
	Criterion string `json:"criterion" required:"true"`
	// Blocks are the records that it blocks, of all: Fails by failing, Open by being
	// unknown, unproven or an error.
	Blocks Share `json:"blocks" required:"true"`
	Fails  Share `json:"fails" required:"true"`
	Open   Share `json:"open" required:"true"`
	// Alone are the records that it alone excludes, of all; AloneFails and AloneOpen
	// tell by what.
	Alone      Share `json:"alone" required:"true"`
	AloneFails Share `json:"aloneFails" required:"true"`
	AloneOpen  Share `json:"aloneOpen" required:"true"`
}

// PairEffect is how many records two criteria exclude that are blocked by nothing
// else: dropping one of them admits none of these, dropping both admits all.
type PairEffect struct {
	Criteria []string `json:"criteria" required:"true" minItems:"2"`
	Together Share    `json:"together" required:"true"`
}

// SweepKind says what a sweep varies.
type SweepKind string

// The kinds of sweeps.
const (
	SweepParameter  SweepKind = "parameter"  // the value of a parameter of a criterion
	SweepObligation SweepKind = "obligation" // how binding a criterion is
	SweepDrop       SweepKind = "drop"       // whether a criterion is applied at all
)

// Values returns the accepted values.
func (SweepKind) Values() []string { return []string{"parameter", "obligation", "drop"} }

// Sweep is how conformity changes with one thing of a profile, all else equal. All
// values see the very same records, so that differences between them are far more
// certain than their intervals, which are those of each value by itself.
type Sweep struct {
	ID        string        `json:"id" required:"true"`
	Title     evidence.Text `json:"title" required:"true"`
	Profile   string        `json:"profile" required:"true"`
	Kind      SweepKind     `json:"kind" required:"true"`
	Criterion string        `json:"criterion" required:"true"`
	// Parameter is the name of the parameter, of a sweep over one.
	Parameter string       `json:"parameter,omitzero"`
	Points    []SweepPoint `json:"points" required:"true"`
}

// SweepPoint is one value of a sweep.
type SweepPoint struct {
	// Value is the value as the study has it: a number, a date, an obligation; of a
	// drop "applied" and "dropped".
	Value string `json:"value" required:"true"`
	// Number is the value where it is a number.
	Number *exact.Number `json:"number,omitempty"`
	// Base says that this is the value that the profile has.
	Base       bool              `json:"base,omitzero"`
	Conformity []ConformityShare `json:"conformity" required:"true"`
	Admitted   Share             `json:"admitted" required:"true"`
	// Outcomes are those of the criterion; none where it is dropped.
	Outcomes []OutcomeShare `json:"outcomes,omitzero"`
	// Lost and Gained are the records that are admitted at the profile's own value and
	// not at this one, and the other way round, of all.
	Lost   Share `json:"lost" required:"true"`
	Gained Share `json:"gained" required:"true"`
}

// Engine says how scores were computed.
type Engine string

// The engines.
const (
	// ByCounting adds up bit planes of outcomes: equal to the method on every record.
	ByCounting Engine = "counting"
	// ByMethod runs the method on the record written out as a dossier: of any method,
	// thousands of times as slow.
	ByMethod Engine = "method"
)

// Values returns the accepted values.
func (Engine) Values() []string { return []string{"counting", "method"} }

// View is one of the five ways that a score sees a record, see [score.Values].
type View string

// The views.
const (
	Proven  View = "proven"
	Stated  View = "stated" // records in which it is open are counted apart
	Worst   View = "worst"
	Best    View = "best"
	Awarded View = "awarded"
)

// Values returns the accepted values.
func (View) Values() []string { return []string{"proven", "stated", "worst", "best", "awarded"} }

// ScoreSpread is how a score is distributed over the records.
type ScoreSpread struct {
	// ID is what the study calls the score.
	ID      string         `json:"id" required:"true"`
	Profile string         `json:"profile" required:"true"`
	Method  score.Identity `json:"method" required:"true"`
	// Digest is that of a method that is a file.
	Digest string     `json:"digest,omitzero" pattern:"^sha256:[0-9a-f]{64}$"`
	Unit   score.Unit `json:"unit" required:"true"`
	// Maximum is the greatest score that a record can have; where the method's own
	// maximum varies from record to record, the greatest of these.
	Maximum exact.Number `json:"maximum" required:"true"`
	Engine  Engine       `json:"engine" required:"true"`
	// Views are those that were computed.
	Views []ViewSpread `json:"views" required:"true"`
}

// ViewSpread is the distribution of one view of a score.
type ViewSpread struct {
	View View `json:"view" required:"true"`
	Spread
}

// Spread is a distribution.
type Spread struct {
	// Records are those that have a score, Open those that have none in this view.
	Records int64 `json:"records" required:"true" min:"0"`
	Open    int64 `json:"open,omitzero" min:"0"`
	// Step is what all values are whole multiples of. Rounded says that values were
	// rounded to it, half up, before anything was counted.
	Step    exact.Number `json:"step" required:"true"`
	Rounded bool         `json:"rounded,omitzero"`
	// Mean has the interval of the normal approximation, mean ± quantile · deviation /
	// √records. Deviation is that of a sample, with records − 1 in the denominator. The
	// three are absent where there are too few records.
	Mean      *exact.Number `json:"mean,omitempty"`
	Low       *exact.Number `json:"low,omitempty"`
	High      *exact.Number `json:"high,omitempty"`
	Deviation *exact.Number `json:"deviation,omitempty"`
	// Quantiles are by the inverse of the empirical distribution function: the least
	// value that at least that part of the records does not exceed (definition 1 of
	// Hyndman and Fan, "Sample quantiles in statistical packages", 1996).
	Quantiles []SpreadQuantile `json:"quantiles" required:"true"`
	// Bins count the records by value: each value of its own where there are at most
	// [MaxBins] different ones, else intervals of equal width.
	Bins []Bin `json:"bins" required:"true"`
}

// MaxBins is how many bins a distribution has at most.
const MaxBins = 100

// SpreadQuantile is a quantile; At is 0 for the least value and 1 for the greatest.
type SpreadQuantile struct {
	At    exact.Number `json:"at" required:"true"`
	Value exact.Number `json:"value" required:"true"`
}

// Bin counts the records from From up to and including To.
type Bin struct {
	From  exact.Number `json:"from" required:"true"`
	To    exact.Number `json:"to" required:"true"`
	Count int64        `json:"count" required:"true" min:"0"`
}

// WeightSweep is how a score changes with the weight of one criterion, all else
// equal. In a weighted sum the other weights of its level change in proportion, so that
// they add up as before.
type WeightSweep struct {
	ID    string        `json:"id" required:"true"`
	Title evidence.Text `json:"title" required:"true"`
	// Score is the score that is varied, Criterion the criterion or award criterion, and
	// Own the weight that the profile or the method has, whether or not it is one of Points.
	Score     string        `json:"score" required:"true"`
	Criterion string        `json:"criterion" required:"true"`
	Own       exact.Number  `json:"own" required:"true"`
	View      View          `json:"view" required:"true"`
	Points    []WeightPoint `json:"points" required:"true"`
}

// WeightPoint is one weight.
type WeightPoint struct {
	Weight exact.Number `json:"weight" required:"true"`
	// Base says that this is the weight that the profile or the method has.
	Base   bool   `json:"base,omitzero"`
	Spread Spread `json:"spread" required:"true"`
	// Reversed is how many pairs of records change their order with respect to the
	// method's own weight, from one before the other to one behind it: of disjoint
	// pairs, the records 2i and 2i+1. It estimates the discordant part of Kendall's
	// rank correlation ("A new measure of rank correlation", 1938) between both
	// rankings of the population.
	Reversed Share `json:"reversed" required:"true"`
	// Untied are pairs that were equal and no longer are, Tied the other way round.
	Untied Share `json:"untied" required:"true"`
	Tied   Share `json:"tied" required:"true"`
}

// Sensitivity says which factors explain the variance of a result over the records.
type Sensitivity struct {
	// Profile is the profile whose conformity is explained, by 1 for excluded
	// (nonConformant or inconclusive) and 0 for admitted; or Score the score. One of
	// the two is there. Of a score View says which of its views.
	Profile string `json:"profile,omitzero"`
	Score   string `json:"score,omitzero"`
	View    View   `json:"view,omitzero"`
	// Records are how many it was computed from, and Mean and Variance those of the
	// result over them, the variance with Records in the denominator. Where that is 0
	// there is nothing to explain, and no factors.
	Records  int64        `json:"records" required:"true" min:"0"`
	Mean     exact.Number `json:"mean" required:"true"`
	Variance exact.Number `json:"variance" required:"true"`
	// Factors are in the order of their indices, the greatest first. Indices of factors
	// that depend on each other overlap and may add up to more than 1. A factor of which
	// there is only one class is not among them, nor one of which all classes but one have
	// too few records to say anything, see [Factor].
	Factors []Factor `json:"factors" required:"true"`
}

// FactorKind says what a factor of a sensitivity is.
type FactorKind string

// The kinds of factors.
const (
	// FactorFact is the class of what a record states of a fact: all values that no
	// rule of the study tells apart are one class, and stating nothing is another.
	FactorFact FactorKind = "fact"
	// FactorRelation is the class of several facts that a rule compares.
	FactorRelation FactorKind = "relation"
	// FactorSubject is the class of a field of the subject.
	FactorSubject FactorKind = "subject"
	// FactorMissing is whether the record states the fact at all.
	FactorMissing FactorKind = "missing"
	// FactorProof is whether the fact's proofs satisfy a demand.
	FactorProof FactorKind = "proof"
	// FactorType is the type of offer, FactorCause the level of a common cause of the
	// population.
	FactorType  FactorKind = "type"
	FactorCause FactorKind = "cause"
)

// Values returns the accepted values.
func (FactorKind) Values() []string {
	return []string{"fact", "relation", "subject", "missing", "proof", "type", "cause"}
}

// Factor is the first-order index of one factor: the part of the variance of a result
// that knowing the factor alone would remove on average, Var(E[Y|X]) / Var(Y) (Sobol'
// 1993). With n records in K classes, n_k of them with the mean y_k in the class k,
// and the mean y of all it is estimated by the correlation ratio (Pearson 1905)
//
//	η² = Σ n_k (y_k − y)² / Σ (y_i − y)²
//
// Classes of few records are one class together, "others": those with fewer than 30,
// and of conformity those with so few that fewer than 5 excluded or fewer than 5
// admitted ones are to be expected among them (the rule of Cochran, "Some methods for
// strengthening the common χ² tests", 1954), for the noise floor does not hold of them.
// If these are still too few together, the least frequent of the other classes is with
// them.
type Factor struct {
	Kind FactorKind `json:"kind" required:"true"`
	// Paths are the fact, the facts of a relation, or the name of the cause; none for
	// the type.
	Paths []string `json:"paths" required:"true"`
	// Demand is what is demanded of proofs, of a proof.
	Demand string `json:"demand,omitzero"`
	// Classes is how many classes occur among the records.
	Classes int64 `json:"classes" required:"true" min:"1"`
	// Ratio is η², which chance alone makes greater than 0.
	Ratio exact.Number `json:"ratio" required:"true"`
	// Index is the ratio without that bias, ε² = 1 − (1 − η²)(n − 1)/(n − K) (Kelley,
	// "An unbiased correlation ratio measure", 1935). It is below 0 by chance where
	// there is no influence.
	Index exact.Number `json:"index" required:"true"`
	// Low and High are the interval of the index by its influence function (the delta
	// method), where it was computed: of conformity.
	Low  *exact.Number `json:"low,omitempty"`
	High *exact.Number `json:"high,omitempty"`
	// Floor is the noise floor of the ratio: of all factors that were looked at
	// together, if none had any influence, the ratio of none would exceed its floor with
	// the confidence of the study. It is the quantile of χ² with K − 1 degrees of
	// freedom, divided by n − 1, which is what the ratio is distributed by for many
	// records under any exchange of the results among them; by the approximation of
	// Wilson and Hilferty ("The distribution of chi-square", 1931), with the level
	// of Bonferroni. With 2 classes the quantile is exact; with more the approximation is
	// less than 5 % too high up to a level of 0.9999, and less than 1 % too low.
	Floor exact.Number `json:"floor" required:"true"`
	// Noise says that the ratio does not exceed the floor: nothing was found.
	Noise bool `json:"noise,omitzero"`
	// Levels are the classes with the mean of the result in them, the most frequent
	// first, at most [MaxLevels].
	Levels []Level `json:"levels" required:"true"`
}

// MaxLevels is how many classes of a factor are listed.
const MaxLevels = 12

// Level is one class of a factor.
type Level struct {
	// Text says what the class is: by a value of it, such as "true" or "≤ 12", where it
	// has one, "unknown", or by what is true of it. Texts that are long are cut off.
	Text    string       `json:"text" required:"true"`
	Records int64        `json:"records" required:"true" min:"1"`
	Mean    exact.Number `json:"mean" required:"true"`
}

// Information is what would be resolved by finding something out: the value of
// information about single facts or groups of facts, over the records whose verdict is
// open.
type Information struct {
	Profile string `json:"profile" required:"true"`
	// Open are the records that are inconclusive, of all.
	Open Share `json:"open" required:"true"`
	// Items are in the order of what they resolve, the most first.
	Items []InformationItem `json:"items" required:"true"`
	// Best is the set that grows by what resolves most in addition to what is in it
	// already, one item at a time: the greedy choice, which is not always the best set
	// of its size. It is searched among the first SearchRecords records.
	Best          []BestStep `json:"best,omitzero"`
	SearchRecords int64      `json:"searchRecords,omitzero" min:"0"`
}

// InformationKind says what would be found out.
type InformationKind string

// The kinds of information.
const (
	// Reveal: the facts as they are in truth, with sufficient proof of them.
	Reveal InformationKind = "reveal"
	// Prove: sufficient proof of what is stated.
	Prove InformationKind = "prove"
)

// Values returns the accepted values.
func (InformationKind) Values() []string { return []string{"reveal", "prove"} }

// InformationItem is one thing to find out.
type InformationItem struct {
	Kind InformationKind `json:"kind" required:"true"`
	// Paths are the facts or groups of facts.
	Paths []string `json:"paths" required:"true"`
	// Resolved are the records that are no longer inconclusive, of those that were;
	// Admitted and Excluded tell how they end.
	Resolved Share `json:"resolved" required:"true"`
	Admitted Share `json:"admitted" required:"true"`
	Excluded Share `json:"excluded" required:"true"`
}

// BestStep is what is added to the set of things to find out, and what the set
// resolves up to here.
type BestStep struct {
	Kind     InformationKind `json:"kind" required:"true"`
	Paths    []string        `json:"paths" required:"true"`
	Resolved Share           `json:"resolved" required:"true"`
	Admitted Share           `json:"admitted" required:"true"`
	Excluded Share           `json:"excluded" required:"true"`
}

// Comparison is what changes from one profile of the study to another, over the very
// same records.
type Comparison struct {
	ID    string        `json:"id" required:"true"`
	Title evidence.Text `json:"title" required:"true"`
	From  string        `json:"from" required:"true"`
	To    string        `json:"to" required:"true"`
	// Table counts the records by their conformity under both, all combinations, by
	// From and then To, the best first.
	Table []Move `json:"table" required:"true"`
	// Changed have another conformity; Lost are admitted under From and not under To,
	// Gained the other way round, of all. Lost and Gained change sides.
	Changed Share `json:"changed" required:"true"`
	Lost    Share `json:"lost" required:"true"`
	Gained  Share `json:"gained" required:"true"`
	// Criteria are those that block records that change sides, the most frequent first.
	// Under one of the profiles nothing blocks such a record, so that these are all that
	// make the difference: by another outcome, or by being binding where they were not.
	Criteria []CriterionChange `json:"criteria" required:"true"`
	// Sides are the first records that change sides, as many as the study asks for.
	Sides []SideChange `json:"sides" required:"true"`
}

// Move counts records by their conformity under both profiles.
type Move struct {
	From  evaluator.Conformity `json:"from" required:"true"`
	To    evaluator.Conformity `json:"to" required:"true"`
	Count int64                `json:"count" required:"true" min:"0"`
}

// CriterionChange is how many of the records that change sides a criterion blocks, under
// the profile that does not admit them.
type CriterionChange struct {
	Criterion string `json:"criterion" required:"true"`
	Changed   Share  `json:"changed" required:"true"`
}

// SideChange is a record that changes sides.
type SideChange struct {
	Record int64                `json:"record" required:"true" min:"0"`
	From   evaluator.Conformity `json:"from" required:"true"`
	To     evaluator.Conformity `json:"to" required:"true"`
	// Criteria are those that block it, under the profile that does not admit it, in the
	// order of the profiles.
	Criteria []OutcomeChange `json:"criteria" required:"true"`
}

// OutcomeChange is a criterion that makes the difference. Where both outcomes are the
// same it is how binding it is that differs; an outcome is absent where the profile does
// not apply the criterion.
type OutcomeChange struct {
	Criterion string            `json:"criterion" required:"true"`
	From      evaluator.Outcome `json:"from,omitzero"`
	To        evaluator.Outcome `json:"to,omitzero"`
}

// SampleRecord is how a record that the study singles out comes out.
type SampleRecord struct {
	Record int64 `json:"record" required:"true" min:"0"`
	// Conformity is by profile, in the order of Profiles.
	Conformity []evaluator.Conformity `json:"conformity" required:"true"`
}
