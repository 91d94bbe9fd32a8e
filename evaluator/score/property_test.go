package score_test

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

var cases = flag.Int("cases", 12, "number of dossiers per property")

func many() int {
	if testing.Short() {
		return min(*cases, 3)
	}
	return *cases
}

// embedded are evaluators of two profiles: one with every criterion, and one with
// weights of its own that are no whole numbers.
var embedded = sync.OnceValue(func() (out []*evaluator.Evaluator) {
	catalogue, err := criteria.Embedded()
	if err != nil {
		panic(err)
	}
	high, err := profiles.Lookup("very-high")
	if err != nil {
		panic(err)
	}
	text := "trias: profile/v1\nid: weighted\nversion: 1.0.0\ncatalogue: trias\ncriteria:\n"
	for i, id := range high.Criteria() {
		text += fmt.Sprintf("  %s: {obligation: should, weight: %s, proof: {rule: 'by(\"contract\") || by(\"test\")', when: by(\"contract\")}}\n", id, []string{"0", "0.125", "1", "2.5", "7"}[i%5])
	}
	weighted, err := profiles.Decode("weighted.yaml", []byte(text), catalogue)
	if err != nil {
		panic(err)
	}
	for _, p := range []*profiles.Profile{high, weighted} {
		e, err := evaluator.Compile(catalogue, p)
		if err != nil {
			panic(err)
		}
		out = append(out, e)
	}
	return out
})

