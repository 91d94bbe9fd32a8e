// Package handbook writes down what a catalogue asks and what a profile makes of
// it: for the bidder who has to answer, and for the authority that has to
// justify every line.
//
// Reach for it before there is any evidence:
//
//	h, err := handbook.New("de", profile)
//	…
//	err = h.HTML(w) // or h.Markdown(w), or h.EncodeJSON()
//
// [New] makes a [Handbook] of plain values: every text in one language, every
// number computed, every rule turned into sentences. [Handbook.HTML] and
// [Handbook.Markdown] only lay it out, so both say the same. Equal input gives
// equal bytes; no clock is read.
//
// # What it says of a criterion
//
// The question and why it is asked; at which layers and when it applies; how
// binding it is at each level; each statement that is needed, with what is
// demanded of it, its form and the values it may take; the parameters with their
// values and sources; which proof will do, in sentences; who answers; what can be
// done where it is not met; and the clauses it goes back to, with what is not law
// or has not been looked up marked.
//
// Conditions are those of the profile the handbook is about: a part of a rule
// that the profile's parameters settle is left out, an alternative that they
// close is not offered. No rule is quoted in the main text; the rules themselves
// are folded in HTML and appended in Markdown.
//
// # How work is counted
//
// Statements are facts, each counted once; a field of a list's entries counts
// once, however many entries there are. Proofs are the smallest number of kinds
// of proof with which a criterion can be proven where it applies: one contract
// may show any number of facts, but no contract is a test. The number is exact,
// found by trying all sets of the kinds that are demanded; where several sets are
// as small, the one that comes first in the order of [evidence.ProofKind.Values]
// is counted. What is summed for a profile takes each criterion by itself;
// [Work.Kinds] says how many different kinds remain if one document serves all.
//
// Every text is in one file per language below lang, in package
// evaluator/report, or in the catalogue.
package handbook
