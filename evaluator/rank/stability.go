package rank

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// Answer says whether the winner stays first in a whole region.
type Answer string

// The answers.
const (
	Holds     Answer = "holds"     // everywhere: proven
	Reversed  Answer = "reversed"  // not at the point that is given: computed there
	Undecided Answer = "undecided" // neither was shown
)

// Values returns the accepted values.
func (Answer) Values() []string { return []string{"holds", "reversed", "undecided"} }

// Tolerances say how far the inputs are varied, in percent; 0 leaves one out.
type Tolerances struct {
	Weights exact.Number `json:"weights" required:"true"`
	Prices  exact.Number `json:"prices" required:"true"`
}

// Stability says how far the first place can be relied on.
type Stability struct {
	Winner     string     `json:"winner" required:"true"`
	Tolerances Tolerances `json:"tolerances" required:"true"`
	// Weights varies all weights together, Completions what is unknown, Prices all
	// prices independently of each other.
	Weights     *Region `json:"weights,omitzero"`
	Completions *Region `json:"completions,omitzero"`
	Prices      *Region `json:"prices,omitzero"`
	// Criteria say for each criterion how far its weight alone can go.
	Criteria []Sensitivity `json:"criteria,omitzero"`
}

// Region is the answer for one kind of variation.
type Region struct {
	Answer Answer `json:"answer" required:"true"`
	// Exact says that nothing is left open at any distance: the reversal is given
	// exactly or to a millionth of a percent, or there is none.
	Exact bool `json:"exact,omitzero"`
	// Reversal is the first point at which the winner is no longer alone in first
	// place, at whatever distance; absent if there is none, or none was found.
	Reversal *Reversal `json:"reversal,omitzero"`
}

// Reversal is a point at which another offer is first, or as good.
type Reversal struct {
	// Distance is how far it is away, in percent of the inputs, and of the way to the
	// worst and the best for completions. Below it the winner is alone in first place,
	// wherever. If Until is there, the first reversal lies between the two, and At is
	// at Until: because only beyond Distance somebody else is first, or because no more
	// was shown.
	Distance exact.Number  `json:"distance" required:"true"`
	Until    *exact.Number `json:"until,omitempty"`
	// Winner is who is first there.
	Winner string `json:"winner" required:"true"`
	// At are the inputs there that differ: the weights by criterion (see
	// [Field.Reweighted]; [PriceWeight] is the price's), the prices by offer, or the
	// performances by offer. Empty if the first place is shared already.
	At map[string]exact.Number `json:"at" required:"true"`
}

// Sensitivity says how far the weight of one criterion can go, the others keeping
// their proportions, before the winner is no longer first. Along such a way every
// performance is linear, and the bounds are exact; with a median or a greatest
// performance they are too, unless dozens of offers cross in many points close to the
// bound, when the one given is closer to the weight by less than a part in 2^40. At a bound itself
// the first place may be shared. Where the rounded Z ranks, bounds are on the safe
// side.
type Sensitivity struct {
	// Criterion is the criterion of the tender, or [PriceWeight] in the methods that
	// have a weight of the price, named as in [Reversal.At].
	Criterion string `json:"criterion" required:"true"`
	// Share is its share of the performance, from 0 to 1; the price's is that of both
	// weights.
	Share exact.Number `json:"share" required:"true"`
	// From and To are the bounds of the share within which the winner stays first,
	// and Below and Above who is first beyond them; absent if that is nobody.
	From  exact.Number `json:"from" required:"true"`
	To    exact.Number `json:"to" required:"true"`
	Below string       `json:"below,omitzero"`
	Above string       `json:"above,omitzero"`
	// Points is by how many points of the winner, in this criterion alone, its first
	// place is lost or shared; absent if no loss down to 0 points does it.
	Points *exact.Number `json:"points,omitempty"`
}

// Check reports whether the tolerances can be used: from 0 to 100 percent for the
// weights, and less than 100 for the prices.
func (t Tolerances) Check() error {
	var problems []error
	if t.Weights.Sign() < 0 || t.Weights.Cmp(hundred) > 0 {
		problems = append(problems, fmt.Errorf("the tolerance of the weights is %s percent: use 0 to 100", t.Weights))
	}
	if t.Prices.Sign() < 0 || t.Prices.Cmp(hundred) >= 0 {
		problems = append(problems, fmt.Errorf("the tolerance of the prices is %s percent: use 0 or more, and less than 100", t.Prices))
	}
	return errors.Join(problems...)
}

