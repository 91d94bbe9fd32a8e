package report

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/simulate"
	"github.com/trias-sovereignty/trias/evaluator/simulate/plot"
	"github.com/trias-sovereignty/trias/evidence"
)

// scoreTitle is what a score is called.
func (w *writer) scoreTitle(s *simulate.ScoreSpread) string {
	text := w.Text(s.Method.Title)
	if text == "" {
		return s.ID
	}
	for i := range w.r.Scores {
		if other := &w.r.Scores[i]; other.ID != s.ID && other.Method.Name == s.Method.Name {
			return w.Remarked(text, s.ID)
		}
	}
	return text
}

// score is the one of a study of that id, or nil.
func (w *writer) score(id string) *simulate.ScoreSpread {
	for i := range w.r.Scores {
		if w.r.Scores[i].ID == id {
			return &w.r.Scores[i]
		}
	}
	return nil
}

func (w *writer) scoreName(id string) string {
	if s := w.score(id); s != nil {
		return w.scoreTitle(s)
	}
	return id
}

// optional writes a number that there may be none of.
func (w *writer) optional(n *exact.Number) string {
	if n == nil {
		return "–"
	}
	return w.value(*n)
}

// quantiles are what a table of distributions has, from the least to the greatest.
var quantiles = []string{"0", "1/4", "1/2", "3/4", "1"}

func (w *writer) spreadHead(first string) []string {
	head := []string{first, w.Columns.Mean, w.columnInterval(), w.Columns.Deviation, w.Columns.Least}
	for _, q := range []string{"25", "50", "75"} {
		head = append(head, fill(w.Columns.Quantile, "percent", w.sign(q)))
	}
	return append(head, w.Columns.Greatest)
}

func (w *writer) spreadRow(first string, s *simulate.Spread) []string {
	interval := "–"
	if s.Low != nil && s.High != nil {
		interval = w.value(*s.Low) + "–" + w.value(*s.High)
	}
	row := []string{first, w.optional(s.Mean), interval, w.optional(s.Deviation)}
	for _, q := range quantiles {
		row = append(row, w.optional(quantile(s.Quantiles, q)))
	}
	return row
}

func (w *writer) scores() {
	if len(w.r.Scores) == 0 {
		return
	}
	w.head(2, w.Heads.Scores)
	w.say(w.Notes.Score)
	for i := range w.r.Scores {
		x := &w.r.Scores[i]
		w.head(3, w.scoreTitle(x))
		t := table{head: append(w.spreadHead(w.Columns.View), w.Columns.Open), text: 1}
		var said []string
		for k := range x.Views {
			v := &x.Views[k]
			name := w.View[string(v.View)]
			t.rows = append(t.rows, append(w.spreadRow(name, &v.Spread), w.count(v.Open)))
			if v.Mean != nil {
				said = append(said, w.Named(w.Enumerate(name, w.Columns.Mean), w.value(*v.Mean)))
			}
		}
		w.add(t)
		if chart, per := w.histogram(x); len(chart.Parts) > 0 {
			chart.Y.Label = fill(w.Axes.Density[string(x.Unit)].For(trimmed(per)), "n", w.signed(trimmed(per)))
			w.picture("score-"+x.ID, fill(w.Pictures.Score, "score", w.scoreTitle(x), "profile", w.profile(x.Profile)), w.viewsNote(len(x.Views)), w.shows(said...), chart)
		}
	}
	w.note(w.Notes.Quantiles)
}

// maxViews is how many views are drawn over each other, so that each can be seen.
const maxViews = 3

func (w *writer) viewsNote(views int) string {
	if views > maxViews {
		return w.Notes.Views
	}
	return ""
}

// trimmed writes a number of a picture with at most two decimals, or a digit.
func trimmed(f float64) string {
	if f < 0.01 {
		return strconv.FormatFloat(f, 'g', 1, 64)
	}
	return strconv.FormatFloat(math.Round(f*100)/100, 'f', -1, 64)
}

