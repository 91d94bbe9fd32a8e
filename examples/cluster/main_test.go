package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"

	"github.com/trias-sovereignty/trias/evaluator/simulate"
)

const (
	study        = "../../evaluator/simulate/testdata/study.yaml"
	studyRecords = 50_000 // 13 blocks
)

// Tests that need several processes start this binary again, as something else.
const (
	roleVariable  = "TRIAS_CLUSTER_TEST_ROLE" // "cluster" for this command, or "prism PORT"
	breakVariable = "TRIAS_CLUSTER_TEST_BREAK"
)

func init() {
	register.DoFn3x1[context.Context, int64, func(Part), error](&brokenFn{})
}

func TestMain(m *testing.M) {
	flag.Parse()
	beam.Init()
	role, port, _ := strings.Cut(os.Getenv(roleVariable), " ")
	var err error
	switch role {
	case "":
		os.Exit(m.Run())
	case "prism":
		// This is what Beam's command prism does, but for its web page.
		var n int
		if n, err = strconv.Atoi(port); err == nil {
			_, err = prism.CreateJobServer(context.Background(), prism.Options{Port: n})
		}
		if err == nil {
			select {}
		}
	case "cluster":
		err = command(context.Background(), os.Stdout, func(p Parcel, size int64) any {
			f := &brokenFn{countFn: countFn{Parcel: p, Size: size}}
			fmt.Sscan(os.Getenv(breakVariable), &f.Do, &f.Victim)
			return f
		})
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "cluster:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// brokenAt is the first block of the range at which a brokenFn does what it does.
const brokenAt = 4

// brokenFn counts like countFn, but for one range.
type brokenFn struct {
	countFn
	Do     string // "" for nothing
	Victim int    // a process
}

var errBroken = errors.New("broken on purpose")

func (f *brokenFn) ProcessElement(ctx context.Context, first int64, emit func(Part)) error {
	if first == brokenAt {
		switch f.Do {
		case "panic":
			panic(errBroken)
		case "error":
			return errBroken
		case "later":
			f.bundle.cancel(errBroken)
			return nil
		case "lose":
			return nil
		case "twice":
			if err := f.countFn.ProcessElement(ctx, first, emit); err != nil {
				return err
			}
		case "die":
			return errors.Join(syscall.Kill(os.Getpid(), syscall.SIGKILL), errors.New("still alive"))
		case "kill":
			if err := syscall.Kill(f.Victim, syscall.SIGKILL); err != nil {
				return err
			}
		}
	}
	return f.countFn.ProcessElement(ctx, first, emit)
}

// local is what one process finds without a pipeline.
func local(t *testing.T, p Parcel) []byte {
	t.Helper()
	c, err := p.compile()
	if err != nil {
		t.Fatal(err)
	}
	tally, err := c.Run(t.Context(), simulate.Options{Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.Results(t.Context(), tally)
	if err != nil {
		t.Fatal(err)
	}
	data, err := r.EncodeJSON()
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func packed(t *testing.T, records int64) Parcel {
	t.Helper()
	p, _, err := pack(study, records, -1)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// On Prism in this process the results are those of a run without a pipeline, however
// the blocks are divided.
func TestInProcess(t *testing.T) {
	p := packed(t, studyRecords)
	want := local(t, p)
	for _, size := range []int64{0, 1, 4, 100} {
		file := filepath.Join(t.TempDir(), "results.json")
		err := run(t.Context(), p, size, file, func(p Parcel, size int64) any { return &countFn{Parcel: p, Size: size} })
		if err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, want) {
			t.Errorf("ranges of %d blocks: other results, or none: %v", size, err)
		}
	}
}

// Whatever goes wrong with a range, there are no results, and the error says why.
func TestBroken(t *testing.T) {
	p := packed(t, studyRecords)
	before := local(t, p)
	for _, tt := range []struct{ do, want string }{
		{"panic", errBroken.Error()},
		{"error", errBroken.Error()},
		{"later", errBroken.Error()},
		{"lose", "of 13 blocks: blocks 4 to 5: not counted"},
		{"twice", "of 13 blocks: blocks 4 to 5: counted 2 times"},
	} {
		t.Run(tt.do, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "results.json")
			if err := os.WriteFile(file, before, 0o600); err != nil {
				t.Fatal(err)
			}
			err := run(t.Context(), p, 2, file, func(p Parcel, size int64) any {
				return &brokenFn{countFn: countFn{Parcel: p, Size: size}, Do: tt.do}
			})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
			if _, err := os.Stat(file); err == nil {
				t.Error("there are results")
			}
		})
	}
}

// What is asked for wrongly is refused at once, with a way out, and no file is lost.
func TestRefuses(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	keep := filepath.Join(dir, "keep.yaml")
	if err := os.WriteFile(keep, []byte("trias: study/v1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	empty := filepath.Join(dir, "empty")
	if err := os.Mkdir(empty, 0o700); err != nil {
		t.Fatal(err)
	}
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	out := "--output=" + filepath.Join(dir, "results.json")
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{out, study, "--records=100"}, "name one study, after all flags"},
		{[]string{out, "--seed=-2", study}, "--seed"},
		{[]string{out, "--records=5000", study}, "the study singles out record 5999"},
		{[]string{out, keep}, keep + ":1:1"}, // as it was named
		{[]string{"--output=" + keep, study}, "name another file"},
		{[]string{"--output=" + empty, study}, "name another file"},
		{[]string{"--output=" + filepath.Join(keep, "below"), study}, "not a directory"},
		{[]string{"--output=other://results.json", study}, "other"},
		{[]string{out, "--async", study}, "--async"},
		{[]string{out, "--runner=universal", "--endpoint=" + nobody, "--environment_type=LOOPBACK", study}, "no runner listens there"},
		{[]string{out, "--runner=flunk", study}, `"flunk" is none (prism, universal, flink`},
		{[]string{out, "--runner=spark", study}, "--endpoint: say where"},
		{[]string{out, "--runner=flink", "--endpoint=" + nobody, "--environment_type=EXTERNAL", study}, "--serve=50000 starts them"},
		{[]string{out, "--runner=universal", "--endpoint=" + nobody, "--environment_type=LOOP", study}, `"LOOP" is none (DOCKER, LOOPBACK`},
	} {
		t.Run(strings.Join(tt.args, " "), func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			got, err := again(ctx, t, "cluster", tt.args...).CombinedOutput()
			if err == nil || !bytes.Contains(got, []byte("nothing was run: ")) || !bytes.Contains(got, []byte(tt.want)) {
				t.Errorf("%v, got %s, want %s", err, got, tt.want)
			}
		})
	}
	if have, err := filepath.Glob(filepath.Join(dir, "*")); err != nil || !slices.Equal(have, []string{empty, keep}) {
		t.Errorf("there are %v, %v", have, err)
	}
}

// A flag that is wrong is named in one line; help has all of them.
func TestParse(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		args      []string
		err, help string
	}{
		{args: []string{"--one=2"}},
		{args: []string{"--one=x"}, err: `nothing was run: invalid value "x" for flag -one: parse error (--help lists all flags)`},
		{args: []string{"--won=1"}, err: "nothing was run: flag provided but not defined: -won (--help lists all flags)"},
		{args: []string{"--help"}, err: "flag: help requested", help: usage + "  -one int\n    \tthe only one\n"},
	} {
		flags := flag.NewFlagSet("cluster", flag.ExitOnError)
		flags.Int("one", 0, "the only one")
		var help strings.Builder
		err := parse(flags, tt.args, &help)
		if err == nil && tt.err != "" || err != nil && err.Error() != tt.err || help.String() != tt.help {
			t.Errorf("%q: %v and %q, want %s and %q", tt.args, err, help.String(), tt.err, tt.help)
		}
	}
}

// A bundle that failed and is counted again, as most runners do, is counted once.
func TestBundleIsCountedAgain(t *testing.T) {
	t.Parallel()
	p := packed(t, studyRecords)
	c, err := p.compile()
	if err != nil {
		t.Fatal(err)
	}
	var sum Part
	for _, ranges := range [][]int64{{0, 2, 4}, {6, 8}, {10, 12}} {
		for _, do := range []string{"panic", "later", ""} {
			f := &brokenFn{countFn: countFn{Parcel: p, Size: 2}, Do: do}
			if err := bundleOf(t.Context(), f, ranges, func(p Part) {
				if err := sum.merge(p); err != nil {
					t.Error(err)
				}
			}); err == nil {
				break
			} else if !strings.Contains(err.Error(), errBroken.Error()) {
				t.Fatal(err)
			}
		}
	}
	got, err := answer(t.Context(), c, sum)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, local(t, p)) {
		t.Error("other results")
	}
}

