package evaluator_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// tinyDossier states random facts of the tiny catalogue with random proofs.
func tinyDossier(rng *rand.Rand) *evidence.Fragment {
	facts := map[string]state{}
	for _, f := range []string{"aRule", "aWhen", "bRule", "bWhen", "cRule"} {
		facts[f] = states[rng.IntN(len(states))]
	}
	f := source("a.yaml", facts)
	for i := range f.Proofs {
		f.Proofs[i].Kind = tinyKinds[rng.IntN(len(tinyKinds))]
		f.Proofs[i].Issued = evidence.Known(testkit.Today.AddDays(-rng.IntN(60)))
	}
	f.Subject.Layer = evidence.Layer(append(evidence.Layer("").Values(), "")[rng.IntN(5)])
	return f
}

var tinyKinds = []evidence.ProofKind{evidence.Test, evidence.Contract, evidence.Documentation}

// times is how often a property is tried on tiny profiles, with -short less;
// enough says whether that must show everything.
func times(n int) (tries int, enough bool) {
	if testing.Short() {
		return n / 8, false
	}
	return n, true
}

func tinyProfile(t testing.TB, rng *rand.Rand) *evaluator.Evaluator {
	t.Helper()
	p, err := profiles.Decode("base.yaml", []byte(randomProfile(rng, "base", "")), tinyCatalogue())
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(tinyCatalogue(), p)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// Exactly what a level names separates from it: with a waiver for each result it
// is reached, and leaving any one of them out it is not.
func TestLevelsAreExact(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(21, 22))
	ctx := context.Background()
	reached, separated, several := 0, 0, 0
	tries, enough := times(1500)
	for range tries {
		e := tinyProfile(t, rng)
		d := testkit.Dossier(t, []*evidence.Fragment{tinyDossier(rng)})
		var opts []evaluator.Option
		if rng.IntN(2) == 0 {
			opts = append(opts, listedOn("base", evidence.Known(testkit.Today.Sub(civil.Period{Months: int32(rng.IntN(30))}))))
		}
		levels, err := e.Levels(ctx, d, testkit.At, opts...)
		if err != nil {
			t.Fatal(err)
		}
		ordinary := 0
		for _, s := range e.Profile().Stages() {
			if s.Given == "" {
				ordinary++
			}
		}
		if n := len(levels.Levels) - 1; n < ordinary || n > len(e.Profile().Stages()) {
			t.Fatalf("%d levels of %d stages, %d of them for all", n+1, len(e.Profile().Stages()), ordinary)
		}
		for k, level := range levels.Levels {
			if level.Reached != (len(level.Separates) == 0) || level.Reached != (int64(k) < levels.Reached) {
				yaml, _ := e.Profile().EncodeYAML()
				t.Fatalf("level %d of %d reached: %v with %v\n%s", k, levels.Reached, level.Reached, level.Separates, yaml)
			}
			if level.Reached {
				reached++
				continue
			}
			if slices.ContainsFunc(level.Separates, func(x evaluator.Result) bool { return x.Outcome == broken }) {
				continue // no waiver accepts an error
			}
			separated++
			if len(level.Separates) > 1 {
				several++
			}
			var waivers []evaluator.Waiver
			for _, x := range level.Separates {
				waivers = append(waivers, evaluator.Waiver{ID: "w" + x.Criterion, Subject: "s", Version: "1.0", Profile: "base", Criterion: x.Criterion,
					Accepts: []evaluator.Waivable{"fail", "unproven", "unknown"}, Authority: "a", Reason: "r", From: testkit.Today, Until: testkit.Today})
			}
			for leave := range len(waivers) + 1 { // the last one leaves none out
				given := slices.Clone(waivers)
				if leave < len(given) {
					given = slices.Delete(given, leave, leave+1)
				}
				with, err := e.Levels(ctx, d, testkit.At, append(opts, evaluator.WithWaivers(given...))...)
				if err != nil {
					t.Fatal(err)
				}
				if with.Levels[k].Reached != (leave == len(waivers)) {
					t.Fatalf("%d of %d waivers, reached: %v, separated by %v", len(given), len(waivers), with.Levels[k].Reached, with.Levels[k].Separates)
				}
			}
		}
	}
	if enough && (reached < 200 || separated < 200 || several < 50) {
		t.Errorf("%d levels reached, %d separated, %d by several: too few to tell", reached, separated, several)
	}
}

