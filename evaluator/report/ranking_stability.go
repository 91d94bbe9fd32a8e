package report

import (
	"maps"
	"slices"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/rank"
	"github.com/trias-sovereignty/trias/evaluator/tender"
)

// stabilityTexts are what is said of how far the first place can be relied on.
type stabilityTexts struct {
	Title string `json:"title" required:"true"`
	Meant string `json:"meant" required:"true"`
	// Answers are sentences by what is varied and by the answer.
	Weights     map[string]string `json:"weights" required:"true"`
	Prices      map[string]string `json:"prices" required:"true"`
	Completions map[string]string `json:"completions" required:"true"`
	// Bound says up to which distance the first place is safe, Reversal what is at
	// the first point where it is not, None that there is no such point.
	Bound            string `json:"bound" required:"true"`
	BoundPrices      string `json:"boundPrices" required:"true"`
	BoundCompletions string `json:"boundCompletions" required:"true"`
	Between          string `json:"between" required:"true"`
	Shared           string `json:"shared" required:"true"`
	Reversal         string `json:"reversal" required:"true"`
	// Weight, There and Change head the inputs of a reversal, More counts those that
	// are left out.
	Weight      string `json:"weight" required:"true"`
	There       string `json:"there" required:"true"`
	Change      string `json:"change" required:"true"`
	More        plural `json:"more" required:"true"`
	Price       string `json:"price" required:"true"`
	Performance string `json:"performance" required:"true"`
	None        string `json:"none" required:"true"`
	NoneFound   string `json:"noneFound" required:"true"`
	Exact       string `json:"exact" required:"true"`
	Intervals   string `json:"intervals" required:"true"`

	Sensitivity string `json:"sensitivity" required:"true"`
	Sensitive   string `json:"sensitive" required:"true"`
	Criterion   string `json:"criterion" required:"true"`
	Share       string `json:"share" required:"true"`
	From        string `json:"from" required:"true"`
	To          string `json:"to" required:"true"`
	Below       string `json:"below" required:"true"`
	Above       string `json:"above" required:"true"`
	Points      string `json:"points" required:"true"`
	Nobody      string `json:"nobody" required:"true"`
}

// stability writes how far the first place can be relied on.
func (a *award) stability(r *tender.Ranking) {
	s := r.Stability
	if s == nil {
		return
	}
	t := &a.t.Ranking.Stability
	a.title(t.Title)
	a.page.text(0, 0, plain, fill(t.Meant, "winner", a.offer(r, s.Winner)))
	if s.Weights != nil {
		a.region(s, s.Weights, t.Weights, t.Bound, s.Tolerances.Weights, a.weightsAt(r))
	}
	if s.Prices != nil {
		a.region(s, s.Prices, t.Prices, t.BoundPrices, s.Tolerances.Prices, a.pricesAt(r))
	}
	if s.Completions != nil {
		a.region(s, s.Completions, t.Completions, t.BoundCompletions, exact.Number{}, a.performancesAt(r))
	}
	if allExact(s) {
		a.page.text(atSection, 2, plain, a.t.Ranking.Stability.Exact)
	}
	a.sensitivity(s)
}

// allExact reports whether nothing is left open of any reversal, and there are several.
func allExact(s *rank.Stability) bool {
	n := 0
	for _, x := range []*rank.Region{s.Weights, s.Prices, s.Completions} {
		if x == nil {
			continue
		}
		if !x.Exact {
			return false
		}
		if x.Reversal != nil {
			n++
		}
	}
	return n > 1
}

// answerStyle colours the answers.
var answerStyle = map[rank.Answer]style{rank.Holds: green, rank.Reversed: red, rank.Undecided: yellow}

