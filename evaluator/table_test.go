package evaluator_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// A rule over one number that can have every truth: 0 is false, 1 true, 2^53
// breaks it, and without the number it is unknown.
const (
	ruleText = "%s * 9007199254740992 > 0"
	huge     = int64(1 << 53)
)

// tinyCatalogue has two criteria with a when, A and B, and one without, C. Each
// reads its own facts.
var tinyCatalogue = sync.OnceValue(func() *criteria.Catalogue {
	catalogue, err := criteria.New(tinyDefinition())
	if err != nil {
		panic(err)
	}
	return catalogue
})

func tinyDefinition() criteria.Definition {
	text := evidence.Text{EN: "x", DE: "x"}
	d := criteria.Definition{ID: "tiny", Version: "1.0.0", Language: criteria.Language, Facts: map[string]map[string]criteria.Fact{"x": {}}}
	for _, id := range []string{"A", "B", "C"} {
		name := strings.ToLower(id)
		c := criteria.Criterion{ID: id, Dimension: criteria.Control, Domain: criteria.Data, Title: text, Question: text,
			Rule: fmt.Sprintf(ruleText, "ext.x."+name+"Rule"), Remedy: criteria.Remedy{Effort: criteria.Low}}
		d.Facts["x"][name+"Rule"] = criteria.Fact{Type: "int", Question: text}
		if id != "C" {
			c.When = fmt.Sprintf(ruleText, "ext.x."+name+"When")
			d.Facts["x"][name+"When"] = criteria.Fact{Type: "int", Question: text}
		}
		d.Criteria = append(d.Criteria, c)
	}
	return d
}

