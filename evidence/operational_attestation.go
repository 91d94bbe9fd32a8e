package evidence

// HeldAttestation is one certificate, audit report or label held for the
// offer. It describes the document; the proof that goes with it shows that it
// exists. Where a report is renewed, list the current one and those it
// follows.
type HeldAttestation struct {
	// ID tells elements of the list apart; rules do not see it.
	ID string `json:"id"`
	// Scheme is what was attested against.
	Scheme *AttestationScheme `json:"scheme,omitzero" en:"Against which scheme was the certificate, report or label issued?" de:"Nach welchem Verfahren wurde das Zertifikat, der Bericht oder das Siegel erteilt?"`
	// SchemeName is what the scheme is called where Scheme is other.
	SchemeName *SchemeName `json:"schemeName,omitzero" pattern:"[^ ]" maxLen:"120" en:"What is the scheme called, if it is none of those named?" de:"Wie heißt das Verfahren, wenn es keines der genannten ist?"`
	// Level is the level within the scheme: 1 or 2 for a BSI C5 or SOC 2 report
	// of Type 1 or Type 2, 1 or 2 for EUCC substantial or high, 1 to 3 for a
	// Gaia-X label and for the categories BÁSICA, MEDIA and ALTA of the ENS.
	// State 1 where the scheme has no levels.
	Level *int64 `json:"level,omitzero" unit:"count" min:"1" max:"3" en:"Which level within the scheme was attested (1 where it has none)?" de:"Welche Stufe des Verfahrens wurde bestätigt (1, wenn es keine Stufen hat)?"`
	// EvaluationAssuranceLevel is the level of a Common Criteria evaluation, 1
	// to 7, and 0 where the scheme knows none. An augmented level (EAL4+)
	// counts as its base level.
	EvaluationAssuranceLevel *int64 `json:"evaluationAssuranceLevel,omitzero" unit:"count" min:"0" max:"7" en:"Which Common Criteria evaluation assurance level was reached (0 where the scheme has none)?" de:"Welche Evaluierungsstufe nach Common Criteria wurde erreicht (0, wenn das Verfahren keine kennt)?"`
	// Edition is the year of the criteria applied: 2020 for C5:2020.
	Edition *int64 `json:"edition,omitzero" unit:"year" min:"1990" en:"In which year was the edition of the criteria published that was applied?" de:"Aus welchem Jahr stammt die angewandte Fassung der Kriterien?"`
	// IssuedOn is the day the document was issued.
	IssuedOn *Date `json:"issuedOn,omitzero" en:"On which day was the document issued?" de:"An welchem Tag wurde das Dokument ausgestellt?"`
	// PeriodFrom is the first day the audit speaks of. For an audit at one
	// day, such as a Type 1 report, it is that day.
	PeriodFrom *Date `json:"periodFrom,omitzero" en:"Which is the first day the audit speaks of?" de:"Ab welchem Tag erstreckt sich die Prüfung?"`
	// PeriodTo is the last day the audit speaks of; for an audit at one day
	// the same day. For a certificate without an audit period it is the last
	// day of the last audit.
	PeriodTo *Date `json:"periodTo,omitzero" en:"Which is the last day the audit speaks of?" de:"Bis zu welchem Tag erstreckt sich die Prüfung?"`
	// ValidUntil is the last day of validity the document states. Leave it out
	// for reports that state none, such as C5 reports.
	ValidUntil *Date `json:"validUntil,omitzero" en:"Until which day does the document state to be valid?" de:"Bis zu welchem Tag ist das Dokument nach eigener Angabe gültig?"`
	// ContinuousSince is the day since which the audit periods or validities
	// of this scheme for this service have followed each other without a gap
	// up to this one (MST-ECD NCD.2.2.01.g). For a first document it is its
	// own first day.
	ContinuousSince *Date `json:"continuousSince,omitzero" en:"Since which day have periods or validities of this scheme followed each other without a gap?" de:"Seit welchem Tag schließen Prüfzeiträume oder Gültigkeiten dieses Verfahrens lückenlos aneinander an?"`
	// BridgedUntil is the day until which a letter of the provider, after the
	// end of the period, confirms that nothing essential has changed. State
	// PeriodTo if there is no such letter.
	BridgedUntil *Date `json:"bridgedUntil,omitzero" en:"Until which day does a bridge letter cover the time after the audit period (the period's end if there is none)?" de:"Bis zu welchem Tag überbrückt eine Bestätigung die Zeit nach dem Prüfzeitraum (dessen Ende, wenn keine vorliegt)?"`
	// Opinion is the overall conclusion of the auditor. A certificate or label
	// that was granted counts as unqualified.
	Opinion *AuditOpinion `json:"opinion,omitzero" en:"What is the auditor's overall conclusion?" de:"Wie lautet das Gesamturteil der Prüfstelle?"`
	// CoversService says that the scope described in the document contains all
	// parts of the offered service, as the provider's own part or an included
	// subcontractor's.
	CoversService *bool `json:"coversService,omitzero" en:"Does the document's scope contain all parts of the offered service?" de:"Umfasst der Geltungsbereich des Dokuments alle Teile des angebotenen Dienstes?"`
	// CoversRegions says that it contains every site and region the offer is
	// provided from.
	CoversRegions *bool `json:"coversRegions,omitzero" en:"Does the document's scope contain every site and region the offer is provided from?" de:"Umfasst der Geltungsbereich des Dokuments alle Standorte und Regionen, aus denen das Angebot erbracht wird?"`
	// CoversOperations says that it contains operation and administration, not
	// only development or the product.
	CoversOperations *bool `json:"coversOperations,omitzero" en:"Does the document's scope contain operation and administration of the service?" de:"Umfasst der Geltungsbereich des Dokuments Betrieb und Administration des Dienstes?"`
	// Subcontractors is how the audit treated subcontractors that contribute
	// to the service.
	Subcontractors *SubcontractorMethod `json:"subcontractors,omitzero" en:"How did the audit treat subcontractors that contribute to the service?" de:"Wie wurden Unterauftragnehmer, die zum Dienst beitragen, in der Prüfung behandelt?"`
	// AdditionalCriteria says that criteria for higher protection need were
	// audited too, such as the additional criteria of C5.
	AdditionalCriteria *bool `json:"additionalCriteria,omitzero" en:"Were criteria for a higher protection need audited too?" de:"Wurden auch Kriterien für erhöhten Schutzbedarf geprüft?"`
	// Issuer is what entitles the issuer to attest.
	Issuer *AttestationIssuer `json:"issuer,omitzero" en:"What entitles the issuer to attest?" de:"Wodurch ist die ausstellende Stelle zur Bestätigung befugt?"`
	// IssuerSeat is the country where the issuer has its seat.
	IssuerSeat *Country `json:"issuerSeat,omitzero" en:"In which country is the issuer seated?" de:"In welchem Land hat die ausstellende Stelle ihren Sitz?"`
	// Available is what customers get to see of it.
	Available *ReportAvailability `json:"available,omitzero" en:"What do customers get to see of the document?" de:"Was erhalten Kunden von dem Dokument zu sehen?"`
}

