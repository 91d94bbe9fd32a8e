package trias_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// TestReadme runs what the README shows and compares what it prints.
func TestReadme(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	binary := filepath.Join(t.TempDir(), "trias")
	run(t, ".", "build", "-o", binary, "./cmd/trias")
	trias := func(args string) (string, int) {
		cmd := exec.Command(binary, strings.Fields(args)...)
		var out, problems bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &problems
		_ = cmd.Run() // the status says what there is to say
		if problems.Len() > 0 {
			t.Errorf("trias %s: %s", args, problems.String())
		}
		return out.String(), cmd.ProcessState.ExitCode()
	}
	main, ok := strings.CutPrefix(block(t, string(text), "main"), "go run ./cmd/trias ")
	if !ok {
		t.Fatal("the main command is not go run ./cmd/trias")
	}
	if out, status := trias(strings.TrimSpace(main)); status != 0 || out == "" {
		t.Errorf("trias %s: exit status %d\n%s", main, status, out)
	}
	outputs := regexp.MustCompile(`<!-- output: (.*) -->`).FindAllStringSubmatch(string(text), -1)
	want := map[string]int{"assess": 1, "choose": 0, "import": 0} // exit statuses
	for _, output := range outputs {
		command, _, _ := strings.Cut(output[1], " ")
		if out, status := trias(output[1]); status != want[command] || !strings.HasPrefix(out, block(t, string(text), "output: "+output[1])) {
			t.Errorf("exit status %d; the README shows something else than is printed by trias %s:\n%s", status, output[1], out)
		}
	}
	if len(outputs) != 3 {
		t.Errorf("the README shows the output of %d commands", len(outputs))
	}
	if source, err := os.ReadFile("readme_test.go"); err != nil || !strings.Contains(unindent(string(source)), unindent(fenced(t, string(text), "example"))) {
		t.Errorf("the README's Go code is not that of the example below (%v)", err)
	}
}

// block returns the indented block after a marker, without its indent.
func block(t *testing.T, text, marker string) string {
	t.Helper()
	_, after, ok := strings.Cut(text, "<!-- "+marker+" -->\n")
	if !ok {
		t.Fatalf("README.md has no marker %q", marker)
	}
	var out []string
	for _, line := range strings.Split(after, "\n") {
		if line != "" && !strings.HasPrefix(line, "    ") {
			break
		}
		out = append(out, strings.TrimPrefix(line, "    "))
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

func fenced(t *testing.T, text, marker string) string {
	t.Helper()
	_, after, ok := strings.Cut(text, "<!-- "+marker+" -->\n```go\n")
	code, _, closed := strings.Cut(after, "```")
	if !ok || !closed {
		t.Fatalf("README.md has no code after the marker %q", marker)
	}
	return code
}

func unindent(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimLeft(lines[i], "\t")
	}
	return strings.Join(lines, "\n")
}

func Example() {
	data, err := os.ReadFile("examples/dossiers/weak.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := assess(context.Background(), data, time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)); err != nil {
		fmt.Println(err)
	}
	// Output:
	// nonConformant
	// DAT-CHO-01 fail []
	// DAT-CON-03 unproven []
	// DAT-CON-06 unproven []
	// DAT-CON-07 unknown [data.disclosure.customerNotified]
	// DAT-CON-09 fail []
	// DAT-CAP-03 unknown [data.protection.approved data.protection.determinedOn data.protection.reasoned]
	// OPS-CHO-01 fail []
	// OPS-CHO-02 fail []
	// OPS-CON-01 unproven []
	// OPS-CON-02 unknown [operational.access.customer.noticeHours]
	// OPS-CON-08 fail []
	// OPS-CON-09 unknown [operational.responsibility.unassignedTasks]
	// TEC-CON-01 unproven []
	// TEC-CON-06 unknown [technological.vulnerabilities.penetrationTest.coversOffer technological.vulnerabilities.penetrationTest.lastOn technological.vulnerabilities.penetrationTest.openCritical technological.vulnerabilities.penetrationTest.performed]
	// RES-CON-02 fail []
	// RES-CON-04 fail []
	// SUP-CON-04 fail []
	// SUP-CON-05 unknown [supplyChain.subcontractors[sub-affiliate].riskAssessedOn]
}

func assess(ctx context.Context, data []byte, at time.Time) error {
	source, err := evidence.Decode("offer.yaml", data) // YAML or JSON; every problem with its place
	if err != nil {
		return err
	}
	dossier, err := evidence.Merge(source) // and any number of further sources
	if err != nil {
		return err
	}
	catalogue, err := criteria.Embedded()
	if err != nil {
		return err
	}
	profile, err := profiles.Lookup("normal")
	if err != nil {
		return err
	}
	e, err := evaluator.Compile(catalogue, profile) // once; safe for concurrent use
	if err != nil {
		return err
	}
	verdict, err := e.Evaluate(ctx, dossier, at) // the instant is an argument
	if err != nil {
		return err
	}
	fmt.Println(verdict.Conformity)
	for _, result := range verdict.Results {
		if result.Obligation == profiles.Must && !result.Outcome.Met() {
			fmt.Println(result.Criterion, result.Outcome, result.Missing)
		}
	}
	return nil
}
