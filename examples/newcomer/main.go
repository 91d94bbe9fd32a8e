// Command newcomer tells the story of a fictional newcomer to a register of
// digital services: from its application to the end of its listing, three years
// later, under the profile entry.
//
//	go run ./examples/newcomer              # the story
//	go run ./examples/newcomer -lang de     # in German
//	go run ./examples/newcomer -timeline    # a line for each day that matters
//	go run ./examples/newcomer -picture     # the timeline as SVG
package main

import (
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
		fmt.Fprintln(os.Stderr, "newcomer:", err)
		os.Exit(2)
	}
}

func run(ctx context.Context, w, errs io.Writer, args []string) error {
	flags := flag.NewFlagSet("newcomer", flag.ContinueOnError)
	flags.SetOutput(errs)
	lang := flags.String("lang", "en", "language: de or en")
	timeline := flags.Bool("timeline", false, "write the timeline as text")
	picture := flags.Bool("picture", false, "write the timeline as SVG")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("it takes flags and nothing else, not %q", flags.Arg(0))
	}
	t, ok := texts[*lang]
	if !ok {
		return fmt.Errorf("there is no language %q (use de or en)", *lang)
	}
	scenes, catalogue, profile, err := tell(ctx)
	if err != nil {
		return err
	}
	writer, err := newWriter(*lang, t, catalogue)
	if err != nil {
		return err
	}
	var text string
	switch {
	case *picture:
		text = writer.picture(scenes, profile)
	case *timeline:
		text = writer.timeline(scenes)
	default:
		text = writer.story(scenes)
	}
	_, err = io.WriteString(w, text)
	return err
}
