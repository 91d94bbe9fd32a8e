package evaluator_test

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// A verdict's reasons suffice: of what is stated, keep what the reasons of a
// criterion name and nothing else, and its outcome stays. And they are irreducible:
// keep one fact less, and either the outcome is another, or it rests on a test that
// was no reason before. The latter is rare: reasons are the fewest at each node and
// not in all, so that a fact that two nodes read may come to be spared where
// another is chosen at one of them. Facts on which sources disagree stay as they
// are.
func TestLawReasonsSuffice(t *testing.T) {
	seen := map[evaluator.Outcome]int{}
	spared, dropped := 0, 0
	every(t, many(), func(t *testing.T, g *testkit.Generator, c generated) {
		for p, e := range embedded() {
			outcomeWith := func(criterion string, paths, whole []string) (evaluator.Outcome, *evidence.Dossier) {
				d := testkit.Dossier(t, testkit.Keep(c.frags, paths, whole))
				trace, err := e.Trace(context.Background(), d, testkit.At, criterion)
				if err != nil {
					t.Fatal(err)
				}
				return trace.Outcome, d
			}
			order := g.Perm(len(c.verdicts[p].Results))
			for _, i := range order[:min(len(order), *reasoned)] {
				x := &c.verdicts[p].Results[i]
				if x.Outcome == unknown || x.Outcome == broken {
					continue
				}
				seen[x.Outcome]++
				paths, whole := namedBy(x)
				if got, _ := outcomeWith(x.Criterion, paths, whole); got != x.Outcome {
					t.Fatalf("%s, %s is %s because of %s\nand %s with these facts alone", c.verdicts[p].Profile, x.Criterion, x.Outcome, reasonsOf(x), got)
				}
				if len(x.Contradicted) > 0 || len(paths) == 0 || x.Outcome == unproven {
					continue
				}
				k := g.IntN(len(paths))
				if slices.Contains(whole, paths[k]) {
					continue
				}
				dropped++
				got, d := outcomeWith(x.Criterion, append(slices.Clone(paths[:k]), paths[k+1:]...), whole)
				if got != x.Outcome {
					continue
				}
				spared++
				v := evaluate(t, e, d)
				if other, _ := v.Result(x.Criterion); !newTest(x, &other) {
					t.Fatalf("%s, %s is %s because of %s\nand, without %s, because of %s", c.verdicts[p].Profile, x.Criterion, x.Outcome, reasonsOf(x), paths[k], reasonsOf(&other))
				}
			}
		}
	})
	t.Log(seen, "of", dropped, "facts", spared, "could be spared for others")
	if *seed == 0 && many() >= standardCases && (seen[pass] == 0 || seen[fail] == 0 || seen[na] == 0 || seen[unproven] == 0) {
		t.Error("one of the outcomes was never tried")
	}
}

var reasoned = flag.Int("reasoned", 6, "criteria of each verdict that TestLawReasonsSuffice tries")

// newTest reports whether one of the reasons is a test that was none before.
func newTest(before, after *evaluator.Result) bool {
	return slices.ContainsFunc(after.Reasons, func(r evaluator.Reason) bool {
		return !slices.ContainsFunc(before.Reasons, func(b evaluator.Reason) bool {
			return b.Place == r.Place && b.Path == r.Path && b.WantedPath == r.WantedPath && b.Got.Equal(r.Got) && slices.Equal(b.Facts, r.Facts)
		})
	})
}

// namedBy are the paths that the reasons of a result name, and the lists they
// speak of as such.
func namedBy(x *evaluator.Result) (paths, whole []string) {
	add := func(path string) {
		for _, p := range paths {
			if p == path {
				return
			}
		}
		paths = append(paths, path)
	}
	for _, r := range x.Reasons {
		root, _, entry := strings.Cut(r.Path, "[")
		if (r.Rule == "" || strings.HasPrefix(r.Operator, "size")) && !entry {
			whole = append(whole, root)
		}
		for _, p := range append([]string{r.Path, r.WantedPath}, r.Facts...) {
			if p != "" && !strings.HasPrefix(p, "subject.") && p != "at" && !strings.HasPrefix(p, "params.") && !strings.ContainsAny(p, " (") {
				add(p)
			}
		}
	}
	for _, c := range x.Contradicted {
		root, _, _ := strings.Cut(c.Path, "[")
		add(root)
		whole = append(whole, root)
	}
	return paths, whole
}

func reasonsOf(x *evaluator.Result) string {
	var b strings.Builder
	for _, r := range x.Reasons {
		fmt.Fprintf(&b, "\n%s %s %s got %s", r.Path, r.Operator, r.Wanted, r.Got)
	}
	for _, c := range x.Contradicted {
		fmt.Fprintf(&b, "\ncontradicted %s", c.Path)
	}
	return b.String()
}

