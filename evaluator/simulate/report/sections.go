package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/simulate"
	"github.com/trias-sovereignty/trias/evaluator/simulate/plot"
	"github.com/trias-sovereignty/trias/evidence"
)

// How many rows a table and a picture have, at most.
const (
	maxTable   = 30
	maxPicture = 20
	maxSides   = 20
)

// float is a number for drawing.
func float(n exact.Number) float64 {
	f, _ := n.Rat().Float64()
	return f
}

// percentage is a share for drawing, in percent; 0 of none.
func percentage(n *exact.Number) float64 {
	if n == nil {
		return 0
	}
	return float(n.Mul(hundred))
}

func estimateOf(s simulate.Share) plot.Estimate {
	return plot.Estimate{Value: percentage(s.Share), Low: percentage(s.Low), High: percentage(s.High)}
}

func intervalOf(s simulate.Share) *plot.Interval {
	if s.Low == nil || s.High == nil {
		return nil
	}
	return &plot.Interval{Low: percentage(s.Low), High: percentage(s.High)}
}

// inPercent is an axis of shares, at least up to a bound.
func (w *writer) inPercent(label string, to float64) plot.Axis {
	return plot.Axis{Label: label, Number: w.signed, To: to}
}

// numbers is an axis of other numbers.
func (w *writer) numbers(label string) plot.Axis { return plot.Axis{Label: label, Number: w.signed} }

// shows says in words what a picture shows.
func (w *writer) shows(rows ...string) string {
	const most = 12
	text := w.Chain(rows[:min(len(rows), most)]...)
	if rest := len(rows) - most; rest > 0 {
		text = w.Chain(text, w.Notes.More.Count(rest))
	}
	return text
}

// more says below a table what it leaves out.
func (w *writer) more(all, shown int) {
	if all > shown {
		w.note(w.Notes.More.Count(all-shown) + " " + w.Notes.All)
	}
}

// moreOf says it below a picture.
func (w *writer) moreOf(note string, all, shown int) string {
	if all > shown {
		return note + " " + w.Notes.More.Count(all-shown)
	}
	return note
}

// part is a part of all records, without an interval.
func (w *writer) part(count int64) simulate.Share {
	s := simulate.Share{Count: count, Of: w.r.Records}
	if share, err := exact.Fraction(count, w.r.Records); err == nil { // else there are none
		s.Share = &share
	}
	return s
}

// conformities are the levels of conformity, the best first.
func conformities(rates []simulate.Rates) []string {
	if len(rates) == 0 {
		return nil
	}
	var all []string
	for _, c := range rates[0].Conformity {
		all = append(all, string(c.Conformity))
	}
	return all
}

func conformity(r *simulate.Rates, level string) simulate.Share {
	for _, c := range r.Conformity {
		if string(c.Conformity) == level {
			return c.Share
		}
	}
	return simulate.Share{}
}

func (w *writer) rates() {
	r := w.r
	if len(r.Rates) == 0 {
		return
	}
	w.head(2, w.Heads.Rates)
	levels := conformities(r.Rates)
	chart := plot.Estimates{X: w.inPercent(w.Axes.Share, 5), Column: fill(w.Axes.Estimate, "confidence", w.confidence())}
	rows := make([]plot.EstimateRow, len(levels)+1) // what is admitted comes first
	var said []string
	for i := range r.Rates {
		x := &r.Rates[i]
		name := w.profile(x.Profile)
		if len(r.Rates) > 1 {
			w.head(3, w.named(x.Profile))
		}
		t := table{head: []string{w.Columns.Conformity, w.Columns.Count, w.Columns.Share, w.columnInterval()}, text: 1}
		line := func(k int, label string, s simulate.Share) {
			t.rows = append(t.rows, []string{label, w.count(s.Count), w.percent(s), w.interval(s)})
			e := estimateOf(s)
			e.Series, e.Text = len(chart.Series), w.Remarked(w.bare(s), w.interval(s))
			rows[k].Label = label
			rows[k].Values = append(rows[k].Values, e)
			said = append(said, w.Named(w.Enumerate(name, label), w.percent(s)))
		}
		line(0, w.Columns.Admitted, x.Admitted)
		for k, level := range levels {
			line(k+1, w.Conformity[level], conformity(x, level))
		}
		if len(chart.Series) < 8 {
			chart.Series = append(chart.Series, plot.Series{Name: name})
		}
		w.add(t)
	}
	if len(r.Rates) <= 8 { // more are not told apart
		chart.Rows = rows
		w.picture("rates", w.Pictures.Rates, w.Notes.Wilson, w.shows(said...), chart)
	}
	w.head(3, w.Heads.Criteria)
	for i := range r.Rates {
		w.criteria(&r.Rates[i])
	}
}

