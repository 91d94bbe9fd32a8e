package plot_test

import (
	"bytes"
	"fmt"

	"github.com/trias-sovereignty/trias/evaluator/simulate/plot"
)

// Time by the number of records, on axes of ratios, where what grows in proportion is
// a straight line that rises as fast as it goes on.
func Example() {
	p := plot.Picture{
		Title: "Time by number of records", Subtitle: "one core", Text: "0.002 s for 10,000 records, 20 s for 100 million",
		Chart: plot.Curves{
			X:      plot.Axis{Label: "records", Log: true},
			Y:      plot.Axis{Label: "time in s", Log: true},
			Curves: []plot.Curve{{Points: []plot.Point{{X: 1e4, Y: 0.002}, {X: 1e6, Y: 0.2}, {X: 1e8, Y: 20}}}},
		},
	}
	svg, err := p.SVG()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(bytes.Contains(svg, []byte("<title>Time by number of records</title>")))
	// Output: true
}
