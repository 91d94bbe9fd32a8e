package main

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// levelsFlags are the flags of trias levels.
type levelsFlags struct {
	profiles  []string
	region    once
	catalogue once
	waivers   []string
	decided   decidedFlags
	records   []string
	at        once
	lang      once
	format    once
	detail    once
}

func (p *program) levels() *cobra.Command {
	f := levelsFlags{lang: once{value: "en"}, format: once{value: "text"}, detail: once{value: "next"}}
	c := &cobra.Command{
		Use:   "levels [flags] FILE...",
		Short: "Say which level of conformity a dossier has reached, and what separates it from the next",
		Long: `Levels says which level of conformity a dossier has reached, and exactly what separates
it from the next one: as soon as all of that is met the level is reached, and not before.

The levels of a profile are what binds at once, and then each of its stages in addition,
whether it binds already or not. With several --profile, their levels follow one another.

The text explains what separates from the next level and names what separates from higher
ones; --detail all explains that, too. JSON is always complete.

Exit status:
  0  the first level is reached, or more
  1  it is not: a requirement of it is not met
  3  it is not: facts or proofs are missing, or sources contradict each other
  2  wrong usage or bad input; then nothing is written to standard output`,
		Example: `  trias levels offer.yaml
  trias levels --profile entry --profile high --lang de offer.yaml
  trias levels --onboarding onboarding.yaml --at 2027-04-01 offer.yaml
  trias levels --format json offer.yaml`,
		Args: atLeastOneFile,
		RunE: func(_ *cobra.Command, args []string) error { return p.runLevels(&f, args) },
	}
	c.Flags().StringArrayVar(&f.profiles, "profile", []string{profiles.Entry}, "profile `ID|FILE`; several are one ladder, the lowest first")
	c.Flags().Var(&f.region, "localisation", "`REGION` that criteria ask for: EU, EEA, a country such as DE; each profile's own if left out")
	catalogueFlag(c, &f.catalogue)
	c.Flags().StringArrayVar(&f.waivers, "waivers", nil, "`FILE` of waivers; those of several count together")
	f.decided.addEquivalences(c)
	f.decided.addAuthority(c)
	c.Flags().StringArrayVar(&f.records, "onboarding", nil, "`FILE` that says since when the offer is listed under a profile")
	c.Flags().Var(&f.at, "at", "`DATE` or instant the levels are given for (default today 00:00 UTC)")
	c.Flags().Var(&f.lang, "lang", "language of the text: "+anyOf(report.Languages()))
	c.Flags().Var(&f.format, "format", "text, json or markdown")
	c.Flags().Var(&f.detail, "detail", "what the text explains: what separates from the next level, or all")
	return c
}

func (p *program) runLevels(f *levelsFlags, files []string) error {
	in := newInput(p.stdin)
	at, day, err := p.atFlag(f.at)
	if err != nil {
		in.add(err)
	}
	oneOf(in, "--lang", f.lang.value, report.Languages())
	oneOf(in, "--format", f.format.value, reportFormats)
	oneOf(in, "--detail", f.detail.value, []string{"next", "all"})
	catalogue := loadCatalogue(in, f.catalogue)
	var given, ladder []*profiles.Profile
	if catalogue != nil {
		for _, arg := range f.profiles {
			read := oneProfile(in, "--profile: ", arg, catalogue, given)
			if read == nil {
				continue
			}
			given = append(given, read)
			if shown := localised(in, read, f.region); shown != nil {
				ladder = append(ladder, shown)
			}
		}
	}
	waivers := loadWaivers(in, f.waivers)
	decided := f.decided.load(in)
	records := loadOnboardings(in, f.records)
	dossier := loadDossier(in, files)
	if catalogue != nil && dossier != nil {
		checkOwnFacts(in, catalogue, dossier)
	}
	if day != nil && len(ladder) > 0 && slices.ContainsFunc(ladder, func(q *profiles.Profile) bool { return q.Zone().String() != ladder[0].Zone().String() }) {
		in.addf("--at: the profiles have calendars of different zones (give an instant, such as 2026-11-01T12:00:00Z)")
	}
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	if zone := ladder[0].Zone(); day != nil && evidence.DateOf(at, zone) != *day {
		at = day.Start(zone)
	}
	var evaluators []*evaluator.Evaluator
	for _, q := range ladder {
		e, err := evaluator.Compile(catalogue, q)
		if err != nil {
			return err
		}
		evaluators = append(evaluators, e)
	}
	levels, err := evaluator.Ladder(context.Background(), evaluators, dossier, at, append(decided, evaluator.WithWaivers(waivers...), evaluator.WithOnboarding(records...))...)
	if err != nil {
		return err
	}
	if f.format.value == "json" {
		if err := p.writeDocument(levels.EncodeJSON()); err != nil {
			return err
		}
	} else {
		opts := p.reportOptions(f.lang, f.format)
		opts.Full = f.detail.value == "all"
		if err := report.Levels(&p.out, &levels, catalogue, opts); err != nil {
			return err
		}
	}
	switch {
	case levels.Reached > 0:
		return nil
	case levels.Levels[0].Conformity == evaluator.NonConformant:
		return exit{statusNegative}
	}
	return exit{statusInconclusive}
}

// loadOnboardings reads onboarding records: of one subject under one profile
// there is one.
func loadOnboardings(in *input, args []string) []evaluator.Onboarding {
	type key struct {
		subject, profile string
		version          evidence.Version
	}
	var all []evaluator.Onboarding
	from := map[key]string{}
	for _, arg := range args {
		name, data, ok := in.file(arg)
		if !ok {
			continue
		}
		o, err := evaluator.DecodeOnboarding(name, data)
		if err != nil {
			in.refuse(err, name, data, evaluator.OnboardingFormat)
			continue
		}
		k := key{o.Subject, o.Profile, o.Version}
		if other, taken := from[k]; taken {
			in.addf("%s: %s has the record of %s under %s, too (give one of them)", name, other, o.Subject, o.Profile)
			continue
		}
		from[k] = name
		all = append(all, *o)
	}
	return all
}
