package population

import (
	"fmt"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator/batch"
)

// Origin says who says how a fact is distributed.
type Origin string

// The origins.
const (
	Named     Origin = "named"     // the population names the fact
	FromBase  Origin = "base"      // all offers have the value of the base
	Resampled Origin = "resampled" // it is as in the dossier the offer was drawn from
	Generic   Origin = "generic"   // it has values of all sorts
	NotStated Origin = "missing"   // no offer states it
)

// Values returns the origins.
func (Origin) Values() []string { return []string{"named", "base", "resampled", "generic", "missing"} }

// Drawing says how records get their values, and so what that costs.
type Drawing string

// The ways, the fastest first.
const (
	// ByPlane draws 64 records at once.
	ByPlane Drawing = "plane"
	// ByNumber finds which value each record has; what follows from a value is
	// found once.
	ByNumber Drawing = "number"
	// ByEntry finds which entries the list of each record has; what follows from an
	// entry is found once, and its fields that nobody asks about are not drawn.
	ByEntry Drawing = "entry"
	// ByValue finds which value each record has, and asks the rule engine about
	// every value it has not seen before; it remembers the first 65,536 of a fact.
	ByValue Drawing = "value"
	// Nothing is for what no offer states.
	Nothing Drawing = "nothing"
)

// Values returns the ways.
func (Drawing) Values() []string { return []string{"plane", "number", "entry", "value", "nothing"} }

// Description is what a sampler knows of a column of its plan.
type Description struct {
	// Column is the name of the column: a path, or several.
	Column string
	// Origin is empty for relations and tracks.
	Origin  Origin
	Drawing Drawing
	// Cases is how many distributions there are for the fact, each under a condition of
	// its own but the last.
	Cases int
}

// Describe lists, for every column of the plan in its order, where its distribution
// comes from and how it is drawn: nothing is guessed that is not in this list.
func (s *Sampler) Describe() []Description {
	var out []Description
	for _, c := range s.plan.Columns() {
		d := Description{Column: c.Name(), Drawing: ByPlane}
		switch c.Kind() {
		case batch.Track:
		case batch.Relation, batch.View:
			d.Drawing = Nothing
			if i := slices.IndexFunc(s.relations, func(r *relation) bool { return r.column == c }); i >= 0 {
				if d.Drawing = ByValue; s.relations[i].classes.dense != nil {
					d.Drawing = ByNumber
				}
			}
		default:
			i := slices.IndexFunc(s.facts, func(f *drawn) bool { return f.column == c })
			if i < 0 {
				d.Origin, d.Drawing = NotStated, Nothing
				break
			}
			s.facts[i].describe(&d)
		}
		out = append(out, d)
	}
	return out
}

func (d *drawn) describe(out *Description) {
	out.Cases = len(d.shapes)
	switch {
	case d.resampled != nil:
		out.Origin = Resampled
	case d.base:
		out.Origin = FromBase
	case len(d.shapes) == 0:
		out.Origin = NotStated
	case d.stated:
		out.Origin = Named
	default:
		out.Origin = Generic
	}
	switch {
	case out.Origin == NotStated:
		out.Drawing = Nothing
	case d.draw != nil:
	case d.coded != nil && d.classes.dense != nil:
		out.Drawing = ByNumber
	case d.gathered:
		out.Drawing = ByEntry
	default:
		out.Drawing = ByValue
	}
}

// String tells of the description: "data.keys.custody: named, 3 cases, by plane".
func (d Description) String() string {
	parts := []string{}
	if d.Origin != "" {
		parts = append(parts, string(d.Origin))
	}
	if d.Cases > 1 {
		parts = append(parts, fmt.Sprintf("%d cases", d.Cases))
	}
	if d.Drawing != Nothing {
		parts = append(parts, "by "+string(d.Drawing))
	} else if d.Origin == "" {
		parts = append(parts, "never known")
	}
	return d.Column + ": " + strings.Join(parts, ", ")
}
