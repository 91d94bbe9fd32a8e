package evidence

// LegalExposure is the law that governs the contract and the law that reaches the offer from elsewhere.
type LegalExposure struct {
	// ContractLaw is the complete set of legal systems that govern the contract with the customer, incorporated terms of
	// third parties included. For a federal state the state; for Union law the member state named.
	ContractLaw []Country `json:"contractLaw,omitzero" en:"Which countries' law governs the contract, incorporated third-party terms included?" de:"Das Recht welcher Länder gilt für den Vertrag einschließlich einbezogener Bedingungen Dritter?"`
	// Courts is the complete set of countries whose courts, or seats of arbitration, decide disputes from the contract
	// and incorporated terms of third parties. Sources: NCD.2.2.03.a of the BSI Mindeststandard externe Cloud-Dienste,
	// BSI C3A SOV-1-01.
	Courts []Country `json:"courts,omitzero" en:"The courts of which countries decide disputes from the contract?" de:"Die Gerichte welcher Länder entscheiden über Streitigkeiten aus dem Vertrag?"`
	// OperationsLaw is the complete set of countries whose law governs how the offer is run: where the entities that
	// operate or administer it are seated. Source: EUCSF SOV-2.Q1.
	OperationsLaw []Country `json:"operationsLaw,omitzero" en:"Which countries' law governs the operation of the offer, by the seat of those who operate it?" de:"Das Recht welcher Länder gilt für den Betrieb des Angebots, nach dem Sitz der betreibenden Stellen?"`
	// ForeignLaw is non-EU law with reach across borders.
	ForeignLaw ForeignLawExposure `json:"foreignLaw,omitzero"`
	// ExportControl is export control and sanctions.
	ExportControl ExportControlExposure `json:"exportControl,omitzero"`
	// IntellectualProperty is where the rights in the offer arise and are held.
	IntellectualProperty IntellectualProperty `json:"intellectualProperty,omitzero"`
}

// ForeignLawExposure is the exposure of the offer to law of non-EU states with reach across borders, through ownership,
// establishment, staff, vendors or technology. Sources: BSI C3A SOV-2-01, EUCSF SOV-2.Q2, SecNumCloud 3.2, 19.1.e.
type ForeignLawExposure struct {
	// AssessedOn is the day of the last written assessment of such law and the risks from it. Source: BSI C3A SOV-2-01
	// (yearly).
	AssessedOn *Date `json:"assessedOn,omitzero" en:"On which day was the exposure to law of non-EU states last assessed in writing?" de:"An welchem Tag wurde die Betroffenheit durch das Recht von Nicht-EU-Staaten zuletzt schriftlich bewertet?"`
	// CoversSubcontractors reports whether that assessment covers all subcontractors; true if there are none.
	CoversSubcontractors *bool `json:"coversSubcontractors,omitzero" en:"Does this assessment cover all subcontractors?" de:"Erfasst diese Bewertung alle Unterauftragnehmer?"`
	// RisksTreated reports whether each risk it found has a recorded treatment or was accepted in writing by management.
	RisksTreated *bool `json:"risksTreated,omitzero" en:"Has each risk found been treated or accepted in writing by management?" de:"Ist jedes erkannte Risiko behandelt oder von der Leitung schriftlich akzeptiert?"`
	// CustomersInformed reports whether customers are told the result, with the remaining risk. Source: SecNumCloud 3.2,
	// 19.1.e.
	CustomersInformed *bool `json:"customersInformed,omitzero" en:"Are customers told the result of the assessment with the remaining risk?" de:"Werden die Kunden über das Ergebnis der Bewertung und das verbleibende Risiko unterrichtet?"`
	// DisclosureCountries is the complete set of countries outside the EU whose law could oblige the provider, its group
	// or a subcontractor to hand over customer data; empty means none.
	DisclosureCountries []Country `json:"disclosureCountries,omitzero" en:"Which countries outside the EU could by law oblige the provider or its subcontractors to hand over customer data?" de:"Welche Länder außerhalb der EU könnten den Anbieter oder seine Unterauftragnehmer rechtlich zur Herausgabe von Kundendaten verpflichten?"`
	// SuspensionCountries is the complete set of countries outside the EU whose law could oblige one of them to restrict
	// or stop the service; empty means none. Source: COM(2026) 502 (CADA), Annex II.
	SuspensionCountries []Country `json:"suspensionCountries,omitzero" en:"Which countries outside the EU could by law oblige the provider or its vendors to restrict or stop the service?" de:"Welche Länder außerhalb der EU könnten den Anbieter oder seine Lieferanten rechtlich zur Einschränkung oder Einstellung des Dienstes verpflichten?"`
	// VulnerabilityReportingCountries is the complete set of countries outside the EU whose law obliges one of them to
	// report vulnerabilities to an authority before they are fixed or public; empty means none. Source: COM(2026) 502
	// (CADA), Annex II, level 1 (g).
	VulnerabilityReportingCountries []Country `json:"vulnerabilityReportingCountries,omitzero" en:"Which countries outside the EU oblige the provider or its vendors to report unfixed vulnerabilities to an authority?" de:"Welche Länder außerhalb der EU verpflichten den Anbieter oder seine Lieferanten, noch nicht behobene Schwachstellen einer Behörde zu melden?"`
	// Shield is the strongest safeguard against such law that is in force for the whole offer.
	Shield *ForeignLawShield `json:"shield,omitzero" en:"Which is the strongest safeguard against law of non-EU states in force for the whole offer?" de:"Welche ist die stärkste für das gesamte Angebot geltende Sicherung gegen das Recht von Nicht-EU-Staaten?"`
	// OpinionOn is the day of the last legal opinion on this exposure by counsel independent of the provider.
	OpinionOn *Date `json:"opinionOn,omitzero" en:"On which day did independent counsel last give an opinion on this exposure?" de:"An welchem Tag hat sich zuletzt eine unabhängige Rechtsberatung gutachterlich zu dieser Betroffenheit geäußert?"`
}

