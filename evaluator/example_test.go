package evaluator_test

import (
	"context"
	"fmt"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

func ExampleEvaluator_Evaluate() {
	catalogue, err := criteria.Embedded()
	if err != nil {
		fmt.Println(err)
		return
	}
	profile, err := profiles.Lookup("normal")
	if err != nil {
		fmt.Println(err)
		return
	}
	e, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		fmt.Println(err)
		return
	}
	offer := &evidence.Fragment{Subject: &evidence.Subject{ID: "offer-1"}}
	offer.Operational.Exit.Terms.NoticeDays = evidence.Known(int64(93))
	dossier, err := evidence.Merge(offer)
	if err != nil {
		fmt.Println(err)
		return
	}
	verdict, err := e.Evaluate(context.Background(), dossier, time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	result, _ := verdict.Result("OPS-CHO-02")
	fmt.Println(verdict.Conformity, result.Outcome)
	for _, r := range result.Reasons {
		fmt.Println(r.Path, "is", r.Got, "wanted", r.Operator, r.Wanted)
	}
	// Output:
	// nonConformant fail
	// operational.exit.terms.noticeDays is 93 wanted <= 62
}

// A dossier states a fact that the catalogue does not declare, though it declares
// another of that extension: mostly its name is misspelt.
func ExampleLintFacts() {
	catalogue, err := criteria.Decode("desks.yaml", []byte(`trias: catalogue/v1
id: desks
version: 1.0.0
language: 1
facts: {desk: {opens: {type: date, question: {en: Since when, de: Seit wann}}}}
criteria:
  - {id: DESK, dimension: choice, domain: operational, title: {en: Desk, de: Stelle}, question: {en: Open, de: Offen}, rule: ext.desk.opens <= at}
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	source, err := evidence.Decode("offer.yaml", []byte("{trias: dossier/v1, ext: {desk: {openz: 2026-01-01}}}"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, finding := range evaluator.LintFacts(catalogue, source) {
		fmt.Println(finding)
	}
	// Output:
	// /ext/desk/openz: desks 1.0.0 declares no fact ext.desk.openz (did you mean "opens"?) [undeclared-fact]
}

func ExampleStricter() {
	catalogue, err := criteria.Embedded()
	if err != nil {
		fmt.Println(err)
		return
	}
	normal, err := profiles.Lookup("normal")
	if err != nil {
		fmt.Println(err)
		return
	}
	city, err := profiles.Decode("city.yaml", []byte(`
trias: profile/v1
id: city
version: 1.0.0
catalogue: trias
tailors: normal
changes:
  - {change: relax, criterion: DAT-CON-06, obligation: should, reason: {en: To have more offers., de: Damit es mehr Angebote gibt.}}
`), catalogue)
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := evaluator.Stricter(context.Background(), city, normal)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Answer)
	for _, c := range s.Criteria {
		for _, g := range c.Grounds {
			fmt.Println(c.Criterion, g.Kind, g.From, "to", g.To, g.Answer)
		}
	}
	fmt.Println(s.Counterexample.Base.Conformity, "becomes", s.Counterexample.Profile.Conformity)
	// Output:
	// notStricter
	// DAT-CON-06 obligation must to should notStricter
	// nonConformant becomes inconclusive
}
