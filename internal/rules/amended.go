package rules

import (
	"slices"

	"github.com/trias-sovereignty/trias/evidence"
)

// With returns the facts with other values in some slots; a slot with the zero
// Val becomes unknown.
func (f *Facts) With(values map[int]Val) *Facts {
	r := &record{layout: f.record.layout, slots: slices.Clone(f.record.slots), paths: f.record.paths, shown: slices.Clone(f.record.shown), path: f.record.path}
	for slot, v := range values {
		r.slots[slot] = v.v
		if r.shown != nil {
			r.shown[slot] = evidence.Value{}
			if v.v != nil {
				r.shown[slot] = public(v.v)
			}
		}
	}
	return &Facts{r}
}
