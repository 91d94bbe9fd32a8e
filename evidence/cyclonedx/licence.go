package cyclonedx

import (
	"slices"
	"strings"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/licences"
)

// licence is what the document says of a component's licence.
type licence struct {
	stated bool // anything at all
	spdx   bool // every statement is a valid SPDX identifier or expression, where those belong
	known  bool // every statement means SPDX licences, so that it is known what they are
	// parts are what the expressions mean; all of them apply. CycloneDX leaves open whether several licences without an expression
	// are all to be met or one at choice; with "all" no share comes out better than with "one".
	parts []*meaning
}

// meaning is what an SPDX expression says. Most components of a document share a few.
type meaning struct {
	text              string
	valid             bool // it is one
	reference         bool // it refers to a text that only the document has
	osiApproved       bool
	copyleft, certain bool
}

func (b *bill) meaning(text string) *meaning {
	if m := b.meanings[text]; m != nil {
		return m
	}
	m := &meaning{text: text, reference: strings.Contains(text, "LicenseRef-")}
	if licences.Valid(text) {
		m.valid = true
		m.osiApproved, _ = licences.OSIApproved(text) // both err as Check does
		m.copyleft, m.certain, _ = licences.Copyleft(text)
	}
	if b.meanings == nil {
		b.meanings = map[string]*meaning{}
	}
	b.meanings[text] = m
	return m
}

// none are the texts by which documents say that they say nothing.
var none = []string{"NOASSERTION", "NONE", ""}

// licence joins what all places of the component state. Where a licence is concluded, what is only declared does not
// count (CycloneDX 1.6, acknowledgement).
func (b *bill) licence(c *component) licence {
	l := licence{spdx: true, known: true}
	concluded := c.has(func(at *cdx.Component) bool {
		if at.Licenses != nil {
			for _, choice := range *at.Licenses {
				text, _ := statement(choice)
				if acknowledgement(choice) == cdx.LicenseAcknowledgementConcluded && !isNone(text) {
					return true
				}
			}
		}
		return false
	})
	seen := map[string]bool{}
	for _, at := range c.places {
		if at.Licenses == nil {
			continue
		}
		for _, choice := range *at.Licenses {
			if concluded && acknowledgement(choice) != cdx.LicenseAcknowledgementConcluded {
				continue
			}
			text, proper := statement(choice)
			if isNone(text) || seen[text] {
				continue
			}
			seen[text] = true
			l.stated = true
			m := b.meaning(text)
			if !m.valid {
				l.spdx, l.known = false, false
				continue
			}
			l.spdx = l.spdx && proper
			l.known = l.known && !m.reference
			l.parts = append(l.parts, m)
		}
	}
	l.spdx, l.known = l.spdx && l.stated, l.known && l.stated
	return l
}

func isNone(text string) bool {
	for _, n := range none {
		if strings.EqualFold(text, n) {
			return true
		}
	}
	return false
}

// statement is the text of a licence and whether it stands where SPDX identifiers and expressions belong; a free name may
// happen to be one.
func statement(choice cdx.LicenseChoice) (text string, proper bool) {
	switch {
	case choice.Expression != "":
		return strings.TrimSpace(choice.Expression), true
	case choice.License != nil && choice.License.ID != "":
		return strings.TrimSpace(choice.License.ID), true
	case choice.License != nil:
		return strings.TrimSpace(choice.License.Name), false
	}
	return "", false
}

func acknowledgement(choice cdx.LicenseChoice) cdx.LicenseAcknowledgement {
	if choice.License != nil && choice.License.Acknowledgement != "" {
		return choice.License.Acknowledgement
	}
	if choice.Acknowledgement != nil {
		return *choice.Acknowledgement
	}
	return ""
}

// osiApproved reports whether everything that applies can be met with approved licences alone.
func (l licence) osiApproved() bool {
	return !slices.ContainsFunc(l.parts, func(m *meaning) bool { return !m.osiApproved })
}

// copyleft reports whether one of those that apply binds derived works to itself. It is not certain where it hangs on
// licences that no source classes.
func (l licence) copyleft() (yes, certain bool) {
	certain = true
	for _, m := range l.parts {
		if m.copyleft {
			return true, true
		}
		certain = certain && m.certain
	}
	return false, certain
}

// expression is a licence as one SPDX expression, or nil if it is not known or longer than a fact may be.
func (b *bill) expression(l licence) *evidence.License {
	if !l.known {
		return nil
	}
	parts := make([]string, len(l.parts))
	for i, part := range l.parts {
		parts[i] = part.text
		if len(l.parts) > 1 && strings.Contains(part.text, " OR ") {
			parts[i] = "(" + part.text + ")"
		}
	}
	text := strings.Join(parts, " AND ")
	if !b.meaning(text).valid {
		return nil
	}
	return evidence.Known(evidence.License(text))
}
