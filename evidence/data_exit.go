package evidence

// DataExport is how the customer takes its data out. Sources: Art. 25(2)(e) and 30 Data Act, C5:2020 PI-01 and PI-02.
type DataExport struct {
	// AllCustomerData reports whether all customer data can be exported, none left behind.
	AllCustomerData *bool `json:"allCustomerData,omitzero" en:"Can all customer data be exported?" de:"Lassen sich alle Kundendaten exportieren?"`
	// SelfService reports whether the customer can start and finish the export without an action of the provider.
	SelfService *bool `json:"selfService,omitzero" en:"Can the customer export without any action of the provider?" de:"Kann der Kunde ohne Mitwirkung des Anbieters exportieren?"`
	// ViaInterface reports whether the export can be run through a programming interface.
	ViaInterface *bool `json:"viaInterface,omitzero" en:"Can the export be run through a programming interface?" de:"Lässt sich der Export über eine Programmierschnittstelle ausführen?"`
	// Openness is how open the least open format is in which data are exported.
	Openness *FormatOpenness `json:"openness,omitzero" en:"How open is the least open format in which data are exported?" de:"Wie offen ist das am wenigsten offene Format, in dem Daten exportiert werden?"`
	// MachineReadable reports whether all exported formats are structured so that software can read every item; images
	// of pages are not.
	MachineReadable *bool `json:"machineReadable,omitzero" en:"Are all exported formats structured and machine-readable?" de:"Sind alle Exportformate strukturiert und maschinenlesbar?"`
	// Documented reports whether formats and data structures of the export are fully documented for customers.
	Documented *bool `json:"documented,omitzero" en:"Are formats and data structures of the export fully documented for customers?" de:"Sind Formate und Datenstrukturen des Exports für Kunden vollständig dokumentiert?"`
	// SchemaMachineReadable reports whether all data structures of the export are described in an open schema language that
	// software can check them against: XSD, JSON Schema, SHACL, a DDL after ISO/IEC 9075 or the like.
	SchemaMachineReadable *bool `json:"schemaMachineReadable,omitzero" en:"Are all data structures of the export described in an open, machine-readable schema language?" de:"Sind alle Datenstrukturen des Exports in einer offenen, maschinenlesbaren Schemasprache beschrieben?"`
	// Includes is the complete set of digital assets the export contains beyond payload. Source: Art. 25(2)(e) Data Act.
	Includes []DigitalAsset `json:"includes,omitzero" en:"Which digital assets does the export contain beyond payload?" de:"Welche digitalen Vermögenswerte enthält der Export über die Nutzdaten hinaus?"`
	// Metadata reports whether the export contains the metadata of the payload, such as times, authors and versions.
	Metadata *bool `json:"metadata,omitzero" en:"Does the export contain the metadata of the payload?" de:"Enthält der Export die Metadaten der Nutzdaten?"`
	// AccessRules reports whether the export contains roles, rights and shares.
	AccessRules *bool `json:"accessRules,omitzero" en:"Does the export contain roles, rights and shares?" de:"Enthält der Export Rollen, Rechte und Freigaben?"`
	// Configuration reports whether the export contains the customer's settings and adaptations.
	Configuration *bool `json:"configuration,omitzero" en:"Does the export contain the customer's settings and adaptations?" de:"Enthält der Export die Einstellungen und Anpassungen des Kunden?"`
	// Logs reports whether the export contains the logs that concern the customer.
	Logs *bool `json:"logs,omitzero" en:"Does the export contain the logs that concern the customer?" de:"Enthält der Export die den Kunden betreffenden Protokolle?"`
	// GuaranteedByContract reports whether the contract gives the customer the right to this export, throughout its term
	// and while data can be retrieved after its end.
	GuaranteedByContract *bool `json:"guaranteedByContract,omitzero" en:"Does the contract grant this export during its term and the retrieval period?" de:"Sichert der Vertrag diesen Export während der Laufzeit und der Abruffrist zu?"`
	// LastTestedOn is the day on which a complete export was last tested.
	LastTestedOn *Date `json:"lastTestedOn,omitzero" en:"On which day was a complete export last tested?" de:"An welchem Tag wurde ein vollständiger Export zuletzt getestet?"`
	// ImportedElsewhere reports whether in that test the export was read into another product and compared for
	// completeness.
	ImportedElsewhere *bool `json:"importedElsewhere,omitzero" en:"Was the export read into another product in that test and compared for completeness?" de:"Wurde der Export bei diesem Test in ein anderes Produkt eingelesen und auf Vollständigkeit verglichen?"`
}

