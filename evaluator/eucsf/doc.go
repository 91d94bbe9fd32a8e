// Package eucsf scores by the EU Cloud Sovereignty Framework: a level, SEAL-0 to
// SEAL-4, and a score in percent, which are independent of each other.
//
// # The rules
//
// The sovereignty assessment calculator (annex to the implementation guidance of
// the European Commission, 1 June 2026) has eight objectives and 48 criteria. Each
// criterion is a ladder of 3 to 5 steps, each with points and a level. Then
//
//   - points of an objective are the sum over its criteria, of nominally 1000;
//   - the level of an objective is the lowest of its criteria, and the level of the
//     whole the lowest of the objectives (guidance, page 9);
//   - the score is Σ points / 1000 · weight over the objectives (version 1.2.1,
//     section 5).
//
// Level and score are never made of each other. The level comes first: an authority
// may set a minimum in its tender, overall or for an objective ([Minimum]), and the
// score only ranks what reaches it (guidance, page 10). A [Minimum] looks at what
// is proven.
//
// Two sets of weights are published, and the same answers give two scores: [V121]
// and [V2026] are two methods. [New] makes one with weights of the authority's own.
//
// The best steps of an objective may add up to a little over 1000, so that the best
// score is 100.0756 percent by the weights of 2026, and 100.08045 by those of
// version 1.2.1. Nothing is cut off; a note says so. Nine ladders have SEAL-4 at
// every step: they count in the score alone, and their rows are marked as inert.
//
// # Where steps come from
//
// A dossier declares steps as facts of the catalogue eucsf, counted from 1, the
// worst, and proofs cover them as any fact:
//
//	ext:
//	  eucsf: {sov1q1: 4, sov3q1: 5}
//
// And steps follow from its other facts. [Derivations] has rules for all 48
// ladders, in the language of criteria: of 13 known facts leave one step, of 35 a
// lowest and a highest, and a note says what keeps them apart, mostly that the
// sheet gives no number or bundles several things in a step. [Markdown] writes them
// as a table, and so does trias score --ladders. Rows show the rules that decided. A declared step within what facts leave settles it; one outside is
// a contradiction, which is shown, and what one of the two denies is not proven.
//
// Of [Answers], a file that answers the calculator without a dossier, every step
// is a statement without proof.
//
// Nothing is made of what is not known: it stays open, and score and level with
// it, unless another step settles the level.
package eucsf
