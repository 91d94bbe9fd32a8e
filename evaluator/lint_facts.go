package evaluator

import (
	"fmt"
	"maps"
	"slices"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// LintFacts finds facts in a source that a catalogue, or one it extends, does not
// declare though it declares others of the same extension. Extensions it declares
// nothing of are another catalogue's. Whether values have the type that is
// declared, [criteria.Catalogue.CheckFacts] tells.
func LintFacts(c *criteria.Catalogue, f *evidence.Fragment) []criteria.Finding {
	var findings []criteria.Finding
	declared := c.Facts()
	for _, group := range slices.Sorted(maps.Keys(f.Ext)) {
		if declared[group] == nil {
			continue
		}
		known := slices.Sorted(maps.Keys(declared[group]))
		for _, name := range slices.Sorted(maps.Keys(f.Ext[group])) {
			if slices.Contains(known, name) {
				continue
			}
			hint := "see the catalogue's facts"
			if near := doc.Suggest(name, known); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			findings = append(findings, criteria.Finding{Check: CheckUndeclared, Pointer: doc.Pointer("ext", group, name),
				Message: fmt.Sprintf("%s %s declares no fact ext.%s.%s", c.ID(), c.Version(), group, name), Hint: hint})
		}
	}
	return findings
}
