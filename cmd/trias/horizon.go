package main

import (
	"context"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// horizonFlags are the flags of trias horizon.
type horizonFlags struct {
	profiles  []string
	region    once
	catalogue once
	waivers   []string
	decided   decidedFlags
	records   []string
	at        once
	until     once
	failOn    once
	lang      once
	format    once
	detail    once
}

// formatSVG is the picture.
const formatSVG = "svg"

// What --fail-on counts.
const (
	failOnChange     = "change"
	failOnConformity = "conformity"
	failOnWorse      = "worse"
)

func (p *program) horizon() *cobra.Command {
	f := horizonFlags{failOn: once{value: failOnChange}, lang: once{value: "en"}, format: once{value: "text"}, detail: once{value: "first"}}
	c := &cobra.Command{
		Use:   "horizon [flags] FILE...",
		Short: "Say when the verdict on a dossier changes by itself, to what, and because of what",
		Long: `Horizon says when the verdict on a dossier changes although nobody changes anything:
because proofs end, dates that the rules look at come or lie too far back, criteria and
stages begin to bind, and waivers, equivalences and listings begin or end.

It gives the next day on which the verdict changes, and all further ones until the day
that --until names, which is included; two years if it is left out. Each change is exact:
on the day before, the verdict is as it was, and between two of them nothing changes.

The text explains the first few criteria of each day and names the others; --detail all
explains all of them. JSON is always complete. SVG is a picture of the time up to then: the verdict
as a whole as a band, and each day on which something changes.

Exit status, for jobs that watch over a verdict:
  0  nothing changes until then
  1  something changes: with --fail-on conformity the verdict on the whole, with
     --fail-on worse the verdict on the whole for the worse
  3  not known: a bound ended the search before, and up to there nothing changes
  2  wrong usage or bad input; then nothing is written to standard output`,
		Example: `  trias horizon offer.yaml
  trias horizon --profile high --at 2026-11-01 --until 2027-12-31 offer.yaml audit.yaml
  trias horizon --lang de --format markdown --waivers waivers.yaml offer.yaml
  trias horizon --until 2027-06-30 --fail-on worse offer.yaml
  trias horizon --format svg offer.yaml > horizon.svg
  trias horizon --format json offer.yaml`,
		Args: atLeastOneFile,
		RunE: func(_ *cobra.Command, args []string) error { return p.runHorizon(&f, args) },
	}
	c.Flags().StringArrayVar(&f.profiles, "profile", []string{"normal"}, "profile `ID|FILE`; of several the last counts, which may extend or tailor the others")
	c.Flags().Var(&f.region, "localisation", "`REGION` that criteria ask for: EU, EEA, a country such as DE; the profile's own if left out")
	catalogueFlag(c, &f.catalogue)
	c.Flags().StringArrayVar(&f.waivers, "waivers", nil, "`FILE` of waivers; those of several count together")
	f.decided.addEquivalences(c)
	f.decided.addAuthority(c)
	c.Flags().StringArrayVar(&f.records, "onboarding", nil, "`FILE` that says since when the offer is listed under the profile; terms of stages run from it")
	c.Flags().Var(&f.at, "at", "`DATE` or instant of the verdict that may change (default today 00:00 UTC)")
	c.Flags().Var(&f.until, "until", "last `DATE` or instant to look at (default two years later)")
	c.Flags().Var(&f.failOn, "fail-on", "what exit status 1 is for: change, conformity or worse")
	c.Flags().Var(&f.lang, "lang", "language of the text: "+anyOf(report.Languages()))
	c.Flags().Var(&f.format, "format", "text, json, markdown or svg")
	c.Flags().Var(&f.detail, "detail", "what the text explains: the first criteria of each day, or all")
	return c
}

func (p *program) runHorizon(f *horizonFlags, files []string) error {
	in := newInput(p.stdin)
	at, day, err := p.atFlag(f.at)
	if err != nil {
		in.add(err)
	}
	until, lastDay, wrong := horizonFlag(in, "--until", f.until, at, err == nil)
	if wrong != nil {
		in.add(wrong)
	}
	oneOf(in, "--fail-on", f.failOn.value, []string{failOnChange, failOnConformity, failOnWorse})
	oneOf(in, "--lang", f.lang.value, report.Languages())
	oneOf(in, "--format", f.format.value, append(slices.Clone(reportFormats), formatSVG))
	oneOf(in, "--detail", f.detail.value, []string{"first", "all"})
	catalogue := loadCatalogue(in, f.catalogue)
	var profile *profiles.Profile
	if catalogue != nil {
		profile = localised(in, loadProfile(in, f.profiles, catalogue), f.region)
	}
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
	zone := profile.Zone()
	if day != nil && evidence.DateOf(at, zone) != *day {
		at = day.Start(zone)
	}
	if !f.until.given {
		later := evidence.DateOf(at, zone).Add(evidence.Period{Years: 2})
		lastDay = &later
	}
	until = lookedAt(at, until, lastDay, zone)
	e, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		return err
	}
	h, err := e.Horizon(context.Background(), dossier, at, until, given...)
	if err != nil {
		return err
	}
	switch f.format.value {
	case "json":
		if err := p.writeDocument(h.EncodeJSON()); err != nil {
			return err
		}
	case formatSVG:
		if err := report.HorizonPicture(&p.out, &h, catalogue, p.reportOptions(f.lang, once{})); err != nil {
			return err
		}
	default:
		opts := p.reportOptions(f.lang, f.format)
		opts.Full, opts.More = f.detail.value == "all", []string{"--detail all"}
		if err := report.Horizon(&p.out, &h, catalogue, opts); err != nil {
			return err
		}
	}
	for i := range h.Events {
		event := &h.Events[i]
		if f.failOn.value == failOnChange || event.After != event.Before && (f.failOn.value == failOnConformity || event.After.Rank() < event.Before.Rank()) {
			return exit{statusNegative}
		}
	}
	if h.Through != nil {
		return exit{statusInconclusive}
	}
	return nil
}

// horizonFlag reads the last day or instant to look at, which is not before the
// verdict; known says whether that is.
func horizonFlag(in *input, name string, f once, at time.Time, known bool) (time.Time, *evidence.Date, error) {
	if !f.given {
		return time.Time{}, nil, nil
	}
	until, day, err := instantOf(name, f.value)
	if err != nil || !known {
		return until, day, err
	}
	if from := evidence.DateOf(at, time.UTC); day != nil && day.Compare(from) < 0 || day == nil && until.Before(at) {
		in.addf("%s: that is before the verdict (name %s or a day after it)", name, from)
	}
	return until, day, nil
}

// lookedAt is the instant up to which to look: that of a day is its beginning in
// a zone, when all that happens on it has happened. It is not before the verdict
// nor after the last day that verdicts can be given for.
func lookedAt(at, until time.Time, day *evidence.Date, zone *time.Location) time.Time {
	if day != nil {
		until = day.Start(zone)
	}
	if until.Before(at) { // on the day of the verdict
		return at
	}
	if end := time.Date(2199, time.January, 1, 0, 0, 0, 0, time.UTC); !until.Before(end) {
		return end.Add(-1)
	}
	return until
}
