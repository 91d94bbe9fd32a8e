package evaluator_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/testkit"
	"github.com/trias-sovereignty/trias/profiles"
)

// over reads a profile over the small catalogue: what stands before the criteria
// and the criteria, on two lines.
func over(t testing.TB, id, text string) *profiles.Profile {
	t.Helper()
	head, settings, found := strings.Cut(text, "\n")
	if !found {
		head, settings = "", text
	}
	text = fmt.Sprintf("trias: profile/v1\nid: %s\nversion: 1.0.0\ncatalogue: small\n%s\ncriteria: {%s}\n", id, strings.ReplaceAll(strings.TrimSpace(head), "; ", "\n"), settings)
	p, err := profiles.Decode(id+".yaml", []byte(text), smallCatalogue())
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return p
}

// Each kind of difference, one by one: the ground and its answer, and what the
// counterexample shows.
func TestStricterByGround(t *testing.T) {
	t.Parallel()
	const must, should = `P: {obligation: must, proof: 'by("test")'}`, `P: {obligation: should, proof: 'by("test")'}`
	for name, c := range map[string]struct{ base, profile, grounds, shows string }{
		"the same":                         {must, must, "", ""},
		"only another weight":              {must, `P: {obligation: must, weight: 3, proof: 'by("test")'}`, "", ""},
		"a should becomes a must":          {should, must, "obligation stricter", ""},
		"a must becomes a should":          {must, should, "obligation notStricter", "P fail nonConformant, fail conformantWithDeviations"},
		"a must falls at one layer":        {must, `P: {obligation: must, layers: {platform: may}, proof: 'by("test")'}`, "obligation notStricter", "P fail nonConformant, fail conformant"},
		"a must falls where it never is":   {`Q: {obligation: must, proof: none}`, `Q: {obligation: must, layers: {application: may}, proof: none}`, "obligation stricter", ""},
		"a should becomes a may":           {should, `P: {obligation: may, proof: 'by("test")'}`, "obligation notStricter", "P fail conformantWithDeviations, fail conformant"},
		"a criterion is dropped":           {must + `, R: {obligation: may, proof: none}`, must, "notApplied notStricter", "R unknown inconclusive,  inconclusive"},
		"a criterion is added":             {must, must + `, R: {obligation: must, proof: none}`, "added stricter", ""},
		"it binds later":                   {must, `stages: {soon: {term: P3M}}` + "\n" + `P: {obligation: must, stage: soon, proof: 'by("test")'}`, "stage notStricter", "P fail nonConformant, fail provisional"},
		"it binds sooner":                  {`stages: {soon: {term: P6M}}` + "\n" + `P: {obligation: must, stage: soon, proof: 'by("test")'}`, `stages: {soon: {term: P5M}}` + "\n" + `P: {obligation: must, stage: soon, proof: 'by("test")'}`, "stage stricter", ""},
		"its stage has another name":       {`stages: {soon: {term: P6M}}` + "\n" + `P: {obligation: must, stage: soon, proof: 'by("test")'}`, `stages: {later: {term: P6M}}` + "\n" + `P: {obligation: must, stage: later, proof: 'by("test")'}`, "", ""},
		"it binds from a later day":        {`stages: {x: {from: 2028-01-01}}` + "\n" + `P: {obligation: must, stage: x, proof: 'by("test")'}`, `stages: {x: {from: 2029-01-01}}` + "\n" + `P: {obligation: must, stage: x, proof: 'by("test")'}`, "stage notStricter", "P fail nonConformant, fail provisional"},
		"a may binds later":                {`P: {obligation: may, proof: 'by("test")'}`, `stages: {soon: {term: P3M}}` + "\n" + `P: {obligation: may, stage: soon, proof: 'by("test")'}`, "stage stricter", ""},
		"a should becomes a must later":    {should, `stages: {soon: {term: P3M}}` + "\n" + `P: {obligation: must, stage: soon, proof: 'by("test")'}`, "obligation stricter, stage stricter", ""},
		"the same where reasons count":     {`deviations: inconclusive` + "\n" + should, `deviations: inconclusive; stages: {soon: {term: P3M}}` + "\n" + `P: {obligation: must, stage: soon, proof: 'by("test")'}`, "obligation stricter, stage notStricter", "P fail inconclusive, fail provisional"},
		"a fast track for more":            {`stages: {x: {term: P6M, given: 'by("audit")'}}` + "\n" + `P: {obligation: must, stage: x, proof: 'by("test")'}`, `stages: {x: {term: P6M, given: 'by("documentation")'}}` + "\n" + `P: {obligation: must, stage: x, proof: 'by("test")'}`, "stage notStricter", "P unknown inconclusive, unknown provisional"},
		"a fast track instead of a term":   {`stages: {x: {term: P6M}}` + "\n" + `P: {obligation: must, stage: x, proof: 'by("test")'}`, `stages: {x: {term: P6M, given: 'by("audit")'}}` + "\n" + `P: {obligation: must, stage: x, proof: 'by("test")'}`, "stage stricter", ""},
		"a term instead of a fast track":   {`stages: {x: {term: P6M, given: 'by("audit")'}}` + "\n" + `P: {obligation: must, stage: x, proof: 'by("test")'}`, `stages: {x: {term: P6M}}` + "\n" + `P: {obligation: must, stage: x, proof: 'by("test")'}`, "stage notStricter", "P fail nonConformant, fail provisional"},
		"deviations need no reason":        {`deviations: inconclusive` + "\n" + should, should, "deviations notStricter", "P fail inconclusive, fail conformantWithDeviations"},
		"deviations without any should":    {`deviations: inconclusive` + "\n" + must, must, "deviations stricter", ""},
		"another zone":                     {must, "zone: Europe/Berlin\n" + must, "zone notStricter", "P unproven inconclusive, pass conformant"},
		"another zone where no day counts": {`P: {obligation: must, proof: none}`, `zone: Europe/Berlin` + "\n" + `P: {obligation: must, proof: none}`, "zone stricter", ""},
		"a weaker proof":                   {must, `P: {obligation: must, proof: 'by("documentation")'}`, "proof notStricter", "P unproven inconclusive, pass conformant"},
		"an older proof":                   {`P: {obligation: must, proof: 'by("test", months(1))'}`, `P: {obligation: must, proof: 'by("test", days(31))'}`, "proof notStricter", "P unproven inconclusive, pass conformant"},
		"a stronger proof":                 {must, `P: {obligation: must, proof: 'by("test") && by("contract")'}`, "proof stricter", ""},
		"a proof said otherwise":           {`P: {obligation: must, proof: '(by("test") || by("audit")) && by("contract")'}`, `P: {obligation: must, proof: 'by("test") && by("contract") || by("audit") && by("contract")'}`, "proof stricter", ""},
		"not applying is proven by less":   {`Q: {obligation: must, proof: {rule: 'by("test")', when: 'by("test")'}}`, `Q: {obligation: must, proof: {rule: 'by("test")', when: none}}`, "proof notStricter", "Q unproven inconclusive, notApplicable conformant"},
		"one fact needs no proof":          {must, `P: {obligation: must, proof: {rule: 'by("test")', facts: {ext.x.pa: none}}}`, "proof notStricter", "P unproven inconclusive, pass conformant"},
		"a fact that parameters leave out": {`Q: {obligation: must, params: {strict: true}, proof: 'by("test")'}`, `Q: {obligation: must, params: {strict: true}, proof: {rule: 'by("test")', facts: {ext.x.qb: none}}}`, "proof stricter", ""},
		"a lower bound rises":              {must, `P: {obligation: must, params: {min: 2}, proof: 'by("test")'}`, "parameter stricter", ""},
		"a lower bound falls":              {must, `P: {obligation: must, params: {min: 0}, proof: 'by("test")'}`, "parameter notStricter", "P fail nonConformant, pass conformant"},
		"a bound that does not count":      {`P: {obligation: must, params: {bounded: false}, proof: 'by("test")'}`, `P: {obligation: must, params: {bounded: false, max: 9}, proof: 'by("test")'}`, "parameter stricter", ""},
		"one value more is accepted":       {`Q: {obligation: must, proof: none}`, `Q: {obligation: must, params: {allowed: [p, q, r]}, proof: none}`, "parameter notStricter", "Q fail nonConformant, pass conformant"},
		"a value no rule tells the way of": {`R: {obligation: must, proof: none}`, `R: {obligation: must, params: {cut: 3}, proof: none}`, "parameter notStricter", "R fail nonConformant, pass conformant"},
	} {
		base, profile := over(t, "base", c.base), over(t, "profile", c.profile)
		s, err := evaluator.Stricter(context.Background(), profile, base)
		if err != nil {
			t.Fatal(err)
		}
		var grounds []string
		for _, g := range allGrounds(s) {
			grounds = append(grounds, fmt.Sprintf("%s %s", g.Kind, g.Answer))
		}
		if got := strings.Join(grounds, ", "); got != c.grounds {
			t.Errorf("%s: %s, want %s", name, got, c.grounds)
		}
		shows := ""
		if x := s.Counterexample; x != nil {
			shows = fmt.Sprintf("%s %s %s, %s %s", x.Criterion, x.Base.Outcome, x.Base.Conformity, x.Profile.Outcome, x.Profile.Conformity)
			is, was := compileProfile(t, profile), compileProfile(t, base)
			confirm(t, &s, is, was)
		}
		if shows != c.shows {
			t.Errorf("%s: shows %q, want %q", name, shows, c.shows)
		}
		proven, err := evaluator.Stricter(context.Background(), profile, base, evaluator.ProveOnly())
		if err != nil {
			t.Fatal(err)
		}
		if (proven.Answer == evaluator.IsStricter) != (s.Answer == evaluator.IsStricter) || proven.Counterexample != nil {
			t.Errorf("%s: %s, only proven %s", name, s.Answer, proven.Answer)
		}
	}
}

