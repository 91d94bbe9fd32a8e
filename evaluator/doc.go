// Package evaluator decides what follows: from a dossier, under a profile, at an
// instant, a verdict with its reasons.
//
//	e, err := evaluator.Compile(catalogue, profile)
//	…
//	verdict, err := e.Evaluate(ctx, dossier, at)
//
// An [Evaluator] is compiled once and used many times, from any number of
// goroutines. It reads no clock: the instant is an argument. The same inputs
// give the same verdict, byte for byte.
//
// # Outcomes
//
// A criterion holds when "!when || rule" holds, in Kleene's three-valued logic.
// It is looked at twice: over what is claimed (every fact) and over what is
// proven (the facts whose valid proofs satisfy what the profile demands; the
// rest unknown). Subject, parameters and the instant are given. First that fits:
//
//	when is false, proven              notApplicable
//	rule is true, proven               pass
//	!when || rule is false, claimed    fail
//	!when || rule is true, claimed     unproven
//	!when || rule is unknown, claimed  unknown
//	!when || rule breaks, claimed      error
//
// A fail rests on a claim alone: nobody is believed less for admitting a gap.
//
// Where sources contradict each other every combination of stated values is
// tried, up to 64. What all agree on is the outcome. If by every combination the
// criterion holds, and they differ only in what is proven, it is unproven (or
// pass, where some make it not apply): were it unknown, one more proof could
// make an outcome worse. If by every combination it fails or breaks, it is an
// error. Otherwise it is unknown, with the contradiction named.
//
// With the order error, fail < unknown < unproven < pass, notApplicable: adding
// a proof changes only unproven to pass or notApplicable, and pass to
// notApplicable; adding a fact that contradicts none never changes fail or
// notApplicable, turns unproven only into pass or notApplicable, and pass only
// into notApplicable. Nothing turns from pass to fail or back without a value
// changing.
//
// # Equivalences
//
// A criterion that is not met is judged again with the equivalences an authority
// has decided on, [Equivalence]: each alone, in their order, then all that bear
// on it together, of which those go that are not needed. The first of the best
// outcomes counts, and that without any before all. So none makes an outcome
// worse, a criterion that is met without rests on none, and
// [Result.Equivalences] names what an outcome does rest on. The laws above hold
// while the equivalences stay the same.
//
// # Decisions
//
// The verdict cites the records of the decisions that what it rests on names,
// and says whether they fit: see [CitedDecision]. They decide nothing in it.
//
// # Conformity
//
// First that fits:
//
//	an unwaived must fails                               nonConformant
//	an unwaived must is unknown, unproven or an error,
//	or a should is unmet, no reason is recorded, and
//	the profile wants one                                inconclusive
//	a must of a later stage is unmet                     provisional
//	a waiver was used, or a should is unmet              conformantWithDeviations
//	otherwise                                            conformant
//
// A stage begins to bind after its term, which runs from the listing that an
// [Onboarding] record states, or from a day that counts for all. One that is a
// fast track postpones only what is unknown or unproven, and only for subjects
// whose dossier holds the proof it names. [Evaluator.Levels] says which stage a
// dossier has reached and what separates it from the next.
//
// A criterion whose first day is to come, or whose last has passed, is evaluated
// and shown with its standing, and does not count. [Replay] says what a change of
// catalogue or profile changes for given dossiers, and why.
//
// # Time
//
// A verdict holds for an instant, and changes by itself as proofs end and days that
// rules look at come. [Evaluator.Horizon] finds every instant at which it does, to
// what, and because of what; [WithHorizon] puts the next one into a verdict. It is
// exact by construction: an evaluation notes the next day on which anything it
// looked at comes out otherwise, and before that day it would go the same way.
//
// # Explanations
//
// A verdict's reasons are the fewest tests that decided at each node of a rule:
// with what they name, and nothing else known, the outcome is the same. Each has
// the value, the proofs it rests on and its place in the rule. [Evaluator.Trace]
// gives the whole tree, tests that did not decide included. [Evaluator.Explain]
// adds to the verdict the way out of it: what is missing, and what would turn it.
//
// # What is missing
//
// [Evaluator.Missing] says which facts and proofs could settle what is unknown or
// unproven, as alternatives, none of which holds anything that is not needed.
//
// # What would turn it
//
// [Evaluator.Counterfactuals] says which smallest changes of the evidence would
// turn an unmet criterion, or the verdict on the whole, into a better one. Each of
// them was applied and evaluated; [Counterfactual.Apply] does so again.
//
// # Comparing profiles
//
// [Stricter] answers whether one profile is at least as strict as another: proven
// difference by difference, refuted by a made-up dossier that was evaluated under
// both, or not decided.
//
// # Comparing and verifying verdicts
//
// [Compare] says in what two verdicts on one subject differ, because of which
// inputs, and with [Comparison.Worse] whether the second is no worse: a gate for
// pipelines. [Verify] derives a stored verdict anew from its inputs and compares
// the two byte for byte, or says which input is lacking.
//
// A verdict is never a Go error, and a Go error is never a verdict.
package evaluator
