package evaluator_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

var (
	seed  = flag.Uint64("seed", 0, "first seed of the property tests")
	cases = flag.Int("cases", standardCases, "number of dossiers per property")
)

// standardCases suffice to see every change of outcome the laws speak of.
const standardCases = 28

// many is how many dossiers each property is tried on: with -short, where the
// race detector makes each take ten times as long, a few.
func many() int {
	if testing.Short() {
		return min(*cases, standardCases/7)
	}
	return *cases
}

// embedded returns an evaluator for each embedded profile, the mildest first.
var embedded = sync.OnceValue(func() []*evaluator.Evaluator {
	catalogue, err := criteria.Embedded()
	if err != nil {
		panic(err)
	}
	var out []*evaluator.Evaluator
	for _, id := range profiles.Names() {
		p, err := profiles.Lookup(id)
		if err != nil {
			panic(err)
		}
		e, err := evaluator.Compile(catalogue, p)
		if err != nil {
			panic(err)
		}
		out = append(out, e)
	}
	return out
})

// generated is one generated case. Cases are made once and shared: properties
// must not change them.
type generated struct {
	frags    []*evidence.Fragment
	dossier  *evidence.Dossier
	verdicts []evaluator.Verdict // under each embedded profile
}

// steps are pairs of embedded profiles, by index, of which the second claims to
// be stricter: along extends, and for the federal administration.
var steps = sync.OnceValue(func() (out [][2]int) {
	index := map[string]int{}
	for i, e := range embedded() {
		p := e.Profile()
		index[p.ID()] = i
		if p.Extends() != nil {
			out = append(out, [2]int{index[p.Extends().ID()], i})
		}
	}
	return append(out, [2]int{index["federal-normal"], index["federal-high"]})
})

var made sync.Map // of seeds to func() generated

func generate(t testing.TB, seed uint64) generated {
	t.Helper()
	once, _ := made.LoadOrStore(seed, sync.OnceValue(func() generated {
		g := generated{frags: testkit.New(seed, testkit.Varied(int(seed))).Fragments()}
		g.dossier = testkit.Dossier(t, g.frags)
		for _, e := range embedded() {
			g.verdicts = append(g.verdicts, evaluate(t, e, g.dossier))
		}
		return g
	}))
	return once.(func() generated)()
}

// every runs a property on many generated dossiers, in parallel with others. The
// generator is for the property's own draws.
func every(t *testing.T, n int, property func(t *testing.T, g *testkit.Generator, c generated)) {
	t.Helper()
	t.Parallel()
	for s := *seed; s < *seed+uint64(n); s++ {
		property(t, testkit.New(s+1<<32, testkit.Varied(int(s))), generate(t, s))
		if t.Failed() {
			t.Fatalf("repeat with: go test ./evaluator -run '^%s$' -seed %d -cases 1", t.Name(), s)
		}
	}
}

