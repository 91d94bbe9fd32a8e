package plot_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"image/png"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/evaluator/simulate/plot"
)

var gallery = flag.String("gallery", "", "`folder` to write all pictures of the tests to, to be looked at")

func percent(digits string) string { return digits + " %" }

// pictures has one of each chart, with what is hard to set: long names, empty
// groups, values at the edges.
func pictures() map[string]plot.Picture {
	long := "OPS-CHO-02 Is the customer told of each request before it is answered, and for how long"
	return map[string]plot.Picture{
		"estimates": {
			Title: "How many offers conform, by profile", Subtitle: "100,000 fictional offers; 95 % Wilson intervals", Note: strings.Repeat("A note of some length. ", 12), Text: "normal: 12 %",
			Chart: plot.Estimates{
				X: plot.Axis{Label: "Share of offers in %", Number: percent, To: 10}, Column: "% (95 %)",
				Series: []plot.Series{{Name: "normal"}, {Name: "high"}, {Name: "very high"}},
				Rows: []plot.EstimateRow{
					{Group: "Admitted", Label: "conformant", Values: []plot.Estimate{{0, 12.3, 11.9, 12.7, "12.3 (11.9–12.7)"}, {1, 4.1, 3.9, 4.3, "4.1 (3.9–4.3)"}, {2, 0, 0, 0.1, "0.0 (0.0–0.1)"}}},
					{Group: "Admitted", Label: "conformant with deviations", Values: []plot.Estimate{{0, 22.3, 21.9, 22.7, "22.3 (21.9–22.7)"}}},
					{Group: "Excluded", Label: long, Values: []plot.Estimate{{2, 97, 96, 98, "97.0 (96.0–98.0)"}}},
				},
				Marks: []plot.Mark{{50, "half"}},
			},
		},
		"bars": {
			Title: "Which MUST alone excludes most offers", Subtitle: "profile high, 100,000 offers", Text: "OPS-CHO-02: 9 %",
			Chart: plot.Bars{
				X: plot.Axis{Label: "Offers that it alone excludes, in %", Number: percent}, Column: "offers",
				Series: []plot.Series{{Name: "not met", Colour: plot.Vermilion}, {Name: "open", Colour: plot.Yellow}},
				Rows: []plot.BarRow{
					{Label: long, Values: []float64{6, 3}, Interval: &plot.Interval{8.7, 9.3}, Text: "9,012"},
					{Label: "DAT-CON-01 Keys", Values: []float64{2, 0}, Interval: &plot.Interval{1.8, 2.2}, Text: "2,000"},
					{Label: "RES-CON-01 Nothing", Values: []float64{0, 0}, Interval: &plot.Interval{0, 0.1}, Text: "0"},
				},
			},
		},
		"tornado": {
			Title: "Sensitivity", Chart: plot.Bars{
				X: plot.Axis{Label: "change"}, Series: []plot.Series{{Name: "down"}, {Name: "up"}},
				Rows:  []plot.BarRow{{Group: "G", Label: "a", Values: []float64{-3.5, 4}}, {Group: "G", Label: "b", Values: []float64{-2, 0.5}}, {Group: "H", Label: "c", Values: []float64{-0.1, 0.1}}},
				Marks: []plot.Mark{{4, "the noise floor of all that was looked at"}},
			},
		},
		"curves": {
			Title: "How far the threshold shrinks the market", Subtitle: "one pass over 100,000 offers",
			Chart: plot.Curves{
				X: plot.Axis{Label: "days of notice"}, Y: plot.Axis{Label: "Share of offers in %", Number: percent, To: 10},
				Curves: []plot.Curve{curve("admitted", 30), curve("not conformant", 60)},
				Marks:  []plot.Mark{{62, "62: as the profile has it"}},
			},
		},
		"growth": {
			Title: "Time by number of records",
			Chart: plot.Curves{
				X: plot.Axis{Label: "records", Log: true}, Y: plot.Axis{Label: "seconds", Log: true},
				Curves: []plot.Curve{{Series: plot.Series{Name: "batch"}, Points: []plot.Point{{1e4, 0.002, nil}, {1e6, 0.19, nil}, {1e8, 20, nil}}}},
			},
		},
		"dates": {
			Title: "By date",
			Chart: plot.Curves{
				X: plot.Axis{Label: "date", Marks: []plot.Mark{{0, "1 January 2026"}, {30, "31 January 2026"}, {59, "1 March 2026"}, {365, "1 January 2027"}}}, Y: plot.Axis{Label: "%"},
				Curves: []plot.Curve{{Points: []plot.Point{{0, 1, nil}, {30, 2, nil}, {59, 2, nil}, {365, 5, nil}}}},
			},
		},
		"distribution": {
			Title: "How scores are distributed", Subtitle: "XCCDF flat",
			Chart: plot.Distribution{
				X: plot.Axis{Label: "score"}, Y: plot.Axis{Label: "offers in %", Number: percent}, Parts: []plot.Part{bins("stated", 12), bins("proven", 8)},
				Marks: []plot.Mark{{10, "mean"}},
			},
		},
		"crosstab": {
			Title: "From normal to high",
			Chart: plot.Crosstab{
				RowsOf: "under normal", ColumnsOf: "under high", Rows: []string{"conformant", "conformant with deviations", "not conformant"}, Columns: []string{"conformant", "conformant with deviations", "not conformant"},
				Cells: [][]plot.Cell{{{0.2, "20,000", "20.0 %"}, {0, "0", ""}, {0.1, "10,000", "10.0 %"}}, {{0.01, "1,000", "1.0 %"}, {0.05, "5,000", "5.0 %"}, {0.04, "4,000", ""}}, {{0, "0", ""}, {0, "0", ""}, {0.6, "60,000", "60.0 %"}}},
			},
		},
	}
}