func (w *writer) columnInterval() string {
	return fill(w.Columns.Interval, "confidence", w.confidence())
}

// unmet are the outcomes that are not met, in the order of drawing.
var unmet = []evaluator.Outcome{evaluator.Fail, evaluator.Unknown, evaluator.Unproven, evaluator.Error}

// outcomeColours are those of outcomes that are not met.
var outcomeColours = map[evaluator.Outcome]plot.Colour{evaluator.Fail: plot.Vermilion, evaluator.Unknown: plot.Yellow, evaluator.Unproven: plot.Sky, evaluator.Error: plot.Grey}

// criteria shows what is not met how often.
func (w *writer) criteria(x *simulate.Rates) {
	type item struct {
		c     *simulate.CriterionRates
		of    map[evaluator.Outcome]simulate.Share
		unmet int64
	}
	var items []item
	used := map[evaluator.Outcome]bool{}
	for i := range x.Criteria {
		it := item{c: &x.Criteria[i], of: map[evaluator.Outcome]simulate.Share{}}
		for _, o := range x.Criteria[i].Outcomes {
			it.of[o.Outcome] = o.Share
			if slices.Contains(unmet, o.Outcome) {
				it.unmet += o.Count
				used[o.Outcome] = used[o.Outcome] || o.Count > 0
			}
		}
		items = append(items, it)
	}
	if len(items) == 0 || len(used) == 0 {
		return
	}
	slices.SortStableFunc(items, func(a, b item) int {
		by := []int{cmp.Compare(b.unmet, a.unmet)}
		for _, o := range unmet {
			by = append(by, cmp.Compare(b.of[o].Count, a.of[o].Count))
		}
		return cmp.Or(append(by, cmp.Compare(b.of[evaluator.Pass].Count, a.of[evaluator.Pass].Count), cmp.Compare(w.obligation(x.Profile, a.c.Criterion), w.obligation(x.Profile, b.c.Criterion)))...)
	})
	// Criteria that come out alike, as those do that rest on the same proof, are one row.
	var rows [][]item
	for _, it := range items {
		if k := len(rows) - 1; k >= 0 && maps.EqualFunc(rows[k][0].of, it.of, func(a, b simulate.Share) bool { return a.Count == b.Count }) &&
			w.obligation(x.Profile, rows[k][0].c.Criterion) == w.obligation(x.Profile, it.c.Criterion) {
			rows[k] = append(rows[k], it)
			continue
		}
		rows = append(rows, []item{it})
	}
	label := func(row []item, most int) string {
		if len(row) == 1 {
			return w.criterion(x.Profile, row[0].c.Criterion)
		}
		var ids []string
		for _, it := range row {
			ids = append(ids, it.c.Criterion)
		}
		if rest := len(ids) - most; rest > 1 {
			return w.Columns.Alike.Count(rest, "criteria", strings.Join(ids[:most], ", "))
		}
		return strings.Join(ids, ", ")
	}
	order := []evaluator.Outcome{evaluator.Pass, evaluator.NotApplicable, evaluator.Fail, evaluator.Unknown, evaluator.Unproven, evaluator.Error}
	if len(w.r.Rates) > 1 {
		w.head(4, w.named(x.Profile))
	}
	t := table{head: []string{w.Columns.Criterion, w.Columns.Obligation}, text: 2}
	for _, o := range order {
		t.head = append(t.head, w.Outcome[string(o)])
	}
	for _, alike := range rows[:min(len(rows), maxTable)] {
		it := alike[0]
		row := []string{label(alike, 12), w.obligation(x.Profile, it.c.Criterion)}
		for _, o := range order {
			row = append(row, w.percent(it.of[o]))
		}
		t.rows = append(t.rows, row)
	}
	w.add(t)
	alikeNote := ""
	if len(rows) < len(items) {
		alikeNote = w.Notes.Alike
		w.note(alikeNote)
	}
	w.more(len(rows), maxTable)
	chart := plot.Bars{X: w.inPercent(w.Axes.Unmet, 5), Column: "%"}
	for _, o := range unmet {
		if used[o] {
			chart.Series = append(chart.Series, plot.Series{Name: w.Outcome[string(o)], Colour: outcomeColours[o]})
		}
	}
	var said []string
	for _, alike := range rows[:min(len(rows), maxPicture)] {
		it := alike[0]
		if it.unmet == 0 && len(chart.Rows) > 0 { // there is nothing to see from here on
			break
		}
		row := plot.BarRow{Label: label(alike, 3)}
		for _, o := range unmet {
			if used[o] {
				row.Values = append(row.Values, percentage(it.of[o].Share))
			}
		}
		all := w.part(it.unmet)
		row.Text = w.bare(all)
		said = append(said, w.Named(row.Label, w.percent(all)))
		chart.Rows = append(chart.Rows, row)
	}
	w.picture("criteria-"+x.Profile, fill(w.Pictures.Criteria, "profile", w.profile(x.Profile)), w.moreOf(alikeNote, len(rows), len(chart.Rows)), w.shows(said...), chart)
}

