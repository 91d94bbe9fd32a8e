// Package change holds an example for readers: a fictional catalogue before and
// after a change, and whom the change hits. The test runs what its README shows.
package change

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	_ "github.com/trias-sovereignty/trias/evaluator/report" // what the command is made of: the test runs again when that changes
)

var update = flag.Bool("update", false, "write what the commands print into testdata")

const profiles = " --old-profile profile-1.yaml --new-profile profile-2.yaml"

// whole are the commands whose whole output is kept, in each language.
var whole = map[string]string{
	"difference": "catalogue diff hosting-1.yaml hosting-2.yaml",
	"july":       "catalogue diff" + profiles + " --at 2027-07-01 hosting-1.yaml hosting-2.yaml offers",
}

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
		if strings.Contains(args, " offers") {
			want = 1 // a verdict gets worse
		}
		if err := cmd.Run(); cmd.ProcessState.ExitCode() != want || problems.Len() > 0 {
			t.Errorf("trias %s: %v\n%s", args, err, problems.String())
		}
		return out.String()
	}
	for _, args := range []string{"lint hosting-1.yaml profile-1.yaml", "lint hosting-2.yaml profile-2.yaml"} {
		if out := trias(args); out != "" {
			t.Errorf("trias %s prints\n%s", args, out)
		}
	}
	for name, args := range whole {
		for _, lang := range []string{"en", "de"} {
			file, got := filepath.Join("testdata", name+"."+lang+".txt"), trias(args+" --lang "+lang)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s (-want +got), run with -update and read the difference:\n%s", file, diff)
			}
		}
	}
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(readme), "```console\n$ trias ")[1:]
	if len(blocks) != 3 {
		t.Errorf("the README shows %d commands", len(blocks))
	}
	for _, block := range blocks {
		block, _, _ = strings.Cut(block, "```")
		args, shown, _ := strings.Cut(block, "\n")
		rest := trias(args)
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