// AttestationScheme names what was attested against. It holds every value of
// [Scheme], in the same spelling. A European scheme for cloud services (EUCS) has
// not been adopted and is therefore no value.
type AttestationScheme string

// The values of AttestationScheme.
const (
	// BSI Cloud Computing Compliance Criteria Catalogue; Type 1 or Type 2.
	AttestationSchemeBSIC5 AttestationScheme = "bsi-c5"
	// ISO/IEC 27001.
	AttestationSchemeISO27001 AttestationScheme = "iso27001"
	// ISO 27001 on the basis of IT-Grundschutz, certified by the BSI.
	AttestationSchemeISO27001Grundschutz AttestationScheme = "iso27001-it-grundschutz"
	// SecNumCloud, qualified by the ANSSI.
	AttestationSchemeSecNumCloud AttestationScheme = "secnumcloud"
	// European Common Criteria-based scheme, Regulation (EU) 2024/482.
	AttestationSchemeEUCC AttestationScheme = "eucc"
	// A Gaia-X label.
	AttestationSchemeGaiaX AttestationScheme = "gaia-x"
	// A Sovereign Cloud Stack certificate.
	AttestationSchemeSCS AttestationScheme = "scs"
	// A Common Criteria certificate outside EUCC.
	AttestationSchemeCommonCriteria AttestationScheme = "common-criteria"
	// The BSI's accelerated security certification (BSZ).
	AttestationSchemeBSZ AttestationScheme = "bsz"
	// The Spanish Esquema Nacional de Seguridad; category BÁSICA, MEDIA or ALTA
	// as level 1, 2 or 3 (Real Decreto 311/2022, annex I).
	AttestationSchemeENS AttestationScheme = "ens"
	// A SOC 2 report; Type 1 or Type 2 as level 1 or 2.
	AttestationSchemeSOC2 AttestationScheme = "soc2"
	// Level 2 of CSA STAR.
	AttestationSchemeCSAStar AttestationScheme = "csa-star"
	// ISO/IEC 27017.
	AttestationSchemeISO27017 AttestationScheme = "iso27017"
	// ISO/IEC 27018.
	AttestationSchemeISO27018 AttestationScheme = "iso27018"
	// ISO/IEC 27701.
	AttestationSchemeISO27701 AttestationScheme = "iso27701"
	// ISO 22301, business continuity.
	AttestationSchemeISO22301 AttestationScheme = "iso22301"
	// ISO/IEC 20000-1, service management.
	AttestationSchemeISO20000 AttestationScheme = "iso20000"
	// A certification under GDPR Art. 42.
	AttestationSchemeGDPR42 AttestationScheme = "gdpr-42"
	// EN 50600 or ISO/IEC 22237, data centres.
	AttestationSchemeEN50600 AttestationScheme = "en50600"
	// ISO 14001, environment.
	AttestationSchemeISO14001 AttestationScheme = "iso14001"
	// ISO 50001, energy.
	AttestationSchemeISO50001 AttestationScheme = "iso50001"
	// EMAS, Regulation (EC) No 1221/2009.
	AttestationSchemeEMAS AttestationScheme = "emas"
	// None of these; schemeName says which.
	AttestationSchemeOther AttestationScheme = "other"
)

