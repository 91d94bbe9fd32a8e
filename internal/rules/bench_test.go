package rules_test

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
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

type bareRule struct {
	id         string
	program    cel.Program
	activation map[string]any
}

// bareRules are the same rules in plain cel-go, each with its activation built
// beforehand.
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
		act := map[string]any{"params": params, "subject": map[string]any{"layer": "platform"}, "at": rules.BareAt(evidence.DateOf(benchAt, time.UTC))}
		for name, v := range facts {
			act[name] = v
		}
		texts := []string{k.Rule}
		if k.When != "" {
			texts = append(texts, k.When)
		}
		for _, text := range texts {
			ast, issues := env.Compile(text)
			if issues.Err() != nil {
				tb.Fatal(id, issues.Err())
			}
			program, err := env.Program(ast, cel.EvalOptions(cel.OptOptimize))
			if err != nil {
				tb.Fatal(err)
			}
			out = append(out, bareRule{id, program, act})
		}
	}
	return out
}

// TestBareAgrees keeps the benchmark honest: the peers compute the same.
func TestBareAgrees(t *testing.T) {
	e, c, p := compiled(t)
	d := benchDossier(t, allDomains...)
	v, err := e.Evaluate(context.Background(), d, benchAt)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range bareRules(t, c, p, d) {
		out, _, err := r.program.Eval(r.activation)
		res, _ := v.Result(r.id)
		if err != nil || out == types.True != (res.Outcome == evaluator.Pass) {
			t.Errorf("%s: bare cel-go says %v (%v), Trias %s", r.id, out, err, res.Outcome)
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
				if _, _, err := bare[i].program.Eval(bare[i].activation); err != nil {
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

// BenchmarkColdStart loads and compiles catalogue and profile from their text:
// the embedded ones, and ones of 92 criteria made of theirs.
func BenchmarkColdStart(b *testing.B) {
	read := func(name string) string {
		data, err := os.ReadFile("../../" + name)
		if err != nil {
			b.Fatal(err)
		}
		return string(data)
	}
	catalogue, profile := read("criteria/catalogue.yaml"), read("profiles/normal.yaml")
	b.Run("embedded", func(b *testing.B) { coldStart(b, catalogue, profile) })
	catalogue = repeated(b, catalogue, "\n  - id: ", 92)
	profile = repeated(b, profile, "\n  ", 92)
	b.Run("92-criteria", func(b *testing.B) { coldStart(b, catalogue, profile) })
}

func coldStart(b *testing.B, catalogue, profile string) {
	b.ReportAllocs()
	for b.Loop() {
		c, err := criteria.Decode("catalogue.yaml", []byte(catalogue))
		if err != nil {
			b.Fatal(err)
		}
		p, err := profiles.Decode("profile.yaml", []byte(profile), c)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := evaluator.Compile(c, p); err != nil {
			b.Fatal(err)
		}
	}
}

// repeated repeats the entries under criteria, each of which starts with a
// prefix and an id, under other ids until there are as many as wanted.
func repeated(tb testing.TB, text, prefix string, want int) string {
	tb.Helper()
	head, body, ok := strings.Cut(text, "\ncriteria:\n")
	if !ok {
		tb.Fatal("no criteria")
	}
	start := regexp.MustCompile(regexp.QuoteMeta(prefix) + `([A-Z]{3}-[A-Z]{3}-[0-9]{2})`)
	body = "\n" + body
	at := start.FindAllStringSubmatchIndex(body, -1)
	var b strings.Builder
	b.WriteString(head + "\ncriteria:\n")
	for i := range want {
		m, end := at[i%len(at)], len(body)
		if next := i%len(at) + 1; next < len(at) {
			end = at[next][0]
		}
		fmt.Fprintf(&b, "%s-%d%s", body[m[0]:m[3]], i/len(at), body[m[3]:end])
	}
	b.WriteByte('\n')
	return b.String()
}
