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

// components returns the software components, each once, in the order in which they first stand in the document, and the
// cryptographic assets, each as often as it stands there.
func (b *bill) components() (software []*component, assets []*cdx.Component) {
	byIdentity := map[string]*component{}
	var walk func(list *[]cdx.Component)
	walk = func(list *[]cdx.Component) {
		if list == nil {
			return
		}
		for i := range *list {
			c := &(*list)[i]
			if c.Type == cdx.ComponentTypeCryptographicAsset {
				assets = append(assets, c)
			} else {
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
	if b.Metadata != nil && b.Metadata.Component != nil {
		walk(b.Metadata.Component.Components)
	}
	walk(b.Components)
	return software, assets
}

// identity is what makes a component itself: its package URL, else type, group, name and version.
func identity(c *cdx.Component) string {
	if c.PackageURL != "" {
		return c.PackageURL
	}
	return strings.Join([]string{string(c.Type), c.Group, c.Name, c.Version}, "\x00")
}

// has reports whether one of the places does.
func (c *component) has(f func(*cdx.Component) bool) bool { return slices.ContainsFunc(c.places, f) }

func hasPurl(c *cdx.Component) bool {
	if c.PackageURL == "" {
		return false
	}
	_, err := packageurl.FromString(c.PackageURL)
	return err == nil
}

// strongHashes are those of SHA-256 strength or better: 256 bits of output and no known collision.
var strongHashes = []cdx.HashAlgorithm{
	cdx.HashAlgoSHA256, cdx.HashAlgoSHA384, cdx.HashAlgoSHA512, cdx.HashAlgoSHA3_256, cdx.HashAlgoSHA3_384, cdx.HashAlgoSHA3_512,
	cdx.HashAlgoBlake2b_256, cdx.HashAlgoBlake2b_384, cdx.HashAlgoBlake2b_512, cdx.HashAlgoBlake3,
	cdx.HashAlgoStreebog256, cdx.HashAlgoStreebog512,
}

func hasHash(c *cdx.Component) bool {
	return c.Hashes != nil && slices.ContainsFunc(*c.Hashes, func(h cdx.Hash) bool {
		return h.Value != "" && slices.Contains(strongHashes, h.Algorithm)
	})
}

func hasSupplier(c *cdx.Component) bool {
	return c.Supplier != nil && c.Supplier.Name != "" || c.Manufacturer != nil && c.Manufacturer.Name != ""
}

// country is the seat the document states for the supplier, or nil; a name of a country that is no code says nothing.
func (c *component) country() *evidence.Country {
	for _, at := range c.places {
		for _, o := range []*cdx.OrganizationalEntity{at.Supplier, at.Manufacturer} {
			if o == nil || o.Address == nil {
				continue
			}
			country := evidence.Country(o.Address.Country)
			if slices.Contains(country.Values(), string(country)) {
				return &country
			}
		}
	}
	return nil
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
