package evaluator_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// stands is a result of a criterion as a row of a table writes it.
type stands struct {
	obligation profiles.Obligation
	outcome    evaluator.Outcome
	waived     bool
	due        bool
	standing   criteria.Standing
}

func (s *stands) result(id, asked string) evaluator.Result {
	r := evaluator.Result{Criterion: id, Dimension: "choice", Domain: "data", Obligation: s.obligation, Outcome: s.outcome, Asked: asked, Waived: s.waived,
		Reasons: []evaluator.Reason{}, Missing: []string{}, Unproven: []evaluator.ProofGap{}}
	if s.due {
		r.DueBy = &testkit.Today
	}
	if s.standing != "" {
		r.Standing = &evaluator.AppliedStanding{Status: s.standing}
	}
	return r
}

// TestMoves says what becomes of a criterion, and which gate notices.
func TestMoves(t *testing.T) {
	t.Parallel()
	must := func(o evaluator.Outcome) *stands { return &stands{obligation: profiles.Must, outcome: o} }
	of := func(o profiles.Obligation, x evaluator.Outcome) *stands { return &stands{obligation: o, outcome: x} }
	for _, x := range []struct {
		name          string
		before, after *stands
		move          evaluator.Move
		changed       string
		gate          string // by default, down to should, down to may, common only
	}{
		{"nothing", must(pass), must(pass), "", "", ""},
		{"fails now", must(pass), must(fail), "worse", "[outcome]", "worse worse worse worse"},
		{"passes now", must(fail), must(pass), "better", "[outcome]", "- - - -"},
		{"applies no more", must(pass), must(na), "same", "[outcome]", "- - - -"},
		{"breaks instead of failing", must(fail), must(broken), "same", "[outcome]", "- - - -"},
		{"proof gone", must(pass), must(unproven), "worse", "[outcome]", "worse worse worse worse"},
		{"fact gone", must(unproven), must(unknown), "worse", "[outcome]", "worse worse worse worse"},
		{"unknown, then fails", must(unknown), must(fail), "worse", "[outcome]", "worse worse worse worse"},
		{"fails and is waived", must(pass), &stands{obligation: profiles.Must, outcome: fail, waived: true}, "worse", "[outcome waived]", "worse worse worse worse"},
		{"waiver lapses", &stands{obligation: profiles.Must, outcome: fail, waived: true}, must(fail), "worse", "[waived]", "worse worse worse worse"},
		{"waiver given", must(fail), &stands{obligation: profiles.Must, outcome: fail, waived: true}, "better", "[waived]", "- - - -"},
		{"waiver of what is unknown now", &stands{obligation: profiles.Must, outcome: fail, waived: true}, &stands{obligation: profiles.Must, outcome: unknown, waived: true}, "same", "[outcome]", "- - - -"},
		{"term passed", &stands{obligation: profiles.Must, outcome: fail, due: true}, must(fail), "worse", "[due]", "worse worse worse worse"},
		{"should fails", of(profiles.Should, pass), of(profiles.Should, fail), "worse", "[outcome]", "- worse worse -"},
		{"may fails", of(profiles.May, pass), of(profiles.May, fail), "worse", "[outcome]", "- - worse -"},
		{"relaxed", must(pass), of(profiles.Should, pass), "same", "[obligation]", "removed - - -"},
		{"tightened and unmet", of(profiles.Should, fail), must(fail), "same", "[obligation]", "added - - -"},
		{"tightened and met", of(profiles.Should, pass), must(pass), "same", "[obligation]", "- - - -"},
		{"added and met", nil, must(pass), "added", "[]", "- - - -"},
		{"added and unmet", nil, must(fail), "added", "[]", "added added added -"},
		{"added, unmet and due later", nil, &stands{obligation: profiles.Must, outcome: fail, due: true}, "added", "[]", "- - - -"},
		{"added may", nil, of(profiles.May, fail), "added", "[]", "- - added -"},
		{"removed", must(fail), nil, "removed", "[]", "removed removed removed -"},
		{"in force now", &stands{obligation: profiles.Must, outcome: fail, standing: criteria.Upcoming}, must(fail), "added", "[standing]", "added added added -"},
		{"ended now", must(pass), &stands{obligation: profiles.Must, outcome: pass, standing: criteria.Ended}, "removed", "[standing]", "removed removed removed -"},
		{"upcoming fails", &stands{obligation: profiles.Must, outcome: pass, standing: criteria.Upcoming}, &stands{obligation: profiles.Must, outcome: fail, standing: criteria.Upcoming}, "same", "[outcome]", "- - - -"},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			verdict := func(s *stands) *evaluator.Verdict {
				v := &evaluator.Verdict{Conformity: evaluator.Conformant, At: evaluator.Instant{Time: testkit.At}, Day: testkit.Today}
				if s != nil {
					v.Results = append(v.Results, s.result("A", "x"))
				}
				return v
			}
			c, err := evaluator.Compare(verdict(x.before), verdict(x.after))
			if err != nil {
				t.Fatal(err)
			}
			if x.move == "" {
				if len(c.Criteria) != 0 || c.Counts.Unchanged != 1 {
					t.Errorf("got %+v", c)
				}
				return
			}
			if len(c.Criteria) != 1 || c.Criteria[0].Move != x.move || fmt.Sprint(c.Criteria[0].Changed) != x.changed {
				t.Fatalf("got %+v", c.Criteria)
			}
			var gate string
			for _, opts := range [][]evaluator.GateOption{nil, {evaluator.DownTo(profiles.Should)}, {evaluator.DownTo(profiles.May)}, {evaluator.CommonOnly()}} {
				said := "-"
				for _, s := range c.Worse(opts...) {
					said = string(s.Kind)
				}
				gate += " " + said
			}
			if gate[1:] != x.gate {
				t.Errorf("the gates say%s, not %s", gate, x.gate)
			}
		})
	}
}

