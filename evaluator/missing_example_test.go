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

// The fictional offer of examples/dossiers/weak.yaml does not say how its
// customers could go on without the provider. What would settle whether they have
// a copy of their data at hand? That there are no data in it, or seven facts
// about the copy.
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
	c, _ := missing.Criterion("RES-CHO-03")
	fmt.Println(c.Criterion, "is", c.Outcome)
	for i, w := range c.Ways.Ways {
		fmt.Println("way", i+1)
		for _, s := range w.Steps {
			if s.Kind == evaluator.StepProve {
				fmt.Println("  prove", s.Path, "-", s.Needs)
			} else {
				fmt.Println("  state", s.Path, "=", s.To)
			}
		}
	}
	// Output:
	// RES-CHO-03 is unknown
	// way 1
	//   state resilience.customerCopy.dataInOffer = false
	//   prove resilience.customerCopy.dataInOffer - by("declaration")
	// way 2
	//   state resilience.customerCopy.held = true
	//   state resilience.customerCopy.intervalMinutes = 1440
	//   state resilience.customerCopy.lastCopyOn = 2026-11-01
	//   state resilience.customerCopy.location = otherProvider
	//   state resilience.customerCopy.readableWithoutProvider = true
	//   state resilience.customerCopy.restoreTest = passedWithFindings
	//   state resilience.customerCopy.restoreTestedOn = 2026-11-01
	//   prove resilience.customerCopy.held - by("configuration") || by("log")
	//   prove resilience.customerCopy.intervalMinutes - by("configuration") || by("log")
	//   prove resilience.customerCopy.lastCopyOn - by("configuration") || by("log")
	//   prove resilience.customerCopy.location - by("configuration") || by("log")
	//   prove resilience.customerCopy.readableWithoutProvider - by("documentation")
	//   prove resilience.customerCopy.restoreTest - by("documentation")
	//   prove resilience.customerCopy.restoreTestedOn - by("documentation")
}