// ForeignLawShield is a safeguard against law of non-EU states, weakest first. Source: EUCSF SOV-2.Q2.
type ForeignLawShield string

// The values of [ForeignLawShield].
const (
	// ForeignLawShieldNone is none.
	ForeignLawShieldNone ForeignLawShield = "none"
	// ForeignLawShieldClauses is clauses in the contract, such as a duty to contest orders; the party bound remains
	// exposed.
	ForeignLawShieldClauses ForeignLawShield = "clauses"
	// ForeignLawShieldSubsidiary is a contract partner established in the EU as a separate entity of an exposed group,
	// with such clauses.
	ForeignLawShieldSubsidiary ForeignLawShield = "subsidiary"
	// ForeignLawShieldStructure is a legal structure in which no party that can give instructions or reach data is
	// subject to such law, such as a trustee or ownership that is free of non-EU control.
	ForeignLawShieldStructure ForeignLawShield = "structure"
	// ForeignLawShieldConfirmedImmunity is such a structure, with a legal opinion by independent counsel that such law
	// cannot be enforced against it.
	ForeignLawShieldConfirmedImmunity ForeignLawShield = "confirmedImmunity"
)

// Values returns the closed set, in the order of the type's documentation.
func (ForeignLawShield) Values() []string {
	return []string{
		"none",
		"clauses",
		"subsidiary",
		"structure",
		"confirmedImmunity",
	}
}

