package report

import (
	"io"

	"github.com/trias-sovereignty/trias/evaluator/score"
)

// Methods writes a list of scoring methods for readers: what each is called, its
// name and version, and the document and clause that define it. Equal lists and
// options give equal bytes. The error wraps [ErrLanguage] or [ErrFormat].
func Methods(w io.Writer, all []score.Identity, opts Options) error {
	a, err := beginAward(opts, nil)
	if err != nil {
		return err
	}
	t := &a.t.Score
	a.page.head(1, 0, bold, t.Methods)
	for _, m := range all {
		a.page.headEntry(2, atSection, 0, m.Name, a.Text(m.Title), fill(t.OfVersion, "version", m.Version), plain)
		a.page.table(atCriterion, []row{{t.Source, m.Source}})
		if m.Unverified {
			a.page.text(atCriterion, 0, yellow, t.Unverified)
		}
	}
	return a.finish(w)
}
