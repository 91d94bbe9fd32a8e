package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners/universal/extworker"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/trias-sovereignty/trias/evaluator/simulate"
)

// defaultStudy is the study that is run if none is named.
const defaultStudy = "../research/study.yaml"

var (
	output  = flag.String("output", "results.json", "`FILE` for the results, one of this machine or gs://…; on a cluster of several machines one that all reach")
	records = flag.Int64("records", 0, "`N` records instead of those of the study")
	seed    = flag.Int64("seed", -1, "seed `N` instead of that of the study, which -1 stands for")
	size    = flag.Int64("range", 0, "`N` blocks of 4096 records in each element (default a 64th of all, and at most 256)")
	serve   = flag.Int("serve", 0, "start workers for runners that are given --environment_type=EXTERNAL, on local port `N`, and do nothing else")
)

const usage = `Usage: go run . [flags] [STUDY]

Runs a study as a pipeline, by default that of examples/research, on Prism in this process.
Its own flags are --output, --records, --seed, --range and --serve; the others are Beam's,
of which README.md says which are for which runner.

`

// errUsage is wrapped by errors about what is asked for, rather than the run.
var errUsage = errors.New("nothing was run")

func main() {
	switch err := parse(flag.CommandLine, os.Args[1:], os.Stdout); {
	case errors.Is(err, flag.ErrHelp):
		return
	case err != nil:
		fmt.Fprintln(os.Stderr, "cluster:", err)
		os.Exit(2)
	}
	beam.Init() // a worker that a runner started does not come back from here
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := command(ctx, os.Stdout, func(p Parcel, size int64) any { return &countFn{Parcel: p, Size: size} })
	if err == nil {
		return
	}
	fmt.Fprintln(os.Stderr, "cluster:", err)
	stop()
	if errors.Is(err, errUsage) {
		os.Exit(2)
	}
	os.Exit(1)
}

// parse parses flags and, if they ask for help, gives it. What is wrong with them is
// said in a line: Beam has so many flags that it would be lost among them.
func parse(flags *flag.FlagSet, args []string, out io.Writer) error {
	flags.Init(flags.Name(), flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	err := flags.Parse(args)
	flags.SetOutput(nil)
	if errors.Is(err, flag.ErrHelp) {
		flags.SetOutput(out)
		fmt.Fprint(out, usage)
		flags.PrintDefaults()
		return err
	}
	if err != nil {
		return fmt.Errorf("%w: %w (--help lists all flags)", errUsage, err)
	}
	return nil
}

// runnable checks what is said of the runner, as far as Beam would only find out when
// older results are gone, and workers are built.
func runnable() error {
	switch *runners.Runner {
	case "", "prism", "PrismRunner", "direct", "DirectRunner", "dataflow", "DataflowRunner":
		return nil
	case "universal", "portable", "PortableRunner", "flink", "FlinkRunner", "spark", "SparkRunner":
	default:
		return fmt.Errorf("--runner: %q is none (prism, universal, flink, spark, dataflow or direct)", *runners.Runner)
	}
	if *jobopts.Endpoint == "" {
		return errors.New("--endpoint: say where the job server of the runner listens, as localhost:8073")
	}
	switch strings.ToUpper(*jobopts.EnvironmentType) {
	case "", "DOCKER", "LOOPBACK", "PROCESS":
	case "EXTERNAL":
		if *jobopts.EnvironmentConfig == "" {
			return errors.New("--environment_config: say where the workers listen (--serve=50000 starts them at localhost:50000)")
		}
	default:
		return fmt.Errorf("--environment_type: %q is none (DOCKER, LOOPBACK, EXTERNAL or PROCESS)", *jobopts.EnvironmentType)
	}
	return nil
}

// command does what the flags say. The function makes the DoFn that counts.
func command(ctx context.Context, out io.Writer, count func(Parcel, int64) any) error {
	if *serve != 0 {
		return serveWorkers(ctx, out, *serve)
	}
	if flag.NArg() > 1 {
		return fmt.Errorf("%w: name one study, after all flags: %q are several", errUsage, flag.Args())
	}
	file := defaultStudy
	if flag.NArg() == 1 {
		file = flag.Arg(0)
	}
	if *records < 0 || *size < 0 || *seed < -1 || *output == "" {
		return fmt.Errorf("%w: --records, --range and --seed are not negative, and --output is not empty", errUsage)
	}
	if *jobopts.Async {
		return fmt.Errorf("%w: --async leaves nobody who checks the results", errUsage)
	}
	if err := runnable(); err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	if *jobopts.Endpoint != "" {
		// Beam would try for two minutes, and not say so.
		conn, err := net.DialTimeout("tcp", *jobopts.Endpoint, 10*time.Second)
		if err != nil {
			return fmt.Errorf("%w: --endpoint: no runner listens there (start it before, as README.md says): %w", errUsage, err)
		}
		conn.Close()
	}
	parcel, study, err := pack(file, *records, *seed)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	if err := run(ctx, parcel, *size, *output, count); err != nil {
		return err
	}
	// Whether a runner says so or not: it did only what it left.
	data, err := readFile(ctx, *output)
	if err != nil {
		return fmt.Errorf("the runner says that all went well, and there are no results: %w", err)
	}
	r, err := simulate.DecodeResults(*output, data)
	if err != nil {
		return err
	}
	if r.Digests.Study != study.Digest() {
		return fmt.Errorf("%s has the results of another study", *output)
	}
	fmt.Fprintf(out, "%d records, each counted once: %s\n", r.Records, *output)
	return nil
}

// run runs the study in the parcel on the runner of the flags.
func run(ctx context.Context, parcel Parcel, size int64, output string, count func(Parcel, int64) any) error {
	compiled, err := parcel.compile()
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	if err := clearFile(ctx, output); err != nil {
		return fmt.Errorf("%w: --output: %w", errUsage, err)
	}
	blocks := compiled.Blocks()
	if size <= 0 {
		size = min(max(blocks/64, 1), 256)
	}
	pipeline, scope := beam.NewPipelineWithRoot()
	build(scope, blocks, size, count(parcel, size), &writeFn{Parcel: parcel, Output: output})
	return beamx.Run(ctx, pipeline)
}

// serveWorkers starts workers for runners until the context is done.
func serveWorkers(ctx context.Context, out io.Writer, port int) error {
	pool, err := extworker.StartLoopback(ctx, port)
	if err != nil {
		return fmt.Errorf("%w: %w", errUsage, err)
	}
	fmt.Fprintf(out, "workers at %s\n", pool.EnvironmentConfig(ctx))
	<-ctx.Done()
	return pool.Stop(context.WithoutCancel(ctx))
}
