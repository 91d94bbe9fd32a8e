package simulate_test

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"math/big"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evaluator/simulate"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// records is how many are counted once more, of the (fictional) kiosks: 2000 take
// half a minute.
var records = flag.Int("records", 300, "how many records are counted one by one")

// naive counts a study by one dossier after the other, with nothing but the evaluator
// and the scoring methods.
type naive struct {
	t       *testing.T
	c       *simulate.Compiled
	study   string
	records []record
	inputs  map[*evaluator.Evaluator][]*score.Input
	known   map[string][]*score.Score // by method and profile
	finds   map[string][]evaluator.Conformity
}

// record is what there is to know of a record.
type record struct {
	dossier   *evidence.Dossier
	decisions map[string]evaluator.Decision // by profile
}

func (n *naive) decide(e *evaluator.Evaluator, d *evidence.Dossier) evaluator.Decision {
	n.t.Helper()
	made, err := e.Decide(context.Background(), d, n.c.Study().At())
	if err != nil {
		n.t.Fatal(err)
	}
	return made
}

func newNaive(t *testing.T, c *simulate.Compiled) *naive {
	t.Helper()
	n := &naive{t: t, c: c, inputs: map[*evaluator.Evaluator][]*score.Input{}, known: map[string][]*score.Score{}, finds: map[string][]evaluator.Conformity{}}
	for i := range c.Study().Definition().Records {
		d, err := c.Dossier(i)
		if err != nil {
			t.Fatal(err)
		}
		r := record{dossier: d, decisions: map[string]evaluator.Decision{}}
		for _, p := range c.Study().Definition().Profiles {
			r.decisions[p.ID] = n.decide(c.Study().Evaluator(p.ID), d)
		}
		n.records = append(n.records, r)
	}
	return n
}

// where counts the records for which something holds.
func (n *naive) where(holds func(r *record) bool) (count int64) {
	for i := range n.records {
		if holds(&n.records[i]) {
			count++
		}
	}
	return count
}

func (n *naive) equal(what string, got simulate.Share, want int64) {
	n.t.Helper()
	if got.Count != want {
		n.t.Errorf("%s: %d records, counted one by one %d", what, got.Count, want)
	}
}

func admitted(c evaluator.Conformity) bool {
	return c != evaluator.NonConformant && c != evaluator.Inconclusive
}

func index(e *evaluator.Evaluator, criterion string) int {
	return slices.Index(e.Profile().Criteria(), criterion)
}

// blocks reports whether a criterion excludes, by leaving all others out of account.
func (n *naive) blocks(profile, criterion string, d *evidence.Dossier) bool {
	e := n.c.Study().Evaluator(profile)
	var others []string
	for _, id := range e.Profile().Criteria() {
		if id != criterion {
			others = append(others, id)
		}
	}
	varied, err := e.Vary(evaluator.Variation{Dropped: others})
	if err != nil {
		n.t.Fatal(err)
	}
	return !admitted(n.decide(varied, d).Conformity)
}

func (n *naive) conformities(what string, got []simulate.ConformityShare, of func(r *record) evaluator.Conformity) {
	n.t.Helper()
	total := int64(0)
	for _, share := range got {
		n.equal(fmt.Sprint(what, " ", share.Conformity), share.Share, n.where(func(r *record) bool { return of(r) == share.Conformity }))
		total += share.Count
	}
	if total != int64(len(n.records)) {
		n.t.Errorf("%s: the conformities add up to %d of %d records", what, total, len(n.records))
	}
}

func (n *naive) rates(r *simulate.Results) {
	for _, rates := range r.Rates {
		n.conformities(rates.Profile, rates.Conformity, func(r *record) evaluator.Conformity { return r.decisions[rates.Profile].Conformity })
		n.equal(rates.Profile+" admitted", rates.Admitted, n.where(func(r *record) bool { return admitted(r.decisions[rates.Profile].Conformity) }))
		for k, c := range rates.Criteria {
			for _, share := range c.Outcomes {
				n.equal(c.Criterion+" "+string(share.Outcome), share.Share, n.where(func(r *record) bool { return r.decisions[rates.Profile].Outcomes[k] == share.Outcome }))
			}
		}
	}
}

