package main

import (
	"context"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evaluator/tender"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// rankFlags are the flags of trias rank.
type rankFlags struct {
	stability     once
	announced     once
	qualification once
	lang          once
	format        once
	detail        once
	authority     bool
}

func (p *program) rank() *cobra.Command {
	f := rankFlags{lang: once{value: "en"}, format: once{value: "text"}, detail: once{value: "decisive"}}
	c := &cobra.Command{
		Use:   "rank [flags] TENDER",
		Short: "Exclude, score and rank the offers of a tender, by what was announced",
		Long: `Rank says what follows from a tender and its offers: which are excluded and why, which are
open and what may be requested of them, how many points the others have by the award
criteria, and in which order they are with their price, by the method of the tender.

The file names profile, dossiers and whatever else it needs relative to itself. A file
that only gives a method, and of each offer its performance and its price, checks the
method on its own. All numbers are exact; what is rounded is marked.

Nothing is ranked by a tender in which trias tender check finds an error. A tender that
is another one than was announced is ranked, and the ranking says so.

With --stability the ranking also says how far weights, prices and what is unknown may
move before another offer is first: in percent of the weights and, after a comma, of the
prices. Left out, the tender decides.

Exit status:
  0  ranked, and no offer is open
  1  nobody is ranked: there are no offers, or all of them are out
  3  an offer is open: the ranking is without it and may change
  2  wrong usage or bad input; then nothing is written to standard output`,
		Example: `  trias rank tender.yaml
  trias rank --lang de --format markdown tender.yaml
  trias rank --format json --stability 10,5 tender.yaml
  trias rank --announced sha256:… tender.yaml
  trias rank --qualification qualification.json call.yaml`,
		Args: oneTender,
		RunE: func(_ *cobra.Command, args []string) error { return p.runRank(&f, args[0]) },
	}
	c.Flags().Var(&f.stability, "stability", "`WEIGHTS[,PRICES]` in percent: how far inputs are varied; the tender's if left out")
	c.Flags().Var(&f.announced, "announced", "`DIGEST` that was announced; the one the tender states if left out")
	c.Flags().Var(&f.qualification, "qualification", "`FILE` of a qualification that lets offers in; the one the tender names if left out")
	c.Flags().BoolVar(&f.authority, "authority", false, "show confidential facts, which are masked otherwise: for the authority's own file, not to be passed on")
	c.Flags().Var(&f.lang, "lang", "language of the text: "+anyOf(report.Languages()))
	c.Flags().Var(&f.format, "format", anyOf(pictureFormats))
	c.Flags().Var(&f.detail, "detail", "what the text shows: decisive, or all, with every offer calculated step by step")
	return c
}

// oneTender is cobra's check with a message that says what is missing.
func oneTender(c *cobra.Command, args []string) error {
	switch len(args) {
	case 0:
		return fmt.Errorf("name the file of a tender, or - for standard input (see %s --help)", c.CommandPath())
	case 1:
		return nil
	}
	return fmt.Errorf("name one tender at a time, not %d (see %s --help)", len(args), c.CommandPath())
}

// loadTender reads a tender; nil if there is a problem.
func loadTender(in *input, arg string) *tender.Tender {
	name, data, ok := in.stored(arg)
	if !ok {
		return nil
	}
	methods, err := scoring()
	if err != nil {
		in.addf("the scoring methods Trias brings do not load: %w", err)
		return nil
	}
	// What a tender names lies relative to it.
	folder := "."
	if arg != "-" {
		folder = filepath.Dir(arg)
	}
	open := func(file string) ([]byte, error) {
		if !filepath.IsAbs(file) {
			file = filepath.Join(folder, file)
		}
		data, err := readWithin(file, int64(tender.FileLimit)+1)
		if err != nil {
			return nil, because(err)
		}
		return data, nil
	}
	t, err := tender.Load(name, data, tender.Sources{Open: open, Methods: methods})
	if err != nil {
		in.refuse(err, name, data, tender.Format)
		return nil
	}
	return t
}

// openOffers reads the offers of a tender.
func openOffers(in *input, t *tender.Tender) []tender.Offer {
	if t == nil {
		return nil
	}
	offers, err := t.Open()
	if err != nil {
		in.add(err)
	}
	return offers
}

func (p *program) runRank(f *rankFlags, file string) error {
	in := newInput(p.stdin)
	oneOf(in, "--lang", f.lang.value, report.Languages())
	oneOf(in, "--format", f.format.value, pictureFormats)
	oneOf(in, "--detail", f.detail.value, []string{"decisive", "all"})
	opts := tender.Options{Stability: tolerances(in, f.stability), Announced: digestFlag(in, "--announced", f.announced), Authority: f.authority}
	if f.qualification.given {
		if opts.Qualification = storedQualification(in, f.qualification.value); opts.Qualification == nil {
			in.report(p.stderr)
			return exit{statusBadInput}
		}
	}
	t := loadTender(in, file)
	offers := openOffers(in, t)
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	var done func()
	opts.Progress, done = p.progressOf(len(offers))
	r, err := tender.Rank(context.Background(), t, offers, opts)
	done()
	if err != nil {
		in.add(err)
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	if err := p.writeRanking(f, t, r); err != nil {
		return err
	}
	for _, o := range r.Offers {
		if o.Status == tender.Inconclusive {
			return exit{statusInconclusive}
		}
	}
	if len(r.Ranking) == 0 {
		return exit{statusNegative}
	}
	return nil
}

func (p *program) writeRanking(f *rankFlags, t *tender.Tender, r *tender.Ranking) error {
	if f.format.value == "json" {
		return p.writeDocument(r.EncodeJSON())
	}
	opts := p.reportOptions(f.lang, f.format)
	opts.Full, opts.Titles = f.detail.value == "all", t.Titles()
	if f.format.value == formatSVG {
		return report.RankingPicture(&p.out, r, t.Catalogue(), opts)
	}
	return report.Ranking(&p.out, r, t.Catalogue(), opts)
}

// tolerances reads --stability.
func tolerances(in *input, flag once) *rank.Tolerances {
	if !flag.given {
		return nil
	}
	parts := strings.Split(flag.value, ",")
	if len(parts) > 2 {
		in.addf("--stability: %s has more than two parts (write for example 10,5)", doc.Quote(flag.value))
		return nil
	}
	var numbers [2]exact.Number
	for i, part := range parts {
		n, err := exact.Parse(strings.TrimSpace(part))
		switch {
		case err != nil:
			in.addf("--stability: %w", err)
			return nil
		case n.Sign() < 0 || n.Cmp(exact.Int(100)) > 0:
			in.addf("--stability: %s %% is no tolerance (write 0 to 100)", n)
			return nil
		}
		numbers[i] = n
	}
	return &rank.Tolerances{Weights: numbers[0], Prices: numbers[1]}
}

var isDigest = regexp.MustCompile(`^sha256:[0-9a-f]{64}$`)

func digestFlag(in *input, name string, flag once) string {
	if flag.given && !isDigest.MatchString(flag.value) {
		in.addf("%s: %s is no digest (write sha256: and 64 hexadecimal digits, as trias tender check prints it)", name, doc.Quote(flag.value))
	}
	return flag.value
}

// storedQualification reads what trias tender qualify wrote; nil if there is a
// problem.
func storedQualification(in *input, arg string) *tender.Qualification {
	name, data, ok := in.stored(arg)
	if !ok {
		return nil
	}
	q, err := tender.DecodeQualification(name, data)
	if err != nil {
		in.refuse(err, name, data, tender.QualificationFormat)
		return nil
	}
	return q
}
