// Package report renders verdicts as text for the people who decide with them.
//
// [Text] puts the outcome first, then, dimension by dimension, what is not met
// and why, what is not known, what the sources disagree on and what is claimed
// without sufficient proof, then what is met. It adds nothing to the verdict
// and leaves nothing of it out that a decision may rest on; titles and
// questions come from the catalogue the verdict was given under. [Choice] writes
// which profile a protection need calls for, and [Profiles] a list of profiles.
//
// Every text of a report is in one file per language below lang; adding a file
// adds a language.
package report

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Errors of [Text], apart from those of its writer.
var (
	// ErrCatalogue reports a catalogue other than the verdict's: its titles and
	// remedies may say something else than what was evaluated.
	ErrCatalogue = errors.New("the verdict was given under another catalogue")
	// ErrLanguage reports a language that no file below lang speaks.
	ErrLanguage = errors.New("no such language")
	// ErrDemand reports a verdict with a proof demand that is none.
	ErrDemand = errors.New("not a proof demand")
)

// Options say how a report looks.
type Options struct {
	// Lang is the language's code, "en" or "de"; English if empty.
	Lang string
	// Width is the longest line in characters: 100 if zero, and never less than
	// 60 or more than 120.
	Width int
	// Color marks outcomes with ANSI colours, for terminals.
	Color bool
}

// Bounds of [Options.Width].
const (
	defaultWidth = 100
	minWidth     = 60
	maxWidth     = 120
)

// Text writes the verdict for readers. Equal verdicts and options give equal
// bytes. Characters of the dossier that cannot be printed are replaced, so that
// no dossier can command a reader's terminal.
func Text(w io.Writer, v *evaluator.Verdict, catalogue *criteria.Catalogue, opts Options) error {
	if catalogue.Digest() != v.Digests.Catalogue {
		return fmt.Errorf("%w: %s %s with digest %s", ErrCatalogue, v.Catalogue, v.CatalogueVersion, v.Digests.Catalogue)
	}
	lang, err := lookup(opts.Lang)
	if err != nil {
		return err
	}
	width := opts.Width
	if width == 0 {
		width = defaultWidth
	}
	r := &renderer{
		language:  lang,
		page:      page{width: min(max(width, minWidth), maxWidth), color: opts.Color},
		verdict:   v,
		catalogue: catalogue,
	}
	r.render()
	if r.err != nil {
		return r.err
	}
	_, err = io.WriteString(w, r.page.String())
	return err
}

// lookup returns a language by its code.
func lookup(code string) (*language, error) {
	if code == "" {
		code = "en"
	}
	all, err := languages()
	if err != nil {
		return nil, err
	}
	if l, ok := all[code]; ok {
		return l, nil
	}
	hint := "there are " + strings.Join(Languages(), ", ")
	if near := doc.Suggest(code, Languages()); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return nil, fmt.Errorf("%w: %q (%s)", ErrLanguage, code, hint)
}
