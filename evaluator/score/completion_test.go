package score_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// The facts of drawn catalogues: truths, and a number that breaks rules where it is
// great. Criteria share them.
var (
	truths = []string{"a", "b", "c", "d"}
	shared = append(slices.Clone(truths), "n")
)

func drawRule(t *rapid.T, depth int) string {
	kinds := []string{"fact", "fact", "number", "not", "and", "or", "if"}
	if depth == 0 {
		kinds = kinds[:3]
	}
	switch rapid.SampledFrom(kinds).Draw(t, "kind") {
	case "number":
		return "ext.x.n * 9007199254740992 > 0"
	case "not":
		return "!(" + drawRule(t, depth-1) + ")"
	case "and":
		return "(" + drawRule(t, depth-1) + ") && (" + drawRule(t, depth-1) + ")"
	case "or":
		return "(" + drawRule(t, depth-1) + ") || (" + drawRule(t, depth-1) + ")"
	case "if":
		return "(" + drawRule(t, depth-1) + ") ? (" + drawRule(t, depth-1) + ") : (" + drawRule(t, depth-1) + ")"
	}
	return "ext.x." + rapid.SampledFrom(truths).Draw(t, "fact")
}

// drawEvaluator draws a catalogue over shared facts, some of whose criteria are asked
// later or no more, and a profile with weights, of which some are 0.
func drawEvaluator(t *rapid.T) *evaluator.Evaluator {
	text := "trias: catalogue/v1\nid: drawn\nversion: 2.0.0\nlanguage: 1\nfacts:\n  x:\n"
	for _, f := range shared {
		kind := "bool"
		if f == "n" {
			kind = "int"
		}
		text += "    " + f + ": {type: " + kind + ", question: {en: x, de: x}}\n"
	}
	text += "criteria:\n"
	profile := "trias: profile/v1\nid: drawn\nversion: 1.0.0\ncatalogue: drawn\ncriteria:\n"
	n := rapid.IntRange(1, 5).Draw(t, "criteria")
	for i := range n {
		text += fmt.Sprintf("  - {id: C%d, dimension: choice, domain: %s, title: {en: x, de: x}, question: {en: x, de: x}, rule: '%s'", i,
			rapid.SampledFrom([]string{"data", "operational", "resilience"}).Draw(t, "domain"), drawRule(t, 2))
		if rapid.Bool().Draw(t, "conditional") {
			text += ", when: '" + drawRule(t, 1) + "'"
		}
		switch rapid.IntRange(0, 7).Draw(t, "standing") {
		case 0:
			text += ", introduced: {version: 1.0.0, on: 2199-01-01}"
		case 1:
			text += ", deprecated: {version: 2.0.0, on: 2020-01-01, until: 2021-01-01}"
		}
		text += "}\n"
		profile += fmt.Sprintf("  C%d: {obligation: %s, weight: %s, proof: %s}\n", i, rapid.SampledFrom([]string{"must", "should", "may"}).Draw(t, "obligation"),
			rapid.SampledFrom([]string{"0", "1", "2.5", "7"}).Draw(t, "weight"), rapid.SampledFrom([]string{"none", "'by(\"test\")'", "{rule: 'by(\"test\")', when: none}", "{rule: none, when: 'by(\"test\")'}"}).Draw(t, "proof"))
	}
	catalogue, err := criteria.Decode("drawn.yaml", []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	p, err := profiles.Decode("drawn-profile.yaml", []byte(profile), catalogue)
	if err != nil {
		t.Fatalf("%v\n%s", err, profile)
	}
	e, err := evaluator.Compile(catalogue, p)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(text)
	return e
}

// said is what a source says of a fact: 0 or 1, for the number 0, 1 or what breaks
// the rule; with a proof or without.
type said struct {
	value  int64
	proven bool
}

// sources are two of them: what they say, by fact.
type sources [2]map[string]said

func (s sources) clone() sources {
	out := sources{map[string]said{}, map[string]said{}}
	for i := range s {
		for f, v := range s[i] {
			out[i][f] = v
		}
	}
	return out
}

func (s sources) contradicts(fact string) bool {
	one, first := s[0][fact]
	two, second := s[1][fact]
	return first && second && one.value != two.value
}

func (s sources) dossier(t testing.TB) *evidence.Dossier {
	var frags []*evidence.Fragment
	for i := range s {
		f := &evidence.Fragment{Name: fmt.Sprint("source-", i), Subject: &evidence.Subject{ID: "s", Version: "1.0"}, Ext: map[string]map[string]evidence.Value{"x": {}}}
		for _, fact := range shared {
			v, ok := s[i][fact]
			if !ok {
				continue
			}
			if f.Ext["x"][fact] = evidence.Bool(v.value == 1); fact == "n" {
				f.Ext["x"][fact] = evidence.Int([]int64{0, 1, 1 << 53}[v.value])
			}
			if v.proven {
				f.Proofs = append(f.Proofs, evidence.Proof{ID: fmt.Sprint("p-", fact, i), Kind: evidence.Test, Issuer: "i", Issued: evidence.Known(testkit.Today), Covers: []string{"ext.x." + fact}})
			}
		}
		frags = append(frags, f)
	}
	return testkit.Dossier(t, frags)
}

// tb lets helpers of tests fail a case that was drawn.
type tb struct {
	testing.TB
	drawn *rapid.T
}

func (t tb) Helper()                         { t.drawn.Helper() }
func (t tb) Fatal(args ...any)               { t.drawn.Fatal(args...) }
func (t tb) Fatalf(text string, args ...any) { t.drawn.Fatalf(text, args...) }
func (t tb) Errorf(text string, args ...any) { t.drawn.Errorf(text, args...) }

func drawSaid(t *rapid.T, fact string) said {
	most := int64(1)
	if fact == "n" {
		most = 2 // what breaks the rule
	}
	return said{rapid.Int64Range(0, most).Draw(t, fact), rapid.Bool().Draw(t, fact+" is proven")}
}

// drawnMethods are those of XCCDF and a weighted sum over shared criteria, one of
// which is a method itself.
func drawnMethods(t *rapid.T, p *profiles.Profile) []score.Method {
	title := evidence.Text{EN: "x", DE: "x"}
	ids := p.Criteria()
	any := func(label string) string { return rapid.SampledFrom(ids).Draw(t, label) }
	a := score.Award{ID: "whole", Title: title, Weight: exact.MustParse("0.2"), Method: score.XCCDFDefault}
	b := score.Award{ID: "one", Title: title, Weight: exact.MustParse("0.3"), Criterion: any("one")}
	c := score.Award{ID: "steps", Title: title, Weight: exact.MustParse("0.5"), Steps: []score.Step{{Criterion: any("low"), Points: exact.Int(3)}}}
	if high := any("high"); high != c.Steps[0].Criterion {
		c.Steps = append(c.Steps, score.Step{Criterion: high, Points: exact.Int(7)})
	}
	d := &score.Definition{Identity: score.Identity{Name: "sum", Version: "1", Title: title, Source: "a test"},
		Scheme: score.Scheme{Points: exact.Int(10), Maximum: exact.Int(100), Announced: score.Announced{Unproven: exact.Int(rapid.Int64Range(0, 10).Draw(t, "announced")), NotApplicable: exact.Int(10)},
			Groups: []score.Group{{ID: "g", Title: title, Weight: exact.Int(1), Criteria: []score.Award{a, b, c}}}}}
	whole, err := score.NewWeightedSum(d)
	if err != nil {
		t.Fatal(err)
	}
	d.Name = "criteria"
	d.Groups[0].Criteria = d.Groups[0].Criteria[1:]
	d.Groups[0].Criteria[0].Weight = exact.MustParse("0.5")
	apart, err := score.NewWeightedSum(d)
	if err != nil {
		t.Fatal(err)
	}
	return append(score.Builtin(), whole, apart)
}

// Over catalogues whose criteria share facts, with conditions, contradictions, rules
// that break, and criteria that are asked later or no more: no completion is beyond
// the interval, its own interval is within it, and in a weighted sum of criteria
// nothing proven, awarded or stated is lost. A completion states more, proves more,
// settles contradictions for one side, or turns what is only claimed round, where no
// criterion rests on it that does not hold.
func TestCompletionsOfSharedFacts(outer *testing.T) {
	outer.Parallel()
	moved := map[string]int{}
	rapid.Check(outer, func(t *rapid.T) {
		e := drawEvaluator(t)
		methods := drawnMethods(t, e.Profile())
		was := sources{map[string]said{}, map[string]said{}}
		for _, fact := range shared {
			switch v := drawSaid(t, fact); rapid.IntRange(0, 3).Draw(t, "stated by") {
			case 1:
				was[0][fact] = v
			case 2:
				was[0][fact], was[1][fact] = v, drawSaid(t, fact)
			case 3:
				was[0][fact], was[1][fact] = v, said{1 - min(v.value, 1), v.proven}
			}
		}
		look := func(s sources) (*score.Input, []*score.Score) {
			in, err := score.NewInput(context.Background(), e, s.dossier(tb{outer, t}), testkit.At)
			if err != nil {
				t.Fatal(err)
			}
			var out []*score.Score
			for _, m := range methods {
				out = append(out, scored(tb{outer, t}, m, in))
			}
			return in, out
		}
		before, less := look(was)
		check := func(what string, is sources, sharper bool) {
			after, more := look(is)
			for k, m := range methods {
				name := m.Identity().Name
				l, g := &less[k].Total, &more[k].Total
				if g.Proven.Cmp(l.Worst) < 0 || g.Proven.Cmp(l.Best) > 0 {
					t.Fatalf("%s: %s: %v and then %v: %s is beyond %s and %s\n%s\n%s", name, what, was, is, g.Proven, l.Worst, l.Best, outcomes(before), outcomes(after))
				}
				if g.Worst.Cmp(l.Worst) < 0 || g.Best.Cmp(l.Best) > 0 {
					t.Fatalf("%s: %s: %v and then %v: from %s to %s, it was from %s to %s\n%s\n%s", name, what, was, is, g.Worst, g.Best, l.Worst, l.Best, outcomes(before), outcomes(after))
				}
				if !sharper {
					continue
				}
				if name == "criteria" && (g.Proven.Cmp(l.Proven) < 0 || g.Awarded().Cmp(l.Awarded()) < 0) {
					t.Fatalf("%s: %s: %v and then %v: proven %s, it was %s; awarded %s, it was %s", name, what, was, is, g.Proven, l.Proven, g.Awarded(), l.Awarded())
				}
				if l.Stated != nil && (g.Stated == nil || !g.Stated.Equal(*l.Stated)) {
					t.Fatalf("%s: %s: %v and then %v: stated %v, it was %s\n%s\n%s", name, what, was, is, g.Stated, l.Stated, outcomes(before), outcomes(after))
				}
				if !g.Worst.Equal(l.Worst) || !g.Best.Equal(l.Best) {
					moved[name]++
				}
			}
		}
		// More is stated and more is proven.
		for range 6 {
			is := was.clone()
			for _, fact := range shared {
				said, stated := is[0][fact], false
				for i := range is {
					if v, ok := is[i][fact]; ok {
						stated, said = true, v
						if rapid.Bool().Draw(t, "prove") {
							v.proven = true
							is[i][fact] = v
						}
					}
				}
				switch said.proven = rapid.Bool().Draw(t, "proven"); {
				case was.contradicts(fact):
				case stated && rapid.Bool().Draw(t, "confirm"):
					for i := range is {
						if _, ok := is[i][fact]; !ok {
							is[i][fact] = said
						}
					}
				case !stated && rapid.Bool().Draw(t, "state"):
					is[0][fact] = drawSaid(t, fact)
				}
			}
			check("more evidence", is, true)
		}
		// A contradiction is settled for one side.
		for _, fact := range shared {
			if was.contradicts(fact) {
				for i := range was {
					is := was.clone()
					delete(is[i], fact)
					check("settled", is, true)
				}
			}
		}
		// A claim turns out wrong.
		for _, fact := range shared {
			v, ok := was[0][fact]
			if _, both := was[1][fact]; !ok || both || v.proven {
				continue
			}
			bare := true
			for _, r := range before.Verdict.Results {
				c, _ := e.Profile().Catalogue().Lookup(r.Criterion)
				possible := before.Possible[r.Criterion]
				if strings.Contains(c.Rule+c.When, "ext.x."+fact) && (r.Outcome != evaluator.Unproven || !possible.May(evaluator.Pass)) {
					bare = false
				}
			}
			if bare {
				is := was.clone()
				is[0][fact] = said{1 - min(v.value, 1), rapid.Bool().Draw(t, "proven")}
				check("wrong", is, false)
			}
		}
	})
	for _, name := range []string{score.XCCDFDefault, score.XCCDFFlat, score.XCCDFAbsolute, "sum", "criteria"} {
		if moved[name] == 0 {
			outer.Errorf("%s never moved", name)
		}
	}
}

func outcomes(in *score.Input) string {
	var b strings.Builder
	for _, r := range in.Verdict.Results {
		p := in.Possible[r.Criterion]
		fmt.Fprintf(&b, "%s %s stated %s may be %v; ", r.Criterion, r.Outcome, p.Stated, p.Final)
	}
	return b.String()
}
