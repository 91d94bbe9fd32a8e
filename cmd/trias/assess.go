package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// assessFlags are the flags of trias assess.
type assessFlags struct {
	profiles  []string
	region    once
	catalogue once
	waivers   []string
	decided   decidedFlags
	records   []string
	at        once
	horizon   once
	lang      once
	format    once
	detail    once
	criteria  []string
}

func (p *program) assess() *cobra.Command {
	f := assessFlags{lang: once{value: "en"}, format: once{value: "text"}, detail: once{value: "decisive"}}
	c := &cobra.Command{
		Use:   "assess [flags] FILE...",
		Short: "Give the verdict on a dossier, with reasons",
		Long: `Assess gives the verdict on a dossier under a profile, with reasons.

Several files are sources about one subject and are merged; where they contradict
each other the verdict says so. A file named - is standard input. A questionnaire that
trias questionnaire wrote as YAML or CSV, filled in, is a source like a dossier file.

The profile is one that Trias brings, such as "normal" or "high" (trias profiles lists
them), or a file. A profile in a file may extend or tailor one of these, or a profile
given by a --profile before it. With a catalogue of your own the profile is a file,
unless the catalogue extends the one that Trias brings: it contains all of its criteria.

With --localisation the criteria that ask for a region ask for that one: a choice of
whoever uses the profile, and no step of strictness.

The text explains what decides: every MUST that is not met or open, and SHOULDs that are
not met. It names the rest and counts it. With --detail all it explains all that is not
met or open, and with --criterion those criteria alone, met ones too. JSON is always
complete.

With --horizon the verdict also says what changes it next by itself, up to that day;
trias horizon gives all that comes after.

Exit status:
  0  conformant, also with deviations or provisionally
  1  not conformant
  3  inconclusive: facts or proofs are missing, or sources contradict each other
  2  wrong usage or bad input; then nothing is written to standard output`,
		Example: `  trias assess offer.yaml
  trias assess --profile high --at 2026-11-01 offer.yaml audit.yaml
  trias assess --profile high --localisation DE offer.yaml
  trias assess --lang de --waivers waivers.yaml offer.yaml
  trias assess --profile high --equivalences equivalences.yaml --decisions decisions.yaml offer.yaml
  trias assess --profile entry --onboarding onboarding.yaml offer.yaml
  trias assess --catalogue catalogue.yaml --profile profile.yaml offer.yaml
  trias assess --detail all offer.yaml
  trias assess --criterion DAT-CHO-01,SUP-CON-05 offer.yaml
  trias assess --format json - < offer.yaml`,
		Args: atLeastOneFile,
		RunE: func(_ *cobra.Command, args []string) error { return p.runAssess(&f, args) },
	}
	c.Flags().StringArrayVar(&f.profiles, "profile", []string{"normal"}, "profile `ID|FILE`; of several the last counts, which may extend or tailor the others")
	c.Flags().Var(&f.region, "localisation", "`REGION` that criteria ask for: EU, EEA, a country such as DE; the profile's own if left out")
	catalogueFlag(c, &f.catalogue)
	c.Flags().StringArrayVar(&f.waivers, "waivers", nil, "`FILE` of waivers; those of several count together")
	f.decided.add(c)
	f.decided.addAuthority(c)
	c.Flags().StringArrayVar(&f.records, "onboarding", nil, "`FILE` that says since when the offer is listed under the profile; terms of stages run from it")
	c.Flags().Var(&f.at, "at", "`DATE` or instant the verdict is given for (default today 00:00 UTC)")
	c.Flags().Var(&f.horizon, "horizon", "last `DATE` or instant up to which to say when the verdict changes by itself")
	c.Flags().Var(&f.lang, "lang", "language of the text: "+anyOf(report.Languages()))
	c.Flags().Var(&f.format, "format", "text, json or markdown")
	c.Flags().Var(&f.detail, "detail", "what the text explains: decisive, or all")
	c.Flags().StringArrayVar(&f.criteria, "criterion", nil, "`ID[,ID]` of criteria that the text explains, and nothing else")
	return c
}

