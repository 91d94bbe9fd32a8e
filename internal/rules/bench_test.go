package rules_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

var benchAt = time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)

// benchDossier is the complete example with a proof of every kind for the given
// domains, so that every fact there is proven under every profile.
func benchDossier(tb testing.TB, proven ...string) *evidence.Dossier {
	tb.Helper()
	data, err := os.ReadFile("../../examples/dossiers/complete.yaml")
	if err != nil {
		tb.Fatal(err)
	}
	f, err := evidence.Decode("complete.yaml", data)
	if err != nil {
		tb.Fatal(err)
	}
	day, err := evidence.ParseDate("2026-10-31")
	if err != nil {
		tb.Fatal(err)
	}
	f.Proofs = nil
	for _, kind := range evidence.ProofKind("").Values() {
		p := evidence.Proof{ID: kind, Kind: evidence.ProofKind(kind), Issuer: "x", Issued: &day, Covers: proven}
		if p.Kind == evidence.Attestation {
			level := int64(2)
			p.Scheme, p.Level, p.Period = evidence.BSIC5, &level, &evidence.Span{From: day, To: day}
		}
		f.Proofs = append(f.Proofs, p)
	}
	d, err := evidence.Merge(f)
	if err != nil {
		tb.Fatal(err)
	}
	return d
}

var allDomains = []string{"data", "operational", "technological", "resilience", "supplyChain"}

func compiled(tb testing.TB) (*evaluator.Evaluator, *criteria.Catalogue, *profiles.Profile) {
	tb.Helper()
	c, err := criteria.Embedded()
	if err != nil {
		tb.Fatal(err)
	}
	p, err := profiles.Lookup("normal")
	if err != nil {
		tb.Fatal(err)
	}
	e, err := evaluator.Compile(c, p)
	if err != nil {
		tb.Fatal(err)
	}
	return e, c, p
}

// bareRule is a criterion in plain cel-go, with its activation built beforehand.
type bareRule struct {
	id         string
	when, rule cel.Program // when is nil if the criterion always applies
	activation map[string]any
}

// outcome is what a user of plain cel-go would make of it: the rule is asked only
// where the criterion applies, and may hold whether it applies or not.
func (r *bareRule) outcome() (evaluator.Outcome, error) {
	var applies error // to what is not known
	if r.when != nil {
		var v ref.Val
		if v, _, applies = r.when.Eval(r.activation); applies == nil && v != types.True {
			return evaluator.NotApplicable, nil
		}
	}
	holds, _, err := r.rule.Eval(r.activation)
	switch {
	case err != nil:
		return evaluator.Unknown, err
	case holds == types.True:
		return evaluator.Pass, nil
	case applies != nil:
		return evaluator.Unknown, applies
	}
	return evaluator.Fail, nil
}

// bareRules are the criteria of a profile over the facts of a dossier.
func bareRules(tb testing.TB, c *criteria.Catalogue, p *profiles.Profile, d *evidence.Dossier) []bareRule {
	tb.Helper()
	env, err := rules.BareEnv()
	if err != nil {
		tb.Fatal(err)
	}
	facts := map[string]any{}
	for _, name := range allDomains {
		facts[name] = map[string]any{}
	}
	schema := evidence.FactSchema()
	for i := range schema.Fields {
		if alts := d.Fact(i).Alternatives; len(alts) > 0 {
			rules.Put(facts, schema.Fields[i].Path, rules.Bare(&schema.Fields[i], alts[0].Value))
		}
	}
	var out []bareRule
	for _, id := range p.Criteria() {
		k, _ := c.Lookup(id)
		applied, _ := p.Applied(id)
		params := map[string]any{}
		for name, v := range applied.Params {
			params[name] = rules.BareParam(rules.ParamType(k.Params[name].Type), v)
		}
		act := map[string]any{"params": params, "subject": rules.BareSubject(d.Subject()), "at": rules.BareAt(evidence.DateOf(benchAt, time.UTC))}
		for name, v := range facts {
			act[name] = v
		}
		program := func(text string) cel.Program {
			ast, issues := env.Compile(text)
			if issues.Err() != nil {
				tb.Fatal(id, issues.Err())
			}
			program, err := env.Program(ast, cel.EvalOptions(cel.OptOptimize))
			if err != nil {
				tb.Fatal(err)
			}
			return program
		}
		r := bareRule{id: id, rule: program(k.Rule), activation: act}
		if k.When != "" {
			r.when = program(k.When)
		}
		out = append(out, r)
	}
	return out
}