// Values returns the accepted values.
func (AttestationScheme) Values() []string {
	return []string{
		"bsi-c5", "iso27001", "iso27001-it-grundschutz", "secnumcloud", "eucc", "gaia-x", "scs",
		"common-criteria", "bsz", "ens", "soc2", "csa-star", "iso27017", "iso27018", "iso27701",
		"iso22301", "iso20000", "gdpr-42", "en50600", "iso14001", "iso50001", "emas", "other",
	}
}

// AuditOpinion is an auditor's overall conclusion, weakest first (ISAE 3000
// (Revised)).
type AuditOpinion string

// The values of AuditOpinion.
const (
	// The auditor could not conclude.
	AuditOpinionDisclaimer AuditOpinion = "disclaimer"
	// The criteria are not met.
	AuditOpinionAdverse AuditOpinion = "adverse"
	// The criteria are met with named exceptions.
	AuditOpinionQualified AuditOpinion = "qualified"
	// The criteria are met.
	AuditOpinionUnqualified AuditOpinion = "unqualified"
)

// Values returns the accepted values.
func (AuditOpinion) Values() []string {
	return []string{"disclaimer", "adverse", "qualified", "unqualified"}
}

// SubcontractorMethod is how an audit treats subcontractors, weakest first.
type SubcontractorMethod string

// The values of SubcontractorMethod.
const (
	// Their part is left out, and only its steering was audited.
	SubcontractorMethodCarveOut SubcontractorMethod = "carveOut"
	// Their part was audited as well.
	SubcontractorMethodInclusive SubcontractorMethod = "inclusive"
	// None contributes to the service.
	SubcontractorMethodNoSubcontractors SubcontractorMethod = "noSubcontractors"
)

// Values returns the accepted values.
func (SubcontractorMethod) Values() []string {
	return []string{"carveOut", "inclusive", "noSubcontractors"}
}

// AttestationIssuer is what entitles somebody to attest, weakest first.
type AttestationIssuer string

// The values of AttestationIssuer.
const (
	// The provider itself.
	AttestationIssuerProvider AttestationIssuer = "provider"
	// A company without an entitlement by law or accreditation.
	AttestationIssuerCompany AttestationIssuer = "company"
	// A professional bound by law and code, such as a Wirtschaftsprüfer.
	AttestationIssuerProfessional AttestationIssuer = "professional"
	// A body accredited for the scheme under Regulation (EC) No 765/2008 or by
	// the scheme's owner.
	AttestationIssuerAccreditedBody AttestationIssuer = "accreditedBody"
	// A competent authority, such as the BSI.
	AttestationIssuerAuthority AttestationIssuer = "authority"
)

