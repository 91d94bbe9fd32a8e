// Command renewal tells a year of a fictional offer: what the town asks, the
// first answers and the way out of them, the verdict and until when it holds, new
// evidence held against that verdict, and in the end the verdict verified.
//
//	go run ./examples/renewal              # the story
//	go run ./examples/renewal -lang de     # in German
//	go run ./examples/renewal -picture     # until when the verdict holds, as SVG
package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

func main() {
	switch err := run(context.Background(), os.Stdout, os.Stderr, os.Args[1:]); {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, "renewal:", err)
		os.Exit(2)
	}
}

func run(ctx context.Context, w, errs io.Writer, args []string) error {
	flags := flag.NewFlagSet("renewal", flag.ContinueOnError)
	flags.SetOutput(errs)
	lang := flags.String("lang", "en", "language: de or en")
	picture := flags.Bool("picture", false, "write until when the verdict holds as SVG")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("it takes flags and nothing else, not %q", flags.Arg(0))
	}
	t, err := open(*lang)
	if err != nil {
		return err
	}
	// Nothing is written unless everything went well.
	var out bytes.Buffer
	write := t.story
	if *picture {
		write = t.picture
	}
	if err := write(ctx, &out); err != nil {
		return err
	}
	_, err = w.Write(out.Bytes())
	return err
}