// ExportControlExposure is what export control and sanctions of non-EU states can do to the offer. Sources: BSI C3A
// SOV-5-04, EUCSF SOV-2.Q4.
type ExportControlExposure struct {
	// AssessedOn is the day of the last written assessment of export control on software, services and hardware of the
	// offer.
	AssessedOn *Date `json:"assessedOn,omitzero" en:"On which day was the exposure to export control last assessed in writing?" de:"An welchem Tag wurde die Betroffenheit durch Exportkontrolle zuletzt schriftlich bewertet?"`
	// SanctionsAssessedOn is the day of the last written assessment of sanctions and embargoes on provider, vendors and
	// customers.
	SanctionsAssessedOn *Date `json:"sanctionsAssessedOn,omitzero" en:"On which day was the exposure to sanctions last assessed in writing?" de:"An welchem Tag wurde die Betroffenheit durch Sanktionen zuletzt schriftlich bewertet?"`
	// ContingencyPlan reports whether a written plan says how the offer goes on when something is withheld by export
	// control or sanctions.
	ContingencyPlan *bool `json:"contingencyPlan,omitzero" en:"Is there a written plan for keeping the offer running if something is withheld by export control or sanctions?" de:"Gibt es einen schriftlichen Plan für die Fortführung des Angebots, wenn etwas durch Exportkontrolle oder Sanktionen ausbleibt?"`
	// CustomersInformed reports whether the contract obliges the provider to tell customers of restrictions that may
	// affect the service. Source: BSI C3A SOV-5-04.
	CustomersInformed *bool `json:"customersInformed,omitzero" en:"Must the provider tell customers of restrictions that may affect the service?" de:"Muss der Anbieter die Kunden über Beschränkungen unterrichten, die den Dienst betreffen können?"`
	// RestrictsMemberStates reports whether a restriction in force bars delivery to, or use by, a member state of the
	// EU.
	RestrictsMemberStates *bool `json:"restrictsMemberStates,omitzero" en:"Does a restriction in force bar a member state of the EU from the offer?" de:"Schließt eine geltende Beschränkung einen Mitgliedstaat der EU von dem Angebot aus?"`
	// RestrictsUnionCitizens reports whether a restriction in force bars citizens of the EU, as users or as staff.
	RestrictsUnionCitizens *bool `json:"restrictsUnionCitizens,omitzero" en:"Does a restriction in force bar citizens of the EU from the offer?" de:"Schließt eine geltende Beschränkung Unionsbürgerinnen und Unionsbürger von dem Angebot aus?"`
	// RestrictsInternationalOrganisations reports whether a restriction in force bars an international organisation or
	// its staff.
	RestrictsInternationalOrganisations *bool `json:"restrictsInternationalOrganisations,omitzero" en:"Does a restriction in force bar an international organisation from the offer?" de:"Schließt eine geltende Beschränkung eine internationale Organisation von dem Angebot aus?"`
	// MemberStateImmunity is how much of the offer no non-EU state can restrict towards member states, because it
	// contains nothing subject to that state's control.
	MemberStateImmunity *ExportImmunity `json:"memberStateImmunity,omitzero" en:"How much of the offer cannot be restricted by a non-EU state towards member states?" de:"Wie viel des Angebots kann kein Nicht-EU-Staat gegenüber Mitgliedstaaten beschränken?"`
	// OrganisationImmunity is how much of the offer no non-EU state can restrict towards international organisations.
	OrganisationImmunity *ExportImmunity `json:"organisationImmunity,omitzero" en:"How much of the offer cannot be restricted by a non-EU state towards international organisations?" de:"Wie viel des Angebots kann kein Nicht-EU-Staat gegenüber internationalen Organisationen beschränken?"`
	// Items are the parts of the offer that are subject to export control of any state. Empty means: none.
	Items []ControlledItem `json:"items,omitzero" en:"Which parts of the offer are subject to export control?" de:"Welche Teile des Angebots unterliegen der Exportkontrolle?"`
}

// ExportImmunity is how much of an offer is beyond the reach of export control, weakest first.
type ExportImmunity string

// The values of [ExportImmunity].
const (
	// ExportImmunityNone is nothing.
	ExportImmunityNone ExportImmunity = "none"
	// ExportImmunityPart is a part that can be used on its own.
	ExportImmunityPart ExportImmunity = "part"
	// ExportImmunityAll is the whole offer.
	ExportImmunityAll ExportImmunity = "all"
)

// Values returns the closed set, in the order of the type's documentation.
func (ExportImmunity) Values() []string {
	return []string{
		"none",
		"part",
		"all",
	}
}

