package batch

// AskWhole has the plan ask the rule engine about lists as a whole.
func AskWhole(p *Plan) {
	for _, c := range p.columns {
		c.gathered = nil
	}
}
