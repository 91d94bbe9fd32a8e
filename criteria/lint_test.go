package criteria_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
)

// lintOne returns the checks that find something in a catalogue whose only
// criterion is as it should be except for the changed fields.
func lintOne(t *testing.T, when, rule, rationale string) []string {
	t.Helper()
	params := ""
	if strings.Contains(when+rule, "params.") {
		params = "    params:\n"
	}
	for name, param := range map[string]string{"names": "{type: strings, default: [Acme]", "least": "{type: int, default: 1", "never": "{type: int, default: 0"} {
		if strings.Contains(when+rule, "params."+name) {
			params += "      " + name + ": " + param + ", source: {en: own setting, de: eigene Festlegung}}\n"
		}
	}
	text := fmt.Sprintf(`trias: catalogue/v1
id: tiny
version: 1.0.0
language: 1
title: {en: a, de: b}
facts:
  own:
    name: {type: text, question: {en: a, de: b}}
    kind: {type: text, values: [open, closed], question: {en: a, de: b}}
    topics: {type: text, list: true, question: {en: a, de: b}}
criteria:
  - id: A
    dimension: choice
    domain: data
    title: {en: a, de: b}
    question: {en: a, de: b}
%s    when: at >= date("2020-01-01")%s
    rule: |
      %s
    rationale: {en: %q, de: b}
    remedy: {effort: low, en: a, de: b}
    references: [{framework: C5, version: "2020", clause: PI-01, relation: related}]
`, params, when, rule, rationale)
	c, err := criteria.Decode("tiny.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var checks []string
	for _, f := range criteria.Lint(c) {
		checks = append(checks, f.Check)
		if f.Message == "" || f.Hint == "" || !strings.HasPrefix(f.Pointer, "/criteria/0") || f.Offset < 0 || f.Offset > len(rule) {
			t.Errorf("%s: not a finding a reader can act on: %+v", rule, f)
		}
	}
	return checks
}

func TestLintRules(t *testing.T) {
	const (
		empty   = criteria.CheckEmptyList
		product = criteria.CheckProductName
		nothing = criteria.CheckReadsNothing
		holds   = criteria.CheckHoldsOnNothing
		runs    = "technological.conformanceRuns"
		other   = criteria.CheckNoneOfThatName
		never   = criteria.CheckNeverFails
		idle    = criteria.CheckNoDifference
		list    = "supplyChain.subcontractors"
		all     = list + ".all(s, s.auditRight)"
	)
	for _, c := range []struct {
		when, rule, rationale string
		want                  []string
	}{
		{rule: "data.keys.customerCanRotate"},
		// Rules that hold of nothing.
		{rule: "true", want: []string{nothing}},
		{rule: `subject.layer == "platform"`, want: []string{nothing}},
		{rule: `at >= date("2020-01-01")`, want: []string{nothing}},
		{rule: `data.keys.customerCanRotate || subject.layer == "platform"`, want: []string{holds}},
		{rule: `data.keys.customerCanRotate || at >= date("2100-01-01")`, want: []string{holds}},
		{rule: `data.keys.customerCanRotate || params.least >= 1`, want: []string{holds, criteria.CheckNoDirection}},
		{when: ` && subject.layer == "platform"`, rule: "data.keys.customerCanRotate"},
		// Empty lists.
		{rule: all, want: []string{empty}},
		{rule: all, rationale: "An empty list is as good as a clean one."},
		{rule: all, rationale: "An unempty wallet.", want: []string{empty}},
		{rule: "!" + list + ".exists(s, s.critical)", want: []string{empty}},
		{rule: list + ".exists(s, s.auditRight)"},
		{rule: "!" + list + ".all(s, s.critical)"},
		{rule: all + " && " + list + ".size() > 0"},
		{rule: list + ".size() >= params.least && " + all},
		{rule: "size(" + list + ") != 0 && " + all},
		{rule: list + ".size() >= 0 && " + all, want: []string{idle, empty}},
		{rule: list + ".size() < 9 && " + all, want: []string{empty}},
		{rule: list + ".size() > 0 || " + all, want: []string{never, empty}},
		{rule: all + " && " + list + ".exists(s, s.critical)"},
		{rule: "data.keys.customerCanRotate && (" + list + ".size() > 0 && " + all + ")"},
		{rule: "data.keys.customerCanRotate || (" + list + ".size() > 0 && " + all + ")"},
		{rule: list + ".size() > 0 ? " + all + " : data.keys.customerCanRotate"},
		{rule: list + ".size() > 0 ? data.keys.customerCanRotate : " + all, want: []string{idle, empty}},
		{when: " && " + list + ".size() > 0", rule: all},
		{when: " && (data.keys.customerCanRotate || " + list + ".size() > 0)", rule: all, want: []string{empty}},
		{rule: all + " && " + list + ".all(s, s.critical)", want: []string{empty}},
		// Elements of one name.
		{rule: runs + ".size() > 0 && " + runs + `.all(r, r.profile != "pull" || r.required.failed == 0)`, want: []string{other}},
		{rule: runs + ".size() > 0 && " + runs + `.all(r, !(r.profile in ["pull", "push"]) || r.required.failed == 0)`, want: []string{other}},
		{rule: runs + `.exists(r, r.profile == "pull") && ` + runs + `.all(r, r.profile != "pull" || r.required.failed == 0)`},
		{when: " && " + runs + `.exists(r, r.profile == "pull")`, rule: runs + `.all(r, r.profile != "pull" || r.required.failed == 0)`},
		{rule: runs + ".size() > 0 && " + runs + `.all(r, r.profile != "pull" || r.required.failed == 0)`, rationale: "Or an empty list of X."},
		{rule: list + ".size() > 0 && " + list + ".all(s, !s.critical || s.auditRight)"}, // spared by a property
		// Parameters.
		{rule: "data.deletion.maxDays < params.never", want: []string{criteria.CheckNeverPasses}},
		{rule: "data.deletion.maxDays < params.least"},
		{rule: "data.deletion.maxDays == params.least", want: []string{criteria.CheckNoDirection}},
		{rule: "data.deletion.maxDays <= params.least || data.deletion.backupMaxDays >= params.least", want: []string{criteria.CheckNoDirection}},
		// Names.
		{rule: `ext.own.name == "Acme"`, want: []string{product}},
		{rule: `"Acme" != ext.own.name`, want: []string{product}},
		{rule: `ext.own.name in ["Acme", "Ajax"]`, want: []string{product, product}},
		{rule: `ext.own.name in params.names`, want: []string{product}},
		{rule: `ext.own.name.startsWith("Ac")`, want: []string{product}},
		{rule: `ext.own.topics.exists(t, t == "Acme")`, want: []string{product}},
		{rule: `ext.own.kind == "open"`},
		{rule: `ext.own.kind in ["open"]`},
		{rule: `data.keys.custody == "customer"`},
	} {
		if got := lintOne(t, c.when, c.rule, c.rationale+" x"); !slices.Equal(got, c.want) {
			t.Errorf("when %q, rule %q: got %v, want %v", c.when, c.rule, got, c.want)
		}
	}
}

func TestLintTexts(t *testing.T) {
	c, err := criteria.Decode("tiny.yaml", []byte(`trias: catalogue/v1
id: tiny
version: 1.0.0
language: 1
criteria:
  - id: A
    dimension: choice
    domain: data
    title: {en: a, de: ""}
    question: {en: a, de: " "}
    params:
      unused: {type: int, default: 1}
    rule: data.keys.customerCanRotate
    remedy: {effort: low, de: b}
    references: [{framework: C5, version: "2020", relation: related}]
  - id: B
    dimension: choice
    domain: data
    title: {en: a, de: b}
    question: {en: a, de: b}
    rule: data.keys.customerCanRotate
    rationale: {en: a, de: ""}
`))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range criteria.Lint(c) {
		got = append(got, f.Pointer+" "+f.Check)
	}
	want := []string{
		"/title one-language-only", "/title one-language-only",
		"/criteria/0/title one-language-only", "/criteria/0/question one-language-only",
		"/criteria/0/params/unused unused-parameter", "/criteria/0/params/unused no-source",
		"/criteria/0 no-rationale", "/criteria/0/remedy one-language-only", "/criteria/0/references/0 no-clause",
		"/criteria/1/rationale one-language-only", "/criteria/1 no-remedy", "/criteria/1 no-reference",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestLintEmbedded: what Trias brings is what it asks of others.
func TestLintEmbedded(t *testing.T) {
	c, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range criteria.Lint(c) {
		t.Error(f)
	}
}

// BenchmarkLint looks at everything Trias brings.
func BenchmarkLint(b *testing.B) {
	c, err := criteria.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if found := criteria.Lint(c); len(found) > 0 {
			b.Fatal(found)
		}
	}
}