// DataDeletion is how customer data are erased. Sources: EUCSF SOV-3.Q3, C5:2020 PI-03, NCD.2.4.02 of the BSI
// Mindeststandard externe Cloud-Dienste.
type DataDeletion struct {
	// AtContractEnd reports whether the contract obliges the provider to erase all customer data after its end.
	AtContractEnd *bool `json:"atContractEnd,omitzero" en:"Must the provider erase all customer data after the contract has ended?" de:"Muss der Anbieter nach Vertragsende alle Kundendaten löschen?"`
	// OnRequest reports whether the customer can have single data erased at any time during the contract.
	OnRequest *bool `json:"onRequest,omitzero" en:"Can the customer have single data erased at any time during the contract?" de:"Kann der Kunde einzelne Daten während der Vertragslaufzeit jederzeit löschen lassen?"`
	// MaxDays is the longest time until data in the running offer are erased, in days from the end of the period in
	// which the customer may retrieve them, which operational.exit.terms.retrievalDays states.
	MaxDays *int64 `json:"maxDays,omitzero" unit:"days" min:"0" en:"Within how many days after the retrieval period are data in the running offer erased?" de:"Innerhalb von wie vielen Tagen nach der Abruffrist werden die Daten im laufenden Angebot gelöscht?"`
	// BackupMaxDays is the longest time until backups and replicas are erased or expired, counted in the same way.
	BackupMaxDays *int64 `json:"backupMaxDays,omitzero" unit:"days" min:"0" en:"Within how many days after the retrieval period are backups and replicas erased?" de:"Innerhalb von wie vielen Tagen nach der Abruffrist werden Sicherungen und Replikate gelöscht?"`
	// IncludesBackups reports whether backups and replicas are erased too.
	IncludesBackups *bool `json:"includesBackups,omitzero" en:"Are backups and replicas erased too?" de:"Werden auch Sicherungen und Replikate gelöscht?"`
	// IncludesDerived reports whether derived data, metadata and logs of the customer are erased too, except what law
	// obliges the provider to keep.
	IncludesDerived *bool `json:"includesDerived,omitzero" en:"Are derived data, metadata and logs of the customer erased too, as far as the law allows?" de:"Werden auch abgeleitete Daten, Metadaten und Protokolle des Kunden gelöscht, soweit das Recht es zulässt?"`
	// IncludesSubcontractors reports whether subcontractors are bound to erase in the same way; true if there are none.
	IncludesSubcontractors *bool `json:"includesSubcontractors,omitzero" en:"Are subcontractors bound to erase in the same way?" de:"Sind Unterauftragnehmer in gleicher Weise zur Löschung verpflichtet?"`
	// Method is the weakest method by which any of the data are erased.
	Method *ErasureMethod `json:"method,omitzero" en:"By which weakest method are any of the data erased?" de:"Mit welchem schwächsten Verfahren werden Daten gelöscht?"`
	// NoticeDays is how many days before erasing the customer is told; 0 if it is not. Source: SecNumCloud 3.2, 19.4.a.
	NoticeDays *int64 `json:"noticeDays,omitzero" unit:"days" min:"0" en:"How many days before erasing is the customer told?" de:"Wie viele Tage vor der Löschung wird der Kunde unterrichtet?"`
	// Confirmed reports whether the customer gets a written confirmation of the erasure without asking.
	Confirmed *bool `json:"confirmed,omitzero" en:"Does the customer get a written confirmation of the erasure?" de:"Erhält der Kunde eine Bestätigung der Löschung in Textform?"`
	// Verification is the strongest way in which each erasure is checked.
	Verification *ErasureVerification `json:"verification,omitzero" en:"In which strongest way is each erasure checked?" de:"Auf welche stärkste Weise wird jede Löschung geprüft?"`
	// Automated reports whether a technical process starts and completes each erasure, without a person having to
	// remember it.
	Automated *bool `json:"automated,omitzero" en:"Does a technical process start and complete each erasure?" de:"Wird jede Löschung durch einen technischen Prozess ausgelöst und abgeschlossen?"`
	// LastTestedOn is the day on which a test last showed that erased data cannot be recovered.
	LastTestedOn *Date `json:"lastTestedOn,omitzero" en:"On which day did a test last show that erased data cannot be recovered?" de:"An welchem Tag hat ein Test zuletzt gezeigt, dass gelöschte Daten nicht wiederherstellbar sind?"`
}

