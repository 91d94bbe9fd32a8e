package evidence

// SupplyChain is who stands behind the offer and what it is made of: the provider and the law it obeys, the parties and
// services it relies on, its hardware, its software and where each comes from. Throughout, EU means the member states of
// the Union on the day the fact is stated; a share or an influence counts as non-EU wherever it comes from outside them,
// so the EFTA states of the EEA count as non-EU in such figures, while facts that name countries leave the choice of
// region to the rule. The offer is what the subject names, with everything it needs to run. A vendor is any legal entity
// outside the provider's own group that supplies a part of it.
type SupplyChain struct {
	// Provider is the legal entity that signs the contract, who owns and steers it, and what it contributes.
	Provider Provider `json:"provider,omitzero"`
	// Legal is the law that governs the contract and the foreign law that reaches the offer.
	Legal LegalExposure `json:"legal,omitzero"`
	// Subcontracting is the register of subcontractors and the rules for changing them.
	Subcontracting Subcontracting `json:"subcontracting,omitzero"`
	// Subcontractors are all parties outside the provider that perform part of the contracted service or can reach
	// customer systems or data, the companies of its own group included. Which tiers the list reaches is said in
	// subcontracting.register.depth. Empty means: there are none. Sources: BSI Mindeststandard externe Cloud-Dienste
	// NCD.2.2.02.a, Regulation (EU) 2022/2554 (DORA) Art. 28(3), GDPR Art. 28(2).
	Subcontractors []Subcontractor `json:"subcontractors,omitzero" en:"Which subcontractors take part in providing the service or can reach customer systems or data?" de:"Welche Unterauftragnehmer wirken an der Leistung mit oder können Systeme oder Daten des Kunden erreichen?"`
	// Suppliers is how the provider assesses, monitors and audits those it relies on.
	Suppliers SupplierManagement `json:"suppliers,omitzero"`
	// Concentration is how much of what is critical hangs on one supplier, one country, or on vendors from outside the
	// EU.
	Concentration Concentration `json:"concentration,omitzero"`
	// CriticalComponents are the parts without which the service stops or no longer meets its protection need, of any
	// kind, whoever supplies them. The list is complete. Sources: DORA Art. 28(8) and 29, EUCSF SOV-5.Q6.
	CriticalComponents []CriticalComponent `json:"criticalComponents,omitzero" en:"Which components are critical, so that the service stops or becomes unsafe without them?" de:"Welche Komponenten sind kritisch, sodass der Dienst ohne sie ausfällt oder unsicher wird?"`
	// ExternalServiceRegister is how the list of external services is kept.
	ExternalServiceRegister ExternalServiceRegister `json:"externalServiceRegister,omitzero"`
	// ExternalServices are the services of other operators that the offer calls while it runs, is built or is updated.
	// An operator that also performs part of the contract is in both lists. Empty means: there are none. Source: BSI C3A
	// SOV-5-03.
	ExternalServices []ExternalService `json:"externalServices,omitzero" en:"Which services of other operators does the offer need to run, to be built or to be updated?" de:"Welche Dienste anderer Betreiber benötigt das Angebot für Betrieb, Erstellung oder Aktualisierung?"`
	// Hardware is where the physical parts and their firmware come from.
	Hardware Hardware `json:"hardware,omitzero"`
	// Software is who writes, builds, signs and keeps the software, and what happens if a vendor stops.
	Software SoftwareSupply `json:"software,omitzero"`
	// SBOM is the software bill of materials and what it says.
	SBOM SBOM `json:"sbom,omitzero"`
	// SaaSBOM is what the bill of materials says of services.
	SaaSBOM SaaSBOM `json:"saasbom,omitzero"`
	// OpenSource is the health of the open-source projects the offer rests on.
	OpenSource OpenSource `json:"openSource,omitzero"`
}

// Subcontracting is the contract side of subcontracting: what the customer is told and what the customer may do about
// it.
type Subcontracting struct {
	// Register is the list of subcontractors as a document.
	Register SubcontractorRegister `json:"register,omitzero"`
	// Changes is what applies when a subcontractor is added or replaced.
	Changes SubcontractorChanges `json:"changes,omitzero"`
	// ObligationsPassedOn reports whether the contract obliges the provider to bind every subcontractor to the same
	// security, confidentiality and audit duties. Sources: GDPR Art. 28(4), DORA Art. 30(2)(a), Grundschutz++ BES.5.6.1.
	ObligationsPassedOn *bool `json:"obligationsPassedOn,omitzero" en:"Does the contract oblige the provider to impose its security, confidentiality and audit duties on every subcontractor?" de:"Verpflichtet der Vertrag den Anbieter, seine Sicherheits-, Vertraulichkeits- und Prüfpflichten an jeden Unterauftragnehmer weiterzugeben?"`
}

