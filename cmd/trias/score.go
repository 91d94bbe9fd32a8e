package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/eucsf"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// scoreFlags are the flags of trias score.
type scoreFlags struct {
	method    once
	list      bool
	ladders   bool
	profiles  []string
	region    once
	catalogue once
	decided   decidedFlags
	at        once
	minimums  []string
	given     []string
	lang      once
	format    once
	detail    once
	unused    []string // flags that were given and that methods over a dossier alone have no use for
}

// pictureFormats are the formats of what can be written as a picture, too.
var pictureFormats = []string{"text", "json", "markdown", "svg"}

func (p *program) score() *cobra.Command {
	f := scoreFlags{lang: once{value: "en"}, format: once{value: "text"}, detail: once{value: "decisive"}}
	c := &cobra.Command{
		Use:   "score --method NAME|FILE [flags] FILE...",
		Short: "Put a number on a dossier by a named method, with the table it adds up from",
		Long: `Score puts a number on a dossier by a named and versioned method. It comes as what is
stated, as what is proven, and as the interval it may still take by what is unknown or
unproven, with the table it adds up from. A score is never a gate: whether an offer
conforms is what trias assess says.

The method is one that Trias brings (--list shows them with their sources), or a file
of the format method/v1: a weighted sum over criteria of the profile.

  xccdf-default, xccdf-flat,           over the criteria of the profile, as XCCDF 1.2
  xccdf-flat-unweighted,               publishes them
  xccdf-absolute
  eucsf-1.2.1, eucsf-2026              EU Cloud Sovereignty Framework: a level, SEAL-0 to
                                       SEAL-4, and a score, independent of each other

FILE is a dossier, or several that are merged. For the methods eucsf it can be answers to
the EU calculator instead, with a field eucsf:

  trias: answers/v1
  eucsf: {SOV-1: {score: "100"}, SOV-2: {steps: {Q1: 3, Q2: 4}}, SOV-3: {seal: 4}}

--ladders shows, as Markdown, how far the step on each of the 48 ladders of the EU
calculator follows from facts, by which rules, and where not, why.

--minimum sets a level that has to be reached, overall (SEAL-3) or in an objective
(SOV-3=4). It is looked at by what is proven.

Exit status:
  0  there is a score, and every minimum is met
  1  a minimum is not met, and no proof can meet it
  3  a minimum is open: not everything it depends on is proven or known
  2  wrong usage or bad input; then nothing is written to standard output`,
		Example: `  trias score --method eucsf-2026 answers.yaml
  trias score --method eucsf-1.2.1 --minimum SEAL-2 --minimum SOV-3=4 --format json answers.yaml
  trias score --method xccdf-default --profile high --at 2026-11-01 offer.yaml
  trias score --method criteria.yaml --profile high --format svg offer.yaml > score.svg
  trias score --list
  trias score --ladders --lang de`,
		RunE: func(c *cobra.Command, args []string) error {
			if f.list && !f.ladders {
				return p.listMethods(&f, args)
			}
			if f.ladders {
				return p.listLadders(&f, args)
			}
			if err := atLeastOneFile(c, args); err != nil {
				return err
			}
			f.unused = slices.DeleteFunc([]string{"profile", "localisation", "catalogue", "equivalences"}, func(flag string) bool { return !c.Flags().Changed(flag) })
			return p.runScore(&f, args)
		},
	}
	c.Flags().Var(&f.method, "method", "scoring method `NAME|FILE`")
	c.Flags().BoolVar(&f.list, "list", false, "show the methods that Trias brings, with their sources, and do nothing else")
	c.Flags().BoolVar(&f.ladders, "ladders", false, "show how steps of the methods eucsf follow from facts, and do nothing else")
	c.Flags().StringArrayVar(&f.profiles, "profile", []string{"normal"}, "profile `ID|FILE`; of several the last counts, which may extend or tailor the others")
	c.Flags().Var(&f.region, "localisation", "`REGION` that criteria ask for: EU, EEA, a country such as DE; the profile's own if left out")
	catalogueFlag(c, &f.catalogue)
	f.decided.addEquivalences(c)
	c.Flags().Var(&f.at, "at", "`DATE` or instant the score is given for (default today 00:00 UTC)")
	c.Flags().StringArrayVar(&f.minimums, "minimum", nil, "`[OBJECTIVE=]SEAL` that has to be reached, in the methods eucsf; several may be given")
	c.Flags().StringArrayVar(&f.given, "given", nil, "`ID=POINTS` that people awarded in a criterion of a weighted sum; several may be given")
	c.Flags().Var(&f.lang, "lang", "language of the text: "+anyOf(report.Languages()))
	c.Flags().Var(&f.format, "format", anyOf(pictureFormats))
	c.Flags().Var(&f.detail, "detail", "what the text shows: decisive, or all, with the rules by which points were derived")
	return c
}