// sumOver is a weighted sum over all criteria of a catalogue that a profile
// applies: every third group of them as steps, with weights of thirds.
func sumOver(t testing.TB, p *profiles.Profile, unproven string) *score.WeightedSum {
	t.Helper()
	title := evidence.Text{EN: "x", DE: "x"}
	d := &score.Definition{Identity: score.Identity{Name: "sum", Version: "1", Title: title, Source: "a test"},
		Scheme: score.Scheme{Points: exact.Int(10), Maximum: exact.Int(1000),
			Announced: score.Announced{Unproven: exact.MustParse(unproven), NotApplicable: exact.Int(10)}}}
	var awards []score.Award
	ids := p.Criteria()
	for len(ids) > 0 {
		a := score.Award{ID: fmt.Sprintf("B%d", len(awards)), Title: title}
		if n := 1 + len(awards)%3; n > 1 && len(ids) >= n {
			for k := range n {
				a.Steps = append(a.Steps, score.Step{Criterion: ids[k], Points: exact.Int(int64(3*k + 2))})
			}
			ids = ids[n:]
		} else {
			a.Criterion, ids = ids[0], ids[1:]
		}
		awards = append(awards, a)
	}
	awards = append(awards, score.Award{ID: "given", Title: title, Given: true})
	for i := range awards {
		awards[i].Weight, _ = exact.Fraction(1, int64(len(awards)))
	}
	third, _ := exact.Fraction(1, 3)
	half := len(awards) / 2
	d.Groups = []score.Group{
		{ID: "g1", Title: title, Weight: third, Criteria: slices.Clone(awards[:half])},
		{ID: "g2", Title: title, Weight: exact.Int(1).Sub(third), Groups: []score.Group{{ID: "g3", Title: title, Weight: exact.Int(100), Criteria: slices.Clone(awards[half:])}}},
	}
	for _, g := range [][]score.Award{d.Groups[0].Criteria, d.Groups[1].Groups[0].Criteria} {
		for i := range g {
			g[i].Weight, _ = exact.Fraction(1, int64(len(g)))
		}
	}
	m, err := score.NewWeightedSum(d)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func input(t testing.TB, e *evaluator.Evaluator, d *evidence.Dossier) *score.Input {
	t.Helper()
	in, err := score.NewInput(context.Background(), e, d, testkit.At)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

func scored(t testing.TB, m score.Method, in *score.Input) *score.Score {
	t.Helper()
	s, err := m.Score(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	sound(t, s)
	return s
}

// sound checks what holds of every score: the views are in order and the table
// adds up in each of them, to the last digit.
func sound(t testing.TB, s *score.Score) {
	t.Helper()
	v := s.Total
	if v.Worst.Cmp(v.Proven) > 0 || v.Proven.Cmp(v.Best) > 0 || v.Worst.Sign() < 0 {
		t.Errorf("%s: proven %s is not within %s and %s", s.Method.Name, v.Proven, v.Worst, v.Best)
	}
	if v.Stated != nil && (v.Stated.Cmp(v.Worst) < 0 || v.Stated.Cmp(v.Best) > 0) {
		t.Errorf("%s: stated %s is not within %s and %s", s.Method.Name, v.Stated, v.Worst, v.Best)
	}
	if award := v.Awarded(); award.Cmp(v.Proven) < 0 || award.Cmp(v.Best) > 0 {
		t.Errorf("%s: awarded %s is not within %s and %s", s.Method.Name, award, v.Proven, v.Best)
	}
	if !slices.ContainsFunc(s.Notes, func(n score.Note) bool { return n.Code == score.MaximumVaries }) && v.Best.Cmp(s.Maximum) > 0 {
		t.Errorf("%s: best %s of %s", s.Method.Name, v.Best, s.Maximum)
	}
	var stated, proven, worst, best, award exact.Number
	for i := range s.Rows {
		r := &s.Rows[i]
		proven, worst, best, award = proven.Add(r.Share.Proven), worst.Add(r.Share.Worst), best.Add(r.Share.Best), award.Add(r.Share.Awarded())
		if v.Stated != nil {
			if r.Share.Stated == nil {
				t.Fatalf("%s: the total is stated and the share of %s is not", s.Method.Name, r.ID)
			}
			stated = stated.Add(*r.Share.Stated)
		}
		if s.Method.Name == score.XCCDFAbsolute {
			continue
		}
		share, err := r.Weight.Mul(r.Points.Proven).Quo(r.MaxPoints)
		if err != nil || !share.Equal(r.Share.Proven) {
			t.Errorf("%s: %s: %s · %s / %s is not the share %s", s.Method.Name, r.ID, r.Weight, r.Points.Proven, r.MaxPoints, r.Share.Proven)
		}
	}
	if !proven.Equal(v.Proven) || !worst.Equal(v.Worst) || !best.Equal(v.Best) || !award.Equal(v.Awarded()) || v.Stated != nil && !stated.Equal(*v.Stated) {
		t.Errorf("%s: the shares add up to stated %s, proven %s, worst %s, best %s, award %s; the total is %+v", s.Method.Name, stated, proven, worst, best, award, v)
	}
	if (s.Score == nil) != (v.Stated == nil) || s.Score != nil && !s.Score.Equal(*v.Stated) {
		t.Errorf("%s: the score is %v, stated is %v", s.Method.Name, s.Score, v.Stated)
	}
}

// agrees reports whether the second dossier contradicts itself exactly where the
// first does.
func agrees(a, b *evidence.Dossier) bool {
	for i := range evidence.FactSchema().Fields {
		x, y := len(a.Fact(i).Alternatives), len(b.Fact(i).Alternatives)
		if x != y && (x > 1 || y > 1) {
			return false
		}
	}
	return true
}

// More evidence never lowers what is certain nor raises what is possible, by any
// method; and in a weighted sum, where what does not apply is no worse than what
// is met, it never lowers what is proven nor what is awarded. Read the other way
// round: nobody gains by withholding evidence.
func TestEvidenceNeverHurts(t *testing.T) {
	t.Parallel()
	moved := map[string]int{}
	for seed := range uint64(many()) {
		g := testkit.New(seed+1<<32, testkit.Varied(int(seed)))
		frags := testkit.New(seed, testkit.Varied(int(seed))).Fragments()
		before := testkit.Dossier(t, frags)
		var after []*evidence.Dossier
		var what []string
		withProof, text := g.AddProof(frags)
		after, what = append(after, testkit.Dossier(t, withProof)), append(what, text)
		if without, text, ok := g.DropProof(frags); ok { // read backwards
			after, what = append(after, testkit.Dossier(t, without)), append(what, "without "+text)
		}
		withFact, text := g.AddFact(frags)
		if d := testkit.Dossier(t, withFact); agrees(before, d) {
			after, what = append(after, d), append(what, text)
		}
		if without, text, ok := g.DropFact(frags); ok {
			if d := testkit.Dossier(t, without); agrees(d, before) {
				after, what = append(after, d), append(what, "without "+text)
			}
		}
		for _, e := range embedded() {
			methods := append(score.Builtin(), sumOver(t, e.Profile(), "4"))
			was := input(t, e, before)
			for i, d := range after {
				is := input(t, e, d)
				for _, m := range methods {
					less, more := scored(t, m, was), scored(t, m, is)
					if i == 0 { // of a verdict that was stored, more is possible
						stored := *was
						stored.Possible = nil
						if s := scored(t, m, &stored); s.Total.Worst.Cmp(less.Total.Worst) > 0 || s.Total.Best.Cmp(less.Total.Best) < 0 || !s.Total.Proven.Equal(less.Total.Proven) {
							t.Errorf("seed %d, %s: stored, it is from %s to %s, else from %s to %s", seed, m.Identity().Name, s.Total.Worst, s.Total.Best, less.Total.Worst, less.Total.Best)
						}
					}
					if strings.HasPrefix(what[i], "without ") {
						less, more = more, less
					}
					name := m.Identity().Name
					if more.Total.Worst.Cmp(less.Total.Worst) < 0 || more.Total.Best.Cmp(less.Total.Best) > 0 {
						t.Errorf("seed %d, %s, %s: %s: from %s … %s to %s … %s", seed, e.Profile().ID(), name, what[i], less.Total.Worst, less.Total.Best, more.Total.Worst, more.Total.Best)
					}
					if name == "sum" && (more.Total.Proven.Cmp(less.Total.Proven) < 0 || more.Total.Awarded().Cmp(less.Total.Awarded()) < 0) {
						t.Errorf("seed %d, %s, %s: %s: proven %s, then %s; awarded %s, then %s", seed, e.Profile().ID(), name, what[i], less.Total.Proven, more.Total.Proven, less.Total.Awarded(), more.Total.Awarded())
					}
					if !more.Total.Worst.Equal(less.Total.Worst) || !more.Total.Best.Equal(less.Total.Best) {
						moved[name]++
					}
				}
			}
		}
	}
	if many() >= 12 && (moved["sum"] == 0 || moved[score.XCCDFFlat] == 0) {
		t.Errorf("nothing moved: %v", moved)
	}
}

// smallState is what is said of a fact: nothing, or that it holds or does not,
// with or without proof.
type smallState struct{ known, value, proven bool }

var smallStates = []smallState{{}, {true, false, false}, {true, false, true}, {true, true, false}, {true, true, true}}

// smallEvaluator has a criterion with a when in one domain, and one without in
// another, each over facts of its own.
func smallEvaluator(t testing.TB) *evaluator.Evaluator {
	t.Helper()
	const text = "title: {en: x, de: x}, question: {en: x, de: x}"
	catalogue, err := criteria.Decode("small.yaml", []byte(`trias: catalogue/v1
id: small
version: 1.0.0
language: 1
facts:
  x:
    when: {type: bool, question: {en: x, de: x}}
    a: {type: bool, question: {en: x, de: x}}
    b: {type: bool, question: {en: x, de: x}}
criteria:
  - {id: A, dimension: choice, domain: data, `+text+`, when: ext.x.when, rule: ext.x.a}
  - {id: B, dimension: control, domain: operational, `+text+`, rule: ext.x.b}
`))
	if err != nil {
		t.Fatal(err)
	}
	p, err := profiles.Decode("small-profile.yaml", []byte("trias: profile/v1\nid: small\nversion: 1.0.0\ncatalogue: small\ncriteria:\n"+
		"  A: {obligation: must, weight: 3, proof: 'by(\"test\")'}\n  B: {obligation: should, weight: 2, proof: 'by(\"test\")'}\n"), catalogue)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(catalogue, p)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func smallInput(t testing.TB, e *evaluator.Evaluator, states [3]smallState) *score.Input {
	t.Helper()
	f := &evidence.Fragment{Name: "small", Subject: &evidence.Subject{ID: "s", Version: "1.0"}, Ext: map[string]map[string]evidence.Value{"x": {}}}
	for i, name := range []string{"when", "a", "b"} {
		s := states[i]
		if !s.known {
			continue
		}
		f.Ext["x"][name] = evidence.Bool(s.value)
		if s.proven {
			f.Proofs = append(f.Proofs, evidence.Proof{ID: "p-" + name, Kind: evidence.Test, Issuer: "i", Issued: evidence.Known(testkit.Today), Covers: []string{"ext.x." + name}})
		}
	}
	return input(t, e, testkit.Dossier(t, []*evidence.Fragment{f}))
}

// The interval holds the score of every completion, and is no wider than these, by
// every method on every small case.
func TestIntervalIsThatOfAllCompletions(t *testing.T) {
	t.Parallel()
	e := smallEvaluator(t)
	sum, err := score.NewWeightedSum(&score.Definition{Identity: score.Identity{Name: "sum", Version: "1", Title: evidence.Text{EN: "x", DE: "x"}, Source: "a test"},
		Scheme: score.Scheme{Points: exact.Int(10), Maximum: exact.Int(7), Announced: score.Announced{Unproven: exact.Int(5), NotApplicable: exact.Int(10)},
			Groups: []score.Group{{ID: "g", Title: evidence.Text{EN: "x", DE: "x"}, Weight: exact.Int(1), Criteria: []score.Award{
				{ID: "BA", Title: evidence.Text{EN: "x", DE: "x"}, Weight: exact.MustParse("0.3"), Criterion: "A"},
				{ID: "BB", Title: evidence.Text{EN: "x", DE: "x"}, Weight: exact.MustParse("0.7"), Criterion: "B"}}}}}})
	if err != nil {
		t.Fatal(err)
	}
	methods := append(score.Builtin(), sum)
	scores := map[[3]smallState][]*score.Score{}
	var all [][3]smallState
	for _, w := range smallStates {
		for _, a := range smallStates {
			for _, b := range smallStates {
				states := [3]smallState{w, a, b}
				in := smallInput(t, e, states)
				for _, m := range methods {
					scores[states] = append(scores[states], scored(t, m, in))
				}
				all = append(all, states)
			}
		}
	}
	values := []smallState{{true, false, true}, {true, true, true}}
	turn := func(s smallState, admitted bool) []smallState {
		switch {
		case s.proven:
			return []smallState{s}
		case s.known && admitted: // what is admitted stays
			return []smallState{{true, s.value, true}}
		}
		return values
	}
	for _, states := range all {
		fails := states[0].known && states[0].value && states[1].known && !states[1].value // A
		for k, m := range methods {
			was := scores[states][k]
			var least, greatest *exact.Number
			for _, w := range turn(states[0], fails) {
				for _, a := range turn(states[1], states[1].known && !states[1].value) {
					for _, b := range turn(states[2], states[2].known && !states[2].value) {
						is := scores[[3]smallState{w, a, b}][k].Total.Proven
						if least == nil || is.Cmp(*least) < 0 {
							least = &is
						}
						if greatest == nil || is.Cmp(*greatest) > 0 {
							greatest = &is
						}
					}
				}
			}
			if !was.Total.Worst.Equal(*least) || !was.Total.Best.Equal(*greatest) {
				t.Errorf("%v: %s is from %s to %s, and its completions from %s to %s", states, m.Identity().Name, was.Total.Worst, was.Total.Best, least, greatest)
			}
		}
	}
}

// Benchmark compares the methods with the verdict they look at.
func Benchmark(b *testing.B) {
	e := embedded()[0]
	d := testkit.Dossier(b, testkit.New(1, testkit.Varied(1)).Fragments())
	in := input(b, e, d)
	ctx := context.Background()
	b.Run("verdict", func(b *testing.B) {
		for b.Loop() {
			if _, err := e.Evaluate(ctx, d, testkit.At); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("possible", func(b *testing.B) {
		for b.Loop() {
			if _, err := e.Possible(ctx, d, testkit.At); err != nil {
				b.Fatal(err)
			}
		}
	})
	for _, m := range append(score.Builtin(), sumOver(b, e.Profile(), "4")) {
		b.Run(m.Identity().Name, func(b *testing.B) {
			for b.Loop() {
				if _, err := m.Score(ctx, in); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
