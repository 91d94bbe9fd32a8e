package population

import (
	"context"
	"fmt"

	"github.com/trias-sovereignty/trias/evaluator/batch"
)

// scratch is what filling one block needs.
type scratch struct {
	sampler *Sampler
	block   int64
	records int

	digits    [deep]plane
	open      open
	few       few
	uniform   [batch.BlockSize]uint64
	numbersOf [batch.BlockSize]uint64
	coding    [batch.BlockSize]uint64
	texting   []string
	// gatherings are those of the plan's columns of lists that are drawn.
	gatherings map[int]*gathering
	from       [batch.BlockSize]uint16 // the dossier of each record
	at, one    plane
	classes    [64]*batch.Class
	lanes      [64]uint64
	rows       [64]uint64

	levels [][]plane
	tested []plane
	parts  [][]plane
	parted []bool
	laid   []laid
	kept   []kept

	commons     []plane
	commonDone  []bool
	brought     [][]plane // by proof: its symbols
	broughtDone []bool
	own         [][]plane // the same of the fact at hand
	any         [][]plane // the same of any fact, for tracks
	tables      []plane
	tableDone   []bool
	outs        []*plane
}

func (s *Sampler) newScratch() *scratch {
	sc := &scratch{sampler: s, gatherings: map[int]*gathering{}, tested: make([]plane, len(s.tests)), parted: make([]bool, len(s.partitions)), laid: make([]laid, len(s.bounds)), kept: make([]kept, s.kept),
		commons: make([]plane, len(s.proving.common)), commonDone: make([]bool, len(s.proving.common)),
		broughtDone: make([]bool, len(s.proving.kinds)), tables: make([]plane, len(s.tables)), tableDone: make([]bool, len(s.tables))}
	for _, f := range s.population.factors {
		sc.levels = append(sc.levels, make([]plane, len(f.levels)))
	}
	for _, p := range s.partitions {
		sc.parts = append(sc.parts, make([]plane, len(p.conditions)))
	}
	for _, k := range s.proving.kinds {
		for _, of := range []*[][]plane{&sc.brought, &sc.own, &sc.any} {
			*of = append(*of, make([]plane, len(k.symbols)))
		}
	}
	for _, d := range s.facts {
		if !d.indexed {
			continue
		}
		if k := &sc.kept[d.gone]; d.free != nil {
			k.texts = make([]string, batch.BlockSize)
		} else {
			k.codes = new([batch.BlockSize]uint64)
			if d.coded.fixed {
				sc.codes(d.coded, k.codes)
			}
		}
	}
	return sc
}

// Fill fills a block with records: the i-th [batch.BlockSize] of them. It is the same
// whoever fills it, in whatever order. The error is a block there is not, a block of
// another plan, or that of the context.
func (s *Sampler) Fill(ctx context.Context, i int64, b *batch.Block) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if i < 0 || i >= s.Blocks() {
		return fmt.Errorf("%w: block %d of %d", ErrRecords, i, s.Blocks())
	}
	if b == nil || b.Plan() != s.plan {
		return fmt.Errorf("the block is not of the plan the population was compiled for")
	}
	sc := s.pool.Get().(*scratch)
	defer s.pool.Put(sc)
	sc.begin(i)
	b.Reset(sc.records)
	for n := range s.factors {
		sc.factor(n)
	}
	for _, d := range s.facts {
		if err := sc.truth(d, b); err != nil {
			return err
		}
		for _, r := range d.completes {
			if err := sc.relation(r, b); err != nil {
				return err
			}
		}
	}
	for _, d := range s.facts {
		sc.evidence(d, b)
	}
	for _, r := range s.relations {
		if r.sees != nil {
			if err := r.fill(sc, b, b.Planes(r.column)); err != nil {
				return err
			}
			continue
		}
		for _, d := range r.facts {
			hide(b.Planes(r.column), &sc.kept[d.gone].gone)
		}
	}
	for _, t := range s.tracks {
		satisfy(t.terms, func(l literal) *plane {
			if s.proving.kinds[l.proof].each {
				return &sc.any[l.proof][l.symbol]
			}
			return &sc.bringOnce(l.proof)[l.symbol]
		}, planeOf(b.Proven(t.column, 0), 0))
	}
	for _, t := range s.tracksOf {
		*planeOf(b.Proven(t.column, 0), 0) = *sc.table(t.table)
	}
	return nil
}

