package cyclonedx

import (
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/intake"
)

func (b *bill) sbom(s *evidence.SBOM, software []*component, g *graph) {
	s.Format = evidence.Known(evidence.SBOMFormatCycloneDX)
	s.FormatVersion = evidence.Known(evidence.Version(b.version))
	if day, ok := b.madeOn(); ok {
		s.GeneratedOn = &day
	}
	if b.Metadata != nil && tool(b.Metadata.Tools) != "" {
		s.ToolGenerated = evidence.Known(true)
	}
	if b.signed {
		s.Signed = evidence.Known(true)
	}
	if b.valid {
		s.SchemaValid = evidence.Known(true)
	}
	if b.completeness.stated {
		s.Composition = &b.completeness.weakest
	}
	s.ComponentCount = evidence.Known(int64(len(software)))
	s.PurlPercent = share(software, func(c *component) bool { return c.has(hasPurl) })
	s.HashPercent = share(software, func(c *component) bool { return c.has(hasHash) })
	s.SupplierPercent = share(software, func(c *component) bool { return c.has(hasSupplier) })
	licences := make([]licence, len(software))
	for i, c := range software {
		licences[i] = b.licence(c)
	}
	b.licenceShares(s, licences)
	g.facts(s, software)
	elements := make([]evidence.SBOMComponent, len(software))
	for i, c := range software {
		elements[i] = c.element(b.expression(licences[i]), g)
	}
	s.Components = list(b, "supplyChain.sbom.components", elements, func(c evidence.SBOMComponent) string { return c.ID })
}

// share is how many of all do, in percent; unknown of none.
func share[T any](all []T, does func(T) bool) *float64 {
	if len(all) == 0 {
		return nil
	}
	n := 0
	for _, x := range all {
		if does(x) {
			n++
		}
	}
	return evidence.Known(100 * float64(n) / float64(len(all)))
}

func (b *bill) licenceShares(s *evidence.SBOM, all []licence) {
	s.LicensedPercent = share(all, func(l licence) bool { return l.stated })
	s.SPDXLicensedPercent = share(all, func(l licence) bool { return l.spdx })
	s.UnknownLicensePercent = share(all, func(l licence) bool { return !l.known })
	known := slices.DeleteFunc(slices.Clone(all), func(l licence) bool { return !l.known })
	s.OSIApprovedPercent = share(known, licence.osiApproved)
	var open []string
	for _, l := range known {
		if _, certain := l.copyleft(); !certain {
			for _, m := range l.parts {
				if !m.certain {
					open = append(open, m.text)
				}
			}
		}
	}
	if len(open) == 0 {
		s.CopyleftPercent = share(known, func(l licence) bool { yes, _ := l.copyleft(); return yes })
		return
	}
	slices.Sort(open)
	b.remark("The share of copyleft is left out: no source classes %s.", strings.Join(slices.Compact(open), ", "))
}

// element is the component as a dossier lists it.
func (c *component) element(l *evidence.License, g *graph) evidence.SBOMComponent {
	first := c.places[0]
	e := evidence.SBOMComponent{
		ID:              elementID(strings.TrimSpace(first.Name+" "+first.Version), c.identity),
		License:         l,
		Direct:          g.direct(c),
		SupplierCountry: c.country(),
		Hashed:          evidence.Known(c.has(hasHash)),
	}
	if kind := evidence.SBOMComponentType(first.Type); slices.Contains(kind.Values(), string(kind)) {
		e.Type = &kind
	}
	e.Version = intake.Version(strings.TrimSpace(first.Version))
	return e
}
