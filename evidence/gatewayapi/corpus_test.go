package gatewayapi_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/evidence/gatewayapi"
	"github.com/trias-sovereignty/trias/internal/hostile"
)

// document is a report of the corpus.
type document struct {
	name string // below the folder of reports, with slashes
	data []byte
}

// corpus returns the reports of the test corpus, which is not part of the repository: TRIAS_CORPUS names it. Where it is
// absent the test is skipped, except in CI.
func corpus(t testing.TB) []document {
	t.Helper()
	out, err := corpusIfAny()
	switch {
	case err != nil && os.Getenv("CI") != "":
		t.Fatal(err)
	case err != nil:
		t.Skip(err)
	}
	return out
}

// corpusIfAny is corpus for those who can do without it; the error says where it was looked for.
func corpusIfAny() ([]document, error) {
	return reports(filepath.Join(hostile.Root(), "conformance-tests", "kubernetes-sigs__gateway-api", "conformance", "reports"))
}

// reports reads the files of a folder; none is an error.
func reports(root string) ([]document, error) {
	var out []document
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		out = append(out, document{filepath.ToSlash(name), data})
		return err
	})
	if err == nil && len(out) == 0 {
		err = errors.New("it has no file")
	}
	if err != nil {
		return nil, fmt.Errorf("the corpus is missing in %s: %w; set TRIAS_CORPUS", root, err)
	}
	return out, nil
}

// unfinished stands for a test and notes how it was ended.
type unfinished struct {
	testing.TB
	skipped, failed string
}

func (u *unfinished) Helper()          {}
func (u *unfinished) Skip(why ...any)  { u.skipped = fmt.Sprint(why...); runtime.Goexit() }
func (u *unfinished) Fatal(why ...any) { u.failed = fmt.Sprint(why...); runtime.Goexit() }

// A test that needs the corpus says where it looked for it in vain; in CI it fails.
func TestCorpusMissing(t *testing.T) {
	for _, folder := range []string{filepath.Join(t.TempDir(), "none"), emptyCorpus(t)} {
		t.Setenv("TRIAS_CORPUS", folder)
		for _, ci := range []string{"", "true"} {
			t.Setenv("CI", ci)
			u := &unfinished{TB: t}
			done := make(chan bool)
			go func() { defer close(done); corpus(u) }()
			<-done
			said, not := u.skipped, u.failed
			if ci != "" {
				said, not = not, said
			}
			if !strings.Contains(said, folder) || !strings.Contains(said, "TRIAS_CORPUS") || not != "" {
				t.Errorf("CI=%q: skipped: %q, failed: %q", ci, u.skipped, u.failed)
			}
		}
	}
}

// emptyCorpus is a corpus whose folder of reports has no file.
func emptyCorpus(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "conformance-tests", "kubernetes-sigs__gateway-api", "conformance", "reports"), 0o755); err != nil {
		t.Fatal(err)
	}
	return root
}

// merged makes a dossier of a fragment and a declared subject, and checks that what it writes reads back.
func merged(f *evidence.Fragment) (*evidence.Dossier, error) {
	text, err := f.EncodeYAML()
	if err != nil {
		return nil, err
	}
	if _, err := evidence.Decode("again.yaml", text); err != nil {
		return nil, err
	}
	return evidence.Merge(f, &evidence.Fragment{Name: "declared.yaml", Subject: &evidence.Subject{ID: "gateway"}})
}

// totals counts over the corpus.
type totals struct {
	files, imported, refused, profiles int
	results                            map[string]int
	core, extended                     [3]int64 // passed, failed, skipped
}

