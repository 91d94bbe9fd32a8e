package evidence

import "slices"

// ProofKind says what sort of thing a proof is.
type ProofKind string

// The kinds of proof.
const (
	Declaration   ProofKind = "declaration"   // the provider says so
	Contract      ProofKind = "contract"      // a clause that binds
	Documentation ProofKind = "documentation" // a document says how it is meant to be
	Register      ProofKind = "register"      // an entry in a register
	Configuration ProofKind = "configuration" // an export of the running configuration
	Log           ProofKind = "log"           // records of what happened over a period
	Code          ProofKind = "code"          // code analysis, SBOM, signature, provenance
	Test          ProofKind = "test"          // a test or exercise with its result
	LegalOpinion  ProofKind = "legalOpinion"  // an opinion of somebody qualified in law
	Attestation   ProofKind = "attestation"   // a certificate or report of a named scheme
	Audit         ProofKind = "audit"         // an independent audit outside a named scheme
)

// Values returns the accepted values.
func (ProofKind) Values() []string {
	return []string{"declaration", "contract", "documentation", "register", "configuration", "log", "code", "test",
		"legalOpinion", "attestation", "audit"}
}

// StandsInFor reports whether a proof of kind k is accepted where kind weaker
// is demanded. It is a partial order:
//
//	declaration   < every other kind
//	documentation < configuration, log, code, test, audit
//
// and nothing else: whoever shows how something is need not show how it was
// meant to be, but nothing stands in for a contract clause, a register entry or
// a legal opinion, and no attestation for a document. The order follows
// section 9 ("Evidence kinds") of the criteria research; that a configuration
// export, a log and code analysis replace documentation is Trias' own reading.
func (k ProofKind) StandsInFor(weaker ProofKind) bool {
	if k == weaker || weaker == Declaration {
		return true
	}
	if weaker != Documentation {
		return false
	}
	switch k {
	case Configuration, Log, Code, Test, Audit:
		return true
	}
	return false
}

// Scheme names an attestation scheme.
type Scheme string

// The attestation schemes. Where a scheme has levels, a higher level replaces a
// lower one.
const (
	// BSIC5 is BSI C5; level 1 is a Type 1 report (design, at a date), level 2
	// a Type 2 report (effectiveness, over a period).
	BSIC5 Scheme = "bsi-c5"
	// ISO27001 is a certificate under ISO/IEC 27001.
	ISO27001 Scheme = "iso27001"
	// ISO27001Grundschutz is ISO 27001 on the basis of IT-Grundschutz.
	ISO27001Grundschutz Scheme = "iso27001-it-grundschutz"
	// SecNumCloud is the qualification of the French ANSSI.
	SecNumCloud Scheme = "secnumcloud"
	// EUCC is Regulation (EU) 2024/482; level 1 is substantial, level 2 high.
	EUCC Scheme = "eucc"
	// GaiaX is a Gaia-X label, levels 1 to 3.
	GaiaX Scheme = "gaia-x"
	// SCS is a Sovereign Cloud Stack certificate.
	SCS Scheme = "scs"
	// ENS is the Spanish Esquema Nacional de Seguridad; level 1 is the category
	// BÁSICA, 2 MEDIA, 3 ALTA (Real Decreto 311/2022, annex I).
	ENS Scheme = "ens"
	// SOC2 is a SOC 2 report; level 1 is Type 1, level 2 Type 2.
	SOC2 Scheme = "soc2"
	// OtherScheme is one that has no name here: see [Proof.SchemeName]. No demand
	// can ask for it; that it does for another is for an authority to decide.
	OtherScheme Scheme = "other"
)

// Values returns the accepted values: those of [AttestationScheme].
func (Scheme) Values() []string { return AttestationScheme("").Values() }

// Levels returns the number of levels of the scheme; a scheme without levels
// has one.
func (s Scheme) Levels() int {
	switch s {
	case BSIC5, EUCC, SOC2:
		return 2
	case GaiaX, ENS:
		return 3
	}
	return 1
}

