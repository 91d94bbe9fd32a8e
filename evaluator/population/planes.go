package population

import "github.com/trias-sovereignty/trias/evaluator/batch"

const words = batch.BlockSize / 64

// plane is one bit for each record of a block.
type plane [words]uint64

// deep is how many of the most significant binary digits of numbers are always made.
// One number in 2⁸ needs more to be told from a bound, and gets them.
const deep = 8

// draw is a random quantity with several outcomes, drawn for a whole block: each out
// is a plane of those records whose outcome is in some set.
type draw struct {
	key  key
	part int // the partition whose masks are those of the rows
	rows []drawRow
	outs int
}

// drawRow is how the quantity is distributed for some of the records: numbers below
// all bounds are in the sets of init, and at each bound it changes which.
type drawRow struct {
	init []int
	cuts []cut
}

type cut struct {
	bound uint64
	outs  []int
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
			row.cuts = append(row.cuts, cut{s.lo, changed})
		}
	}
	return row
}

// constant reports whether nothing is random about the quantity.
func (d *draw) constant() bool {
	for _, r := range d.rows {
		if len(r.cuts) > 0 {
			return false
		}
	}
	return true
}

// run draws the quantity for a block. The outs are overwritten.
func (d *draw) run(sc *scratch, outs []*plane) {
	for _, out := range outs {
		*out = plane{}
	}
	masks := sc.masks(d.part)
	var st stream
	if !d.constant() {
		st = d.key.block(sc.block)
		sc.generate(st)
	}
	for r := range d.rows {
		row, mask := &d.rows[r], &masks[r]
		for _, o := range row.init {
			out := outs[o]
			for g := range out {
				out[g] |= mask[g]
			}
		}
		for k := range row.cuts {
			c := &row.cuts[k]
			if len(c.outs) == 1 {
				sc.toggle(st, c.bound, mask, outs[c.outs[0]])
				continue
			}
			sc.at = plane{}
			sc.toggle(st, c.bound, mask, &sc.at)
			for _, o := range c.outs {
				out := outs[o]
				for g := range out {
					out[g] ^= sc.at[g]
				}
			}
		}
	}
}

// generate makes the first digits of the numbers of a stream.
func (sc *scratch) generate(st stream) {
	z := st.seed
	for g := range words {
		z0 := z
		w := &sc.digits[g]
		for j := range w {
			z0 += st.gamma
			w[j] = mix(z0)
		}
		z += 64 * st.gamma
	}
}

// toggle flips the records of the mask whose number is at least the bound.
func (sc *scratch) toggle(st stream, bound uint64, mask, out *plane) {
	top := bound >> (64 - deep)
	for g := range words {
		m := mask[g]
		if m == 0 {
			continue
		}
		w := &sc.digits[g]
		// From the last digit to the first: at least the bound, and above it, by the
		// digits so far.
		least, above := ^uint64(0), uint64(0)
		for j := deep - 1; j >= 0; j-- {
			if top>>(deep-1-j)&1 != 0 {
				least &= w[j]
				above &= w[j]
			} else {
				least |= w[j]
				above |= w[j]
			}
		}
		if open := least &^ above & m; open != 0 {
			above |= rest(st, bound<<deep, deep, g, open)
		}
		out[g] ^= above & m
	}
}

// rest compares the digits from the given one on of numbers that begin as a bound does;
// low is what is left of the bound.
func rest(st stream, low, digit uint64, g int, open uint64) (above uint64) {
	for j := digit; low != 0; j++ {
		w := st.word(64*uint64(g) + j)
		if low>>63 != 0 {
			open &= w
		} else {
			above |= open & w
			open &^= w
		}
		if open == 0 {
			return above
		}
		low <<= 1
	}
	return above | open // equal so far, and nothing left to be below of
}

// numbers are the numbers of all records of the block.
func (sc *scratch) numbers(st stream, out *[batch.BlockSize]uint64) {
	for g := range words {
		m := (*[64]uint64)(out[64*g : 64*g+64])
		for j := range m {
			m[63-j] = st.word(64*uint64(g) + uint64(j))
		}
		transpose(m)
	}
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

// transpose8 does the same to a matrix of 8 times 8 bits, a byte a row (ibid.).
func transpose8(x uint64) uint64 {
	t := (x ^ x>>7) & 0x00aa00aa00aa00aa
	x ^= t ^ t<<7
	t = (x ^ x>>14) & 0x0000cccc0000cccc
	x ^= t ^ t<<14
	t = (x ^ x>>28) & 0x00000000f0f0f0f0
	return x ^ t ^ t<<28
}
