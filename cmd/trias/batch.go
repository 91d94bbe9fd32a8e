package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// batchFlags are the flags of trias batch.
type batchFlags struct {
	profiles  []string
	region    once
	catalogue once
	at        once
	format    once
	workers   once
	skip      bool
}

// batchFormats are those of what follows for each offer, and of how many have it.
var batchFormats = []string{"ndjson", "csv", "json"}

func (p *program) batch() *cobra.Command {
	f := batchFlags{format: once{value: "ndjson"}}
	c := &cobra.Command{
		Use:   "batch [flags] FILE",
		Short: "Judge many offers at once, of which a file has one on each line",
		Long: `Batch judges a register of offers: a file in NDJSON. Each of its lines is a dossier in
JSON, or a list of what several sources say about one offer. A file named - is standard
input. Every offer has the conformity and the outcomes that trias assess finds, which
also explains them; waivers and other decisions about single offers are left out.

With --format ndjson or csv there is a line for each offer, in the order of the file: its
place, subject and conformity, the outcome of every criterion, and under which versions,
for which region and for which instant it was judged. With --format json the answer is
how many offers have which conformity, and which outcome of each criterion.

If a line is wrong, nothing is written but what is wrong, of the first 50 such lines.
With --skip they are all left out; the answer has what is wrong in their place, or counts
them. It is then written as it comes, and not whole if the file cannot be read to its end.

The answer is the same, whatever --workers says. Progress is shown on a terminal.

Exit status:
  0  the offers were judged, but for lines that --skip leaves out
  2  wrong usage or bad input, or the run was ended; without --skip nothing is written then`,
		Example: `  trias batch offers.ndjson
  trias batch --profile high --at 2027-01-01 --format csv offers.ndjson > offers.csv
  trias batch --profile ours.yaml --skip --format json offers.ndjson
  jq -c . offers/*.json | trias batch -`,
		Args: func(c *cobra.Command, args []string) error {
			if len(args) != 1 {
				return fmt.Errorf("name one file, or - for standard input (see %s --help)", c.CommandPath())
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return p.runBatch(&f, args[0]) },
	}
	c.Flags().StringArrayVar(&f.profiles, "profile", []string{"normal"}, "profile `ID|FILE`; of several the last counts, which may extend or tailor the others")
	c.Flags().Var(&f.region, "localisation", "`REGION` that criteria ask for: EU, EEA, a country such as DE; the profile's own if left out")
	catalogueFlag(c, &f.catalogue)
	c.Flags().Var(&f.at, "at", "`DATE` or instant the offers are judged for (default today 00:00 UTC)")
	c.Flags().Var(&f.format, "format", anyOf(batchFormats))
	c.Flags().BoolVar(&f.skip, "skip", false, "leave out lines that are wrong, and say in the answer what is")
	c.Flags().Var(&f.workers, "workers", "`N` goroutines that judge, at most one for each core (default that many)")
	return c
}

func (p *program) runBatch(f *batchFlags, file string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends what waits for standard input
	in := newInput(p.stdin)
	at, day, err := p.atFlag(f.at)
	if err != nil {
		in.add(err)
	}
	oneOf(in, "--format", f.format.value, batchFormats)
	options := batch.StreamOptions{Workers: runtime.GOMAXPROCS(0), Skip: true}
	if n := whole(in, "--workers", f.workers, 1, maxWorkers); f.workers.given {
		options.Workers = int(n)
	}
	catalogue := loadCatalogue(in, f.catalogue)
	var profile *profiles.Profile
	if catalogue != nil {
		profile = localised(in, loadProfile(in, f.profiles, catalogue), f.region)
	}
	offers := in.open(file)
	if offers != nil {
		defer offers.close()
	}
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	if day != nil && evidence.DateOf(at, profile.Zone()) != *day {
		at = day.Start(profile.Zone())
	}
	e, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		return err
	}
	plan, err := batch.Compile(at, batch.Variant{Evaluator: e})
	if err != nil {
		return err
	}
	answer, err := p.answerOf(f, plan)
	if err != nil {
		return err
	}
	defer answer.remove()
	return p.judge(ctx, in, f, plan, offers, options, answer)
}