func (w *writer) obligation(profile, criterion string) string {
	if c := w.info(profile, criterion); c != nil {
		return w.Obligation[string(c.Obligation)]
	}
	return ""
}

func (w *writer) competition() {
	if len(w.r.Competition) == 0 {
		return
	}
	w.head(2, w.Heads.Competition)
	w.say(w.Notes.Blocks)
	for i := range w.r.Competition {
		x := &w.r.Competition[i]
		w.head(3, w.named(x.Profile))
		t := table{head: []string{w.Columns.Criterion, w.Columns.Alone, w.Columns.Share, w.columnInterval(), w.Columns.AloneFails, w.Columns.AloneOpen, w.Columns.Blocks}, text: 1}
		// What excludes nothing alone is not worth a long list.
		alone := 0
		for alone < len(x.Musts) && x.Musts[alone].Alone.Count > 0 {
			alone++
		}
		shown := min(len(x.Musts), max(alone, 10), maxTable)
		for _, m := range x.Musts[:shown] {
			t.rows = append(t.rows, []string{w.criterion(x.Profile, m.Criterion), w.count(m.Alone.Count), w.percent(m.Alone), w.interval(m.Alone),
				w.count(m.AloneFails.Count), w.count(m.AloneOpen.Count), w.percent(m.Blocks)})
		}
		w.add(t)
		w.more(len(x.Musts), shown)
		chart := plot.Bars{X: w.inPercent(w.Axes.Alone, 0.5), Column: w.Columns.Count,
			Series: []plot.Series{{Name: w.Axes.FailsAlone, Colour: plot.Vermilion}, {Name: w.Axes.OpenAlone, Colour: plot.Yellow}}}
		var said []string
		shown = min(shown, maxPicture)
		for _, m := range x.Musts[:shown] {
			row := plot.BarRow{Label: w.criterion(x.Profile, m.Criterion), Values: []float64{percentage(m.AloneFails.Share), percentage(m.AloneOpen.Share)}, Interval: intervalOf(m.Alone), Text: w.count(m.Alone.Count)}
			chart.Rows = append(chart.Rows, row)
			said = append(said, w.Named(row.Label, w.percent(m.Alone)))
		}
		if len(chart.Rows) > 0 {
			w.picture("competition-"+x.Profile, fill(w.Pictures.Competition, "profile", w.profile(x.Profile)), w.moreOf(w.Notes.Wilson, len(x.Musts), shown), w.shows(said...), chart)
		}
		if len(x.Pairs) > 0 {
			w.head(4, w.Heads.Pairs)
			t := table{head: []string{w.Columns.Pair, w.Columns.Together, w.Columns.Share, w.columnInterval()}, text: 1}
			for _, p := range x.Pairs[:min(len(x.Pairs), maxTable)] {
				var names []string
				for _, c := range p.Criteria {
					names = append(names, w.criterion(x.Profile, c))
				}
				t.rows = append(t.rows, []string{w.Chain(names...), w.count(p.Together.Count), w.percent(p.Together), w.interval(p.Together)})
			}
			w.add(t)
			w.note(w.Notes.Pairs)
		}
	}
}