// SubcontractorRegister is the register of subcontractors. The single entries are the list subcontractors.
type SubcontractorRegister struct {
	// Complete reports whether the register names every subcontractor of the tiers given by Depth with name, function
	// and countries. Source: BSI Mindeststandard externe Cloud-Dienste NCD.2.2.02.a.
	Complete *bool `json:"complete,omitzero" en:"Does the register name every subcontractor of the tiers it covers, each with function and countries?" de:"Nennt das Verzeichnis alle Unterauftragnehmer der erfassten Stufen, jeweils mit Funktion und Ländern?"`
	// AvailableToCustomer reports whether customers get the register, on request is enough; a duty of confidentiality
	// does no harm.
	AvailableToCustomer *bool `json:"availableToCustomer,omitzero" en:"Can the customer obtain the register of subcontractors?" de:"Kann der Kunde das Verzeichnis der Unterauftragnehmer erhalten?"`
	// ReviewedOn is the day on which the register was last checked as a whole for completeness and correctness. Source:
	// C5:2020 SSO-03 (C5:2025 draft SSO-04), at least once a year.
	ReviewedOn *Date `json:"reviewedOn,omitzero" en:"On which day was the register last checked as a whole for completeness and correctness?" de:"An welchem Tag wurde das Verzeichnis zuletzt insgesamt auf Vollständigkeit und Richtigkeit geprüft?"`
	// Depth is how far down the chain the register reaches. Sources: DORA Art. 29(2), Grundschutz++ BES.1.3.1.
	Depth *SubcontractorRegisterDepth `json:"depth,omitzero" en:"How far down the chain of subcontractors does the register reach?" de:"Wie weit reicht das Verzeichnis in die Kette der Unterauftragnehmer hinein?"`
}

// SubcontractorRegisterDepth says how far down a register of subcontractors reaches, weakest first.
type SubcontractorRegisterDepth string

// The values of [SubcontractorRegisterDepth].
const (
	// SubcontractorRegisterDepthDirect covers direct contract partners only.
	SubcontractorRegisterDepthDirect SubcontractorRegisterDepth = "direct"
	// SubcontractorRegisterDepthCritical covers direct contract partners and, below them, every tier of critical
	// functions.
	SubcontractorRegisterDepthCritical SubcontractorRegisterDepth = "critical"
	// SubcontractorRegisterDepthAll covers every tier.
	SubcontractorRegisterDepthAll SubcontractorRegisterDepth = "all"
)

// Values returns the closed set, in the order of the type's documentation.
func (SubcontractorRegisterDepth) Values() []string {
	return []string{
		"direct",
		"critical",
		"all",
	}
}

// SubcontractorChanges is what the contract grants the customer when a subcontractor is added or replaced.
type SubcontractorChanges struct {
	// NoticeDays is how many calendar days before the change the contract obliges the provider to announce it, actively
	// and to each customer; 0 means it need not be announced beforehand. A month counts as 31 days. Sources: BSI
	// Mindeststandard externe Cloud-Dienste NCD.2.2.02.b, GDPR Art. 28(2).
	NoticeDays *int64 `json:"noticeDays,omitzero" unit:"days" min:"0" en:"How many calendar days before a subcontractor is added or replaced must the provider tell the customer?" de:"Wie viele Kalendertage vor Aufnahme oder Wechsel eines Unterauftragnehmers muss der Anbieter den Kunden unterrichten?"`
	// Objection is the strongest right the contract gives the customer against a subcontractor that is to be added or
	// replaced. Source: GDPR Art. 28(2).
	Objection *SubcontractorObjection `json:"objection,omitzero" en:"Which right does the contract give the customer against a new subcontractor?" de:"Welches Recht gibt der Vertrag dem Kunden gegenüber einem neuen Unterauftragnehmer?"`
}

// SubcontractorObjection is a right of the customer against a new subcontractor, weakest first.
type SubcontractorObjection string

// The values of [SubcontractorObjection].
const (
	// SubcontractorObjectionNone is no right.
	SubcontractorObjectionNone SubcontractorObjection = "none"
	// SubcontractorObjectionObject is a right to object that the provider must examine; it may go ahead all the same.
	SubcontractorObjectionObject SubcontractorObjection = "object"
	// SubcontractorObjectionTerminate is a right to object, and to terminate free of charge before the change if the
	// provider goes ahead.
	SubcontractorObjectionTerminate SubcontractorObjection = "terminate"
	// SubcontractorObjectionConsent is a right to refuse: without the customer's consent the subcontractor is not used
	// for this customer.
	SubcontractorObjectionConsent SubcontractorObjection = "consent"
)

// Values returns the closed set, in the order of the type's documentation.
func (SubcontractorObjection) Values() []string {
	return []string{
		"none",
		"object",
		"terminate",
		"consent",
	}
}

