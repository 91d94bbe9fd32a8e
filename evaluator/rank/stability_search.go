package rank

import (
	"context"
	"math/big"

	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// contest is a comparison of two offers by one key: i should be ahead of j, where
// Z of i counts times fi and that of j times fj.
type contest struct {
	key    int
	i, j   int
	fi, fj *big.Int
}

// line says by how much i is ahead of j at its worst at distance t: d − t·k, with k
// not negative. The set that is searched scales with t, so that the worst of a
// linear difference does too.
type line struct{ d, k *big.Int }

// region is one way in which inputs are varied: a set of inputs around those given
// that scales with its distance t, from 0 to 1.
type region interface {
	// linear reports whether every contest is a line; otherwise safe proves.
	linear() bool
	line(c contest) line
	// safe reports whether the winner was proven to stay ahead of j up to t. It may
	// be too cautious, and never too bold.
	safe(j int, t *big.Rat) bool
	// worst are points at distance t at which the winner is likely to lose to j.
	worst(c contest, t *big.Rat) []map[string]exact.Number
	// input is what is ranked at a point.
	input(at map[string]exact.Number) Field
	// last reports whether the end, t = 1, belongs to the region.
	last() bool
}

// reach is how far the winner is safe: below at, and at it too if open. A nil at is
// without end.
type reach struct {
	at    *big.Rat
	open  bool
	cause contest
}

func (r reach) before(o reach) bool {
	switch {
	case r.at == nil || o.at == nil:
		return r.at != nil
	case r.at.Cmp(o.at) != 0:
		return r.at.Cmp(o.at) < 0
	default:
		return !r.open && o.open
	}
}

var rat0, rat1 = new(big.Rat), big.NewRat(1, 1)

// width is how wide a bracket of a distance may be: a millionth of a percent.
var width = big.NewRat(1, 100_000_000)

func quo(a, b *big.Int) *big.Rat { return new(big.Rat).SetFrac(a, b) }

// chain is how far the winner stays ahead of j: the first key that tells them apart
// decides, and the next one only where all before are equal.
func (m *model) chain(r region, j int) reach {
	for at := range m.keys {
		c := contest{key: at, i: m.win, j: j, fi: unity(), fj: unity()}
		l := r.line(c)
		// Where the rounded Z ranks the line has been lowered by all that rounding can
		// hide, and at 0 the winner is still ahead.
		rounded := m.unit != nil && m.keys[at].by == ""
		switch {
		case l.d.Sign() < 0:
			return reach{at: rat0, cause: c}
		case l.d.Sign() == 0 && l.k.Sign() == 0 && rounded:
			return reach{}
		case l.d.Sign() == 0 && l.k.Sign() == 0:
			continue
		case l.d.Sign() == 0:
			return reach{at: rat0, open: true, cause: c}
		case l.k.Sign() == 0:
			return reach{}
		}
		t := quo(l.d, l.k)
		return reach{at: t, open: rounded || m.tiesHold(r, j, at+1, t), cause: c}
	}
	return reach{at: rat0, cause: contest{key: m.zKey(), i: m.win, j: j, fi: unity(), fj: unity()}}
}

// tiesHold reports whether the keys after the first ones keep the winner ahead of j
// up to distance t.
func (m *model) tiesHold(r region, j, from int, t *big.Rat) bool {
	for at := from; at < len(m.keys); at++ {
		l := r.line(contest{key: at, i: m.win, j: j, fi: unity(), fj: unity()})
		k := new(big.Rat).SetInt(l.k)
		switch k.Mul(k, t).Cmp(new(big.Rat).SetInt(l.d)) {
		case -1:
			return true
		case 1:
			return false
		}
	}
	return false
}

// rival is how far j does not take the first place. In the corridor's method it has
// to be in the corridor for that: within it of every offer's Z.
func (m *model) rival(r region, j int, best reach) reach {
	out := m.chain(r, j)
	if m.method().Name != Extended || out.at == nil || !out.before(best) {
		return out
	}
	for _, k := range m.byZ { // the best Z first: it keeps out most
		if k == j {
			continue
		}
		c := contest{key: m.zKey(), i: k, j: j, fi: m.keep.Num(), fj: m.keep.Denom()}
		l := r.line(c)
		switch {
		case l.d.Sign() <= 0:
			continue
		case l.k.Sign() == 0:
			return reach{}
		}
		// The bound belongs to the corridor, so j is in as soon as it is reached.
		switch t := quo(l.d, l.k); t.Cmp(out.at) {
		case 1:
			out = reach{at: t, cause: c}
		case 0:
			if !out.open {
				out.cause = c
			}
		}
		if !out.before(best) {
			break
		}
	}
	return out
}

// inside is how far the winner stays in the corridor below k.
func (m *model) inside(r region, k int) reach {
	c := contest{key: m.zKey(), i: m.win, j: k, fi: m.keep.Denom(), fj: m.keep.Num()}
	l := r.line(c)
	switch {
	case l.d.Sign() < 0:
		return reach{at: rat0, cause: c}
	case l.k.Sign() == 0:
		return reach{}
	}
	return reach{at: quo(l.d, l.k), open: true, cause: c}
}

func (m *model) zKey() int {
	if m.method().Name == Extended {
		return 1
	}
	return 0
}

// safeUntil is how far the winner is safe from everybody.
func (m *model) safeUntil(ctx context.Context, r region) (reach, error) {
	best := reach{}
	// Whoever is next now is likely to be the first to overtake, and the nearer that
	// is, the less there is to do for the others.
	for _, j := range m.order {
		if err := ctx.Err(); err != nil {
			return best, err
		}
		if j == m.win {
			continue
		}
		if !r.linear() {
			best = m.bisect(r, j, best)
			continue
		}
		if next := m.rival(r, j, best); next.before(best) {
			best = next
		}
		if m.method().Name == Extended {
			if next := m.inside(r, j); next.before(best) {
				best = next
			}
		}
	}
	if best.at != nil {
		if c := best.at.Cmp(rat1); c > 0 || c == 0 && (best.open || !r.last()) {
			best = reach{}
		}
	}
	return best, nil
}

// bisect narrows down how far the winner is safe from j, if not as far as from the
// others so far.
func (m *model) bisect(r region, j int, best reach) reach {
	high := best.at
	if high == nil {
		high = rat1
		if !r.last() {
			high = new(big.Rat).Sub(rat1, width)
		}
	}
	if r.safe(j, high) {
		return best
	}
	low := rat0
	for gap := new(big.Rat).Set(high); gap.Cmp(width) > 0; gap.Sub(high, low) {
		// A short denominator keeps the numbers that follow short.
		middle := new(big.Rat).Add(low, high)
		middle.Quo(middle, big.NewRat(2, 1))
		if r.safe(j, middle) {
			low = middle
		} else {
			high = middle
		}
	}
	return reach{at: low, open: true, cause: contest{key: m.zKey(), i: m.win, j: j, fi: unity(), fj: unity()}}
}

// beaten looks for a point at distance t at which the winner is not alone in first
// place: the ranking itself is asked.
func (m *model) beaten(r region, c contest, t *big.Rat) *Reversal {
	for _, at := range r.worst(c, t) {
		first, err := leaders(r.input(at))
		if err != nil {
			continue
		}
		for _, id := range first {
			if id != m.field.Offers[m.win].ID {
				return &Reversal{Winner: id, At: at}
			}
		}
	}
	return nil
}

func percent(t *big.Rat) exact.Number { return exact.OfRat(t).Mul(hundred) }

// region answers for one way of varying the inputs, up to distance x.
func (m *model) region(ctx context.Context, r region, x *big.Rat) (*Region, error) {
	safe, err := m.safeUntil(ctx, r)
	if err != nil {
		return nil, err
	}
	if safe.at == nil {
		return &Region{Answer: Holds, Exact: true}, nil
	}
	out := &Region{Answer: Undecided}
	until := safe.at
	found := (*Reversal)(nil)
	if !safe.open {
		found = m.beaten(r, safe.cause, until)
	}
	for step := new(big.Rat).Set(width); found == nil; step.Mul(step, stride) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		next := new(big.Rat).Add(safe.at, step)
		end := next.Cmp(rat1) >= 0
		if end {
			if next = rat1; !r.last() {
				next = new(big.Rat).Sub(rat1, width)
			}
		}
		found, until = m.beaten(r, safe.cause, next), next
		if end {
			break
		}
	}
	if found != nil {
		until, found, err = m.tighten(ctx, r, safe, until, found)
		if err != nil {
			return nil, err
		}
		out.Exact = new(big.Rat).Sub(until, safe.at).Cmp(width) <= 0
		found.Distance = percent(safe.at)
		if until.Cmp(safe.at) > 0 {
			limit := percent(until)
			found.Until = &limit
		}
		out.Reversal = found
	}
	switch c := x.Cmp(safe.at); {
	case c < 0 || c == 0 && safe.open:
		out.Answer = Holds
	case found != nil && x.Cmp(until) >= 0:
		out.Answer = Reversed
	default:
		if at := m.beaten(r, safe.cause, x); at != nil {
			limit := percent(x)
			at.Distance, at.Until = percent(safe.at), &limit
			out.Answer, out.Reversal = Reversed, at
		}
	}
	return out, nil
}

// stride is by how much a search for a point that reverses gets longer in each step.
var stride = big.NewRat(16, 1)

// tighten brings the point that was found nearer to the first one there is, up to a
// thousandth of the bracket that is left.
func (m *model) tighten(ctx context.Context, r region, safe reach, until *big.Rat, found *Reversal) (*big.Rat, *Reversal, error) {
	low := safe.at
	enough := func() bool {
		gap, bracket := new(big.Rat).Sub(until, low), new(big.Rat).Sub(until, safe.at)
		return gap.Cmp(width) <= 0 || gap.Mul(gap, big.NewRat(1000, 1)).Cmp(bracket) <= 0
	}
	for !enough() {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		middle := new(big.Rat).Add(low, until)
		middle.Quo(middle, big.NewRat(2, 1))
		if next := m.beaten(r, safe.cause, middle); next != nil {
			until, found = middle, next
		} else {
			low = middle
		}
	}
	return until, found, nil
}
