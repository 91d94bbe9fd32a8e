package evaluator

import (
	"fmt"
	"slices"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// VerdictFormat is the format marker of an encoded verdict.
const VerdictFormat = "verdict/v1"

// Outcome is what follows for one criterion. See the package comment for the
// rules and for the order of outcomes.
type Outcome string

// The outcomes.
const (
	// Pass: the rule is proven to hold.
	Pass Outcome = "pass"
	// Fail: the rule does not hold by what the sources themselves claim.
	Fail Outcome = "fail"
	// Unproven: the rule holds by what is claimed, and proof is missing.
	Unproven Outcome = "unproven"
	// Unknown: facts are missing or contradict each other.
	Unknown Outcome = "unknown"
	// NotApplicable: the criterion is proven not to apply.
	NotApplicable Outcome = "notApplicable"
	// Error: the rule broke, for example by an overflow.
	Error Outcome = "error"
)

// Values returns the accepted values.
func (Outcome) Values() []string {
	return []string{"pass", "fail", "unproven", "unknown", "notApplicable", "error"}
}

// Met reports whether the criterion is satisfied: it passes or does not apply.
func (o Outcome) Met() bool { return o == Pass || o == NotApplicable }

// Rank orders outcomes: error and fail are 0, unknown 1, unproven 2, pass and
// notApplicable 3.
func (o Outcome) Rank() int {
	switch o {
	case Unknown:
		return 1
	case Unproven:
		return 2
	case Pass, NotApplicable:
		return 3
	}
	return 0
}

// Conformity is what follows for a profile as a whole.
type Conformity string

// The conformities.
const (
	Conformant               Conformity = "conformant"
	ConformantWithDeviations Conformity = "conformantWithDeviations"
	Provisional              Conformity = "provisional"
	Inconclusive             Conformity = "inconclusive"
	NonConformant            Conformity = "nonConformant"
)

// Values returns the accepted values, best first.
func (Conformity) Values() []string {
	return []string{"conformant", "conformantWithDeviations", "provisional", "inconclusive", "nonConformant"}
}

// Rank orders conformities: the higher the better, from 0 for non-conformant.
func (c Conformity) Rank() int {
	for i, v := range c.Values() {
		if v == string(c) {
			return len(c.Values()) - 1 - i
		}
	}
	return -1
}

// Instant is a moment, written in RFC 3339 in UTC.
type Instant struct{ time.Time }

// MarshalText writes the moment.
func (i Instant) MarshalText() ([]byte, error) {
	return []byte(i.UTC().Format(time.RFC3339Nano)), nil
}

// UnmarshalText reads what MarshalText writes: UTC, no trailing zeros.
func (i *Instant) UnmarshalText(text []byte) error {
	t, err := time.Parse(time.RFC3339Nano, string(text))
	if err != nil || t.UTC().Format(time.RFC3339Nano) != string(text) {
		return fmt.Errorf("%q is not an instant: write for example 2026-11-01T00:00:00Z", text)
	}
	i.Time = t.UTC()
	return nil
}

// SchemaFormat names the JSON Schema format of an instant.
func (Instant) SchemaFormat() string { return "date-time" }

// Verdict is what follows for one dossier under one profile at one instant. It
// is data: rendering it for readers is another package's work.
type Verdict struct {
	Trias string `json:"trias" required:"true" const:"verdict/v1"`
	// Subject is what was assessed.
	Subject evidence.Subject `json:"subject" required:"true"`
	// Conformity is the verdict on the whole.
	Conformity Conformity `json:"conformity" required:"true"`
	// ProvisionalUntil is the last day a provisional verdict holds.
	ProvisionalUntil *evidence.Date `json:"provisionalUntil,omitzero"`
	// At is the instant the verdict is given for.
	At Instant `json:"at" required:"true"`
	// Day is the calendar day of that instant in Zone, the profile's time zone:
	// the day that dates were compared with.
	Day  evidence.Date `json:"day" required:"true"`
	Zone string        `json:"zone" required:"true"`
	// Profile and Catalogue name what was applied, and in which version.
	Profile        string           `json:"profile" required:"true"`
	ProfileVersion evidence.Version `json:"profileVersion" required:"true"`
	// Localisation is the region the profile speaks of; absent if no criterion
	// asks for a region.
	Localisation *profiles.Localisation `json:"localisation,omitzero"`
	// Binding says whom the profile binds by itself on that day or later, in the
	// order of the profile; absent if nobody. It decides nothing in the verdict.
	Binding []AppliedBinding `json:"binding,omitzero"`
	// Tailoring says what the profile, or one it rests on, changes of its base by
	// recorded changes, and why; the nearest first. Criteria it excludes have no
	// result.
	Tailoring        []profiles.Tailoring `json:"tailoring,omitzero"`
	Catalogue        string               `json:"catalogue" required:"true"`
	CatalogueVersion evidence.Version     `json:"catalogueVersion" required:"true"`
	// CatalogueExtends are the catalogues that the catalogue extends, the nearest
	// first; absent if none.
	CatalogueExtends []ExtendedCatalogue `json:"catalogueExtends,omitzero"`
	// Language is the version of the rule language.
	Language int64 `json:"language" required:"true" min:"1"`
	// Digests identify the inputs.
	Digests Digests `json:"digests" required:"true"`
	// Confidential says which facts are confidential, and whether their values are
	// masked; absent if none is.
	Confidential *Confidentiality `json:"confidential,omitzero"`
	// Results has one entry for each criterion of the profile, may included, in
	// the order of the catalogue.
	Results []Result `json:"results" required:"true"`
	// Waivers are all waivers that were given, and what became of each.
	Waivers []AppliedWaiver `json:"waivers,omitzero"`
	// Equivalences are all equivalences that were given, and what became of each.
	Equivalences []AppliedEquivalence `json:"equivalences,omitzero"`
	// Decisions are the decisions that what the verdict rests on names: recorded
	// changes of the profile, the onboarding record, and used waivers and
	// equivalences. Each has its record, if one was given.
	Decisions []CitedDecision `json:"decisions,omitzero"`
	// Onboarding is the onboarding record that was given, and where it stands.
	Onboarding *AppliedOnboarding `json:"onboarding,omitzero"`
	// Horizon is until when the verdict holds by itself; absent unless
	// [WithHorizon] asks for it.
	Horizon *VerdictHorizon `json:"horizon,omitzero"`
}

// AppliedBinding is whom a profile binds, seen from the verdict's day.
type AppliedBinding struct {
	profiles.Binding
	Status BindingStatus `json:"status" required:"true"`
}

// BindingStatus says whether a binding is in force.
type BindingStatus string

// The statuses. What has ended is not shown.
const (
	BindingInForce BindingStatus = "inForce"
	BindingToCome  BindingStatus = "toCome"
)

// Values returns the accepted values.
func (BindingStatus) Values() []string { return []string{"inForce", "toCome"} }

// localised is the profile's localisation, for the verdict to own.
func (e *Evaluator) localised() *profiles.Localisation {
	if e.localisation == nil {
		return nil
	}
	return &profiles.Localisation{Region: e.localisation.Region, Exceptions: slices.Clone(e.localisation.Exceptions)}
}

// bindings are those of the profile that are in force on the verdict's day or
// later.
func (r *run) bindings() []AppliedBinding {
	var out []AppliedBinding
	for _, b := range r.evaluator.profile.Bindings() {
		switch inForce, toCome := b.On(r.today); {
		case inForce:
			out = append(out, AppliedBinding{b, BindingInForce})
		case toCome:
			out = append(out, AppliedBinding{b, BindingToCome})
		}
	}
	return out
}

// Digests identify the inputs of a verdict, each as "sha256:" and 64 hexadecimal
// digits over the input's RFC 8785 form.
type Digests struct {
	Dossier   string `json:"dossier" required:"true" pattern:"^sha256:[0-9a-f]{64}$"`
	Catalogue string `json:"catalogue" required:"true" pattern:"^sha256:[0-9a-f]{64}$"`
	Profile   string `json:"profile" required:"true" pattern:"^sha256:[0-9a-f]{64}$"`
	Waivers   string `json:"waivers,omitzero" pattern:"^sha256:[0-9a-f]{64}$"`

	Equivalences string `json:"equivalences,omitzero" pattern:"^sha256:[0-9a-f]{64}$"`
	Decisions    string `json:"decisions,omitzero" pattern:"^sha256:[0-9a-f]{64}$"`
	// Onboarding is of the onboarding records that were given.
	Onboarding string `json:"onboarding,omitzero" pattern:"^sha256:[0-9a-f]{64}$"`
}

// Result is what follows for one criterion, and why.
type Result struct {
	Criterion string             `json:"criterion" required:"true"`
	Dimension criteria.Dimension `json:"dimension" required:"true"`
	Domain    criteria.Domain    `json:"domain" required:"true"`
	// Obligation is the one that counted: for the subject's layer, or the
	// strictest at any layer if it states none.
	Obligation profiles.Obligation `json:"obligation" required:"true"`
	// ByLayer reports that the obligation is another one at another layer.
	ByLayer bool    `json:"byLayer,omitzero"`
	Outcome Outcome `json:"outcome" required:"true"`
	// Asked is a digest of what is asked here: the rule and when it applies, the
	// values of its parameters, the facts it reads, what is demanded of the proofs
	// of each, and the version of the rule language. It is the first half of a
	// SHA-256 in hexadecimal digits. Where it is the same in two verdicts, another
	// outcome has its cause in the evidence, the day or the equivalences; how
	// binding the criterion is, and from when, it does not cover.
	Asked string `json:"asked" required:"true" pattern:"^[0-9a-f]{32}$"`
	// Standing says that the criterion is upcoming or has ended, and does not
	// count, or that it is deprecated; absent if it is in force.
	Standing *AppliedStanding `json:"standing,omitzero"`
	// Reasons are the tests that decided, as few as possible at every node of the
	// rule: with what they name, and nothing else known, the outcome is the same,
	// and at no node can one be left out. For unknown they are the tests that stay
	// open, without got; for error those that broke. Where sources contradict each
	// other and it makes no difference, they are those of every value stated. They
	// are in the order of the rule and of the when.
	Reasons []Reason `json:"reasons" required:"true"`
	// Missing are the facts whose absence keeps the criterion unknown.
	Missing []string `json:"missing" required:"true"`
	// Contradicted are the facts on which sources disagree.
	Contradicted []evidence.Contradiction `json:"contradicted,omitzero"`
	// Unproven says for each claimed fact without sufficient proof what is
	// there and what would do.
	Unproven []ProofGap `json:"unproven" required:"true"`
	// DueBy is the last day the criterion may stay unmet, where its stage has not
	// begun to bind.
	DueBy *evidence.Date `json:"dueBy,omitzero"`
	// Given are the proofs that this rests on, where the stage is a fast track.
	Given []string `json:"given,omitzero"`
	// Waived reports whether a waiver accepts the outcome.
	Waived bool `json:"waived,omitzero"`
	// Equivalences are the ids of the equivalences the outcome rests on: without
	// any one of them it would be a worse one.
	Equivalences []string `json:"equivalences,omitzero"`
}

// Reason is one test that decided: what the rule demands of a fact and what the
// fact is.
type Reason struct {
	// Path is the fact, down to the element of a list by its id:
	// supplyChain.subcontractors[mailer].countries. In place of the id of an element
	// of a confidential list it has [MaskedEntry].
	Path string `json:"path" required:"true"`
	// Operator and Wanted are the demand the rule as a whole makes here: "==",
	// "!=", "<", "<=", ">", ">=", "in", "notIn"; "size" before one of these for
	// the length of a list; "all", "notAll", "exists" and "none" for an empty or
	// unknown list; or the name of a function, with "not:" before it if it must
	// not hold. It is [MaskedOperator] where it would tell a confidential value.
	Operator string `json:"operator" required:"true"`
	// Got is the fact's value; absent if it is not known. It and Wanted are masked
	// where they tell a confidential value: see [evidence.Masked].
	Got evidence.Value `json:"got,omitzero"`
	// Wanted is what it is measured against.
	Wanted evidence.Value `json:"wanted,omitzero"`
	// Unit is the unit of Got and Wanted: days, minutes, percent, …; "entries" for
	// the length of a list. It is absent where there is none.
	Unit string `json:"unit,omitzero"`
	// WantedPath is the fact that Wanted is the value of, where the rule compares
	// two facts; Wanted is absent if that fact is not known.
	WantedPath string `json:"wantedPath,omitzero"`
	// Facts are the facts that are calculated with, down to the elements of lists,
	// where Path or what it is measured against is a sum or a choice between facts.
	Facts []string `json:"facts,omitzero"`
	// Role says what part the test plays; absent, it is a demand.
	Role Role `json:"role,omitzero"`
	// Alternative groups tests of which not all need to hold: those of A1, or
	// those of A2. Tests without it are needed in any case. Choices within an
	// alternative follow after a dot: A1.B2.
	Alternative string `json:"alternative,omitzero"`
	// Needs is what the profile demands of the proofs of a fact that is not
	// known: see [profiles.DemandLanguage].
	Needs string `json:"needs,omitzero"`
	// Rule is the test as the catalogue writes it; absent where a list as such
	// decided, by being empty or unknown, or by having entries at all.
	Rule string `json:"rule,omitzero"`
	// Place is where the catalogue writes it. It is absent in verdicts from before
	// places were recorded.
	Place Place `json:"place,omitzero"`
	// Proofs are the proofs the fact rests on.
	Proofs []string `json:"proofs,omitzero"`
	// Accepted is the id of the equivalence by which the attestation scheme or
	// level that Path names counts as another, so that the test comes out as it
	// does. Got is what the source states.
	Accepted string `json:"accepted,omitzero"`
	// Equivalences are the ids of those by which one of Proofs does.
	Equivalences []string `json:"equivalences,omitzero"`
	// Error says what broke.
	Error string `json:"error,omitzero"`
}

// Place is a place in the rules of a criterion.
type Place struct {
	// Of says which of the criterion's two rules it is in.
	Of RulePart `json:"of" required:"true"`
	// Line and Column count from 1, in the text of that rule as the catalogue has
	// it; columns are characters. A test within parentheses starts after them.
	Line   int64 `json:"line" required:"true" min:"1"`
	Column int64 `json:"column" required:"true" min:"1"`
}

// RulePart is one of the rules of a criterion.
type RulePart string

// The rules of a criterion.
const (
	// InRule: what is demanded.
	InRule RulePart = "rule"
	// InWhen: to what the criterion applies.
	InWhen RulePart = "when"
)

// Values returns the accepted values.
func (RulePart) Values() []string { return []string{"rule", "when"} }

// Role is the part a test plays in a rule.
type Role string

// Condition is the role of a test that says whether a demand applies, such as a
// in "!a || b" and in "a ? b : c". Its Operator and Wanted say what was found,
// not what is demanded.
const Condition Role = "condition"

// Values returns the accepted values.
func (Role) Values() []string { return []string{"condition"} }

// ProofGap is a claimed fact whose proofs do not satisfy the profile.
type ProofGap struct {
	Path string `json:"path" required:"true"`
	// Needs is the profile's demand: see [profiles.DemandLanguage].
	Needs string `json:"needs" required:"true"`
	// Alternative groups gaps of which not all need to be closed, as
	// [Reason.Alternative] does.
	Alternative string `json:"alternative,omitzero"`
	// Have are the proofs there are, and why each does not do.
	Have []Shortfall `json:"have,omitzero"`
}

// Shortfall says why a proof does not do.
type Shortfall struct {
	Proof string      `json:"proof" required:"true"`
	Why   ShortReason `json:"why" required:"true"`
}

// ShortReason is why a proof does not do.
type ShortReason string

// Values returns the accepted values.
func (ShortReason) Values() []string {
	return []string{"notInspected", "tooOld", "gap", "expired", "notYetValid", "outOfScope", "tooWeak", "notAlone"}
}

// Result returns the result for a criterion.
func (v *Verdict) Result(criterion string) (Result, bool) {
	for _, r := range v.Results {
		if r.Criterion == criterion {
			return r, true
		}
	}
	return Result{}, false
}

// EncodeJSON writes the verdict. Equal verdicts give equal bytes.
func (v *Verdict) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(v) }

// VerdictLimits returns the limits of [DecodeVerdict]: a verdict on long lists
// has many reasons, so they are wider than those of what people write. A
// verdict at the limits takes one and a half gigabytes of memory to read.
func VerdictLimits() evidence.Limits {
	return evidence.Limits{Bytes: 64 << 20, Depth: 32, Nodes: 1 << 22, Items: 1 << 20, String: 16 << 10}
}

// DecodeVerdict reads what [Verdict.EncodeJSON] wrote, strictly: an unknown
// field, outcome or conformity is an error, never a default.
func DecodeVerdict(name string, data []byte) (*Verdict, error) {
	return decodeStored[Verdict](name, data)
}

// decodeStored reads a document that Trias wrote.
func decodeStored[T any](name string, data []byte) (*T, error) {
	return doc.ReadJSON[T](name, data, VerdictLimits())
}
