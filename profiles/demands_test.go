package profiles_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

func catalogue(t testing.TB) *criteria.Catalogue {
	t.Helper()
	c, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

const subjectOfTests = "OPS-CON-02" // it has a when

// head begins a profile over the embedded catalogue.
func head(id, extends string) string {
	if extends != "" {
		extends = "extends: " + extends + "\n"
	}
	return "trias: profile/v1\nid: " + id + "\nversion: 1.0.0\ncatalogue: trias\n" + extends
}

func decode(t testing.TB, text string, bases ...*profiles.Profile) *profiles.Profile {
	t.Helper()
	p, err := profiles.Decode("p.yaml", []byte(text), catalogue(t), bases...)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return p
}

// A derived profile demands what its base and it demand, fact by fact: no more of
// a rule and its when than both together, and nothing less.
func TestDemandsAlongExtendsAreConjoined(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(11, 12))
	compiled, _ := catalogue(t).Compiled(subjectOfTests)
	rule, when := compiled.Rules()
	type read struct {
		path string
		when bool
	}
	var reads []read
	for _, slot := range rule.Reads {
		reads = append(reads, read{catalogue(t).Environment().Info(slot).Path, false})
	}
	for _, slot := range when.Reads {
		reads = append(reads, read{catalogue(t).Environment().Info(slot).Path, true})
	}
	demand := func() string {
		return []string{`by("documentation")`, `by("test")`, `by("contract", months(12))`, `attested("bsi-c5", 2) || by("log")`, `inspected(by("audit"))`, "none"}[rng.IntN(6)]
	}
	paths := []string{"operational", "operational.access", "operational.access.customer", "operational.access.customer.approval", "operational.access.customer.possible"}
	proof := func() string {
		text := fmt.Sprintf("{rule: '%s'", demand())
		if rng.IntN(2) == 0 {
			text += fmt.Sprintf(", when: '%s'", demand())
		}
		if n := rng.IntN(3); n > 0 {
			text += ", facts: {"
			for i, k := range rng.Perm(len(paths))[:n] {
				if i > 0 {
					text += ", "
				}
				text += fmt.Sprintf("%s: '%s'", paths[k], demand())
			}
			text += "}"
		}
		return text + "}"
	}
	setting := func(proof string) string {
		return "criteria: {" + subjectOfTests + ": {obligation: must, proof: " + proof + "}}"
	}
	g := testkit.New(13, testkit.Options{})
	f := g.Met()
	f.Proofs = g.GoodProofs()
	for range 12 {
		f.Proofs = append(f.Proofs, g.Proof())
	}
	proofs := testkit.Dossier(t, []*evidence.Fragment{f}).Proofs()
	met, unmet := 0, 0
	for range 120 {
		one, two := setting(proof()), setting(proof())
		base, alone := decode(t, head("base", "")+one), decode(t, head("alone", "")+two)
		derived := decode(t, head("derived", "base")+two, base)
		of := func(p *profiles.Profile, r read, covering []int) bool {
			a, ok := p.Applied(subjectOfTests)
			if !ok {
				t.Fatal("not applied")
			}
			return a.Demands().Of(r.path, r.when).Satisfied(proofs, covering, testkit.Today)
		}
		for _, r := range reads {
			for range 30 {
				var covering []int
				for i := range proofs {
					if rng.IntN(4) == 0 {
						covering = append(covering, i)
					}
				}
				both := of(base, r, covering) && of(alone, r, covering)
				got := of(derived, r, covering)
				if got && !both {
					t.Fatalf("%+v: derived is satisfied, base %v, alone %v\n%s\n%s", r, of(base, r, covering), of(alone, r, covering), one, two)
				}
				// A path one of the two names stands for rule and when alike,
				// so that the other's demands on both come together there.
				other := r
				other.when = !r.when
				if both && of(base, other, covering) && of(alone, other, covering) && !got {
					t.Fatalf("%+v: base and derived are each satisfied, together not\n%s\n%s", r, one, two)
				}
				if got {
					met++
				} else {
					unmet++
				}
			}
		}
	}
	if met < 500 || unmet < 500 {
		t.Errorf("satisfied %d times, not %d times", met, unmet)
	}
}

