package simulate

import (
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/population"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/circuit"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Compiled is a study ready to run. It is immutable and safe for concurrent use.
type Compiled struct {
	study   *Study
	plan    *batch.Plan
	sampler *population.Sampler
	wants   []batch.Want
	seal    [32]byte

	variants    []batch.Variant
	parts       [][]evaluator.Part // by profile
	rates       []ratesPlan        // by profile
	competition []competitionPlan
	sweeps      []sweepPlan
	scores      []scorePlan
	weights     []weightPlan
	sensitivity *sensitivityPlan
	information []informationPlan
	comparisons []comparisonPlan
	sample      []int64 // ascending
	scoring     *circuit.Program
	scoringIn   []askedPlane
	counts      int
	spreads     []int64 // the greatest value of each, -1 where there is no bound
	sideLimits  []int64
}

// conformities are all, the best first, and outcomes all, in the order of the results.
var (
	conformities = []evaluator.Conformity{evaluator.Conformant, evaluator.ConformantWithDeviations, evaluator.Provisional, evaluator.Inconclusive, evaluator.NonConformant}
	outcomes     = []evaluator.Outcome{evaluator.Pass, evaluator.NotApplicable, evaluator.Unproven, evaluator.Unknown, evaluator.Fail, evaluator.Error}
)

// ratesPlan is where the rates of a profile are counted: conformities, and after
// these the outcomes of each criterion.
type ratesPlan struct {
	variant, counts, criteria int
}

// competitionPlan is where the effects of criteria are counted.
type competitionPlan struct {
	profile, variant, criteria, counts int
	// pairs is where pairs of criteria that may block are counted.
	pairs int
	limit int64
}

// mustCounts is how many counters each criterion has: blocks, by failing, alone, and
// alone by failing.
const mustCounts = 4

// sweepPlan has a variant for each point.
type sweepPlan struct {
	index, profile, variant, criterion int // variant of the profile itself
	points                             []int
	counts                             int
}

// pointCounts is how many counters each point of a sweep has: conformities, outcomes,
// lost and gained.
const pointCounts = 5 + 6 + 2

// scorePlan is a score.
type scorePlan struct {
	index, profile, variant int
	method                  score.Method
	maximum                 exact.Number
	unit                    score.Unit
	views                   []viewPlan
	byMethod                bool
	records                 int64 // how many of the first are scored
}

// viewPlan is a view of a score.
type viewPlan struct {
	view    View
	counted counted
	spread  int
	open    int // counter
}

// weightPlan is a score under several weights of one criterion.
type weightPlan struct {
	index, score int
	points       []viewPlan
	own          exact.Number // the weight that it has
	counts       int          // of each point: pairs, and reversed, untied and tied ones
	base         int
}

const weightCounts = 4

// informationPlan has a variant for each thing to find out.
type informationPlan struct {
	profile, variant int
	items            []informationItem
	counts           int // of each item: admitted and excluded
}

type informationItem struct {
	kind    InformationKind
	path    string
	variant int
}

// comparisonPlan is where a comparison is counted: the table, and for each criterion
// for how many of the records that change sides it makes the difference.
type comparisonPlan struct {
	index, from, to int // variants
	fromProfile     int
	toProfile       int
	counts          int
	criteria        []comparedCriterion
}

// comparedCriterion is a criterion by its index in each profile, -1 if it is not
// applied.
type comparedCriterion struct {
	id       string
	from, to int
}

// Compile binds the study to a plan of everything that its analyses look at, and to the
// sampler of its population. What it finds wrong with the study is a problem with its
// place, as of [Load].
func (s *Study) Compile() (*Compiled, error) {
	if s == nil || s.population == nil {
		return nil, fmt.Errorf("%w: there is no study", evaluator.ErrNoInput)
	}
	c := &Compiled{study: s}
	for i := range s.profiles {
		parts, _ := s.profiles[i].evaluator.Parts(s.at)
		c.parts = append(c.parts, parts)
		v := c.variant(batch.Variant{Evaluator: s.profiles[i].evaluator})
		c.want(batch.Want{Variants: []int{v}, Outcomes: true, Conformity: true})
		c.rates = append(c.rates, ratesPlan{variant: v, counts: c.take(5 + 6*len(parts)), criteria: len(parts)})
	}
	c.planCompetition()
	c.planSweeps()
	if err := c.planInformation(); err != nil {
		return nil, err
	}
	c.planComparisons()
	var err error
	if c.plan, err = batch.Compile(s.at, c.variants...); err != nil {
		return nil, fmt.Errorf("study %s: %w", s.definition.ID, err)
	}
	if c.sampler, err = s.population.Compile(c.plan, uint64(*s.definition.Seed), s.definition.Records); err != nil {
		return nil, err
	}
	if err := c.planScores(); err != nil {
		return nil, err
	}
	c.planSensitivity()
	c.planSample()
	if c.counts > maxCounts {
		return nil, fmt.Errorf("study %s: it counts %d numbers, and %d is the most: ask for less at once", s.definition.ID, c.counts, maxCounts)
	}
	c.seal = sha256.Sum256([]byte(engineVersion + "\n" + s.digest))
	return c, nil
}

// Study returns the study.
func (c *Compiled) Study() *Study { return c.study }

// Plan returns the plan of everything that the analyses look at.
func (c *Compiled) Plan() *batch.Plan { return c.plan }

// Sampler returns the sampler that the records come from.
func (c *Compiled) Sampler() *population.Sampler { return c.sampler }

// Blocks is how many blocks the records make, of [batch.BlockSize] each but for the
// last.
func (c *Compiled) Blocks() int64 {
	return (c.study.definition.Records + batch.BlockSize - 1) / batch.BlockSize
}

// NewTally returns an empty tally of the study.
func (c *Compiled) NewTally() *Tally {
	columns := 0
	if c.sensitivity != nil {
		columns = len(c.sensitivity.columns)
	}
	return newTally(c.seal, c.counts, columns, len(c.spreads), c.sideLimits)
}

// take reserves counters.
func (c *Compiled) take(n int) int {
	c.counts += n
	return c.counts - n
}

// variant adds a way to look at each record.
func (c *Compiled) variant(v batch.Variant) int {
	c.variants = append(c.variants, v)
	return len(c.variants) - 1
}

func (c *Compiled) want(w batch.Want) { c.wants = append(c.wants, w) }

// spread reserves a distribution of values up to most, -1 for no bound.
func (c *Compiled) spread(most int64) int {
	c.spreads = append(c.spreads, most)
	return len(c.spreads) - 1
}

// chosen are the indices of the profiles that are named, of all if none is.
func (c *Compiled) chosen(ids []string) (out []int) {
	for i := range c.study.profiles {
		if len(ids) == 0 || slices.Contains(ids, c.study.profiles[i].id) {
			out = append(out, i)
		}
	}
	return out
}

func (c *Compiled) profileIndex(id string) int {
	return slices.IndexFunc(c.study.profiles, func(p loadedProfile) bool { return p.id == id })
}

func (c *Compiled) criterionIndex(profile int, id string) int {
	return slices.IndexFunc(c.parts[profile], func(p evaluator.Part) bool { return p.ID == id })
}

func (c *Compiled) planCompetition() {
	x := c.study.definition.Competition
	if x == nil {
		return
	}
	for _, i := range c.chosen(x.Profiles) {
		n := len(c.parts[i])
		p := competitionPlan{profile: i, variant: c.rates[i].variant, criteria: n, counts: c.take(mustCounts * n), limit: 10}
		if x.Pairs != nil {
			p.limit = *x.Pairs
		}
		if p.limit > 0 {
			p.pairs = c.take(n * n)
		}
		c.want(batch.Want{Variants: []int{p.variant}, Blocking: true})
		c.competition = append(c.competition, p)
	}
}

func (c *Compiled) planSweeps() {
	for i, s := range c.study.definition.Sweeps {
		p := sweepPlan{index: i, profile: c.profileIndex(s.Profile)}
		p.variant, p.criterion = c.rates[p.profile].variant, c.criterionIndex(p.profile, s.Criterion)
		loaded := c.study.sweeps[i]
		p.counts = c.take(pointCounts * len(loaded.points))
		for _, point := range loaded.points {
			v := c.variant(batch.Variant{Evaluator: point.evaluator})
			c.want(batch.Want{Variants: []int{v}, Outcomes: true, Criteria: []int{p.criterion}, Conformity: true})
			p.points = append(p.points, v)
		}
		c.sweeps = append(c.sweeps, p)
	}
}

func (c *Compiled) planInformation() error {
	x := c.study.definition.Information
	if x == nil {
		return nil
	}
	for _, i := range c.chosen(x.Profiles) {
		p := informationPlan{profile: i, variant: c.rates[i].variant}
		reveal, prove := x.Reveal, x.Prove
		if x.Depth > 0 {
			groups, err := c.groups(i, int(x.Depth))
			if err != nil {
				return err
			}
			reveal, prove = groups, groups
		}
		add := func(kind InformationKind, path string) {
			v := variantOf(c.study.profiles[i].evaluator, []informationItem{{kind: kind, path: path}})
			p.items = append(p.items, informationItem{kind, path, c.variant(v)})
			c.want(batch.Want{Variants: []int{p.items[len(p.items)-1].variant}, Conformity: true})
		}
		for _, path := range reveal {
			add(Reveal, path)
		}
		for _, path := range prove {
			add(Prove, path)
		}
		p.counts = c.take(2 * len(p.items))
		c.information = append(c.information, p)
	}
	return nil
}

// variantOf is an evaluator with several things found out.
func variantOf(e *evaluator.Evaluator, items []informationItem) batch.Variant {
	v := batch.Variant{Evaluator: e}
	for _, item := range items {
		if item.kind == Reveal {
			v.Reveal = append(v.Reveal, item.path)
		} else {
			v.Prove = append(v.Prove, item.path)
		}
	}
	return v
}

// groups are the groups of facts that a profile reads, by the first names of their
// paths; of a catalogue's own facts the name of the extension counts for none.
func (c *Compiled) groups(profile, depth int) ([]string, error) {
	plan, err := batch.Compile(c.study.at, batch.Variant{Evaluator: c.study.profiles[profile].evaluator})
	if err != nil {
		return nil, err
	}
	var out []string
	for _, column := range plan.Columns() {
		if column.Kind() != batch.Fact && column.Kind() != batch.Relation {
			continue
		}
		for _, path := range column.Paths() {
			names := strings.Split(path, ".")
			if names[0] == "subject" { // it is given
				continue
			}
			n := depth
			if names[0] == "ext" {
				n += 2
			}
			if group := strings.Join(names[:min(n, len(names))], "."); !slices.Contains(out, group) {
				out = append(out, group)
			}
		}
	}
	slices.Sort(out)
	return out, nil
}

func (c *Compiled) planComparisons() {
	for i, x := range c.study.definition.Comparisons {
		p := comparisonPlan{index: i, fromProfile: c.profileIndex(x.From), toProfile: c.profileIndex(x.To)}
		p.from, p.to = c.rates[p.fromProfile].variant, c.rates[p.toProfile].variant
		for k, part := range c.parts[p.fromProfile] {
			p.criteria = append(p.criteria, comparedCriterion{part.ID, k, c.criterionIndex(p.toProfile, part.ID)})
		}
		for k, part := range c.parts[p.toProfile] {
			if c.criterionIndex(p.fromProfile, part.ID) < 0 {
				p.criteria = append(p.criteria, comparedCriterion{part.ID, -1, k})
			}
		}
		p.counts = c.take(25 + len(p.criteria))
		limit := int64(20)
		if x.Records != nil {
			limit = *x.Records
		}
		c.sideLimits = append(c.sideLimits, limit)
		c.want(batch.Want{Variants: []int{p.from, p.to}, Blocking: true})
		c.comparisons = append(c.comparisons, p)
	}
}

func (c *Compiled) planSample() {
	x := c.study.definition.Sample
	if x == nil {
		return
	}
	for r := range x.First {
		c.sample = append(c.sample, r)
	}
	c.sample = append(c.sample, x.Records...)
	slices.Sort(c.sample)
	c.sample = slices.Compact(c.sample)
}

// planScores decides how each score is computed, under all weights that are asked for:
// what they have in common is counted once.
func (c *Compiled) planScores() error {
	d := &c.study.definition
	made := newScoreCircuit()
	for i, s := range d.Scores {
		p := scorePlan{index: i, profile: c.profileIndex(s.Profile), method: c.study.methods[i], records: d.Records}
		p.variant = c.rates[p.profile].variant
		if s.Records > 0 && s.Records < d.Records {
			p.records = s.Records
		}
		views := s.Views
		if len(views) == 0 {
			views = []View{Proven}
		}
		for _, view := range views {
			counted, ok := c.count(made, &p, view, nil)
			p.views = append(p.views, viewPlan{view: view, counted: counted})
			p.byMethod = p.byMethod || !ok
		}
		if p.byMethod {
			if err := c.byMethod(&p); err != nil {
				return err
			}
		} else {
			p.maximum, p.unit = c.maximumOf(&p), score.Points
			if p.method.Identity().Name == score.XCCDFDefault {
				p.unit = score.Percent
			}
		}
		for k := range p.views {
			most := p.views[k].counted.most
			if p.byMethod {
				most = -1
			}
			p.views[k].spread, p.views[k].open = c.spread(most), c.take(1)
		}
		c.scores = append(c.scores, p)
	}
	var problems doc.Problems
	for i, w := range d.Weights {
		p := weightPlan{index: i, base: -1}
		p.score = slices.IndexFunc(d.Scores, func(s ScoreEntry) bool { return s.ID == w.Score })
		s := &c.scores[p.score]
		var err error
		if p.own, err = c.study.ownWeight(s, w.Criterion); err != nil {
			return err
		}
		if s.byMethod {
			problems = append(problems, c.study.problem(fmt.Sprintf("/weights/%d/score", i), "name another score", "the score %s is not counted but computed by its method on each record, and weights are only varied where it is counted", w.Score))
			continue
		}
		for k, value := range w.Values {
			if value.Equal(p.own) {
				p.base = k
			}
			point, ok := c.count(made, s, s.views[0].view, map[string]exact.Number{w.Criterion: value})
			if !ok {
				problems = append(problems, c.study.problem(fmt.Sprintf("/weights/%d/values/%d", i, k), "write one nearer to the others, with fewer decimals", "with the weight %s the score %s cannot be counted: beside the other weights it is too great, or has too many decimals", value, w.Score))
				continue
			}
			p.points = append(p.points, viewPlan{view: s.views[0].view, counted: point, spread: c.spread(point.most), open: c.take(1)})
		}
		p.counts = c.take(weightCounts * len(p.points))
		c.weights = append(c.weights, p)
	}
	if len(problems) > 0 {
		return problems
	}
	c.scoring, c.scoringIn = made.builder.Compile(made.outputs), made.inputs
	possible := map[int][]int{} // criteria by variant
	for _, in := range c.scoringIn {
		if in.of != isOutcome && !slices.Contains(possible[in.variant], in.criterion) {
			possible[in.variant] = append(possible[in.variant], in.criterion)
		}
	}
	for _, v := range slices.Sorted(maps.Keys(possible)) {
		c.want(batch.Want{Variants: []int{v}, Criteria: possible[v], Possible: true})
	}
	return nil
}

// count makes the circuit of a view of a score, with other weights than the method
// has, by criterion; ok is false if it takes the method itself.
func (c *Compiled) count(made *scoreCircuit, s *scorePlan, view View, weights map[string]exact.Number) (counted, bool) {
	p := &c.study.profiles[s.profile]
	if m, ok := s.method.(*score.WeightedSum); ok {
		scheme := m.Scheme()
		for id, w := range weights {
			var err error
			if scheme, err = reweighed(scheme, id, w); err != nil {
				return counted{}, false
			}
		}
		index := map[string]int{}
		for i := range c.parts[s.profile] {
			index[c.parts[s.profile][i].ID] = i
		}
		return made.weighted(s.variant, scheme, index, view)
	}
	name := s.method.Identity().Name
	if !isXCCDF(s.method) {
		return counted{}, false
	}
	return made.xccdf(name, s.variant, scoredOf(p, name, c.parts[s.profile], weights), view)
}

// isXCCDF tells the models of package score from a method of another name.
func isXCCDF(m score.Method) bool {
	name := m.Identity().Name
	own, err := score.Lookup(name)
	return err == nil && own == m
}

// maximumOf is the greatest score that a record can have.
func (c *Compiled) maximumOf(p *scorePlan) exact.Number {
	if m, ok := p.method.(*score.WeightedSum); ok {
		return m.Scheme().Maximum
	}
	switch name := p.method.Identity().Name; name {
	case score.XCCDFDefault:
		return exact.Int(100)
	case score.XCCDFAbsolute:
		return exact.Int(1)
	default:
		var sum exact.Number
		for _, s := range scoredOf(&c.study.profiles[p.profile], name, c.parts[p.profile], nil) {
			sum = sum.Add(s.weight)
		}
		return sum
	}
}

// byMethod prepares a score that its method computes on each record. The step is
// chosen by the maximum that the method names for the first record.
func (c *Compiled) byMethod(p *scorePlan) error {
	s, err := c.scoreRecord(context.Background(), p, 0)
	if err != nil {
		problem := c.study.problem(fmt.Sprintf("/scores/%d", p.index), "", "the first record cannot be scored: %v", err)
		problem.Cause = err
		return doc.Problems{problem}
	}
	p.maximum, p.unit = s.Maximum, s.Unit
	if isXCCDF(p.method) {
		p.maximum = c.maximumOf(p)
	}
	step := exact.MustParse("0.001")
	if p.maximum.Sign() > 0 {
		step = coarse(p.maximum)
	}
	for k := range p.views {
		p.views[k].counted = counted{step: step, rounded: true, most: -1, open: -1}
	}
	return nil
}

// scoreRecord runs the method of a score on a record.
func (c *Compiled) scoreRecord(ctx context.Context, p *scorePlan, record int64) (*score.Score, error) {
	dossier, err := c.sampler.Dossier(record)
	if err != nil {
		return nil, err
	}
	in, err := score.NewInput(ctx, c.study.profiles[p.profile].evaluator, dossier, c.study.at)
	if err != nil {
		return nil, err
	}
	return p.method.Score(ctx, in)
}

// Dossier returns a record as a dossier, and Decide what a profile, by what the study
// calls it, decides on it: the reference that the counts are of.
func (c *Compiled) Dossier(record int64) (*evidence.Dossier, error) {
	if record < 0 || record >= c.study.definition.Records {
		return nil, fmt.Errorf("%w: there is no record %d, only 0 to %d", evaluator.ErrNoInput, record, c.study.definition.Records-1)
	}
	return c.sampler.Dossier(record)
}
