// Package plot draws the pictures of a simulation, as SVG and PNG: rates with
// their intervals, bars, curves with bands, distributions and tables of two ways.
//
// A [Picture] is a chart with the words around it. It is as wide as the text of a
// page of A4, has colours that readers who cannot tell all colours apart can tell
// apart (Okabe and Ito, Color Universal Design, 2008), and never tells by colour
// alone what it tells. The words come from the caller, in the caller's language;
// evaluator/simulate/report has them for the results of a study.
//
// Equal pictures give equal bytes. Nothing in them is a date or the name of a
// machine. Letters are set with the measures of the Liberation fonts, which come
// with the package; an SVG names them and the families of the same measures.
package plot

import (
	"bytes"
	"errors"
	"fmt"
	"image/color"
	"math"

	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgimg"
	"gonum.org/v1/plot/vg/vgsvg"
)

// ErrData reports a chart that cannot be drawn: nothing in it, too much of it, or a
// number that is none.
var ErrData = errors.New("cannot be drawn")

// Width is how wide every picture is, in points of 1/72 inch: the text of a page of
// A4 with margins of 2 cm.
const Width = 482

// DPI is how many pixels an inch of a PNG has.
const DPI = 200

// maxRows bounds what is drawn below one another.
const maxRows = 200

// Picture is a chart with the words around it.
type Picture struct {
	// Title says what the picture shows, and Subtitle what of: the study, how many
	// records. Both are broken into lines.
	Title, Subtitle string
	// Note stands below: how the numbers came to be, what is left out.
	Note string
	// Text says in words what the chart shows, for those who do not see it. It is the
	// description of the SVG.
	Text  string
	Chart Chart
}

// Chart is one of [Estimates], [Bars], [Curves], [Distribution] and [Crosstab].
type Chart interface {
	// check returns what keeps the chart from being drawn, wrapping [ErrData].
	check() error
	// keys are the entries of the legend.
	keys() []key
	// height is that of the chart without the words of the picture.
	height() vg.Length
	draw(c draw.Canvas)
}

// SVG draws the picture as an SVG document. The error wraps [ErrData].
func (p Picture) SVG() ([]byte, error) {
	l, err := p.layout()
	if err != nil {
		return nil, err
	}
	c := vgsvg.New(Width, l.height)
	l.draw(draw.New(c))
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return nil, err
	}
	return p.finish(b.Bytes()), nil
}

// PNG draws the picture as pixels, [DPI] to the inch. The error wraps [ErrData].
func (p Picture) PNG() ([]byte, error) {
	l, err := p.layout()
	if err != nil {
		return nil, err
	}
	c := vgimg.PngCanvas{Canvas: vgimg.NewWith(vgimg.UseWH(Width, l.height), vgimg.UseDPI(DPI), vgimg.UseBackgroundColor(color.White))}
	l.draw(draw.New(c))
	var b bytes.Buffer
	if _, err := c.WriteTo(&b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// finish turns what the library wrote into a document for readers: with a title, a
// description, and fonts to take where the Liberation fonts are not there.
func (p Picture) finish(svg []byte) []byte {
	head, body, _ := bytes.Cut(svg, []byte("<svg "))
	_ = head // the declaration, which nothing in the document needs
	tag, body, _ := bytes.Cut(body, []byte(">"))
	var b bytes.Buffer
	b.WriteString(`<svg role="img" `)
	b.Write(bytes.Join(bytes.Fields(tag), []byte(" ")))
	fmt.Fprintf(&b, ">\n<title>%s</title>\n<desc>%s</desc>\n", escape(p.Title), escape(p.Text))
	b.WriteString(`<rect width="100%" height="100%" fill="#ffffff"/>` + "\n")
	family := []byte("font-family:" + sans)
	b.Write(bytes.ReplaceAll(bytes.TrimLeft(body, "\n"), family, append(family, ",Arial,Helvetica,sans-serif"...)))
	return bytes.Map(printable, b.Bytes()) // invalid UTF-8 turns into U+FFFD
}

// layout is a picture with its lines broken.
type layout struct {
	picture  Picture
	title    []string
	subtitle []string
	note     []string
	legend   [][]key
	height   vg.Length
}

func (p Picture) layout() (*layout, error) {
	if p.Chart == nil {
		return nil, fmt.Errorf("%w: there is no chart", ErrData)
	}
	if err := p.Chart.check(); err != nil {
		return nil, fmt.Errorf("%q %w", p.Title, err)
	}
	l := &layout{picture: p, title: wrap(p.Title, titleStyle, Width-2*margin), subtitle: wrap(p.Subtitle, textStyle, Width-2*margin), note: wrap(p.Note, noteStyle, Width-2*margin), legend: flow(p.Chart.keys())}
	l.height = 2*margin + p.Chart.height() + leading(titleStyle, l.title) + leading(textStyle, l.subtitle) + leading(noteStyle, l.note) + vg.Length(len(l.legend))*legendLine
	for _, part := range []bool{len(l.title)+len(l.subtitle) > 0, len(l.legend) > 0, len(l.note) > 0} {
		if part {
			l.height += gap
		}
	}
	return l, nil
}

func (l *layout) draw(c draw.Canvas) {
	c = draw.Crop(c, margin, -margin, margin, -margin)
	y := c.Max.Y
	lines := func(texts []string, style draw.TextStyle) {
		for _, text := range texts {
			c.FillText(style, vg.Point{X: c.Min.X, Y: y}, text)
			y -= line(style)
		}
	}
	lines(l.title, titleStyle)
	lines(l.subtitle, textStyle)
	if len(l.title)+len(l.subtitle) > 0 {
		y -= gap
	}
	for _, keys := range l.legend {
		x := c.Min.X
		for _, k := range keys {
			x = k.draw(c, x, y)
		}
		y -= legendLine
	}
	if len(l.legend) > 0 {
		y -= gap
	}
	below := leading(noteStyle, l.note)
	if below > 0 {
		below += gap
	}
	chart := c
	chart.Max.Y, chart.Min.Y = y, c.Min.Y+below
	l.picture.Chart.draw(chart)
	y = c.Min.Y + leading(noteStyle, l.note)
	lines(l.note, noteStyle)
}

// finite returns an error if a number is none.
func finite(numbers ...float64) error {
	for _, n := range numbers {
		if math.IsNaN(n) || math.IsInf(n, 0) || math.Abs(n) > 1e15 {
			return fmt.Errorf("%w: %v is no number to draw", ErrData, n)
		}
	}
	return nil
}

// few returns an error if there is nothing or too much of it.
func few(what string, n, most int) error {
	switch {
	case n == 0:
		return fmt.Errorf("%w: there are no %s", ErrData, what)
	case n > most:
		return fmt.Errorf("%w: there are %d %s, and no more than %d can be drawn", ErrData, n, what, most)
	}
	return nil
}
