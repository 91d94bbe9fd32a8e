package rank

import (
	"slices"

	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// flips reports whether the order of two offers can depend on a third one.
//
// Under the simple method, reference values and the lowest price Z depends on the
// offer alone. Under all others it depends on the others, so a third offer can turn
// the order of two: by moving the median or the mean, by being the best or the
// cheapest, or, in the method with a corridor, by having the best Z. A weight of 0
// leaves one of the two numbers, and with it nothing to turn.
func (t *table) flips() bool {
	switch {
	case t.name == Extended:
		return true
	case t.name == Reference || !t.weighted():
		return false
	}
	return !t.method.Weights.Performance.IsZero() && !t.method.Weights.Price.IsZero()
}

// pairsUpTo is up to how many offers two at a time are left out.
const pairsUpTo = 16

// flip looks for offers whose absence turns the order of two others: for one first,
// and among up to [pairsUpTo] offers then for two. A flip of the first place is
// preferred. What it finds was computed; that it finds none means that there is
// none by a single offer, except under [Mean] where the rounded Z ranks.
//
// Not every offer needs to be left out in its turn, since few of them make a
// difference. Without one offer the median of the performances has one of three
// values, and so has that of the prices; the extremes change only without the offer
// that holds them alone, and the corridor only without the one that has the best Z
// alone. So at most nine orders are looked at. Means differ for every offer. But
// with a mean performance l and a mean price p, the sign of a difference
//
//	Z_i − Z_j = G_L · (L_i − L_j) / l − G_P · (P_i − P_j) / p
//
// depends on l / p alone, and changes once at most as l / p grows. So whatever is
// turned at some l / p is turned at every one farther from that of all offers, and
// it is enough to look where it is farthest, on both sides. There the offer that is
// left out is lost for the pair, so the next few are looked at, too: if all that is
// turned at the farthest involves the offer left out there, then what is turned at
// the second is a pair of the former, and at the third the pair of these two.
func (t *table) flip(o *ordered) *Warning {
	if !t.flips() || len(t.offers) < 3 {
		return nil
	}
	type trial struct {
		rank []int
		out  []int // whoever is left out, of these, gives this order
	}
	var trials []trial
	for _, out := range t.absent(o) {
		b, err := t.basis(without{out[0]})
		if err != nil {
			continue // without it nothing could be ranked
		}
		all := t.order(b, without{out[0]})
		if len(out) > 1 {
			// The order of all offers by the basis without one of them: each of the
			// others can then be left out of it.
			all = t.order(b, nil)
		}
		trials = append(trials, trial{all.rank, out})
	}
	found := func(pair [2]int, out ...int) *Warning {
		return &Warning{Code: FlipFound, Offers: t.ids(pair[:]...), Without: t.ids(out...)}
	}
	for _, first := range []bool{true, false} {
		for _, trial := range trials {
			pair, ok := turned(o, trial.rank, nil, first)
			if !ok {
				continue
			}
			for _, k := range trial.out {
				if k != pair[0] && k != pair[1] {
					return found(pair, k)
				}
			}
			for _, k := range trial.out {
				if pair, ok := turned(o, trial.rank, without{k}, first); ok {
					return found(pair, k)
				}
			}
		}
	}
	if n := len(t.offers); n > 3 && n <= pairsUpTo {
		for _, first := range []bool{true, false} {
			for k := range n {
				for l := k + 1; l < n; l++ {
					out := without{k, l}
					b, err := t.basis(out)
					if err != nil {
						continue
					}
					if pair, ok := turned(o, t.order(b, out).rank, out, first); ok {
						return found(pair, k, l)
					}
				}
			}
		}
	}
	return nil
}

// absent returns groups of offers such that it makes no difference to the basis
// which one of a group is left out. Groups that need not be looked at are missing.
func (t *table) absent(o *ordered) [][]int {
	type place struct{ performance, price, highest int }
	var places []place
	var groups [][]int
	add := func(p place, i int) {
		at := slices.Index(places, p)
		if at < 0 {
			at = len(places)
			places, groups = append(places, p), append(groups, nil)
		}
		groups[at] = append(groups[at], i)
	}
	n := len(t.offers)
	switch {
	case t.name == Median:
		// Below, at or above the middle.
		side := func(sorted []int) []int {
			sides := make([]int, n)
			for at, i := range sorted {
				switch {
				case at > n/2 || n%2 == 0 && at == n/2:
					sides[i] = 1
				case at < n/2:
					sides[i] = -1
				}
			}
			return sides
		}
		performance, price := side(t.byPerformance), side(t.byPrice)
		for i := range n {
			add(place{performance[i], price[i], 0}, i)
		}
	case t.name == Mean:
		return t.farthest()
	case t.kind == points:
		performance := t.alone(func(i, j int) int { return t.offers[i].Performance.Cmp(t.offers[j].Performance) })
		price := t.alone(func(i, j int) int { return t.offers[j].Price.Cmp(t.offers[i].Price) })
		highest := -1
		if t.name == PriceTwoSided {
			highest = t.alone(func(i, j int) int { return t.offers[i].Price.Cmp(t.offers[j].Price) })
		}
		for _, i := range slices.Compact(slices.Sorted(slices.Values([]int{performance, price, highest}))) {
			if i >= 0 {
				groups = append(groups, []int{i})
			}
		}
	case t.name == Extended:
		if i := t.alone(func(i, j int) int { return o.key[i].Cmp(o.key[j]) }); i >= 0 {
			groups = [][]int{{i}}
		}
	}
	return groups
}

// alone returns the offer that is greater than all others, or -1 if several are
// equally great.
func (t *table) alone(compare func(i, j int) int) int {
	best, shared := 0, false
	for i := 1; i < len(t.offers); i++ {
		switch c := compare(i, best); {
		case c > 0:
			best, shared = i, false
		case c == 0:
			shared = true
		}
	}
	if shared {
		return -1
	}
	return best
}

// farOffers is how many offers are looked at on each side of the mean.
const farOffers = 4

// farthest returns the offers without which mean performance by mean price is
// farthest from what it is with all: [farOffers] on each side.
func (t *table) farthest() (groups [][]int) {
	var performance, price exact.Number
	for i := range t.offers {
		performance, price = performance.Add(t.offers[i].Performance), price.Add(t.offers[i].Price)
	}
	ratios, indices := make([]exact.Number, len(t.offers)), make([]int, len(t.offers))
	for i := range t.offers {
		ratios[i] = divide(performance.Sub(t.offers[i].Performance), price.Sub(t.offers[i].Price))
		indices[i] = i
	}
	slices.SortStableFunc(indices, func(i, j int) int { return ratios[i].Cmp(ratios[j]) })
	for at, i := range indices {
		if at < farOffers || at >= len(indices)-farOffers {
			groups = append(groups, []int{i})
		}
	}
	return groups
}

// turned returns two offers, in the order in which they stand, that the other
// ranks put the other way round; with first, one that shares the first place and
// the one that is then before all others.
func turned(o *ordered, other []int, out without, first bool) (pair [2]int, ok bool) {
	back := -1 // the one farthest back by the other ranks, of those before
	for from, to := 0, 0; from < len(o.sequence); from = to {
		best := -1
		for to = from; to < len(o.sequence) && o.rank[o.sequence[to]] == o.rank[o.sequence[from]]; to++ {
			i := o.sequence[to]
			if out.has(i) {
				continue
			}
			if back >= 0 && other[i] < other[back] {
				if !first {
					return [2]int{back, i}, true
				}
				if best < 0 || other[i] < other[best] {
					best = i
				}
			}
		}
		if best >= 0 && (!ok || other[best] < other[pair[1]]) {
			pair, ok = [2]int{back, best}, true
		}
		if first && from > 0 {
			continue
		}
		for _, i := range o.sequence[from:to] {
			if !out.has(i) && (back < 0 || other[i] > other[back]) {
				back = i
			}
		}
	}
	return pair, ok
}
