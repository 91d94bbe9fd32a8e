package junit_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/junit"
	"github.com/trias-sovereignty/trias/internal/hostile"
)

// corpus returns the XML files of the folders of the test corpus that hold test reports, by their path there. The corpus
// is not part of the repository: TRIAS_CORPUS names it.
func corpus(t testing.TB) (paths []string, root string) {
	t.Helper()
	root = hostile.Root()
	var missing error
	for _, folder := range []string{"conformance-tests", "junit"} {
		err := filepath.WalkDir(filepath.Join(root, folder), func(path string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() && filepath.Ext(path) == ".xml" {
				short, err := filepath.Rel(root, path)
				if err != nil {
					return err
				}
				paths = append(paths, filepath.ToSlash(short))
			}
			return err
		})
		if err != nil {
			missing = err
		}
	}
	if missing != nil || len(paths) == 0 {
		hostile.Missing(t, "of JUnit", missing)
	}
	return paths, root
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestCorpus replays real reports: the counts, days and remarks of each, or why it is refused, are in testdata/corpus.golden.
func TestCorpus(t *testing.T) {
	t.Parallel()
	paths, root := corpus(t)
	var table bytes.Buffer
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', tabwriter.AlignRight)
	var remarks strings.Builder
	fmt.Fprintln(w, "tests\tpassed\tfailed\terrored\tskipped\tday\t  file")
	for _, path := range paths {
		name := filepath.Base(path)
		data := readFile(t, filepath.Join(root, path))
		report, err := junit.Read(name, bytes.NewReader(data), evidence.Limits{})
		checkImport(t, name, data, report, err)
		if err != nil {
			fmt.Fprintf(w, "refused\t\t\t\t\t\t  %s\n", path)
			fmt.Fprintf(&remarks, "%s\n  %v\n", path, err)
			continue
		}
		c, day := report.Counts(), "-"
		if report.Date != (evidence.Date{}) {
			day = report.Date.String()
		}
		fmt.Fprintf(w, "%d\t%d\t%d\t%d\t%d\t%s\t  %s\n", c.Tests, c.Passed, c.Failed, c.Errored, c.Skipped, day, path)
		if len(report.Remarks) > 0 {
			fmt.Fprintf(&remarks, "%s\n  %s\n", path, strings.Join(report.Remarks, "\n  "))
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	got := table.String() + "\n" + remarks.String()
	t.Log("\n" + got)
	golden := filepath.Join("testdata", "corpus.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want := string(readFile(t, golden)); got != want {
		t.Errorf("the table is not that of %s:\n%s", golden, want)
	}
}

// notTags are the places where what looks like a tag is text.
var notTags = regexp.MustCompile(`(?s)<!--.*?-->|<!\[CDATA\[.*?\]\]>`)

// countByText counts outcomes in the bare text of a report, without an XML parser: what follows each <testcase up to its
// end holds <failure, <error or <skipped, or says so in its status.
func countByText(text string) junit.Counts {
	var c junit.Counts
	for _, rest := range strings.Split(notTags.ReplaceAllString(text, ""), "<testcase")[1:] {
		own, children, _ := strings.Cut(rest, ">")
		if strings.HasSuffix(own, "/") {
			children = ""
		}
		children, _, _ = strings.Cut(children, "</testcase>")
		c.Tests++
		switch {
		case strings.Contains(children, "<failure"):
			c.Failed++
		case strings.Contains(children, "<error"):
			c.Errored++
		case strings.Contains(children, "<skipped"), strings.Contains(own, `status="skipped"`):
			c.Skipped++
		default:
			c.Passed++
		}
	}
	return c
}

// TestCountsByOtherMeans counts again, and compares, in every file that is read.
func TestCountsByOtherMeans(t *testing.T) {
	t.Parallel()
	paths, root := corpus(t)
	compared := 0
	for _, path := range paths {
		text := string(readFile(t, filepath.Join(root, path)))
		report, err := junit.Read(path, strings.NewReader(text), evidence.Limits{})
		if err != nil {
			continue
		}
		compared++
		if got, want := report.Counts(), countByText(text); got != want {
			t.Errorf("%s: %+v, counted by text %+v", path, got, want)
		}
	}
	t.Logf("%d files compared", compared)
	if compared < 10 {
		t.Errorf("only %d files were compared", compared)
	}
}

// TestCorpusPatterns sorts the tests of the real registries into the workflow categories of the OCI distribution suite.
func TestCorpusPatterns(t *testing.T) {
	t.Parallel()
	_, root := corpus(t)
	run := func(profile evidence.ConformanceProfile, category string) junit.Run {
		return junit.Run{Profile: profile, Tests: "OCI Distribution Conformance Tests " + category, Required: []string{category + " (Pull|Error|Blob|Manifest|Cross|Test)"}}
	}
	options := junit.Options{
		Origin: evidence.Origin{Claim: true}, Suite: evidence.ConformanceSuiteOCIDistribution,
		Runs: []junit.Run{
			run(evidence.ConformanceProfilePull, "Pull"), run(evidence.ConformanceProfilePush, "Push"),
			run(evidence.ConformanceProfileContentDiscovery, "Content Discovery"),
			run(evidence.ConformanceProfileContentManagement, "Content Management"),
		},
	}
	for _, test := range []struct{ file, want string }{
		{"v1.0/zot", "pull 11/0 push 19/1 contentDiscovery 3/0 contentManagement 6/0"},
		{"v1.1/cloudsmith", "pull 13/0 push 23/3 contentDiscovery 7/0 contentManagement 0/6"},
	} {
		path := filepath.Join(root, "conformance-tests", "opencontainers__oci-conformance", "distribution-spec", filepath.FromSlash(test.file), "junit.xml")
		fragment, err := junit.Import("junit.xml", bytes.NewReader(readFile(t, path)), options)
		if err != nil {
			t.Errorf("%s: %v", test.file, err)
			continue
		}
		var got []string
		for _, r := range fragment.Technological.ConformanceRuns {
			got = append(got, fmt.Sprintf("%s %d/%d", *r.Profile, *r.Required.Passed, *r.Required.Skipped))
		}
		if got := strings.Join(got, " "); got != test.want {
			t.Errorf("%s: required passed/skipped: %s, want %s", test.file, got, test.want)
		}
	}
}
