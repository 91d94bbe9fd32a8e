package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// explainFlags are the flags of trias explain: those of trias assess, and how
// much of the way a criterion was evaluated is shown.
type explainFlags struct {
	assessFlags
	trace, rules, entries bool
}

func (p *program) explain() *cobra.Command {
	f := explainFlags{assessFlags: assessFlags{lang: once{value: "en"}, format: once{value: "text"}, detail: once{value: "decisive"}}}
	c := &cobra.Command{
		Use:   "explain [flags] FILE...",
		Short: "Say what decided, what is missing and what would turn the verdict",
		Long: `Explain gives the verdict on a dossier, as trias assess does, and the way out of it:

  - what decided, with the values that are stated and the proofs they rest on
  - what is missing, as alternatives: the smallest sets of facts and proofs that could
    settle what is unknown or not proven, the one with the least effort first
  - what would turn it: the smallest changes of the evidence with which a criterion, or
    the verdict, comes out better; each was applied and evaluated
  - when the verdict next changes by itself, within a year

Files, profile and decisions are those of trias assess.

The text explains the criteria that trias assess explains in full, those that decide,
and names the others that are not met or open. With --detail all it explains these, too,
and shows all steps and alternatives of many; with --criterion it explains the criteria
named alone, met ones too. With --trace it also shows how a criterion was evaluated, test
by test; --rules adds the tests as the catalogue writes them, and --entries shows all
entries of lists instead of a few. JSON is always complete; --trace adds to it the traces
of the criteria named by --criterion, or of all that are not met or open.

Exit status:
  0  conformant, also with deviations or provisionally
  1  not conformant
  3  inconclusive: facts or proofs are missing, or sources contradict each other
  2  wrong usage or bad input; then nothing is written to standard output`,
		Example: `  trias explain offer.yaml
  trias explain --lang de --profile high --at 2026-11-01 offer.yaml
  trias explain --criterion DAT-CHO-01 --trace --rules offer.yaml
  trias explain --format markdown --detail all offer.yaml > way-out.md
  trias explain --format json offer.yaml`,
		Args: atLeastOneFile,
		RunE: func(_ *cobra.Command, args []string) error { return p.runExplain(&f, args) },
	}
	c.Flags().StringArrayVar(&f.profiles, "profile", []string{"normal"}, "profile `ID|FILE`; of several the last counts, which may extend or tailor the others")
	c.Flags().Var(&f.region, "localisation", "`REGION` that criteria ask for: EU, EEA, a country such as DE; the profile's own if left out")
	catalogueFlag(c, &f.catalogue)
	c.Flags().StringArrayVar(&f.waivers, "waivers", nil, "`FILE` of waivers; those of several count together")
	f.decided.add(c)
	f.decided.addAuthority(c)
	c.Flags().StringArrayVar(&f.records, "onboarding", nil, "`FILE` that says since when the offer is listed under the profile; terms of stages run from it")
	c.Flags().Var(&f.at, "at", "`DATE` or instant the verdict is given for (default today 00:00 UTC)")
	c.Flags().Var(&f.lang, "lang", "language of the text: "+anyOf(report.Languages()))
	c.Flags().Var(&f.format, "format", "text, json or markdown")
	c.Flags().Var(&f.detail, "detail", "what the text explains: decisive, or all")
	c.Flags().StringArrayVar(&f.criteria, "criterion", nil, "`ID[,ID]` of criteria that the text explains, and nothing else")
	c.Flags().BoolVar(&f.trace, "trace", false, "show how criteria were evaluated, test by test")
	c.Flags().BoolVar(&f.rules, "rules", false, "show the tests of a trace as the catalogue writes them, too")
	c.Flags().BoolVar(&f.entries, "entries", false, "show all entries of lists in a trace")
	return c
}

func (p *program) runExplain(f *explainFlags, files []string) error {
	in := newInput(p.stdin)
	at, day, err := p.atFlag(f.at)
	if err != nil {
		in.add(err)
	}
	oneOf(in, "--lang", f.lang.value, report.Languages())
	oneOf(in, "--format", f.format.value, reportFormats)
	oneOf(in, "--detail", f.detail.value, []string{"decisive", "all"})
	if !f.trace && (f.rules || f.entries) {
		in.addf("--rules and --entries are of traces (give --trace, too)")
	}
	catalogue := loadCatalogue(in, f.catalogue)
	var profile *profiles.Profile
	if catalogue != nil {
		profile = localised(in, loadProfile(in, f.profiles, catalogue), f.region)
	}
	named := f.assessFlags
	named.format = once{value: "text"} // JSON names the criteria to trace
	f.criteria = chosenCriteria(in, &named, profile)
	given := append(f.decided.load(in), evaluator.WithWaivers(loadWaivers(in, f.waivers)...), evaluator.WithOnboarding(loadOnboardings(in, f.records)...))
	dossier := loadDossier(in, files)
	if catalogue != nil && dossier != nil {
		checkOwnFacts(in, catalogue, dossier)
	}
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	if day != nil && evidence.DateOf(at, profile.Zone()) != *day {
		at = day.Start(profile.Zone())
	}
	x, err := f.explanation(catalogue, profile, dossier, at, given)
	if err != nil {
		return err
	}
	if f.format.value == "json" {
		if err := p.writeDocument(x.EncodeJSON()); err != nil {
			return err
		}
	} else {
		opts := p.reportOptions(f.lang, f.format)
		opts.Full, opts.Criteria, opts.Rules = f.detail.value == "all", f.criteria, f.rules
		opts.More = []string{"--detail all", "--criterion ID[,ID]"}
		if err := report.Explanation(&p.out, &x, catalogue, opts); err != nil {
			return err
		}
	}
	switch x.Verdict.Conformity {
	case evaluator.NonConformant:
		return exit{statusNegative}
	case evaluator.Inconclusive:
		return exit{statusInconclusive}
	}
	return nil
}

func (f *explainFlags) explanation(c *criteria.Catalogue, p *profiles.Profile, d *evidence.Dossier, at time.Time, given []evaluator.Option) (evaluator.Explanation, error) {
	e, err := evaluator.Compile(c, p)
	if err != nil {
		return evaluator.Explanation{}, err
	}
	ctx := context.Background()
	if f.trace {
		traced := f.criteria
		if traced == nil {
			decision, err := e.Decide(ctx, d, at, given...)
			if err != nil {
				return evaluator.Explanation{}, err
			}
			for i, id := range p.Criteria() {
				if !decision.Outcomes[i].Met() {
					traced = append(traced, id)
				}
			}
		}
		given = append(given, evaluator.WithTrace(traced...))
		if f.entries {
			given = append(given, evaluator.WithAllEntries())
		}
	}
	if until := at.AddDate(1, 0, 0); until.UTC().Year() < 2199 {
		given = append(given, evaluator.WithHorizon(until))
	}
	return e.Explain(ctx, d, at, given...)
}
