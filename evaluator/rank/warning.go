package rank

import (
	"slices"

	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// WarningCode says what a warning is about.
type WarningCode string

// The codes. Those from NoPerformance on are about one offer, and stand with it.
const (
	// UnverifiedFormula says that the formula was not read in the source that
	// defines the method.
	UnverifiedFormula WarningCode = "unverifiedFormula"
	// FlipPossible says that the order of two offers can depend on a third one,
	// because the method measures offers against each other: by medians, means, the
	// best or lowest of all, or a corridor below the best.
	FlipPossible WarningCode = "flipPossible"
	// FlipFound says that it does so among these offers: if those in Without had
	// not been made, the two in Offers, now in this order, would stand the other way
	// round.
	FlipFound WarningCode = "flipFound"
	// MeanDiscouraged says that UfAB advises against means.
	MeanDiscouraged WarningCode = "meanDiscouraged"
	// MedianContested says that a scheme of performance points by medians was found
	// unlawful; UfAB's method is held to be another case.
	MedianContested WarningCode = "medianContested"
	// SimpleAs5050 says that L / P counts as an announced weighting of 50 to 50,
	// and that no other can be had by it.
	SimpleAs5050 WarningCode = "simpleAs5050"
	// CorridorWide says that the corridor is wider than the 10 % recommended.
	CorridorWide WarningCode = "corridorWide"
	// PriceWeight90 says that the price has 90 % of the weight or more.
	PriceWeight90 WarningCode = "priceWeight90"
	// TwoSidedExtremes says that the points of all prices hang on the highest one,
	// and that of two prices one always has full points and the other none, however
	// near they are.
	TwoSidedExtremes WarningCode = "twoSidedExtremes"
	// EqualPrices says that all prices are equal, where the formula then divides by
	// zero, and that every offer was given full price points.
	EqualPrices WarningCode = "equalPrices"
	// TieFound says that the offers share a rank: nothing announced tells them apart.
	TieFound WarningCode = "tie"
	// RoundingDecides says that the two offers, in this order, would stand otherwise
	// by the exact Z.
	RoundingDecides WarningCode = "roundingDecides"
	// TenderChanged says that the tender is not the one that was announced: its
	// digest is another.
	TenderChanged WarningCode = "tenderChanged"
	// OffersOpen says that the offers are neither in nor out, because an exclusion
	// criterion is open: the ranking is without them and may change.
	OffersOpen WarningCode = "offersOpen"
	// FirstOpen says that the offers would be first if all open ones were let in as
	// they are.
	FirstOpen WarningCode = "firstOpen"
	// LayerDiffers says that the offers are at another layer than what is bought.
	LayerDiffers WarningCode = "layerDiffers"
	// NoPerformance says that the performance is 0.
	NoPerformance WarningCode = "noPerformance"
	// NoPricePoints says that the price is at or beyond the end of the formula, so
	// that no higher price would cost it anything.
	NoPricePoints WarningCode = "noPricePoints"
	// OpenPerformance says that the performance is not settled: something that
	// counts in it is unknown or not proven.
	OpenPerformance WarningCode = "openPerformance"
)

// Values returns the accepted values.
func (WarningCode) Values() []string {
	codes := []WarningCode{
		UnverifiedFormula, FlipPossible, FlipFound, MeanDiscouraged, MedianContested, SimpleAs5050, CorridorWide, PriceWeight90,
		TwoSidedExtremes, EqualPrices, TieFound, RoundingDecides, TenderChanged, OffersOpen, FirstOpen, LayerDiffers, NoPerformance, NoPricePoints, OpenPerformance,
	}
	texts := make([]string, len(codes))
	for i, code := range codes {
		texts[i] = string(code)
	}
	return texts
}

// Warning is what a reader of the ranking must know.
type Warning struct {
	Code WarningCode `json:"code" required:"true"`
	// Offers are those it is about.
	Offers []string `json:"offers,omitzero"`
	// Without are the offers whose absence turns the order of Offers, in FlipFound.
	Without []string `json:"without,omitzero"`
	// Source is where the warning comes from: document and clause, or a decision.
	// Absent where it follows from the formula.
	Source string `json:"source,omitzero"`
}

// The sources of the warnings.
const (
	sourceIABG        = "IABG glossary, Gewichtete Richtwertmethode"
	sourceLueneburg   = "VK Lüneburg, 5 September 2023, VgK-20/2023"
	sourceBund77      = "VK Bund, 6 November 2023, VK 1-77/23"
	sourceDuesseldorf = "OLG Düsseldorf, 9 January 2013, Verg 33/12"
	sourceCorridor    = "UfAB 2018, erweiterte Richtwertmethode: at most 10 % recommended"
)

// warnings are those about the ranking as a whole; the order is nil if there are no
// offers.
func (t *table) warnings(o *ordered) []Warning {
	all := []Warning{}
	add := func(code WarningCode, source string, offers ...string) {
		all = append(all, Warning{Code: code, Offers: offers, Source: source})
	}
	if t.unverified {
		add(UnverifiedFormula, t.source)
	}
	switch t.name {
	case Simple, Extended:
		add(SimpleAs5050, sourceLueneburg)
	case Median:
		add(MedianContested, sourceBund77)
	case Mean:
		add(MeanDiscouraged, sourceIABG)
	case PriceTwoSided:
		add(TwoSidedExtremes, blog2015)
	}
	if t.name == Extended && t.method.Corridor.Cmp(tenth) > 0 {
		add(CorridorWide, sourceCorridor)
	}
	if w := t.method.Weights; w != nil && w.Price.Cmp(w.sum().Mul(nineTenths)) >= 0 {
		add(PriceWeight90, sourceDuesseldorf)
	}
	if t.flips() {
		source := ""
		if t.name == Median || t.name == Mean {
			source = sourceIABG
		}
		add(FlipPossible, source)
	}
	if o == nil {
		return all
	}
	if flip := t.flip(o); flip != nil {
		all = append(all, *flip)
	}
	if t.name == PriceTwoSided && len(t.offers) > 1 && t.equalPrices() {
		add(EqualPrices, "")
	}
	if pair := t.roundingDecides(o); pair != nil {
		add(RoundingDecides, "", t.ids(pair...)...)
	}
	for from, to := 0, 0; from < len(o.sequence); from = to {
		for to = from + 1; to < len(o.sequence) && o.rank[o.sequence[to]] == o.rank[o.sequence[from]]; {
			to++
		}
		if to-from > 1 {
			add(TieFound, "", t.ids(o.sequence[from:to]...)...)
		}
	}
	return all
}

var (
	tenth      = exact.MustParse("0.1")
	nineTenths = exact.MustParse("0.9")
)

func (t *table) ids(offers ...int) []string {
	ids := make([]string, len(offers))
	for at, i := range offers {
		ids[at] = t.offers[i].ID
	}
	return ids
}

func (t *table) equalPrices() bool {
	return !slices.ContainsFunc(t.offers, func(o Offer) bool { return !o.Price.Equal(t.offers[0].Price) })
}

// roundingDecides returns two offers that stand in another order than by the exact
// Z, or share a rank that they would not share.
func (t *table) roundingDecides(o *ordered) []int {
	if t.method.Rounding == nil || !t.method.Rounding.Ranks {
		return nil
	}
	e := t.line(&ordered{z: o.z, key: o.z}, nil)
	worst := -1 // by the rounded Z, of all that the exact one puts before
	for from, to := 0, 0; from < len(e.sequence); from = to {
		for to = from; to < len(e.sequence) && e.rank[e.sequence[to]] == e.rank[e.sequence[from]]; to++ {
			if i := e.sequence[to]; worst >= 0 && o.rank[i] <= o.rank[worst] {
				return []int{i, worst}
			}
		}
		for _, i := range e.sequence[from:to] {
			if worst < 0 || o.rank[i] > o.rank[worst] {
				worst = i
			}
		}
	}
	return nil
}

// offerWarnings are those about one offer.
func (t *table) offerWarnings(b basis, i int) (all []Warning) {
	o := &t.offers[i]
	if o.Performance.IsZero() && t.kind != price {
		all = append(all, Warning{Code: NoPerformance})
	}
	if t.name == PriceOneSided && o.Price.Cmp(b.price.Add(b.price)) >= 0 {
		all = append(all, Warning{Code: NoPricePoints, Source: blog2015})
	}
	if o.Range != nil && !o.Range.Worst.Equal(o.Range.Best) {
		all = append(all, Warning{Code: OpenPerformance})
	}
	return all
}