// Subcontractor is one party outside the provider that performs part of the service or can reach customer systems or
// data.
type Subcontractor struct {
	// ID names the element within its list; it is identity and not visible to rules.
	ID string `json:"id"`
	// Functions is the complete set of what the subcontractor does for the offer.
	Functions []SubcontractorFunction `json:"functions,omitzero" en:"What does the subcontractor do for the service?" de:"Welche Aufgaben übernimmt der Unterauftragnehmer für die Leistung?"`
	// Countries is the complete set of countries from which it performs, remote access and support included; not its
	// seat.
	Countries []Country `json:"countries,omitzero" en:"From which countries does the subcontractor perform, remote access included?" de:"Aus welchen Ländern erbringt der Unterauftragnehmer seine Leistung, Fernzugriffe eingeschlossen?"`
	// Seat is the country of its registered office. Source: BSI C3A SOV-1-02 (the office of subcontractors counts too).
	Seat *Country `json:"seat,omitzero" en:"In which country is the subcontractor's registered office?" de:"In welchem Land hat der Unterauftragnehmer seinen satzungsmäßigen Sitz?"`
	// ControlCountries is the complete set of seats of those who alone or together control it in the end (see
	// provider.ownership.controlCountries).
	ControlCountries []Country `json:"controlCountries,omitzero" en:"In which countries are those seated who ultimately control the subcontractor?" de:"In welchen Ländern sitzen diejenigen, die den Unterauftragnehmer letztlich beherrschen?"`
	// Tier is its place in the chain: 1 for a contract partner of the provider, 2 for a contract partner of such a one,
	// and so on.
	Tier *int64 `json:"tier,omitzero" unit:"count" min:"1" en:"At which tier of the chain does the subcontractor stand, 1 being a contract partner of the provider?" de:"Auf welcher Stufe der Kette steht der Unterauftragnehmer, wobei 1 ein Vertragspartner des Anbieters ist?"`
	// Critical reports whether the service stops or no longer meets its protection need if the subcontractor drops out.
	Critical *bool `json:"critical,omitzero" en:"Does the service stop or become unsafe if this subcontractor drops out?" de:"Fällt der Dienst aus oder wird er unsicher, wenn dieser Unterauftragnehmer wegfällt?"`
	// CustomerDataAccess reports whether it can technically reach customer data in a form it can read.
	CustomerDataAccess *bool `json:"customerDataAccess,omitzero" en:"Can the subcontractor reach customer data in readable form?" de:"Kann der Unterauftragnehmer auf Kundendaten in lesbarer Form zugreifen?"`
	// ObligationsPassedOn reports whether the contract with it contains the duties the provider owes the customer.
	// Source: GDPR Art. 28(4).
	ObligationsPassedOn *bool `json:"obligationsPassedOn,omitzero" en:"Is the subcontractor bound by contract to the security duties the provider owes the customer?" de:"Ist der Unterauftragnehmer vertraglich an die Sicherheitspflichten gebunden, die der Anbieter dem Kunden schuldet?"`
	// AuditRight reports whether the customer, or an auditor it appoints, may audit the subcontractor. Sources: DORA
	// Art. 30(3)(e), EUCSF SOV-5.Q7.
	AuditRight *bool `json:"auditRight,omitzero" en:"May the customer, or an auditor it appoints, audit the subcontractor?" de:"Darf der Kunde oder ein von ihm beauftragter Prüfer den Unterauftragnehmer prüfen?"`
	// Alternative is how ready a replacement is.
	Alternative *AlternativeReadiness `json:"alternative,omitzero" en:"How ready is a replacement for the subcontractor?" de:"Wie weit ist ein Ersatz für den Unterauftragnehmer vorbereitet?"`
	// RiskAssessedOn is the day of its last individual risk assessment. Sources: C5:2020 SSO-02, Directive (EU)
	// 2022/2555 (NIS 2) Art. 21(3).
	RiskAssessedOn *Date `json:"riskAssessedOn,omitzero" en:"On which day was the subcontractor's risk last assessed?" de:"An welchem Tag wurde das Risiko des Unterauftragnehmers zuletzt bewertet?"`
	// ReviewedOn is the day on which its compliance with the agreed requirements was last checked, by its reports or
	// certificates or by an audit. Sources: C5:2020 SSO-04, Grundschutz++ DLS.3.1.
	ReviewedOn *Date `json:"reviewedOn,omitzero" en:"On which day was the subcontractor's compliance with the agreed requirements last checked?" de:"An welchem Tag wurde zuletzt geprüft, ob der Unterauftragnehmer die vereinbarten Anforderungen einhält?"`
}

// SubcontractorFunction is a function a subcontractor performs.
type SubcontractorFunction string

// The values of [SubcontractorFunction].
const (
	// SubcontractorFunctionDataCentre is building, power, cooling and physical security.
	SubcontractorFunctionDataCentre SubcontractorFunction = "dataCentre"
	// SubcontractorFunctionInfrastructure is computing or storage capacity.
	SubcontractorFunctionInfrastructure SubcontractorFunction = "infrastructure"
	// SubcontractorFunctionNetwork is connectivity and transport.
	SubcontractorFunctionNetwork SubcontractorFunction = "network"
	// SubcontractorFunctionOperations is running and administering systems.
	SubcontractorFunctionOperations SubcontractorFunction = "operations"
	// SubcontractorFunctionSupport is help for customers, at any level.
	SubcontractorFunctionSupport SubcontractorFunction = "support"
	// SubcontractorFunctionDevelopment is writing, building or packaging software.
	SubcontractorFunctionDevelopment SubcontractorFunction = "development"
	// SubcontractorFunctionSecurityOperations is monitoring, detection and incident response.
	SubcontractorFunctionSecurityOperations SubcontractorFunction = "securityOperations"
	// SubcontractorFunctionBackup is keeping copies of data.
	SubcontractorFunctionBackup SubcontractorFunction = "backup"
	// SubcontractorFunctionHardwareMaintenance is repair and exchange of hardware.
	SubcontractorFunctionHardwareMaintenance SubcontractorFunction = "hardwareMaintenance"
	// SubcontractorFunctionPlatformService is a software platform or application as a service.
	SubcontractorFunctionPlatformService SubcontractorFunction = "platformService"
	// SubcontractorFunctionIdentity is identity and access management.
	SubcontractorFunctionIdentity SubcontractorFunction = "identity"
	// SubcontractorFunctionMessaging is e-mail, text messages or notifications.
	SubcontractorFunctionMessaging SubcontractorFunction = "messaging"
	// SubcontractorFunctionBilling is metering, invoicing and payment.
	SubcontractorFunctionBilling SubcontractorFunction = "billing"
	// SubcontractorFunctionConsulting is advice, migration or training with access to customer systems.
	SubcontractorFunctionConsulting SubcontractorFunction = "consulting"
)

