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
// # Drawing
//
// [Population.Compile] binds a population to a [batch.Plan]. The [Sampler] it
// returns fills blocks with the codes that the plan's circuits take, and gives any
// record as a dossier, which evaluates to the same outcomes: [Sampler.Dossier].
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
