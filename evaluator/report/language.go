package report

import (
	"strconv"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/speech"
)

// language is what reports say in a language: the section "report" of its file in
// internal/speech. Texts hold placeholders in braces.
type language struct {
	*speech.Formats `json:"-"`
	Code            string `json:"-"`

	Headline           string `json:"headline" required:"true"`
	DayOf              string `json:"dayOf" required:"true"`
	Subject            string `json:"subject" required:"true"`
	SubjectUnversioned string `json:"subjectUnversioned" required:"true"`
	NoLayer            string `json:"noLayer" required:"true"`

	OfProfile  profileTexts    `json:"ofProfile" required:"true"`
	Choice     choiceTexts     `json:"choice" required:"true"`
	Onboarding onboardingTexts `json:"onboarding" required:"true"`
	Levels     levelsTexts     `json:"levels" required:"true"`
	Horizon    horizonTexts    `json:"horizon" required:"true"`
	Tailoring  tailoringTexts  `json:"tailoring" required:"true"`
	Strictness strictnessTexts `json:"strictness" required:"true"`
	List       listTexts       `json:"list" required:"true"`

	Conformity map[string]string `json:"conformity" required:"true"`
	Meaning    meaning           `json:"meaning" required:"true"`
	Outcome    map[string]string `json:"outcome" required:"true"`
	Obligation map[string]string `json:"obligation" required:"true"`
	Dimension  map[string]string `json:"dimension" required:"true"`
	Columns    columns           `json:"columns" required:"true"`
	Sections   sections          `json:"sections" required:"true"`
	Rows       rows              `json:"rows" required:"true"`
	Efforts    map[string]string `json:"efforts" required:"true"`
	Standings  map[string]string `json:"standings" required:"true"`

	Short shortTexts `json:"short" required:"true"`
	Life  lifeTexts  `json:"life" required:"true"`

	Change changeTexts `json:"change" required:"true"`

	Applies        string            `json:"applies" required:"true"`
	FirstOfAll     string            `json:"firstOfAll" required:"true"`
	Because        string            `json:"because" required:"true"`
	OneOf          string            `json:"oneOf" required:"true"`
	BesidesOneOf   string            `json:"besidesOneOf" required:"true"`
	OneEntry       string            `json:"oneEntry" required:"true"`
	EachOneOf      string            `json:"eachOneOf" required:"true"`
	Sufficient     string            `json:"sufficient" required:"true"`
	Agreeing       string            `json:"agreeing" required:"true"`
	Disagreeing    string            `json:"disagreeing" required:"true"`
	Measure        string            `json:"measure" required:"true"`
	NotApplying    string            `json:"notApplying" required:"true"`
	FurtherEntries string            `json:"furtherEntries" required:"true"`
	MoreEntries    plural            `json:"moreEntries" required:"true"`
	MoreValues     plural            `json:"moreValues" required:"true"`
	Others         plural            `json:"others" required:"true"`
	NoProofNeeded  string            `json:"noProofNeeded" required:"true"`
	ByProfile      string            `json:"byProfile" required:"true"`
	UnlessProfile  string            `json:"unlessProfile" required:"true"`
	ValueOf        string            `json:"valueOf" required:"true"`
	DependsOn      string            `json:"dependsOn" required:"true"`
	Labelled       string            `json:"labelled" required:"true"`
	Calculated     string            `json:"calculated" required:"true"`
	Between        string            `json:"between" required:"true"`
	AtLeastOne     string            `json:"atLeastOne" required:"true"`
	NoEntry        string            `json:"noEntry" required:"true"`
	Differs        differs           `json:"differs" required:"true"`
	Causes         map[string]string `json:"causes" required:"true"`
	NoProof        string            `json:"noProof" required:"true"`
	Waived         string            `json:"waived" required:"true"`
	DueBy          string            `json:"dueBy" required:"true"`
	DueByGiven     plural            `json:"dueByGiven" required:"true"`
	NoReason       string            `json:"noReason" required:"true"`
	Said           string            `json:"said" required:"true"`
	Span           string            `json:"span" required:"true"`
	WaiverFor      string            `json:"waiverFor" required:"true"`
	Dossier        string            `json:"dossier" required:"true"`
	Catalogue      string            `json:"catalogue" required:"true"`
	Profile        string            `json:"profile" required:"true"`
	Waivers        string            `json:"waivers" required:"true"`

	Extended extendedTexts `json:"extended" required:"true"`

	Labels           map[string]string `json:"labels" required:"true"`
	Values           values            `json:"values" required:"true"`
	Confidential     confidentialTexts `json:"confidential" required:"true"`
	Units            map[string]plural `json:"units" required:"true"`
	Operators        map[string]string `json:"operators" required:"true"`
	DateOperators    map[string]string `json:"dateOperators" required:"true"`
	VersionOperators map[string]string `json:"versionOperators" required:"true"`
	SizeOperators    map[string]string `json:"sizeOperators" required:"true"` // of the length of a list
	// Operators between two facts.
	FactOperators        map[string]string   `json:"factOperators" required:"true"`
	DateFactOperators    map[string]string   `json:"dateFactOperators" required:"true"`
	VersionFactOperators map[string]string   `json:"versionFactOperators" required:"true"`
	Proofs               map[string]string   `json:"proofs" required:"true"`
	Schemes              map[string][]string `json:"schemes" required:"true"`
	Demands              demandTexts         `json:"demands" required:"true"`
	Shortfalls           map[string]string   `json:"shortfalls" required:"true"`
	WaiverStatus         map[string]string   `json:"waiverStatus" required:"true"`

	Explanation explanationTexts `json:"explanation" required:"true"`

	Equivalence equivalenceTexts `json:"equivalence" required:"true"`
	Decision    decisionTexts    `json:"decision" required:"true"`

	Comparison   comparisonTexts   `json:"comparison" required:"true"`
	Verification verificationTexts `json:"verification" required:"true"`
}

