package main

import (
	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// profilesFlags are the flags of trias profiles.
type profilesFlags struct {
	catalogue once
	region    once
	lang      once
	format    once
}

func (p *program) profiles() *cobra.Command {
	f := profilesFlags{lang: once{value: "en"}, format: once{value: "text"}}
	c := &cobra.Command{
		Use:   "profiles [flags] [ID|FILE...]",
		Short: "List profiles: what each demands how strictly, where, and whom it binds",
		Long: `Profiles lists the profiles Trias brings, or those that are named: how many criteria each
makes a must, a should or a may, for a subject of each layer too, which region its criteria
ask for, and whom it binds by itself.

For a layer those criteria count that can apply there. Without a layer all count, each
with the strictest obligation it has at any.

A profile in a file may extend or tailor one named before it.`,
		Example: `  trias profiles
  trias profiles --lang de high very-high
  trias profiles --format json ours.yaml`,
		RunE: func(_ *cobra.Command, args []string) error { return p.runProfiles(&f, args) },
	}
	catalogueFlag(c, &f.catalogue)
	c.Flags().Var(&f.region, "localisation", "`REGION` that criteria ask for: EU, EEA, a country such as DE; each profile's own if left out")
	c.Flags().Var(&f.lang, "lang", "language of the text: "+anyOf(report.Languages()))
	c.Flags().Var(&f.format, "format", "text, json or markdown")
	c.AddCommand(p.profilesCheck(), p.profilesDiff())
	return c
}

// listedProfile is a profile in the list.
type listedProfile struct {
	ID           string                             `json:"id"`
	Version      evidence.Version                   `json:"version"`
	Title        evidence.Text                      `json:"title,omitzero"`
	Extends      string                             `json:"extends,omitzero"`
	Tailors      string                             `json:"tailors,omitzero"`
	Catalogue    string                             `json:"catalogue"`
	Counts       profiles.Counts                    `json:"counts"`
	Layers       map[evidence.Layer]profiles.Counts `json:"layers"`
	Localisation *profiles.Localisation             `json:"localisation,omitzero"`
	Binding      []profiles.Binding                 `json:"binding,omitzero"`
	Stages       []profiles.StageApplied            `json:"stages,omitzero"`
	Onboarding   *profiles.OnboardingRules          `json:"onboarding,omitzero"`
	Digest       string                             `json:"digest"`
}

func (p *program) runProfiles(f *profilesFlags, args []string) error {
	in := newInput(p.stdin)
	oneOf(in, "--lang", f.lang.value, report.Languages())
	oneOf(in, "--format", f.format.value, reportFormats)
	catalogue := loadCatalogue(in, f.catalogue)
	if len(args) == 0 && containsBrought(catalogue) {
		args = profiles.Names()
	}
	if len(args) == 0 && catalogue != nil {
		in.addf("no profile is named (with --catalogue, name profile files)")
	}
	var listed []*profiles.Profile
	if catalogue != nil {
		var given []*profiles.Profile
		for _, arg := range args {
			read := oneProfile(in, "", arg, catalogue, given)
			if read == nil {
				continue
			}
			given = append(given, read)
			if shown := localised(in, read, f.region); shown != nil {
				listed = append(listed, shown)
			}
		}
	}
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	if f.format.value == "json" {
		return p.writeDocument(doc.EncodeJSON(listProfiles(listed)))
	}
	return report.Profiles(&p.out, listed, p.reportOptions(f.lang, f.format))
}

func listProfiles(listed []*profiles.Profile) []listedProfile {
	out := []listedProfile{}
	for _, p := range listed {
		out = append(out, listProfile(p))
	}
	return out
}

func listProfile(p *profiles.Profile) listedProfile {
	l := listedProfile{ID: p.ID(), Version: p.Version(), Title: p.Title(), Catalogue: p.Catalogue().ID(), Counts: p.Counts(""),
		Layers: map[evidence.Layer]profiles.Counts{}, Localisation: p.Localisation(), Binding: p.Bindings(), Digest: p.Digest()}
	if p.Extends() != nil {
		l.Extends = p.Extends().ID()
	}
	if p.Tailors() != nil {
		l.Tailors = p.Tailors().ID()
	}
	if stages := p.Stages(); len(stages) > 0 {
		l.Stages = stages
	}
	l.Onboarding = p.Onboarding()
	for _, layer := range evidence.Layer("").Values() {
		l.Layers[evidence.Layer(layer)] = p.Counts(evidence.Layer(layer))
	}
	return l
}
