package main

import (
	"errors"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// diffFlags are the flags of trias diff.
type diffFlags struct {
	baseline   once
	gate       once
	commonOnly bool
	profiles   []string
	region     once
	catalogue  once
	waivers    []string
	decided    decidedFlags
	records    []string
	at         once
	lang       once
	format     once
	detail     once
}

// evaluating are the flags of diff that say how dossiers are evaluated.
var evaluating = []string{"profile", "localisation", "waivers", "equivalences", "decisions", "onboarding", "at", "authority"}

func (p *program) diff() *cobra.Command {
	f := diffFlags{lang: once{value: "en"}, format: once{value: "text"}, detail: once{value: "decisive"}}
	c := &cobra.Command{
		Use:   "diff [flags] BEFORE.json AFTER.json | --baseline BEFORE.json [flags] FILE...",
		Short: "Compare two verdicts on one subject, and say whether the second is no worse",
		Long: `Diff compares two verdicts that trias assess --format json wrote, on one subject: what is
better and what is worse, and whether the evidence has changed, or what is asked, or the
day alone. With --baseline the files are a dossier, on which the second verdict is given
as trias assess gives it; profile and localisation are those of the baseline, unless
others are named.

With --gate it answers whether the second verdict is no worse than the first: whether the
verdict on the whole is not lower, and no criterion that binds is worse, newly asked and
not met or open, or no longer asked as bindingly. A MUST binds; with --gate=should a
SHOULD does, too, and with --gate=may everything. --common-only counts only what binds in
both verdicts, for the day a new catalogue or profile is introduced.

The text explains what is worse or newly asked, and not met or open; --detail all
explains everything that changed and is not met or open. JSON is always complete.

Exit status:
  0  compared; with --gate, no worse
  1  with --gate, worse
  2  wrong usage or bad input; then nothing is written to standard output`,
		Example: `  trias diff march.json november.json
  trias diff --gate --baseline accepted.json offer.yaml
  trias diff --gate=should --common-only --lang de old.json new.json
  trias diff --format markdown --baseline accepted.json offer.yaml`,
		RunE: func(c *cobra.Command, args []string) error { return p.runDiff(c, &f, args) },
	}
	c.Flags().Var(&f.baseline, "baseline", "`FILE` of the first verdict; the files named are then a dossier")
	c.Flags().Var(&f.gate, "gate", "answer whether the second verdict is no worse, down to must, should or may")
	c.Flags().Lookup("gate").NoOptDefVal = "must"
	c.Flags().BoolVar(&f.commonOnly, "common-only", false, "with --gate, count only what binds in both verdicts")
	c.Flags().StringArrayVar(&f.profiles, "profile", nil, "profile `ID|FILE`; of several the last counts (default the baseline's)")
	c.Flags().Var(&f.region, "localisation", "`REGION` that criteria ask for (default the baseline's)")
	catalogueFlag(c, &f.catalogue)
	c.Flags().StringArrayVar(&f.waivers, "waivers", nil, "`FILE` of waivers; those of several count together")
	f.decided.add(c)
	f.decided.addAuthority(c)
	c.Flags().StringArrayVar(&f.records, "onboarding", nil, "`FILE` that says since when the offer is listed under the profile")
	c.Flags().Var(&f.at, "at", "`DATE` or instant the second verdict is given for (default today 00:00 UTC)")
	c.Flags().Var(&f.lang, "lang", "language of the text: "+anyOf(report.Languages()))
	c.Flags().Var(&f.format, "format", "text, json or markdown")
	c.Flags().Var(&f.detail, "detail", "what the text explains: decisive, or all")
	return c
}

func (p *program) runDiff(c *cobra.Command, f *diffFlags, args []string) error {
	in := newInput(p.stdin)
	oneOf(in, "--lang", f.lang.value, report.Languages())
	oneOf(in, "--format", f.format.value, reportFormats)
	oneOf(in, "--detail", f.detail.value, []string{"decisive", "all"})
	if f.gate.given {
		oneOf(in, "--gate", f.gate.value, profiles.Obligation("").Values())
	} else if f.commonOnly {
		in.addf("--common-only: says what counts for a gate (add --gate)")
	}
	if f.gate.given && len(args) > 0 && slices.Contains(profiles.Obligation("").Values(), args[0]) {
		if _, err := os.Stat(args[0]); err != nil { // it is no file
			in.addf("--gate: its value stands behind an equals sign (write --gate=%s)", args[0])
			args = args[1:]
		}
	}
	catalogue := loadCatalogue(in, f.catalogue)
	var before, after *evaluator.Verdict
	if f.baseline.given {
		if len(args) == 0 {
			in.addf("name at least one file of the dossier, or - for standard input (see %s --help)", c.CommandPath())
		}
		before, _ = storedVerdict(in, f.baseline.value)
		after = p.assessed(in, f, catalogue, before, args)
	} else {
		for _, flag := range evaluating {
			if c.Flags().Changed(flag) {
				in.addf("--%s: says how a dossier is evaluated, and two verdicts are compared (give the first one as --baseline)", flag)
			}
		}
		if len(args) != 2 {
			in.addf("name two verdicts, or one as --baseline and the files of a dossier (see %s --help)", c.CommandPath())
		} else {
			before, _ = storedVerdict(in, args[0])
			after, _ = storedVerdict(in, args[1])
		}
	}
	var x evaluator.Comparison
	if before != nil && after != nil {
		var err error
		if x, err = evaluator.Compare(before, after); err != nil {
			in.add(err)
		}
		if f.format.value != "json" && catalogue != nil && catalogue.Digest() != after.Digests.Catalogue {
			in.addf("--catalogue: the second verdict was given under %s %s with the digest %s (give that catalogue, or take --format json)",
				after.Catalogue, after.CatalogueVersion, after.Digests.Catalogue)
		}
	}
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	if f.gate.given {
		opts := []evaluator.GateOption{evaluator.DownTo(profiles.Obligation(f.gate.value))}
		if f.commonOnly {
			opts = append(opts, evaluator.CommonOnly())
		}
		x = x.Gated(opts...)
	}
	if err := p.writeComparison(&x, catalogue, f); err != nil {
		return err
	}
	if x.Gate != nil && len(x.Gate.Setbacks) > 0 {
		return exit{statusNegative}
	}
	return nil
}

// assessed gives the verdict on a dossier; nil if there is a problem.
func (p *program) assessed(in *input, f *diffFlags, catalogue *criteria.Catalogue, baseline *evaluator.Verdict, files []string) *evaluator.Verdict {
	at, day, err := p.atFlag(f.at)
	if err != nil {
		in.add(err)
	}
	var profile *profiles.Profile
	switch {
	case catalogue == nil:
	case f.profiles != nil:
		profile = localised(in, loadProfile(in, f.profiles, catalogue), f.region)
	case baseline != nil:
		profile = sameProfile(in, baseline, catalogue, f.region)
	}
	given := append(f.decided.load(in), evaluator.WithWaivers(loadWaivers(in, f.waivers)...), evaluator.WithOnboarding(loadOnboardings(in, f.records)...))
	var dossier *evidence.Dossier
	if len(files) > 0 {
		dossier = loadDossier(in, files)
	}
	if catalogue != nil && dossier != nil {
		checkOwnFacts(in, catalogue, dossier)
	}
	if len(in.problems) > 0 {
		return nil
	}
	if day != nil && evidence.DateOf(at, profile.Zone()) != *day {
		at = day.Start(profile.Zone())
	}
	v, err := evaluate(catalogue, profile, dossier, at, given...)
	if err != nil {
		in.add(err)
		return nil
	}
	return &v
}

// sameProfile returns the profile that a verdict names, in its localisation
// unless another one is chosen; nil if there is a problem.
func sameProfile(in *input, v *evaluator.Verdict, catalogue *criteria.Catalogue, region once) *profiles.Profile {
	brought, err := profiles.Lookup(v.Profile)
	if errors.Is(err, profiles.ErrUnknown) {
		in.addf("--profile: the baseline was given under %s, which Trias does not bring (give its file)", v.Profile)
		return nil
	}
	if err == nil {
		brought, err = brought.Under(catalogue)
	}
	if err != nil {
		in.addf("--profile: %w", err)
		return nil
	}
	if l := v.Localisation; !region.given && l != nil && l.Region != "" {
		region = once{value: l.Region, given: true}
	}
	return localised(in, brought, region)
}

func (p *program) writeComparison(x *evaluator.Comparison, catalogue *criteria.Catalogue, f *diffFlags) error {
	if f.format.value == "json" {
		return p.writeDocument(x.EncodeJSON())
	}
	opts := p.reportOptions(f.lang, f.format)
	opts.Full = f.detail.value == "all"
	return report.Comparison(&p.out, x, catalogue, opts)
}
