package population

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"sync"
	"time"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
)

// ErrNoPlan is returned by [Population.Compile] without a plan.
var ErrNoPlan = errors.New("a population is compiled for a plan")

// ErrRecords is returned by [Population.Compile] for a number of records below 0 or
// above [MaxRecords], and wrapped by the errors for records and blocks there are
// not.
var ErrRecords = errors.New("there are no such records")

// MaxRecords is the largest number of records of a population: 2⁵⁰.
const MaxRecords = 1 << 50

// ErrUndescribed is wrapped by the error of [Population.Compile] that lists the
// facts a plan asks about and the population says nothing of.
var ErrUndescribed = errors.New("the population does not describe what is asked about")

// Sampler draws records of a population for a plan. It is immutable and safe for
// concurrent use.
type Sampler struct {
	source     *Population // as it was decoded
	population *Population // as the catalogues of the plan declare its facts
	own        map[string]*declared
	plan       *batch.Plan
	records    int64
	keys       *keys
	today      evidence.Date

	all     []*fact // described facts and, of the others, those asked about
	factors []draw
	facts   []*drawn
	index   map[*fact]*drawn

	bounds         []bounds
	boundsIndex    map[string]int
	partitions     []partition
	partitionIndex map[string]int
	tests          []*test
	testIndex      map[string]int
	testsOf        map[*fact][]int

	relations []*relation
	tracks    []*track
	tracksOf  []trackTable
	proving   proving
	instances []instance // by proof; of those that are drawn once
	tables    [][]bool   // sets of dossiers
	kept      int        // facts of which more is kept while a block is filled
	pool      sync.Pool
}

// drawn is a fact as it is drawn for blocks.
type drawn struct {
	*fact
	column *batch.Column // nil if only others ask about it
	width  int           // of the column, 0 for none
	parts  int           // the partition of its shapes
	tests  []int
	draw   *draw  // planes of the column and of the tests, or
	coded  *coded // codes, or
	free   *free  // texts
	// gathered says that the classes of lists are found entry by entry.
	gathered bool

	classes memo // of codes, of the column
	indexed bool // somebody needs the code, or the value, of each record

	missing, unproven *event
	completes         []*relation // those of which it is the last fact to be drawn
	keepMissing       bool        // somebody else needs to know where it is missing
	gone              int         // its place among planes that are kept
	proven            []provenBy
	provenTables      []int // by demand, of resampled facts
	each              []eachProof
}

// Compile binds the population to a plan: the sampler fills blocks of that plan with
// records. Equal seeds give equal records.
//
// What facts of a catalogue's own are, the catalogues of the plan say: where two of
// them disagree, values are to be of both types.
//
// The error is [ErrNoPlan], [ErrRecords], [ErrUndescribed] with all the facts that
// are lacking, or a [Problems] with places and a way out: of all values of another type
// than a fact of a catalogue's own is declared to be, of facts whose declarations clash,
// of all that is too fine to be compiled, or of proofs with too many combinations.
func (p *Population) Compile(plan *batch.Plan, seed uint64, records int64) (*Sampler, error) {
	switch {
	case plan == nil:
		return nil, ErrNoPlan
	case records < 0 || records > MaxRecords:
		return nil, fmt.Errorf("%w: %d records, not from 0 to 2^50", ErrRecords, records)
	}
	own := declaredBy(plan)
	typed, err := p.typed(own)
	if err != nil {
		return nil, err
	}
	s := &Sampler{source: p, population: typed, own: own, plan: plan, records: records, keys: &keys{seed: seed},
		today: evidence.DateOf(plan.At(), time.UTC), all: slices.Clone(typed.facts), index: map[*fact]*drawn{},
		boundsIndex: map[string]int{}, partitionIndex: map[string]int{}, testIndex: map[string]int{}, testsOf: map[*fact][]int{}}
	s.partition([]condition{nil}) // everything
	if err := s.compile(); err != nil {
		return nil, err
	}
	s.pool.New = func() any { return s.newScratch() }
	return s, nil
}

func (s *Sampler) compile() error {
	byPath, err := s.describe()
	if err != nil {
		return err
	}
	// What conditions are there, before what they test is drawn.
	for _, f := range s.population.factors {
		d := draw{key: s.keys.of(factorStream(f.name)), part: s.partition(conditionsOf(f.cases, levelCase.condition)), outs: len(f.levels)}
		for _, c := range f.cases {
			var segments []segment
			for k, i := range c.levels {
				if !i.empty {
					in := make([]bool, len(f.levels))
					in[k] = true
					segments = append(segments, segment{i.lo, in})
				}
			}
			d.rows = append(d.rows, rowOf(segments, len(f.levels)))
		}
		s.factors = append(s.factors, *d.end())
	}
	s.need(byPath)
	for _, d := range s.facts {
		s.branch(d)
	}
	if err := s.relate(byPath); err != nil {
		return err
	}
	r := reader{node: s.source.node}
	if err := s.prove(); err != nil {
		r.refuse([]string{"proofs"}, err)
		return r.Err()
	}
	for _, d := range s.facts {
		if err := s.shape(d); err != nil {
			at := []string{"facts", d.path}
			if name, ok := strings.CutPrefix(d.path, "subject."); ok {
				at = []string{"subject", name}
			}
			r.refuse(at, err)
		}
	}
	for _, r := range s.relations {
		r.count()
	}
	return r.Err()
}