func (p *program) runAssess(f *assessFlags, files []string) error {
	in := newInput(p.stdin)
	at, day, err := p.atFlag(f.at)
	if err != nil {
		in.add(err)
	}
	horizon, lastDay, wrong := horizonFlag(in, "--horizon", f.horizon, at, err == nil)
	if wrong != nil {
		in.add(wrong)
	}
	oneOf(in, "--lang", f.lang.value, report.Languages())
	oneOf(in, "--format", f.format.value, reportFormats)
	oneOf(in, "--detail", f.detail.value, []string{"decisive", "all"})
	catalogue := loadCatalogue(in, f.catalogue)
	var profile *profiles.Profile
	if catalogue != nil {
		profile = localised(in, loadProfile(in, f.profiles, catalogue), f.region)
	}
	f.criteria = chosenCriteria(in, f, profile)
	given := append(f.decided.load(in), evaluator.WithWaivers(loadWaivers(in, f.waivers)...), evaluator.WithOnboarding(loadOnboardings(in, f.records)...))
	dossier := loadDossier(in, files)
	if catalogue != nil && dossier != nil {
		checkOwnFacts(in, catalogue, dossier)
	}
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	// A day is that day wherever the profile's calendar hangs.
	if day != nil && evidence.DateOf(at, profile.Zone()) != *day {
		at = day.Start(profile.Zone())
	}
	if f.horizon.given {
		given = append(given, evaluator.WithHorizon(lookedAt(at, horizon, lastDay, profile.Zone())))
	}
	verdict, err := evaluate(catalogue, profile, dossier, at, given...)
	if err != nil {
		return err
	}
	if err := p.write(&verdict, catalogue, f); err != nil {
		return err
	}
	switch verdict.Conformity {
	case evaluator.NonConformant:
		return exit{statusNegative}
	case evaluator.Inconclusive:
		return exit{statusInconclusive}
	}
	return nil
}

// atFlag reads --at. The day is nil for an instant.
func (p *program) atFlag(at once) (time.Time, *evidence.Date, error) {
	if !at.given {
		now, _ := today(p.now)
		return now, nil, nil
	}
	return instant(at.value)
}

func oneOf(in *input, flag, got string, known []string) {
	if slices.Contains(known, got) {
		return
	}
	hint := "use " + anyOf(known)
	if near := doc.Suggest(got, known); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	in.addf("%s: there is no %s (%s)", flag, doc.Quote(got), hint)
}