func (n *naive) competition(r *simulate.Results) {
	for _, c := range r.Competition {
		e := n.c.Study().Evaluator(c.Profile)
		blocking := map[*record][]string{}
		for i := range n.records {
			for _, id := range e.Profile().Criteria() {
				if n.blocks(c.Profile, id, n.records[i].dossier) {
					blocking[&n.records[i]] = append(blocking[&n.records[i]], id)
				}
			}
		}
		n.equal(c.Profile+" excluded", c.Excluded, n.where(func(r *record) bool { return len(blocking[r]) > 0 }))
		for _, m := range c.Musts {
			k := index(e, m.Criterion)
			fails := func(r *record) bool { return r.decisions[c.Profile].Outcomes[k] == evaluator.Fail }
			blocks := func(r *record) bool { return slices.Contains(blocking[r], m.Criterion) }
			alone := func(r *record) bool { return blocks(r) && len(blocking[r]) == 1 }
			n.equal(m.Criterion+" blocks", m.Blocks, n.where(blocks))
			n.equal(m.Criterion+" fails", m.Fails, n.where(func(r *record) bool { return blocks(r) && fails(r) }))
			n.equal(m.Criterion+" open", m.Open, n.where(func(r *record) bool { return blocks(r) && !fails(r) }))
			n.equal(m.Criterion+" alone", m.Alone, n.where(alone))
			n.equal(m.Criterion+" alone by failing", m.AloneFails, n.where(func(r *record) bool { return alone(r) && fails(r) }))
			n.equal(m.Criterion+" alone by being open", m.AloneOpen, n.where(func(r *record) bool { return alone(r) && !fails(r) }))
		}
		pairs := map[string]int64{}
		for _, ids := range blocking {
			if len(ids) == 2 {
				pairs[strings.Join(ids, " ")]++
			}
		}
		if len(c.Pairs) != min(5, len(pairs)) {
			n.t.Errorf("%s: %d pairs of %d", c.Profile, len(c.Pairs), len(pairs))
		}
		last := int64(len(n.records))
		for _, p := range c.Pairs {
			n.equal(strings.Join(p.Criteria, " and "), p.Together, pairs[strings.Join(p.Criteria, " ")])
			if p.Together.Count > last {
				n.t.Errorf("%s: %v is not in its place", c.Profile, p.Criteria)
			}
			last = p.Together.Count
		}
	}
}

// retold is a profile written anew with another setting of one criterion, and compiled
// as if it were the one of the study.
func (n *naive) retold(profile, criterion string, change func(*profiles.Setting)) *evaluator.Evaluator {
	n.t.Helper()
	e := n.c.Study().Evaluator(profile)
	d := e.Profile().Definition()
	d.Criteria = cloned(d.Criteria)
	entry := d.Criteria[criterion]
	change(&entry)
	d.Criteria[criterion] = entry
	p, err := profiles.New(d, e.Catalogue())
	if err != nil {
		n.t.Fatal(err)
	}
	made, err := evaluator.Compile(e.Catalogue(), p)
	if err != nil {
		n.t.Fatal(err)
	}
	return made
}

func cloned(m map[string]profiles.Setting) map[string]profiles.Setting {
	out := map[string]profiles.Setting{}
	for k, v := range m {
		out[k] = v
	}
	return out
}

