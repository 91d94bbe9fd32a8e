package evidence

// SoftwareSupply is who writes, builds, signs and keeps the software of the offer.
type SoftwareSupply struct {
	// Origin is where and by whom it is written.
	Origin SoftwareOrigin `json:"origin,omitzero"`
	// Build is where and under whose control it is built and released.
	Build SoftwareBuild `json:"build,omitzero"`
	// Signing is how what is released can be told from forgeries.
	Signing SoftwareSigning `json:"signing,omitzero"`
	// Provenance is how the way from source to artefact can be verified.
	Provenance BuildProvenance `json:"provenance,omitzero"`
	// SourceBackup is the copy of the source kept for the worst case.
	SourceBackup SourceBackup `json:"sourceBackup,omitzero"`
	// Continuity is what happens when a vendor of the software stops.
	Continuity UpstreamContinuity `json:"continuity,omitzero"`
}

// SoftwareOrigin is where and by whom the software of the offer is designed and maintained; shares are by size of source
// code, the provider's estimate where source is closed. Open-source components count where those who maintain them work.
// Source: EUCSF SOV-5.Q4.
type SoftwareOrigin struct {
	// Disclosure is how far the origin of the software is disclosed.
	Disclosure *SupplyOriginDisclosure `json:"disclosure,omitzero" en:"How far is the origin of the software disclosed to the customer?" de:"Wie weit ist die Herkunft der Software gegenüber dem Kunden offengelegt?"`
	// CoreEUMaintained reports whether the core, the parts without which the offer does not do what it is for, is
	// designed and maintained by teams working in the EU.
	CoreEUMaintained *bool `json:"coreEUMaintained,omitzero" en:"Is the core of the software designed and maintained by teams in the EU?" de:"Wird der Kern der Software von Teams in der EU entworfen und gepflegt?"`
	// EUMaintainedPercent is the share of the software that is designed and maintained by teams working in the EU, in
	// percent.
	EUMaintainedPercent *float64 `json:"euMaintainedPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of the software is designed and maintained by teams in the EU?" de:"Welcher Anteil der Software wird von Teams in der EU entworfen und gepflegt?"`
	// Countries is the complete set of countries in which the provider's own and commissioned development takes place.
	Countries []Country `json:"countries,omitzero" en:"In which countries does the provider's own and commissioned development take place?" de:"In welchen Ländern findet die eigene und beauftragte Entwicklung des Anbieters statt?"`
	// SupplierListAvailable reports whether customers can get a list of the software suppliers of the offer with their
	// countries. Source: BSI C3A SOV-5-01.
	SupplierListAvailable *bool `json:"supplierListAvailable,omitzero" en:"Can the customer obtain a list of the software suppliers and their countries?" de:"Kann der Kunde eine Aufstellung der Softwarelieferanten und ihrer Länder erhalten?"`
}

