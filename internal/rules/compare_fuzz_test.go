package rules_test

import (
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// Whatever two rules say, they are compared without a panic, what is proven holds
// on facts tried, and what is refuted is so by a dossier on which it can be seen.
func FuzzNeverBetter(f *testing.F) {
	catalogue, err := criteria.Embedded()
	if err != nil {
		f.Fatal(err)
	}
	env, s := scope(f)
	last := ""
	for _, c := range catalogue.Criteria() {
		if !strings.Contains(c.Rule, "params.") {
			f.Add(last, c.Rule, c.When)
			last = c.Rule
		}
	}
	for _, p := range pairs {
		f.Add(short.Replace(p.was), short.Replace(p.is), "")
	}
	f.Add(`ext.lab.names.all(n, n == "a" || ext.lab.passed) ? ext.lab.on + params.maxAge >= at : !(ext.lab.runs * 9007199254740992 > 1)`,
		`ext.lab.names.exists(n, n in ["a", "b"]) && inRegion(ext.lab.country, "EU", at) || ext.lab.suite.satisfies(">= 1.2")`, "ext.lab.passed")
	f.Add(`ext.lab.names.all(n, ext.lab.names.all(m, n == m))`, `ext.lab.share >= 99.5 || ext.lab.share < -1.0`, `at < date("2027-01-01")`)
	given := bind(f, s)
	day, err := civil.ParseDate("2026-11-01")
	if err != nil {
		f.Fatal(err)
	}
	subject := env.Subject(evidence.Subject{ID: "s", Layer: "platform", Regions: []evidence.Country{"DE"}})
	facts := map[string][]evidence.Stated{
		"ext.lab.passed": {{Scalar: true}, {Scalar: false}, {}}, "ext.lab.runs": {{}, {Scalar: int64(1 << 53)}, {Scalar: int64(0)}, {Scalar: int64(7)}},
		"ext.lab.share": {{Scalar: 99.5}, {Scalar: -2.0}, {}}, "ext.lab.on": {{Scalar: "2026-02-28"}, {}, {Scalar: "2026-11-01"}, {Scalar: "2027-11-02"}},
		"ext.lab.suite": {{Scalar: "1.2.0-rc.1"}, {Scalar: "1.3"}, {}}, "ext.lab.grade": {{Scalar: "full"}, {}},
		"ext.lab.licence": {{Scalar: "MIT"}, {Scalar: "no licence"}, {}}, "ext.lab.country": {{Scalar: "DE"}, {Scalar: "US"}, {}},
		"ext.lab.names": {{List: &evidence.StatedList{Items: []evidence.Item{{Scalar: "a"}, {Scalar: ""}}, Open: true}}, {List: &evidence.StatedList{}},
			{List: &evidence.StatedList{Items: []evidence.Item{{Scalar: "b"}}}}, {}},
		"ext.lab.suites": {{List: &evidence.StatedList{Items: []evidence.Item{{Scalar: "1.2"}}}}, {}},
	}
	f.Fuzz(func(t *testing.T, one, two, when string) {
		was, _ := s.Compile(rules.Source{Text: one})
		is, _ := s.Compile(rules.Source{Text: two})
		if was == nil || is == nil {
			return
		}
		applies, _ := s.Compile(rules.Source{Text: when})
		a, b := rules.Side{Rule: was, Given: given}, rules.Side{Rule: is, When: applies, Given: given}
		got, w := rules.NeverBetter(a, b, rules.NewWork(rules.MaxWork/10))
		switch got {
		case rules.Refuted:
			comesOutBetter(t, a, b, w)
		case rules.Proven:
			m := env.NewMachine()
			m.Given(subject, given, day)
			for n := range 48 {
				for path, values := range facts {
					slot, _ := env.Slot(path)
					var v rules.Val
					if stated := values[(n*len(path)+n/3)%len(values)]; !stated.IsZero() {
						var err error
						if v, err = env.Value(slot, stated); err != nil {
							t.Fatal(err)
						}
					}
					m.Set(slot, v)
				}
				before, _ := was.Eval(m)
				after, _ := is.Eval(m)
				if after == rules.True && before != rules.True {
					t.Fatalf("never better is proven, but %q is true where %q is %s", two, one, before)
				}
				if applies == nil && after == rules.Unknown && before != rules.True && before != rules.Unknown {
					t.Fatalf("never better is proven, but %q is unknown where %q is %s", two, one, before)
				}
			}
		}
		c := b
		if c.Rule, _ = s.Compile(rules.Source{Text: two}); c.Rule == nil {
			t.Fatalf("%q compiled once", two)
		}
		if again, _ := rules.NeverBetter(b, c, rules.NewWork(rules.MaxWork/10)); again != rules.Proven {
			t.Fatalf("%q is not proven to be never better than itself", two)
		}
	})
}
