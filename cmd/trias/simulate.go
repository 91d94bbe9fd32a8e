package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/trias-sovereignty/trias/evaluator/simulate"
	"github.com/trias-sovereignty/trias/evaluator/simulate/report"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// simulateFlags are the flags of trias simulate.
type simulateFlags struct {
	out     once
	force   bool
	format  once
	lang    once
	workers once
	records once
	seed    once
	record  once
	plan    bool
}

// maxWorkers is how many goroutines may be asked for.
const maxWorkers = 1024

func (p *program) simulate() *cobra.Command {
	f := simulateFlags{lang: once{value: "en"}, format: once{value: "markdown"}}
	c := &cobra.Command{
		Use:   "simulate [flags] STUDY",
		Short: "Ask a question of many offers that are drawn from a population",
		Long: `Simulate draws offers from a population, judges each of them by the profiles of a study,
and answers the questions of the study: how many conform, which MUST alone excludes how
many, how far a threshold shrinks the market, which facts explain the result, what is
worth finding out, what another profile changes.

A study is a YAML file. trias schema study describes every field of it, and trias schema
population those of the population it names. The files that it names are beside it or in
folders below.

Without --out the answer is one document on standard output, in the format of --format.
With --out a folder is filled: the results as results.json, results.csv and
results.ndjson, the reports as report.LANG.md and report.LANG.html, and the pictures of
the reports as SVG and PNG, in every language; standard output then has the answers in
short. Files that are there already with the same content are left alone; if one has
another content, nothing is written, unless --force is given. Other files are never
touched.

The same study and seed give the same numbers, whatever --workers says. --record writes
one of the records as a dossier, which trias assess then explains. Progress is shown on a
terminal. Ctrl-C ends the run, and nothing is written.

Exit status:
  0  the study was run
  2  wrong usage, bad input, or the run was ended; then nothing is written`,
		Example: `  trias simulate study.yaml
  trias simulate --out results study.yaml
  trias simulate --records 10000 --seed 2 --format json study.yaml
  trias simulate --record 4711 study.yaml > offer-4711.yaml
  trias simulate --plan study.yaml`,
		Args: oneStudy,
		RunE: func(_ *cobra.Command, args []string) error { return p.runSimulate(&f, args[0]) },
	}
	c.Flags().Var(&f.out, "out", "`DIR` to write everything to; made if it is not there")
	c.Flags().BoolVar(&f.force, "force", false, "write files of --out that are there with another content, too")
	c.Flags().Var(&f.format, "format", anyOf(simulateFormats))
	c.Flags().Var(&f.lang, "lang", "language of the text: "+anyOf(report.Languages()))
	c.Flags().Var(&f.workers, "workers", "`N` goroutines that count, at most one a core (default the number of cores)")
	c.Flags().Var(&f.records, "records", "`N` records instead of those of the study")
	c.Flags().Var(&f.seed, "seed", "seed `N` instead of that of the study")
	c.Flags().Var(&f.record, "record", "write record `I`, counted from 0, as a dossier, and do nothing else")
	c.Flags().BoolVar(&f.plan, "plan", false, "show how records are evaluated, and do nothing else")
	return c
}

// simulateFormats are the formats of one document on standard output.
var simulateFormats = []string{"markdown", "html", "json", "csv", "ndjson"}

func oneStudy(c *cobra.Command, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("name one study, or - for standard input (see %s --help)", c.CommandPath())
	}
	return nil
}

