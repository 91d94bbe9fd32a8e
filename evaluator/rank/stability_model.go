package rank

import (
	"errors"
	"fmt"
	"math/big"
	"slices"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// maxBits is how long the common denominator of points, weights or prices may get,
// and any of their numerators: some 1200 digits. All of them are brought to whole
// numbers, so that one with a wild fraction makes every other one long.
const maxBits = 4096

// ErrUnsuitable is wrapped by the errors of [Stable] about a field whose parts do
// not fit together.
var ErrUnsuitable = errors.New("stability cannot be computed")

// model is a field in whole numbers: a comparison of two offers does not care for a
// positive factor, so that whatever shares a denominator loses it.
type model struct {
	field  Field
	n, win int
	// criteria, share and points are those of the tender, and points by offer; where
	// performance was given directly there is one criterion, the performance itself.
	direct   bool
	criteria []string
	share    []*big.Int
	shares   *big.Int // their sum
	points   [][]*big.Int
	pointDen *big.Int
	// perf, low and high are performance and what it can become, over perfDen.
	perf, low, high []*big.Int
	perfDen         *big.Int
	price           []*big.Int
	priceDen        *big.Int
	// gl and gp are the weights of performance and price, over weightDen; gp is nil
	// in the methods without.
	gl, gp, weightDen *big.Int
	// norm is what performance is divided by, and part the price's part of Z by unit
	// of its weight: in the methods with weights.
	norm *big.Rat
	part []*big.Rat
	// keep is 1 − corridor.
	keep *big.Rat
	// unit is twice the step that Z is rounded to, where the rounded one ranks.
	unit *big.Rat
	keys []key
	// order are the offers as they were ranked.
	order []int
}

func (m *model) method() *Method { return &m.field.Method }

// key is one thing that offers are compared by, in the order they count.
type key struct {
	by              Criterion // or "" for Z
	criterion       string
	award, low, top []*big.Int
}

func unity() *big.Int { return big.NewInt(1) }

// whole brings numbers to their common denominator, if that is not too long.
func whole(what string, numbers []*big.Rat) ([]*big.Int, *big.Int, error) {
	bits := 0
	for _, r := range numbers {
		bits = max(bits, r.Num().BitLen())
	}
	ints, den := common(numbers)
	if ints == nil || max(bits, den.BitLen()) > maxBits {
		return nil, nil, fmt.Errorf("%w: the %s are too long, or have no common denominator of a reasonable length; round them before they are ranked", ErrUnsuitable, what)
	}
	return ints, den, nil
}

// common brings numbers to their common denominator; nil if that is too long.
func common(numbers []*big.Rat) ([]*big.Int, *big.Int) {
	den := unity()
	for _, r := range numbers {
		if d := r.Denom(); !d.IsInt64() || d.Int64() != 1 {
			den.Mul(den, new(big.Int).Quo(d, new(big.Int).GCD(nil, nil, den, d)))
		}
		if den.BitLen() > 8*maxBits {
			return nil, nil
		}
	}
	ints := make([]*big.Int, len(numbers))
	for i, r := range numbers {
		ints[i] = new(big.Int).Quo(den, r.Denom())
		ints[i].Mul(ints[i], r.Num())
	}
	return ints, den
}

func newModel(field Field, order []string) (*model, error) {
	switch field.Method.Name {
	case Simple, Extended, Median, Reference, Mean, PriceQuotient, PriceOneSided, PriceTwoSided, LowestPrice:
	default:
		return nil, fmt.Errorf("%w: nothing is known of how method %s depends on its inputs", ErrUnsuitable, doc.Quote(string(field.Method.Name)))
	}
	m := &model{field: field, n: len(field.Offers), direct: len(field.Shares) == 0}
	place := make(map[string]int, m.n)
	for i, o := range field.Offers {
		place[o.ID] = i
	}
	for _, id := range order {
		m.order = append(m.order, place[id])
	}
	m.win = m.order[0]
	if err := errors.Join(m.readPoints(), m.readPrices()); err != nil {
		return nil, err
	}
	if err := errors.Join(m.readMethod(), m.readKeys()); err != nil {
		return nil, err
	}
	return m, nil
}

func (m *model) readPrices() (err error) {
	prices := make([]*big.Rat, m.n)
	for i, o := range m.field.Offers {
		prices[i] = o.Price.Rat()
	}
	m.price, m.priceDen, err = whole("prices", prices)
	return err
}

// ends are the worst and the best of a range, which must hold its award value.
func ends(offer, what string, r Range) error {
	if r.Worst.Cmp(r.Award) > 0 || r.Award.Cmp(r.Best) > 0 {
		return fmt.Errorf("%w: %s of offer %s: %s does not lie between its worst %s and its best %s", ErrUnsuitable, what, doc.Quote(offer), r.Award, r.Worst, r.Best)
	}
	if r.Worst.Sign() < 0 {
		return fmt.Errorf("%w: %s of offer %s can become %s, which is less than 0", ErrUnsuitable, what, doc.Quote(offer), r.Worst)
	}
	return nil
}

func (m *model) readPoints() error {
	var problems []error
	if m.direct {
		m.criteria, m.share, m.shares = []string{"performance"}, []*big.Int{unity()}, unity()
		all := make([]*big.Rat, 0, 3*m.n)
		for _, o := range m.field.Offers {
			r := Range{o.Performance, o.Performance, o.Performance}
			if o.Range != nil {
				r = Range{o.Performance, o.Range.Worst, o.Range.Best}
			}
			problems = append(problems, ends(o.ID, "the performance", r))
			all = append(all, r.Award.Rat(), r.Worst.Rat(), r.Best.Rat())
		}
		ints, den, err := whole("performances", all)
		if err := errors.Join(append(problems, err)...); err != nil {
			return err
		}
		for i := range m.n {
			m.points = append(m.points, ints[3*i:3*i+1])
			m.perf, m.low, m.high = append(m.perf, ints[3*i]), append(m.low, ints[3*i+1]), append(m.high, ints[3*i+2])
		}
		m.pointDen, m.perfDen = den, den
		return nil
	}
	shares, seen := make([]*big.Rat, 0, len(m.field.Shares)), map[string]bool{}
	for _, s := range m.field.Shares {
		if seen[s.Criterion] {
			problems = append(problems, fmt.Errorf("%w: criterion %s has two weights", ErrUnsuitable, doc.Quote(s.Criterion)))
		}
		if s.Share.Sign() < 0 {
			problems = append(problems, fmt.Errorf("%w: the weight %s of criterion %s is less than 0", ErrUnsuitable, s.Share, doc.Quote(s.Criterion)))
		}
		seen[s.Criterion] = true
		m.criteria, shares = append(m.criteria, s.Criterion), append(shares, s.Share.Rat())
	}
	all := make([]*big.Rat, 0, 3*m.n*len(shares))
	for _, o := range m.field.Offers {
		sum := exact.Number{}
		for _, s := range m.field.Shares {
			r, ok := o.Points[s.Criterion]
			if !ok {
				problems = append(problems, fmt.Errorf("%w: offer %s has no points in criterion %s", ErrUnsuitable, doc.Quote(o.ID), doc.Quote(s.Criterion)))
			}
			problems = append(problems, ends(o.ID, "the points in "+doc.Quote(s.Criterion), r))
			sum = sum.Add(s.Share.Mul(r.Award))
			all = append(all, r.Award.Rat(), r.Worst.Rat(), r.Best.Rat())
		}
		if !sum.Equal(o.Performance) {
			problems = append(problems, fmt.Errorf("%w: the weighted points of offer %s add up to %s, but its performance is %s", ErrUnsuitable, doc.Quote(o.ID), sum, o.Performance))
		}
	}
	var shareDen *big.Int
	var err1, err2 error
	m.share, shareDen, err1 = whole("weights", shares)
	ints, pointDen, err2 := whole("points", all)
	if err := errors.Join(append(problems, err1, err2)...); err != nil {
		return err
	}
	m.shares = new(big.Int)
	for _, s := range m.share {
		m.shares.Add(m.shares, s)
	}
	if m.shares.Sign() == 0 {
		return fmt.Errorf("%w: all weights are 0", ErrUnsuitable)
	}
	m.pointDen, m.perfDen = pointDen, new(big.Int).Mul(shareDen, pointDen)
	for i := range m.n {
		row := make([]*big.Int, len(m.share))
		var sums [3]big.Int
		for c, s := range m.share {
			at := 3 * (i*len(m.share) + c)
			row[c] = ints[at]
			for k := range sums {
				sums[k].Add(&sums[k], new(big.Int).Mul(s, ints[at+k]))
			}
		}
		m.points = append(m.points, row)
		m.perf, m.low, m.high = append(m.perf, &sums[0]), append(m.low, &sums[1]), append(m.high, &sums[2])
	}
	return nil
}

func (m *model) readMethod() (err error) {
	method := m.method()
	m.keep = big.NewRat(1, 1)
	if method.Name == Extended && method.Corridor != nil {
		m.keep.Sub(m.keep, method.Corridor.Rat())
	}
	if r := method.Rounding; r != nil && r.Ranks {
		m.unit = exact.Int(2).Rat()
		m.unit.Quo(m.unit, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(r.Places), nil)))
		if method.Scale != nil && method.Scale.Sign() > 0 {
			m.unit.Quo(m.unit, method.Scale.Rat())
		}
	}
	if !m.weighted() {
		return nil
	}
	if method.Weights == nil {
		return fmt.Errorf("%w: method %s has no weights", ErrUnsuitable, method.Name)
	}
	weights, den, err := whole("weights", []*big.Rat{method.Weights.Performance.Rat(), method.Weights.Price.Rat()})
	if err != nil {
		return err
	}
	m.gl, m.gp, m.weightDen = weights[0], weights[1], den
	m.norm = new(big.Rat).SetFrac(m.middle(m.perf), m.middleDen(m.perfDen))
	if method.Name == Reference {
		if method.Reference == nil {
			return fmt.Errorf("%w: method %s has no reference values", ErrUnsuitable, method.Name)
		}
		m.norm = method.Reference.Performance.Rat()
	}
	if m.norm.Sign() <= 0 {
		return fmt.Errorf("%w: performance is divided by %s", ErrUnsuitable, m.norm.RatString())
	}
	m.part = m.parts(m.price)
	return nil
}

