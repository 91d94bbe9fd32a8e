package score

import (
	"strings"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evidence"
)

// Scheme is a weighted sum over award criteria, as a tender announces it: the
// catalogue of award criteria (B-Kriterien) of UfAB 2018, with main groups,
// groups and criteria, a weight at every level and minimums.
//
// An award criterion earns from 0 to Points points. What it adds to the total is
// Maximum · (product of the weights above it and its own, as fractions of their
// level) · points / Points. So the total is 0 to Maximum.
type Scheme struct {
	// Points are full points of an award criterion: 10 on a scale from 0 to 10.
	Points exact.Number `json:"points" required:"true"`
	// Maximum is the total with full points everywhere, such as 100 or 1000.
	Maximum exact.Number `json:"maximum" required:"true"`
	// Announced says what is awarded for what is not proven.
	Announced Announced `json:"announced" required:"true"`
	// Minimum is what the total must reach, at least. Minimums are gates, and look at
	// what is proven: what is announced for claims does not help over them.
	Minimum *exact.Number `json:"minimum,omitempty"`
	// Groups are the main groups. Their weights add up to 1 or to 100.
	Groups []Group `json:"groups" required:"true" minItems:"1"`
}

// MaxDigits is how many digits the common denominator of all numbers of a scheme
// may have, that of all points that are given, and full points and the maximum:
// far more than anybody writes, and few enough to add up whatever is written.
const MaxDigits = 40

// numbers are all numbers of a scheme.
func (s *Scheme) numbers() []exact.Number {
	out := []exact.Number{s.Points, s.Maximum}
	some := func(n *exact.Number) {
		if n != nil {
			out = append(out, *n)
		}
	}
	announced := func(a *Announced) {
		if a != nil {
			out = append(out, a.Unproven, a.Unknown, a.NotApplicable)
		}
	}
	announced(&s.Announced)
	some(s.Minimum)
	var walk func(groups []Group, level int)
	walk = func(groups []Group, level int) {
		for i := range groups {
			g := &groups[i]
			out = append(out, g.Weight)
			some(g.Minimum)
			for k := range g.Criteria {
				a := &g.Criteria[k]
				out = append(out, a.Weight)
				some(a.Minimum)
				announced(a.Announced)
				for _, step := range a.Steps {
					out = append(out, step.Points)
				}
			}
			if level < maxLevels {
				walk(g.Groups, level+1)
			}
		}
	}
	walk(s.Groups, 1)
	return out
}

// sized reports whether its numbers can be calculated with.
func (s *Scheme) sized() bool {
	most := exact.MustParse("1" + strings.Repeat("0", MaxDigits))
	return s.Points.Cmp(most) < 0 && s.Maximum.Cmp(most) < 0 && exact.Commensurable(MaxDigits, s.numbers()...)
}

// Announced says what is awarded for what is not proven. Nothing of it has a
// default: it is announced before any offer is opened.
type Announced struct {
	// Unproven are the points for full points that are claimed and not
	// sufficiently proven, from 0 to full points. Where a part of the points is
	// proven, or less than full points are claimed, it counts in proportion: the
	// award is proven + Unproven/Points · (claimed − proven).
	Unproven exact.Number `json:"unproven" required:"true"`
	// Unknown are the points for what the offer does not say, or says in ways that
	// contradict each other. It is 0: with more, who does not meet a criterion would
	// do better to be silent about it.
	Unknown exact.Number `json:"unknown" required:"true"`
	// NotApplicable are the points for what is proven not to apply. It is what is
	// awarded for what is met: nobody is worse off for what does not concern the
	// offer. So it is full points; a step that does not apply counts as met.
	NotApplicable exact.Number `json:"notApplicable" required:"true"`
}

// Group is a main group, or a group within one. It has either groups or criteria.
type Group struct {
	// ID names the group, Title is what readers are shown.
	ID    string        `json:"id" required:"true"`
	Title evidence.Text `json:"title" required:"true"`
	// Weight is its weight among its siblings; those of one level add up to 1 or to
	// 100.
	Weight exact.Number `json:"weight" required:"true"`
	// Minimum is what the group must add to the total, at least.
	Minimum *exact.Number `json:"minimum,omitempty"`
	// Groups are the groups of a main group; a group within one has none.
	Groups []Group `json:"groups,omitzero"`
	// Criteria are the award criteria.
	Criteria []Award `json:"criteria,omitzero"`
}

// Award is an award criterion (B-Kriterium). It is measured in exactly one way:
// by Criterion, Steps, Method or Given.
type Award struct {
	// ID names the award criterion, Title is what readers are shown.
	ID    string        `json:"id" required:"true"`
	Title evidence.Text `json:"title" required:"true"`
	// Weight is its weight among its siblings; those of one level add up to 1 or to
	// 100.
	Weight exact.Number `json:"weight" required:"true"`
	// Minimum are the points it must earn, at least.
	Minimum *exact.Number `json:"minimum,omitempty"`

	// Criterion is a criterion of the profile: full points if it is met, else 0.
	Criterion string `json:"criterion,omitzero" maxLen:"64"`
	// Steps are criteria of the profile with points that rise: those of the highest
	// step whose criterion is met count, 0 if none is.
	Steps []Step `json:"steps,omitzero"`
	// Method is another method by name: its percentage of its maximum is that of
	// full points, and never more than these. Methods whose maximum varies are
	// refused. Mind that by XCCDF's default model, as published, a criterion that is
	// met and proven not to apply later leaves the mean, which may lower it.
	Method string `json:"method,omitzero" maxLen:"64"`
	// Given says that people award the points; see [Input.Given].
	Given bool `json:"given,omitzero"`

	// Announced replaces that of the scheme, as a whole.
	Announced *Announced `json:"announced,omitzero"`
	// Later says that evidence for it may be requested after the offers were opened.
	// It matters in a tender, which says when that is not allowed.
	Later bool `json:"later,omitzero"`
}

// Step is a criterion of the profile and the points for meeting it.
type Step struct {
	Criterion string       `json:"criterion" required:"true" maxLen:"64"`
	Points    exact.Number `json:"points" required:"true"`
}

// Titles returns the titles of groups and award criteria, by their ids.
func (s *Scheme) Titles() map[string]evidence.Text {
	titles := map[string]evidence.Text{}
	if s != nil {
		addTitles(titles, s.Groups)
	}
	return titles
}

func addTitles(titles map[string]evidence.Text, groups []Group) {
	for i := range groups {
		titles[groups[i].ID] = groups[i].Title
		for _, a := range groups[i].Criteria {
			titles[a.ID] = a.Title
		}
		addTitles(titles, groups[i].Groups)
	}
}
