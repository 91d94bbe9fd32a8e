package rules_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
)

func seeds(f *testing.F, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range archive.Files {
		text, _, _ := strings.Cut(string(c.Data), line)
		f.Add(strings.TrimSuffix(text, "\n"))
	}
}

// Whatever a rule says, it is refused with problems that have a place, or it
// runs: on nothing known, on everything known and on open lists, and its
// explanation agrees.
func FuzzCompile(f *testing.F) {
	seeds(f, "testdata/problems.txtar")
	catalogue, err := criteria.Embedded()
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range catalogue.Criteria() {
		f.Add(c.Rule)
		f.Add(c.When)
	}
	f.Add(`ext.lab.names.all(n, n == "a" || ext.lab.passed) ? ext.lab.on + params.maxAge >= at : !(ext.lab.runs * 9007199254740992 > 1)`)
	env, s := scope(f)
	slots := map[string][]evidence.Stated{
		"ext.lab.passed": {{Scalar: true}}, "ext.lab.runs": {{Scalar: int64(1 << 53)}, {Scalar: int64(0)}}, "ext.lab.share": {{Scalar: 99.5}},
		"ext.lab.on": {{Scalar: "2026-02-28"}}, "ext.lab.suite": {{Scalar: "1.2.0-rc.1"}}, "ext.lab.grade": {{Scalar: "full"}},
		"ext.lab.licence": {{Scalar: "MIT"}, {Scalar: "no licence"}}, "ext.lab.country": {{Scalar: "DE"}},
		"ext.lab.names":  {{List: &evidence.StatedList{Items: []evidence.Item{{Scalar: "a"}, {Scalar: ""}}, Open: true}}, {List: &evidence.StatedList{}}},
		"ext.lab.suites": {{List: &evidence.StatedList{Items: []evidence.Item{{Scalar: "1.2"}}}}},
	}
	at, err := civil.ParseDate("2026-11-01")
	if err != nil {
		f.Fatal(err)
	}
	given := bind(f, s)
	subject := env.Subject(evidence.Subject{ID: "s", Layer: "platform", Regions: []evidence.Country{"DE"}})
	f.Fuzz(func(t *testing.T, text string) {
		r, problems := s.Compile(rules.Source{Text: text})
		if r == nil {
			if len(problems) == 0 {
				t.Fatal("no rule and no problem")
			}
			for _, p := range problems {
				if p.Line < 1 || p.Column < 1 || p.Message == "" {
					t.Errorf("no place or no message: %+v", p)
				}
			}
			return
		}
		if r.Cost > rules.MaxCost {
			t.Fatalf("cost %d", r.Cost)
		}
		m := env.NewMachine()
		m.Given(subject, given, at)
		check := func() {
			truth, _ := r.Eval(m)
			if x := r.Explain(m, false); x.Truth != truth {
				t.Errorf("%s is explained as %s", truth, x.Truth)
			}
		}
		check()
		for n := range 2 {
			for path, values := range slots {
				slot, _ := env.Slot(path)
				v, err := env.Value(slot, values[n%len(values)])
				if err != nil {
					t.Fatal(err)
				}
				m.Set(slot, v)
			}
			check()
		}
	})
}

// Whatever a demand says, it is refused with problems, or it can be asked, and
// what it is written as means the same.
func FuzzCompileDemand(f *testing.F) {
	seeds(f, "testdata/demands.txtar")
	f.Fuzz(func(t *testing.T, text string) {
		d, problems := rules.CompileDemand(rules.Source{Text: text})
		if d == nil {
			if len(problems) == 0 {
				t.Fatal("no demand and no problem")
			}
			return
		}
		at, _ := civil.ParseDate("2026-11-01")
		d.Satisfied(nil, nil, at)
		again, problems := rules.CompileDemand(rules.Source{Text: d.String()})
		if len(problems) > 0 {
			t.Fatalf("%s is written as %s, which does not compile: %v", text, d, problems)
		}
		if again.String() != d.String() || !again.Implies(d) || !d.Implies(again) {
			t.Errorf("%s is written as %s and read back as %s", text, d, again)
		}
	})
}
