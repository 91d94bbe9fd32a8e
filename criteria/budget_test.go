package criteria_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
)

// A stranger's catalogue of many rules, each within its own budget, is refused
// for what they cost together.
func TestCatalogueBudget(t *testing.T) {
	t.Parallel()
	catalogue := func(n int) string {
		var b strings.Builder
		b.WriteString("trias: catalogue/v1\nid: heavy\nversion: 1.0.0\nlanguage: 1\ncriteria:\n")
		for i := range n {
			fmt.Fprintf(&b, "  - {id: K-%d, dimension: choice, domain: data, title: {en: t, de: t}, question: {en: q, de: q}, "+
				"rule: 'supplyChain.subcontractors.all(s, s.countries.all(c, inRegion(c, \"EU\", at)))'}\n", i)
		}
		return b.String()
	}
	if _, err := criteria.Decode("light.yaml", []byte(catalogue(1))); err != nil {
		t.Fatal(err)
	}
	if _, err := criteria.Decode("heavy.yaml", []byte(catalogue(100))); err == nil || !strings.Contains(err.Error(), "budget") {
		t.Errorf("a hundred such rules: %v", err)
	}
}
