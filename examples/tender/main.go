// Command tender runs a fictional tender from beginning to end: it looks the
// tender over before any offer is opened, opens the five offers, excludes, scores
// and ranks them, and writes the award document.
//
//	go run ./examples/tender               # the award document, in German
//	go run ./examples/tender -lang en      # in English
//	go run ./examples/tender -authority    # with the bidders' business secrets, for the authority's own file
//	go run ./examples/tender -picture      # points and prices as SVG
package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evaluator/tender"
)

//go:embed tender.yaml offers/*.yaml
var files embed.FS

func main() {
	switch err := run(context.Background(), os.Stdout, os.Stderr, os.Args[1:]); {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "tender:", err)
		os.Exit(2)
	}
}

func run(ctx context.Context, w, errs io.Writer, args []string) error {
	flags := flag.NewFlagSet("tender", flag.ContinueOnError)
	flags.SetOutput(errs)
	lang := flags.String("lang", "de", "language: de or en")
	authority := flags.Bool("authority", false, "show business secrets, for the authority's own file")
	picture := flags.Bool("picture", false, "write points and prices as SVG")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("it takes flags and nothing else, not %q", flags.Arg(0))
	}
	t, r, err := award(ctx, *authority)
	if err != nil {
		return err
	}
	opts := report.Options{Lang: *lang, Format: report.FormatMarkdown, Titles: t.Titles()}
	write := report.Ranking
	if *picture {
		write = report.RankingPicture
	}
	// Nothing is written unless everything went well.
	var out bytes.Buffer
	if err := write(&out, r, t.Catalogue(), opts); err != nil {
		return err
	}
	_, err = w.Write(out.Bytes())
	return err
}

// load reads the tender and looks it over, as is done before it is announced.
func load() (*tender.Tender, error) {
	data, err := files.ReadFile("tender.yaml")
	if err != nil {
		return nil, err
	}
	t, err := tender.Load("tender.yaml", data, tender.Sources{Open: files.ReadFile})
	if err != nil {
		return nil, err
	}
	checked, err := tender.Check(t)
	if err != nil {
		return nil, err
	}
	return t, checked.Errors()
}

// award opens the offers and ranks them.
func award(ctx context.Context, authority bool) (*tender.Tender, *tender.Ranking, error) {
	t, err := load()
	if err != nil {
		return nil, nil, err
	}
	offers, err := t.Open()
	if err != nil {
		return nil, nil, err
	}
	r, err := tender.Rank(ctx, t, offers, tender.Options{Authority: authority})
	return t, r, err
}