// Values returns the closed set, in the order of the type's documentation.
func (SubcontractorFunction) Values() []string {
	return []string{
		"dataCentre",
		"infrastructure",
		"network",
		"operations",
		"support",
		"development",
		"securityOperations",
		"backup",
		"hardwareMaintenance",
		"platformService",
		"identity",
		"messaging",
		"billing",
		"consulting",
	}
}

// AlternativeReadiness is how ready a replacement is, weakest first. A replacement comes from another group of companies
// and does the same job without redesign of the offer.
type AlternativeReadiness string

// The values of [AlternativeReadiness].
const (
	// AlternativeReadinessNone means: none is known.
	AlternativeReadinessNone AlternativeReadiness = "none"
	// AlternativeReadinessIdentified means: one is named.
	AlternativeReadinessIdentified AlternativeReadiness = "identified"
	// AlternativeReadinessEvaluated means: its fitness, cost and time to switch are assessed in writing.
	AlternativeReadinessEvaluated AlternativeReadiness = "evaluated"
	// AlternativeReadinessTested means: the switch was carried out in a test.
	AlternativeReadinessTested AlternativeReadiness = "tested"
	// AlternativeReadinessInUse means: it already runs beside the first, or stands by under contract.
	AlternativeReadinessInUse AlternativeReadiness = "inUse"
)

// Values returns the closed set, in the order of the type's documentation.
func (AlternativeReadiness) Values() []string {
	return []string{
		"none",
		"identified",
		"evaluated",
		"tested",
		"inUse",
	}
}

// SupplierManagement is how the provider deals with the vendors and subcontractors it relies on.
type SupplierManagement struct {
	// Assessment is the assessment of supplier risks.
	Assessment SupplierAssessment `json:"assessment,omitzero"`
	// Monitoring is the check that suppliers keep what they promised.
	Monitoring SupplierMonitoring `json:"monitoring,omitzero"`
	// Audit is the right to look into the chain.
	Audit SupplierAudit `json:"audit,omitzero"`
}

// SupplierAssessment is how the provider assesses the risks of its suppliers. Sources: C5:2020 SSO-02, NIS 2 Art.
// 21(2)(d) and (3), DORA Art. 28(4).
type SupplierAssessment struct {
	// Procedure reports whether a written procedure says how and by which criteria the risks of every supplier are
	// assessed, before the contract and at set intervals after.
	Procedure *bool `json:"procedure,omitzero" en:"Is there a written procedure for assessing the risks of suppliers before the contract and at set intervals?" de:"Gibt es ein schriftliches Verfahren, nach dem Lieferantenrisiken vor Vertragsschluss und danach in festen Abständen bewertet werden?"`
	// CompletedOn is the day on which all suppliers of the offer had last been assessed: the oldest of their last
	// assessments.
	CompletedOn *Date `json:"completedOn,omitzero" en:"By which day had all suppliers of the offer last been assessed, counting the oldest assessment?" de:"Zu welchem Tag waren zuletzt alle Lieferanten des Angebots bewertet, gerechnet nach der ältesten Bewertung?"`
	// ClassesAssigned reports whether every supplier is assigned a class of criticality. Source: Grundschutz++ BES.3.1.
	ClassesAssigned *bool `json:"classesAssigned,omitzero" en:"Is every supplier assigned a class of criticality?" de:"Ist jeder Lieferant einer Kritikalitätsklasse zugewiesen?"`
	// CoversVulnerabilities reports whether the assessment examines the weaknesses specific to each direct supplier.
	// Source: NIS 2 Art. 21(3).
	CoversVulnerabilities *bool `json:"coversVulnerabilities,omitzero" en:"Does the assessment examine the vulnerabilities specific to each direct supplier?" de:"Untersucht die Bewertung die spezifischen Schwachstellen jedes unmittelbaren Lieferanten?"`
	// CoversSecurityPractices reports whether the assessment examines the quality of the supplier's products and its
	// security practice, development included. Source: NIS 2 Art. 21(3).
	CoversSecurityPractices *bool `json:"coversSecurityPractices,omitzero" en:"Does the assessment examine each supplier's security practice, its secure development included?" de:"Untersucht die Bewertung die Sicherheitspraxis jedes Lieferanten einschließlich der sicheren Entwicklung?"`
	// CoversForeignLaw reports whether the assessment examines the supplier's ownership and the law of non-EU states
	// that binds it. Source: BSI C3A SOV-2-01.
	CoversForeignLaw *bool `json:"coversForeignLaw,omitzero" en:"Does the assessment examine each supplier's ownership and its exposure to the law of non-EU states?" de:"Untersucht die Bewertung Eigentumsverhältnisse und Bindung jedes Lieferanten an das Recht von Nicht-EU-Staaten?"`
}

