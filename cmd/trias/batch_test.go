package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
)

// oneLine is a dossier file as a line of NDJSON.
func oneLine(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	f, err := evidence.Decode(name, data)
	if err != nil {
		t.Fatal(err)
	}
	if data, err = f.EncodeJSON(); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := json.Compact(&b, data); err != nil {
		t.Fatal(err)
	}
	return b.String() + "\n"
}

// TestBatchAsAssess: an offer of many has the conformity and the outcomes that trias
// assess finds.
func TestBatchAsAssess(t *testing.T) {
	t.Parallel()
	names := []string{"../../examples/dossiers/complete.yaml", "../../examples/dossiers/weak.yaml", "../../examples/dossiers/zot.yaml", "../../examples/research/offer.yaml"}
	var offers strings.Builder
	for _, name := range names {
		offers.WriteString(oneLine(t, name))
	}
	for profile, region := range map[string]string{"entry": "EU", "very-high": "DE"} {
		var stdout, stderr bytes.Buffer
		if status := run([]string{"batch", "--profile", profile, "--localisation", region, "-"}, strings.NewReader(offers.String()), &stdout, &stderr, now); status != statusOK || stderr.Len() > 0 {
			t.Fatalf("%d, %s", status, &stderr)
		}
		lines := strings.Split(strings.TrimSpace(stdout.String()), "\n")
		if len(lines) != len(names) {
			t.Fatalf("%d lines for %d offers", len(lines), len(names))
		}
		for i, name := range names {
			var got struct {
				Line                          int
				Subject, Profile, At, Version string
				Localisation                  string
				Conformity                    evaluator.Conformity
				Outcomes                      map[string]evaluator.Outcome
			}
			if err := json.Unmarshal([]byte(lines[i]), &got); err != nil {
				t.Fatal(err)
			}
			var verdict evaluator.Verdict
			var answer, said bytes.Buffer
			run([]string{"assess", "--profile", profile, "--localisation", region, "--format", "json", name}, nil, &answer, &said, now)
			if err := json.Unmarshal(answer.Bytes(), &verdict); err != nil {
				t.Fatalf("%v: %s", err, &said)
			}
			if got.Line != i+1 || got.Subject != verdict.Subject.ID || got.Version != string(verdict.Subject.Version) || got.Profile != verdict.Profile || got.Localisation != region || got.Localisation != verdict.Localisation.Region || got.Conformity != verdict.Conformity || got.At != "2026-11-01T00:00:00Z" {
				t.Errorf("%s under %s: %+v", name, profile, got)
			}
			if len(got.Outcomes) != len(verdict.Results) {
				t.Errorf("%s under %s: %d outcomes of %d criteria", name, profile, len(got.Outcomes), len(verdict.Results))
			}
			for _, r := range verdict.Results {
				if got.Outcomes[r.Criterion] != r.Outcome {
					t.Errorf("%s under %s: %s is %q, not %q", name, profile, r.Criterion, got.Outcomes[r.Criterion], r.Outcome)
				}
			}
		}
	}
}

// TestBatchBreaksOff: what does not come to its end leaves nothing behind, or says that
// it is not whole.
func TestBatchBreaksOff(t *testing.T) {
	temporary := t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, temporary)
	}
	many := strings.Repeat(`{"trias":"dossier/v1","subject":{"id":"a"}}`+"\n", 300)
	broken := errors.New("broken")
	args := []string{"batch", "--catalogue", "testdata/shared/catalogue.yaml", "--profile", "testdata/shared/profile.yaml", "-"}
	for _, c := range []struct {
		name  string
		flags []string
		stdin io.Reader
		out   int // lines on standard output
		says  string
	}{
		{"a reader", nil, io.MultiReader(strings.NewReader(many), iotest.ErrReader(broken)), 0, "stdin:301: broken\n"},
		{"a reader, skipping", []string{"--skip"}, io.MultiReader(strings.NewReader(many), iotest.ErrReader(broken)), 300, "stdin:301: broken\n"},
		{"one bad line", nil, strings.NewReader(many + "{}\n"), 0, "stdin:301:1: field \"trias\" is missing (add trias: dossier/v1)\nstdin: wrong lines: 1 of 301 (give --skip to leave them out)\n"},
		{"gzip", []string{"--skip"}, strings.NewReader("\x1f\x8b\x08"), 0, "stdin:1: is compressed with gzip (decompress it, in Go with gzip.NewReader)\n"},
	} {
		var stdout, stderr bytes.Buffer
		status := run(append(args[:len(args):len(args)], c.flags...), c.stdin, &stdout, &stderr, now)
		if lines := strings.Count(stdout.String(), "\n"); status != statusBadInput || stderr.String() != c.says || lines != c.out {
			t.Errorf("%s: %d, %d lines, %s", c.name, status, lines, &stderr)
		}
	}
	var stderr bytes.Buffer
	if status := run(args, strings.NewReader(strings.Repeat("{}\n", 3000)), io.Discard, &stderr, now); status != statusBadInput ||
		strings.Count(stderr.String(), "\n") != maxProblems+1 || !strings.HasSuffix(stderr.String(), "stdin: wrong lines after line 50 are not listed (give --skip to leave all of them out)\n") {
		t.Errorf("many bad lines: %d, %s", status, &stderr)
	}
	stderr.Reset()
	if status := run(args, strings.NewReader(strings.Repeat("{}\n", maxProblems)+many), io.Discard, &stderr, now); status != statusBadInput ||
		strings.Count(stderr.String(), "\n") != maxProblems+1 || !strings.HasSuffix(stderr.String(), "stdin: wrong lines: 50 of 350 (give --skip to leave them out)\n") {
		t.Errorf("as many bad lines as are listed: %d, %s", status, &stderr)
	}
	for _, skip := range []string{"--skip=true", "--skip=false"} {
		stderr.Reset()
		if status := run(append(args[:len(args):len(args)], skip), strings.NewReader(many), full{}, &stderr, now); status != statusBadInput || stderr.String() != "trias: disk full\n" {
			t.Errorf("%s: a full disk: %d, %s", skip, status, &stderr)
		}
	}
	if left, err := filepath.Glob(filepath.Join(temporary, "*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

// full is a disk on which there is no room.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

// TestBatchEnded: who ends a run learns how far it was.
func TestBatchEnded(t *testing.T) {
	t.Parallel()
	in := newInput(nil)
	catalogue := loadCatalogue(in, once{given: true, value: "testdata/shared/catalogue.yaml"})
	profile := loadProfile(in, []string{"testdata/shared/profile.yaml"}, catalogue)
	e, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := batch.Compile(now, batch.Variant{Evaluator: e})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for skip, want := range map[bool]string{false: "ended after 0 offers; nothing was written", true: "ended after 0 offers; what was written is not whole"} {
		p := &program{stdout: io.Discard, stderr: io.Discard}
		f := &batchFlags{skip: skip, format: once{value: "csv"}}
		answer, err := p.answerOf(f, plan)
		if err != nil {
			t.Fatal(err)
		}
		offers := &lines{name: "x", r: strings.NewReader("{}\n")}
		if err := p.judge(ctx, in, f, plan, offers, batch.StreamOptions{Skip: true}, answer); err == nil || err.Error() != want {
			t.Errorf("%v, not %s", err, want)
		}
		answer.remove()
	}
}
