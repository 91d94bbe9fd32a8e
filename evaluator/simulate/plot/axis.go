package plot

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// Axis is an axis of numbers.
type Axis struct {
	// Label says what the numbers are, with their unit.
	Label string
	// Number writes a number of the axis, which comes as digits with a point: as the
	// language of the picture does, with a unit that is short. Nil writes it as it is.
	Number func(digits string) string
	// From and To are shown in any case; what is drawn may extend them.
	From, To float64
	// Log shows ratios: each step ten times as much. All numbers are above zero, and
	// From and To are left out where they are not.
	Log bool
	// Marks are what stands at the axis instead of round numbers, in their order. Such
	// that would run into one before them are left out.
	Marks []Mark
}

// Mark is a place on an axis, with what stands there.
type Mark struct {
	At   float64
	Text string
}

// targetTicks is how many numbers an axis has, about, and mostly the part of a step
// that is too much to be empty at its end.
const (
	targetTicks = 6
	mostly      = 0.6
)

// fitted is an axis that holds all numbers, with its ticks.
type fitted struct {
	min, max float64
	ticks    []plot.Tick
}

func (a Axis) check(numbers ...float64) error {
	if err := finite(append([]float64{a.From, a.To}, numbers...)...); err != nil {
		return err
	}
	for _, m := range a.Marks {
		if err := finite(m.At); err != nil {
			return err
		}
	}
	if a.Log {
		for _, n := range numbers {
			if n <= 0 {
				return fmt.Errorf("%w: %v is not above zero, and the axis shows ratios", ErrData, n)
			}
		}
	}
	return nil
}

// fit finds ticks that are round and as many as are read easily. The axis ends at
// ticks, or a little beyond the last one, unless marks say what stands there.
func (a Axis) fit(numbers ...float64) fitted {
	low, high := math.Inf(1), math.Inf(-1)
	take := func(n float64) { low, high = min(low, n), max(high, n) }
	for _, n := range numbers {
		take(n)
	}
	if a.From < a.To && (!a.Log || a.From > 0) {
		take(a.From)
		take(a.To)
	}
	if a.Log {
		return a.decades(low, high)
	}
	if largest := max(math.Abs(low), math.Abs(high)); high-low < max(largest*1e-9, 1e-12) { // too near for numbers of their own
		half := max(largest/2, 0.5)
		low, high = low-half, high+half
	}
	if a.Marks != nil {
		f := fitted{min: low, max: high}
		for _, m := range a.Marks {
			f.ticks = append(f.ticks, plot.Tick{Value: m.At, Label: m.Text})
		}
		return f
	}
	mantissa, exponent := step(high - low)
	size := scaled(mantissa, exponent)
	first, last := int64(math.Floor(low/size+1e-9)), int64(math.Ceil(high/size-1e-9))
	f := fitted{min: float64(first) * size, max: float64(last) * size}
	// An axis that would be empty for most of a step ends where its numbers do.
	if low-f.min > mostly*size {
		f.min, first = low, first+1
	}
	if f.max-high > mostly*size {
		f.max, last = high, last-1
	}
	for k := first; k <= last; k++ {
		f.ticks = append(f.ticks, plot.Tick{Value: float64(k) * size, Label: a.number(shifted(k*mantissa, exponent))})
	}
	return f
}

func (a Axis) number(digits string) string {
	if a.Number == nil {
		return digits
	}
	return a.Number(digits)
}

// step is the size of steps, 1, 2 or 5 times a power of ten, of which about
// [targetTicks] make a span.
func step(span float64) (mantissa int64, exponent int) {
	exponent = int(math.Floor(math.Log10(span / targetTicks)))
	for _, mantissa = range []int64{1, 2, 5, 10} {
		if span/scaled(mantissa, exponent) <= targetTicks+1 {
			break
		}
	}
	if mantissa == 10 {
		return 1, exponent + 1
	}
	return mantissa, exponent
}

// scaled is a whole number times a power of ten.
func scaled(n int64, exponent int) float64 {
	if exponent < 0 {
		return float64(n) / math.Pow10(-exponent)
	}
	return float64(n) * math.Pow10(exponent)
}

