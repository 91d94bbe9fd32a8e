package rules_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// demand is a demand as this test understands it, written down independently of
// the package: how it is spelt and what satisfies it.
type demand struct {
	op        string // "&&", "||", "by", "attested", "inspected", "gapless"
	parts     []demand
	kind      evidence.ProofKind
	scheme    evidence.Scheme
	level     int64 // 0 is not stated
	age       string
	span, gap string
}

func (d demand) String() string {
	switch d.op {
	case "&&", "||":
		return "(" + d.parts[0].String() + ") " + d.op + " (" + d.parts[1].String() + ")"
	case "inspected":
		return "inspected(" + d.parts[0].String() + ")"
	case "gapless":
		return fmt.Sprintf("gapless(%s, %s, %s)", d.parts[0], d.span, d.gap)
	case "by":
		if d.age != "" {
			return fmt.Sprintf("by(%q, %s)", string(d.kind), d.age)
		}
		return fmt.Sprintf("by(%q)", string(d.kind))
	}
	switch {
	case d.age != "":
		return fmt.Sprintf("attested(%q, %d, %s)", string(d.scheme), max(d.level, 1), d.age)
	case d.level > 0:
		return fmt.Sprintf("attested(%q, %d)", string(d.scheme), d.level)
	}
	return fmt.Sprintf("attested(%q)", string(d.scheme))
}

// holds reads the definition of the language literally, day by day.
func (d demand) holds(proofs []evidence.SupportingProof, at civil.Date, inspected bool) bool {
	switch d.op {
	case "&&":
		return d.parts[0].holds(proofs, at, inspected) && d.parts[1].holds(proofs, at, inspected)
	case "||":
		return d.parts[0].holds(proofs, at, inspected) || d.parts[1].holds(proofs, at, inspected)
	case "inspected":
		return d.parts[0].holds(proofs, at, true)
	case "gapless":
		leaf := d.parts[0]
		if leaf.op == "inspected" {
			leaf, inspected = leaf.parts[0], true
		}
		var covered []evidence.Span
		for i := range proofs {
			if leaf.meets(&proofs[i], at, inspected) && proofs[i].Period != nil {
				covered = append(covered, *proofs[i].Period)
			}
		}
		return slices.ContainsFunc(covered, func(last evidence.Span) bool {
			if last.To.Add(period(d.gap)).Compare(at) < 0 {
				return false
			}
			for day := last.To.AddDays(1).Sub(period(d.span)); day.Compare(last.To) <= 0; day = day.AddDays(1) {
				if !slices.ContainsFunc(covered, func(s evidence.Span) bool { return s.From.Compare(day) <= 0 && day.Compare(s.To) <= 0 }) {
					return false
				}
			}
			return true
		})
	}
	for i := range proofs {
		if d.meets(&proofs[i], at, inspected) {
			return true
		}
	}
	return false
}

// better says which kinds stand in for which, as the evidence package documents.
var better = map[evidence.ProofKind][]evidence.ProofKind{
	evidence.Documentation: {evidence.Configuration, evidence.Log, evidence.Code, evidence.Test, evidence.Audit},
}

func (d demand) meets(p *evidence.SupportingProof, at civil.Date, inspected bool) bool {
	begins, dated := p.Issued, p.Issued
	if p.Period != nil {
		dated = &p.Period.To
		if begins == nil {
			begins = &p.Period.To
		}
	}
	switch {
	case !p.Scoped || begins.Compare(at) > 0 || p.ValidUntil != nil && p.ValidUntil.Compare(at) < 0:
		return false
	case inspected && (p.Inspected == nil || p.Inspected.On.Compare(at) > 0):
		return false
	case d.age != "" && dated.Add(period(d.age)).Compare(at) < 0:
		return false
	case d.op == "by":
		return p.Kind == d.kind || d.kind == evidence.Declaration || slices.Contains(better[d.kind], p.Kind)
	}
	level := int64(1)
	if p.Level != nil {
		level = *p.Level
	}
	return p.Kind == evidence.Attestation && p.Scheme == d.scheme && level >= max(d.level, 1)
}

// period reads "months(3)".
func period(text string) civil.Period {
	var n int32
	unit, rest, _ := strings.Cut(text, "(")
	if _, err := fmt.Sscanf(rest, "%d)", &n); err != nil {
		panic(err)
	}
	switch unit {
	case "days":
		return civil.Period{Days: n}
	case "months":
		return civil.Period{Months: n}
	}
	return civil.Period{Years: n}
}