// sweepTitle is what a sweep is called.
func (w *writer) sweepTitle(x *simulate.Sweep) string {
	if text := w.Text(x.Title); text != "" {
		return text
	}
	if x.Parameter != "" {
		return x.Criterion + " " + x.Parameter
	}
	return x.Criterion
}

// sweepValue writes a value: a number and a day as the language does.
func (w *writer) sweepValue(p *simulate.SweepPoint) string {
	if p.Number != nil {
		return w.signed(p.Number.String())
	}
	if d, err := evidence.ParseDate(p.Value); err == nil {
		return w.Day(d.Year(), int(d.Month()), d.Day())
	}
	if text, ok := w.Value[p.Value]; ok {
		return text
	}
	return p.Value
}

func (w *writer) sweeps() {
	if len(w.r.Sweeps) == 0 {
		return
	}
	w.head(2, w.Heads.Sweeps)
	w.say(w.Notes.Sweep)
	for i := range w.r.Sweeps {
		x := &w.r.Sweeps[i]
		w.head(3, w.sweepTitle(x))
		w.say(w.Enumerate(w.criterion(x.Profile, x.Criterion), w.profile(x.Profile)))
		t := table{head: []string{w.Columns.Value, w.Columns.Count, w.Columns.Admitted, w.columnInterval(), w.Columns.Lost, w.Columns.Gained}, text: 1}
		var said []string
		for k := range x.Points {
			p := &x.Points[k]
			label := w.sweepValue(p)
			if p.Base {
				label = w.Remarked(label, w.Columns.Base)
			}
			t.rows = append(t.rows, []string{label, w.count(p.Admitted.Count), w.percent(p.Admitted), w.interval(p.Admitted), w.count(p.Lost.Count), w.count(p.Gained.Count)})
			said = append(said, w.Named(label, w.percent(p.Admitted)))
		}
		shown := t
		shown.rows = thin(t.rows, maxTable, func(i int) bool { return x.Points[i].Base })
		w.add(shown)
		w.more(len(t.rows), len(shown.rows))
		if len(x.Points) > 0 {
			w.picture("sweep-"+x.ID, w.sweepTitle(x), w.Notes.Wilson, w.shows(thin(said, 12, nil)...), w.sweepChart(x))
		}
	}
}

// thin takes as many of some rows as there is room for, evenly, the first and the last
// among them, and those beside that are to be kept.
func thin[T any](rows []T, most int, keep func(i int) bool) []T {
	if len(rows) <= most {
		return rows
	}
	out, k := make([]T, 0, most+1), 0
	for i, row := range rows {
		if even := k < most && i == k*(len(rows)-1)/(most-1); even || keep != nil && keep(i) {
			out = append(out, row)
			if even {
				k++
			}
		}
	}
	return out
}

// sweepChart draws a curve where there are values to go along, and else a row for
// each value.
func (w *writer) sweepChart(x *simulate.Sweep) plot.Chart {
	at, days := w.positions(x)
	if at == nil {
		chart := plot.Estimates{X: w.inPercent(w.Axes.Admitted, 1), Column: fill(w.Axes.Estimate, "confidence", w.confidence()), Series: []plot.Series{{}}}
		for i := range x.Points[:min(len(x.Points), 100)] {
			p := &x.Points[i]
			label := w.sweepValue(p)
			if p.Base {
				label = w.Remarked(label, w.Columns.Base)
			}
			e := estimateOf(p.Admitted)
			e.Text = w.Remarked(w.bare(p.Admitted), w.interval(p.Admitted))
			chart.Rows = append(chart.Rows, plot.EstimateRow{Label: label, Values: []plot.Estimate{e}})
		}
		return chart
	}
	label := w.Axes.Value
	if x.Parameter != "" {
		label = fill(w.Axes.Parameter, "parameter", x.Parameter, "criterion", x.Criterion)
	}
	chart := plot.Curves{X: w.numbers(label), Y: w.inPercent(w.Axes.Admitted, 1), Curves: []plot.Curve{{}}}
	for i := range x.Points {
		p := &x.Points[i]
		chart.Curves[0].Points = append(chart.Curves[0].Points, plot.Point{X: at[i], Y: percentage(p.Admitted.Share), Interval: intervalOf(p.Admitted)})
		if days {
			chart.X.Marks = append(chart.X.Marks, plot.Mark{At: at[i], Text: w.sweepValue(p)})
		}
		if p.Base {
			chart.Marks = append(chart.Marks, plot.Mark{At: at[i], Text: w.Named(w.Columns.Base, w.sweepValue(p))})
		}
	}
	return chart
}

