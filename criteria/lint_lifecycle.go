package criteria

import (
	"fmt"

	"github.com/trias-sovereignty/trias/evidence"
)

// lifecycle looks at how a criterion ends.
func (l *linter) lifecycle(at string, c *Criterion) {
	d := c.Deprecated
	if d == nil {
		return
	}
	if d.Reason == (evidence.Text{}) {
		l.report(CheckUnexplainedDeprecation, at+"/deprecated", 0, "", "add reason, in en and de", "%s is deprecated and does not say why", c.ID)
	} else {
		l.text(at+"/deprecated/reason", "the reason why "+c.ID+" is deprecated", d.Reason)
	}
	if d.Until == nil {
		return
	}
	next := d.Until.AddDays(1)
	for j, id := range d.SupersededBy {
		successor, ok := l.catalogue.Lookup(id)
		if !ok || successor.Introduced == nil || successor.Introduced.On == nil || successor.Introduced.On.Compare(next) <= 0 {
			continue
		}
		l.report(CheckSuccessionGap, fmt.Sprintf("%s/deprecated/supersededBy/%d", at, j), 0, id, "let one begin earlier or the other end later",
			"%s is asked until %s, and %s, which supersedes it, from %s only", c.ID, d.Until, id, successor.Introduced.On)
	}
}
