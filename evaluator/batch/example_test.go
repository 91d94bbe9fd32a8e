package batch_test

import (
	"fmt"
	"log"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

func Example() {
	profile, err := profiles.Lookup("high")
	if err != nil {
		log.Fatal(err)
	}
	high, err := evaluator.Compile(profile.Catalogue(), profile)
	if err != nil {
		log.Fatal(err)
	}
	at := time.Date(2026, time.November, 26, 12, 0, 0, 0, time.UTC)
	plan, err := batch.Compile(at, batch.Variant{Evaluator: high})
	if err != nil {
		log.Fatal(err)
	}

	// A hundred records: how soon data are deleted is known of the first sixty.
	block := plan.NewBlock()
	block.Reset(100)
	deletion, _ := plan.Column("data.deletion.maxDays")
	for i := range 60 {
		days := []int64{20, 400}[i%2]
		class, err := deletion.Class(evidence.Stated{Scalar: days})
		if err != nil {
			log.Fatal(err)
		}
		if err := block.Set(deletion, i, class); err != nil {
			log.Fatal(err)
		}
	}

	result := plan.NewMachine().Run(block)
	for i, id := range profile.Criteria() {
		if id == "DAT-CON-06" {
			fmt.Println(id, "fails for", result.Count(0, i, evaluator.Fail), "and is unknown for", result.Count(0, i, evaluator.Unknown))
		}
	}
	// Output: DAT-CON-06 fails for 30 and is unknown for 70
}
