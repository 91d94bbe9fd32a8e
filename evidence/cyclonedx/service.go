package cyclonedx

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/trias-sovereignty/trias/evidence"
)

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
	var all []*cdx.Service
	b.eachService(func(s *cdx.Service) { all = append(all, s) })
	services := distinct(all, func(s *cdx.Service) (name, identity string) {
		return strings.TrimSpace(s.Name + " " + s.Version), strings.Join([]string{s.BOMRef, s.Group, s.Name, s.Version}, "\x00")
	}, service)
	return list(b, "supplyChain.saasbom.services", services, func(s evidence.SBOMService) string { return s.ID })
}

// distinct makes an element of each thing, with an id of its own. Things of the same identity are one if they come to the
// same element; otherwise what they come to tells them apart, so that none is taken for the other.
func distinct[S, T any](all []S, named func(S) (name, identity string), element func(id string, s S) T) []T {
	contents := map[string]map[string]S{} // by identity, then by what it comes to
	for i, s := range all {
		_, identity := named(s)
		content, err := json.Marshal(element("", s))
		if err != nil {
			content = strconv.AppendInt(nil, int64(i), 10)
		}
		if contents[identity] == nil {
			contents[identity] = map[string]S{}
		}
		contents[identity][string(content)] = s
	}
	out := []T{}
	for identity, same := range contents {
		for content, s := range same {
			name, _ := named(s)
			if len(same) == 1 {
				content = ""
			}
			out = append(out, element(elementID(name, identity+"\x00"+content), s))
		}
	}
	return out
}

// maxClass is the length in characters up to which a classification is one, as the fact's definition has it.
const maxClass = 200

func service(id string, s *cdx.Service) evidence.SBOMService {
	out := evidence.SBOMService{
		ID:                   id,
		Authenticated:        s.Authenticated,
		CrossesTrustBoundary: s.CrossesTrustBoundary,
		ProviderNamed:        evidence.Known(s.Provider != nil && strings.TrimSpace(s.Provider.Name) != ""),
	}
	if s.Data == nil || len(*s.Data) == 0 {
		return out
	}
	in, outward, open, unclassified := false, false, false, false
	seen := map[string]bool{}
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
		if class := strings.TrimSpace(d.Classification); class != "" {
			seen[class] = true
		} else {
			unclassified = true
		}
	}
	if in || !open {
		out.ReceivesData = &in
	}
	if outward || !open {
		out.SendsData = &outward
	}
	if !unclassified { // else what is named is no complete set
		out.DataClassifications = classes(seen)
	}
	return out
}

// classes are the classifications in order, or nil if there are more of them or longer ones than the fact takes: a part
// would be no complete set.
func classes(seen map[string]bool) []evidence.DataClassification {
	if len(seen) > evidence.MaxList {
		return nil
	}
	out := []evidence.DataClassification{}
	for _, class := range slices.Sorted(maps.Keys(seen)) {
		if utf8.RuneCountInString(class) > maxClass {
			return nil
		}
		out = append(out, evidence.DataClassification(class))
	}
	return out
}
