package rank

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// ErrMethod is wrapped by every problem of a method, and ErrField by every problem
// of the offers to which it is applied.
var (
	ErrMethod = errors.New("the ranking method cannot be applied")
	ErrField  = errors.New("the offers cannot be ranked")
)

// Name is a ranking method.
type Name string

// The methods. L is the performance of an offer and P its price; G_L and G_P are
// the weights of performance and price. The highest Z is first, except that under
// [LowestPrice] the lowest price is.
//
// UfAB is the Unterlage für Ausschreibung und Bewertung von IT-Leistungen of the
// Federal Ministry of the Interior, edition 2018.
const (
	// Simple is UfAB's einfache Richtwertmethode: Z = L / P. It needs no parameter.
	// Source: UfAB 2018 as the notices and the decision VK Lüneburg, 5 September
	// 2023, VgK-20/2023 quote it.
	Simple Name = "ufab-simple"
	// Extended is UfAB's erweiterte Richtwertmethode: Z = L / P, and within the
	// corridor from Z_max · (1 − corridor), which belongs to it, to Z_max the
	// announced criterion decides: highest performance, lowest price, or most points
	// in one award criterion. Offers of the corridor are before all others; where
	// the criterion is equal Z decides, then [Method.Ties]. Source: UfAB since its
	// edition III; VgV-Kommentar (Müller-Wrede, 5th ed. 2017), § 58, marginal numbers
	// 31 to 33.
	Extended Name = "ufab-extended"
	// Median is UfAB's gewichtete Richtwertmethode with medians:
	// Z = G_L · L / L_median − G_P · P / P_median, the medians being those of the
	// offers that are ranked. The median of an even number of values is the mean of
	// the middle two. That the price is subtracted was not read in UfAB itself.
	Median Name = "ufab-weighted-median"
	// Reference is the same with values for performance and price that are given
	// beforehand: Z = G_L · L / L_ref − G_P · P / P_ref. No offer has an influence on
	// the order of others. That the price is subtracted was not read in UfAB itself.
	Reference Name = "ufab-weighted-reference"
	// Mean is the same with arithmetic means of the offers:
	// Z = G_L · L / L_mean − G_P · P / P_mean. UfAB advises against it. That the price
	// is subtracted was not read in UfAB itself.
	Mean Name = "ufab-weighted-mean"
	// PriceQuotient adds price points by the rule of three, as UfAB II had it:
	// Z = G_L · L / L_max + G_P · P_min / P. Source: vergabeblog.de, 12 July 2015.
	PriceQuotient Name = "price-quotient"
	// PriceOneSided adds price points by one-sided interpolation, which are full at
	// the lowest price and none from twice that on:
	// Z = G_L · L / L_max + G_P · max(0, 2 − P / P_min). Source: as above.
	PriceOneSided Name = "price-one-sided"
	// PriceTwoSided adds price points by two-sided interpolation, which are full at
	// the lowest price and none at the highest:
	// Z = G_L · L / L_max + G_P · (P_max − P) / (P_max − P_min). If all prices are
	// equal the formula says nothing; then every offer is at the lowest price and
	// has full price points, and a warning says so. Source: as above.
	PriceTwoSided Name = "price-two-sided"
	// LowestPrice ranks by price alone, among offers that meet all minimums: UfAB's
	// vereinfachte Leistungs-/Preismethode, whose content was not read in UfAB
	// itself. Its Z is the price, and the lowest is first.
	LowestPrice Name = "lowest-price"
)

// kind is what methods have in common.
type kind int

const (
	quotient   kind = iota // Z = L / P
	difference             // Z = G_L · L / l − G_P · P / p
	points                 // Z = G_L · L / L_max + G_P · f(P)
	price                  // Z = P, the lowest first
)

// definition is what is fixed about a method.
type definition struct {
	name       Name
	kind       kind
	formula    string
	source     string
	unverified bool
}