// A level says what the verdict is on a day on which its stages have begun and
// no later one has: found by letting terms pass.
func TestLevelsAreVerdictsToCome(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(23, 24))
	ctx := context.Background()
	conformities := map[evaluator.Conformity]int{}
	tries, enough := times(800)
	for range tries {
		head := "stages: {one: {term: P3M}, two: {term: P12M}}\n"
		if rng.IntN(2) == 0 {
			head += "deviations: inconclusive\n"
		}
		var settings []string
		for _, id := range []string{"A", "B", "C"} {
			stage := []string{"", ", stage: one", ", stage: two"}[rng.IntN(3)]
			settings = append(settings, id+": {obligation: "+[]string{"must", "should", "may"}[rng.IntN(3)]+stage)
		}
		e := tinyEvaluator(t, head, settings...)
		d := testkit.Dossier(t, []*evidence.Fragment{tinyDossier(rng)})
		levels, err := e.Levels(ctx, d, testkit.At)
		if err != nil {
			t.Fatal(err)
		}
		for k, level := range levels.Levels {
			// How long ago the subject was listed if the stages up to this one have passed.
			ago := civil.Period{}
			if k > 0 {
				ago = *level.Stage.Term
				ago.Days = 1
			}
			listed := testkit.Today.Sub(ago)
			v, err := e.Decide(ctx, d, testkit.At, listedOn("tiny", &listed))
			if err != nil {
				t.Fatal(err)
			}
			conformities[v.Conformity]++
			if v.Conformity != level.Conformity {
				t.Errorf("%v: level %d is %s, the verdict %s", settings, k, level.Conformity, v.Conformity)
			}
		}
	}
	for _, c := range evaluator.Conformity("").Values() {
		if enough && conformities[evaluator.Conformity(c)] == 0 {
			t.Errorf("no verdict is %s", c)
		}
	}
}

// A fast track is no level for a subject that is not on it: what it would
// postpone binds at once, as does what fails.
func TestLevelsOfAFastTrack(t *testing.T) {
	t.Parallel()
	e := tinyEvaluator(t, "stages: {fast: {term: P3M, given: 'by(\"test\")'}}\n", "A: {obligation: must, stage: fast", "C: {obligation: must")
	for name, c := range map[string]struct {
		a, proof state
		adds     [][]string
		reached  int64
	}{
		"open and on it":     {absent, states[4], [][]string{{"C"}, {"A"}}, 1},
		"open and not on it": {absent, states[3], [][]string{{"A", "C"}}, 0},
		"fails and is on it": {states[1], states[4], [][]string{{"A", "C"}, {}}, 0},
		"met":                {states[4], states[4], [][]string{{"C"}, {"A"}}, 2},
	} {
		t.Run(name, func(t *testing.T) {
			f := source("a.yaml", map[string]state{"aWhen": states[3], "aRule": c.a, "cRule": c.proof})
			levels, err := e.Levels(context.Background(), testkit.Dossier(t, []*evidence.Fragment{f}), testkit.At)
			if err != nil {
				t.Fatal(err)
			}
			if len(levels.Levels) != len(c.adds) {
				t.Fatalf("%d levels, want %d", len(levels.Levels), len(c.adds))
			}
			for k, want := range c.adds {
				if got := levels.Levels[k].Adds; !slices.Equal(got, want) {
					t.Errorf("level %d adds %v, want %v", k, got, want)
				}
			}
			if levels.Reached != c.reached {
				t.Errorf("%d levels reached, want %d", levels.Reached, c.reached)
			}
		})
	}
}

// A fast track is due when its proof ends, in levels as in verdicts.
func TestLevelsOfAFastTrackEndWithItsProof(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	e := tinyEvaluator(t, "stages: {fast: {term: P3M, given: 'by(\"test\")'}}\n", "A: {obligation: must, stage: fast", "C: {obligation: must")
	listed := testkit.Today
	for days, want := range map[int]evidence.Date{10: testkit.Today.AddDays(10), 900: testkit.Today.Add(evidence.Period{Months: 3})} {
		f := source("a.yaml", map[string]state{"aWhen": states[3], "cRule": states[4]})
		f.Proofs[0].ValidUntil = evidence.Known(testkit.Today.AddDays(days))
		d := testkit.Dossier(t, []*evidence.Fragment{f})
		l, err := e.Levels(ctx, d, testkit.At, listedOn("tiny", &listed))
		if err != nil {
			t.Fatal(err)
		}
		v, err := e.Evaluate(ctx, d, testkit.At, listedOn("tiny", &listed))
		if err != nil {
			t.Fatal(err)
		}
		r, _ := v.Result("A")
		if due := l.Levels[1].Due; due == nil || r.DueBy == nil || *due != want || *r.DueBy != want {
			t.Errorf("proof of %d days: the level is due on %v, the result on %v, want %s", days, due, r.DueBy, want)
		}
	}
}

