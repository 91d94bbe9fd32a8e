// Package criteria holds what is asked of an offer: catalogues of criteria, each
// a question with a rule over facts, and the language the rules are written in.
//
// Reach for it to load a catalogue, [Embedded] or your own with [Decode], and to
// look criteria up. How strictly they apply is the work of package profiles.
//
// # A criterion
//
//	criteria:
//	  - id: DAT-CON-06
//	    dimension: control
//	    domain: data
//	    title: {en: Deletion with proof, de: Löschung mit Nachweis}
//	    question: {en: "…", de: "…"}
//	    params:
//	      maxDays: {type: int, default: 30, unit: days, source: {en: "…", de: "…"}}
//	    rule: |
//	      data.deletion.atContractEnd && data.deletion.maxDays <= params.maxDays
//	    rationale: {en: "…", de: "…"}
//	    remedy: {effort: medium, en: "…", de: "…"}
//	    references:
//	      - {framework: EUCSF, version: "2026", clause: SOV-3.Q3, relation: related}
//
// A reference names one clause of a framework that package frameworks knows, or
// that the catalogue brings itself:
//
//	frameworks:
//	  - framework: House-Rules
//	    version: "3"
//	    title: {en: House rules, de: Hausregeln}
//	    publisher: Example City
//	    status: inForce
//	    source: {en: the document itself, de: das Dokument selbst}
//	    complete: true
//	    clauses:
//	      - {clause: "4", title: {en: Exit, de: Ausstieg}}
//	      - {clause: "4.1", below: "4"}
//
// A reference to anything else does not load. [NewCrosswalk] turns references
// round: which clauses of a framework the criteria refer to, and which none does.
//
// # Extending a catalogue
//
// A catalogue of your own need not start from nothing. One that extends another
// contains all criteria of that one, its base, unchanged and first, and adds
// facts, frameworks and criteria:
//
//	trias: catalogue/v1
//	id: nirgendheim-harbours
//	version: 1.0.0
//	language: 1
//	extends: {catalogue: trias, version: ">= 0.2.0, < 0.3.0"}
//	facts:
//	  harbour:
//	    stopMinutes:
//	      {type: int, unit: minutes, question: {en: "…", de: "…"}}
//	    missingQuays:
//	      type: text
//	      list: true
//	      values: [north, oil]
//	      labels: {north: {en: the north quay, de: der Nordkai}, oil: {en: "…", de: "…"}}
//	      question: {en: "…", de: "…"}
//	criteria:
//	  - id: HVN-CON-01
//	    …
//	    rule: ext.harbour.stopMinutes <= params.maxMinutes
//
// [Decode] finds a base that Trias brings by itself; others are given. A base may
// extend another in turn. The version is a constraint: a base of a version its
// author has not looked at does not load below the catalogue.
//
// Nothing of the base can be changed: own criteria, facts and frameworks must
// have other ids. What is to be asked more strictly or otherwise belongs in a
// profile. Profiles made for the base can be used as they are (see Under in
// package profiles) or extended by profiles that apply the own criteria, too.
//
// The types of own facts are bool, int, number, text, date and version, or lists
// of these; a text may have a closed set of values, with labels for readers. What
// a source states about them, [Catalogue.CheckFacts] compares with that; trias
// schema dossier --catalogue FILE writes a JSON Schema that knows them.
//
// The digest covers own definition and base, and the verdict names both. [Lint]
// and package criteriatest look at what a catalogue states itself. The folder
// examples/catalogue is one to copy, with fixtures, a profile and an offer.
//
// # The life of a criterion
//
// A catalogue lives. Since which version a criterion is there and from which day
// it is asked, and that it is going to be dropped, when and for which others, the
// criterion says itself:
//
//	introduced: {version: 0.3.0, on: 2026-12-01}
//	deprecated:
//	  version: 0.4.0
//	  on: 2027-06-01
//	  until: 2027-12-31
//	  supersededBy: [DAT-CON-20]
//	  reason: {en: "…", de: "…"}
//
// Before introduced.on and after deprecated.until it is evaluated and shown, and
// does not count; [Criterion.StandingOn] tells. [Diff] says what changed from one
// version of a catalogue to another and by how much its version has to be raised;
// see [Versioning].
//
// # The rule language
//
// Rules are CEL over typed facts. A rule that names a fact that does not exist,
// or compares a number with a text, does not load; the error names file, line
// and column, shows the place, and says what was probably meant.
//
//   - Variables: data, operational, technological, resilience, supplyChain, the
//     catalogue's own facts as ext.<extension>.<fact>, subject (layer, version,
//     regions, services), params, and at, the instant of the verdict.
//   - Logic: && || ! and ?: in Kleene's three-valued logic. list.all(x, …) and
//     list.exists(x, …) over lists of facts and list parameters.
//   - Comparison: == != < <= > >= of facts of one type, x in a literal list or a
//     list parameter, size(list), and of texts startsWith, endsWith, contains.
//   - Numbers: + - * of whole numbers, or of numbers with decimals.
//   - Dates: date("2027-01-12"), days(30), months(12), years(1); a date plus or
//     minus a period. Months end at the end of a month, as § 188 (3) BGB has it.
//     at is comparable with dates and nothing else.
//   - Versions: version("1.2"), comparison by Semantic Versioning 2.0.0 clause 11,
//     and v.satisfies(">= 1.2, < 2").
//   - Countries: inRegion(country, "EU", at), with EU, EEA, EFTA, Schengen and
//     EuroArea as dated sets, or a country code.
//   - Parameters are of type bool, int, number, string, strings, date, period,
//     region, constraint (on versions) or licences (SPDX ids).
//   - Licences: osiApproved(expression), licensedUnder(expression, ["EUPL-1.2"]).
//
// An unknown fact is a value. What follows from it is unknown, unless the rest
// of the rule settles the matter: unknown && false is false, unknown || true is
// true. Learning more may settle a rule and never reverses it. What would break
// that law is not in the language: has(), defaults, anything that asks whether a
// fact is known, in and == on lists of facts.
//
// Every rule's cost is bounded when it loads, from the largest lists a decoder
// lets in; a rule above the budget does not load. A catalogue is untrusted
// input.
//
// # Lint
//
// [Lint] goes further than loading: it proves that a criterion can never be met
// or never fail, or that a part of its rule decides nothing; finds rules that
// hold of nothing or of empty lists; and texts, sources and references that are
// missing. [Checks] says of each check why. For each, testdata/lint has a
// catalogue in which it finds something and one in which it does not; add to
// them.
//
// # Fixtures
//
// Each criterion of the embedded catalogue has examples in fixtures/<id>.yaml,
// with the outcome that must follow. A test runs them, and runs them again on
// every small mistake the rule could have; see package criteriatest below
// evaluator, which does the same for catalogues of others.
package criteria
