package evidence

// Cryptography is the cryptography in use for customer data, as an inventory such as a CycloneDX CBOM shows it.
type Cryptography struct {
	// InventoriedOn is the day of the inventory from which the lists below were taken.
	InventoriedOn *Date `json:"inventoriedOn,omitzero" en:"On which day was the inventory of the cryptography in use made?" de:"Von welchem Tag ist das Verzeichnis der eingesetzten Kryptografie?"`
	// Guidelines is the complete set of published recommendations that all methods, key sizes and protocols in use
	// conform to, in the edition in force on GuidelinesCheckedOn.
	Guidelines []CryptoGuideline `json:"guidelines,omitzero" en:"With which published recommendations do all cryptographic methods in use conform?" de:"Welchen veröffentlichten Empfehlungen entsprechen alle eingesetzten kryptografischen Verfahren?"`
	// RecommendedOnly reports whether all methods, key sizes and protocols in use are recommended by the BSI
	// (TR-02102-1 to -4) or by the European catalogue (ECCG Agreed Cryptographic Mechanisms), without an exception,
	// in the edition in force on GuidelinesCheckedOn.
	RecommendedOnly *bool `json:"recommendedOnly,omitzero" en:"Are all cryptographic methods, key sizes and protocols in use recommended by BSI TR-02102 or the ECCG catalogue?" de:"Sind alle eingesetzten kryptografischen Verfahren, Schlüssellängen und Protokolle durch BSI TR-02102 oder den ECCG-Katalog empfohlen?"`
	// GuidelinesCheckedOn is the day on which that was last checked.
	GuidelinesCheckedOn *Date `json:"guidelinesCheckedOn,omitzero" en:"On which day was conformity with these recommendations last checked?" de:"An welchem Tag wurde die Übereinstimmung mit diesen Empfehlungen zuletzt geprüft?"`
	// QuantumPlan reports whether a written plan with dates says how methods that a quantum computer breaks are
	// replaced; true if none is in use.
	QuantumPlan *bool `json:"quantumPlan,omitzero" en:"Is there a written plan with dates for replacing methods that a quantum computer breaks?" de:"Gibt es einen schriftlichen Plan mit Terminen für die Ablösung der durch Quantencomputer brechbaren Verfahren?"`
	// Exchangeable reports whether methods and key sizes can be changed by configuration, without a change of code.
	Exchangeable *bool `json:"exchangeable,omitzero" en:"Can cryptographic methods and key sizes be changed by configuration?" de:"Lassen sich kryptografische Verfahren und Schlüssellängen durch Konfiguration ändern?"`
	// Algorithms are the algorithms in use, one element per algorithm, key size and mode.
	Algorithms []CryptoAlgorithm `json:"algorithms,omitzero" en:"Which cryptographic algorithms are in use?" de:"Welche kryptografischen Algorithmen werden eingesetzt?"`
	// Protocols are the cryptographic protocols accepted, one element per protocol and version.
	Protocols []CryptoProtocol `json:"protocols,omitzero" en:"Which cryptographic protocols are accepted?" de:"Welche kryptografischen Protokolle werden akzeptiert?"`
	// Certificates are the certificates in use.
	Certificates []CryptoCertificate `json:"certificates,omitzero" en:"Which certificates are in use?" de:"Welche Zertifikate werden eingesetzt?"`
}

// CryptoGuideline is a published set of recommendations for cryptography.
type CryptoGuideline string

// The values of [CryptoGuideline].
const (
	// CryptoGuidelineTR02102 is BSI TR-02102.
	CryptoGuidelineTR02102 CryptoGuideline = "tr02102"
	// CryptoGuidelineTR03116 is BSI TR-03116, for projects of the federal government.
	CryptoGuidelineTR03116 CryptoGuideline = "tr03116"
	// CryptoGuidelineECCG is the Agreed Cryptographic Mechanisms of the ECCG, formerly of SOG-IS.
	CryptoGuidelineECCG CryptoGuideline = "eccgACM"
	// CryptoGuidelineRGS is the Référentiel général de sécurité, annexe B1.
	CryptoGuidelineRGS CryptoGuideline = "rgsB1"
	// CryptoGuidelineSP80057 is NIST SP 800-57 and SP 800-131A.
	CryptoGuidelineSP80057 CryptoGuideline = "sp80057"
)

