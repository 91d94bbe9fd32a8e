// Registries shows which implementations of the Gateway API and which OCI registries are compatible with what: a public
// compatibility matrix, made of nothing but the test reports in a folder.
//
//	go run ./examples/registries [--format text|csv|html] [--lang en|de] [--at DATE] FOLDER
//
// It is a use of Trias as any other: importers turn each report into facts and a proof, a small fragment beside it names
// the subject, a catalogue of the example's own asks of both what a buyer would ask, and the outcome of each criterion is
// a cell.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
)

func main() {
	switch err := run(context.Background(), os.Stdout, os.Stderr, os.Args[1:]); {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

// formats are the ways to write a matrix.
var formats = map[string]func(io.Writer, *Matrix, words) error{"text": writeText, "csv": writeCSV, "html": writeHTML}

func run(ctx context.Context, out, errs io.Writer, args []string) error {
	flags := flag.NewFlagSet("registries", flag.ContinueOnError)
	flags.SetOutput(errs)
	format := flags.String("format", "text", "text: newest reports of each implementation; csv: every report; html: a page with both")
	lang := flags.String("lang", "en", "language of text and page: en or de")
	day := flags.String("at", "", "`DATE` the matrix is for, such as 2026-09-01 (default the newest date in the reports)")
	flags.Usage = func() {
		fmt.Fprintln(errs, "Usage: registries [flags] FOLDER\n\nFOLDER holds test reports, such as a clone of kubernetes-sigs/gateway-api or opencontainers/oci-conformance.\n\nFlags:")
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		return err
	}
	write, known := formats[*format]
	switch {
	case !known:
		return fmt.Errorf("there is no format %q (use text, csv or html)", *format)
	case *lang != "en" && *lang != "de":
		return fmt.Errorf("there is no language %q here (use en or de)", *lang)
	case flags.NArg() != 1:
		return fmt.Errorf("give one folder of reports, not %d (registries -h says more)", flags.NArg())
	}
	at, err := parseDay(*day)
	if err != nil {
		return err
	}
	folder, err := filepath.Abs(flags.Arg(0))
	if err != nil {
		return err
	}
	if info, err := os.Stat(folder); err != nil {
		return err
	} else if !info.IsDir() {
		return fmt.Errorf("%s is no folder", flags.Arg(0))
	}
	root, err := os.OpenRoot(folder) // nothing in the folder leads out of it
	if err != nil {
		return err
	}
	defer root.Close()
	matrix, err := Build(ctx, root.FS(), strings.Split(filepath.ToSlash(folder), "/"), at)
	if err != nil {
		return fmt.Errorf("%s: %w", flags.Arg(0), err)
	}
	if n := len(matrix.Refused); n > 0 && *format == "csv" { // text and page say what is wrong with them
		fmt.Fprintf(errs, "files that could not be read: %d\n", n)
		for _, r := range matrix.Refused {
			fmt.Fprintf(errs, "  %s\n", strings.Join(r.Lines(), "\n    "))
		}
	}
	return write(out, matrix, words{*lang})
}

func parseDay(text string) (evidence.Date, error) {
	if text == "" {
		return evidence.Date{}, nil
	}
	return evidence.ParseDate(text)
}

// Build collects the reports of a folder and assesses them for a day; the zero day is the newest date in the reports, so
// that the same folder always gives the same matrix. The segments are the path of the folder: some repositories tell by the
// names of folders what their files are.
func Build(ctx context.Context, folder fs.FS, segments []string, at evidence.Date) (*Matrix, error) {
	found, err := collect(folder, segments)
	if err != nil {
		return nil, err
	}
	if len(found.reports) == 0 {
		return nil, found.nothing()
	}
	if at.IsZero() {
		if at = found.newest(); at.IsZero() {
			return nil, errors.New("no report bears a date: say for which day the matrix is (--at 2026-09-01)")
		}
	}
	judge, err := newJudge()
	if err != nil {
		return nil, err
	}
	return judge.matrix(ctx, found, at)
}
