package rules_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/internal/rules"
)

var update = flag.Bool("update", false, "rewrite golden files")

// TestAtoms shows how every embedded rule falls apart: its atoms, how each is
// classed for coding, which fact it tests, and against what.
func TestAtoms(t *testing.T) {
	t.Parallel()
	c, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	class := map[rules.Class]string{rules.ClassGiven: "given", rules.ClassSingle: "single", rules.ClassFallback: "fallback"}
	count := map[string]int{}
	var out bytes.Buffer
	for _, k := range c.Criteria() {
		compiled, _ := c.Compiled(k.ID)
		rule, when := compiled.Rules()
		for _, r := range []struct {
			name string
			rule *rules.Rule
		}{{"when", when}, {"rule", rule}} {
			if r.rule == nil {
				continue
			}
			fmt.Fprintf(&out, "%s %s, cost up to %d\n", k.ID, r.name, r.rule.Cost)
			r.rule.Root.Atoms(func(a *rules.Atom) {
				count[class[a.Class]]++
				fmt.Fprintf(&out, "    %-8s %s", class[a.Class], a.Text)
				if a.Fact != nil && a.Fact.Info != nil && a.Class == rules.ClassSingle {
					fmt.Fprintf(&out, "    [%s %s", a.Fact.Info.Path, a.Op)
					for _, cut := range a.Cuts {
						fmt.Fprintf(&out, " %s", cut.Text)
					}
					fmt.Fprint(&out, "]")
				}
				fmt.Fprintln(&out)
			})
		}
	}
	fmt.Fprintf(&out, "\n%d single, %d given, %d fallback\n", count["single"], count["given"], count["fallback"])
	const golden = "testdata/atoms.golden"
	if *update {
		if err := os.WriteFile(golden, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("atoms differ (-want +got); run with -update and read the difference:\n%s", diff)
	}
}
