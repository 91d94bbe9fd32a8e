package report

import "github.com/trias-sovereignty/trias/evaluator"

// confidentialTexts are what is said of confidential facts.
type confidentialTexts struct {
	// Masked says at the top of a report that they are masked, Disclosed that they
	// are shown and the report must not be passed on.
	Masked    plural `json:"masked" required:"true"`
	Disclosed plural `json:"disclosed" required:"true"`
	// Error is what is said of a test of confidential facts that broke, Legend what
	// the mark of a test means that is not said.
	Error  string `json:"error" required:"true"`
	Legend string `json:"legend" required:"true"`
}

// confidentiality says at the top of a report whether it shows confidential
// facts.
func (r *renderer) confidentiality(c *evaluator.Confidentiality) {
	if text, warns := r.confidential(c); warns {
		r.page.text(0, 2, red, text)
	} else if text != "" {
		r.page.text(0, 2, plain, text)
	}
}

// confidential is what is said of confidential facts; empty if there are none.
func (r *renderer) confidential(c *evaluator.Confidentiality) (text string, warns bool) {
	switch {
	case c == nil:
		return "", false
	case c.Status == evaluator.ConfidentialDisclosed:
		return r.language.Confidential.Disclosed.Count(len(c.Facts)), true
	}
	return r.language.Confidential.Masked.Count(len(c.Facts)), false
}