// The verdict on the whole counts by itself, unless criteria of both are asked
// for alone.
func TestGateOfTheWhole(t *testing.T) {
	t.Parallel()
	for i, was := range evaluator.Conformity("").Values() {
		for k, is := range evaluator.Conformity("").Values() {
			c, err := evaluator.Compare(&evaluator.Verdict{Conformity: evaluator.Conformity(was)}, &evaluator.Verdict{Conformity: evaluator.Conformity(is)})
			if err != nil {
				t.Fatal(err)
			}
			setbacks := c.Worse()
			if worse := len(setbacks) == 1 && setbacks[0] == (evaluator.Setback{Kind: evaluator.SetbackConformity}); worse != (k > i) || len(setbacks) > 1 {
				t.Errorf("%s, then %s: %v", was, is, setbacks)
			}
			if len(c.Worse(evaluator.CommonOnly())) != 0 {
				t.Errorf("%s, then %s counts with common criteria only", was, is)
			}
			if g := c.Gated(evaluator.DownTo("shall")); g.Gate.DownTo != profiles.May || c.Gate != nil {
				t.Errorf("got the gate %+v, and the comparison has %+v", g.Gate, c.Gate)
			}
		}
	}
}

func TestCompareRefuses(t *testing.T) {
	t.Parallel()
	a, b := &evaluator.Verdict{Subject: evidence.Subject{ID: "a"}}, &evaluator.Verdict{Subject: evidence.Subject{ID: "b"}}
	if _, err := evaluator.Compare(a, b); !errors.Is(err, evaluator.ErrSubjects) {
		t.Errorf("other subjects: %v", err)
	}
	for _, pair := range [][2]*evaluator.Verdict{{nil, a}, {a, nil}, {nil, nil}} {
		if _, err := evaluator.Compare(pair[0], pair[1]); !errors.Is(err, evaluator.ErrNoVerdict) {
			t.Errorf("no verdict: %v", err)
		}
	}
}

// mirrored is what a move is the other way round.
var mirrored = map[evaluator.Move]evaluator.Move{"worse": "better", "better": "worse", "added": "removed", "removed": "added", "same": "same"}

