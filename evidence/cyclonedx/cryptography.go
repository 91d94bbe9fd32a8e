package cyclonedx

import (
	"strconv"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/trias-sovereignty/trias/evidence"
)

func (b *bill) cryptography(c *evidence.Cryptography, assets []*cdx.Component) {
	if day, ok := b.madeOn(); ok {
		c.InventoriedOn = &day
	}
	algorithms := map[string]evidence.CryptoAlgorithm{}
	protocols := map[string]evidence.CryptoProtocol{}
	certificates := map[string]evidence.CryptoCertificate{}
	byRef := map[string]*cdx.Component{}
	for _, a := range assets {
		if a.BOMRef != "" {
			byRef[a.BOMRef] = a
		}
	}
	for _, a := range assets {
		p := a.CryptoProperties
		if p == nil {
			continue
		}
		id := elementID(a.Name, strings.Join([]string{string(p.AssetType), a.BOMRef, a.Name, p.OID}, "\x00"))
		switch p.AssetType {
		case cdx.CryptoAssetTypeAlgorithm:
			algorithms[id] = algorithm(id, a)
		case cdx.CryptoAssetTypeProtocol:
			protocols[id] = protocol(id, p.ProtocolProperties)
		case cdx.CryptoAssetTypeCertificate:
			certificates[id] = certificate(id, p.CertificateProperties, byRef)
		}
	}
	c.Algorithms = list(b, "data.cryptography.algorithms", values(algorithms), func(a evidence.CryptoAlgorithm) string { return a.ID })
	c.Protocols = list(b, "data.cryptography.protocols", values(protocols), func(p evidence.CryptoProtocol) string { return p.ID })
	c.Certificates = list(b, "data.cryptography.certificates", values(certificates), func(c evidence.CryptoCertificate) string { return c.ID })
}

func values[T any](m map[string]T) []T {
	all := []T{}
	for _, v := range m {
		all = append(all, v)
	}
	return all
}

func algorithm(id string, a *cdx.Component) evidence.CryptoAlgorithm {
	out := evidence.CryptoAlgorithm{ID: id}
	p := a.CryptoProperties.AlgorithmProperties
	if p == nil {
		p = &cdx.CryptoAlgorithmProperties{}
	}
	out.Family = family(a.Name, p.AlgorithmFamily)
	out.KeyBits = keyBits(out.Family, a.Name, p)
	if mode, ok := modes[p.Mode]; ok {
		out.Mode = &mode
	}
	if purpose, ok := purposes[p.Primitive]; ok {
		out.Purpose = &purpose
	}
	if n := p.ClassicalSecurityLevel; n != nil && *n >= 0 {
		out.SecurityBits = evidence.Known(int64(*n))
	}
	if n := p.NistQuantumSecurityLevel; n != nil && *n >= 0 && *n <= 6 {
		out.QuantumLevel = evidence.Known(int64(*n))
	}
	return out
}

// modes are the modes of operation that CycloneDX and the facts both name; cfb and ofb have no fact.
var modes = map[cdx.CryptoAlgorithmMode]evidence.CryptoMode{
	"cbc": evidence.CryptoModeCBC, "ecb": evidence.CryptoModeECB, "ccm": evidence.CryptoModeCCM, "gcm": evidence.CryptoModeGCM,
	"ctr": evidence.CryptoModeCTR,
}

// purposes follow from a primitive only where it serves one; a cipher may protect data in transit or at rest, and what a
// key derivation derives keys from is not said.
var purposes = map[cdx.CryptoPrimitive]evidence.CryptoPurpose{
	"signature": evidence.CryptoPurposeSignature, "hash": evidence.CryptoPurposeIntegrity, "mac": evidence.CryptoPurposeIntegrity,
	"key-agree": evidence.CryptoPurposeKeyExchange, "kem": evidence.CryptoPurposeKeyExchange, "key-wrap": evidence.CryptoPurposeKeyExchange,
}