// SupplierMonitoring is the check that suppliers keep what they promised. Sources: C5:2020 SSO-04, Grundschutz++
// DLS.3.1.
type SupplierMonitoring struct {
	// ReviewedOn is the day on which compliance of all suppliers had last been checked: the oldest of their last checks.
	ReviewedOn *Date `json:"reviewedOn,omitzero" en:"By which day had the compliance of all suppliers last been checked, counting the oldest check?" de:"Zu welchem Tag war zuletzt die Einhaltung der Anforderungen durch alle Lieferanten geprüft, gerechnet nach der ältesten Prüfung?"`
	// DeviationsTracked reports whether deviations that were found are recorded with owner and deadline and followed
	// until closed.
	DeviationsTracked *bool `json:"deviationsTracked,omitzero" en:"Are deviations of suppliers recorded with owner and deadline and followed until closed?" de:"Werden Abweichungen von Lieferanten mit Zuständigkeit und Frist erfasst und bis zur Erledigung verfolgt?"`
	// ReportsEvaluated reports whether the reports and certificates suppliers submit are read for scope, period and
	// exceptions, with a record.
	ReportsEvaluated *bool `json:"reportsEvaluated,omitzero" en:"Are suppliers' reports and certificates evaluated for scope, period and exceptions, with a record?" de:"Werden Berichte und Zertifikate der Lieferanten nachweislich auf Umfang, Zeitraum und Abweichungen ausgewertet?"`
	// ChangesReported reports whether contracts oblige suppliers to report changes of ownership, location or further
	// subcontractors.
	ChangesReported *bool `json:"changesReported,omitzero" en:"Are suppliers obliged by contract to report changes of ownership, location or further subcontractors?" de:"Sind die Lieferanten vertraglich verpflichtet, Änderungen von Eigentümern, Standorten oder weiteren Unterauftragnehmern zu melden?"`
}

// SupplierAudit is who along the chain can be audited. A supplier counts as auditable if a contract lets the provider
// and, through it, the customer or its auditor look into what concerns the offer. Source: EUCSF SOV-5.Q7.
type SupplierAudit struct {
	// AuditablePercent is the share of all suppliers and subcontractors, of every known tier and by number, that are
	// auditable, in percent; 100 if there are none.
	AuditablePercent *float64 `json:"auditablePercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of all suppliers and subcontractors can be audited under contract?" de:"Welcher Anteil aller Lieferanten und Unterauftragnehmer darf vertraglich geprüft werden?"`
	// CriticalAuditable reports whether every supplier and subcontractor of something critical is auditable; true if
	// there are none.
	CriticalAuditable *bool `json:"criticalAuditable,omitzero" en:"Can every critical supplier and subcontractor be audited under contract?" de:"Darf jeder kritische Lieferant und Unterauftragnehmer vertraglich geprüft werden?"`
	// LastAuditedOn is the day on which such a right was last used, by anyone entitled to it.
	LastAuditedOn *Date `json:"lastAuditedOn,omitzero" en:"On which day was a supplier or subcontractor last audited under such a right?" de:"An welchem Tag wurde zuletzt ein Lieferant oder Unterauftragnehmer aufgrund eines solchen Rechts geprüft?"`
}

// Concentration is how much of the offer hangs on few. Shares of what is critical count the entries of
// criticalComponents. Sources: DORA Art. 28(4)(c) and 29, EUCSF SOV-5.Q6.
type Concentration struct {
	// AssessedOn is the day on which concentration by supplier and by country was last assessed in writing.
	AssessedOn *Date `json:"assessedOn,omitzero" en:"On which day was concentration by supplier and country last assessed in writing?" de:"An welchem Tag wurde die Konzentration nach Lieferanten und Ländern zuletzt schriftlich bewertet?"`
	// NonEUVendorsPercent is the share of non-EU vendors and facilities among all vendors and facilities of the offer,
	// by number and in percent. A vendor is non-EU if its seat or those who control it are outside the EU, a facility if
	// it stands there. 0 if there are none.
	NonEUVendorsPercent *float64 `json:"nonEUVendorsPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of all vendors and facilities is seated, located or controlled outside the EU?" de:"Welcher Anteil aller Lieferanten und Standorte hat Sitz, Lage oder Beherrschung außerhalb der EU?"`
	// CriticalNonEUVendorsPercent is the same share among the vendors and facilities that something critical depends on,
	// in percent; 0 if there are none.
	CriticalNonEUVendorsPercent *float64 `json:"criticalNonEUVendorsPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of the vendors and facilities of critical components is seated, located or controlled outside the EU?" de:"Welcher Anteil der Lieferanten und Standorte kritischer Komponenten hat Sitz, Lage oder Beherrschung außerhalb der EU?"`
	// NonEUVendorsDocumented reports whether the customer gets a list of every non-EU vendor and facility and what
	// depends on it; true if there are none.
	NonEUVendorsDocumented *bool `json:"nonEUVendorsDocumented,omitzero" en:"Does the customer get a list of every non-EU vendor and facility with what depends on it?" de:"Erhält der Kunde eine Aufstellung aller Lieferanten und Standorte außerhalb der EU mit dem, was von ihnen abhängt?"`
	// Suppliers are the suppliers of critical components, each group of companies once. The list is complete.
	Suppliers []SupplierShare `json:"suppliers,omitzero" en:"Which suppliers stand behind the critical components, and with what share?" de:"Welche Lieferanten stehen mit welchem Anteil hinter den kritischen Komponenten?"`
	// Countries are the countries from which critical components are supplied, each once. The list is complete.
	Countries []CountryShare `json:"countries,omitzero" en:"From which countries do the critical components come, and with what share?" de:"Aus welchen Ländern stammen die kritischen Komponenten und mit welchem Anteil?"`
}

