package criteria_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/criteria/frameworks"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// TestReferences reads the catalogues of testdata/references.txtar.
func TestReferences(t *testing.T) {
	t.Parallel()
	const file = "testdata/references.txtar"
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i, part := range archive.Files {
		text, want, _ := strings.Cut(string(part.Data), "----\n")
		got := ""
		if _, err := criteria.Decode(part.Name, catalogueWith(text)); err != nil {
			got = err.Error() + "\n"
		}
		archive.Files[i].Data = []byte(text + "----\n" + got)
		if got != want && !*update {
			t.Errorf("%s: got:\n%swant:\n%s", part.Name, got, want)
		}
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// catalogueWith is a catalogue of one criterion with what a golden case states:
// lines as they are, references moved into the criterion.
func catalogueWith(text string) []byte {
	own, references, _ := strings.Cut("\n"+text, "\nreferences:\n")
	var b strings.Builder
	b.WriteString("trias: catalogue/v1\nid: c\nversion: 1.0.0\nlanguage: 1" + own + "\n")
	b.WriteString("criteria:\n  - id: A\n    dimension: choice\n    domain: data\n    title: {en: t, de: t}\n" +
		"    question: {en: q, de: f}\n    rule: data.keys.customerCanRotate\n")
	if references != "" {
		b.WriteString("    references:\n")
		for line := range strings.Lines(references) {
			b.WriteString("    " + line)
		}
	}
	return []byte(b.String())
}

// TestOwnFramework: a catalogue's own framework is found, and counts before one
// of the same name that Trias brings.
func TestOwnFramework(t *testing.T) {
	t.Parallel()
	c, err := criteria.Decode("c.yaml", catalogueWith(`frameworks:
  - framework: C5
    version: "2020"
    title: {en: A dialect of C5, de: Ein Dialekt von C5}
    publisher: Example City
    status: draft
    source: {en: the document itself, de: das Dokument selbst}
    complete: true
    clauses: [{clause: XX-01}]
  - framework: House-Rules
    version: "3"
    title: {en: House rules, de: ""}
    publisher: Example City
    status: inForce
    source: {en: the document itself, de: das Dokument selbst}
    complete: true
    clauses: [{clause: "4"}]
references:
  - {framework: C5, version: "2020", clause: XX-01, relation: equal}
`))
	if err != nil {
		t.Fatal(err)
	}
	names := c.Frameworks()
	if len(names) != len(frameworks.Names())+1 {
		t.Errorf("%d frameworks", len(names))
	}
	f, err := c.Framework(frameworks.ParseName("C5@2020"))
	if err != nil || !f.Contains("XX-01") || f.Contains("OIS-01") {
		t.Errorf("%v: %v", f, err)
	}
	if f, err = c.Framework(frameworks.ParseName("C5@2026")); err != nil || !f.Contains("OIS-01") {
		t.Errorf("%v: %v", f, err)
	}
	for name, want := range map[string]frameworks.Status{"C5@2020": frameworks.Draft, "C5@2026": frameworks.Published, "C5@1999": ""} {
		if got := c.FrameworkStatus(frameworks.ParseName(name)); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if _, err := c.Framework(frameworks.ParseName("C5@1999")); !errors.Is(err, frameworks.ErrUnknown) {
		t.Error(err)
	}
	var checks []string
	for _, finding := range criteria.Lint(c) {
		if strings.HasPrefix(finding.Pointer, "/frameworks") {
			checks = append(checks, finding.Pointer+" "+finding.Check)
		}
	}
	want := "/frameworks/0/framework shadows-framework, /frameworks/1/title one-language-only, /frameworks/1 unused-framework"
	if got := strings.Join(checks, ", "); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestOwnFrameworkRoundTrip: what a catalogue brings of its own survives being written.
func TestOwnFrameworkRoundTrip(t *testing.T) {
	t.Parallel()
	c, err := criteria.Decode("c.yaml", catalogueWith(`frameworks:
  - framework: House-Rules
    version: "3"
    title: {en: House rules, de: Hausregeln}
    publisher: Example City
    status: inForce
    date: 2026-01-01
    source: {en: the document itself, de: das Dokument selbst}
    complete: true
    unverified: [date]
    clauses: [{clause: "4"}, {clause: "4.1", below: "4", title: {en: a, de: b}, unverified: true}]
`))
	if err != nil {
		t.Fatal(err)
	}
	text, err := c.EncodeYAML()
	if err != nil {
		t.Fatal(err)
	}
	again, err := criteria.Decode("again.yaml", text)
	if err != nil || again.Digest() != c.Digest() {
		t.Errorf("%v\n%s", err, text)
	}
	other, err := criteria.New(c.Definition())
	if err != nil || other.Digest() != c.Digest() {
		t.Errorf("%v", err)
	}
}

// TestHostileReferences: however many references lead nowhere, and however many
// frameworks a catalogue brings, reading ends soon.
func TestHostileReferences(t *testing.T) {
	if testing.Short() {
		t.Skip("takes long, in one goroutine, and is measured")
	}
	t.Parallel()
	var own, nowhere, clauses strings.Builder
	for i := range 5_000 {
		fmt.Fprintf(&own, "  - {framework: F%d, version: '1', title: {en: t, de: t}, publisher: p, status: draft, source: {en: s, de: s}, complete: true, clauses: [{clause: a}]}\n", i)
		fmt.Fprintf(&nowhere, "  - {framework: G%d, version: '%d', clause: SYS.1.1.A%d, relation: equal}\n", i, i, i)
		fmt.Fprintf(&clauses, "  - {framework: IT-Grundschutz, version: '2023', clause: SYS.1.1.A%dx, relation: equal}\n", i)
	}
	for _, text := range []string{
		"frameworks:\n" + own.String() + "references:\n" + nowhere.String(),
		"references:\n" + clauses.String(),
		"frameworks:\n" + own.String() + "references:\n" + strings.ReplaceAll(nowhere.String(), "framework: G", "framework: F"),
	} {
		begin := time.Now()
		_, err := criteria.Decode("c.yaml", catalogueWith(text))
		var problems doc.Problems
		if !errors.As(err, &problems) || len(problems) < 1000 {
			t.Errorf("%.200v", err)
		}
		if took := time.Since(begin); took > 10*time.Second {
			t.Errorf("took %v", took)
		}
	}
}