func curve(name string, at float64) plot.Curve {
	c := plot.Curve{Series: plot.Series{Name: name}}
	for x := 10.0; x <= 100; x += 5 {
		y := 100 / (1 + math.Exp((at-x)/10))
		c.Points = append(c.Points, plot.Point{X: x, Y: y, Interval: &plot.Interval{Low: y - 2, High: y + 2}})
	}
	return c
}

func bins(name string, at float64) plot.Part {
	p := plot.Part{Series: plot.Series{Name: name}}
	for x := 0.0; x < 20; x++ {
		p.Bins = append(p.Bins, plot.Bin{From: x, To: x + 1, Value: 10 * math.Exp(-(x-at)*(x-at)/10)})
	}
	return p
}

// TestPictures: each picture is a document or an image, of the width that is
// promised, twice the same, and says all of its words.
func TestPictures(t *testing.T) {
	t.Parallel()
	for name, p := range pictures() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			svg, err := p.SVG()
			if err != nil {
				t.Fatal(err)
			}
			for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
				_, err := d.Token()
				if err == io.EOF {
					break
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			for _, want := range []string{`<svg role="img" width="482pt"`, "<title>" + p.Title + "</title>", "<desc>" + p.Text + "</desc>", "Liberation Sans,Arial,Helvetica,sans-serif"} {
				if !bytes.Contains(svg, []byte(want)) {
					t.Errorf("the SVG lacks %q", want)
				}
			}
			pixels, err := p.PNG()
			if err != nil {
				t.Fatal(err)
			}
			config, err := png.DecodeConfig(bytes.NewReader(pixels))
			if err != nil || config.Width != (plot.Width*plot.DPI+71)/72 {
				t.Errorf("the PNG is %d wide (%v)", config.Width, err)
			}
			if *gallery != "" {
				for ext, data := range map[string][]byte{".svg": svg, ".png": pixels} {
					if err := os.WriteFile(filepath.Join(*gallery, name+ext), data, 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
			var all sync.WaitGroup
			for range 2 { // at once, so that the race detector sees what they share
				all.Go(func() {
					again, err := p.SVG()
					if err != nil || !bytes.Equal(svg, again) {
						t.Errorf("drawn again the SVG is another (%v)", err)
					}
					again, err = p.PNG()
					if err != nil || !bytes.Equal(pixels, again) {
						t.Errorf("drawn again the PNG is another (%v)", err)
					}
				})
			}
			all.Wait()
		})
	}
}

// TestRefused: what cannot be drawn is refused, and nothing panics.
func TestRefused(t *testing.T) {
	t.Parallel()
	nan, infinite := math.NaN(), math.Inf(1)
	one := []plot.Series{{Name: "a"}}
	for name, chart := range map[string]plot.Chart{
		"no chart":               nil,
		"no rows":                plot.Estimates{Series: one},
		"no such series":         plot.Estimates{Series: one, Rows: []plot.EstimateRow{{Values: []plot.Estimate{{Series: 1}}}}},
		"series below zero":      plot.Estimates{Series: one, Rows: []plot.EstimateRow{{Values: []plot.Estimate{{Series: -1}}}}},
		"not a number":           plot.Estimates{Series: one, Rows: []plot.EstimateRow{{Values: []plot.Estimate{{Value: nan}}}}},
		"infinite":               plot.Estimates{Series: one, Rows: []plot.EstimateRow{{Values: []plot.Estimate{{High: infinite}}}}},
		"too many rows":          plot.Bars{Series: one, Rows: make([]plot.BarRow, 201)},
		"more values than parts": plot.Bars{Series: one, Rows: []plot.BarRow{{Values: []float64{1, 2}}}},
		"bar without number":     plot.Bars{Series: one, Rows: []plot.BarRow{{Values: []float64{nan}}}},
		"no curves":              plot.Curves{},
		"no points":              plot.Curves{Curves: []plot.Curve{{}}},
		"too many curves":        plot.Curves{Curves: make([]plot.Curve, 9)},
		"ratio of zero":          plot.Curves{X: plot.Axis{Log: true}, Curves: []plot.Curve{{Points: []plot.Point{{X: 0, Y: 1}}}}},
		"mark without number":    plot.Curves{Curves: []plot.Curve{{Points: []plot.Point{{X: 0, Y: 1}}}}, Marks: []plot.Mark{{At: nan}}},
		"tick without number":    plot.Curves{X: plot.Axis{Marks: []plot.Mark{{At: nan}}}, Curves: []plot.Curve{{Points: []plot.Point{{X: 0, Y: 1}}}}},
		"end without number":     plot.Curves{X: plot.Axis{To: nan}, Curves: []plot.Curve{{Points: []plot.Point{{X: 0, Y: 1}}}}},
		"no bins":                plot.Distribution{Parts: []plot.Part{{}}},
		"bin without number":     plot.Distribution{Parts: []plot.Part{{Bins: []plot.Bin{{From: nan}}}}},
		"no table":               plot.Crosstab{},
		"missing cells":          plot.Crosstab{Rows: []string{"a"}, Columns: []string{"b"}},
		"narrow table":           plot.Crosstab{Rows: []string{"a"}, Columns: []string{"b"}, Cells: [][]plot.Cell{{}}},
		"cell without number":    plot.Crosstab{Rows: []string{"a"}, Columns: []string{"b"}, Cells: [][]plot.Cell{{{Share: nan}}}},
		"wide table":             plot.Crosstab{Rows: make([]string, 13), Columns: []string{"b"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := plot.Picture{Title: "a picture", Chart: chart}
			for _, draw := range []func() ([]byte, error){p.SVG, p.PNG} {
				if data, err := draw(); !errors.Is(err, plot.ErrData) || data != nil {
					t.Errorf("%v, and %d bytes", err, len(data))
				}
			}
		})
	}
}

// TestDrawn draws what hostile or unlucky numbers make: all equal, of no width, very
// large, very small, one only.
func TestDrawn(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.OneOf(rapid.Float64Range(-1e15, 1e15), rapid.Float64Range(-1, 1), rapid.SampledFrom([]float64{0, 1, -1, 1e-300, 1e15, 0.1, 0.30000000000000004, 100}))
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "<&>\"'", "ÄÖÜß ≥ − · –", "a\nb\x00c\xff"}))
		series := plot.Series{Name: text.Draw(t, "name"), Colour: plot.Colour(rapid.IntRange(-1, 12).Draw(t, "colour"))}
		axis := func() plot.Axis {
			return plot.Axis{Label: text.Draw(t, "label"), From: number.Draw(t, "from"), To: number.Draw(t, "to")}
		}
		marks := rapid.SliceOfN(rapid.Map(number, func(n float64) plot.Mark { return plot.Mark{At: n, Text: "m"} }), 0, 3).Draw(t, "marks")
		chart := rapid.SampledFrom([]plot.Chart{
			plot.Estimates{X: axis(), Series: []plot.Series{series}, Marks: marks, Rows: []plot.EstimateRow{{Label: text.Draw(t, "row"), Values: []plot.Estimate{{0, number.Draw(t, "v"), number.Draw(t, "l"), number.Draw(t, "h"), "x"}}}}},
			plot.Bars{X: axis(), Series: []plot.Series{series}, Marks: marks, Rows: []plot.BarRow{{Label: text.Draw(t, "row"), Values: []float64{number.Draw(t, "v")}}, {}}},
			plot.Curves{X: axis(), Y: axis(), Marks: marks, Curves: []plot.Curve{{Series: series, Points: []plot.Point{{number.Draw(t, "x"), number.Draw(t, "y"), nil}, {number.Draw(t, "x"), number.Draw(t, "y"), &plot.Interval{number.Draw(t, "l"), number.Draw(t, "h")}}}}}},
			plot.Distribution{X: axis(), Y: axis(), Parts: []plot.Part{{Series: series, Bins: []plot.Bin{{number.Draw(t, "f"), number.Draw(t, "t"), number.Draw(t, "v")}}}}},
			plot.Crosstab{RowsOf: "r", ColumnsOf: "c", Rows: []string{text.Draw(t, "row")}, Columns: []string{text.Draw(t, "column")}, Cells: [][]plot.Cell{{{Share: number.Draw(t, "share"), Text: "1"}}}},
		}).Draw(t, "chart")
		svg, err := plot.Picture{Title: text.Draw(t, "title"), Text: text.Draw(t, "text"), Note: text.Draw(t, "note"), Chart: chart}.SVG()
		if err != nil {
			t.Fatal(err)
		}
		for d := xml.NewDecoder(bytes.NewReader(svg)); ; {
			token, err := d.Token()
			if err == io.EOF {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if start, ok := token.(xml.StartElement); ok {
				for _, a := range start.Attr {
					if strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
						t.Fatalf("%s=%q in <%s>", a.Name.Local, a.Value, start.Name.Local)
					}
				}
			}
		}
	})
}

