package batch

import (
	"errors"
	"fmt"

	"github.com/trias-sovereignty/trias/evaluator"
)

// BlockSize is how many records a block holds at most.
const BlockSize = 4096

// words is how many machine words a plane has.
const words = BlockSize / 64

// Block is up to [BlockSize] records of a plan, in planes. It is not safe for
// concurrent use.
//
// A plane has one bit for each record: record r is bit r%64 of word r/64. Bits
// beyond the number of records mean nothing. What is not known has a zero in
// every plane of its class: where a known plane is masked, all planes of the
// column are to be masked alike.
type Block struct {
	plan    *Plan
	records int
	planes  []uint64
	patches []patch
}

type patch struct {
	record    int
	decisions []evaluator.Decision
}

// NewBlock returns an empty block.
func (p *Plan) NewBlock() *Block {
	return &Block{plan: p, planes: make([]uint64, p.planes*words)}
}

// Plan returns the plan the block is of.
func (b *Block) Plan() *Plan { return b.plan }

// Records is the number of records.
func (b *Block) Records() int { return b.records }

// Reset empties the block: it has that many records, 0 to [BlockSize], of which
// nothing is known or proven.
func (b *Block) Reset(records int) {
	clear(b.planes)
	b.Reuse(records)
}

// Reuse is Reset without emptying the planes. It is for whoever writes every
// plane of every column.
func (b *Block) Reuse(records int) {
	b.records = max(0, min(records, BlockSize))
	b.patches = b.patches[:0]
}

// Planes are the planes of a column's classes, one after the other, 64 words
// each, as the records state them. They may be written. A track has none, and nor
// has a column of another plan.
func (b *Block) Planes(c *Column) []uint64 {
	if !b.has(c) || c.kind == Track {
		return nil
	}
	return b.span(c.planes, c.width)
}

// WholePlanes are the planes of a column's classes as they are, whether or not
// the records state them. Where a record states a value, it is the same in both.
// It is nil for columns that are not [Column.Whole]. [Block.Set], [Block.Fill] and
// [Block.Add] write both.
func (b *Block) WholePlanes(c *Column) []uint64 {
	if !b.has(c) || !c.whole {
		return nil
	}
	return b.span(c.wholes, c.width)
}

// Proven is the plane that says of which records the proofs satisfy a demand of
// the column, by its index among [Column.Demands]. It may be written, and is nil for
// a demand there is not.
func (b *Block) Proven(c *Column, demand int) []uint64 {
	if !b.has(c) || demand < 0 || demand >= len(c.demands) {
		return nil
	}
	return b.span(c.proven+demand, 1)
}

// has reports whether a column is one of the block's plan.
func (b *Block) has(c *Column) bool { return c != nil && b.plan != nil && c.plan == b.plan }

// holds reports classes that are not those of a column of the block's plan.
func (b *Block) holds(c *Column, classes ...*Class) error {
	if !b.has(c) {
		return errors.New("a column of another plan")
	}
	for _, k := range classes {
		if !c.mine(k) {
			return fmt.Errorf("%s: a class of another column", c.Name())
		}
	}
	return nil
}

func (b *Block) span(plane, n int) []uint64 {
	return b.planes[plane*words : (plane+n)*words : (plane+n)*words]
}

// Set gives a record its class in a column, in its whole planes too. The error
// is a record the block does not have, or a class of another column.
func (b *Block) Set(c *Column, record int, class *Class) error {
	if err := b.fits(c, record, class); err != nil {
		return err
	}
	set(b.Planes(c), record, class)
	if c.whole {
		set(b.WholePlanes(c), record, class)
	}
	return nil
}

// SetWhole gives a record the class that it has in truth, and leaves what it
// states. Of a column that is not [Column.Whole] it does nothing.
func (b *Block) SetWhole(c *Column, record int, class *Class) error {
	if err := b.fits(c, record, class); err != nil || !c.whole {
		return err
	}
	set(b.WholePlanes(c), record, class)
	return nil
}

