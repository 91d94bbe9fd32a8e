package rules

import (
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// Until returns the last day, no later than to, up to which the proofs satisfy
// the demand without a break, given that they do on the day from.
func (d *Demand) Until(all []evidence.SupportingProof, covering []int, from, to civil.Date) civil.Date {
	if from.Compare(to) >= 0 {
		return to
	}
	if _, turns := d.Turns(all, covering, from, to); len(turns) > 0 {
		return turns[0].AddDays(-1)
	}
	return to
}
