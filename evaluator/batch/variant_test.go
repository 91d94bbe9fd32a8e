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
	"github.com/trias-sovereignty/trias/profiles"
)

// Whatever is varied of a profile, every variant in one plan comes out as its own
// evaluator says.
func TestVariantsAgree(t *testing.T) {
	t.Parallel()
	base := embedded(t, "high")
	vary := func(v evaluator.Variation) batch.Variant {
		e, err := base.Vary(v)
		if err != nil {
			t.Fatal(err)
		}
		return batch.Variant{Evaluator: e}
	}
	ids := base.Profile().Criteria()
	lenient := map[string]profiles.Obligation{}
	for i, id := range ids {
		lenient[id] = []profiles.Obligation{profiles.May, profiles.May, profiles.Should, profiles.May, profiles.Must}[i%5]
	}
	variants := []batch.Variant{
		{Evaluator: base},
		vary(evaluator.Variation{Params: map[string]map[string]evidence.Value{"DAT-CON-06": {"maxDays": evidence.Int(10)}, "DAT-CHO-01": {"formats": evidence.Strings("openStandard")}}}),
		vary(evaluator.Variation{Params: map[string]map[string]evidence.Value{"DAT-CON-06": {"maxDays": evidence.Int(3000)}}}),
		vary(evaluator.Variation{Obligations: lenient}),
		vary(evaluator.Variation{Dropped: ids[:len(ids)/2], Obligations: map[string]profiles.Obligation{ids[len(ids)-1]: profiles.Should}}),
		vary(evaluator.Variation{Trusted: []string{"data", "operational.exit.plan.documented"}}),
		{Evaluator: base, Prove: []string{"data", "operational.exit.plan.documented"}},
	}
	p := plan(t, testkit.At, variants...)
	m, b := p.NewMachine(batch.Want{Outcomes: true, Conformity: true, Sole: true}), p.NewBlock()
	records := 24 * *more
	b.Reset(records)
	var dossiers []*evidence.Dossier
	for n := range records {
		o := testkit.Varied(n)
		if n%4 == 3 {
			o = testkit.Options{Good: 1, Proven: 0.7, Missing: []float64{0, 0.002}[n%8/4]}
		}
		o.Sources = 1
		d := testkit.Dossier(t, testkit.New(uint64(n), o).Fragments())
		dossiers = append(dossiers, d)
		encode(t, b, n, d)
	}
	agree(t, m, b, dossiers, func(v int) *evaluator.Evaluator {
		if v == len(variants)-1 { // what counts as proven needs no proof
			return variants[v-1].Evaluator
		}
		return variants[v].Evaluator
	})

	// A criterion excludes alone where the record would not be excluded without it.
	r := m.Run(b)
	sole := 0
	for v, variant := range variants[2:5] {
		v += 2
		for record, d := range dossiers {
			excluded := func(e *evaluator.Evaluator) bool {
				decision, err := e.Decide(t.Context(), d, testkit.At)
				if err != nil {
					t.Fatal(err)
				}
				return decision.Conformity == evaluator.NonConformant || decision.Conformity == evaluator.Inconclusive
			}
			was := excluded(variant.Evaluator)
			if is := has(r.Excluded(v), record); is != was {
				t.Fatalf("variant %d, record %d: excluded %v, and the evaluator says %v", v, record, is, was)
			}
			for i := 0; i < len(ids); i += 1 + len(ids)/5 {
				without, err := variant.Evaluator.Vary(evaluator.Variation{Dropped: []string{ids[i]}})
				if err != nil {
					t.Fatal(err)
				}
				want := was && !excluded(without)
				if has(r.Sole(v, i), record) != want {
					t.Fatalf("variant %d, record %d: %s alone excludes: %v, and the evaluator says %v", v, record, ids[i], !want, want)
				}
			}
			for i := range ids {
				if has(r.Sole(v, i), record) {
					sole++
				}
			}
		}
	}
	if sole == 0 {
		t.Error("no record is excluded by one criterion alone")
	}
}

func has(plane []uint64, record int) bool { return plane[record/64]>>(record%64)&1 != 0 }

