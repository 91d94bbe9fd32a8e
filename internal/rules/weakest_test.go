package rules_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/internal/testkit"
)

// The weakest proofs satisfy the demand they are listed for, as files can state
// them; and what entails another demand is satisfied by no proofs that do not
// satisfy that one.
func TestWeakestProofsAndEntailment(t *testing.T) {
	t.Parallel()
	g := testkit.New(17, testkit.Options{})
	pools := somePools(t, g, 12)
	entailed, decisive := 0, 0
	pairs := 400
	if testing.Short() {
		pairs = 160
	}
	for range pairs {
		x, y := compileDemand(t, anyDemand(g.Rand, 2).String()), compileDemand(t, anyDemand(g.Rand, 2).String())
		day := testkit.Today.AddDays(g.IntN(60) - 30)
		for _, unaged := range []civil.Date{day, day.AddDays(-5000)} {
			sets := x.Weakest(day, unaged)
			if len(sets) == 0 {
				t.Fatalf("%s: no proofs", x)
			}
			for _, set := range sets {
				if !x.SatisfiedBy(set, day) {
					t.Fatalf("%s is not satisfied on %s by %+v", x, day, set)
				}
				f := g.Met()
				for _, p := range set {
					p.Covers = []string{"data"}
					f.Proofs = append(f.Proofs, p)
				}
				proofs := testkit.Dossier(t, []*evidence.Fragment{f}).Proofs()
				covering, _ := chosen(proofs, 1<<len(proofs)-1)
				if !x.Satisfied(proofs, covering, day) {
					t.Fatalf("%s is not satisfied on %s by a dossier with %s", x, day, show(proofs))
				}
				if !y.SatisfiedBy(set, day) {
					decisive++
				}
			}
		}
		if !x.Entails(y) {
			continue
		}
		entailed++
		for range 40 {
			pool := pools[g.IntN(len(pools))]
			covering, proofs := chosen(pool, g.IntN(1<<len(pool)))
			if x.Satisfied(pool, covering, day) && !y.Satisfied(pool, covering, day) {
				t.Fatalf("%s is said to entail %s, and on %s with %s it does not", x, y, day, show(proofs))
			}
		}
	}
	if entailed < 20 || decisive < 200 {
		t.Errorf("%d entailed, %d sets do not satisfy another demand: too few to tell", entailed, decisive)
	}
}

// Entailment looks at each way to satisfy a demand.
func TestEntailment(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{`(by("test") || by("audit")) && by("contract")`, `by("test") && by("contract") || by("audit") && by("contract")`, true},
		{`by("test") && by("contract") || by("audit") && by("contract")`, `(by("test") || by("audit")) && by("contract")`, true},
		{`(by("test") || by("audit")) && by("contract")`, `by("test") && by("contract")`, false},
		{`attested("bsi-c5", 2) || by("log")`, `attested("bsi-c5", 1) || by("documentation")`, true},
		{`by("test")`, `by("test", months(12))`, false},
		{`by("test", months(12))`, `by("test", months(24))`, true},
		{`by("test", months(12))`, `by("test")`, true},
		{`inspected(by("test"))`, `by("documentation")`, true},
		{`by("test")`, `inspected(by("test"))`, false},
		{`none`, `by("declaration")`, false},
		{`by("declaration")`, `none`, true},
	} {
		if got := compileDemand(t, c.from).Entails(compileDemand(t, c.to)); got != c.want {
			t.Errorf("%s entails %s: %v", c.from, c.to, got)
		}
	}
}

