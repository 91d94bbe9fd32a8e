package cyclonedx

import (
	"slices"
	"strings"
	"unicode/utf8"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/trias-sovereignty/trias/evidence"
)

func (b *bill) sbom(s *evidence.SBOM, software []*component) {
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
	if c, ok := b.composition(); ok {
		s.Composition = &c
	}
	if b.Services != nil {
		s.Services = b.services()
	}
	if b.Components == nil && len(software) == 0 {
		return // it says nothing of components, not that there are none
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
	g := b.graph()
	g.shares(s, software)
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
	var v evidence.Version
	if v.UnmarshalText([]byte(first.Version)) == nil {
		e.Version = &v
	}
	return e
}

// eachService calls f for every service, those within others included.
func (b *bill) eachService(f func(*cdx.Service)) {
	var walk func(list *[]cdx.Service)
	walk = func(list *[]cdx.Service) {
		if list == nil {
			return
		}
		for i := range *list {
			f(&(*list)[i])
			walk((*list)[i].Services)
		}
	}
	walk(b.Services)
}

func (b *bill) services() []evidence.SBOMService {
	byID := map[string]evidence.SBOMService{}
	b.eachService(func(cs *cdx.Service) {
		s := service(cs)
		if _, twice := byID[s.ID]; !twice {
			byID[s.ID] = s
		}
	})
	return list(b, "supplyChain.sbom.services", values(byID), func(s evidence.SBOMService) string { return s.ID })
}

// maxClass is the length in characters up to which a classification is one, as the fact's definition has it.
const maxClass = 200

func service(s *cdx.Service) evidence.SBOMService {
	identity := strings.Join([]string{s.BOMRef, s.Group, s.Name, s.Version}, "\x00")
	out := evidence.SBOMService{
		ID:                   elementID(strings.TrimSpace(s.Name+" "+s.Version), identity),
		Authenticated:        s.Authenticated,
		CrossesTrustBoundary: s.CrossesTrustBoundary,
		ProviderNamed:        evidence.Known(s.Provider != nil && s.Provider.Name != ""),
	}
	if s.Data == nil {
		return out
	}
	in, outward, open := false, false, false
	classes := []evidence.DataClassification{}
	for _, d := range *s.Data {
		switch d.Flow {
		case cdx.DataFlowInbound:
			in = true
		case cdx.DataFlowOutbound:
			outward = true
		case cdx.DataFlowBidirectional:
			in, outward = true, true
		default:
			open = true
		}
		if class := evidence.DataClassification(strings.TrimSpace(d.Classification)); class != "" && !slices.Contains(classes, class) {
			classes = append(classes, class)
		}
	}
	if in || !open {
		out.ReceivesData = &in
	}
	if outward || !open {
		out.SendsData = &outward
	}
	slices.Sort(classes)
	if !slices.ContainsFunc(classes, func(c evidence.DataClassification) bool { return utf8.RuneCountInString(string(c)) > maxClass }) {
		out.DataClassifications = classes
	}
	return out
}
