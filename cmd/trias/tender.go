package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evaluator/tender"
)

// tenderFlags are the flags of trias tender check and trias tender qualify.
type tenderFlags struct {
	announced once
	until     once
	lang      once
	format    once
	detail    once
	authority bool
}

func (p *program) tender() *cobra.Command {
	c := &cobra.Command{
		Use:   "tender",
		Short: "Check a tender before it is announced, and qualify for a dynamic purchasing system",
		Long: `Tender checks tenders before offers are opened, and says who qualifies for a dynamic
purchasing system. trias rank ranks the offers.

A tender is a YAML file. trias schema tender describes every field of it, and editors that
know JSON Schema complete it by that. trias handbook lists the criteria there are to exclude
and to score by. The least that can be checked and ranked is a method with numbers:

  method: {name: ufab-extended, corridor: "0.05", decide: performance}
  offers:
    - {id: A1, performance: "60", price: "65000"}
    - {id: A2, performance: "75", price: "74000"}

The methods:

  ` + strings.Join(rank.Name("").Values(), "\n  "),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return noCommand(c, args[0])
			}
			return fmt.Errorf("name a command: check or qualify (see %s --help)", c.CommandPath())
		},
	}
	c.AddCommand(p.tenderCheck(), p.tenderQualify())
	return c
}

func (p *program) tenderCheck() *cobra.Command {
	f := tenderFlags{lang: once{value: "en"}, format: once{value: "text"}, detail: once{value: "decisive"}}
	c := &cobra.Command{
		Use:   "check [flags] TENDER",
		Short: "Check a tender before offers are opened, and print the digest to announce",
		Long: `Check looks at a tender before any offer is opened: whether weights add up at every level,
every award criterion can be measured and no exclusion criterion is scored again, the
method has all its parameters and none that it has no use for, minimums can be reached,
and what may be requested later is allowed. It names everything at once, with its place.

It prints the digest to announce, which covers the tender without its offers, and the
content of the profile, the catalogue and the other files it names. Offers are not
opened.

Exit status:
  0  the tender can be announced; there may be warnings
  1  it cannot: there are errors
  2  wrong usage or bad input; then nothing is written to standard output`,
		Example: `  trias tender check tender.yaml
  trias tender check --lang de --format markdown tender.yaml
  trias tender check --format json tender.yaml`,
		Args: oneTender,
		RunE: func(_ *cobra.Command, args []string) error { return p.runTenderCheck(&f, args[0]) },
	}
	c.Flags().Var(&f.lang, "lang", "language of the text: "+anyOf(report.Languages()))
	c.Flags().Var(&f.format, "format", anyOf(reportFormats))
	c.Flags().Var(&f.detail, "detail", "what the text shows: decisive, or all, with every exclusion criterion")
	return c
}

func (p *program) runTenderCheck(f *tenderFlags, file string) error {
	in := newInput(p.stdin)
	oneOf(in, "--lang", f.lang.value, report.Languages())
	oneOf(in, "--format", f.format.value, reportFormats)
	oneOf(in, "--detail", f.detail.value, []string{"decisive", "all"})
	t := loadTender(in, file)
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	c, err := tender.Check(t)
	if err != nil {
		return err
	}
	if err := p.writeCheck(f, t, c); err != nil {
		return err
	}
	if !c.Sound() {
		return exit{statusNegative}
	}
	return nil
}

func (p *program) writeCheck(f *tenderFlags, t *tender.Tender, c *tender.Checked) error {
	if f.format.value != "json" {
		opts := p.reportOptions(f.lang, f.format)
		opts.Full, opts.Titles = f.detail.value == "all", t.Titles()
		return report.TenderCheck(&p.out, c, t.Catalogue(), opts)
	}
	return p.writeDocument(c.EncodeJSON())
}

func (p *program) tenderQualify() *cobra.Command {
	f := tenderFlags{lang: once{value: "en"}, format: once{value: "text"}}
	c := &cobra.Command{
		Use:   "qualify [flags] TENDER",
		Short: "Say who is let in to a dynamic purchasing system, and until when",
		Long: `Qualify looks at the exclusion criteria for all who apply, and says who is let in, until
when that holds by itself and why it ends, and what may be requested of those that are
open. Calls for offers let in by the JSON it prints: trias rank --qualification FILE.

It looks ahead until the day that --until names, which is included; four years from the
day of the tender if it is left out.

Exit status:
  0  everybody is let in
  1  somebody is not
  3  somebody is open, and nobody is out
  2  wrong usage or bad input; then nothing is written to standard output`,
		Example: `  trias tender qualify --format json system.yaml > qualification.json
  trias tender qualify --lang de --until 2028-12-31 system.yaml`,
		Args: oneTender,
		RunE: func(_ *cobra.Command, args []string) error { return p.runTenderQualify(&f, args[0]) },
	}
	c.Flags().Var(&f.until, "until", "last `DATE` or instant to look at; four years after the tender's day if left out")
	c.Flags().Var(&f.announced, "announced", "`DIGEST` that was announced; the one the tender states if left out")
	c.Flags().BoolVar(&f.authority, "authority", false, "show confidential facts, which are masked otherwise: for the authority's own file, not to be passed on")
	c.Flags().Var(&f.lang, "lang", "language of the text: "+anyOf(report.Languages()))
	c.Flags().Var(&f.format, "format", anyOf(reportFormats))
	return c
}

func (p *program) runTenderQualify(f *tenderFlags, file string) error {
	in := newInput(p.stdin)
	oneOf(in, "--lang", f.lang.value, report.Languages())
	oneOf(in, "--format", f.format.value, reportFormats)
	opts := tender.Options{Announced: digestFlag(in, "--announced", f.announced), Authority: f.authority}
	t := loadTender(in, file)
	if f.until.given {
		at, day, err := instantOf("--until", f.until.value)
		switch {
		case err != nil:
			in.add(err)
		case t != nil && day != nil && t.Profile() != nil:
			at = day.Start(t.Profile().Zone()) // whatever happens on a day happens as it begins
		}
		if opts.Until = at; err == nil && t != nil && at.Before(t.At()) {
			in.addf("--until: %s is before the day of the tender", f.until.value)
		}
	}
	offers := openOffers(in, t)
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	var done func()
	opts.Progress, done = p.progressOf(len(offers))
	q, err := tender.Qualify(context.Background(), t, offers, opts)
	done()
	if err != nil {
		in.add(err)
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	if err := p.writeQualification(f, t, q); err != nil {
		return err
	}
	has := func(s tender.QualifiedStatus) bool {
		return slices.ContainsFunc(q.Bidders, func(b tender.Qualified) bool { return b.Status == s })
	}
	switch {
	case has(tender.NotQualified):
		return exit{statusNegative}
	case has(tender.QualifiedIsOpen):
		return exit{statusInconclusive}
	}
	return nil
}

func (p *program) writeQualification(f *tenderFlags, t *tender.Tender, q *tender.Qualification) error {
	if f.format.value != "json" {
		return report.Qualification(&p.out, q, t.Catalogue(), p.reportOptions(f.lang, f.format))
	}
	return p.writeDocument(q.EncodeJSON())
}

// readWithin reads a file up to a size.
func readWithin(file string, limit int64) ([]byte, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, limit))
}