// region writes the answer for one kind of variation, and how far away the first
// reversal is.
func (a *award) region(s *rank.Stability, x *rank.Region, answers map[string]string, bound string, tolerance exact.Number, in inputs) {
	t := &a.t.Ranking.Stability
	a.page.text(atSection, 2, answerStyle[x.Answer], fill(answers[string(x.Answer)], "winner", s.Winner, "tolerance", a.percent(tolerance)))
	switch v := x.Reversal; {
	case v == nil && x.Exact:
		a.page.text(atCriterion, 2, plain, t.None)
	case v == nil:
		a.page.text(atCriterion, 2, plain, t.NoneFound)
	default:
		distance := a.upTo(v.Distance)
		text := fill(bound, "winner", s.Winner, "distance", distance)
		if v.Until != nil && v.Until.Sub(v.Distance).Cmp(narrow) > 0 {
			text = fill(t.Between, "text", text, "to", a.percent(*v.Until))
		}
		if v.Distance.IsZero() && v.Until == nil {
			text = fill(t.Shared, "winner", s.Winner)
		}
		a.page.text(atCriterion, 2, plain, text)
		a.page.text(atCriterion, 2, plain, fill(t.Reversal, "winner", v.Winner))
		a.point(in, v.At)
	}
	switch {
	case x.Exact && x.Reversal == nil: // said already
	case x.Exact && allExact(s): // said once of all
	case x.Exact:
		a.page.text(atCriterion, 2, plain, t.Exact)
	case x.Answer != rank.Undecided:
		a.page.text(atCriterion, 2, plain, t.Intervals)
	}
}

// narrow is how far the bounds of a distance are apart, at most, to be written as
// one number.
var narrow = exact.MustParse("0.0001")

// upTo writes a bound in percent, rounded so that what is said up to it holds.
func (a *award) upTo(n exact.Number) string {
	if _, ok := decimals(n, roundedPlaces); ok {
		return a.percent(n)
	}
	return a.Of(fill(a.t.About, "n", a.Number(n.Fixed(roundedPlaces, exact.Down))), "%")
}

// within writes the bounds of a share, rounded so that what is said within them holds.
func (a *award) within(n exact.Number, mode exact.Mode) string {
	if _, ok := decimals(n, roundedPlaces); ok {
		return a.rounded(n, roundedPlaces)
	}
	return fill(a.t.About, "n", a.Number(n.Fixed(roundedPlaces, mode)))
}

// maxInputs is how many inputs of a reversal are written.
const maxInputs = 12

// inputs are what is varied, as it is without any variation.
type inputs struct {
	head []string // what is varied, what it is now, and what it is at the reversal
	keys []string // in the order in which they are written
	now  map[string]exact.Number
	name func(key string) string
	// unit is what inputs are divided by to be written; they are as they are if it is 0.
	unit   exact.Number
	places int
	// change says that the change in percent is written.
	change bool
}

// weightsAt are the weights, in percent of all of them.
func (a *award) weightsAt(r *tender.Ranking) inputs {
	t := &a.t.Ranking.Stability
	in := inputs{head: []string{t.Criterion, t.Weight, t.There}, now: map[string]exact.Number{}, name: a.input, places: roundedPlaces, change: true}
	// What the shares add up to, and the weights of performance and price by which
	// these are divided, see rank.Field.Reweighted.
	total, scored := exact.Int(1), false
	if x := a.assessed(r, r.Stability.Winner); x != nil && x.Performance != nil {
		total, scored = exact.Number{}, true
		for i := range x.Performance.Rows {
			if row := &x.Performance.Rows[i]; !row.Excluded {
				if share, err := row.Weight.Quo(row.MaxPoints); err == nil {
					total = total.Add(share)
				}
			}
		}
	}
	performance := total
	if w := r.Method.Weights; w != nil {
		performance, total = w.Performance, w.Performance.Add(w.Price)
		in.now[rank.PriceWeight] = w.Price
		if !scored {
			in.now[rank.PerformanceWeight] = w.Performance
		}
	}
	in.unit, _ = total.Quo(exact.Int(100))
	for _, x := range r.Stability.Criteria {
		if _, there := in.now[x.Criterion]; !there {
			in.now[x.Criterion] = x.Share.Mul(performance)
		}
		in.keys = append(in.keys, x.Criterion)
	}
	return in
}

// pricesAt are the prices, from the first rank.
func (a *award) pricesAt(r *tender.Ranking) inputs {
	t := &a.t.Ranking
	in := inputs{head: []string{t.Columns.Offer, a.priceHead(r), t.Stability.There}, now: map[string]exact.Number{}, places: 2, change: true}
	for i := range r.Ranking {
		in.keys = append(in.keys, r.Ranking[i].ID)
		in.now[r.Ranking[i].ID] = r.Ranking[i].Price
	}
	return in
}