type plural = speech.Plural

// differs says what a waiver is for instead.
type differs struct {
	Subject   string `json:"subject" required:"true"`
	Version   string `json:"version" required:"true"`
	Profile   string `json:"profile" required:"true"`
	Criterion string `json:"criterion" required:"true"`
	Outcome   string `json:"outcome" required:"true"`
	NoVersion string `json:"noVersion" required:"true"`
}

type meaning struct {
	Conformant    string `json:"conformant" required:"true"`
	Later         plural `json:"later" required:"true"`
	Deviations    plural `json:"deviations" required:"true"`
	Provisional   plural `json:"provisional" required:"true"`
	Inconclusive  plural `json:"inconclusive" required:"true"`
	Unrecorded    plural `json:"unrecorded" required:"true"`
	NonConformant plural `json:"nonConformant" required:"true"`
	AlsoOpen      plural `json:"alsoOpen" required:"true"`
	Error         plural `json:"error" required:"true"`
	Missing       string `json:"missing" required:"true"`
	Clarify       string `json:"clarify" required:"true"`
}

type columns struct {
	Pass          string `json:"pass" required:"true"`
	Fail          string `json:"fail" required:"true"`
	Open          string `json:"open" required:"true"`
	Waived        string `json:"waived" required:"true"`
	NotApplicable string `json:"notApplicable" required:"true"`
	Total         string `json:"total" required:"true"`
}

type sections struct {
	Fail          string `json:"fail" required:"true"`
	Unknown       string `json:"unknown" required:"true"`
	Contradicted  string `json:"contradicted" required:"true"`
	Unproven      string `json:"unproven" required:"true"`
	Error         string `json:"error" required:"true"`
	Pass          string `json:"pass" required:"true"`
	NotApplicable string `json:"notApplicable" required:"true"`
	Deviations    string `json:"deviations" required:"true"`
	Waivers       string `json:"waivers" required:"true"`
	Stages        string `json:"stages" required:"true"`
	Binding       string `json:"binding" required:"true"`
	Digests       string `json:"digests" required:"true"`
}

