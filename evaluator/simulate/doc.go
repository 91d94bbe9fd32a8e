// Package simulate asks questions of whole populations of offers: how many conform,
// which MUST alone excludes how many, how far a threshold shrinks the market, which
// facts explain the result, what is worth finding out, and what a new profile changes.
//
// Reach for it for a study that can be replayed: everything that a result rests on is
// in the study file, its population and its seed, and the same study gives the same
// bytes on any machine and number of cores, on one machine or spread over many.
//
// # Counts, then statistics
//
// A [Tally] holds whole numbers only. Each block of records adds to it, and tallies
// merge in any order to the same tally. [Results] are computed from it afterwards, with
// integers and fractions: every share stands beside the count and the number of
// records that it was computed from, so that whoever has the counts can redo the rest.
// No binary floating point reaches a result.
//
// # Statistics and their sources
//
// Shares have the score interval of Wilson, "Probable inference, the law of succession,
// and statistical inference" (1927), for the confidence of the study: with n records, a
// share p and the quantile z of the normal distribution
//
//	(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)
//
// It says how far the share of these records may be from that of the population as it
// is described, and nothing about how well that describes a market.
//
// Sensitivity is by first-order indices (Sobol', "Sensitivity estimates for nonlinear
// mathematical models", 1993), estimated from the given records by the partition into
// classes (Plischke, Borgonovo and Smith, "Global sensitivity measures from given data",
// 2013), which is the correlation ratio η² of Pearson (1905): see [Factor].
//
// Further definitions stand with the types of the results.
package simulate
