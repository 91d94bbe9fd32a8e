package criteria

import (
	"slices"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
)

// Step is by how much a version is raised. There is no zero Step.
type Step string

// The steps, ascending.
const (
	NoStep    Step = "none"
	PatchStep Step = "patch"
	MinorStep Step = "minor"
	MajorStep Step = "major"
)

// Values returns the accepted values, ascending.
func (Step) Values() []string { return []string{"none", "patch", "minor", "major"} }

func (s Step) rank() int { return slices.Index(s.Values(), string(s)) }

// Versioning says whether a catalogue's version is raised as its changes call
// for. The rule is Semantic Versioning 2.0.0 (semver.org), with what it calls
// the public API taken to be what others rest on: that a profile which loads
// keeps loading, and that an outcome does not change behind anybody's back.
//
//	major (§ 8)  a criterion removed, renamed without keeping the old id,
//	             tightened, changed in both directions or undecidedly; a parameter removed or of another
//	             type or unit; a fact of the catalogue's own removed or retyped; a
//	             day on which a criterion begins to be asked, or stops, moved or
//	             withdrawn so that it is asked for longer; another version of the
//	             rule language; a catalogue that it does not extend any more
//	minor (§ 7)  a criterion added, loosened or deprecated, or asked for a
//	             shorter time; a fact added or widened; a parameter added; another
//	             dimension, domain or party that answers
//	patch (§ 6)  an equivalent rule; other words, references or frameworks
//
// While the old version is 0.y.z, § 4 lets anything change at any time. Here
// what calls for major is then minor, and anything else patch, as most who
// number versions do. From a pre-release (§ 9) anything may follow.
type Versioning struct {
	// Needed is the step that the changes call for.
	Needed Step `json:"needed" required:"true"`
	// Stated is the step between the two versions; absent where the catalogues
	// have different ids or the new version is older.
	Stated Step `json:"stated,omitzero"`
	// Enough reports whether the stated step is at least the one needed. It is
	// false where none is stated.
	Enough bool `json:"enough" required:"true"`
}

func (d *Difference) versioning() Versioning {
	v := Versioning{Needed: d.needed()}
	if d.Old.Catalogue != d.New.Catalogue || d.New.Version.Compare(d.Old.Version) < 0 {
		return v
	}
	old, pre := numbers(d.Old.Version)
	if old[0] == 0 {
		switch v.Needed {
		case MajorStep:
			v.Needed = MinorStep
		case MinorStep:
			v.Needed = PatchStep
		}
	}
	v.Stated = stated(d.Old.Version, d.New.Version)
	v.Enough = v.Stated.rank() >= v.Needed.rank() || pre && v.Stated != NoStep
	return v
}

// needed is the step that the changes call for, from version 1.0.0 on.
func (d *Difference) needed() Step {
	step := NoStep
	raise := func(to Step) {
		if to.rank() > step.rank() {
			step = to
		}
	}
	if d.Old.Language != d.New.Language || d.leaves() {
		raise(MajorStep)
	}
	for i := range d.Criteria {
		raise(d.Criteria[i].step())
	}
	for _, f := range d.Facts {
		switch f.Change {
		case AlterationRemoved, AlterationRetyped:
			raise(MajorStep)
		case AlterationAdded, AlterationWidened:
			raise(MinorStep)
		case AlterationReworded:
			raise(PatchStep)
		}
	}
	if len(d.Frameworks)+len(d.Texts) > 0 {
		raise(PatchStep)
	}
	return step
}

func (x *CriterionChange) step() Step {
	for _, p := range x.Params {
		if p.New == nil || p.Old != nil && (p.Old.Type != p.New.Type || p.Old.Unit != p.New.Unit) {
			return MajorStep
		}
	}
	step := PatchStep
	switch x.Change {
	case ChangeRemoved, ChangeTightened, ChangeBoth, ChangeNotDecided:
		return MajorStep
	case ChangeRenamed:
		if !x.kept {
			return MajorStep
		}
		step = MinorStep
	case ChangeAdded, ChangeLoosened:
		step = MinorStep
	}
	if x.Life != nil {
		step = further(step, x.Life.step())
	}
	if slices.ContainsFunc(x.Params, func(p ParamChange) bool { return p.Old == nil }) ||
		slices.ContainsFunc(x.Texts, func(s string) bool { return s == "dimension" || s == "domain" || s == "answeredBy" }) {
		step = further(step, MinorStep)
	}
	return step
}

func further(a, b Step) Step {
	if b.rank() > a.rank() {
		return b
	}
	return a
}

// step is major if the criterion is asked on a day on which it was not.
func (l *LifeChange) step() Step {
	first := func(i *Introduced) *evidence.Date {
		if i == nil {
			return nil
		}
		return i.On
	}
	last := func(d *Deprecated) *evidence.Date {
		if d == nil {
			return nil
		}
		return d.Until
	}
	was, is := first(l.OldIntroduced), first(l.NewIntroduced)
	if was != nil && (is == nil || is.Compare(*was) < 0) {
		return MajorStep
	}
	ended, ends := last(l.OldDeprecated), last(l.NewDeprecated)
	if ended != nil && (ends == nil || ends.Compare(*ended) > 0) {
		return MajorStep
	}
	if l.OldDeprecated == nil && l.NewDeprecated != nil || ends != nil && (ended == nil || *ended != *ends) || is != nil && (was == nil || *was != *is) {
		return MinorStep
	}
	return PatchStep
}

// numbers are the first three numbers of a version, and whether it is a
// pre-release.
func numbers(v evidence.Version) (out [3]int64, pre bool) {
	text := strings.TrimPrefix(string(v), "v")
	text, _, _ = strings.Cut(text, "+")
	text, _, pre = strings.Cut(text, "-")
	for i, part := range strings.SplitN(text, ".", 4) {
		if i < 3 {
			out[i], _ = strconv.ParseInt(part, 10, 64) // what is no number counts as 0
		}
	}
	return out, pre
}

// stated is the step from one version to another that is not older.
func stated(old, new evidence.Version) Step {
	a, _ := numbers(old)
	b, _ := numbers(new)
	switch {
	case new.Compare(old) == 0:
		return NoStep
	case a[0] != b[0]:
		return MajorStep
	case a[1] != b[1]:
		return MinorStep
	}
	return PatchStep
}
