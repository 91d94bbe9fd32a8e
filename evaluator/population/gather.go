package population

import (
	"math/bits"
	"slices"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
)

// gathering finds the classes of lists of records that are drawn, by what their
// entries add: an entry is looked up by one number for all its fields that a question
// reads, and those that none reads are not drawn. It is for facts of which nobody
// needs the value.
type gathering struct {
	*batch.Gathering
	known   []map[uint64]*entry // by case, of the numbers of entries
	entries [][]*entry          // by entry, of the records of the block
	drawn   []uint64            // numbers of the entry at hand
	classes []*batch.Class
	slots   int // of an entry
}

// entry is an entry of a list, as far as questions read it.
type entry struct {
	*batch.Entry
	item evidence.Item
}

// gathers reports whether the classes of a fact are found by entries: there is a
// number for the read fields of an entry, in every case.
func (f *free) gathers(c *batch.Column) bool {
	g, ok := c.Gathering()
	if !ok {
		return false
	}
	for i := range f.cases {
		k := &f.cases[i]
		if k.coded != nil {
			continue
		}
		total := uint64(1)
		for _, fields := range k.elements[:min(1, len(k.elements))] { // the others count alike
			for _, field := range fields {
				if !g.Reads(field.slot) {
					continue
				}
				over, low := bits.Mul64(total, field.coded.total)
				if total = low; over != 0 {
					return false
				}
			}
		}
	}
	return true
}

func (f *free) newGathering(c *batch.Column) *gathering {
	g := &gathering{known: make([]map[uint64]*entry, len(f.cases)), drawn: make([]uint64, batch.BlockSize),
		classes: make([]*batch.Class, batch.BlockSize), slots: f.slots}
	g.Gathering, _ = c.Gathering()
	longest := 0
	for i := range f.cases {
		g.known[i] = map[uint64]*entry{}
		longest = max(longest, len(f.cases[i].elements))
	}
	for range longest {
		g.entries = append(g.entries, make([]*entry, batch.BlockSize))
	}
	return g
}

// gather gives the records of the block their classes.
func (sc *scratch) gather(d *drawn, planes []uint64) error {
	g := sc.gatherings[d.column.Index()]
	if g == nil {
		g = d.free.newGathering(d.column)
		sc.gatherings[d.column.Index()] = g
	}
	for r := range g.classes {
		g.classes[r] = d.column.Unknown()
	}
	masks := sc.masks(d.free.part)
	for i := range d.free.cases {
		k, mask := &d.free.cases[i], &masks[i]
		if *mask == (plane{}) {
			continue
		}
		if k.coded == nil {
			if err := sc.gatherCase(g, k, g.known[i], mask); err != nil {
				return err
			}
			continue
		}
		sc.codes(k.coded, &sc.numbersOf)
		var err error
		each(mask, func(r int) {
			if err == nil {
				g.classes[r], err = d.classes.other.class(wholeList{i, sc.numbersOf[r]}, func() (*batch.Class, error) { return d.column.Class(k.coded.value(sc.numbersOf[r])) })
			}
		})
		if err != nil {
			return err
		}
	}
	return sc.scatter(planes, func(r int) (*batch.Class, error) { return g.classes[r], nil })
}

// wholeList is a list that is drawn as a whole: its number within a case.
type wholeList struct {
	of   int
	code uint64
}

func (sc *scratch) gatherCase(g *gathering, k *freeCase, known map[uint64]*entry, mask *plane) (err error) {
	var length [batch.BlockSize]int
	var open plane
	sc.lengths(k, mask, &length, &open)
	for e, fields := range k.elements {
		var longer plane
		each(mask, func(r int) {
			if length[r] > e {
				longer[r/64] |= 1 << (r % 64)
			}
		})
		if longer == (plane{}) {
			break
		}
		clear(g.drawn)
		for _, field := range fields {
			if !g.Reads(field.slot) {
				continue
			}
			sc.fieldOf(&field)
			each(&longer, func(r int) { g.drawn[r] = g.drawn[r]*field.coded.total + sc.numbersOf[r] })
		}
		each(&longer, func(r int) {
			if err == nil {
				g.entries[e][r], err = g.entry(fields, known, g.drawn[r])
			}
		})
		if err != nil {
			return err
		}
	}
	each(mask, func(r int) {
		if err != nil {
			return
		}
		g.Reset()
		for e := range length[r] {
			g.Add(g.entries[e][r].Entry)
		}
		g.classes[r], err = g.Class(length[r], open[r/64]>>(r%64)&1 != 0, func() evidence.Stated { return g.list(length[r], r) })
	})
	return err
}

// entry is the entry with a number.
func (g *gathering) entry(fields []freeField, known map[uint64]*entry, number uint64) (*entry, error) {
	if e, ok := known[number]; ok {
		return e, nil
	}
	made := &entry{item: evidence.Item{Values: make([]evidence.Stated, g.slots)}}
	rest := number
	for _, field := range slices.Backward(fields) {
		if g.Reads(field.slot) {
			made.item.Values[field.slot] = field.coded.value(rest % field.coded.total)
			rest /= field.coded.total
		}
	}
	var err error
	if made.Entry, err = g.Entry(made.item); err != nil {
		return nil, err
	}
	if len(known) >= maxDense {
		clear(known)
	}
	known[number] = made
	return made, nil
}

// list is a record's list, as far as questions read it.
func (g *gathering) list(n, record int) (v evidence.Stated) {
	v.List = &evidence.StatedList{}
	for e := range n {
		v.List.Items = append(v.List.Items, g.entries[e][record].item)
	}
	return v
}
