package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
)

// grade assesses a registry that has published a report, and returns the cells: Pull, Push, Content discovery, Content
// management. Each test is a name, and behind a bar how it ended if it was not passed.
func grade(t *testing.T, spec string, tests ...string) []Cell {
	t.Helper()
	var xml strings.Builder
	xml.WriteString(`<testsuites><testsuite name="suite" timestamp="2026-05-02T08:00:00">`)
	for _, test := range tests {
		name, end, _ := strings.Cut(test, "|")
		fmt.Fprintf(&xml, "<testcase name=\"%s\">", strings.NewReplacer("&", "&amp;", `"`, "&quot;").Replace(name))
		if end != "" {
			fmt.Fprintf(&xml, "<%s/>", end)
		}
		xml.WriteString("</testcase>\n")
	}
	xml.WriteString("</testsuite></testsuites>")
	m := build(t, fstest.MapFS{
		"distribution-spec/v" + spec + "/depot/PRODUCT.yaml": {Data: []byte("vendor: Example GmbH\nname: Depot\nversion: 3.1.0\n")},
		"distribution-spec/v" + spec + "/depot/junit.xml":    {Data: []byte(xml.String())},
	})
	if len(m.Refused) > 0 {
		t.Fatal(m.Refused)
	}
	return m.Tables[0].Rows[0].Newest[0].Cells
}

func build(t *testing.T, folder fstest.MapFS) *Matrix {
	t.Helper()
	day, err := evidence.ParseDate("2026-06-01")
	if err != nil {
		t.Fatal(err)
	}
	m, err := Build(t.Context(), folder, nil, day)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// told words cells: the outcome, the counts of required tests, the reasons.
func told(cells []Cell) (out []string) {
	for _, c := range cells {
		text := string(c.Outcome)
		if r := c.Required(); r.Known && c.Outcome != evaluator.NotApplicable {
			text += " " + r.String()
		}
		for _, y := range c.Why {
			if y.Of > 0 {
				text += fmt.Sprintf(" %s %d/%d", y.Code, y.Count, y.Of)
			} else {
				text += " " + y.Code
			}
		}
		out = append(out, text)
	}
	return out
}

// all are the tests of a suite with a fixed list, with the root before them.
func all(t *testing.T, id string) (out []string) {
	t.Helper()
	for _, name := range listed(t, id+".txt") {
		out = append(out, "OCI Distribution Conformance Tests "+name)
	}
	return out
}

// listed are the names in a list of suites/.
func listed(t *testing.T, file string) (out []string) {
	t.Helper()
	list, err := suiteNames.ReadFile("suites/" + file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(list)) {
		if name, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t"); !strings.HasPrefix(name, "#") {
			out = append(out, name)
		}
	}
	return out
}