func (m *model) weighted() bool {
	switch m.method().Name {
	case Simple, Extended, LowestPrice:
		return false
	default:
		return true
	}
}

// middle is what the values of all offers are divided by in this method, times
// middleDen over their denominator.
func (m *model) middle(values []*big.Int) *big.Int {
	switch m.method().Name {
	case Median:
		sorted := slices.SortedFunc(slices.Values(values), (*big.Int).Cmp)
		return new(big.Int).Add(sorted[(m.n-1)/2], sorted[m.n/2])
	case Mean:
		sum := new(big.Int)
		for _, v := range values {
			sum.Add(sum, v)
		}
		return sum
	default:
		return slices.MaxFunc(values, (*big.Int).Cmp)
	}
}

func (m *model) middleDen(den *big.Int) *big.Int {
	switch m.method().Name {
	case Median:
		return new(big.Int).Lsh(den, 1)
	case Mean:
		return new(big.Int).Mul(den, big.NewInt(int64(m.n)))
	default:
		return den
	}
}

// parts are the parts of the price in Z, by unit of its weight.
func (m *model) parts(price []*big.Int) []*big.Rat {
	out := make([]*big.Rat, m.n)
	low, high := slices.MinFunc(price, (*big.Int).Cmp), slices.MaxFunc(price, (*big.Int).Cmp)
	by := m.method().Name
	middle, den := m.middle(price), m.middleDen(unity())
	if by == Reference {
		ref := m.field.Method.Reference.Price.Rat()
		middle, den = new(big.Int).Mul(ref.Num(), m.priceDen), ref.Denom()
	}
	for i, p := range price {
		switch by {
		case PriceQuotient:
			out[i] = new(big.Rat).SetFrac(low, p)
		case PriceOneSided:
			out[i] = new(big.Rat).Sub(big.NewRat(2, 1), new(big.Rat).SetFrac(p, low))
			if out[i].Sign() < 0 {
				out[i].SetInt64(0)
			}
		case PriceTwoSided:
			if spread := new(big.Int).Sub(high, low); spread.Sign() > 0 {
				out[i] = new(big.Rat).SetFrac(new(big.Int).Sub(high, p), spread)
			} else {
				out[i] = big.NewRat(1, 1)
			}
		default:
			out[i] = new(big.Rat).SetFrac(new(big.Int).Mul(p, den), middle)
			out[i].Neg(out[i])
		}
	}
	return out
}

