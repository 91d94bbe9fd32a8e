package eucsf

import (
	"slices"

	"github.com/trias-sovereignty/trias/criteria"
)

// Reads lists the facts from which steps are derived, sorted: what evidence about
// them says may concern the score. The error is one of Trias' own data.
func (m *Method) Reads() ([]string, error) {
	catalogue, err := loadOwn()
	if err != nil {
		return nil, err
	}
	var facts []string
	for _, c := range catalogue.Criteria() {
		facts = append(facts, reads(catalogue, c.ID)...)
	}
	slices.Sort(facts)
	return slices.Compact(facts), nil
}

// reads lists the facts that a criterion reads.
func reads(catalogue *criteria.Catalogue, id string) []string {
	compiled, ok := catalogue.Compiled(id)
	if !ok {
		return nil
	}
	var facts []string
	rule, _ := compiled.Rules() // none of them has a condition when it applies
	if rule != nil {
		for _, slot := range rule.Reads {
			facts = append(facts, catalogue.Environment().Info(slot).Path)
		}
	}
	return facts
}
