package evidence

// SupplyOriginDisclosure is how far the origin of parts is disclosed to the customer, weakest first. Origin is supplier
// and countries of development and manufacture. Sources: EUCSF SOV-5.Q1, Q3 and Q4.
type SupplyOriginDisclosure string

// The values of [SupplyOriginDisclosure].
const (
	// SupplyOriginDisclosureNone is nothing.
	SupplyOriginDisclosureNone SupplyOriginDisclosure = "none"
	// SupplyOriginDisclosurePartial is the origin of some parts.
	SupplyOriginDisclosurePartial SupplyOriginDisclosure = "partial"
	// SupplyOriginDisclosureWithExceptions is the origin of all parts but exceptions that are named with a reason.
	SupplyOriginDisclosureWithExceptions SupplyOriginDisclosure = "withExceptions"
	// SupplyOriginDisclosureFull is the origin of all parts.
	SupplyOriginDisclosureFull SupplyOriginDisclosure = "full"
	// SupplyOriginDisclosureCertified is the origin of all parts, confirmed by an independent body in the EU as lying in
	// the EU.
	SupplyOriginDisclosureCertified SupplyOriginDisclosure = "certified"
)

// Values returns the closed set, in the order of the type's documentation.
func (SupplyOriginDisclosure) Values() []string {
	return []string{
		"none",
		"partial",
		"withExceptions",
		"full",
		"certified",
	}
}

// Hardware is where the physical parts the offer runs on come from, those of subcontractors included. Key parts are
// those that process, store, transmit or protect customer data. Sources: BSI C3A SOV-5-02, EUCSF SOV-5.Q1 to Q3.
type Hardware struct {
	// OriginDisclosure is how far the origin of the key parts is disclosed. Source: EUCSF SOV-5.Q1.
	OriginDisclosure *SupplyOriginDisclosure `json:"originDisclosure,omitzero" en:"How far is the origin of the key hardware parts disclosed to the customer?" de:"Wie weit ist die Herkunft der wesentlichen Hardwareteile gegenüber dem Kunden offengelegt?"`
	// InventoryComplete reports whether an inventory names all hardware the offer runs on with supplier and country.
	// Source: BSI C3A SOV-5-02.
	InventoryComplete *bool `json:"inventoryComplete,omitzero" en:"Does an inventory name all hardware the offer runs on with supplier and country?" de:"Nennt ein Verzeichnis die gesamte Hardware des Angebots mit Lieferant und Land?"`
	// InventoryAvailableToCustomer reports whether customers get that list of suppliers and countries; on request is
	// enough.
	InventoryAvailableToCustomer *bool `json:"inventoryAvailableToCustomer,omitzero" en:"Can the customer obtain the list of hardware suppliers and their countries?" de:"Kann der Kunde die Aufstellung der Hardwarelieferanten und ihrer Länder erhalten?"`
	// InventoryReviewedOn is the day on which the inventory was last checked as a whole.
	InventoryReviewedOn *Date `json:"inventoryReviewedOn,omitzero" en:"On which day was the hardware inventory last checked as a whole?" de:"An welchem Tag wurde das Hardwareverzeichnis zuletzt insgesamt geprüft?"`
	// TamperChecked reports whether hardware is checked for tampering on delivery by a written procedure. Source:
	// Grundschutz++ BES.4.6.3.
	TamperChecked *bool `json:"tamperChecked,omitzero" en:"Is delivered hardware checked for tampering by a written procedure?" de:"Wird gelieferte Hardware nach einem schriftlichen Verfahren auf Manipulation geprüft?"`
	// SparePartsDays is for how many calendar days the stock in the EU keeps the offer running at its agreed capacity
	// without new deliveries.
	SparePartsDays *int64 `json:"sparePartsDays,omitzero" unit:"days" min:"0" en:"For how many calendar days does the stock of spare parts in the EU keep the offer running?" de:"Für wie viele Kalendertage sichert der Ersatzteilbestand in der EU den Betrieb?"`
	// Firmware is the software embedded in these parts, taken as a whole.
	Firmware HardwareFirmware `json:"firmware,omitzero"`
	// Parts are the key parts, one entry per kind and manufacturer. The list is complete. Which facility stands where is
	// a fact of the data domain.
	Parts []HardwarePart `json:"parts,omitzero" en:"Which key hardware parts does the offer run on?" de:"Auf welchen wesentlichen Hardwareteilen läuft das Angebot?"`
}

