package simulate

import (
	"math/big"
	"slices"
	"sort"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/internal/statistics"
)

// quantiles are those that are given of a distribution.
var quantiles = []string{"0", "0.05", "0.25", "0.5", "0.75", "0.95", "1"}

func (b *builder) score(p *scorePlan) ScoreSpread {
	e := &b.c.study.definition.Scores[p.index]
	s := ScoreSpread{ID: e.ID, Profile: e.Profile, Method: p.method.Identity(), Unit: p.unit, Maximum: p.maximum, Engine: ByCounting}
	if d, ok := p.method.(digester); ok {
		s.Digest = d.Digest()
	}
	if p.byMethod {
		s.Engine = ByMethod
	}
	for k := range p.views {
		v := &p.views[k]
		s.Views = append(s.Views, ViewSpread{v.view, b.spread(v)})
	}
	return s
}

func (b *builder) spread(v *viewPlan) Spread {
	return spreadOf(b.t.spreads[v.spread], v.counted.step, v.counted.rounded, b.t.counts[v.open], b.z)
}

// spreadOf is a distribution of values in steps.
func spreadOf(records map[uint64]int64, step exact.Number, round bool, open int64, z exact.Number) Spread {
	s := Spread{Open: open, Step: step, Rounded: round, Quantiles: []SpreadQuantile{}, Bins: []Bin{}}
	var values []uint64
	m := statistics.Moments{Sum: new(big.Int), Squares: new(big.Int)}
	for v, n := range records {
		values = append(values, v)
		m.N += n
		weighted := new(big.Int).Mul(new(big.Int).SetUint64(v), big.NewInt(n))
		m.Sum.Add(m.Sum, weighted)
		m.Squares.Add(m.Squares, weighted.Mul(weighted, new(big.Int).SetUint64(v)))
	}
	s.Records = m.N
	if m.N == 0 {
		return s
	}
	slices.Sort(values)
	value := func(v uint64) exact.Number {
		return step.Mul(exact.OfRat(new(big.Rat).SetInt(new(big.Int).SetUint64(v))))
	}
	mean := m.Mean().Mul(step)
	s.Mean = rounded(mean)
	if m.N > 1 {
		deviation := m.Deviation().Mul(step)
		half, _ := z.Mul(deviation).Quo(statistics.Sqrt(exact.Int(m.N)))
		s.Deviation, s.Low, s.High = rounded(deviation), rounded(mean.Sub(half)), rounded(mean.Add(half))
	}
	below := make([]int64, len(values)) // records up to each value
	sum := int64(0)
	for i, v := range values {
		sum += records[v]
		below[i] = sum
	}
	for _, text := range quantiles {
		at := exact.MustParse(text)
		i := sort.Search(len(values), func(i int) bool { return exact.Int(below[i]).Cmp(at.Mul(exact.Int(m.N))) >= 0 })
		s.Quantiles = append(s.Quantiles, SpreadQuantile{at, value(values[min(i, len(values)-1)])})
	}
	if len(values) <= MaxBins {
		for _, v := range values {
			s.Bins = append(s.Bins, Bin{value(v), value(v), records[v]})
		}
		return s
	}
	low, high := values[0], values[len(values)-1]
	width := (high - low + MaxBins) / MaxBins
	for from := low; from <= high; from += width {
		to := min(from+width-1, high)
		bin := Bin{From: value(from), To: value(to)}
		for len(values) > 0 && values[0] <= to {
			bin.Count += records[values[0]]
			values = values[1:]
		}
		s.Bins = append(s.Bins, bin)
	}
	return s
}

func (b *builder) weights(p *weightPlan) WeightSweep {
	e := &b.c.study.definition.Weights[p.index]
	s := &b.c.scores[p.score]
	w := WeightSweep{ID: e.ID, Score: e.Score, Criterion: e.Criterion, Own: p.own, View: s.views[0].view, Title: b.c.study.weightTitle(s, e.Criterion)}
	if e.Title != nil {
		w.Title = *e.Title
	}
	for k := range p.points {
		at := b.t.counts[p.counts+weightCounts*k:]
		w.Points = append(w.Points, WeightPoint{Weight: e.Values[k], Base: k == p.base, Spread: b.spread(&p.points[k]),
			Reversed: b.share(at[1], at[0]), Untied: b.share(at[2], at[0]), Tied: b.share(at[3], at[0])})
	}
	return w
}
