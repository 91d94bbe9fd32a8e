package main

import (
	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

func (p *program) profilesDiff() *cobra.Command {
	f := profilesFlags{lang: once{value: "en"}, format: once{value: "text"}}
	c := &cobra.Command{
		Use:   "diff [flags] [FROM] TO",
		Short: "Say in what one profile differs from another, or from its base",
		Long: `Diff says in what a profile differs from another: what concerns the profile as a whole,
then criterion by criterion how binding it is, from when, its weight, parameters and proofs,
and which way each difference goes, as far as the profiles themselves tell. Where a profile
tailors another, the recorded reasons stand beside what they are the reasons of.

With one profile, it is compared with the one it tailors or extends. A profile in a file may
extend or tailor one named before it, and of more than two only the last two are compared.`,
		Example: `  trias profiles diff city.yaml
  trias profiles diff --lang de normal high
  trias profiles diff --format json ours.yaml theirs.yaml`,
		RunE: func(_ *cobra.Command, args []string) error { return p.runProfilesDiff(&f, args) },
	}
	catalogueFlag(c, &f.catalogue)
	c.Flags().Var(&f.lang, "lang", "language of the text: "+anyOf(report.Languages()))
	c.Flags().Var(&f.format, "format", "text, json or markdown")
	return c
}

func (p *program) runProfilesDiff(f *profilesFlags, args []string) error {
	in := newInput(p.stdin)
	oneOf(in, "--lang", f.lang.value, report.Languages())
	oneOf(in, "--format", f.format.value, reportFormats)
	if len(args) == 0 {
		in.addf("no profile is named (name one that tailors or extends another, or two)")
	}
	catalogue := loadCatalogue(in, f.catalogue)
	var given []*profiles.Profile
	if catalogue != nil {
		for _, arg := range args {
			if read := oneProfile(in, "", arg, catalogue, given); read != nil {
				given = append(given, read)
			}
		}
	}
	if len(args) == 1 && len(given) == 1 && given[0].Base() == nil {
		in.addf("%s neither tailors nor extends another profile (name what it is to be compared with before it)", args[0])
	}
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	to := given[len(given)-1]
	from := to.Base()
	if len(given) > 1 {
		from = given[len(given)-2]
	}
	diff := profiles.Diff(from, to)
	if f.format.value == "json" {
		return p.writeDocument(doc.EncodeJSON(diff))
	}
	return report.ProfileDiff(&p.out, &diff, catalogue, p.reportOptions(f.lang, f.format))
}
