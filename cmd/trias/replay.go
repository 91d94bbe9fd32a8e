package main

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// dossierName is a file that holds a dossier, named itself or found in a folder.
type dossierName struct {
	name  string
	found bool
}

// dossierNames lists the files to read: those named, and of folders all that may
// hold a dossier.
func dossierNames(in *input, args []string) (names []dossierName) {
	for _, arg := range args {
		info, err := os.Stat(arg)
		if arg == "-" || err != nil || !info.IsDir() {
			names = append(names, dossierName{arg, false}) // reading it tells what is wrong
			continue
		}
		entries, err := os.ReadDir(arg)
		if err != nil {
			in.addf("%s: %w", arg, because(err))
			continue
		}
		n := len(names)
		for _, e := range entries { // sorted by name
			switch strings.ToLower(filepath.Ext(e.Name())) {
			case ".yaml", ".yml", ".json":
				if !e.IsDir() {
					names = append(names, dossierName{filepath.Join(arg, e.Name()), true})
				}
			}
		}
		if len(names) == n {
			in.addf("%s: the folder has no file that ends in .yaml, .yml or .json", arg)
		}
	}
	return names
}

// replayer writes what a change of catalogue does to dossiers, one after the
// other.
type replayer struct {
	*program
	in         *input
	flags      *catalogueFlags
	difference *criteria.Difference
	old, new   *evaluator.Evaluator
	summary    evaluator.ReplaySummary
	file       *replayFile // of JSON
	worse      []evaluator.Transition
	better     []evaluator.Transition
}

// begin writes what changed.
func (r *replayer) begin(old, new *criteria.Catalogue) error {
	switch r.flags.format.value {
	case "ndjson":
		return r.line(differenceFile{Difference: r.difference})
	case "text", "markdown":
		return report.Difference(&r.out, r.difference, old, new, r.options())
	}
	return nil
}

func (r *replayer) options() report.Options {
	return r.reportOptions(r.flags.lang, r.flags.format)
}

// replay evaluates each dossier under both catalogues. What is written line by
// line leaves at once, so that many dossiers take no more memory than one; since
// nothing may be written if there is bad input, all of it is looked at before.
func (r *replayer) replay(names []dossierName, at time.Time, options []evaluator.Option) error {
	if r.streams() {
		if err := r.check(names, at, options); err != nil {
			return err
		}
	}
	r.file = &replayFile{At: evaluator.Instant{Time: at.UTC()}, Old: refOf(r.old.Profile()), New: refOf(r.new.Profile())}
	if r.streams() {
		if err := r.line(struct {
			Replay *replayFile `json:"replay"`
		}{r.file}); err != nil {
			return err
		}
	}
	var reading string
	dossiers := r.dossiers(names, &reading)
	for t, err := range evaluator.Replay(context.Background(), r.old, r.new, dossiers, at, options...) {
		if err != nil {
			r.in.add(fmt.Errorf("%s: %w", reading, err))
			continue
		}
		if err := r.take(&t); err != nil {
			return err
		}
	}
	if err := r.refused(r.summary.Dossiers); err != nil {
		return err
	}
	if err := r.finish(); err != nil {
		return err
	}
	if r.summary.Worse > 0 {
		return exit{statusNegative}
	}
	return nil
}

func (r *replayer) streams() bool { return r.flags.format.value == "ndjson" }

// check reads all dossiers and decides on them, to find what is wrong with any.
func (r *replayer) check(names []dossierName, at time.Time, options []evaluator.Option) error {
	var reading string
	n := 0
	for d := range r.dossiers(names, &reading) {
		n++
		for _, e := range []*evaluator.Evaluator{r.old, r.new} {
			if _, err := e.Decide(context.Background(), d, at, options...); err != nil {
				r.in.add(fmt.Errorf("%s: %w", reading, err))
				break
			}
		}
	}
	if err := r.refused(n); err != nil {
		return err
	}
	clear(r.in.read) // to read them again
	return nil
}