func (n *naive) sweeps(r *simulate.Results) {
	for _, s := range r.Sweeps {
		entry := n.c.Study().Definition().Sweeps[slices.IndexFunc(n.c.Study().Definition().Sweeps, func(e simulate.SweepEntry) bool { return e.ID == s.ID })]
		bases := 0
		for k, point := range s.Points {
			e := n.c.Study().Evaluator(s.Profile)
			switch {
			case s.Kind == simulate.SweepParameter:
				value := evidence.Value{}
				if entry.Values != nil {
					value = entry.Values[k]
				} else {
					at := point.Number.Rat()
					value = evidence.Int(at.Num().Int64())
				}
				e = n.retold(s.Profile, s.Criterion, func(e *profiles.Setting) { e.Params = map[string]evidence.Value{s.Parameter: value} })
			case s.Kind == simulate.SweepObligation:
				e = n.retold(s.Profile, s.Criterion, func(e *profiles.Setting) {
					e.Obligation, e.Layers = entry.Obligations[k], profiles.Layers{}
				})
			case point.Value == "dropped":
				e = n.retold(s.Profile, s.Criterion, func(e *profiles.Setting) { e.Obligation = profiles.May })
			}
			decisions := map[*record]evaluator.Decision{}
			for i := range n.records {
				decisions[&n.records[i]] = n.decide(e, n.records[i].dossier)
			}
			what := s.ID + " at " + point.Value
			n.conformities(what, point.Conformity, func(r *record) evaluator.Conformity { return decisions[r].Conformity })
			own := func(r *record) bool { return admitted(r.decisions[s.Profile].Conformity) }
			now := func(r *record) bool { return admitted(decisions[r].Conformity) }
			n.equal(what+" admitted", point.Admitted, n.where(now))
			n.equal(what+" lost", point.Lost, n.where(func(r *record) bool { return own(r) && !now(r) }))
			n.equal(what+" gained", point.Gained, n.where(func(r *record) bool { return !own(r) && now(r) }))
			for _, o := range point.Outcomes {
				n.equal(what+" "+string(o.Outcome), o.Share, n.where(func(r *record) bool { return decisions[r].Outcomes[index(e, s.Criterion)] == o.Outcome }))
			}
			if point.Base {
				bases++
				if point.Lost.Count+point.Gained.Count != 0 {
					n.t.Errorf("%s is the profile's own value and changes %d records", what, point.Lost.Count+point.Gained.Count)
				}
			}
		}
		if want := map[string]int{"ramp": 0}[s.ID]; s.ID != "ramp" && bases != 1 || s.ID == "ramp" && bases != want {
			n.t.Errorf("%s: %d points are the profile's own value", s.ID, bases)
		}
	}
}

// scored are the scores of the first records by the method itself.
func (n *naive) scored(method score.Method, e *evaluator.Evaluator, limit int64) []*score.Score {
	n.t.Helper()
	key := method.Identity().Name + " " + e.Profile().Digest()
	if sum, ok := method.(*score.WeightedSum); ok {
		key += sum.Digest()
	}
	for i := int64(len(n.known[key])); i < limit; i++ {
		in := n.inputs[e]
		if int64(len(in)) <= i {
			made, err := score.NewInput(context.Background(), e, n.records[i].dossier, n.c.Study().At())
			if err != nil {
				n.t.Fatal(err)
			}
			n.inputs[e] = append(in, made)
		}
		s, err := method.Score(context.Background(), n.inputs[e][i])
		if err != nil {
			n.t.Fatal(err)
		}
		n.known[key] = append(n.known[key], s)
	}
	return n.known[key][:limit]
}

// values are a view of scores.
func values(scores []*score.Score, view simulate.View) (out []*exact.Number) {
	for _, s := range scores {
		switch view {
		case simulate.Proven:
			out = append(out, &s.Total.Proven)
		case simulate.Stated:
			out = append(out, s.Total.Stated)
		case simulate.Worst:
			out = append(out, &s.Total.Worst)
		case simulate.Best:
			out = append(out, &s.Total.Best)
		case simulate.Awarded:
			awarded := s.Total.Awarded()
			out = append(out, &awarded)
		}
	}
	return out
}

