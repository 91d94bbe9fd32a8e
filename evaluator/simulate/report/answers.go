package report

import (
	"fmt"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/simulate"
)

// answers are the sentences that come first: one or two for each analysis.
func (w *writer) answers() (all []string) {
	add := func(text string, pairs ...string) { all = append(all, fill(text, pairs...)) }
	a, r := &w.Answer, w.r
	for _, x := range r.Rates {
		of := map[string]string{}
		for _, c := range x.Conformity {
			of[string(c.Conformity)] = w.percent(c.Share)
		}
		add(a.Rates, "profile", w.profile(x.Profile), "admitted", w.estimate(x.Admitted), "records", w.count(x.Admitted.Of),
			"nonConformant", of["nonConformant"], "inconclusive", of["inconclusive"])
	}
	for _, x := range r.Competition {
		if len(x.Musts) == 0 || x.Musts[0].Alone.Count == 0 {
			add(a.NoCompetition, "profile", w.profile(x.Profile))
			continue
		}
		m := &x.Musts[0]
		add(a.Competition, "profile", w.profile(x.Profile), "criterion", w.criterion(x.Profile, m.Criterion),
			"alone", w.estimate(m.Alone), "count", w.count(m.Alone.Count), "records", w.count(m.Alone.Of), "blocks", w.percent(m.Blocks))
	}
	for _, x := range r.Sweeps {
		if len(x.Points) < 2 {
			continue
		}
		first, last := &x.Points[0], &x.Points[len(x.Points)-1]
		if x.Kind == simulate.SweepDrop {
			add(a.Drop, "criterion", w.criterion(x.Profile, x.Criterion), "profile", w.profile(x.Profile), "before", w.percent(first.Admitted), "after", w.estimate(last.Admitted))
			continue
		}
		text := fill(a.Sweep, "sweep", w.Remarked(w.sweepTitle(&x), strings.TrimSpace(x.Criterion+" "+x.Parameter)), "first", w.sweepValue(first), "last", w.sweepValue(last),
			"before", w.estimate(first.Admitted), "after", w.estimate(last.Admitted))
		for i := range x.Points {
			if p := &x.Points[i]; p.Base {
				text += " " + fill(a.SweepBase, "value", w.sweepValue(p), "share", w.percent(p.Admitted))
				break
			}
		}
		all = append(all, text)
	}
	for i := range r.Scores {
		x := &r.Scores[i]
		for _, v := range x.Views[:min(len(x.Views), 1)] { // the table has the others
			q1, q3 := quantile(v.Quantiles, "1/4"), quantile(v.Quantiles, "3/4")
			if v.Mean == nil || q1 == nil || q3 == nil {
				continue
			}
			add(a.Score, "score", w.scoreTitle(x), "view", w.View[string(v.View)], "mean", w.value(*v.Mean), "maximum", w.value(x.Maximum),
				"from", w.value(*q1), "to", w.value(*q3))
		}
	}
	for _, x := range r.WeightSweeps {
		if text := w.weightAnswer(&x); text != "" {
			all = append(all, text)
		}
	}
	for i := range r.Sensitivity {
		all = append(all, w.sensitivityAnswer(&r.Sensitivity[i]))
	}
	for _, x := range r.Information {
		if x.Open.Count == 0 || len(x.Items) == 0 {
			add(a.NoneOpen, "profile", w.profile(x.Profile))
			continue
		}
		best := &x.Items[0]
		add(a.Information, "profile", w.profile(x.Profile), "open", w.percent(x.Open), "item", w.item(best.Kind, best.Paths),
			"resolved", w.estimate(best.Resolved), "admitted", w.percent(best.Admitted), "excluded", w.percent(best.Excluded))
	}
	for _, x := range r.Comparisons {
		sides := x.Lost.Count + x.Gained.Count
		add(a.Comparison, "from", w.profile(x.From), "to", w.profile(x.To), "sides", w.count(sides), "records", w.count(x.Lost.Of),
			"lost", w.estimate(x.Lost), "gained", w.estimate(x.Gained))
	}
	return all
}

// quantile returns one of the quantiles, or nil.
func quantile(all []simulate.SpreadQuantile, at string) *exact.Number {
	wanted := exact.MustParse(at)
	for i := range all {
		if all[i].At.Equal(wanted) {
			return &all[i].Value
		}
	}
	return nil
}

// weightAnswer says which weight turns most pairs of offers around.
func (w *writer) weightAnswer(x *simulate.WeightSweep) string {
	var most *simulate.WeightPoint
	for i := range x.Points {
		p := &x.Points[i]
		if p.Reversed.Share != nil && (most == nil || p.Reversed.Share.Cmp(*most.Reversed.Share) > 0) {
			most = p
		}
	}
	if most == nil {
		return ""
	}
	return fill(w.Answer.Weight, "title", w.weightTitle(x), "weight", w.value(most.Weight), "base", w.value(x.Own), "reversed", w.estimate(most.Reversed))
}

func (w *writer) sensitivityAnswer(x *simulate.Sensitivity) string {
	what := w.sensitivityOf(x)
	noise := 0
	for i := range x.Factors {
		if x.Factors[i].Noise {
			noise++
		}
	}
	switch {
	case len(x.Factors) == 0:
		return fill(w.Answer.NoVariance, "what", what)
	case noise == len(x.Factors):
		return fill(w.Answer.AllNoise, "what", what, "factors", fmt.Sprint(len(x.Factors)))
	}
	first := &x.Factors[0]
	text := fill(w.Answer.Sensitivity, "what", what, "factor", w.factor(first), "index", w.index(first))
	if noise > 0 {
		text += " " + w.Answer.Noise.Count(noise, "factors", fmt.Sprint(len(x.Factors)))
	}
	return text
}
