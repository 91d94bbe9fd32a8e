package evidence

// DataLocation is where data are stored and processed. Every list of countries is complete and speaks of the offer as
// the customer uses it, subcontractors included; an empty list says that there are no such data. Data that people can
// read from a distance are processed where those people are: state that under operational.access. Sources: EUCSF
// SOV-3.Q4, BSI C3A SOV-3-01, C5:2020 PSS-12.
type DataLocation struct {
	// StorageCountries is the complete set of countries in which customer data are stored, without backups.
	StorageCountries []Country `json:"storageCountries,omitzero" en:"In which countries are customer data stored?" de:"In welchen Ländern werden Kundendaten gespeichert?"`
	// BackupCountries is the complete set of countries in which backups and replicas of customer data are stored.
	BackupCountries []Country `json:"backupCountries,omitzero" en:"In which countries are backups and replicas of customer data stored?" de:"In welchen Ländern werden Sicherungen und Replikate von Kundendaten gespeichert?"`
	// ProcessingCountries is the complete set of countries in which systems process customer data.
	ProcessingCountries []Country `json:"processingCountries,omitzero" en:"In which countries are customer data processed?" de:"In welchen Ländern werden Kundendaten verarbeitet?"`
	// FallbackCountries is the complete set of further countries to which customer data may go in a failure, under load
	// or during maintenance; empty means none. Source: EUCSF SOV-3.Q4.
	FallbackCountries []Country `json:"fallbackCountries,omitzero" en:"To which further countries may customer data go in a failure, under load or during maintenance?" de:"In welche weiteren Länder dürfen Kundendaten bei Ausfall, Überlast oder Wartung gelangen?"`
	// DerivedCountries is the complete set of countries in which data derived from customer data are stored or
	// processed: indexes, statistics, metadata. Source: BSI C3A SOV-3-01-C2.
	DerivedCountries []Country `json:"derivedCountries,omitzero" en:"In which countries are data derived from customer data stored or processed?" de:"In welchen Ländern werden aus Kundendaten abgeleitete Daten gespeichert oder verarbeitet?"`
	// AccountCountries is the complete set of countries in which account data are stored or processed: identities,
	// contract and billing. Source: BSI C3A SOV-3-01-C2.
	AccountCountries []Country `json:"accountCountries,omitzero" en:"In which countries are account data stored or processed?" de:"In welchen Ländern werden Kontodaten gespeichert oder verarbeitet?"`
	// TelemetryCountries is the complete set of countries in which telemetry is stored or processed: measurements, error
	// reports and logs of use.
	TelemetryCountries []Country `json:"telemetryCountries,omitzero" en:"In which countries is telemetry stored or processed?" de:"In welchen Ländern werden Telemetriedaten gespeichert oder verarbeitet?"`
	// SupportCountries is the complete set of countries in which support data are stored or processed: tickets, their
	// attachments and recordings.
	SupportCountries []Country `json:"supportCountries,omitzero" en:"In which countries are support data stored or processed?" de:"In welchen Ländern werden Supportdaten gespeichert oder verarbeitet?"`
	// ProviderCountries is the complete set of countries in which the provider's own data for running the offer are
	// stored or processed: configuration, inventory and capacity. Source: BSI C3A SOV-3-01-C5.
	ProviderCountries []Country `json:"providerCountries,omitzero" en:"In which countries are the provider's own operating data stored or processed?" de:"In welchen Ländern werden die eigenen Betriebsdaten des Anbieters gespeichert oder verarbeitet?"`
	// StorageEUPercent is the share of customer data by volume stored in the EU, backups included, in percent.
	StorageEUPercent *float64 `json:"storageEUPercent,omitzero" unit:"percent" min:"0" max:"100" en:"What share of customer data by volume is stored in the EU?" de:"Welcher Anteil der Kundendaten wird nach Umfang in der EU gespeichert?"`
	// Choice is what the customer can choose.
	Choice LocationChoice `json:"choice,omitzero"`
	// Commitment is what the provider is bound to.
	Commitment LocationCommitment `json:"commitment,omitzero"`
	// Exceptions is transfers out of the committed locations.
	Exceptions LocationExceptions `json:"exceptions,omitzero"`
}

// LocationChoice is which locations the customer can choose. Sources: C5:2020 PSS-12, BSI C3A SOV-3-01-C1.
type LocationChoice struct {
	// Storage is the smallest unit for which the customer can choose the region in which data are stored.
	Storage *RegionChoice `json:"storage,omitzero" en:"For which smallest unit can the customer choose the region in which data are stored?" de:"Für welche kleinste Einheit kann der Kunde die Region der Speicherung wählen?"`
	// Processing is the smallest unit for which the customer can choose the region in which data are processed.
	Processing *RegionChoice `json:"processing,omitzero" en:"For which smallest unit can the customer choose the region in which data are processed?" de:"Für welche kleinste Einheit kann der Kunde die Region der Verarbeitung wählen?"`
	// Backups is the smallest unit for which the customer can choose the region of backups and replicas.
	Backups *RegionChoice `json:"backups,omitzero" en:"For which smallest unit can the customer choose the region of backups and replicas?" de:"Für welche kleinste Einheit kann der Kunde die Region von Sicherungen und Replikaten wählen?"`
	// Countries is the complete set of countries in which the offer has a region to choose.
	Countries []Country `json:"countries,omitzero" en:"In which countries does the offer have a region to choose?" de:"In welchen Ländern bietet das Angebot eine wählbare Region?"`
	// Pinned reports whether data stay in the chosen region until the customer itself changes the choice.
	Pinned *bool `json:"pinned,omitzero" en:"Do data stay in the chosen region until the customer itself changes the choice?" de:"Bleiben Daten in der gewählten Region, bis der Kunde die Wahl selbst ändert?"`
	// Enforcement is the strongest means that keeps data in the chosen region.
	Enforcement *LocationEnforcement `json:"enforcement,omitzero" en:"By what strongest means are data kept in the chosen region?" de:"Durch welches stärkste Mittel werden Daten in der gewählten Region gehalten?"`
	// VisibleToCustomer reports whether the customer can look up at any time where its data are.
	VisibleToCustomer *bool `json:"visibleToCustomer,omitzero" en:"Can the customer look up at any time where its data are?" de:"Kann der Kunde jederzeit einsehen, wo seine Daten liegen?"`
	// LastVerifiedOn is the day on which it was last checked by measurement that data are where they should be.
	LastVerifiedOn *Date `json:"lastVerifiedOn,omitzero" en:"On which day was the location of the data last checked by measurement?" de:"An welchem Tag wurde der Ort der Daten zuletzt durch Messung geprüft?"`
}

