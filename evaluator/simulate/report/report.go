// Package report writes what a simulation found for the people who decide with it:
// as Markdown and HTML, in English and German, with pictures.
//
// A report begins with the answers, in sentences with numbers and their intervals, and
// with the limits of the study. Then come the tables and pictures of each analysis, how
// everything was computed and by whose methods, and how to replay it. It adds nothing to
// the results: every number in it is one of theirs, rounded for reading. What a table
// leaves out for its length is said below it, and is in the results.
//
//	results, err := compiled.Results(tally)
//	…
//	err = report.HTML(w, results, report.Options{Lang: "de"})
//
// [Markdown] refers to the pictures by the names that [Pictures] gives them, as files
// beside it; [HTML] holds them. Equal results and options give equal bytes.
package report

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator/simulate"
	"github.com/trias-sovereignty/trias/evaluator/simulate/plot"
)

// ErrNothing reports that there are no results to write about.
var ErrNothing = errors.New("there are no results")

// Options say how a report looks.
type Options struct {
	// Lang is the language's code, one of [Languages]; English if empty.
	Lang string
	// Command is what replays the study, such as "trias simulate study.yaml". It is
	// left out if it is empty.
	Command string
	// Words leaves pictures out, for where there is nothing to show them.
	Words bool
}

// Picture is a picture of a report. Name is that of its file, without what names the
// format: "sweep-notice.en", beside which "sweep-notice.en.svg" is what a report in
// Markdown shows.
type Picture struct {
	Name string
	plot.Picture
}

// Markdown writes the report as GitHub Flavored Markdown. The error is that of the
// writer, or wraps [ErrLanguage] or [ErrNothing].
func Markdown(w io.Writer, r *simulate.Results, opts Options) error {
	d, err := begin(r, opts)
	if err != nil {
		return err
	}
	return d.writeMarkdown(w)
}

// HTML writes the report as one page that fetches nothing and holds its pictures. The
// error is that of the writer, or wraps [ErrLanguage], [ErrNothing] or [plot.ErrData].
func HTML(w io.Writer, r *simulate.Results, opts Options) error {
	d, err := begin(r, opts)
	if err != nil {
		return err
	}
	return d.writeHTML(w)
}

// Pictures returns the pictures of the report, in its order. The error wraps
// [ErrLanguage] or [ErrNothing].
func Pictures(r *simulate.Results, opts Options) ([]Picture, error) {
	d, err := begin(r, opts)
	if err != nil {
		return nil, err
	}
	var all []Picture
	for _, p := range d.parts {
		if f, ok := p.(figure); ok {
			all = append(all, f.Picture)
		}
	}
	return all, nil
}

// Answers returns the answers that the report begins with, in sentences. The error
// wraps [ErrLanguage] or [ErrNothing].
func Answers(r *simulate.Results, opts Options) ([]string, error) {
	w, err := write(r, opts)
	if err != nil {
		return nil, err
	}
	return w.answers(), nil
}

// writer makes the parts of one report.
type writer struct {
	*words
	r      *simulate.Results
	places int // the decimals of a share in percent
	parts  []part
	names  map[string]bool // of pictures, in lower case
	only   bool            // words, and no pictures
}

func write(r *simulate.Results, opts Options) (*writer, error) {
	if r == nil {
		return nil, ErrNothing
	}
	code := opts.Lang
	if code == "" {
		code = "en"
	}
	words, err := languages.Find(code, ErrLanguage)
	if err != nil {
		return nil, err
	}
	w := &writer{words: words, r: r, places: 1, names: map[string]bool{}, only: opts.Words}
	for n := int64(1_000_000); n <= r.Records && w.places < 3; n *= 100 {
		w.places++
	}
	return w, nil
}

func begin(r *simulate.Results, opts Options) (*document, error) {
	w, err := write(r, opts)
	if err != nil {
		return nil, err
	}
	w.write(opts)
	title := w.Text(r.Study.Title)
	if title == "" {
		title = r.Study.ID
	}
	return &document{lang: w.code, title: title, label: w.Title, parts: w.parts}, nil
}