func (b *Block) fits(c *Column, record int, class *Class) error {
	if record < 0 || record >= b.records {
		return fmt.Errorf("record %d of %d", record, b.records)
	}
	return b.holds(c, class)
}

func set(planes []uint64, record int, class *Class) {
	word, bit := record/64, uint(record%64)
	for k := 0; k*words < len(planes); k++ {
		p := &planes[k*words+word]
		*p = *p&^(1<<bit) | class.Pattern[k/64]>>(k%64)&1<<bit
	}
}

// SetProven says whether a record's proofs satisfy a demand of the column, by
// its index. The error is a record, a demand or a column there is not.
func (b *Block) SetProven(c *Column, demand, record int, satisfied bool) error {
	if err := b.holds(c); err != nil {
		return err
	}
	if record < 0 || record >= b.records || demand < 0 || demand >= len(c.demands) {
		return fmt.Errorf("%s: record %d of %d, demand %d of %d", c.Name(), record, b.records, demand, len(c.demands))
	}
	p := &b.Proven(c, demand)[record/64]
	*p &^= 1 << (record % 64)
	if satisfied {
		*p |= 1 << (record % 64)
	}
	return nil
}

// Fill gives all records their classes in a column: record r has the class
// palette[codes[r]]. There is one code for each record, and all are below the
// length of the palette.
func (b *Block) Fill(c *Column, palette []*Class, codes []uint8) error {
	if err := b.holds(c, palette...); err != nil {
		return err
	}
	if len(codes) != b.records {
		return fmt.Errorf("%s: %d codes for %d records", c.Name(), len(codes), b.records)
	}
	planes := b.Planes(c)
	palette = palette[:min(len(palette), 256)] // more have no code
	clear(planes)
	var lanes [256]uint64
	for w := 0; w*64 < len(codes); w++ {
		part := codes[w*64 : min(len(codes), w*64+64)]
		for i, code := range part {
			if int(code) >= len(palette) {
				return fmt.Errorf("%s: code %d of a palette of %d", c.Name(), code, len(palette))
			}
			lanes[code] |= 1 << i
		}
		for code, class := range palette {
			if mask := lanes[code]; mask != 0 {
				or(planes, w, class, mask)
				lanes[code] = 0
			}
		}
	}
	if c.whole {
		copy(b.WholePlanes(c), planes)
	}
	return nil
}

// Add gives the class to the records of which the lanes have a bit, in a column
// that was empty there: lanes is a plane. It is the fast way in for generators
// that draw classes as planes.
func (b *Block) Add(c *Column, class *Class, lanes []uint64) error {
	if err := b.holds(c, class); err != nil {
		return err
	}
	planes := b.Planes(c)
	for w, mask := range lanes[:min(len(lanes), words)] {
		if mask != 0 {
			or(planes, w, class, mask)
			if c.whole {
				or(b.WholePlanes(c), w, class, mask)
			}
		}
	}
	return nil
}

// or adds a class's pattern to the records of a word.
func or(planes []uint64, word int, class *Class, mask uint64) {
	for k := 0; k*words < len(planes); k++ {
		if class.Pattern[k/64]>>(k%64)&1 != 0 {
			planes[k*words+word] |= mask
		}
	}
}

// Patch puts in what the evaluator decided for a record, whatever the planes say
// of it: one decision for each variant of the plan, with all outcomes.
func (b *Block) Patch(record int, decisions []evaluator.Decision) error {
	if record < 0 || record >= b.records {
		return fmt.Errorf("record %d of %d", record, b.records)
	}
	if b.plan == nil {
		return errors.New("a block of no plan")
	}
	if len(decisions) != len(b.plan.variants) {
		return fmt.Errorf("%d decisions for %d variants", len(decisions), len(b.plan.variants))
	}
	for v, d := range decisions {
		if len(d.Outcomes) != len(b.plan.compiled[v].parts) {
			return fmt.Errorf("%d outcomes for %d criteria", len(d.Outcomes), len(b.plan.compiled[v].parts))
		}
	}
	b.patches = append(b.patches, patch{record, decisions})
	return nil
}