// Values returns the closed set, in the order of the type's documentation.
func (CryptoGuideline) Values() []string {
	return []string{
		"tr02102",
		"tr03116",
		"eccgACM",
		"rgsB1",
		"sp80057",
	}
}

// CryptoAlgorithm is one algorithm in use, with one key size and one mode.
type CryptoAlgorithm struct {
	// ID names the element within its list; it is identity and not visible to rules.
	ID string `json:"id"`
	// Family is the algorithm.
	Family *CryptoFamily `json:"family,omitzero" en:"Which algorithm is it?" de:"Um welchen Algorithmus handelt es sich?"`
	// Purpose is what it is used for.
	Purpose *CryptoPurpose `json:"purpose,omitzero" en:"What is the algorithm used for?" de:"Wofür wird der Algorithmus eingesetzt?"`
	// KeyBits is the size of the key in bits: the modulus for RSA, the prime for DH, the order of the group for elliptic
	// curves, the output for hashes.
	KeyBits *int64 `json:"keyBits,omitzero" unit:"bits" min:"0" en:"How many bits does the key have, or the output of a hash?" de:"Wie viele Bit hat der Schlüssel oder die Ausgabe einer Hashfunktion?"`
	// Mode is the mode of operation of a block cipher. Leave it out for others.
	Mode *CryptoMode `json:"mode,omitzero" en:"In which mode of operation is the block cipher used?" de:"In welcher Betriebsart wird die Blockchiffre eingesetzt?"`
	// SecurityBits is the classical security level in bits. Source: CycloneDX, classicalSecurityLevel.
	SecurityBits *int64 `json:"securityBits,omitzero" unit:"bits" min:"0" en:"Which classical security level in bits does the algorithm reach?" de:"Welches klassische Sicherheitsniveau in Bit erreicht der Algorithmus?"`
	// QuantumLevel is the NIST post-quantum security category, 0 if it meets none. Source: CycloneDX,
	// nistQuantumSecurityLevel.
	QuantumLevel *int64 `json:"quantumLevel,omitzero" unit:"level" min:"0" max:"6" en:"Which NIST post-quantum security category does the algorithm reach (0 if none)?" de:"Welche NIST-Kategorie für Post-Quanten-Sicherheit erreicht der Algorithmus (0, wenn keine)?"`
}

// CryptoProtocol is one cryptographic protocol in one version.
type CryptoProtocol struct {
	// ID names the element within its list; it is identity and not visible to rules.
	ID string `json:"id"`
	// Kind is the protocol.
	Kind *CryptoProtocolKind `json:"kind,omitzero" en:"Which protocol is it?" de:"Um welches Protokoll handelt es sich?"`
	// Version is its version.
	Version *Version `json:"version,omitzero" en:"Which version of the protocol is it?" de:"Um welche Version des Protokolls handelt es sich?"`
	// External reports whether it is accepted on connections outside the provider's sites.
	External *bool `json:"external,omitzero" en:"Is the protocol accepted on connections outside the provider's sites?" de:"Wird das Protokoll auf Verbindungen außerhalb der Standorte des Anbieters akzeptiert?"`
	// QuantumSafeExchange reports whether keys can be agreed with a method that withstands quantum computers, alone or in
	// a hybrid.
	QuantumSafeExchange *bool `json:"quantumSafeExchange,omitzero" en:"Can keys be agreed with a method that withstands quantum computers?" de:"Können Schlüssel mit einem quantensicheren Verfahren vereinbart werden?"`
}

// CryptoCertificate is one certificate in use.
type CryptoCertificate struct {
	// ID names the element within its list; it is identity and not visible to rules.
	ID string `json:"id"`
	// Family is the algorithm of its signature.
	Family *CryptoFamily `json:"family,omitzero" en:"With which algorithm is the certificate signed?" de:"Mit welchem Algorithmus ist das Zertifikat signiert?"`
	// KeyBits is the size of its public key in bits.
	KeyBits *int64 `json:"keyBits,omitzero" unit:"bits" min:"0" en:"How many bits does the public key of the certificate have?" de:"Wie viele Bit hat der öffentliche Schlüssel des Zertifikats?"`
	// ValidUntil is the last day of its validity.
	ValidUntil *Date `json:"validUntil,omitzero" en:"Until which day is the certificate valid?" de:"Bis zu welchem Tag ist das Zertifikat gültig?"`
	// IssuerCountry is the country in which its issuer is seated.
	IssuerCountry *Country `json:"issuerCountry,omitzero" en:"In which country is the issuer of the certificate seated?" de:"In welchem Land hat der Aussteller des Zertifikats seinen Sitz?"`
}

