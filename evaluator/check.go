package evaluator

import "github.com/trias-sovereignty/trias/criteria"

// The checks of [LintProfile], which also reports [criteria.CheckNeverPasses]:
// a criterion that the profile's parameters make impossible to meet.
const (
	// CheckNotApplied: a criterion of the catalogue that the profile leaves out.
	CheckNotApplied = "not-applied"
	// CheckZeroWeight: a must that counts nothing in scores.
	CheckZeroWeight = "zero-weight"
	// CheckNoProof: a must that is believed without proof.
	CheckNoProof = "no-proof"
	// CheckNeverAtLayer: an obligation at a layer at which the criterion never
	// applies.
	CheckNeverAtLayer = "never-at-layer"
	// CheckSuccessorNotApplied: a deprecated criterion without any of those that
	// supersede it.
	CheckSuccessorNotApplied = "successor-not-applied"
	// CheckUnusedLocalisation: a localisation that no criterion depends on.
	CheckUnusedLocalisation = "unused-localisation"
	// CheckUnprovenClaim: a profile that claims to be at least as strict as its
	// base, as every one does that extends another, and is not proven to be.
	CheckUnprovenClaim = "unproven-claim"
)

// The checks of [LintDossier]. [CheckExpired] is also said of a waiver.
const (
	// CheckCoversNothing: a proof for a fact its source does not state.
	CheckCoversNothing = "covers-nothing"
	// CheckUncovered: a fact that no proof of its source covers.
	CheckUncovered = "uncovered"
	// CheckExpired: a proof that does not count any more.
	CheckExpired = "expired"
	// CheckNotYetValid: a proof that does not count yet.
	CheckNotYetValid = "not-yet-valid"
	// CheckOutOfScope: a proof that speaks of something else than the subject.
	CheckOutOfScope = "out-of-scope"
	// CheckPartialEmpty: a list marked as partial that shows no element.
	CheckPartialEmpty = "partial-empty"
)

// CheckUndeclared is the check of [LintFacts]: a fact of an extension that the
// catalogue does not declare, though it declares others of that extension.
const CheckUndeclared = "undeclared-fact"

// Checks describes the checks of [LintProfile], [LintDossier] and [LintFacts], in
// the order above.
func Checks() []criteria.Check {
	return []criteria.Check{
		{Name: CheckNotApplied, Severity: criteria.SeverityWarning, Title: "The profile leaves a criterion out",
			Why: "A criterion that is not applied is neither asked nor shown. Apply it as may if it only informs."},
		{Name: CheckZeroWeight, Severity: criteria.SeverityWarning, Title: "A must has no weight",
			Why: "A must decides on conformity and would count nothing in scores. Give it a weight, or leave weight out."},
		{Name: CheckNoProof, Severity: criteria.SeverityWarning, Title: "A must is believed without proof",
			Why: "What nobody has to prove costs nothing to claim. Demand at least a declaration, for which somebody answers."},
		{Name: CheckNeverAtLayer, Severity: criteria.SeverityWarning, Title: "An obligation at a layer at which the criterion never applies",
			Why: "What never applies binds nobody, whatever its obligation. Mostly another layer is meant, or the criterion's when has changed."},
		{Name: CheckSuccessorNotApplied, Severity: criteria.SeverityWarning, Title: "A deprecated criterion is applied without its successor",
			Why: "After its last day a deprecated criterion does not count, and nothing takes its place. Apply the criterion that supersedes it, too."},
		{Name: CheckUnusedLocalisation, Severity: criteria.SeverityWarning, Title: "A localisation that no criterion depends on",
			Why: "Who reads that a profile is for a region expects that criteria ask for it. None here leaves its region to the profile."},
		{Name: CheckUnprovenClaim, Severity: criteria.SeverityWarning, Title: "A profile is not proven to be as strict as it claims",
			Why: "Whoever builds on a profile that extends another relies on it that nothing becomes weaker. Here a made-up dossier comes out better, or neither such a dossier nor a proof was found and somebody has to look."},
		{Name: CheckCoversNothing, Severity: criteria.SeverityWarning, Title: "A proof covers a fact that its source does not state",
			Why: "A proof supports values that stand beside it in the same file, not paths. Mostly the path is misspelt, or the fact is stated in another file."},
		{Name: CheckUncovered, Severity: criteria.SeverityWarning, Title: "No proof covers a fact",
			Why: "Where a profile demands proof, the fact counts as claimed only, and a criterion that rests on it is unproven."},
		{Name: CheckExpired, Severity: criteria.SeverityWarning, Title: "A proof or waiver has ended",
			Why: "After its last day a proof supports nothing and a waiver excuses nothing."},
		{Name: CheckNotYetValid, Severity: criteria.SeverityWarning, Title: "A proof does not count yet",
			Why: "A proof counts from the day it was issued or its period begins. Mostly the year is wrong."},
		{Name: CheckOutOfScope, Severity: criteria.SeverityWarning, Title: "A proof speaks of something else than the subject",
			Why: "A proof counts only if its versions, regions and services contain the subject's."},
		{Name: CheckPartialEmpty, Severity: criteria.SeverityWarning, Title: "A list is marked as partial and shows no element",
			Why: "An open list without elements says nothing. List what is known, or drop the mark."},
		{Name: CheckUndeclared, Severity: criteria.SeverityWarning, Title: "A fact of an extension that the catalogue does not declare",
			Why: "No rule reads it, and what it was to say stays unknown. Mostly the name is misspelt, or the fact is of another version of the catalogue."},
	}
}