// TestTicks: numbers at an axis are round, in steps of 1, 2 or 5 times a power of
// ten, and cover what is drawn.
func TestTicks(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		from, to float64
		want     []string
	}{
		{0, 1, []string{"0", "0.2", "0.4", "0.6", "0.8", "1.0"}},
		{0, 0.5, []string{"0", "0.1", "0.2", "0.3", "0.4", "0.5"}},
		{0, 100, []string{"0", "20", "40", "60", "80", "100"}},
		{0, 23, []string{"0", "5", "10", "15", "20", "25"}},
		{-3, 4, []string{"-3", "-2", "-1", "0", "1", "2", "3", "4"}},
		{0, 0.0012, []string{"0", "0.0002", "0.0004", "0.0006", "0.0008", "0.0010", "0.0012"}},
		{1e6, 3e6, []string{"1000000", "1500000", "2000000", "2500000", "3000000"}},
		{31, 93, []string{"30", "40", "50", "60", "70", "80", "90"}},
	} {
		var got []string
		x := plot.Axis{Number: func(digits string) string { got = append(got, digits); return digits }}
		chart := plot.Estimates{X: x, Series: []plot.Series{{}}, Rows: []plot.EstimateRow{{Values: []plot.Estimate{{0, test.from, test.from, test.to, ""}}}}}
		if _, err := (plot.Picture{Chart: chart}).SVG(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%v to %v (-want +got):\n%s", test.from, test.to, diff)
		}
	}
}
