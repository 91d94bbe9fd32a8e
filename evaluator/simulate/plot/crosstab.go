package plot

import (
	"fmt"
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Measures of a table of two ways.
const (
	cellHeight vg.Length = 30
	maxCells   int       = 12
)

// Crosstab shows how often what is told by rows goes with what is told by columns:
// the darker a cell, the more often. Cells with the same index in both ways, where
// nothing differs, have a thick border.
type Crosstab struct {
	// RowsOf and ColumnsOf say what rows and columns tell apart.
	RowsOf, ColumnsOf string
	Rows, Columns     []string
	// Cells has a row of cells for each row.
	Cells [][]Cell
}

// Cell is one of a [Crosstab]: a share of the whole from 0 to 1, and what is written
// in it, in one or two lines.
type Cell struct {
	Share       float64
	Text, Small string
}

func (t Crosstab) check() error {
	for what, n := range map[string]int{"rows": len(t.Rows), "columns": len(t.Columns)} {
		if err := few(what, n, maxCells); err != nil {
			return err
		}
	}
	if len(t.Cells) != len(t.Rows) {
		return fmt.Errorf("%w: there are %d rows of cells for %d rows", ErrData, len(t.Cells), len(t.Rows))
	}
	for _, cells := range t.Cells {
		if len(cells) != len(t.Columns) {
			return fmt.Errorf("%w: there are %d cells for %d columns", ErrData, len(cells), len(t.Columns))
		}
		for _, cell := range cells {
			if err := finite(cell.Share); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t Crosstab) keys() []key { return nil }

func (t Crosstab) columnWidth() vg.Length {
	return (Width - 2*margin - t.left()) / vg.Length(len(t.Columns))
}

func (t Crosstab) left() vg.Length {
	return min(widest(tickStyle, t.Rows...), maxLabel/1.6) + columnGap + line(textStyle) + 4
}

// heads are the names of the columns, broken into lines.
func (t Crosstab) heads() (heads [][]string, most int) {
	for _, name := range t.Columns {
		lines := wrap(name, tickStyle, t.columnWidth()-4)
		heads, most = append(heads, lines), max(most, len(lines))
	}
	return heads, most
}

func (t Crosstab) height() vg.Length {
	_, most := t.heads()
	return line(textStyle) + 3 + vg.Length(most)*line(tickStyle) + 4 + cellHeight*vg.Length(len(t.Rows))
}

func (t Crosstab) draw(c draw.Canvas) {
	width, left := t.columnWidth(), c.Min.X+t.left()
	y := c.Max.Y
	c.FillText(aligned(textStyle, draw.XCenter, draw.YTop), vg.Point{X: (left + c.Max.X) / 2, Y: y}, t.ColumnsOf)
	y -= line(textStyle) + 3
	heads, most := t.heads()
	for k, lines := range heads {
		for i, text := range lines {
			at := y - vg.Length(most-len(lines)+i)*line(tickStyle)
			c.FillText(aligned(tickStyle, draw.XCenter, draw.YTop), vg.Point{X: left + (vg.Length(k)+0.5)*width, Y: at}, text)
		}
	}
	y -= vg.Length(most)*line(tickStyle) + 4
	turned := aligned(textStyle, draw.XCenter, draw.YTop)
	turned.Rotation = 1.5707963267948966
	c.FillText(turned, vg.Point{X: c.Min.X, Y: y - cellHeight*vg.Length(len(t.Rows))/2}, t.RowsOf)
	var darkest float64
	for _, cells := range t.Cells {
		for _, cell := range cells {
			darkest = max(darkest, cell.Share)
		}
	}
	var same [][]vg.Point
	for i, cells := range t.Cells {
		middle := y - cellHeight/2
		lines := wrap(t.Rows[i], tickStyle, maxLabel/1.6)
		for k, text := range lines {
			at := middle + (vg.Length(len(lines)-1)/2-vg.Length(k))*line(tickStyle)
			c.FillText(aligned(tickStyle, draw.XRight, draw.YCenter), vg.Point{X: left - columnGap, Y: at}, text)
		}
		for k, cell := range cells {
			x := left + vg.Length(k)*width
			box := []vg.Point{{X: x, Y: y}, {X: x + width, Y: y}, {X: x + width, Y: y - cellHeight}, {X: x, Y: y - cellHeight}, {X: x, Y: y}}
			fill, letters := shade(cell.Share, darkest)
			c.FillPolygon(fill, box[:4])
			c.StrokeLines(draw.LineStyle{Color: color.White, Width: 1}, box)
			if i == k && len(t.Rows) == len(t.Columns) {
				same = append(same, box)
			}
			first, second := aligned(boldStyle, draw.XCenter, draw.YCenter), aligned(noteStyle, draw.XCenter, draw.YCenter)
			first.Color, second.Color = letters, letters
			at := middle
			if cell.Small != "" {
				at += 5.5
				c.FillText(second, vg.Point{X: x + width/2, Y: middle - 5.5}, cell.Small)
			}
			c.FillText(first, vg.Point{X: x + width/2, Y: at}, cell.Text)
		}
		y -= cellHeight
	}
	for _, box := range same {
		c.StrokeLines(draw.LineStyle{Color: ink, Width: 1.2}, box)
	}
}

// shade is the colour of a cell, from white to blue, and that of its letters.
func shade(share, most float64) (fill, letters color.NRGBA) {
	if share <= 0 || most <= 0 {
		return color.NRGBA{0xf7, 0xf7, 0xf7, 0xff}, dim
	}
	to := colours[Blue-1]
	at := 0.12 + 0.88*share/most
	mix := func(full uint8) uint8 { return uint8(255 - at*float64(255-full) + 0.5) }
	fill = color.NRGBA{mix(to.R), mix(to.G), mix(to.B), 0xff}
	if at > 0.55 {
		return fill, color.NRGBA{0xff, 0xff, 0xff, 0xff}
	}
	return fill, ink
}
