// Package tender excludes by exclusion criteria (A-criteria), scores by award
// criteria (B-criteria) and ranks with the price, by what a tender announced before
// any offer was opened.
//
// [Load] reads a tender and what it names, [Check] says whether it can be announced
// and the digest to announce, [Tender.Open] reads the offers, and [Rank] says what
// follows. For a dynamic purchasing system [Qualify] looks at the exclusion criteria
// once, with the day until which the result holds by itself, and the calls for
// offers let in by it. The package opens no files by itself, see [Sources].
//
// A tender is a file:
//
//	trias: tender/v1
//	id: registry-2026
//	version: 1.0.0
//	title: {en: Container registry, de: Containerregister}
//	subject: {en: A container registry as a service for 48 months, de: Ein Containerregister als Dienst für 48 Monate}
//	authority: City of Musterhausen
//	procedure: open
//	currency: EUR
//	layer: platform
//	day: 2026-11-02          # verdicts on all offers are given for this day
//
//	profile: normal          # one that Trias brings, or a file; its musts exclude
//	localisation: EU
//	tailoring:               # recorded changes, as in a profile that tailors another
//	  - change: tighten
//	    criterion: DAT-CON-04
//	    obligation: should
//	    reason: {en: The city holds the keys., de: Die Stadt verwahrt die Schlüssel.}
//	equivalences: equivalences.yaml   # for all bidders alike
//
//	exclusion:               # besides the musts
//	  criteria:
//	    - criterion: DAT-CON-08
//	      reason: {en: Access must be traceable., de: Zugriffe müssen nachvollziehbar sein.}
//	  seal: {method: eucsf-2026, overall: 2, objectives: {SOV-3: 3}}
//
//	award:                   # the award criteria, see score.Scheme
//	  points: 10
//	  maximum: 100
//	  announced: {unproven: 5, unknown: 0, notApplicable: 10}
//	  minimum: 30
//	  groups:
//	    - id: data
//	      title: {en: Data, de: Daten}
//	      weight: 60
//	      criteria:
//	        - {id: export, title: {en: Export, de: Export}, weight: 50, criterion: DAT-CHO-02}
//	        - {id: framework, title: {en: EU framework, de: EU-Rahmen}, weight: 50, method: eucsf-2026}
//	    - id: concept
//	      title: {en: Concept, de: Konzept}
//	      weight: 40
//	      criteria:
//	        - {id: migration, title: {en: Migration, de: Migration}, weight: 100, given: true}
//
//	methods: [portal.yaml]   # scoring methods of one's own that award criteria may name
//	method:                  # how performance and price make a ranking, see rank.Method
//	  name: ufab-extended
//	  corridor: "0.05"
//	  decide: performance
//	  scale: 1000000
//	  rounding: {places: 2, mode: halfUp}
//	  ties: [{by: price}]
//	stability: {weights: "10", prices: "5"}    # percent
//
//	later:                   # what may be requested after the offers were opened
//	  documents: asLaw
//	  company: [OPS-CON-08]
//	  criteria: {SUP-CON-05: false}
//
//	announced:               # added after the announcement
//	  digest: sha256:…
//	  on: 2026-09-15
//	offers:                  # added when the offers are opened
//	  - id: offer-1
//	    bidder: Example GmbH
//	    dossiers: [offers/1.yaml, offers/1-audit.yaml]
//	    points: {migration: 7}
//	    price: "65000.00"
//
// What evaluators give, and prices, may be written as numbers or as text: both are
// taken exactly as they stand.
//
// To check a method on its own a file gives nothing but numbers, with or without the
// marker:
//
//	method: {name: ufab-simple}
//	offers:
//	  - {id: A1, performance: "60", price: "65000"}
//	  - {id: A2, performance: "75", price: "74000"}
//
// Where a named criterion decides, each offer states its points for it, as in
// points: {support: "8"} with decide: criterion and decideBy: support in the method.
//
// What is announced is everything but announced and offers. Its digest
// ([Tender.Digest]) covers the content of the files it names as well, so that a
// ranking under a changed tender, profile or catalogue says so ([Ref.Changed]).
//
// There are no waivers and no onboarding records within a tender, since either would
// treat one bidder in another way than the others.
package tender
