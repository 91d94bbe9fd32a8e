package main

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/junit"
	"github.com/trias-sovereignty/trias/internal/hostile"
)

var update = flag.Bool("update", false, "write what follows into the golden files")

// corpus returns the folder of real reports, which is not part of the repository: TRIAS_CORPUS names the corpus.
func corpus(t *testing.T) string {
	t.Helper()
	folder := filepath.Join(hostile.Root(), "conformance-tests")
	if _, err := os.Stat(folder); err != nil {
		hostile.Missing(t, "conformance-tests", err)
	}
	return folder
}

func output(t *testing.T, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if err := run(t.Context(), &out, io.Discard, args); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	file = filepath.Join("testdata", file)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func TestCorpus(t *testing.T) {
	t.Parallel()
	folder := corpus(t)
	text := output(t, folder)
	golden(t, "corpus.en.txt", text)
	golden(t, "corpus.de.txt", output(t, "--lang", "de", folder))
	golden(t, "corpus.csv", output(t, "--format", "csv", folder))
	if again := output(t, folder); again != text {
		t.Error("the same folder gives another text")
	}
}

// What README.md shows is what the command prints.
func TestReadme(t *testing.T) {
	t.Parallel()
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile("(?s)```text\n(.*?)```").FindAllSubmatch(readme, -1)
	if len(shown) == 0 {
		t.Fatal("README.md shows no output")
	}
	text := output(t, corpus(t))
	for _, s := range shown {
		if !strings.Contains(text, string(s[1])) {
			t.Errorf("the command does not print\n%s", s[1])
		}
	}
}

// The page is well-formed, fetches nothing, and has a cell for each report and column, whose outcome is also in words.
func TestPage(t *testing.T) {
	t.Parallel()
	folder := corpus(t)
	lines, err := csv.NewReader(strings.NewReader(output(t, "--format", "csv", folder))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	reports := 0
	for _, line := range lines[1:] {
		if line[slices.Index(header, "outcome")] != "" {
			reports++
		}
	}
	for _, lang := range []string{"en", "de"} {
		page := output(t, "--format", "html", "--lang", lang, folder)
		cells, scopes, heads, labels := 0, 0, 0, 0
		decoder := xml.NewDecoder(strings.NewReader(page))
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			start, is := token.(xml.StartElement)
			if !is {
				continue
			}
			switch start.Name.Local {
			case "td":
				if strings.HasPrefix(attribute(start, "class"), "cell ") {
					cells++
				}
			case "span":
				if attribute(start, "class") == "label" {
					labels++
				}
			case "div":
				if attribute(start, "class") == "scroll" && (attribute(start, "tabindex") != "0" || attribute(start, "aria-label") == "") {
					t.Error("a part that scrolls cannot be reached with the keyboard, or has no name")
				}
			case "th":
				heads++
				if s := attribute(start, "scope"); s == "row" || s == "col" {
					scopes++
				}
			case "html":
				if attribute(start, "lang") != lang {
					t.Errorf("the page is in %q, want %q", attribute(start, "lang"), lang)
				}
			case "script", "link", "img", "iframe":
				t.Errorf("the page has a %s", start.Name.Local)
			}
		}
		if labels != cells {
			t.Errorf("%s: %d of %d cells name their column on a narrow screen", lang, labels, cells)
		}
		if cells != reports {
			t.Errorf("%s: %d cells, the CSV has %d lines", lang, cells, reports)
		}
		if scopes != heads || heads == 0 {
			t.Errorf("%s: %d of %d heads have a scope", lang, scopes, heads)
		}
		if strings.Contains(page, "@import") || strings.Contains(page, "url(") || strings.Contains(page, "src=") {
			t.Errorf("%s: the page fetches something", lang)
		}
	}
}

// Text and background of the page contrast by 4.5 to 1 at least, in light and in dark (WCAG 2.2, success criterion 1.4.3).
func TestContrast(t *testing.T) {
	t.Parallel()
	light, dark, ok := strings.Cut(pageHTML, "prefers-color-scheme: dark")
	if !ok {
		t.Fatal("the page has no dark colors")
	}
	for name, css := range map[string]string{"light": light, "dark": dark} {
		colors := map[string]float64{}
		for _, m := range regexp.MustCompile(`--([a-z-]+): #([0-9a-f]{6});`).FindAllStringSubmatch(css, -1) {
			colors[m[1]] = luminance(t, m[2])
		}
		for ink, grounds := range map[string][]string{
			"ink": {"page", "card", "head"}, "soft": {"page", "card", "head"}, "accent": {"card"}, "none-ink": {"card"},
			"pass-ink": {"pass"}, "fail-ink": {"fail"}, "unproven-ink": {"unproven"}, "unknown-ink": {"unknown"},
		} {
			for _, ground := range grounds {
				a, b := colors[ink], colors[ground]
				if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < 4.5 || colors[ink] == colors[ground] {
					t.Errorf("%s: %s on %s contrasts by %.2f", name, ink, ground, ratio)
				}
			}
		}
	}
}

// luminance is the relative luminance of a color of sRGB (WCAG 2.2).
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(hex, 16, 24)
	if err != nil {
		t.Fatal(err)
	}
	part := func(v uint64) float64 {
		c := float64(v&0xff) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(n>>16) + 0.7152*part(n>>8) + 0.0722*part(n)
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// A case is a txtar archive in testdata/cases: its comment may begin with a line of flags ("flags: --lang de"), its files
// are the folder, and text.want and csv.want what follows. With -update they are written.
func TestCases(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/cases/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			folder := t.TempDir()
			var flags []string
			if line, ok := strings.CutPrefix(string(archive.Comment), "flags: "); ok {
				line, _, _ = strings.Cut(line, "\n")
				flags = strings.Fields(line)
			}
			for _, f := range archive.Files {
				if strings.HasSuffix(f.Name, ".want") {
					continue
				}
				name := filepath.Join(folder, f.Name)
				if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(name, f.Data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			for i, f := range archive.Files {
				format, is := strings.CutSuffix(f.Name, ".want")
				if !is {
					continue
				}
				var out bytes.Buffer
				if err := run(t.Context(), &out, io.Discard, append(append([]string{"--format", format}, flags...), folder)); err != nil {
					out.WriteString(strings.ReplaceAll(err.Error(), folder, "FOLDER") + "\n")
				}
				if *update {
					archive.Files[i].Data = out.Bytes()
				} else if diff := cmp.Diff(string(f.Data), out.String()); diff != "" {
					t.Errorf("%s (-want +got):\n%s", f.Name, diff)
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func TestArguments(t *testing.T) {
	t.Parallel()
	empty := t.TempDir()
	for _, test := range []struct {
		args []string
		want string
	}{
		{nil, "give one folder of reports, not 0"},
		{[]string{"a", "b"}, "give one folder of reports, not 2"},
		{[]string{"--format", "pdf", empty}, `there is no format "pdf"`},
		{[]string{"--lang", "fr", empty}, `there is no language "fr" here`},
		{[]string{"--at", "tomorrow", empty}, "tomorrow"},
		{[]string{"--colour", empty}, "flag provided but not defined"},
		{[]string{filepath.Join(empty, "missing")}, "no such file"},
		{[]string{"main.go"}, "main.go is no folder"},
		{[]string{empty}, "there is no report in the folder: 0 other files, 0 refused"},
	} {
		var usage bytes.Buffer
		if err := run(t.Context(), io.Discard, &usage, test.args); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%v: %v, want %s", test.args, err, test.want)
		}
	}
	var usage bytes.Buffer
	if err := run(t.Context(), io.Discard, &usage, []string{"-h"}); !errors.Is(err, flag.ErrHelp) || !strings.Contains(usage.String(), "FOLDER holds test reports") {
		t.Errorf("%v\n%s", err, usage.String())
	}
}

// The catalogue and the profile of the example have nothing that lint finds.
func TestLint(t *testing.T) {
	t.Parallel()
	judge, err := newJudge()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range append(criteria.Lint(judge.evaluator.Catalogue()), evaluator.LintProfile(judge.evaluator.Profile())...) {
		t.Error(f)
	}
	for _, c := range judge.evaluator.Catalogue().Criteria() {
		if profileOf[c.ID] == "" {
			t.Errorf("%s is about no profile", c.ID)
		}
	}
}

// Every text is there in both languages, with the same arguments.
func TestWords(t *testing.T) {
	t.Parallel()
	for key, text := range texts {
		if text.EN == "" || text.DE == "" || strings.Count(text.EN, "%") != strings.Count(text.DE, "%") {
			t.Errorf("%s: %q and %q", key, text.EN, text.DE)
		}
	}
	for _, o := range outcomes {
		if (words{"de"}).Outcome(o) == "" || (words{}).Symbol(o) == "" {
			t.Errorf("outcome %s has no word", o)
		}
	}
	if got := (words{"en"}).Why(Why{Code: "expired"}); got != "the proof does not suffice (expired)" {
		t.Error(got)
	}
}

// Every test that the suites of the corpus ran belongs to one group at most, and all but a few to one.
func TestGroupsAreApart(t *testing.T) {
	t.Parallel()
	suites, err := readSuites()
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(corpus(t), "opencontainers__oci-conformance", "distribution-spec", "*", "*", "junit.xml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no report: %v", err)
	}
	outside := regexp.MustCompile(`/ping$|html custom reporter$`)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		report, err := junit.Read(file, bytes.NewReader(data), junit.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		of, listed := 0, false
		for _, s := range suites {
			prefix, is := s.prefix(report)
			if !is {
				continue
			}
			of++
			listed = listed || s.Names == "" || s.lists(t, report, prefix, outside)
			for _, c := range report.Cases {
				in := 0
				for _, g := range groups {
					if regexp.MustCompile(s.Groups[g].run(g, prefix+s.Root).Tests).MatchString(c.Name) {
						in++
					}
				}
				if in != 1 && !outside.MatchString(c.Name) || in > 1 {
					t.Errorf("%s: %s: %q is in %d groups", file, s.ID, c.Name, in)
				}
			}
		}
		if of == 0 || !listed {
			t.Errorf("%s is of none of %d suites, or has tests that none of them lists", file, of)
		}
	}
}

// lists reports whether the fixed list of a suite has all tests of a report.
func (s *testSuite) lists(t *testing.T, report *junit.Report, prefix string, outside *regexp.Regexp) bool {
	t.Helper()
	names := listed(t, s.Names)
	return !slices.ContainsFunc(report.Cases, func(c junit.Case) bool {
		return !outside.MatchString(c.Name) && !slices.Contains(names, strings.TrimPrefix(c.Name, prefix+s.Root))
	})
}

// The list of the suites is complete: each has all groups, and each group required tests, which belong to it.
func TestSuites(t *testing.T) {
	t.Parallel()
	suites, err := readSuites()
	if err != nil || len(suites) == 0 {
		t.Fatalf("%d suites, %v", len(suites), err)
	}
	for _, s := range suites {
		if s.ID == "" || s.Source == "" || s.Root == "" || len(s.Specs) == 0 || len(s.Groups) != len(groups) {
			t.Errorf("%+v is not complete", s.ID)
		}
		for _, g := range groups {
			if len(s.Groups[g].Required) == 0 {
				t.Errorf("%s: %s has no required test", s.ID, g)
			}
			for _, name := range s.Groups[g].Required {
				if !regexp.MustCompile("^(?:" + s.Groups[g].Tests + ")").MatchString(name) {
					t.Errorf("%s: %q is required in %s and not in it", s.ID, name, g)
				}
			}
		}
	}
}

// A file larger than the limit is refused, and a name that is a formula stays a name in a spreadsheet.
func TestHostile(t *testing.T) {
	t.Parallel()
	folder := fstest.MapFS{
		"distribution-spec/v1.1/big/PRODUCT.yaml": {Data: []byte("vendor: =cmd()\nname: Big\nversion: 1.0\n")},
		"distribution-spec/v1.1/big/junit.xml":    {Data: make([]byte, maxFile+1)},
	}
	day, err := evidence.ParseDate("2026-01-01")
	if err != nil {
		t.Fatal(err)
	}
	m, err := Build(t.Context(), folder, nil, day)
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Refused) != 1 || !strings.Contains(m.Refused[0].Err.Error(), "more than the 16777216 bytes a report may have") {
		t.Errorf("refused %v", m.Refused)
	}
	var out bytes.Buffer
	if err := writeCSV(&out, m, words{"en"}); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(&out).ReadAll()
	if err != nil || len(lines) != 6 || lines[1][2] != "'=cmd()" || lines[1][14] != "unknown" || lines[1][15] != "sense" || lines[5][15] != "refused" {
		t.Errorf("%v, %v", lines, err)
	}
}
