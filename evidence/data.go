package evidence

// Data is which data there are, where they lie, who can read them and how they leave. It serves the criteria DAT-* and
// the steps of SOV-3 and SOV-2.Q3 of the EU Cloud Sovereignty Framework (EUCSF).
//
// Customer data are all data the customer or its users put into the offer or create with it, special categories and
// backups included. Derived data, account data, telemetry and support data are named apart wherever they differ, see
// [DataLocation]. Unless a field says otherwise, a statement holds for the whole assessed offer: if it is true of one
// part only, it is false.
//
// What is stated elsewhere is not asked again: administrative access under operational.access, periods and charges for
// switching under operational.exit, confidential computing under technological.confidentialComputing, law of non-EU
// states under supplyChain.legal.
type Data struct {
	// Protection is the protection need of the data.
	Protection ProtectionNeed `json:"protection,omitzero"`
	// Standards are the domain data standards the offer reads or writes. Empty means: none.
	Standards []DataStandard `json:"standards,omitzero" en:"Which domain data standards does the offer read or write?" de:"Welche fachlichen Datenstandards liest oder schreibt das Angebot?"`
	// StandardsExist reports whether there is, for any purpose of the offer, a published domain data standard that law
	// prescribes or a body open to all interested parties decides on.
	StandardsExist *bool `json:"standardsExist,omitzero" en:"Is there an openly governed or legally prescribed domain data standard for any purpose of the offer?" de:"Gibt es für einen Zweck des Angebots einen offen gepflegten oder rechtlich vorgeschriebenen fachlichen Datenstandard?"`
	// BindingStandardsMissing is how many domain data standards that law or a decision of the IT-Planungsrat makes binding
	// for a purpose of the offer are not in Standards; 0 also where none is binding.
	BindingStandardsMissing *int64 `json:"bindingStandardsMissing,omitzero" unit:"count" min:"0" en:"How many domain data standards binding for a purpose of the offer does it not implement?" de:"Wie viele für einen Zweck des Angebots verbindliche fachliche Datenstandards setzt es nicht um?"`
	// Flows are the flows of customer data between the offer and other systems. Empty means: none.
	Flows []DataFlow `json:"flows,omitzero" en:"Which flows of customer data are there between the offer and other systems?" de:"Welche Flüsse von Kundendaten bestehen zwischen dem Angebot und anderen Systemen?"`
	// Location is where data are stored and processed.
	Location DataLocation `json:"location,omitzero"`
	// Encryption is how data are encrypted in transit, at rest and by the customer.
	Encryption DataEncryption `json:"encryption,omitzero"`
	// Cryptography is the cryptography in use, as an inventory (CBOM) shows it.
	Cryptography Cryptography `json:"cryptography,omitzero"`
	// Keys is who generates, holds and can use the keys for data at rest.
	Keys DataKeys `json:"keys,omitzero"`
	// AccessLog is the log of access to customer data, and who can read it.
	AccessLog DataAccessLog `json:"accessLog,omitzero"`
	// Export is how the customer takes data out.
	Export DataExport `json:"export,omitzero"`
	// Deletion is how data are erased.
	Deletion DataDeletion `json:"deletion,omitzero"`
	// Disclosure is how requests of authorities for customer data are handled, and over which channels they could be
	// met.
	Disclosure DataDisclosure `json:"disclosure,omitzero"`
	// Use is what the provider may do with customer data for itself.
	Use DataUse `json:"use,omitzero"`
	// AI is the AI functions of the offer, their models and their pipelines.
	AI AIControl `json:"ai,omitzero"`
}

