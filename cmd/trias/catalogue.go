package main

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

func (p *program) catalogue() *cobra.Command {
	c := &cobra.Command{
		Use:   "catalogue diff",
		Short: "Say what changed from one catalogue to another, and whom it hits",
		Long:  "Catalogue says what changed from one version of a catalogue to another.",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return fmt.Errorf("say what to do: diff (see %s --help)", c.CommandPath())
			}
			return noCommand(c, args[0])
		},
	}
	c.AddCommand(p.catalogueDiff())
	return c
}

// catalogueFlags are the flags of trias catalogue diff.
type catalogueFlags struct {
	both, old, new []string // profiles
	bases          []string // catalogues
	waivers        []string
	records        []string
	decided        decidedFlags
	at             once
	lang           once
	format         once
}

func (p *program) catalogueDiff() *cobra.Command {
	f := catalogueFlags{lang: once{value: "en"}, format: once{value: "text"}}
	c := &cobra.Command{
		Use:   "diff [flags] OLD NEW [DOSSIER|FOLDER...]",
		Short: "Compare two catalogues, and replay dossiers under both",
		Long: `Diff says what changed from the catalogue OLD to NEW: which criteria are added, removed,
tightened, loosened, written otherwise with the same meaning, or reworded. That is decided
from the rules and shown with an example where it can be; where it cannot, it says so. It
also says whether the version is raised as the changes call for (Semantic Versioning).

OLD and NEW are files, or "trias" for the catalogue that Trias brings.

Each DOSSIER is evaluated under both, and what changes is told with the reason. Unlike with
trias assess each file is a subject of its own. Of a folder every dossier in it is taken.

The profile has to fit both catalogues. If it names criteria that only one of them has,
give one for each with --old-profile and --new-profile. Each may be given several times;
the last counts, and may extend or tailor the others.

With --format ndjson each transition is written as soon as it is found, after all dossiers
have been read and checked once.

Exit status:
  0  no verdict gets worse
  1  the verdict on a dossier gets worse
  2  wrong usage or bad input; then nothing is written to standard output`,
		Example: `  trias catalogue diff old.yaml new.yaml
  trias catalogue diff --lang de old.yaml trias
  trias catalogue diff --profile ours.yaml --at 2027-01-01 old.yaml new.yaml offers/
  trias catalogue diff --old-profile v1.yaml --new-profile v2.yaml old.yaml new.yaml offer.yaml
  trias catalogue diff --format ndjson --profile ours.yaml old.yaml new.yaml offers/`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) < 2 {
				return fmt.Errorf("name two catalogues, the old one first (see %s --help)", c.CommandPath())
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.runCatalogueDiff(&f, args) },
	}
	c.Flags().StringArrayVar(&f.bases, "base", nil, "catalogue `FILE` that OLD or NEW extends, if Trias does not bring it")
	c.Flags().StringArrayVar(&f.both, "profile", nil, "profile `ID|FILE` for both catalogues (default normal)")
	c.Flags().StringArrayVar(&f.old, "old-profile", nil, "profile `ID|FILE` for the old catalogue")
	c.Flags().StringArrayVar(&f.new, "new-profile", nil, "profile `ID|FILE` for the new catalogue")
	c.Flags().StringArrayVar(&f.waivers, "waivers", nil, "`FILE` of waivers; those of several count together")
	f.decided.add(c)
	f.decided.addAuthority(c)
	c.Flags().StringArrayVar(&f.records, "onboarding", nil, "`FILE` that says since when an offer is listed under the profile; terms of stages run from it")
	c.Flags().Var(&f.at, "at", "`DATE` or instant the verdicts are given for (default today 00:00 UTC)")
	c.Flags().Var(&f.lang, "lang", "language of the text: "+anyOf(report.Languages()))
	c.Flags().Var(&f.format, "format", "text, json, markdown, or ndjson: a line for each dossier")
	return c
}