// histogram draws the views of a score over each other. Bins are put together from the
// bins of the results, always as many for one of the picture, so that none looks fuller
// than others by that; its height is the share of offers for a width, which is returned
// and is the same for all views.
func (w *writer) histogram(x *simulate.ScoreSpread) (chart plot.Distribution, per float64) {
	low, high := math.Inf(1), math.Inf(-1)
	for _, v := range x.Views {
		for _, b := range v.Bins {
			low, high = min(low, float(b.From)), max(high, float(b.To))
		}
	}
	if low > high {
		return chart, 0
	}
	const bars = 30
	target := max(high-low, 1e-9) / bars
	chart.X, chart.Y = w.numbers(w.Axes.Score[string(x.Unit)]), w.inPercent("", 0)
	for _, v := range x.Views[:min(len(x.Views), maxViews)] {
		if v.Records <= 0 || len(v.Bins) == 0 {
			continue
		}
		first, width := lattice(&v.Spread)
		together := max(1, int64(math.Round(target/width)))
		wide := width * float64(together)
		if per == 0 {
			per = wide
		}
		counts := map[int64]int64{}
		var last int64
		for _, b := range v.Bins {
			k := int64(math.Round((float(b.To)-first)/width)) / together
			counts[k] += b.Count
			last = max(last, k)
		}
		part := plot.Part{Series: plot.Series{Name: w.View[string(v.View)]}}
		for k := int64(0); k <= last && k < 1000; k++ {
			from := first - width/2 + float64(k)*wide
			part.Bins = append(part.Bins, plot.Bin{From: from, To: from + wide, Value: float64(counts[k]) / float64(v.Records) * 100 * per / wide})
		}
		chart.Parts = append(chart.Parts, part)
	}
	return chart, per
}

// lattice is where the values of a distribution can lie: at the first and whole
// multiples of a width further on. Of bins that are intervals these are their upper
// ends.
func lattice(s *simulate.Spread) (first, width float64) {
	first = float(s.Bins[0].To)
	gap := new(big.Int)
	step := s.Step
	if step.Sign() <= 0 {
		step = exact.Int(1)
	}
	for i := 1; i < len(s.Bins); i++ {
		steps, err := s.Bins[i].To.Sub(s.Bins[0].To).Quo(step)
		if err != nil || !steps.Rat().IsInt() {
			return first, max(float(s.Bins[i].To)-first, 1e-9) / float64(i)
		}
		gap.GCD(nil, nil, gap, new(big.Int).Abs(steps.Rat().Num()))
	}
	if gap.Sign() == 0 {
		return first, float(step)
	}
	return first, float(step.Mul(exact.OfRat(new(big.Rat).SetInt(gap))))
}

// weightTitle is what a sweep over a weight is called.
func (w *writer) weightTitle(x *simulate.WeightSweep) string {
	if text := w.Text(x.Title); text != "" {
		return text
	}
	return x.Score + ", " + x.Criterion
}

func (w *writer) weights() {
	if len(w.r.WeightSweeps) == 0 {
		return
	}
	w.head(2, w.Heads.Weights)
	w.say(w.Notes.Weight)
	for i := range w.r.WeightSweeps {
		x := &w.r.WeightSweeps[i]
		w.head(3, w.weightTitle(x))
		w.say(w.Enumerate(w.scoreName(x.Score), w.criterion("", x.Criterion), w.View[string(x.View)], fill(w.Columns.Own, "weight", w.value(x.Own))))
		t := table{head: append(w.spreadHead(w.Columns.Weight), w.Columns.Reversed, w.columnInterval()), text: 1}
		chart := plot.Curves{X: w.numbers(fill(w.Axes.Weight, "criterion", x.Criterion)), Y: w.inPercent(w.Axes.Reversed, 1), Curves: []plot.Curve{{}}}
		var said []string
		for k := range x.Points {
			p := &x.Points[k]
			label := w.value(p.Weight)
			if p.Base {
				label = w.Remarked(label, w.Columns.Base)
				chart.Marks = append(chart.Marks, plot.Mark{At: float(p.Weight), Text: w.Named(w.Columns.Base, w.value(p.Weight))})
			}
			t.rows = append(t.rows, append(w.spreadRow(label, &p.Spread), w.percent(p.Reversed), w.interval(p.Reversed)))
			chart.Curves[0].Points = append(chart.Curves[0].Points, plot.Point{X: float(p.Weight), Y: percentage(p.Reversed.Share), Interval: intervalOf(p.Reversed)})
			said = append(said, w.Named(label, w.percent(p.Reversed)))
		}
		shown := t
		shown.rows = thin(t.rows, maxTable, func(i int) bool { return x.Points[i].Base })
		w.add(shown)
		w.more(len(t.rows), len(shown.rows))
		if len(x.Points) > 1 {
			w.picture("weight-"+x.ID, w.weightTitle(x), w.Notes.Wilson, w.shows(thin(said, 12, nil)...), chart)
		}
	}
}

