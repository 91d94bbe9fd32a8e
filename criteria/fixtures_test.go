package criteria_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/criteriatest"
	"github.com/trias-sovereignty/trias/evidence"
)

// Every criterion of the embedded catalogue has fixtures that hold, and they
// notice every small mistake in its rule that is not justified there.
func TestFixtures(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("runs thousands of mutants, one after the other")
	}
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	criteriatest.Run(t, catalogue, nil, os.DirFS("fixtures"))
}

// Fixtures speak of nobody: every name and issuer says that it is an example. An
// attestation's issuer is a fact, what entitles somebody, and no name.
func TestFixturesNameNobody(t *testing.T) {
	t.Parallel()
	entries, err := os.ReadDir("fixtures")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`\b(?:name|issuer|by|tool|url): *"?([^,}"\n]*)`)
	found := 0
	for _, e := range entries {
		data, err := os.ReadFile("fixtures/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range named.FindAllStringSubmatch(string(data), -1) {
			found++
			if slices.Contains(evidence.AttestationIssuer("").Values(), m[1]) {
				continue
			}
			if !strings.HasPrefix(m[1], "Example ") {
				t.Errorf("%s: %s names somebody", e.Name(), m[0])
			}
		}
	}
	if found < 2*len(entries) {
		t.Errorf("only %d names in %d files", found, len(entries))
	}
}

// Wherever the project's files speak of a criterion of the embedded catalogue,
// there is one of that id.
func TestNamedCriteriaExist(t *testing.T) {
	t.Parallel()
	catalogue, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	id := regexp.MustCompile(`\b(?:DAT|OPS|TEC|RES|SUP)-(?:CHO|CON|CAP)-[0-9]{2}\b`)
	for _, pattern := range []string{"catalogue.yaml", "fixtures/*.yaml", "../profiles/*.yaml", "../examples/*/*.yaml", "../*.md"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: no files, %v", pattern, err)
		}
		for _, file := range files {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, named := range id.FindAllString(string(data), -1) {
				if _, ok := catalogue.Lookup(named); !ok {
					t.Errorf("%s speaks of %s, which there is not", file, named)
				}
			}
		}
	}
}
