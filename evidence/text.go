package evidence

// Text is one statement in the languages Trias speaks. Every text that a
// reader may be shown exists in both.
type Text struct {
	EN string `json:"en" required:"true"`
	DE string `json:"de" required:"true"`
}

// In returns the text in the language with the given code; everything but
// "de" is English.
func (t Text) In(lang string) string {
	if lang == "de" {
		return t.DE
	}
	return t.EN
}
