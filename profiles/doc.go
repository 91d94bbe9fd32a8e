// Package profiles holds how strictly criteria apply: which of them, with which
// obligation, weight and parameters, and on what proof.
//
// Reach for it to look up one of the embedded profiles,
//
//	profile, err := profiles.Lookup("high")
//
// to let a protection need choose one with [Choose], or to read your own with
// [Decode]. The embedded profiles follow the protection
// need (Schutzbedarf) of BSI-Standard 200-2: normal, high, very-high, each
// extending the one before. Two of them have a second profile each, federal-normal
// and federal-high, with what the federal administration is bound to on top.
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
// # Tailoring
//
// A profile that departs from its base in either direction tailors it, by recorded
// changes, each with its reason:
//
//	trias: profile/v1
//	id: city
//	version: 1.0.0
//	catalogue: trias
//	tailors: normal
//	changes:
//	  - change: relax
//	    criterion: DAT-CHO-01
//	    obligation: should
//	    reason: {en: "Why.", de: "Warum."}
//	    decision: D-2026-14 # the record of the decision, where there is one
//	stages: {second: {term: P12M}}
//
// The kinds of changes are exclude, select, tighten, relax, postpone, advance,
// reweigh, set, prove and deviations; see [Change]. Here a parameter may loosen a
// rule, and a proof demand takes the place of the base's: it is recorded, covered
// by the digest and shown in every verdict, see [Profile.Tailoring]. With
//
//	claims: stricter
//
// a tailored profile is held to what one that extends its base is held to. Where
// the text of a rule does not tell which way a parameter tightens it, both
// versions of the rule are compared: a value with which it surely comes out better
// on some evidence does not load. Whether a profile is as strict as it claims, or
// as any other, evaluator.Stricter answers. [Diff] says in what one profile
// differs from another, and why.
//
// # Stages
//
// Requirements may begin to bind later: some time after an offer was listed, on a
// day for everybody, or as a fast track for those with a recognised proof.
//
//	stages:
//	  first: {term: P6M, title: {en: After half a year, de: Nach einem halben Jahr}}
//	  all: {from: 2028-01-01}
//	  attested: {term: P6M, given: 'attested("bsi-c5", 2)'}
//	criteria:
//	  RES-CON-02: {obligation: must, stage: first, proof: by("documentation")}
//	onboarding: {timeToList: P3M, recertification: P24M, sunset: P3M}
//
// Since when an offer is listed the assessor says, in an onboarding record, see
// package evaluator; without one no term runs. Along extends nothing is
// postponed. See [Stage], [Profile.Stages] and [OnboardingRules]. The embedded
// profile [Entry] tailors normal in this way, for offers that are new.
//
// # Catalogues that extend another
//
// A catalogue that extends another contains all of its criteria unchanged, so
// profiles made for the base go on: as they are, by [Profile.Under], or as what
// a profile of the extending catalogue extends or tailors, which may then name
// the criteria of both:
//
//	id: nirgendheim
//	catalogue: nirgendheim-harbours # which extends trias
//	extends: normal                 # which is made for trias
//	criteria:
//	  HVN-CON-01: {obligation: must, proof: by("test", months(24))}
//
// # Localisation
//
// Which region criteria ask for (data stored within the EU, the EEA, Germany) is
// a choice and no step of strictness. A criterion names a region by a parameter
// of type region; a profile may state one for all of them,
//
//	localisation: DE
//
// and whoever uses it may choose another with [Profile.Localised]. A region that
// a setting gives a parameter itself stays. Along extends the localisation stays
// the same, and [Profile.Localised] localises what is extended too: whether a
// profile is at least as strict as its base can only be said of the same region.
//
// # Layers
//
// Obligations may differ by the layer of the subject:
//
//	DAT-CON-04: {obligation: should, layers: {infrastructure: must, platform: must}, proof: by("configuration")}
//
// A subject that states no layer is held to the strictest of them. Along extends
// none falls at any layer: see [Layers].
//
// # Whom a profile binds
//
//	binding:
//	  - level: federal # or state, municipal: Bund, Länder, Kommunen
//	    basis: {en: "Example decree, no. 3", de: "Beispielerlass, Nr. 3"}
//	    from: 2027-01-01
//	    consequence: {en: Deviations need approval., de: Abweichungen bedürfen der Genehmigung.}
//	    unverified: true # nobody has looked the clause up
//
// Verdicts show what is in force or to come, and decide nothing by it. It is not
// inherited. Without it a profile binds nobody by itself, like normal, high and very-high.
//
// # Choosing
//
// [Choose] takes the protection need of one or more assets (a file "trias:
// need/v1", or data.protection of a dossier), with recorded decisions, to the
// profile it calls for, and keeps every step it took. It never takes a milder
// profile than the need calls for, and never guesses a level nobody states.
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
