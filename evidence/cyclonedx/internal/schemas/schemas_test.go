package schemas_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence/cyclonedx/internal/schemas"
	"github.com/trias-sovereignty/trias/internal/hostile"
)

// TestMadeFromOfficial makes the compact schemas anew from official ones: those of the corpus, which come from the
// specification's repository, and for the older versions those that ship in cyclonedx-go.
func TestMadeFromOfficial(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/CycloneDX/cyclonedx-go").Output()
	if err != nil {
		t.Fatal(err)
	}
	module := filepath.Join(strings.TrimSpace(string(out)), "schema")
	corpus := filepath.Join(hostile.Root(), "schemas")
	if _, err := os.Stat(corpus); err != nil {
		hostile.Missing(t, "schemas", err)
	}
	for _, name := range schemas.Names() {
		official, err := os.ReadFile(filepath.Join(corpus, name))
		if err != nil {
			official, err = os.ReadFile(filepath.Join(module, name))
		}
		if err != nil {
			t.Fatal(err)
		}
		want, err := schemas.Compact(official)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not what comes of the official schema", name)
		}
	}
}

func TestCompile(t *testing.T) {
	t.Parallel()
	for _, v := range schemas.Versions() {
		if s, err := schemas.Schema(v); err != nil || s == nil {
			t.Errorf("%s: %v", v, err)
		}
	}
	if ids := schemas.SPDX(); len(ids) < 700 || !slices.IsSorted(ids) || !slices.Contains(ids, "EUPL-1.2") {
		t.Errorf("%d SPDX identifiers", len(ids))
	}
	if _, err := schemas.Schema("1.1"); err == nil {
		t.Error("there is no JSON Schema of 1.1")
	}
}

// A property may have the name of a keyword; what is a name stays.
func TestCompactKeepsNames(t *testing.T) {
	t.Parallel()
	got, err := schemas.Compact([]byte(`{"title": "x", "properties": {"title": {"description": "y", "type": "string"}, "enum": {"enum": ["title"]}},
		"required": ["title"], "definitions": {"description": {"const": {"title": 1}}}}`))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	for line := range strings.Lines(string(got)) {
		b.WriteString(strings.TrimSpace(line))
	}
	const want = `{"definitions": {"description": {"const": {"title": 1}}},"properties": {"enum": {"enum": ["title"]},"title": {"type": "string"}},"required": ["title"]}`
	if b.String() != want {
		t.Errorf("got  %s\nwant %s", b.String(), want)
	}
}
