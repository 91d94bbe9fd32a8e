package evidence

// DataKeys is who generates, holds and can use the keys that protect customer data at rest. It speaks of the topmost
// keys: those without which no key below them can be recovered. Sources: EUCSF SOV-3.Q1, BSI C3A SOV-3-02, C5:2020
// CRY-04.
type DataKeys struct {
	// Custody is who controls the keys, in the strongest arrangement that is in use for all customer data, backups
	// included. What is on offer but not in use does not count.
	Custody *KeyCustody `json:"custody,omitzero" en:"Who controls the keys for customer data at rest?" de:"Wer kontrolliert die Schlüssel für gespeicherte Kundendaten?"`
	// CustomerControlsPart reports whether the customer controls the keys, as customerManaged or better, for at least a
	// part of its data.
	CustomerControlsPart *bool `json:"customerControlsPart,omitzero" en:"Does the customer control the keys for at least a part of its data?" de:"Kontrolliert der Kunde die Schlüssel wenigstens für einen Teil seiner Daten?"`
	// GeneratedIn is where the keys are generated.
	GeneratedIn *KeyPlace `json:"generatedIn,omitzero" en:"Where are the keys generated?" de:"Wo werden die Schlüssel erzeugt?"`
	// HeldIn is where the keys are kept.
	HeldIn *KeyPlace `json:"heldIn,omitzero" en:"Where are the keys kept?" de:"Wo werden die Schlüssel aufbewahrt?"`
	// HolderCountries is the complete set of countries in which those who run the systems that hold the keys are
	// seated.
	HolderCountries []Country `json:"holderCountries,omitzero" en:"In which countries are those seated who run the systems that hold the keys?" de:"In welchen Ländern haben die Betreiber der Systeme ihren Sitz, in denen die Schlüssel liegen?"`
	// StorageCountries is the complete set of countries in which keys and copies of them are kept.
	StorageCountries []Country `json:"storageCountries,omitzero" en:"In which countries are keys and copies of them kept?" de:"In welchen Ländern werden Schlüssel und deren Kopien aufbewahrt?"`
	// ProviderCanExtract reports whether staff or systems of the provider or its subcontractors can obtain a key in
	// plaintext, be it in an emergency.
	ProviderCanExtract *bool `json:"providerCanExtract,omitzero" en:"Can the provider or a subcontractor obtain a key in plaintext?" de:"Kann der Anbieter oder ein Unterauftragnehmer einen Schlüssel im Klartext erlangen?"`
	// ProviderCanUse reports whether the provider or a subcontractor can have data decrypted without an action of the
	// customer in the single case. The running service decrypting on behalf of the customer's users does not count.
	ProviderCanUse *bool `json:"providerCanUse,omitzero" en:"Can the provider or a subcontractor have data decrypted without the customer acting in the single case?" de:"Kann der Anbieter oder ein Unterauftragnehmer Daten entschlüsseln lassen, ohne dass der Kunde im Einzelfall mitwirkt?"`
	// ProviderHoldsCopy reports whether the provider or a subcontractor keeps a copy of a key, in escrow or for
	// recovery.
	ProviderHoldsCopy *bool `json:"providerHoldsCopy,omitzero" en:"Does the provider or a subcontractor keep a copy of a key, for recovery or in escrow?" de:"Hält der Anbieter oder ein Unterauftragnehmer eine Kopie eines Schlüssels, etwa zur Wiederherstellung oder Hinterlegung?"`
	// CustomerCanRevoke reports whether the customer alone can withdraw the keys so that the data become unreadable.
	CustomerCanRevoke *bool `json:"customerCanRevoke,omitzero" en:"Can the customer alone withdraw the keys so that the data become unreadable?" de:"Kann der Kunde die Schlüssel allein entziehen, sodass die Daten unlesbar werden?"`
	// RevocationMinutes is how long the offer can still read data after such a withdrawal, in minutes, caches included.
	RevocationMinutes *int64 `json:"revocationMinutes,omitzero" unit:"minutes" min:"0" en:"For how many minutes at most can the offer still read data after the keys were withdrawn?" de:"Wie viele Minuten lang kann das Angebot nach dem Entzug der Schlüssel höchstens noch Daten lesen?"`
	// CustomerCanRotate reports whether the customer can replace the keys at a time of its choice without the provider.
	CustomerCanRotate *bool `json:"customerCanRotate,omitzero" en:"Can the customer replace the keys at a time of its choice without the provider?" de:"Kann der Kunde die Schlüssel jederzeit ohne den Anbieter wechseln?"`
	// RotationDays is the longest time a key is used to encrypt before it is replaced, in days.
	RotationDays *int64 `json:"rotationDays,omitzero" unit:"days" min:"0" en:"After how many days at most is a key replaced?" de:"Nach wie vielen Tagen wird ein Schlüssel spätestens gewechselt?"`
	// SeparatePerCustomer reports whether no two customers share a key.
	SeparatePerCustomer *bool `json:"separatePerCustomer,omitzero" en:"Does every customer have keys of its own?" de:"Hat jeder Kunde eigene Schlüssel?"`
	// UseLoggedToCustomer reports whether every use of the keys is in a log the customer can read.
	UseLoggedToCustomer *bool `json:"useLoggedToCustomer,omitzero" en:"Is every use of the keys recorded in a log the customer can read?" de:"Wird jede Nutzung der Schlüssel in einem für den Kunden einsehbaren Protokoll festgehalten?"`
	// External is the connection of a key management of the customer.
	External ExternalKeyManagement `json:"external,omitzero"`
	// Hardware is the security modules that hold the keys.
	Hardware KeyHardware `json:"hardware,omitzero"`
	// LastTestedOn is the day on which a test last showed that data cannot be read after the customer withdrew the
	// keys.
	LastTestedOn *Date `json:"lastTestedOn,omitzero" en:"On which day did a test last show that data are unreadable once the customer has withdrawn the keys?" de:"An welchem Tag hat ein Test zuletzt gezeigt, dass Daten nach dem Entzug der Schlüssel durch den Kunden unlesbar sind?"`
}