// FormatOpenness is how open a format is, weakest first.
type FormatOpenness string

// The values of [FormatOpenness].
const (
	// FormatOpennessProprietary is the specification is not public, or may not be implemented by everyone.
	FormatOpennessProprietary FormatOpenness = "proprietary"
	// FormatOpennessPublished is the specification is public and may be implemented by everyone without a fee; one vendor decides on it.
	FormatOpennessPublished FormatOpenness = "published"
	// FormatOpennessOpenStandard is a body open to all interested parties decides on the specification, anyone may implement it without a fee.
	FormatOpennessOpenStandard FormatOpenness = "openStandard"
)

// Values returns the closed set, in the order of the type's documentation.
func (FormatOpenness) Values() []string {
	return []string{
		"proprietary",
		"published",
		"openStandard",
	}
}

// DigitalAsset is something of the customer's beyond payload that it needs to go on elsewhere.
type DigitalAsset string

// The values of [DigitalAsset].
const (
	// DigitalAssetImages is images of machines and containers.
	DigitalAssetImages DigitalAsset = "images"
	// DigitalAssetCode is programs, scripts and functions.
	DigitalAssetCode DigitalAsset = "code"
	// DigitalAssetModels is processes, forms and data models.
	DigitalAssetModels DigitalAsset = "models"
	// DigitalAssetInfrastructure is descriptions of infrastructure and deployment.
	DigitalAssetInfrastructure DigitalAsset = "infrastructure"
	// DigitalAssetKeys is keys, certificates and secrets.
	DigitalAssetKeys DigitalAsset = "keys"
	// DigitalAssetInterfaces is connections to other systems and their definitions.
	DigitalAssetInterfaces DigitalAsset = "interfaces"
	// DigitalAssetReports is reports, queries and views.
	DigitalAssetReports DigitalAsset = "reports"
	// DigitalAssetAIModels is AI models adapted for the customer, with prompts and indexes.
	DigitalAssetAIModels DigitalAsset = "aiModels"
)

// Values returns the closed set, in the order of the type's documentation.
func (DigitalAsset) Values() []string {
	return []string{
		"images",
		"code",
		"models",
		"infrastructure",
		"keys",
		"interfaces",
		"reports",
		"aiModels",
	}
}

// ErasureMethod is a method of erasing data, weakest first.
type ErasureMethod string

// The values of [ErasureMethod].
const (
	// ErasureMethodUnlink is removing the reference; the data remain until overwritten by chance.
	ErasureMethodUnlink ErasureMethod = "unlink"
	// ErasureMethodOverwrite is overwriting or a reset command of the medium.
	ErasureMethodOverwrite ErasureMethod = "overwrite"
	// ErasureMethodCryptoErase is destroying all copies of the only key under which the data were encrypted.
	ErasureMethodCryptoErase ErasureMethod = "cryptoErase"
	// ErasureMethodDestroy is destroying the media after DIN 66399 or ISO/IEC 21964.
	ErasureMethodDestroy ErasureMethod = "destroy"
)

// Values returns the closed set, in the order of the type's documentation.
func (ErasureMethod) Values() []string {
	return []string{
		"unlink",
		"overwrite",
		"cryptoErase",
		"destroy",
	}
}

// ErasureVerification is a check that data were erased, weakest first. Source: EUCSF SOV-3.Q3.
type ErasureVerification string

// The values of [ErasureVerification].
const (
	// ErasureVerificationNone is no check.
	ErasureVerificationNone ErasureVerification = "none"
	// ErasureVerificationStatement is somebody confirms it, by hand.
	ErasureVerificationStatement ErasureVerification = "statement"
	// ErasureVerificationPolicy is an internal check by a written procedure, of which no record remains.
	ErasureVerificationPolicy ErasureVerification = "policy"
	// ErasureVerificationTechnicalLog is the systems check it and record the result in logs the customer can see.
	ErasureVerificationTechnicalLog ErasureVerification = "technicalLog"
	// ErasureVerificationIndependent is an independent party checks process and records.
	ErasureVerificationIndependent ErasureVerification = "independent"
)

// Values returns the closed set, in the order of the type's documentation.
func (ErasureVerification) Values() []string {
	return []string{
		"none",
		"statement",
		"policy",
		"technicalLog",
		"independent",
	}
}
