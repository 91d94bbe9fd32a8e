package proofset

import (
	"math/bits"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// TestFewest: how few kinds of proof meet a combination of demands.
func TestFewest(t *testing.T) {
	for _, c := range []struct {
		demands []string
		want    string
	}{
		{[]string{"none"}, ""},
		{[]string{`by("contract")`}, "contract"},
		{[]string{`by("contract") || by("documentation")`}, "contract"},
		{[]string{`by("documentation")`, `by("test", months(12))`, `inspected(by("test"))`}, "test"},
		{[]string{`by("contract")`, `by("documentation")`}, "contract documentation"},
		{[]string{`by("contract") || by("log")`, `by("documentation")`}, "log"},
		{[]string{`attested("bsi-c5", 1)`, `attested("bsi-c5", 2)`}, "attestation/bsi-c5"},
		{[]string{`attested("bsi-c5", 1)`, `by("documentation")`}, "documentation attestation/bsi-c5"},
		{[]string{`attested("bsi-c5", 1)`, `by("declaration")`}, "attestation/bsi-c5"},
		{[]string{`attested("bsi-c5", 2) || by("contract") && by("legalOpinion")`}, "attestation/bsi-c5"},
		{[]string{`gapless(attested("bsi-c5", 2), years(1), days(90))`, `attested("iso27001")`}, "attestation/bsi-c5 attestation/iso27001"},
	} {
		var parts []*Need
		for _, text := range c.demands {
			d, problems := rules.CompileDemand(rules.Source{Text: text})
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			parts = append(parts, Of(d))
		}
		var got []string
		for _, k := range Fewest(AllOf(parts)) {
			got = append(got, strings.TrimSuffix(string(k.Kind)+"/"+string(k.Scheme), "/"))
		}
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("%v: %q, not %q", c.demands, text, c.want)
		}
	}
}

// TestFewestAny compares with trying every set of all kinds there are.
func TestFewestAny(t *testing.T) {
	var all []Kind
	for _, k := range evidence.ProofKind("").Values() {
		if k != string(evidence.Attestation) {
			all = append(all, Kind{evidence.ProofKind(k), ""})
		}
	}
	for _, s := range evidence.Scheme("").Values()[:2] {
		all = append(all, Kind{evidence.Attestation, evidence.Scheme(s)})
	}
	meets := func(n *Need, set int) bool {
		var met func(n *Need) bool
		met = func(n *Need) bool {
			switch n.Op {
			case One:
				for i, k := range all {
					if set>>i&1 == 1 && k.does(n.Kind) {
						return true
					}
				}
				return false
			case All:
				return !slices.ContainsFunc(n.Parts, func(p *Need) bool { return !met(p) })
			}
			return slices.ContainsFunc(n.Parts, met)
		}
		return met(n)
	}
	rapid.Check(t, func(t *rapid.T) {
		var draw func(depth int) *Need
		draw = func(depth int) *Need {
			if depth == 0 || rapid.Bool().Draw(t, "leaf") {
				return &Need{Op: One, Kind: rapid.SampledFrom(all).Draw(t, "kind")}
			}
			n := &Need{Op: rapid.SampledFrom([]Op{All, Any}).Draw(t, "op")}
			for range rapid.IntRange(1, 3).Draw(t, "parts") {
				n.Parts = append(n.Parts, draw(depth-1))
			}
			return n
		}
		n := draw(3)
		best := len(all)
		for set := range 1 << len(all) {
			if size := bits.OnesCount(uint(set)); size < best && meets(n, set) {
				best = size
			}
		}
		got, set := Fewest(n), 0
		for i, k := range all {
			if slices.Contains(got, k) {
				set |= 1 << i
			}
		}
		if len(got) != best || !meets(n, set) {
			t.Fatalf("%s: %v, %d would do", n.Key(), got, best)
		}
	})
}

// TestFewestOfMany: of more kinds than all sets are tried of, none is left that
// is not needed.
func TestFewestOfMany(t *testing.T) {
	var parts []*Need
	test := func(k evidence.ProofKind, s evidence.Scheme) *Need { return &Need{Op: One, Kind: Kind{k, s}} }
	for _, s := range evidence.Scheme("").Named() {
		parts = append(parts, test(evidence.Attestation, evidence.Scheme(s)))
	}
	either := AnyOf([]*Need{test(evidence.Documentation, ""), test(evidence.Contract, "")})
	got := Fewest(AllOf(append(parts, test(evidence.Declaration, ""), either)))
	if len(parts) <= MaxKinds || len(got) != len(parts)+1 || !slices.Contains(got, Kind{evidence.Contract, ""}) && !slices.Contains(got, Kind{evidence.Documentation, ""}) {
		t.Errorf("%d schemes: %v", len(parts), got)
	}
}
