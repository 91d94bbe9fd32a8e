// Command research answers a question about a fictional market: which requirement
// excludes most offers, and what would a stricter deadline cost? It draws the offers,
// judges each of them under every deadline at once, and writes the report. The README
// beside it shows what comes out.
//
//	go run ./examples/research               # the report, in English
//	go run ./examples/research -lang de      # in German
//	go run ./examples/research -out DIR      # reports and pictures, in both languages
package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"github.com/trias-sovereignty/trias/evaluator/simulate"
	"github.com/trias-sovereignty/trias/evaluator/simulate/report"
)

//go:embed study.yaml population.yaml offer.yaml
var files embed.FS

// command is what replays the study, as the reports say.
const command = "trias simulate study.yaml"

func main() {
	switch err := run(context.Background(), os.Stdout, os.Stderr, os.Args[1:]); {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "research:", err)
		os.Exit(2)
	}
}

func run(ctx context.Context, w, errs io.Writer, args []string) error {
	flags := flag.NewFlagSet("research", flag.ContinueOnError)
	flags.SetOutput(errs)
	lang := flags.String("lang", "en", "language: de or en")
	out := flags.String("out", "", "`folder` to write reports and pictures to, in both languages")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("it takes flags and nothing else, not %q", flags.Arg(0))
	}
	compiled, err := compile()
	if err != nil {
		return err
	}
	results, err := simulated(ctx, compiled)
	if err != nil {
		return err
	}
	opts := report.Options{Lang: *lang, Command: command}
	if *out == "" {
		opts.Words = true
		// Nothing is written unless everything went well.
		var text bytes.Buffer
		if err := report.Markdown(&text, results, opts); err != nil {
			return err
		}
		_, err := w.Write(text.Bytes())
		return err
	}
	all, err := report.Files(results, opts, true)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(*out, 0o755); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if err := os.WriteFile(filepath.Join(*out, name), all[name], 0o644); err != nil {
			return err
		}
	}
	return nil
}

// compile reads the study with all that it names.
func compile() (*simulate.Compiled, error) {
	data, err := files.ReadFile("study.yaml")
	if err != nil {
		return nil, err
	}
	study, err := simulate.Load("study.yaml", data, files)
	if err != nil {
		return nil, err
	}
	return study.Compile()
}

// simulated counts all offers, on all cores, which changes nothing in what comes out.
func simulated(ctx context.Context, c *simulate.Compiled) (*simulate.Results, error) {
	tally, err := c.Run(ctx, simulate.Options{Workers: runtime.GOMAXPROCS(0)})
	if err != nil {
		return nil, err
	}
	return c.Results(ctx, tally)
}
