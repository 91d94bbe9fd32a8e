package handbook

import (
	"github.com/trias-sovereignty/trias/internal/speech"
)

// language is what handbooks say in a language: the section "handbook" of its file
// in internal/speech. Texts hold placeholders in braces.
type language struct {
	*speech.Formats `json:"-"`
	Code            string `json:"-"`

	Title    string `json:"title" required:"true"`
	Subtitle string `json:"subtitle" required:"true"`
	Running  string `json:"running" required:"true"` // at the head of printed pages

	Heads   heads   `json:"heads" required:"true"`
	Texts   texts   `json:"texts" required:"true"`
	Labels  labels  `json:"labels" required:"true"`
	Filters filters `json:"filters" required:"true"`

	Obligations map[string]string `json:"obligations" required:"true"`
	Outcomes    map[string]string `json:"outcomes" required:"true"`
	Dimensions  map[string]string `json:"dimensions" required:"true"`
	Domains     map[string]domain `json:"domains" required:"true"`
	Layers      map[string]string `json:"layers" required:"true"`
	Parties     map[string]string `json:"parties" required:"true"`
	Efforts     map[string]string `json:"efforts" required:"true"`
	Relations   map[string]string `json:"relations" required:"true"`
	Statuses    map[string]string `json:"statuses" required:"true"`
	Fields      map[string]string `json:"fields" required:"true"`
	Deviations  map[string]string `json:"deviations" required:"true"`
	Changes     map[string]string `json:"changes" required:"true"` // recorded ones, by kind
	Proofs      map[string]proof  `json:"proofs" required:"true"`
	Terms       []term            `json:"terms" required:"true" minItems:"1"`

	Forms      forms             `json:"forms" required:"true"`
	Conditions conditions        `json:"conditions" required:"true"`
	Days       map[string]string `json:"days" required:"true"`    // compared with the day
	Ages       map[string]string `json:"ages" required:"true"`    // plus a period
	Leads      map[string]string `json:"leads" required:"true"`   // minus a period
	Meaning    map[string]string `json:"meaning" required:"true"` // of parameters
}

type domain struct {
	Name string `json:"name" required:"true"`
	Text string `json:"text" required:"true"`
}

type proof struct {
	Name string `json:"name" required:"true"`
	Text string `json:"text" required:"true"`
}

type term struct {
	Term string `json:"term" required:"true"`
	Text string `json:"text" required:"true"`
}

type heads struct {
	Contents    string `json:"contents" required:"true"`
	About       string `json:"about" required:"true"`
	Reading     string `json:"reading" required:"true"`
	Obligations string `json:"obligations" required:"true"`
	Outcomes    string `json:"outcomes" required:"true"`
	Proofs      string `json:"proofs" required:"true"`
	Terms       string `json:"terms" required:"true"`
	Overview    string `json:"overview" required:"true"`
	Profiles    string `json:"profiles" required:"true"`
	Binding     string `json:"binding" required:"true"`
	Matrix      string `json:"matrix" required:"true"`
	Counts      string `json:"counts" required:"true"`
	ByLayer     string `json:"byLayer" required:"true"`
	Work        string `json:"work" required:"true"`
	Kinds       string `json:"kinds" required:"true"`
	Frameworks  string `json:"frameworks" required:"true"`
	Statements  string `json:"statements" required:"true"`
	Rules       string `json:"rules" required:"true"`
	Criteria    string `json:"criteria" required:"true"`

	// Of a criterion.
	Rationale  string `json:"rationale" required:"true"`
	Applies    string `json:"applies" required:"true"`
	Holds      string `json:"holds" required:"true"`
	Parameters string `json:"parameters" required:"true"`
	Levels     string `json:"levels" required:"true"`
	Remedy     string `json:"remedy" required:"true"`
	References string `json:"references" required:"true"`
	Rule       string `json:"rule" required:"true"`
}

type texts struct {
	About       []string `json:"about" required:"true" minItems:"1"`
	Profile     string   `json:"profile" required:"true"`
	Beside      string   `json:"beside" required:"true"`
	Contains    string   `json:"contains" required:"true"`
	Tailored    string   `json:"tailored" required:"true"`
	Omitted     plural   `json:"omitted" required:"true"`
	Reading     []string `json:"reading" required:"true" minItems:"1"`
	Outcomes    string   `json:"outcomes" required:"true"`
	Proofs      string   `json:"proofs" required:"true"`
	Attestation string   `json:"attestation" required:"true"`
	Matrix      string   `json:"matrix" required:"true"`
	Counts      string   `json:"counts" required:"true"`
	ByLayer     string   `json:"byLayer" required:"true"`
	Work        string   `json:"work" required:"true"`
	Kinds       string   `json:"kinds" required:"true"`
	Shared      plural   `json:"shared" required:"true"`
	Frameworks  string   `json:"frameworks" required:"true"`
	Statements  string   `json:"statements" required:"true"`
	Rules       string   `json:"rules" required:"true"`
	Digest      string   `json:"digest" required:"true"`
	Settings    string   `json:"settings" required:"true"` // conditions are those of another level
	Scroll      string   `json:"scroll" required:"true"`
}

