package cyclonedx

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/trias-sovereignty/trias/evidence"
)

// cryptography states the algorithms, protocols and certificates among the document's cryptographic assets, each list only
// if there is one of its kind, and reports whether there is any. An asset that something only provides is not in use.
func (b *bill) cryptography(c *evidence.Cryptography, g *graph) bool {
	byRef := map[string]*cdx.Component{}
	byType := map[cdx.CryptoAssetType][]*cdx.Component{}
	idle := 0
	for _, a := range b.assets {
		if a.BOMRef != "" {
			byRef[a.BOMRef] = a
		}
		switch {
		case a.CryptoProperties == nil:
		case a.BOMRef != "" && g.provided[a.BOMRef] && !g.used[a.BOMRef]:
			idle++
		default:
			byType[a.CryptoProperties.AssetType] = append(byType[a.CryptoProperties.AssetType], a)
		}
	}
	if idle > 0 {
		b.remark("Cryptographic assets that something only provides, so that they need not be in use, are left out: %d.", idle)
	}
	c.Algorithms = assets(b, "data.cryptography.algorithms", byType[cdx.CryptoAssetTypeAlgorithm], algorithm,
		func(a evidence.CryptoAlgorithm) string { return a.ID })
	c.Protocols = assets(b, "data.cryptography.protocols", byType[cdx.CryptoAssetTypeProtocol], protocol,
		func(p evidence.CryptoProtocol) string { return p.ID })
	c.Certificates = assets(b, "data.cryptography.certificates", byType[cdx.CryptoAssetTypeCertificate],
		func(id string, a *cdx.Component) evidence.CryptoCertificate { return certificate(id, a, byRef) },
		func(c evidence.CryptoCertificate) string { return c.ID })
	if c.Algorithms == nil && c.Protocols == nil && c.Certificates == nil {
		return false
	}
	if day, ok := b.madeOn(); ok {
		c.InventoriedOn = &day
	}
	return true
}

func assets[T any](b *bill, path string, all []*cdx.Component, element func(id string, a *cdx.Component) T, id func(T) string) []T {
	if len(all) == 0 {
		return nil
	}
	var out []T
	for id, a := range distinct(all, func(a *cdx.Component) (name, identity string) {
		return a.Name, strings.Join([]string{string(a.CryptoProperties.AssetType), a.BOMRef, a.Name, a.CryptoProperties.OID}, "\x00")
	}) {
		out = append(out, element(id, a))
	}
	return list(b, path, out, id)
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
// [evidence.CryptoFamilyOther]. Of Argon2 and ChaCha20 only one variant has a value, which the name tells.
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

// byVariant are the families of which the facts name one variant alone.
var byVariant = []string{"Argon2", "ChaCha20"}

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
	"sha512": evidence.CryptoFamilySHA2, "sha512224": evidence.CryptoFamilySHA2, "sha512256": evidence.CryptoFamilySHA2,
	"sha2": evidence.CryptoFamilySHA2, "sha3": evidence.CryptoFamilySHA3, "sha3224": evidence.CryptoFamilySHA3,
	"sha3256": evidence.CryptoFamilySHA3, "sha3384": evidence.CryptoFamilySHA3, "sha3512": evidence.CryptoFamilySHA3,
	"sha1": evidence.CryptoFamilySHA1, "md5": evidence.CryptoFamilyMD5, "hmac": evidence.CryptoFamilyHMAC,
	"argon2id": evidence.CryptoFamilyArgon2, "bcrypt": evidence.CryptoFamilyBcrypt, "scrypt": evidence.CryptoFamilyScrypt,
	"pbkdf2": evidence.CryptoFamilyPBKDF2,
}

// family is the algorithm: the family the document declares, and only if it declares none what the name begins with. Nil
// if neither says.
func family(name, declared string) *evidence.CryptoFamily {
	if f, ok := families[declared]; ok {
		return &f
	}
	f, _ := named(name)
	switch {
	case f != nil && (declared == "" || slices.Contains(byVariant, declared)):
		return f
	case declared != "":
		return evidence.Known(evidence.CryptoFamilyOther)
	}
	return nil
}