const (
	ufab      = "UfAB 2018"
	minusForm = ufab + ", gewichtete Richtwertmethode; structure by the IABG glossary, the minus sign not verified in the source"
	blog2015  = "vergabeblog.de, 12 July 2015"
)

var definitions = []definition{
	{Simple, quotient, "Z = L / P", ufab + ", einfache Richtwertmethode", false},
	{Extended, quotient, "Z = L / P; corridor from Z_max · (1 − corridor) to Z_max", ufab + ", erweiterte Richtwertmethode", false},
	{Median, difference, "Z = G_L · L / L_median − G_P · P / P_median", minusForm, true},
	{Reference, difference, "Z = G_L · L / L_ref − G_P · P / P_ref", minusForm, true},
	{Mean, difference, "Z = G_L · L / L_mean − G_P · P / P_mean", minusForm, true},
	{PriceQuotient, points, "Z = G_L · L / L_max + G_P · P_min / P", "UfAB II; " + blog2015, false},
	{PriceOneSided, points, "Z = G_L · L / L_max + G_P · max(0, 2 − P / P_min)", blog2015, false},
	{PriceTwoSided, points, "Z = G_L · L / L_max + G_P · (P_max − P) / (P_max − P_min)", blog2015, false},
	{LowestPrice, price, "Z = P, the lowest first", ufab + ", vereinfachte Leistungs-/Preismethode; content not verified in the source", true},
}

// Values returns the accepted values.
func (Name) Values() []string {
	names := make([]string, len(definitions))
	for i, d := range definitions {
		names[i] = string(d.name)
	}
	return names
}

func (n Name) definition() (definition, bool) {
	i := slices.IndexFunc(definitions, func(d definition) bool { return d.name == n })
	if i < 0 {
		return definition{}, false
	}
	return definitions[i], true
}

// Formula returns the formula of the method, and "" for a name that is none.
func (n Name) Formula() string {
	d, _ := n.definition()
	return d.formula
}

// Source returns where the method is defined, and whether the formula was not read
// in that source.
func (n Name) Source() (source string, unverified bool) {
	d, _ := n.definition()
	return d.source, d.unverified
}

// weighted reports whether the method has weights.
func (d definition) weighted() bool { return d.kind == difference || d.kind == points }

var (
	one     = exact.Int(1)
	hundred = exact.Int(100)
)

// problem is one problem of a method or of offers.
func problem(cause error, pointer, hint, format string, args ...any) doc.Problem {
	return doc.Problem{Pointer: pointer, Message: fmt.Sprintf(format, args...), Hint: hint, Kind: doc.Semantic, Cause: cause}
}

