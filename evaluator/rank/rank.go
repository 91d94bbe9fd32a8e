// Package rank puts offers in the order in which they win, by a price and
// performance method that was announced, and shows every digit on the way.
//
// All arithmetic is exact. Nothing has a hidden default that decides: method,
// weights, corridor, scale, rounding and what happens in a tie are inputs, and the
// ranking repeats them.
package rank

import (
	"github.com/trias-sovereignty/trias/evaluator/exact"
)

// Name is a ranking method.
type Name string

// The methods. L is the performance of an offer and P its price.
const (
	Simple    Name = "ufab-simple"             // Z = L / P
	Extended  Name = "ufab-extended"           // as Simple, with a corridor in which another criterion decides
	Median    Name = "ufab-weighted-median"    // Z = G_L · L/L_median − G_P · P/P_median
	Reference Name = "ufab-weighted-reference" // the same with values given beforehand
	Mean      Name = "ufab-weighted-mean"      // the same with arithmetic means
	// The price formulas: Z = G_L · L/L_max + G_P · f(P).
	PriceQuotient Name = "price-quotient"  // f = P_min / P (UfAB II)
	PriceOneSided Name = "price-one-sided" // f = max(0, 2 − P / P_min)
	PriceTwoSided Name = "price-two-sided" // f = (P_max − P) / (P_max − P_min)
	LowestPrice   Name = "lowest-price"    // the lowest price among the qualified offers
)

// Criterion decides where the ratio does not: in the corridor, and in a tie.
type Criterion string

// The criteria.
const (
	ByPerformance Criterion = "performance"
	ByPrice       Criterion = "price"
	ByCriterion   Criterion = "criterion" // the points of a criterion that is named
)

// Values returns the accepted values.
func (Criterion) Values() []string { return []string{"performance", "price", "criterion"} }

// Method is a ranking method with all its parameters.
type Method struct {
	Name Name `json:"name" required:"true"`
	// Weights are those of performance and price. They add up to 1 or to 100.
	Weights *Weights `json:"weights,omitzero"`
	// Reference are the values given beforehand.
	Reference *ReferenceValues `json:"reference,omitzero"`
	// Corridor is the width of the corridor below the best Z, as a fraction of it:
	// 0.05 for 5 %. Its lower bound belongs to it.
	Corridor *exact.Number `json:"corridor,omitzero"`
	// Decide is what decides within the corridor, and DecideBy the criterion of the
	// tender, where that does.
	Decide   Criterion `json:"decide,omitzero"`
	DecideBy string    `json:"decideBy,omitzero"`
	// Scale is what a shown Z is multiplied by; 1 if left out.
	Scale *exact.Number `json:"scale,omitzero"`
	// Rounding says how Z is rounded to be shown, and whether the rounded one ranks.
	// Left out, the exact one ranks.
	Rounding *Rounding `json:"rounding,omitzero"`
	// Ties is what decides between offers of equal rank, one after the other. What
	// is still equal then shares its rank.
	Ties []Tie `json:"ties,omitzero"`
}

// Tie is one thing that decides in a tie.
type Tie struct {
	By Criterion `json:"by" required:"true"`
	// Criterion is the one of the tender, where By is [ByCriterion].
	Criterion string `json:"criterion,omitzero"`
}

// Weights are the weights of performance and price.
type Weights struct {
	Performance exact.Number `json:"performance" required:"true"`
	Price       exact.Number `json:"price" required:"true"`
}

// ReferenceValues are reference values for performance and price.
type ReferenceValues struct {
	Performance exact.Number `json:"performance" required:"true"`
	Price       exact.Number `json:"price" required:"true"`
}

// Rounding says how Z is rounded.
type Rounding struct {
	Places int64      `json:"places" required:"true" min:"0" max:"20"`
	Mode   exact.Mode `json:"mode" required:"true"`
	// Ranks says that the rounded Z ranks, and not the exact one.
	Ranks bool `json:"ranks,omitzero"`
}

// Offer is what is ranked.
type Offer struct {
	ID string
	// Performance is the one that ranks, and Price the price that was checked.
	Performance exact.Number
	Price       exact.Number
	// Range is what the performance can become; nil if it is settled.
	Range *Range
	// Points are the points by criterion of the tender; nil if the performance was
	// given directly. With Field.Shares they sum up to the performance.
	Points map[string]Range
}

// Range is an award value with the worst and the best it can become.
type Range struct {
	Award, Worst, Best exact.Number
}

// Field is what is ranked together.
type Field struct {
	Method Method
	// Shares are the weights of the criteria of the tender: performance is the sum
	// of Share · points. Empty if performance was given directly.
	Shares []Share
	Offers []Offer
}

// Share is the weight of a criterion of the tender in the whole performance.
type Share struct {
	Criterion string
	Share     exact.Number
}

// Ranked is an offer in its place.
type Ranked struct {
	ID string `json:"id" required:"true"`
	// Rank is its place, from 1; offers that nothing tells apart share one.
	Rank int64 `json:"rank" required:"true" min:"1"`
	// Z is the exact value the method ranks by, and Shown the same, scaled and rounded.
	Z           exact.Number `json:"z" required:"true"`
	Shown       string       `json:"shown" required:"true"`
	Performance exact.Number `json:"performance" required:"true"`
	Price       exact.Number `json:"price" required:"true"`
	// Parts are what Z is made of.
	Parts *Parts `json:"parts,omitzero"`
	// InCorridor says whether it is in the corridor, in the method that has one.
	InCorridor *bool `json:"inCorridor,omitzero"`
	// Decided says what put it behind the offer before it: z, corridor, performance,
	// price, criterion; absent for the first, and for one that shares a rank.
	Decided  string    `json:"decided,omitzero"`
	Warnings []Warning `json:"warnings,omitzero"`
}

// Parts are the part of performance and of price in Z, where it is a sum.
type Parts struct {
	Performance exact.Number `json:"performance" required:"true"`
	Price       exact.Number `json:"price" required:"true"`
}

// WarningCode says what a warning is about.
type WarningCode string

// Warning is what a reader of the ranking must know.
type Warning struct {
	Code WarningCode `json:"code" required:"true"`
	// Offers are those it is about.
	Offers []string `json:"offers,omitzero"`
	// Source is where the warning comes from: document and clause, or a decision.
	Source string `json:"source,omitzero"`
}

// Ranking is the order of the offers.
type Ranking struct {
	Method Method `json:"method" required:"true"`
	// Formula is the formula of the method, and Source where it is defined.
	Formula    string `json:"formula" required:"true"`
	Source     string `json:"source" required:"true"`
	Unverified bool   `json:"unverified,omitzero"`
	// Basis are values of the whole field that the method uses: medians, means,
	// extremes, the corridor's lower bound.
	Basis    map[string]exact.Number `json:"basis,omitzero"`
	Ranking  []Ranked                `json:"ranking" required:"true"`
	Warnings []Warning               `json:"warnings" required:"true"`
}
