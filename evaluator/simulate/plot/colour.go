package plot

import (
	"image/color"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Colour is a colour of data. The zero value takes the first that is free, in the
// order of the constants.
type Colour int

// The colours of Okabe and Ito, which differ for every reader.
const (
	Blue Colour = iota + 1
	Vermilion
	Green
	Orange
	Sky
	Purple
	Yellow
	Grey
)

// colours are the values of the constants, as Okabe and Ito give them, but for the
// grey, which stands for their black.
var colours = []color.NRGBA{
	{0x00, 0x72, 0xb2, 0xff}, {0xd5, 0x5e, 0x00, 0xff}, {0x00, 0x9e, 0x73, 0xff}, {0xe6, 0x9f, 0x00, 0xff},
	{0x56, 0xb4, 0xe9, 0xff}, {0xcc, 0x79, 0xa7, 0xff}, {0xf0, 0xe4, 0x42, 0xff}, {0x77, 0x77, 0x77, 0xff},
}

// Series names data that belong together.
type Series struct {
	Name   string
	Colour Colour
}

// of is the colour of a series that is the i-th.
func (s Series) of(i int) color.NRGBA {
	if s.Colour >= Blue && s.Colour <= Grey {
		return colours[s.Colour-1]
	}
	return colours[i%len(colours)]
}

// pale is a colour that lets others through.
func pale(c color.NRGBA) color.NRGBA {
	c.A = 0x40
	return c
}

// shapes tell series apart where colours do not.
var shapes = []draw.GlyphDrawer{draw.CircleGlyph{}, draw.BoxGlyph{}, draw.PyramidGlyph{}, draw.RingGlyph{}, draw.SquareGlyph{}, draw.TriangleGlyph{}, draw.PlusGlyph{}, draw.CrossGlyph{}}

// dashes tell lines apart where colours do not.
var dashes = [][]vg.Length{nil, {5, 2}, {1.5, 1.5}, {6, 2, 1.5, 2}, {8, 3}, {3, 3}, {8, 2, 1.5, 2, 1.5, 2}, {1, 3}}

func glyph(s Series, i int) draw.GlyphStyle {
	return draw.GlyphStyle{Color: s.of(i), Radius: 2.6, Shape: shapes[i%len(shapes)]}
}

func stroke(s Series, i int) draw.LineStyle {
	return draw.LineStyle{Color: s.of(i), Width: 1.4, Dashes: dashes[i%len(dashes)]}
}

// key is an entry of a legend: a name with how its data are drawn.
type key struct {
	name  string
	glyph *draw.GlyphStyle
	line  *draw.LineStyle
	fill  color.Color
	edge  color.Color
}

func (k key) width() vg.Length { return swatch + 4 + textStyle.Width(k.name) + 14 }

// draw writes the entry and returns where the next one begins.
func (k key) draw(c draw.Canvas, x, y vg.Length) vg.Length {
	middle := y - legendLine/2
	if k.fill != nil {
		box := []vg.Point{{X: x + 3, Y: middle - 4}, {X: x + swatch - 1, Y: middle - 4}, {X: x + swatch - 1, Y: middle + 4}, {X: x + 3, Y: middle + 4}}
		c.FillPolygon(k.fill, box)
		if k.edge != nil {
			c.StrokeLines(draw.LineStyle{Color: k.edge, Width: 0.8}, append(box, box[0]))
		}
	}
	if k.line != nil {
		c.StrokeLine2(*k.line, x, middle, x+swatch, middle)
	}
	if k.glyph != nil {
		c.DrawGlyph(*k.glyph, vg.Point{X: x + swatch/2, Y: middle})
	}
	c.FillText(aligned(textStyle, draw.XLeft, draw.YCenter), vg.Point{X: x + swatch + 4, Y: middle + level}, k.name)
	return x + k.width()
}

// flow breaks the entries of a legend into lines.
func flow(keys []key) (lines [][]key) {
	var x vg.Length
	for _, k := range keys {
		if len(lines) == 0 || x+k.width() > Width-2*margin {
			lines, x = append(lines, nil), 0
		}
		lines[len(lines)-1] = append(lines[len(lines)-1], k)
		x += k.width()
	}
	return lines
}