// shifted writes a whole number times a power of ten.
func shifted(n int64, exponent int) string {
	digits := strconv.FormatInt(n, 10)
	if n == 0 || exponent >= 0 {
		return digits + strings.Repeat("0", max(exponent, 0)*min(1, len(strings.Trim(digits, "0"))))
	}
	digits, negative := strings.CutPrefix(digits, "-")
	if missing := 1 - exponent - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	point := len(digits) + exponent
	digits = digits[:point] + "." + digits[point:]
	if negative {
		return "-" + digits
	}
	return digits
}

// decades has a tick at each power of ten, and small ones between them.
func (a Axis) decades(low, high float64) fitted {
	first, last := int(math.Floor(math.Log10(low)+1e-9)), int(math.Ceil(math.Log10(high)-1e-9))
	if first >= last {
		last = first + 1
	}
	f := fitted{min: scaled(1, first), max: scaled(1, last)}
	for e := first; e <= last; e++ {
		f.ticks = append(f.ticks, plot.Tick{Value: scaled(1, e), Label: a.number(shifted(1, e))})
		for k := int64(2); k < 10 && e < last; k++ {
			f.ticks = append(f.ticks, plot.Tick{Value: scaled(k, e)})
		}
	}
	return f
}

// frame is an empty plot with the axes' looks.
func frame() *plot.Plot {
	p := plot.New()
	p.TextHandler, p.BackgroundColor = handler, nil
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		a.Label.TextStyle = aligned(textStyle, draw.XCenter, draw.YBottom)
		a.Label.Padding = 3
		a.Tick.LineStyle = draw.LineStyle{Color: dim, Width: 0.5}
		a.Tick.Length = 3
		a.LineStyle = draw.LineStyle{Color: dim, Width: 0.5}
		a.Padding = 0
	}
	p.X.Tick.Label = aligned(tickStyle, draw.XCenter, draw.YTop)
	p.Y.Tick.Label = aligned(tickStyle, draw.XRight, draw.YCenter)
	return p
}

// along puts an axis on a plot.
func (f fitted) along(axis *plot.Axis, a Axis) {
	axis.Label.Text = a.Label
	axis.Min, axis.Max = f.min, f.max
	axis.Tick.Marker = plot.ConstantTicks(f.ticks)
	axis.Scale = a.scale()
}

func (a Axis) scale() plot.Normalizer {
	if a.Log {
		return plot.LogScale{}
	}
	return plot.LinearScale{}
}

// thinned leaves out labels that would run into those before them, on an axis that
// is so long.
func (f fitted) thinned(length vg.Length, scale plot.Normalizer) fitted {
	ticks := make([]plot.Tick, len(f.ticks))
	free := vg.Length(math.Inf(-1))
	for i, t := range f.ticks {
		at := vg.Length(scale.Normalize(f.min, f.max, t.Value)) * length
		half := widest(tickStyle, t.Label) / 2
		if t.Label != "" && at-half < free {
			t.Label = ""
		} else if t.Label != "" {
			free = at + half + 4
		}
		ticks[i] = t
	}
	f.ticks = ticks
	return f
}

// grid draws a thin line at each labelled tick of an axis.
func grid(c draw.Canvas, p *plot.Plot, vertical, horizontal bool) {
	x, y := p.Transforms(&c)
	s := draw.LineStyle{Color: faint, Width: 0.5}
	if vertical {
		for _, t := range p.X.Tick.Marker.Ticks(p.X.Min, p.X.Max) {
			if t.Label != "" {
				c.StrokeLine2(s, x(t.Value), c.Min.Y, x(t.Value), c.Max.Y)
			}
		}
	}
	if horizontal {
		for _, t := range p.Y.Tick.Marker.Ticks(p.Y.Min, p.Y.Max) {
			if t.Label != "" {
				c.StrokeLine2(s, c.Min.X, y(t.Value), c.Max.X, y(t.Value))
			}
		}
	}
}