// readKeys lays out what offers are compared by: the decision in the corridor and
// ties may name criteria of the tender.
func (m *model) readKeys() error {
	method := m.method()
	var problems []error
	add := func(by Criterion, criterion string) {
		k := key{by: by, criterion: criterion, award: m.perf, low: m.low, top: m.high}
		if by == ByCriterion {
			all := make([]*big.Rat, 0, 3*m.n)
			for _, o := range m.field.Offers {
				r, ok := o.Points[criterion]
				if !ok {
					problems = append(problems, fmt.Errorf("%w: offer %s has no points in criterion %s, which decides", ErrUnsuitable, doc.Quote(o.ID), doc.Quote(criterion)))
				}
				all = append(all, r.Award.Rat(), r.Worst.Rat(), r.Best.Rat())
			}
			ints, _, err := whole("points", all)
			if err != nil {
				problems = append(problems, err)
				return
			}
			k.award, k.low, k.top = nil, nil, nil
			for i := range m.n {
				k.award, k.low, k.top = append(k.award, ints[3*i]), append(k.low, ints[3*i+1]), append(k.top, ints[3*i+2])
			}
		}
		m.keys = append(m.keys, k)
	}
	if method.Name == Extended {
		add(method.Decide, method.DecideBy)
	}
	m.keys = append(m.keys, key{})
	for _, tie := range method.Ties {
		add(tie.By, tie.Criterion)
	}
	return errors.Join(problems...)
}