// families are the algorithm families of CycloneDX 1.7 (cryptography-defs) that the facts have a value for; the others are
// [evidence.CryptoFamilyOther], and Argon2 is left to the name, as only one of its variants has a value.
var families = map[string]evidence.CryptoFamily{
	"AES": evidence.CryptoFamilyAES, "3DES": evidence.CryptoFamilyTripleDES, "RC4": evidence.CryptoFamilyRC4,
	"RSAES-OAEP": evidence.CryptoFamilyRSA, "RSAES-PKCS1": evidence.CryptoFamilyRSA, "RSASSA-PKCS1": evidence.CryptoFamilyRSA,
	"RSASSA-PSS": evidence.CryptoFamilyRSA, "FFDH": evidence.CryptoFamilyDH, "DSA": evidence.CryptoFamilyDSA,
	"ECDH": evidence.CryptoFamilyECDH, "ECDSA": evidence.CryptoFamilyECDSA, "EdDSA": evidence.CryptoFamilyEdDSA,
	"ML-KEM": evidence.CryptoFamilyMLKEM, "ML-DSA": evidence.CryptoFamilyMLDSA, "SLH-DSA": evidence.CryptoFamilySLHDSA,
	"LMS": evidence.CryptoFamilyHashSignature, "XMSS": evidence.CryptoFamilyHashSignature, "SHA-1": evidence.CryptoFamilySHA1,
	"SHA-2": evidence.CryptoFamilySHA2, "SHA-3": evidence.CryptoFamilySHA3, "MD5": evidence.CryptoFamilyMD5,
	"HMAC": evidence.CryptoFamilyHMAC, "bcrypt": evidence.CryptoFamilyBcrypt, "scrypt": evidence.CryptoFamilyScrypt,
	"PBKDF2": evidence.CryptoFamilyPBKDF2,
}

// byName are the families whose algorithms begin with a name, in lower case without separators; the longest prefix counts.
// Before 1.7 the name is all a document says.
var byName = map[string]evidence.CryptoFamily{
	"aes": evidence.CryptoFamilyAES, "chacha20poly1305": evidence.CryptoFamilyChaCha20, "3des": evidence.CryptoFamilyTripleDES,
	"tripledes": evidence.CryptoFamilyTripleDES, "desede": evidence.CryptoFamilyTripleDES, "rc4": evidence.CryptoFamilyRC4,
	"rsa": evidence.CryptoFamilyRSA, "ffdh": evidence.CryptoFamilyDH, "diffiehellman": evidence.CryptoFamilyDH,
	"dh": evidence.CryptoFamilyDH, "dsa": evidence.CryptoFamilyDSA, "ecdh": evidence.CryptoFamilyECDH, "x25519": evidence.CryptoFamilyECDH,
	"x448": evidence.CryptoFamilyECDH, "ecdsa": evidence.CryptoFamilyECDSA, "eddsa": evidence.CryptoFamilyEdDSA,
	"ed25519": evidence.CryptoFamilyEdDSA, "ed448": evidence.CryptoFamilyEdDSA, "mlkem": evidence.CryptoFamilyMLKEM,
	"frodokem": evidence.CryptoFamilyFrodoKEM, "classicmceliece": evidence.CryptoFamilyMcEliece, "mldsa": evidence.CryptoFamilyMLDSA,
	"slhdsa": evidence.CryptoFamilySLHDSA, "xmss": evidence.CryptoFamilyHashSignature, "lms": evidence.CryptoFamilyHashSignature,
	"sha224": evidence.CryptoFamilySHA2, "sha256": evidence.CryptoFamilySHA2, "sha384": evidence.CryptoFamilySHA2,
	"sha512": evidence.CryptoFamilySHA2, "sha2": evidence.CryptoFamilySHA2, "sha3": evidence.CryptoFamilySHA3,
	"sha1": evidence.CryptoFamilySHA1, "md5": evidence.CryptoFamilyMD5, "hmac": evidence.CryptoFamilyHMAC,
	"argon2id": evidence.CryptoFamilyArgon2, "bcrypt": evidence.CryptoFamilyBcrypt, "scrypt": evidence.CryptoFamilyScrypt,
	"pbkdf2": evidence.CryptoFamilyPBKDF2,
}

// family is the algorithm: what the document calls its family, else what its name begins with; "SHA512withRSA" is RSA. Nil
// if neither says.
func family(name, declared string) *evidence.CryptoFamily {
	if f, ok := families[declared]; ok {
		return &f
	}
	text := letters(name)
	if _, signer, signs := strings.Cut(text, "with"); signs {
		text = signer
	}
	longest := ""
	for prefix := range byName {
		if strings.HasPrefix(text, prefix) && len(prefix) > len(longest) && ends(text[len(prefix):]) {
			longest = prefix
		}
	}
	if longest != "" {
		f := byName[longest]
		return &f
	}
	if declared != "" && declared != "Argon2" {
		return evidence.Known(evidence.CryptoFamilyOther)
	}
	return nil
}

// letters brings a name into the form of byName.
func letters(name string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" -_/.", r) {
			return -1
		}
		return r
	}, strings.ToLower(name))
}

// suffixes may follow the name of a family: sizes, modes, curves, hashes, paddings.
var suffixes = []string{
	"gcm", "cbc", "ctr", "ccm", "ecb", "xts", "siv", "wrap", "oaep", "pkcs", "pss", "es", "ssa", "sha", "p", "secp", "nist", "x25519",
	"curve", "brainpool", "hmac", "ede", "shake", "md5", "ph", "ctx", "e",
}