// A ladder puts the levels of several profiles one after the other, and a level
// counts as reached only if all below are.
func TestLadder(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	low := tinyEvaluator(t, "", "A: {obligation: must")
	high := tinyEvaluator(t, "stages: {late: {term: P3M}}\n", "B: {obligation: must", "C: {obligation: must, stage: late")
	dossier := func(a, b, c state) *evidence.Dossier {
		return testkit.Dossier(t, []*evidence.Fragment{source("a.yaml", map[string]state{"aWhen": states[4], "aRule": a, "bWhen": states[4], "bRule": b, "cRule": c})})
	}
	for name, c := range map[string]struct {
		dossier *evidence.Dossier
		reached int64
		next    string // what separates from the next level
	}{
		"none":                 {dossier(absent, states[4], states[4]), 0, "A"},
		"the lower profile":    {dossier(states[4], states[2], states[4]), 1, "B"},
		"all but the stage":    {dossier(states[4], states[4], states[1]), 2, "C"},
		"all":                  {dossier(states[4], states[4], states[4]), 3, ""},
		"the higher one alone": {dossier(states[1], states[4], states[4]), 0, "A"},
	} {
		l, err := evaluator.Ladder(ctx, []*evaluator.Evaluator{low, high}, c.dossier, testkit.At)
		if err != nil {
			t.Fatal(err)
		}
		next := ""
		if l.Next() != nil {
			next = l.Next().Separates[0].Criterion
		}
		if len(l.Levels) != 3 || l.Reached != c.reached || next != c.next || (l.Highest() == nil) != (c.reached == 0) {
			t.Errorf("%s: %d of %d levels, next separated by %q", name, l.Reached, len(l.Levels), next)
		}
	}
	if _, err := evaluator.Ladder(ctx, nil, dossier(absent, absent, absent), testkit.At); !errors.Is(err, evaluator.ErrNoLevels) {
		t.Errorf("no profile: %v", err)
	}
	if _, err := evaluator.Ladder(ctx, []*evaluator.Evaluator{low, embedded()[0]}, dossier(absent, absent, absent), testkit.At); !errors.Is(err, evaluator.ErrCatalogues) {
		t.Errorf("two catalogues: %v", err)
	}
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := low.Levels(cancelled, dossier(absent, absent, absent), testkit.At); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// entry is the embedded entry profile's evaluator and normal that of what it
// tailors.
func entryAndNormal(t testing.TB) (entry, normal *evaluator.Evaluator) {
	t.Helper()
	for _, e := range embedded() {
		switch e.Profile().ID() {
		case profiles.Entry:
			entry = e
		case "normal":
			normal = e
		}
	}
	return entry, normal
}

// Without a listing, and once the last term has passed, entry is normal: the
// same outcomes and the same conformity. Before, it is never worse.
func TestEntryBecomesNormal(t *testing.T) {
	every(t, many(), func(t *testing.T, _ *testkit.Generator, c generated) {
		ctx := context.Background()
		entry, normal := entryAndNormal(t)
		want, err := normal.Decide(ctx, c.dossier, testkit.At)
		if err != nil {
			t.Fatal(err)
		}
		for ago, same := range map[civil.Period]bool{{Months: 24, Days: 1}: true, {Months: 24}: false, {Months: 12, Days: 1}: false, {}: false} {
			day := testkit.Today.Sub(ago)
			subject := c.dossier.Subject().ID
			record := evaluator.Onboarding{Subject: subject, Profile: profiles.Entry, Authority: "a", Applied: day, Decided: &day, Listed: &day}
			opts := []evaluator.Option{evaluator.WithOnboarding(record)}
			if same {
				if unlisted, err := entry.Decide(ctx, c.dossier, testkit.At); err != nil || unlisted.Conformity != want.Conformity || !slices.Equal(unlisted.Outcomes, want.Outcomes) {
					t.Errorf("without a listing: %s, normal: %s (%v)", unlisted.Conformity, want.Conformity, err)
				}
			}
			got, err := entry.Decide(ctx, c.dossier, testkit.At, opts...)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got.Outcomes, want.Outcomes) || got.Conformity.Rank() < want.Conformity.Rank() && got.Conformity != evaluator.Provisional ||
				same && got.Conformity != want.Conformity {
				t.Errorf("listed %v ago: %s, normal: %s", ago, got.Conformity, want.Conformity)
			}
		}
	})
}

