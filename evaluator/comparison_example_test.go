package evaluator_test

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// keysEvaluator asks one thing: whether the customer holds the keys.
func keysEvaluator() (*evaluator.Evaluator, error) {
	catalogue, err := criteria.Decode("catalogue.yaml", []byte(`trias: catalogue/v1
id: keys
version: 1.0.0
language: 1
criteria:
  - {id: KEYS, dimension: control, domain: data, title: {en: Keys, de: Schlüssel}, question: {en: "Whose?", de: "Wessen?"}, rule: 'data.keys.custody == "customer"'}
`))
	if err != nil {
		return nil, err
	}
	profile, err := profiles.Decode("profile.yaml", []byte("{trias: profile/v1, id: ours, version: 1.0.0, catalogue: keys, criteria: {KEYS: {obligation: must, proof: none}}}"), catalogue)
	if err != nil {
		return nil, err
	}
	return evaluator.Compile(catalogue, profile)
}

func keysDossier(custody string) (*evidence.Dossier, error) {
	f, err := evidence.Decode("offer.yaml", []byte("{trias: dossier/v1, subject: {id: offer, version: '1.0'}, data: {keys: {custody: "+custody+"}}}"))
	if err != nil {
		return nil, err
	}
	return evidence.Merge(f)
}

func ExampleCompare() {
	e, err := keysEvaluator()
	if err != nil {
		fmt.Println(err)
		return
	}
	at := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	var verdicts []evaluator.Verdict
	for _, custody := range []string{"customer", "provider"} {
		d, err := keysDossier(custody)
		if err != nil {
			fmt.Println(err)
			return
		}
		v, err := e.Evaluate(context.Background(), d, at)
		if err != nil {
			fmt.Println(err)
			return
		}
		verdicts = append(verdicts, v)
	}
	c, err := evaluator.Compare(&verdicts[0], &verdicts[1])
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Before.Conformity, "becomes", c.After.Conformity, "because of", c.Basis)
	for _, x := range c.Criteria {
		fmt.Println(x.Criterion, x.Move)
		for _, f := range x.Evidence {
			fmt.Println(f.Path, f.Before.Got, "becomes", f.After.Got)
		}
	}
	for _, s := range c.Worse() {
		fmt.Println("setback:", s.Kind)
	}
	// Output:
	// conformant becomes nonConformant because of [evidence]
	// KEYS worse
	// data.keys.custody customer becomes provider
	// setback: conformity
	// setback: worse
}

func ExampleVerify() {
	e, err := keysEvaluator()
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := keysDossier("provider")
	if err != nil {
		fmt.Println(err)
		return
	}
	v, err := e.Evaluate(context.Background(), d, time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	stored, err := v.EncodeJSON()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := evaluator.Inputs{Sources: d.Sources(), Catalogue: e.Catalogue(), Profile: e.Profile()}
	forged := bytes.Replace(stored, []byte(`"nonConformant"`), []byte(`"conformant"`), 1)
	for _, file := range [][]byte{stored, forged} {
		x, err := evaluator.Verify(context.Background(), file, in)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(x.Status)
		for _, y := range x.Discrepancies {
			fmt.Println(y.Pointer, y.Stored, "is", y.Follows)
		}
	}
	x, err := evaluator.Verify(context.Background(), stored, evaluator.Inputs{Catalogue: e.Catalogue(), Profile: e.Profile()})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, y := range x.Lacking() {
		fmt.Println(x.Status, y.Input, y.Status, y.Wanted)
	}
	// Output:
	// verified
	// differs
	// /conformity "conformant" is "nonConformant"
	// notReplayable dossier missing sha256:25609ae63799cbe4bda68b9e08b38a94563190e65e69218e3d1b251d9ae9fa3e
}
