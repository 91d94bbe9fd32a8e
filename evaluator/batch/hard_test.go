package batch_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// hardFacts are facts of a catalogue's own, of every kind.
const hardFacts = `{x: {
  n1: {type: int, question: {en: N, de: N}}, n2: {type: int, question: {en: N, de: N}}, n3: {type: int, question: {en: N, de: N}},
  f1: {type: number, question: {en: F, de: F}},
  b1: {type: bool, question: {en: B, de: B}}, b2: {type: bool, question: {en: B, de: B}},
  k1: {type: text, values: [a, b, c], question: {en: K, de: K}}, t1: {type: text, question: {en: T, de: T}}, t2: {type: text, question: {en: T, de: T}},
  d1: {type: date, question: {en: D, de: D}}, d2: {type: date, question: {en: D, de: D}},
  v1: {type: version, question: {en: V, de: V}},
  l1: {type: text, list: true, question: {en: L, de: L}}, l2: {type: int, list: true, question: {en: L, de: L}}}}`

// hardRules are rules that do not come apart into tests of single facts, that
// break, or that are settled while something is unknown.
var hardRules = []string{
	`ext.x.n1 + ext.x.n2 > 10`,
	`ext.x.n1 * ext.x.n2 > 100`,
	`(ext.x.b1 && ext.x.n1 > 3) == ext.x.b2`,
	`(ext.x.b1 || ext.x.b2) == (ext.x.n1 > 3)`,
	`ext.x.l1.all(e, e == "a" || ext.x.b1)`,
	`ext.x.l1.exists(e, ext.x.l2.exists(f, f > 3) && e == "b")`,
	`ext.x.l1.all(e, e == ext.x.t1)`,
	`ext.x.l1.all(e, ext.x.l1.exists(f, f == "z") || e != "q")`,
	`ext.x.b1 ? ext.x.n1 > 3 : ext.x.d1 <= at`,
	`ext.x.k1 in ["a", "b"] && !(ext.x.k1 == "b")`,
	`ext.x.t1.startsWith("a") || osiApproved(ext.x.t1)`,
	`ext.x.v1.satisfies(params.versions) || ext.x.v1 < version("1.2.0")`,
	`ext.x.d1 + days(ext.x.n1) >= at`,
	`params.words.all(w, ext.x.t1 != w)`,
	`params.words.exists(w, ext.x.t1 == w || ext.x.b1)`,
	`subject.layer == "platform" || ext.x.b1`,
	`subject.regions.exists(r, inRegion(r, "EU", at)) && subject.version >= ext.x.v1`,
	`ext.x.d1 + params.age >= at && ext.x.d1 <= at`,
	`ext.x.d1 - params.age > ext.x.d2`,
	`ext.x.f1 * 2.0 > 3.0`,
	`ext.x.f1 >= 0.1 && ext.x.f1 != 0.3`,
	`ext.x.n1 > 3 && ext.x.n1 <= 9 || ext.x.n1 in [-1, 0, 100]`,
	`size(ext.x.l1) > 1 && size(ext.x.l2) == 0`,
	`ext.x.l2.all(f, f * ext.x.n1 < 50)`,
	`ext.x.l1.exists(e, e == "a" && (ext.x.b1 ? ext.x.n1 > 3 : ext.x.n2 > 3))`,
	`ext.x.l1.all(e, inRegion(e, "EU", at)) && inRegion(ext.x.t1, "EU", at)`,
	`ext.x.l1.all(e, e == "a" ? ext.x.b1 : ext.x.b2)`,
	`ext.x.l2.all(f, ext.x.l1.exists(e, e == "a") || f > ext.x.n1)`,
	`ext.x.l1.all(e, osiApproved(e) || ext.x.n1 * 9007199254740991 > 0)`,
	`subject.services.all(s, s == ext.x.t1)`,
	`ext.x.n1 * ext.x.n1 * ext.x.n1 > 0`,
	`ext.x.n1 - ext.x.n2 - ext.x.n3 > 0 || !ext.x.b1`,
	`params.none.all(w, ext.x.t2 == w)`,
	`params.on || ext.x.b2`,
	`!params.on && size(params.words) > 1`,
}

const hardParams = `{versions: {type: constraint, default: ">= 1.2, < 2"}, words: {type: strings, default: [a, zz]}, none: {type: strings, default: []}, age: {type: period, default: P12M}, on: {type: bool, default: false}}`