// HardwareFirmware is the software embedded in the key hardware parts, taken as a whole. Source: EUCSF SOV-5.Q3.
type HardwareFirmware struct {
	// OriginDisclosure is how far the origin of the firmware of the key parts is disclosed.
	OriginDisclosure *SupplyOriginDisclosure `json:"originDisclosure,omitzero" en:"How far is the origin of the firmware of the key parts disclosed to the customer?" de:"Wie weit ist die Herkunft der Firmware wesentlicher Teile gegenüber dem Kunden offengelegt?"`
	// AuthenticityChecked reports whether every firmware image is checked for a valid signature before it is installed.
	AuthenticityChecked *bool `json:"authenticityChecked,omitzero" en:"Is every firmware image checked for a valid signature before it is installed?" de:"Wird jedes Firmware-Abbild vor der Installation auf eine gültige Signatur geprüft?"`
	// MeasuredBoot reports whether the state of the firmware is measured at every start and compared with known values.
	MeasuredBoot *bool `json:"measuredBoot,omitzero" en:"Is the firmware measured at every start and compared with known values?" de:"Wird die Firmware bei jedem Start gemessen und mit bekannten Werten verglichen?"`
	// RemoteManagementIsolated reports whether management controllers of the hardware can be reached from a separate
	// network only.
	RemoteManagementIsolated *bool `json:"remoteManagementIsolated,omitzero" en:"Can the management controllers of the hardware be reached from a separate network only?" de:"Sind die Verwaltungscontroller der Hardware nur aus einem getrennten Netz erreichbar?"`
}

