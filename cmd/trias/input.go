package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/criteriatest"
	"github.com/trias-sovereignty/trias/evaluator/population"
	"github.com/trias-sovereignty/trias/evaluator/questionnaire"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/simulate"
	"github.com/trias-sovereignty/trias/evaluator/tender"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// input reads files and gathers what is wrong with them, so that a user learns
// of all problems at once.
type input struct {
	stdin io.Reader
	read  map[string]bool
	ahead map[string][]byte // what was looked at before it is read
	texts map[string][]byte // by name
	// catalogue is the one that was loaded, and filled names the sources that are
	// filled-in questionnaires.
	catalogue *criteria.Catalogue
	filled    []string
	problems  []error
}

func newInput(stdin io.Reader) *input {
	return &input{stdin: stdin, read: map[string]bool{}, texts: map[string][]byte{}, ahead: map[string][]byte{}}
}

func (in *input) add(err error) { in.problems = append(in.problems, err) }

func (in *input) addf(format string, args ...any) { in.add(fmt.Errorf(format, args...)) }

// stdinName is what problems call standard input.
const stdinName = "stdin"

// file reads a file, or standard input for "-". It returns the name under which
// problems speak of it; ok is false if it cannot be read.
func (in *input) file(arg string) (name string, data []byte, ok bool) {
	// One byte more than the limit lets the decoder say that it is exceeded.
	return in.fileWithin(arg, int64(evidence.DefaultLimits().Bytes)+1)
}

// fileWithin is file for files of another size at most.
func (in *input) fileWithin(arg string, limit int64) (name string, data []byte, ok bool) {
	if arg == "" {
		in.addf("a file name is empty (name a file, or - for standard input)")
		return "", nil, false
	}
	name = arg
	key := filepath.Clean(arg)
	if arg == "-" {
		name, key = stdinName, "-"
	}
	if in.read[key] {
		in.addf("%s: is given twice", name)
		return name, nil, false
	}
	in.read[key] = true
	if data, ok := in.ahead[key]; ok {
		delete(in.ahead, key)
		in.texts[name] = data
		return name, data, true
	}
	r := in.stdin
	if arg != "-" {
		f, err := os.Open(arg)
		if err != nil {
			in.addf("%s: %w", name, because(err))
			return name, nil, false
		}
		defer f.Close()
		r = f
	}
	data, err := io.ReadAll(io.LimitReader(r, limit))
	if err != nil {
		in.addf("%s: %w", name, because(err))
		return name, nil, false
	}
	in.texts[name] = data
	return name, data, true
}

// peek reads a file ahead of file, which then returns the same. What is wrong with
// it is left for file to say.
func (in *input) peek(arg string) (name string, data []byte, ok bool) {
	key := filepath.Clean(arg)
	if in.read[key] { // for file to refuse
		return arg, nil, false
	}
	problems := len(in.problems)
	name, data, ok = in.file(arg)
	in.problems = in.problems[:problems]
	delete(in.read, key)
	if ok {
		in.ahead[key] = data
	}
	return name, data, ok
}

// because strips what an error of the file system repeats.
func because(err error) error {
	var path *fs.PathError
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("there is no such file")
	case errors.Is(err, fs.ErrPermission):
		return errors.New("may not be read")
	case errors.As(err, &path):
		return path.Err
	}
	return err
}

// kinds are the formats of files and what they are called.
var kinds = map[string]string{
	criteria.Format: "a catalogue", frameworks.Format: "a framework", profiles.Format: "a profile", evidence.Format: "a dossier",
	profiles.NeedFormat: "a protection need", evaluator.WaiversFormat: "a file of waivers", evaluator.OnboardingFormat: "an onboarding record", evaluator.LevelsFormat: "levels of conformity", evaluator.MissingFormat: "missing evidence", evaluator.CounterfactualsFormat: "counterfactuals", evaluator.HorizonFormat: "a horizon", evaluator.ExplanationFormat: "an explanation", evaluator.VerdictFormat: "a verdict", evaluator.ComparisonFormat: "a comparison", evaluator.VerificationFormat: "a verification", criteriatest.Format: "a file of fixtures",
	questionnaire.Format: "a questionnaire as data", questionnaire.AnswersFormat: "a filled-in questionnaire",
	evaluator.EquivalencesFormat: "a file of equivalences", profiles.DecisionsFormat: "a file of decisions",
	tender.Format: "a tender", tender.RankingFormat: "a ranking", tender.QualificationFormat: "a qualification",
	score.Format: "a score", score.MethodFormat: "a scoring method",
	population.Format: "a population", simulate.StudyFormat: "a study", simulate.ResultsFormat: "results of a simulation",
}

