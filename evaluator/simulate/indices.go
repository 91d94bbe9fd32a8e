package simulate

import (
	"encoding/binary"
	"maps"
	"math/big"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/internal/statistics"
)

// fewRecords is how many records a class has at least that counts as one of its own,
// and fewResults how many of either result it is to be expected to have, if the result
// is one of two: the rule of Cochran, "Some methods for strengthening the common χ²
// tests" (1954), below which χ² finds influence where there is none.
const fewRecords, fewResults = 30, 5

// enough is how many records a class needs to count as one of its own, for a result
// that may be one of two.
func enough(all statistics.Moments, binary bool) int64 {
	if !binary {
		return fewRecords
	}
	ones := all.Sum.Int64()
	rarer := max(min(ones, all.N-ones), 1)
	// ⌈fewResults · N / rarer⌉, without going beyond 64 bits.
	return max(fewRecords, all.N/rarer*fewResults+(all.N%rarer*fewResults+rarer-1)/rarer)
}

// sums are the records of a class and, of each target, the sum of the results.
type sums []int64

// classed is a factor with its classes.
type classed struct {
	kind    FactorKind
	paths   []string
	demand  string
	classes []levelSums
}

type levelSums struct {
	text string
	sums sums
}

func (b *builder) sensitivity() ([]Sensitivity, error) {
	p := b.c.sensitivity
	if p == nil {
		return nil, nil
	}
	factors := b.factors()
	var out []Sensitivity
	for i, t := range p.targets {
		s := Sensitivity{Factors: []Factor{}}
		step := exact.Int(1)
		if t.score < 0 {
			s.Profile = b.c.study.profiles[t.profile].id
		} else {
			plan := &b.c.scores[t.score]
			s.Score, s.View = b.c.study.definition.Scores[t.score].ID, plan.views[0].view
			step = plan.views[0].counted.step
		}
		at := b.t.counts[p.totals:]
		of := at[1+targetCounts*i:]
		squares := new(big.Int).Lsh(big.NewInt(of[1]), squareBits)
		all := statistics.Moments{N: at[0], Sum: big.NewInt(of[0]), Squares: squares.Add(squares, big.NewInt(of[2]))}
		s.Records = all.N
		if all.N > 0 {
			s.Mean, s.Variance = *rounded(all.Mean().Mul(step)), *rounded(all.Variance().Mul(step).Mul(step))
			var err error
			if s.Factors, err = b.indices(all, factors, i, step, t.score < 0); err != nil {
				return nil, err
			}
		}
		out = append(out, s)
	}
	return out, nil
}

// factors are all factors with the classes that occur.
func (b *builder) factors() (out []classed) {
	p := b.c.sensitivity
	total := make(sums, 1+len(p.targets))
	total[0] = b.t.counts[p.totals]
	for i := range p.targets {
		total[1+i] = b.t.counts[p.totals+1+targetCounts*i]
	}
	add := func(f classed) { out = append(out, f) }
	for i := range p.columns {
		f := &p.columns[i]
		paths := f.column.Paths()
		if f.column.Planes() > 0 {
			whole := classed{kind: f.kind, paths: paths}
			known, unknown := make(sums, len(total)), make(sums, len(total))
			for _, key := range slices.Sorted(maps.Keys(b.t.factors[i])) {
				of := b.t.factors[i][key]
				whole.classes = append(whole.classes, levelSums{f.text(key), of})
				to := unknown
				if key[0]&1 != 0 {
					to = known
				}
				for n := range total {
					to[n] += of[n]
				}
			}
			if f.column.Planes() > 1 || f.kind != FactorFact { // else only whether it is stated matters
				add(whole)
			}
			if f.kind == FactorFact {
				add(classed{kind: FactorMissing, paths: paths, classes: []levelSums{{"stated", known}, {"missing", unknown}}})
			}
		}
		for k, at := range f.proofs {
			proven, not := make(sums, len(total)), make(sums, len(total))
			for n := range total {
				proven[n] = b.t.counts[at+n]
				not[n] = total[n] - proven[n]
			}
			add(classed{kind: FactorProof, paths: paths, demand: f.demands[k], classes: []levelSums{{"proven", proven}, {"unproven", not}}})
		}
	}
	for _, h := range p.hidden {
		f := classed{kind: h.kind, paths: h.paths}
		for k, text := range h.levels {
			of := make(sums, len(total))
			copy(of, b.t.counts[h.counts+k*len(total):])
			f.classes = append(f.classes, levelSums{text, of})
		}
		add(f)
	}
	return out
}

