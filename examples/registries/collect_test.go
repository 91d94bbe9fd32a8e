package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
)

// gatewayReport is a report in which all was passed.
func gatewayReport(project, version, day, mode string) string {
	return fmt.Sprintf(`apiVersion: gateway.networking.k8s.io/v1
kind: ConformanceReport
date: %q
gatewayAPIVersion: v1.5.1
gatewayAPIChannel: standard
mode: %s
implementation: {organization: north, project: %q, version: %q}
profiles:
- {name: GATEWAY-HTTP, core: {result: success, statistics: {Passed: 33, Failed: 0, Skipped: 0}}}
`, day, mode, project, version)
}

func refusals(m *Matrix) (out []string) {
	for _, r := range m.Refused {
		out = append(out, r.Lines()...)
	}
	return out
}

// endless is a folder whose files never end, whatever size they are said to have; it counts what is read.
type endless struct {
	fstest.MapFS
	read *int
}

type endlessFile struct {
	fs.File
	read *int
}

func (e endless) Open(name string) (fs.File, error) {
	f, err := e.MapFS.Open(name)
	return endlessFile{f, e.read}, err
}

func (e endlessFile) Read(p []byte) (int, error) {
	if *e.read += len(p); *e.read > 8*maxFile {
		return 0, io.EOF
	}
	return len(p), nil
}

// No more is read of a file than a report may have, whatever its size is said to be.
func TestEndless(t *testing.T) {
	t.Parallel()
	n := 0
	_, err := read(endless{fstest.MapFS{"r.yaml": {}}, &n}, "r.yaml")
	if !errors.Is(err, errSize) || n > maxFile+1 {
		t.Errorf("%d bytes read, %v", n, err)
	}
}

// locked is a folder in which one folder cannot be listed.
type locked struct {
	fstest.MapFS
	name string
}

func (l locked) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == l.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.ReadDir(name)
}

// A folder that cannot be listed is named, and does not stop the others; that of the command itself does.
func TestLocked(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{
		"a/report.yaml": {Data: []byte(gatewayReport("a", "1.0.0", "2026-04-01T10:00:00Z", "default"))},
		"b/report.yaml": {Data: []byte(gatewayReport("b", "1.0.0", "2026-04-01T10:00:00Z", "default"))},
		"c/report.yaml": {Data: []byte(gatewayReport("c", "1.0.0", "2026-04-01T10:00:00Z", "default"))},
	}
	m, err := Build(t.Context(), locked{files, "b"}, nil, evidence.Date{})
	if err != nil {
		t.Fatal(err)
	}
	if got := refusals(m); len(m.Tables[0].Rows) != 2 || len(got) != 1 || !strings.HasPrefix(got[0], "b: ") {
		t.Errorf("%d rows, refused %q", len(m.Tables[0].Rows), got)
	}
	if _, err := Build(t.Context(), locked{files, "."}, nil, evidence.Date{}); !errors.Is(err, fs.ErrPermission) {
		t.Error(err)
	}
}

