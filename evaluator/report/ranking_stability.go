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
	At               string `json:"at" required:"true"`
	AtOne            string `json:"atOne" required:"true"`
	More             plural `json:"more" required:"true"`
	Price            string `json:"price" required:"true"`
	Performance      string `json:"performance" required:"true"`
	None             string `json:"none" required:"true"`
	NoneFound        string `json:"noneFound" required:"true"`
	Exact            string `json:"exact" required:"true"`
	Intervals        string `json:"intervals" required:"true"`

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
		a.region(s, s.Weights, t.Weights, t.Bound, s.Tolerances.Weights, "")
	}
	if s.Prices != nil {
		a.region(s, s.Prices, t.Prices, t.BoundPrices, s.Tolerances.Prices, r.Currency)
	}
	if s.Completions != nil {
		a.region(s, s.Completions, t.Completions, t.BoundCompletions, exact.Number{}, "")
	}
	a.sensitivity(s)
}

// answerStyle colours the answers.
var answerStyle = map[rank.Answer]style{rank.Holds: green, rank.Reversed: red, rank.Undecided: yellow}

// region writes the answer for one kind of variation, and how far away the first
// reversal is, with its inputs in the unit given.
func (a *award) region(s *rank.Stability, x *rank.Region, answers map[string]string, bound string, tolerance exact.Number, unit string) {
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
		a.page.text(atCriterion, 2, plain, fill(t.Reversal, "winner", v.Winner, "at", a.point(v.At, unit)))
	}
	switch {
	case x.Exact && x.Reversal == nil: // said already
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

// point writes inputs by what they are of.
func (a *award) point(at map[string]exact.Number, unit string) string {
	t := &a.t.Ranking.Stability
	var all []string
	keys := slices.Sorted(maps.Keys(at))
	for i, key := range keys {
		if i == maxInputs && !a.full && len(keys) > maxInputs+1 {
			all = append(all, t.More.Count(len(keys)-i))
			break
		}
		value := a.rounded(at[key], inputPlaces(at[key]))
		if unit != "" {
			value = a.Of(value, unit)
		}
		all = append(all, fill(t.AtOne, "what", a.input(key), "value", value))
	}
	if all == nil {
		return ""
	}
	return fill(t.At, "inputs", a.Chain(all...))
}

// inputPlaces are the decimals of an input: weights are small, prices are not.
func inputPlaces(n exact.Number) int {
	if n.Abs().Cmp(exact.Int(10)) < 0 {
		return roundedPlaces
	}
	return 2
}

// input names an input: a criterion, an offer, or the price or the performance as a whole.
func (a *award) input(key string) string {
	switch key {
	case rank.PriceWeight:
		return a.t.Ranking.Stability.Price
	case "performance":
		return a.t.Ranking.Stability.Performance
	}
	return a.titled(key)
}

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
		g.rows = append(g.rows, []string{a.input(x.Criterion), a.rounded(x.Share, 4), a.within(x.From, exact.Up), a.within(x.To, exact.Down), who(x.Below), who(x.Above), points})
	}
	a.page.grid(atSection, g)
}
