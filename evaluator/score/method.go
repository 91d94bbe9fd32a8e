package score

import (
	"fmt"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// MethodFormat is the format marker of a method that is defined as data.
const MethodFormat = "method/v1"

// Definition is a weighted sum as its file states it:
//
//	trias: method/v1
//	name: portal-2026
//	version: "1"
//	title: {en: Award criteria of the portal, de: Bewertungskriterien des Portals}
//	source: Contract notice of the (fictional) Stadtwerke Musterstadt, section 5
//	points: 10
//	maximum: 100
//	announced: {unproven: 0, unknown: 0, notApplicable: 10}
//	minimum: 40
//	groups:
//	  - id: control
//	    title: {en: Control, de: Kontrolle}
//	    weight: 60
//	    criteria:
//	      - id: keys
//	        title: {en: Who holds the keys, de: Wer die Schlüssel hat}
//	        weight: 50
//	        minimum: 5
//	        steps:
//	          - {criterion: data.keys.external, points: 5}
//	          - {criterion: data.keys.customer, points: 10}
//	      - id: staff
//	        title: {en: Staff, de: Personal}
//	        weight: 50
//	        criterion: operational.staff.eu
//	  - id: concept
//	    title: {en: Concept, de: Konzept}
//	    weight: 40
//	    criteria:
//	      - {id: migration, title: {en: Migration, de: Migration}, weight: 100, given: true}
type Definition struct {
	Trias string `json:"trias" required:"true" const:"method/v1"`
	Identity
	Scheme
}

// Problems is everything that is wrong with a file.
type Problems = doc.Problems

// DecodeDefinition reads a method from YAML or JSON. The error is a [Problems]
// with everything that is wrong. Whether its criteria and methods exist only
// [NewWeightedSum] and a profile can tell.
func DecodeDefinition(name string, data []byte) (*Definition, error) {
	node, err := doc.Parse(name, data, doc.DefaultLimits())
	if node == nil {
		return nil, err
	}
	var d Definition
	var problems doc.Collector
	problems.Add(doc.Problems(nil).With(err)...)
	problems.Add(doc.Bind(node, &d)...)
	if problems.Total() == 0 {
		for _, f := range d.Check() {
			problems.Add(node.Find(f.Pointer).Problem(doc.Semantic, f.Message, f.Hint))
		}
	}
	if problems.Total() > 0 {
		return nil, problems.Sorted()
	}
	return &d, nil
}

// EncodeYAML writes the definition as YAML, byte-stable.
func (d *Definition) EncodeYAML() ([]byte, error) {
	if d == nil {
		return nil, fmt.Errorf("%w: there is no definition", ErrMethod)
	}
	c := *d
	c.Trias = MethodFormat
	return doc.EncodeYAML(&c)
}

// Digest identifies the definition, over its RFC 8785 form.
func (d *Definition) Digest() (string, error) {
	if d == nil {
		return "", fmt.Errorf("%w: there is no definition", ErrMethod)
	}
	c := *d
	c.Trias = MethodFormat
	text, err := doc.Canonical(&c)
	if err != nil {
		return "", fmt.Errorf("method %s: %w", d.Name, err)
	}
	return doc.Digest(text), nil
}
