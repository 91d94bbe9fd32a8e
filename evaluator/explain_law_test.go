package evaluator_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// A verdict's reasons suffice: of what is stated, keep what the reasons of a
// criterion name and nothing else, and its outcome stays. Keep one fact less, and
// it hardly ever does. Facts on which sources
// disagree stay as they are.
func TestLawReasonsSuffice(t *testing.T) {
	seen := map[evaluator.Outcome]int{}
	spared, dropped := 0, 0
	every(t, many(), func(t *testing.T, g *testkit.Generator, c generated) {
		for p, e := range embedded() {
			order := g.Perm(len(c.verdicts[p].Results))
			for _, i := range order[:min(len(order), 6)] {
				x := &c.verdicts[p].Results[i]
				if x.Outcome == unknown || x.Outcome == broken {
					continue
				}
				seen[x.Outcome]++
				paths, whole := namedBy(x)
				kept := testkit.Keep(c.frags, paths, whole)
				decision, err := e.Decide(context.Background(), testkit.Dossier(t, kept), testkit.At)
				if err != nil {
					t.Fatal(err)
				}
				if got := decision.Outcomes[i]; got != x.Outcome {
					t.Fatalf("%s, %s is %s because of %s\nand %s with these facts alone", c.verdicts[p].Profile, x.Criterion, x.Outcome, reasonsOf(x), got)
				}
				if len(x.Contradicted) > 0 || len(paths) == 0 || x.Outcome == unproven {
					continue
				}
				// And hardly any of the facts can be spared: where two tests read one,
				// others may be, since reasons are the fewest at each node and not in all.
				k := g.IntN(len(paths))
				if slices.Contains(whole, paths[k]) {
					continue
				}
				without := testkit.Keep(c.frags, append(append([]string{}, paths[:k]...), paths[k+1:]...), whole)
				decision, err = e.Decide(context.Background(), testkit.Dossier(t, without), testkit.At)
				if err != nil {
					t.Fatal(err)
				}
				if dropped++; decision.Outcomes[i] == x.Outcome {
					spared++
				}
			}
		}
	})
	t.Log(seen, "of", dropped, "facts", spared, "could be spared")
	if spared*200 > dropped+200 { // 20 of 9367 in 500 dossiers
		t.Error("facts are named that could be spared")
	}
	if *seed == 0 && many() >= standardCases && (seen[pass] == 0 || seen[fail] == 0 || seen[na] == 0 || seen[unproven] == 0) {
		t.Error("one of the outcomes was never tried")
	}
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
