package questionnaire

import (
	"cmp"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/speech"
)

// language is what questionnaires say in a language: the section "questionnaire"
// of its file in internal/speech. Texts hold placeholders in braces.
type language struct {
	*speech.Formats `json:"-"`
	Code            string `json:"-"`
	// Comma says that fractions are written with a comma.
	Comma bool `json:"-"`

	Title    string            `json:"title" required:"true"`
	Subtitle string            `json:"subtitle" required:"true"`
	Subject  map[string]string `json:"subject" required:"true"` // questions for its fields
	Kinds    map[string]string `json:"kinds" required:"true"`   // of proof
	Layers   map[string]string `json:"layers" required:"true"`
	Parties  map[string]string `json:"parties" required:"true"`
	Domains  map[string]string `json:"domains" required:"true"`
	Titles   map[string]string `json:"groups" required:"true"` // of groups of questions
	Yes      string            `json:"yes" required:"true"`
	No       string            `json:"no" required:"true"`
	None     string            `json:"none" required:"true"`  // a list without entries
	Cells    map[string]string `json:"cells" required:"true"` // yes and no as a spreadsheet writes them
	Forms    map[string]string `json:"forms" required:"true"`
	Proof    map[string]string `json:"proof" required:"true"` // questions for the fields of a proof
	Columns  map[string]string `json:"columns" required:"true"`
	Heads    map[string]string `json:"heads" required:"true"`
	Texts    map[string]string `json:"texts" required:"true"`
	Notes    []string          `json:"notes" required:"true" minItems:"1"` // how to fill it in
	YAML     []string          `json:"yaml" required:"true" minItems:"1"`
	CSV      []string          `json:"csv" required:"true" minItems:"1"`
	Numbers  map[string]plural `json:"numbers" required:"true"`
}

type plural = speech.Plural

func fill(text string, pairs ...string) string { return speech.Fill(text, pairs...) }

var languages = speech.NewBook("questionnaire", func(code string, f *speech.Formats) *language {
	return &language{Formats: f, Code: code, Comma: f.Decimal == ","}
})

// Languages returns the codes of the languages a questionnaire can be written in,
// sorted.
func Languages() []string { return speech.Codes() }

// lookup returns a language by its code.
func lookup(code string) (*language, error) { return languages.Find(code, ErrLanguage) }

// text is a text in both languages.
func text(of func(l *language) string) evidence.Text {
	return (&builder{}).text(func(l *language, _ *report.Words) string { return of(l) })
}

// group says what a group of questions is about.
func (l *language) group(path string) string {
	return cmp.Or(l.Titles[path], strings.TrimPrefix(path, "ext."))
}

// groupOf is the group of a fact: the first two names of its path. Two facts that
// are asked for along with a list belong to that.
func groupOf(path string) string {
	switch {
	case isSubject(path):
		return ""
	case path == "data.standardsExist", path == "data.bindingStandardsMissing":
		return "data.standards"
	}
	names := strings.SplitN(root(path), ".", 3)
	return strings.Join(names[:min(len(names), 2)], ".")
}

// member says what a member of a closed set is called.
func (l *language) member(set, value string) string {
	switch set {
	case "Layer":
		return cmp.Or(l.Layers[value], value)
	case "ProofKind":
		return cmp.Or(l.Kinds[value], value)
	}
	return report.Label(l.Code, set, value)
}