// CryptoFamily is a cryptographic algorithm; key size and mode are stated apart.
type CryptoFamily string

// The values of [CryptoFamily].
const (
	// CryptoFamilyAES is AES.
	CryptoFamilyAES CryptoFamily = "aes"
	// CryptoFamilyChaCha20 is ChaCha20-Poly1305.
	CryptoFamilyChaCha20 CryptoFamily = "chacha20Poly1305"
	// CryptoFamilyTripleDES is Triple DES.
	CryptoFamilyTripleDES CryptoFamily = "tripleDES"
	// CryptoFamilyRC4 is RC4.
	CryptoFamilyRC4 CryptoFamily = "rc4"
	// CryptoFamilyRSA is RSA.
	CryptoFamilyRSA CryptoFamily = "rsa"
	// CryptoFamilyDH is Diffie-Hellman over a finite field.
	CryptoFamilyDH CryptoFamily = "dh"
	// CryptoFamilyDSA is DSA.
	CryptoFamilyDSA CryptoFamily = "dsa"
	// CryptoFamilyECDH is Diffie-Hellman over an elliptic curve, X25519 and X448 included.
	CryptoFamilyECDH CryptoFamily = "ecdh"
	// CryptoFamilyECDSA is ECDSA.
	CryptoFamilyECDSA CryptoFamily = "ecdsa"
	// CryptoFamilyEdDSA is EdDSA.
	CryptoFamilyEdDSA CryptoFamily = "eddsa"
	// CryptoFamilyMLKEM is ML-KEM (FIPS 203).
	CryptoFamilyMLKEM CryptoFamily = "mlKEM"
	// CryptoFamilyFrodoKEM is FrodoKEM.
	CryptoFamilyFrodoKEM CryptoFamily = "frodoKEM"
	// CryptoFamilyMcEliece is Classic McEliece.
	CryptoFamilyMcEliece CryptoFamily = "classicMcEliece"
	// CryptoFamilyMLDSA is ML-DSA (FIPS 204).
	CryptoFamilyMLDSA CryptoFamily = "mlDSA"
	// CryptoFamilySLHDSA is SLH-DSA (FIPS 205).
	CryptoFamilySLHDSA CryptoFamily = "slhDSA"
	// CryptoFamilyHashSignature is LMS or XMSS.
	CryptoFamilyHashSignature CryptoFamily = "statefulHashSignature"
	// CryptoFamilySHA2 is SHA-2.
	CryptoFamilySHA2 CryptoFamily = "sha2"
	// CryptoFamilySHA3 is SHA-3.
	CryptoFamilySHA3 CryptoFamily = "sha3"
	// CryptoFamilySHA1 is SHA-1.
	CryptoFamilySHA1 CryptoFamily = "sha1"
	// CryptoFamilyMD5 is MD5.
	CryptoFamilyMD5 CryptoFamily = "md5"
	// CryptoFamilyHMAC is HMAC.
	CryptoFamilyHMAC CryptoFamily = "hmac"
	// CryptoFamilyArgon2 is Argon2id.
	CryptoFamilyArgon2 CryptoFamily = "argon2id"
	// CryptoFamilyBcrypt is bcrypt.
	CryptoFamilyBcrypt CryptoFamily = "bcrypt"
	// CryptoFamilyScrypt is scrypt.
	CryptoFamilyScrypt CryptoFamily = "scrypt"
	// CryptoFamilyPBKDF2 is PBKDF2.
	CryptoFamilyPBKDF2 CryptoFamily = "pbkdf2"
	// CryptoFamilyOther is any other.
	CryptoFamilyOther CryptoFamily = "other"
)

// Values returns the closed set, in the order of the type's documentation.
func (CryptoFamily) Values() []string {
	return []string{
		"aes",
		"chacha20Poly1305",
		"tripleDES",
		"rc4",
		"rsa",
		"dh",
		"dsa",
		"ecdh",
		"ecdsa",
		"eddsa",
		"mlKEM",
		"frodoKEM",
		"classicMcEliece",
		"mlDSA",
		"slhDSA",
		"statefulHashSignature",
		"sha2",
		"sha3",
		"sha1",
		"md5",
		"hmac",
		"argon2id",
		"bcrypt",
		"scrypt",
		"pbkdf2",
		"other",
	}
}

