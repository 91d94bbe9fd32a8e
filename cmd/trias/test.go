package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/criteriatest"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

func (p *program) test() *cobra.Command {
	var mutants bool
	c := &cobra.Command{
		Use:   "test [flags] [CATALOGUE] [PROFILE...] FIXTURES...",
		Short: "Run the fixtures of criteria and tell whether they would notice a wrong rule",
		Long: `Test runs the fixtures of criteria: examples with the outcome that must follow. Then
it makes every small mistake in the rules, such as < for <= or a limit that is off by
one, and runs the fixtures again: a mistake that none of them notices is listed, with
its place. Add a case for it, or justify it in the file of fixtures.

What a file is, its first line says ("trias: fixtures/v1"). Without a catalogue the
fixtures are of the one Trias brings, whose profiles they may name. A profile that
another one extends is looked for among the files, and else among those Trias brings,
and so is a catalogue. Of several catalogues the one is tested that extends the others.

Exit status:
  0  every case holds, every mistake is noticed or justified
  1  something is not
  2  wrong usage, or a file that cannot be read or does not load`,
		Example: `  trias test criteria/fixtures/*.yaml
  trias test catalogue.yaml profile.yaml fixtures/*.yaml
  trias test --mutants catalogue.yaml DAT-CON-06.yaml`,
		Args: atLeastOneFile,
		RunE: func(_ *cobra.Command, args []string) error { return p.runTest(mutants, args) },
	}
	c.Flags().BoolVar(&mutants, "mutants", false, "list every mistake that was made and what became of it")
	return c
}

// bench gathers the files of trias test by what they are.
type bench struct {
	in        *input
	catalogue *criteria.Catalogue
	files     []*catalogueFile
	profiles  []*tested
	fixtures  []*criteriatest.Fixtures
	names     []string // of the files of fixtures
}

// tested is a profile's file; it is resolved once the catalogue is known.
type tested struct {
	name, id, extends string
	data              []byte
	visited           bool
	profile           *profiles.Profile
}

func (p *program) runTest(mutants bool, args []string) error {
	b := &bench{in: newInput(p.stdin)}
	for _, arg := range args {
		if name, data, ok := b.in.file(arg); ok {
			b.read(name, data)
		}
	}
	checker := b.build()
	if len(b.in.problems) == 0 && len(b.fixtures) == 0 {
		b.in.addf("no file holds fixtures (give a file that begins with \"trias: %s\")", criteriatest.Format)
	}
	if len(b.in.problems) > 0 {
		b.in.report(p.stderr)
		return exit{statusBadInput}
	}
	var total criteriatest.Summary
	clean := true
	for _, f := range b.fixtures {
		report, err := checker.Check(context.Background(), f)
		if err != nil {
			return err
		}
		total.Add(report)
		clean = clean && len(report.Problems) == 0
		p.writeReport(&report, mutants)
	}
	fmt.Fprintln(&p.out, total)
	if !clean {
		return exit{statusNegative}
	}
	return nil
}

// read sorts a file by its marker.
func (b *bench) read(name string, data []byte) {
	node, err := doc.Parse(name, data, evidence.DefaultLimits())
	if err != nil {
		b.in.add(err)
		return
	}
	marker := ""
	if n := node.Get("trias"); n != nil {
		marker = n.Text
	}
	switch marker {
	case criteria.Format:
		b.files = append(b.files, &catalogueFile{name: name, data: data, node: node})
	case profiles.Format:
		text := func(key string) string {
			if n := node.Get(key); n != nil {
				return n.Text
			}
			return ""
		}
		f := &tested{name: name, id: text("id"), extends: text("extends"), data: data}
		if other := b.profileFile(f.id); other != nil && f.id != "" {
			b.in.addf("%s: the profile %s is in %s, too (give one of them)", name, f.id, other.name)
			return
		}
		b.profiles = append(b.profiles, f)
	case criteriatest.Format:
		f, err := criteriatest.Decode(name, data)
		if err != nil {
			b.in.add(err)
			return
		}
		if i := slices.IndexFunc(b.fixtures, func(g *criteriatest.Fixtures) bool { return g.Criterion() == f.Criterion() }); i >= 0 {
			b.in.addf("%s: the fixtures of %s are in %s, too (put all into one file)", name, f.Criterion(), b.names[i])
			return
		}
		b.fixtures, b.names = append(b.fixtures, f), append(b.names, name)
	default:
		if kind := kinds[marker]; kind != "" {
			b.in.addf("%s: is %s, not fixtures, a catalogue or a profile", name, kind)
			return
		}
		wanted := []string{criteriatest.Format, criteria.Format, profiles.Format}
		hint := fmt.Sprintf(`begin with for example "trias: %s"`, criteriatest.Format)
		if near := doc.Suggest(marker, wanted); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		b.in.add(node.Problem(doc.Structural, "is neither fixtures nor a catalogue or profile", hint))
	}
}

// build makes the bench; nil if there is a problem.
func (b *bench) build() *criteriatest.Bench {
	if b.catalogue = b.tested(); b.catalogue == nil {
		return nil
	}
	var given []*profiles.Profile
	for _, f := range b.profiles {
		b.resolve(f)
		given = append(given, f.profile)
	}
	if len(b.in.problems) > 0 {
		return nil
	}
	checker, err := criteriatest.New(b.catalogue, given...)
	if err != nil {
		b.in.add(err)
	}
	return checker
}

// tested returns the catalogue whose criteria are tested: of the files the one
// that no other extends, or the one Trias brings. It is nil if there is a problem.
func (b *bench) tested() *criteria.Catalogue {
	if len(b.files) == 0 {
		return loadCatalogue(b.in, once{})
	}
	before := len(b.in.problems)
	readCatalogues(b.in, b.files)
	if len(b.in.problems) > before {
		return nil
	}
	var all []*criteria.Catalogue
	for _, f := range b.files {
		all = append(all, f.catalogue)
	}
	last := outermost(all)
	for _, f := range b.files {
		if f.catalogue == last[0] || !slices.Contains(last, f.catalogue) {
			continue
		}
		b.in.addf("%s: there is a catalogue already that does not extend it: %s (test one after the other)", f.name, b.files[slices.Index(all, last[0])].name)
	}
	return last[0]
}

// profileFile returns the file of a profile, or nil.
func (b *bench) profileFile(id string) *tested {
	for _, f := range b.profiles {
		if f.id == id {
			return f
		}
	}
	return nil
}

// resolve reads a profile, and before it the one of the files that it extends.
func (b *bench) resolve(f *tested) {
	if f.visited {
		return
	}
	f.visited = true
	var bases []*profiles.Profile
	if base := b.profileFile(f.extends); base != nil {
		b.resolve(base)
		if base.profile != nil {
			bases = append(bases, base.profile)
		}
	}
	p, err := profiles.Decode(f.name, f.data, b.catalogue, bases...)
	if err != nil {
		b.in.add(err)
		return
	}
	f.profile = p
}

func (p *program) writeReport(r *criteriatest.Report, mutants bool) {
	for _, problem := range r.Problems {
		fmt.Fprintln(&p.out, problem.Error())
	}
	if !mutants {
		return
	}
	for _, m := range r.Mutants {
		fate := string(m.Fate)
		switch m.Fate {
		case criteriatest.Killed:
			fate = fmt.Sprintf("killed by the case in line %d", m.By)
		case criteriatest.DoesNotCompile:
			fate = "does not compile"
		}
		fmt.Fprintf(&p.out, "%s: %s: %s [%s]\n", r.Criterion, m.Name, fate, m.Mutation)
	}
}