type rows struct {
	Fact     string `json:"fact" required:"true"`
	Entry    string `json:"entry" required:"true"`
	Stated   string `json:"stated" required:"true"`
	Claimed  string `json:"claimed" required:"true"`
	Demanded string `json:"demanded" required:"true"`
	Why      string `json:"why" required:"true"`
	RestsOn  string `json:"restsOn" required:"true"`
	Have     string `json:"have" required:"true"`
	Needs    string `json:"needs" required:"true"`
	Proof    string `json:"proof" required:"true"`
	Limit    string `json:"limit" required:"true"`
	Basis    string `json:"basis" required:"true"`
	Remedy   string `json:"remedy" required:"true"`
	Cause    string `json:"cause" required:"true"`
	Reason   string `json:"reason" required:"true"`
	Decided  string `json:"decided" required:"true"`
	Valid    string `json:"valid" required:"true"`
	For      string `json:"for" required:"true"`
	Accepts  string `json:"accepts" required:"true"`
	// Consequence is what follows for whoever does not keep to the profile.
	Consequence string `json:"consequence" required:"true"`
}

// shortTexts are what is said of results that are not explained.
type shortTexts struct {
	Missing      plural `json:"missing" required:"true"`
	Contradicted plural `json:"contradicted" required:"true"`
	Unproven     plural `json:"unproven" required:"true"`
	// Some are the results of a dimension, with their number.
	Some string `json:"some" required:"true"`
	// NoReason lists the SHOULD requirements that are unmet without a reason.
	NoReason plural `json:"noReason" required:"true"`
	// Named and Hidden count what is named without explanation, and what is not
	// named; More says how to see it.
	Named  string `json:"named" required:"true"`
	Hidden string `json:"hidden" required:"true"`
	More   string `json:"more" required:"true"`
	// WayOut says how to see what leads to a better verdict.
	WayOut string `json:"wayOut" required:"true"`
}

type values struct {
	True    string `json:"true" required:"true"`
	False   string `json:"false" required:"true"`
	Empty   string `json:"empty" required:"true"`
	Unknown string `json:"unknown" required:"true"`
	// Confidential stands for a masked value, Entry for a masked entry of a list.
	Confidential string `json:"confidential" required:"true"`
	Entry        string `json:"entry" required:"true"`
}

type demandTexts struct {
	// Or and And stand between simple alternatives and simple parts.
	Or        string `json:"or" required:"true"`
	And       string `json:"and" required:"true"`
	Age       string `json:"age" required:"true"`
	Inspected string `json:"inspected" required:"true"`
	Gapless   string `json:"gapless" required:"true"`
}

var languages = speech.NewBook("report", func(code string, f *speech.Formats) *language { return &language{Formats: f, Code: code} })

// Languages returns the codes of the languages a report can be written in,
// sorted.
func Languages() []string { return speech.Codes() }

func fill(text string, pairs ...string) string { return speech.Fill(text, pairs...) }

func (l *language) date(d evidence.Date) string {
	if d.IsZero() { // no decoder lets it in, but a verdict can be built in Go
		return l.Values.Unknown
	}
	return l.Day(d.Year(), int(d.Month()), d.Day())
}

// number writes an integer or a decimal number with its unit. Without a unit it may
// be an identifier, so that its thousands stay together.
func (l *language) number(v any, unit string) string {
	var digits string
	switch n := v.(type) {
	case int64:
		digits = strconv.FormatInt(n, 10)
	case float64:
		digits = strconv.FormatFloat(n, 'f', -1, 64)
	}
	if unit == "" {
		return l.Plain(digits)
	}
	if forms, ok := l.Units[unit]; ok { // else it is of the catalogue's own
		unit = forms.For(digits)
	}
	return l.Of(l.Number(digits), unit)
}

// join writes "a, b or c".
func join(items []string, list speech.List) string { return list.Join(items) }
