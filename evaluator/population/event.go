package population

import (
	"fmt"
	"math/bits"
)

// event is something that a record meets or does not meet, with a chance that depends
// on its conditions: that a fact is missing, say.
type event struct {
	key    key
	bounds int // index of the sampler's
}

// bounds are which records are tried against which chance. Events with equal chances
// under equal conditions share them.
type bounds struct {
	part int
	sure []int // the rows whose records meet the event anyway
	rows []boundRow
	// small says that no other records meet it than such with one of the least numbers,
	// mixed that not all of these do.
	small, mixed bool
}

type boundRow struct {
	row int
	chance
}

// chances is an event, nil if it is never met.
func (s *Sampler) chances(rows []chanceCase, stream string) *event {
	b := bounds{part: s.partition(conditionsOf(rows, chanceCase.condition)), small: true}
	for k, r := range rows {
		switch {
		case r.chance.sure:
			b.sure = append(b.sure, k)
		case !r.chance.never():
			b.rows = append(b.rows, boundRow{k, r.chance})
			b.small = b.small && r.chance.above == 0
			b.mixed = b.mixed || r.chance.small()
		}
	}
	if b.sure == nil && b.rows == nil {
		return nil
	}
	text := fmt.Sprint(b)
	i, ok := s.boundsIndex[text]
	if !ok {
		i = len(s.bounds)
		s.boundsIndex[text] = i
		s.bounds = append(s.bounds, b)
	}
	return &event{s.keys.of(stream), i}
}

// laid are bounds laid out for a block: the first digits of the bound that each record
// is tried against stand as those of its number do, so that records with different
// bounds are compared at once.
type laid struct {
	done bool
	sure plane
	// least are those that one of the least numbers is enough for.
	least plane
	// above are those that may meet the event with another number; of each 64 of them
	// the digits of their bounds.
	above  plane
	digits [words][deep]uint64
}

func (sc *scratch) lay(i int) *laid {
	l := &sc.laid[i]
	if l.done {
		return l
	}
	*l = laid{done: true}
	b := &sc.sampler.bounds[i]
	masks := sc.masks(b.part)
	for _, r := range b.sure {
		for g, m := range masks[r] {
			l.sure[g] |= m
		}
	}
	for _, r := range b.rows {
		mask := &masks[r.row]
		if !r.small() {
			for g, m := range mask {
				l.least[g] |= m
			}
		}
		if r.above == 0 {
			continue
		}
		for g, m := range mask {
			l.above[g] |= m
			for j := range l.digits[g] {
				l.digits[g][j] |= m & -(r.above >> (63 - j) & 1)
			}
		}
	}
	return l
}

// run finds which records of a block meet the event.
func (e *event) run(sc *scratch, out *plane) {
	l := sc.lay(e.bounds)
	b := &sc.sampler.bounds[e.bounds]
	*out = l.sure
	if b.rows == nil {
		return
	}
	st := e.key.block(sc.block)
	if !b.small {
		e.compare(sc, st, l, out)
	}
	st.few(&sc.few)
	for g, m := range sc.few.in {
		out[g] |= m & l.least[g]
	}
	if !b.mixed {
		return
	}
	masks := sc.masks(b.part)
	for _, r := range sc.few.records[:sc.few.n] {
		g, bit := r/64, uint64(1)<<(r%64)
		for k := range b.rows {
			row := &b.rows[k]
			if masks[row.row][g]&bit == 0 {
				continue
			}
			if row.small() && st.tail(int(r)) < row.below {
				out[g] |= bit
			}
			break
		}
	}
}

// compare adds the records whose numbers are below their bounds. It adds some of those
// with one of the least numbers too: these meet the event anyway, where others may.
func (e *event) compare(sc *scratch, st stream, l *laid, out *plane) {
	b, o := &sc.sampler.bounds[e.bounds], &sc.open
	o.n = 0
	z := st.seed
	for g := range words {
		equal, d := l.above[g], &l.digits[g]
		if equal == 0 {
			z += deep * st.gamma
			continue
		}
		// Digit by digit, not in a loop: nothing is done more often.
		below := uint64(0)
		z += st.gamma
		below, equal = closer(mix(z), d[0], below, equal)
		z += st.gamma
		below, equal = closer(mix(z), d[1], below, equal)
		z += st.gamma
		below, equal = closer(mix(z), d[2], below, equal)
		z += st.gamma
		below, equal = closer(mix(z), d[3], below, equal)
		z += st.gamma
		below, equal = closer(mix(z), d[4], below, equal)
		z += st.gamma
		below, equal = closer(mix(z), d[5], below, equal)
		z += st.gamma
		below, equal = closer(mix(z), d[6], below, equal)
		z += st.gamma
		below, equal = closer(mix(z), d[7], below, equal)
		out[g] |= below
		o.add(g, equal)
	}
	masks := sc.masks(b.part)
	for i := range o.n {
		g := o.group[i]
		for m := o.records[i]; m != 0; m &= m - 1 {
			l := bits.TrailingZeros64(m)
			k := 0
			for masks[b.rows[k].row][g]>>l&1 == 0 {
				k++
			}
			if st.tail(64*int(g)+l) < b.rows[k].above<<deep>>deep {
				out[g] |= 1 << l
			}
		}
	}
}