func anyPeriod(rng *rand.Rand) string {
	return []string{"days(0)", "days(30)", "days(90)", "months(1)", "months(3)", "months(12)", "days(365)", "years(1)", "months(24)"}[rng.IntN(9)]
}

func anyDemand(rng *rand.Rand, depth int) demand {
	n := rng.IntN(7)
	if depth == 0 {
		n = rng.IntN(4)
	}
	var d demand
	switch n {
	case 0, 1:
		d = demand{op: "by", kind: []evidence.ProofKind{"declaration", "documentation", "contract", "test", "log", "audit"}[rng.IntN(6)]}
	case 2, 3:
		d = demand{op: "attested", scheme: []evidence.Scheme{evidence.BSIC5, evidence.BSIC5, evidence.ISO27001Grundschutz}[rng.IntN(3)]}
		if rng.IntN(2) == 0 {
			d.level = int64(1 + rng.IntN(d.scheme.Levels()))
		}
	case 4:
		leaf := anyDemand(rng, 0)
		if rng.IntN(3) == 0 {
			leaf = demand{op: "inspected", parts: []demand{leaf}}
		}
		return demand{op: "gapless", parts: []demand{leaf}, span: anyPeriod(rng), gap: anyPeriod(rng)}
	case 5:
		return demand{op: "inspected", parts: []demand{anyDemand(rng, depth-1)}}
	default:
		return demand{op: []string{"&&", "||"}[rng.IntN(2)], parts: []demand{anyDemand(rng, depth-1), anyDemand(rng, depth-1)}}
	}
	if rng.IntN(3) == 0 {
		d.age = anyPeriod(rng)
	}
	return d
}

func compileDemand(t testing.TB, text string) *rules.Demand {
	t.Helper()
	d, problems := rules.CompileDemand(rules.Source{Text: text})
	if len(problems) > 0 {
		t.Fatalf("%s: %v", text, problems)
	}
	return d
}

// somePools are sets of proofs of all kinds and ages, many of those the demands
// here speak of.
func somePools(t *testing.T, g *testkit.Generator, n int) [][]evidence.SupportingProof {
	t.Helper()
	var pools [][]evidence.SupportingProof
	for range n {
		f := g.Met()
		for range 9 {
			p := g.Proof()
			if p.Period != nil && g.IntN(2) == 0 {
				p.Kind, p.Scheme, p.Level = evidence.Log, "", nil
			}
			if g.IntN(2) == 0 {
				p.Scope = nil
			}
			p.Covers = []string{"data"}
			f.Proofs = append(f.Proofs, p)
		}
		pools = append(pools, testkit.Dossier(t, []*evidence.Fragment{f}).Proofs())
	}
	return pools
}

func chosen(pool []evidence.SupportingProof, mask int) (covering []int, proofs []evidence.SupportingProof) {
	for i := range pool {
		if mask&(1<<i) != 0 {
			covering, proofs = append(covering, i), append(proofs, pool[i])
		}
	}
	return covering, proofs
}

