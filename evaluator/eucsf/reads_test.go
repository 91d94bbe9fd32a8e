package eucsf_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator/eucsf"
)

func TestReads(t *testing.T) {
	m, err := eucsf.Lookup(eucsf.V2026)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := m.Reads()
	if err != nil {
		t.Fatal(err)
	}
	if len(facts) == 0 || !slices.IsSorted(facts) || slices.Contains(facts, "") {
		t.Errorf("it reads %v", facts)
	}
}

// A fact that no rule derives a step from is not read.
func TestReadsNoMore(t *testing.T) {
	m, err := eucsf.Lookup(eucsf.V121)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := m.Reads()
	if err != nil {
		t.Fatal(err)
	}
	derivations, err := eucsf.Derivations()
	if err != nil {
		t.Fatal(err)
	}
	var rules []string
	for _, d := range derivations {
		for _, r := range d.Rules {
			rules = append(rules, r.Rule)
		}
	}
	for _, fact := range facts {
		group, _, _ := strings.Cut(fact, ".")
		last := fact[strings.LastIndexByte(fact, '.')+1:]
		if group != "ext" && !slices.ContainsFunc(rules, func(rule string) bool { return strings.Contains(rule, last) }) {
			t.Errorf("no rule names %s", fact)
		}
	}
}