// What counts as a report, what is refused, and what is only counted.
func TestCollect(t *testing.T) {
	t.Parallel()
	yaml := gatewayReport("gateway", "1.0.0", "2026-04-01T10:00:00Z", "default")
	const json = `{"apiVersion":"gateway.networking.k8s.io/v1","kind":"ConformanceReport","date":"2026-04-01T10:00:00Z","gatewayAPIVersion":"v1.5.1",` +
		`"implementation":{"organization":"north","project":"gateway","version":"1.0.0"},"profiles":[{"name":"GATEWAY-HTTP","core":{"result":"success"}}]}`
	const product = "vendor: Example GmbH\nname: Depot\nversion: 3.1.0\n"
	for _, test := range []struct {
		name, file, text string
		reports, skipped int
		refused          string
	}{
		{"YAML", "r.yaml", yaml, 1, 0, ""},
		{"YAML in capitals", "r.YAML", yaml, 1, 0, ""},
		{"compact JSON", "r.json", json, 1, 0, ""},
		{"JSON over several lines", "r.json", strings.ReplaceAll(json, `,"kind":`, ",\n  \"kind\":\n    "), 1, 0, ""},
		{"flow mapping", "r.yml", strings.NewReplacer(`"apiVersion":`, "apiVersion: ", `"kind":`, "kind: ").Replace(json), 1, 0, ""},
		{"another kind", "r.yaml", strings.Replace(yaml, "ConformanceReport", "Gateway", 1), 0, 1, ""},
		{"the word in a text", "r.yaml", "note: a mankind: ConformanceReport\n", 0, 1, ""},
		{"in .git", ".git/r.yaml", yaml, 0, 0, ""},
		{"no report at all", "r.md", yaml, 0, 1, ""},
		{"no PRODUCT.yaml", "distribution-spec/v1.1/depot/junit.xml", "<testsuites/>", 0, 0,
			"distribution-spec/v1.1/depot/junit.xml: there is no PRODUCT.yaml beside it, so nobody knows of what it is"},
		{"a junit.xml elsewhere", "live/junit.xml", "<testsuites/>", 0, 1, ""},
		{"product", "distribution-spec/v1.1/depot/PRODUCT.yaml", product, 1, 0, ""},
		{"two products", "distribution-spec/v1.1/depot/PRODUCT.yaml", product + "---\n" + product, 0, 0, "has more than one document"},
		{"product without name", "distribution-spec/v1.1/depot/PRODUCT.yaml", "vendor: Example GmbH\nname: ~\n", 0, 0, "names no vendor or no product"},
		{"empty product", "distribution-spec/v1.1/depot/PRODUCT.yaml", "", 0, 0, "names no vendor or no product"},
		{"product of lists", "distribution-spec/v1.1/depot/PRODUCT.yaml", "vendor: [a]\nname: b\n", 0, 0, "line 1: is no text but a list or a mapping"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			c, err := collect(fstest.MapFS{test.file: {Data: []byte(test.text)}}, nil)
			if err != nil {
				t.Fatal(err)
			}
			refused := refusals(&Matrix{Refused: c.refused})
			if len(c.reports) != test.reports || c.skipped != test.skipped || (len(refused) > 0) != (test.refused != "") ||
				len(refused) > 0 && !strings.Contains(refused[0], test.refused) {
				t.Errorf("%d reports, %d skipped, refused %q", len(c.reports), c.skipped, refused)
			}
		})
	}
}

// A key in other letters may be read or refused by the importer; what it is in is not lost.
func TestKindInOtherLetters(t *testing.T) {
	t.Parallel()
	text := strings.Replace(gatewayReport("gateway", "1.0.0", "2026-04-01T10:00:00Z", "default"), "kind:", "Kind:", 1)
	c, err := collect(fstest.MapFS{"r.yaml": {Data: []byte(text)}}, nil)
	if err != nil || c.skipped > 0 || len(c.reports)+len(c.refused) != 1 {
		t.Errorf("%d reports, %d refused, %d skipped, %v", len(c.reports), len(c.refused), c.skipped, err)
	}
}

// A version that is nothing is nothing, not the word null, and one like 1.20 stays as it is written.
func TestProductVersion(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]word{"version: null": "", "version:": "", "version: ~": "", "version: 1.20": "1.20", `version: "null"`: "null", "type: x": ""} {
		p, err := readProduct([]byte("vendor: Example GmbH\nname: Depot\n" + text + "\n"))
		if err != nil || p.Version != want {
			t.Errorf("%q gives %q, %v", text, p.Version, err)
		}
	}
}