// spread compares a distribution with values, by sorting them.
func (n *naive) spread(what string, got simulate.Spread, values []*exact.Number) {
	n.t.Helper()
	var known []exact.Number
	open := int64(0)
	for _, v := range values {
		if v == nil {
			open++
			continue
		}
		if got.Rounded {
			steps, _ := v.Quo(got.Step)
			known = append(known, got.Step.Mul(steps.Round(0, exact.HalfUp)))
		} else {
			known = append(known, *v)
		}
	}
	if got.Open != open || got.Records != int64(len(known)) {
		n.t.Errorf("%s: %d records and %d open, counted %d and %d", what, got.Records, got.Open, len(known), open)
		return
	}
	slices.SortFunc(known, exact.Number.Cmp)
	sum, squares := new(big.Rat), new(big.Rat)
	for _, v := range known {
		r := v.Rat()
		sum.Add(sum, r)
		squares.Add(squares, new(big.Rat).Mul(r, r))
	}
	count := big.NewRat(int64(len(known)), 1)
	mean := new(big.Rat).Quo(sum, count)
	if want := exact.OfRat(mean).Round(simulate.Places, exact.HalfUp); !got.Mean.Equal(want) {
		n.t.Errorf("%s: mean %s, counted %s", what, got.Mean, want)
	}
	// The deviation squared is the variance of a sample, but for its rounding.
	variance := new(big.Rat).Sub(squares, new(big.Rat).Mul(sum, mean))
	variance.Quo(variance, big.NewRat(int64(len(known)-1), 1))
	if off := got.Deviation.Mul(*got.Deviation).Sub(exact.OfRat(variance)).Abs(); off.Cmp(exact.MustParse("0.00001")) > 0 {
		n.t.Errorf("%s: deviation %s, and the variance is %s", what, got.Deviation, exact.OfRat(variance).Fixed(8, exact.HalfUp))
	}
	for _, q := range got.Quantiles {
		at := q.At.Mul(exact.Int(int64(len(known))))
		k := int(at.Round(0, exact.Up).Rat().Num().Int64())
		if want := known[max(k-1, 0)]; !q.Value.Equal(want) {
			n.t.Errorf("%s: quantile at %s is %s, sorted %s", what, q.At, q.Value, want)
		}
	}
	for _, bin := range got.Bins {
		want := int64(0)
		for _, v := range known {
			if v.Cmp(bin.From) >= 0 && v.Cmp(bin.To) <= 0 {
				want++
			}
		}
		if bin.Count != want {
			n.t.Errorf("%s: %d records from %s to %s, counted %d", what, bin.Count, bin.From, bin.To, want)
		}
	}
}

func (n *naive) scores(r *simulate.Results, methods map[string]score.Method) {
	for i, s := range r.Scores {
		entry := n.c.Study().Definition().Scores[i]
		limit := int64(len(n.records))
		if entry.Records > 0 {
			limit = min(limit, entry.Records)
		}
		for _, v := range s.Views {
			n.spread(s.ID+" "+string(v.View), v.Spread, values(n.scored(methods[entry.Method], n.c.Study().Evaluator(entry.Profile), limit), v.View))
		}
	}
}

// weighted is the method of a score with another weight of one criterion, written anew.
func (n *naive) weighted(entry simulate.ScoreEntry, methods map[string]score.Method, criterion string, weight exact.Number) (score.Method, *evaluator.Evaluator) {
	n.t.Helper()
	sum, ok := methods[entry.Method].(*score.WeightedSum)
	if !ok {
		return methods[entry.Method], n.retold(entry.Profile, criterion, func(e *profiles.Setting) {
			e.Weight = new(profiles.Weight)
			if err := e.Weight.UnmarshalJSON([]byte(weight.String())); err != nil {
				n.t.Fatal(err)
			}
		})
	}
	scheme := *sum.Scheme()
	scheme.Groups = slices.Clone(scheme.Groups)
	for g := range scheme.Groups {
		awards := slices.Clone(scheme.Groups[g].Criteria)
		if !slices.ContainsFunc(awards, func(a score.Award) bool { return a.ID == criterion }) {
			continue
		}
		// Of two award criteria the other one has the rest.
		rest := exact.Int(100).Sub(weight)
		kept := awards[:0]
		for k := range awards {
			awards[k].Weight = rest
			if awards[k].ID == criterion {
				awards[k].Weight = weight
			}
			if !awards[k].Weight.IsZero() {
				kept = append(kept, awards[k])
			}
		}
		scheme.Groups[g].Criteria = kept
	}
	m, err := score.NewWeightedSum(&score.Definition{Identity: sum.Identity(), Scheme: scheme})
	if err != nil {
		n.t.Fatal(err)
	}
	return m, n.c.Study().Evaluator(entry.Profile)
}