// scoring are the methods that Trias brings.
func scoring() ([]score.Method, error) {
	all := score.Builtin()
	for _, name := range eucsf.Names() {
		m, err := eucsf.Lookup(name)
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	return all, nil
}

// listMethods writes the methods that Trias brings.
func (p *program) listMethods(f *scoreFlags, args []string) error {
	in := newInput(p.stdin)
	oneOf(in, "--lang", f.lang.value, report.Languages())
	oneOf(in, "--format", f.format.value, []string{"text", "markdown"})
	if f.method.given || len(args) > 0 {
		in.addf("--list stands alone (leave --method and files out)")
	}
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	all, err := scoring()
	if err != nil {
		return err
	}
	var identities []score.Identity
	for _, m := range all {
		identities = append(identities, m.Identity())
	}
	return report.Methods(&p.out, identities, p.reportOptions(f.lang, f.format))
}

// listLadders writes how steps follow from facts.
func (p *program) listLadders(f *scoreFlags, args []string) error {
	in := newInput(p.stdin)
	oneOf(in, "--lang", f.lang.value, report.Languages())
	if f.method.given || f.list || len(args) > 0 {
		in.addf("--ladders stands alone (leave --method, --list and files out)")
	}
	if f.format.given && f.format.value != "markdown" {
		in.addf("--format: --ladders writes markdown (leave --format out)")
	}
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	text, err := eucsf.Markdown(f.lang.value)
	if err != nil {
		return err
	}
	p.out.WriteString(text)
	return nil
}

func (p *program) runScore(f *scoreFlags, files []string) error {
	in := newInput(p.stdin)
	at, day, err := p.atFlag(f.at)
	if err != nil {
		in.add(err)
	}
	oneOf(in, "--lang", f.lang.value, report.Languages())
	oneOf(in, "--format", f.format.value, pictureFormats)
	oneOf(in, "--detail", f.detail.value, []string{"decisive", "all"})
	method := loadMethod(in, f.method)
	method = withMinimums(in, method, f.minimums)
	if _, ok := method.(*eucsf.Method); ok {
		for _, flag := range f.unused {
			in.addf("--%s: %s looks at a dossier alone, under no profile (leave it out)", flag, doc.Quote(method.Identity().Name))
		}
	}
	given := scored{method: method, at: at, day: day, points: givenPoints(in, method, f.given)}
	if answers, found := loadAnswers(in, files); found {
		given.answers = answers
		if _, ok := method.(*eucsf.Method); method != nil && !ok {
			in.addf("--method: %s scores dossiers, and the file is answers to the EU calculator (use %s)", doc.Quote(method.Identity().Name), strings.Join(eucsf.Names(), " or "))
		}
	} else {
		given.load(in, f, files)
	}
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	s, err := given.score()
	if err != nil {
		return err
	}
	return p.writeScore(f, s, &given)
}

// scored is what a score is computed from: answers, or a dossier under a profile.
type scored struct {
	method    score.Method
	answers   *eucsf.Answers
	catalogue *criteria.Catalogue
	profile   *profiles.Profile
	dossier   *evidence.Dossier
	options   []evaluator.Option
	points    map[string]exact.Number
	at        time.Time
	day       *evidence.Date
}

// load reads what is needed for a dossier.
func (s *scored) load(in *input, f *scoreFlags, files []string) {
	if _, ok := s.method.(*eucsf.Method); ok {
		s.loadAlone(in, files)
		return
	}
	s.catalogue = loadCatalogue(in, f.catalogue)
	if s.catalogue != nil {
		s.profile = localised(in, loadProfile(in, f.profiles, s.catalogue), f.region)
	}
	s.options = f.decided.load(in)
	s.dossier = loadDossier(in, files)
	if s.catalogue != nil && s.dossier != nil {
		checkOwnFacts(in, s.catalogue, s.dossier)
	}
}

// loadAlone reads a dossier for a method with criteria of its own.
func (s *scored) loadAlone(in *input, files []string) {
	c, err := eucsf.Catalogue()
	if err != nil {
		in.add(err)
		return
	}
	s.catalogue = c
	in.catalogue = c // names the facts of filled-in questionnaires
	s.dossier = loadDossier(in, files)
	if s.dossier == nil {
		return
	}
	for _, f := range s.dossier.Sources() {
		// Facts that another catalogue declares are none of its business.
		if _, own := f.Ext["eucsf"]; !own || len(f.Ext) > 1 || in.isFilled(f.Name) {
			continue
		}
		if err := c.CheckFacts(f, in.texts[f.Name]); err != nil {
			in.add(err)
		}
	}
}

func (s *scored) score() (*score.Score, error) {
	ctx := context.Background()
	if m, ok := s.method.(*eucsf.Method); ok {
		if s.answers != nil {
			return m.ScoreAnswers(s.answers)
		}
		return m.Score(ctx, &score.Input{Dossier: s.dossier, At: s.at})
	}
	if s.day != nil && evidence.DateOf(s.at, s.profile.Zone()) != *s.day { // a day is that day wherever the profile's calendar hangs
		s.at = s.day.Start(s.profile.Zone())
	}
	e, err := evaluator.Compile(s.catalogue, s.profile)
	if err != nil {
		return nil, err
	}
	in, err := score.NewInput(ctx, e, s.dossier, s.at, s.options...)
	if err != nil {
		return nil, err
	}
	in.Given = s.points
	return s.method.Score(ctx, in)
}

// loadMethod finds a method by its name or reads it from a file; nil if there is a
// problem.
func loadMethod(in *input, arg once) score.Method {
	all, err := scoring()
	if err != nil {
		in.add(err)
		return nil
	}
	var names []string
	for _, m := range all {
		names = append(names, m.Identity().Name)
	}
	switch {
	case !arg.given || arg.value == "":
		in.addf("--method: name a scoring method (%s), or a file", anyOf(names))
		return nil
	case slices.Contains(names, arg.value):
		return all[slices.Index(names, arg.value)]
	case !isMethodFile(arg.value):
		hint := "there are " + strings.Join(names, ", ")
		if near := doc.Suggest(arg.value, names); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		in.addf("--method: there is no scoring method %s (%s)", doc.Quote(arg.value), hint)
		return nil
	}
	name, data, ok := in.file(arg.value)
	if !ok {
		return nil
	}
	d, err := score.DecodeDefinition(name, data)
	if err != nil {
		in.refuse(err, name, data, score.MethodFormat)
		return nil
	}
	m, err := score.NewWeightedSum(d, all...)
	if err != nil {
		in.addf("%s: %w", name, err)
		return nil
	}
	return m
}

// isMethodFile tells a file from the name of a method that is none.
func isMethodFile(arg string) bool {
	if arg == "-" || strings.ContainsAny(arg, `/\`) || slices.Contains([]string{".yaml", ".yml", ".json"}, strings.ToLower(filepath.Ext(arg))) {
		return true
	}
	info, err := os.Stat(arg)
	return err == nil && !info.IsDir()
}

// withMinimums is a method that looks at minimums, too.
func withMinimums(in *input, m score.Method, args []string) score.Method {
	if len(args) == 0 || m == nil {
		return m
	}
	method, ok := m.(*eucsf.Method)
	if !ok {
		in.addf("--minimum: %s has no levels (use it with %s; a weighted sum states its minimums itself)", doc.Quote(m.Identity().Name), strings.Join(eucsf.Names(), " or "))
		return m
	}
	var all []eucsf.Minimum
	for _, arg := range args {
		of, level, found := strings.Cut(arg, "=")
		if !found {
			of, level = eucsf.Overall, arg
		}
		n, err := strconv.ParseInt(strings.TrimPrefix(level, "SEAL-"), 10, 64)
		if err != nil {
			in.addf("--minimum: %s is no level: write SEAL-3, or SOV-3=4 for one objective", doc.Quote(arg))
			continue
		}
		all = append(all, eucsf.Minimum{Of: of, Level: n})
	}
	with, err := method.With(all...)
	if err != nil {
		for _, line := range strings.Split(err.Error(), "\n") {
			in.addf("--minimum: %s", line)
		}
		return m
	}
	return with
}

// givenPoints reads points that people awarded.
func givenPoints(in *input, m score.Method, args []string) map[string]exact.Number {
	if len(args) == 0 || m == nil {
		return nil
	}
	sum, ok := m.(*score.WeightedSum)
	if !ok {
		in.addf("--given: %s has no criteria in which people award points", doc.Quote(m.Identity().Name))
		return nil
	}
	most := map[string]exact.Number{}
	var known []string
	for _, a := range sum.Scheme().Awards() {
		if a.Given {
			known = append(known, a.ID)
			most[a.ID] = sum.Scheme().Points
		}
	}
	points := map[string]exact.Number{}
	for _, arg := range args {
		id, text, found := strings.Cut(arg, "=")
		n, err := exact.Parse(text)
		_, twice := points[id]
		switch {
		case !found:
			in.addf("--given: %s names no points: write migration=7.5", doc.Quote(arg))
		case !slices.Contains(known, id):
			hint := "there are " + strings.Join(known, ", ")
			if known == nil {
				hint = "it has none"
			} else if near := doc.Suggest(id, known); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			in.addf("--given: people award no points in %s (%s)", doc.Quote(id), hint)
		case err != nil:
			in.addf("--given: %s: %w", id, err)
		case n.Sign() < 0 || n.Cmp(most[id]) > 0:
			in.addf("--given: %s points in %s are not on the scale (write a number from 0 to %s)", n, id, most[id])
		case twice:
			in.addf("--given: %s has points twice", id)
		default:
			points[id] = n
		}
	}
	return points
}

// loadAnswers reads answers to the EU calculator; found says that a file is one.
func loadAnswers(in *input, files []string) (answers *eucsf.Answers, found bool) {
	for _, arg := range files {
		name, data, ok := in.peek(arg)
		if !ok || !eucsf.IsAnswers(name, data) {
			continue
		}
		if len(files) > 1 {
			in.addf("%s: is answers to the EU calculator, which are scored alone (leave the other files out)", name)
			return nil, true
		}
		a, err := eucsf.ReadAnswers(name, data)
		if err != nil {
			in.add(err)
		}
		return a, true
	}
	return nil, false
}

// writeScore writes the score and answers whether its minimums are met.
func (p *program) writeScore(f *scoreFlags, s *score.Score, given *scored) error {
	opts := p.reportOptions(f.lang, f.format)
	opts.Full = f.detail.value == "all"
	var err error
	if opts.Titles, err = titlesOf(given.method); err != nil {
		return err
	}
	switch f.format.value {
	case "json":
		err = p.writeDocument(s.EncodeJSON())
	case "svg":
		err = report.ScorePicture(&p.out, s, given.catalogue, opts)
	default:
		err = report.Score(&p.out, s, given.catalogue, opts)
	}
	if err != nil {
		return err
	}
	return gated(s.Gates)
}

// gated is the answer that minimums give.
func gated(gates []score.Gate) error {
	status := statusOK
	for _, g := range gates {
		switch g.Status {
		case score.GateNotMet:
			return exit{statusNegative}
		case score.GateOpen:
			status = statusInconclusive
		}
	}
	if status != statusOK {
		return exit{status}
	}
	return nil
}

// titlesOf names what a method has ids for.
func titlesOf(m score.Method) (map[string]evidence.Text, error) {
	titles := map[string]evidence.Text{}
	switch m := m.(type) {
	case *eucsf.Method:
		objectives, err := eucsf.Objectives()
		if err != nil {
			return nil, err
		}
		for i := range objectives {
			titles[objectives[i].ID] = objectives[i].Title
			for k := range objectives[i].Ladders {
				titles[objectives[i].Ladders[k].ID] = objectives[i].Ladders[k].Title
			}
		}
	case *score.WeightedSum:
		scheme := m.Scheme()
		return scheme.Titles(), nil
	case nil:
		return nil, errors.New("there is no method")
	}
	return titles, nil
}
