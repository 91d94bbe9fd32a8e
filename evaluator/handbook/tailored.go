package handbook

import (
	"slices"

	"github.com/trias-sovereignty/trias/profiles"
)

// Change is a recorded change that a level, or a profile it rests on, makes of
// its base, with the reason recorded for it.
type Change struct {
	// Kind says what is done.
	Kind profiles.ChangeKind `json:"kind"`
	// Criterion is the id of the criterion; empty where the change is one of the
	// profile as a whole.
	Criterion string `json:"criterion,omitzero"`
	// Profile is the id of the profile that records it, Reason says why, and
	// Decision is the id of the record of the decision, where one is named.
	Profile  string `json:"profile"`
	Reason   string `json:"reason"`
	Decision string `json:"decision,omitzero"`
}

// changes lists the recorded changes that a profile rests on, the nearest first,
// of those that are wanted.
func (b *builder) changes(p *profiles.Profile, wanted func(*profiles.Change) bool) []Change {
	var out []Change
	for _, step := range p.Tailoring() {
		for i := range step.Changes {
			c := &step.Changes[i].Change
			if !wanted(c) {
				continue
			}
			x := Change{c.Kind, clean(c.Criterion), step.Profile, b.text(c.Reason), clean(c.Decision)}
			if !b.spend(x.Profile, x.Reason, x.Decision) {
				return out
			}
			out = append(out, x)
		}
	}
	return out
}

// of are the recorded changes of one criterion.
func of(criterion string) func(*profiles.Change) bool {
	return func(c *profiles.Change) bool { return c.Criterion == criterion }
}

// wholly are the recorded changes that no row of an applied criterion can show:
// those of the profile as a whole, and what is excluded for good.
func wholly(p *profiles.Profile) func(*profiles.Change) bool {
	return func(c *profiles.Change) bool {
		_, applies := p.Applied(c.Criterion)
		return c.Criterion == "" || c.Kind == profiles.Exclude && !applies
	}
}

// Change says what was changed, by which profile and why.
func (v *view) Change(c Change) string {
	text := v.Words.Labels.Changed
	if c.Decision != "" {
		text = v.Words.Labels.ChangedDecided
	}
	what := v.Words.Changes[string(c.Kind)]
	if c.Criterion != "" && c.Kind == profiles.Exclude {
		what = fill(v.Words.Labels.Excludes, "criterion", c.Criterion)
	}
	return fill(text, "change", what, "profile", c.Profile, "reason", c.Reason, "decision", c.Decision)
}

// Changed says what was changed of a criterion at any level, each change once:
// levels that rest on one another share it.
func (v *view) Changed(c Criterion) []string {
	var out []string
	for _, a := range c.Levels {
		for _, x := range a.Changes {
			if text := v.Change(x); !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	return out
}

// Tailored says what the profile the handbook is about tailors, and what it
// changes that stands at no criterion.
func (v *view) Tailored() []string {
	this := v.This()
	if this.Tailors == nil {
		return nil
	}
	out := []string{fill(v.Words.Texts.Tailored, "profile", this.Title, "bases", v.terms.All(slices.Clone(this.Tailors)))}
	for _, c := range this.Changes {
		out = append(out, v.Change(c))
	}
	return out
}