// Who lacks nothing but an attestation has two years for it, to the day.
func TestEntryIsMilderUntilItsTermHasPassed(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	entry, normal := entryAndNormal(t)
	frags := testkit.New(1, testkit.Options{Good: 1, Proven: 1}).Fragments()
	for _, f := range frags {
		f.Operational.Attestations = nil
	}
	dossier := testkit.Dossier(t, frags)
	for ago, want := range map[civil.Period]evaluator.Conformity{{}: evaluator.Provisional, {Months: 24}: evaluator.Provisional, {Months: 24, Days: 1}: evaluator.Inconclusive} {
		day := testkit.Today.Sub(ago)
		record := evaluator.Onboarding{Subject: dossier.Subject().ID, Profile: profiles.Entry, Authority: "a", Applied: day, Decided: &day, Listed: &day}
		if got, err := entry.Decide(ctx, dossier, testkit.At, evaluator.WithOnboarding(record)); err != nil || got.Conformity != want {
			t.Errorf("listed %v ago: %s, not %s (%v)", ago, got.Conformity, want, err)
		}
	}
	if got, err := normal.Decide(ctx, dossier, testkit.At); err != nil || got.Conformity != evaluator.Inconclusive {
		t.Errorf("normal: %s (%v)", got.Conformity, err)
	}
}

// On generated dossiers, too, exactly what a level of entry names separates from
// it.
func TestLevelsOfEntryAreExact(t *testing.T) {
	tried := 0
	every(t, many(), func(t *testing.T, g *testkit.Generator, c generated) {
		ctx := context.Background()
		entry, _ := entryAndNormal(t)
		subject := c.dossier.Subject()
		levels, err := entry.Levels(ctx, c.dossier, testkit.At)
		if err != nil {
			t.Fatal(err)
		}
		for k, level := range levels.Levels {
			var waivers []evaluator.Waiver
			for i, x := range level.Separates {
				if x.Outcome == broken || subject.Version == "" {
					return
				}
				waivers = append(waivers, evaluator.Waiver{ID: fmt.Sprint("w", i), Subject: subject.ID, Version: subject.Version, Profile: profiles.Entry, Criterion: x.Criterion,
					Accepts: []evaluator.Waivable{"fail", "unproven", "unknown"}, Authority: "a", Reason: "r", From: testkit.Today, Until: testkit.Today})
			}
			if len(waivers) == 0 {
				continue
			}
			tried++
			all, err := entry.Levels(ctx, c.dossier, testkit.At, evaluator.WithWaivers(waivers...))
			if err != nil {
				t.Fatal(err)
			}
			out := g.IntN(len(waivers))
			less, err := entry.Levels(ctx, c.dossier, testkit.At, evaluator.WithWaivers(slices.Delete(slices.Clone(waivers), out, out+1)...))
			if err != nil {
				t.Fatal(err)
			}
			if !all.Levels[k].Reached || less.Levels[k].Reached {
				t.Errorf("level %d: reached %v with all, %v without %s", k, all.Levels[k].Reached, less.Levels[k].Reached, waivers[out].Criterion)
			}
		}
	})
	if *seed == 0 && many() >= standardCases && tried == 0 {
		t.Error("no level is separated from")
	}
}

// One more proof makes no verdict worse and no level unreached, whatever stages
// and fast tracks there are.
func TestLawAProofNeverCostsALevel(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(25, 26))
	ctx := context.Background()
	better, onTrack := 0, 0
	tries, enough := times(2500)
	for range tries {
		e := tinyProfile(t, rng)
		f := tinyDossier(rng)
		day := testkit.Today.Sub(civil.Period{Months: int32(rng.IntN(26))})
		opt := listedOn("base", []*evidence.Date{nil, &day}[rng.IntN(2)])
		look := func() (evaluator.Verdict, evaluator.Levels) {
			d := testkit.Dossier(t, []*evidence.Fragment{f})
			v, err := e.Evaluate(ctx, d, testkit.At, opt)
			if err != nil {
				t.Fatal(err)
			}
			l, err := e.Levels(ctx, d, testkit.At, opt)
			if err != nil {
				t.Fatal(err)
			}
			return v, l
		}
		was, wasLevels := look()
		var stated []string
		for fact := range f.Ext["x"] {
			stated = append(stated, "ext.x."+fact)
		}
		if stated == nil {
			continue
		}
		slices.Sort(stated)
		f.Proofs = append(f.Proofs, evidence.Proof{ID: "more", Kind: tinyKinds[rng.IntN(len(tinyKinds))], Issuer: "i",
			Issued: evidence.Known(testkit.Today.AddDays(-rng.IntN(60))), Covers: []string{stated[rng.IntN(len(stated))]}})
		is, isLevels := look()
		if is.Conformity.Rank() < was.Conformity.Rank() || isLevels.Reached < wasLevels.Reached {
			yaml, _ := e.Profile().EncodeYAML()
			t.Fatalf("a proof turned %s into %s, %d levels into %d\n%s\n%+v", was.Conformity, is.Conformity, wasLevels.Reached, isLevels.Reached, yaml, f.Proofs)
		}
		if is.Conformity.Rank() > was.Conformity.Rank() {
			better++
		}
		if slices.ContainsFunc(is.Results, func(r evaluator.Result) bool { return r.Given != nil && r.DueBy != nil }) {
			onTrack++
		}
	}
	if enough && (better < 20 || onTrack < 50) {
		t.Errorf("%d verdicts better, %d on a fast track: too few to tell", better, onTrack)
	}
}