// bundleOf does with a DoFn what a runner does for a bundle.
func bundleOf(ctx context.Context, f *brokenFn, ranges []int64, emit func(Part)) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
		err = errors.Join(err, f.Teardown())
	}()
	if err := f.Setup(); err != nil {
		return err
	}
	f.StartBundle(ctx, emit)
	for _, first := range ranges {
		if err := f.ProcessElement(ctx, first, emit); err != nil {
			return err
		}
	}
	return f.FinishBundle(ctx, emit)
}

// Runners, workers and whoever submits are processes of their own. If all stay alive
// the results are those of one process; if one is killed there are none, and whoever
// submitted is told.
func TestProcesses(t *testing.T) {
	if testing.Short() && os.Getenv("CI") == "" {
		t.Skip("starts several processes")
	}
	p := packed(t, studyRecords)
	want := local(t, p)
	for _, tt := range []struct {
		name, breaks string
		runner       string // whose flags are given, "" for any
		external     bool   // a process for the workers
		fails        bool
	}{
		{name: "workers in the process that submits"},
		{name: "workers in a process of their own", external: true},
		{name: "flags of Flink", runner: "flink", external: true},
		{name: "flags of Spark", runner: "spark"},
		{name: "the workers are killed", external: true, breaks: "die", fails: true},
		{name: "the runner is killed", external: true, breaks: "kill", fails: true},
		{name: "whoever submits is killed", breaks: "die", fails: true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			runner, runnerAt := start(t, "prism")
			as := "--runner=" + cmp.Or(tt.runner, "universal")
			args := []string{as, "--endpoint=" + runnerAt, "--environment_type=LOOPBACK"}
			if tt.external {
				_, at := start(t, "cluster")
				args = []string{as, "--endpoint=" + runnerAt, "--environment_type=EXTERNAL", "--environment_config=" + at, "--worker_binary=" + os.DevNull}
			}
			if tt.breaks == "kill" {
				tt.breaks += " " + strconv.Itoa(runner.Process.Pid)
			}
			file := filepath.Join(t.TempDir(), "results.json")
			args = append(args, "--output="+file, fmt.Sprintf("--records=%d", studyRecords), "--range=2", study)
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
			defer cancel()
			submit := again(ctx, t, "cluster", args...)
			submit.Env = append(submit.Env, breakVariable+"="+tt.breaks)
			out, err := submit.CombinedOutput()
			t.Logf("%v\n%s", err, out)
			if ctx.Err() != nil {
				t.Fatal("it does not end")
			}
			got, missing := os.ReadFile(file)
			switch {
			case tt.fails && err == nil:
				t.Error("it does not fail")
			case tt.fails && missing == nil:
				t.Error("there are results")
			case !tt.fails && err != nil:
				t.Error(err)
			case !tt.fails && !bytes.Equal(got, want):
				t.Errorf("other results, or none: %v", missing)
			}
		})
	}
}