// The demand on the longest path counts.
func TestLongestPathCounts(t *testing.T) {
	t.Parallel()
	p := decode(t, head("p", "")+"criteria: {"+subjectOfTests+`: {obligation: must, proof: {rule: 'by("test")', when: 'by("log")',
  facts: {operational.access: 'by("contract")', operational.access.customer.approval: 'by("audit")'}}}}`)
	a, _ := p.Applied(subjectOfTests)
	for _, c := range []struct {
		path string
		when bool
		want string
	}{
		{"operational.access.customer.approval", false, `by("audit")`}, {"operational.access.customer.approval", true, `by("audit")`},
		{"operational.access.customer.possible", true, `by("contract")`}, {"operational.access", false, `by("contract")`},
		{"operational.accessories", false, `by("test")`}, {"operational.accessories", true, `by("log")`}, {"data", true, `by("log")`},
	} {
		if got := a.Demands().Of(c.path, c.when).String(); got != c.want {
			t.Errorf("%s, when %v: %s, want %s", c.path, c.when, got, c.want)
		}
	}
}

// What makes a profile milder than the one it extends, or leaves something
// unsaid, does not load, and the problem says what to do.
func TestProfilesThatDoNotLoad(t *testing.T) {
	t.Parallel()
	base := decode(t, head("base", "")+`stages: {soon: {term: P3M}, late: {term: P12M}}
criteria:
  DAT-CON-06: {obligation: must, proof: 'by("contract")'}
  DAT-CON-07: {obligation: should, proof: 'by("contract")'}
  DAT-CON-09: {obligation: must, stage: soon, proof: 'by("contract")'}
`)
	for name, c := range map[string]struct{ text, want string }{
		"obligation falls":        {head("p", "base") + "criteria: {DAT-CON-06: {obligation: should}}", "does not relax it"},
		"a must postponed":        {head("p", "base") + "criteria: {DAT-CON-06: {stage: late}}", "does not postpone it"},
		"a should postponed":      {head("p", "base") + "criteria: {DAT-CON-07: {stage: late}}", "does not postpone it"},
		"a stage postponed":       {head("p", "base") + "criteria: {DAT-CON-09: {stage: late}}", "does not postpone it"},
		"a stage stretched":       {head("p", "base") + "stages: {soon: {term: P4M}}\ncriteria: {DAT-CON-09: {stage: soon}}", "does not postpone it"},
		"another zone":            {head("p", "base") + "zone: Europe/Berlin\ncriteria: {}", "zone"},
		"no zone":                 {head("p", "") + "zone: Europe/Bonn\ncriteria: {DAT-CON-06: {obligation: must, proof: none}}", "no time zone"},
		"the machine's zone":      {head("p", "") + "zone: Local\ncriteria: {DAT-CON-06: {obligation: must, proof: none}}", "no time zone"},
		"no proof requirement":    {head("p", "") + "criteria: {DAT-CON-06: {obligation: must}}", "proof: none if none is needed"},
		"no obligation":           {head("p", "") + "criteria: {DAT-CON-06: {proof: none}}", "must, should or may"},
		"no criterion":            {head("p", "") + "criteria: {}", "at least one criterion"},
		"no such criterion":       {head("p", "") + "criteria: {DAT-CON-66: {obligation: must, proof: none}}", "did you mean"},
		"no such base":            {head("p", "nrmal") + "criteria: {}", "no profile \"nrmal\" to extend"},
		"no such stage":           {head("p", "") + "criteria: {DAT-CON-06: {obligation: must, stage: soon, proof: none}}", "no stage \"soon\""},
		"no such parameter":       {head("p", "") + "criteria: {DAT-CON-06: {obligation: must, proof: none, params: {maxDay: 3}}}", `did you mean "maxDays"?`},
		"parameter of wrong type": {head("p", "") + "criteria: {DAT-CON-06: {obligation: must, proof: none, params: {maxDays: many}}}", "not a value of type int"},
		"demand on another fact":  {head("p", "") + "criteria: {DAT-CON-06: {obligation: must, proof: {rule: none, facts: {data.keys: none}}}}", "does not read"},
		"demand not understood":   {head("p", "") + "criteria: {DAT-CON-06: {obligation: must, proof: 'by(\"contrakt\")'}}", `did you mean "contract"?`},
		"another catalogue":       {strings.Replace(head("p", ""), "catalogue: trias", "catalogue: other", 1) + "criteria: {DAT-CON-06: {obligation: must, proof: none}}", `made for catalogue "other"`},
	} {
		_, err := profiles.Decode("p.yaml", []byte(c.text), catalogue(t), base)
		var problems profiles.Problems
		if !errors.As(err, &problems) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.Contains(err.Error(), c.want) || problems[0].Line == 0 {
			t.Errorf("%s: want %q at a place, got\n%v", name, c.want, err)
		}
	}
	// What is stricter loads.
	decode(t, head("p", "base")+`deviations: inconclusive
stages: {soon: {term: P2M}}
criteria:
  DAT-CON-07: {obligation: must, proof: 'by("audit")'}
  DAT-CON-09: {stage: soon}
`, base)
}