// KeyCustody is who controls keys, weakest first. Source: EUCSF SOV-3.Q1.
type KeyCustody string

// The values of [KeyCustody].
const (
	// KeyCustodyNone is that there are no keys: data lie unencrypted.
	KeyCustodyNone KeyCustody = "none"
	// KeyCustodyProvider is that the provider generates, holds and replaces the keys.
	KeyCustodyProvider KeyCustody = "provider"
	// KeyCustodyCustomerManaged is that the customer creates, replaces and revokes keys, imported ones included, in a
	// key management run by the provider or its group.
	KeyCustodyCustomerManaged KeyCustody = "customerManaged"
	// KeyCustodyTrustee is that a third party holds the keys on the customer's behalf, outside the systems of the
	// provider and its group and bound by the customer's instructions alone.
	KeyCustodyTrustee KeyCustody = "trustee"
	// KeyCustodyCustomer is that the customer generates and holds the keys in its own key management, outside the
	// systems of the provider and its group (hold your own key). A hardware security module in the provider's premises
	// that the customer alone administers is its own.
	KeyCustodyCustomer KeyCustody = "customer"
)

// Values returns the closed set, in the order of the type's documentation.
func (KeyCustody) Values() []string {
	return []string{
		"none",
		"provider",
		"customerManaged",
		"trustee",
		"customer",
	}
}

// KeyPlace is a place where keys are generated or kept, weakest first.
type KeyPlace string

// The values of [KeyPlace].
const (
	// KeyPlaceProviderSoftware is software run by the provider or its group.
	KeyPlaceProviderSoftware KeyPlace = "providerSoftware"
	// KeyPlaceProviderModule is a hardware security module administered by the provider or its group.
	KeyPlaceProviderModule KeyPlace = "providerModule"
	// KeyPlaceDedicatedModule is a hardware security module in the provider's premises that the customer alone
	// administers.
	KeyPlaceDedicatedModule KeyPlace = "dedicatedModule"
	// KeyPlaceTrustee is systems of a third party bound by the customer's instructions alone.
	KeyPlaceTrustee KeyPlace = "trustee"
	// KeyPlaceCustomer is systems of the customer.
	KeyPlaceCustomer KeyPlace = "customer"
)

// Values returns the closed set, in the order of the type's documentation.
func (KeyPlace) Values() []string {
	return []string{
		"providerSoftware",
		"providerModule",
		"dedicatedModule",
		"trustee",
		"customer",
	}
}