// compareChecked compares both ways and checks what holds of any comparison.
func compareChecked(t *testing.T, before, after *evaluator.Verdict) evaluator.Comparison {
	t.Helper()
	c, err := evaluator.Compare(before, after)
	if err != nil {
		t.Fatal(err)
	}
	back, err := evaluator.Compare(after, before)
	if err != nil {
		t.Fatal(err)
	}
	if back.Move != mirrored[c.Move] || !slices.Equal(back.Basis, c.Basis) || len(back.Inputs) != len(c.Inputs) || len(back.Criteria) != len(c.Criteria) {
		t.Fatalf("there %s %v %v, back %s %v %v", c.Move, c.Basis, c.Inputs, back.Move, back.Basis, back.Inputs)
	}
	if n := c.Counts; n.Better != back.Counts.Worse || n.Added != back.Counts.Removed || n.Same != back.Counts.Same || n.Unchanged != back.Counts.Unchanged ||
		n.Worse+n.Better+n.Added+n.Removed+n.Same != int64(len(c.Criteria)) || n.Unchanged != int64(len(c.Unchanged)) {
		t.Fatalf("there %+v, back %+v", n, back.Counts)
	}
	for i := range c.Inputs {
		if x, y := c.Inputs[i], back.Inputs[i]; x.Input != y.Input || x.Before != y.After || x.After != y.Before {
			t.Fatalf("there %+v, back %+v", x, y)
		}
	}
	listed := map[string]bool{}
	for i := range c.Criteria {
		x := &c.Criteria[i]
		listed[x.Criterion] = true
		k := slices.IndexFunc(back.Criteria, func(y evaluator.CriterionComparison) bool { return y.Criterion == x.Criterion })
		if k < 0 || back.Criteria[k].Move != mirrored[x.Move] || !slices.Equal(back.Criteria[k].Changed, x.Changed) || len(back.Criteria[k].Evidence) != len(x.Evidence) {
			t.Fatalf("there %+v, back %+v", x, back.Criteria)
		}
		if len(x.Why) == 0 {
			t.Errorf("%s: %v is another, and nothing can account for it (%v)", x.Criterion, x.Changed, c.Inputs)
		}
	}
	for i := range after.Results {
		is := &after.Results[i]
		was, both := before.Result(is.Criterion)
		if (!both || was.Outcome != is.Outcome) && !listed[is.Criterion] {
			t.Errorf("%s is not listed", is.Criterion)
		}
	}
	if len(c.Inputs) == 0 && len(c.Criteria) > 0 {
		t.Errorf("the inputs are the same, and %d criteria are not", len(c.Criteria))
	}
	return c
}

func TestLawComparisonOfAVerdictWithItself(t *testing.T) {
	every(t, many(), func(t *testing.T, _ *testkit.Generator, c generated) {
		for i := range c.verdicts {
			v := &c.verdicts[i]
			x := compareChecked(t, v, v)
			if x.Move != "same" || len(x.Basis)+len(x.Inputs)+len(x.Criteria)+len(x.Worse(evaluator.DownTo(profiles.May))) != 0 || len(x.Unchanged) != len(v.Results) {
				t.Errorf("got %+v", x)
			}
		}
	})
}

// Where one input alone is another, the comparison says which: and names no
// other as a cause.
func TestLawComparisonNamesWhatChanged(t *testing.T) {
	every(t, many(), func(t *testing.T, g *testkit.Generator, c generated) {
		only := func(what string, x evaluator.Comparison, basis evaluator.Basis, inputs ...evaluator.InputKind) {
			t.Helper()
			if len(x.Basis) > 1 || len(x.Basis) == 1 && x.Basis[0] != basis {
				t.Errorf("%s: basis %v", what, x.Basis)
			}
			for _, k := range x.Criteria {
				for _, why := range k.Why {
					if !slices.Contains(inputs, why) {
						t.Errorf("%s: %s because of %v", what, k.Criterion, k.Why)
					}
				}
				if basis != evaluator.BasisRules && slices.Contains(k.Changed, evaluator.AspectAsked) {
					t.Errorf("%s: what %s asks is another", what, k.Criterion)
				}
				if basis == evaluator.BasisRules && slices.Contains(k.Changed, evaluator.AspectEvidence) {
					t.Errorf("%s: the evidence of %s is another", what, k.Criterion)
				}
			}
		}
		frags, what := g.AddFact(c.frags)
		if g.IntN(2) == 0 {
			frags, what = g.AddProof(c.frags)
		}
		dossier := testkit.Dossier(t, frags)
		for i, e := range embedded() {
			v := evaluate(t, e, dossier)
			only(what, compareChecked(t, &c.verdicts[i], &v), evaluator.BasisEvidence, evaluator.InputDossier)
			soon, err := e.Evaluate(context.Background(), dossier, testkit.At.Add(time.Second))
			if err != nil {
				t.Fatal(err)
			}
			only(what+", a second later", compareChecked(t, &c.verdicts[i], &soon), evaluator.BasisEvidence, evaluator.InputDossier)
			later, err := e.Evaluate(context.Background(), c.dossier, testkit.At.AddDate(0, g.IntN(30), 0))
			if err != nil {
				t.Fatal(err)
			}
			only("the day", compareChecked(t, &c.verdicts[i], &later), evaluator.BasisDay, evaluator.InputInstant)
			compareChecked(t, &later, &v)
		}
		for _, s := range steps() {
			x := compareChecked(t, &c.verdicts[s[0]], &c.verdicts[s[1]])
			only("the profile", x, evaluator.BasisRules, evaluator.InputProfile)
		}
	})
}

