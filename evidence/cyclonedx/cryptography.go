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
	for _, a := range b.assets {
		if a.BOMRef != "" {
			byRef[a.BOMRef] = a
		}
	}
	used := inUse(b.assets, byRef, g)
	byType := map[cdx.CryptoAssetType][]*cdx.Component{}
	idle, bare := 0, 0
	for _, a := range b.assets {
		switch {
		case a.CryptoProperties == nil:
			bare++
		case !used[a]:
			idle++
		default:
			byType[a.CryptoProperties.AssetType] = append(byType[a.CryptoProperties.AssetType], a)
		}
	}
	if idle > 0 {
		b.remark("Cryptographic assets that something only provides, so that they need not be in use, are left out: %d.", idle)
	}
	if bare > 0 {
		b.bareAssets = true
		b.remark("Cryptographic assets of which the document does not say what they are, are left out: %d.", bare)
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

// inUse are the assets that are not merely provided by something, and those that one of them names.
func inUse(all []*cdx.Component, byRef map[string]*cdx.Component, g *graph) map[*cdx.Component]bool {
	used := map[*cdx.Component]bool{}
	var next []*cdx.Component
	use := func(a *cdx.Component) {
		if a != nil && !used[a] {
			used[a] = true
			next = append(next, a)
		}
	}
	for _, a := range all {
		if a.BOMRef == "" || !g.provided[a.BOMRef] || g.used[a.BOMRef] {
			use(a)
		}
	}
	for len(next) > 0 {
		a := next[len(next)-1]
		next = next[:len(next)-1]
		for _, ref := range named(a.CryptoProperties) {
			use(byRef[string(ref)])
		}
	}
	return used
}

// named are the assets that the properties of one refer to.
func named(p *cdx.CryptoProperties) (refs []cdx.BOMReference) {
	if p == nil {
		return nil
	}
	related := func(all *[]cdx.RelatedCryptographicAsset) {
		if all != nil {
			for _, r := range *all {
				refs = append(refs, cdx.BOMReference(r.Ref))
			}
		}
	}
	if c := p.CertificateProperties; c != nil {
		refs = append(refs, c.SignatureAlgorithmRef, c.SubjectPublicKeyRef)
		related(c.RelatedCryptographicAssets)
	}
	if m := p.RelatedCryptoMaterialProperties; m != nil {
		refs = append(refs, m.AlgorithmRef)
		if m.SecuredBy != nil {
			refs = append(refs, m.SecuredBy.AlgorithmRef)
		}
	}
	if c := p.ProtocolProperties; c != nil {
		if ike := c.IKEv2TransformTypes; ike != nil {
			refs = append(refs, transforms(ike.Encr, func(t cdx.IKEv2Enc) (cdx.BOMReference, string) { return t.BOMRef, t.Algorithm })...)
			refs = append(refs, transforms(ike.PRF, func(t cdx.IKEv2Prf) (cdx.BOMReference, string) { return t.BOMRef, t.Algorithm })...)
			refs = append(refs, transforms(ike.Integ, func(t cdx.IKEv2Integ) (cdx.BOMReference, string) { return t.BOMRef, t.Algorithm })...)
			refs = append(refs, transforms(ike.KE, func(t cdx.IKEv2Ke) (cdx.BOMReference, string) { return t.BOMRef, t.Algorithm })...)
			refs = append(refs, transforms(ike.Auth, func(t cdx.IKEv2Auth) (cdx.BOMReference, string) { return t.BOMRef, t.Algorithm })...)
		}
		related(c.RelatedCryptographicAssets)
		if c.CryptoRefArray != nil {
			refs = append(refs, *c.CryptoRefArray...)
		}
		if c.CipherSuites != nil {
			for _, suite := range *c.CipherSuites {
				if suite.Algorithms != nil {
					refs = append(refs, *suite.Algorithms...)
				}
			}
		}
	}
	return refs
}

// transforms are the algorithms of transforms of IKEv2: a reference in version 1.6, an object with one since 1.7.
func transforms[T any](all *[]T, of func(T) (cdx.BOMReference, string)) (refs []cdx.BOMReference) {
	if all == nil {
		return nil
	}
	for _, t := range *all {
		old, ref := of(t)
		refs = append(refs, old, cdx.BOMReference(ref))
	}
	return refs
}

func assets[T any](b *bill, path string, all []*cdx.Component, element func(id string, a *cdx.Component) T, id func(T) string) []T {
	if len(all) == 0 {
		return nil
	}
	return list(b, path, distinct(all, func(a *cdx.Component) (name, identity string) {
		return a.Name, strings.Join([]string{string(a.CryptoProperties.AssetType), a.BOMRef, a.Name, a.CryptoProperties.OID}, "\x00")
	}, element), id)
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

// family is the algorithm: the family the document declares, and only if it declares none, or one of which the facts know a
// variant, what the name begins with. Nil if neither says.
func family(name, declared string) *evidence.CryptoFamily {
	if f, ok := families[declared]; ok {
		return &f
	}
	if declared != "" && !slices.Contains(byVariant, declared) {
		return evidence.Known(evidence.CryptoFamilyOther)
	}
	f, _ := byItsName(name)
	return f
}

// byItsName is the family an algorithm's name begins with, and what follows. A signature may be named hash first, as in
// SHA512withRSA; any other "with" tells a detail, as in PBKDF2WithHmacSHA256 or ecdsa-with-SHA256.
func byItsName(name string) (f *evidence.CryptoFamily, rest string) {
	text := letters(name)
	if hash, signer, with := strings.Cut(text, "with"); with {
		if h, r := begins(hash); h != nil && r == "" && isHash(*h) {
			if s, after := begins(signer); s != nil && isSignature(*s) {
				return s, after
			}
			return nil, "" // a signature by something that has no name here
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
	"gcm", "cbc", "ctr", "ccm", "ecb", "xts", "siv", "wrap", "oaep", "pkcs", "pss", "es", "ssa", "sha", "secp", "nist", "x25519",
	"curve", "brainpool", "hmac", "ede", "encryption", "shake", "md5", "ph", "ctx", "with", "and", "in", "p2", "p3", "p5",
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
	return rest == "e" || slices.ContainsFunc(suffixes, func(s string) bool { return strings.HasPrefix(rest, s) })
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
	_, rest := byItsName(name)
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
		said := outputBits(name)
		if text == "" {
			return said
		}
		if bits, err := strconv.ParseInt(text, 10, 32); err == nil && said != nil && *said != bits {
			return nil // the name says another
		}
	case evidence.CryptoFamilyAES, evidence.CryptoFamilyRSA, evidence.CryptoFamilyDSA, evidence.CryptoFamilyDH:
		if l := letters(name); *f != evidence.CryptoFamilyAES && (strings.Contains(l, "sha") || strings.Contains(l, "md5")) {
			return nil
		}
		text = cmp.Or(text, sizeIn(rest, *f))
	default:
		return nil
	}
	bits, err := strconv.ParseInt(text, 10, 32)
	if said := sizeIn(rest, *f); err != nil || !isSize(bits, *f) || said != "" && said != text {
		return nil // not a size, or the name says another
	}
	return &bits
}

// isSize reports whether a number may be the size of a key of the family, or of its output: 14 is a group of Diffie-Hellman,
// and 65537 an exponent of RSA.
func isSize(bits int64, f evidence.CryptoFamily) bool {
	switch f {
	case evidence.CryptoFamilyAES:
		return bits == 128 || bits == 192 || bits == 256
	case evidence.CryptoFamilySHA2, evidence.CryptoFamilySHA3:
		return bits == 224 || bits == 256 || bits == 384 || bits == 512
	}
	return bits >= 512 && bits <= 16384
}

// sizeIn is the size of a key that follows the name of a family, or "".
func sizeIn(rest string, f evidence.CryptoFamily) string {
	for _, size := range sizes[f] {
		if strings.HasPrefix(rest, size) && (len(rest) == len(size) || rest[len(size)] > '9') {
			return size
		}
	}
	return ""
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

// protocolKinds are the protocols that CycloneDX and the facts both name. The version of IPsec is that of IKE, which an
// asset of that type has; the number of IPsec itself is another.
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
	switch p.Type {
	case cdx.CryptoProtocolTypeTLS:
		text = tlsVersions[text]
	case cdx.CryptoProtocolTypeIPSec:
		return out
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
	out.Family = signedWith(p, byRef)
	if k := byRef[publicKey(p)]; k != nil && k.CryptoProperties != nil {
		if m := k.CryptoProperties.RelatedCryptoMaterialProperties; m != nil && m.Size != nil && *m.Size > 0 {
			out.KeyBits = evidence.Known(int64(*m.Size))
		}
	}
	return out
}

// related are the references of a certificate to assets of a type, since version 1.7.
func related(p *cdx.CertificateProperties, kind string) (refs []string) {
	if p.RelatedCryptographicAssets == nil {
		return nil
	}
	for _, r := range *p.RelatedCryptographicAssets {
		if r.Type == kind {
			refs = append(refs, r.Ref)
		}
	}
	return refs
}

func publicKey(p *cdx.CertificateProperties) string {
	keys := related(p, "publicKey")
	if p.SubjectPublicKeyRef == "" && len(keys) == 1 {
		return keys[0]
	}
	return string(p.SubjectPublicKeyRef)
}

// signedWith is the family of a certificate's signature: of the algorithm it refers to, of several the one that is a
// signature, and nil where that leaves more than one family.
func signedWith(p *cdx.CertificateProperties, byRef map[string]*cdx.Component) *evidence.CryptoFamily {
	refs := related(p, "algorithm")
	if p.SignatureAlgorithmRef != "" {
		refs = []string{string(p.SignatureAlgorithmRef)}
	}
	var all, signatures []*evidence.CryptoFamily // all those that may be a signature
	for _, ref := range refs {
		a := byRef[ref]
		if a == nil || a.CryptoProperties == nil || a.CryptoProperties.AssetType != cdx.CryptoAssetTypeAlgorithm {
			continue
		}
		properties := a.CryptoProperties.AlgorithmProperties
		if properties == nil {
			properties = &cdx.CryptoAlgorithmProperties{}
		}
		f := family(a.Name, properties.AlgorithmFamily)
		switch properties.Primitive {
		case "", cdx.CryptoPrimitiveUnknown, cdx.CryptoPrimitiveOther:
			all = append(all, f)
		case cdx.CryptoPrimitiveSignature:
			signatures = append(signatures, f)
		default:
			if p.SignatureAlgorithmRef != "" { // whatever it is, it is said to be the signature's
				all = append(all, f)
			}
		}
	}
	if len(signatures) > 0 {
		all = signatures
	}
	for _, f := range all {
		if f == nil || *f != *all[0] {
			return nil
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all[0]
}
