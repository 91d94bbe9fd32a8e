package criteria_test

import (
	"os"
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
