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
	want := map[string]int{"assess": 1, "choose": 0, "diff": 1, "explain": 1, "horizon": 1, "import": 0, "profiles": 1, "questionnaire": 0, "rank": 3, "score": 0, "simulate": 0, "verify": 0} // exit statuses
	for _, output := range outputs {
		command, _, _ := strings.Cut(output[1], " ")
		if out, status := trias(output[1]); status != want[command] || !shows(block(t, string(text), "output: "+output[1]), out) {
			t.Errorf("exit status %d; the README shows something else than is printed by trias %s:\n%s", status, output[1], out)
		}
	}
	if len(outputs) != 12 {
		t.Errorf("the README shows the output of %d commands", len(outputs))
	}
	if source, err := os.ReadFile("readme_test.go"); err != nil || !strings.Contains(unindent(string(source)), unindent(fenced(t, string(text), "example"))) {
		t.Errorf("the README's Go code is not that of the example below (%v)", err)
	}
}

// TestReadmeCounts compares what the README says of the catalogue and the
// profiles with what they are.
func TestReadmeCounts(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(strings.Fields(string(data)), " ")
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	cells := map[string]bool{}
	for _, c := range catalogue.Criteria() {
		cells[string(c.Domain)+" "+string(c.Dimension)] = true
	}
	claims := []string{
		fmt.Sprintf("The embedded catalogue has %d criteria in %d cells:", len(catalogue.Criteria()), len(cells)),
		fmt.Sprintf("make of the %d criteria so many", len(catalogue.Criteria())),
		fmt.Sprintf("%d frameworks are versioned data", len(catalogue.Frameworks())),
	}
	for _, name := range profiles.Names() {
		p, err := profiles.Lookup(name)
		if err != nil {
			t.Fatal(err)
		}
		n := p.Counts("")
		claims = append(claims, fmt.Sprintf("| `%s` | %d | %d | %d |", name, n.Must, n.Should, n.May))
	}
	for _, claim := range claims {
		if strings.Count(text, claim) != 1 {
			t.Errorf("the README does not say once: %s", claim)
		}
	}
	// "MAY there, as SHOULD at high and as MUST at very high"
	for _, id := range []string{"SUP-CON-01", "SUP-CON-08", "SUP-CON-09", "SUP-CON-16"} {
		for name, want := range map[string]profiles.Obligation{"normal": profiles.May, "high": profiles.Should, "very-high": profiles.Must} {
			p, err := profiles.Lookup(name)
			if err != nil {
				t.Fatal(err)
			}
			if applied, _ := p.Applied(id); applied.Obligation != want {
				t.Errorf("%s is %s under %s, the README says %s", id, applied.Obligation, name, want)
			}
		}
	}
}

// elision stands for lines of output that are left out.
const elision = "[…]"

// shows reports whether a shown text is the beginning of an output, or parts of
// it in their order with elisions between them, each of whole lines.
func shows(shown, out string) bool {
	parts := [][]string{nil}
	for _, line := range strings.Split(shown, "\n") {
		if strings.TrimSpace(line) == elision {
			parts = append(parts, nil)
			continue
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], line)
	}
	rest := "\n" + out + "\n"
	for i, lines := range parts {
		part := "\n" + strings.Trim(strings.Join(lines, "\n"), "\n") + "\n"
		if part == "\n\n" {
			if i == 0 || i < len(parts)-1 {
				return false // nothing is shown
			}
			continue
		}
		at := strings.Index(rest, part)
		if at < 0 || i == 0 && at > 0 {
			return false
		}
		rest = rest[at+len(part)-1:]
	}
	return true
}

func TestShows(t *testing.T) {
	t.Parallel()
	const out = "a\n\n  b\nc\nd\n"
	for shown, want := range map[string]bool{
		"a":                    true,
		"a\n\n  b":             true,
		"a\n[…]\nc":            true,
		"a\n\n  […]\n\nc\n[…]": true,
		"b":                    false, // not the beginning
		"a\n  b":               false, // nothing says that a line is left out
		"a\n[…]\nb":            false, // not a whole line
		"a\n[…]\nd\n[…]\nc":    false, // in another order
		"a\n[…]\na":            false, // not twice
		"[…]\nc":               false,
		"a\n[…]\n[…]":          false,
		"":                     false,
	} {
		if got := shows(shown, out); got != want {
			t.Errorf("%q: %t", shown, got)
		}
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