// sensitivityOf is what a sensitivity explains.
func (w *writer) sensitivityOf(x *simulate.Sensitivity) string {
	if x.Score != "" {
		return fill(w.Pictures.OfScore, "score", w.scoreName(x.Score), "view", w.View[string(x.View)])
	}
	return fill(w.Pictures.Of, "profile", w.profile(x.Profile))
}

// factor is what a factor is called.
func (w *writer) factor(f *simulate.Factor) string {
	paths := make([]string, len(f.Paths))
	for i, p := range f.Paths {
		paths[i] = strings.TrimPrefix(p, "subject.")
	}
	return fill(w.Factor[string(f.Kind)], "paths", w.Enumerate(paths...), "demand", f.Demand)
}

// index writes an index with its interval, if there is one.
func (w *writer) index(f *simulate.Factor) string {
	text := w.fixed(f.Index, 3)
	if f.Low != nil && f.High != nil {
		return w.Remarked(text, w.fixed(*f.Low, 3)+"–"+w.fixed(*f.High, 3))
	}
	return text
}

func (w *writer) sensitivity() {
	if len(w.r.Sensitivity) == 0 {
		return
	}
	w.head(2, w.Heads.Sensitivity)
	w.say(w.Notes.Overlap)
	for i := range w.r.Sensitivity {
		w.sensitive(&w.r.Sensitivity[i])
	}
}

func (w *writer) sensitive(x *simulate.Sensitivity) {
	what := w.sensitivityOf(x)
	w.head(3, fill(w.Pictures.Sensitivity, "what", what))
	if len(x.Factors) == 0 {
		w.say(fill(w.Answer.NoVariance, "what", what))
		return
	}
	t := table{head: []string{w.Columns.Factor, w.Columns.Classes, w.Columns.Index, w.columnInterval(), w.Columns.Ratio, w.Columns.Floor}, text: 1}
	chart := plot.Bars{X: w.numbers(w.Axes.Index), Column: w.Columns.Index, Series: []plot.Series{{Name: w.Axes.Signal, Colour: plot.Blue}, {Name: w.Axes.Noise, Colour: plot.Grey}}}
	var said []string
	shown := telling(x.Factors)
	for k, f := range shown {
		name := w.factor(f)
		if k < maxTable {
			interval := "–"
			if f.Low != nil && f.High != nil {
				interval = w.fixed(*f.Low, 3) + "–" + w.fixed(*f.High, 3)
			}
			floor := w.fixed(f.Floor, 4)
			if f.Noise {
				floor = w.Remarked(floor, w.Columns.Noise)
			}
			t.rows = append(t.rows, []string{name, w.count(f.Classes), w.fixed(f.Index, 3), interval, w.fixed(f.Ratio, 4), floor})
		}
		if k < maxPicture {
			row := plot.BarRow{Label: name, Values: []float64{max(float(f.Index), 0), 0}, Text: w.fixed(f.Index, 3)}
			if f.Noise {
				row.Values[0], row.Values[1] = row.Values[1], row.Values[0]
			}
			if f.Low != nil && f.High != nil {
				row.Interval = &plot.Interval{Low: float(*f.Low), High: float(*f.High)}
			}
			chart.Rows = append(chart.Rows, row)
			said = append(said, w.Named(name, w.fixed(f.Index, 3)))
		}
	}
	w.add(t)
	w.more(len(x.Factors), min(len(shown), maxTable))
	id := x.Profile + x.Score
	w.picture("sensitivity-"+id, fill(w.Pictures.Sensitivity, "what", what), w.moreOf(w.Notes.Index, len(x.Factors), min(len(shown), maxPicture)), w.shows(said...), chart)
	w.tornado(id, what, x)
}