// A hash is no version, whole or shortened.
func TestVersionOf(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]evidence.Version{
		"v1.20": "v1.20", "240626": "240626", "2024062600": "2024062600", "4e7a2b1": "", "4c436290f2bfeaeaf0b1a367449e16de3e0addc4": "",
		"latest": "", "version-2.18": "", "": "",
	} {
		if got := versionOf(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	m := build(t, fstest.MapFS{"r.yaml": {Data: []byte(gatewayReport("gateway", "4e7a2b1", "2026-04-01T10:00:00Z", "default"))}})
	if got := told(m.Tables[0].Rows[0].Newest[0].Cells)[0]; len(m.Refused) > 0 || got != "unknown 33/33 no version" {
		t.Error(m.Refused, got)
	}
}

func TestPreRelease(t *testing.T) {
	t.Parallel()
	for version, want := range map[string]bool{
		"v2.7.0-pre-release": true, "v0.8.0-alpha.1": true, "v1.2.0-alpha2": true, "v2.4.0-rc.1": true, "1.0.0-dev": true, "nightly": true, "2.0.0-beta": true,
		"1.36.2-gke.2154000": false, "v3.2.1": false, "latest": false, "v1.0.0-search": false, "5.0-present": false,
	} {
		if got := (&Report{Version: version}).PreRelease(); got != want {
			t.Errorf("%s: %t", version, got)
		}
	}
}

// Results of registries go by the specification first, Gateway API reports by the day; a report without a date stands where
// its versions put it. However the reports come, the order is the same.
func TestNewestFirst(t *testing.T) {
	t.Parallel()
	r := func(suite Suite, spec, version, day string) *Report {
		out := &Report{Suite: suite, Spec: spec, Version: version, File: spec + "/" + version + "/" + day}
		if day != "" {
			if err := out.Date.UnmarshalText([]byte(day)); err != nil {
				t.Fatal(err)
			}
		}
		return out
	}
	of := func(suite Suite, mode, channel string) *Report {
		out := r(suite, "v1.5.0", "1.0.0", "2026-01-01")
		out.Mode, out.Channel = mode, channel
		return out
	}
	for name, want := range map[string][]*Report{
		"the day":                                   {r(Gateway, "v1.3.0", "1.2.0", "2026-02-01"), r(Gateway, "v1.4.0", "1.1.0", "2026-01-01")},
		"the specification, of OCI":                 {r(OCI, "1.1", "1.0.0", "2024-01-01"), r(OCI, "1.0", "2.0.0", "2026-01-01")},
		"no date, newer":                            {r(Gateway, "v1.3.0", "3.5.0", ""), r(Gateway, "v1.2.0", "3.2.0", "2025-01-01")},
		"no date, newer version":                    {r(Gateway, "v1.2.0", "3.5.0", ""), r(Gateway, "v1.2.0", "3.2.0", "2025-01-01")},
		"no date, older":                            {r(Gateway, "v1.4.0", "3.6.0", "2025-01-01"), r(Gateway, "v1.3.0", "3.5.0", ""), r(Gateway, "v1.2.0", "3.4.0", ""), r(Gateway, "v1.1.0", "3.3.0", "2024-01-01")},
		"no date, the same version":                 {r(Gateway, "v1.4.0", "3.6.0", "2025-01-01"), r(Gateway, "v1.4.0", "3.6.0", "")},
		"no date, among specifications tested late": {r(Gateway, "v1.2.0", "1.0.0", "2026-02-01"), r(Gateway, "v1.4.0", "1.0.0", "2026-01-01"), r(Gateway, "v1.3.0", "1.0.0", "")},
		"channel and mode":                          {of(Gateway, "default", "standard"), of(Gateway, "a", "standard"), of(Gateway, "default", "experimental"), of(Gateway, "b", "experimental")},
	} {
		for turn := range len(want) {
			mixed := slices.Concat(want[turn:], want[:turn])
			for range 2 {
				if diff := cmp.Diff(files(want), files(newestFirst(slices.Clone(mixed)))); diff != "" {
					t.Errorf("%s (-want +got):\n%s", name, diff)
				}
				slices.Reverse(mixed)
			}
		}
	}
}

func files(reports []*Report) (out []string) {
	for _, r := range reports {
		out = append(out, r.File+" "+r.Channel+" "+r.Mode)
	}
	return out
}

// Reports of one version and day have a row each, whatever they show; all others are counted.
func TestSameDay(t *testing.T) {
	t.Parallel()
	const day = "2026-04-01T10:00:00Z"
	old := gatewayReport("gateway", "1.0.0", day, "default")
	partial := strings.Replace(old, "result: success, statistics: {Passed: 33, Failed: 0, Skipped: 0}", "result: partial, statistics: {Passed: 32, Failed: 0, Skipped: 1}", 1)
	m := build(t, fstest.MapFS{
		"x-expressions-report.yaml":        {Data: []byte(strings.Replace(old, "mode: default", "mode: expressions", 1))},
		"x-traditional-hybrid-report.yaml": {Data: []byte(strings.Replace(partial, "mode: default", "mode: traditional", 1))},
		"x-traditional-single-report.yaml": {Data: []byte(strings.Replace(old, "mode: default", "mode: traditional", 1))},
		"x-experimental-report.yaml":       {Data: []byte(strings.NewReplacer("mode: default", "mode: expressions", "Channel: standard", "Channel: experimental").Replace(old))},
		"old.yaml":                         {Data: []byte(gatewayReport("gateway", "0.9.0", "2026-03-01T10:00:00Z", "default"))},
	})
	row := m.Tables[0].Rows[0]
	var got []string
	for _, e := range row.Newest {
		got = append(got, row.Several(e)+": "+told(e.Cells)[0])
	}
	want := []string{
		"expressions, standard: pass 33/33", "traditional, standard, hybrid: fail 32/33 skipped 1/33", "traditional, standard, single: pass 33/33",
		"expressions, experimental: pass 33/33",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if len(row.Others) != 1 || row.Several(row.Others[0]) == "" || m.Tables[0].Reports() != 5 || m.Tables[0].Others() != 1 {
		t.Errorf("%d other reports", len(row.Others))
	}
	var text bytes.Buffer
	if err := writeText(&text, m, words{"en"}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"Implementations: 1; reports: 5. Shown is the newest of each, in every mode and channel tested on that day; other reports, not shown: 1.",
		"gateway (north) · traditional, standard, hybrid", "Cells: 3 passed, 1 not passed, 24 not tested",
	} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("%q is not in\n%s", want, text.String())
		}
	}
}