// ExternalKeyManagement is the connection of a key management that neither the provider nor its group runs. Source: BSI
// C3A SOV-3-02; C5:2025 draft CRY-18.
type ExternalKeyManagement struct {
	// Supported reports whether the customer can connect such a key management for all customer data at rest.
	Supported *bool `json:"supported,omitzero" en:"Can the customer connect its own key management for all customer data at rest?" de:"Kann der Kunde für alle gespeicherten Kundendaten eine eigene Schlüsselverwaltung anbinden?"`
	// Protocols is the complete set of protocols it can be connected with.
	Protocols []KeyProtocol `json:"protocols,omitzero" en:"With which protocols can an external key management be connected?" de:"Über welche Protokolle lässt sich eine externe Schlüsselverwaltung anbinden?"`
	// FreeChoice reports whether any product that speaks such a protocol may be used, none named in a list alone.
	FreeChoice *bool `json:"freeChoice,omitzero" en:"May any product that speaks one of these protocols be connected?" de:"Darf jedes Produkt angebunden werden, das eines dieser Protokolle beherrscht?"`
}

// KeyProtocol is a protocol to a key management.
type KeyProtocol string

// The values of [KeyProtocol].
const (
	// KeyProtocolKMIP is the OASIS Key Management Interoperability Protocol.
	KeyProtocolKMIP KeyProtocol = "kmip"
	// KeyProtocolPKCS11 is OASIS PKCS #11.
	KeyProtocolPKCS11 KeyProtocol = "pkcs11"
	// KeyProtocolJOSE is keys and encrypted content after RFC 7516 and RFC 7517 over HTTPS.
	KeyProtocolJOSE KeyProtocol = "jose"
	// KeyProtocolPublished is another interface whose specification anyone can read and implement.
	KeyProtocolPublished KeyProtocol = "published"
	// KeyProtocolProprietary is an interface whose specification is not open to everyone.
	KeyProtocolProprietary KeyProtocol = "proprietary"
)

// Values returns the closed set, in the order of the type's documentation.
func (KeyProtocol) Values() []string {
	return []string{
		"kmip",
		"pkcs11",
		"jose",
		"published",
		"proprietary",
	}
}

// KeyHardware is the hardware security modules that hold the keys.
type KeyHardware struct {
	// Used reports whether the topmost keys are held in hardware security modules throughout.
	Used *bool `json:"used,omitzero" en:"Are the topmost keys held in hardware security modules throughout?" de:"Werden die obersten Schlüssel durchgehend in Hardware-Sicherheitsmodulen gehalten?"`
	// Certifications is the complete set of certifications that all these modules hold.
	Certifications []ModuleCertification `json:"certifications,omitzero" en:"Which certifications do all these modules hold?" de:"Welche Zertifizierungen haben alle diese Module?"`
	// CertifiedUntil is the earliest day on which one of these certificates ends.
	CertifiedUntil *Date `json:"certifiedUntil,omitzero" en:"On which day does the first of these certificates end?" de:"An welchem Tag läuft das erste dieser Zertifikate ab?"`
	// AdministratorCountries is the complete set of countries in which those who administer the modules are seated.
	AdministratorCountries []Country `json:"administratorCountries,omitzero" en:"In which countries are those seated who administer the modules?" de:"In welchen Ländern haben diejenigen ihren Sitz, die die Module administrieren?"`
}

// ModuleCertification is a certification of a security module.
type ModuleCertification string

// The values of [ModuleCertification].
const (
	// ModuleCertificationFIPS140L2 is FIPS 140-2 or 140-3, level 2.
	ModuleCertificationFIPS140L2 ModuleCertification = "fips140Level2"
	// ModuleCertificationFIPS140L3 is FIPS 140-2 or 140-3, level 3 or above.
	ModuleCertificationFIPS140L3 ModuleCertification = "fips140Level3"
	// ModuleCertificationCC is Common Criteria at EAL4 or above under SOG-IS or CCRA, against a protection profile for
	// cryptographic modules.
	ModuleCertificationCC ModuleCertification = "commonCriteria"
	// ModuleCertificationEUCCSubstantial is EUCC, assurance level substantial.
	ModuleCertificationEUCCSubstantial ModuleCertification = "euccSubstantial"
	// ModuleCertificationEUCCHigh is EUCC, assurance level high.
	ModuleCertificationEUCCHigh ModuleCertification = "euccHigh"
	// ModuleCertificationBSIApproval is an approval (Zulassung) by the BSI for classified information.
	ModuleCertificationBSIApproval ModuleCertification = "bsiApproval"
)

// Values returns the closed set, in the order of the type's documentation.
func (ModuleCertification) Values() []string {
	return []string{
		"fips140Level2",
		"fips140Level3",
		"commonCriteria",
		"euccSubstantial",
		"euccHigh",
		"bsiApproval",
	}
}