// telling are the factors that say most: of proofs and of what is missing the first few
// only, for many of them come from one draw and say the same; and what is missing not
// where the fact itself has no other classes than to be stated and not to be.
func telling(factors []simulate.Factor) (out []*simulate.Factor) {
	const few = 3
	seen := map[simulate.FactorKind]int{}
	facts := map[string]*simulate.Factor{}
	for i := range factors {
		if f := &factors[i]; f.Kind == simulate.FactorFact {
			facts[strings.Join(f.Paths, " ")] = f
		}
	}
	for i := range factors {
		f := &factors[i]
		if f.Kind == simulate.FactorMissing {
			if same := facts[strings.Join(f.Paths, " ")]; same != nil && same.Classes == f.Classes && same.Ratio.Equal(f.Ratio) {
				continue
			}
		}
		seen[f.Kind]++
		if f.Kind != simulate.FactorProof && f.Kind != simulate.FactorMissing || seen[f.Kind] <= few {
			out = append(out, f)
		}
	}
	return out
}

// tornado draws how far the result is from its mean in the classes of each factor
// where it is least and greatest.
func (w *writer) tornado(id, what string, x *simulate.Sensitivity) {
	scale, axis := exact.Int(1), w.numbers(fill(w.Axes.ScoreMean, "mean", w.value(x.Mean)))
	written := w.value
	if x.Score == "" {
		scale = hundred
		axis = w.inPercent(fill(w.Axes.Excluded, "mean", w.sign(w.fixed(x.Mean.Mul(hundred), w.places))), 0)
		written = func(n exact.Number) string { return w.sign(w.fixed(n, w.places)) }
	}
	chart := plot.Bars{X: axis, Base: float(x.Mean.Mul(scale)), Column: w.Axes.Ends, Series: []plot.Series{{Name: w.Axes.Below, Colour: plot.Sky}, {Name: w.Axes.Above, Colour: plot.Orange}},
		Marks: []plot.Mark{{At: float(x.Mean.Mul(scale)), Text: w.Named(w.Axes.Mean, written(x.Mean.Mul(scale)))}}}
	var said []string
	for _, f := range telling(x.Factors) {
		if f.Noise || len(chart.Rows) == maxPicture {
			continue
		}
		var least, most *simulate.Level
		for i := range f.Levels {
			l := &f.Levels[i]
			if l.Records*100 < x.Records { // too few to say much
				continue
			}
			if least == nil || l.Mean.Cmp(least.Mean) < 0 {
				least = l
			}
			if most == nil || l.Mean.Cmp(most.Mean) > 0 {
				most = l
			}
		}
		if least == nil || least == most {
			continue
		}
		level := func(l *simulate.Level) string { return w.Named(w.level(l), written(l.Mean.Mul(scale))) }
		row := plot.BarRow{Label: w.factor(f), Values: []float64{min(float(least.Mean.Sub(x.Mean).Mul(scale)), 0), max(float(most.Mean.Sub(x.Mean).Mul(scale)), 0)}, Text: level(least) + "\n" + level(most)}
		chart.Rows = append(chart.Rows, row)
		said = append(said, w.Named(row.Label, w.Enumerate(level(least), level(most))))
	}
	if len(chart.Rows) > 0 {
		w.picture("tornado-"+id, fill(w.Pictures.Tornado, "what", what), w.Notes.Tornado, w.shows(said...), chart)
	}
}

// largest is the greatest number that facts may have, and what an interval without an
// end ends at.
const largest = "9007199254740992"

// level is what a class of a factor is called.
func (w *writer) level(l *simulate.Level) string {
	if text, ok := w.Level[l.Text]; ok {
		return text
	}
	if to, ok := strings.CutPrefix(l.Text, "-"+largest+" to "); ok {
		return short("≤ " + to)
	}
	if from, ok := strings.CutSuffix(l.Text, " to "+largest); ok {
		return short("≥ " + from)
	}
	if from, to, ok := strings.Cut(l.Text, " to "); ok && value(from) && value(to) {
		return short(fill(w.Columns.Range, "from", from, "to", to))
	}
	if entries, ok := strings.CutPrefix(l.Text, "["); ok && len(entries) > 1 && strings.HasSuffix(entries, "]") {
		return short(w.Enumerate(strings.Fields(strings.TrimSuffix(entries, "]"))...))
	}
	return short(l.Text)
}

// value reports whether a text is a number or a day.
func value(text string) bool {
	if _, err := exact.Parse(text); err == nil {
		return true
	}
	_, err := evidence.ParseDate(text)
	return err == nil
}

// short cuts a text that is too long for a place in a picture.
func short(text string) string {
	const most = 24
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return fmt.Sprintf("%s…", string(runes[:most-1]))
}
