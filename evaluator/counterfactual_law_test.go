package evaluator_test

import (
	"context"
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

var turnCases = flag.Int("turns", 24, "how many generated dossiers counterfactuals are tried on, each with six generated rules")

// turnWorld is a catalogue of generated rules over few facts, and a profile of it.
type turnWorld struct {
	*rand.Rand
	evaluator *evaluator.Evaluator
	text      string // of catalogue and profile, to repeat a case by hand
}

const turnFacts = `{x: {
  n1: {type: int, question: {en: N, de: N}}, n2: {type: int, question: {en: N, de: N}},
  b1: {type: bool, question: {en: B, de: B}}, b2: {type: bool, question: {en: B, de: B}},
  k1: {type: text, values: [a, b, c, d, e], question: {en: K, de: K}}, d1: {type: date, question: {en: D, de: D}},
  l1: {type: text, list: true, values: [a, b, c, d, e], question: {en: L, de: L}}}}`

// rule writes a random rule.
func (w *turnWorld) rule(depth int) string {
	of := func(from ...string) string { return from[w.IntN(len(from))] }
	if depth > 0 {
		a, b := "("+w.rule(depth-1)+")", "("+w.rule(depth-1)+")"
		switch w.IntN(8) {
		case 0, 1, 2:
			return a + " && " + b
		case 3, 4, 5:
			return a + " || " + b
		case 6:
			return "!" + a
		default:
			return "(" + w.rule(0) + ") ? " + a + " : " + b
		}
	}
	op := func() string { return of("==", "!=", "<", "<=", ">", ">=") }
	n := func() string { return of("0", "2", "3", "7", "15") }
	switch w.IntN(15) {
	case 0:
		return of("ext.x.b1", "ext.x.b2")
	case 1, 2, 3:
		return of("ext.x.n1", "ext.x.n2") + " " + op() + " " + n()
	case 4:
		return "ext.x.n1 " + op() + " ext.x.n2"
	case 5:
		return "ext.x.k1 in " + of(`["b"]`, `["c", "e"]`, `["a", "d"]`)
	case 6:
		return "ext.x.k1 " + of("==", "!=") + ` "` + of("a", "c") + `"`
	case 7:
		return "ext.x.d1 " + of("<=", ">", ">=") + " at"
	case 8:
		return "ext.x.d1 " + of("+", "-") + " " + of("days(30)", "months(2)") + of(" < ", " >= ") + "at"
	case 9:
		return "ext.x.l1." + of("all", "exists") + `(v, v in ["a", "c"])`
	case 10:
		return "size(ext.x.l1) " + op() + " " + of("0", "1", "2")
	case 11, 12:
		return "supplyChain.subcontractors." + of("all", "exists") + "(s, " + of("s.critical", "!s.auditRight", `s.seat == "DE"`, `s.seat in ["FR", "NL"]`, "s.critical && s.auditRight",
			`s.seat != "US" || s.auditRight`, "s.countries.all(c, c in [\"DE\", \"FR\"])", `s.countries.exists(c, c == "DE")`) + ")"
	case 13:
		return "size(supplyChain.subcontractors) " + op() + " " + of("0", "1", "2")
	}
	return of(`subject.layer == "platform"`, "ext.x.n1 + ext.x.n2 > 4", "ext.x.b1 == ext.x.b2", "(ext.x.b1 ? ext.x.n1 : ext.x.n2) > 2")
}

func newTurnWorld(t testing.TB, seed uint64) *turnWorld {
	t.Helper()
	w := &turnWorld{Rand: rand.New(rand.NewPCG(seed, 0x7c1a))}
	var c, p strings.Builder
	fmt.Fprintf(&c, "trias: catalogue/v1\nid: turned\nversion: 1.0.0\nlanguage: 1\nfacts: %s\ncriteria:\n", turnFacts)
	fmt.Fprintf(&p, "trias: profile/v1\nid: turned\nversion: 1.0.0\ncatalogue: turned\nstages: {late: {from: 2027-03-01}}\n%scriteria:\n", pickOne(w.Rand, "", "", "deviations: inconclusive\n"))
	for i := range 6 {
		rule, when := w.rule(w.IntN(3)), ""
		fmt.Fprintf(&c, "  - {id: C%d, dimension: control, domain: data, title: {en: C, de: C}, question: {en: C, de: C}, rule: '%s'", i, rule)
		if w.IntN(3) == 0 {
			when = w.rule(w.IntN(2))
			fmt.Fprintf(&c, ", when: '%s'", when)
		}
		special := ""
		if w.IntN(2) == 0 {
			switch {
			case strings.Contains(rule, "ext.x.n1"):
				special = `, facts: {ext.x.n1: 'by("contract")'}`
			case strings.Contains(rule, "subcontractors"):
				special = `, facts: {supplyChain: 'attested("bsi-c5", 2)'}`
			}
		}
		fmt.Fprintf(&c, "%s}\n", pickOne(w.Rand, "", ", remedy: {effort: low, en: R, de: R}", ", remedy: {effort: high, en: R, de: R}"))
		fmt.Fprintf(&p, "  C%d: {obligation: %s, weight: %s, %sproof: {rule: '%s'%s}}\n", i, pickOne(w.Rand, "must", "must", "should", "may"), pickOne(w.Rand, "1", "2", "0.5", "0.125"),
			pickOne(w.Rand, "", "", "", "stage: late, "), pickOne(w.Rand, smallDemands...), pickOne(w.Rand, "", "", ", when: none")+special)
	}
	w.text = c.String() + "---\n" + p.String()
	catalogue, err := criteria.Decode("catalogue.yaml", []byte(c.String()))
	if err != nil && strings.Contains(err.Error(), "more than the budget") {
		return nil // no catalogue may have such a rule
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, w.text)
	}
	profile, err := profiles.Decode("profile.yaml", []byte(p.String()), catalogue)
	if err != nil {
		t.Fatalf("%v\n%s", err, w.text)
	}
	if w.evaluator, err = evaluator.Compile(catalogue, profile); err != nil {
		t.Fatal(err)
	}
	return w
}

