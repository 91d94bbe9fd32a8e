package gatewayapi_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/gatewayapi"
)

// endless yields a text for ever and counts what was taken.
type endless struct {
	text  string
	taken int
}

func (e *endless) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		n += copy(p[n:], e.text[(e.taken+n)%len(e.text):])
	}
	e.taken += n
	return n, nil
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestReaderFails(t *testing.T) {
	t.Parallel()
	if _, err := gatewayapi.Import("report.yaml", broken{}, gatewayapi.Options{}); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("%v, want what the reader returned", err)
	}
}

func TestEndless(t *testing.T) {
	t.Parallel()
	e := &endless{text: "# kind: ConformanceReport\n"}
	_, err := gatewayapi.Import("report.yaml", e, gatewayapi.Options{})
	var limit *evidence.LimitError
	if !errors.As(err, &limit) || limit.Limit != "bytes" {
		t.Errorf("%v, want the limit on bytes", err)
	}
	if most := 4 * gatewayapi.DefaultLimits().Bytes; e.taken > most {
		t.Errorf("%d bytes were taken", e.taken)
	}
}

const head = `apiVersion: gateway.networking.k8s.io/v1
kind: ConformanceReport
date: "2026-05-20T10:00:00Z"
gatewayAPIVersion: v1.5.1
gatewayAPIChannel: standard
implementation: {organization: example, project: gw, version: 2.1.0}
`

// Hostile input is refused by a limit, or as what it is. Nothing here grows beyond the limit on bytes.
func TestHostile(t *testing.T) {
	t.Parallel()
	var bomb strings.Builder
	bomb.WriteString("a0: &a0 [x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 9; i++ {
		fmt.Fprintf(&bomb, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), ", "))
	}
	profiles := func(n int) string {
		var b strings.Builder
		b.WriteString(head + "profiles:\n")
		for i := range n {
			fmt.Fprintf(&b, "- {name: P%d}\n", i)
		}
		return b.String()
	}
	for _, test := range []struct {
		name, text string
		limits     evidence.Limits
		want       string // part of the error; "" for none
	}{
		{"alias bomb", head + bomb.String(), evidence.Limits{}, "anchor \"&a0\" is not allowed"},
		{"merge key", head + "profiles:\n- <<: {name: GATEWAY-HTTP}\n  core: {}\n", evidence.Limits{}, "merge key"},
		{"tag", head + "profiles: !!binary aGFsbG8=\n", evidence.Limits{}, "tag"},
		{"100,000 brackets", head + "profiles: " + strings.Repeat("[", 100_000), evidence.Limits{}, "nested more than 16 levels deep"},
		{"17 levels", head + "profiles: " + strings.Repeat("[", 17) + strings.Repeat("]", 17), evidence.Limits{}, "nested more than 16 levels deep"},
		{"a million entries", head + "profiles:\n" + strings.Repeat("-\n", 1_000_000), evidence.Limits{}, "bytes, more than the 1048576 allowed"},
		{"a million entries, the limit on bytes raised", head + "profiles:\n" + strings.Repeat("-\n", 1_000_000), evidence.Limits{Bytes: 1 << 24}, "has more than the 50000 values allowed"},
		{"40,000 entries", head + "profiles:\n" + strings.Repeat("- a\n", 40_000), evidence.Limits{}, "more than the 1000 entries allowed"},
		{"the most profiles", profiles(evidence.MaxList), evidence.Limits{}, ""},
		{"one profile more", profiles(evidence.MaxList + 1), evidence.Limits{Items: 1 << 20}, "more than the 1000 entries allowed"},
		{"long text", head + "mode: " + strings.Repeat("a", 5_000), evidence.Limits{}, "is text of 5000 bytes, more than the 4096 allowed"},
		{"long number", head + "profiles: [{name: A, core: {statistics: {Passed: 1" + strings.Repeat("0", 4_000) + "}}}]", evidence.Limits{}, "is too large"},
		{"long key", head + strings.Repeat("k", 300) + ": a\n", evidence.Limits{}, "is a key of 300 bytes"},
		{"control character", head + "mode: a\x00b\n", evidence.Limits{}, "control character U+0000"},
		{"not UTF-8", head + "mode: \xff\n", evidence.Limits{}, "UTF-8"},
		{"unknown keys", unknownKeys(25, 900), evidence.Limits{}, ""},
		{"a smaller limit", profiles(1), evidence.Limits{Bytes: 100}, "more than the 100 allowed"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			f, err := gatewayapi.Import("report.yaml", strings.NewReader(test.text), gatewayapi.Options{Limits: test.limits})
			switch {
			case test.want == "" && err != nil:
				t.Errorf("%.300v", err)
			case test.want == "":
				if _, err := merged(f); err != nil {
					t.Error(err)
				}
			case err == nil || !strings.Contains(err.Error(), test.want):
				t.Errorf("%.300v\nwant %s", err, test.want)
			}
		})
	}
}

// unknownKeys is a report whose profiles have keys that a reader has to compare with those it knows.
func unknownKeys(profiles, keys int) string {
	var b strings.Builder
	b.WriteString(head + "profiles:\n")
	for p := range profiles {
		fmt.Fprintf(&b, "- name: P%d\n", p)
		for k := range keys {
			fmt.Fprintf(&b, "  supportedUnsupportedFeatures%d: a\n", k)
		}
	}
	return b.String()
}

// A report with more wrong places than anybody reads ends in a closing remark.
func TestManyProblems(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString(head + "profiles:\n")
	for range 700 {
		b.WriteString("- core: {result: no}\n")
	}
	_, err := gatewayapi.Import("report.yaml", strings.NewReader(b.String()), gatewayapi.Options{})
	var problems evidence.Problems
	if !errors.As(err, &problems) || len(problems) != 1001 || !strings.HasPrefix(problems[1000].Message, "400 more problems") {
		t.Errorf("%d problems, the last is %v", len(problems), problems[len(problems)-1])
	}
}

// BenchmarkHostile shows time and memory of reports that are as large as may be.
func BenchmarkHostile(b *testing.B) {
	limits := gatewayapi.DefaultLimits()
	many := func(n int, format string) string {
		var s strings.Builder
		for i := range n {
			fmt.Fprintf(&s, format, i)
		}
		return s.String()
	}
	for name, text := range map[string]string{
		"profiles":     head + "profiles:\n" + many(limits.Items-1, "- {name: P%d, core: {result: success, statistics: {Passed: 1, Failed: 0, Skipped: 0}}}\n"),
		"unknown_keys": head + unknownKeys(40, 900),
		"text":         head + "profiles: []\nmore: [" + strings.Repeat(`"`+strings.Repeat("a", limits.String-10)+`", `, limits.Bytes/limits.String-3) + "a]\n",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				_, _ = gatewayapi.Import("report.yaml", strings.NewReader(text), gatewayapi.Options{Origin: evidence.Origin{Claim: true}})
			}
		})
	}
}