// SupplierShare is the share of one supplier in the critical components.
type SupplierShare struct {
	// ID names the element within its list; it is identity and not visible to rules.
	ID string `json:"id"`
	// CriticalPercent is the share of the critical components that come from this supplier's group, by number and in
	// percent.
	CriticalPercent *float64 `json:"criticalPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of the critical components does this supplier provide?" de:"Welchen Anteil der kritischen Komponenten stellt dieser Lieferant?"`
	// Mitigation is what is in place should the supplier drop out.
	Mitigation *ConcentrationMitigation `json:"mitigation,omitzero" en:"What is in place should this supplier drop out?" de:"Welche Vorkehrung besteht für den Ausfall dieses Lieferanten?"`
}

// CountryShare is the share of one country in the critical components.
type CountryShare struct {
	// ID names the element within its list; it is identity and not visible to rules.
	ID string `json:"id"`
	// Country is the country of the supplier's seat or, if it differs, of those who control the supplier.
	Country *Country `json:"country,omitzero" en:"From which country do these components come, by the supplier's control?" de:"Aus welchem Land stammen diese Komponenten, nach Beherrschung des Lieferanten?"`
	// CriticalPercent is the share of the critical components that come from this country, by number and in percent.
	CriticalPercent *float64 `json:"criticalPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of the critical components comes from this country?" de:"Welcher Anteil der kritischen Komponenten stammt aus diesem Land?"`
	// Mitigation is what is in place should supply from this country end.
	Mitigation *ConcentrationMitigation `json:"mitigation,omitzero" en:"What is in place should supply from this country end?" de:"Welche Vorkehrung besteht für den Wegfall der Lieferungen aus diesem Land?"`
}

// ConcentrationMitigation is what is in place for the loss of a supplier or country, weakest first.
type ConcentrationMitigation string

// The values of [ConcentrationMitigation].
const (
	// ConcentrationMitigationNone is nothing.
	ConcentrationMitigationNone ConcentrationMitigation = "none"
	// ConcentrationMitigationPlan is a written plan.
	ConcentrationMitigationPlan ConcentrationMitigation = "plan"
	// ConcentrationMitigationTestedPlan is a plan that was carried out in an exercise.
	ConcentrationMitigationTestedPlan ConcentrationMitigation = "testedPlan"
	// ConcentrationMitigationSecondSource is an independent second source in use or under contract, for all components
	// concerned.
	ConcentrationMitigationSecondSource ConcentrationMitigation = "secondSource"
)

// Values returns the closed set, in the order of the type's documentation.
func (ConcentrationMitigation) Values() []string {
	return []string{
		"none",
		"plan",
		"testedPlan",
		"secondSource",
	}
}

// CriticalComponent is one part without which the service stops or no longer meets its protection need.
type CriticalComponent struct {
	// ID names the element within its list; it is identity and not visible to rules.
	ID string `json:"id"`
	// Kind is what it is.
	Kind *CriticalComponentKind `json:"kind,omitzero" en:"What kind of component is it?" de:"Um welche Art von Komponente handelt es sich?"`
	// Own reports whether the component comes from the provider itself or a company of its group, so that there is no
	// supplier to replace. Who replaces it leaves the provider; that is the matter of the exit.
	Own *bool `json:"own,omitzero" en:"Does the component come from the provider itself or its group?" de:"Stammt die Komponente vom Anbieter selbst oder aus dessen Unternehmensgruppe?"`
	// SupplierCountry is the seat of the supplier or, for software nobody supplies under contract, of the project's
	// steward.
	SupplierCountry *Country `json:"supplierCountry,omitzero" en:"In which country is the component's supplier or steward seated?" de:"In welchem Land hat der Lieferant oder Träger der Komponente seinen Sitz?"`
	// ControlCountries is the complete set of seats of those who ultimately control the supplier or steward and with it
	// design, maintenance and evolution.
	ControlCountries []Country `json:"controlCountries,omitzero" en:"In which countries are those seated who ultimately control the component's supplier?" de:"In welchen Ländern sitzen diejenigen, die den Lieferanten der Komponente letztlich beherrschen?"`
	// DevelopmentCountries is the complete set of countries in which it is mainly designed and maintained; for open
	// projects, of contributors with more than 5 percent of the changes of the last year.
	DevelopmentCountries []Country `json:"developmentCountries,omitzero" en:"In which countries is the component mainly designed and maintained?" de:"In welchen Ländern wird die Komponente im Wesentlichen entworfen und gepflegt?"`
	// License is the licence under which the offer uses it, for software and firmware.
	License *License `json:"license,omitzero" en:"Under which licence is the component used?" de:"Unter welcher Lizenz wird die Komponente genutzt?"`
	// Alternative is how ready a replacement is.
	Alternative *AlternativeReadiness `json:"alternative,omitzero" en:"How ready is a replacement for the component?" de:"Wie weit ist ein Ersatz für die Komponente vorbereitet?"`
	// AlternativeSupplierCountry is the seat of the supplier of the replacement that is furthest ready.
	AlternativeSupplierCountry *Country `json:"alternativeSupplierCountry,omitzero" en:"In which country is the supplier of the replacement seated?" de:"In welchem Land hat der Lieferant des Ersatzes seinen Sitz?"`
	// AlternativeIndependent reports whether that replacement comes from a supplier that neither belongs to nor is
	// controlled by the first one's group, and does not itself need the component.
	AlternativeIndependent *bool `json:"alternativeIndependent,omitzero" en:"Is the replacement independent of the present supplier and its group?" de:"Ist der Ersatz vom bisherigen Lieferanten und dessen Unternehmensgruppe unabhängig?"`
	// AlternativeTestedOn is the day on which the switch to the replacement was last tested.
	AlternativeTestedOn *Date `json:"alternativeTestedOn,omitzero" en:"On which day was the switch to the replacement last tested?" de:"An welchem Tag wurde der Wechsel auf den Ersatz zuletzt getestet?"`
	// SwitchDays is how many calendar days the switch takes, as planned or as measured in the last test.
	SwitchDays *int64 `json:"switchDays,omitzero" unit:"days" min:"0" en:"How many calendar days does the switch to the replacement take?" de:"Wie viele Kalendertage dauert der Wechsel auf den Ersatz?"`
	// SupportEndsOn is the last day on which the supplier or project provides security updates for the version in use.
	SupportEndsOn *Date `json:"supportEndsOn,omitzero" en:"Until which day does the version in use get security updates?" de:"Bis zu welchem Tag erhält die eingesetzte Version Sicherheitsaktualisierungen?"`
}