// dossier makes one to three sources, which may disagree.
func (w *turnWorld) dossier(t testing.TB) *evidence.Dossier {
	t.Helper()
	var frags []*evidence.Fragment
	first := w.source(0)
	frags = append(frags, first)
	for i := 1; i < 3 && w.IntN(3) == 0; i++ {
		f := w.source(i)
		if w.IntN(2) == 0 { // it says nothing else
			f.Ext, f.SupplyChain, f.Partial = nil, first.SupplyChain, slices.Clone(first.Partial)
			f.Ext = map[string]map[string]evidence.Value{"x": first.Ext["x"]}
		}
		frags = append(frags, f)
	}
	d, err := evidence.Merge(frags...)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (w *turnWorld) source(i int) *evidence.Fragment {
	f := &evidence.Fragment{Name: fmt.Sprintf("source-%d.yaml", i), Subject: &evidence.Subject{ID: "offer"}, Ext: map[string]map[string]evidence.Value{"x": {}}}
	if i == 0 && w.IntN(2) == 0 {
		f.Subject.Layer = evidence.Layer(pickOne(w.Rand, "platform", "application"))
	}
	say := func() bool { return w.IntN(3) > 0 }
	x := f.Ext["x"]
	for _, name := range []string{"n1", "n2"} {
		if say() {
			x[name] = evidence.Int(int64(w.IntN(24) - 4))
		}
	}
	for _, name := range []string{"b1", "b2"} {
		if say() {
			x[name] = evidence.Bool(w.IntN(2) == 0)
		}
	}
	letters := []string{"a", "b", "c", "d", "e"}
	if say() {
		x["k1"] = evidence.String(pickOne(w.Rand, letters...))
	}
	if say() {
		x["d1"] = evidence.String(testkit.Today.AddDays(w.IntN(400) - 200).String())
	}
	if say() {
		x["l1"] = evidence.Strings(letters[w.IntN(3) : 2+w.IntN(4)]...)
	}
	if say() {
		list := []evidence.Subcontractor{}
		for k := range w.IntN(4) {
			s := evidence.Subcontractor{ID: fmt.Sprintf("s%d", k)}
			if say() {
				s.Critical = evidence.Known(w.IntN(2) == 0)
			}
			if say() {
				s.AuditRight = evidence.Known(w.IntN(2) == 0)
			}
			if say() {
				s.Seat = evidence.Known(evidence.Country(pickOne(w.Rand, "DE", "US", "FR")))
			}
			if say() {
				s.Countries = append(s.Countries, []evidence.Country{"DE", "US", "FR"}[w.IntN(3):]...)
			}
			list = append(list, s)
		}
		f.SupplyChain.Subcontractors = list
		if w.IntN(4) == 0 {
			f.Partial = []string{"supplyChain.subcontractors"}
		}
	}
	kinds := []evidence.ProofKind{evidence.Test, evidence.Contract, evidence.Documentation}
	for k := range w.IntN(3) {
		on := testkit.Today.AddDays(-w.IntN(60))
		f.Proofs = append(f.Proofs, evidence.Proof{ID: fmt.Sprintf("p%d", k), Kind: kinds[w.IntN(3)], Issuer: "Example", Issued: &on,
			Covers: [][]string{{"ext.x"}, {"supplyChain"}, {"ext.x", "supplyChain"}}[w.IntN(3)]})
	}
	return f
}

// turnCheck counts what was looked at.
type turnCheck struct {
	criteria, counterfactuals, steps, turns, without, nearer, open int
	none                                                           map[evaluator.NoTurn]int
}

// holds looks at every counterfactual of a dossier by itself: it applies the steps
// and evaluates, with and without each of them, and with every nearer value.
// Every says of how many one is looked at so closely.
func (n *turnCheck) holds(t testing.TB, e *evaluator.Evaluator, d *evidence.Dossier, at time.Time, every int, opts ...evaluator.Option) evaluator.Counterfactuals {
	t.Helper()
	ctx := context.Background()
	all, err := e.Counterfactuals(ctx, d, at, opts...)
	if err != nil {
		t.Fatal(err)
	}
	now, err := e.Decide(ctx, d, at, opts...)
	if err != nil {
		t.Fatal(err)
	}
	if all.Conformity != now.Conformity {
		t.Errorf("it says %s, and the verdict is %s", all.Conformity, now.Conformity)
	}
	ids := e.Profile().Criteria()
	day := evidence.DateOf(at, e.Profile().Zone())
	decide := func(c *evaluator.Counterfactual, steps []evaluator.Step) (evaluator.Decision, bool) {
		t.Helper()
		with := evaluator.Counterfactual{Steps: steps, Proofs: c.Proofs}
		amended, err := with.Apply(d)
		if err != nil {
			return evaluator.Decision{}, false
		}
		x, err := e.Decide(ctx, amended, at, opts...)
		return x, err == nil
	}
	check := func(c *evaluator.Counterfactual, of int, name string) {
		t.Helper()
		n.counterfactuals++
		n.steps += len(c.Steps)
		rank := func(x evaluator.Decision) int {
			if of >= 0 {
				return x.Outcomes[of].Rank()
			}
			return x.Conformity.Rank()
		}
		outcome := func(x evaluator.Decision) evaluator.Outcome {
			if of >= 0 {
				return x.Outcomes[of]
			}
			return ""
		}
		after, ok := decide(c, c.Steps)
		if !ok {
			t.Errorf("%s cannot be applied:\n%s", name, show(c))
			return
		}
		if after.Conformity != c.Reached.Conformity || outcome(after) != c.Reached.Outcome || of >= 0 && !after.Outcomes[of].Met() || rank(after) <= rank(now) {
			t.Errorf("%s: it promises %+v, and what comes out is %s %s:\n%s", name, c.Reached, outcome(after), after.Conformity, show(c))
		}
		values := slices.DeleteFunc(slices.Clone(c.Steps), func(s evaluator.Step) bool { return s.Kind == evaluator.StepProve })
		if claimed, ok := decide(c, values); !ok || claimed.Conformity != c.Claimed.Conformity || outcome(claimed) != c.Claimed.Outcome {
			t.Errorf("%s: the values alone are to give %+v, and give %s %s:\n%s", name, c.Claimed, outcome(claimed), claimed.Conformity, show(c))
		}
		var improves, worsens []evaluator.OutcomeChange
		var gain int64
		for i, id := range ids {
			from, to := now.Outcomes[i], after.Outcomes[i]
			switch change := (evaluator.OutcomeChange{Criterion: id, From: from, To: to}); {
			case to.Rank() > from.Rank():
				improves = append(improves, change)
			case to.Rank() < from.Rank():
				worsens = append(worsens, change)
			}
			applied, _ := e.Profile().Applied(id)
			if k, _ := e.Catalogue().Lookup(id); !k.StandingOn(day).Counts() {
				continue
			}
			if to.Met() {
				gain += applied.Weight.Thousandths()
			}
			if from.Met() {
				gain -= applied.Weight.Thousandths()
			}
		}
		if !slices.Equal(improves, c.Improves) || !slices.Equal(worsens, c.Worsens) {
			t.Errorf("%s: improves %v, worsens %v, and not as it says:\n%s", name, improves, worsens, show(c))
		}
		if want := float64(gain) / 1000; fmt.Sprint(want) != c.Gain {
			t.Errorf("%s: gains %v, not %s", name, want, c.Gain)
		}
		if n.counterfactuals%every != 0 {
			return
		}
		for i := range c.Steps {
			n.without++
			rest := slices.Delete(slices.Clone(c.Steps), i, i+1)
			if x, ok := decide(c, rest); ok && (of >= 0 && x.Outcomes[of].Met() || of < 0 && x.Conformity.Rank() >= c.Reached.Conformity.Rank()) {
				t.Errorf("%s: it also holds without %s %s:\n%s", name, c.Steps[i].Kind, c.Steps[i].Path, show(c))
			}
			if of < 0 {
				continue
			}
			for _, v := range nearer(e, &c.Steps[i]) {
				n.nearer++
				other := slices.Clone(c.Steps)
				other[i].To = v
				if x, ok := decide(c, other); ok && x.Outcomes[of].Met() {
					t.Errorf("%s: %s does as well for %s:\n%s", name, v, c.Steps[i].Path, show(c))
				}
			}
		}
	}
	k := 0
	for i, id := range ids {
		criterion, _ := e.Catalogue().Lookup(id)
		if now.Outcomes[i].Met() || !criterion.StandingOn(day).Counts() {
			continue
		}
		if k >= len(all.Criteria) || all.Criteria[k].Criterion != id {
			t.Fatalf("%s is not met, and nothing is said of it", id)
		}
		of := &all.Criteria[k]
		k++
		n.criteria++
		if of.Outcome != now.Outcomes[i] || (len(of.Counterfactuals) == 0) != (of.None != "") {
			t.Errorf("%s: outcome %s, %d counterfactuals, none because of %q", id, of.Outcome, len(of.Counterfactuals), of.None)
		}
		if of.None != "" {
			if n.none == nil {
				n.none = map[evaluator.NoTurn]int{}
			}
			n.none[of.None]++
		}
		if of.More {
			n.open++
		}
		for j := range of.Counterfactuals {
			c := &of.Counterfactuals[j]
			check(c, i, id)
			if j == 0 {
				continue
			}
			before := &of.Counterfactuals[j-1]
			if before.Reached.Outcome != c.Reached.Outcome {
				if before.Reached.Outcome != evaluator.Pass {
					t.Errorf("%s: ways to pass come after ways not to apply", id)
				}
			} else if before.Effort.Compare(c.Effort) > 0 {
				t.Errorf("%s: counterfactuals are not in the order of effort", id)
			}
		}
	}
	if k != len(all.Criteria) {
		t.Errorf("it speaks of %d criteria, and %d are not met", len(all.Criteria), k)
	}
	last := now.Conformity
	for i := range all.Turns {
		n.turns++
		turn := &all.Turns[i]
		if turn.Reached.Conformity.Rank() <= last.Rank() {
			t.Errorf("a turn leads from %s to %s", last, turn.Reached.Conformity)
		}
		last = turn.Reached.Conformity
		check(&turn.Counterfactual, -1, "turn to "+string(turn.Reached.Conformity))
	}
	if (last != evaluator.Conformant) != (len(all.Stuck) > 0) {
		t.Errorf("the turns end at %s, and %d criteria are stuck", last, len(all.Stuck))
	}
	return all
}

// nearer are the values of a whole number, a date or a closed set that are nearer
// to what is stated than the one proposed.
func nearer(e *evaluator.Evaluator, s *evaluator.Step) (out []evidence.Value) {
	if s.Kind != evaluator.StepChange {
		return nil
	}
	switch from := s.From.Any().(type) {
	case int64:
		to, _ := s.To.Any().(int64)
		d := max(from-to, to-from)
		if d > 60 {
			return nil
		}
		for x := from - d + 1; x < from+d; x++ {
			if x != from {
				out = append(out, evidence.Int(x))
			}
		}
	case string:
		to, _ := s.To.Any().(string)
		if a, err := evidence.ParseDate(from); err == nil {
			b, err := evidence.ParseDate(to)
			for x := 1; err == nil && x < 400 && a.AddDays(x) != b && a.AddDays(-x) != b; x++ {
				if x < 3 || x%29 == 0 || a.AddDays(x+1) == b || a.AddDays(-x-1) == b {
					out = append(out, evidence.String(a.AddDays(x).String()), evidence.String(a.AddDays(-x).String()))
				}
			}
			return out
		}
		var values []string
		switch {
		case s.Path == "ext.x.k1":
			values = []string{"a", "b", "c", "d", "e"}
		default:
			if f := evidence.FactSchema().Field(s.Path); f != nil {
				values = f.Values
			}
		}
		i, j := slices.Index(values, from), slices.Index(values, to)
		for k, v := range values {
			if k != i && math.Abs(float64(k-i)) < math.Abs(float64(j-i)) {
				out = append(out, evidence.String(v))
			}
		}
	}
	return out
}

func show(c *evaluator.Counterfactual) string {
	var b strings.Builder
	for _, s := range c.Steps {
		fmt.Fprintf(&b, "  %s %s", s.Kind, s.Path)
		if !s.From.IsZero() {
			fmt.Fprintf(&b, " from %s", s.From)
		}
		if !s.To.IsZero() {
			fmt.Fprintf(&b, " to %s", s.To)
		}
		if len(s.Entries) > 0 {
			fmt.Fprintf(&b, " %v", s.Entries)
		}
		if s.Needs != "" {
			fmt.Fprintf(&b, " needs %s", s.Needs)
		}
		b.WriteString("\n")
	}
	return b.String()
}

// Every counterfactual gives what it promises, and does not without any one of
// its steps, nor does a nearer value, on generated rules and dossiers.
func TestCounterfactualsHold(t *testing.T) {
	t.Parallel()
	var n turnCheck
	worlds := max(1, *turnCases/6)
	if testing.Short() {
		worlds = min(worlds, 3)
	}
	for s := range uint64(worlds) {
		w := newTurnWorld(t, *seed+s)
		if w == nil {
			continue
		}
		for range 6 {
			d := w.dossier(t)
			n.holds(t, w.evaluator, d, testkit.At, 1)
			if t.Failed() {
				var sources strings.Builder
				for _, f := range d.Sources() {
					text, _ := f.EncodeYAML()
					fmt.Fprintf(&sources, "%s\n%s", f.Name, text)
				}
				t.Fatalf("seed %d\n%s\n%s", *seed+s, w.text, sources.String())
			}
		}
	}
	t.Logf("%d unmet criteria (none for %v, more for %d), %d counterfactuals of %d steps, %d turns, %d tried without a step, %d nearer values", n.criteria, n.none, n.open, n.counterfactuals, n.steps, n.turns, n.without, n.nearer)
	if n.turns == 0 || n.without == 0 || n.nearer == 0 {
		t.Error("the cases do not show it")
	}
}