// What reports and files are called cannot steer a terminal, forge a line or break the page.
func TestHostileNames(t *testing.T) {
	t.Parallel()
	const evil = "<script>alert(1)</script>\x1b[31m\n  forged: line\u202e&\"'"
	quoted := func(s string) string { return strings.NewReplacer("\x1b", `\e`, "\n", `\n`, `"`, `\"`).Replace(s) }
	m := build(t, fstest.MapFS{
		"reports/a/report.yaml":                  {Data: []byte(strings.ReplaceAll(gatewayReport("EVIL", "1.0.0", "2026-04-01T10:00:00Z", "default"), "EVIL", quoted(evil)))},
		"reports/" + evil[:25] + "/" + "r.yaml":  {Data: []byte(gatewayReport("b", "1.0.0", "2026-04-01T10:00:00Z", "default"))},
		"reports/b\x1b[2J\n  forged: x/bad.yaml": {Data: []byte("kind: ConformanceReport\n")},
		"distribution-spec/v1.1/d/PRODUCT.yaml":  {Data: []byte("vendor: \"" + quoted(evil) + "\"\nname: Depot\nversion: \"" + quoted(evil) + "\"\n")},
	})
	for name, write := range formats {
		var out bytes.Buffer
		if err := write(&out, m, words{"en"}); err != nil {
			t.Fatal(err)
		}
		if strings.ContainsAny(out.String(), "\x1b\u202e") || strings.Contains(out.String(), "\n  forged") {
			t.Errorf("%s lets characters through", name)
		}
		if name != "html" {
			continue
		}
		if strings.Contains(out.String(), "<script") {
			t.Error("the page has a script")
		}
		for decoder := xml.NewDecoder(&out); ; {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestSafe(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠a"} {
		if got := safe(text); got != "'"+text {
			t.Errorf("%q stays %q", text, got)
		}
	}
	for _, text := range []string{"", "a=1", "1.0", "ünder"} {
		if got := safe(text); got != text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}

// The CSV form names what could not be read, in itself and beside it.
func TestRefusedInCSV(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for name, text := range map[string]string{
		"good.yaml": gatewayReport("a", "1.0.0", "2026-04-01T10:00:00Z", "default"), "bad.yaml": "kind: ConformanceReport\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var out, errs bytes.Buffer
	if err := run(t.Context(), &out, &errs, []string{"--format", "csv", folder}); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(errs.String(), "files that could not be read: 1\n  bad.yaml:") || !strings.Contains(out.String(), ",refused,") ||
		!strings.Contains(out.String(), ",bad.yaml,\n") || strings.Count(out.String(), "\n2026-04-01,") != 8 {
		t.Errorf("%s\n%s", errs.String(), out.String())
	}
}

// An outcome that occurs is explained, and counted.
func TestError(t *testing.T) {
	t.Parallel()
	m := build(t, fstest.MapFS{"r.yaml": {Data: []byte(gatewayReport("a", "1.0.0", "2026-04-01T10:00:00Z", "default"))}})
	if slices.Contains(m.Explained(), evaluator.Error) {
		t.Error("an error is explained where there is none")
	}
	m.Tables[0].Rows[0].Newest[0].Cells[0].Outcome = evaluator.Error
	for _, name := range []string{"text", "html"} {
		var out bytes.Buffer
		if err := formats[name](&out, m, words{"en"}); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(out.String(), words{"en"}.Legend(evaluator.Error)); n != 1 {
			t.Errorf("%s explains an error %d times", name, n)
		}
		if !strings.Contains(out.String(), map[string]string{"text": "Cells: 6 not tested, 1 error", "html": `<li class="error">1 `}[name]) {
			t.Errorf("%s does not count the error", name)
		}
	}
}

// A profile that is not compared here says nothing about the others.
func TestOtherProfile(t *testing.T) {
	t.Parallel()
	text := gatewayReport("a", "1.0.0", "2026-04-01T10:00:00Z", "default")
	m := build(t, fstest.MapFS{"r.yaml": {Data: []byte(text + strings.Replace(text[strings.LastIndex(text, "- {name"):], "GATEWAY-HTTP", "GATEWAY-FOO", 1))}})
	e := m.Tables[0].Rows[0].Newest[0]
	if diff := cmp.Diff([]string{"pass 33/33", "notApplicable", "notApplicable"}, told(e.Cells)[:3]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := reasons(e, m.Tables[0].Columns, words{"en"}); len(got) != 1 || got[0] != (reason{"GATEWAY-FOO", "not compared here"}) {
		t.Error(got)
	}
}