func (c levelCase) condition() condition  { return c.when }
func (c shapeCase) condition() condition  { return c.when }
func (c chanceCase) condition() condition { return c.when }
func (c proofCase) condition() condition  { return c.when }

func conditionsOf[T any](cases []T, of func(T) condition) (out []condition) {
	for _, c := range cases {
		out = append(out, of(c))
	}
	return out
}

// describe finds the fact of every column, those that are not named included.
func (s *Sampler) describe() (map[string]*fact, error) {
	byPath := map[string]*fact{}
	for _, f := range s.all {
		byPath[f.path] = f
	}
	var lacking []string
	r := reader{node: s.source.node}
	clashing := map[string]bool{}
	for _, c := range s.plan.Columns() {
		for _, path := range c.Paths() {
			if byPath[path] != nil || s.population.definition.Others == OthersMissing || s.population.resample != nil {
				continue
			}
			if s.population.definition.Others == "" {
				lacking = append(lacking, path)
				continue
			}
			field := evidence.FactSchema().Field(path)
			if name, ok := strings.CutPrefix(path, "subject."); ok {
				field = subjectFields()[name]
			} else if d := s.own[path]; d != nil {
				if d.clash != "" {
					if !clashing[path] {
						clashing[path] = true
						r.report([]string{"others"}, "look at these catalogues in studies of their own, or say others: missing", "%s", d.clash)
					}
					continue
				}
				field = d.field
			}
			f := &fact{path: path, field: field}
			if err := generic(f); err != nil {
				lacking = append(lacking, path)
				continue
			}
			byPath[path] = f
			s.all = append(s.all, f)
		}
	}
	if lacking != nil {
		slices.Sort(lacking)
		lacking = slices.Compact(lacking)
		return nil, fmt.Errorf("%w: %s (describe them under facts or subject, or say others: missing)", ErrUndescribed, strings.Join(lacking, ", "))
	}
	return byPath, r.Err()
}

// need lists the facts that are to be drawn: those of columns, and those that what is
// drawn depends on.
func (s *Sampler) need(byPath map[string]*fact) {
	needed := map[*fact]bool{}
	var want func(f *fact)
	conditions := func(c condition) {
		for _, t := range c {
			if t.fact != nil {
				want(t.fact)
			}
		}
	}
	want = func(f *fact) {
		if f == nil || needed[f] {
			return
		}
		needed[f] = true
		for _, g := range f.depends() {
			want(g)
		}
		for _, c := range slices.Concat(s.population.missingRows(f), s.population.unprovenRows(f)) {
			conditions(c.when)
		}
	}
	tracks := false
	for _, c := range s.plan.Columns() {
		tracks = tracks || c.Kind() == batch.Track
		for _, path := range c.Paths() {
			want(byPath[path])
		}
	}
	for _, p := range s.population.proofs {
		for _, c := range p.cases {
			conditions(c.when)
		}
		if !tracks || !p.each {
			continue
		}
		// A track is opened by proofs of whatever fact.
		for _, f := range s.all {
			if within(f.path, p.covers) {
				want(f)
			}
		}
	}
	for _, f := range s.all {
		if needed[f] {
			d := &drawn{fact: f}
			if c, ok := s.plan.Column(f.path); ok {
				d.column, d.width = c, c.Planes()
			}
			s.index[f] = d
			s.facts = append(s.facts, d)
		}
	}
}

// branch finds the partitions of a fact.
func (s *Sampler) branch(d *drawn) {
	d.parts = s.partition(conditionsOf(d.shapes, shapeCase.condition))
	for _, c := range d.shapes {
		for _, e := range c.shape.fields {
			s.partition(conditionsOf(e.shapes, shapeCase.condition))
			s.partition(conditionsOf(e.missing, chanceCase.condition))
		}
	}
	d.missing = s.chances(s.population.missingRows(d.fact), missingStream(d.path))
	if !strings.HasPrefix(d.path, "subject.") {
		d.unproven = s.chances(s.population.unprovenRows(d.fact), unprovenStream(d.path))
	}
}

