package plot

import (
	"fmt"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Measures of charts with two axes.
const (
	planeHeight vg.Length = 215
	// maxSeries is how many series can be told apart.
	maxSeries = 8
	maxPoints = 100_000
	// maxGlyphs is how many points of a curve are marked, at most.
	maxGlyphs = 60
)

// within returns an error if an index is not below a bound.
func within(what string, i, bound int) error {
	if i < 0 || i >= bound {
		return fmt.Errorf("%w: %s %d of %d", ErrData, what, i, bound)
	}
	return nil
}

// Curves shows how numbers depend on another, with the bands of their intervals.
type Curves struct {
	X, Y   Axis
	Curves []Curve
	// Marks are lines from top to bottom, with what they are.
	Marks []Mark
}

// Curve is one of [Curves]. Its points are joined by straight lines.
type Curve struct {
	Series
	Points []Point
}

// Point is one of a [Curve]; Interval bounds Y, if it is given.
type Point struct {
	X, Y     float64
	Interval *Interval
}

func (q Curves) numbers() (xs, ys []float64) {
	for _, curve := range q.Curves {
		for _, p := range curve.Points {
			xs, ys = append(xs, p.X), append(ys, p.Y)
			if p.Interval != nil {
				ys = append(ys, p.Interval.Low, p.Interval.High)
			}
		}
	}
	for _, m := range q.Marks {
		xs = append(xs, m.At)
	}
	return xs, ys
}

func (q Curves) check() error {
	if err := few("curves", len(q.Curves), maxSeries); err != nil {
		return err
	}
	points := 0
	for _, curve := range q.Curves {
		points += len(curve.Points)
	}
	if err := few("points", points, maxPoints); err != nil {
		return err
	}
	xs, ys := q.numbers()
	if err := q.X.check(xs...); err != nil {
		return err
	}
	return q.Y.check(ys...)
}

func (q Curves) keys() (keys []key) {
	if len(q.Curves) < 2 {
		return nil
	}
	for i, curve := range q.Curves {
		g, l := glyph(curve.Series, i), stroke(curve.Series, i)
		keys = append(keys, key{name: curve.Name, glyph: &g, line: &l})
	}
	return keys
}

// top is what stands above the plane.
func (q Curves) top() vg.Length {
	if len(q.Marks) > 0 {
		return headerLine
	}
	return 0
}

func (q Curves) height() vg.Length { return q.top() + planeHeight + axisBelow }

func (q Curves) draw(c draw.Canvas) {
	c.Max.Y -= q.top()
	xs, ys := q.numbers()
	plane(c, q.X, q.Y, xs, ys, func(c draw.Canvas, x, y func(float64) vg.Length) {
		for i, curve := range q.Curves { // bands below all lines
			var upper, lower []vg.Point
			for _, p := range curve.Points {
				if p.Interval == nil {
					continue
				}
				upper = append(upper, vg.Point{X: x(p.X), Y: y(p.Interval.High)})
				lower = append([]vg.Point{{X: x(p.X), Y: y(p.Interval.Low)}}, lower...)
			}
			if len(upper) > 1 {
				c.FillPolygon(pale(curve.of(i)), append(upper, lower...))
			}
		}
		for i, curve := range q.Curves {
			var line []vg.Point
			for _, p := range curve.Points {
				line = append(line, vg.Point{X: x(p.X), Y: y(p.Y)})
			}
			c.StrokeLines(stroke(curve.Series, i), line)
			if len(line) <= maxGlyphs {
				for _, at := range line {
					c.DrawGlyphNoClip(glyph(curve.Series, i), at)
				}
			}
		}
		above := &rows{marks: q.Marks}
		above.annotate(c, x)
	})
}

// plane draws two axes with a grid, and what is between them.
func plane(c draw.Canvas, xAxis, yAxis Axis, xs, ys []float64, between func(c draw.Canvas, x, y func(float64) vg.Length)) {
	p := frame()
	xAxis.fit(xs...).thinned(c.Max.X-c.Min.X-60, xAxis.scale()).along(&p.X, xAxis)
	yAxis.fit(ys...).along(&p.Y, yAxis)
	p.X.Padding, p.Y.Padding = 4, 4
	p.Add(painter(func(c draw.Canvas, p *plot.Plot) {
		grid(c, p, false, true)
		x, y := p.Transforms(&c)
		between(c, x, y)
	}))
	p.Draw(c)
}

// Distribution shows how often numbers fall between bounds.
type Distribution struct {
	X, Y Axis
	// Parts are drawn over each other: the first one filled, the others as lines.
	Parts []Part
	Marks []Mark
}

// Part is one of a [Distribution].
type Part struct {
	Series
	Bins []Bin
}

// Bin is what falls between two bounds.
type Bin struct{ From, To, Value float64 }

func (d Distribution) numbers() (xs, ys []float64) {
	ys = []float64{0}
	for _, part := range d.Parts {
		for _, b := range part.Bins {
			xs, ys = append(xs, b.From, b.To), append(ys, b.Value)
		}
	}
	for _, m := range d.Marks {
		xs = append(xs, m.At)
	}
	return xs, ys
}

func (d Distribution) check() error {
	if err := few("parts", len(d.Parts), maxSeries); err != nil {
		return err
	}
	bins := 0
	for _, part := range d.Parts {
		bins += len(part.Bins)
	}
	if err := few("bins", bins, maxPoints); err != nil {
		return err
	}
	d.X.Log, d.Y.Log = false, false
	xs, ys := d.numbers()
	if err := d.X.check(xs...); err != nil {
		return err
	}
	return d.Y.check(ys...)
}

func (d Distribution) keys() (keys []key) {
	if len(d.Parts) < 2 {
		return nil
	}
	for i, part := range d.Parts {
		if i == 0 {
			keys = append(keys, key{name: part.Name, fill: pale(part.of(i)), edge: part.of(i)})
			continue
		}
		l := stroke(part.Series, i)
		keys = append(keys, key{name: part.Name, line: &l})
	}
	return keys
}

func (d Distribution) height() vg.Length {
	return Curves{Marks: d.Marks}.height()
}

func (d Distribution) draw(c draw.Canvas) {
	c.Max.Y -= Curves{Marks: d.Marks}.top()
	d.X.Log, d.Y.Log = false, false
	xs, ys := d.numbers()
	plane(c, d.X, d.Y, xs, ys, func(c draw.Canvas, x, y func(float64) vg.Length) {
		for i, part := range d.Parts {
			var outline []vg.Point
			for k, b := range part.Bins {
				left, right := x(b.From), x(b.To)
				if k == 0 || part.Bins[k-1].To != b.From {
					outline = append(outline, vg.Point{X: left, Y: y(0)})
				}
				outline = append(outline, vg.Point{X: left, Y: y(b.Value)}, vg.Point{X: right, Y: y(b.Value)})
				if k+1 == len(part.Bins) || part.Bins[k+1].From != b.To {
					outline = append(outline, vg.Point{X: right, Y: y(0)})
				}
			}
			if i == 0 {
				c.FillPolygon(pale(part.of(i)), outline)
			}
			c.StrokeLines(stroke(part.Series, i), outline)
		}
		above := &rows{marks: d.Marks}
		above.annotate(c, x)
	})
}
