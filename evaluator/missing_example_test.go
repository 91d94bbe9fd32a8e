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

// The fictional offer of examples/dossiers/weak.yaml says little about how its
// customers can leave. Its provider asks what would settle one criterion.
func ExampleEvaluator_Missing() {
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
	profile, err := profiles.Lookup("high")
	if err != nil {
		fmt.Println(err)
		return
	}
	e, err := evaluator.Compile(catalogue, profile)
	if err != nil {
		fmt.Println(err)
		return
	}
	missing, err := e.Missing(context.Background(), dossier, time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	c, _ := missing.Criterion("OPE-CHO-03")
	fmt.Println(c.Criterion, "is", c.Outcome)
	for i, w := range c.Ways.Ways {
		fmt.Println("way", i+1)
		for _, s := range w.Steps {
			fmt.Println(" ", s.Kind, s.Path, s.To, s.Needs)
		}
	}
	// Output:
}