// kindOf is what a file with a format marker is called, in whichever version of its
// format; empty if it is none of Trias.
func kindOf(marker string) string {
	name, version, _ := strings.Cut(marker, "/")
	if !isVersion.MatchString(version) {
		return ""
	}
	for known, kind := range kinds {
		if strings.HasPrefix(known, name+"/") {
			return kind
		}
	}
	return ""
}

var isVersion = regexp.MustCompile(`^v[0-9]{1,4}$`)

// refuse adds why a file does not load: in one line, if it is of another kind.
func (in *input) refuse(err error, name string, data []byte, wanted string) {
	if node, problem := doc.Parse(name, data, evidence.DefaultLimits()); problem == nil {
		if marker := node.Get("trias"); marker != nil && marker.Text != wanted {
			switch kind := kindOf(marker.Text); kind {
			case "":
			case kinds[wanted]:
				in.addf("%s: is %s in the format %s, and this version of Trias reads %s", name, kind, doc.Quote(marker.Text), wanted)
				return
			default:
				in.addf("%s: is %s, not %s", name, kind, kinds[wanted])
				return
			}
		}
	}
	if importer := foreign(data); importer != "" {
		in.addf("%s: is not %s, but a file that trias import %s reads (give what that prints)", name, kinds[wanted], importer)
		return
	}
	in.add(err)
}

// foreign names the importer that probably reads a file, or returns "".
func foreign(data []byte) string {
	head := data[:min(len(data), 4096)]
	switch {
	case bytes.Contains(head, []byte(`"bomFormat"`)), bytes.Contains(head, []byte("http://cyclonedx.org/schema/bom/")):
		return "cyclonedx"
	case bytes.Contains(head, []byte("<testsuite")):
		return "junit"
	case isReport.Match(data[:min(len(data), 1<<20)]):
		return "gatewayapi"
	}
	return ""
}

var isReport = regexp.MustCompile(`(?m)^kind: *"?ConformanceReport"?\s*$`)

// maxProblems is how many problems are listed.
const maxProblems = 50

// report writes the problems, one after the other.
func (in *input) report(w io.Writer) {
	var lines []string
	for _, err := range in.problems {
		var several doc.Problems
		if !errors.As(err, &several) {
			lines = append(lines, err.Error())
			continue
		}
		for _, problem := range several {
			lines = append(lines, problem.Error())
		}
	}
	for i, line := range lines {
		if i == maxProblems {
			fmt.Fprintf(w, "and %d more\n", len(lines)-maxProblems)
			return
		}
		fmt.Fprintln(w, strings.TrimRight(line, "\n"))
	}
}

// once is a flag that is given at most once, unless several may be: then value is
// the last, and before are the others.
type once struct {
	value   string
	given   bool
	several bool
	before  []string
}

// Set takes the value.
func (o *once) Set(text string) error {
	switch {
	case o.given && !o.several:
		return errors.New("it is given twice")
	case o.given:
		o.before = append(o.before, o.value)
	}
	o.value, o.given = text, true
	return nil
}

// String returns the value.
func (o *once) String() string { return o.value }

// Type names the kind of value in a usage.
func (o *once) Type() string { return "string" }

// instant reads a point in time: a day or an RFC 3339 instant. A day also
// returns itself; the instant is then its first in UTC.
func instant(text string) (time.Time, *evidence.Date, error) { return instantOf("--at", text) }

// instantOf is instant for another flag.
func instantOf(flag, text string) (time.Time, *evidence.Date, error) {
	d, wrong := evidence.ParseDate(text)
	if wrong == nil {
		return d.Start(time.UTC), &d, nil
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	switch {
	case err == nil && (t.UTC().Year() < 1900 || t.UTC().Year() > 2198):
		return time.Time{}, nil, fmt.Errorf("%s: an instant is between the years 1900 and 2198", flag)
	case err == nil:
		return t.UTC(), nil, nil
	case looksLikeDay.MatchString(text):
		return time.Time{}, nil, fmt.Errorf("%s: %w", flag, wrong)
	}
	return time.Time{}, nil, fmt.Errorf("%s: %s is neither a day nor an instant: write 2026-11-01 or 2026-11-01T08:00:00Z", flag, doc.Quote(text))
}

var looksLikeDay = regexp.MustCompile(`^[0-9]+-[0-9]+-[0-9]+$`)

// today is the first instant of the day in UTC.
func today(now time.Time) (time.Time, evidence.Date) {
	d := evidence.DateOf(now, time.UTC)
	return d.Start(time.UTC), d
}
