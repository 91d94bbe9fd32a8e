package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what the commands answer into the scripts")

// now is the day the scripts run on.
var now = time.Date(2026, 11, 1, 15, 4, 5, 0, time.UTC)

// TestScripts runs the command lines of testdata/*.txtar. Each archive begins
// with them and what they answer:
//
//	$ trias assess --at garbage offer.yaml
//	! what is written to standard error
//	| what is written to standard output
//	= 2
//
// where a command line may end in "> file" to write standard output into one
// that later lines read, and goes on with the files they read. The files of testdata/shared are there
// in every script. A file named stdin is the standard input. Lines that begin
// with # are for readers.
func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	shared, err := filepath.Glob("testdata/shared/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, script := range scripts {
		script, err := filepath.Abs(script)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(script), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(script)
			if err != nil {
				t.Fatal(err)
			}
			dir := t.TempDir()
			var stdin []byte
			for _, name := range shared {
				data, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				write(t, filepath.Join(dir, filepath.Base(name)), data)
			}
			for _, f := range archive.Files {
				if f.Name == "stdin" {
					stdin = f.Data
					continue
				}
				write(t, filepath.Join(dir, f.Name), f.Data)
			}
			t.Chdir(dir)
			got := transcript(string(archive.Comment), stdin)
			if *update {
				archive.Comment = []byte(got)
				if err := os.WriteFile(script, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := string(archive.Comment); got != want {
				t.Errorf("got:\n%s\nwant:\n%s", got, want)
			}
		})
	}
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// transcript runs the command lines of a script and returns it as it should be.
func transcript(script string, stdin []byte) string {
	var b strings.Builder
	for line := range strings.Lines(script) {
		line = strings.TrimRight(line, "\n")
		command, isCommand := strings.CutPrefix(line, "$ trias ")
		switch {
		case isCommand:
		case strings.HasPrefix(line, "#") || line == "":
			b.WriteString(line + "\n")
			continue
		default:
			continue // an answer
		}
		var stdout, stderr bytes.Buffer
		command, into, kept := strings.Cut(command, " > ")
		status := run(strings.Fields(command), bytes.NewReader(stdin), &stdout, &stderr, now)
		b.WriteString(line + "\n")
		prefixed(&b, "!", stderr.String())
		if kept {
			if err := os.WriteFile(into, stdout.Bytes(), 0o644); err != nil {
				b.WriteString(err.Error() + "\n")
			}
			stdout.Reset()
		}
		prefixed(&b, "|", stdout.String())
		fmt.Fprintf(&b, "= %d\n", status)
	}
	return b.String()
}

func prefixed(b *strings.Builder, prefix, text string) {
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimRight(prefix+" "+strings.TrimSuffix(line, "\n"), " ") + "\n")
	}
}
