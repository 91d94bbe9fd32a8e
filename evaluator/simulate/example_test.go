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
	// 5634 of 6000 are excluded
	// HOURS alone excludes 15.1 % from 14.2 % to 16.0 %
	// KEYS alone excludes 13.8 % from 13.0 % to 14.7 %
	// 12 hours 2.4 %; 16 hours 3.5 %; 20 hours 4.8 %; 24 hours 6.1 %; 28 hours 7.4 %; 32 hours 8.6 %; 36 hours 10.0 %;
}