// named is the family an algorithm's name begins with, and what follows. A signature may be named hash first, as in
// SHA512withRSA; any other "with" tells a detail, as in PBKDF2WithHmacSHA256 or ecdsa-with-SHA256.
func named(name string) (f *evidence.CryptoFamily, rest string) {
	text := letters(name)
	if hash, signer, with := strings.Cut(text, "with"); with {
		h, r := begins(hash)
		s, after := begins(signer)
		if h != nil && r == "" && isHash(*h) && s != nil && isSignature(*s) {
			return s, after
		}
	}
	return begins(text)
}

func isHash(f evidence.CryptoFamily) bool {
	switch f {
	case evidence.CryptoFamilySHA1, evidence.CryptoFamilySHA2, evidence.CryptoFamilySHA3, evidence.CryptoFamilyMD5:
		return true
	}
	return false
}

func isSignature(f evidence.CryptoFamily) bool {
	switch f {
	case evidence.CryptoFamilyRSA, evidence.CryptoFamilyDSA, evidence.CryptoFamilyECDSA, evidence.CryptoFamilyEdDSA, evidence.CryptoFamilyMLDSA,
		evidence.CryptoFamilySLHDSA:
		return true
	}
	return false
}

func begins(text string) (f *evidence.CryptoFamily, rest string) {
	longest := ""
	for prefix := range byName {
		if strings.HasPrefix(text, prefix) && len(prefix) > len(longest) && ends(prefix, text[len(prefix):]) {
			longest = prefix
		}
	}
	if longest == "" {
		return nil, ""
	}
	family := byName[longest]
	return &family, text[len(longest):]
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

// suffixes may follow the name of a family: modes, curves, hashes, paddings, "with" details.
var suffixes = []string{
	"gcm", "cbc", "ctr", "ccm", "ecb", "xts", "siv", "wrap", "oaep", "pkcs", "pss", "es", "ssa", "sha", "p", "secp", "nist", "x25519",
	"curve", "brainpool", "hmac", "ede", "shake", "md5", "ph", "ctx", "e", "with",
}

// ends reports whether what follows a family's name is a detail of it and not another word: RSA-2048 is RSA, DHL is not DH,
// and SHA-128 is not SHA-1.
func ends(prefix, rest string) bool {
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	if rest == "" {
		return true
	}
	if digit(rest[0]) {
		return !digit(prefix[len(prefix)-1])
	}
	return slices.ContainsFunc(suffixes, func(s string) bool { return strings.HasPrefix(rest, s) })
}

// curveBits is the size of the group's order in bits. Sources: FIPS 186-5 and SP 800-186, RFC 5639 (Brainpool), RFC 7748.
var curveBits = map[string]int64{
	"p224": 224, "secp224r1": 224, "p256": 256, "secp256r1": 256, "prime256v1": 256, "secp256k1": 256, "p384": 384, "secp384r1": 384,
	"p521": 521, "secp521r1": 521, "brainpoolp256r1": 256, "brainpoolp384r1": 384, "brainpoolp512r1": 512,
	"curve25519": 253, "x25519": 253, "ed25519": 253, "curve448": 446, "x448": 446, "ed448": 446,
}

// sizes are the sizes of keys and outputs that follow the name of a family.
var sizes = map[evidence.CryptoFamily][]string{
	evidence.CryptoFamilyAES: {"128", "192", "256"}, evidence.CryptoFamilyRSA: {"1024", "2048", "3072", "4096", "8192"},
}

// keyBits is the size of the key, or the output of a hash: that of the curve, else the parameter set, where that is a
// number and the size of a key, else what the name says. In "SHA512withRSA" the number is that of the hash, in ML-KEM-768
// it is no size.
func keyBits(f *evidence.CryptoFamily, name string, p *cdx.CryptoAlgorithmProperties) *int64 {
	if f == nil {
		return nil
	}
	_, rest := named(name)
	text := p.ParameterSetIdentifier
	switch *f {
	case evidence.CryptoFamilyECDH, evidence.CryptoFamilyECDSA, evidence.CryptoFamilyEdDSA:
		for _, curve := range []string{p.EllipticCurve, p.Curve, text, name, rest} {
			curve = curve[strings.LastIndexByte(curve, '/')+1:]
			if bits, ok := curveBits[letters(curve)]; ok {
				return &bits
			}
		}
		return nil
	case evidence.CryptoFamilySHA2, evidence.CryptoFamilySHA3:
		if text == "" {
			return outputBits(name)
		}
	case evidence.CryptoFamilyAES, evidence.CryptoFamilyRSA, evidence.CryptoFamilyDSA, evidence.CryptoFamilyDH:
		if l := letters(name); *f != evidence.CryptoFamilyAES && (strings.Contains(l, "sha") || strings.Contains(l, "md5")) {
			return nil
		}
		for _, size := range sizes[*f] {
			if text == "" && strings.HasPrefix(rest, size) && (len(rest) == len(size) || rest[len(size)] > '9') {
				text = size
			}
		}
	default:
		return nil
	}
	bits, err := strconv.ParseInt(text, 10, 32)
	if err != nil || bits <= 0 {
		return nil
	}
	return &bits
}

// outputBits is the output of a hash by its name: SHA-512/256 has 256, SHA3-384 has 384, SHA-2 any.
func outputBits(name string) *int64 {
	text := letters(name)
	for _, bits := range []int64{224, 256, 384, 512} {
		if strings.HasPrefix(text, "sha") && strings.HasSuffix(text, strconv.FormatInt(bits, 10)) {
			return &bits
		}
	}
	return nil
}

// protocolKinds are the protocols that CycloneDX and the facts both name. An IKE asset names the key exchange of IPsec, whose
// version is that of IKE.
var protocolKinds = map[cdx.CryptoProtocolType]evidence.CryptoProtocolKind{
	cdx.CryptoProtocolTypeTLS: evidence.CryptoProtocolKindTLS, cdx.CryptoProtocolTypeDTLS: evidence.CryptoProtocolKindDTLS,
	cdx.CryptoProtocolTypeQUIC: evidence.CryptoProtocolKindQUIC, cdx.CryptoProtocolTypeSSH: evidence.CryptoProtocolKindSSH,
	cdx.CryptoProtocolTypeIPSec: evidence.CryptoProtocolKindIPsec, cdx.CryptoProtocolTypeIKE: evidence.CryptoProtocolKindIPsec,
}

func protocol(id string, a *cdx.Component) evidence.CryptoProtocol {
	out := evidence.CryptoProtocol{ID: id}
	p := a.CryptoProperties.ProtocolProperties
	if p == nil {
		return out
	}
	kind, known := protocolKinds[p.Type]
	if !known {
		return out
	}
	out.Kind = &kind
	text := strings.TrimSpace(p.Version)
	if kind == evidence.CryptoProtocolKindTLS {
		text = tlsVersions[text]
	}
	var v evidence.Version
	if v.UnmarshalText([]byte(text)) == nil {
		out.Version = &v
	}
	return out
}

// tlsVersions are the versions of TLS, and those of its predecessor SSL, which documents call TLS, too, as the fact writes
// them. There is no other.
var tlsVersions = map[string]string{"1.0": "1.0", "1": "1.0", "1.1": "1.1", "1.2": "1.2", "1.3": "1.3", "2.0": "0.2", "2": "0.2", "3.0": "0.3", "3": "0.3"}

func certificate(id string, a *cdx.Component, byRef map[string]*cdx.Component) evidence.CryptoCertificate {
	out := evidence.CryptoCertificate{ID: id}
	p := a.CryptoProperties.CertificateProperties
	if p == nil {
		return out
	}
	if day, ok := day(p.NotValidAfter); ok {
		out.ValidUntil = &day
	}
	signature, key := string(p.SignatureAlgorithmRef), string(p.SubjectPublicKeyRef)
	if p.RelatedCryptographicAssets != nil { // since 1.7
		for _, r := range *p.RelatedCryptographicAssets {
			switch r.Type {
			case "algorithm":
				signature = cmp.Or(signature, r.Ref)
			case "publicKey":
				key = cmp.Or(key, r.Ref)
			}
		}
	}
	if s := byRef[signature]; s != nil && s.CryptoProperties != nil && s.CryptoProperties.AssetType == cdx.CryptoAssetTypeAlgorithm {
		declared := ""
		if properties := s.CryptoProperties.AlgorithmProperties; properties != nil {
			declared = properties.AlgorithmFamily
		}
		out.Family = family(s.Name, declared)
	}
	if k := byRef[key]; k != nil && k.CryptoProperties != nil {
		if m := k.CryptoProperties.RelatedCryptoMaterialProperties; m != nil && m.Size != nil && *m.Size > 0 {
			out.KeyBits = evidence.Known(int64(*m.Size))
		}
	}
	return out
}
