package rules_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/internal/testkit"
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
			placed(t, text, problems)
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
	at, err := civil.ParseDate("2026-11-01")
	if err != nil {
		f.Fatal(err)
	}
	fragment := testkit.New(1, testkit.Options{Missing: 1, Proven: 1}).Fragments()[0]
	for range 10 {
		fragment.Proofs = append(fragment.Proofs, testkit.New(uint64(len(fragment.Proofs)), testkit.Options{}).Proof())
	}
	proofs := testkit.Dossier(f, []*evidence.Fragment{fragment}).Proofs()
	f.Fuzz(func(t *testing.T, text string) {
		d, problems := rules.CompileDemand(rules.Source{Text: text})
		if d == nil {
			placed(t, text, problems)
			return
		}
		if d.Parts() > rules.MaxDemandParts {
			t.Fatalf("%d parts", d.Parts())
		}
		// More proof can never hurt; the best proofs come last.
		satisfied := d.Satisfied(proofs, nil, at)
		var covering []int
		for i := len(proofs) - 1; i >= 0; i-- {
			covering = append(covering, i)
			now := d.Satisfied(proofs, covering, at)
			if satisfied && !now {
				t.Fatalf("%s is no longer satisfied with proof %d", text, i)
			}
			satisfied = now
		}
		again, problems := rules.CompileDemand(rules.Source{Text: d.String()})
		if len(problems) > 0 {
			t.Fatalf("%s is written as %s, which does not compile: %v", text, d, problems)
		}
		if again.String() != d.String() || !again.Implies(d) || !d.Implies(again) {
			t.Errorf("%s is written as %s and read back as %s", text, d, again)
		}
		if both := d.And(d); both.String() != d.String() {
			t.Errorf("%s and itself is %s", d, both)
		}
	})
}

// placed checks that what is wrong with a text is said, with a place in it.
func placed(t *testing.T, text string, problems doc.Problems) {
	t.Helper()
	if len(problems) == 0 {
		t.Fatal("neither accepted nor a problem")
	}
	for _, p := range problems {
		if p.Line < 1 || p.Line > 1+strings.Count(text, "\n") || p.Column < 1 || p.Column > 1+len(text) || p.Message == "" {
			t.Errorf("no place or no message: %+v", p)
		}
	}
}
