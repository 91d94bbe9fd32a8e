package evaluator_test

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// The fictional offer of examples/dossiers/weak.yaml can be left with three months'
// notice. What would its provider have to change, and what comes of it?
func ExampleEvaluator_Counterfactuals() {
	data, err := os.ReadFile("../examples/dossiers/weak.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	offer, err := evidence.Decode("weak.yaml", data)
	if err != nil {
		fmt.Println(err)
		return
	}
	dossier, err := evidence.Merge(offer)
	if err != nil {
		fmt.Println(err)
		return
	}
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
	at := time.Date(2026, time.November, 23, 0, 0, 0, 0, time.UTC)
	all, err := e.Counterfactuals(context.Background(), dossier, at)
	if err != nil {
		fmt.Println(err)
		return
	}
	notice, _ := all.Criterion("OPS-CHO-02")
	for _, c := range notice.Counterfactuals {
		for _, s := range c.Steps {
			if s.Kind == evaluator.StepProve {
				fmt.Println(s.Kind, s.Path, s.Needs)
				continue
			}
			fmt.Println(s.Kind, s.Path, "from", s.From, "to", s.To)
		}
		fmt.Println("by the values alone:", c.Claimed.Outcome)
		fmt.Println("with the proof:", c.Reached.Outcome, "gaining", c.Gain)
	}
	// Every counterfactual can be applied and evaluated once more.
	amended, err := notice.Counterfactuals[0].Apply(dossier)
	if err != nil {
		fmt.Println(err)
		return
	}
	verdict, err := e.Evaluate(context.Background(), amended, at)
	if err != nil {
		fmt.Println(err)
		return
	}
	result, _ := verdict.Result("OPS-CHO-02")
	fmt.Println("evaluated:", result.Outcome)
	for _, turn := range all.Turns {
		fmt.Println("the verdict turns", turn.Reached.Conformity)
	}
	// Output:
	// change operational.exit.terms.noticeDays from 93 to 62
	// prove operational.exit.terms.noticeDays by("contract")
	// by the values alone: unproven
	// with the proof: pass gaining 2
	// evaluated: pass
	// the verdict turns inconclusive
	// the verdict turns conformantWithDeviations
	// the verdict turns conformant
}