// ControlledItem is one part of the offer that is subject to export control.
type ControlledItem struct {
	// ID names the element within its list; it is identity and not visible to rules.
	ID string `json:"id"`
	// Kind is what it is.
	Kind *CriticalComponentKind `json:"kind,omitzero" en:"What kind of component is it?" de:"Um welche Art von Komponente handelt es sich?"`
	// Country is the state whose law controls it.
	Country *Country `json:"country,omitzero" en:"Which state's law controls the item?" de:"Das Recht welchen Staates kontrolliert den Gegenstand?"`
	// Regime is the kind of rules.
	Regime *ExportRegime `json:"regime,omitzero" en:"Under which kind of rules is the item controlled?" de:"Unter welche Art von Regelung fällt der Gegenstand?"`
	// Critical reports whether the offer stops or no longer meets its protection need without it.
	Critical *bool `json:"critical,omitzero" en:"Does the offer stop or become unsafe without the item?" de:"Fällt das Angebot ohne den Gegenstand aus oder wird es unsicher?"`
	// LicenseEndsOn is the last day of the export licence it is used under, if one is needed.
	LicenseEndsOn *Date `json:"licenseEndsOn,omitzero" en:"Until which day is the export licence valid?" de:"Bis zu welchem Tag gilt die Ausfuhrgenehmigung?"`
	// Alternative is how ready a replacement is that is not subject to this control.
	Alternative *AlternativeReadiness `json:"alternative,omitzero" en:"How ready is a replacement that is not subject to this control?" de:"Wie weit ist ein Ersatz vorbereitet, der dieser Kontrolle nicht unterliegt?"`
}

// ExportRegime is a kind of export control.
type ExportRegime string

// The values of [ExportRegime].
const (
	// ExportRegimeDualUse is goods and technology of civil and military use.
	ExportRegimeDualUse ExportRegime = "dualUse"
	// ExportRegimeMilitary is defence articles and services.
	ExportRegimeMilitary ExportRegime = "military"
	// ExportRegimeForeignProduct is rules that reach foreign products because of technology or parts in them.
	ExportRegimeForeignProduct ExportRegime = "foreignProduct"
	// ExportRegimeSanctions is embargoes and lists of persons.
	ExportRegimeSanctions ExportRegime = "sanctions"
)

// Values returns the closed set, in the order of the type's documentation.
func (ExportRegime) Values() []string {
	return []string{
		"dualUse",
		"military",
		"foreignProduct",
		"sanctions",
	}
}

// IntellectualProperty is where the rights in the offer arise and are held. What is used under an OSI-approved licence
// is left out, since its holder cannot withdraw it. Sources: EUCSF SOV-2.Q5 and Q6.
type IntellectualProperty struct {
	// CreatedInEUPercent is the share of the effort for creating and developing the offer, in working time since its
	// start, spent in the EU, in percent.
	CreatedInEUPercent *float64 `json:"createdInEUPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of the creation and development of the offer took place in the EU?" de:"Welcher Anteil der Schöpfung und Entwicklung des Angebots fand in der EU statt?"`
	// RegisteredInEUPercent is the share of its registered rights (patents, trade marks, designs) first filed in the EU;
	// if nothing is registered, the share of its rights first held by persons seated in the EU.
	RegisteredInEUPercent *float64 `json:"registeredInEUPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of the registered rights in the offer was first filed in the EU?" de:"Welcher Anteil der eingetragenen Schutzrechte am Angebot wurde zuerst in der EU angemeldet?"`
	// HolderCountries is the complete set of seats of those who hold rights in the offer now.
	HolderCountries []Country `json:"holderCountries,omitzero" en:"In which countries are the holders of rights in the offer seated?" de:"In welchen Ländern sitzen die Inhaber der Rechte am Angebot?"`
	// UnderEULawPercent is the share of the rights in the offer that are held under the law of a member state and
	// enforced before its courts, in percent, by the parts of the offer they protect.
	UnderEULawPercent *float64 `json:"underEULawPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of the rights in the offer is held and enforced under the law of a member state?" de:"Welcher Anteil der Rechte am Angebot wird nach dem Recht eines Mitgliedstaats gehalten und durchgesetzt?"`
}