// shape finds out how the planes of a fact come about.
func (s *Sampler) shape(d *drawn) error {
	d.tests = s.testsOf[d.fact]
	planar := d.resampled == nil
	for _, c := range d.shapes {
		planar = planar && !c.shape.drawn() && c.shape.open.never()
	}
	if !planar || d.indexed {
		if err := s.code(d); err != nil || !planar {
			return err
		}
	}
	outs := d.width + len(d.tests)
	d.draw = &draw{key: s.keys.of(d.path), part: d.parts, outs: outs}
	for _, c := range d.shapes {
		var segments []segment
		for i := range c.shape.atoms {
			a := &c.shape.atoms[i]
			if a.empty {
				continue
			}
			more, err := s.segments(d, a)
			if err != nil {
				return err
			}
			segments = append(segments, more...)
		}
		d.draw.rows = append(d.draw.rows, rowOf(segments, outs))
	}
	d.draw.end()
	return nil
}

// in is which planes a value of a fact is in: those of the class of its column, and
// those of tests.
func (s *Sampler) in(d *drawn, v evidence.Stated) ([]bool, error) {
	in := make([]bool, d.width+len(d.tests))
	if d.column != nil && !v.IsZero() {
		class, err := d.column.Class(v)
		if err != nil {
			return nil, err
		}
		for k := range d.width {
			in[k] = class.Bit(k)
		}
	}
	for k, t := range d.tests {
		in[d.width+k] = s.tests[t].holds(v)
	}
	return in, nil
}

// maxSingle is how many values of a range are classed one by one, where the plan
// knows no cut points.
const maxSingle = 1 << 16

// segments divides an atom where its planes change.
func (s *Sampler) segments(d *drawn, a *atom) (out []segment, err error) {
	if a.count == 1 {
		in, err := s.in(d, a.value)
		return []segment{{a.lo, in}}, err
	}
	starts, err := s.starts(d, a)
	if err != nil {
		return nil, err
	}
	for _, k := range starts {
		in, err := s.in(d, a.at(k))
		if err != nil {
			return nil, err
		}
		lo := a.interval.at(k, a.count)
		if n := len(out); n > 0 && out[n-1].lo == lo {
			out = out[:n-1] // no number leads there
		}
		out = append(out, segment{lo, in})
	}
	return out, nil
}

// starts are the values of a range at which a class or a test may change, by number.
func (s *Sampler) starts(d *drawn, a *atom) ([]uint64, error) {
	starts := []uint64{0}
	add := func(bound any, beyond bool) {
		n := a.count
		k := uint64(sort.Search(int(n), func(k int) bool {
			c := compareScalars(a.at(uint64(k)).Scalar, bound)
			return c > 0 || c == 0 && !beyond
		}))
		if k < n {
			starts = append(starts, k)
		}
	}
	if d.width > 1 { // else it only matters that it is known
		cells := d.column.Cells()
		if cells == nil {
			if a.count > maxSingle {
				return nil, &wrong{fmt.Sprintf("a range of %s has %d values, and what is asked about them has no cut points", d.path, a.count), fmt.Sprintf("choose a larger step, of %d values at most", maxSingle)}
			}
			starts = make([]uint64, a.count)
			for k := range starts {
				starts[k] = uint64(k)
			}
			return starts, nil
		}
		for _, c := range cells {
			add(c.Low, false)
		}
	}
	for _, t := range d.tests {
		for _, x := range s.tests[t].accepts {
			from, to := x.from, x.to
			if !x.ranged {
				from, to = x.value, x.value
			}
			if from != nil {
				add(from, false)
			}
			if to != nil {
				add(to, true)
			}
		}
	}
	slices.Sort(starts)
	return slices.Compact(starts), nil
}

// Population returns the population.
func (s *Sampler) Population() *Population { return s.source }

// Plan returns the plan that blocks are filled for.
func (s *Sampler) Plan() *batch.Plan { return s.plan }

// Seed returns the seed.
func (s *Sampler) Seed() uint64 { return s.keys.seed }

// Records is the number of records.
func (s *Sampler) Records() int64 { return s.records }

// Blocks is the number of blocks; all but the last have [batch.BlockSize] records.
func (s *Sampler) Blocks() int64 { return (s.records + batch.BlockSize - 1) / batch.BlockSize }

// Factor is something every record has one level of and nobody states: the type of
// the offer, a cause, or the dossier it was drawn from.
type Factor struct {
	Name   string
	Levels []string
}

// Factors lists the factors of the population: the type first, if there are types,
// then the causes.
func (s *Sampler) Factors() []Factor {
	var out []Factor
	for _, f := range s.population.factors {
		out = append(out, Factor{f.name, slices.Clone(f.levels)})
	}
	return out
}
