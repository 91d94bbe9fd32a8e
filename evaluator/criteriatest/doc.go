// Package criteriatest is the test bench of whoever writes criteria: it runs a
// criterion on examples, its fixtures, and says whether the fixtures would
// notice if the rule were wrong.
//
// Reach for it to test a catalogue of your own as Trias tests the one it brings:
//
//	func TestCatalogue(t *testing.T) {
//		criteriatest.Run(t, catalogue, []*profiles.Profile{profile}, os.DirFS("fixtures"))
//	}
//
// Who does not write Go uses the command: trias test catalogue.yaml
// profile.yaml fixtures/*.yaml.
//
// # Fixtures
//
// Each criterion has one file; of a catalogue that extends another, each that it
// states itself. trias schema fixtures writes the JSON Schema of these files.
//
//	trias: fixtures/v1
//	criterion: DAT-CON-09
//	profile: normal            # or proof: by("contract"), for a criterion without a profile
//	at: 2026-11-01             # the day of the verdict
//	base:                      # what is known, as in a dossier; what every case starts from
//	  subject: {id: offer, version: "1.0", layer: platform}
//	  data: {use: {ownPurposesExcluded: true, trainingExcluded: true, bindsSubcontractors: true}}
//	  proofs: [{id: contract, kind: contract, issuer: Example, issued: 2026-01-01, covers: [data.use]}]
//	cases:
//	  - shows: What the contract excludes passes.
//	    outcome: pass
//	  - shows: The contract leaves training open.
//	    set: {data.use.trainingExcluded: false}
//	    outcome: fail
//	    because: [data.use.trainingExcluded]
//	  - shows: Nobody says whether subcontractors are bound.
//	    unset: [data.use.bindsSubcontractors]
//	    outcome: unknown
//	  - shows: Nothing proves it.
//	    unset: [proofs]
//	    outcome: unproven
//
// A case may change anything of the base: set gives what stands at a path a
// value, unset takes it away. A path is that of a fact (data.keys.custody) or of
// the dossier (subject.layer); an element of a list is named by its id:
// proofs[contract].issued, supplyChain.subcontractors[mailer].countries. A case
// may have a profile, an at and params (values of the criterion's parameters) of
// its own.
//
// The outcome is that of package evaluator. Because names the facts it must
// follow from, all of them: for pass, fail and notApplicable the facts that
// decided, for unknown those that are missing or contradicted, for unproven
// those that lack proof.
//
// Of each criterion some case must show pass, fail, unknown and unproven, and if
// it has a when, notApplicable; unknown and unproven only where they can be.
//
// # Mutation coverage
//
// A mutant is the rule, or the when, with one small mistake: a comparison
// flipped, a number, date or parameter one step off, an element of a set dropped
// or another of a closed set added, && for || and back, a condition or negation
// dropped, a negation added, all for exists and back, + for - and back, the
// branches of a conditional swapped. It is killed if some case does not hold any
// more. What no case kills, the fixtures do not test: add a case on which rule
// and mutant differ, most often one at the very limit.
//
// Few mutants mean the same as the rule, so that there is no such case. They are
// justified in the file, by the name the bench prints:
//
//	survivors:
//	  - mutant: 'rule 2:31: <= becomes <'
//	    why: The fact is …, so it is never equal.
//
// A justification of a mutant that is killed, or that there is not, is a
// problem. Mutants that do not compile are not counted.
package criteriatest
