package eucsf

import "slices"

// Reads lists the facts from which steps are derived, sorted: what evidence about
// them says may concern the score. The error is one of Trias' own data.
func (m *Method) Reads() ([]string, error) {
	catalogue, err := loadOwn()
	if err != nil {
		return nil, err
	}
	var facts []string
	for _, c := range catalogue.Criteria() {
		compiled, ok := catalogue.Compiled(c.ID)
		if !ok {
			continue
		}
		rule, when := compiled.Rules()
		if rule != nil {
			for _, slot := range rule.Reads {
				facts = append(facts, catalogue.Environment().Info(slot).Path)
			}
		}
		if when != nil {
			for _, slot := range when.Reads {
				facts = append(facts, catalogue.Environment().Info(slot).Path)
			}
		}
	}
	slices.Sort(facts)
	return slices.Compact(facts), nil
}
