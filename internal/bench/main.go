// The command bench compares Trias with what people would use in its place:
// cel-go, OPA and plain Go, all generated from the criteria of one embedded
// profile.
//
//	go run .                  compares and prints a Markdown table
//	go run . -write           writes it to README.md too
//	go run . -growth DIR      measures how the batch grows, as CSV and pictures
//
// Every engine's outcomes are compared with those of Trias, record by record and
// criterion by criterion, before it is timed; the first that differs ends the
// run.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/internal/bench/offers"
)

// options are the flags.
type options struct {
	seed     uint64
	records  int // of batch and plain Go
	cel      int
	opa      int
	single   int
	runs     int
	missing  []float64
	unproven float64
	clock    clock
	busy     bool
	cores    int
	progress io.Writer
}

func main() {
	var o options
	flag.Uint64Var(&o.seed, "seed", 1, "seed of the offers")
	flag.IntVar(&o.records, "records", 20480, "offers for the batch and for plain Go")
	flag.IntVar(&o.cel, "cel", 2000, "of them, offers for cel-go")
	flag.IntVar(&o.opa, "opa", 200, "of them, offers for OPA")
	flag.IntVar(&o.single, "single", 500, "of them, offers for single verdicts")
	flag.IntVar(&o.runs, "runs", 7, "runs of each engine; the median counts")
	missing := flag.String("missing", "0,10,30", "percentages of missing facts")
	unproven := flag.Float64("unproven", 30, "percentage of facts without proof")
	flag.BoolVar(&o.busy, "busy", false, "measure the time of the processors rather than that of the clock, on a machine that does other things too; then on one core only")
	write := flag.Bool("write", false, "write the table to README.md")
	growth := flag.String("growth", "", "measure growth, into this directory, instead")
	most := flag.Int64("most", 100_000_000, "with -growth, the most records")
	flag.Parse()
	o.unproven, o.progress = *unproven/100, os.Stderr
	o.clock, o.cores = wallClock, runtime.GOMAXPROCS(0)
	if o.busy {
		o.clock, o.cores = processClock, 1
	}
	for text := range strings.SplitSeq(*missing, ",") {
		percent, err := strconv.ParseFloat(text, 64)
		if err != nil {
			fail(fmt.Errorf("-missing: %w", err))
		}
		o.missing = append(o.missing, percent/100)
	}
	if *growth != "" {
		if err := grow(o, *growth, *most); err != nil {
			fail(err)
		}
		return
	}
	report, err := compare(o)
	if err != nil {
		fail(err)
	}
	text := report.markdown()
	fmt.Print(text)
	if *write {
		if err := os.WriteFile("README.md", []byte(readme(text)), 0o644); err != nil {
			fail(err)
		}
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func (o options) rates(missing float64) offers.Rates {
	return offers.Rates{Missing: missing, Unproven: o.unproven}
}
