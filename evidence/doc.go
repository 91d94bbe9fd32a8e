// Package evidence holds what is known about an offer: the subject, facts about
// it, and the proofs that make the facts worth believing.
//
// Reach for it to read dossiers, to build them in Go, and to merge what several
// sources say. Deciding what follows is the work of package evaluator.
//
// # Facts
//
// [Facts] is a tree of plain structs, one per domain. A fact is a pointer or a
// list; nil means unknown. Unknown is never false, zero or empty:
//
//	facts.Data.Keys.Custody = evidence.Known(evidence.KeyCustodyCustomer)
//	facts.SupplyChain.Subcontractors = []evidence.Subcontractor{} // known to be none
//
// [FactSchema] lists every fact with its type, unit, accepted values and
// question. The types rules are checked against, the JSON Schema and the
// questionnaire are derived from the same structs.
//
// # Fragments and dossiers
//
// A [Fragment] is what one source says: one file. [Merge] makes a [Dossier] of
// the fragments of all sources. Facts merge by path, elements of lists by their
// id. Where two sources cannot both be right the fact is contradicted, and every
// stated value is kept; nothing is overwritten. A list that its source marks as
// partial is open: it behaves as if it had one more element of which nothing is
// known.
//
// # Proofs
//
// A [Proof] supports the values its own source states for the facts it covers.
// It counts from its issue to its end, for subjects within its scope. Which
// proof suffices for which fact is a profile's to demand; the kinds of proof form
// a partial order, see [ProofKind.StandsInFor].
//
// # Business secrets
//
// A source may mark facts as confidential, by the start of their paths as proofs
// cover them: [Fragment.Confidential]. A fact is confidential if a source that
// states it marks it ([Dossier.Confidential]), and takes part in an evaluation as
// any other; but its value is masked in what an evaluator says, unless that is for
// the authority's own file:
//
//	confidential: [data.keys, supplyChain.subcontractors]
//
// That follows what the law asks of a contracting authority, which does not pass on
// what a company sent it and marked as confidential: Directive 2014/24/EU, Article
// 21 (1); VgV § 5 (1); and GWB § 165 (2) and (3) for files before a review chamber.
// What a business secret is GeschGehG § 2 Nr. 1 says. What the mark does not hide,
// package evaluator tells at its type Confidentiality. Dossiers themselves, and what
// is made of them here, are not masked.
//
// # Reading
//
// [Decode] reads YAML, restricted to what JSON can say, or JSON. It is strict:
// unknown fields, wrong types, impossible dates and paths that name no fact are
// refused, all of a file at once, each with its place and where possible with
// what was probably meant. Limits on size, depth and list lengths are on by
// default. What [Fragment.EncodeYAML] and [Fragment.EncodeJSON] write is
// byte-stable and reads back as the same fragment.
//
// Files that others write come in through the packages below this one, each of
// which makes a fragment of one kind of file: cyclonedx, junit, gatewayapi.
// What such a file cannot say of itself is in [Origin].
package evidence