// hard compiles a catalogue of rules, with one or several criteria for each rule,
// and a profile that combines them with obligations, stages and demands at random.
func hard(t testing.TB, r *rand.Rand) *evaluator.Evaluator {
	t.Helper()
	pick := func(from ...string) string { return from[r.IntN(len(from))] }
	var c, p strings.Builder
	fmt.Fprintf(&c, "trias: catalogue/v1\nid: hard\nversion: 1.0.0\nlanguage: 1\nfacts: %s\ncriteria:\n", hardFacts)
	fmt.Fprintf(&p, "trias: profile/v1\nid: hard\nversion: 1.0.0\ncatalogue: hard\nzone: %s\n%s", pick("UTC", "Europe/Berlin", "Pacific/Auckland"), pick("", "deviations: inconclusive\n"))
	p.WriteString("stages: {late: {from: 2027-03-01}, now: {from: 2026-10-01}, term: {term: P6M}, fast: {from: 2027-03-01, given: 'by(\"contract\")'}, faster: {from: 2027-01-01, given: 'by(\"test\", months(6))'}}\ncriteria:\n")
	demands := []string{"none", `by("declaration")`, `by("contract")`, `by("test", months(12)) || by("contract")`}
	for i, rule := range hardRules {
		when := pick("", "", "", "ext.x.b2", `ext.x.k1 != "c"`, "ext.x.n1 + ext.x.n2 > 0", `subject.layer in ["platform", "application"]`, "ext.x.l1.exists(e, e == ext.x.t1)")
		fmt.Fprintf(&c, "  - {id: C%d, dimension: control, domain: data, title: {en: C, de: C}, question: {en: C, de: C}, remedy: {effort: low, en: R, de: R}, rule: '%s'", i, rule)
		if when != "" {
			fmt.Fprintf(&c, ", when: '%s'", when)
		}
		if strings.Contains(rule, "params.") {
			fmt.Fprintf(&c, ", params: %s", hardParams)
		}
		c.WriteString(pick("", "", "", ", introduced: {version: 1.0.0, on: 2027-01-01}", ", deprecated: {version: 1.0.0, on: 2025-01-01, until: 2026-06-30}") + "}\n")
		special := ""
		if strings.Contains(rule+when, "ext.x.n1") {
			special = fmt.Sprintf(", facts: {ext.x.n1: '%s'}", pick(demands...))
		}
		fmt.Fprintf(&p, "  C%d: {obligation: %s%s%s, proof: {rule: '%s', when: '%s'%s}}\n", i, pick("must", "must", "should", "may"),
			pick("", "", ", layers: {platform: may}", ", layers: {application: must, base-service: should}"),
			pick("", "", "", ", stage: late", ", stage: now", ", stage: term", ", stage: fast", ", stage: faster"),
			pick(demands...), pick(demands...), special)
	}
	return decoded(t, c.String(), p.String())
}

// decoded is the evaluator of a catalogue and a profile.
func decoded(t testing.TB, catalogue, profile string) *evaluator.Evaluator {
	t.Helper()
	c, err := criteria.Decode("catalogue.yaml", []byte(catalogue))
	must(t, err)
	p, err := profiles.Decode("profile.yaml", []byte(profile), c)
	must(t, err)
	e, err := evaluator.Compile(c, p)
	must(t, err)
	return e
}

