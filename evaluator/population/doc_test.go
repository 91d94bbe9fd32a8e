package population_test

import (
	"os"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/population"
)

// The population that the package's documentation shows can be read.
func TestDocumentedPopulation(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var shown strings.Builder
	for line := range strings.Lines(string(data)) {
		if text, ok := strings.CutPrefix(line, "//\t"); ok {
			shown.WriteString(text)
		}
	}
	if p, err := population.Decode("doc.yaml", []byte(shown.String()), nil); err != nil || p.Definition().ID != "offers" {
		t.Errorf("%v in\n%s", err, &shown)
	}
}
