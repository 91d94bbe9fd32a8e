package rank

import (
	"context"
	"math/big"
	"slices"

	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// path is a straight way from the inputs given, at 0, to an end, at 1: every
// performance, and every difference by a key, goes linearly along it.
type path struct {
	*model
	// from and to are the performances at both ends, over one denominator; scale is
	// what they are times.
	from, to []*big.Int
	scale    *big.Rat
	// lost is the criterion that the winner loses its points in, or "".
	lost string
	// gl and gp are the weights of performance and price at both ends.
	gl, gp [2]*big.Rat
	// by is the divisor of performances at both ends, once it was computed.
	by [2]*big.Rat
	// pareto are the offers of which one has the best Z, wherever on the way.
	pareto []int
	z      [][2]*big.Rat
}

// pair is a linear difference at both ends.
type pair [2]*big.Rat

// crossing is where on the way a difference above 0 comes down to 0; nil if it does
// not.
func (p pair) crossing() *big.Rat {
	if p[0].Sign() <= 0 {
		return rat0
	}
	if p[1].Sign() > 0 {
		return nil
	}
	d := new(big.Rat).Sub(p[0], p[1])
	return d.Quo(p[0], d)
}

func (p pair) zero() bool { return p[0].Sign() == 0 && p[1].Sign() == 0 }

func (p *path) ends(i int) [2]*big.Int { return [2]*big.Int{p.from[i], p.to[i]} }

// ahead is the difference of the winner and j by a key, in the methods in which it
// is linear along the way.
func (p *path) ahead(at, j int) (out pair) {
	k := p.keys[at]
	w, o := p.ends(p.win), p.ends(j)
	for e := range out {
		d := new(big.Rat)
		switch {
		case k.by == ByPrice || k.by == "" && p.method().Name == LowestPrice:
			d.SetInt(new(big.Int).Sub(p.price[j], p.price[p.win]))
		case k.by == ByPerformance:
			d.SetInt(new(big.Int).Sub(w[e], o[e]))
		case k.by == ByCriterion:
			d.SetInt(new(big.Int).Sub(k.award[p.win], k.award[j]))
			if e == 1 && p.lost != "" && k.criterion == p.lost {
				d.SetInt(new(big.Int).Neg(k.award[j]))
			}
		case p.gp[e] == nil:
			d.SetInt(product(w[e], p.price[j]))
			d.Sub(d, new(big.Rat).SetInt(product(o[e], p.price[p.win])))
		default:
			// G_L · (L_w − L_j) + G_P · φ · N, N at this end.
			n := p.divisor(e)
			d.SetInt(new(big.Int).Sub(w[e], o[e]))
			d.Mul(d, p.gl[e])
			phi := new(big.Rat).Sub(p.part[p.win], p.part[j])
			phi.Mul(phi, n)
			d.Add(d, phi.Mul(phi, p.gp[e]))
		}
		if p.unit != nil && k.by == "" {
			// What rounding can hide does not count as ahead.
			var hidden *big.Rat
			switch {
			case p.method().Name == LowestPrice:
				hidden = new(big.Rat).SetInt(p.priceDen)
			case p.gp[e] == nil:
				hidden = quo(product(p.price[p.win], p.price[j]), p.priceDen)
				hidden.Quo(hidden, p.scale)
			default:
				hidden = new(big.Rat).Set(p.divisor(e))
			}
			d.Sub(d, hidden.Mul(hidden, p.unit))
		}
		out[e] = d
	}
	return out
}

// divisor is the divisor of performances at an end, on their scale.
func (p *path) divisor(e int) *big.Rat {
	if p.by[e] != nil {
		return p.by[e]
	}
	if p.method().Name == Reference {
		p.by[e] = new(big.Rat).Quo(p.norm, p.scale)
		return p.by[e]
	}
	values := p.from
	if e == 1 {
		values = p.to
	}
	p.by[e] = quo(p.middle(values), p.middleDen(unity()))
	return p.by[e]
}

// straight reports whether the difference of Z is linear along the way: a median
// and a greatest value are not, unless nothing changes.
func (p *path) straight() bool {
	return p.gp[0] == nil || p.method().Name == Reference || p.method().Name == Mean || slices.EqualFunc(p.from, p.to, func(a, b *big.Int) bool { return a.Cmp(b) == 0 })
}

// first is where on the way somebody is first beside the winner or before it, and a
// candidate for who; nil if nobody is.
func (p *path) first(ctx context.Context) (*big.Rat, int, error) {
	var best *big.Rat
	who := p.win
	take := func(at *big.Rat, j int) {
		if at != nil && (best == nil || at.Cmp(best) < 0) {
			best, who = at, j
		}
	}
	if !p.straight() {
		at, j := p.bent()
		return at, j, nil
	}
	if p.method().Name == Extended {
		p.envelope()
		for _, k := range p.pareto {
			if k == p.win {
				continue
			}
			var in pair
			for e := range in {
				in[e] = new(big.Rat).Mul(p.keep, p.z[k][e])
				in[e].Sub(p.z[p.win][e], in[e])
				p.hide(in[e])
			}
			if in[0].Sign() == 0 && in[1].Sign() >= 0 {
				continue // on the bound, which belongs to the corridor, and inside from there on
			}
			take(in.crossing(), k)
		}
	}
	for _, j := range p.order {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		if j != p.win {
			take(p.overtaken(j, best), j)
		}
	}
	return best, who, nil
}

// overtaken is where j comes before the winner: by the first key that tells them
// apart and, in the corridor's method, while j is in the corridor.
func (p *path) overtaken(j int, best *big.Rat) *big.Rat {
	low, high := rat0, rat1
	for at := range p.keys {
		d := p.ahead(at, j)
		if d.zero() {
			continue
		}
		if d[0].Sign() > 0 || d[0].Sign() == 0 && d[1].Sign() < 0 {
			low = d.crossing()
		} else if d[1].Sign() > 0 {
			if d[0].Sign() == 0 { // equal here, and ahead from here on
				return nil
			}
			d[0].Neg(d[0])
			d[1].Neg(d[1])
			high = d.crossing()
		}
		break
	}
	if low == nil || best != nil && low.Cmp(best) >= 0 {
		return nil
	}
	if p.method().Name != Extended {
		return low
	}
	for _, k := range p.pareto {
		var out pair // how far j is out of the corridor below k
		for e := range out {
			out[e] = new(big.Rat).Mul(p.keep, p.z[k][e])
			out[e].Sub(out[e], p.z[j][e])
			p.hide(out[e])
		}
		switch {
		case out[0].Sign() > 0:
			at := out.crossing()
			if at == nil {
				return nil
			}
			if at.Cmp(low) > 0 {
				low = at
			}
		case out[1].Sign() > 0:
			out[0].Neg(out[0])
			out[1].Neg(out[1])
			at := rat0
			if out[0].Sign() > 0 {
				at = out.crossing()
			}
			if at.Cmp(high) < 0 {
				high = at
			}
		}
		if low.Cmp(high) > 0 || best != nil && low.Cmp(best) >= 0 {
			return nil
		}
	}
	return low
}

// hide takes off what rounding can hide from a difference of Z on the scale of the
// performances and of the prices.
func (p *path) hide(d *big.Rat) {
	if p.unit != nil {
		u := new(big.Rat).Quo(p.unit, p.scale)
		d.Sub(d, u.Quo(u, new(big.Rat).SetInt(p.priceDen)))
	}
}

// envelope computes Z at both ends, and who is not below somebody else at both.
func (p *path) envelope() {
	p.z = make([][2]*big.Rat, p.n)
	order := make([]int, p.n)
	for i := range p.n {
		order[i] = i
		for e, v := range p.ends(i) {
			p.z[i][e] = quo(v, p.price[i])
		}
	}
	slices.SortFunc(order, func(a, b int) int {
		if c := p.z[b][0].Cmp(p.z[a][0]); c != 0 {
			return c
		}
		return p.z[b][1].Cmp(p.z[a][1])
	})
	p.pareto = p.pareto[:0]
	var best *big.Rat
	for _, i := range order {
		if best == nil || p.z[i][1].Cmp(best) > 0 {
			p.pareto, best = append(p.pareto, i), p.z[i][1]
		}
	}
}

// halvings is how often the way is halved before it is cut where offers cross.
const halvings = 40

// bent is [path.first] where the divisor is a median or the greatest performance.
// Between two points of the way every performance lies between its values there, and
// with them the divisor; that proves the winner first in between, or the way is
// halved, until one offer is the divisor and all is linear again. Should several
// cross in one point, the bound is the point before, closer than a part in 2^40.
func (p *path) bent() (*big.Rat, int) {
	places := []int{p.n - 1}
	if p.method().Name == Median {
		if places[0] = p.n / 2; p.n%2 == 0 {
			places = []int{p.n/2 - 1, p.n / 2}
		}
	}
	all := make([]int, p.n)
	rivals := make([]int, 0, p.n)
	for i := range p.n {
		if all[i] = i; i != p.win {
			rivals = append(rivals, i)
		}
	}
	value := func(i int, at *big.Int, level uint) *big.Int {
		v := new(big.Int).Sub(p.to[i], p.from[i])
		v.Mul(v, at)
		return v.Add(v, new(big.Int).Lsh(p.from[i], level))
	}
	two := big.NewInt(int64(len(places)))
	type factors struct{ own, all *big.Int }
	factor := map[int]factors{}
	for _, j := range rivals {
		phi := p.priced(j)
		factor[j] = factors{product(p.gl[0].Num(), phi.Denom(), two), product(phi.Num(), p.gl[0].Denom())}
	}
	var search func(a *big.Int, level uint, rivals, middle []int, below int) (*big.Rat, int)
	search = func(a *big.Int, level uint, rivals, middle []int, below int) (*big.Rat, int) {
		b := new(big.Int).Add(a, unity())
		lows, highs := make([]*big.Int, len(middle)), make([]*big.Int, len(middle))
		for x, i := range middle {
			lows[x], highs[x] = value(i, a, level), value(i, b, level)
			if lows[x].Cmp(highs[x]) > 0 {
				lows[x], highs[x] = highs[x], lows[x]
			}
		}
		byLow, byHigh := sorted(lows), sorted(highs)
		low, high := new(big.Int), new(big.Int)
		for _, at := range places {
			low.Add(low, lows[byLow[at-below]])
			high.Add(high, highs[byHigh[at-below]])
		}
		// Who cannot be in the middle here only counts as below it, or not.
		from, to := lows[byLow[places[0]-below]], highs[byHigh[places[len(places)-1]-below]]
		var next []int
		under := below
		for x, i := range middle {
			switch {
			case highs[x].Cmp(from) < 0:
				under++
			case lows[x].Cmp(to) <= 0:
				next = append(next, i)
			}
		}
		wa, wb := value(p.win, a, level), value(p.win, b, level)
		var open []int
		for _, j := range rivals {
			f := factor[j]
			n := high
			if f.all.Sign() > 0 {
				n = low
			}
			n = product(f.all, n)
			at := func(w, o *big.Int) int {
				d := product(f.own, new(big.Int).Sub(w, o))
				return d.Add(d, n).Sign()
			}
			if at(wa, value(j, a, level)) <= 0 || at(wb, value(j, b, level)) <= 0 {
				open = append(open, j)
			}
		}
		if len(open) == 0 {
			return nil, 0
		}
		if len(next) == len(places) {
			start := new(big.Rat).SetFrac(a, new(big.Int).Lsh(unity(), level))
			return p.piece(open, next, start, new(big.Rat).SetFrac(b, new(big.Int).Lsh(unity(), level)))
		}
		if level >= halvings {
			if at, j, ok := p.crossed(open, next, places, under, a, level); ok {
				return at, j
			}
			return new(big.Rat).SetFrac(a, new(big.Int).Lsh(unity(), level)), open[0]
		}
		left := new(big.Int).Lsh(a, 1)
		if at, j := search(left, level+1, open, next, under); at != nil {
			return at, j
		}
		return search(new(big.Int).Add(left, unity()), level+1, open, next, under)
	}
	return search(new(big.Int), 0, rivals, all, 0)
}

// priced is the price's part of the difference of the winner and j, less what rounding
// can hide.
func (p *path) priced(j int) *big.Rat {
	phi := new(big.Rat).Sub(p.part[p.win], p.part[j])
	if phi.Mul(phi, p.gp[0]); p.unit != nil {
		phi.Sub(phi, p.unit)
	}
	return phi
}

// crossed looks between a and a + 1, over 2^level, where several offers that may make
// the divisor cross: between two of the points in which any of them cross, their order
// is one, and all is linear. It gives up, not ok, if there are too many such points.
func (p *path) crossed(open, middle, places []int, below int, a *big.Int, level uint) (at *big.Rat, who int, ok bool) {
	den := new(big.Int).Lsh(unity(), level)
	cuts := []*big.Rat{new(big.Rat).SetFrac(a, den), new(big.Rat).SetFrac(new(big.Int).Add(a, unity()), den)}
	start, end := cuts[0], cuts[1]
	// Offers on the same way cross nobody by themselves: one of them is enough.
	var lines []int
	seen := map[string]bool{}
	for _, i := range middle {
		key := p.from[i].Text(62) + " " + p.to[i].Text(62)
		if !seen[key] {
			seen[key], lines = true, append(lines, i)
		}
	}
	meet := func(i, k int) *big.Rat {
		d := new(big.Int).Sub(p.from[i], p.from[k])
		fall := new(big.Int).Sub(d, new(big.Int).Sub(p.to[i], p.to[k]))
		if fall.Sign() == 0 {
			return nil
		}
		if t := quo(d, fall); t.Cmp(start) > 0 && t.Cmp(end) < 0 {
			return t
		}
		return nil
	}
	add := func(t *big.Rat) {
		if t != nil {
			if x, there := slices.BinarySearchFunc(cuts, t, (*big.Rat).Cmp); !there {
				cuts = slices.Insert(cuts, x, t)
			}
		}
	}
	// Mostly all cross in one point, and then each crosses the first one there.
	pencil, all := true, (*big.Rat)(nil)
	for _, i := range lines[1:] {
		t := new(big.Rat)
		d := new(big.Int).Sub(p.from[lines[0]], p.from[i])
		fall := new(big.Int).Sub(d, new(big.Int).Sub(p.to[lines[0]], p.to[i]))
		if pencil = fall.Sign() != 0; pencil {
			t.SetFrac(d, fall)
			pencil = all == nil || t.Cmp(all) == 0
			all = t
		}
		if !pencil {
			break
		}
	}
	switch {
	case pencil && len(lines) > 1:
		add(meet(lines[0], lines[1]))
	case len(lines) > maxMiddle:
		return nil, 0, false
	default:
		for x, i := range lines {
			for _, k := range lines[:x] {
				add(meet(i, k))
			}
		}
	}
	for x := 1; x < len(cuts); x++ {
		centre := new(big.Rat).Add(cuts[x-1], cuts[x])
		centre.Quo(centre, big.NewRat(2, 1))
		order := slices.Clone(middle)
		value := make(map[int]*big.Rat, len(middle))
		for _, i := range middle {
			value[i] = along(p.from[i], p.to[i], centre)
		}
		slices.SortStableFunc(order, func(i, k int) int { return value[i].Cmp(value[k]) })
		divisor := make([]int, len(places))
		for k, place := range places {
			divisor[k] = order[place-below]
		}
		if at, who := p.piece(open, divisor, cuts[x-1], cuts[x]); at != nil {
			return at, who, true
		}
	}
	return nil, 0, true
}

// piece looks between two points, where the offers of the middle make the divisor.
func (p *path) piece(open, middle []int, start, end *big.Rat) (*big.Rat, int) {
	width := new(big.Rat).Sub(end, start)
	ends := [2]*big.Rat{start, end}
	var best *big.Rat
	who := 0
	for _, j := range open {
		var d pair
		phi := p.priced(j)
		phi.Quo(phi, big.NewRat(int64(len(middle)), 1))
		for e, t := range ends {
			d[e] = along(p.from[p.win], p.to[p.win], t)
			d[e].Sub(d[e], along(p.from[j], p.to[j], t))
			d[e].Mul(d[e], p.gl[0])
			for _, i := range middle {
				n := along(p.from[i], p.to[i], t)
				d[e].Add(d[e], n.Mul(n, phi))
			}
		}
		if start.Sign() == 0 && d[0].Sign() == 0 && d[1].Sign() > 0 {
			continue // equal where it starts, and ahead from there on
		}
		at := d.crossing()
		switch {
		case d.zero():
			if at = p.tieLost(j, start); at != nil && at.Cmp(end) > 0 {
				at = nil
			}
		case at != nil:
			at = new(big.Rat).Mul(at, width)
			at.Add(at, start)
		}
		if at != nil {
			if best == nil || at.Cmp(best) < 0 {
				best, who = at, j
			}
		}
	}
	return best, who
}

// tieLost is where on the way, from start on, the winner is no longer ahead of j by what
// decides in a tie; nil if nowhere.
func (p *path) tieLost(j int, start *big.Rat) *big.Rat {
	for at := p.zKey() + 1; at < len(p.keys); at++ {
		d := p.ahead(at, j)
		if d.zero() {
			continue
		}
		rise := new(big.Rat).Sub(d[1], d[0])
		now := new(big.Rat).Mul(rise, start)
		switch now.Add(now, d[0]).Sign() {
		case 1:
			return d.crossing()
		case 0:
			if rise.Sign() > 0 {
				return nil // equal where it starts, and ahead from there on
			}
		}
		return start
	}
	return start
}

// input is what is ranked at a point of the way.
func (p *path) input(at *big.Rat) Field {
	f := p.model.field
	f.Offers = slices.Clone(f.Offers)
	for i := range f.Offers {
		o := &f.Offers[i]
		v := along(p.from[i], p.to[i], at)
		o.Performance = exact.OfRat(v.Mul(v, p.scale))
		if i == p.win && p.lost != "" && o.Points != nil {
			points := map[string]Range{}
			for c, r := range o.Points {
				if c == p.lost {
					r.Award = r.Award.Mul(exact.OfRat(new(big.Rat).Sub(rat1, at)))
				}
				points[c] = r
			}
			o.Points = points
		}
	}
	if p.gp[0] != nil {
		mix := func(g [2]*big.Rat) exact.Number {
			d := new(big.Rat).Sub(g[1], g[0])
			return exact.OfRat(d.Add(d.Mul(d, at), g[0]))
		}
		f.Method.Weights = &Weights{Performance: mix(p.gl), Price: mix(p.gp)}
	}
	return f
}

// beyond is who is first just beyond a point of the way, if not the winner.
func (p *path) beyond(at *big.Rat, likely int) string {
	next := new(big.Rat).Sub(rat1, at)
	if next.Sign() == 0 {
		return ""
	}
	next.Mul(next, new(big.Rat).SetFrac(unity(), new(big.Int).Lsh(unity(), halvings-4)))
	next.Add(next, at)
	if first, err := leaders(p.input(next)); err == nil {
		for _, id := range first {
			if id != p.model.field.Offers[p.win].ID {
				return id
			}
		}
	}
	if p.unit != nil { // the bound is on the safe side
		return ""
	}
	return p.model.field.Offers[likely].ID
}

// still is a path that leads nowhere yet.
func (m *model) still() *path {
	p := &path{model: m, from: m.perf, to: m.perf, scale: new(big.Rat).SetFrac(unity(), m.perfDen)}
	if m.gp != nil {
		for e := range 2 {
			p.gl[e], p.gp[e] = quo(m.gl, m.weightDen), quo(m.gp, m.weightDen)
		}
	}
	return p
}

// sensitivities say how far the weight of each criterion can go alone.
func (m *model) sensitivities(ctx context.Context) ([]Sensitivity, error) {
	var out []Sensitivity
	for c, share := range m.share {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if m.direct {
			break
		}
		s := Sensitivity{Criterion: weightName(m.criteria[c]), Share: exact.OfRat(quo(share, m.shares))}
		s.From, s.To = s.Share, s.Share
		rest := new(big.Int).Sub(m.shares, share)
		if rest.Sign() > 0 {
			// At 0 and at 1 of the criterion's weight, where the others keep their
			// proportions; and where it is now, all on the scale of the former.
			ends := [2][]*big.Int{}
			now := make([]*big.Int, m.n)
			for i := range m.n {
				others := new(big.Int).Sub(m.perf[i], product(share, m.points[i][c]))
				ends[0] = append(ends[0], product(others, m.shares))
				ends[1] = append(ends[1], product(rest, m.points[i][c], m.shares))
				now[i] = product(m.perf[i], rest)
			}
			scale := new(big.Rat).SetFrac(unity(), product(m.perfDen, rest))
			for e := range ends {
				p := m.still()
				p.from, p.to, p.scale = now, ends[e], scale
				if err := p.bound(ctx, &s, e); err != nil {
					return nil, err
				}
			}
		}
		if loss := product(share, m.points[m.win][c]); loss.Sign() > 0 || m.decides(m.criteria[c]) {
			p := m.still()
			p.to, p.lost = slices.Clone(m.perf), m.criteria[c]
			p.to[m.win] = new(big.Int).Sub(m.perf[m.win], loss)
			at, _, err := p.first(ctx)
			if err != nil {
				return nil, err
			}
			// Where all points are lost, what performance is divided by may be gone with
			// them, and nothing is ranked any more; or what decides in a tie keeps the
			// winner first even there.
			if at != nil && at.Cmp(rat1) == 0 {
				if first, err := leaders(p.input(at)); err != nil || p.unit == nil && len(first) == 1 && first[0] == p.model.field.Offers[p.win].ID {
					at = nil
				}
			}
			if at != nil {
				points := exact.OfRat(new(big.Rat).Mul(at, quo(m.points[m.win][c], m.pointDen)))
				s.Points = &points
			}
		}
		out = append(out, s)
	}
	if m.gp == nil {
		return out, nil
	}
	total := new(big.Int).Add(m.gl, m.gp)
	s := Sensitivity{Criterion: PriceWeight, Share: exact.OfRat(quo(m.gp, total))}
	for e := range 2 {
		p := m.still()
		all := quo(total, m.weightDen)
		p.gl[1], p.gp[1] = all, rat0
		if e == 1 {
			p.gl[1], p.gp[1] = rat0, all
		}
		if err := p.bound(ctx, &s, e); err != nil {
			return nil, err
		}
	}
	return append(out, s), nil
}

// decides reports whether a criterion decides in the corridor or in a tie.
func (m *model) decides(criterion string) bool {
	return slices.ContainsFunc(m.keys, func(k key) bool { return k.by == ByCriterion && k.criterion == criterion })
}

// bound fills in how far a weight can go down (0) or up (1).
func (p *path) bound(ctx context.Context, s *Sensitivity, e int) error {
	at, who, err := p.first(ctx)
	if err != nil {
		return err
	}
	end, name := exact.Int(int64(e)), ""
	if at != nil {
		name = p.beyond(at, who)
		end = s.Share.Add(end.Sub(s.Share).Mul(exact.OfRat(at)))
	}
	if e == 0 {
		s.From, s.Below = end, name
	} else {
		s.To, s.Above = end, name
	}
	return nil
}
