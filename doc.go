// Package trias decides, explains and scores how digitally sovereign an offer
// is. It follows the Choice–Control–Capability model: criteria are rules over
// structured, proven evidence, profiles say how strictly they apply for a given
// protection need, and the verdict says not only what, but why, on whose word
// and what is missing.
//
// This package holds nothing but the tour. A dossier walks through four
// packages, from left to right:
//
//   - evidence: what is known. Subjects, facts, proofs; read with
//     evidence.Decode, united with evidence.Merge. Packages below it import
//     bills of materials (cyclonedx) and test reports (junit, gatewayapi).
//   - criteria: what is asked. Catalogues of criteria and the language of
//     their rules; criteria.Embedded brings the first one. The laws and
//     standards they go back to are in criteria/frameworks, and
//     criteria.NewCrosswalk shows what is covered of each.
//   - profiles: how strictly. Obligations, weights, parameters, demands on
//     proofs, localisation; profiles.Lookup finds "normal", "high" and
//     "very-high", and for the federal administration "federal-normal" and
//     "federal-high"; profiles.Choose takes a protection need to one of them.
//   - evaluator: what follows. evaluator.Compile binds a profile to its
//     catalogue, and Evaluate gives the verdict; evaluator/report renders it,
//     and evaluator/handbook writes down beforehand what is asked.
//
// Scores and awards are packages of their own below evaluator, and nothing that
// only gives verdicts links them:
//
//   - evaluator/exact: numbers without rounding, for all that follows.
//   - evaluator/score: named methods that put a number on a dossier, as proven,
//     as stated and as the interval it can still take. XCCDF's four models, and
//     weighted sums of one's own.
//   - evaluator/eucsf: the EU Cloud Sovereignty Framework in both sets of weights,
//     from dossiers or from answers to its calculator.
//   - evaluator/rank: offers in order by price and performance, and how far the
//     first place can be relied on.
//   - evaluator/tender: from a tender that is checked and announced to the ranking
//     of its offers. tender.Load, tender.Check, tender.Rank.
//
// So are the packages for millions of offers:
//
//   - evaluator/batch: many dossiers, or columns of codes, at once, with the
//     outcomes that Decide gives.
//   - evaluator/population: how facts and proofs are distributed over offers,
//     and offers drawn from that.
//   - evaluator/simulate: studies of a population. Rates, sweeps, what explains
//     and what would settle the result; plot and report show them.
//
// Three rules run through all of them. An absent fact is unknown, never false:
// a missing answer counts neither as "no" nor as "yes", and the verdict names
// it. A claim is not a proof: what is only claimed cannot pass, while an
// admitted gap fails without any proof. And learning more may settle a
// verdict but never reverse it, unless a value changes.
//
// The command trias in cmd/trias does the same from the shell.
package trias

//go:generate go run ./internal/embedded/gen