// performancesAt are the performances that rank.
func (a *award) performancesAt(r *tender.Ranking) inputs {
	t := &a.t.Ranking
	in := inputs{head: []string{t.Columns.Offer, t.Columns.Performance, t.Stability.There}, now: map[string]exact.Number{}, places: roundedPlaces}
	for i := range r.Ranking {
		in.keys = append(in.keys, r.Ranking[i].ID)
		in.now[r.Ranking[i].ID] = r.Ranking[i].Performance
	}
	return in
}

// point writes the inputs at a reversal beside those there are.
func (a *award) point(in inputs, at map[string]exact.Number) {
	t := &a.t.Ranking.Stability
	keys := slices.DeleteFunc(slices.Clone(in.keys), func(key string) bool { _, there := at[key]; return !there })
	for _, key := range slices.Sorted(maps.Keys(at)) {
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	if len(keys) == 0 {
		return
	}
	rest := 0
	if !a.full && len(keys) > maxInputs+1 {
		keys, rest = keys[:maxInputs], len(keys)-maxInputs
	}
	g := grid{head: slices.Clone(in.head), right: []bool{false, true, true}}
	if in.change {
		g.head, g.right = append(g.head, t.Change), append(g.right, true)
	}
	write := func(n exact.Number) string {
		if in.unit.Sign() != 0 {
			n, _ = n.Quo(in.unit)
		}
		return a.rounded(n, in.places)
	}
	for _, key := range keys {
		cells := []string{key, t.Nobody, write(at[key])}
		if in.name != nil {
			cells[0] = in.name(key)
		}
		change := t.Nobody
		if now, known := in.now[key]; known {
			cells[1] = write(now)
			if by, err := at[key].Sub(now).Quo(now); err == nil {
				change = a.signed(by.Mul(exact.Int(100)))
			}
		}
		if in.change {
			cells = append(cells, change)
		}
		g.rows = append(g.rows, cells)
	}
	a.page.grid(atFact, g)
	if rest > 0 {
		a.page.text(atFact, 2, plain, t.More.Count(rest))
	}
}

// signed writes a change in percent with its sign.
func (a *award) signed(percent exact.Number) string {
	places, exactly := decimals(percent, roundedPlaces)
	if !exactly {
		if places = roundedPlaces; percent.Round(places, exact.HalfUp).IsZero() {
			places = significant(percent, places)
		}
	}
	text := a.fixed(percent, places)
	if percent.Sign() > 0 {
		text = "+" + text
	}
	if !exactly {
		text = fill(a.t.About, "n", text)
	}
	return a.Of(text, "%")
}

// input names an input: a criterion, an offer, or the price or the performance as a whole.
func (a *award) input(key string) string {
	switch key {
	case rank.PriceWeight:
		return a.t.Ranking.Stability.Price
	case rank.PerformanceWeight:
		return a.t.Ranking.Stability.Performance
	}
	return a.titled(key)
}

// percentOf is a share of 1 in percent.
func percentOf(share exact.Number) exact.Number { return share.Mul(exact.Int(100)) }

// sensitivity writes how far the weight of each criterion alone can go.
func (a *award) sensitivity(s *rank.Stability) {
	if len(s.Criteria) == 0 {
		return
	}
	t := &a.t.Ranking.Stability
	a.title(t.Sensitivity)
	a.page.text(0, 0, plain, fill(t.Sensitive, "winner", s.Winner))
	g := grid{head: []string{t.Criterion, t.Share, t.From, t.To, t.Below, t.Above, t.Points}, right: []bool{false, true, true, true, false, false, true}}
	who := func(id string) string {
		if id == "" {
			return t.Nobody
		}
		return id
	}
	for i := range s.Criteria {
		x := &s.Criteria[i]
		points := t.Nobody
		if x.Points != nil {
			points = a.rounded(*x.Points, 2)
		}
		g.rows = append(g.rows, []string{a.input(x.Criterion), a.rounded(percentOf(x.Share), 2), a.within(percentOf(x.From), exact.Up), a.within(percentOf(x.To), exact.Down), who(x.Below), who(x.Above), points})
	}
	a.page.grid(atSection, g)
}