// What is asked is the same however lines are broken, and another with another
// rule, parameter, fact or proof demand.
func TestAsked(t *testing.T) {
	t.Parallel()
	asked := func(rule, when, demand string) string {
		t.Helper()
		d := tinyDefinition()
		d.Criteria = d.Criteria[:1]
		d.Criteria[0].Rule, d.Criteria[0].When = rule, when
		catalogue, err := criteria.New(d)
		if err != nil {
			t.Fatal(err)
		}
		p, err := profiles.Decode("p.yaml", []byte("trias: profile/v1\nid: p\nversion: 1.0.0\ncatalogue: tiny\ncriteria: {A: {obligation: must, proof: '"+demand+"'}}\n"), catalogue)
		if err != nil {
			t.Fatal(err)
		}
		e, err := evaluator.Compile(catalogue, p)
		if err != nil {
			t.Fatal(err)
		}
		v := evaluate(t, e, testkit.Dossier(t, []*evidence.Fragment{{Subject: &evidence.Subject{ID: "s"}}}))
		return v.Results[0].Asked
	}
	const rule = `data.keys.custody == "customer" && data.keys.customerCanRotate`
	base := asked(rule, "", "none")
	for _, same := range []string{rule, "data.keys.custody == \"customer\"\n  &&   data.keys.customerCanRotate\n"} {
		if asked(same, "", "none") != base {
			t.Errorf("%q asks something else", same)
		}
	}
	for name, other := range map[string]string{
		"another value": asked(`data.keys.custody == "trustee" && data.keys.customerCanRotate`, "", "none"),
		"another proof": asked(rule, "", `by("contract")`),
		"a when":        asked(rule, "data.keys.customerCanRotate", "none"),
		"less":          asked(`data.keys.custody == "customer"`, "", "none"),
	} {
		if other == base {
			t.Errorf("%s asks the same", name)
		}
	}
}

// Equal verdicts give equal bytes, and what is compared is left as it is.
func TestComparisonIsStable(t *testing.T) {
	t.Parallel()
	c := generate(t, 3)
	a, b := c.verdicts[0], c.verdicts[len(c.verdicts)-1]
	before := [][]byte{encode(t, a), encode(t, b)}
	var first []byte
	for range 8 {
		x, err := evaluator.Compare(&a, &b)
		if err != nil {
			t.Fatal(err)
		}
		x = x.Gated()
		text, err := x.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = text
		}
		if !bytes.Equal(first, text) {
			t.Fatal(firstDifference(first, text))
		}
	}
	if !bytes.Equal(before[0], encode(t, a)) || !bytes.Equal(before[1], encode(t, b)) {
		t.Error("comparing changes the verdicts")
	}
}

func BenchmarkCompare(b *testing.B) {
	c := generate(b, 3)
	e := embedded()[len(embedded())-1]
	before := c.verdicts[len(c.verdicts)-1]
	after, err := e.Evaluate(context.Background(), testkit.Dossier(b, generate(b, 4).frags), testkit.At)
	if err != nil {
		b.Fatal(err)
	}
	after.Subject.ID = before.Subject.ID
	b.ReportAllocs()
	for b.Loop() {
		if _, err := evaluator.Compare(&before, &after); err != nil {
			b.Fatal(err)
		}
	}
}