// SoftwareBuild is where and under whose control the software is built, packaged, released and delivered as an update.
// Source: EUCSF SOV-5.Q5.
type SoftwareBuild struct {
	// ExecutionCountries is the complete set of countries from which people and machines carry out build, release and
	// deployment.
	ExecutionCountries []Country `json:"executionCountries,omitzero" en:"From which countries are build, release and deployment carried out?" de:"Aus welchen Ländern werden Erstellung, Freigabe und Verteilung ausgeführt?"`
	// ControlCountries is the complete set of countries whose law governs those who administer the pipeline.
	ControlCountries []Country `json:"controlCountries,omitzero" en:"Under the law of which countries is the build pipeline administered?" de:"Unter dem Recht welcher Länder wird die Erstellungsumgebung administriert?"`
	// ApprovalCountries is the complete set of countries whose law governs those who give final approval and hold the
	// signing keys.
	ApprovalCountries []Country `json:"approvalCountries,omitzero" en:"Under the law of which countries are releases approved and signed?" de:"Unter dem Recht welcher Länder werden Freigaben erteilt und Signaturen geleistet?"`
	// OwnSigningKeys reports whether the keys that sign releases are held by the provider alone.
	OwnSigningKeys *bool `json:"ownSigningKeys,omitzero" en:"Are the signing keys held by the provider alone?" de:"Liegen die Signaturschlüssel allein beim Anbieter?"`
	// VulnerabilityGate reports whether the pipeline stops a release with known vulnerabilities above a set severity.
	VulnerabilityGate *bool `json:"vulnerabilityGate,omitzero" en:"Does the pipeline stop releases with known vulnerabilities above a set severity?" de:"Hält die Erstellungsumgebung Freigaben mit bekannten Schwachstellen ab einem festgelegten Schweregrad an?"`
	// DutiesSegregated reports whether the pipeline enforces that nobody approves a change of their own.
	DutiesSegregated *bool `json:"dutiesSegregated,omitzero" en:"Does the pipeline enforce that nobody approves their own change?" de:"Erzwingt die Erstellungsumgebung, dass niemand eigene Änderungen freigibt?"`
	// ApprovalsLogged reports whether approvals are recorded so that they cannot be changed unnoticed.
	ApprovalsLogged *bool `json:"approvalsLogged,omitzero" en:"Are approvals recorded so that they cannot be changed unnoticed?" de:"Werden Freigaben so aufgezeichnet, dass sie nicht unbemerkt geändert werden können?"`
	// ToolLossPlan reports whether a written procedure says how software is maintained when access to development or
	// build tools is lost. Source: BSI C3A SOV-6-03.
	ToolLossPlan *bool `json:"toolLossPlan,omitzero" en:"Is there a written procedure for maintaining the software if development or build tools become unavailable?" de:"Gibt es ein schriftliches Verfahren für die Pflege der Software, wenn Entwicklungs- oder Erstellungswerkzeuge ausfallen?"`
}

// SoftwareSigning is how released artefacts are signed. Sources: C5:2020 DEV-08 and DEV-09, Regulation (EU) 2024/2847
// (CRA) Annex I, Grundschutz++ DEV.5.3.
type SoftwareSigning struct {
	// SignedPercent is the share of released artefacts (packages, images, firmware, updates) that carry a digital
	// signature, by number in the last 12 months and in percent.
	SignedPercent *float64 `json:"signedPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of released artefacts is digitally signed?" de:"Welcher Anteil der veröffentlichten Artefakte ist digital signiert?"`
	// VerifiableByCustomer reports whether customers get keys or certificates and instructions to verify the signatures
	// by themselves.
	VerifiableByCustomer *bool `json:"verifiableByCustomer,omitzero" en:"Can customers verify the signatures by themselves?" de:"Können Kunden die Signaturen selbst prüfen?"`
	// EnforcedOnDeployment reports whether deployment technically refuses artefacts without a valid signature.
	EnforcedOnDeployment *bool `json:"enforcedOnDeployment,omitzero" en:"Does deployment technically refuse artefacts without a valid signature?" de:"Verweigert die Installation technisch Artefakte ohne gültige Signatur?"`
	// TransparencyLog reports whether signatures are entered in a public log that only grows.
	TransparencyLog *bool `json:"transparencyLog,omitzero" en:"Are signatures entered in a public, append-only log?" de:"Werden Signaturen in ein öffentliches, nur fortschreibbares Protokoll eingetragen?"`
	// KeyCountry is the country in which the signing keys are kept.
	KeyCountry *Country `json:"keyCountry,omitzero" en:"In which country are the signing keys kept?" de:"In welchem Land werden die Signaturschlüssel aufbewahrt?"`
	// KeysInHardware reports whether the signing keys are kept in a hardware security module and cannot be exported.
	KeysInHardware *bool `json:"keysInHardware,omitzero" en:"Are the signing keys kept in a hardware security module and not exportable?" de:"Liegen die Signaturschlüssel nicht exportierbar in einem Hardware-Sicherheitsmodul?"`
}