// positions are where the values of a sweep stand on an axis: numbers where they are,
// days by their distance; nil if they are neither or fewer than three.
func (w *writer) positions(x *simulate.Sweep) (at []float64, days bool) {
	if len(x.Points) < 3 {
		return nil, false
	}
	for i := range x.Points {
		p := &x.Points[i]
		switch d, err := evidence.ParseDate(p.Value); {
		case p.Number != nil:
			at = append(at, float(*p.Number))
		case err == nil:
			days = true
			at = append(at, float64(d.Start(time.UTC).Unix()/86400))
		default:
			return nil, false
		}
	}
	return at, days
}

// item is what would be found out.
func (w *writer) item(kind simulate.InformationKind, paths []string) string {
	return fill(w.Information[string(kind)], "paths", w.Enumerate(paths...))
}

func (w *writer) information() {
	if len(w.r.Information) == 0 {
		return
	}
	w.head(2, w.Heads.Information)
	w.say(w.Notes.Information)
	for i := range w.r.Information {
		x := &w.r.Information[i]
		if len(w.r.Information) > 1 {
			w.head(3, w.named(x.Profile))
		}
		w.informed(x)
	}
}

func (w *writer) informed(x *simulate.Information) {
	head := []string{w.Columns.Item, w.Columns.Resolved, w.Columns.Share, w.columnInterval(), w.Columns.Become, w.Columns.Leave}
	row := func(label string, resolved, admitted, excluded simulate.Share) []string {
		return []string{label, w.count(resolved.Count), w.percent(resolved), w.interval(resolved), w.count(admitted.Count), w.count(excluded.Count)}
	}
	t := table{head: head, text: 1}
	chart := plot.Bars{X: w.inPercent(fill(w.Axes.Resolved, "n", w.count(x.Open.Count)), 1), Column: "%",
		Series: []plot.Series{{Name: w.Columns.Become, Colour: plot.Green}, {Name: w.Columns.Leave, Colour: plot.Vermilion}}}
	var said []string
	bar := func(group, label string, resolved, admitted, excluded simulate.Share) {
		chart.Rows = append(chart.Rows, plot.BarRow{Group: group, Label: label, Values: []float64{percentage(admitted.Share), percentage(excluded.Share)}, Interval: intervalOf(resolved), Text: w.bare(resolved)})
		said = append(said, w.Named(label, w.percent(resolved)))
	}
	for k, it := range x.Items {
		label := w.item(it.Kind, it.Paths)
		if k < maxTable {
			t.rows = append(t.rows, row(label, it.Resolved, it.Admitted, it.Excluded))
		}
		if k < maxPicture-5 {
			bar(w.Pictures.Single, label, it.Resolved, it.Admitted, it.Excluded)
		}
	}
	w.add(t)
	w.more(len(x.Items), maxTable)
	if len(x.Best) > 0 {
		if len(w.r.Information) > 1 {
			w.head(4, w.Heads.Best)
		} else {
			w.head(3, w.Heads.Best)
		}
		t := table{head: head, text: 1}
		for k, b := range x.Best {
			label := fill(w.Columns.Step, "n", fmt.Sprint(k+1), "item", w.item(b.Kind, b.Paths))
			t.rows = append(t.rows, row(label, b.Resolved, b.Admitted, b.Excluded))
			if k < 10 {
				bar(w.Pictures.Best, label, b.Resolved, b.Admitted, b.Excluded)
			}
		}
		w.add(t)
		w.note(fill(w.Notes.Greedy, "records", w.count(x.SearchRecords)))
	}
	if len(chart.Rows) > 0 {
		w.picture("information-"+x.Profile, fill(w.Pictures.Information, "profile", w.profile(x.Profile)), w.moreOf(w.Notes.Wilson, len(x.Items), maxPicture-5), w.shows(said...), chart)
	}
}

func (w *writer) comparisonTitle(x *simulate.Comparison) string {
	if text := w.Text(x.Title); text != "" {
		return text
	}
	return fill(w.Pictures.Comparison, "from", w.profile(x.From), "to", w.profile(x.To))
}

