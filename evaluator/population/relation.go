package population

import (
	"encoding/binary"
	"math/bits"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
)

// relation is a column that several facts have together.
type relation struct {
	column *batch.Column
	facts  []*drawn // in the order of the column's paths
	// values is how many combinations of values there are, 0 for too many to count
	// or to keep the classes of.
	values  uint64
	classes memo
}

// relate finds the relations, and the facts whose values they need.
func (s *Sampler) relate(byPath map[string]*fact) error {
	for _, c := range s.plan.Columns() {
		if c.Kind() != batch.Relation {
			continue
		}
		r := &relation{column: c}
		for _, path := range c.Paths() {
			d := s.index[byPath[path]]
			if d == nil {
				r = nil // never known
				break
			}
			r.facts = append(r.facts, d)
		}
		if r == nil {
			continue
		}
		for _, d := range r.facts {
			d.indexed = true
			s.keep(d)
		}
		s.relations = append(s.relations, r)
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

// fill gives the records of the block their classes in the relation.
func (r *relation) fill(sc *scratch, planes []uint64) error {
	values := make([]evidence.Stated, len(r.facts))
	if r.classes.dense != nil {
		codes := &sc.coding
		*codes = *sc.kept[r.facts[0].gone].codes
		for _, d := range r.facts[1:] {
			more, total := sc.kept[d.gone].codes, d.coded.total
			for i := range codes {
				codes[i] = codes[i]*total + more[i]
			}
		}
		return sc.spread(planes, &r.classes, codes, func(code uint64) (*batch.Class, error) {
			for i := len(r.facts) - 1; i >= 0; i-- {
				d := r.facts[i]
				values[i] = d.coded.value(code % d.coded.total)
				code /= d.coded.total
			}
			return r.column.Class(values...)
		})
	}
	var key []byte
	return sc.scatter(planes, func(record int) (*batch.Class, error) {
		key = key[:0]
		for _, d := range r.facts {
			k := sc.kept[d.gone]
			if d.coded != nil {
				key = binary.AppendUvarint(key, k.codes[record])
				continue
			}
			key = append(binary.AppendUvarint(key, uint64(len(k.texts[record]))), k.texts[record]...)
		}
		return r.classes.other.class(string(key), func() (*batch.Class, error) {
			for i, d := range r.facts {
				values[i] = sc.kept[d.gone].value(d, record)
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