// What is revealed is taken as it is in truth, and as proven.
func TestRevealsWhatIsHidden(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3 * *more) {
		r := rand.New(rand.NewPCG(seed, 5))
		base := hard(t, r)
		reveal := [][]string{{"ext.x.n1"}, {"ext.x.l1", "ext.x.b1"}, {"ext.x"}, {"ext.x.n2", "ext.x.t1", "ext.x.d1"}}[r.IntN(4)]
		trusting, err := base.Vary(evaluator.Variation{Trusted: reveal})
		if err != nil {
			t.Fatal(err)
		}
		p := plan(t, testkit.At, batch.Variant{Evaluator: base}, batch.Variant{Evaluator: base, Reveal: reveal})
		m, b := p.NewMachine(), p.NewBlock()
		const records = 150
		b.Reset(records)
		var stated, whole []*evidence.Dossier
		for n := range records {
			d := hardDossier(t, r)
			for _, f := range d.Sources() {
				if f.Subject != nil {
					d = testkit.Dossier(t, []*evidence.Fragment{f})
				}
			}
			hidden := testkit.Clone(d.Sources()[0])
			for name := range hidden.Ext["x"] {
				// Of each fact the same, whatever order the map has.
				if (int(seed)+n+len(name)*7+int(name[0])*3+int(name[1]))%3 == 0 {
					delete(hidden.Ext["x"], name)
				}
			}
			hide := testkit.Dossier(t, []*evidence.Fragment{hidden})
			shown := testkit.Clone(hidden)
			for name, v := range d.Sources()[0].Ext["x"] {
				if slices.ContainsFunc(reveal, func(path string) bool { return path == "ext.x" || path == "ext.x."+name }) {
					shown.Ext["x"][name] = v
				}
			}
			stated, whole = append(stated, hide), append(whole, testkit.Dossier(t, []*evidence.Fragment{shown}))
			encode(t, b, n, hide)
			for _, c := range p.Columns() {
				if !c.Whole() && c.Kind() != batch.View {
					continue
				}
				var values []evidence.Stated
				for i, path := range c.Paths() {
					from := d
					if c.Kind() == batch.View && !c.Sees()[i].Whole {
						if from = hide; c.Sees()[i].Demand >= 0 && !has(b.Proven(columnOf(t, p, path), c.Sees()[i].Demand), n) {
							values = append(values, evidence.Stated{})
							continue
						}
					}
					values = append(values, statedOf(t, base, from, path))
				}
				class, err := c.Class(values...)
				if err != nil {
					t.Fatal(err)
				}
				if c.Kind() == batch.View {
					must(t, b.Set(c, n, class))
					continue
				}
				must(t, b.SetWhole(c, n, class))
			}
		}
		result := m.Run(b)
		for n := range records {
			for v, want := range []struct {
				e *evaluator.Evaluator
				d *evidence.Dossier
			}{{base, stated[n]}, {trusting, whole[n]}} {
				decision, err := want.e.Decide(t.Context(), want.d, testkit.At)
				if err != nil {
					t.Fatal(err)
				}
				for i, o := range decision.Outcomes {
					if got := result.Outcome(v, i, n); got != o {
						t.Fatalf("seed %d, variant %d, record %d, %s: %s, and the evaluator says %s; revealed: %s", seed, v, n, hardRules[i], got, o, reveal)
					}
				}
				if got := result.Conformity(v, n); got != decision.Conformity {
					t.Fatalf("seed %d, variant %d, record %d: %s, and the evaluator says %s", seed, v, n, got, decision.Conformity)
				}
			}
		}
	}
}

// statedOf is what a dossier of one source states about a fact or a field of the
// subject.
func statedOf(t testing.TB, e *evaluator.Evaluator, d *evidence.Dossier, path string) evidence.Stated {
	t.Helper()
	if v, ok := fieldOf(d, path); ok {
		return v
	}
	env := e.Catalogue().Environment()
	slot, ok := env.Slot(path)
	if !ok {
		t.Fatalf("no fact %s", path)
	}
	f := env.Stated(d, slot)
	if len(f.Alternatives) == 0 {
		return evidence.Stated{}
	}
	return f.Alternatives[0].Value
}

func TestVariationsThatCannotBe(t *testing.T) {
	t.Parallel()
	e := embedded(t, "high")
	_, err := e.Vary(evaluator.Variation{
		Params:      map[string]map[string]evidence.Value{"DAT-CON-06": {"maxDay": evidence.Int(1), "maxDays": evidence.String("soon")}, "DAT-CON-66": nil, "DAT-CON-08": {"maxDelaySeconds": evidence.Bool(true)}},
		Obligations: map[string]profiles.Obligation{"DAT-CON-06": "perhaps"},
		Dropped:     []string{"DAT-CON-6"},
		Trusted:     []string{"data.kees"},
	})
	if err == nil {
		t.Fatal("no error")
	}
	for _, part := range []string{"no parameter maxDay; did you mean maxDays?", "does not apply DAT-CON-66", "DAT-CON-08: ", `no obligation "perhaps"`, "does not apply DAT-CON-6;", "no fact data.kees"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q is not in: %v", part, err)
		}
	}
}

// BenchmarkSweep compares a sweep over 50 thresholds with one run.
func BenchmarkSweep(b *testing.B) {
	base := embedded(b, "high")
	var variants []batch.Variant
	for n := range 50 {
		e, err := base.Vary(evaluator.Variation{Params: map[string]map[string]evidence.Value{"DAT-CON-06": {"maxDays": evidence.Int(int64(10 + 7*n))}}})
		if err != nil {
			b.Fatal(err)
		}
		variants = append(variants, batch.Variant{Evaluator: e})
	}
	criterion := slices.Index(base.Profile().Criteria(), "DAT-CON-06")
	for _, n := range []int{1, 50} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			p := plan(b, testkit.At, variants[:n]...)
			m, block := p.NewMachine(batch.Want{Conformity: true}, batch.Want{Outcomes: true, Criteria: []int{criterion}}), p.NewBlock()
			block.Reset(batch.BlockSize)
			for b.Loop() {
				m.Run(block)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/batch.BlockSize, "ns/record")
			b.ReportMetric(float64(m.Ops()), "ops")
		})
	}
}

// BenchmarkCompileReveals compiles a plan that asks of each of 400 facts what it
// would change to know it.
func BenchmarkCompileReveals(b *testing.B) {
	base := embedded(b, "high")
	variants := []batch.Variant{{Evaluator: base}}
	for _, c := range plan(b, testkit.At, variants[0]).Columns() {
		if c.Kind() == batch.Fact && len(variants) < 400 {
			variants = append(variants, batch.Variant{Evaluator: base, Reveal: c.Paths()})
		}
	}
	for b.Loop() {
		p := plan(b, testkit.At, variants...)
		m := p.NewMachine(batch.Want{Conformity: true})
		b.ReportMetric(float64(m.Ops()), "ops")
		b.ReportMetric(float64(p.Planes()), "planes")
	}
}
