// Quickstart reads dossiers, evaluates them under the profile for normal
// protection need on a fixed day, and says what must be met, is not, and why.
//
//	go run ./examples/quickstart examples/dossiers/weak.yaml
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "name one or more files of a dossier, for example examples/dossiers/weak.yaml")
		os.Exit(2)
	}
	if err := run(context.Background(), os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func run(ctx context.Context, w io.Writer, files []string) error {
	// What is known: each file is one source; together they make the dossier.
	var sources []*evidence.Fragment
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		source, err := evidence.Decode(file, data)
		if err != nil {
			return err
		}
		sources = append(sources, source)
	}
	dossier, err := evidence.Merge(sources...)
	if err != nil {
		return err
	}

	// What is asked, and how strictly.
	catalogue, err := criteria.Embedded()
	if err != nil {
		return err
	}
	profile, err := profiles.Lookup("normal")
	if err != nil {
		return err
	}

	// What follows. Compile once and evaluate as often as you like: the instant
	// is an argument, so any verdict can be given again.
	e, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		return err
	}
	at := time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)
	verdict, err := e.Evaluate(ctx, dossier, at)
	if err != nil {
		return err
	}

	fmt.Fprintf(w, "%s under %s on %s: %s\n", verdict.Subject.Name, verdict.Profile, at.Format(time.DateOnly), verdict.Conformity)
	others := 0
	for _, result := range verdict.Results {
		switch {
		case result.Outcome.Met():
		case result.Obligation == profiles.Must:
			criterion, _ := catalogue.Lookup(result.Criterion)
			fmt.Fprintf(w, "\n%s %s: %s\n", result.Outcome, result.Criterion, criterion.Title.EN)
			why(w, result)
		default:
			others++
		}
	}
	if others > 0 {
		fmt.Fprintf(w, "\n%d more should or may be met and are not shown to be.\n", others)
	}
	return nil
}

func why(w io.Writer, result evaluator.Result) {
	if result.Outcome == evaluator.Fail {
		for _, r := range result.Reasons {
			fmt.Fprintf(w, "  %s is %s, wanted %s %s\n", r.Path, r.Got, r.Operator, r.Wanted)
		}
	}
	for _, path := range result.Missing {
		fmt.Fprintf(w, "  %s is not stated\n", path)
	}
	for _, c := range result.Contradicted {
		fmt.Fprintf(w, "  %s is stated differently by the sources\n", c.Path)
	}
	for _, gap := range result.Unproven {
		fmt.Fprintf(w, "  %s needs %s", gap.Path, gap.Needs)
		for _, have := range gap.Have {
			fmt.Fprintf(w, ", %s is %s", have.Proof, have.Why)
		}
		fmt.Fprintln(w)
	}
}