// What a demand means after it is simplified, conjoined and written out is what
// its definition says, over small sets of proofs; and more proof never hurts.
func TestDemands(t *testing.T) {
	t.Parallel()
	g := testkit.New(7, testkit.Options{})
	pools := somePools(t, g, 12)
	satisfied, implied, conjoined, unconcerned := 0, 0, 0, 0
	for range 250 {
		x, y := anyDemand(g.Rand, 2), anyDemand(g.Rand, 2)
		dx, dy := compileDemand(t, x.String()), compileDemand(t, y.String())
		both := dx.And(dy)
		again := compileDemand(t, both.String())
		if again.String() != both.String() || !again.Implies(both) || !both.Implies(again) {
			t.Fatalf("%s is read back as %s", both, again)
		}
		if !dx.Implies(dx) || !both.Implies(dx) || !both.Implies(dy) {
			t.Fatalf("%s does not imply its own parts", both)
		}
		implies := dx.Implies(dy)
		for range 40 {
			pool := pools[g.IntN(len(pools))]
			at := testkit.Today.AddDays(g.IntN(60) - 30)
			mask := g.IntN(1 << len(pool))
			covering, proofs := chosen(pool, mask)
			got, other := dx.Satisfied(pool, covering, at), dy.Satisfied(pool, covering, at)
			if want := x.holds(proofs, at, false); got != want {
				t.Fatalf("%s, simplified %s: %v on %s, want %v with %s", x, dx, got, at, want, show(proofs))
			}
			if again.Satisfied(pool, covering, at) != (got && other) {
				t.Fatalf("%s is not both of %s and %s on %s with %s", again, dx, dy, at, show(proofs))
			}
			if implies && got && !other {
				t.Fatalf("%s is said to imply %s, and on %s with %s it does not", dx, dy, at, show(proofs))
			}
			wider, _ := chosen(pool, mask|g.IntN(1<<len(pool)))
			if got && !dx.Satisfied(pool, wider, at) {
				t.Fatalf("%s holds with %v and not with %v on %s", dx, covering, wider, at)
			}
			// What it does not ask for makes no difference.
			concerned := slices.DeleteFunc(slices.Clone(covering), func(i int) bool { return !dx.Concerns(pool[i].Proof) })
			if dx.Satisfied(pool, concerned, at) != got {
				t.Fatalf("%s: %v on %s with %s, and otherwise with the %d of them that concern it", dx, got, at, show(proofs), len(concerned))
			}
			if got && len(concerned) < len(covering) {
				unconcerned++
			}
			// What meets it is named, and only then nothing falls short.
			if got && !slices.ContainsFunc(proofs, func(p evidence.SupportingProof) bool { return dx.Supports(&p, at) }) {
				t.Fatalf("%s holds with %s and rests on none of them", dx, show(proofs))
			}
			if candidates := dx.Candidates(pool, covering, at); len(candidates) != len(covering) {
				t.Fatalf("%s: %d candidates of %d proofs", dx, len(candidates), len(covering))
			}
			if got {
				satisfied++
			}
			if implies {
				implied++
			}
			if got && other {
				conjoined++
			}
		}
	}
	if satisfied < 300 || implied < 100 || conjoined < 100 || unconcerned < 100 {
		t.Errorf("satisfied %d, implied %d, conjoined %d, with others %d: the cases decide too little", satisfied, implied, conjoined, unconcerned)
	}
}

func show(proofs []evidence.SupportingProof) string {
	var b strings.Builder
	for _, p := range proofs {
		fmt.Fprintf(&b, "\n  %s %s level %v issued %v period %v until %v scoped %v inspected %v", p.Kind, p.Scheme, p.Level, p.Issued, p.Period, p.ValidUntil, p.Scoped, p.Inspected)
	}
	return b.String()
}

// A demand for younger proofs implies one for older only if it does whatever the
// day; where the units are the same it does whenever it may.
func TestAgesImplyEachOther(t *testing.T) {
	t.Parallel()
	var ages []string
	for _, n := range []int{0, 1, 27, 28, 29, 30, 31, 32, 58, 59, 60, 61, 62, 63, 89, 90, 91, 92, 93, 364, 365, 366, 367, 730, 731, 732} {
		ages = append(ages, fmt.Sprintf("days(%d)", n))
	}
	for _, n := range []int{0, 1, 2, 3, 11, 12, 13, 24} {
		ages = append(ages, fmt.Sprintf("months(%d)", n))
	}
	ages = append(ages, "years(0)", "years(1)", "years(2)")
	compiled := map[string]*rules.Demand{}
	for _, a := range ages {
		compiled[a] = compileDemand(t, `by("test", `+a+`)`)
	}
	implied := 0
	for _, a := range ages {
		for _, b := range ages {
			if !compiled[a].Implies(compiled[b]) {
				if unit, _, _ := strings.Cut(a, "("); strings.HasPrefix(b, unit) && testkit.Today.Add(period(a)).Compare(testkit.Today.Add(period(b))) <= 0 {
					t.Errorf("%s does not imply %s", a, b)
				}
				continue
			}
			implied++
			for n := range 4 * 366 {
				// Months differ at their ends.
				day := testkit.Today.AddDays(n)
				if d := day.Day(); d > 2 && d < 28 {
					continue
				}
				if day.Add(period(a)).Compare(day.Add(period(b))) > 0 {
					t.Errorf("%s is said to imply %s; from %s it is longer", a, b, day)
					break
				}
			}
		}
	}
	if implied < len(ages)*len(ages)/3 {
		t.Errorf("%d of %d imply", implied, len(ages)*len(ages))
	}
}

