package rank

import (
	"fmt"
	"slices"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Rank puts the offers of a field in order by its method. No offers give an empty
// ranking. The order in which offers are given has no influence on anything.
//
// The error wraps [ErrMethod] for what [Method.Check] reports, and [ErrField] where
// the offers do not fit the method: an id that is missing or taken, a performance
// below 0, a price that is not above 0, no points for a criterion that decides, and
// performances that are all 0 (or have the median 0) where the method divides by
// what they give. It lists all problems, each with a JSON pointer from the field on
// ("/method/weights", "/offers/2/price").
func Rank(field Field) (*Ranking, error) {
	t, err := newTable(field)
	if err != nil {
		return nil, err
	}
	r := &Ranking{
		Method: field.Method, Formula: t.formula, Source: t.source, Unverified: t.unverified,
		Ranking: make([]Ranked, 0, len(t.offers)), Warnings: []Warning{},
	}
	if len(t.offers) == 0 {
		r.Warnings = t.warnings(nil)
		return r, nil
	}
	b, err := t.basis(nil)
	if err != nil {
		return nil, err
	}
	o := t.order(b, nil)
	r.Basis = t.shownBasis(b, o)
	shown := t.shown(o)
	for at, i := range o.sequence {
		offer := &t.offers[i]
		ranked := Ranked{ID: offer.ID, Rank: int64(o.rank[i]), Z: o.z[i], Shown: shown[i], Performance: offer.Performance, Price: offer.Price}
		if t.weighted() {
			performance, price := t.parts(b, i)
			ranked.Parts = &Parts{performance, price}
		}
		if t.name == Extended {
			in := o.inside(i)
			ranked.InCorridor = &in
		}
		if at > 0 {
			_, ranked.Decided = t.compare(o, o.sequence[at-1], i)
		}
		ranked.Warnings = t.offerWarnings(b, i)
		r.Ranking = append(r.Ranking, ranked)
	}
	r.Warnings = t.warnings(o)
	return r, nil
}

// table is a field that was checked: its offers by id, so that nothing depends on
// the order in which they were given.
type table struct {
	definition
	method Method
	offers []Offer
	// byPerformance and byPrice are the offers from the lowest to the highest, where
	// the method looks at medians.
	byPerformance, byPrice []int
}

// meanDigits is how many digits the common denominator of the numbers may have that
// a mean is taken of. A thousand offers scored by methods as they are published
// have far fewer; beyond it a mean takes minutes.
const meanDigits = 2000

func newTable(field Field) (*table, error) {
	m := field.Method
	var problems doc.Problems
	if err := m.Check(); err != nil {
		problems = problems.With(err)
		for i := range problems {
			problems[i].Pointer = "/method" + problems[i].Pointer
		}
	}
	var decide []string // the criteria that every offer needs points for
	if m.DecideBy != "" {
		decide = append(decide, m.DecideBy)
	}
	for _, tie := range m.Ties {
		if tie.Criterion != "" && !slices.Contains(decide, tie.Criterion) {
			decide = append(decide, tie.Criterion)
		}
	}
	taken := make(map[string]int, len(field.Offers))
	for i, offer := range field.Offers {
		report := func(pointer, hint, format string, args ...any) {
			problems = append(problems, problem(ErrField, fmt.Sprintf("/offers/%d%s", i, pointer), hint, format, args...))
		}
		if first, ok := taken[offer.ID]; offer.ID == "" {
			report("/id", "give every offer an id", "the id is missing")
		} else if ok {
			report("/id", "give every offer an id of its own", "%s is the id of offer %d, too", doc.Quote(offer.ID), first+1)
		} else {
			taken[offer.ID] = i
		}
		if offer.Performance.Sign() < 0 {
			report("/performance", "use 0 or more", "the performance of %s is %s, below 0", doc.Quote(offer.ID), offer.Performance)
		}
		switch offer.Price.Sign() {
		case 0:
			report("/price", "no method can rank a price of 0: clear it up with the bidder, or price what the authority pays in its stead", "the price of %s is 0", doc.Quote(offer.ID))
		case -1:
			report("/price", "use more than 0", "the price of %s is %s, below 0", doc.Quote(offer.ID), offer.Price)
		}
		for _, criterion := range decide {
			if _, ok := offer.Points[criterion]; !ok {
				report(doc.Pointer("points", criterion), "give its points, or let something else decide", "%s has no points for %s, which decides where Z does not", doc.Quote(offer.ID), doc.Quote(criterion))
			}
		}
	}
	if m.Name == Mean {
		long := func(what string, of func(*Offer) exact.Number) {
			var all []exact.Number
			for i := range field.Offers {
				all = append(all, of(&field.Offers[i]))
			}
			if !exact.Commensurable(meanDigits, all...) {
				problems = append(problems, problem(ErrField, "/offers", "write decimals, or fractions with small denominators", "the %s are too long to take the mean of: they have no common denominator of at most %d digits", what, meanDigits))
			}
		}
		long("performances", func(o *Offer) exact.Number { return o.Performance })
		long("prices", func(o *Offer) exact.Number { return o.Price })
	}
	if len(problems) > 0 {
		problems.Sort()
		return nil, problems
	}
	d, _ := m.Name.definition()
	t := &table{definition: d, method: m, offers: slices.Clone(field.Offers)}
	slices.SortFunc(t.offers, func(a, b Offer) int {
		if a.ID < b.ID {
			return -1
		}
		return 1 // no two are the same
	})
	if d.name == Median {
		t.byPerformance = t.sorted(func(o *Offer) exact.Number { return o.Performance })
		t.byPrice = t.sorted(func(o *Offer) exact.Number { return o.Price })
	}
	return t, nil
}

func (t *table) sorted(of func(*Offer) exact.Number) []int {
	indices := make([]int, len(t.offers))
	for i := range indices {
		indices[i] = i
	}
	slices.SortStableFunc(indices, func(i, j int) int { return of(&t.offers[i]).Cmp(of(&t.offers[j])) })
	return indices
}

// basis is what a method takes from the whole field.
type basis struct {
	// performance is what performances are divided by, and price what prices are; in
	// the price formulas price is the lowest one, and highest the highest.
	performance, price, highest exact.Number
	// perPoint is the weight of performance divided by performance; the same, where
	// Z is a difference, for the price.
	perPoint, perPrice exact.Number
}

// without are offers that are left out.
type without []int

func (w without) has(i int) bool { return slices.Contains(w, i) }

// extremes reports whether the basis is the best performance and the lowest price.
func (t *table) extremes() bool { return t.kind == points || t.name == BadenWuerttemberg }

// basis computes the basis of all offers but those left out, of which there must
// be one. The error wraps [ErrField].
func (t *table) basis(out without) (b basis, err error) {
	switch {
	case t.name == Median:
		b.performance = t.median(t.byPerformance, out, func(o *Offer) exact.Number { return o.Performance })
		b.price = t.median(t.byPrice, out, func(o *Offer) exact.Number { return o.Price })
	case t.name == Mean:
		n := int64(0)
		for i := range t.offers {
			if !out.has(i) {
				b.performance = b.performance.Add(t.offers[i].Performance)
				b.price = b.price.Add(t.offers[i].Price)
				n++
			}
		}
		b.performance, b.price = divide(b.performance, exact.Int(n)), divide(b.price, exact.Int(n))
	case t.name == Reference:
		b.performance, b.price = t.method.Reference.Performance, t.method.Reference.Price
	case t.extremes():
		first := true
		for i := range t.offers {
			switch o := &t.offers[i]; {
			case out.has(i):
			case first:
				b.performance, b.price, b.highest, first = o.Performance, o.Price, o.Price, false
			default:
				b.performance, b.price, b.highest = exact.Max(b.performance, o.Performance), exact.Min(b.price, o.Price), exact.Max(b.highest, o.Price)
			}
		}
	default:
		return b, nil
	}
	if b.performance.IsZero() {
		what := "every performance is 0"
		if t.name == Median {
			what = "the median of the performances is 0"
		}
		return b, doc.Problems{problem(ErrField, "/offers", "the method announced says nothing of such offers", "%s, and %s divides by it", what, t.name)}
	}
	b.perPoint = divide(t.method.Weights.Performance, b.performance)
	b.perPrice = divide(t.method.Weights.Price, b.price)
	return b, nil
}

// median returns the median: of an even number of values the mean of the middle
// two.
func (t *table) median(sorted []int, out without, of func(*Offer) exact.Number) exact.Number {
	n := len(sorted) - len(out)
	at := func(k int) exact.Number { // the k-th that is not left out
		for _, i := range sorted {
			if out.has(i) {
				continue
			}
			if k == 0 {
				return of(&t.offers[i])
			}
			k--
		}
		return exact.Number{}
	}
	if n%2 == 1 {
		return at(n / 2)
	}
	return divide(at(n/2-1).Add(at(n/2)), exact.Int(2))
}

// divide divides by what was shown not to be 0.
func divide(n, m exact.Number) exact.Number {
	q, err := n.Quo(m)
	if err != nil {
		return exact.Number{}
	}
	return q
}

// parts returns what Z is the sum of, in methods with weights.
func (t *table) parts(b basis, i int) (performance, price exact.Number) {
	o := &t.offers[i]
	performance = b.perPoint.Mul(o.Performance)
	switch t.name {
	case PriceQuotient:
		price = divide(b.price, o.Price)
	case PriceOneSided:
		price = exact.Max(exact.Number{}, exact.Int(2).Sub(divide(o.Price, b.price)))
	case PriceTwoSided:
		price = one
		if spread := b.highest.Sub(b.price); !spread.IsZero() {
			price = divide(b.highest.Sub(o.Price), spread)
		}
	default:
		return performance, b.perPrice.Mul(o.Price).Neg()
	}
	return performance, t.method.Weights.Price.Mul(price)
}

func (t *table) z(b basis, i int) exact.Number {
	o := &t.offers[i]
	switch t.kind {
	case quotient:
		return divide(o.Performance, o.Price)
	case price:
		return o.Price
	}
	performance, price := t.parts(b, i)
	return performance.Add(price)
}

// scaled returns Z multiplied by the scale.
func (t *table) scaled(z exact.Number) exact.Number {
	if t.method.Scale == nil {
		return z
	}
	return z.Mul(*t.method.Scale)
}

// ordered is an order of offers. What is by offer is in the order of the table.
type ordered struct {
	z []exact.Number
	// key is what ranks: Z, or what it is rounded to.
	key []exact.Number
	// best is the best key and lower the lower bound of the corridor, if there is
	// one.
	best, lower *exact.Number
	// sequence are the offers, the first first, and rank their ranks.
	sequence []int
	rank     []int
}

func (o *ordered) inside(i int) bool { return o.lower != nil && o.key[i].Cmp(*o.lower) >= 0 }

// order puts in order all offers but those left out, with the basis of those.
func (t *table) order(b basis, out without) *ordered {
	o := t.exactOrder(b, out)
	if r := t.method.Rounding; r != nil && r.Ranks {
		o.key = make([]exact.Number, len(o.z))
		for i, z := range o.z {
			o.key[i] = t.scaled(z).Round(int(r.Places), r.Mode)
		}
	}
	return t.line(o, out)
}

// exactOrder computes what exact numbers say; the sequence is not filled in.
func (t *table) exactOrder(b basis, out without) *ordered {
	o := &ordered{z: make([]exact.Number, len(t.offers))}
	for i := range t.offers {
		if !out.has(i) {
			o.z[i] = t.z(b, i)
		}
	}
	o.key = o.z
	return o
}

// line fills in corridor, sequence and ranks.
func (t *table) line(o *ordered, out without) *ordered {
	o.sequence, o.rank, o.best, o.lower = make([]int, 0, len(t.offers)), make([]int, len(t.offers)), nil, nil
	for i := range t.offers {
		if out.has(i) {
			continue
		}
		o.sequence = append(o.sequence, i)
		if o.best == nil || o.key[i].Cmp(*o.best) > 0 {
			o.best = &o.key[i]
		}
	}
	if t.name == Extended && o.best != nil {
		lower := o.best.Mul(one.Sub(*t.method.Corridor))
		o.lower = &lower
	}
	slices.SortStableFunc(o.sequence, func(i, j int) int { // stable: by id within a rank
		c, _ := t.compare(o, i, j)
		return c
	})
	for at, i := range o.sequence {
		o.rank[i] = at + 1
		if at > 0 {
			if c, _ := t.compare(o, o.sequence[at-1], i); c == 0 {
				o.rank[i] = o.rank[o.sequence[at-1]]
			}
		}
	}
	return o
}

// compare is negative if offer i stands before j, and 0 if they share a rank, and
// says what decided.
func (t *table) compare(o *ordered, i, j int) (int, Decision) {
	if o.lower != nil {
		in, jn := o.inside(i), o.inside(j)
		switch {
		case in && !jn:
			return -1, DecidedByCorridor
		case jn && !in:
			return 1, DecidedByCorridor
		case in:
			if c, d := t.decide(t.method.Decide, t.method.DecideBy, i, j); c != 0 {
				return c, d
			}
		}
	}
	if c := o.key[j].Cmp(o.key[i]); c != 0 {
		if t.kind == price {
			return -c, DecidedByPrice
		}
		return c, DecidedByZ
	}
	for _, tie := range t.method.Ties {
		if c, d := t.decide(tie.By, tie.Criterion, i, j); c != 0 {
			return c, d
		}
	}
	return 0, ""
}

// decide compares by what was announced to decide.
func (t *table) decide(by Criterion, criterion string, i, j int) (int, Decision) {
	a, b := &t.offers[i], &t.offers[j]
	switch by {
	case ByPerformance:
		return b.Performance.Cmp(a.Performance), DecidedByPerformance
	case ByPrice:
		return a.Price.Cmp(b.Price), DecidedByPrice
	default:
		return b.Points[criterion].Award.Cmp(a.Points[criterion].Award), DecidedByCriterion
	}
}

// leastPlaces and mostPlaces bound the decimals of a Z that the method does not
// round.
const (
	leastPlaces = 4
	mostPlaces  = 20
)

// shown writes Z of every offer for reading.
func (t *table) shown(o *ordered) []string {
	scaled := make([]exact.Number, len(o.z))
	for i, z := range o.z {
		scaled[i] = t.scaled(z)
	}
	places, mode := leastPlaces, exact.HalfUp
	if r := t.method.Rounding; r != nil {
		places, mode = int(r.Places), r.Mode
	} else {
		byZ := slices.Clone(scaled)
		slices.SortFunc(byZ, exact.Number.Cmp)
		byZ = slices.CompactFunc(byZ, exact.Number.Equal)
		for at := 1; at < len(byZ) && places < mostPlaces; {
			// what is apart with some decimals stays so with more
			if byZ[at-1].Round(places, mode).Equal(byZ[at].Round(places, mode)) {
				places++
			} else {
				at++
			}
		}
	}
	texts := make([]string, len(scaled))
	for i, z := range scaled {
		texts[i] = z.Fixed(places, mode)
	}
	return texts
}

func (t *table) shownBasis(b basis, o *ordered) map[string]exact.Number {
	switch t.name {
	case Extended:
		return map[string]exact.Number{ZMax: *o.best, CorridorLower: *o.lower}
	case Median:
		return map[string]exact.Number{PerformanceMedian: b.performance, PriceMedian: b.price}
	case Mean:
		return map[string]exact.Number{PerformanceMean: b.performance, PriceMean: b.price}
	case PriceQuotient, PriceOneSided, BadenWuerttemberg:
		return map[string]exact.Number{PerformanceMax: b.performance, PriceMin: b.price}
	case PriceTwoSided:
		return map[string]exact.Number{PerformanceMax: b.performance, PriceMin: b.price, PriceMax: b.highest}
	}
	return nil
}
