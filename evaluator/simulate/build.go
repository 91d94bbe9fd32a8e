package simulate

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/statistics"
	"github.com/trias-sovereignty/trias/profiles"
)

// Results computes the results from the tally of all blocks, each counted once. Where
// the study asks for a best set of information, it is searched for now, which
// evaluates some records several times: the context is for that.
//
// The error wraps [ErrTally] for a tally of another study, [ErrIncomplete] for one that
// lacks blocks or has some twice, or is that of the context.
func (c *Compiled) Results(ctx context.Context, t *Tally) (*Results, error) {
	if err := c.complete(t); err != nil {
		return nil, err
	}
	d := &c.study.definition
	half, _ := exact.Int(1).Add(*d.Confidence).Quo(exact.Int(2))
	z, err := statistics.NormalQuantile(half)
	if err != nil {
		return nil, err
	}
	b := &builder{c: c, t: t, z: z}
	r := &Results{
		Trias: ResultsFormat, Engine: engineVersion,
		Study: StudyInfo{ID: d.ID, Title: *d.Title, Question: *d.Question, Limits: d.Limits},
		At:    evaluator.Instant{Time: c.study.at.UTC()}, Seed: *d.Seed, Records: d.Records, Confidence: *d.Confidence, Quantile: z,
		Digests: Digests{Study: c.study.digest, Population: c.study.population.Digest()},
		Plan:    c.planInfo(),
	}
	for i := range c.study.profiles {
		r.Profiles = append(r.Profiles, c.profileInfo(i))
		r.Rates = append(r.Rates, b.rates(i))
	}
	for i := range c.competition {
		r.Competition = append(r.Competition, b.competition(&c.competition[i]))
	}
	for i := range c.sweeps {
		r.Sweeps = append(r.Sweeps, b.sweep(&c.sweeps[i]))
	}
	for i := range c.scores {
		r.Scores = append(r.Scores, b.score(&c.scores[i]))
	}
	for i := range c.weights {
		r.WeightSweeps = append(r.WeightSweeps, b.weights(&c.weights[i]))
	}
	if r.Sensitivity, err = b.sensitivity(); err != nil {
		return nil, err
	}
	for i := range c.information {
		info, err := b.information(ctx, &c.information[i])
		if err != nil {
			return nil, err
		}
		r.Information = append(r.Information, info)
	}
	for i := range c.comparisons {
		r.Comparisons = append(r.Comparisons, b.comparison(i))
	}
	for _, s := range t.sample {
		row := SampleRecord{Record: s.record, Conformity: []evaluator.Conformity{}}
		for _, k := range s.conformity {
			row.Conformity = append(row.Conformity, conformities[k])
		}
		r.Sample = append(r.Sample, row)
	}
	return r, nil
}

// complete refuses a tally that does not have all blocks once.
func (c *Compiled) complete(t *Tally) error {
	if t == nil || c.NewTally().Merge(t) != nil {
		return fmt.Errorf("%w: it counts another one", ErrTally)
	}
	blocks, check := c.Blocks(), uint64(0)
	for i := range blocks {
		check += mark(i)
	}
	if int64(t.blocks) != blocks || t.check != check || t.records != c.study.definition.Records {
		return fmt.Errorf("%w: it has %d of %d blocks, and %d of %d records", ErrIncomplete, t.blocks, blocks, t.records, c.study.definition.Records)
	}
	if !c.sound(t) {
		return fmt.Errorf("%w: it is damaged", ErrTally)
	}
	return nil
}

// sound reports whether a tally has only what a worker may have counted, as far as
// computing results depends on it: it may have come from elsewhere.
func (c *Compiled) sound(t *Tally) bool {
	if slices.ContainsFunc(t.counts, negative) {
		return false
	}
	for i, of := range t.factors {
		size := (c.sensitivity.columns[i].column.Planes() + 63) / 64 * 8
		for key, sums := range of {
			if len(key) != size || len(sums) != 1+len(c.sensitivity.targets) || slices.ContainsFunc(sums, negative) {
				return false
			}
		}
	}
	for i, of := range t.spreads {
		most := uint64(maxValue)
		if c.spreads[i] >= 0 {
			most = uint64(c.spreads[i])
		}
		for value, n := range of {
			if value > most || n < 0 {
				return false
			}
		}
	}
	for i := range t.sides {
		for _, s := range t.sides[i] {
			if int(s.from) >= len(conformities) || int(s.to) >= len(conformities) {
				return false
			}
			for _, x := range s.criteria {
				if x.index >= len(c.comparisons[i].criteria) || !validOutcome(x.from) || !validOutcome(x.to) {
					return false
				}
			}
		}
	}
	for _, s := range t.sample {
		if len(s.conformity) != len(c.rates) || slices.ContainsFunc(s.conformity, func(k uint8) bool { return int(k) >= len(conformities) }) {
			return false
		}
	}
	return true
}