// TestEvidenceOfAComparison says of which facts two results show something else.
func TestEvidenceOfAComparison(t *testing.T) {
	t.Parallel()
	reason := func(r evaluator.Reason) func(*evaluator.Result) {
		r.Path = "data.x"
		return func(x *evaluator.Result) { x.Reasons = append(x.Reasons, r) }
	}
	gap := func(have ...evaluator.Shortfall) func(*evaluator.Result) {
		return func(x *evaluator.Result) {
			x.Unproven = append(x.Unproven, evaluator.ProofGap{Path: "data.x", Needs: "none", Have: have})
		}
	}
	stated := func(values ...string) func(*evaluator.Result) {
		return func(x *evaluator.Result) {
			c := evidence.Contradiction{Path: "data.x"}
			for _, v := range values {
				c.Stated = append(c.Stated, evidence.Saying{Value: v, Sources: []string{v + ".yaml"}})
			}
			x.Contradicted = append(x.Contradicted, c)
		}
	}
	nothing := func(*evaluator.Result) {}
	one, two := evidence.Int(1), evidence.Int(2)
	for name, x := range map[string]struct {
		was, is       func(*evaluator.Result)
		asked, common int // changes while the same is asked, and while something else is
	}{
		"the same":            {reason(evaluator.Reason{Got: one, Proofs: []string{"p"}}), reason(evaluator.Reason{Got: one, Proofs: []string{"p"}}), 0, 0},
		"another demand":      {reason(evaluator.Reason{Operator: "<", Got: one}), reason(evaluator.Reason{Operator: ">", Got: one, Wanted: two}), 0, 0},
		"another value":       {reason(evaluator.Reason{Got: one}), reason(evaluator.Reason{Got: two}), 1, 1},
		"another proof":       {reason(evaluator.Reason{Got: one, Proofs: []string{"p"}}), reason(evaluator.Reason{Got: one, Proofs: []string{"q"}}), 1, 1},
		"the length":          {reason(evaluator.Reason{Operator: "size<", Got: one}), reason(evaluator.Reason{Operator: "size<", Got: two}), 1, 1},
		"length and value":    {reason(evaluator.Reason{Operator: "size<", Got: one}), reason(evaluator.Reason{Operator: "in", Got: one}), 2, 0},
		"stated now":          {func(x *evaluator.Result) { x.Missing = []string{"data.x"} }, reason(evaluator.Reason{Got: one}), 1, 1},
		"missing now":         {reason(evaluator.Reason{}), func(x *evaluator.Result) { x.Missing = []string{"data.x"} }, 1, 1},
		"sources disagree":    {reason(evaluator.Reason{Got: one}), stated("1", "2"), 1, 1},
		"about another thing": {stated("1", "2"), stated("1", "3"), 1, 1},
		"proof short":         {gap(evaluator.Shortfall{Proof: "p", Why: "tooOld"}), gap(evaluator.Shortfall{Proof: "p", Why: "expired"}), 1, 1},
		"proof gone":          {gap(evaluator.Shortfall{Proof: "p", Why: "tooOld"}), gap(), 1, 1},
		"not spoken of":       {reason(evaluator.Reason{Got: one}), nothing, 1, 0},
		"spoken of":           {nothing, reason(evaluator.Reason{Got: one}), 1, 0},
		"compared with": {reason(evaluator.Reason{Got: one, WantedPath: "data.y", Wanted: one}),
			reason(evaluator.Reason{Got: one, WantedPath: "data.y", Wanted: two}), 1, 1},
	} {
		for asked, want := range map[string]int{"x": x.asked, "y": x.common} {
			verdict := func(fill func(*evaluator.Result), asked, dossier string) *evaluator.Verdict {
				r := (&stands{obligation: profiles.Must, outcome: fail}).result("A", asked)
				fill(&r)
				return &evaluator.Verdict{Results: []evaluator.Result{r}, Digests: evaluator.Digests{Dossier: dossier}}
			}
			c, err := evaluator.Compare(verdict(x.was, "x", "a"), verdict(x.is, asked, "b"))
			if err != nil {
				t.Fatal(err)
			}
			got := 0
			if len(c.Criteria) > 0 {
				got = len(c.Criteria[0].Evidence)
				if slices.Contains(c.Criteria[0].Changed, evaluator.AspectEvidence) != (want > 0) {
					t.Errorf("%s: what changed is %v", name, c.Criteria[0].Changed)
				}
			}
			if got != want {
				t.Errorf("%s, with %s asked: %d facts, want %d: %+v", name, asked, got, want, c.Criteria)
			}
			same, err := evaluator.Compare(verdict(x.was, "x", "a"), verdict(x.is, asked, "a"))
			if err != nil {
				t.Fatal(err)
			}
			if len(same.Criteria) > 0 && same.Criteria[0].Evidence != nil {
				t.Errorf("%s: with the same dossier on the same day the evidence is another", name)
			}
		}
	}
}
