package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/profiles"
)

// verifyFlags are the flags of trias verify.
type verifyFlags struct {
	profiles  []string
	catalogue once
	waivers   []string
	decided   decidedFlags
	records   []string
	lang      once
	format    once
}

func (p *program) verify() *cobra.Command {
	f := verifyFlags{lang: once{value: "en"}, format: once{value: "text"}}
	c := &cobra.Command{
		Use:   "verify [flags] VERDICT.json FILE...",
		Short: "Derive a stored verdict anew from its inputs, and say where it differs",
		Long: `Verify derives a verdict that trias assess --format json wrote anew from its inputs, and
compares the two byte for byte.

The files are the dossier the verdict was given on. Catalogue and profile are those that
Trias brings, in the localisation the verdict names, unless files are given; so are
waivers and whatever else the verdict rests on. The instant is the verdict's own.

Every input is told by its digest. Where one is missing, or another one is given than the
verdict names, nothing is evaluated and nothing is said of the verdict: it is not
replayable, and the answer names what is lacking.

Exit status:
  0  verified: the verdict follows from its inputs
  1  it differs: something else follows
  3  not replayable: an input is missing or another one
  2  wrong usage or bad input; then nothing is written to standard output`,
		Example: `  trias assess --profile high --format json offer.yaml > verdict.json
  trias verify verdict.json offer.yaml
  trias verify --waivers waivers.yaml --lang de verdict.json offer.yaml
  trias verify --catalogue catalogue-1.2.yaml --profile profile.yaml verdict.json offer.yaml
  trias verify --format json verdict.json offer.yaml audit.yaml`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("name a verdict, and the files of its dossier (see " + c.CommandPath() + " --help)")
			}
			return p.runVerify(&f, args[0], args[1:])
		},
	}
	c.Flags().StringArrayVar(&f.profiles, "profile", nil, "profile `ID|FILE`; of several the last counts (default the verdict's, if Trias brings it)")
	catalogueFlag(c, &f.catalogue)
	c.Flags().StringArrayVar(&f.waivers, "waivers", nil, "`FILE` of waivers; those of several count together, in the order given")
	f.decided.add(c)
	c.Flags().StringArrayVar(&f.records, "onboarding", nil, "`FILE` that says since when the offer is listed under the profile")
	c.Flags().Var(&f.lang, "lang", "language of the text: "+anyOf(report.Languages()))
	c.Flags().Var(&f.format, "format", "text, json or markdown")
	return c
}

func (p *program) runVerify(f *verifyFlags, verdict string, files []string) error {
	in := newInput(p.stdin)
	oneOf(in, "--lang", f.lang.value, report.Languages())
	oneOf(in, "--format", f.format.value, reportFormats)
	v, stored := storedVerdict(in, verdict)
	var given evaluator.Inputs
	catalogue := loadCatalogue(in, f.catalogue)
	if f.catalogue.given {
		given.Catalogue = catalogue
	}
	if f.profiles != nil && catalogue != nil {
		given.Profile = verifiedProfile(in, f.profiles, catalogue, v)
	}
	given.Waivers = loadWaivers(in, f.waivers)
	given.Equivalences, given.Decisions = f.decided.read(in)
	given.Onboarding = loadOnboardings(in, f.records)
	if len(files) > 0 {
		if d := loadDossier(in, files); d != nil {
			if catalogue != nil && v != nil && catalogue.Digest() == v.Digests.Catalogue {
				checkOwnFacts(in, catalogue, d)
			}
			given.Sources = d.Sources()
		}
	}
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	x, err := evaluator.Verify(context.Background(), stored, given)
	if err != nil {
		return err
	}
	if f.format.value == "json" {
		if err := p.writeDocument(x.EncodeJSON()); err != nil {
			return err
		}
	} else if err := report.Verification(&p.out, &x, p.reportOptions(f.lang, f.format)); err != nil {
		return err
	}
	switch x.Status {
	case evaluator.Differs:
		return exit{statusNegative}
	case evaluator.NotReplayable:
		return exit{statusInconclusive}
	}
	return nil
}

// verifiedProfile reads the profile. One that does not load with another
// catalogue than the verdict's may well load with that: the answer then is that
// the catalogue is lacking, not that the profile is wrong.
func verifiedProfile(in *input, args []string, catalogue *criteria.Catalogue, v *evaluator.Verdict) *profiles.Profile {
	n := len(in.problems)
	p := loadProfile(in, args, catalogue)
	there := !slices.ContainsFunc(args, func(arg string) bool {
		_, err := os.Stat(arg)
		return isFile(arg) && errors.Is(err, fs.ErrNotExist)
	})
	if p == nil && v != nil && catalogue.Digest() != v.Digests.Catalogue && there {
		in.problems = in.problems[:n]
	}
	return p
}