// BuildProvenance is what SLSA calls provenance: a signed statement from which source, by which builder and with which
// inputs an artefact was made. Source: SLSA 1.0 (build track) and 1.2 (source track).
type BuildProvenance struct {
	// SLSABuildLevel is the lowest SLSA build level that all artefacts of the offer reach, 0 to 3; levels of SLSA 0.1 do
	// not count. An importer states it only where signature and builder were verified.
	SLSABuildLevel *int64 `json:"slsaBuildLevel,omitzero" unit:"level" min:"0" max:"3" en:"Which SLSA build level do all artefacts of the offer reach?" de:"Welche SLSA-Stufe der Erstellung erreichen alle Artefakte des Angebots?"`
	// SLSASourceLevel is the lowest SLSA source level that all sources of the offer reach, 0 to 4.
	SLSASourceLevel *int64 `json:"slsaSourceLevel,omitzero" unit:"level" min:"0" max:"4" en:"Which SLSA source level do all sources of the offer reach?" de:"Welche SLSA-Stufe der Quellverwaltung erreichen alle Quellen des Angebots?"`
	// CoveredPercent is the share of released artefacts with provenance, by number in the last 12 months and in percent.
	CoveredPercent *float64 `json:"coveredPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of released artefacts has provenance?" de:"Zu welchem Anteil der veröffentlichten Artefakte gibt es einen Herkunftsnachweis?"`
	// Verified reports whether somebody other than the builder has verified signature, builder and source of the
	// provenance.
	Verified *bool `json:"verified,omitzero" en:"Has somebody other than the builder verified the provenance?" de:"Hat jemand anderes als der Ersteller den Herkunftsnachweis geprüft?"`
	// VerifiedOn is the day of the last such verification.
	VerifiedOn *Date `json:"verifiedOn,omitzero" en:"On which day was the provenance last verified?" de:"An welchem Tag wurde der Herkunftsnachweis zuletzt geprüft?"`
	// SourceIdentified reports whether the provenance names repository and commit of the source.
	SourceIdentified *bool `json:"sourceIdentified,omitzero" en:"Does the provenance name repository and commit of the source?" de:"Nennt der Herkunftsnachweis Repositorium und Stand des Quelltexts?"`
}

// SourceBackup is a copy of everything needed to build and develop the software without anyone outside, kept apart from
// the place of development. Source: BSI C3A SOV-6-01.
type SourceBackup struct {
	// Countries is the complete set of countries in which copies are kept; empty means there is no copy.
	Countries []Country `json:"countries,omitzero" en:"In which countries are backup copies of the source kept?" de:"In welchen Ländern werden Sicherungskopien des Quelltexts aufbewahrt?"`
	// MaxAgeHours is the greatest age, in hours, that the newest copy can reach, by its schedule. Source: BSI C3A
	// SOV-6-01 (24 hours).
	MaxAgeHours *int64 `json:"maxAgeHours,omitzero" unit:"hours" min:"0" en:"How many hours old can the newest backup copy of the source become at most?" de:"Wie viele Stunden alt kann die neueste Sicherungskopie des Quelltexts höchstens werden?"`
	// Versions is the number of released versions it holds. Source: BSI C3A SOV-6-01 (5 versions).
	Versions *int64 `json:"versions,omitzero" unit:"count" min:"0" en:"How many released versions does the backup copy hold?" de:"Wie viele veröffentlichte Versionen enthält die Sicherungskopie?"`
	// IncludesBuildScripts reports whether it holds build scripts, infrastructure code and deployment tools.
	IncludesBuildScripts *bool `json:"includesBuildScripts,omitzero" en:"Does the backup copy hold build scripts, infrastructure code and deployment tools?" de:"Enthält die Sicherungskopie Erstellungsskripte, Infrastrukturcode und Verteilungswerkzeuge?"`
	// IncludesDependencies reports whether it holds the third-party components the build needs.
	IncludesDependencies *bool `json:"includesDependencies,omitzero" en:"Does the backup copy hold the third-party components the build needs?" de:"Enthält die Sicherungskopie die für die Erstellung nötigen Komponenten Dritter?"`
	// IncludesDocumentation reports whether it holds the documentation a developer new to the software needs.
	IncludesDocumentation *bool `json:"includesDocumentation,omitzero" en:"Does the backup copy hold the documentation a new developer needs?" de:"Enthält die Sicherungskopie die Dokumentation, die neue Entwickelnde benötigen?"`
	// RebuiltOn is the day on which the software was last built from the copy alone.
	RebuiltOn *Date `json:"rebuiltOn,omitzero" en:"On which day was the software last built from the backup copy alone?" de:"An welchem Tag wurde die Software zuletzt allein aus der Sicherungskopie erstellt?"`
}

