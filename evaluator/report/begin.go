package report

import (
	"io"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/criteria"
)

// begin starts a report in the language and on a page of the width that the
// options ask for. The catalogue is nil where no criteria are named. The error
// wraps [ErrLanguage] or [ErrFormat].
func begin(opts Options, catalogue *criteria.Catalogue) (*renderer, error) {
	lang, err := lookup(opts.Lang)
	if err != nil {
		return nil, err
	}
	format, err := opts.Format.known()
	if err != nil {
		return nil, err
	}
	width := opts.Width
	if width == 0 {
		width = defaultWidth
	}
	p := page{width: min(max(width, minWidth), maxWidth), color: opts.Color}
	if format == FormatMarkdown {
		p.md, p.color, p.colon = &markdown{}, false, lang.Colon
	}
	return &renderer{language: lang, page: p, catalogue: catalogue, full: opts.Full}, nil
}

// fit makes the column of criteria's ids wide enough for one more.
func (r *renderer) fit(id string) {
	r.idColumn = max(r.idColumn, min(utf8.RuneCountInString(id), maxIDColumn)+2)
}

// finish writes the report, or says what kept it from being rendered.
func (r *renderer) finish(w io.Writer) error {
	if r.err != nil {
		return r.err
	}
	_, err := io.WriteString(w, r.page.content())
	return err
}