func (n *naive) weights(r *simulate.Results, methods map[string]score.Method) {
	d := n.c.Study().Definition()
	for _, w := range r.WeightSweeps {
		entry := d.Scores[slices.IndexFunc(d.Scores, func(s simulate.ScoreEntry) bool { return s.ID == w.Score })]
		all := int64(len(n.records))
		own := values(n.scored(methods[entry.Method], n.c.Study().Evaluator(entry.Profile), all), w.View)
		for _, point := range w.Points {
			m, e := n.weighted(entry, methods, w.Criterion, point.Weight)
			other := values(n.scored(m, e, all), w.View)
			what := w.ID + " at " + point.Weight.String()
			n.spread(what, point.Spread, other)
			var reversed, untied, tied, pairs int64
			round := func(v *exact.Number) exact.Number {
				if !point.Spread.Rounded {
					return *v
				}
				steps, _ := v.Quo(point.Spread.Step)
				return steps.Round(0, exact.HalfUp)
			}
			for i := 0; i+1 < len(n.records); i += 2 {
				was, is := round(own[i]).Cmp(round(own[i+1])), round(other[i]).Cmp(round(other[i+1]))
				pairs++
				switch {
				case was*is < 0:
					reversed++
				case was == 0 && is != 0:
					untied++
				case was != 0 && is == 0:
					tied++
				}
			}
			n.equal(what+" reversed", point.Reversed, reversed)
			n.equal(what+" untied", point.Untied, untied)
			n.equal(what+" tied", point.Tied, tied)
			if point.Reversed.Of != pairs {
				n.t.Errorf("%s: %d pairs of %d", what, point.Reversed.Of, pairs)
			}
		}
	}
}

func (n *naive) comparisons(r *simulate.Results) {
	for _, c := range r.Comparisons {
		from := func(r *record) evaluator.Conformity { return r.decisions[c.From].Conformity }
		to := func(r *record) evaluator.Conformity { return r.decisions[c.To].Conformity }
		for _, move := range c.Table {
			if want := n.where(func(r *record) bool { return from(r) == move.From && to(r) == move.To }); move.Count != want {
				n.t.Errorf("%s: %d records from %s to %s, counted %d", c.ID, move.Count, move.From, move.To, want)
			}
		}
		n.equal(c.ID+" changed", c.Changed, n.where(func(r *record) bool { return from(r) != to(r) }))
		n.equal(c.ID+" lost", c.Lost, n.where(func(r *record) bool { return admitted(from(r)) && !admitted(to(r)) }))
		n.equal(c.ID+" gained", c.Gained, n.where(func(r *record) bool { return !admitted(from(r)) && admitted(to(r)) }))
		differ := func(r *record) (out []simulate.OutcomeChange) {
			a, b := n.c.Study().Evaluator(c.From), n.c.Study().Evaluator(c.To)
			for _, id := range a.Profile().Criteria() {
				change, k := simulate.OutcomeChange{Criterion: id, From: r.decisions[c.From].Outcomes[index(a, id)]}, index(b, id)
				if k >= 0 {
					change.To = r.decisions[c.To].Outcomes[k]
				}
				if n.blocks(c.From, id, r.dossier) != (k >= 0 && n.blocks(c.To, id, r.dossier)) {
					out = append(out, change)
				}
			}
			for _, id := range b.Profile().Criteria() {
				if index(a, id) < 0 && n.blocks(c.To, id, r.dossier) {
					out = append(out, simulate.OutcomeChange{Criterion: id, To: r.decisions[c.To].Outcomes[index(b, id)]})
				}
			}
			return out
		}
		counts := map[string]int64{}
		var sides []simulate.SideChange
		for i := range n.records {
			r := &n.records[i]
			if admitted(from(r)) == admitted(to(r)) {
				continue
			}
			change := simulate.SideChange{Record: int64(i), From: from(r), To: to(r), Criteria: differ(r)}
			if len(change.Criteria) == 0 {
				n.t.Errorf("%s: nothing makes record %d change sides", c.ID, i)
			}
			for _, x := range change.Criteria {
				counts[x.Criterion]++
			}
			sides = append(sides, change)
		}
		if len(c.Criteria) != len(counts) {
			n.t.Errorf("%s: %d criteria differ, counted %d", c.ID, len(c.Criteria), len(counts))
		}
		for _, x := range c.Criteria {
			n.equal(c.ID+" "+x.Criterion, x.Changed, counts[x.Criterion])
		}
		for k, s := range c.Sides {
			if fmt.Sprint(s) != fmt.Sprint(sides[k]) {
				n.t.Errorf("%s: %v, one by one %v", c.ID, s, sides[k])
			}
		}
		limit := 20
		d := n.c.Study().Definition()
		for _, entry := range d.Comparisons {
			if entry.ID == c.ID && entry.Records != nil {
				limit = int(*entry.Records)
			}
		}
		if len(c.Sides) != min(len(sides), limit) {
			n.t.Errorf("%s: %d records of %d are listed", c.ID, len(c.Sides), len(sides))
		}
	}
}

