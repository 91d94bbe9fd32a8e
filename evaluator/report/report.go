// Package report renders verdicts as text for the people who decide with them.
//
// [Text] puts the outcome first, then what decides it, then the rest. It adds
// nothing to the verdict; titles and questions come from the catalogue the
// verdict was given under. [Choice] writes which profile a protection need calls
// for, [Profiles] a list of profiles, and [ProfileDiff] in what one profile
// differs from another.
//
// # How much is said
//
// A report goes from MUST over SHOULD to MAY, and in each from what is not met
// over what is not known, what the sources disagree on and what is claimed
// without sufficient proof to what is met. It says
//
//   - in full: every MUST that is not met or open, postponed and waived ones
//     included; every SHOULD that is not met or could not be evaluated; and the
//     open SHOULDs without a recorded reason where the verdict is inconclusive
//     because of nothing else;
//   - in a line: all others that are not met or open, with how much is missing;
//   - by id: what is met or does not apply, and unmet SHOULDs for which no reason
//     is recorded.
//
// This is one rule for verdicts of any size. Every criterion of the profile is
// named, and the end of the report counts those that are named only.
// [Options.Full] explains all of them, dimension by dimension, and
// [Options.Criteria] those that are asked for.
//
// Every text of a report is in one file per language, which all packages share;
// adding a file adds a language. What catalogues, profiles and facts bring in English
// and German, such a file may translate, and else it is read in English.
package report

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Errors of [Text], apart from those of its writer.
var (
	// ErrCatalogue reports a catalogue other than the verdict's: its titles and
	// remedies may say something else than what was evaluated.
	ErrCatalogue = errors.New("the verdict was given under another catalogue")
	// ErrLanguage reports a language that Trias has no file for.
	ErrLanguage = errors.New("no such language")
	// ErrDemand reports a verdict with a proof demand that is none.
	ErrDemand = errors.New("not a proof demand")
	// ErrCriterion reports an id in [Options.Criteria] that the verdict has no
	// result for.
	ErrCriterion = errors.New("the verdict has no such criterion")
)

// Options say how a report looks, and [Text] how much it says.
type Options struct {
	// Lang is the language's code, one of [Languages]; English if empty.
	Lang string
	// Format is how the report is written down; text if empty. Width and Color are
	// for text alone.
	Format Format
	// Width is the longest line in characters: 100 if zero, and never less than
	// 60 or more than 120.
	Width int
	// Color marks outcomes with ANSI colours, for terminals.
	Color bool
	// Full explains every criterion that is not met or open, and gives the title
	// of every other.
	Full bool
	// Criteria are the ids of criteria to be explained, whatever their outcome
	// is. All others are counted only, and what is said of the verdict as a whole
	// is its headline and its digests.
	Criteria []string
	// Rules shows the rules of a trace as the catalogue writes them, too.
	Rules bool
	// Titles name what a catalogue does not: award criteria, groups and objectives, by
	// their ids. They come before those of the catalogue.
	Titles map[string]evidence.Text
	// More is what a reader can do to see what a report leaves out, as
	// alternatives: "--detail all". The end of such a report names them.
	More []string
	// WayOut is what a reader can do to see what is missing and what would turn a
	// verdict that is not what was hoped for: "trias explain". The end of [Text] names
	// it where the verdict is not conformant or inconclusive.
	WayOut string
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
	if err := under(catalogue, v.Catalogue, v.CatalogueVersion, v.Digests.Catalogue); err != nil {
		return err
	}
	r, err := begin(opts, catalogue)
	if err != nil {
		return err
	}
	r.verdict, r.more, r.wayOut = v, opts.More, opts.WayOut
	if r.chosen, err = choose(v, opts.Criteria); err != nil {
		return err
	}
	r.render()
	return r.finish(w)
}

// under refuses a catalogue that is not the one of that digest, or none.
func under(c *criteria.Catalogue, id string, version evidence.Version, digest string) error {
	if c == nil || c.Digest() != digest {
		return fmt.Errorf("%w: %s %s with digest %s", ErrCatalogue, id, version, digest)
	}
	return nil
}

// choose returns the results of some criteria, those of a MUST first and else in
// the verdict's order; nil if none are named.
func choose(v *evaluator.Verdict, ids []string) ([]*evaluator.Result, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var known []string
	for i := range v.Results {
		known = append(known, v.Results[i].Criterion)
	}
	for _, id := range ids {
		if slices.Contains(known, id) {
			continue
		}
		if by := excludedBy(v, id); by != "" {
			return nil, fmt.Errorf("%w: %s (%s excludes it by a recorded change)", ErrCriterion, doc.Quote(id), by)
		}
		if near := doc.Suggest(id, known); near != "" {
			return nil, fmt.Errorf("%w: %s (did you mean %q?)", ErrCriterion, doc.Quote(id), near)
		}
		return nil, fmt.Errorf("%w: %s", ErrCriterion, doc.Quote(id))
	}
	return results(v, func(x *evaluator.Result) bool { return slices.Contains(ids, x.Criterion) }), nil
}

// lookup returns a language by its code.
func lookup(code string) (*language, error) {
	if code == "" {
		code = "en"
	}
	return languages.Find(code, ErrLanguage)
}
