package evaluator

import (
	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
)

// ExtendedCatalogue is a catalogue whose criteria the verdict's catalogue
// contains besides its own.
type ExtendedCatalogue struct {
	Catalogue string           `json:"catalogue" required:"true"`
	Version   evidence.Version `json:"version" required:"true"`
	Digest    string           `json:"digest" required:"true" pattern:"^sha256:[0-9a-f]{64}$"`
}

// extended lists what a catalogue extends, the nearest first; nil if nothing.
func extended(c *criteria.Catalogue) []ExtendedCatalogue {
	var out []ExtendedCatalogue
	for b := c.Extends(); b != nil; b = b.Extends() {
		out = append(out, ExtendedCatalogue{b.ID(), b.Version(), b.Digest()})
	}
	return out
}