// sensitivity compares the indices of what a record states with those of values that
// are read off the dossiers: of a closed set, of a truth value, and whether a fact is
// stated and proven.
func (n *naive) sensitivity(r *simulate.Results, methods map[string]score.Method) {
	for _, s := range r.Sensitivity {
		var results []float64
		for i := range n.records {
			y := 0.0
			if s.Profile != "" {
				if !admitted(n.records[i].decisions[s.Profile].Conformity) {
					y = 1
				}
			} else {
				d := n.c.Study().Definition()
				entry := d.Scores[slices.IndexFunc(d.Scores, func(e simulate.ScoreEntry) bool { return e.ID == s.Score })]
				made := n.scored(methods[entry.Method], n.c.Study().Evaluator(entry.Profile), int64(len(n.records)))[i]
				y, _ = made.Total.Proven.Round(3, exact.HalfUp).Rat().Float64()
			}
			results = append(results, y)
		}
		// The facts that are read off, and whether there is a factor of them.
		kinds := []simulate.FactorKind{simulate.FactorFact, simulate.FactorMissing}
		for _, name := range []string{"custody", "german", "ramp", "old", "staffed"} {
			for _, kind := range kinds {
				path := "ext.kiosk." + name
				class := func(d *evidence.Dossier) string {
					fact := d.Ext(path)
					switch {
					case kind == simulate.FactorMissing:
						return fmt.Sprint(len(fact.Alternatives) == 0)
					case len(fact.Alternatives) == 0:
						return "unknown"
					}
					return fmt.Sprint(fact.Alternatives[0].Value.Scalar)
				}
				sum, squares := 0.0, 0.0
				of, counts := map[string]float64{}, map[string]float64{}
				for i, y := range results {
					k := class(n.records[i].dossier)
					sum, squares = sum+y, squares+y*y
					of[k], counts[k] = of[k]+y, counts[k]+1
				}
				total := float64(len(results))
				need := 30.0
				if s.Profile != "" {
					need = max(need, 5*total/sum, 5*total/(total-sum))
				}
				pool(of, counts, need)
				k := slices.IndexFunc(s.Factors, func(f simulate.Factor) bool {
					return f.Kind == kind && slices.Equal(f.Paths, []string{path})
				})
				if (k >= 0) != (len(of) > 1) {
					n.t.Errorf("%s%s: %s %s is listed: %v; there are %d classes", s.Profile, s.Score, kind, path, k >= 0, len(of))
				}
				if k < 0 {
					continue
				}
				f := s.Factors[k]
				between := -sum * sum / total
				for k, v := range of {
					between += v * v / counts[k]
				}
				want := between / (squares - sum*sum/total)
				if got, _ := f.Ratio.Rat().Float64(); got-want > 1e-7 || want-got > 1e-7 {
					n.t.Errorf("%s%s: ratio of %s %v is %v, counted %v", s.Profile, s.Score, f.Kind, f.Paths, got, want)
				}
				index := 1 - (1-want)*(total-1)/(total-float64(len(of)))
				if got, _ := f.Index.Rat().Float64(); got-index > 1e-7 || index-got > 1e-7 {
					n.t.Errorf("%s%s: index of %v is %v, counted %v", s.Profile, s.Score, f.Paths, got, index)
				}
			}
		}
	}
}

