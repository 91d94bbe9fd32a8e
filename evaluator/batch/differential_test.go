package batch_test

import (
	"context"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// The differential test counts a record under one variant (a profile, or one that
// was varied) on one day as one evaluation; each compares the outcome of every
// criterion of the profile, and the conformity.
var (
	evaluations = flag.Int64("records", 2_000, "evaluations of random records in the differential test")
	explained   = flag.Int64("explained", 20, "how many of them are compared with the explanation, too")
	from        = flag.Uint64("from", 0, "number of the first random record")
	everything  = flag.Bool("everything", false, "try every cut point, and every fact that is missing or unproven alone, instead of some of them")
)

// remeasured is of how many evaluations one is decided without shared truths, too: a
// prime, so that it comes by every profile and day.
const remeasured = 61

// panel is a plan together with the evaluators it must agree with.
type panel struct {
	name     string
	plan     *batch.Plan
	variants []*evaluator.Evaluator // what the plan's variants must agree with
}

// bench is what one goroutine needs for a panel. It is used again and again, as in a
// long stream.
type bench struct {
	panel
	block   *batch.Block
	encoder *batch.Encoder
	machine *batch.Machine
}

func (p panel) bench() *bench {
	return &bench{p, p.plan.NewBlock(), p.plan.NewEncoder(), p.plan.NewMachine()}
}

// days are the instants of the panels: evidence is made for the first of them; on
// the others proofs have ended, have not begun, or are too old.
var days = []time.Time{testkit.At, testkit.At.AddDate(0, 0, 1), testkit.At.AddDate(0, 0, -6), testkit.At.AddDate(0, 3, 0), testkit.At.AddDate(0, 10, 0), testkit.At.AddDate(-1, 0, 0),
	testkit.At.AddDate(0, 0, -1), testkit.At.AddDate(0, 0, 40), testkit.At.AddDate(0, -2, 0), testkit.At.AddDate(2, 0, 0)}

// compilePanel compiles a plan. What a variant reveals or proves, of a dossier that
// says no more than it states, is what is trusted without proof.
func compilePanel(t testing.TB, name string, at time.Time, variants ...batch.Variant) panel {
	t.Helper()
	plan, err := batch.Compile(at, variants...)
	if err != nil {
		t.Fatal(err)
	}
	p := panel{name: fmt.Sprintf("%s on %s", name, at.Format(time.DateOnly)), plan: plan}
	for _, v := range variants {
		e := v.Evaluator
		if trusted := slices.Concat(v.Reveal, v.Prove); len(trusted) > 0 {
			e = sure(e.Vary(evaluator.Variation{Trusted: trusted}))
		}
		p.variants = append(p.variants, e)
	}
	return p
}

// shipped returns an evaluator of each embedded profile.
var shipped = sync.OnceValue(func() (out []*evaluator.Evaluator) {
	catalogue := sure(criteria.Embedded())
	for _, id := range profiles.Names() {
		out = append(out, sure(evaluator.Compile(catalogue, sure(profiles.Lookup(id)))))
	}
	return out
})

func sure[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// breaking returns evaluators of the catalogue whose rules break: of all its
// criteria, and of some few at a time, with which every conformity occurs.
var breaking = sync.OnceValue(func() (out []*evaluator.Evaluator) {
	catalogue := sure(criteria.Decode("breaks.yaml", sure(os.ReadFile("testdata/breaks.yaml"))))
	all := sure(profiles.Decode("breaks-profile.yaml", sure(os.ReadFile("testdata/breaks-profile.yaml")), catalogue))
	out = append(out, sure(evaluator.Compile(catalogue, all)))
	rng := rand.New(rand.NewPCG(8, 8))
	from, before := sure(evidence.ParseDate("2026-11-02")), sure(evidence.ParseDate("2026-10-31"))
	pick := func(options ...string) string { return options[rng.IntN(len(options))] }
	add := func(d profiles.Definition) {
		d.ID, d.Version, d.Catalogue = fmt.Sprintf("some-%d", len(out)), "1.0.0", catalogue.ID()
		d.Stages = map[string]profiles.Stage{"later": {From: &from}, "passed": {From: &before}, "track": {From: &from, Given: `by("contract", months(3)) || attested("bsi-c5", 1)`}}
		out = append(out, sure(evaluator.Compile(catalogue, sure(profiles.New(d, catalogue)))))
	}
	// What breaks alone, on a fast track and off it: an error is not postponed.
	for _, id := range []string{"B-01", "B-02", "B-04", "B-09"} {
		add(profiles.Definition{Criteria: map[string]profiles.Setting{id: {Obligation: profiles.Must, Stage: pick("track", "track", "later", ""), Proof: &profiles.Proof{Rule: "none"}}}})
	}
	for n := range 8 {
		d := profiles.Definition{Criteria: map[string]profiles.Setting{}}
		if n%3 == 0 {
			d.Deviations = profiles.Inconclusive
		}
		ids := all.Criteria()
		for range 1 + rng.IntN(3) {
			setting := profiles.Setting{
				Obligation: profiles.Obligation(pick("must", "must", "should", "may")),
				Stage:      pick("", "", "later", "passed", "track"),
				Proof:      &profiles.Proof{Rule: pick("none", `by("documentation")`, `by("contract")`, `inspected(by("test"))`)},
			}
			if n%2 == 0 {
				setting.Layers = profiles.Layers{Platform: profiles.Should, Application: profiles.May}
			}
			d.Criteria[ids[rng.IntN(len(ids))]] = setting
		}
		add(d)
	}
	return out
})

// varied returns embedded profiles that were varied, or see more than is proven.
func varied() []batch.Variant {
	var out []batch.Variant
	for n, e := range shipped() {
		v := evaluator.Variation{Params: map[string]map[string]evidence.Value{}, Obligations: map[string]profiles.Obligation{}}
		for i, id := range e.Profile().Criteria() {
			applied, _ := e.Profile().Applied(id)
			for name, value := range applied.Params {
				if x, ok := value.Any().(int64); ok {
					if v.Params[id] == nil {
						v.Params[id] = map[string]evidence.Value{}
					}
					v.Params[id][name] = evidence.Int(x + int64(i%3) - 1)
				}
			}
			switch (i + n) % 7 {
			case 1:
				v.Obligations[id] = profiles.Should
			case 3:
				v.Obligations[id] = profiles.May
			case 5:
				v.Dropped = append(v.Dropped, id)
			}
		}
		if n%2 == 1 {
			v.Trusted = []string{"supplyChain", "data.keys.custody"}
		}
		out = append(out, batch.Variant{Evaluator: sure(e.Vary(v))})
	}
	return append(out, batch.Variant{Evaluator: shipped()[1], Prove: []string{"data", "operational.exit"}},
		batch.Variant{Evaluator: shipped()[2], Reveal: []string{"technological", "data.location.storageCountries"}, Prove: []string{"resilience"}})
}

func asVariants(of []*evaluator.Evaluator) (out []batch.Variant) {
	for _, e := range of {
		out = append(out, batch.Variant{Evaluator: e})
	}
	return out
}

// randomRecord returns the n-th random dossier.
func randomRecord(n uint64) (*evidence.Dossier, error) {
	// Every combination of 0, 10, 30 and 70 % missing with 0, 20 and 60 % unproven.
	s := testkit.Spread{
		Missing:      []float64{0, 0.1, 0.3, 0.7}[n%4],
		Unproven:     []float64{0, 0.2, 0.6}[n/4%3],
		Odd:          []float64{0.02, 0.1, 0.5, 0, 0.9}[n%5],
		Unusual:      []float64{0, 0.01, 0.05}[n/5%3],
		Open:         []float64{0, 0.1}[n/3%2],
		Partly:       []float64{0, 0, 0, 0, 0, 0.15}[n%6*(n/6%2)],
		Contradicted: []float64{0, 0, 0, 0.01, 0}[n%5*(n/5%3/2)],
		Long:         []int{3, 20, 3, 3, 3, 3, 3, 300}[n%8],
	}
	if n%9 == 8 { // nearly everything is met, so that what is not decides
		s.Missing, s.Unproven, s.Odd, s.Unusual = 0.005, 0.02, 0.005, 0
	}
	g := testkit.New(n, testkit.Options{})
	frags := g.Spread(s)
	own(g, s, frags)
	return evidence.Merge(frags...)
}

// own makes the sources state facts of the catalogue whose rules break.
func own(g *testkit.Generator, s testkit.Spread, frags []*evidence.Fragment) {
	for _, f := range frags {
		f.Ext = map[string]map[string]evidence.Value{"lab": {}}
		for i := range f.Proofs {
			f.Proofs[i].Covers = append(slices.Clip(f.Proofs[i].Covers), "ext")
		}
	}
	number := func() int64 {
		return testkit.Pick[int64](g, 0, 1, 2, 3, 4, 5, 6, 2305, 2306, -1, 100_000, 100_001, 1<<53, -1<<53)
	}
	share := func() float64 {
		return testkit.Pick(g, 0, 0.5, 1, 3, 49.999, 50, math.Nextafter(50, 0), math.Nextafter(50, 51), -3, math.MaxFloat64, math.SmallestNonzeroFloat64, 1e-320)
	}
	date := func() string {
		return testkit.Pick(g, "2026-11-01", "2026-10-31", "2026-11-02", "2025-11-01", "2025-10-31", "2026-05-01", "2026-04-30", "1900-01-01", "2199-12-31", "2024-02-29")
	}
	text := func() string {
		return testkit.Pick(g, "MIT", "EUPL-1.2 OR MIT", "not a licence (", "DE", "US", "x", "", "a", "MIT OR", "😀e")
	}
	release := func() string { return testkit.Pick(g, "1.0", "1.1", "1.2.0-rc.1", "1.2", "2.0", "2.1", "0.9") }
	few := func(draw func() evidence.Value) evidence.Value {
		n := testkit.Pick(g, 0, 1, 2, 4)
		if g.Float64() < s.Unusual {
			n = s.Long
		}
		list := make([]evidence.Value, n)
		for i := range list {
			list[i] = draw()
		}
		return evidence.List(list...)
	}
	draws := []struct {
		name string
		draw func() evidence.Value
	}{
		{"flag", func() evidence.Value { return evidence.Bool(g.IntN(2) == 0) }},
		{"other", func() evidence.Value { return evidence.Bool(g.IntN(2) == 0) }},
		{"runs", func() evidence.Value { return evidence.Int(number()) }},
		{"more", func() evidence.Value { return evidence.Int(number()) }},
		{"size", func() evidence.Value { return evidence.Number(share()) }},
		{"weight", func() evidence.Value {
			if g.IntN(3) == 0 {
				return evidence.Int(number()) // a whole number is a number, too
			}
			return evidence.Number(share())
		}},
		{"name", func() evidence.Value { return evidence.String(text()) }},
		{"prefix", func() evidence.Value { return evidence.String(text()) }},
		{"colour", func() evidence.Value { return evidence.String(testkit.Pick(g, "red", "green", "blue")) }},
		{"made", func() evidence.Value { return evidence.String(date()) }},
		{"checked", func() evidence.Value { return evidence.String(date()) }},
		{"release", func() evidence.Value { return evidence.String(release()) }},
		{"places", func() evidence.Value { return few(func() evidence.Value { return evidence.String(text()) }) }},
		{"counts", func() evidence.Value { return few(func() evidence.Value { return evidence.Int(number()) }) }},
		{"shares", func() evidence.Value { return few(func() evidence.Value { return evidence.Number(share()) }) }},
		{"days", func() evidence.Value { return few(func() evidence.Value { return evidence.String(date()) }) }},
		{"releases", func() evidence.Value { return few(func() evidence.Value { return evidence.String(release()) }) }},
	}
	for _, d := range draws {
		if g.Float64() < s.Missing {
			continue
		}
		owner := 0
		if g.Float64() < s.Unproven {
			owner = 1 + g.IntN(2)
		}
		frags[owner].Ext["lab"][d.name] = d.draw()
		if g.Float64() < s.Contradicted {
			frags[(owner+1)%3].Ext["lab"][d.name] = d.draw()
		}
	}
}

// tally counts what a differential test has seen.
type tally struct {
	dossiers, evaluations, embedded, decided, criteria, explained atomic.Int64
	mu                                                            sync.Mutex
	outcomes                                                      map[evaluator.Outcome]int64
	conformities                                                  map[evaluator.Conformity]int64
}

// String says how much was compared, and how.
func (s *tally) String() string {
	return fmt.Sprintf("%d dossiers, %d evaluations, %d of them under embedded profiles or varied ones and %d left to the evaluator, %d outcomes, %d evaluations explained",
		s.dossiers.Load(), s.evaluations.Load(), s.embedded.Load(), s.decided.Load(), s.criteria.Load(), s.explained.Load())
}

func (s *tally) add(outcomes map[evaluator.Outcome]int64, conformities map[evaluator.Conformity]int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for o, n := range outcomes {
		s.outcomes[o] += n
	}
	for c, n := range conformities {
		s.conformities[c] += n
	}
}

// compare runs dossiers through a panel and compares every outcome and conformity
// with what the evaluator decides on each dossier: on all of them, if it was made
// by it. The error is the first that differs.
//
// What the evaluator makes of the rules is shared among the panels by the truths, one
// for each dossier; it decides one of so many evaluations without them, too.
func (p *bench) compare(dossiers []*evidence.Dossier, truths []evaluator.Option, name func(int) string, seen *tally, explain int64) error {
	ctx := context.Background()
	block, encoder, machine := p.block, p.encoder, p.machine
	_, before := encoder.Encoded()
	block.Reset(len(dossiers))
	for i, d := range dossiers {
		if err := encoder.Encode(ctx, block, i, d); err != nil {
			return fmt.Errorf("%s, %s: %w", p.name, name(i), err)
		}
	}
	result := machine.Run(block)
	_, decided := encoder.Encoded()
	seen.decided.Add((decided - before) * int64(len(p.variants)))
	outcomes, conformities := map[evaluator.Outcome]int64{}, map[evaluator.Conformity]int64{}
	for v, e := range p.variants {
		profile := e.Profile()
		for i, d := range dossiers {
			want, err := e.Decide(ctx, d, p.plan.At(), truths[i])
			if err != nil {
				return fmt.Errorf("%s, %s: %w", p.name, name(i), err)
			}
			for k, id := range profile.Criteria() {
				if got := result.Outcome(v, k, i); got != want.Outcomes[k] {
					return fmt.Errorf("%s, %s: %s of %s (variant %d) is %q in the batch, %s alone", p.name, name(i), id, profile.ID(), v, got, want.Outcomes[k])
				}
				outcomes[want.Outcomes[k]]++
			}
			if got := result.Conformity(v, i); got != want.Conformity {
				return fmt.Errorf("%s, %s: %s (variant %d) is %q in the batch, %s alone", p.name, name(i), profile.ID(), v, got, want.Conformity)
			}
			conformities[want.Conformity]++
			n := seen.evaluations.Add(1)
			if n%remeasured == 0 {
				alone, err := e.Decide(ctx, d, p.plan.At())
				if err != nil || alone.Conformity != want.Conformity || !slices.Equal(alone.Outcomes, want.Outcomes) {
					return fmt.Errorf("%s, %s: %s (variant %d): %v alone, %v with shared truths (%w)", p.name, name(i), profile.ID(), v, alone, want, err)
				}
			}
			if e.Catalogue().ID() != "breaks" {
				seen.embedded.Add(1)
			}
			seen.criteria.Add(int64(len(want.Outcomes)))
			if explain > 0 && n%explain == 0 && !e.Varied() {
				if err := p.explain(result, v, i, int(n), d); err != nil {
					return fmt.Errorf("%s, %s: %s (variant %d): %w", p.name, name(i), profile.ID(), v, err)
				}
				seen.explained.Add(1)
			}
		}
	}
	seen.add(outcomes, conformities)
	return nil
}

// explain compares a record's results with the explained verdict on its dossier,
// and one criterion's outcome with the truths that its trace shows.
func (p panel) explain(result *batch.Result, v, i, n int, d *evidence.Dossier) error {
	ctx, e := context.Background(), p.variants[v]
	verdict, err := e.Evaluate(ctx, d, p.plan.At())
	if err != nil {
		return err
	}
	if got := result.Conformity(v, i); got != verdict.Conformity {
		return fmt.Errorf("%q in the batch, the verdict is %s", got, verdict.Conformity)
	}
	for k, r := range verdict.Results {
		if got := result.Outcome(v, k, i); got != r.Outcome {
			return fmt.Errorf("%s is %q in the batch, %s in the verdict", r.Criterion, got, r.Outcome)
		}
	}
	k := n % len(verdict.Results)
	r := verdict.Results[k]
	trace, err := e.Trace(ctx, d, p.plan.At(), r.Criterion)
	if err != nil {
		return err
	}
	got := result.Outcome(v, k, i)
	if len(r.Contradicted) == 0 && traced(trace) != got || trace.Outcome != got {
		return fmt.Errorf("%s is %q in the batch, %s in its trace, whose truths make it %s", r.Criterion, got, trace.Outcome, traced(trace))
	}
	return nil
}

// traced is the outcome that follows from the truths at the roots of a trace, by
// the rules of the package comment of evaluator.
func traced(trace evaluator.Trace) evaluator.Outcome {
	when := evaluator.TraceNode{Claimed: evaluator.TruthTrue, Proven: evaluator.TruthTrue}
	if trace.When != nil {
		when = *trace.When
	}
	switch {
	case when.Proven == evaluator.TruthFalse:
		return evaluator.NotApplicable
	case trace.Rule.Proven == evaluator.TruthTrue:
		return evaluator.Pass
	case when.Claimed == evaluator.TruthFalse, trace.Rule.Claimed == evaluator.TruthTrue:
		return evaluator.Unproven
	case when.Claimed == evaluator.TruthUnknown, trace.Rule.Claimed == evaluator.TruthUnknown:
		return evaluator.Unknown
	case when.Claimed == evaluator.TruthError, trace.Rule.Claimed == evaluator.TruthError:
		return evaluator.Error
	}
	return evaluator.Fail
}

// The batch and the evaluator agree on random records: on the outcome of every
// criterion of every embedded profile, of profiles that were varied, and of a
// catalogue whose rules break, and on the conformity; so do the explanation and
// its traces.
func TestBatchEqualsEvaluator(t *testing.T) {
	t.Parallel()
	var panels []panel
	perRecord := 0
	variants := append(asVariants(shipped()), varied()...)
	for _, at := range days {
		panels = append(panels, compilePanel(t, "embedded", at, variants...))
	}
	// A dossier keeps what it was prepared as for one catalogue: they take turns.
	for _, at := range []time.Time{days[0], days[3]} {
		panels = append(panels, compilePanel(t, "breaks", at, asVariants(breaking())...))
	}
	for _, p := range panels {
		perRecord += len(p.variants)
	}
	seen := &tally{outcomes: map[evaluator.Outcome]int64{}, conformities: map[evaluator.Conformity]int64{}}
	explain := int64(0)
	if *explained > 0 {
		explain = max(1, *evaluations / *explained)
	}
	const chunk = 48
	records := (*evaluations + int64(perRecord) - 1) / int64(perRecord)
	var next atomic.Uint64
	var logged atomic.Int64
	start := time.Now()
	failures := make(chan error, runtime.GOMAXPROCS(0))
	var wait sync.WaitGroup
	for range cap(failures) {
		wait.Go(func() {
			var benches []*bench
			for _, p := range panels {
				benches = append(benches, p.bench())
			}
			truths := sharing(chunk)
			for len(failures) == 0 {
				first := next.Add(chunk) - chunk
				if first >= uint64(records) {
					return
				}
				if err := compareRecords(benches, truths, *from+first, int(min(chunk, uint64(records)-first)), seen, explain); err != nil {
					failures <- err
					return
				}
				if done := seen.evaluations.Load() / 100_000; done > logged.Swap(max(done, logged.Load())) {
					t.Logf("after %s: %s", time.Since(start).Round(time.Second), seen)
				}
			}
		})
	}
	wait.Wait()
	close(failures)
	for err := range failures {
		t.Error(err)
	}
	if t.Failed() {
		return
	}
	t.Logf("%s, %v %v", seen, seen.outcomes, seen.conformities)
	for _, o := range evaluator.Outcome("").Values() {
		if seen.outcomes[evaluator.Outcome(o)] == 0 {
			t.Errorf("no outcome was %s", o)
		}
	}
	for _, c := range evaluator.Conformity("").Values() {
		if seen.conformities[evaluator.Conformity(c)] == 0 {
			t.Errorf("nothing was %s", c)
		}
	}
}

// sharing is a memory of truths for each of n dossiers.
func sharing(n int) (out []evaluator.Option) {
	for range n {
		out = append(out, evaluator.WithTruths(new(rules.Truths)))
	}
	return out
}

// compareRecords compares some random records under all panels.
func compareRecords(panels []*bench, truths []evaluator.Option, first uint64, n int, seen *tally, explain int64) error {
	dossiers := make([]*evidence.Dossier, n)
	for i := range dossiers {
		var err error
		if dossiers[i], err = randomRecord(first + uint64(i)); err != nil {
			return fmt.Errorf("record %d: %w", first+uint64(i), err)
		}
	}
	seen.dossiers.Add(int64(n))
	for _, p := range panels {
		if err := p.compare(dossiers, truths, func(i int) string { return fmt.Sprintf("record %d (-from %d)", first+uint64(i), first+uint64(i)) }, seen, explain); err != nil {
			return err
		}
	}
	return nil
}

// The batch and the evaluator agree at every cut point of every fact, and beside it,
// on an offer that meets everything else.
func TestBatchEqualsEvaluatorAtCutPoints(t *testing.T) {
	t.Parallel()
	p := compilePanel(t, "embedded", testkit.At, asVariants(shipped())...)
	cuts := slices.Clone(testkit.Cuts())
	if !*everything {
		rng := rand.New(rand.NewPCG(1, 1))
		rng.Shuffle(len(cuts), func(i, j int) { cuts[i], cuts[j] = cuts[j], cuts[i] })
		cuts = cuts[:24]
	}
	compareMet(t, p, len(cuts), func(i int, met, unproven *evidence.Fragment) string {
		cuts[i].State(met)
		return cuts[i].Path + " = " + cuts[i].Text
	})
}

// The batch and the evaluator agree on an offer that meets everything but that one
// fact is missing, or is stated by a source that does not prove it.
func TestBatchEqualsEvaluatorWithoutOneFact(t *testing.T) {
	t.Parallel()
	p := compilePanel(t, "embedded", testkit.At, append(asVariants(shipped()), varied()...)...)
	var paths []string
	for _, c := range p.plan.Columns() {
		if c.Kind() == batch.Fact {
			paths = append(paths, c.Paths()[0])
		}
	}
	if !*everything {
		rng := rand.New(rand.NewPCG(2, 2))
		rng.Shuffle(len(paths), func(i, j int) { paths[i], paths[j] = paths[j], paths[i] })
		paths = paths[:8]
	}
	compareMet(t, p, 2*len(paths), func(i int, met, unproven *evidence.Fragment) string {
		path := paths[i/2]
		if i%2 == 0 {
			unproven = new(evidence.Fragment)
		}
		testkit.Move(path, met, unproven)
		return path + []string{" is missing", " is unproven"}[i%2]
	})
}

// compareMet compares what is decided on an offer that meets everything, proven,
// but for what is changed of its sources; change says what that is.
func compareMet(t *testing.T, p panel, n int, change func(i int, met, unproven *evidence.Fragment) string) {
	t.Helper()
	seen := &tally{outcomes: map[evaluator.Outcome]int64{}, conformities: map[evaluator.Conformity]int64{}}
	g := testkit.New(1, testkit.Options{})
	proofs := g.GoodProofs()
	b, truths := p.bench(), sharing(100)
	var dossiers []*evidence.Dossier
	var names []string
	for i := range n {
		f := g.Met()
		f.Subject.Layer, f.Proofs = []evidence.Layer{evidence.LayerPlatform, evidence.LayerBaseService, evidence.LayerInfrastructure}[i/2%3], proofs
		bare := &evidence.Fragment{Name: "bare.yaml"}
		names = append(names, change(i, f, bare))
		dossiers = append(dossiers, testkit.Dossier(t, []*evidence.Fragment{f, bare}))
		if len(dossiers) == 100 || i == n-1 {
			if err := b.compare(dossiers, truths, func(i int) string { return names[i] }, seen, 0); err != nil {
				t.Fatal(err)
			}
			seen.dossiers.Add(int64(len(dossiers)))
			dossiers, names = nil, nil
		}
	}
	if seen.outcomes[evaluator.Pass] == 0 || seen.outcomes[evaluator.Fail]+seen.outcomes[evaluator.Unproven] == 0 {
		t.Errorf("nothing decides anything: %v", seen.outcomes)
	}
	t.Logf("%s: %v", seen, seen.outcomes)
}