func evaluate(t testing.TB, e *evaluator.Evaluator, d *evidence.Dossier) evaluator.Verdict {
	t.Helper()
	v, err := e.Evaluate(context.Background(), d, testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func encode(t testing.TB, v evaluator.Verdict) []byte {
	t.Helper()
	text, err := v.EncodeJSON()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

type change struct{ from, to evaluator.Outcome }

// lawful evaluates a changed dossier under every embedded profile and checks
// what became of each outcome. It counts what it saw.
func lawful(t *testing.T, before []evaluator.Verdict, after *evidence.Dossier, what string, law func(change) bool, seen map[change]int) []evaluator.Verdict {
	t.Helper()
	var out []evaluator.Verdict
	for p, e := range embedded() {
		out = append(out, evaluate(t, e, after))
		compare(t, before[p], out[p], what, law, seen)
	}
	return out
}

func compare(t *testing.T, before, after evaluator.Verdict, what string, law func(change) bool, seen map[change]int) {
	t.Helper()
	for i, was := range before.Results {
		is := after.Results[i]
		ch := change{was.Outcome, is.Outcome}
		seen[ch]++
		if ch.from != ch.to && !law(ch) {
			t.Errorf("%s, %s: %s turned %s into %s\nbefore %+v\nafter  %+v", before.Profile, was.Criterion, what, ch.from, ch.to, was, is)
		}
	}
}

// wantSeen fails if the generated cases never made one of the changes: a law
// nobody put to the test is not kept.
func wantSeen(t *testing.T, seen map[change]int, want ...change) {
	t.Helper()
	if *seed != 0 || many() < standardCases {
		return
	}
	for _, ch := range want {
		if seen[ch] == 0 {
			t.Errorf("no case turned %s into %s", ch.from, ch.to)
		}
	}
}

const (
	pass, fail, unproven = evaluator.Pass, evaluator.Fail, evaluator.Unproven
	unknown, na, broken  = evaluator.Unknown, evaluator.NotApplicable, evaluator.Error
)

// Adding a proof changes only unproven to pass or notApplicable, and pass to
// notApplicable.
func byProof(c change) bool {
	return c.from == unproven && (c.to == pass || c.to == na) || c.from == pass && c.to == na
}

// Adding a fact that contradicts none never changes fail or notApplicable, turns
// unproven only into pass or notApplicable and pass only into notApplicable. An
// error is as definite as they are.
func byFact(c change) bool { return c.from == unknown || byProof(c) }

func TestLawAddingAProof(t *testing.T) {
	seen := map[change]int{}
	every(t, many(), func(t *testing.T, g *testkit.Generator, c generated) {
		frags, verdicts := c.frags, c.verdicts
		for range 2 {
			with, what := g.AddProof(frags)
			frags, verdicts = with, lawful(t, verdicts, testkit.Dossier(t, with), what, byProof, seen)
		}
	})
	wantSeen(t, seen, change{unproven, pass}, change{unproven, unproven}, change{fail, fail}, change{unknown, unknown}, change{na, na})
}

func TestLawAddingAFact(t *testing.T) {
	seen := map[change]int{}
	every(t, 2*many(), func(t *testing.T, g *testkit.Generator, c generated) {
		var missing []string
		for _, r := range c.verdicts[0].Results {
			missing = append(missing, r.Missing...)
		}
		with, what := g.AddFact(c.frags, missing...)
		if after := testkit.Dossier(t, with); agrees(c.dossier, after) {
			lawful(t, c.verdicts, after, what, byFact, seen)
		}
	})
	wantSeen(t, seen, change{unknown, pass}, change{unknown, fail}, change{unknown, unproven}, change{fail, fail}, change{pass, pass}, change{na, na}, change{unproven, unproven})
}

// agrees reports whether the second dossier contradicts itself exactly where the
// first does, in as many ways.
func agrees(a, b *evidence.Dossier) bool {
	for i := range evidence.FactSchema().Fields {
		x, y := len(a.Fact(i).Alternatives), len(b.Fact(i).Alternatives)
		if x != y && (x > 1 || y > 1) {
			return false
		}
	}
	return true
}

// Nothing turns from pass to fail or back without a value changing, whatever is
// taken away or added back.
func TestLawPassAndFailKeepApart(t *testing.T) {
	seen := map[change]int{}
	every(t, many(), func(t *testing.T, g *testkit.Generator, c generated) {
		frags, dossier, verdicts := c.frags, c.dossier, c.verdicts
		for range 2 {
			var decisive []string
			for _, r := range verdicts[0].Results {
				for _, why := range r.Reasons {
					if r.Outcome == fail {
						decisive = append(decisive, why.Path)
					}
				}
			}
			next, what, ok := g.DropFact(frags, decisive...)
			if g.IntN(3) == 0 {
				next, what, ok = g.DropProof(frags)
			}
			if !ok {
				return
			}
			after := testkit.Dossier(t, next)
			is := lawful(t, verdicts, after, "taking away "+what, func(c change) bool {
				return !(c.from == pass && c.to == fail || c.from == fail && c.to == pass)
			}, seen)
			if agrees(dossier, after) { // the way back adds what contradicts none
				for p := range is {
					compare(t, is[p], verdicts[p], "adding "+what, byFact, map[change]int{})
				}
			}
			frags, dossier, verdicts = next, after, is
		}
	})
	wantSeen(t, seen, change{pass, unknown}, change{pass, unproven}, change{fail, unknown}, change{pass, pass}, change{fail, fail})
}

// A stricter profile gives no criterion and no verdict a better result, on any
// dossier.
func TestLawStricterIsNeverBetter(t *testing.T) {
	differ := map[[2]int]int{}
	every(t, many(), func(t *testing.T, _ *testkit.Generator, c generated) {
		for _, step := range steps() {
			differ[step] += noBetter(t, c.verdicts[step[0]], c.verdicts[step[1]])
		}
	})
	if len(steps()) != len(embedded())-1 { // entry tailors normal, and claims nothing
		t.Errorf("%d steps between %d profiles", len(steps()), len(embedded()))
	}
	if *seed != 0 || many() < standardCases {
		return
	}
	for _, step := range steps() {
		if differ[step] == 0 {
			t.Errorf("no outcome differs between %s and %s", embedded()[step[0]].Profile().ID(), embedded()[step[1]].Profile().ID())
		}
	}
}

// noBetter checks that the second verdict, of a stricter profile, is no better
// than the first and speaks of all that the first speaks of. It counts outcomes
// that differ.
func noBetter(t *testing.T, milder, stricter evaluator.Verdict) (differ int) {
	t.Helper()
	if stricter.Conformity.Rank() > milder.Conformity.Rank() {
		t.Errorf("%s under %s, and %s under %s", milder.Conformity, milder.Profile, stricter.Conformity, stricter.Profile)
	}
	for _, was := range milder.Results {
		is, ok := stricter.Result(was.Criterion)
		if !ok || is.Outcome.Rank() > was.Outcome.Rank() {
			t.Errorf("%s is %s under %s and %s under %s\n%+v\n%+v", was.Criterion, was.Outcome, milder.Profile, is.Outcome, stricter.Profile, was, is)
		}
		if is.Outcome != was.Outcome {
			differ++
		}
	}
	return differ
}

// Generated dossiers decide every criterion in every way that it can be decided.
func TestGeneratedDossiersAreVaried(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("needs many dossiers")
	}
	e := embedded()[0]
	seen := map[string]map[evaluator.Outcome]int{}
	conformities := map[evaluator.Conformity]int{}
	contradicted := 0
	for n := range 4 * standardCases {
		v := evaluate(t, e, testkit.Dossier(t, testkit.New(uint64(n), testkit.Varied(n)).Fragments()))
		conformities[v.Conformity]++
		for _, r := range v.Results {
			if seen[r.Criterion] == nil {
				seen[r.Criterion] = map[evaluator.Outcome]int{}
			}
			seen[r.Criterion][r.Outcome]++
			contradicted += len(r.Contradicted)
		}
	}
	for _, c := range e.Catalogue().Criteria() {
		ways := []evaluator.Outcome{pass, fail, unproven, unknown}
		if c.When != "" {
			ways = append(ways, na)
		}
		for _, o := range ways {
			if seen[c.ID][o] == 0 {
				t.Errorf("%s is never %s: %v", c.ID, o, seen[c.ID])
			}
		}
	}
	if contradicted == 0 {
		t.Error("no source contradicts another on what is asked")
	}
	for _, c := range []evaluator.Conformity{evaluator.Conformant, evaluator.Inconclusive, evaluator.NonConformant} {
		if conformities[c] == 0 {
			t.Errorf("no dossier is %s: %v", c, conformities)
		}
	}
}

// The order in which fragments are given has no influence on the verdict.
func TestOrderOfFragmentsHasNoInfluence(t *testing.T) {
	every(t, many(), func(t *testing.T, g *testkit.Generator, c generated) {
		frags, which := slices.Clone(c.frags), g.IntN(len(embedded()))
		e, want := embedded()[which], encode(t, c.verdicts[which])
		if len(frags) == 1 || g.IntN(3) == 0 { // the same content in another file
			twin := testkit.Clone(frags[0])
			twin.Name = "twin.yaml"
			frags = append(frags, twin)
			want = encode(t, evaluate(t, e, testkit.Dossier(t, frags)))
		}
		for range 2 {
			g.Shuffle(len(frags), func(i, j int) { frags[i], frags[j] = frags[j], frags[i] })
			if got := encode(t, evaluate(t, e, testkit.Dossier(t, frags))); !bytes.Equal(got, want) {
				t.Errorf("another order, another verdict: %s", firstDifference(want, got))
				return
			}
		}
	})
}

func firstDifference(a, b []byte) string {
	x, y := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := range min(len(x), len(y)) {
		if !bytes.Equal(x[i], y[i]) {
			return fmt.Sprintf("line %d: %q or %q", i+1, x[i], y[i])
		}
	}
	return "one is longer"
}

// Decide is Evaluate without reasons; verdicts encode, decode and encode to the
// same bytes.
func TestDecideEqualsEvaluateAndVerdictsRoundTrip(t *testing.T) {
	every(t, many(), func(t *testing.T, _ *testkit.Generator, c generated) {
		for i, e := range embedded() {
			v := c.verdicts[i]
			decision, err := e.Decide(context.Background(), c.dossier, testkit.At)
			if err != nil {
				t.Fatal(err)
			}
			var got []evaluator.Outcome
			for _, r := range v.Results {
				got = append(got, r.Outcome)
			}
			if decision.Conformity != v.Conformity || !slices.Equal(decision.Outcomes, got) || decision.ProvisionalUntil != nil {
				t.Errorf("decide: %s %v, evaluate: %s %v", decision.Conformity, decision.Outcomes, v.Conformity, got)
			}
			text := encode(t, v)
			back, err := evaluator.DecodeVerdict("verdict.json", text)
			if err != nil {
				t.Fatal(err)
			}
			if again := encode(t, *back); !bytes.Equal(text, again) {
				t.Errorf("a decoded verdict encodes otherwise: %s", firstDifference(text, again))
			}
		}
	})
}

// Every result says why, and what it says fits the outcome.
func TestReasonsFitTheOutcome(t *testing.T) {
	every(t, many(), func(t *testing.T, _ *testkit.Generator, c generated) {
		for i, e := range embedded() {
			for _, r := range c.verdicts[i].Results {
				complain := func(format string, args ...any) {
					t.Helper()
					t.Errorf("%s %s %s: %s\n%+v", e.Profile().ID(), r.Criterion, r.Outcome, fmt.Sprintf(format, args...), r)
				}
				open := len(r.Contradicted) > 0 && r.Outcome == unknown
				switch r.Outcome {
				case pass, na:
					if len(r.Reasons) == 0 {
						complain("no reason")
					}
					for _, why := range r.Reasons {
						// The instant and the subject are given; all else is proven.
						given := why.Path == "at" || strings.HasPrefix(why.Path, "subject.")
						if why.Got.IsZero() || given != (len(why.Proofs) == 0) {
							complain("a reason without value or proof: %+v", why)
						}
					}
				case fail:
					if len(r.Reasons) == 0 || slices.ContainsFunc(r.Reasons, func(why evaluator.Reason) bool { return why.Got.IsZero() }) {
						complain("no deciding value")
					}
				case unproven:
					if len(r.Unproven) == 0 {
						complain("nothing to prove")
					}
				case unknown:
					if len(r.Missing) == 0 && !open {
						complain("nothing missing")
					}
				}
				if (len(r.Missing) > 0) != (r.Outcome == unknown && !open) && !open {
					complain("missing facts")
				}
				if len(r.Unproven) > 0 && r.Outcome != unproven {
					complain("unproven facts")
				}
			}
		}
	})
}

// The same inputs give the same bytes: a hundred times, on one core and on two,
// from many goroutines at once. Not parallel: it sets the number of cores.
func TestVerdictIsByteIdentical(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for n := range 2 {
		d := testkit.Dossier(t, testkit.New(uint64(n), testkit.Varied(n)).Fragments())
		e := embedded()[n%3]
		want := encode(t, evaluate(t, e, d))
		for _, cores := range []int{1, 2} {
			runtime.GOMAXPROCS(cores)
			for range 25 {
				if got := encode(t, evaluate(t, e, d)); !bytes.Equal(got, want) {
					t.Fatalf("%d cores: %s", cores, firstDifference(want, got))
				}
			}
			// Other evaluations of other dossiers share the machines.
			other := testkit.Dossier(t, testkit.New(99, testkit.Varied(1)).Fragments())
			wantOther := encode(t, evaluate(t, e, other))
			var wg sync.WaitGroup
			for worker := range 4 {
				wg.Go(func() {
					for range 5 {
						dossier, wanted := d, want
						if worker%2 == 1 {
							dossier, wanted = other, wantOther
						}
						if got := encode(t, evaluate(t, e, dossier)); !bytes.Equal(got, wanted) {
							t.Errorf("%d cores, concurrently: %s", cores, firstDifference(wanted, got))
							return
						}
					}
				})
			}
			wg.Wait()
			fresh := testkit.Dossier(t, testkit.New(uint64(n), testkit.Varied(n)).Fragments())
			if got := encode(t, evaluate(t, e, fresh)); !bytes.Equal(got, want) {
				t.Fatalf("made anew: %s", firstDifference(want, got))
			}
		}
	}
}
