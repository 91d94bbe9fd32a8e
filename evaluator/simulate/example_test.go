package simulate_test

import (
	"context"
	"fmt"
	"os"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/simulate"
)

// A study of (fictional) kiosks asks which requirement excludes how many.
func Example() {
	files := os.DirFS("testdata")
	text, err := os.ReadFile("testdata/study.yaml")
	if err != nil {
		fmt.Println(err)
		return
	}
	study, err := simulate.Load("study.yaml", text, files)
	if err != nil {
		fmt.Println(err)
		return
	}
	compiled, err := study.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	tally, err := compiled.Run(ctx, simulate.Options{Workers: 2})
	if err != nil {
		fmt.Println(err)
		return
	}
	results, err := compiled.Results(ctx, tally)
	if err != nil {
		fmt.Println(err)
		return
	}
	percent := func(n *exact.Number) string { return n.Mul(exact.Int(100)).Fixed(1, exact.HalfUp) + " %" }
	plain := results.Competition[0]
	fmt.Println(plain.Excluded.Count, "of", plain.Excluded.Of, "are excluded")
	for _, m := range plain.Musts[:2] {
		fmt.Println(m.Criterion, "alone excludes", percent(m.Alone.Share), "from", percent(m.Alone.Low), "to", percent(m.Alone.High))
	}
	for _, point := range results.Sweeps[0].Points {
		fmt.Print(point.Value, " hours ", percent(point.Admitted.Share), "; ")
	}
	fmt.Println()
	// Output:
	// 5619 of 6000 are excluded
	// HOURS alone excludes 14.7 % from 13.8 % to 15.6 %
	// KEYS alone excludes 13.9 % from 13.0 % to 14.8 %
	// 12 hours 3.1 %; 16 hours 4.1 %; 20 hours 5.3 %; 24 hours 6.4 %; 28 hours 7.5 %; 32 hours 8.6 %; 36 hours 9.9 %;
}
