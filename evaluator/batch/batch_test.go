package batch_test

import (
	"context"
	"flag"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// more makes the tests that compare with the evaluator look at so many times as
// many records.
var more = flag.Int("more", 1, "how many times as many records to compare")

// embedded compiles an embedded profile.
func embedded(t testing.TB, name string) *evaluator.Evaluator {
	t.Helper()
	profile, err := profiles.Lookup(name)
	if err != nil {
		t.Fatal(err)
	}
	e, err := evaluator.Compile(profile.Catalogue(), profile)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// everyProfile is a variant for each embedded profile.
func everyProfile(t testing.TB) (out []batch.Variant) {
	t.Helper()
	for _, name := range profiles.Names() {
		out = append(out, batch.Variant{Evaluator: embedded(t, name)})
	}
	return out
}

func plan(t testing.TB, at time.Time, variants ...batch.Variant) *batch.Plan {
	t.Helper()
	p, err := batch.Compile(at, variants...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// encode puts a dossier into a block, by the plainest way there is: what does not
// go into codes at once is patched.
func encode(t testing.TB, b *batch.Block, record int, d *evidence.Dossier) {
	t.Helper()
	p := b.Plan()
	env := p.Variants()[0].Evaluator.Catalogue().Environment()
	value := func(path string) (v evidence.Stated, proofs []int, plain bool) {
		if v, ok := fieldOf(d, path); ok {
			return v, nil, true
		}
		slot, ok := env.Slot(path)
		if !ok {
			t.Fatalf("no fact %s", path)
		}
		switch f := env.Stated(d, slot); {
		case len(f.Alternatives) == 0:
			return v, nil, true
		case len(f.Alternatives) == 1 && len(f.Alternatives[0].Parts) == 1:
			return f.Alternatives[0].Value, f.Alternatives[0].Parts[0].Proofs, true
		}
		return v, nil, false
	}
	for _, c := range p.Columns() {
		if c.Kind() == batch.Track {
			var every []int
			for i := range d.Proofs() {
				every = append(every, i)
			}
			must(t, b.SetProven(c, 0, record, c.Demands()[0].Satisfied(d.Proofs(), every)))
			continue
		}
		var values []evidence.Stated
		var covering []int
		for i, path := range c.Paths() {
			v, proofs, plain := value(path)
			if c.Kind() == batch.View && c.Sees()[i].Demand >= 0 && !columnOf(t, p, path).Demands()[c.Sees()[i].Demand].Satisfied(d.Proofs(), proofs) {
				v = evidence.Stated{}
			}
			if !plain {
				var decisions []evaluator.Decision
				for _, v := range p.Variants() {
					decision, err := v.Evaluator.Decide(context.Background(), d, p.At())
					if err != nil {
						t.Fatal(err)
					}
					decisions = append(decisions, decision)
				}
				must(t, b.Patch(record, decisions))
				return
			}
			values, covering = append(values, v), proofs
		}
		class, err := c.Class(values...)
		if err != nil {
			t.Fatalf("%s: %v", c.Name(), err)
		}
		must(t, b.Set(c, record, class))
		for k, demand := range c.Demands() {
			must(t, b.SetProven(c, k, record, demand.Satisfied(d.Proofs(), covering)))
		}
	}
}

// fieldOf is a field of the subject, false for a path of anything else.
func fieldOf(d *evidence.Dossier, path string) (v evidence.Stated, ok bool) {
	subject := d.Subject()
	switch path {
	case "subject.layer":
		if subject.Layer != "" {
			v.Scalar = string(subject.Layer)
		}
	case "subject.version":
		if subject.Version != "" {
			v.Scalar = string(subject.Version)
		}
	case "subject.regions":
		v = listOf(subject.Regions)
	case "subject.services":
		v = listOf(subject.Services)
	default:
		return v, false
	}
	return v, true
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func listOf[T ~string](list []T) (v evidence.Stated) {
	if list == nil {
		return v
	}
	v.List = &evidence.StatedList{}
	for _, s := range list {
		v.List.Items = append(v.List.Items, evidence.Item{Scalar: string(s)})
	}
	return v
}

// agree runs a block and compares it with the evaluator.
func agree(t *testing.T, m *batch.Machine, b *batch.Block, dossiers []*evidence.Dossier, of func(variant int) *evaluator.Evaluator) {
	t.Helper()
	r := m.Run(b)
	for v, variant := range m.Plan().Variants() {
		ids := variant.Evaluator.Profile().Criteria()
		for record, d := range dossiers {
			want, err := of(v).Decide(t.Context(), d, m.Plan().At())
			if err != nil {
				t.Fatal(err)
			}
			for i, o := range want.Outcomes {
				if got := r.Outcome(v, i, record); got != o {
					t.Errorf("%s, record %d, %s: %s, and the evaluator says %s", variant.Evaluator.Profile().ID(), record, ids[i], got, o)
				}
			}
			if got := r.Conformity(v, record); got != want.Conformity {
				t.Errorf("%s, record %d: %s, and the evaluator says %s", variant.Evaluator.Profile().ID(), record, got, want.Conformity)
			}
			if t.Failed() {
				t.FailNow()
			}
		}
	}
}

// evaluatorsOf are the evaluators of a plan's variants.
func evaluatorsOf(p *batch.Plan) func(int) *evaluator.Evaluator {
	return func(v int) *evaluator.Evaluator { return p.Variants()[v].Evaluator }
}

func TestAgreesWithTheEvaluator(t *testing.T) {
	t.Parallel()
	p := plan(t, testkit.At, everyProfile(t)...)
	m, b := p.NewMachine(), p.NewBlock()
	records := 66 * *more
	b.Reset(records)
	var dossiers []*evidence.Dossier
	for n := range records {
		o := testkit.Varied(n)
		o.Sources = 1
		d := testkit.Dossier(t, testkit.New(uint64(n), o).Fragments())
		dossiers = append(dossiers, d)
		encode(t, b, n, d)
	}
	agree(t, m, b, dossiers, evaluatorsOf(p))
}

func BenchmarkCompile(b *testing.B) {
	e := embedded(b, "high")
	for b.Loop() {
		if _, err := batch.Compile(testkit.At, batch.Variant{Evaluator: e}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRun(b *testing.B) {
	e := embedded(b, "high")
	p := plan(b, testkit.At, batch.Variant{Evaluator: e})
	m, block := p.NewMachine(), p.NewBlock()
	block.Reset(batch.BlockSize)
	for b.Loop() {
		m.Run(block)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/batch.BlockSize, "ns/record")
	b.ReportMetric(float64(m.Ops()), "ops")
	b.ReportMetric(float64(p.Planes()), "planes")
}

// BenchmarkRunAndCount counts all outcomes of all criteria, and the conformities.
func BenchmarkRunAndCount(b *testing.B) {
	e := embedded(b, "high")
	p := plan(b, testkit.At, batch.Variant{Evaluator: e})
	m, block := p.NewMachine(), p.NewBlock()
	block.Reset(batch.BlockSize)
	criteria := len(e.Profile().Criteria())
	counted := 0
	for b.Loop() {
		r := m.Run(block)
		for i := range criteria {
			for _, o := range evaluator.Outcome("").Values() {
				counted += r.Count(0, i, evaluator.Outcome(o))
			}
		}
		for _, c := range evaluator.Conformity("").Values() {
			counted += r.CountConformity(0, evaluator.Conformity(c))
		}
	}
	if counted != b.N*batch.BlockSize*(criteria+1) {
		b.Errorf("%d outcomes", counted)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/batch.BlockSize, "ns/record")
}