func (sc *scratch) begin(i int64) {
	s := sc.sampler
	sc.block = i
	sc.records = int(min(batch.BlockSize, s.records-i*batch.BlockSize))
	clear(sc.parted)
	for i := range sc.laid {
		sc.laid[i].done = false
	}
	clear(sc.commonDone)
	clear(sc.broughtDone)
	clear(sc.tableDone)
	if s.proving.anyKept {
		for _, planes := range sc.any {
			clear(planes)
		}
	}
}

// factor draws the level of every record.
func (sc *scratch) factor(n int) {
	sc.outs = sc.outs[:0]
	for k := range sc.levels[n] {
		sc.outs = append(sc.outs, &sc.levels[n][k])
	}
	sc.sampler.factors[n].run(sc, sc.outs)
	if sc.sampler.population.resample != nil && n == 0 {
		for k := range sc.levels[0] {
			each(&sc.levels[0][k], func(r int) { sc.from[r] = uint16(k) })
		}
	}
}

// planeOf is the k-th of several planes.
func planeOf(planes []uint64, k int) *plane { return (*plane)(planes[k*words : (k+1)*words]) }

// truth draws the values of a fact, as they are before any is left out.
func (sc *scratch) truth(d *drawn, b *batch.Block) error {
	var planes []uint64
	if d.column != nil {
		planes = b.Planes(d.column)
	}
	if d.draw != nil {
		sc.outs = sc.outs[:0]
		for k := range d.width {
			sc.outs = append(sc.outs, planeOf(planes, k))
		}
		for _, t := range d.tests {
			sc.outs = append(sc.outs, &sc.tested[t])
		}
		d.draw.run(sc, sc.outs)
	}
	if d.coded == nil && d.free == nil {
		sc.copyWhole(d, b, planes)
		return nil
	}
	if d.gathered {
		if err := sc.gather(d, planes); err != nil {
			return err
		}
		sc.copyWhole(d, b, planes)
		return nil
	}
	if d.free != nil {
		texts := sc.texting
		if d.indexed {
			texts = sc.kept[d.gone].texts
		} else if texts == nil {
			sc.texting = make([]string, batch.BlockSize)
			texts = sc.texting
		}
		sc.texts(d.free, texts)
		if d.column == nil {
			return nil
		}
		if err := sc.scatter(planes, func(r int) (*batch.Class, error) {
			return d.classes.other.class(texts[r], func() (*batch.Class, error) { return d.column.Class(d.free.value(texts[r])) })
		}); err != nil {
			return err
		}
		sc.copyWhole(d, b, planes)
		return nil
	}
	codes := &sc.coding
	if d.indexed {
		codes = sc.kept[d.gone].codes
	}
	if !d.coded.fixed || !d.indexed {
		sc.codes(d.coded, codes)
	}
	if d.draw != nil {
		sc.copyWhole(d, b, planes)
		return nil
	}
	for _, t := range d.tests {
		sc.tested[t] = plane{}
		for r := range sc.records {
			if sc.sampler.tests[t].holds(d.coded.value(codes[r])) {
				sc.tested[t][r/64] |= 1 << (r % 64)
			}
		}
	}
	if d.column == nil {
		return nil
	}
	find := func(code uint64) (*batch.Class, error) { return d.column.Class(d.coded.value(code)) }
	if d.classes.dense != nil {
		if err := sc.spread(planes, &d.classes, codes, find); err != nil {
			return err
		}
	} else if err := sc.scatter(planes, func(r int) (*batch.Class, error) {
		code := codes[r]
		return d.classes.other.class(code, func() (*batch.Class, error) { return find(code) })
	}); err != nil {
		return err
	}
	sc.copyWhole(d, b, planes)
	return nil
}

func (sc *scratch) copyWhole(d *drawn, b *batch.Block, planes []uint64) {
	if d.column != nil && d.column.Whole() {
		copy(b.WholePlanes(d.column), planes)
	}
}

func (sc *scratch) relation(r *relation, b *batch.Block) error {
	planes := b.Planes(r.column)
	if err := r.fill(sc, b, planes); err != nil {
		return err
	}
	if r.column.Whole() {
		copy(b.WholePlanes(r.column), planes)
	}
	return nil
}

