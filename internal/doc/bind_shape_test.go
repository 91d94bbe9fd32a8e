package doc_test

import (
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// TestShape asks for the way out where a mapping is missing, or is something else.
func TestShape(t *testing.T) {
	t.Parallel()
	type text struct {
		EN string `json:"en" required:"true"`
		DE string `json:"de" required:"true"`
	}
	type document struct {
		Title *text `json:"title" required:"true"`
	}
	for source, want := range map[string]string{
		"title: Archive": `is text "Archive", not a mapping (write {en: …, de: …})`,
		"{}":             `field "title" is missing (add it: title: {en: …, de: …})`,
		"title: []":      `is a list, not a mapping (write {} for an empty mapping)`,
	} {
		node, err := doc.Parse("x.yaml", []byte(source), doc.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		var d document
		if got := doc.Bind(node, &d).Error(); !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", source, got, want)
		}
	}
}