func compileProfile(t testing.TB, p *profiles.Profile) *evaluator.Evaluator {
	t.Helper()
	e, err := evaluator.Compile(p.Catalogue(), p)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// The same profiles give the same bytes, a cancelled comparison is an error and
// no answer, and profiles of two catalogues are not compared.
func TestStricterIsRepeatable(t *testing.T) {
	t.Parallel()
	normal, err := profiles.Lookup("normal")
	if err != nil {
		t.Fatal(err)
	}
	federal, err := profiles.Lookup("federal-normal")
	if err != nil {
		t.Fatal(err)
	}
	var texts [][]byte
	for range 2 {
		s, err := evaluator.Stricter(context.Background(), normal, federal)
		if err != nil {
			t.Fatal(err)
		}
		text, err := s.EncodeJSON()
		if err != nil {
			t.Fatal(err)
		}
		yaml, err := s.Counterexample.EncodeYAML()
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, append(text, yaml...))
	}
	if !bytes.Equal(texts[0], texts[1]) {
		t.Error("two answers on the same profiles differ")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := evaluator.Stricter(ctx, normal, federal); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := evaluator.Stricter(context.Background(), normal, over(t, "p", "P: {obligation: must, proof: none}")); !errors.Is(err, evaluator.ErrCatalogues) {
		t.Errorf("two catalogues: %v", err)
	}
}

// Of contradicted values some of which break a rule and the others make it fail,
// a tighter rule makes nothing better: neither is a reason to think it unknown.
func TestTighterRuleIsNoBetterWhereValuesBreakIt(t *testing.T) {
	t.Parallel()
	text := evidence.Text{EN: "x", DE: "x"}
	catalogue, err := criteria.New(criteria.Definition{ID: "small", Version: "1.0.0", Language: criteria.Language,
		Facts: map[string]map[string]criteria.Fact{"x": {"n": {Type: "int", Question: text}, "y": {Type: "int", Question: text}}},
		Criteria: []criteria.Criterion{{ID: "A", Dimension: criteria.Control, Domain: criteria.Data, Title: text, Question: text, Remedy: criteria.Remedy{Effort: criteria.Low},
			Params: map[string]criteria.Param{"min": {Type: "int", Default: evidence.Int(1), Source: text}},
			Rule:   fmt.Sprintf(ruleText, "ext.x.n") + " && ext.x.y >= params.min"}}})
	if err != nil {
		t.Fatal(err)
	}
	var profile [2]*profiles.Profile
	for i, params := range []string{"min: 1", "min: 5"} {
		if profile[i], err = profiles.Decode("p.yaml", fmt.Appendf(nil, "trias: profile/v1\nid: p%d\nversion: 1.0.0\ncatalogue: small\ncriteria: {A: {obligation: must, params: {%s}, proof: none}}", i, params), catalogue); err != nil {
			t.Fatal(err)
		}
	}
	s, err := evaluator.Stricter(context.Background(), profile[1], profile[0])
	if err != nil {
		t.Fatal(err)
	}
	if s.Answer != evaluator.IsStricter {
		t.Errorf("%s: %v", s.Answer, notProven(s))
	}
	// n breaks the rule; y is 3 by one source and 7 by another.
	source := func(name string, y int64) *evidence.Fragment {
		return &evidence.Fragment{Name: name, Subject: &evidence.Subject{ID: "s"}, Ext: map[string]map[string]evidence.Value{"x": {"n": evidence.Int(huge), "y": evidence.Int(y)}}}
	}
	d := testkit.Dossier(t, []*evidence.Fragment{source("a.yaml", 3), source("b.yaml", 7)})
	for i := range profile {
		decision, err := compileProfile(t, profile[i]).Decide(context.Background(), d, testkit.At)
		if err != nil {
			t.Fatal(err)
		}
		if decision.Outcomes[0] != evaluator.Error {
			t.Errorf("p%d: %s", i, decision.Outcomes[0])
		}
	}
}
