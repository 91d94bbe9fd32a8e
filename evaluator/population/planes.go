package population

import (
	"math/bits"

	"github.com/trias-sovereignty/trias/evaluator/batch"
)

const words = batch.BlockSize / 64

// plane is one bit for each record of a block.
type plane [words]uint64

// draw is a random quantity with several outcomes, drawn for a whole block: each out
// is a plane of those records whose outcome is in some set.
type draw struct {
	key  key
	part int // the partition whose masks are those of the rows
	rows []drawRow
	outs int
	// deep is how many digits in planes tell where bounds are: few, where these are round
	// numbers, and none, where nothing is random.
	deep int
}

// drawRow is how the quantity is distributed for some of the records: numbers below
// all bounds are in the sets of init, and at each bound it changes which.
type drawRow struct {
	init []int
	cuts []cut
}

// cut is where sets change: at the bound, whose first digits stand as the same digits
// of 64 numbers do.
type cut struct {
	bound  uint64
	outs   []int
	deep   int // how many digits of the bound there are, up to those in planes
	digits [deep]uint64
}

func cutAt(bound uint64, outs []int) cut {
	c := cut{bound: bound, outs: outs, deep: min(deep, 64-bits.TrailingZeros64(bound))}
	for j := range c.digits {
		c.digits[j] = -(bound >> (63 - j) & 1)
	}
	return c
}

// segment is an interval of numbers from lo on, up to the next, and the sets it is in.
type segment struct {
	lo uint64
	in []bool
}

// rowOf makes a row of segments in order, the first from 0 on.
func rowOf(segments []segment, outs int) (row drawRow) {
	now := make([]bool, outs)
	for i, s := range segments {
		var changed []int
		for o := range outs {
			if s.in[o] != now[o] {
				changed = append(changed, o)
				now[o] = s.in[o]
			}
		}
		switch {
		case changed == nil:
		case i == 0:
			row.init = changed
		default:
			row.cuts = append(row.cuts, cutAt(s.lo, changed))
		}
	}
	return row
}

// end finds how many digits the bounds have.
func (d *draw) end() *draw {
	for _, r := range d.rows {
		for _, c := range r.cuts {
			d.deep = max(d.deep, c.deep)
		}
	}
	return d
}

// run draws the quantity for a block. The outs are overwritten.
func (d *draw) run(sc *scratch, outs []*plane) {
	for _, out := range outs {
		*out = plane{}
	}
	masks := sc.masks(d.part)
	for r := range d.rows {
		mask := &masks[r]
		for _, o := range d.rows[r].init {
			out := outs[o]
			if d.part == everything {
				*out = full
				continue
			}
			for g := range out {
				out[g] |= mask[g]
			}
		}
	}
	if d.deep == 0 {
		return
	}
	st := d.key.block(sc.block)
	for j := range d.deep {
		z := st.seed + uint64(j+1)*st.gamma
		w := &sc.digits[j]
		for g := range w {
			w[g] = mix(z)
			z += deep * st.gamma
		}
	}
	for r := range d.rows {
		mask := &masks[r]
		cuts := d.rows[r].cuts
		for k := range cuts {
			at := sc.atLeast(&cuts[k], st, mask)
			for _, o := range cuts[k].outs {
				out := outs[o]
				for g := range out {
					out[g] ^= at[g] & mask[g]
				}
			}
		}
	}
}

// atLeast finds which records have a number that is not below a bound; only those of
// the mask matter.
func (sc *scratch) atLeast(c *cut, st stream, mask *plane) *plane {
	w, at := &sc.digits, &sc.at
	if c.bound<<deep == 0 {
		// The last digit of the bound is one; each one before it is decisive unless it is
		// equal.
		below := &w[c.deep-1]
		for j := c.deep - 2; j >= 0; j-- {
			if digit := &w[j]; c.digits[j] != 0 {
				for g := range at {
					at[g] = below[g] & digit[g]
				}
			} else {
				for g := range at {
					at[g] = below[g] | digit[g]
				}
			}
			below = at
		}
		return below
	}
	d, low, o := &c.digits, c.bound<<deep>>deep, &sc.open
	o.n = 0
	for g := range at {
		below, equal := uint64(0), mask[g] // as in event.compare
		below, equal = closer(w[0][g], d[0], below, equal)
		below, equal = closer(w[1][g], d[1], below, equal)
		below, equal = closer(w[2][g], d[2], below, equal)
		below, equal = closer(w[3][g], d[3], below, equal)
		below, equal = closer(w[4][g], d[4], below, equal)
		below, equal = closer(w[5][g], d[5], below, equal)
		below, equal = closer(w[6][g], d[6], below, equal)
		below, equal = closer(w[7][g], d[7], below, equal)
		at[g] = ^below
		o.add(g, equal)
	}
	for i := range o.n {
		g := o.group[i]
		for m := o.records[i]; m != 0; m &= m - 1 {
			if l := bits.TrailingZeros64(m); st.tail(64*int(g)+l) < low {
				at[g] &^= 1 << l
			}
		}
	}
	return at
}

// closer compares a digit of 64 numbers with that of their bounds: numbers that were
// equal so far may turn out to be below.
func closer(digit, bound, below, equal uint64) (uint64, uint64) {
	apart := (digit ^ bound) & equal
	return below | apart&bound, equal ^ apart
}

// open are records whose numbers begin as their bounds do, in groups of 64.
type open struct {
	n       int
	group   [2 * words]uint8
	records [2 * words]uint64
}

// add adds records of a group, if there are any. It does not branch: one time in
// five there are.
func (o *open) add(g int, records uint64) {
	i := o.n & (2*words - 1)
	o.group[i], o.records[i] = uint8(g), records
	o.n += int((records | -records) >> 63)
}

// numbers are the numbers of all records of the block.
func (sc *scratch) numbers(st stream, out *[batch.BlockSize]uint64) {
	for g := range words {
		w := st.planes(g)
		for b, x := range upper(&w) {
			for l := range 8 {
				r := 64*g + 8*b + l
				out[r] = x>>(8*l)<<(64-deep) | st.tail(r)
			}
		}
	}
}

// planes are the first digits of the numbers of 64 records.
func (s stream) planes(g int) (w [deep]uint64) {
	z := s.seed + deep*uint64(g)*s.gamma
	for j := range w {
		z += s.gamma
		w[j] = mix(z)
	}
	return w
}

// transpose turns a matrix of bits about its diagonal: bit l of word i becomes bit i
// of word l (Warren, Hacker's Delight, 2nd ed., section 7–3).
func transpose(m *[64]uint64) {
	mask := uint64(0x00000000ffffffff)
	for j := uint(32); j != 0; j >>= 1 {
		for k := uint(0); k < 64; k = (k + j + 1) &^ j {
			t := (m[k]>>j ^ m[k+j]) & mask
			m[k] ^= t << j
			m[k+j] ^= t
		}
		mask ^= mask << (j >> 1)
	}
}