// LocationCommitment is what the contract says about locations. Sources: NCD.2.2.04.b of the BSI Mindeststandard externe
// Cloud-Dienste, Art. 30(2)(b) DORA.
type LocationCommitment struct {
	// AllLocationsListed reports whether the contract names every location of storage and processing, backups and
	// subcontractors included, at least by country.
	AllLocationsListed *bool `json:"allLocationsListed,omitzero" en:"Does the contract name every location of storage and processing, backups and subcontractors included?" de:"Benennt der Vertrag alle Orte der Speicherung und Verarbeitung einschließlich Sicherungen und Unterauftragnehmern?"`
	// ChangeNeedsConsent reports whether a change of country needs the customer's prior consent.
	ChangeNeedsConsent *bool `json:"changeNeedsConsent,omitzero" en:"Does a change of country need the customer's prior consent?" de:"Bedarf ein Wechsel des Landes der vorherigen Zustimmung des Kunden?"`
	// ChangeNoticeDays is how long before a change of location the customer must be told, in days; 0 if it need not be.
	ChangeNoticeDays *int64 `json:"changeNoticeDays,omitzero" unit:"days" min:"0" en:"How many days before a change of location must the customer be told?" de:"Wie viele Tage vor einem Ortswechsel muss der Kunde unterrichtet werden?"`
}

// LocationExceptions is how transfers out of the committed locations are kept under control. All are true if the
// contract allows no such transfer. Source: EUCSF SOV-3.Q4.
type LocationExceptions struct {
	// Listed reports whether the contract exhaustively lists the cases in which data may leave.
	Listed *bool `json:"listed,omitzero" en:"Does the contract exhaustively list the cases in which data may leave the agreed locations?" de:"Zählt der Vertrag abschließend auf, wann Daten die vereinbarten Orte verlassen dürfen?"`
	// ApprovedPerCase reports whether each transfer needs the customer's approval in the single case.
	ApprovedPerCase *bool `json:"approvedPerCase,omitzero" en:"Does each such transfer need the customer's approval in the single case?" de:"Bedarf jede solche Übermittlung der Zustimmung des Kunden im Einzelfall?"`
	// Logged reports whether each transfer is in a log the customer can read.
	Logged *bool `json:"logged,omitzero" en:"Is each such transfer recorded in a log the customer can read?" de:"Wird jede solche Übermittlung in einem für den Kunden einsehbaren Protokoll festgehalten?"`
	// TransferSafeguards reports whether each transfer of personal data rests on an adequacy decision or safeguards
	// under Art. 45 or 46 GDPR.
	TransferSafeguards *bool `json:"transferSafeguards,omitzero" en:"Does each transfer of personal data rest on Art. 45 or 46 GDPR?" de:"Stützt sich jede Übermittlung personenbezogener Daten auf Art. 45 oder 46 DSGVO?"`
}

// RegionChoice is the smallest unit for which the customer can choose a region, coarsest first.
type RegionChoice string

// The values of [RegionChoice].
const (
	// RegionChoiceNone is no choice.
	RegionChoiceNone RegionChoice = "none"
	// RegionChoiceContract is the contract as a whole.
	RegionChoiceContract RegionChoice = "contract"
	// RegionChoiceWorkload is each workload, project or tenant of the customer.
	RegionChoiceWorkload RegionChoice = "workload"
	// RegionChoiceDataClass is each class of data, down to a store, bucket or database.
	RegionChoiceDataClass RegionChoice = "dataClass"
)

// Values returns the closed set, in the order of the type's documentation.
func (RegionChoice) Values() []string {
	return []string{
		"none",
		"contract",
		"workload",
		"dataClass",
	}
}

// LocationEnforcement is a means that keeps data in a region, weakest first.
type LocationEnforcement string

// The values of [LocationEnforcement].
const (
	// LocationEnforcementNone is none.
	LocationEnforcementNone LocationEnforcement = "none"
	// LocationEnforcementOrganisational is instructions to staff.
	LocationEnforcementOrganisational LocationEnforcement = "organisational"
	// LocationEnforcementConfiguration is a setting the provider could change without the customer.
	LocationEnforcementConfiguration LocationEnforcement = "configuration"
	// LocationEnforcementTechnical is the provider cannot move or read data elsewhere without an action of the customer, because the region has no connection for it or the keys are bound to it.
	LocationEnforcementTechnical LocationEnforcement = "technical"
)

// Values returns the closed set, in the order of the type's documentation.
func (LocationEnforcement) Values() []string {
	return []string{
		"none",
		"organisational",
		"configuration",
		"technical",
	}
}
