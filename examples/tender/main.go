// Command tender runs a fictional tender from beginning to end: it looks the
// tender over before any offer is opened, opens the five offers, excludes, scores
// and ranks them, and writes the award document. The README beside it tells the
// story, and that of a dynamic purchasing system.
//
//	go run ./examples/tender               # the award document, in German
//	go run ./examples/tender -lang en      # in English
//	go run ./examples/tender -authority    # with the bidders' business secrets, for the authority's own file
//	go run ./examples/tender -picture      # points and prices as SVG
//	go run ./examples/tender -qualify      # who is let in to the dynamic purchasing system, as JSON
//	go run ./examples/tender -tender call.yaml   # a call for offers within it
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
	"time"

	"github.com/trias-sovereignty/trias/evaluator/report"
	"github.com/trias-sovereignty/trias/evaluator/tender"
)

//go:embed *.yaml offers/*.yaml qualification.json
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
	name := flags.String("tender", "tender.yaml", "what to rank: tender.yaml, call.yaml or late.yaml")
	qualify := flags.Bool("qualify", false, "qualify by system.yaml, and write the JSON that calls let in by")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("it takes flags and nothing else, not %q", flags.Arg(0))
	}
	if *qualify {
		data, err := qualification(ctx)
		if err != nil {
			return err
		}
		_, err = w.Write(data)
		return err
	}
	t, r, err := award(ctx, *name, *authority)
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
func load(name string) (*tender.Tender, error) {
	data, err := files.ReadFile(name)
	if err != nil {
		return nil, err
	}
	t, err := tender.Load(name, data, tender.Sources{Open: files.ReadFile})
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
func award(ctx context.Context, name string, authority bool) (*tender.Tender, *tender.Ranking, error) {
	t, err := load(name)
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

// until is the last day that is looked at for when a qualification ends.
var until = time.Date(2028, 12, 31, 0, 0, 0, 0, time.UTC)

// qualification says who is let in to the dynamic purchasing system.
func qualification(ctx context.Context) ([]byte, error) {
	t, err := load("system.yaml")
	if err != nil {
		return nil, err
	}
	bidders, err := t.Open()
	if err != nil {
		return nil, err
	}
	q, err := tender.Qualify(ctx, t, bidders, tender.Options{Until: until})
	if err != nil {
		return nil, err
	}
	data, err := q.EncodeJSON()
	return append(data, '\n'), err
}
