package evidence

// Origin says of a document from elsewhere what its importer must not assume: who vouches for it, when it was given, what
// it speaks of. The importers are the packages below this one; each makes a [Fragment] of one document: the facts it
// states and one proof, the document itself.
//
// What the document says of its own origin need not be repeated. What nobody says is a problem the importer reports, not
// a gap it fills: it never guesses who vouches, and it reads no clock.
type Origin struct {
	// Issuer is who vouches for the document: the supplier, a laboratory, an auditor. Empty, it is the author that the
	// document itself names, whom nobody has checked; a document that names none is refused.
	Issuer string
	// Issued is the day the document was given. The zero Date leaves it to the document's own date; a document that bears
	// none is refused, and so is one that bears another.
	Issued Date
	// Scope is what the document speaks of. Nil leaves it to the document, which speaks of the one version it names; one that
	// names none, or something that is no version number, is refused. A Scope without limits is every version.
	Scope *Scope
	// URL is where the document can be had, if anywhere.
	URL string
	// ID names the proof within the fragment. Empty, it is the kind of document with the first twelve digits of its
	// digest.
	ID string
	// Claim leaves the proof out: the facts are then what somebody claims, and nothing above is asked for.
	Claim bool
}