// embeddedName stands for the catalogue that Trias brings.
const embeddedName = "trias"

func (p *program) runCatalogueDiff(f *catalogueFlags, args []string) error {
	in := newInput(p.stdin)
	at, day, err := p.atFlag(f.at)
	if err != nil {
		in.add(err)
	}
	oneOf(in, "--lang", f.lang.value, report.Languages())
	oneOf(in, "--format", f.format.value, append(slices.Clone(reportFormats), "ndjson"))
	bases := baseCatalogues(in, f.bases)
	old, new := catalogueArg(in, args[0], bases), catalogueArg(in, args[1], bases)
	dossiers := args[2:]
	options := append(f.decided.load(in), evaluator.WithWaivers(loadWaivers(in, f.waivers)...), evaluator.WithOnboarding(loadOnboardings(in, f.records)...))
	profiled := f.both != nil || f.old != nil || f.new != nil || f.waivers != nil || f.records != nil || f.decided.equivalences != nil || f.decided.decisions != nil
	if len(dossiers) == 0 && profiled {
		in.addf("profiles or what an assessor recorded are given and no dossier (name dossiers, or leave them out)")
	}
	var before, after *profiles.Profile
	if old != nil && new != nil && len(dossiers) > 0 {
		before, after = f.profiles(in, old, new)
	}
	names := dossierNames(in, dossiers)
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	d := criteria.Diff(old, new)
	r := &replayer{program: p, in: in, flags: f, difference: d}
	if len(dossiers) > 0 {
		if r.old, err = evaluator.Compile(old, before); err != nil {
			return err
		}
		if r.new, err = evaluator.Compile(new, after); err != nil {
			return err
		}
		if day != nil && evidence.DateOf(at, after.Zone()) != *day {
			at = day.Start(after.Zone())
		}
	}
	if err := r.begin(old, new); err != nil {
		return err
	}
	if len(dossiers) == 0 {
		return r.finish()
	}
	return r.replay(names, at, options)
}

// catalogueArg returns nil if there is a problem.
func catalogueArg(in *input, arg string, bases []*criteria.Catalogue) *criteria.Catalogue {
	if arg == embeddedName {
		return loadCatalogue(in, once{})
	}
	name, data, ok := in.file(arg)
	if !ok {
		return nil
	}
	c, err := criteria.Decode(name, data, bases...)
	if err != nil {
		in.refuse(err, name, data, criteria.Format)
		return nil
	}
	return c
}

// baseCatalogues reads what the compared catalogues extend.
func baseCatalogues(in *input, args []string) (given []*criteria.Catalogue) {
	for _, arg := range args {
		if c := catalogueArg(in, arg, given); c != nil {
			given = append(given, c)
		}
	}
	return given
}

// profiles returns the profile for each catalogue, nil if there is a problem.
func (f *catalogueFlags) profiles(in *input, old, new *criteria.Catalogue) (before, after *profiles.Profile) {
	texts := profileTexts{}
	if f.both != nil && (f.old != nil || f.new != nil) {
		in.addf("--profile: is given beside --old-profile or --new-profile (give one profile for both, or one for each)")
		return nil, nil
	}
	if (f.old == nil) != (f.new == nil) {
		in.addf("--old-profile and --new-profile go together (give both, or --profile)")
		return nil, nil
	}
	if f.old != nil {
		return texts.load(in, "--old-profile", f.old, old), texts.load(in, "--new-profile", f.new, new)
	}
	args := f.both
	if args == nil {
		args = []string{"normal"}
	}
	said := len(in.problems)
	before = texts.load(in, "--profile", args, old)
	if before != nil {
		after = texts.load(in, "--profile", args, new)
	}
	if len(in.problems) > said && texts.resolved {
		which := old
		if before != nil {
			which = new
		}
		// First, since there may be many problems after it.
		in.problems = slices.Insert(in.problems, said, fmt.Errorf("--profile: %s does not fit the catalogue %s %s (give a profile for each catalogue, with --old-profile and --new-profile)",
			args[len(args)-1], which.ID(), which.Version()))
	}
	return before, after
}

