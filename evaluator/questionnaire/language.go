package questionnaire

import (
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
	Yes      string            `json:"yes" required:"true"`
	No       string            `json:"no" required:"true"`
	None     string            `json:"none" required:"true"` // a list without entries
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
func text(of func(l *language) string) (t evidence.Text) {
	if l, err := lookup("en"); err == nil {
		t.EN = of(l)
	}
	if l, err := lookup("de"); err == nil {
		t.DE = of(l)
	}
	return t
}

// proofName and schemeName name kinds of proof and schemes.
func proofName(l *language, kind string) string {
	if l.Kinds[kind] != "" {
		return l.Kinds[kind]
	}
	return kind
}

func schemeName(l *language, scheme string) string {
	return report.Label(l.Code, "AttestationScheme", scheme)
}