type labels struct {
	Skip           string `json:"skip" required:"true"`
	This           string `json:"this" required:"true"` // the level the handbook is about
	None           string `json:"none" required:"true"` // nothing, of a count
	NotApplied     string `json:"notApplied" required:"true"`
	Answers        string `json:"answers" required:"true"`
	Layers         string `json:"layers" required:"true"`
	AllLayers      string `json:"allLayers" required:"true"`
	NoLayer        string `json:"noLayer" required:"true"`
	Area           string `json:"area" required:"true"`
	AreaOf         string `json:"areaOf" required:"true"`
	Effort         string `json:"effort" required:"true"`
	Scope          string `json:"scope" required:"true"` // the work of a criterion
	ScopeOf        string `json:"scopeOf" required:"true"`
	Statements     plural `json:"statements" required:"true"`
	Proofs         plural `json:"proofs" required:"true"`
	Optional       plural `json:"optional" required:"true"`
	ProofFor       string `json:"proofFor" required:"true"`
	ProofWhen      string `json:"proofWhen" required:"true"`
	Unverified     string `json:"unverified" required:"true"`
	Whole          string `json:"whole" required:"true"`
	Framework      string `json:"framework" required:"true"`
	Standing       string `json:"standing" required:"true"`
	By             string `json:"by" required:"true"`
	From           string `json:"from" required:"true"`
	Criteria       string `json:"criteria" required:"true"`
	Statement      string `json:"statement" required:"true"`
	Ref            string `json:"ref" required:"true"`
	Refs           string `json:"refs" required:"true"`
	Demanded       string `json:"demanded" required:"true"`
	Case           string `json:"case" required:"true"`
	Asked          string `json:"asked" required:"true"`
	Parameter      string `json:"parameter" required:"true"`
	Value          string `json:"value" required:"true"`
	Source         string `json:"source" required:"true"`
	Default        string `json:"default" required:"true"`
	Level          string `json:"level" required:"true"`
	Obligation     string `json:"obligation" required:"true"`
	Basis          string `json:"basis" required:"true"`
	Follows        string `json:"follows" required:"true"`
	Layer          string `json:"layer" required:"true"`
	Weight         string `json:"weight" required:"true"`
	Stage          string `json:"stage" required:"true"`
	StageFrom      string `json:"stageFrom" required:"true"`
	StageGiven     string `json:"stageGiven" required:"true"`
	Changed        string `json:"changed" required:"true"`
	ChangedDecided string `json:"changedDecided" required:"true"`
	Excludes       string `json:"excludes" required:"true"`
	Proof          string `json:"proof" required:"true"`
	Fewest         string `json:"fewest" required:"true"`
	Total          string `json:"total" required:"true"`
	Party          string `json:"party" required:"true"`
	Remedies       string `json:"remedies" required:"true"`
	Kind           string `json:"kind" required:"true"`
	Domain         string `json:"domain" required:"true"`
	Dimension      string `json:"dimension" required:"true"`
	Profile        string `json:"profile" required:"true"`
	Version        string `json:"version" required:"true"`
	Extends        string `json:"extends" required:"true"`
	Unmet          string `json:"unmet" required:"true"`
	Catalogue      string `json:"catalogue" required:"true"`
	WhenRule       string `json:"whenRule" required:"true"`
	RuleText       string `json:"ruleText" required:"true"`
	Page           string `json:"page" required:"true"`
}

type filters struct {
	Heading string `json:"heading" required:"true"`
	All     string `json:"all" required:"true"`
}

type forms struct {
	Bool    string `json:"bool" required:"true"`
	Int     string `json:"int" required:"true"`
	IntOf   string `json:"intOf" required:"true"`
	Num     string `json:"num" required:"true"`
	NumOf   string `json:"numOf" required:"true"`
	Text    string `json:"text" required:"true"`
	Date    string `json:"date" required:"true"`
	Version string `json:"version" required:"true"`
	Country string `json:"country" required:"true"`
	OneOf   string `json:"oneOf" required:"true"`
	Several string `json:"several" required:"true"`
	ListOf  string `json:"listOf" required:"true"`
	Entries string `json:"entries" required:"true"`
}

type conditions struct {
	All        string `json:"all" required:"true"`
	Any        string `json:"any" required:"true"`
	If         string `json:"if" required:"true"`
	Then       string `json:"then" required:"true"`
	Each       string `json:"each" required:"true"`
	Some       string `json:"some" required:"true"`
	Empty      string `json:"empty" required:"true"`
	AnyList    string `json:"anyList" required:"true"`
	Entry      string `json:"entry" required:"true"`
	TheEntry   string `json:"theEntry" required:"true"` // that something is measured by
	EachValue  string `json:"eachValue" required:"true"`
	SomeValue  string `json:"someValue" required:"true"`
	Day        string `json:"day" required:"true"`
	TheDay     string `json:"theDay" required:"true"`
	Within     string `json:"within" required:"true"`
	Also       string `json:"also" required:"true"`
	Or         string `json:"or" required:"true"`
	Measure    string `json:"measure" required:"true"`
	Calculated string `json:"calculated" required:"true"`
	Count      string `json:"count" required:"true"` // of a list, where it is calculated with
	Given      string `json:"given" required:"true"`
	Values     string `json:"values" required:"true"`
	ByRule     string `json:"byRule" required:"true"`
	Later      string `json:"later" required:"true"`
	Earlier    string `json:"earlier" required:"true"`
	Never      string `json:"never" required:"true"`
	Always     string `json:"always" required:"true"`
}

type plural = speech.Plural

func fill(text string, pairs ...string) string { return speech.Fill(text, pairs...) }

var languages = speech.NewBook("handbook", func(code string, f *speech.Formats) *language { return &language{Formats: f, Code: code} })

// Languages returns the codes of the languages a handbook can be written in,
// sorted.
func Languages() []string { return speech.Codes() }

// lookup returns a language by its code.
func lookup(code string) (*language, error) { return languages.Find(code, ErrLanguage) }
