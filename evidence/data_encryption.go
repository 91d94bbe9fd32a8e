package evidence

// DataEncryption is how customer data are encrypted on the way, where they lie, and by the customer before they reach
// the offer. Sources: C5:2020 CRY-02 and CRY-03, Art. 21(2)(h) NIS2.
type DataEncryption struct {
	// Transit is encryption in transit.
	Transit TransitEncryption `json:"transit,omitzero"`
	// Rest is encryption at rest.
	Rest RestEncryption `json:"rest,omitzero"`
	// Client is encryption by the customer.
	Client ClientEncryption `json:"client,omitzero"`
}

// TransitEncryption is encryption of customer data in transit. Source: C5:2020 CRY-02.
type TransitEncryption struct {
	// External reports whether every connection that carries customer data over networks outside the provider's sites
	// is encrypted, connections between its sites included.
	External *bool `json:"external,omitzero" en:"Is every connection with customer data outside the provider's sites encrypted?" de:"Ist jede Verbindung mit Kundendaten außerhalb der Standorte des Anbieters verschlüsselt?"`
	// Internal reports whether every connection that carries customer data between components within a site is
	// encrypted. Traffic within one host does not count.
	Internal *bool `json:"internal,omitzero" en:"Is every connection with customer data between components within a site encrypted?" de:"Ist jede Verbindung mit Kundendaten zwischen Komponenten innerhalb eines Standorts verschlüsselt?"`
	// MinTLSVersion is the lowest version of TLS that the offer accepts, 1.2 for TLS 1.2. Connections by other protocols
	// are in data.cryptography.protocols.
	MinTLSVersion *Version `json:"minTLSVersion,omitzero" en:"Which is the lowest version of TLS the offer accepts?" de:"Welche TLS-Version akzeptiert das Angebot mindestens?"`
	// PlaintextRefused reports whether unencrypted connections with customer data are refused, not merely redirected
	// after data were sent.
	PlaintextRefused *bool `json:"plaintextRefused,omitzero" en:"Are unencrypted connections with customer data refused?" de:"Werden unverschlüsselte Verbindungen mit Kundendaten abgewiesen?"`
	// ForwardSecrecy reports whether all accepted cipher suites provide forward secrecy.
	ForwardSecrecy *bool `json:"forwardSecrecy,omitzero" en:"Do all accepted cipher suites provide forward secrecy?" de:"Bieten alle akzeptierten Cipher-Suites Perfect Forward Secrecy?"`
	// TerminatedByThirdParty reports whether anyone but provider and customer, such as a content delivery network or a
	// filter against overload, sees customer data decrypted on the way.
	TerminatedByThirdParty *bool `json:"terminatedByThirdParty,omitzero" en:"Does a third party decrypt customer data on the way?" de:"Entschlüsselt ein Dritter Kundendaten auf dem Transportweg?"`
	// LastTestedOn is the day on which the accepted protocols and cipher suites were last tested from outside.
	LastTestedOn *Date `json:"lastTestedOn,omitzero" en:"On which day were the accepted protocols and cipher suites last tested from outside?" de:"An welchem Tag wurden die akzeptierten Protokolle und Cipher-Suites zuletzt von außen getestet?"`
}

// RestEncryption is encryption of customer data at rest. Encryption that is an option counts only where it is switched
// on. Source: C5:2020 CRY-03.
type RestEncryption struct {
	// Primary reports whether all customer data in the running offer are stored encrypted: databases, files, queues and
	// search indexes.
	Primary *bool `json:"primary,omitzero" en:"Are all customer data in the running offer stored encrypted?" de:"Werden alle Kundendaten im laufenden Angebot verschlüsselt gespeichert?"`
	// Backups reports whether all backups and archives are stored encrypted.
	Backups *bool `json:"backups,omitzero" en:"Are all backups and archives stored encrypted?" de:"Werden alle Datensicherungen und Archive verschlüsselt gespeichert?"`
	// Temporary reports whether caches, swap space, dumps and logs that can hold customer data are stored encrypted.
	Temporary *bool `json:"temporary,omitzero" en:"Are caches, swap space, dumps and logs that can hold customer data stored encrypted?" de:"Werden Zwischenspeicher, Auslagerungsbereiche, Speicherabbilder und Protokolle mit möglichen Kundendaten verschlüsselt gespeichert?"`
	// Layer is the layer nearest to the data at which all of them are encrypted.
	Layer *EncryptionLayer `json:"layer,omitzero" en:"At which layer are all stored customer data encrypted?" de:"Auf welcher Ebene werden alle gespeicherten Kundendaten verschlüsselt?"`
}