// Whoever passes all tests of a tagged version of the suite passes; what a report of another version lacks is unknown.
func TestFixedLists(t *testing.T) {
	t.Parallel()
	const root = "OCI Distribution Conformance Tests "
	v110 := all(t, "ginkgo-v1.1.0")
	edit := func(f func(name string) string) (out []string) {
		for _, name := range v110 {
			if name = f(name); name != "" {
				out = append(out, name)
			}
		}
		return out
	}
	for _, test := range []struct {
		name, spec string
		tests      []string
		want       []string
	}{
		{"v1.0.0", "1.0", all(t, "ginkgo-v1.0.0"), []string{"pass 11/11", "pass 17/17", "pass 3/3", "pass 4/4"}},
		{"v1.0.1", "1.0", all(t, "ginkgo-v1.0.1"), []string{"pass 11/11", "pass 17/17", "pass 3/3", "pass 4/4"}},
		{"v1.1.0", "1.1", v110, []string{"pass 13/13", "pass 22/22", "pass 7/7", "pass 4/4"}},
		{"v1.1.0 for 1.0", "1.0", v110, []string{"pass 13/13", "pass 22/22", "pass 7/7", "pass 4/4"}},
		{"v1.1.1", "1.1", all(t, "ginkgo-v1.1.1"), []string{"pass 13/13", "pass 22/22", "pass 7/7", "pass 4/4"}},
		{"names of another version", "1.1", edit(func(n string) string {
			return strings.ReplaceAll(n, "manifest path", "first manifest path")
		}), []string{"unknown 7/7 not found 6/13", "pass 22/22", "pass 7/7", "pass 4/4"}},
		{"a version without a test", "1.1", edit(func(n string) string {
			if strings.HasSuffix(n, "GET request to missing manifest should yield 200") {
				return ""
			}
			return n
		}), []string{"pass 13/13", "pass 22/22", "unknown 6/6 not found 1/7", "pass 4/4"}},
		{"no name is known", "1.1", edit(func(n string) string {
			return strings.ReplaceAll(n, root+"Pull ", root+"Pull now ")
		}), []string{"unknown not found 13/13", "pass 22/22", "pass 7/7", "pass 4/4"}},
		{"one failed, one not found", "1.1", edit(func(n string) string {
			switch {
			case strings.HasSuffix(n, "GET nonexistent manifest should return 404"):
				return n + "|failure"
			case strings.HasSuffix(n, "GET request to manifest path (tag) should yield 200 response"):
				return ""
			}
			return n
		}), []string{"fail 11/12 failed 1/12", "fail 21/22 failed 1/22", "pass 7/7", "pass 4/4"}},
		{"blobs may stay", "1.1", edit(func(n string) string {
			if strings.Contains(n, " Blob delete ") {
				return n + "|skipped"
			}
			return n
		}), []string{"pass 13/13", "pass 22/22", "pass 7/7", "pass 4/4"}},
		{"only Pull", "1.1", edit(func(n string) string {
			if !strings.HasPrefix(n, root+"Pull ") {
				return n + "|skipped"
			}
			return n
		}), []string{"pass 13/13", "notApplicable not run", "notApplicable not run", "notApplicable not run"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, told(grade(t, test.spec, test.tests...))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Required is what the code of the suite runs on no condition, beside what prepares and cleans up.
func TestConditionsAreOptional(t *testing.T) {
	t.Parallel()
	suites, err := readSuites()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range suites {
		if s.Names == "" {
			continue
		}
		list, err := suiteNames.ReadFile("suites/" + s.Names)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(list)) {
			if strings.HasPrefix(line, "#") {
				continue
			}
			name, condition, conditional := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			want := !conditional && !strings.Contains(name, " Setup ") && !strings.Contains(name, " Teardown ")
			got := slices.ContainsFunc(groups, func(g evidence.ConformanceProfile) bool { return slices.Contains(s.Groups[g].Required, name) })
			if got != want {
				t.Errorf("%s: %q (%s) is required: %t", s.ID, name, condition, got)
			}
		}
		if !strings.HasPrefix(string(list), "# opencontainers/distribution-spec, tag ") {
			t.Errorf("%s: the list names no source", s.Names)
		}
	}
}

// tree is a run of the suite with settings in which all was passed; it lists what TestSettings needs.
var tree = []string{
	"ping", "empty/tag list", "empty/referrers",
	"sha256 blobs/get-missing", "sha256 blobs/post+put/blob-post-put", "sha256 blobs/chunked single/blob-patch-chunked",
	"sha256 blobs/chunked multi/blob-patch-chunked", "sha256 blobs/mount/blob-mount",
	"image/push/blob-post-put", "image/push/blob-post-put", "image/push/blob-post-put", "image/push/manifest-by-digest", "image/push/manifest-by-tag",
	"image/tag-list", "image/head/manifest-head-by-tag", "image/head/manifest-head-by-digest",
	"image/head/blob-head", "image/head/blob-head", "image/head/blob-head",
	"image/pull/manifest-by-tag", "image/pull/manifest-by-digest", "image/pull/blob-get", "image/pull/blob-get", "image/pull/blob-get",
	"image/delete/tag-delete", "image/delete/manifest-delete", "image/delete/blob-delete", "image/delete/blob-delete", "image/delete/blob-delete",
	"artifacts-with-subject/referrers", "missing-manifest/by-digest", "missing-manifest/by-tag",
}

// readOnly is a run in which nothing was pushed or deleted, with tags, manifests, blobs and referrers given.
var readOnly = []string{
	"empty/tag list", "empty/referrers", "sha256 blobs|skipped", "read-only/tag-list",
	"read-only/head/manifest-head-by-tag", "read-only/head/manifest-head-by-digest", "read-only/head/blob-head", "read-only/head/blob-head",
	"read-only/pull/manifest-by-tag", "read-only/pull/manifest-by-digest", "read-only/pull/blob-get", "read-only/pull/blob-get",
	"read-only/referrers", "read-only/delete/manifest-delete|skipped", "read-only/delete/blob-delete|skipped",
	"missing-manifest/by-digest", "missing-manifest/by-tag",
}

// A registry is not blamed for what a setting of the suite leaves out, and not praised for it.
func TestSettings(t *testing.T) {
	t.Parallel()
	end := func(how string, parts ...string) func(string) string {
		return func(name string) string {
			if !slices.ContainsFunc(parts, func(part string) bool { return strings.HasSuffix(name, part) }) {
				return name
			}
			if how == "" {
				return ""
			}
			return name + "|" + how
		}
	}
	asIs := func(name string) string { return name }
	for _, test := range []struct {
		name, spec string
		tests      []string
		edit       func(string) string
		want       []string
	}{
		{"everything", "1.1", tree, asIs, []string{"pass 13/13", "pass 8/8", "pass 3/3", "pass 1/1"}},
		{"everything of 1.0", "1.0", tree, asIs, []string{"pass 13/13", "pass 8/8", "pass 2/2", "pass 1/1"}},
		{"tags stay", "1.1", tree, end("skipped", "tag-delete"), []string{"pass 13/13", "pass 8/8", "pass 3/3", "pass 1/1"}},
		{"blobs stay", "1.1", tree, end("skipped", "blob-delete"), []string{"pass 13/13", "pass 8/8", "pass 3/3", "pass 1/1"}},
		{"all stays", "1.1", tree, end("skipped", "-delete"), []string{"pass 13/13", "pass 8/8", "pass 3/3", "notApplicable not run"}},
		{"a tag cannot be deleted", "1.1", tree, end("failure", "tag-delete"), []string{"pass 13/13", "pass 8/8", "pass 3/3", "fail 1/1 optional failed 1/1"}},
		{"no data with subject", "1.1", tree, end("", "subject/referrers"), []string{"pass 13/13", "pass 8/8", "pass 3/3", "pass 1/1"}},
		{"no referrers", "1.1", tree, end("skipped", "referrers"), []string{"pass 13/13", "pass 8/8", "unknown 2/2 not asked 1/3", "pass 1/1"}},
		{"no referrers of 1.0", "1.0", tree, end("skipped", "referrers"), []string{"pass 13/13", "pass 8/8", "pass 2/2", "pass 1/1"}},
		{"no tag list", "1.1", tree, end("skipped", "tag list", "tag-list"), []string{"pass 13/13", "pass 8/8", "unknown 1/1 not asked 2/3", "pass 1/1"}},
		{"no pull", "1.1", tree, end("skipped", "blob-head", "by-digest", "by-tag", "blob-get", "get-missing"),
			[]string{"notApplicable not run", "unknown 6/6 not asked 2/8", "pass 3/3", "pass 1/1"}},
		{"filtered", "1.1", tree, end("", "blob-get", "-delete"), []string{"unknown 10/10 not asked 3/13", "pass 8/8", "pass 3/3", "notApplicable"}},
		{"some of a name skipped", "1.1", append([]string{"image/pull/blob-get|skipped"}, tree...), asIs,
			[]string{"unknown 10/10 not asked 1/13", "pass 8/8", "pass 3/3", "pass 1/1"}},
		{"read only", "1.1", readOnly, asIs, []string{"pass 8/8", "notApplicable", "pass 3/3", "notApplicable not run"}},
		{"read only, no blobs given", "1.1", readOnly, end("", "blob-head", "blob-get"),
			[]string{"unknown 6/6 not asked 2/8", "notApplicable", "pass 3/3", "notApplicable not run"}},
		{"read only, and one fails", "1.1", readOnly, end("failure", "missing-manifest/by-tag"),
			[]string{"fail 7/8 failed 1/8", "notApplicable", "pass 3/3", "notApplicable not run"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var tests []string
			for _, name := range test.tests {
				if name = test.edit(name); name != "" {
					tests = append(tests, "OCI Conformance Test/"+name)
				}
			}
			if diff := cmp.Diff(test.want, told(grade(t, test.spec, tests...))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Where the file tells of more skipped tests than its cases show, the whole is not known.
func TestContradiction(t *testing.T) {
	t.Parallel()
	var xml strings.Builder
	xml.WriteString(`<testsuites><testsuite name="suite" skipped="4" timestamp="2026-05-02T08:00:00">`)
	for _, name := range all(t, "ginkgo-v1.1.1") {
		fmt.Fprintf(&xml, "<testcase name=\"%s\"/>", strings.ReplaceAll(name, "&", "&amp;"))
	}
	xml.WriteString("</testsuite></testsuites>")
	m := build(t, fstest.MapFS{
		"distribution-spec/v1.1/depot/PRODUCT.yaml": {Data: []byte("vendor: Example GmbH\nname: Depot\nversion: 3.1.0\n")},
		"distribution-spec/v1.1/depot/junit.xml":    {Data: []byte(xml.String())},
	})
	if got := told(m.Tables[0].Rows[0].Newest[0].Cells)[0]; got != "unknown 13/? contradiction" {
		t.Error(got)
	}
}
