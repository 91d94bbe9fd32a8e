package evaluator_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

var missingDossiers = flag.Int("missing", 2, "number of made-up dossiers on which what is missing is tried out")

// proofsFor makes up the proofs that steps ask for: of each demand the first that
// just satisfy it.
func proofsFor(t testing.TB, steps []evaluator.Step) (out []evaluator.SuggestedProof) {
	t.Helper()
	for _, s := range steps {
		if s.Kind != evaluator.StepProve {
			continue
		}
		demand, problems := rules.CompileDemand(rules.Source{Text: s.Needs})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		for _, p := range demand.Weakest(testkit.Today, testkit.Today)[0] {
			p.ID, p.Covers = fmt.Sprint("made-up-", len(out)), []string{s.Path}
			out = append(out, evaluator.SuggestedProof{Needs: s.Needs, Proof: p})
		}
	}
	return out
}

// take applies steps.
func take(t testing.TB, d *evidence.Dossier, steps []evaluator.Step) (*evidence.Dossier, error) {
	t.Helper()
	c := evaluator.Counterfactual{Steps: steps, Proofs: proofsFor(t, steps)}
	return c.Apply(d)
}

// checkMissing tries out what is missing: with the steps of a way the criterion
// is met, and without any one of them it is not.
func checkMissing(t testing.TB, e *evaluator.Evaluator, d *evidence.Dossier, count map[string]int) {
	t.Helper()
	m, err := e.Missing(context.Background(), d, testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	index := map[string]int{}
	for i, id := range e.Profile().Criteria() {
		index[id] = i
	}
	decide := func(d *evidence.Dossier) evaluator.Decision {
		out, err := e.Decide(context.Background(), d, testkit.At)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	before := decide(d)
	for _, c := range m.Criteria {
		count["criteria"]++
		if c.More {
			count["criteria with more"]++
		}
		if len(c.Ways.Ways) == 0 {
			count["criteria without a way"]++
		}
		if o := before.Outcomes[index[c.Criterion]]; o != c.Outcome {
			t.Fatalf("%s is %s and not %s", c.Criterion, o, c.Outcome)
		}
		for n, w := range c.Ways.Ways {
			count["ways"]++
			if n > 0 && c.Ways.Ways[n-1].Effort.Compare(w.Effort) > 0 {
				t.Errorf("%s: way %d takes less than the one before", c.Criterion, n)
			}
			after, err := take(t, d, w.Steps)
			if err != nil {
				t.Fatalf("%s: %v\n%s", c.Criterion, err, listSteps(w.Steps))
			}
			if o := decide(after).Outcomes[index[c.Criterion]]; !o.Met() {
				t.Fatalf("%s is %s after\n%s", c.Criterion, o, listSteps(w.Steps))
			}
			for i := range w.Steps {
				fewer := slices.Delete(slices.Clone(w.Steps), i, i+1)
				after, err := take(t, d, fewer)
				if err != nil {
					continue // the others need the step to make sense
				}
				count["ways without one step"]++
				if o := decide(after).Outcomes[index[c.Criterion]]; o.Met() {
					t.Fatalf("%s is %s without %s %s, after only\n%s", c.Criterion, o, w.Steps[i].Kind, w.Steps[i].Path, listSteps(fewer))
				}
			}
		}
	}
	if m.Verdict.More {
		count["verdicts with more"]++
	}
	for _, w := range m.Verdict.Ways.Ways {
		count["ways of verdicts"]++
		after, err := take(t, d, w.Steps)
		if err != nil {
			t.Fatalf("verdict: %v\n%s", err, listSteps(w.Steps))
		}
		result := decide(after)
		for _, id := range m.Verdict.Criteria {
			if !result.Outcomes[index[id]].Met() {
				t.Fatalf("%s is %s after the way for the verdict\n%s", id, result.Outcomes[index[id]], listSteps(w.Steps))
			}
		}
		if result.Conformity != m.Verdict.Reached {
			count["verdicts other than said"]++
		}
	}
	again, err := e.Missing(context.Background(), d, testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	a, err := m.EncodeJSON()
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := again.EncodeJSON(); !bytes.Equal(a, b) {
		t.Fatal("not the same twice")
	}
	decoded, err := evaluator.DecodeMissing("missing.json", a)
	if err != nil {
		t.Fatal(err)
	}
	if b, _ := decoded.EncodeJSON(); !bytes.Equal(a, b) {
		t.Fatal("not the same after reading it back")
	}
}

func listSteps(of []evaluator.Step) string {
	var b strings.Builder
	for _, s := range of {
		fmt.Fprintf(&b, "  %s %s", s.Kind, s.Path)
		if !s.To.IsZero() {
			fmt.Fprintf(&b, " to %s", s.To)
		}
		for _, x := range s.Entries {
			fmt.Fprintf(&b, " %v", x)
		}
		if s.Needs != "" {
			fmt.Fprintf(&b, " by %s", s.Needs)
		}
		fmt.Fprintf(&b, " %v\n", s.Criteria)
	}
	return b.String()
}

func shippedDossiers(t testing.TB) map[string]*evidence.Dossier {
	t.Helper()
	names, err := filepath.Glob("../examples/dossiers/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatal("no dossiers", err)
	}
	out := map[string]*evidence.Dossier{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := evidence.Decode(name, data)
		if err != nil {
			t.Fatal(err)
		}
		out[strings.TrimSuffix(filepath.Base(name), ".yaml")] = testkit.Dossier(t, []*evidence.Fragment{f})
	}
	return out
}

// What is missing on the shipped dossiers settles what it is said to.
func TestMissingOnShippedDossiers(t *testing.T) {
	t.Parallel()
	count := map[string]int{}
	for name, d := range shippedDossiers(t) {
		for _, e := range embedded() {
			if *missingDossiers < 10 && (e.Profile().ID() != "high" || name != "zot") || testing.Short() {
				continue // all of them with -missing 10 or more
			}
			checkMissing(t, e, d, count)
		}
	}
	t.Log(count)
}

// And so it does on made-up ones.
func TestMissingOnMadeUpDossiers(t *testing.T) {
	t.Parallel()
	n := *missingDossiers
	if testing.Short() {
		n = min(n, 1)
	}
	count := map[string]int{}
	all := embedded()
	for i := range n {
		g := testkit.New(uint64(i), testkit.Varied(i))
		checkMissing(t, all[i%len(all)], testkit.Dossier(t, g.Fragments()), count)
	}
	t.Log(count)
}

func BenchmarkMissing(b *testing.B) {
	shipped := shippedDossiers(b)
	g := testkit.New(1, testkit.Options{})
	complete := g.Met()
	complete.Subject = &evidence.Subject{ID: "s", Version: "1", Layer: "platform"}
	complete.Proofs = nil
	for name, d := range map[string]*evidence.Dossier{
		"empty":    testkit.Dossier(b, []*evidence.Fragment{{Subject: &evidence.Subject{ID: "s", Version: "1", Layer: "platform"}}}),
		"weak":     shipped["weak"],
		"unproven": testkit.Dossier(b, []*evidence.Fragment{complete}),
	} {
		for _, e := range embedded() {
			if e.Profile().ID() != "very-high" && e.Profile().ID() != "high" {
				continue
			}
			b.Run(name+"/"+e.Profile().ID(), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := e.Missing(context.Background(), d, testkit.At); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