// again is this binary in another role.
func again(ctx context.Context, t *testing.T, role string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(ctx, self, args...)
	c.Env = append(os.Environ(), roleVariable+"="+role)
	return c
}

// start starts Prism, or workers, and returns the process and its address once it
// listens.
func start(t *testing.T, role string) (*exec.Cmd, string) {
	t.Helper()
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	var args []string
	if role == "prism" {
		role = fmt.Sprintf("prism %d", port)
	} else {
		args = []string{fmt.Sprintf("--serve=%d", port)}
	}
	c := again(context.Background(), t, role, args...)
	var log bytes.Buffer
	c.Stdout, c.Stderr = &log, &log
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = c.Process.Kill() // it may be dead
		_ = c.Wait()
		t.Logf("%s %v: %v\n%s", role, args, c.ProcessState, log.Bytes())
	})
	at := fmt.Sprintf("localhost:%d", port)
	for range 300 {
		if conn, err := net.Dial("tcp", at); err == nil {
			if err := conn.Close(); err != nil {
				t.Fatal(err)
			}
			return c, at
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatalf("%s does not listen", role)
	return nil, ""
}

// What is wrong with a study is found before anything is sent.
func TestPackRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		file          string
		records, seed int64
	}{{"no.yaml", 0, -1}, {"go.mod", 0, -1}, {study, -5, -1}, {study, 0, 1 << 60}, {study, 100, -1}} {
		if _, _, err := pack(tt.file, tt.records, tt.seed); err == nil {
			t.Errorf("%v: no error", tt)
		}
	}
}

// The study in the parcel is the one beside its files, with other records and another
// seed where these are asked for.
func TestPack(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(study)
	if err != nil {
		t.Fatal(err)
	}
	want, err := load("study.yaml", text, os.DirFS(filepath.Dir(study)))
	if err != nil {
		t.Fatal(err)
	}
	p, got, err := pack(study, 0, -1)
	if err != nil {
		t.Fatal(err)
	}
	if got.Digest() != want.Digest() {
		t.Error("it is another study")
	}
	if _, _, err := pack(defaultStudy, 0, -1); err != nil {
		t.Errorf("the study that is run if none is named: %v", err)
	}
	again, _, err := pack(study, 0, -1)
	if err != nil || !bytes.Equal(again.Files, p.Files) {
		t.Errorf("packed again there are other bytes: %v", err)
	}
	_, got, err = pack(study, studyRecords, 8)
	if err != nil {
		t.Fatal(err)
	}
	if d := got.Definition(); d.Records != studyRecords || *d.Seed != 8 {
		t.Errorf("%d records and seed %d", d.Records, *d.Seed)
	}
}

func TestServeWorkersEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	if err := serveWorkers(ctx, io.Discard, port); !errors.Is(err, errUsage) {
		t.Errorf("a port that is taken: %v", err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := serveWorkers(ctx, io.Discard, port); err != nil {
		t.Error(err)
	}
}