func negative(n int64) bool { return n < 0 }

func validOutcome(o uint8) bool { return o == noOutcome || int(o) < len(outcomes) }

// builder computes results from counts.
type builder struct {
	c *Compiled
	t *Tally
	z exact.Number
}

// share is a part of records with its interval.
func (b *builder) share(count, of int64) Share { return shareOf(count, of, b.z) }

func shareOf(count, of int64, z exact.Number) Share {
	s := Share{Count: count, Of: of}
	if of <= 0 {
		return s
	}
	part, _ := exact.Fraction(count, of)
	low, high := statistics.Wilson(count, of, z)
	s.Share, s.Low, s.High = rounded(part), rounded(low), rounded(high)
	return s
}

func rounded(n exact.Number) *exact.Number {
	r := statistics.Rounded(n, Places)
	return &r
}

// all is a share of all records.
func (b *builder) all(count int64) Share { return b.share(count, b.t.records) }

// levels are the shares of all conformities, from their counters, and of those that
// are admitted.
func (b *builder) levels(at []int64) (shares []ConformityShare, admitted Share) {
	in := int64(0)
	for i, of := range conformities {
		shares = append(shares, ConformityShare{of, b.all(at[i])})
		if i < 3 {
			in += at[i]
		}
	}
	return shares, b.all(in)
}

func (b *builder) outcomes(at []int64) (shares []OutcomeShare) {
	for i, of := range outcomes {
		shares = append(shares, OutcomeShare{of, b.all(at[i])})
	}
	return shares
}

func (c *Compiled) profileInfo(i int) ProfileInfo {
	p := &c.study.profiles[i]
	info := ProfileInfo{
		ID: p.id, Title: p.title,
		Profile:   Pinned{p.profile.ID(), p.profile.Version(), p.profile.Digest()},
		Catalogue: Pinned{p.catalogue.ID(), p.catalogue.Version(), p.catalogue.Digest()},
	}
	for _, id := range p.profile.Criteria() {
		applied, _ := p.profile.Applied(id)
		info.Criteria = append(info.Criteria, CriterionInfo{id, p.titleOf(id), applied.Obligation})
	}
	return info
}

func (p *loadedProfile) titleOf(criterion string) evidence.Text {
	c, _ := p.catalogue.Lookup(criterion)
	return c.Title
}

func (c *Compiled) planInfo() PlanInfo {
	info := PlanInfo{Variants: int64(len(c.variants)), Columns: int64(len(c.plan.Columns()))}
	for _, f := range c.plan.Fallbacks() {
		info.Fallbacks = append(info.Fallbacks, Fallback{Leaf: f.Question, Criteria: f.Criteria, Paths: f.Paths, Why: f.Why, Cost: int64(min(f.Cost, math.MaxInt64))})
	}
	return info
}

func (b *builder) rates(i int) Rates {
	p := &b.c.rates[i]
	r := Rates{Profile: b.c.study.profiles[i].id}
	at := b.t.counts[p.counts:]
	r.Conformity, r.Admitted = b.levels(at)
	for k := range p.criteria {
		r.Criteria = append(r.Criteria, CriterionRates{b.c.parts[i][k].ID, b.outcomes(at[5+6*k:])})
	}
	return r
}

// excluded is how many records a profile excludes.
func (b *builder) excluded(profile int) int64 {
	at := b.t.counts[b.c.rates[profile].counts:]
	return at[3] + at[4]
}

func (b *builder) competition(p *competitionPlan) Competition {
	c := Competition{Profile: b.c.study.profiles[p.profile].id, Excluded: b.all(b.excluded(p.profile)), Musts: []MustEffect{}, Pairs: []PairEffect{}}
	id := func(k int) string { return b.c.parts[p.profile][k].ID }
	for k := range p.criteria {
		at := b.t.counts[p.counts+mustCounts*k:]
		blocks, fails, alone, aloneFails := at[0], at[1], at[2], at[3]
		applied, _ := b.c.study.profiles[p.profile].profile.Applied(id(k))
		if blocks == 0 && !obliges(applied) {
			continue
		}
		c.Musts = append(c.Musts, MustEffect{id(k), b.all(blocks), b.all(fails), b.all(blocks - fails), b.all(alone), b.all(aloneFails), b.all(alone - aloneFails)})
	}
	slices.SortStableFunc(c.Musts, func(x, y MustEffect) int {
		if n := compareInts(y.Alone.Count, x.Alone.Count); n != 0 {
			return n
		}
		return compareInts(y.Blocks.Count, x.Blocks.Count)
	})
	if p.limit == 0 {
		return c
	}
	for x := range p.criteria {
		for y := x + 1; y < p.criteria; y++ {
			if n := b.t.counts[p.pairs+x*p.criteria+y]; n > 0 {
				c.Pairs = append(c.Pairs, PairEffect{[]string{id(x), id(y)}, b.all(n)})
			}
		}
	}
	slices.SortStableFunc(c.Pairs, func(x, y PairEffect) int { return compareInts(y.Together.Count, x.Together.Count) })
	c.Pairs = c.Pairs[:min(int64(len(c.Pairs)), p.limit)]
	return c
}

