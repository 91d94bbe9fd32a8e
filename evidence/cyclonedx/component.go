package cyclonedx

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"
	"github.com/package-url/packageurl-go"

	"github.com/trias-sovereignty/trias/evidence"
)

// component is one component of the document with all places where it stands: the same package may be listed several
// times, at the top and within others. What one of the places states, the component has.
type component struct {
	identity string
	places   []*cdx.Component
}

// components returns the software components, each once, in the order in which they first stand in the document, and keeps
// the cryptographic assets. The subject itself is not among them, wherever it stands.
func (b *bill) components() (software []*component) {
	byIdentity := map[string]*component{}
	var subject *cdx.Component
	if b.Metadata != nil {
		subject = b.Metadata.Component
	}
	isSubject := func(c *cdx.Component) bool { return subject != nil && identity(c) == identity(subject) }
	var walk func(list *[]cdx.Component)
	walk = func(list *[]cdx.Component) {
		if list == nil {
			return
		}
		for i := range *list {
			c := &(*list)[i]
			switch {
			case c.Type == cdx.ComponentTypeCryptographicAsset:
				b.assets = append(b.assets, c)
			case isSubject(c):
				b.refersToSubject(c.BOMRef)
			default:
				id := identity(c)
				known := byIdentity[id]
				if known == nil {
					known = &component{identity: id}
					byIdentity[id] = known
					software = append(software, known)
				}
				known.places = append(known.places, c)
			}
			walk(c.Components)
		}
	}
	if subject != nil {
		walk(subject.Components)
	}
	walk(b.Components)
	return software
}

// identity is what makes a component itself: its package URL, else type, group, name and version.
func identity(c *cdx.Component) string {
	if purl := strings.TrimSpace(c.PackageURL); purl != "" {
		return purl
	}
	return strings.Join([]string{string(c.Type), c.Group, c.Name, c.Version}, "\x00")
}

// has reports whether one of the places does.
func (c *component) has(f func(*cdx.Component) bool) bool { return slices.ContainsFunc(c.places, f) }

func hasPurl(c *cdx.Component) bool {
	purl := strings.TrimSpace(c.PackageURL)
	if purl == "" {
		return false
	}
	_, err := packageurl.FromString(purl)
	return err == nil
}

// strongHashes are those of SHA-256 strength or better, with 256 bits of output at least and no known collision, and how
// many hexadecimal digits they have.
var strongHashes = map[cdx.HashAlgorithm]int{
	cdx.HashAlgoSHA256: 64, cdx.HashAlgoSHA384: 96, cdx.HashAlgoSHA512: 128, cdx.HashAlgoSHA3_256: 64, cdx.HashAlgoSHA3_384: 96,
	cdx.HashAlgoSHA3_512: 128, cdx.HashAlgoBlake2b_256: 64, cdx.HashAlgoBlake2b_384: 96, cdx.HashAlgoBlake2b_512: 128,
	cdx.HashAlgoBlake3: 64, cdx.HashAlgoStreebog256: 64, cdx.HashAlgoStreebog512: 128,
}

func hasHash(c *cdx.Component) bool {
	return c.Hashes != nil && slices.ContainsFunc(*c.Hashes, func(h cdx.Hash) bool {
		digits, strong := strongHashes[h.Algorithm]
		return strong && len(strings.TrimSpace(h.Value)) >= digits
	})
}

func hasSupplier(c *cdx.Component) bool {
	isNamed := func(o *cdx.OrganizationalEntity) bool { return o != nil && strings.TrimSpace(o.Name) != "" }
	return isNamed(c.Supplier) || isNamed(c.Manufacturer)
}

// country is the seat the document states for the supplier, or nil: not if it is no code, and not if its places differ. The
// manufacturer's seat is not the supplier's.
func (c *component) country() *evidence.Country {
	var seat evidence.Country
	for _, at := range c.places {
		if at.Supplier == nil || at.Supplier.Address == nil {
			continue
		}
		country := evidence.Country(at.Supplier.Address.Country)
		if !slices.Contains(country.Values(), string(country)) || seat != "" && seat != country {
			return nil
		}
		seat = country
	}
	if seat == "" {
		return nil
	}
	return &seat
}

var unfit = regexp.MustCompile(`[^A-Za-z0-9._]+`)

// elementID makes an id of at most 64 characters of a name for people and an identity: the same in every document, and
// different for what is different.
func elementID(name, identity string) string {
	sum := sha256.Sum256([]byte(identity))
	slug := strings.Trim(unfit.ReplaceAllString(name, "-"), "-._")
	if len(slug) > 50 {
		slug = strings.TrimRight(slug[:50], "-._")
	}
	if slug == "" {
		return hex.EncodeToString(sum[:6])
	}
	return slug + "-" + hex.EncodeToString(sum[:6])
}