// A parameter tightens where it moves the stricter way or stays, and never where
// it loosens; values that do not compare do neither.
func TestTightens(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typ      rules.ParamType
		from, to evidence.Value
		lower    bool // sure where lower is stricter
		higher   bool
	}{
		{rules.IntParam, evidence.Int(3), evidence.Int(2), true, false},
		{rules.IntParam, evidence.Int(2), evidence.Int(2), true, true},
		{rules.NumberParam, evidence.Number(1.5), evidence.Number(1.75), false, true},
		{rules.BoolParam, evidence.Bool(true), evidence.Bool(false), true, false},
		{rules.DateParam, evidence.String("2027-01-01"), evidence.String("2026-12-31"), true, false},
		{rules.PeriodParam, evidence.String("P12M"), evidence.String("P6M"), true, false},
		{rules.PeriodParam, evidence.String("P1M"), evidence.String("P30D"), false, false}, // depends on the month
		{rules.StringsParam, evidence.Strings("a", "b"), evidence.Strings("b"), true, false},
		{rules.StringsParam, evidence.Strings("a"), evidence.Strings("b"), false, false},
	} {
		from, err := rules.ParamValue(c.typ, c.from)
		if err != nil {
			t.Fatal(err)
		}
		to, err := rules.ParamValue(c.typ, c.to)
		if err != nil {
			t.Fatal(err)
		}
		for direction, want := range map[rules.Direction]bool{rules.Lower: c.lower, rules.Higher: c.higher, rules.Undecided: false} {
			if got := direction.Tightens(from, to); got != want {
				t.Errorf("%s to %s, direction %d: tightens %v", c.from, c.to, direction, got)
			} else if got && direction.Loosens(from, to) {
				t.Errorf("%s to %s, direction %d: tightens and loosens", c.from, c.to, direction)
			}
		}
	}
}

// What parameters settle by themselves leaves the facts beside it without
// matter.
func TestReadsWith(t *testing.T) {
	t.Parallel()
	env, s := scope(t)
	given := bind(t, s) // flag is true
	for text, want := range map[string][]string{
		"!params.flag || ext.lab.passed":                                                  {"ext.lab.passed"},
		"params.flag || ext.lab.passed":                                                   nil,
		"params.flag && ext.lab.passed":                                                   {"ext.lab.passed"},
		"params.flag ? ext.lab.passed : ext.lab.runs > 3":                                 {"ext.lab.passed"},
		"(!params.flag && ext.lab.passed) || ext.lab.runs > 3":                            {"ext.lab.runs"},
		`ext.lab.names.exists(n, params.flag || ext.lab.passed)`:                          {"ext.lab.names"},
		`ext.lab.names.exists(n, n == "a" && ext.lab.passed)`:                             {"ext.lab.names", "ext.lab.passed"},
		"subject.layer == 'platform' || ext.lab.passed":                                   {"ext.lab.passed"},
		"params.from > at || ext.lab.passed":                                              {"ext.lab.passed"},
		`inRegion(ext.lab.country, params.region, at) && (params.flag || ext.lab.passed)`: {"ext.lab.country"},
	} {
		r, problems := s.Compile(rules.Source{Text: text})
		if r == nil {
			t.Fatalf("%s: %v", text, problems)
		}
		var got []string
		for _, slot := range r.ReadsWith(given) {
			got = append(got, env.Info(slot).Path)
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s reads %v, want %v", text, got, want)
		}
	}
}

// Whatever is found for a rule holds by cel-go, too; a rule that cannot come out
// so finds nothing, and no rule takes long.
func TestFinderOnAnyRule(t *testing.T) {
	t.Parallel()
	env, s := scope(t)
	given, err := s.Bind(params, setting)
	if err != nil {
		t.Fatal(err)
	}
	found, tried := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		text := anyRule(2).Draw(t, "rule")
		r, _ := s.Compile(rules.Source{Text: text})
		if r == nil {
			t.Skip("it does not compile")
		}
		for _, holds := range []bool{true, false} {
			tried++
			f := env.NewFinder(testkit.Today, rules.NewWork(rules.MaxWork))
			if !f.Find(rules.Goal{Rule: r, Given: given, Holds: holds}) {
				continue
			}
			fragment, err := f.Fragment("made-up", "")
			if err != nil {
				continue // no file could say so
			}
			found++
			d, err := evidence.Merge(fragment)
			if err != nil {
				t.Fatal(err)
			}
			facts, err := env.Facts(d)
			if err != nil {
				continue // a catalogue's own fact of another type
			}
			m := env.NewMachine()
			m.Show(facts)
			m.Given(env.Subject(d.Subject()), given, testkit.Today)
			if truth, _ := r.Eval(m); (truth == rules.True) != holds || truth == rules.Unknown {
				yaml, _ := fragment.EncodeYAML()
				t.Fatalf("%s: wanted %v, is %s on\n%s", text, holds, truth, yaml)
			}
		}
	})
	if found < tried/3 {
		t.Errorf("found %d of %d", found, tried)
	}
}