// CryptoPurpose is what an algorithm is used for.
type CryptoPurpose string

// The values of [CryptoPurpose].
const (
	// CryptoPurposeTransit is encrypting data in transit.
	CryptoPurposeTransit CryptoPurpose = "transit"
	// CryptoPurposeRest is encrypting data at rest.
	CryptoPurposeRest CryptoPurpose = "rest"
	// CryptoPurposeKeyExchange is agreeing or wrapping keys.
	CryptoPurposeKeyExchange CryptoPurpose = "keyExchange"
	// CryptoPurposeSignature is signatures.
	CryptoPurposeSignature CryptoPurpose = "signature"
	// CryptoPurposeIntegrity is hashes and message authentication.
	CryptoPurposeIntegrity CryptoPurpose = "integrity"
	// CryptoPurposePassword is storing passwords or deriving keys from them.
	CryptoPurposePassword CryptoPurpose = "password"
)

// Values returns the closed set, in the order of the type's documentation.
func (CryptoPurpose) Values() []string {
	return []string{
		"transit",
		"rest",
		"keyExchange",
		"signature",
		"integrity",
		"password",
	}
}

// CryptoMode is a mode of operation of a block cipher, weakest first.
type CryptoMode string

// The values of [CryptoMode].
const (
	// CryptoModeECB is ECB.
	CryptoModeECB CryptoMode = "ecb"
	// CryptoModeCBC is CBC, or another mode with padding and no authentication.
	CryptoModeCBC CryptoMode = "cbc"
	// CryptoModeCTR is CTR.
	CryptoModeCTR CryptoMode = "ctr"
	// CryptoModeXTS is XTS, for media.
	CryptoModeXTS CryptoMode = "xts"
	// CryptoModeCCM is CCM.
	CryptoModeCCM CryptoMode = "ccm"
	// CryptoModeGCM is GCM.
	CryptoModeGCM CryptoMode = "gcm"
	// CryptoModeGCMSIV is GCM-SIV.
	CryptoModeGCMSIV CryptoMode = "gcmSIV"
)

// Values returns the closed set, in the order of the type's documentation.
func (CryptoMode) Values() []string {
	return []string{
		"ecb",
		"cbc",
		"ctr",
		"xts",
		"ccm",
		"gcm",
		"gcmSIV",
	}
}

// CryptoProtocolKind is a cryptographic protocol.
type CryptoProtocolKind string

// The values of [CryptoProtocolKind].
const (
	// CryptoProtocolKindTLS is TLS, or SSL with its own version numbers given as 0.x.
	CryptoProtocolKindTLS CryptoProtocolKind = "tls"
	// CryptoProtocolKindDTLS is DTLS.
	CryptoProtocolKindDTLS CryptoProtocolKind = "dtls"
	// CryptoProtocolKindQUIC is QUIC.
	CryptoProtocolKindQUIC CryptoProtocolKind = "quic"
	// CryptoProtocolKindSSH is SSH.
	CryptoProtocolKindSSH CryptoProtocolKind = "ssh"
	// CryptoProtocolKindIPsec is IPsec; its version is that of IKE.
	CryptoProtocolKindIPsec CryptoProtocolKind = "ipsec"
	// CryptoProtocolKindWireGuard is the WireGuard protocol.
	CryptoProtocolKindWireGuard CryptoProtocolKind = "wireguard"
	// CryptoProtocolKindMACsec is IEEE 802.1AE.
	CryptoProtocolKindMACsec CryptoProtocolKind = "macsec"
	// CryptoProtocolKindSMIME is S/MIME.
	CryptoProtocolKindSMIME CryptoProtocolKind = "smime"
	// CryptoProtocolKindOpenPGP is OpenPGP.
	CryptoProtocolKindOpenPGP CryptoProtocolKind = "openpgp"
	// CryptoProtocolKindMLS is Messaging Layer Security (RFC 9420).
	CryptoProtocolKindMLS CryptoProtocolKind = "mls"
)

// Values returns the closed set, in the order of the type's documentation.
func (CryptoProtocolKind) Values() []string {
	return []string{
		"tls",
		"dtls",
		"quic",
		"ssh",
		"ipsec",
		"wireguard",
		"macsec",
		"smime",
		"openpgp",
		"mls",
	}
}