// pool puts the classes that are less than is needed together, and with them, if that
// is still not enough, the least of the others.
func pool(of, counts map[string]float64, need float64) {
	var few, enough []string
	for k, n := range counts {
		if n < need {
			few = append(few, k)
		} else {
			enough = append(enough, k)
		}
	}
	if len(few) == 0 {
		return
	}
	slices.SortFunc(enough, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	sum, count := 0.0, 0.0
	for _, k := range few {
		sum, count = sum+of[k], count+counts[k]
		delete(of, k)
		delete(counts, k)
	}
	if count < need && len(enough) > 0 {
		k := enough[len(enough)-1]
		sum, count = sum+of[k], count+counts[k]
		delete(of, k)
		delete(counts, k)
	}
	of["others"], counts["others"] = sum, count
}

// found is what a profile decides on each record if some things were found out: what
// is revealed is in the same population, drawn without missing it, and no proof of it
// is asked for.
func (n *naive) found(profile string, items []simulate.InformationItem) (out []evaluator.Conformity) {
	n.t.Helper()
	population := string(files(n.t, nil)["kiosks.yaml"].Data)
	var trusted, revealed []string
	for _, item := range items {
		path := item.Paths[0]
		trusted = append(trusted, path)
		if item.Kind == simulate.Reveal && !slices.Contains(revealed, path) {
			revealed = append(revealed, path)
			full := strings.Replace(population, path+":\n", path+":\n    missing: 0\n", 1)
			population = strings.Replace(full, path+": {", path+": {missing: 0, ", 1)
		}
	}
	slices.Sort(trusted)
	slices.Sort(revealed)
	key := fmt.Sprint(profile, slices.Compact(trusted), revealed)
	if known, ok := n.finds[key]; ok {
		return known
	}
	other := compiled(n.t, "study.yaml", map[string]string{"kiosks.yaml": population, "study.yaml": n.study})
	e, err := n.c.Study().Evaluator(profile).Vary(evaluator.Variation{Trusted: trusted})
	if err != nil {
		n.t.Fatal(err)
	}
	for i := range n.records {
		d, err := other.Dossier(int64(i))
		if err != nil {
			n.t.Fatal(err)
		}
		out = append(out, n.decide(e, d).Conformity)
	}
	n.finds[key] = out
	return out
}

// resolved counts how the records end that are open.
func (n *naive) resolved(profile string, found []evaluator.Conformity) (admits, excludes int64) {
	for i := range n.records {
		if n.records[i].decisions[profile].Conformity != evaluator.Inconclusive {
			continue
		}
		switch {
		case admitted(found[i]):
			admits++
		case found[i] == evaluator.NonConformant:
			excludes++
		}
	}
	return admits, excludes
}

func (n *naive) information(r *simulate.Results) {
	for _, x := range r.Information {
		n.equal(x.Profile+" open", x.Open, n.where(func(r *record) bool { return r.decisions[x.Profile].Conformity == evaluator.Inconclusive }))
		single := func(item simulate.InformationItem, more ...simulate.InformationItem) (int64, int64) {
			return n.resolved(x.Profile, n.found(x.Profile, append(more, item)))
		}
		for _, item := range x.Items {
			what := fmt.Sprint(x.Profile, " ", item.Kind, " ", item.Paths)
			admits, excludes := single(item)
			n.equal(what+" resolved", item.Resolved, admits+excludes)
			n.equal(what+" admitted", item.Admitted, admits)
			n.equal(what+" excluded", item.Excluded, excludes)
		}
		// Each step of the best set is better than every other item in its place.
		var set []simulate.InformationItem
		for _, step := range x.Best {
			item := simulate.InformationItem{Kind: step.Kind, Paths: step.Paths}
			admits, excludes := single(item, set...)
			what := fmt.Sprint(x.Profile, " with ", item.Paths)
			n.equal(what+" resolved", step.Resolved, admits+excludes)
			n.equal(what+" admitted", step.Admitted, admits)
			for _, other := range x.Items {
				a, e := single(other, set...)
				if a+e > admits+excludes {
					n.t.Errorf("%s: %v resolves %d, and %d would be better", what, other.Paths, a+e, admits+excludes)
				}
			}
			set = append(set, item)
		}
		if len(x.Best) == 0 {
			n.t.Errorf("%s: no best set", x.Profile)
		}
	}
}

func (n *naive) sample(r *simulate.Results) {
	var numbers []int64
	for _, s := range r.Sample {
		numbers = append(numbers, s.Record)
		for k, p := range r.Profiles {
			if want := n.records[s.Record].decisions[p.ID].Conformity; s.Conformity[k] != want {
				n.t.Errorf("record %d is %s under %s, decided %s", s.Record, s.Conformity[k], p.ID, want)
			}
		}
	}
	if want := []int64{0, 1, 17, int64(len(n.records)) - 1}; !slices.Equal(numbers, want) {
		n.t.Errorf("the records %v are singled out, want %v", numbers, want)
	}
}

// Everything that is counted in planes is counted once more by the evaluator, the
// scoring methods and plain loops.
func TestAgainstCountingOneByOne(t *testing.T) {
	t.Parallel()
	study := string(files(t, nil)["study.yaml"].Data)
	study = strings.Replace(strings.Replace(study, "records: 6000", fmt.Sprint("records: ", *records), 1), "[5999, 17]", fmt.Sprintf("[%d, 17]", *records-1), 1)
	c := compiled(t, "study.yaml", map[string]string{"study.yaml": study})
	r := results(t, c, 2)
	n := newNaive(t, c)
	n.study = study
	definition, err := score.DecodeDefinition("kiosks-method.yaml", files(t, nil)["kiosks-method.yaml"].Data)
	if err != nil {
		t.Fatal(err)
	}
	sum, err := score.NewWeightedSum(definition)
	if err != nil {
		t.Fatal(err)
	}
	methods := map[string]score.Method{"kiosks-2026": sum}
	for _, m := range score.Builtin() {
		methods[m.Identity().Name] = m
	}
	n.rates(r)
	n.competition(r)
	n.sweeps(r)
	n.scores(r, methods)
	n.weights(r, methods)
	n.sensitivity(r, methods)
	n.comparisons(r)
	n.information(r)
	n.sample(r)
}

// Over the catalogue and the profiles that come with Trias, too.
func TestEmbeddedAgainstCountingOneByOne(t *testing.T) {
	t.Parallel()
	more := map[string]string{}
	for to, from := range map[string]string{"generic.yaml": "european-cloud.yaml", "base.yaml": "base.yaml"} {
		data, err := os.ReadFile("../population/testdata/" + from)
		if err != nil {
			t.Fatal(err)
		}
		more[to] = string(data)
	}
	text := string(files(t, nil)["embedded.yaml"].Data)
	more["embedded.yaml"] = strings.Replace(text, "records: 40960", fmt.Sprint("records: ", *records/10), 1)
	c := compiled(t, "embedded.yaml", more)
	r := results(t, c, 2)
	n := newNaive(t, c)
	methods := map[string]score.Method{}
	for _, m := range score.Builtin() {
		methods[m.Identity().Name] = m
	}
	n.rates(r)
	n.scores(r, methods)
	n.comparisons(r)
}

// Of no class is more said than its records carry: χ² needs so many of either result.
func TestClassesHaveEnoughRecords(t *testing.T) {
	t.Parallel()
	for _, s := range results(t, compiled(t, "study.yaml", nil), 0).Sensitivity {
		if len(s.Factors) == 0 {
			t.Errorf("%s%s: no factors", s.Profile, s.Score)
		}
		for _, f := range s.Factors {
			for _, l := range f.Levels {
				records := exact.Int(l.Records)
				if l.Records < 30 || s.Profile != "" && (records.Mul(s.Mean).Cmp(exact.Int(5)) < 0 || records.Mul(exact.Int(1).Sub(s.Mean)).Cmp(exact.Int(5)) < 0) {
					t.Errorf("%s%s: %s %v: %q has %d records at a mean of %s", s.Profile, s.Score, f.Kind, f.Paths, l.Text, l.Records, s.Mean)
				}
			}
		}
	}
}

// Of what has no influence nothing is found, nearly always: in one study of twenty at
// most, as the confidence says, and here there are twenty. What has influence is found.
func TestNoiseFloor(t *testing.T) {
	t.Parallel()
	c := compiled(t, "study.yaml", map[string]string{"study.yaml": plain + "sensitivity: {}\n"})
	found := 0
	for seed := range int64(20) {
		s, err := c.Study().WithSeed(seed)
		if err != nil {
			t.Fatal(err)
		}
		if s, err = s.WithRecords(4096); err != nil {
			t.Fatal(err)
		}
		other, err := s.Compile()
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range results(t, other, 0).Sensitivity[0].Factors {
			switch paths := fmt.Sprint(f.Paths); {
			case paths == "[ext.kiosk.old]" && !f.Noise: // it is no longer asked
				found++
			case paths == "[ext.kiosk.hours]" && f.Noise:
				t.Errorf("seed %d: %s of the hours is taken for noise", seed, f.Kind)
			}
		}
	}
	if found > 2 {
		t.Errorf("in %d cases something was found of a fact that has no influence", found)
	}
}
