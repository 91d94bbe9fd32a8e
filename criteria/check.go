package criteria

// Severity is how bad it is what a check finds. There is no zero Severity.
type Severity string

// The severities, those of SARIF 2.1.0 § 3.27.10.
const (
	SeverityError   Severity = "error"   // no dossier is judged as the text says
	SeverityWarning Severity = "warning" // somebody may be judged otherwise than was meant, or cannot follow
	SeverityNote    Severity = "note"    // worth a look
)

// Check is what a linter looks for.
type Check struct {
	// Name is what findings and settings of tools refer to. It stays the same
	// from release to release.
	Name string
	// Severity is how bad a finding is.
	Severity Severity
	// Title says in a few words what is found.
	Title string
	// Why says what is wrong with it and what to do.
	Why string
}

// The checks of [Lint]. For each, testdata/lint has a catalogue that it finds
// something in and one that it does not.
const (
	// CheckReadsNothing: a rule that reads no fact gives everybody the same
	// answer.
	CheckReadsNothing = "reads-nothing"
	// CheckHoldsOnNothing: a rule that holds of a subject nothing is known about
	// lets the silent pass.
	CheckHoldsOnNothing = "holds-on-nothing"
	// CheckNeverApplies: a when that is never true, such as n > 5 && n < 3.
	CheckNeverApplies = "never-applies"
	// CheckNeverPasses: a rule that is never true where the criterion applies,
	// for any parameters or for the values they have.
	CheckNeverPasses = "never-passes"
	// CheckNeverFails: a rule that is never false where the criterion applies,
	// such as n >= 1 || n < 5.
	CheckNeverFails = "never-fails"
	// CheckNoDifference: a part of a rule in whose place a constant would do,
	// such as n >= 3 beside n >= 5. No fixture can make it decide.
	CheckNoDifference = "no-difference"
	// CheckEmptyList: a rule that an empty list satisfies.
	CheckEmptyList = "empty-list"
	// CheckNoneOfThatName: an all() that looks at the elements of one name and
	// holds where there is none, such as all(r, r.profile != "X" || r.passed).
	CheckNoneOfThatName = "none-of-that-name"
	// CheckProductName: a text that may be the name of a product or provider.
	CheckProductName = "product-name"
	// CheckUnusedParameter: a parameter that neither rule nor when uses.
	CheckUnusedParameter = "unused-parameter"
	// CheckNoDirection: a parameter of which the rule does not tell which way it
	// tightens, so that no profile can be shown to be stricter by it.
	CheckNoDirection = "no-direction"
	// CheckNoSource: a parameter without the source of its value.
	CheckNoSource = "no-source"
	// CheckNoReference: a criterion that goes back to no framework.
	CheckNoReference = "no-reference"
	// CheckUnusedFramework: a framework of the catalogue's own that no criterion
	// refers to.
	CheckUnusedFramework = "unused-framework"
	// CheckShadowsFramework: a framework of the catalogue's own that Trias
	// brings, too.
	CheckShadowsFramework = "shadows-framework"
	// CheckNoClause: a reference that names no clause.
	CheckNoClause = "no-clause"
	// CheckNoRemedy: a criterion that does not say what can be done.
	CheckNoRemedy = "no-remedy"
	// CheckNoRationale: a criterion that does not say why it matters.
	CheckNoRationale = "no-rationale"
	// CheckUnexplainedDeprecation: a criterion that is deprecated and does not say
	// why.
	CheckUnexplainedDeprecation = "unexplained-deprecation"
	// CheckSuccessionGap: days on which neither a criterion is asked nor what
	// supersedes it.
	CheckSuccessionGap = "succession-gap"
	// CheckOneLanguage: a text that lacks English or German.
	CheckOneLanguage = "one-language-only"
)

