package population

import "fmt"

// event is something that a record meets or does not meet, with a chance that depends
// on its conditions: that a fact is missing, say.
type event struct {
	key    key
	bounds int // index of the sampler's
}

// bounds are which records are tried against which bound, met by the numbers below it.
// Events with equal chances under equal conditions share them.
type bounds struct {
	part int
	sure []int // the rows whose records meet the event anyway
	rows []boundRow
	// small says that the first digits of all bounds are zeros.
	small bool
}

type boundRow struct {
	row   int
	bound uint64
}

// chances is an event, nil if it is never met.
func (s *Sampler) chances(rows []chanceCase, stream string) *event {
	b := bounds{part: s.partition(conditionsOf(rows, chanceCase.condition)), small: true}
	for k, r := range rows {
		switch {
		case r.chance.sure:
			b.sure = append(b.sure, k)
		case !r.chance.never():
			b.rows = append(b.rows, boundRow{k, r.chance.below})
			b.small = b.small && r.chance.below>>(64-deep) == 0
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

// far is how many of the most significant binary digits of bounds are laid out.
const far = 16

// laid are bounds laid out for a block: the digits of the bound that each record is
// tried against stand as those of its number do, so that records with different bounds
// are compared at once.
type laid struct {
	done        bool
	sure, tried plane
	digits      [words][far]uint64
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
		for g, m := range masks[r.row] {
			l.tried[g] |= m
		}
		for j := range far {
			if r.bound>>(63-j)&1 != 0 {
				for g, m := range masks[r.row] {
					l.digits[g][j] |= m
				}
			}
		}
	}
	return l
}

// run finds which records of a block meet the event. Numbers and bounds are compared
// from their first digits on until all are told apart.
func (e *event) run(sc *scratch, out *plane) {
	l := sc.lay(e.bounds)
	b := &sc.sampler.bounds[e.bounds]
	if b.rows == nil {
		*out = l.sure
		return
	}
	st := e.key.block(sc.block)
	z := st.seed
	for g := range words {
		below, equal := l.sure[g], l.tried[g]
		if equal == 0 {
			out[g] = below
			z += 64 * st.gamma
			continue
		}
		w, d := z, &l.digits[g]
		if b.small {
			some := uint64(0)
			for range deep {
				w += st.gamma
				some |= mix(w)
			}
			equal &^= some
		} else {
			for j := range deep {
				w += st.gamma
				x := mix(w)
				below |= equal & d[j] &^ x
				equal &^= x ^ d[j]
			}
		}
		for j := deep; j < far && equal != 0; j++ {
			w += st.gamma
			x := mix(w)
			below |= equal & d[j] &^ x
			equal &^= x ^ d[j]
		}
		if equal != 0 {
			masks := sc.masks(b.part)
			for _, r := range b.rows {
				if open := equal & masks[r.row][g]; open != 0 {
					below |= open &^ rest(st, r.bound<<far, far, g, open)
				}
			}
		}
		out[g] = below
		z += 64 * st.gamma
	}
}