// profileTexts reads the files of profiles once, however many catalogues they
// are resolved against.
type profileTexts struct {
	files    map[string]profileText
	resolved bool // a problem is one of resolving
}

type profileText struct {
	name string
	data []byte
	ok   bool
}

func (t *profileTexts) load(in *input, flag string, args []string, c *criteria.Catalogue) *profiles.Profile {
	var given []*profiles.Profile
	for _, arg := range args {
		p := t.one(in, flag, arg, c, given)
		if p == nil {
			return nil
		}
		given = append(given, p)
	}
	return given[len(given)-1]
}

func (t *profileTexts) one(in *input, flag, arg string, c *criteria.Catalogue, bases []*profiles.Profile) *profiles.Profile {
	if !isFile(arg) {
		p, err := profiles.Lookup(arg)
		if err == nil {
			under, none := p.Under(c)
			if none != nil {
				t.resolved = p.Definition().Catalogue == c.ID()
				under, err = again(p, c)
				t.resolved = t.resolved && err != nil
			}
			p = under
		}
		if err != nil {
			if !errors.Is(err, profiles.ErrUnknown) && !t.resolved {
				err = fmt.Errorf("%w; give a profile file", err)
			}
			in.addf("%s: %w", flag, err)
			return nil
		}
		return p
	}
	text, read := t.files[arg]
	if !read {
		text.name, text.data, text.ok = in.file(arg)
		if t.files == nil {
			t.files = map[string]profileText{}
		}
		t.files[arg] = text
	}
	if !text.ok {
		return nil
	}
	// What it extends may be a profile that Trias brings, for another catalogue.
	for _, id := range profiles.Names() {
		if p, err := profiles.Lookup(id); err == nil && !c.Contains(p.Catalogue()) {
			if q, err := again(p, c); err == nil {
				bases = append(bases, q)
			}
		}
	}
	p, err := profiles.Decode(text.name, text.data, c, bases...)
	if err != nil {
		t.resolved = true
		in.refuse(err, text.name, text.data, profiles.Format)
		return nil
	}
	return p
}

// again resolves a profile that Trias brings, and what it builds on, against
// another catalogue.
func again(p *profiles.Profile, c *criteria.Catalogue) (*profiles.Profile, error) {
	if p.Definition().Catalogue != c.ID() {
		return nil, fmt.Errorf("the profile %q is made for the catalogue %q, not for %q", p.ID(), p.Definition().Catalogue, c.ID())
	}
	var bases []*profiles.Profile
	if base := p.Base(); base != nil {
		b, err := again(base, c)
		if err != nil {
			return nil, err
		}
		bases = append(bases, b)
	}
	return profiles.New(p.Definition(), c, bases...)
}

// differenceFile is the answer as one JSON document.
type differenceFile struct {
	Difference *criteria.Difference `json:"difference" required:"true"`
	Replay     *replayFile          `json:"replay,omitzero"`
}

type replayFile struct {
	At          evaluator.Instant        `json:"at" required:"true"`
	Old         profileRef               `json:"oldProfile" required:"true"`
	New         profileRef               `json:"newProfile" required:"true"`
	Transitions []evaluator.Transition   `json:"transitions,omitzero"`
	Summary     *evaluator.ReplaySummary `json:"summary,omitzero"`
}

type profileRef struct {
	ID      string           `json:"id" required:"true"`
	Version evidence.Version `json:"version" required:"true"`
	Digest  string           `json:"digest" required:"true"`
}

func refOf(p *profiles.Profile) profileRef { return profileRef{p.ID(), p.Version(), p.Digest()} }

func (p *program) line(v any) error {
	data, err := doc.Canonical(v)
	if err != nil {
		return err
	}
	p.out.Write(data)
	p.out.WriteByte('\n')
	return nil
}