// Gapless periods follow each other day by day, and the last may have ended no
// longer ago than the bridge.
func TestGapless(t *testing.T) {
	t.Parallel()
	day := func(text string) civil.Date {
		d, err := civil.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	d := compileDemand(t, `gapless(attested("bsi-c5", 2), years(1), months(3))`)
	for name, c := range map[string]struct {
		spans string // from..to, of reports
		at    string
		want  bool
	}{
		"one year":                        {"2025-10-02..2026-10-01", "2026-11-01", true},
		"a year of whole months":          {"2025-10-01..2026-09-30", "2026-11-01", true},
		"a leap year":                     {"2027-03-01..2028-02-29", "2028-03-01", true},
		"a day short":                     {"2025-10-03..2026-10-01", "2026-11-01", false},
		"two halves":                      {"2025-10-02..2026-03-31 2026-04-01..2026-10-01", "2026-11-01", true},
		"two halves, a day between":       {"2025-10-02..2026-03-30 2026-04-01..2026-10-01", "2026-11-01", false},
		"two halves that overlap":         {"2025-10-01..2026-06-30 2026-04-01..2026-10-01", "2026-11-01", true},
		"one within another":              {"2025-10-01..2026-10-01 2026-01-01..2026-02-01", "2026-11-01", true},
		"three in another order":          {"2026-06-01..2026-10-01 2025-10-01..2026-01-31 2026-02-01..2026-05-31", "2026-11-01", true},
		"on the last day of the bridge":   {"2025-10-01..2026-10-01", "2027-01-01", true},
		"the day after":                   {"2025-10-01..2026-10-01", "2027-01-02", false},
		"an older run without gap":        {"2024-10-01..2025-10-01 2026-01-01..2026-10-01", "2026-11-01", false},
		"an older run, still in bridge":   {"2025-08-01..2026-08-01 2026-09-01..2026-10-01", "2026-10-15", true},
		"a leap year, a day short":        {"2027-03-02..2028-02-29", "2028-03-01", false},
		"nothing":                         {"", "2026-11-01", false},
		"a period that has not ended yet": {"2025-10-01..2026-12-31", "2026-11-01", true},
	} {
		var proofs []evidence.SupportingProof
		var all []int
		level := int64(2)
		for i, s := range strings.Fields(c.spans) {
			from, to, _ := strings.Cut(s, "..")
			span := evidence.Span{From: day(from), To: day(to)}
			proofs = append(proofs, evidence.SupportingProof{Scoped: true, Begins: day(from), Dated: span.To,
				Proof: &evidence.Proof{Kind: evidence.Attestation, Scheme: evidence.BSIC5, Level: &level, Period: &span}})
			all = append(all, i)
		}
		if got := d.Satisfied(proofs, all, day(c.at)); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// None asks for nothing, implies only itself, and adds nothing.
func TestNone(t *testing.T) {
	t.Parallel()
	d := compileDemand(t, `by("contract")`)
	none := compileDemand(t, " none ")
	if !none.IsNone() || none.String() != "none" || !none.Satisfied(nil, nil, testkit.Today) || d.IsNone() || d.Satisfied(nil, nil, testkit.Today) {
		t.Errorf("none is %s", none)
	}
	if !d.Implies(none) || none.Implies(d) || none.And(d).String() != d.String() || d.And(none).String() != d.String() || !none.And(none).IsNone() {
		t.Error("none adds to a demand, or implies one")
	}
}

// The kinds of proof form a partial order, as the doc comment lists it.
func TestKindsFormAPartialOrder(t *testing.T) {
	t.Parallel()
	kinds := evidence.ProofKind("").Values()
	for _, a := range kinds {
		for _, b := range kinds {
			x, y := evidence.ProofKind(a), evidence.ProofKind(b)
			if want := x == y || y == evidence.Declaration || slices.Contains(better[y], x); x.StandsInFor(y) != want {
				t.Errorf("%s stands in for %s: %v", x, y, !want)
			}
			if x != y && x.StandsInFor(y) && y.StandsInFor(x) {
				t.Errorf("%s and %s stand in for each other", x, y)
			}
			for _, c := range kinds {
				if z := evidence.ProofKind(c); x.StandsInFor(y) && y.StandsInFor(z) && !x.StandsInFor(z) {
					t.Errorf("%s, %s, %s: not transitive", x, y, z)
				}
			}
		}
	}
}