// hardDossier states some of the facts, some of them proven.
func hardDossier(t testing.TB, r *rand.Rand) *evidence.Dossier {
	t.Helper()
	chance := func(p float64) bool { return r.Float64() < p }
	missing := []float64{0, 0.1, 0.4, 0.9}[r.IntN(4)]
	day := func() string {
		return testkit.Today.AddDays([]int{0, -1, 1, -365, -364, -366, 400, -2000, -45000, 60000}[r.IntN(10)]).String()
	}
	number := func() evidence.Value {
		return evidence.Int([]int64{0, 1, -1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 100, 101, 1000, 1 << 53, -1 << 53, 1<<53 - 1}[r.IntN(18)])
	}
	text := func() evidence.Value {
		return evidence.String([]string{"a", "b", "ab", "q", "z", "zz", "DE", "US", "MIT", "EUPL-1.2", "no licence at all(", ""}[r.IntN(12)])
	}
	facts := map[string]func() evidence.Value{
		"n1": number, "n2": number, "n3": number,
		"f1": func() evidence.Value {
			return evidence.Number([]float64{0, 0.1, 0.3, 0.30000000000000004, 1.5, 1.5000000000000002, 1e300, -1e300, 0.09999999999999999, 5e-324}[r.IntN(10)])
		},
		"b1": func() evidence.Value { return evidence.Bool(chance(0.5)) }, "b2": func() evidence.Value { return evidence.Bool(chance(0.5)) },
		"k1": func() evidence.Value { return evidence.String([]string{"a", "b", "c"}[r.IntN(3)]) },
		"t1": text, "t2": text,
		"d1": func() evidence.Value { return evidence.String(day()) }, "d2": func() evidence.Value { return evidence.String(day()) },
		"v1": func() evidence.Value {
			return evidence.String([]string{"1.2.0", "1.1.9", "1.2.1", "2.0.0", "2.0.0-rc.1", "0.1.0", "1.9.9"}[r.IntN(7)])
		},
		"l1": func() evidence.Value {
			list := make([]evidence.Value, r.IntN(4))
			for i := range list {
				list[i] = text()
			}
			return evidence.List(list...)
		},
		"l2": func() evidence.Value {
			list := make([]evidence.Value, r.IntN(4))
			for i := range list {
				list[i] = number()
			}
			return evidence.List(list...)
		},
	}
	f := &evidence.Fragment{Name: "a", Subject: &evidence.Subject{ID: "offer", Name: "Offer"}, Ext: map[string]map[string]evidence.Value{"x": {}}}
	for _, name := range []string{"n1", "n2", "n3", "f1", "b1", "b2", "k1", "t1", "t2", "d1", "d2", "v1", "l1", "l2"} {
		if !chance(missing) {
			f.Ext["x"][name] = facts[name]()
		}
	}
	if chance(0.8) {
		f.Subject.Layer = []evidence.Layer{"infrastructure", "platform", "base-service", "application"}[r.IntN(4)]
	}
	if chance(0.7) {
		f.Subject.Version = []evidence.Version{"1.2.0", "1.1.9", "2.0.0"}[r.IntN(3)]
	}
	if chance(0.7) {
		f.Subject.Regions = [][]evidence.Country{{"DE"}, {"US"}, {"US", "FR"}}[r.IntN(3)]
	}
	if chance(0.5) {
		f.Subject.Services = [][]string{{"a"}, {"b", "zz"}}[r.IntN(2)]
	}
	for i := range r.IntN(4) {
		covers := []string{"ext.x"}
		if chance(0.7) {
			covers = nil
			for _, name := range []string{"n1", "n2", "n3", "f1", "b1", "b2", "k1", "t1", "t2", "d1", "d2", "v1", "l1", "l2"} {
				if chance(0.6) {
					covers = append(covers, "ext.x."+name)
				}
			}
		}
		if covers == nil {
			continue
		}
		issued := testkit.Today.AddDays(-[]int{0, 5, 100, 300, 400}[r.IntN(5)])
		f.Proofs = append(f.Proofs, evidence.Proof{ID: fmt.Sprint("p", i), Kind: []evidence.ProofKind{"contract", "declaration", "test", "documentation"}[r.IntN(4)],
			Issuer: "issuer", Issued: &issued, Covers: covers})
	}
	fragments := []*evidence.Fragment{f}
	if chance(0.1) { // contradictions, lists of several parts
		g := &evidence.Fragment{Name: "b", Ext: map[string]map[string]evidence.Value{"x": {"n1": number(), "b1": evidence.Bool(chance(0.5)), "l1": facts["l1"]()}}}
		g.Proofs = f.Proofs
		fragments = append(fragments, g)
	}
	return testkit.Dossier(t, fragments)
}

// Rules that relate facts, that break and that are settled by less than all they
// read come out as the evaluator says.
func TestAgreesOnHardRules(t *testing.T) {
	t.Parallel()
	seen := map[evaluator.Outcome]int{}
	reached := map[evaluator.Conformity]int{}
	for seed := range uint64(4 * *more) {
		r := rand.New(rand.NewPCG(seed, 8))
		e := hard(t, r)
		p := plan(t, testkit.At, batch.Variant{Evaluator: e}, batch.Variant{Evaluator: hard(t, r)})
		m, b := p.NewMachine(batch.Want{Outcomes: true, Conformity: true, Sole: true}), p.NewBlock()
		const records = 120
		b.Reset(records)
		var dossiers []*evidence.Dossier
		for n := range records {
			d := hardDossier(t, r)
			dossiers = append(dossiers, d)
			encode(t, b, n, d)
		}
		agree(t, m, b, dossiers, evaluatorsOf(p))
		result := m.Run(b)
		for n := range records {
			reached[result.Conformity(0, n)]++
			for i := range hardRules {
				seen[result.Outcome(0, i, n)]++
			}
		}
	}
	for _, o := range evaluator.Outcome("").Values() {
		if seen[evaluator.Outcome(o)] < 30 {
			t.Errorf("only %d of outcome %s", seen[evaluator.Outcome(o)], o)
		}
	}
	t.Log(seen, reached)
}
