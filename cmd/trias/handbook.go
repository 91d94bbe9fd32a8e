package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/handbook"
	"github.com/trias-sovereignty/trias/profiles"
)

// handbookFlags are the flags of trias handbook.
type handbookFlags struct {
	profiles  []string
	region    once
	catalogue once
	lang      once
	format    once
}

func (p *program) handbook() *cobra.Command {
	f := handbookFlags{lang: once{value: "en"}, format: once{value: "markdown"}}
	c := &cobra.Command{
		Use:   "handbook [flags]",
		Short: "Write down what is asked, why, and what proves it",
		Long: `Handbook writes down what a catalogue asks and what a profile makes of it: the questions
and why they are asked, what must be stated and what is demanded, which proof will do at
which level, who answers, what it takes, and which laws and standards it goes back to.

Without --profile it is about "normal", with "high" and "very-high" beside it. Of several
profiles it is about the last; the others stand beside it in their order. A profile in a
file may extend one given before it. With a catalogue of your own profiles are files,
unless it extends the one that Trias brings.
With --localisation the criteria that ask for a region ask for that one.

HTML is one page that fetches nothing; to print it is to make a PDF. JSON has all texts and
numbers as data.`,
		Example: `  trias handbook > handbook.md
  trias handbook --profile high --lang de --format html > handbuch.html
  trias handbook --profile federal-high --profile federal-normal --format html > handbook.html
  trias handbook --catalogue catalogue.yaml --profile profile.yaml`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("it takes no files but those of its flags (see %s --help)", c.CommandPath())
			}
			return nil
		},
		DisableFlagsInUseLine: true,
		RunE:                  func(*cobra.Command, []string) error { return p.runHandbook(&f) },
	}
	c.Flags().StringArrayVar(&f.profiles, "profile", nil, "profile `ID|FILE`; of several the last is the one it is about (default normal, beside high and very-high)")
	c.Flags().Var(&f.region, "localisation", "`REGION` that criteria ask for: EU, EEA, a country such as DE; the profiles' own if left out")
	catalogueFlag(c, &f.catalogue)
	c.Flags().Var(&f.lang, "lang", "language of the text: "+anyOf(handbook.Languages()))
	c.Flags().Var(&f.format, "format", "markdown, html or json")
	return c
}

func (p *program) runHandbook(f *handbookFlags) error {
	in := newInput(p.stdin)
	oneOf(in, "--lang", f.lang.value, handbook.Languages())
	oneOf(in, "--format", f.format.value, []string{"markdown", "html", "json"})
	catalogue := loadCatalogue(in, f.catalogue)
	var levels []*profiles.Profile
	chosen := 0
	if catalogue != nil {
		levels, chosen = handbookLevels(in, f.profiles, catalogue)
		for i := range levels {
			if levels[i] = localised(in, levels[i], f.region); levels[i] == nil {
				break
			}
		}
	}
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	h, err := handbook.New(f.lang.value, levels[chosen], levels...)
	if err != nil {
		return err
	}
	switch f.format.value {
	case "html":
		return h.HTML(&p.out)
	case "json":
		return p.writeDocument(h.EncodeJSON())
	}
	return h.Markdown(&p.out)
}

// handbookLevels loads the profiles and says which of them is the one the
// handbook is about.
func handbookLevels(in *input, args []string, catalogue *criteria.Catalogue) (levels []*profiles.Profile, chosen int) {
	if chosen = len(args) - 1; args == nil {
		for _, line := range profiles.Lines() {
			if line.ID == profiles.General {
				args, chosen = []string{line.Normal, line.High, line.VeryHigh}, 0
			}
		}
	}
	for _, arg := range args {
		p := oneProfile(in, "--profile: ", arg, catalogue, levels)
		if p == nil {
			return nil, 0
		}
		levels = append(levels, p)
	}
	return levels, chosen
}