// UpstreamContinuity is what happens when a vendor or project that supplies software for the offer stops, withdraws or
// is cut off. Sources: BSI C3A SOV-6-02, Grundschutz++ BES.8.3 and BES.8.5.
type UpstreamContinuity struct {
	// Plan reports whether a written plan says, for every critical software component, who maintains it from then on and
	// how.
	Plan *bool `json:"plan,omitzero" en:"Is there a written plan for maintaining every critical software component if its vendor stops?" de:"Gibt es für jede kritische Softwarekomponente einen schriftlichen Plan für die Pflege, falls der Hersteller aufhört?"`
	// PlanTestedOn is the day on which the plan was last exercised: a correction was written, built and deployed without
	// the vendor.
	PlanTestedOn *Date `json:"planTestedOn,omitzero" en:"On which day was that plan last exercised by a correction made without the vendor?" de:"An welchem Tag wurde der Plan zuletzt durch eine Korrektur ohne den Hersteller geübt?"`
	// Patching is who can correct the critical software components without their vendors; the weakest of them counts.
	Patching *UpstreamPatching `json:"patching,omitzero" en:"Who can correct the critical software components without their vendors?" de:"Wer kann die kritischen Softwarekomponenten ohne deren Hersteller korrigieren?"`
	// SourceAccess is what right to the source there is if the vendor stops; the weakest of the critical software
	// components counts.
	SourceAccess *UpstreamSourceAccess `json:"sourceAccess,omitzero" en:"Which access to the source of the critical software components is there if their vendors stop?" de:"Welcher Zugang zum Quelltext der kritischen Softwarekomponenten besteht, wenn deren Hersteller aufhören?"`
	// BridgingDays is for how many calendar days the offer can be run and kept safe without any vendor, by plan.
	BridgingDays *int64 `json:"bridgingDays,omitzero" unit:"days" min:"0" en:"For how many calendar days can the offer be kept safe without any software vendor?" de:"Für wie viele Kalendertage lässt sich das Angebot ohne jeden Softwarehersteller sicher betreiben?"`
	// CustomersInformed reports whether the contract obliges the provider to tell customers that a vendor of critical
	// software stops.
	CustomersInformed *bool `json:"customersInformed,omitzero" en:"Must the provider tell customers when a vendor of critical software stops?" de:"Muss der Anbieter die Kunden unterrichten, wenn ein Hersteller kritischer Software aufhört?"`
}

// UpstreamPatching is who can correct software without its vendor, weakest first.
type UpstreamPatching string

// The values of [UpstreamPatching].
const (
	// UpstreamPatchingNone is nobody.
	UpstreamPatchingNone UpstreamPatching = "none"
	// UpstreamPatchingContracted is a third party under contract.
	UpstreamPatchingContracted UpstreamPatching = "contracted"
	// UpstreamPatchingOwn is the provider's own staff with a working build environment.
	UpstreamPatchingOwn UpstreamPatching = "own"
)

// Values returns the closed set, in the order of the type's documentation.
func (UpstreamPatching) Values() []string {
	return []string{
		"none",
		"contracted",
		"own",
	}
}

// UpstreamSourceAccess is access to source code, weakest first.
type UpstreamSourceAccess string

// The values of [UpstreamSourceAccess].
const (
	// UpstreamSourceAccessNone is none.
	UpstreamSourceAccessNone UpstreamSourceAccess = "none"
	// UpstreamSourceAccessEscrow is a deposit released in agreed cases.
	UpstreamSourceAccessEscrow UpstreamSourceAccess = "escrow"
	// UpstreamSourceAccessLicensed is the source at hand, with the right to modify it.
	UpstreamSourceAccessLicensed UpstreamSourceAccess = "licensed"
	// UpstreamSourceAccessOpen is an OSI-approved licence, with the source at hand.
	UpstreamSourceAccessOpen UpstreamSourceAccess = "open"
)

// Values returns the closed set, in the order of the type's documentation.
func (UpstreamSourceAccess) Values() []string {
	return []string{
		"none",
		"escrow",
		"licensed",
		"open",
	}
}