// CriticalComponentKind is a kind of component.
type CriticalComponentKind string

// The values of [CriticalComponentKind].
const (
	// CriticalComponentKindSoftware is software of any kind but firmware.
	CriticalComponentKindSoftware CriticalComponentKind = "software"
	// CriticalComponentKindFirmware is software embedded in hardware.
	CriticalComponentKindFirmware CriticalComponentKind = "firmware"
	// CriticalComponentKindHardware is a physical part.
	CriticalComponentKindHardware CriticalComponentKind = "hardware"
	// CriticalComponentKindExternalService is a service of another operator.
	CriticalComponentKindExternalService CriticalComponentKind = "externalService"
	// CriticalComponentKindFacility is a building or site.
	CriticalComponentKindFacility CriticalComponentKind = "facility"
	// CriticalComponentKindNetwork is a connection.
	CriticalComponentKindNetwork CriticalComponentKind = "network"
	// CriticalComponentKindPersonnel is people of another employer.
	CriticalComponentKindPersonnel CriticalComponentKind = "personnel"
)

// Values returns the closed set, in the order of the type's documentation.
func (CriticalComponentKind) Values() []string {
	return []string{
		"software",
		"firmware",
		"hardware",
		"externalService",
		"facility",
		"network",
		"personnel",
	}
}

// ExternalServiceRegister is how the list of external services is kept. Source: BSI C3A SOV-5-03.
type ExternalServiceRegister struct {
	// Complete reports whether the list names every external service with operator, countries and purpose.
	Complete *bool `json:"complete,omitzero" en:"Does the list name every external service with operator, countries and purpose?" de:"Nennt die Aufstellung alle externen Dienste mit Betreiber, Ländern und Zweck?"`
	// AvailableToCustomer reports whether customers get the list; on request is enough, a duty of confidentiality does
	// no harm.
	AvailableToCustomer *bool `json:"availableToCustomer,omitzero" en:"Can the customer obtain the list of external services?" de:"Kann der Kunde die Aufstellung der externen Dienste erhalten?"`
	// ReviewedOn is the day on which the list was last checked as a whole.
	ReviewedOn *Date `json:"reviewedOn,omitzero" en:"On which day was the list of external services last checked as a whole?" de:"An welchem Tag wurde die Aufstellung der externen Dienste zuletzt insgesamt geprüft?"`
	// ConfirmedByTraffic reports whether that check compared the list with observed network connections of the running,
	// building and updating offer.
	ConfirmedByTraffic *bool `json:"confirmedByTraffic,omitzero" en:"Did the last check compare the list with the network connections actually observed?" de:"Wurde die Aufstellung bei der letzten Prüfung mit den tatsächlich beobachteten Netzverbindungen abgeglichen?"`
}