// TestBareAgrees keeps the benchmark honest: the peers compute the same, of the
// example, of an offer that says all that is asked, at every layer, and of others
// that say nearly all; what is not known is an error to plain cel-go.
func TestBareAgrees(t *testing.T) {
	t.Parallel()
	e, c, p := compiled(t)
	dossiers := []*evidence.Dossier{benchDossier(t, allDomains...)}
	for _, layer := range evidence.Layer("").Values() {
		g := testkit.New(1, testkit.Options{})
		f := g.Met()
		f.Subject.Layer = evidence.Layer(layer)
		f.Proofs = g.GoodProofs()
		dossiers = append(dossiers, testkit.Dossier(t, []*evidence.Fragment{f}))
	}
	for seed := range uint64(8) {
		dossiers = append(dossiers, testkit.Dossier(t, testkit.New(seed, testkit.Options{Good: 0.9, Proven: 1}).Fragments()))
	}
	seen := map[evaluator.Outcome]int{}
	for _, d := range dossiers {
		v, err := e.Evaluate(context.Background(), d, benchAt)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range bareRules(t, c, p, d) {
			got, err := r.outcome()
			want, _ := v.Result(r.id)
			if got != want.Outcome {
				t.Errorf("%s at %q: bare cel-go says %s (%v), Trias %s", r.id, d.Subject().Layer, got, err, want.Outcome)
			}
			seen[got]++
		}
	}
	for _, o := range []evaluator.Outcome{evaluator.Pass, evaluator.Fail, evaluator.NotApplicable, evaluator.Unknown} {
		if seen[o] == 0 {
			t.Errorf("nothing is %s", o)
		}
	}
}

func BenchmarkVerdict(b *testing.B) {
	e, c, p := compiled(b)
	ctx := context.Background()
	full, half := benchDossier(b, allDomains...), benchDossier(b, "data", "technological", "resilience")
	bare := bareRules(b, c, p, full)
	b.Run("bare-cel-go", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			for i := range bare {
				if _, err := bare[i].outcome(); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	for _, d := range []struct {
		name    string
		dossier *evidence.Dossier
	}{{"proven", full}, {"half-proven", half}} {
		b.Run("decide-"+d.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.Decide(ctx, d.dossier, benchAt); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run("reasons-"+d.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := e.Evaluate(ctx, d.dossier, benchAt); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkColdStart loads and compiles the catalogue and a profile from their
// text: as they are embedded, and from the YAML people write.
func BenchmarkColdStart(b *testing.B) {
	for _, c := range []struct{ name, catalogue, profile string }{
		{"embedded", "criteria/embedded/catalogue.json", "profiles/embedded/normal.json"},
		{"yaml", "criteria/catalogue.yaml", "profiles/normal.yaml"},
	} {
		files := [2]string{c.catalogue, c.profile}
		var texts [2][]byte
		for i, file := range files {
			data, err := os.ReadFile("../../" + file)
			if err != nil {
				b.Fatal(err)
			}
			texts[i] = data
		}
		b.Run(c.name, func(b *testing.B) { coldStart(b, files, texts) })
	}
}

func coldStart(b *testing.B, files [2]string, texts [2][]byte) {
	b.ReportAllocs()
	for b.Loop() {
		c, err := criteria.Decode(files[0], texts[0])
		if err != nil {
			b.Fatal(err)
		}
		p, err := profiles.Decode(files[1], texts[1], c)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := evaluator.Compile(c, p); err != nil {
			b.Fatal(err)
		}
	}
}