func (w *writer) comparisons() {
	if len(w.r.Comparisons) == 0 {
		return
	}
	w.head(2, w.Heads.Comparisons)
	w.say(w.Notes.Comparison)
	for i := range w.r.Comparisons {
		w.comparison(&w.r.Comparisons[i])
	}
}

func (w *writer) comparison(x *simulate.Comparison) {
	w.head(3, w.comparisonTitle(x))
	var levels []string
	for _, m := range x.Table {
		for _, level := range []string{string(m.From), string(m.To)} {
			if m.Count > 0 && !slices.Contains(levels, level) {
				levels = append(levels, level)
			}
		}
	}
	order := evaluator.Conformity("").Values()
	slices.SortFunc(levels, func(a, b string) int { return cmp.Compare(slices.Index(order, a), slices.Index(order, b)) })
	under := func(profile string) string { return fill(w.Axes.Under, "profile", w.profile(profile)) }
	chart := plot.Crosstab{RowsOf: under(x.From), ColumnsOf: under(x.To)}
	t := table{head: []string{under(x.From) + " \\ " + under(x.To)}, text: 1}
	var said []string
	for _, to := range levels {
		t.head = append(t.head, w.Conformity[to])
		chart.Columns = append(chart.Columns, w.Conformity[to])
	}
	for _, from := range levels {
		row, cells := []string{w.Conformity[from]}, []plot.Cell(nil)
		for _, to := range levels {
			var n int64
			for _, m := range x.Table {
				if string(m.From) == from && string(m.To) == to {
					n = m.Count
				}
			}
			row = append(row, w.count(n))
			cell := plot.Cell{Text: w.count(n)}
			if s := w.part(n); n > 0 && s.Share != nil {
				cell.Share, cell.Small = float(*s.Share), w.percent(s)
				said = append(said, w.Named(w.Conformity[from]+" → "+w.Conformity[to], w.percent(s)))
			}
			cells = append(cells, cell)
		}
		t.rows, chart.Rows, chart.Cells = append(t.rows, row), append(chart.Rows, w.Conformity[from]), append(chart.Cells, cells)
	}
	if len(levels) > 0 {
		w.add(t)
		w.picture("comparison-"+x.ID, w.comparisonTitle(x), w.Notes.Diagonal, w.shows(said...), chart)
	}
	w.changes(x)
}

// changes shows which criteria make the difference for the offers that change sides.
func (w *writer) changes(x *simulate.Comparison) {
	name := func(id string) string {
		if text := w.criterion(x.To, id); text != id {
			return text
		}
		return w.criterion(x.From, id)
	}
	if len(x.Criteria) > 0 {
		t := table{head: []string{w.Columns.Criterion, w.Columns.Changed, w.Columns.Share, w.columnInterval()}, text: 1}
		chart := plot.Bars{X: w.inPercent(fill(w.Axes.Changed, "n", w.count(x.Lost.Count+x.Gained.Count)), 5), Column: w.Columns.Count, Series: []plot.Series{{}}}
		var said []string
		for k, c := range x.Criteria {
			if k < maxTable {
				t.rows = append(t.rows, []string{name(c.Criterion), w.count(c.Changed.Count), w.percent(c.Changed), w.interval(c.Changed)})
			}
			if k < maxPicture {
				chart.Rows = append(chart.Rows, plot.BarRow{Label: name(c.Criterion), Values: []float64{percentage(c.Changed.Share)}, Interval: intervalOf(c.Changed), Text: w.count(c.Changed.Count)})
				said = append(said, w.Named(name(c.Criterion), w.percent(c.Changed)))
			}
		}
		w.add(t)
		w.note(w.Notes.Changes)
		w.more(len(x.Criteria), maxTable)
		w.picture("changes-"+x.ID, fill(w.Pictures.Changes, "from", w.profile(x.From), "to", w.profile(x.To)), w.moreOf(w.Notes.Wilson, len(x.Criteria), maxPicture), w.shows(said...), chart)
	}
	if len(x.Sides) > 0 {
		w.head(4, w.Heads.Sides)
		t := table{head: []string{w.Columns.Record, w.profile(x.From), w.profile(x.To), w.Columns.Changes}, text: 4}
		outcome := func(o evaluator.Outcome) string {
			if o == "" {
				return w.Columns.NotApplied
			}
			return w.Outcome[string(o)]
		}
		for _, s := range x.Sides[:min(len(x.Sides), maxSides)] {
			var changes []string
			for _, c := range s.Criteria {
				text := outcome(c.From)
				if c.To != c.From {
					text += " → " + outcome(c.To)
				}
				if a, b := w.obligation(x.From, c.Criterion), w.obligation(x.To, c.Criterion); c.From != "" && c.To != "" && a != b {
					text = w.Remarked(text, a+" → "+b)
				}
				changes = append(changes, w.Named(c.Criterion, text))
			}
			t.rows = append(t.rows, []string{fmt.Sprint(s.Record), w.Conformity[string(s.From)], w.Conformity[string(s.To)], w.Chain(changes...)})
		}
		w.add(t)
		w.more(len(x.Sides), maxSides)
	}
}