// Checks describes the checks of [Lint], in the order above.
func Checks() []Check {
	return []Check{
		{CheckReadsNothing, SeverityError, "The rule reads no fact",
			"A rule that reads no fact gives every offer the same answer. What depends on the kind of offer or on the date alone belongs into when."},
		{CheckHoldsOnNothing, SeverityError, "The rule can hold of a subject nothing is known about",
			"An offer whose bidder says nothing would meet the criterion. Move what depends on the subject alone into when, so that the criterion does not apply instead of being met."},
		{CheckNeverApplies, SeverityError, "The criterion never applies",
			"No dossier makes the when true, so nobody is ever asked. It is proven over everything the facts can be; parts that are not understood count as free."},
		{CheckNeverPasses, SeverityError, "The criterion can never be met",
			"No dossier makes the rule true where the criterion applies: every offer fails. It is proven, for any parameters or for the values they have, as the message says."},
		{CheckNeverFails, SeverityError, "The criterion can never fail",
			"No dossier makes the rule false where the criterion applies: the criterion asks nothing. A rule such as n >= 1 || n < 5 is true of every number."},
		{CheckNoDifference, SeverityWarning, "A part of the rule decides nothing",
			"With a constant in place of the part, every dossier in which all is known would get the same answer. Mostly another part says more already (n >= 3 beside n >= 5) or the wrong fact is named."},
		{CheckEmptyList, SeverityWarning, "An empty list satisfies the rule",
			"all() holds of a list without elements. Ask for an element, too, or say in the rationale what an empty list means, with the word empty or leer."},
		{CheckNoneOfThatName, SeverityWarning, "A list without an element of that name satisfies the rule",
			"all(r, r.profile != \"X\" || r.passed) holds where no element has that name, and then nothing was examined. Ask with exists() for the element, too, or say in the rationale what its absence means, with the word empty or leer."},
		{CheckProductName, SeverityWarning, "A text may name a product or provider",
			"A criterion asks for properties, never for products: a tender that names one discriminates. Free text that is compared with a literal often is a name; give the fact a closed set of values instead."},
		{CheckUnusedParameter, SeverityWarning, "A parameter is not used",
			"A profile could set the parameter and would change nothing."},
		{CheckNoDirection, SeverityNote, "The rule does not tell which way a parameter tightens it",
			"A profile that claims to be stricter than its base is held to it by the direction of each parameter. Where the rule tightens by it in one place and loosens in another, or looks at it otherwise than by comparison, that cannot be checked."},
		{CheckNoSource, SeverityWarning, "A parameter's value has no source",
			"A number that decides an award must be traceable: name document and clause, or say that it is the catalogue's own setting and why."},
		{CheckNoReference, SeverityWarning, "A criterion goes back to no framework",
			"References show bidders and review chambers where a demand comes from."},
		{CheckUnusedFramework, SeverityWarning, "No criterion refers to a framework the catalogue brings",
			"A framework is brought so that references can lead into it; one nothing refers to suggests a basis that is none."},
		{CheckShadowsFramework, SeverityNote, "The catalogue brings a framework that Trias brings, too",
			"References lead into the catalogue's own, whose list of clauses may be another. That keeps a catalogue's meaning when Trias is updated; otherwise drop it."},
		{CheckNoClause, SeverityWarning, "A reference names no clause",
			"A framework as a whole cannot be looked up; name the clause, article or control."},
		{CheckNoRemedy, SeverityWarning, "A criterion does not say what can be done",
			"Whoever does not meet a criterion needs to know what would, and how much work it is."},
		{CheckNoRationale, SeverityWarning, "A criterion does not say why it matters",
			"Without the reason nobody can judge whether a waiver or a change is defensible."},
		{CheckUnexplainedDeprecation, SeverityWarning, "A criterion is deprecated without a reason",
			"Whoever met it, or demanded it, needs to know why it goes and what is asked instead."},
		{CheckSuccessionGap, SeverityWarning, "Neither a criterion nor its successor is asked on some days",
			"Between the last day of the one and the first of the other nobody is held to either. Let the successor begin earlier, or the criterion end later."},
		{CheckOneLanguage, SeverityWarning, "A text lacks a language",
			"Catalogues are read in English and in German; a text that lacks one is shown in the other."},
	}
}