// Named returns the schemes that have a name of their own, all but
// [OtherScheme]: those a demand can ask for.
func (s Scheme) Named() []string {
	return slices.DeleteFunc(s.Values(), func(v string) bool { return v == string(OtherScheme) })
}

// SchemeName is what an attestation scheme is called that is none of
// [Scheme.Named], spelled as its owner spells it. Two names are the same if they
// are spelled alike.
type SchemeName string

// Span is a period from one day to another, both included.
type Span struct {
	From Date `json:"from" required:"true"`
	To   Date `json:"to" required:"true"`
}

// Scope limits what a proof speaks of. It must contain the subject, or the
// proof does not count. What a scope leaves out it does not limit.
type Scope struct {
	// Versions is a constraint on the subject's version: ">= 2.0, < 3".
	Versions string `json:"versions,omitzero" maxLen:"100"`
	// Regions are the countries the proof covers.
	Regions []Country `json:"regions,omitzero"`
	// Services are the parts of the offer the proof covers.
	Services []string `json:"services,omitzero" maxLen:"64"`
}

// Inspection records that somebody looked at a proof.
type Inspection struct {
	// By is who looked: a person, a role or an organisation.
	By string `json:"by" required:"true" pattern:"[^ ]" maxLen:"200"`
	// On is the day.
	On Date `json:"on" required:"true"`
}

// Proof is why facts may be believed. It supports the values its own source
// states for the facts it covers, and no others: a value that changes
// afterwards, or that another source states differently, is not supported.
type Proof struct {
	// ID names the proof within its source.
	ID string `json:"id" required:"true"`
	// Kind is what sort of thing the proof is.
	Kind ProofKind `json:"kind" required:"true"`
	// Scheme and Level say which attestation it is; only an attestation has
	// them, and an attestation has a scheme.
	Scheme Scheme `json:"scheme,omitzero"`
	Level  *int64 `json:"level,omitzero" min:"1" max:"3"`
	// SchemeName is what the scheme is called where Scheme is [OtherScheme], and
	// only there.
	SchemeName SchemeName `json:"schemeName,omitzero" pattern:"[^ ]" maxLen:"120"`
	// Issuer is who vouches for it: the supplier, a laboratory, an auditor.
	Issuer string `json:"issuer" required:"true" pattern:"[^ ]" maxLen:"200"`
	// Issued is the day the proof was given; it counts from that day on. A
	// proof without it counts from the end of its period.
	Issued *Date `json:"issued,omitzero"`
	// Period is the time the proof speaks of, where it speaks of one: a Type 2
	// report, a log. Age is then measured from its end.
	Period *Span `json:"period,omitzero"`
	// ValidUntil is the last day the proof counts; without it it has no end of
	// its own, and only a profile's maximum age ends it.
	ValidUntil *Date `json:"validUntil,omitzero"`
	// Scope limits what the proof speaks of.
	Scope *Scope `json:"scope,omitzero"`
	// Tool is what made the document and in which version, where a tool did: "syft 1.18.0".
	Tool string `json:"tool,omitzero" maxLen:"200"`
	// Digest identifies the document: "sha256:" and 64 hexadecimal digits.
	Digest string `json:"digest,omitzero" pattern:"^sha256:[0-9a-f]{64}$"`
	// URL is where the document can be had.
	URL string `json:"url,omitzero" pattern:"^https?://[^ ]+$" maxLen:"2000"`
	// Inspected records who looked at the proof, and when.
	Inspected *Inspection `json:"inspected,omitzero"`
	// Note is for readers; nothing is derived from it.
	Note string `json:"note,omitzero" maxLen:"2000"`
	// Covers names the facts the proof supports, each by a path or the start of
	// one: "data.keys" covers every fact below. Lists are covered whole.
	Covers []string `json:"covers" required:"true" minItems:"1"`
}