// EncryptionLayer is a layer at which stored data are encrypted, weakest first: the further down, the more of the
// operator's systems see the data decrypted.
type EncryptionLayer string

// The values of [EncryptionLayer].
const (
	// EncryptionLayerMedium is the medium encrypts itself.
	EncryptionLayerMedium EncryptionLayer = "medium"
	// EncryptionLayerVolume is the volume or file system.
	EncryptionLayerVolume EncryptionLayer = "volume"
	// EncryptionLayerStore is the database or object store.
	EncryptionLayerStore EncryptionLayer = "store"
	// EncryptionLayerRecord is the application, by record, field or file.
	EncryptionLayerRecord EncryptionLayer = "record"
	// EncryptionLayerClient is the customer's side, before data reach the offer.
	EncryptionLayerClient EncryptionLayer = "client"
)

// Values returns the closed set, in the order of the type's documentation.
func (EncryptionLayer) Values() []string {
	return []string{
		"medium",
		"volume",
		"store",
		"record",
		"client",
	}
}

// ClientEncryption is encryption by the customer before data reach the offer, with keys the provider never has. Source:
// BSI C3A SOV-3-05.
type ClientEncryption struct {
	// ComputesOnPlaintext reports whether the offer by its nature has to compute on plaintext, so that such encryption
	// is impossible for its purpose: pure computing, for example. An offer that merely lacks the function answers no.
	ComputesOnPlaintext *bool `json:"computesOnPlaintext,omitzero" en:"Does the offer by its nature have to compute on plaintext?" de:"Muss das Angebot seinem Zweck nach auf Klartextdaten rechnen?"`
	// Support is how far such encryption works.
	Support *ClientEncryptionSupport `json:"support,omitzero" en:"How far does client-side encryption work with the offer?" de:"Wie weit ist clientseitige Verschlüsselung mit dem Angebot möglich?"`
	// OpenFormat reports whether the format of encrypted data is openly specified, so that the customer can decrypt them
	// without software of the provider.
	OpenFormat *bool `json:"openFormat,omitzero" en:"Can the customer decrypt the data without software of the provider, by an open specification?" de:"Kann der Kunde die Daten anhand einer offenen Spezifikation ohne Software des Anbieters entschlüsseln?"`
	// ClientVerifiable reports whether the customer can check the software that encrypts: its source is open to the
	// customer, and it is not loaded from the provider anew at each use.
	ClientVerifiable *bool `json:"clientVerifiable,omitzero" en:"Can the customer inspect the source of the encrypting software and fix its version?" de:"Kann der Kunde den Quelltext der verschlüsselnden Software prüfen und ihre Version festlegen?"`
	// LastTestedOn is the day on which a test last showed that the provider's systems hold no plaintext.
	LastTestedOn *Date `json:"lastTestedOn,omitzero" en:"On which day did a test last show that the provider's systems hold no plaintext?" de:"An welchem Tag hat ein Test zuletzt gezeigt, dass die Systeme des Anbieters keinen Klartext enthalten?"`
}

// ClientEncryptionSupport is how far encryption by the customer works, weakest first.
type ClientEncryptionSupport string

// The values of [ClientEncryptionSupport].
const (
	// ClientEncryptionSupportNone is not at all.
	ClientEncryptionSupportNone ClientEncryptionSupport = "none"
	// ClientEncryptionSupportSome is for some kinds of content, others reach the offer in plaintext.
	ClientEncryptionSupportSome ClientEncryptionSupport = "some"
	// ClientEncryptionSupportContent is for all content; names, sizes or other metadata are visible.
	ClientEncryptionSupportContent ClientEncryptionSupport = "content"
	// ClientEncryptionSupportAll is for content and metadata, except what is needed to deliver it.
	ClientEncryptionSupportAll ClientEncryptionSupport = "all"
)

// Values returns the closed set, in the order of the type's documentation.
func (ClientEncryptionSupport) Values() []string {
	return []string{
		"none",
		"some",
		"content",
		"all",
	}
}