// ExternalService is one service of another operator that the offer depends on.
type ExternalService struct {
	// ID names the element within its list; it is identity and not visible to rules.
	ID string `json:"id"`
	// Kind is what it is for.
	Kind *ExternalServiceKind `json:"kind,omitzero" en:"What is the external service for?" de:"Wofür wird der externe Dienst genutzt?"`
	// OperatorCountry is the seat of its operator.
	OperatorCountry *Country `json:"operatorCountry,omitzero" en:"In which country is the operator of the external service seated?" de:"In welchem Land hat der Betreiber des externen Dienstes seinen Sitz?"`
	// ControlCountries is the complete set of seats of those who ultimately control the operator.
	ControlCountries []Country `json:"controlCountries,omitzero" en:"In which countries are those seated who ultimately control the operator?" de:"In welchen Ländern sitzen diejenigen, die den Betreiber letztlich beherrschen?"`
	// Countries is the complete set of countries from which the service is provided.
	Countries []Country `json:"countries,omitzero" en:"From which countries is the external service provided?" de:"Aus welchen Ländern wird der externe Dienst erbracht?"`
	// Critical reports whether the offer stops or no longer meets its protection need without it.
	Critical *bool `json:"critical,omitzero" en:"Does the offer stop or become unsafe without the external service?" de:"Fällt das Angebot ohne den externen Dienst aus oder wird es unsicher?"`
	// Documented reports whether the documentation handed to the customer describes purpose, data sent and effect of an
	// outage.
	Documented *bool `json:"documented,omitzero" en:"Does the customer's documentation describe the service's purpose, the data sent to it and the effect of its outage?" de:"Beschreibt die Dokumentation für den Kunden Zweck, übermittelte Daten und Folgen eines Ausfalls des externen Dienstes?"`
	// CustomerDataSent reports whether customer data or data about users is sent to it.
	CustomerDataSent *bool `json:"customerDataSent,omitzero" en:"Is customer data or data about users sent to the external service?" de:"Werden Kundendaten oder Daten über Nutzende an den externen Dienst übermittelt?"`
	// CanBeDisabled reports whether the customer can switch its use off or replace it by a service of its choice, the
	// offer otherwise unchanged.
	CanBeDisabled *bool `json:"canBeDisabled,omitzero" en:"Can the customer switch the external service off or replace it by one of its choice?" de:"Kann der Kunde den externen Dienst abschalten oder durch einen eigener Wahl ersetzen?"`
	// ToleratedOutageHours is for how many hours the offer keeps running when the service is gone, as tested or else as
	// designed; 0 if it stops at once. The scale ends at a year: 8760 stands for a year or more.
	ToleratedOutageHours *int64 `json:"toleratedOutageHours,omitzero" unit:"hours" min:"0" max:"8760" en:"For how many hours does the offer keep running without the external service?" de:"Wie viele Stunden läuft das Angebot ohne den externen Dienst weiter?"`
	// Alternative is how ready a replacement is.
	Alternative *AlternativeReadiness `json:"alternative,omitzero" en:"How ready is a replacement for the external service?" de:"Wie weit ist ein Ersatz für den externen Dienst vorbereitet?"`
}

// ExternalServiceKind is what an external service is for.
type ExternalServiceKind string

// The values of [ExternalServiceKind].
const (
	// ExternalServiceKindCompute is computing or storage.
	ExternalServiceKindCompute ExternalServiceKind = "compute"
	// ExternalServiceKindConnectivity is transport, traffic protection or content delivery.
	ExternalServiceKindConnectivity ExternalServiceKind = "connectivity"
	// ExternalServiceKindNaming is domain names.
	ExternalServiceKindNaming ExternalServiceKind = "naming"
	// ExternalServiceKindTime is time signals.
	ExternalServiceKindTime ExternalServiceKind = "time"
	// ExternalServiceKindCertificates is issuing or checking certificates.
	ExternalServiceKindCertificates ExternalServiceKind = "certificates"
	// ExternalServiceKindIdentity is authentication and directories.
	ExternalServiceKindIdentity ExternalServiceKind = "identity"
	// ExternalServiceKindKeys is key management.
	ExternalServiceKindKeys ExternalServiceKind = "keys"
	// ExternalServiceKindMessaging is e-mail, text messages or push notifications.
	ExternalServiceKindMessaging ExternalServiceKind = "messaging"
	// ExternalServiceKindMonitoring is telemetry, logging or error reports.
	ExternalServiceKindMonitoring ExternalServiceKind = "monitoring"
	// ExternalServiceKindSecurity is detection, reputation or vulnerability feeds.
	ExternalServiceKindSecurity ExternalServiceKind = "security"
	// ExternalServiceKindRegistry is software packages, images or source code.
	ExternalServiceKindRegistry ExternalServiceKind = "registry"
	// ExternalServiceKindUpdate is delivery of updates.
	ExternalServiceKindUpdate ExternalServiceKind = "update"
	// ExternalServiceKindLicensing is activation and licence checks.
	ExternalServiceKindLicensing ExternalServiceKind = "licensing"
	// ExternalServiceKindPayment is billing and payment.
	ExternalServiceKindPayment ExternalServiceKind = "payment"
	// ExternalServiceKindAI is models and inference.
	ExternalServiceKindAI ExternalServiceKind = "ai"
	// ExternalServiceKindData is data feeds, maps and registers.
	ExternalServiceKindData ExternalServiceKind = "data"
	// ExternalServiceKindSupport is ticketing and remote help.
	ExternalServiceKindSupport ExternalServiceKind = "support"
	// ExternalServiceKindBackup is keeping copies of data.
	ExternalServiceKindBackup ExternalServiceKind = "backup"
	// ExternalServiceKindApplication is any other application function.
	ExternalServiceKindApplication ExternalServiceKind = "application"
)

// Values returns the closed set, in the order of the type's documentation.
func (ExternalServiceKind) Values() []string {
	return []string{
		"compute",
		"connectivity",
		"naming",
		"time",
		"certificates",
		"identity",
		"keys",
		"messaging",
		"monitoring",
		"security",
		"registry",
		"update",
		"licensing",
		"payment",
		"ai",
		"data",
		"support",
		"backup",
		"application",
	}
}
