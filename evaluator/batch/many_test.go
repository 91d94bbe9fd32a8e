package batch_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// manyFacts is how many facts of each kind catalogues of [manyRules] have.
const manyFacts = 10

// manyRules are rules that relate k facts in one question, and may be settled, or
// break, by some of them.
func manyRules(k int) []string {
	facts := func(format, sep string, from, to int) string {
		var parts []string
		for i := from; i <= to; i++ {
			parts = append(parts, fmt.Sprintf(format, i))
		}
		return strings.Join(parts, sep)
	}
	out := []string{
		facts("ext.x.n%d", " * ", 1, k) + " > 0",
		fmt.Sprintf("(%s) == ext.x.b%d", facts("ext.x.b%d", " && ", 1, k-1), k),
		fmt.Sprintf("(%s) != (ext.x.n%d > 3)", facts("ext.x.b%d", " || ", 1, k-1), k),
		fmt.Sprintf("ext.x.l.exists(e, %s)", facts("e * ext.x.n%d > 9", " && ", 1, k-1)),
		fmt.Sprintf("ext.x.l.all(e, %s || e > 3)", facts("e == ext.x.n%d", " || ", 1, k-1)),
	}
	if k > 2 {
		sum := fmt.Sprintf("(ext.x.b1 ? ext.x.n1 : %s)", facts("ext.x.n%d", " + ", 2, k-1))
		out = append(out, sum+" > 5", sum+fmt.Sprintf(" * ext.x.n%d != 0", k-1))
	}
	return out
}

// manyEvaluator compiles the rules with the demands of one profile.
func manyEvaluator(t testing.TB, rules []string, demand, special string) *evaluator.Evaluator {
	t.Helper()
	var c, p strings.Builder
	c.WriteString("trias: catalogue/v1\nid: many\nversion: 1.0.0\nlanguage: 1\nfacts:\n  x:\n    l: {type: int, list: true, question: {en: L, de: L}}\n")
	for i := 1; i <= manyFacts; i++ {
		fmt.Fprintf(&c, "    n%d: {type: int, question: {en: N, de: N}}\n    b%d: {type: bool, question: {en: B, de: B}}\n", i, i)
	}
	c.WriteString("criteria:\n")
	p.WriteString("trias: profile/v1\nid: many\nversion: 1.0.0\ncatalogue: many\ncriteria:\n")
	for i, rule := range rules {
		when := ""
		if i%3 == 2 {
			when = ", when: '" + rules[i-1] + "'"
		}
		fmt.Fprintf(&c, "  - {id: C%d, dimension: control, domain: data, title: {en: C, de: C}, question: {en: C, de: C}, remedy: {effort: low, en: R, de: R}, rule: '%s'%s}\n", i, rule, when)
		facts := ""
		if strings.Contains(rule+when, "ext.x.n1 ") {
			facts = fmt.Sprintf(", facts: {ext.x.n1: '%s'}", special)
		}
		if when != "" {
			when = ", when: '" + special + "'"
		}
		fmt.Fprintf(&p, "  C%d: {obligation: must, proof: {rule: '%s'%s%s}}\n", i, demand, when, facts)
	}
	return decoded(t, c.String(), p.String())
}

// manyDossier states and proves some of the facts; products of its numbers are often
// too large.
func manyDossier(t testing.TB, r *rand.Rand) *evidence.Dossier {
	t.Helper()
	missing := []float64{0, 0.1, 0.3, 0.7}[r.IntN(4)]
	number := func() evidence.Value {
		return evidence.Int([]int64{0, 1, 1, 2, -1, 3, 4, 9, 10, 1 << 40, -1 << 53}[r.IntN(11)])
	}
	facts := map[string]evidence.Value{}
	state := func(name string, v evidence.Value) {
		if r.Float64() >= missing {
			facts[name] = v
		}
	}
	for i := 1; i <= manyFacts; i++ {
		state(fmt.Sprint("n", i), number())
		state(fmt.Sprint("b", i), evidence.Bool(r.IntN(4) > 0))
	}
	list := make([]evidence.Value, r.IntN(4))
	for i := range list {
		list[i] = number()
	}
	state("l", evidence.List(list...))
	if len(facts) == 0 {
		facts["b1"] = evidence.Bool(true)
	}
	f := &evidence.Fragment{Name: "a", Subject: &evidence.Subject{ID: "offer", Name: "Offer"}, Ext: map[string]map[string]evidence.Value{"x": facts}}
	unproven := []float64{0, 0.1, 0.5}[r.IntN(3)]
	for _, kind := range []evidence.ProofKind{"contract", "test"} {
		issued := testkit.Today
		p := evidence.Proof{ID: string(kind), Kind: kind, Issuer: "issuer", Issued: &issued}
		for _, name := range sortedNames(facts) {
			if r.Float64() >= unproven {
				p.Covers = append(p.Covers, "ext.x."+name)
			}
		}
		if p.Covers != nil {
			f.Proofs = append(f.Proofs, p)
		}
	}
	fragments := []*evidence.Fragment{f}
	if r.IntN(20) == 0 { // a contradiction
		fragments = append(fragments, &evidence.Fragment{Name: "b", Ext: map[string]map[string]evidence.Value{"x": {"n1": number()}}})
	}
	return testkit.Dossier(t, fragments)
}