// ProtectionNeed is the protection need (Schutzbedarf) of the data the offer is assessed for. The customer determines
// it; a provider states what the offer is made for. Sources: BSI standard 200-2, 8.2; C5:2020 AM-06.
type ProtectionNeed struct {
	// Confidentiality is the need for confidentiality, by the worst damage that disclosure could cause.
	Confidentiality *ProtectionLevel `json:"confidentiality,omitzero" en:"What is the protection need of the data for confidentiality?" de:"Welchen Schutzbedarf haben die Daten hinsichtlich der Vertraulichkeit?"`
	// Integrity is the need for integrity, by the worst damage that falsified data could cause.
	Integrity *ProtectionLevel `json:"integrity,omitzero" en:"What is the protection need of the data for integrity?" de:"Welchen Schutzbedarf haben die Daten hinsichtlich der Integrität?"`
	// Availability is the need for availability, by the worst damage that an outage or loss could cause.
	Availability *ProtectionLevel `json:"availability,omitzero" en:"What is the protection need of the data for availability?" de:"Welchen Schutzbedarf haben die Daten hinsichtlich der Verfügbarkeit?"`
	// Reasoned reports whether the reasons for each of the three levels are written down by damage scenario.
	Reasoned *bool `json:"reasoned,omitzero" en:"Are the reasons for each level written down by damage scenario?" de:"Ist jede Einstufung anhand von Schadensszenarien schriftlich begründet?"`
	// DeterminedOn is the day the need was determined, or last confirmed by a review.
	DeterminedOn *Date `json:"determinedOn,omitzero" en:"On which day was the protection need determined or last confirmed?" de:"An welchem Tag wurde der Schutzbedarf festgestellt oder zuletzt bestätigt?"`
	// Approved reports whether the determination of that day was approved by whoever answers for the data: the process
	// owner (Fachverantwortliche) or management, not the IT operator.
	Approved *bool `json:"approved,omitzero" en:"Has this determination been approved by the process owner or management?" de:"Wurde diese Feststellung von den Fachverantwortlichen oder der Leitung freigegeben?"`
	// ApprovedOn is the day of that approval.
	ApprovedOn *Date `json:"approvedOn,omitzero" en:"On which day was this determination approved?" de:"An welchem Tag wurde diese Feststellung freigegeben?"`
	// Categories is the complete set of categories the data fall into. Source: NCD.2.1.03.f of the BSI Mindeststandard
	// externe Cloud-Dienste.
	Categories []DataCategory `json:"categories,omitzero" en:"Into which categories do the data fall?" de:"In welche Kategorien fallen die Daten?"`
	// Classification is the highest classification (VS-Einstufung) of the data.
	Classification *SecrecyLevel `json:"classification,omitzero" en:"What is the highest security classification of the data?" de:"Wie sind die Daten höchstens als Verschlusssache eingestuft?"`
}

// ProtectionLevel is a level of protection need, lowest first. Source: BSI standard 200-2, 8.2.1.
type ProtectionLevel string

// The values of [ProtectionLevel].
const (
	// ProtectionLevelNormal is damage that is limited and manageable.
	ProtectionLevelNormal ProtectionLevel = "normal"
	// ProtectionLevelHigh is damage that can be considerable.
	ProtectionLevelHigh ProtectionLevel = "high"
	// ProtectionLevelVeryHigh is damage that can threaten existence or life and reach catastrophic extent.
	ProtectionLevelVeryHigh ProtectionLevel = "veryHigh"
)

// Values returns the closed set, in the order of the type's documentation.
func (ProtectionLevel) Values() []string {
	return []string{
		"normal",
		"high",
		"veryHigh",
	}
}

// DataCategory is a category of data by the law that protects them. Source: NCD.2.1.03.f of the BSI Mindeststandard
// externe Cloud-Dienste (categories 1 to 4); special categories of personal data are added from Art. 9 GDPR.
type DataCategory string

// The values of [DataCategory].
const (
	// DataCategorySecrets is private and official secrets under §§ 203 and 353b StGB (category 1), tax and social
	// secrecy included.
	DataCategorySecrets DataCategory = "secrets"
	// DataCategoryPersonal is personal data (category 2).
	DataCategoryPersonal DataCategory = "personal"
	// DataCategorySpecialPersonal is special categories of personal data, to be named in addition to personal.
	DataCategorySpecialPersonal DataCategory = "specialPersonal"
	// DataCategoryClassified is classified information (category 3).
	DataCategoryClassified DataCategory = "classified"
	// DataCategoryOther is all other data (category 4).
	DataCategoryOther DataCategory = "other"
)

// Values returns the closed set, in the order of the type's documentation.
func (DataCategory) Values() []string {
	return []string{
		"secrets",
		"personal",
		"specialPersonal",
		"classified",
		"other",
	}
}

// SecrecyLevel is a security classification (VS-Einstufung) under § 4 SÜG, lowest first. Those of the EU and of other
// states count as the German level they correspond to.
type SecrecyLevel string

// The values of [SecrecyLevel].
const (
	// SecrecyLevelNone is not classified.
	SecrecyLevelNone SecrecyLevel = "none"
	// SecrecyLevelRestricted is VS – Nur für den Dienstgebrauch.
	SecrecyLevelRestricted SecrecyLevel = "restricted"
	// SecrecyLevelConfidential is VS – Vertraulich.
	SecrecyLevelConfidential SecrecyLevel = "confidential"
	// SecrecyLevelSecret is Geheim.
	SecrecyLevelSecret SecrecyLevel = "secret"
	// SecrecyLevelTopSecret is Streng Geheim.
	SecrecyLevelTopSecret SecrecyLevel = "topSecret"
)

// Values returns the closed set, in the order of the type's documentation.
func (SecrecyLevel) Values() []string {
	return []string{
		"none",
		"restricted",
		"confidential",
		"secret",
		"topSecret",
	}
}