// Values returns the accepted values.
func (AttestationIssuer) Values() []string {
	return []string{"provider", "company", "professional", "accreditedBody", "authority"}
}

// ReportAvailability is what customers get of a document, weakest first.
type ReportAvailability string

// The values of ReportAvailability.
const (
	// Nothing but the claim.
	ReportAvailabilityNone ReportAvailability = "none"
	// The certificate or a summary.
	ReportAvailabilityCertificate ReportAvailability = "certificate"
	// The full report, if need be in confidence.
	ReportAvailabilityReport ReportAvailability = "report"
)

// Values returns the accepted values.
func (ReportAvailability) Values() []string {
	return []string{"none", "certificate", "report"}
}

// RegulatoryStatus is how far one legal act of the Union that applies is
// complied with (EUCSF SOV-7.Q2).
type RegulatoryStatus struct {
	// ID tells elements of the list apart; rules do not see it.
	ID string `json:"id"`
	// Act is the legal act.
	Act *UnionAct `json:"act,omitzero" en:"Which legal act of the Union applies?" de:"Welcher Rechtsakt der Union gilt?"`
	// Status is how far it is complied with, as last assessed.
	Status *ComplianceStatus `json:"status,omitzero" en:"How far is this legal act complied with?" de:"Wie weit wird dieser Rechtsakt eingehalten?"`
	// Audited says that somebody independent of the provider has audited this.
	Audited *bool `json:"audited,omitzero" en:"Has compliance with this legal act been audited independently?" de:"Wurde die Einhaltung dieses Rechtsakts unabhängig geprüft?"`
	// AssessedOn is the day of the last assessment, by the provider or an
	// auditor.
	AssessedOn *Date `json:"assessedOn,omitzero" en:"On which day was compliance last assessed?" de:"An welchem Tag wurde die Einhaltung zuletzt bewertet?"`
}

// UnionAct is a legal act of the Union.
type UnionAct string

// The values of UnionAct.
const (
	// Regulation (EU) 2016/679, data protection.
	UnionActGDPR UnionAct = "gdpr"
	// Directive (EU) 2022/2555, cybersecurity, in its national form.
	UnionActNIS2 UnionAct = "nis2"
	// Regulation (EU) 2022/2554, resilience of the financial sector.
	UnionActDORA UnionAct = "dora"
	// Regulation (EU) 2024/2847, cyber resilience of products.
	UnionActCRA UnionAct = "cra"
	// Regulation (EU) 2023/2854, data and switching.
	UnionActDataAct UnionAct = "dataAct"
	// Regulation (EU) 2024/1689, artificial intelligence.
	UnionActAIAct UnionAct = "aiAct"
	// Directive (EU) 2022/2557, critical entities, in its national form.
	UnionActCER UnionAct = "cer"
	// Regulation (EU) No 910/2014, identification and trust services.
	UnionActEIDAS UnionAct = "eidas"
	// Regulation (EU) 2022/868, data governance.
	UnionActDataGovernanceAct UnionAct = "dataGovernanceAct"
)

// Values returns the accepted values.
func (UnionAct) Values() []string {
	return []string{
		"gdpr", "nis2", "dora", "cra", "dataAct", "aiAct", "cer", "eidas", "dataGovernanceAct",
	}
}

// ComplianceStatus is how far a legal act is complied with, weakest first.
type ComplianceStatus string

// The values of ComplianceStatus.
const (
	// Nothing shows it.
	ComplianceStatusNotEvident ComplianceStatus = "notEvident"
	// Single measures exist, informal or incomplete.
	ComplianceStatusBasic ComplianceStatus = "basic"
	// Measures exist throughout, and known gaps remain.
	ComplianceStatusGaps ComplianceStatus = "gaps"
	// Everything is in place and in operation, with minor exceptions.
	ComplianceStatusMinorExceptions ComplianceStatus = "minorExceptions"
	// Everything is in place and in operation.
	ComplianceStatusFull ComplianceStatus = "full"
)

// Values returns the accepted values.
func (ComplianceStatus) Values() []string {
	return []string{"notEvident", "basic", "gaps", "minorExceptions", "full"}
}
