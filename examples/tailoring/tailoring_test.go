// Package tailoring holds an example for readers: two fictional profiles that
// tailor others. The test runs what its README shows.
package tailoring

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	_ "github.com/trias-sovereignty/trias/evaluator/report" // what the command is made of: the test runs again when that changes
)

var update = flag.Bool("update", false, "write what the commands print into testdata")

// whole are the commands whose whole output is kept.
var whole = map[string]string{
	"city.en.txt":     "profiles diff city.yaml",
	"city.de.txt":     "profiles diff --lang de city.yaml",
	"registry.en.txt": "profiles diff city.yaml registry.yaml",
	"registry.de.txt": "profiles diff --lang de city.yaml registry.yaml",
	"check.en.txt":    "profiles check city.yaml",
	"check.de.txt":    "profiles check --lang de city.yaml",
	"verdict.en.txt":  "assess --at 2026-11-01 --profile city.yaml --profile registry.yaml --decisions decisions.yaml ../dossiers/complete.yaml",
	"verdict.de.txt":  "assess --lang de --at 2026-11-01 --profile city.yaml --profile registry.yaml --decisions decisions.yaml ../dossiers/complete.yaml",
}

// digest is left out of testdata: it changes with every word of what Trias brings.
var digest = regexp.MustCompile(`sha256:[0-9a-f]{64}`)

// negative are the commands that answer no, with exit status 1.
var negative = map[string]bool{"profiles check city.yaml": true, "profiles check --lang de city.yaml": true}

// TestExample runs the commands of the README and compares what they print with
// what it shows, parts being left out where it says […], and keeps the whole of
// some in testdata.
func TestExample(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("builds the command line")
	}
	binary := filepath.Join(t.TempDir(), "trias")
	if out, err := exec.Command("go", "build", "-o", binary, "../../cmd/trias").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	trias := func(args string) string {
		var out, problems bytes.Buffer
		cmd := exec.Command(binary, strings.Fields(args)...)
		cmd.Stdout, cmd.Stderr = &out, &problems
		want := 0
		if negative[args] {
			want = 1
		}
		if err := cmd.Run(); cmd.ProcessState.ExitCode() != want {
			t.Errorf("trias %s: %v\n%s", args, err, problems.String())
		}
		return digest.ReplaceAllString(out.String(), "sha256:…")
	}
	for name, args := range whole {
		file, got := filepath.Join("testdata", name), trias(args)
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(file); err != nil || string(want) != got {
			t.Errorf("trias %s (%v): got\n%s\nwant\n%s", args, err, got, want)
		}
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(readme), "```console\n$ trias ")[1:]
	if len(blocks) != 6 {
		t.Errorf("the README shows %d commands", len(blocks))
	}
	for _, block := range blocks {
		block, _, _ = strings.Cut(block, "```")
		args, shown, _ := strings.Cut(block, "\n")
		rest := trias(args)
		if shown == "" && rest != "" {
			t.Errorf("trias %s prints\n%s", args, rest)
		}
		for part := range strings.SplitSeq(shown, "[…]\n") {
			at := strings.Index(rest, part)
			if at < 0 {
				t.Errorf("trias %s does not print\n%s", args, part)
				continue
			}
			rest = rest[at+len(part):]
		}
	}
}
