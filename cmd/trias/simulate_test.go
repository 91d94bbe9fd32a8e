package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/evaluator/simulate"
)

// desks is the study of testdata/simulate.txtar, in a folder of its own.
func desks(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	archive, err := txtar.ParseFile("testdata/simulate.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		write(t, filepath.Join(dir, f.Name), f.Data)
	}
	for _, name := range []string{"catalogue.yaml", "profile.yaml"} {
		data, err := os.ReadFile(filepath.Join("testdata/shared", name))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, name), data)
	}
	return filepath.Join(dir, "study.yaml")
}

// TestSimulateEnded: who ends a run learns how far it was, and finds nothing written.
func TestSimulateEnded(t *testing.T) {
	t.Parallel()
	var stderr bytes.Buffer
	p := &program{stderr: &stderr}
	in := newInput(nil)
	study := loadStudy(in, &simulateFlags{}, desks(t))
	if len(in.problems) > 0 {
		t.Fatal(in.problems)
	}
	compiled, err := study.Compile()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	results, err := p.simulated(ctx, &simulateFlags{}, compiled)
	if results != nil || err == nil || err.Error() != "ended after 0 of 2000 records; nothing was written" {
		t.Errorf("%v, with results %v", err, results != nil)
	}
	if stderr.Len() > 0 {
		t.Errorf("progress is shown where nobody watches: %s", stderr.String())
	}
}

// TestSimulateJSON: what is written reads back, whatever the number of workers.
func TestSimulateJSON(t *testing.T) {
	t.Parallel()
	study := desks(t)
	status, one, stderr := call(t, "simulate", "--format", "json", "--workers", "1", study)
	if status != statusOK || stderr != "" {
		t.Fatalf("status %d: %s", status, stderr)
	}
	r, err := simulate.DecodeResults("results.json", []byte(one))
	if err != nil {
		t.Fatal(err)
	}
	if r.Records != 2000 || r.Seed != 7 || len(r.Sweeps) != 1 || len(r.Sample) != 1 {
		t.Errorf("%d records, seed %d, %d sweeps, %d single records", r.Records, r.Seed, len(r.Sweeps), len(r.Sample))
	}
	if _, seven, _ := call(t, "simulate", "--format", "json", "--workers", "7", study); seven != one {
		t.Error("seven workers find something else")
	}
	_, csv, _ := call(t, "simulate", "--format", "csv", study)
	_, ndjson, _ := call(t, "simulate", "--format", "ndjson", study)
	if rows, lines := strings.Count(csv, "\n")-1, strings.Count(ndjson, "\n"); rows < 50 || rows != lines {
		t.Errorf("CSV has %d rows, NDJSON %d", rows, lines)
	}
}

// TestSimulateOut: a folder holds everything, and files of others stay.
func TestSimulateOut(t *testing.T) {
	t.Parallel()
	study := desks(t)
	dir := filepath.Join(filepath.Dir(study), "results")
	write(t, filepath.Join(dir, "mine.txt"), []byte("mine"))
	if status, _, stderr := call(t, "simulate", "--out", dir, study); status != statusOK {
		t.Fatalf("status %d: %s", status, stderr)
	}
	for _, name := range []string{"mine.txt", "results.json", "results.csv", "results.ndjson", "report.de.md", "report.en.html", "rates.de.svg", "sweep-days.en.png"} {
		if _, err := os.Stat(filepath.Join(dir, name)); err != nil {
			t.Error(err)
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, ".trias-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("%v are left over (%v)", left, err)
	}
	write(t, filepath.Join(dir, "results.csv"), []byte("changed"))
	status, stdout, stderr := call(t, "simulate", "--out", dir, study)
	if status != statusBadInput || stdout != "" || !strings.Contains(stderr, "results.csv (name another folder, or add --force)") {
		t.Errorf("status %d: %s%s", status, stdout, stderr)
	}
	if status, _, stderr := call(t, "simulate", "--out", dir, "--force", study); status != statusOK {
		t.Errorf("status %d: %s", status, stderr)
	}
	if data, err := os.ReadFile(filepath.Join(dir, "results.csv")); err != nil || string(data) == "changed" {
		t.Errorf("--force left the file as it was (%v)", err)
	}
}

// TestSimulateReplay: the command of a report replays it, whatever the study is called.
func TestSimulateReplay(t *testing.T) {
	t.Parallel()
	records := once{value: "10", given: true}
	for file, want := range map[string]string{
		"study.yaml":                "trias simulate --records 10 study.yaml",
		"a/b/study.yaml":            "trias simulate --records 10 study.yaml",
		"-":                         "trias simulate --records 10 -",
		"-study.yaml":               "trias simulate --records 10 ./-study.yaml",
		"my study.yaml":             "trias simulate --records 10 'my study.yaml'",
		"$(rm x); `y` && it's.yaml": `trias simulate --records 10 '$(rm x); ` + "`y`" + ` && it'\''s.yaml'`,
		"größe.yaml":                "trias simulate --records 10 'größe.yaml'",
	} {
		f := simulateFlags{records: records}
		if got := f.command(file); got != want {
			t.Errorf("%s: %s, want %s", file, got, want)
		}
	}
}

// TestSimulateOutOfALink: a link that leads nowhere is found before anything is counted.
func TestSimulateOutOfALink(t *testing.T) {
	t.Parallel()
	study := desks(t)
	dir := filepath.Dir(study)
	link := filepath.Join(dir, "link")
	if err := os.Symlink(filepath.Join(dir, "nowhere"), link); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{link, filepath.Join(link, "deeper")} {
		status, stdout, stderr := call(t, "simulate", "--out", out, study)
		if status != statusBadInput || stdout != "" || !strings.Contains(stderr, "link is a link to what is not there") {
			t.Errorf("%s: status %d: %s%s", out, status, stdout, stderr)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "nowhere"), 0o755); err != nil {
		t.Fatal(err)
	}
	if status, _, stderr := call(t, "simulate", "--out", link, study); status != statusOK {
		t.Errorf("a link to a folder: status %d: %s", status, stderr)
	}
}

// TestSimulateSeed: a seed beyond what JSON holds is refused by its flag.
func TestSimulateSeed(t *testing.T) {
	t.Parallel()
	study := desks(t)
	for seed, want := range map[string]int{"9007199254740992": statusOK, "9007199254740993": statusBadInput, "-1": statusBadInput} {
		status, _, stderr := call(t, "simulate", "--seed="+seed, "--record", "0", study)
		if status != want || want != statusOK && !strings.Contains(stderr, "is no whole number from 0 to 9007199254740992") {
			t.Errorf("--seed %s: status %d: %s", seed, status, stderr)
		}
	}
}