func sortedNames[V any](m map[string]V) (out []string) {
	for name := range m {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// Questions that relate two to ten facts, and that some of them settle or break, come
// out as the evaluator says: with facts that are missing or unproven, with different
// demands on different facts, and where some count as proven.
func TestAgreesOnManyFacts(t *testing.T) {
	t.Parallel()
	for k := 2; k <= manyFacts; k++ {
		t.Run(fmt.Sprint(k), func(t *testing.T) {
			t.Parallel()
			rules := manyRules(k)
			strict, other := manyEvaluator(t, rules, `by("contract")`, "none"), manyEvaluator(t, rules, "none", `by("test")`)
			variants := []batch.Variant{{Evaluator: strict}, {Evaluator: other}, {Evaluator: strict, Prove: []string{"ext.x.n2", "ext.x.b1"}}, {Evaluator: other, Reveal: []string{"ext.x.n1"}}}
			p := plan(t, testkit.At, variants...)
			trusting := []*evaluator.Evaluator{strict, other}
			for _, v := range variants[2:] {
				e, err := v.Evaluator.Vary(evaluator.Variation{Trusted: slices.Concat(v.Prove, v.Reveal)})
				must(t, err)
				trusting = append(trusting, e)
			}
			records := 120 * *more
			coded, plain := p.NewBlock(), plan(t, testkit.At, variants[:2]...).NewBlock()
			coded.Reset(records)
			plain.Reset(records)
			encoder := p.NewEncoder()
			var dossiers []*evidence.Dossier
			r := rand.New(rand.NewPCG(uint64(k), 3))
			for n := range records {
				d := manyDossier(t, r)
				dossiers = append(dossiers, d)
				must(t, encoder.Encode(t.Context(), coded, n, d))
				encode(t, plain, n, d)
			}
			if n, alone := encoder.Encoded(); alone*8 > n {
				t.Errorf("%d of %d records were left to the evaluator", alone, n)
			}
			agree(t, p.NewMachine(), coded, dossiers, func(v int) *evaluator.Evaluator { return trusting[v] })
			agree(t, plain.Plan().NewMachine(), plain, dossiers, evaluatorsOf(plain.Plan()))
			seen := map[evaluator.Outcome]int{}
			result := p.NewMachine().Run(coded)
			for n := range records {
				for i := range rules {
					seen[result.Outcome(0, i, n)]++
				}
			}
			for _, o := range evaluator.Outcome("").Values() {
				if seen[evaluator.Outcome(o)] == 0 && (k > 2 || o != "error") {
					t.Errorf("nothing is %s", o)
				}
			}
		})
	}
}

// BenchmarkRelated is the cost of questions by how many facts they relate: of compiling
// them, and of encoding a record of which nothing was seen before, and of deciding it.
func BenchmarkRelated(b *testing.B) {
	for k := 2; k <= 8; k++ {
		e := manyEvaluator(b, manyRules(k)[1:4], `by("contract")`, "none")
		b.Run(fmt.Sprintf("compile/%d", k), func(b *testing.B) {
			for b.Loop() {
				plan(b, testkit.At, batch.Variant{Evaluator: e})
			}
		})
		r := rand.New(rand.NewPCG(uint64(k), 3))
		dossiers := make([]*evidence.Dossier, 512)
		for i := range dossiers {
			dossiers[i] = manyDossier(b, r)
		}
		b.Run(fmt.Sprintf("encode/%d", k), func(b *testing.B) {
			n := 0
			var encoder *batch.Encoder
			var block *batch.Block
			for b.Loop() {
				if n%len(dossiers) == 0 {
					b.StopTimer()
					p := plan(b, testkit.At, batch.Variant{Evaluator: e})
					encoder, block = p.NewEncoder(), p.NewBlock()
					block.Reset(len(dossiers))
					b.StartTimer()
				}
				must(b, encoder.Encode(b.Context(), block, n%len(dossiers), dossiers[n%len(dossiers)]))
				n++
			}
			b.ReportMetric(float64(block.Plan().Planes()), "planes")
		})
		b.Run(fmt.Sprintf("decide/%d", k), func(b *testing.B) {
			n := 0
			for b.Loop() {
				if _, err := e.Decide(b.Context(), dossiers[n%len(dossiers)], testkit.At); err != nil {
					b.Fatal(err)
				}
				n++
			}
		})
	}
}