// judge judges the offers and writes what follows.
func (p *program) judge(ctx context.Context, in *input, f *batchFlags, plan *batch.Plan, offers *lines, options batch.StreamOptions, answer *batchAnswer) error {
	counts, last, more := plan.NewCounts(), int64(0), false
	end := offers.watch(p)
	defer end()
	for c, err := range plan.StreamNDJSON(ctx, offers.name, offers, options) {
		switch {
		case errors.Is(err, context.Canceled):
			end()
			return fmt.Errorf("ended after %d offers; %s", counts.Records, answer.state)
		case err != nil:
			in.add(err)
		default:
			counts.Add(c)
			for _, bad := range c.Skipped {
				switch {
				case f.skip:
				case len(in.problems) == maxProblems:
					more = true
				default:
					in.add(bad)
					last = bad.Line
				}
			}
			if err := answer.write(c); err != nil {
				return err
			}
		}
		if more {
			break
		}
	}
	end()
	switch {
	case len(in.problems) > 0:
		in.report(p.stderr)
		switch {
		case more:
			fmt.Fprintf(p.stderr, "%s: wrong lines after line %d are not listed (give --skip to leave all of them out)\n", offers.name, last)
		case !f.skip && last > 0:
			fmt.Fprintf(p.stderr, "%s: wrong lines: %d of %d (give --skip to leave them out)\n", offers.name, counts.Skipped, counts.Records+counts.Skipped)
		}
		return exit{statusBadInput}
	case counts.Records+counts.Skipped == 0:
		return fmt.Errorf("%s: there is no offer in it (give a file with one dossier in JSON on each line)", offers.name)
	case counts.Skipped > 0:
		fmt.Fprintf(p.stderr, "%s: lines left out: %d of %d\n", offers.name, counts.Skipped, counts.Records+counts.Skipped)
	}
	if f.format.value == "json" {
		return p.writeDocument(counts.EncodeJSON())
	}
	return answer.finish(p.stdout)
}

// lines are a file that is read line by line.
type lines struct {
	name  string
	r     io.Reader
	size  int64 // 0 if it is not known
	read  int64
	show  func(done, total int64)
	close func()
}

// open opens a file of lines; nil if there is a problem.
func (in *input) open(arg string) *lines {
	switch strings.ToLower(filepath.Ext(arg)) {
	case ".yaml", ".yml":
		in.addf("%s: is no NDJSON, which has one dossier in JSON on each line (trias assess reads a file with one dossier)", arg)
		return nil
	}
	switch arg {
	case "":
		in.addf("a file name is empty (name a file, or - for standard input)")
		return nil
	case "-":
		if in.read["-"] {
			in.addf("%s: is given twice", stdinName)
			return nil
		}
		return &lines{name: stdinName, r: in.stdin, close: func() {}}
	}
	f, err := os.Open(arg)
	if err != nil {
		in.addf("%s: %w", arg, because(err))
		return nil
	}
	l := &lines{name: arg, r: f, close: func() { f.Close() }}
	info, err := f.Stat()
	switch {
	case err != nil:
		in.addf("%s: %w", arg, because(err))
	case info.IsDir():
		in.addf("%s: is a folder (give one file with a dossier in JSON on each line, or - and the dossiers on standard input)", arg)
	default:
		if info.Mode().IsRegular() {
			l.size = info.Size()
		}
		return l
	}
	l.close()
	return nil
}

// Read reads on, and shows how far it is.
func (l *lines) Read(b []byte) (int, error) {
	n, err := l.r.Read(b)
	l.read += int64(n)
	if l.show != nil {
		l.show(l.read, l.size)
	}
	return n, err
}

// watch shows on a terminal how far the file is read, if that can be told.
func (l *lines) watch(p *program) (end func()) {
	if l.size == 0 {
		return func() {}
	}
	l.show, end = p.progress(l.size, "bytes")
	return sync.OnceFunc(end)
}

// batchAnswer is what is written of each offer: at once, or kept in a file until it is
// certain that there is an answer.
type batchAnswer struct {
	writer batch.Writer // nil if offers are only counted
	to     *bufio.Writer
	file   *os.File // nil if it is written at once
	state  string   // what has become of it, if it ends before its time
}

func (p *program) answerOf(f *batchFlags, plan *batch.Plan) (*batchAnswer, error) {
	a := &batchAnswer{state: "nothing was written"}
	switch {
	case f.format.value == "json":
		return a, nil
	case f.skip:
		a.to, a.state = bufio.NewWriter(p.stdout), "what was written is not whole"
	default:
		file, err := os.CreateTemp("", "trias-batch-*")
		if err != nil {
			return nil, fmt.Errorf("the answer cannot be kept until all lines are judged: %w", err)
		}
		os.Remove(file.Name()) // where a file may go while it is open, nothing can leave it behind
		a.file, a.to = file, bufio.NewWriter(file)
	}
	a.writer = plan.NewNDJSONWriter(a.to)
	if f.format.value == "csv" {
		a.writer = plan.NewCSVWriter(a.to)
	}
	return a, nil
}

func (a *batchAnswer) write(c *batch.Chunk) error {
	if a.writer == nil {
		return nil
	}
	if err := a.writer.Write(c); err != nil {
		return err
	}
	if a.file == nil {
		return a.to.Flush()
	}
	return nil
}

// finish writes what was kept.
func (a *batchAnswer) finish(w io.Writer) error {
	if err := errors.Join(a.writer.Flush(), a.to.Flush()); err != nil || a.file == nil {
		return err
	}
	if _, err := a.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	_, err := io.Copy(w, a.file)
	return err
}

// remove removes the file, if it is there still.
func (a *batchAnswer) remove() {
	if a.file != nil {
		a.file.Close()
		os.Remove(a.file.Name())
	}
}