// anyOf writes "a, b or c".
func anyOf(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// chosenCriteria reads --criterion: ids of the profile's criteria.
func chosenCriteria(in *input, f *assessFlags, p *profiles.Profile) []string {
	var ids []string
	for _, arg := range f.criteria {
		for id := range strings.SplitSeq(arg, ",") {
			ids = append(ids, strings.TrimSpace(id))
		}
	}
	if ids != nil && f.format.value == "json" {
		in.addf("--criterion: JSON always holds all criteria (leave one of --criterion and --format json out)")
	}
	if p == nil {
		return ids
	}
	known := p.Criteria()
	for _, id := range ids {
		if slices.Contains(known, id) {
			continue
		}
		hint := ""
		if near := doc.Suggest(id, known); near != "" {
			hint = fmt.Sprintf(" (did you mean %q?)", near)
		}
		if by := p.ExcludedBy(id); by != nil {
			hint = fmt.Sprintf(" (%s excludes it by a recorded change)", by.ID())
		}
		in.addf("--criterion: the profile %s has no criterion %s%s", p.ID(), doc.Quote(id), hint)
	}
	return ids
}

// catalogueFlag gives a command the flag that names a catalogue, and before it
// those that it extends.
func catalogueFlag(c *cobra.Command, f *once) {
	f.several = true
	c.Flags().Var(f, "catalogue", "catalogue `FILE`, after those it extends; the one Trias brings if left out")
}

// loadCatalogue returns nil if there is a problem.
func loadCatalogue(in *input, arg once) *criteria.Catalogue {
	if !arg.given {
		c, err := criteria.Embedded()
		if err != nil {
			in.addf("the catalogue Trias brings does not load: %w", err)
		}
		in.catalogue = c
		return c
	}
	var given []*criteria.Catalogue
	for _, file := range append(slices.Clone(arg.before), arg.value) {
		name, data, ok := in.file(file)
		if !ok {
			return nil
		}
		c, err := criteria.Decode(name, data, given...)
		if err != nil {
			in.refuse(err, name, data, criteria.Format)
			return nil
		}
		given = append(given, c)
	}
	in.catalogue = given[len(given)-1]
	return in.catalogue
}

// loadProfile returns nil if there is a problem.
func loadProfile(in *input, args []string, catalogue *criteria.Catalogue) *profiles.Profile {
	var given []*profiles.Profile
	for _, arg := range args {
		p := oneProfile(in, "--profile: ", arg, catalogue, given)
		if p == nil {
			return nil
		}
		given = append(given, p)
	}
	return given[len(given)-1]
}

// localised gives the profile the localisation that was chosen, if one was.
func localised(in *input, p *profiles.Profile, region once) *profiles.Profile {
	if p == nil || !region.given {
		return p
	}
	q, err := p.Localised(region.value)
	if err != nil {
		err = fmt.Errorf("--localisation: %w", err)
		if !slices.ContainsFunc(in.problems, func(said error) bool { return said.Error() == err.Error() }) { // of another profile
			in.add(err)
		}
		return nil
	}
	return q
}

// oneProfile reads a profile; of says which argument names it.
func oneProfile(in *input, of, arg string, catalogue *criteria.Catalogue, bases []*profiles.Profile) *profiles.Profile {
	if !isFile(arg) {
		p, err := profiles.Lookup(arg)
		switch {
		case errors.Is(err, profiles.ErrUnknown):
			in.addf("%s%w, nor a file of that name", of, err)
			return nil
		case err != nil:
			in.addf("the profiles Trias brings do not load: %w", err)
			return nil
		}
		under, err := p.Under(catalogue)
		if err != nil {
			in.addf("%s%q is made for the catalogue Trias brings; with --catalogue, give a profile file, or a catalogue that extends that one", of, arg)
			return nil
		}
		return under
	}
	name, data, ok := in.file(arg)
	if !ok {
		return nil
	}
	p, err := profiles.Decode(name, data, catalogue, bases...)
	if err != nil {
		in.refuse(err, name, data, profiles.Format)
		return nil
	}
	return p
}

// isFile tells a file from the name of a profile Trias brings. The name wins;
// ./normal is a file.
func isFile(arg string) bool {
	if slices.Contains(profiles.Names(), arg) {
		return false
	}
	if arg == "-" || strings.ContainsAny(arg, `/\`) {
		return true
	}
	switch strings.ToLower(filepath.Ext(arg)) {
	case ".yaml", ".yml", ".json":
		return true
	}
	info, err := os.Stat(arg)
	return err == nil && !info.IsDir()
}

// loadWaivers reads the waivers of all files.
func loadWaivers(in *input, args []string) []evaluator.Waiver {
	return loadAll(in, args, "a waiver", evaluator.WaiversFormat, evaluator.DecodeWaivers, func(w *evaluator.Waiver) string { return w.ID })
}

// loadDossier merges the files that can be read; nil if there is a problem.
func loadDossier(in *input, files []string) *evidence.Dossier {
	var fragments []*evidence.Fragment
	for _, arg := range files {
		name, data, ok := in.file(arg)
		if !ok {
			continue
		}
		f, err := in.source(name, data)
		if err != nil {
			in.refuseSource(err, name, data)
			continue
		}
		fragments = append(fragments, f)
	}
	if len(fragments) < len(files) {
		return nil
	}
	d, err := evidence.Merge(fragments...)
	switch {
	case errors.Is(err, evidence.ErrNoSubject):
		in.addf("%w, for example\nsubject: {id: offer-1, version: \"1.0\"}", err)
		return nil
	case err != nil:
		in.add(err)
		return nil
	}
	return d
}

// checkOwnFacts compares the facts a catalogue declares for itself with what
// the sources state: their types only the catalogue knows.
func checkOwnFacts(in *input, c *criteria.Catalogue, d *evidence.Dossier) {
	for _, f := range d.Sources() {
		if in.isFilled(f.Name) {
			continue
		}
		if err := c.CheckFacts(f, in.texts[f.Name]); err != nil {
			in.add(err)
		}
	}
}

func evaluate(c *criteria.Catalogue, p *profiles.Profile, d *evidence.Dossier, at time.Time, opts ...evaluator.Option) (evaluator.Verdict, error) {
	e, err := evaluator.Compile(c, p)
	if err != nil {
		return evaluator.Verdict{}, err
	}
	return e.Evaluate(context.Background(), d, at, opts...)
}

func (p *program) write(v *evaluator.Verdict, c *criteria.Catalogue, f *assessFlags) error {
	if f.format.value == "json" {
		data, err := v.EncodeJSON()
		if err != nil {
			return err
		}
		p.out.Write(data)
		if !strings.HasSuffix(string(data), "\n") {
			p.out.WriteByte('\n')
		}
		return nil
	}
	opts := p.reportOptions(f.lang, f.format)
	opts.Full, opts.Criteria, opts.More = f.detail.value == "all", f.criteria, []string{"--detail all", "--criterion ID[,ID]"}
	opts.WayOut = "trias explain"
	return report.Text(&p.out, v, c, opts)
}