// hide leaves out the records of a plane.
func hide(planes []uint64, gone *plane) {
	for k := 0; k*words < len(planes); k++ {
		p := planeOf(planes, k)
		for g := range p {
			p[g] &^= gone[g]
		}
	}
}

// evidence draws where a fact is missing, and by what it is proven.
func (sc *scratch) evidence(d *drawn, b *batch.Block) {
	s := sc.sampler
	gone := plane{}
	if d.missing != nil {
		d.missing.run(sc, &gone)
	}
	if d.keepMissing {
		sc.kept[d.gone].gone = gone
	}
	if d.column != nil && d.missing != nil {
		hide(b.Planes(d.column), &gone)
	}
	if d.proven == nil && d.each == nil && d.provenTables == nil {
		return
	}
	unproven := gone
	if d.unproven != nil {
		d.unproven.run(sc, &sc.one)
		for g := range unproven {
			unproven[g] |= sc.one[g]
		}
	}
	for i := range d.each {
		e := &d.each[i]
		sc.bring(&s.proving.kinds[e.proof], &e.draws, sc.own[e.proof])
		if s.proving.anyKept && len(d.shapes) > 0 {
			for k := range sc.any[e.proof] {
				for g := range unproven {
					sc.any[e.proof][k][g] |= sc.own[e.proof][k][g] &^ unproven[g]
				}
			}
		}
	}
	for i := range d.proven {
		p := &d.proven[i]
		out := planeOf(b.Proven(d.column, p.demand), 0)
		if p.common >= 0 {
			*out = *sc.commonly(p.common)
		} else {
			satisfy(p.terms, func(l literal) *plane {
				if s.proving.kinds[l.proof].each {
					return &sc.own[l.proof][l.symbol]
				}
				return &sc.bringOnce(l.proof)[l.symbol]
			}, out)
		}
		for g := range out {
			out[g] &^= unproven[g]
		}
	}
	for demand, t := range d.provenTables {
		out := planeOf(b.Proven(d.column, demand), 0)
		*out = *sc.table(t)
		for g := range out {
			out[g] &^= unproven[g]
		}
	}
}

// bringOnce draws a proof that is drawn once for all it covers.
func (sc *scratch) bringOnce(i int) []plane {
	if !sc.broughtDone[i] {
		sc.broughtDone[i] = true
		sc.bring(&sc.sampler.proving.kinds[i], &sc.sampler.instances[i], sc.brought[i])
	}
	return sc.brought[i]
}

// commonly is the plane of where proofs that are drawn once satisfy a demand.
func (sc *scratch) commonly(i int) *plane {
	if !sc.commonDone[i] {
		sc.commonDone[i] = true
		sc.commons[i] = plane{}
		satisfy(sc.sampler.proving.common[i].terms, func(l literal) *plane { return &sc.bringOnce(l.proof)[l.symbol] }, &sc.commons[i])
	}
	return &sc.commons[i]
}

// table is the plane of the records whose dossier is in a table.
func (sc *scratch) table(i int) *plane {
	if !sc.tableDone[i] {
		sc.tableDone[i] = true
		p := plane{}
		for k, in := range sc.sampler.tables[i] {
			if in {
				for g := range p {
					p[g] |= sc.levels[0][k][g]
				}
			}
		}
		sc.tables[i] = p
	}
	return &sc.tables[i]
}

// Levels finds the level of every record of a block in a factor, by its index among
// [Sampler.Factors]: codes has one place for each record of the block at least. It
// returns the number of records. Without such a block or factor it returns 0.
func (s *Sampler) Levels(i int64, factor int, codes []uint16) int {
	if i < 0 || i >= s.Blocks() || factor < 0 || factor >= len(s.factors) {
		return 0
	}
	sc := s.pool.Get().(*scratch)
	defer s.pool.Put(sc)
	sc.begin(i)
	for n := range factor + 1 {
		sc.factor(n)
	}
	n := min(sc.records, len(codes))
	for k := range sc.levels[factor] {
		each(&sc.levels[factor][k], func(r int) {
			if r < n {
				codes[r] = uint16(k)
			}
		})
	}
	return n
}