func (w *writer) write(opts Options) {
	r := w.r
	if text := w.Text(r.Study.Question); text != "" {
		w.say(w.Named(w.Question, text))
	}
	w.head(2, w.Heads.Answer)
	w.add(list(w.answers()))
	w.note(fill(w.Notes.Brackets, "confidence", w.confidence()) + " " + w.Notes.Admitted)
	if len(r.Study.Limits) > 0 {
		var limits list
		for _, l := range r.Study.Limits {
			limits = append(limits, w.Text(l))
		}
		w.head(2, w.Heads.Limits)
		w.add(limits)
	}
	w.rates()
	w.competition()
	w.sweeps()
	w.scores()
	w.weights()
	w.sensitivity()
	w.information()
	w.comparisons()
	w.sample()
	w.methods()
	w.replay(opts)
}

func (w *writer) add(p part) { w.parts = append(w.parts, p) }

func (w *writer) head(level int, text string) { w.add(heading{level, text}) }

func (w *writer) say(text string) { w.add(paragraph{text: text}) }

func (w *writer) note(text string) { w.add(paragraph{text: text, soft: true}) }

// picture adds a picture, under a name of its own.
func (w *writer) picture(name, title, note, text string, chart plot.Chart) {
	if w.only {
		return
	}
	name = slug(name)
	// Where files are found by names in any case two must not differ in that alone.
	for base, n := name, 2; w.names[strings.ToLower(name)]; n++ {
		name = fmt.Sprintf("%s-%d", base, n)
	}
	w.names[strings.ToLower(name)] = true
	study := w.Text(w.r.Study.Title)
	subtitle := fill(w.Pictures.Subtitle, "study", study, "records", w.count(w.r.Records), "seed", fmt.Sprint(w.r.Seed))
	if intervals(chart) {
		subtitle = fill(w.Pictures.Intervals, "subtitle", subtitle, "confidence", w.confidence())
	}
	w.add(figure{Picture{Name: name + "." + w.code, Picture: plot.Picture{Title: title, Subtitle: subtitle, Note: note, Text: text, Chart: chart}}})
}

// intervals reports whether a chart shows any.
func intervals(chart plot.Chart) bool {
	switch c := chart.(type) {
	case plot.Estimates:
		return true
	case plot.Bars:
		return slices.ContainsFunc(c.Rows, func(r plot.BarRow) bool { return r.Interval != nil })
	case plot.Curves:
		return slices.ContainsFunc(c.Curves, func(x plot.Curve) bool {
			return slices.ContainsFunc(x.Points, func(p plot.Point) bool { return p.Interval != nil })
		})
	}
	return false
}

// slug is a name for a file: what is no letter, digit, point or sign of these is a
// hyphen, and it begins with none of the signs.
func slug(name string) string {
	out := []byte(name)
	for i, b := range out {
		switch {
		case 'a' <= b && b <= 'z', 'A' <= b && b <= 'Z', '0' <= b && b <= '9', i > 0 && (b == '-' || b == '_'):
		default:
			out[i] = '-'
		}
	}
	return string(out)
}

// confidence writes that of intervals, in percent.
func (w *writer) confidence() string { return w.value(w.r.Confidence.Mul(hundred)) }

// profile is what a profile of the study is called: by its title, and where another one
// has the same title, as it has under another catalogue, by its id beside that.
func (w *writer) profile(id string) string {
	text, alike := "", 0
	for i := range w.r.Profiles {
		if p := &w.r.Profiles[i]; p.ID == id {
			text = w.Text(p.Title)
		}
	}
	for i := range w.r.Profiles {
		if w.Text(w.r.Profiles[i].Title) == text {
			alike++
		}
	}
	switch {
	case text == "":
		return id
	case alike > 1:
		return w.Remarked(text, id)
	}
	return text
}

// named is a profile for a heading.
func (w *writer) named(id string) string { return fill(w.Replay.Profile, "id", w.profile(id)) }

// info is a criterion as a profile applies it, or nil.
func (w *writer) info(profile, id string) *simulate.CriterionInfo {
	for i := range w.r.Profiles {
		if p := &w.r.Profiles[i]; p.ID == profile || profile == "" {
			for k := range p.Criteria {
				if p.Criteria[k].ID == id {
					return &p.Criteria[k]
				}
			}
		}
	}
	return nil
}

// criterion is what a criterion is called: its id and its title.
func (w *writer) criterion(profile, id string) string {
	if c := w.info(profile, id); c != nil {
		if text := w.Text(c.Title); text != "" {
			return id + " " + text
		}
	}
	return id
}
