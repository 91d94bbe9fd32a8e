package criteria

import (
	"fmt"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// Introduced says since when a criterion is there.
type Introduced struct {
	// Version is the first version of the catalogue that has the criterion.
	Version evidence.Version `json:"version" required:"true"`
	// On is the first day the criterion is asked; without it, it is asked as soon
	// as the catalogue is used. Before that day it is evaluated and shown, and
	// does not count.
	On *evidence.Date `json:"on,omitzero"`
}

// Deprecated says that a criterion is going to be dropped, or has been.
type Deprecated struct {
	// Version is the first version of the catalogue that says so.
	Version evidence.Version `json:"version" required:"true"`
	// On is the day it is announced.
	On evidence.Date `json:"on" required:"true"`
	// Until is the last day the criterion is asked; without it no end is set.
	// After that day it is evaluated and shown, and does not count.
	Until *evidence.Date `json:"until,omitzero"`
	// SupersededBy are the ids of the criteria that ask it instead.
	SupersededBy []string `json:"supersededBy,omitzero"`
	// Reason says why.
	Reason evidence.Text `json:"reason,omitzero"`
}

// Standing is where a criterion stands in its life on a day. There is no zero
// Standing.
type Standing string

// The standings of a criterion.
const (
	// Upcoming: its first day is to come; it does not count.
	Upcoming Standing = "upcoming"
	// InForce: it counts.
	InForce Standing = "inForce"
	// InDeprecation: its end is announced; it counts.
	InDeprecation Standing = "deprecated"
	// Ended: its last day has passed; it does not count.
	Ended Standing = "ended"
)

// Values returns the accepted values, in the order of a life.
func (Standing) Values() []string { return []string{"upcoming", "inForce", "deprecated", "ended"} }

// Counts reports whether a criterion counts with that standing.
func (s Standing) Counts() bool { return s == InForce || s == InDeprecation }

// StandingOn returns where the criterion stands on a day.
func (c *Criterion) StandingOn(day evidence.Date) Standing {
	switch d := c.Deprecated; {
	case c.Introduced != nil && c.Introduced.On != nil && c.Introduced.On.Compare(day) > 0:
		return Upcoming
	case d == nil || d.On.Compare(day) > 0:
		return InForce
	case d.Until != nil && d.Until.Compare(day) < 0:
		return Ended
	}
	return InDeprecation
}

// maxSuccessors bounds what one criterion is superseded by.
const maxSuccessors = 16

// lifecycle refuses lives that cannot be: an end before the beginning, versions
// to come, successors that exist neither here nor in what the catalogue extends,
// or lead back.
func (d *Definition) lifecycle(base *Catalogue, report func(pointer, hint, format string, args ...any)) {
	index := map[string]int{}
	for i := range d.Criteria {
		index[d.Criteria[i].ID] = i
	}
	var ids []string // for a hint
	for i := range d.Criteria {
		c, at := &d.Criteria[i], fmt.Sprintf("/criteria/%d", i)
		version := func(pointer string, v evidence.Version) {
			// A pre-release may name the release it leads to.
			if v != "" && d.Version != "" && v.Compare(d.Version) > 0 && v.Compare(released(d.Version)) > 0 {
				report(at+pointer, "name the version that is the first to say so", "version %s is later than the catalogue's, %s", v, d.Version)
			}
		}
		if c.Introduced != nil {
			version("/introduced/version", c.Introduced.Version)
		}
		dep := c.Deprecated
		if dep == nil {
			continue
		}
		version("/deprecated/version", dep.Version)
		if dep.Until != nil && !dep.On.IsZero() && dep.Until.Compare(dep.On) < 0 {
			report(at+"/deprecated/until", "swap on and until", "%s ends before that is announced", c.ID)
		}
		if in := c.Introduced; in != nil {
			if in.Version.Compare(dep.Version) > 0 {
				report(at+"/deprecated/version", "swap the versions", "%s is deprecated in an earlier version than it is introduced in", c.ID)
			}
			if in.On != nil && dep.Until != nil && dep.Until.Compare(*in.On) < 0 {
				report(at+"/deprecated/until", "let it end on or after the day it is introduced", "%s ends on %s, before it is introduced on %s", c.ID, dep.Until, in.On)
			}
		}
		if len(dep.SupersededBy) > maxSuccessors {
			report(at+"/deprecated/supersededBy", "name those that matter", "%s is superseded by %d criteria, more than %d", c.ID, len(dep.SupersededBy), maxSuccessors)
			continue
		}
		for j, id := range dep.SupersededBy {
			pointer := fmt.Sprintf("%s/deprecated/supersededBy/%d", at, j)
			_, known := index[id]
			if base != nil && !known {
				_, known = base.compiled[id]
			}
			switch {
			case !known:
				if ids == nil {
					for k := range d.Criteria {
						ids = append(ids, d.Criteria[k].ID)
					}
				}
				hint := "name a criterion of this catalogue"
				if near := doc.Suggest(id, ids); near != "" {
					hint = fmt.Sprintf("did you mean %q?", near)
				}
				report(pointer, hint, "the catalogue has no criterion %s", doc.Quote(id))
			case id == c.ID:
				report(pointer, "name another criterion", "%s supersedes itself", c.ID)
			case slices.Contains(dep.SupersededBy[:j], id):
				report(pointer, "name it once", "%s is named twice", id)
			}
		}
	}
	d.cycles(index, report)
}

// released returns the version that a pre-release leads to, or the version itself.
func released(v evidence.Version) evidence.Version {
	text, _, _ := strings.Cut(string(v), "+")
	text, _, _ = strings.Cut(text, "-")
	return evidence.Version(text)
}

// cycles reports each criterion from which successors lead back to it. Criteria
// that are superseded are few, and each is looked at once for each of them.
func (d *Definition) cycles(index map[string]int, report func(pointer, hint, format string, args ...any)) {
	const (
		open = iota + 1
		done
	)
	state := map[string]int{}
	var walk func(id string) bool
	walk = func(id string) (back bool) {
		i, known := index[id]
		if !known || state[id] == done || d.Criteria[i].Deprecated == nil {
			return false
		}
		if state[id] == open {
			return true
		}
		state[id] = open
		for j, next := range d.Criteria[i].Deprecated.SupersededBy {
			if next != id && walk(next) {
				report(fmt.Sprintf("/criteria/%d/deprecated/supersededBy/%d", i, j), "let the last of them be superseded by none",
					"%s is superseded by %s, and that leads back to it", id, next)
			}
		}
		state[id] = done
		return false
	}
	for i := range d.Criteria {
		if d.Criteria[i].Deprecated != nil {
			walk(d.Criteria[i].ID)
		}
	}
}
