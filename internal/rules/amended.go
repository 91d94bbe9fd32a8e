package rules

import (
	"slices"

	"github.com/trias-sovereignty/trias/evidence"
)

// Copy returns a copy, for [Facts.Set].
func (f *Facts) Copy() *Facts {
	r := *f.record
	r.slots, r.shown = slices.Clone(r.slots), slices.Clone(r.shown)
	return &Facts{&r}
}

// Set puts a value into a slot of a copy that nobody else uses; the zero Val makes
// it unknown.
func (f *Facts) Set(slot int, v Val) {
	f.record.slots[slot] = v.v
	if f.record.shown == nil {
		return
	}
	f.record.shown[slot] = evidence.Value{}
	if v.v != nil {
		f.record.shown[slot] = public(v.v)
	}
}
