package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/handbook"
	"github.com/trias-sovereignty/trias/internal/schema"
)

func call(t *testing.T, args ...string) (status int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	status = run(args, strings.NewReader(""), &out, &errs, now)
	return status, out.String(), errs.String()
}

// tiny are the flags and the dossier of the shared files.
func tiny(dossier string, more ...string) []string {
	const dir = "testdata/shared/"
	return append([]string{"assess", "--catalogue", dir + "catalogue.yaml", "--profile", dir + "profile.yaml", dir + dossier}, more...)
}

func TestJSON(t *testing.T) {
	status, stdout, stderr := call(t, tiny("weak.yaml", "--format", "json", "--at", "2026-11-01")...)
	if status != statusNegative || stderr != "" {
		t.Fatalf("status %d: %s", status, stderr)
	}
	v, err := evaluator.DecodeVerdict("verdict.json", []byte(stdout))
	if err != nil {
		t.Fatal(err)
	}
	if v.Conformity != evaluator.NonConformant || len(v.Results) != 3 || !v.At.Equal(time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("got %s at %s with %d results", v.Conformity, v.At, len(v.Results))
	}
	if !strings.HasSuffix(stdout, "}\n") {
		t.Error("the verdict does not end with one newline")
	}
}

// TestToday: without --at the verdict is for the first instant of the day in
// UTC, wherever the clock hangs.
func TestToday(t *testing.T) {
	_, today, _ := call(t, tiny("offer.yaml", "--format", "json")...)
	_, given, _ := call(t, tiny("offer.yaml", "--format", "json", "--at", "2026-11-01")...)
	if today == "" || today != given {
		t.Errorf("today is not 2026-11-01T00:00:00Z")
	}
}

func TestEmbedded(t *testing.T) {
	for _, profile := range []string{"normal", "high", "very-high"} {
		status, stdout, stderr := call(t, "assess", "--profile", profile, "testdata/shared/offer.yaml")
		if status != statusInconclusive || stderr != "" || !strings.Contains(stdout, "profile "+profile+" ") {
			t.Errorf("%s: status %d: %s", profile, status, stderr)
		}
	}
}

func TestSchema(t *testing.T) {
	for _, kind := range schema.Kinds() {
		status, stdout, stderr := call(t, "schema", kind)
		if status != statusOK || stderr != "" || !json.Valid([]byte(stdout)) {
			t.Errorf("%s: status %d: %s", kind, status, stderr)
		}
	}
}

func TestVersion(t *testing.T) {
	status, stdout, _ := call(t, "version")
	for _, want := range []string{"trias ", "rule language 1\n", "catalogue trias ", "profile very-high "} {
		if status != statusOK || !strings.Contains(stdout, want) {
			t.Errorf("status %d, %q is missing in %s", status, want, stdout)
		}
	}
}

type badWriter struct{}

func (badWriter) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

type badReader struct{}

func (badReader) Read([]byte) (int, error) { panic("boom") }

func TestNoAnswer(t *testing.T) {
	var errs bytes.Buffer
	if status := run(tiny("offer.yaml"), strings.NewReader(""), badWriter{}, &errs, now); status != statusBadInput || !strings.Contains(errs.String(), "the disk is full") {
		t.Errorf("full disk: status %d: %s", status, errs.String())
	}
	var out bytes.Buffer
	errs.Reset()
	if status := run([]string{"assess", "-"}, badReader{}, &out, &errs, now); status != statusBadInput || out.Len() > 0 || !strings.Contains(errs.String(), "bug in Trias") {
		t.Errorf("panic: status %d: %s", status, errs.String())
	}
}

// TestTooLarge: an endless input is refused, not read.
func TestTooLarge(t *testing.T) {
	var out, errs bytes.Buffer
	if status := run([]string{"assess", "-"}, endless{}, &out, &errs, now); status != statusBadInput || !strings.Contains(errs.String(), "bytes") {
		t.Errorf("status %d: %.200s", status, errs.String())
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}

// TestDayInZone: a day is that day in the profile's time zone.
func TestDayInZone(t *testing.T) {
	dir := t.TempDir()
	for zone, want := range map[string]string{
		"Europe/Berlin":    "2026-11-01T00:00:00Z",
		"America/New_York": "2026-11-01T04:00:00Z",
	} {
		profile := dir + "/p.yaml"
		write(t, profile, []byte("trias: profile/v1\nid: zoned\nversion: 1.0.0\ncatalogue: tiny\nzone: "+zone+
			"\ncriteria:\n  CAP-1: {obligation: must, proof: none}\n"))
		_, stdout, stderr := call(t, "assess", "--catalogue", "testdata/shared/catalogue.yaml", "--profile", profile,
			"--at", "2026-11-01", "--format", "json", "testdata/shared/offer.yaml")
		if !strings.Contains(stdout, want) {
			t.Errorf("%s: %s%s", zone, stdout, stderr)
		}
		_, stdout, stderr = call(t, "assess", "--catalogue", "testdata/shared/catalogue.yaml", "--profile", profile,
			"--at", "2026-11-01", "testdata/shared/offer.yaml")
		if !strings.Contains(stdout, "Dates were compared with 1 November 2026, the day in the time zone "+zone+".") {
			t.Errorf("%s: %s%s", zone, stdout, stderr)
		}
	}
}

// TestBare: no command is wrong usage, and says what there is.
func TestBare(t *testing.T) {
	status, stdout, stderr := call(t)
	if status != statusBadInput || stdout != "" || !strings.Contains(stderr, "Available Commands") {
		t.Errorf("status %d: %q, %q", status, stdout, stderr)
	}
}

// TestManyProblems: of a flood of problems the first are listed.
func TestManyProblems(t *testing.T) {
	name := t.TempDir() + "/flood.yaml"
	var b strings.Builder
	b.WriteString("trias: dossier/v1\nsubject: {id: s}\ndata:\n")
	for i := range 80 {
		fmt.Fprintf(&b, "  nothing%d: 1\n", i)
	}
	write(t, name, []byte(b.String()))
	status, _, stderr := call(t, "assess", name)
	if n := strings.Count(stderr, "\n"); status != statusBadInput || n != maxProblems+1 || !strings.HasSuffix(stderr, "and 30 more\n") {
		t.Errorf("status %d, %d lines: %s", status, n, stderr)
	}
}

// TestHandbookFormats: the formats a script would be too long for.
func TestHandbookFormats(t *testing.T) {
	for format, want := range map[string][2]string{"html": {"<!DOCTYPE html>\n<html lang=\"de\">", "</html>\n"}, "json": {"{\n  \"lang\": \"de\"", "}\n"}} {
		status, stdout, stderr := call(t, "handbook", "--lang", "de", "--format", format, "--catalogue", "testdata/shared/catalogue.yaml", "--profile", "testdata/shared/profile.yaml")
		if status != statusOK || stderr != "" || !strings.HasPrefix(stdout, want[0]) || !strings.HasSuffix(stdout, want[1]) {
			t.Errorf("%s: status %d: %s\n%.200s", format, status, stderr, stdout)
		}
	}
	status, stdout, stderr := call(t, "handbook", "--format", "json")
	var h handbook.Handbook
	if err := json.Unmarshal([]byte(stdout), &h); status != statusOK || stderr != "" || err != nil {
		t.Fatalf("status %d: %s, %v", status, stderr, err)
	}
	if len(h.Levels) != 3 || h.Levels[h.Chosen].ID != "normal" {
		t.Errorf("without profiles: %+v", h.Levels)
	}
}
