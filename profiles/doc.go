// Package profiles holds how strictly criteria apply: which of them, with which
// obligation, weight and parameters, and on what proof.
//
// Reach for it to look up one of the embedded profiles,
//
//	profile, err := profiles.Lookup("high")
//
// or to read your own with [Decode]. The embedded profiles follow the protection
// need (Schutzbedarf) of BSI-Standard 200-2: normal, high, very-high, each
// extending the one before.
//
// # A profile
//
//	trias: profile/v1
//	id: ours
//	version: 1.0.0
//	catalogue: trias
//	extends: normal
//	criteria:
//	  DAT-CON-06:
//	    obligation: must
//	    weight: 2
//	    params: {maxDays: 14}
//	    proof: by("contract") && inspected(by("documentation", months(12)))
//
// A criterion without a proof requirement does not load; none is written out.
// What a profile leaves out it inherits. Along extends obligations may rise and
// not fall, parameters may tighten a rule and not loosen it (where the rule's text
// tells which way that is), and proof demands are conjoined, so that whoever
// meets the derived profile's demands meets the base's.
//
// # Proof demands
//
// A demand is a rule over the valid proofs that cover a fact:
//
//	by(kind)                      a proof of that kind or one that stands in for it
//	by(kind, months(12))          not older than that
//	attested(scheme)              an attestation of the scheme
//	attested(scheme, level)       of that level or a higher one
//	attested(scheme, level, age)  not older than that
//	inspected(demand)             only proofs somebody is recorded to have looked at
//	gapless(demand, span, bridge) periods that leave no day of the span uncovered,
//	                              the last ended no longer ago than the bridge
//
// combined with && and || only: without negation more proof can never hurt. A
// demand has at most 32 by() and attested(), those it inherits included. Age is
// measured from the end of a proof's period, or its issue. Kinds are those of
// [evidence.ProofKind]; a proof map may give single facts demands of their own,
// see [Proof].
package profiles