// Every report of the corpus is imported, or refused with its place. testdata/corpus.golden says which, with the counts.
func TestCorpus(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	sum := totals{results: map[string]int{}}
	for _, d := range corpus(t) {
		sum.files++
		f, err := gatewayapi.Import(d.name, bytes.NewReader(d.data), gatewayapi.Options{})
		if err != nil {
			sum.refused++
			fmt.Fprintf(&b, "%s\n  REFUSED %s\n", d.name, strings.TrimPrefix(err.Error(), d.name+":"))
			if !strings.HasPrefix(err.Error(), d.name+":") || strings.Contains(err.Error(), "\n") {
				t.Errorf("%v: not one error with a place", err)
			}
			continue
		}
		sum.imported++
		fmt.Fprintf(&b, "%s\n", d.name)
		for _, r := range f.Technological.ConformanceRuns {
			sum.profiles++
			fmt.Fprintf(&b, "  %-12s %-7s %-12s %-22s %s  core %s  extended %s\n", *r.Profile, *r.SuiteVersion, *r.Channel, *r.SubjectVersion, r.RunOn,
				sum.part("core", r.Required, &sum.core), sum.part("extended", r.Optional, &sum.extended))
		}
		if _, err := merged(f); err != nil {
			t.Errorf("%s: %v", d.name, err)
		}
	}
	fmt.Fprintf(&b, "\n%d reports: %d imported, %d refused; %d profiles\n", sum.files, sum.imported, sum.refused, sum.profiles)
	for _, part := range []string{"core", "extended"} {
		for _, result := range []string{"success", "partial", "failure", "absent"} {
			fmt.Fprintf(&b, "%s %s: %d\n", part, result, sum.results[part+" "+result])
		}
	}
	fmt.Fprintf(&b, "core tests: %d passed, %d failed, %d skipped\n", sum.core[0], sum.core[1], sum.core[2])
	fmt.Fprintf(&b, "extended tests: %d passed, %d failed, %d skipped\n", sum.extended[0], sum.extended[1], sum.extended[2])
	const golden = "testdata/corpus.golden"
	if *update {
		if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func (s *totals) part(name string, c evidence.TestCounts, into *[3]int64) string {
	if c.Result == nil {
		s.results[name+" absent"]++
		return "not stated"
	}
	s.results[name+" "+string(*c.Result)]++
	for i, n := range []*int64{c.Passed, c.Failed, c.Skipped} {
		into[i] += *n
	}
	return fmt.Sprintf("%s %d/%d/%d", *c.Result, *c.Passed, *c.Failed, *c.Skipped)
}

// row is what an import and a plain reading of the same file must agree on.
type row struct {
	Profile, Suite, Channel, Version, Day string
	Core, Extended                        []any // result, passed, failed, skipped
	Supported, Unsupported                []string
}

// TestCorpusAgainstMaps reads every report again, as plain maps with another reader, and compares all facts.
func TestCorpusAgainstMaps(t *testing.T) {
	t.Parallel()
	compared := 0
	for _, d := range corpus(t) {
		// A key that an editor spoiled refuses one report; its facts count here all the same.
		data := bytes.TrimPrefix(d.data, []byte("<Right>"))
		f, err := gatewayapi.Import(d.name, bytes.NewReader(data), gatewayapi.Options{Origin: evidence.Origin{Claim: true}})
		if err != nil {
			t.Errorf("%v", err)
			continue
		}
		var got []row
		for _, r := range f.Technological.ConformanceRuns {
			got = append(got, row{
				Profile: string(*r.Profile), Suite: string(*r.SuiteVersion), Channel: string(*r.Channel), Version: deref(r.SubjectVersion), Day: r.RunOn.String(),
				Core: counts(r.Required), Extended: counts(r.Optional), Supported: names(r.SupportedFeatures), Unsupported: names(r.UnsupportedFeatures),
			})
		}
		if diff := cmp.Diff(plainly(t, data), got); diff != "" {
			t.Errorf("%s: -map +import:\n%s", d.name, diff)
		}
		compared += len(got)
	}
	t.Logf("%d profiles compared", compared)
}

func deref(v *evidence.Version) string {
	if v == nil {
		return ""
	}
	return string(*v)
}

func counts(c evidence.TestCounts) []any {
	if c.Passed == nil {
		return nil
	}
	return []any{string(*c.Result), int(*c.Passed), int(*c.Failed), int(*c.Skipped)}
}

func names(features []evidence.FeatureName) []string {
	var out []string
	for _, f := range features {
		out = append(out, string(f))
	}
	return out
}

// plainly derives the rows with yaml.v3 and maps alone.
func plainly(t *testing.T, data []byte) (rows []row) {
	t.Helper()
	var m map[string]any
	if err := yaml.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	version := fmt.Sprint(m["implementation"].(map[string]any)["version"])
	if version == "latest" || version == "version-2.18" {
		version = ""
	}
	for _, p := range m["profiles"].([]any) {
		p := p.(map[string]any)
		r := row{
			Profile: p["name"].(string), Suite: m["gatewayAPIVersion"].(string), Channel: m["gatewayAPIChannel"].(string), Version: version,
			Day: utcDay(m["date"].(string)), Core: plainCounts(p["core"]), Extended: plainCounts(p["extended"]),
		}
		if extended, ok := p["extended"].(map[string]any); ok {
			r.Supported, r.Unsupported = plainNames(extended["supportedFeatures"]), plainNames(extended["unsupportedFeatures"])
		}
		rows = append(rows, r)
	}
	return rows
}

func plainCounts(part any) []any {
	m, ok := part.(map[string]any)
	if !ok {
		return nil
	}
	s := m["statistics"].(map[string]any)
	return []any{m["result"], s["Passed"], s["Failed"], s["Skipped"]}
}

func plainNames(list any) (out []string) {
	items, _ := list.([]any)
	for _, i := range items {
		out = append(out, i.(string))
	}
	return out
}

// utcDay derives the day from the digits alone: an hour of the clock and the offset decide whether the day before or
// after it is meant.
func utcDay(text string) string {
	var y, m, d, hour, minute, second, oh, om int
	if n, _ := fmt.Sscanf(text, "%d-%d-%dT%d:%d:%dZ", &y, &m, &d, &hour, &minute, &second); n < 6 {
		return text
	}
	sign := 1
	if i := strings.LastIndexAny(text, "+-"); i > 10 {
		if text[i] == '-' {
			sign = -1
		}
		_, _ = fmt.Sscanf(text[i+1:], "%d:%d", &oh, &om)
	}
	minutes := hour*60 + minute - sign*(oh*60+om)
	switch {
	case minutes < 0:
		d--
	case minutes >= 24*60:
		d++
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d) // no report of the corpus crosses the end of a month
}