// pooled returns the factor with those classes of its own that have enough records,
// the most frequent first, and all others together as one. If these are not enough, the
// least frequent of those that are is with them, so that every class has enough; ok is
// false if there is only one then.
func (f classed) pooled(enough int64) (classed, bool) {
	rest := levelSums{text: "others"}
	join := func(c levelSums) {
		if rest.sums == nil {
			rest.sums = make(sums, len(c.sums))
		}
		for i, x := range c.sums {
			rest.sums[i] += x
		}
	}
	var out []levelSums
	for _, c := range f.classes {
		switch {
		case c.sums[0] == 0:
		case c.sums[0] < enough:
			join(c)
		default:
			out = append(out, c)
		}
	}
	order := func(x, y levelSums) int {
		if c := compareInts(y.sums[0], x.sums[0]); c != 0 {
			return c
		}
		return strings.Compare(x.text, y.text)
	}
	slices.SortStableFunc(out, order)
	if rest.sums != nil {
		if last := len(out) - 1; rest.sums[0] < enough && last >= 0 {
			join(out[last])
			out = out[:last]
		}
		out = append(out, rest)
		slices.SortStableFunc(out, order)
	}
	f.classes = out
	return f, len(out) > 1
}

// text shows a class by its bits: by a value that is of it, or, of relations and of
// classes that no value was seen of before the study ran, by what is true of it.
func (f *factorColumn) text(key string) string {
	pattern := make([]uint64, len(key)/8)
	for i := range pattern {
		pattern[i] = binary.LittleEndian.Uint64([]byte(key)[8*i:])
	}
	text := f.column.Describe(pattern)
	for _, class := range f.classes {
		if f.kind != FactorRelation && class.Known() && slices.Equal(class.Pattern, pattern) {
			text = class.Text
		}
	}
	if runes := []rune(text); len(runes) > maxLevelText {
		text = string(runes[:maxLevelText-1]) + "…"
	}
	return text
}

// maxLevelText is how many characters the text of a class has at most.
const maxLevelText = 120

// indices are the factors of one target, the greatest index first.
func (b *builder) indices(all statistics.Moments, every []classed, target int, step exact.Number, binary bool) ([]Factor, error) {
	out := []Factor{}
	if all.Variance().IsZero() {
		return out, nil
	}
	var factors []classed
	for _, f := range every {
		if pooled, ok := f.pooled(enough(all, binary)); ok {
			factors = append(factors, pooled)
		}
	}
	quantiles := map[int64]exact.Number{} // of χ² by degrees of freedom
	// The level of each factor, so that all together keep the confidence.
	one := exact.Int(1)
	tail, _ := one.Sub(*b.c.study.definition.Confidence).Quo(exact.Int(int64(max(len(factors), 1))))
	level := one.Sub(tail).Round(14, exact.Down)
	for _, f := range factors {
		var classes []statistics.Class
		made := Factor{Kind: f.kind, Paths: f.paths, Demand: f.demand, Classes: int64(len(f.classes)), Levels: []Level{}}
		if made.Paths == nil {
			made.Paths = []string{}
		}
		for i, c := range f.classes {
			sum := big.NewInt(c.sums[1+target])
			classes = append(classes, statistics.Class{N: c.sums[0], Sum: sum})
			if i < MaxLevels {
				mean := statistics.Moments{N: c.sums[0], Sum: sum}.Mean().Mul(step)
				made.Levels = append(made.Levels, Level{c.text, c.sums[0], *rounded(mean)})
			}
		}
		ratio, _ := statistics.Ratio(all, classes)
		index, ok := statistics.Unbiased(ratio, all.N, made.Classes)
		if !ok {
			continue // not of classes with enough records
		}
		made.Ratio, made.Index = *rounded(ratio), *rounded(index)
		if binary {
			half := b.z.Mul(statistics.RatioError(all, classes, ratio))
			made.Low, made.High = rounded(index.Sub(half)), rounded(index.Add(half))
		}
		quantile, known := quantiles[made.Classes-1]
		if !known {
			var err error
			if quantile, err = statistics.ChiSquareQuantile(made.Classes-1, level); err != nil {
				return nil, err
			}
			quantiles[made.Classes-1] = quantile
		}
		floor, _ := quantile.Quo(exact.Int(all.N - 1))
		made.Floor = *rounded(floor)
		made.Noise = ratio.Cmp(floor) <= 0
		out = append(out, made)
	}
	slices.SortStableFunc(out, func(x, y Factor) int { return y.Index.Cmp(x.Index) })
	return out, nil
}
