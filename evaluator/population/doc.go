// Package population describes how facts and proofs are distributed over many
// offers, and draws such offers.
//
// Reach for it to feed a simulation: what a study finds out about a profile it finds
// out over a population. A population is a document a person can read, population/v1:
// types of offers with their shares, causes that several facts have in common,
// for each fact its values with shares, conditional on type, cause and other facts,
// rates of what is missing or unproven, and the proofs that offers bring. Or it draws
// offers from real dossiers. Nothing is guessed: a fact somebody asks about and
// that is not described is an error, unless the population says what holds for such
// facts.
//
//	trias: population/v1
//	id: offers
//	title: {en: Invented offers, de: Erfundene Angebote}
//	types: [{id: small, share: 0.7}, {id: large, share: 0.3}]
//	facts:
//	  data.keys.custody:
//	    values: {customer: 0.6, provider: 0.4}
//	    cases: [{when: {type: [large]}, values: {customer: 0.9, provider: 0.1}}]
//	  data.deletion.maxDays: {ranges: [{share: 1, from: 7, to: 90}], missing: 0.2}
//	  ext.lab.tested: {ranges: [{share: 1, from: "2025-01-01", to: "2026-12-31"}]}
//	others: missing
//	proofs:
//	  - {id: contract, covers: [data.keys], oneOf: [{share: 0.8, kind: contract}]}
//
// [Decode] reads it; see [Definition] for all that may be said. What is wrong it tells
// with file, line and column, all at once. Only of facts of a catalogue's own it does not
// know what they are: their values are judged by [Population.Compile], as the catalogues
// of the plan declare them.
//
// # Drawing
//
// [Population.Compile] binds a population to a [batch.Plan]. The [Sampler] it
// returns fills blocks with the codes that the plan's circuits take, and gives any
// record as a dossier, which evaluates to the same outcomes: [Sampler.Dossier].
// [Sampler.Describe] says of each column of the plan where its values come from, and
// how they are drawn.
//
// Every random quantity of every record is read off a number of its own by
// inversion: outcomes take intervals of the 2⁶⁴ whole numbers of the length of
// their share, whose ends are rounded down to whole numbers; nothing else is rounded.
// Whether something holds at all, as being missing, unproven or in a list, is read off in
// two steps, so that small rates cost little: how many records of a block are in the
// lowest 256th is read off a number of the block by inversion of the binomial
// distribution, and which these are is drawn by lot; the numbers of the others are spread
// evenly over the rest. A probability is so met to less than 2⁻⁶⁴.
//
// The numbers come from SplitMix64 (Steele, Lea and Flood 2014), by seed, name of the
// quantity, block and record alone. So a record is the same whoever draws it,
// whichever plan asks about it, and whatever other facts the population describes;
// and where only a rate is changed, records that are not concerned stay as they are: a
// higher rate adds to those that meet it and takes none away.
package population
