// Package simulate asks questions of whole populations of offers: how many conform,
// which MUST alone excludes how many, how far a threshold shrinks the market, which
// facts explain the result, what is worth finding out, and what a new profile changes.
//
// Reach for it for a study that can be replayed: everything that a result rests on is
// in the study file, its population and its seed, and the same study gives the same
// bytes on any machine and number of cores, on one machine or spread over many.
//
//	study, err := simulate.Load("study.yaml", data, os.DirFS("."))
//	…
//	compiled, err := study.Compile()
//	…
//	tally, err := compiled.Run(ctx, simulate.Options{Workers: runtime.NumCPU()})
//	…
//	results, err := compiled.Results(ctx, tally)
//
// # A study
//
//	trias: study/v1
//	id: recovery
//	title: {en: Recovery times, de: Wiederanlaufzeiten}
//	question: {en: "How far does a shorter recovery time shrink the market?", de: "…"}
//	limits: [{en: The population is invented., de: Die Grundgesamtheit ist erfunden.}]
//	day: 2026-11-26                  # all verdicts are given for this day
//	seed: 7
//	records: 1000000
//	confidence: 0.95
//	population: offers.yaml          # population/v1, or inline: {…}
//	profiles:
//	  - {id: high, profile: high, localisation: EU}   # one that Trias brings, or a file
//	  - {id: next, profile: next.yaml}
//	methods: [award.yaml]            # weighted sums that scores may name, method/v1
//
//	competition: {pairs: 10}         # which MUST excludes how many
//	sweeps:                          # one thing of a profile varied, all in one pass
//	  - {id: hours, profile: high, criterion: RES-CAP-01, parameter: maxRecovery, values: [PT4H, PT24H]}
//	  - {id: share, profile: high, criterion: SUP-CHO-02, parameter: minShare, from: 0, to: 100, step: 10}
//	  - {id: soft, profile: high, criterion: DAT-CON-04, obligations: [must, should]}
//	  - {id: without, profile: high, criterion: DAT-CON-08, drop: true}
//	scores: [{id: award, profile: high, method: award-2026, views: [awarded, proven, best]}]
//	weights: [{id: keys, score: award, criterion: keys, values: [10, 20, 50]}]
//	sensitivity: {profiles: [high], scores: [award]}
//	information: {profiles: [high], depth: 2, best: 3}
//	comparisons: [{id: change, from: high, to: next, records: 20}]
//	sample: {first: 5}
//
// Files are named relative to the study and lie in its folder or below.
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
//
// # What is exact
//
// Conformities and outcomes are those of [evaluator.Evaluator.Decide] on each record,
// and scores those of their method, see [Engine]; [Compiled.Dossier] writes any record
// out, to look at it or to count again by other means. Nothing is sampled but the
// records, and nothing rounded before it is counted but scores that say so
// ([Spread.Rounded]).
//
// # Many machines
//
// [Compiled.NewWorker] counts single blocks; a block is the same whoever counts it. A
// [Tally] has a canonical binary form and knows its study, and [Compiled.Results]
// refuses one that lacks a block or has one twice.
package simulate
