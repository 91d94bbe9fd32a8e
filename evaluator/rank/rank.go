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

// Criterion decides where the ratio does not: in the corridor, and in a tie.
type Criterion string

// The criteria.
const (
	ByPerformance Criterion = "performance"
	ByPrice       Criterion = "price"
	ByCriterion   Criterion = "criterion" // the points of a criterion that is named
)

// Values returns the accepted values.
func (Criterion) Values() []string {
	return []string{string(ByPerformance), string(ByPrice), string(ByCriterion)}
}

// Method is a ranking method with all its parameters.
type Method struct {
	Name Name `json:"name" required:"true"`
	// Weights are those of performance and price. They add up to 1 or to 100. Z is
	// computed with them as they are given: with 50 and 50 it is a hundred times
	// what it is with 0.5 and 0.5.
	Weights *Weights `json:"weights,omitzero"`
	// Reference are the values given beforehand.
	Reference *ReferenceValues `json:"reference,omitzero"`
	// Corridor is the width of the corridor below the best Z, as a fraction of it:
	// 0.05 for 5 %. Its lower bound belongs to it.
	Corridor *exact.Number `json:"corridor,omitempty"`
	// Decide is what decides within the corridor, and DecideBy the criterion of the
	// tender, where that does.
	Decide   Criterion `json:"decide,omitzero"`
	DecideBy string    `json:"decideBy,omitzero" pattern:"[^ ]" maxLen:"64"`
	// Scale is what a shown Z is multiplied by, such as 1000000; 1 if left out.
	Scale *exact.Number `json:"scale,omitempty"`
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
	Criterion string `json:"criterion,omitzero" pattern:"[^ ]" maxLen:"64"`
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

// Rounding says how Z is rounded, after it was multiplied by the scale.
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
	// Rank is its place, from 1; offers that nothing tells apart share one, and the
	// places they take up are not given again: 1, 1, 3.
	Rank int64 `json:"rank" required:"true" min:"1"`
	// Z is the exact value of the formula; for [LowestPrice] it is the price. The
	// method ranks by it, unless the rounding says that the rounded one ranks.
	Z exact.Number `json:"z" required:"true"`
	// Shown is Z for reading: multiplied by the scale and rounded as the method
	// says. Where it does not, it has at least four decimals and, up to twenty, as
	// many as it takes that different Z of this ranking look different.
	Shown       string       `json:"shown" required:"true"`
	Performance exact.Number `json:"performance" required:"true"`
	Price       exact.Number `json:"price" required:"true"`
	// Parts are what Z is the sum of, in the methods in which it is one.
	Parts *Parts `json:"parts,omitzero"`
	// InCorridor says whether it is in the corridor, in the method that has one.
	InCorridor *bool `json:"inCorridor,omitzero"`
	// Decided says what put it behind the offer before it; absent for the first, and
	// for one that shares the rank of the one before it.
	Decided Decision `json:"decided,omitzero"`
	// Warnings are those about this offer alone.
	Warnings []Warning `json:"warnings,omitzero"`
}

// Decision says what put an offer behind another.
type Decision string

// The decisions. Where performance, price or a criterion decided, that was in the
// corridor or, if Z was equal, by [Method.Ties]; under [LowestPrice] it was the
// price.
const (
	DecidedByZ           Decision = "z"
	DecidedByCorridor    Decision = "corridor" // the other one is in it, this one is not
	DecidedByPerformance Decision = "performance"
	DecidedByPrice       Decision = "price"
	DecidedByCriterion   Decision = "criterion"
)

// Values returns the accepted values.
func (Decision) Values() []string {
	return []string{string(DecidedByZ), string(DecidedByCorridor), string(DecidedByPerformance), string(DecidedByPrice), string(DecidedByCriterion)}
}

// Parts are the part of performance and of price in Z, where it is a sum. That of
// the price is below zero where the method subtracts it.
type Parts struct {
	Performance exact.Number `json:"performance" required:"true"`
	Price       exact.Number `json:"price" required:"true"`
}

// Ranking is the order of the offers.
type Ranking struct {
	Method Method `json:"method" required:"true"`
	// Formula is the formula of the method, and Source where it is defined.
	Formula    string `json:"formula" required:"true"`
	Source     string `json:"source" required:"true"`
	Unverified bool   `json:"unverified,omitzero"`
	// Basis are the values of the whole field that the method uses, by the names
	// [PerformanceMedian] to [CorridorLower].
	Basis map[string]exact.Number `json:"basis,omitzero"`
	// Ranking are the offers, the first first, those of equal rank by id.
	Ranking  []Ranked  `json:"ranking" required:"true"`
	Warnings []Warning `json:"warnings" required:"true"`
}

// The values of the field in [Ranking.Basis].
const (
	PerformanceMedian = "performanceMedian"
	PriceMedian       = "priceMedian"
	PerformanceMean   = "performanceMean"
	PriceMean         = "priceMean"
	PerformanceMax    = "performanceMax"
	PriceMin          = "priceMin"
	PriceMax          = "priceMax"
	// ZMax is the best Z, and CorridorLower the least with which an offer is in the
	// corridor: both of what ranks, so scaled and rounded if that does.
	ZMax          = "zMax"
	CorridorLower = "corridorLower"
)