func (w *writer) sample() {
	if len(w.r.Sample) == 0 {
		return
	}
	w.head(2, w.Heads.Sample)
	t := table{head: []string{w.Columns.Record}, text: 1 + len(w.r.Profiles)}
	for _, p := range w.r.Profiles {
		t.head = append(t.head, w.profile(p.ID))
	}
	for _, s := range w.r.Sample[:min(len(w.r.Sample), maxTable)] {
		row := []string{fmt.Sprint(s.Record)}
		for _, c := range s.Conformity {
			row = append(row, w.Conformity[string(c)])
		}
		t.rows = append(t.rows, row)
	}
	w.add(t)
	w.more(len(w.r.Sample), maxTable)
	w.note(w.Notes.Sample)
}

// methods names how numbers came to be, and by whom.
func (w *writer) methods() {
	r := w.r
	w.head(2, w.Heads.Methods)
	var methods list
	for _, x := range []struct {
		of   string
		used bool
	}{
		{"every", true}, {"competition", len(r.Competition) > 0}, {"scores", len(r.Scores)+len(r.WeightSweeps) > 0},
		{"weights", len(r.WeightSweeps) > 0}, {"sensitivity", len(r.Sensitivity) > 0}, {"information", len(r.Information) > 0},
	} {
		if x.used {
			for _, m := range w.Methods[x.of] {
				methods = append(methods, w.Remarked(m.Text, m.Source))
			}
		}
	}
	for i := range r.Scores {
		s := &r.Scores[i]
		source := s.Method.Source
		text := w.Named(w.scoreTitle(s), s.Method.Name+" "+string(s.Method.Version))
		if source != "" {
			text = w.Remarked(text, source)
		}
		methods = append(methods, text+". "+w.Engine[string(s.Engine)])
	}
	w.add(methods)
}

// replay says how to come to the same results.
func (w *writer) replay(opts Options) {
	r, t := w.r, &w.Replay
	w.head(2, w.Heads.Replay)
	if opts.Command != "" {
		w.say(t.How)
		w.add(command(opts.Command))
	}
	w.say(t.Same)
	rows := [][]string{
		{t.Records, w.count(r.Records)},
		{t.Seed, fmt.Sprint(r.Seed)},
		{t.At, strings.Replace(r.At.UTC().Format("2006-01-02T15:04:05.999999999Z07:00"), "T00:00:00Z", "", 1)},
		{t.Study, r.Digests.Study},
		{t.Population, r.Digests.Population},
	}
	for _, p := range r.Profiles {
		rows = append(rows,
			[]string{fill(t.Profile, "id", p.ID), p.Profile.ID + " " + string(p.Profile.Version) + ", " + p.Profile.Digest},
			[]string{fill(t.Catalogue, "id", p.ID), p.Catalogue.ID + " " + string(p.Catalogue.Version) + ", " + p.Catalogue.Digest})
	}
	for _, s := range r.Scores {
		if s.Digest != "" {
			rows = append(rows, []string{fill(t.Method, "id", s.ID), s.Digest})
		}
	}
	rows = append(rows, []string{t.Plan, fill(t.Coded, "variants", w.count(r.Plan.Variants), "columns", w.count(r.Plan.Columns))})
	w.add(table{head: []string{t.What, t.Is}, rows: rows, text: 2})
	if n := len(r.Plan.Fallbacks); n > 0 {
		w.say(t.Fallbacks.Count(n))
	}
}
