package score

import (
	"fmt"
	"math/big"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// workedCase is one of testdata/xccdf.txt.
type workedCase struct {
	name, expect string
	rules        []rule
	results      []string
}

func workedCases(t *testing.T) (out []workedCase) {
	t.Helper()
	data, err := os.ReadFile("testdata/xccdf.txt")
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range strings.Split(string(data), "\n") {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case word == "" || strings.HasPrefix(word, "#"):
		case word == "case":
			out = append(out, workedCase{name: rest})
		case len(out) == 0:
			t.Fatalf("line %d is in no case", n+1)
		case word == "expect":
			out[len(out)-1].expect = rest
		default:
			weight, result, _ := strings.Cut(rest, " ")
			c := &out[len(out)-1]
			c.rules = append(c.rules, rule{weight: exact.MustParse(weight), group: criteria.Domain(word)})
			c.results = append(c.results, result)
		}
	}
	return out
}

var resultsOfXCCDF = map[string]result{
	"pass": passed, "fail": counted, "unknown": counted, "error": counted, "notapplicable": leftOut, "notselected": leftOut,
}

// asPublished is the default model once more, word by word after table 40, on the
// tree of a benchmark, groups and rules. It is nil where a quotient of the table
// does not exist at the root.
func asPublished(rules []rule, results []result) *big.Rat {
	type node struct {
		count                   int
		score, weight, weighted *big.Rat
	}
	ruleNode := func(i int) node {
		n := node{score: new(big.Rat), weight: rules[i].weight.Rat()}
		if results[i] != leftOut {
			n.count = 1
			if results[i] == passed {
				n.score.SetInt64(100)
			}
		}
		n.weighted = new(big.Rat).Mul(n.score, n.weight)
		return n
	}
	normalize := func(children []node, weight *big.Rat) node {
		n, a := node{score: new(big.Rat), weight: weight}, new(big.Rat)
		for _, c := range children {
			if c.count != 0 {
				n.score.Add(n.score, c.weighted)
				n.count++
				a.Add(a, c.weight)
			}
		}
		if a.Sign() == 0 {
			return node{} // left out
		}
		n.score.Quo(n.score, a)
		n.weighted = new(big.Rat).Mul(n.score, weight)
		return n
	}
	var groups []node
	for _, domain := range criteria.Domain("").Values() {
		var children []node
		for i := range rules {
			if string(rules[i].group) == domain {
				children = append(children, ruleNode(i))
			}
		}
		groups = append(groups, normalize(children, big.NewRat(1, 1)))
	}
	return normalize(groups, big.NewRat(1, 1)).score
}

func unweighted(rules []rule) []rule {
	out := make([]rule, len(rules))
	for i, r := range rules {
		if out[i] = r; !r.weight.IsZero() {
			out[i].weight = exact.Int(1)
		}
	}
	return out
}

func model(t testing.TB, name string) xccdf {
	t.Helper()
	for _, m := range models() {
		if m.name == name {
			return m
		}
	}
	t.Fatalf("no model %s", name)
	return xccdf{}
}

func TestWorkedExamples(t *testing.T) {
	for _, c := range workedCases(t) {
		t.Run(c.name, func(t *testing.T) {
			var results pick
			for _, r := range c.results {
				result, ok := resultsOfXCCDF[r]
				if !ok {
					t.Fatalf("there is no result %q", r)
				}
				results = append(results, result)
			}
			byDefault := "none"
			if d := model(t, XCCDFDefault).sum(c.rules, results); !d.counts.IsZero() {
				byDefault = d.total.String()
			}
			flat, plain := model(t, XCCDFFlat).sum(c.rules, results), model(t, XCCDFFlatUnweighted).sum(unweighted(c.rules), results)
			got := fmt.Sprintf("default %s, flat %s of %s, unweighted %s of %s, absolute %s",
				byDefault, flat.total, flat.counts, plain.total, plain.counts, model(t, XCCDFAbsolute).sum(c.rules, results).total)
			if got != c.expect {
				t.Errorf("got  %s\nwant %s", got, c.expect)
			}
			if again := asPublished(c.rules, results); again != nil && exact.OfRat(again).String() != byDefault || again == nil && byDefault != "none" {
				t.Errorf("by the table it is %v, got %s", again, byDefault)
			}
		})
	}
}

func drawRules(t *rapid.T, most int) []rule {
	n := rapid.IntRange(1, most).Draw(t, "rules")
	rules := make([]rule, n)
	for i := range rules {
		rules[i] = rule{weight: exact.Int(rapid.Int64Range(0, 3).Draw(t, "weight")), group: criteria.Domain(rapid.SampledFrom(criteria.Domain("").Values()[:3]).Draw(t, "group"))}
		mask := rapid.IntRange(1, 7).Draw(t, "may")
		for r := range rules[i].may {
			rules[i].may[r] = mask>>r&1 == 1
		}
	}
	return rules
}

// The least and the greatest score are those of going through every completion.
func TestExtremesAreThoseOfAllCompletions(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rules := drawRules(t, 6)
		for _, m := range models() {
			rules := rules
			if m.name == XCCDFFlatUnweighted {
				rules = unweighted(rules)
			}
			var least, greatest *exact.Number
			results := make(pick, len(rules))
			var complete func(i int)
			complete = func(i int) {
				if i < len(rules) {
					for r := range rules[i].may {
						if rules[i].may[r] {
							results[i] = result(r)
							complete(i + 1)
						}
					}
					return
				}
				total := m.sum(rules, results).total
				if again := asPublished(rules, results); m.name == XCCDFDefault {
					want := exact.Number{}
					if again != nil {
						want = exact.OfRat(again)
					}
					if !total.Equal(want) {
						t.Fatalf("%v scores %s, by the table %s", results, total, want)
					}
				}
				if least == nil || total.Cmp(*least) < 0 {
					least = &total
				}
				if greatest == nil || total.Cmp(*greatest) > 0 {
					greatest = &total
				}
			}
			complete(0)
			worst, best := m.extreme(rules, false), m.extreme(rules, true)
			for i := range rules {
				if !rules[i].may[worst[i]] || !rules[i].may[best[i]] {
					t.Fatalf("%s: rule %d is given a result it may not have", m.name, i)
				}
			}
			if got := m.sum(rules, worst).total; !got.Equal(*least) {
				t.Fatalf("%s: %v: worst %s, want %s", m.name, rules, got, least)
			}
			if got := m.sum(rules, best).total; !got.Equal(*greatest) {
				t.Fatalf("%s: %v: best %s, want %s", m.name, rules, got, greatest)
			}
		}
	})
}