func (p *program) runSimulate(f *simulateFlags, file string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	in := newInput(p.stdin)
	f.check(in)
	study := loadStudy(in, f, file)
	if len(in.problems) > 0 {
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	compiled, err := study.Compile()
	if err != nil {
		in.add(err)
		in.report(p.stderr)
		return exit{statusBadInput}
	}
	switch {
	case f.plan:
		p.out.WriteString(strings.TrimRight(compiled.Plan().String(), "\n") + "\n")
		return nil
	case f.record.given:
		return p.writeRecord(f, compiled)
	}
	if f.out.given { // nobody is to wait for results that cannot be written
		if err := checkFolder(f.out.value); err != nil {
			return err
		}
	}
	results, err := p.simulated(ctx, f, compiled)
	if err != nil {
		return err
	}
	opts := report.Options{Lang: f.lang.value, Command: f.command(file)}
	if !f.out.given {
		opts.Words = f.format.value == "markdown" // there are no files to refer to
		return writeSimulation(&p.out, f.format.value, results, opts)
	}
	files, err := simulationFiles(results, opts)
	if err != nil {
		return err
	}
	if err := writeFolder(f.out.value, files, f.force); err != nil {
		return err
	}
	answers, err := report.Answers(results, opts)
	if err != nil {
		return err
	}
	for _, a := range answers {
		fmt.Fprintln(&p.out, a)
	}
	fmt.Fprintf(&p.out, "\n%d files: %s\n", len(files), filepath.Join(f.out.value, "report."+f.lang.value+".html"))
	return nil
}

// check reports flags that are wrong, or do not go together.
func (f *simulateFlags) check(in *input) {
	oneOf(in, "--format", f.format.value, simulateFormats)
	oneOf(in, "--lang", f.lang.value, report.Languages())
	whole(in, "--workers", f.workers, 1, maxWorkers)
	whole(in, "--records", f.records, 1, simulate.MaxRecords)
	whole(in, "--seed", f.seed, 0, simulate.MaxSeed)
	whole(in, "--record", f.record, 0, 1<<63-1)
	if f.out.given && f.out.value == "" {
		in.addf("--out: the name of the folder is empty")
	}
	var only []string
	for _, x := range []struct {
		name  string
		given bool
	}{{"--out", f.out.given}, {"--record", f.record.given}, {"--plan", f.plan}} {
		if x.given {
			only = append(only, x.name)
		}
	}
	if len(only) > 1 {
		in.addf("%s do not go together (leave all but one out)", strings.Join(only, " and "))
	}
	if f.out.given && f.format.given {
		in.addf("--format: with --out everything is written (leave one of the two out)")
	}
	if f.format.given && !f.out.given && (f.record.given || f.plan) {
		in.addf("--format: says nothing with %s (leave one of the two out)", only[0])
	}
	if f.force && !f.out.given {
		in.addf("--force: says nothing without --out")
	}
}

// whole reads a whole number within bounds; 0 if it is not given.
func whole(in *input, name string, flag once, least, most int64) int64 {
	if !flag.given {
		return 0
	}
	n, err := strconv.ParseInt(flag.value, 10, 64)
	if err != nil || n < least || n > most {
		in.addf("%s: %s is no whole number from %d to %d", name, doc.Quote(flag.value), least, most)
		return 0
	}
	return n
}

// loadStudy reads a study with all that it names, and sets its seed and its records
// anew where flags say so; nil if there is a problem.
func loadStudy(in *input, f *simulateFlags, file string) *simulate.Study {
	name, data, ok := in.file(file)
	if !ok {
		return nil
	}
	methods, err := scoring()
	if err != nil {
		in.add(err)
		return nil
	}
	folder := "."
	if file != "-" {
		folder = filepath.Dir(file)
	}
	files := os.DirFS(folder)
	study, err := simulate.Load(name, data, files, methods...)
	if err != nil {
		in.refuse(err, name, data, simulate.StudyFormat)
		return nil
	}
	if len(in.problems) > 0 {
		return nil
	}
	if f.seed.given {
		n, _ := strconv.ParseInt(f.seed.value, 10, 64) // what is none was reported
		if study, err = study.WithSeed(n); err != nil {
			in.addf("--seed: %v", err)
			return nil
		}
	}
	if f.records.given {
		n, _ := strconv.ParseInt(f.records.value, 10, 64)
		if study, err = study.WithRecords(n); err != nil {
			in.addf("--records: %v", err)
			return nil
		}
	}
	return study
}

// command is what replays the study.
func (f *simulateFlags) command(file string) string {
	line := []string{"trias", "simulate"}
	for _, x := range []struct {
		name string
		flag once
	}{{"--records", f.records}, {"--seed", f.seed}} {
		if x.flag.given {
			line = append(line, x.name, x.flag.value)
		}
	}
	name := filepath.Base(file)
	if strings.HasPrefix(name, "-") && name != "-" {
		name = "./" + name // not a flag
	}
	return strings.Join(append(line, quoted(name)), " ")
}

// quoted is a name as one word of a POSIX shell.
func quoted(name string) string {
	plain := func(r rune) bool {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || strings.ContainsRune("._/-+:@%,", r)
	}
	if name != "" && strings.IndexFunc(name, func(r rune) bool { return !plain(r) }) < 0 {
		return name
	}
	return "'" + strings.ReplaceAll(name, "'", `'\''`) + "'"
}

func (p *program) writeRecord(f *simulateFlags, c *simulate.Compiled) error {
	number, _ := strconv.ParseInt(f.record.value, 10, 64) // what is none was reported
	fragment, err := c.Sampler().Fragment(number)
	if err != nil {
		return fmt.Errorf("--record: %w", err)
	}
	return p.writeDocument(fragment.EncodeYAML())
}

// simulated runs a study, and shows how far it is.
func (p *program) simulated(ctx context.Context, f *simulateFlags, c *simulate.Compiled) (*simulate.Results, error) {
	opts := simulate.Options{Workers: runtime.GOMAXPROCS(0)}
	if f.workers.given {
		opts.Workers, _ = strconv.Atoi(f.workers.value) // what is none was reported
	}
	done, total := int64(0), c.Study().Definition().Records
	show, end := p.progress(total, "offers")
	opts.Progress = func(d, t int64) {
		if done = d; show != nil {
			show(d, t)
		}
	}
	tally, err := c.Run(ctx, opts)
	end()
	var results *simulate.Results
	if err == nil {
		results, err = c.Results(ctx, tally)
	}
	if errors.Is(err, context.Canceled) {
		return nil, fmt.Errorf("ended after %d of %d records; nothing was written", done, total)
	}
	return results, err
}

// writeSimulation writes results as one document.
func writeSimulation(w *bytes.Buffer, format string, r *simulate.Results, opts report.Options) error {
	var data []byte
	var err error
	switch format {
	case "markdown":
		return report.Markdown(w, r, opts)
	case "html":
		return report.HTML(w, r, opts)
	case "csv":
		data, err = r.EncodeCSV()
	case "ndjson":
		data, err = r.EncodeNDJSON()
	default:
		data, err = r.EncodeJSON()
	}
	if err != nil {
		return err
	}
	w.Write(data)
	if !bytes.HasSuffix(data, []byte("\n")) {
		w.WriteByte('\n')
	}
	return nil
}