// tinyEvaluator compiles a profile over the tiny catalogue. A fact of a rule is
// proven by a test, of a when by a contract.
func tinyEvaluator(t testing.TB, head string, settings ...string) *evaluator.Evaluator {
	t.Helper()
	text := "trias: profile/v1\nid: tiny\nversion: 1.0.0\ncatalogue: tiny\n" + head + "criteria:\n"
	for _, s := range settings {
		text += fmt.Sprintf("  %s, proof: {rule: 'by(\"test\")', when: 'by(\"contract\")'}}\n", s)
	}
	p, err := profiles.Decode("tiny.yaml", []byte(text), tinyCatalogue())
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	e, err := evaluator.Compile(tinyCatalogue(), p)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// state is what one source says of a fact.
type state struct {
	name   string
	known  bool
	value  int64
	proven bool
}

var (
	absent = state{name: "absent"}
	states = []state{absent,
		{"false claimed", true, 0, false}, {"false proven", true, 0, true},
		{"true claimed", true, 1, false}, {"true proven", true, 1, true},
		{"broken claimed", true, huge, false}, {"broken proven", true, huge, true},
	}
)

// source states facts of the tiny catalogue, by name, with their proofs.
func source(name string, facts map[string]state) *evidence.Fragment {
	f := &evidence.Fragment{Name: name, Subject: &evidence.Subject{ID: "s", Version: "1.0"}, Ext: map[string]map[string]evidence.Value{"x": {}}}
	for fact, s := range facts {
		if !s.known {
			continue
		}
		f.Ext["x"][fact] = evidence.Int(s.value)
		kind := evidence.Test
		if strings.HasSuffix(fact, "When") {
			kind = evidence.Contract
		}
		if s.proven {
			f.Proofs = append(f.Proofs, evidence.Proof{ID: "p-" + fact, Kind: kind, Issuer: "i", Issued: evidence.Known(testkit.Today), Covers: []string{"ext.x." + fact}})
		}
	}
	slices.SortFunc(f.Proofs, func(a, b evidence.Proof) int { return strings.Compare(a.ID, b.ID) })
	return f
}

func (s state) truth() string {
	switch {
	case !s.known:
		return "unknown"
	case s.value == huge:
		return "error"
	case s.value == 1:
		return "true"
	}
	return "false"
}

// section6 is DESIGN section 6, written down once more: the claimed "!when ||
// rule" by Kleene's logic in which unknown beats error.
var section6 = map[string]map[string]evaluator.Outcome{
	// when:    rule: true       false        unknown         error
	"true":    {"true": unproven, "false": fail, "unknown": unknown, "error": broken},
	"false":   {"true": unproven, "false": unproven, "unknown": unproven, "error": unproven},
	"unknown": {"true": unproven, "false": unknown, "unknown": unknown, "error": unknown},
	"error":   {"true": unproven, "false": broken, "unknown": unknown, "error": broken},
}

func wantOutcome(when, rule state) evaluator.Outcome {
	switch {
	case when.truth() == "false" && when.proven:
		return na
	case rule.truth() == "true" && rule.proven:
		return pass
	}
	return section6[when.truth()][rule.truth()]
}

func outcomeOf(t testing.TB, e *evaluator.Evaluator, criterion string, frags ...*evidence.Fragment) evaluator.Outcome {
	t.Helper()
	v := evaluate(t, e, testkit.Dossier(t, frags))
	r, ok := v.Result(criterion)
	if !ok {
		t.Fatalf("no result for %s", criterion)
	}
	return r.Outcome
}

// Every combination of claimed and proven truth of when and rule.
func TestOutcomeTable(t *testing.T) {
	t.Parallel()
	e := tinyEvaluator(t, "", "A: {obligation: must", "C: {obligation: must")
	always := state{"no when", true, 1, true}
	for _, rule := range states {
		for _, when := range states {
			got := outcomeOf(t, e, "A", source("a.yaml", map[string]state{"aRule": rule, "aWhen": when}))
			if want := wantOutcome(when, rule); got != want {
				t.Errorf("when %s, rule %s: %s, want %s", when.name, rule.name, got, want)
			}
		}
		got := outcomeOf(t, e, "C", source("a.yaml", map[string]state{"cRule": rule}))
		if want := wantOutcome(always, rule); got != want {
			t.Errorf("no when, rule %s: %s, want %s", rule.name, got, want)
		}
	}
}

// Two sources that disagree: every combination of what each says and proves.
func TestOutcomeOfContradictions(t *testing.T) {
	t.Parallel()
	e := tinyEvaluator(t, "", "A: {obligation: must")
	for _, when := range states {
		for _, one := range states[1:] {
			for _, two := range states[1:] {
				if one.value == two.value {
					continue
				}
				got := outcomeOf(t, e, "A", source("a.yaml", map[string]state{"aRule": one, "aWhen": when}), source("b.yaml", map[string]state{"aRule": two}))
				// Where only the proof differs the criterion is claimed to hold
				// whoever is right: it is as proven as the less proven value.
				want := unknown
				switch x, y := wantOutcome(when, one), wantOutcome(when, two); {
				case x == y:
					want = x
				case x.Rank() == fail.Rank() && y.Rank() == fail.Rank():
					want = broken
				case x.Rank() >= unproven.Rank() && y.Rank() >= unproven.Rank():
					want = pass
					if x == unproven || y == unproven {
						want = unproven
					}
				}
				if got != want {
					t.Errorf("when %s, rule %s or %s: %s, want %s", when.name, one.name, two.name, got, want)
				}
			}
		}
		for _, rule := range states {
			got := outcomeOf(t, e, "A", source("a.yaml", map[string]state{"aRule": rule, "aWhen": states[2]}), source("b.yaml", map[string]state{"aWhen": states[3]}))
			want := map[string]evaluator.Outcome{"true claimed": unproven, "true proven": pass}[rule.name]
			if want == "" {
				want = unknown // not applicable, or whatever the rule gives
			}
			if got != want {
				t.Errorf("when proven false or claimed true, rule %s: %s, want %s", rule.name, got, want)
			}
		}
	}
}

// More values than can be tried leave a criterion open, however they agree.
func TestTooManyContradictionsLeaveOpen(t *testing.T) {
	t.Parallel()
	e := tinyEvaluator(t, "", "C: {obligation: must")
	for _, n := range []int{2, 64, 65, 70} {
		var frags []*evidence.Fragment
		for i := range n {
			frags = append(frags, source(fmt.Sprintf("%d.yaml", i), map[string]state{"cRule": {"", true, -int64(i), false}}))
		}
		want := fail
		if n > 64 {
			want = unknown
		}
		if got := outcomeOf(t, e, "C", frags...); got != want {
			t.Errorf("%d values, all of which fail: %s, want %s", n, got, want)
		}
	}
}

// The laws on every small case: one fact or one proof more, with and without a
// second source that says otherwise.
func TestLawsOnEverySmallCase(t *testing.T) {
	t.Parallel()
	e := tinyEvaluator(t, "", "A: {obligation: must")
	evaluateStates := func(when, rule, other state) evaluator.Outcome {
		frags := []*evidence.Fragment{source("a.yaml", map[string]state{"aRule": rule, "aWhen": when})}
		if other.known {
			frags = append(frags, source("b.yaml", map[string]state{"aRule": other}))
		}
		return outcomeOf(t, e, "A", frags...)
	}
	seen := map[change]int{}
	check := func(what string, from, to evaluator.Outcome, law func(change) bool) {
		t.Helper()
		seen[change{from, to}]++
		if from != to && !law(change{from, to}) {
			t.Errorf("%s turned %s into %s", what, from, to)
		}
	}
	for _, when := range states {
		for _, rule := range states {
			for _, other := range states {
				if other.known && (!rule.known || other.value == rule.value) {
					continue
				}
				name := fmt.Sprintf("when %s, rule %s, other %s: ", when.name, rule.name, other.name)
				was := evaluateStates(when, rule, other)
				more := func(s state, what string, with func(state) evaluator.Outcome) {
					if s.known && !s.proven {
						s.proven = true
						check(name+"proof of "+what, was, with(s), byProof)
					}
					if !s.known && what != "other" {
						for _, now := range states[1:] {
							check(name+"fact "+what+" "+now.name, was, with(now), byFact)
						}
					}
				}
				more(when, "when", func(s state) evaluator.Outcome { return evaluateStates(s, rule, other) })
				more(rule, "rule", func(s state) evaluator.Outcome { return evaluateStates(when, s, other) })
				more(other, "other", func(s state) evaluator.Outcome { return evaluateStates(when, rule, s) })
			}
		}
	}
	for _, c := range []change{{unproven, pass}, {unproven, na}, {pass, na}, {unknown, pass}, {unknown, fail}, {unknown, na}, {unknown, unproven},
		{unknown, broken}, {fail, fail}, {broken, broken}, {na, na}} {
		if seen[c] == 0 {
			t.Errorf("no case turned %s into %s", c.from, c.to)
		}
	}
}

// requirement is one criterion as conformity sees it.
type requirement struct {
	obligation string
	stage      string // "", "running" or "over"
	outcome    evaluator.Outcome
	waiver     string // "", "valid" or why it has no effect
}

func (r requirement) unmet() bool  { return r.outcome != pass && r.outcome != na }
func (r requirement) waived() bool { return r.unmet() && r.waiver == "valid" && r.outcome != broken }

// wantConformity is the list of the package comment, first that fits.
func wantConformity(strict bool, rs ...requirement) evaluator.Conformity {
	some := func(f func(r requirement) bool) bool { return slices.ContainsFunc(rs, f) }
	unmetNow := func(r requirement, obligation string) bool {
		return r.obligation == obligation && r.stage != "running" && r.unmet() && !r.waived()
	}
	switch {
	case some(func(r requirement) bool { return unmetNow(r, "must") && r.outcome == fail }):
		return evaluator.NonConformant
	case some(func(r requirement) bool { return unmetNow(r, "must") || strict && unmetNow(r, "should") }):
		return evaluator.Inconclusive
	case some(func(r requirement) bool {
		return r.obligation == "must" && r.stage == "running" && r.unmet() && !r.waived()
	}):
		return evaluator.Provisional
	case some(func(r requirement) bool { return r.waived() || unmetNow(r, "should") }):
		return evaluator.ConformantWithDeviations
	}
	return evaluator.Conformant
}

// outcomeStates gives for each outcome the facts that lead to it.
var outcomeStates = map[evaluator.Outcome][2]state{ // when, rule
	pass: {states[4], states[4]}, fail: {states[3], states[1]}, unproven: {states[3], states[3]},
	unknown: {states[3], absent}, na: {states[2], absent}, broken: {states[3], states[5]},
}

// Every combination of obligation, stage, outcome and waiver, of one criterion
// and of two.
func TestConformityTable(t *testing.T) {
	t.Parallel()
	outcomes := []evaluator.Outcome{pass, fail, unproven, unknown, na, broken}
	admitted := testkit.Today.Sub(civil.Period{Months: 6})
	dossiers := map[[2]evaluator.Outcome]*evidence.Dossier{}
	for _, a := range outcomes {
		for _, b := range outcomes {
			f := source("a.yaml", map[string]state{"aWhen": outcomeStates[a][0], "aRule": outcomeStates[a][1], "bWhen": outcomeStates[b][0], "bRule": outcomeStates[b][1]})
			dossiers[[2]evaluator.Outcome{a, b}] = testkit.Dossier(t, []*evidence.Fragment{f})
		}
	}
	waiver := func(id, criterion, kind string) evaluator.Waiver {
		w := evaluator.Waiver{ID: id, Subject: "s", Version: "1.0", Profile: "tiny", Criterion: criterion, Accepts: []evaluator.Waivable{"fail", "unproven", "unknown"},
			Authority: "a", Reason: "r", From: testkit.Today, Until: testkit.Today}
		switch kind {
		case "expired":
			w.From, w.Until = testkit.Today.AddDays(-9), testkit.Today.AddDays(-1)
		case "notYet":
			w.From, w.Until = testkit.Today.AddDays(1), testkit.Today.AddDays(9)
		case "version":
			w.Version = "1.1"
		case "subject":
			w.Subject = "t"
		case "profile":
			w.Profile = "other"
		case "criterion":
			w.Criterion = "Z"
		}
		return w
	}
	stages := map[string]string{"": "", "running": ", stage: late", "over": ", stage: soon"}
	seen := map[evaluator.Conformity]int{}
	check := func(e *evaluator.Evaluator, strict bool, rs ...requirement) {
		t.Helper()
		key := [2]evaluator.Outcome{rs[0].outcome, na}
		if len(rs) > 1 {
			key[1] = rs[1].outcome
		}
		var waivers []evaluator.Waiver
		for i, r := range rs {
			if r.waiver != "" {
				waivers = append(waivers, waiver(fmt.Sprint("w", i), string(rune('A'+i)), r.waiver))
			}
		}
		d, err := e.Decide(context.Background(), dossiers[key], testkit.At, evaluator.WithWaivers(waivers...), listedOn("tiny", &admitted))
		if err != nil {
			t.Fatal(err)
		}
		if d.Outcomes[0] != key[0] {
			t.Fatalf("the facts for %s give %s", key[0], d.Outcomes[0])
		}
		want := wantConformity(strict, rs...)
		seen[want]++
		if d.Conformity != want {
			t.Errorf("strict %v, %+v: %s, want %s", strict, rs, d.Conformity, want)
		}
		until := admitted.Add(civil.Period{Months: 24})
		if provisional := d.ProvisionalUntil != nil && *d.ProvisionalUntil == until; provisional != (want == evaluator.Provisional) {
			t.Errorf("%+v: %s until %v", rs, d.Conformity, d.ProvisionalUntil)
		}
	}
	var kinds []requirement // without outcome and waiver
	for _, o := range []string{"must", "should", "may"} {
		for _, s := range []string{"", "running", "over"} {
			kinds = append(kinds, requirement{obligation: o, stage: s})
		}
	}
	for _, strict := range []bool{false, true} {
		head := "stages: {soon: {term: P3M}, late: {term: P24M}}\n"
		if strict {
			head += "deviations: inconclusive\n"
		}
		for i, a := range kinds {
			alone := tinyEvaluator(t, head, "A: {obligation: "+a.obligation+stages[a.stage])
			for _, a.outcome = range outcomes {
				for _, a.waiver = range []string{"", "valid", "expired", "notYet", "version", "subject", "profile", "criterion"} {
					check(alone, strict, a)
				}
			}
			for _, b := range kinds[i:] {
				both := tinyEvaluator(t, head, "A: {obligation: "+a.obligation+stages[a.stage], "B: {obligation: "+b.obligation+stages[b.stage])
				for _, a.outcome = range outcomes {
					for _, b.outcome = range outcomes {
						for _, a.waiver = range []string{"", "valid"} {
							for _, b.waiver = range []string{"", "valid"} {
								check(both, strict, a, b)
							}
						}
					}
				}
			}
		}
	}
	for _, c := range evaluator.Conformity("").Values() {
		if seen[evaluator.Conformity(c)] == 0 {
			t.Errorf("no case is %s", c)
		}
	}
}

// A waiver accepts exactly the outcomes it names, and none within a tender.
func TestWaiverAcceptsWhatItNames(t *testing.T) {
	t.Parallel()
	e := tinyEvaluator(t, "", "A: {obligation: must")
	all := []evaluator.Waivable{"fail", "unproven", "unknown"}
	for outcome, facts := range outcomeStates {
		d := testkit.Dossier(t, []*evidence.Fragment{source("a.yaml", map[string]state{"aWhen": facts[0], "aRule": facts[1]})})
		for mask := 1; mask < 8; mask++ {
			w := evaluator.Waiver{ID: "w", Subject: "s", Version: "1.0", Profile: "tiny", Criterion: "A", Authority: "a", Reason: "r",
				From: testkit.Today.AddDays(-1), Until: testkit.Today.AddDays(1)}
			for i, o := range all {
				if mask&(1<<i) != 0 {
					w.Accepts = append(w.Accepts, o)
				}
			}
			v, err := e.Evaluate(context.Background(), d, testkit.At, evaluator.WithWaivers(w))
			if err != nil {
				t.Fatal(err)
			}
			want := evaluator.WaiverNoEffect
			switch {
			case outcome.Met():
				want = evaluator.WaiverNotNeeded
			case slices.Contains(w.Accepts, evaluator.Waivable(outcome)):
				want = evaluator.WaiverUsed
			}
			if got := v.Waivers[0].Status; got != want || v.Results[0].Waived != (want == evaluator.WaiverUsed) || v.Results[0].Outcome != outcome {
				t.Errorf("%s, accepts %v: %s, waived %v, shown as %s; want %s", outcome, w.Accepts, got, v.Results[0].Waived, v.Results[0].Outcome, want)
			}
			if _, err := e.Evaluate(context.Background(), d, testkit.At, evaluator.WithWaivers(w), evaluator.InTender()); err != evaluator.ErrWaiverInTender {
				t.Errorf("in a tender: %v", err)
			}
		}
	}
}