// Check reports everything that keeps the method from being applied: a parameter
// it needs and does not have, one it has no use for, and one out of its range. The
// error lists all problems, each with a JSON pointer from the method on
// ("/weights/price"), and wraps [ErrMethod].
//
// A parameter without use is refused because a reader of the announcement would
// believe that it decides something.
func (m Method) Check() error {
	var problems doc.Problems
	report := func(pointer, hint, format string, args ...any) {
		problems = append(problems, problem(ErrMethod, pointer, hint, format, args...))
	}
	d, ok := m.Name.definition()
	if !ok {
		names := m.Name.Values()
		hint := "use one of " + strings.Join(names, ", ")
		if meant := doc.Suggest(string(m.Name), names); meant != "" {
			hint = "did you mean " + meant + "?"
		}
		message := doc.Quote(string(m.Name)) + " is no ranking method"
		if m.Name == "" {
			message = "the ranking method is missing"
		}
		report("/name", hint, "%s", message)
		problems.Sort()
		return problems
	}
	// wants reports a parameter that is missing, or that is there without use, and
	// whether it is to be looked at.
	wants := func(pointer string, want, has bool, hint string) bool {
		switch {
		case want && !has:
			report(pointer, hint, "%s needs %s", d.name, pointer[1:])
		case !want && has:
			report(pointer, "drop it", "%s has no use for %s", d.name, pointer[1:])
		}
		return want && has
	}
	if wants("/weights", d.weighted(), m.Weights != nil, `add weights that sum up to 1 or to 100, such as {performance: "70", price: "30"}`) {
		if m.Weights.Performance.Sign() < 0 {
			report("/weights/performance", "use 0 or more", "the weight of performance is %s, below 0", m.Weights.Performance)
		}
		if m.Weights.Price.Sign() < 0 {
			report("/weights/price", "use 0 or more", "the weight of the price is %s, below 0", m.Weights.Price)
		}
		if sum := m.Weights.sum(); !sum.Equal(one) && !sum.Equal(hundred) {
			report("/weights", "make them sum up to 1 or to 100", "the weights sum up to %s", sum)
		}
	}
	if wants("/reference", d.name == Reference, m.Reference != nil, `add the values announced, such as {performance: "80", price: "80000"}`) {
		if m.Reference.Performance.Sign() <= 0 {
			report("/reference/performance", "use more than 0: performance is divided by it", "the reference value of performance is %s", m.Reference.Performance)
		}
		if m.Reference.Price.Sign() <= 0 {
			report("/reference/price", "use more than 0: the price is divided by it", "the reference value of the price is %s", m.Reference.Price)
		}
	}
	if wants("/corridor", d.name == Extended, m.Corridor != nil, `add its width as a fraction of the best Z, such as "0.05" for 5 %`) {
		if m.Corridor.Sign() <= 0 || m.Corridor.Cmp(one) >= 0 {
			report("/corridor", `use a fraction between 0 and 1, such as "0.05" for 5 %`, "the corridor is %s wide", m.Corridor)
		}
	}
	if wants("/decide", d.name == Extended, m.Decide != "", "say what decides within the corridor: performance, price or criterion") {
		report := func(pointer, hint, message string) { report(pointer, hint, "%s", message) }
		checkCriterion(m.Decide, m.DecideBy, "/decide", "/decideBy", report)
	} else if m.Decide == "" && m.DecideBy != "" {
		report("/decideBy", "set decide to criterion, or drop it", "a criterion is named, and decide does not say that it decides")
	}
	if m.Scale != nil && m.Scale.Sign() <= 0 {
		report("/scale", "use more than 0, such as 1000000", "the scale is %s", m.Scale)
	}
	if r := m.Rounding; r != nil {
		if r.Places < 0 || r.Places > 20 {
			report("/rounding/places", "use 0 to 20", "Z cannot be rounded to %d decimals", r.Places)
		}
		if !slices.Contains(r.Mode.Values(), string(r.Mode)) {
			report("/rounding/mode", "use one of "+strings.Join(r.Mode.Values(), ", "), "%s is no way to round", doc.Quote(string(r.Mode)))
		}
	}
	for i, tie := range m.Ties {
		at := fmt.Sprintf("/ties/%d", i)
		report := func(pointer, hint, message string) { report(pointer, hint, "%s", message) }
		checkCriterion(tie.By, tie.Criterion, at+"/by", at+"/criterion", report)
		if slices.Contains(m.Ties[:i], tie) {
			report(at, "drop it", "it cannot decide: the same has been looked at before")
		}
	}
	if len(problems) == 0 {
		return nil
	}
	problems.Sort()
	return problems
}

// checkCriterion checks what decides, and that a criterion is named where one does.
func checkCriterion(by Criterion, criterion, atBy, atCriterion string, report func(pointer, hint, message string)) {
	switch {
	case !slices.Contains(by.Values(), string(by)):
		report(atBy, "use one of "+strings.Join(by.Values(), ", "), doc.Quote(string(by))+" is nothing that decides")
	case by == ByCriterion && criterion == "":
		report(atCriterion, "add the id of an award criterion", "the criterion that decides is not named")
	case by != ByCriterion && criterion != "":
		report(atCriterion, "drop it, or let the criterion decide", "a criterion is named, and what decides is "+string(by))
	}
}

func (w Weights) sum() exact.Number { return w.Performance.Add(w.Price) }