// refused says that there is no answer, if any of the n dossiers is bad input or
// there is none.
func (r *replayer) refused(n int) error {
	if len(r.in.problems) > 0 {
		r.out.Reset()
		r.in.report(r.stderr)
		return exit{statusBadInput}
	}
	if n == 0 {
		return fmt.Errorf("none of the files is a dossier (name dossiers, or folders that hold some)")
	}
	return nil
}

// take writes or keeps what is told of one dossier.
func (r *replayer) take(t *evaluator.Transition) error {
	r.summary.Add(t)
	switch format := r.flags.format.value; {
	case format == "ndjson":
		if err := r.line(struct {
			Transition *evaluator.Transition `json:"transition"`
		}{t}); err != nil {
			return err
		}
		_, err := r.out.WriteTo(r.stdout)
		return err
	case format == "json":
		r.file.Transitions = append(r.file.Transitions, *t)
	case t.Worse() && len(r.worse) < report.MaxSubjects:
		r.worse = append(r.worse, *t)
	case t.Better() && len(r.better) < report.MaxSubjects:
		r.better = append(r.better, *t)
	}
	return nil
}

// finish writes the rest.
func (r *replayer) finish() error {
	switch r.flags.format.value {
	case "ndjson":
		if r.file == nil {
			return nil
		}
		return r.line(struct {
			Summary *evaluator.ReplaySummary `json:"summary"`
		}{&r.summary})
	case "json":
		if r.file != nil {
			r.file.Summary = &r.summary
		}
		return r.writeDocument(doc.EncodeJSON(differenceFile{r.difference, r.file}))
	}
	if r.file == nil {
		return nil
	}
	r.out.WriteByte('\n')
	return report.Replay(&r.out, &report.Replayed{Old: r.old, New: r.new, At: r.file.At, Difference: r.difference, Summary: &r.summary,
		Worse: r.worse, Better: r.better}, r.options())
}

// dossiers reads one file after the other and keeps none. What is wrong with one
// is added to the input. Reading names the file at hand.
func (r *replayer) dossiers(names []dossierName, reading *string) iter.Seq2[*evidence.Dossier, error] {
	return func(yield func(*evidence.Dossier, error) bool) {
		show, end := r.progressOf(len(names))
		defer end()
		for i, n := range names {
			if show != nil {
				show(i, len(names))
			}
			*reading = n.name
			if d := r.dossier(n); d != nil && !yield(d, nil) {
				return
			}
		}
	}
}

// dossier reads one file; nil if there is a problem, or if a file that was found
// in a folder is of another kind.
func (r *replayer) dossier(n dossierName) *evidence.Dossier {
	if n.found && r.in.read[filepath.Clean(n.name)] {
		return nil // it is named, too: as a dossier or as something else
	}
	name, data, ok := r.in.file(n.name)
	if !ok {
		return nil
	}
	delete(r.in.texts, name) // it is not asked for again
	if n.name == "-" && r.streams() {
		r.in.stdin = bytes.NewReader(data) // for the second time
	}
	if n.found {
		node, _ := doc.Parse(name, data, evidence.DefaultLimits())
		if node != nil {
			if marker := node.Get("trias"); marker != nil && marker.Text != evidence.Format && kinds[marker.Text] != "" {
				return nil
			}
		}
	}
	f, err := evidence.Decode(name, data)
	if err != nil {
		r.in.refuse(err, name, data, evidence.Format)
		return nil
	}
	catalogues := []*criteria.Catalogue{r.old.Catalogue(), r.new.Catalogue()}
	for _, c := range catalogues {
		if err := c.CheckFacts(f, data); err != nil {
			r.in.add(err)
			return nil
		}
	}
	d, err := evidence.Merge(f)
	if err != nil {
		r.in.addf("%s: %w (each file is a subject of its own here)", name, err)
		return nil
	}
	return d
}