// Facts that pass, or keep a criterion from applying, are proven: each reason
// names the proofs it rests on, unless the profile demands none.
func TestLawReasonsNameTheirProofs(t *testing.T) {
	named := 0
	every(t, many(), func(t *testing.T, _ *testkit.Generator, c generated) {
		for p, e := range embedded() {
			for i := range c.verdicts[p].Results {
				x := &c.verdicts[p].Results[i]
				if x.Outcome != pass && x.Outcome != na {
					continue
				}
				applied, _ := e.Profile().Applied(x.Criterion)
				for _, r := range x.Reasons {
					if r.Place.Of == "" || r.Place.Line < 1 || r.Place.Column < 1 {
						t.Fatalf("%s: %s is nowhere", x.Criterion, r.Path)
					}
					root, _, _ := strings.Cut(r.Path, "[")
					f := evidence.FactSchema().Field(root)
					if f == nil {
						continue
					}
					if demand := applied.Demands().Of(root, r.Place.Of == evaluator.InWhen).String(); demand == "none" {
						continue
					}
					if named++; len(r.Proofs) == 0 {
						t.Fatalf("%s, %s is %s because of %s, and no proof is named", c.verdicts[p].Profile, x.Criterion, x.Outcome, r.Path)
					}
				}
			}
		}
	})
	if named == 0 {
		t.Error("no reason had a proof to name")
	}
}

// A trace tells of every node what the verdict tells of the whole: the outcome
// follows from the truths at the roots, a node's truths from those below, and
// what decided is marked.
func TestLawTraces(t *testing.T) {
	nodes, decide := 0, 0
	every(t, many(), func(t *testing.T, g *testkit.Generator, c generated) {
		p := g.IntN(len(embedded()))
		e := embedded()[p]
		for _, x := range c.verdicts[p].Results {
			trace, err := e.Trace(context.Background(), c.dossier, testkit.At, x.Criterion, evaluator.WithAllEntries())
			if err != nil {
				t.Fatal(err)
			}
			if trace.Outcome != x.Outcome {
				t.Fatalf("%s is %s, traced as %s", x.Criterion, x.Outcome, trace.Outcome)
			}
			check := func(n *evaluator.TraceNode) {
				nodes++
				if n.Decides {
					decide++
				}
				if n.Proven == evaluator.TruthTrue && n.Claimed != n.Proven || n.Proven == evaluator.TruthFalse && n.Claimed != n.Proven {
					t.Fatalf("%s: %q is %s by what is proven and %s by what is claimed", x.Criterion, n.Text, n.Proven, n.Claimed)
				}
				follows(t, n, func(n *evaluator.TraceNode) evaluator.Truth { return n.Claimed })
			}
			eachNode(&trace.Rule, check)
			when := evaluator.TraceNode{Claimed: evaluator.TruthTrue, Proven: evaluator.TruthTrue}
			if trace.When != nil {
				eachNode(trace.When, check)
				when = *trace.When
			}
			if !trace.Rule.Decides && !when.Decides {
				t.Fatalf("%s is %s and nothing decides", x.Criterion, x.Outcome)
			}
			if len(x.Contradicted) > 0 {
				continue
			}
			want := unknown
			switch {
			case when.Proven == evaluator.TruthFalse:
				want = na
			case trace.Rule.Proven == evaluator.TruthTrue:
				want = pass
			case when.Claimed == evaluator.TruthFalse, trace.Rule.Claimed == evaluator.TruthTrue:
				want = unproven
			case when.Claimed == evaluator.TruthUnknown, trace.Rule.Claimed == evaluator.TruthUnknown:
			case trace.Rule.Claimed == evaluator.TruthError, when.Claimed == evaluator.TruthError:
				want = broken
			default:
				want = fail
			}
			if want != x.Outcome {
				t.Fatalf("%s is %s, and its trace says %s", x.Criterion, x.Outcome, want)
			}
		}
	})
	if nodes == 0 || decide == 0 || decide == nodes {
		t.Errorf("%d of %d nodes decide", decide, nodes)
	}
}

// eachNode visits a node and all below.
func eachNode(n *evaluator.TraceNode, visit func(*evaluator.TraceNode)) {
	visit(n)
	for i := range n.Children {
		eachNode(&n.Children[i], visit)
	}
}

// follows checks that a node's truth follows from those below.
func follows(t *testing.T, n *evaluator.TraceNode, of func(*evaluator.TraceNode) evaluator.Truth) {
	t.Helper()
	const yes, no, open, wrong = evaluator.TruthTrue, evaluator.TruthFalse, evaluator.TruthUnknown, evaluator.TruthError
	not := map[evaluator.Truth]evaluator.Truth{yes: no, no: yes, open: open, wrong: wrong}
	have := map[evaluator.Truth]bool{}
	for i := range n.Children {
		have[of(&n.Children[i])] = true
	}
	want := of(n)
	switch n.Kind {
	case evaluator.TraceAnd, evaluator.TraceAll:
		switch {
		case n.Kind == evaluator.TraceAll && (n.Open || n.Entries == 0):
			return
		case have[no]:
			want = no
		case have[open]:
			want = open
		case have[wrong]:
			want = wrong
		default:
			want = yes
		}
	case evaluator.TraceOr, evaluator.TraceExists:
		switch {
		case n.Kind == evaluator.TraceExists && (n.Open || n.Entries == 0):
			return
		case have[yes]:
			want = yes
		case have[open]:
			want = open
		case have[wrong]:
			want = wrong
		default:
			want = no
		}
	case evaluator.TraceNot:
		want = not[of(&n.Children[0])]
	}
	if of(n) != want {
		t.Fatalf("%s is %s, and %s follows from what is below", n.Kind, of(n), want)
	}
}
