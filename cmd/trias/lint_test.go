package main

import (
	"bytes"
	"encoding/json"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/internal/hostile"
)

// lintFiles runs lint over texts and returns what it writes to standard output.
func lintFiles(t *testing.T, format string, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	args := []string{"lint", "--format", format}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		write(t, filepath.Join(dir, name), []byte(files[name]))
		args = append(args, name)
	}
	var stdout, stderr bytes.Buffer
	run(args, strings.NewReader(""), &stdout, &stderr, now)
	return stdout.String()
}

// found lists the findings of the format json.
func found(t *testing.T, output string) []findingJSON {
	t.Helper()
	var f findingsJSON
	if err := json.Unmarshal([]byte(output), &f); err != nil {
		t.Fatalf("%v: %s", err, output)
	}
	return f.Findings
}

// fingerprints lists each finding's check and fingerprint, sorted.
func fingerprints(t *testing.T, files map[string]string) []string {
	t.Helper()
	var out []string
	for _, f := range found(t, lintFiles(t, "json", files)) {
		out = append(out, f.Check+" "+f.Fingerprint)
	}
	slices.Sort(out)
	return out
}

// examples are the files that the scripts lint, and what lint of other packages
// has examples of.
func examples(t *testing.T) map[string]map[string]string {
	t.Helper()
	out := map[string]map[string]string{}
	for _, pattern := range []string{"testdata/lint*.txtar", "testdata/waivers.txtar", "../../criteria/testdata/lint/*.txtar", "../../evaluator/testdata/lint/*.txtar"} {
		names, err := filepath.Glob(pattern)
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: nothing found, %v", pattern, err)
		}
		for _, name := range names {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files := map[string]string{}
			for _, f := range archive.Files {
				if filepath.Ext(f.Name) == ".yaml" {
					files[f.Name] = string(f.Data)
				}
			}
			out[filepath.Base(name)] = files
		}
	}
	return out
}

// TestLintSARIF: what lint writes of every example is valid by the official
// schema, the same in every run, and has a fingerprint of its own for each
// result.
func TestLintSARIF(t *testing.T) {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(hostile.File(t, "schemas/sarif-schema-2.1.0.json")))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", v); err != nil {
		t.Fatal(err)
	}
	official, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	results := 0
	for name, files := range examples(t) {
		t.Run(name, func(t *testing.T) {
			output := lintFiles(t, "sarif", files)
			if again := lintFiles(t, "sarif", files); again != output {
				t.Error("the same files give other bytes")
			}
			instance, err := jsonschema.UnmarshalJSON(strings.NewReader(output))
			if err != nil {
				t.Fatal(err)
			}
			if err := official.Validate(instance); err != nil {
				t.Error(err)
			}
			seen := map[string]bool{}
			for _, f := range found(t, lintFiles(t, "json", files)) {
				results++
				shown[f.Check] = true
				if len(f.Fingerprint) != 32 || seen[f.Fingerprint] {
					t.Errorf("%s: fingerprint %q is not its own", f.Check, f.Fingerprint)
				}
				seen[f.Fingerprint] = true
			}
		})
	}
	for _, c := range checks() {
		if !shown[c.Name] {
			t.Errorf("no example shows %s", c.Name)
		}
	}
	t.Logf("%d results", results)
}

// TestFingerprints: edits elsewhere in a file, and another name for it, leave a
// fingerprint as it is; another criterion or part has another one.
func TestFingerprints(t *testing.T) {
	const head = "trias: catalogue/v1\nid: f\nversion: 1.0.0\nlanguage: 1\ntitle: {en: a, de: b}\ncriteria:\n"
	criterion := func(id, rule string) string {
		return "  - id: " + id + "\n    dimension: choice\n    domain: data\n    title: {en: a, de: b}\n    question: {en: a, de: b}\n" +
			"    rule: " + rule + "\n    rationale: {en: a, de: b}\n    remedy: {effort: low, en: a, de: b}\n" +
			"    references: [{framework: C5, version: \"2020\", relation: related}, {framework: DORA, version: \"2022/2554\", clause: Art. 28, relation: related}]\n"
	}
	twice := criterion("A", "data.deletion.maxDays <= 7 && data.deletion.maxDays <= 30")
	before := fingerprints(t, map[string]string{"a.yaml": head + twice})
	if len(before) != 2 {
		t.Fatalf("got %v", before)
	}
	for name, files := range map[string]map[string]string{
		"a line above":        {"a.yaml": "# remark\n" + head + twice},
		"another name":        {"b.yaml": head + twice},
		"a criterion above":   {"a.yaml": head + criterion("B", "data.deletion.confirmed") + twice},
		"a longer rule":       {"a.yaml": head + strings.Replace(twice, "rule: ", "rule: data.deletion.confirmed && ", 1)},
		"a reference before":  {"a.yaml": head + strings.Replace(twice, "[{", `[{framework: NIS2, version: "2022/2555", clause: Art. 21, relation: related}, {`, 1)},
		"other words":         {"a.yaml": head + strings.Replace(twice, "{en: a, de: b}", "{en: c, de: d}", 1)},
		"version of the file": {"a.yaml": strings.Replace(head, "1.0.0", "1.0.1", 1) + twice},
	} {
		after := fingerprints(t, files)
		for _, f := range before {
			if !slices.Contains(after, f) {
				t.Errorf("%s: %s is gone, there is %v", name, f, after)
			}
		}
	}
	for name, other := range map[string]string{
		"another criterion": strings.Replace(twice, "id: A", "id: C", 1),
		"another part":      strings.Replace(twice, "<= 30", "<= 31", 1),
	} {
		if slices.Equal(fingerprints(t, map[string]string{"a.yaml": head + other}), before) {
			t.Errorf("%s has the same fingerprints", name)
		}
	}
}

// TestSpan: a part of a rule is found in the text however it is laid out, and
// nothing else is.
func TestSpan(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text, words, want string
	}{
		{"a.b <= 30 && c", "a.b <= 30", "a.b <= 30"},
		{"a.b<=30 && c", "a.b <= 30", "a.b<=30"},
		{"l.all(s,\n  !s.ü ||\n  s.d)\n", "l.all(s, !s.ü || s.d)", "l.all(s,\n  !s.ü ||\n  s.d)"},
		{"a == 'x'", `a == "x"`, ""},
		{"a", "a.b", ""},
		{"", "a", ""},
		{"a", "", ""},
	} {
		if got := c.text[:span(c.text, c.words)]; got != c.want {
			t.Errorf("%q in %q: got %q, want %q", c.words, c.text, got, c.want)
		}
	}
}

// TestLintOwn: what the project publishes is what it asks of others.
func TestLintOwn(t *testing.T) {
	args := []string{"lint", "../../criteria/catalogue.yaml", "../../examples/registries/catalogue.yaml", "../../examples/registries/profile.yaml",
		"../../examples/dossiers/complete.yaml", "../../examples/waivers/waivers.yaml",
		"../../examples/equivalence/offer.yaml", "../../examples/equivalence/equivalences.yaml", "../../examples/equivalence/decisions.yaml"}
	profiles, err := filepath.Glob("../../profiles/*.yaml")
	if err != nil || len(profiles) == 0 {
		t.Fatalf("no profiles: %v", err)
	}
	var stdout, stderr bytes.Buffer
	if status := run(append(args, profiles...), strings.NewReader(""), &stdout, &stderr, now); status != statusOK {
		t.Errorf("status %d\n%s%s", status, stderr.String(), stdout.String())
	}
}
