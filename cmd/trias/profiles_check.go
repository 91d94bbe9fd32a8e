package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/profiles"
)

// checkFlags are the flags of trias profiles check.
type checkFlags struct {
	profilesFlags
	base           once
	counterexample once
	detail         once
}

func (p *program) profilesCheck() *cobra.Command {
	f := checkFlags{profilesFlags: profilesFlags{lang: once{value: "en"}, format: once{value: "text"}}, detail: once{value: "weaker"}}
	c := &cobra.Command{
		Use:   "check [flags] PROFILE...",
		Short: "Check that a profile is at least as strict as another, with a counterexample if not",
		Long: `Check answers whether a profile is at least as strict as the one it extends or tailors, or
as another that is named: whether no criterion of the base and no verdict comes out better
under it, whatever the dossier.

Each difference is first tried to be proven harmless: obligations and stages, proof demands,
parameters along the way in which the rule tightens, and else by comparing both versions of
the rule on all evidence there can be. Where that fails a dossier is made up that comes out
better; it is assessed under both profiles before it is shown. Where neither succeeds the
answer is "not decided".

With --counterexample shown.yaml the dossier is written to that file and, where it matters
since when the made-up offer is listed, a record for each profile beside it, with the
profile's id in its name. Whoever runs trias assess on them, with the --at that the answer
names and --onboarding shown.city.yaml, sees what check says.

A profile in a file may extend or tailor one named before it; the last is checked.

The exit status is 0 for at least as strict, 1 for not, 3 for not decided, 2 for bad input.`,
		Example: `  trias profiles check city.yaml
  trias profiles check --base normal --lang de high
  trias profiles check --counterexample shown.yaml city.yaml`,
		RunE: func(c *cobra.Command, args []string) error { return p.runProfilesCheck(c.Context(), &f, args) },
	}
	c.Flags().Var(&f.base, "base", "profile to compare with: `ID|FILE`; the one it extends or tailors if left out")
	c.Flags().Var(&f.counterexample, "counterexample", "write the counterexample's dossier to `FILE`, and records of its listing beside it")
	c.Flags().Var(&f.detail, "detail", "weaker explains what is less strict or not decided, all every difference")
	c.Flags().Var(&f.catalogue, "catalogue", "catalogue `FILE`, after those it extends; the one Trias brings if left out")
	c.Flags().Var(&f.lang, "lang", "language of the text: "+anyOf(report.Languages()))
	c.Flags().Var(&f.format, "format", "text, json or markdown")
	return c
}

func (p *program) runProfilesCheck(ctx context.Context, f *checkFlags, args []string) error {
	in := newInput(p.stdin)
	oneOf(in, "--lang", f.lang.value, report.Languages())
	oneOf(in, "--format", f.format.value, reportFormats)
	oneOf(in, "--detail", f.detail.value, []string{"weaker", "all"})
	if len(args) == 0 {
		in.addf("no profile is named (name the one to check)")
	}
	var base, checked *profiles.Profile
	catalogue := loadCatalogue(in, f.catalogue)
	if catalogue != nil {
		var given []*profiles.Profile
		if f.base.given {
			if base = oneProfile(in, "--base: ", f.base.value, catalogue, nil); base != nil {
				given = append(given, base)
			}
		}
		for _, arg := range args {
			if checked = oneProfile(in, "", arg, catalogue, given); checked != nil {
				given = append(given, checked)
			}
		}
	}
	if checked != nil && !f.base.given {
		if base = checked.Base(); base == nil {
			in.addf("%s neither extends nor tailors another profile (name what to compare it with: --base normal)", args[len(args)-1])
		}
	}
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	if ctx == nil {
		ctx = context.Background()
	}
	s, err := evaluator.Stricter(ctx, checked, base)
	if err != nil {
		return err
	}
	if err := p.writeCounterexample(f, &s); err != nil {
		return err
	}
	if f.format.value == "json" {
		if err := p.writeDocument(s.EncodeJSON()); err != nil {
			return err
		}
	} else {
		opts := p.reportOptions(f.lang, f.format)
		opts.Full = f.detail.value == "all"
		if err := report.Strictness(&p.out, &s, catalogue, opts); err != nil {
			return err
		}
	}
	switch s.Answer {
	case evaluator.IsStricter:
		return nil
	case evaluator.NotStricter:
		return exit{statusNegative}
	}
	return exit{statusInconclusive}
}

// writeCounterexample writes the dossier that was made up, if any and if asked
// for, and beside it the record of its listing under each profile, if it is
// listed. No file is overwritten: what stands there may be of more worth.
func (p *program) writeCounterexample(f *checkFlags, s *evaluator.Strictness) error {
	c := s.Counterexample
	if !f.counterexample.given || c == nil {
		return nil
	}
	name := f.counterexample.value
	text, err := c.EncodeYAML()
	if err != nil {
		return err
	}
	if err := writeNew(name, text); err != nil {
		return err
	}
	for _, id := range []string{s.Base.ID, s.Profile.ID} {
		record := c.Onboarding(id)
		if record == nil {
			continue
		}
		if text, err = record.EncodeYAML(); err != nil {
			return err
		}
		ext := filepath.Ext(name)
		if err := writeNew(strings.TrimSuffix(name, ext)+"."+id+ext, text); err != nil {
			return err
		}
	}
	return nil
}

// writeNew writes a file that is not there yet.
func writeNew(name string, text []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	switch {
	case errors.Is(err, os.ErrExist):
		return fmt.Errorf("--counterexample: %s exists already (name another file)", name)
	case err != nil:
		return fmt.Errorf("--counterexample: %s cannot be written: %w", name, because(err))
	}
	if _, err := file.Write(text); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}
