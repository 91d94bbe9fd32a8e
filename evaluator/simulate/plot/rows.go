package plot

import (
	"math"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Measures of charts whose rows stand below one another, in points.
const (
	maxLabel   vg.Length = 190 // how wide the names of rows are, at most
	rowAir     vg.Length = 5   // between rows
	lane       vg.Length = 11  // of one value among several in a row
	axisBelow  vg.Length = 36  // numbers and name of the axis
	columnGap  vg.Length = 7
	headerLine vg.Length = 13
)

// row is one of a chart of rows, set.
type row struct {
	group  string // a heading above the row, if it is another than before
	lines  []string
	lanes  int
	height vg.Length
}

// rows are those of a chart, with what stands right of them.
type rows struct {
	axis   Axis
	all    []row
	left   vg.Length
	right  vg.Length
	column string
	marks  []Mark
}

// add sets a row that has so many values one below the other.
func (r *rows) add(group, label string, lanes int, texts ...string) {
	x := row{group: group, lines: wrap(label, tickStyle, maxLabel), lanes: max(lanes, 1)}
	x.height = max(vg.Length(len(x.lines))*line(tickStyle), vg.Length(x.lanes)*lane) + rowAir
	r.left = max(r.left, widest(tickStyle, x.lines...), min(widest(boldStyle, group), maxLabel))
	r.right = max(r.right, widest(tickStyle, texts...))
	r.all = append(r.all, x)
}

func (r *rows) headed(i int) bool {
	return r.all[i].group != "" && (i == 0 || r.all[i-1].group != r.all[i].group)
}

// top is what stands above the first row.
func (r *rows) top() vg.Length {
	if r.column != "" || len(r.marks) > 0 {
		return headerLine
	}
	return 0
}

// body is how high the rows are together.
func (r *rows) body() (h vg.Length) {
	for i, x := range r.all {
		if r.headed(i) {
			h += headerLine + rowAir
		}
		h += x.height
	}
	return h
}

func (r *rows) height() vg.Length { return r.top() + r.body() + axisBelow }

// draw draws axis and names, and each row by a function that is told the middle of
// each of its lanes. The function drawing comes after the grid.
func (r *rows) draw(c draw.Canvas, numbers []float64, each func(c draw.Canvas, x func(float64) vg.Length, i int, lanes []vg.Length)) {
	p := frame()
	p.HideY()
	c.Max.Y -= r.top()
	names, right, bottom := c.Min.X, c.Max.X, c.Min.Y
	c.Min.X += r.left + columnGap
	if r.right > 0 {
		c.Max.X -= r.right + columnGap
	}
	fit := r.axis.fit(numbers...)
	fit.thinned(c.Max.X-c.Min.X, r.axis.scale()).along(&p.X, r.axis)
	// The name of the axis may be wider than the axis, which would make room for it.
	p.X.Label.Text = ""
	c.Min.Y += line(textStyle) + 3
	p.Y.Min, p.Y.Max = 0, float64(r.body())
	p.Add(painter(func(c draw.Canvas, p *plot.Plot) {
		grid(c, p, true, false)
		x, _ := p.Transforms(&c)
		half := widest(textStyle, r.axis.Label) / 2
		middle := max(names+half, min((c.Min.X+c.Max.X)/2, right-half))
		c.FillText(aligned(textStyle, draw.XCenter, draw.YBottom), vg.Point{X: middle, Y: bottom}, r.axis.Label)
		r.annotate(c, x)
		y := c.Max.Y
		for i, row := range r.all {
			if r.headed(i) {
				y -= rowAir
				c.FillText(aligned(boldStyle, draw.XLeft, draw.YTop), vg.Point{X: names, Y: y}, row.group)
				y -= headerLine
			}
			middle := y - row.height/2
			label := aligned(tickStyle, draw.XLeft, draw.YCenter)
			for k, text := range row.lines {
				offset := (vg.Length(len(row.lines)-1)/2 - vg.Length(k)) * line(tickStyle)
				c.FillText(label, vg.Point{X: names, Y: middle + offset + level}, text)
			}
			lanes := make([]vg.Length, row.lanes)
			for k := range lanes {
				lanes[k] = middle + (vg.Length(row.lanes-1)/2-vg.Length(k))*lane
			}
			each(c, x, i, lanes)
			y -= row.height
		}
	}))
	p.Draw(c)
}

// annotate draws the lines that go through all rows, and heads the column.
func (r *rows) annotate(c draw.Canvas, x func(float64) vg.Length) {
	top := c.Max.Y + 2
	for _, m := range r.marks {
		c.StrokeLine2(draw.LineStyle{Color: ink, Width: 0.8, Dashes: []vg.Length{3, 2}}, x(m.At), c.Min.Y, x(m.At), c.Max.Y)
		align := draw.XCenter
		half := widest(noteStyle, m.Text) / 2
		switch {
		case x(m.At)-half < c.Min.X:
			align = draw.XLeft
		case x(m.At)+half > c.Max.X:
			align = draw.XRight
		}
		c.FillText(aligned(noteStyle, align, draw.YBottom), vg.Point{X: x(m.At), Y: top}, m.Text)
	}
	if r.column != "" && r.right > 0 {
		c.FillText(aligned(boldStyle, draw.XRight, draw.YBottom), vg.Point{X: c.Max.X + columnGap + r.right, Y: top}, r.column)
	}
}

// beside writes a text in the column on the right.
func (r *rows) beside(c draw.Canvas, y vg.Length, text string) {
	c.FillText(aligned(tickStyle, draw.XRight, draw.YCenter), vg.Point{X: c.Max.X + columnGap + r.right, Y: y + level}, text)
}

// painter is what gonum calls a plotter.
type painter func(c draw.Canvas, p *plot.Plot)

// Plot draws.
func (f painter) Plot(c draw.Canvas, p *plot.Plot) { f(c, p) }

// Interval is a range that an estimate is given with.
type Interval struct{ Low, High float64 }

// whisker draws an interval, with short lines at its ends.
func whisker(c draw.Canvas, s draw.LineStyle, low, high, y vg.Length) {
	s.Dashes = nil
	c.StrokeLine2(s, low, y, high, y)
	c.StrokeLine2(s, low, y-2, low, y+2)
	c.StrokeLine2(s, high, y-2, high, y+2)
}

// Estimates shows numbers with their intervals as points and lines, row by row.
type Estimates struct {
	X Axis
	// Series tell several values of a row apart; one of them needs no legend.
	Series []Series
	Rows   []EstimateRow
	// Column heads the texts of the estimates, which stand at the right.
	Column string
	// Marks are lines through all rows, with what they are.
	Marks []Mark
}

// EstimateRow is one row of [Estimates]. Rows that follow one another and have the
// same group stand under its name.
type EstimateRow struct {
	Group, Label string
	Values       []Estimate
}

// Estimate is a number with its interval, which Low and High bound. It belongs to
// the series of that index.
type Estimate struct {
	Series           int
	Value, Low, High float64
	Text             string
}

func (e Estimates) numbers() (all []float64) {
	for _, r := range e.Rows {
		for _, v := range r.Values {
			all = append(all, v.Low, v.Value, v.High)
		}
	}
	for _, m := range e.Marks {
		all = append(all, m.At)
	}
	return all
}

func (e Estimates) check() error {
	if err := few("rows", len(e.Rows), maxRows); err != nil {
		return err
	}
	for _, r := range e.Rows {
		for _, v := range r.Values {
			if err := within("series", v.Series, len(e.Series)); err != nil {
				return err
			}
		}
	}
	return e.X.check(e.numbers()...)
}

func (e Estimates) keys() (keys []key) {
	if len(e.Series) < 2 {
		return nil
	}
	for i, s := range e.Series {
		g, l := glyph(s, i), stroke(s, i)
		l.Dashes = nil
		keys = append(keys, key{name: s.Name, glyph: &g, line: &l})
	}
	return keys
}

func (e Estimates) rows() *rows {
	r := &rows{axis: e.X, column: e.Column, marks: e.Marks}
	for _, x := range e.Rows {
		var texts []string
		for _, v := range x.Values {
			texts = append(texts, v.Text)
		}
		r.add(x.Group, x.Label, len(x.Values), texts...)
	}
	return r
}

func (e Estimates) height() vg.Length { return e.rows().height() }

func (e Estimates) draw(c draw.Canvas) {
	r := e.rows()
	r.draw(c, e.numbers(), func(c draw.Canvas, x func(float64) vg.Length, i int, lanes []vg.Length) {
		for k, v := range e.Rows[i].Values {
			s := e.Series[v.Series]
			whisker(c, stroke(s, v.Series), x(v.Low), x(v.High), lanes[k])
			c.DrawGlyph(glyph(s, v.Series), vg.Point{X: x(v.Value), Y: lanes[k]})
			r.beside(c, lanes[k], v.Text)
		}
	})
}

// Bars shows numbers as bars, row by row, which may consist of parts. Parts below
// the base go to the left.
type Bars struct {
	X Axis
	// Base is where bars begin; what rows state is counted from it.
	Base float64
	// Series are the parts, in their order from the base on.
	Series []Series
	Rows   []BarRow
	// Column heads the texts of the rows, which stand at the right.
	Column string
	// Marks are lines through all rows, with what they are.
	Marks []Mark
}

// BarRow is one row of [Bars]. Rows that follow one another and have the same group
// stand under its name.
type BarRow struct {
	Group, Label string
	// Values has a number for each series.
	Values []float64
	// Interval is that of the end of the bar, or nil.
	Interval *Interval
	// Text is what stands at the right, in up to two lines.
	Text string
}

func (b Bars) numbers() []float64 {
	all := []float64{b.Base}
	for _, r := range b.Rows {
		low, high := b.Base, b.Base
		for _, v := range r.Values {
			low, high = low+min(v, 0), high+max(v, 0)
		}
		all = append(all, low, high)
		if r.Interval != nil {
			all = append(all, r.Interval.Low, r.Interval.High)
		}
	}
	for _, m := range b.Marks {
		all = append(all, m.At)
	}
	return all
}

func (b Bars) check() error {
	if err := few("rows", len(b.Rows), maxRows); err != nil {
		return err
	}
	for _, r := range b.Rows {
		if err := within("values", len(r.Values), len(b.Series)+1); err != nil {
			return err
		}
		if err := finite(r.Values...); err != nil {
			return err
		}
	}
	if err := finite(b.Base); err != nil {
		return err
	}
	b.X.Log = false
	return b.X.check(b.numbers()...)
}

func (b Bars) keys() (keys []key) {
	if len(b.Series) < 2 {
		return nil
	}
	for i, s := range b.Series {
		keys = append(keys, key{name: s.Name, fill: s.of(i), edge: ink})
	}
	return keys
}

func (b Bars) rows() *rows {
	r := &rows{axis: b.X, column: b.Column, marks: b.Marks}
	r.axis.Log = false
	for _, x := range b.Rows {
		r.add(x.Group, x.Label, 1, x.Text)
		last := &r.all[len(r.all)-1]
		last.height = max(last.height, vg.Length(1+strings.Count(x.Text, "\n"))*line(tickStyle)+rowAir)
	}
	return r
}

func (b Bars) height() vg.Length { return b.rows().height() }

func (b Bars) draw(c draw.Canvas) {
	r := b.rows()
	r.draw(c, b.numbers(), func(c draw.Canvas, x func(float64) vg.Length, i int, lanes []vg.Length) {
		if i == 0 {
			c.StrokeLine2(draw.LineStyle{Color: dim, Width: 0.8}, x(b.Base), c.Min.Y, x(b.Base), c.Max.Y)
		}
		low, high := b.Base, b.Base
		y := lanes[0]
		for k, v := range b.Rows[i].Values {
			if v == 0 {
				continue
			}
			from := high
			if v < 0 {
				from = low
				low += v
			} else {
				high += v
			}
			left, right := x(math.Min(from, from+v)), x(math.Max(from, from+v))
			box := []vg.Point{{X: left, Y: y - 4.5}, {X: right, Y: y - 4.5}, {X: right, Y: y + 4.5}, {X: left, Y: y + 4.5}}
			c.FillPolygon(b.Series[k].of(k), box)
			c.StrokeLines(draw.LineStyle{Color: ink, Width: 0.4}, append(box, box[0]))
		}
		if n := b.Rows[i].Interval; n != nil {
			whisker(c, draw.LineStyle{Color: ink, Width: 1}, x(n.Low), x(n.High), y)
		}
		lines := strings.Split(b.Rows[i].Text, "\n")
		for k, text := range lines {
			r.beside(c, y+(vg.Length(len(lines)-1)/2-vg.Length(k))*line(tickStyle), text)
		}
	})
}
