package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// crosswalkFlags are the flags of trias crosswalk.
type crosswalkFlags struct {
	catalogue once
	lang      once
	format    once
}

func (p *program) crosswalk() *cobra.Command {
	f := crosswalkFlags{lang: once{value: "en"}, format: once{value: "text"}}
	c := &cobra.Command{
		Use:   "crosswalk [flags] [FRAMEWORK[@VERSION]]",
		Short: "Show which clauses of a framework the criteria refer to, and which none does",
		Long: `Crosswalk shows which clauses of a framework the criteria of a catalogue refer to, how,
and which no criterion refers to.

How a criterion relates to a clause is what the catalogue says: equal, part of it, or
related. Where the list of a framework's clauses is not complete, a clause that is not
listed may exist all the same. What nobody has looked up is marked with an asterisk.

Without VERSION, the version counts that there is, or of several the one the criteria
refer to. Without FRAMEWORK, it lists the frameworks.`,
		Example: `  trias crosswalk
  trias crosswalk C5@2020
  trias crosswalk --lang de --format csv C3A > c3a.csv
  trias crosswalk --catalogue catalogue.yaml DataAct`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return fmt.Errorf("name one framework, not %d (see %s --help)", len(args), c.CommandPath())
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.runCrosswalk(&f, args) },
	}
	catalogueFlag(c, &f.catalogue)
	c.Flags().Var(&f.lang, "lang", "language of the text: "+anyOf(report.Languages()))
	c.Flags().Var(&f.format, "format", "text, csv or json")
	return c
}

func (p *program) runCrosswalk(f *crosswalkFlags, args []string) error {
	in := newInput(p.stdin)
	oneOf(in, "--lang", f.lang.value, report.Languages())
	oneOf(in, "--format", f.format.value, []string{"text", "csv", "json"})
	catalogue := loadCatalogue(in, f.catalogue)
	var names []frameworks.Name
	if catalogue != nil {
		names = p.asked(in, catalogue, args)
	}
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	var all []*criteria.Crosswalk
	for _, name := range names {
		x, err := criteria.NewCrosswalk(catalogue, name)
		if err != nil {
			return err
		}
		all = append(all, x)
	}
	if len(args) == 0 {
		return p.writeFrameworks(all, f)
	}
	return p.writeCrosswalk(all[0], catalogue, f)
}

// asked returns the framework that is asked for, or all.
func (p *program) asked(in *input, c *criteria.Catalogue, args []string) []frameworks.Name {
	known := c.Frameworks()
	if len(args) == 0 {
		return known
	}
	name := frameworks.ParseName(args[0])
	if name.Version == "" {
		chosen, err := newest(c, name.Framework, known)
		if err != nil {
			in.add(err)
		}
		return []frameworks.Name{chosen}
	}
	if !slices.Contains(known, name) {
		in.add(unknownFramework(name.String(), name.Framework, known))
	}
	return []frameworks.Name{name}
}

// newest chooses a version where none is named: the only one there is, or the
// only one that criteria refer to.
func newest(c *criteria.Catalogue, framework string, known []frameworks.Name) (frameworks.Name, error) {
	var versions, used []frameworks.Name
	for _, name := range known {
		if name.Framework == framework {
			versions = append(versions, name)
		}
	}
	switch len(versions) {
	case 0:
		return frameworks.Name{}, unknownFramework(framework, framework, known)
	case 1:
		return versions[0], nil
	}
	for _, criterion := range c.Criteria() {
		for _, r := range criterion.References {
			if slices.Contains(versions, r.Name()) && !slices.Contains(used, r.Name()) {
				used = append(used, r.Name())
			}
		}
	}
	if len(used) == 1 {
		return used[0], nil
	}
	return frameworks.Name{}, fmt.Errorf("%s is known in several versions (use one of %s)", framework, join(versions))
}

func unknownFramework(asked, framework string, known []frameworks.Name) error {
	var same []frameworks.Name
	var ids []string
	for _, name := range known {
		ids = append(ids, name.Framework)
		if name.Framework == framework {
			same = append(same, name)
		}
	}
	hint := "trias crosswalk lists those there are"
	if near := doc.Suggest(framework, ids); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	if len(same) > 0 {
		hint = "use " + join(same)
	}
	return fmt.Errorf("there is no framework %s (%s)", doc.Quote(asked), hint)
}

func join(names []frameworks.Name) string {
	var out []string
	for _, name := range names {
		out = append(out, name.String())
	}
	return strings.Join(out, ", ")
}

func (p *program) writeCrosswalk(x *criteria.Crosswalk, catalogue *criteria.Catalogue, f *crosswalkFlags) error {
	switch f.format.value {
	case "csv":
		return x.WriteCSV(&p.out, f.lang.value)
	case "json":
		return p.writeDocument(x.EncodeJSON())
	}
	dates, err := report.NewWords(f.lang.value, catalogue)
	if err != nil {
		return err
	}
	words, err := crosswalkIn(f.lang.value)
	if err != nil {
		return err
	}
	crosswalkText(&p.out, x, words, dates.Date)
	return nil
}

// writeFrameworks lists the frameworks: their heads, without clauses.
func (p *program) writeFrameworks(all []*criteria.Crosswalk, f *crosswalkFlags) error {
	switch f.format.value {
	case "csv":
		return errors.New("--format csv: name a framework (the list of frameworks is text or json)")
	case "json":
		for _, x := range all {
			x.Rows, x.Whole = nil, nil
		}
		return p.writeDocument(doc.EncodeJSON(all))
	}
	words, err := crosswalkIn(f.lang.value)
	if err != nil {
		return err
	}
	frameworksText(&p.out, all, words)
	return nil
}