// Levels name all inputs that they follow from, as a verdict does.
func TestLevelsIdentifyTheirInputs(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	entry, normal := entryAndNormal(t)
	d := generate(t, 3).dossier
	subject := d.Subject()
	without, err := evaluator.Ladder(ctx, []*evaluator.Evaluator{entry, normal}, d, testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	if without.WaiversDigest != "" || without.EquivalencesDigest != "" || without.OnboardingDigest != "" {
		t.Errorf("digests of what was not given: %+v", without)
	}
	opts := []evaluator.Option{
		evaluator.WithWaivers(evaluator.Waiver{ID: "W", Subject: "other", Version: "1", Profile: "entry", Criterion: "X", Accepts: []evaluator.Waivable{"fail"},
			Authority: "CIO", Reason: "why", From: testkit.Today, Until: testkit.Today}),
		evaluator.WithEquivalences(evaluator.Equivalence{ID: "E", Demanded: demanded[1], Accepted: accepted[0], Basis: evidence.Text{EN: "clause", DE: "Absatz"},
			Authority: "CIO", Reason: "why", From: testkit.Today, Until: testkit.Today}),
		evaluator.WithOnboarding(evaluator.Onboarding{Subject: subject.ID, Profile: "entry", Authority: "CIO", Applied: testkit.Today}),
	}
	l, err := evaluator.Ladder(ctx, []*evaluator.Evaluator{entry, normal}, d, testkit.At, opts...)
	if err != nil {
		t.Fatal(err)
	}
	v, err := entry.Evaluate(ctx, d, testkit.At, opts...)
	if err != nil {
		t.Fatal(err)
	}
	got := evaluator.Digests{Dossier: l.Dossier, Catalogue: l.CatalogueDigest, Profile: l.Levels[0].ProfileDigest,
		Waivers: l.WaiversDigest, Equivalences: l.EquivalencesDigest, Onboarding: l.OnboardingDigest}
	if got != v.Digests || got.Waivers == "" || got.Equivalences == "" || got.Onboarding == "" {
		t.Errorf("levels have %+v, the verdict %+v", got, v.Digests)
	}
}

// The same inputs give the same bytes.
func TestLevelsAreStable(t *testing.T) {
	t.Parallel()
	entry, normal := entryAndNormal(t)
	c := generate(t, 3)
	var first []byte
	for range 5 {
		l, err := evaluator.Ladder(context.Background(), []*evaluator.Evaluator{entry, normal}, c.dossier, testkit.At)
		if err != nil {
			t.Fatal(err)
		}
		text, err := l.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = text
		}
		if string(text) != string(first) || !json.Valid(text) {
			t.Fatal("the same levels encode otherwise")
		}
		stored, err := evaluator.DecodeLevels("levels.json", text)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := stored.EncodeJSON(); err != nil || string(again) != string(text) {
			t.Fatalf("stored levels read otherwise: %v", err)
		}
	}
}

func ExampleEvaluator_Levels() {
	catalogue, err := criteria.Embedded()
	if err != nil {
		fmt.Println(err)
		return
	}
	profile, err := profiles.Lookup(profiles.Entry)
	if err != nil {
		fmt.Println(err)
		return
	}
	e, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		fmt.Println(err)
		return
	}
	offer, err := evidence.Merge(&evidence.Fragment{Subject: &evidence.Subject{ID: "offer-1"}})
	if err != nil {
		fmt.Println(err)
		return
	}
	levels, err := e.Levels(context.Background(), offer, time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(levels.Reached, "of", len(levels.Levels), "levels reached")
	next := levels.Next()
	fmt.Println("the next is", next.Conformity, "with", len(next.Separates), "requirements open, such as", next.Separates[0].Criterion)
	// Output:
	// 0 of 4 levels reached
	// the next is inconclusive with 18 requirements open, such as DAT-CHO-01
}
