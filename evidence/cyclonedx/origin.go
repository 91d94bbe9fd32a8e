package cyclonedx

import (
	"fmt"
	"strings"
	"time"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/intake"
)

// stated returns what the document says of its own origin.
func (b *bill) stated() intake.Stated {
	s := intake.Stated{Remarks: b.remarks}
	if b.Metadata == nil {
		return s
	}
	s.Issuer, s.IssuerAt = author(b.Metadata)
	s.Tool = tool(b.Metadata.Tools)
	s.IssuedAt = "/metadata/timestamp, in UTC"
	day, ok := b.madeOn()
	if b.Metadata.Timestamp != "" && !ok {
		s.Undated = fmt.Sprintf("its date %s at /metadata/timestamp is no instant such as 2026-11-01T08:00:00Z", doc.Quote(b.Metadata.Timestamp))
	}
	s.Issued = day
	if c := b.Metadata.Component; c != nil {
		s.Version = strings.TrimSpace(c.Version)
	}
	return s
}

// madeOn is the day of the document's timestamp in UTC.
func (b *bill) madeOn() (evidence.Date, bool) {
	if b.Metadata == nil {
		return evidence.Date{}, false
	}
	return day(strings.TrimSpace(b.Metadata.Timestamp))
}

// day reads an instant (XML Schema dateTime, RFC 3339) and returns its day in UTC; an instant without a zone is taken to
// be in UTC.
func day(text string) (evidence.Date, bool) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999"} {
		if t, err := time.Parse(layout, text); err == nil && t.UTC().Year() >= 1900 && t.UTC().Year() < 2200 {
			return evidence.DateOf(t, time.UTC), true
		}
	}
	return evidence.Date{}, false
}

// author is who made the document, by its own word, and where it says so.
//
// CycloneDX 1.6, metadata: manufacturer is the organisation that created the BOM, authors are the persons who did. The
// supplier is who supplied what it describes, perhaps a distributor, and need not have made the document.
func author(m *cdx.Metadata) (name, at string) {
	if m.Manufacturer != nil && strings.TrimSpace(m.Manufacturer.Name) != "" {
		return strings.TrimSpace(m.Manufacturer.Name), "/metadata/manufacturer"
	}
	if m.Authors != nil {
		var names []string
		for _, a := range *m.Authors {
			if name := strings.TrimSpace(a.Name); name != "" {
				names = append(names, name)
			}
		}
		if len(names) > 0 {
			return strings.Join(names, ", "), "/metadata/authors"
		}
	}
	return "", ""
}

// tool names the tools the document was made with.
func tool(tools *cdx.ToolsChoice) string {
	if tools == nil {
		return ""
	}
	var names []string
	add := func(name, version string) {
		if text := strings.TrimSpace(name + " " + version); text != "" {
			names = append(names, text)
		}
	}
	if tools.Tools != nil {
		for _, t := range *tools.Tools {
			add(strings.TrimSpace(t.Vendor+" "+t.Name), t.Version)
		}
	}
	if tools.Components != nil {
		for _, c := range *tools.Components {
			add(c.Name, c.Version)
		}
	}
	if tools.Services != nil {
		for _, s := range *tools.Services {
			add(s.Name, s.Version)
		}
	}
	return strings.Join(names, ", ")
}
