package plot

import (
	"html"
	"image/color"
	"strings"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/font/liberation"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// sans is the family of all letters.
const sans = "Liberation Sans"

// Distances in points.
const (
	margin     vg.Length = 8
	gap        vg.Length = 6
	legendLine vg.Length = 13
	swatch     vg.Length = 18
	// level lifts letters whose middle counts what is below their base line.
	level vg.Length = 0.9
)

// ink, dim and faint are the colours of letters and lines that are no data.
var (
	ink   = color.NRGBA{0x1a, 0x1a, 0x1a, 0xff}
	dim   = color.NRGBA{0x55, 0x55, 0x55, 0xff}
	faint = color.NRGBA{0xdd, 0xdd, 0xdd, 0xff}
)

var handler = text.Plain{Fonts: font.NewCache(liberation.Collection())}

var (
	titleStyle = style(11, xfont.WeightBold, ink)
	textStyle  = style(9, xfont.WeightNormal, ink)
	boldStyle  = style(8, xfont.WeightBold, ink)
	tickStyle  = style(8, xfont.WeightNormal, ink)
	noteStyle  = style(7.5, xfont.WeightNormal, dim)
)

// style is that of letters whose top left corner is where they are put.
func style(size vg.Length, weight xfont.Weight, c color.Color) draw.TextStyle {
	return draw.TextStyle{
		Color: c, Font: font.Font{Typeface: "Liberation", Variant: "Sans", Weight: weight, Size: size},
		XAlign: draw.XLeft, YAlign: draw.YTop, Handler: handler,
	}
}

// aligned is a style that is put elsewhere.
func aligned(s draw.TextStyle, x text.XAlignment, y text.YAlignment) draw.TextStyle {
	s.XAlign, s.YAlign = x, y
	return s
}

// line is how far one line is from the next.
func line(s draw.TextStyle) vg.Length { return s.Font.Size * 1.25 }

func leading(s draw.TextStyle, lines []string) vg.Length { return vg.Length(len(lines)) * line(s) }

// wrap breaks a text into lines of at most a width, at spaces that are no hard ones. A word that is too
// long stands alone. An empty text has no line.
func wrap(text string, s draw.TextStyle, width vg.Length) []string {
	var lines []string
	current := ""
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }) {
		longer := word
		if current != "" {
			longer = current + " " + word
		}
		if current != "" && s.Width(longer) > width {
			lines = append(lines, current)
			longer = word
		}
		current = longer
	}
	if current != "" {
		lines = append(lines, current)
	}
	return lines
}

// widest is the width of the widest line of some texts.
func widest(s draw.TextStyle, texts ...string) (w vg.Length) {
	for _, t := range texts {
		for l := range strings.SplitSeq(t, "\n") {
			w = max(w, s.Width(l))
		}
	}
	return w
}

// escape writes a text for XML.
func escape(text string) string { return html.EscapeString(text) }

// printable replaces a character that XML has not by a space.
func printable(r rune) rune {
	if r < ' ' && r != '\n' && r != '\t' || r == 0xfffe || r == 0xffff {
		return ' '
	}
	return r
}