// obliges reports whether a criterion is a MUST, at some layer at least.
func obliges(a *profiles.Applied) bool {
	if a.Obligation == profiles.Must {
		return true
	}
	for _, l := range evidence.Layer("").Values() {
		if a.At(evidence.Layer(l)) == profiles.Must {
			return true
		}
	}
	return false
}

func (b *builder) sweep(p *sweepPlan) Sweep {
	e, loaded := &b.c.study.definition.Sweeps[p.index], &b.c.study.sweeps[p.index]
	s := Sweep{ID: e.ID, Profile: e.Profile, Kind: SweepParameter, Criterion: e.Criterion, Parameter: e.Parameter}
	switch {
	case e.Drop:
		s.Kind = SweepDrop
	case e.Obligations != nil:
		s.Kind = SweepObligation
	}
	s.Title = b.c.study.profiles[p.profile].titleOf(e.Criterion)
	if e.Title != nil {
		s.Title = *e.Title
	}
	for k := range p.points {
		at := b.t.counts[p.counts+pointCounts*k:]
		point := SweepPoint{Value: loaded.points[k].text, Number: loaded.points[k].number, Base: k == loaded.base, Lost: b.all(at[11]), Gained: b.all(at[12])}
		point.Conformity, point.Admitted = b.levels(at)
		if !loaded.points[k].dropped {
			point.Outcomes = b.outcomes(at[5:])
		}
		s.Points = append(s.Points, point)
	}
	return s
}

// remarked is a title with what the study calls the profile.
func remarked(t evidence.Text, id string) evidence.Text {
	return evidence.Text{EN: t.EN + " (" + id + ")", DE: t.DE + " (" + id + ")"}
}

func (b *builder) comparison(i int) Comparison {
	p, e := &b.c.comparisons[i], &b.c.study.definition.Comparisons[i]
	c := Comparison{ID: e.ID, From: e.From, To: e.To, Criteria: []CriterionChange{}, Sides: []SideChange{}}
	from, to := b.c.study.profiles[p.fromProfile].title, b.c.study.profiles[p.toProfile].title
	if from.EN == to.EN || from.DE == to.DE { // as of one profile under two catalogues
		from, to = remarked(from, e.From), remarked(to, e.To)
	}
	c.Title = evidence.Text{EN: from.EN + " – " + to.EN, DE: from.DE + " – " + to.DE}
	if e.Title != nil {
		c.Title = *e.Title
	}
	at := b.t.counts[p.counts:]
	var changed, lost, gained int64
	for x, from := range conformities {
		for y, to := range conformities {
			n := at[5*x+y]
			c.Table = append(c.Table, Move{from, to, n})
			if x != y {
				changed += n
			}
			switch {
			case x < 3 && y >= 3:
				lost += n
			case x >= 3 && y < 3:
				gained += n
			}
		}
	}
	c.Changed, c.Lost, c.Gained = b.all(changed), b.all(lost), b.all(gained)
	for k := range p.criteria {
		if n := at[25+k]; n > 0 {
			c.Criteria = append(c.Criteria, CriterionChange{p.criteria[k].id, b.share(n, lost+gained)})
		}
	}
	slices.SortStableFunc(c.Criteria, func(x, y CriterionChange) int { return compareInts(y.Changed.Count, x.Changed.Count) })
	for _, s := range b.t.sides[i] {
		change := SideChange{Record: s.record, From: conformities[s.from], To: conformities[s.to], Criteria: []OutcomeChange{}}
		for _, x := range s.criteria {
			o := OutcomeChange{Criterion: p.criteria[x.index].id}
			if x.from != noOutcome {
				o.From = outcomes[x.from]
			}
			if x.to != noOutcome {
				o.To = outcomes[x.to]
			}
			change.Criteria = append(change.Criteria, o)
		}
		c.Sides = append(c.Sides, change)
	}
	return c
}