// Stable says how far the first place of a field can be relied on. The inputs are
// varied in three ways, and each [Region] says whether the winner stays alone in
// first place, and where it first does not:
//
//   - Weights. The weights are one vector: for every criterion its share of the
//     performance, times the weight of performance where the method has weights, and
//     the weight of the price. Each stays within ± x % of itself, all together, and
//     they add up to what they did. Where performance was given directly, its weight
//     and that of the price are all there is. No weight falls below 0, so that x goes
//     up to 100.
//   - Prices. Each stays within ± y % of itself, independently of the others.
//   - Completions. The points of each offer (or its performance) lie anywhere between
//     their worst and their best, independently of the others. A distance is in
//     percent of the way from what ranks to these ends, 100 % being all of it.
//
// Each of the three is a set around the inputs given that grows in proportion to the
// distance t, and Z_w − Z_j, the lead of the winner on another offer, is looked at
// where it is smallest. Where the lead is linear in the inputs, maybe after clearing
// denominators, its least value is D − t · K, with D the lead now, and the distance
// at which j draws level is D / K, exactly:
//
//	simple, prices        D = L_w P_j − L_j P_w          K = L_w P_j + L_j P_w
//	simple, completions   D = L_w P_j − L_j P_w          K = (L_w − worst_w) P_j + (best_j − L_j) P_w
//	weights v             D = Σ v_c a_c                  K = Σ v_c |a_c − a_m|
//
// with a_c what weight c adds to the lead and a_m the weighted median of the a_c: the
// worst that can happen is that weight goes from the criteria with the greatest a_c to
// those with the smallest. So it is for the simple and the extended method, reference
// values and the lowest price, for means under other prices and completions, and
// whenever performance was given directly. In the corridor's method the winner has to
// stay in the corridor, and j has to be in it to take the first place by what decides
// there. Weights are then the only case in which two conditions need not have their
// worst in the same point: the distance is a lower bound, unless the ranking confirms
// it.
//
// Medians, extremes of prices and greatest performances, under other prices or
// completions, have their least lead at one of a few points that are looked at, and
// the distance is found by halving, to a millionth of a percent. Where weights change
// a median, a mean or a greatest performance that performance is divided by, the lead
// is bounded from below by intervals and slices of the price's weight: holds is then
// proven, reversed was computed at a point, and between the two the answer may stay
// [Undecided].
//
// Equal Z is decided as [Method.Ties] says, and that is held to as well: at the very
// distance the first place may still be the winner's. Where the rounded Z ranks, a
// lead counts from two units of the last place shown; what is less is on the safe
// side.
//
// Every reversal was ranked at its inputs: [Field.Reweighted], [Field.Repriced] and
// [Field.Completed] give the field to try it on.
//
// A first place that is shared is reversed at distance 0. A single offer stays first.
// Sensitivities per criterion are computed for whatever tolerances; see [Sensitivity].
//
// The error is that of [Rank], of [Tolerances.Check] or of the context, or it wraps
// [ErrUnsuitable], listing all problems: points that are missing or do not add up to
// the performance, ranges that do not hold what ranks, numbers that are too long.
func Stable(ctx context.Context, field Field, tolerances Tolerances) (*Stability, error) {
	if err := tolerances.Check(); err != nil {
		return nil, err
	}
	order, first, err := standing(field)
	if err != nil {
		return nil, err
	}
	if first == 0 {
		return nil, fmt.Errorf("%w: there is no offer", ErrUnsuitable)
	}
	m, err := newModel(field, order)
	if err != nil {
		return nil, err
	}
	out := &Stability{Winner: order[0], Tolerances: tolerances}
	if first > 1 {
		shared := func() *Region {
			return &Region{Answer: Reversed, Exact: true, Reversal: &Reversal{Winner: order[1], At: map[string]exact.Number{}}}
		}
		out.Completions = shared()
		if tolerances.Weights.Sign() > 0 {
			out.Weights = shared()
		}
		if tolerances.Prices.Sign() > 0 {
			out.Prices = shared()
		}
		return out, nil
	}
	part := func(percent exact.Number) *big.Rat { r := percent.Rat(); return r.Quo(r, big.NewRat(100, 1)) }
	if tolerances.Weights.Sign() > 0 {
		if out.Weights, err = m.region(ctx, m.weightsRegion(), part(tolerances.Weights)); err != nil {
			return nil, err
		}
	}
	if tolerances.Prices.Sign() > 0 {
		if out.Prices, err = m.region(ctx, m.pricesRegion(), part(tolerances.Prices)); err != nil {
			return nil, err
		}
	}
	out.Completions = &Region{Answer: Holds, Exact: true}
	if completions := m.completionsRegion(); !completions.settled() {
		if out.Completions, err = m.region(ctx, completions, rat1); err != nil {
			return nil, err
		}
	}
	out.Criteria, err = m.sensitivities(ctx)
	return out, err
}

// leaders are the offers that share the first place.
func leaders(field Field) ([]string, error) {
	order, first, err := standing(field)
	return order[:first], err
}

// standing are the offers in order, and how many share the first place.
func standing(field Field) (order []string, first int, err error) {
	t, err := newTable(field)
	if err != nil || len(t.offers) == 0 {
		return nil, 0, err
	}
	b, err := t.basis(nil)
	if err != nil {
		return nil, 0, err
	}
	o := t.order(b, nil)
	for _, i := range o.sequence {
		order = append(order, t.offers[i].ID)
		if o.rank[i] == 1 {
			first++
		}
	}
	return order, first, nil
}