// ends reports whether what follows a family's name is a detail of it and not another word: RSA-2048 is RSA, DHL is not DH.
func ends(rest string) bool {
	if rest == "" || rest[0] >= '0' && rest[0] <= '9' {
		return true
	}
	for _, s := range suffixes {
		if strings.HasPrefix(rest, s) {
			return true
		}
	}
	return false
}

// curveBits is the size of the group's order in bits. Sources: FIPS 186-5 and SP 800-186, RFC 5639 (Brainpool), RFC 7748.
var curveBits = map[string]int64{
	"p224": 224, "secp224r1": 224, "p256": 256, "secp256r1": 256, "prime256v1": 256, "secp256k1": 256, "p384": 384, "secp384r1": 384,
	"p521": 521, "secp521r1": 521, "brainpoolp256r1": 256, "brainpoolp384r1": 384, "brainpoolp512r1": 512,
	"curve25519": 253, "x25519": 253, "ed25519": 253, "curve448": 446, "x448": 446, "ed448": 446,
}

// keyBits is the size of the key, or the output of a hash: that of the curve, else the parameter set, where that is a
// number and the size of a key. In "SHA512withRSA" it is that of the hash, in ML-KEM-768 it is no size.
func keyBits(f *evidence.CryptoFamily, name string, p *cdx.CryptoAlgorithmProperties) *int64 {
	if f == nil {
		return nil
	}
	switch *f {
	case evidence.CryptoFamilyECDH, evidence.CryptoFamilyECDSA, evidence.CryptoFamilyEdDSA:
		for _, curve := range []string{p.EllipticCurve, p.Curve, p.ParameterSetIdentifier, name} {
			curve = curve[strings.LastIndexByte(curve, '/')+1:]
			if bits, ok := curveBits[letters(curve)]; ok {
				return &bits
			}
		}
		return nil
	case evidence.CryptoFamilyAES, evidence.CryptoFamilySHA2, evidence.CryptoFamilySHA3:
	case evidence.CryptoFamilyRSA, evidence.CryptoFamilyDSA, evidence.CryptoFamilyDH:
		if text := letters(name); strings.Contains(text, "sha") || strings.Contains(text, "md5") {
			return nil
		}
	default:
		return nil
	}
	bits, err := strconv.ParseInt(p.ParameterSetIdentifier, 10, 32)
	if err != nil || bits <= 0 {
		return nil
	}
	return &bits
}

// protocolKinds are the protocols that CycloneDX and the facts both name. An IKE asset names the key exchange of IPsec, whose
// version is that of IKE.
var protocolKinds = map[cdx.CryptoProtocolType]evidence.CryptoProtocolKind{
	cdx.CryptoProtocolTypeTLS: evidence.CryptoProtocolKindTLS, cdx.CryptoProtocolTypeDTLS: evidence.CryptoProtocolKindDTLS,
	cdx.CryptoProtocolTypeQUIC: evidence.CryptoProtocolKindQUIC, cdx.CryptoProtocolTypeSSH: evidence.CryptoProtocolKindSSH,
	cdx.CryptoProtocolTypeIPSec: evidence.CryptoProtocolKindIPsec, cdx.CryptoProtocolTypeIKE: evidence.CryptoProtocolKindIPsec,
}

func protocol(id string, p *cdx.CryptoProtocolProperties) evidence.CryptoProtocol {
	out := evidence.CryptoProtocol{ID: id}
	if p == nil {
		return out
	}
	if kind, ok := protocolKinds[p.Type]; ok {
		out.Kind = &kind
	}
	var v evidence.Version
	if v.UnmarshalText([]byte(p.Version)) == nil {
		out.Version = &v
	}
	return out
}

func certificate(id string, p *cdx.CertificateProperties, byRef map[string]*cdx.Component) evidence.CryptoCertificate {
	out := evidence.CryptoCertificate{ID: id}
	if p == nil {
		return out
	}
	if day, ok := day(p.NotValidAfter); ok {
		out.ValidUntil = &day
	}
	if signed := byRef[string(p.SignatureAlgorithmRef)]; signed != nil && signed.CryptoProperties != nil {
		declared := ""
		if a := signed.CryptoProperties.AlgorithmProperties; a != nil {
			declared = a.AlgorithmFamily
		}
		out.Family = family(signed.Name, declared)
	}
	if key := byRef[string(p.SubjectPublicKeyRef)]; key != nil && key.CryptoProperties != nil {
		if m := key.CryptoProperties.RelatedCryptoMaterialProperties; m != nil && m.Size != nil && *m.Size > 0 {
			out.KeyBits = evidence.Known(int64(*m.Size))
		}
	}
	return out
}
