package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// replayFiles writes the files of testdata/catalogue.txtar and more dossiers, and
// returns the arguments of a replay of those, line by line.
func replayFiles(t *testing.T, dossiers int) (folder string, args []string) {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/catalogue.txtar")
	if err != nil {
		t.Fatal(err)
	}
	folder = t.TempDir()
	files := map[string][]byte{}
	for _, f := range archive.Files {
		files[f.Name] = f.Data
	}
	for _, name := range []string{"old.yaml", "new.yaml", "profile-1.yaml", "profile-2.yaml"} {
		write(t, filepath.Join(folder, name), files[name])
	}
	args = []string{"catalogue", "diff", "--format", "ndjson", "--at", "2026-12-01", "--old-profile", filepath.Join(folder, "profile-1.yaml"),
		"--new-profile", filepath.Join(folder, "profile-2.yaml"), filepath.Join(folder, "old.yaml"), filepath.Join(folder, "new.yaml")}
	if err := os.Mkdir(filepath.Join(folder, "many"), 0o755); err != nil {
		t.Fatal(err)
	}
	for i := range dossiers {
		write(t, filepath.Join(folder, "many", fmt.Sprintf("%03d.yaml", i)), files["offers/slow.yaml"])
	}
	return folder, args
}

// writes counts how often, and how much at once, is written.
type writes struct {
	bytes.Buffer
	n, most int
}

func (w *writes) Write(p []byte) (int, error) {
	w.n, w.most = w.n+1, max(w.most, len(p))
	return w.Buffer.Write(p)
}

// Lines leave as soon as they are there, so that memory does not grow with the
// dossiers.
func TestReplayStreams(t *testing.T) {
	const n = 20
	folder, args := replayFiles(t, n)
	var out writes
	var stderr bytes.Buffer
	status := run(append(args, filepath.Join(folder, "many")), strings.NewReader(""), &out, &stderr, time.Now())
	if status != statusNegative || stderr.Len() > 0 {
		t.Fatalf("status %d, %s", status, &stderr)
	}
	if got := strings.Count(out.String(), "\n"); got != n+3 {
		t.Errorf("%d lines", got)
	}
	if out.n < n || out.most > out.Len()/4 {
		t.Errorf("written in %d pieces, the largest of %d of %d bytes", out.n, out.most, out.Len())
	}
	// Standard input is read once, and replayed as any file.
	slow, err := os.ReadFile(filepath.Join(folder, "many", "000.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	var piped writes
	if status := run(append(args, "-"), bytes.NewReader(slow), &piped, &stderr, time.Now()); status != statusNegative || strings.Count(piped.String(), "\n") != 4 {
		t.Errorf("status %d, %s%s", status, &stderr, &piped)
	}
}

// If any dossier is bad input, nothing is written: whether it cannot be read, or
// cannot be evaluated.
func TestReplayStreamsNothing(t *testing.T) {
	folder, args := replayFiles(t, 3)
	records := filepath.Join(folder, "records.yaml")
	write(t, records, []byte("trias: onboarding/v1\nsubject: slow\nprofile: ours\napplied: 2026-05-01\nauthority: Example City\n"))
	again := filepath.Join(folder, "again.yaml")
	write(t, again, []byte("trias: onboarding/v1\nsubject: slow\nversion: \"1.0\"\nprofile: ours\napplied: 2026-05-02\nauthority: Example City\n"))
	bad := filepath.Join(folder, "many", "bad.yaml")
	write(t, bad, []byte("trias: dossier/v1\nsubject: 7\n"))
	for name, c := range map[string]struct {
		args []string
		want string
	}{
		"last of many":   {[]string{filepath.Join(folder, "many")}, "bad.yaml"},
		"twice":          {[]string{filepath.Join(folder, "many", "000.yaml"), filepath.Join(folder, "many", "000.yaml")}, "is given twice"},
		"two records":    {[]string{"--onboarding", records, "--onboarding", again, filepath.Join(folder, "many", "000.yaml")}, "000.yaml: "},
		"no dossier":     {[]string{folder}, "none of the files is a dossier"},
		"standard input": {[]string{"-"}, "stdin"},
	} {
		var out, stderr bytes.Buffer
		status := run(append(args, c.args...), strings.NewReader("trias: dossier/v1\n"), &out, &stderr, time.Now())
		if status != statusBadInput || out.Len() > 0 || !strings.Contains(stderr.String(), c.want) {
			t.Errorf("%s: status %d, %q, %q", name, status, out.String(), stderr.String())
		}
	}
}
