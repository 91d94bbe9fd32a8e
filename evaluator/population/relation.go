package population

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
)

// relation is a column that several facts have together: a relation of the plan, which
// is known where all of them are, or a view, which sees some of them.
type relation struct {
	column *batch.Column
	facts  []*drawn // in the order of the column's paths; of a view nil for one never known
	sees   []batch.Sight
	// values is how many combinations of values there are, 0 for too many to count
	// or to keep the classes of.
	values  uint64
	classes memo
}

// relate finds the relations, and the facts whose values they need.
func (s *Sampler) relate(byPath map[string]*fact) error {
	for _, c := range s.plan.Columns() {
		if c.Kind() != batch.Relation && c.Kind() != batch.View {
			continue
		}
		r := &relation{column: c, sees: c.Sees()}
		known := 0
		for _, path := range c.Paths() {
			d := s.index[byPath[path]]
			if d != nil {
				known++
			}
			r.facts = append(r.facts, d)
		}
		if known == 0 || known < len(r.facts) && r.sees == nil {
			continue // never known
		}
		for _, d := range r.facts {
			if d != nil {
				d.indexed = true
				s.keep(d)
			}
		}
		s.relations = append(s.relations, r)
		if r.sees != nil {
			continue
		}
		last := slices.MaxFunc(r.facts, func(a, b *drawn) int { return slices.Index(s.facts, a) - slices.Index(s.facts, b) })
		last.completes = append(last.completes, r)
	}
	return nil
}

// keep has a fact's missing plane kept while a block is filled.
func (s *Sampler) keep(d *drawn) {
	if !d.keepMissing {
		d.keepMissing, d.gone = true, s.kept
		s.kept++
	}
}

// count finds out whether the classes of all combinations can be kept.
func (r *relation) count() {
	r.values = 1
	for _, d := range r.facts {
		if d == nil {
			continue
		}
		if d.coded == nil {
			r.values = 0
			break
		}
		hi, lo := bits.Mul64(r.values, d.coded.total)
		if r.values = lo; hi != 0 || lo > maxDense {
			r.values = 0
			break
		}
	}
	r.classes = memo{other: &bounded{}}
	if r.values > 0 {
		r.classes = newMemo(r.values, r.column.Planes())
	}
}

// hidden is where a view does not see a fact.
func (r *relation) hidden(sc *scratch, b *batch.Block, i int, out *plane) {
	d, sees := r.facts[i], r.sees[i]
	*out = plane{}
	if sees.Whole {
		return
	}
	*out = sc.kept[d.gone].gone
	if sees.Demand >= 0 {
		proven := planeOf(b.Proven(d.column, sees.Demand), 0)
		for g := range out {
			out[g] |= ^proven[g]
		}
	}
}

// fill gives the records of the block their classes in the relation. Of a view it
// comes after the evidence of its facts.
func (r *relation) fill(sc *scratch, b *batch.Block, planes []uint64) error {
	values := make([]evidence.Stated, len(r.facts))
	if r.classes.dense != nil {
		codes := &sc.coding
		*codes = [batch.BlockSize]uint64{}
		for i, d := range r.facts {
			if d == nil {
				continue
			}
			more, total := sc.kept[d.gone].codes, d.coded.total
			if r.sees == nil {
				for k := range codes {
					codes[k] = codes[k]*total + more[k]
				}
				continue
			}
			r.hidden(sc, b, i, &sc.one)
			for k := range codes {
				seen := uint64(0)
				if sc.one[k/64]>>(k%64)&1 == 0 {
					seen = more[k]
				}
				codes[k] = codes[k]*total + seen
			}
		}
		return sc.spread(planes, &r.classes, codes, func(code uint64) (*batch.Class, error) {
			for i := len(r.facts) - 1; i >= 0; i-- {
				d := r.facts[i]
				if d == nil {
					continue
				}
				values[i] = d.coded.value(code % d.coded.total)
				code /= d.coded.total
			}
			return r.column.Class(values...)
		})
	}
	var key []byte
	hidden := make([]plane, len(r.sees))
	for i := range hidden {
		if r.facts[i] != nil {
			r.hidden(sc, b, i, &hidden[i])
		}
	}
	sees := func(i, record int) bool {
		return r.facts[i] != nil && (r.sees == nil || hidden[i][record/64]>>(record%64)&1 == 0)
	}
	return sc.scatter(planes, func(record int) (*batch.Class, error) {
		key = key[:0]
		for i, d := range r.facts {
			if !sees(i, record) {
				key = append(key, 0) // as a fact without a value
				continue
			}
			k := &sc.kept[d.gone]
			if d.coded != nil {
				key = binary.AppendUvarint(key, k.codes[record])
				continue
			}
			key = append(binary.AppendUvarint(key, uint64(len(k.texts[record]))), k.texts[record]...)
		}
		return r.classes.other.class(string(key), func() (*batch.Class, error) {
			for i, d := range r.facts {
				if values[i] = (evidence.Stated{}); sees(i, record) {
					values[i] = sc.kept[d.gone].value(d, record)
				}
			}
			return r.column.Class(values...)
		})
	})
}

// kept is what is kept of a fact while a block is filled.
type kept struct {
	gone  plane // where it is missing
	codes *[batch.BlockSize]uint64
	texts []string
}

func (k *kept) value(d *drawn, record int) evidence.Stated {
	if d.coded != nil {
		return d.coded.value(k.codes[record])
	}
	return d.free.value(k.texts[record])
}
