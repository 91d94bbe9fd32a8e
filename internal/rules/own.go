package rules

// OwnFacts are those of the facts the rule reads that its catalogue declares for
// itself, by path: another catalogue may declare other facts by these paths.
func (r *Rule) OwnFacts() []ExtFact {
	var out []ExtFact
	for _, slot := range r.Reads {
		if own := slot - (len(r.env.facts.fields) - len(r.env.ext)); own >= 0 {
			out = append(out, r.env.ext[own])
		}
	}
	return out
}