// HardwarePart is one kind of key hardware part from one manufacturer.
type HardwarePart struct {
	// ID names the element within its list; it is identity and not visible to rules.
	ID string `json:"id"`
	// Kind is what it is.
	Kind *HardwarePartKind `json:"kind,omitzero" en:"What kind of part is it?" de:"Um welche Art von Teil handelt es sich?"`
	// SupplierCountry is the seat of its manufacturer.
	SupplierCountry *Country `json:"supplierCountry,omitzero" en:"In which country is the manufacturer seated?" de:"In welchem Land hat der Hersteller seinen Sitz?"`
	// ControlCountries is the complete set of seats of those who ultimately control the manufacturer.
	ControlCountries []Country `json:"controlCountries,omitzero" en:"In which countries are those seated who ultimately control the manufacturer?" de:"In welchen Ländern sitzen diejenigen, die den Hersteller letztlich beherrschen?"`
	// DesignCountries is the complete set of countries in which it is designed.
	DesignCountries []Country `json:"designCountries,omitzero" en:"In which countries is the part designed?" de:"In welchen Ländern wird das Teil entworfen?"`
	// ManufactureCountries is the complete set of countries in which it is manufactured; for chips, where they are
	// fabricated.
	ManufactureCountries []Country `json:"manufactureCountries,omitzero" en:"In which countries is the part manufactured?" de:"In welchen Ländern wird das Teil gefertigt?"`
	// AssemblyCountries is the complete set of countries in which it is assembled into the unit that is delivered.
	AssemblyCountries []Country `json:"assemblyCountries,omitzero" en:"In which countries is the part assembled?" de:"In welchen Ländern wird das Teil montiert?"`
	// FirmwareCountries is the complete set of countries in which its firmware is developed; empty if it has none.
	FirmwareCountries []Country `json:"firmwareCountries,omitzero" en:"In which countries is the part's firmware developed?" de:"In welchen Ländern wird die Firmware des Teils entwickelt?"`
	// FirmwareLicense is the licence of its firmware.
	FirmwareLicense *License `json:"firmwareLicense,omitzero" en:"Under which licence is the part's firmware used?" de:"Unter welcher Lizenz wird die Firmware des Teils genutzt?"`
	// OriginCertified reports whether an independent body in the EU has confirmed these countries.
	OriginCertified *bool `json:"originCertified,omitzero" en:"Has an independent body in the EU confirmed the part's origin?" de:"Hat eine unabhängige Stelle in der EU die Herkunft des Teils bestätigt?"`
	// AuditRight reports whether a contract lets provider, customer or an auditor from the EU audit design or
	// manufacture. Source: EUCSF SOV-5.Q2.
	AuditRight *bool `json:"auditRight,omitzero" en:"May an auditor from the EU audit design or manufacture of the part under contract?" de:"Darf ein Prüfer aus der EU Entwurf oder Fertigung des Teils vertraglich prüfen?"`
	// Critical reports whether the service stops or no longer meets its protection need if this part can no longer be
	// had.
	Critical *bool `json:"critical,omitzero" en:"Does the service stop or become unsafe if this part can no longer be obtained?" de:"Fällt der Dienst aus oder wird er unsicher, wenn dieses Teil nicht mehr beschaffbar ist?"`
	// Alternative is how ready a replacement by another manufacturer is.
	Alternative *AlternativeReadiness `json:"alternative,omitzero" en:"How ready is a replacement by another manufacturer?" de:"Wie weit ist ein Ersatz durch einen anderen Hersteller vorbereitet?"`
	// SupportEndsOn is the last day on which the manufacturer provides firmware updates and spare parts.
	SupportEndsOn *Date `json:"supportEndsOn,omitzero" en:"Until which day does the manufacturer provide firmware updates and spare parts?" de:"Bis zu welchem Tag liefert der Hersteller Firmware-Aktualisierungen und Ersatzteile?"`
}

// HardwarePartKind is a kind of hardware part.
type HardwarePartKind string

// The values of [HardwarePartKind].
const (
	// HardwarePartKindProcessor is a general-purpose processor.
	HardwarePartKindProcessor HardwarePartKind = "processor"
	// HardwarePartKindAccelerator is a processor for graphics or machine learning.
	HardwarePartKindAccelerator HardwarePartKind = "accelerator"
	// HardwarePartKindMemory is volatile memory.
	HardwarePartKindMemory HardwarePartKind = "memory"
	// HardwarePartKindStorage is a storage device or system.
	HardwarePartKindStorage HardwarePartKind = "storage"
	// HardwarePartKindMainboard is a mainboard with its management controller.
	HardwarePartKindMainboard HardwarePartKind = "mainboard"
	// HardwarePartKindServer is a server as a unit.
	HardwarePartKindServer HardwarePartKind = "server"
	// HardwarePartKindNetworkDevice is a switch, router, firewall or network card.
	HardwarePartKindNetworkDevice HardwarePartKind = "networkDevice"
	// HardwarePartKindSecurityModule is a hardware security module or trusted platform module.
	HardwarePartKindSecurityModule HardwarePartKind = "securityModule"
	// HardwarePartKindEndpoint is a terminal, card or token handed to users.
	HardwarePartKindEndpoint HardwarePartKind = "endpoint"
	// HardwarePartKindFacilityControl is control of power, cooling or access.
	HardwarePartKindFacilityControl HardwarePartKind = "facilityControl"
)

// Values returns the closed set, in the order of the type's documentation.
func (HardwarePartKind) Values() []string {
	return []string{
		"processor",
		"accelerator",
		"memory",
		"storage",
		"mainboard",
		"server",
		"networkDevice",
		"securityModule",
		"endpoint",
		"facilityControl",
	}
}
