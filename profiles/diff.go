package profiles

import (
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// Direction says which way a difference goes, as far as the profiles themselves
// tell: no rule is evaluated for it.
type Direction string

// The directions.
const (
	// Tighter: surely at least as strict, and not the same.
	Tighter Direction = "tighter"
	// Looser: something is surely demanded no more.
	Looser Direction = "looser"
	// Neutral: neither, such as a weight or a region.
	Neutral Direction = "neutral"
	// Unclear: both at once, or the profiles do not tell.
	Unclear Direction = "unclear"
)

// Values returns the accepted values.
func (Direction) Values() []string { return []string{"tighter", "looser", "neutral", "unclear"} }

// Aspect is what two profiles differ in.
type Aspect string

// The aspects: of a criterion, and of a profile as a whole.
const (
	OfObligation Aspect = "obligation"
	OfWeight     Aspect = "weight"
	OfStage      Aspect = "stage"
	OfParam      Aspect = "param"
	OfProof      Aspect = "proof"

	OfDeviations   Aspect = "deviations"
	OfZone         Aspect = "zone"
	OfLocalisation Aspect = "localisation"

	// Of the profile's [OnboardingRules].
	OfTimeToList      Aspect = "timeToList"
	OfFastTrack       Aspect = "fastTrack"      // the shorter time to list
	OfFastTrackProof  Aspect = "fastTrackProof" // the proof it rests on
	OfRecertification Aspect = "recertification"
	OfSunset          Aspect = "sunset"
)

// Values returns the accepted values.
func (Aspect) Values() []string {
	return []string{"obligation", "weight", "stage", "param", "proof", "deviations", "zone", "localisation",
		"timeToList", "fastTrack", "fastTrackProof", "recertification", "sunset"}
}

// Presence says whether two profiles both apply a criterion.
type Presence string

// The choices.
const (
	// Added: only the second applies it.
	Added Presence = "added"
	// Removed: only the first applies it.
	Removed Presence = "removed"
	// Altered: both apply it, each in its own way.
	Altered Presence = "altered"
)

// Values returns the accepted values.
func (Presence) Values() []string { return []string{"added", "removed", "altered"} }

// Relation is how a profile builds on another.
type Relation string

// The relations.
const (
	ByExtending Relation = "extends"
	ByTailoring Relation = "tailors"
)

// Values returns the accepted values.
func (Relation) Values() []string { return []string{"extends", "tailors"} }

// Identity identifies a profile that is compared.
type Identity struct {
	ID      string           `json:"id" required:"true"`
	Version evidence.Version `json:"version" required:"true"`
	Title   evidence.Text    `json:"title,omitzero"`
	Digest  string           `json:"digest" required:"true" pattern:"^sha256:[0-9a-f]{64}$"`
}

// Differences are what [Diff] finds. They are data; package report writes them
// for readers.
type Differences struct {
	From Identity `json:"from" required:"true"`
	To   Identity `json:"to" required:"true"`
	// Relation is how the second builds on the first, and Claims what it claims in
	// relation to it; absent where it does not build on it directly.
	Relation Relation `json:"relation,omitzero"`
	Claims   Claim    `json:"claims,omitzero"`
	// Profile are the differences of the profiles as a whole.
	Profile []Difference `json:"profile,omitzero"`
	// Binding says whom each binds, if that differs.
	Binding *BindingDifference `json:"binding,omitzero"`
	// Criteria are the criteria that differ, in the order of the catalogue.
	Criteria []CriterionDifference `json:"criteria" required:"true"`
	// Same is how many criteria both apply in the same way.
	Same int64 `json:"same" required:"true"`
}

// None reports whether the profiles differ in nothing but names and reasons.
func (d *Differences) None() bool {
	return len(d.Criteria) == 0 && len(d.Profile) == 0 && d.Binding == nil
}

// BindingDifference says whom two profiles bind by themselves.
type BindingDifference struct {
	From []Binding `json:"from,omitzero"`
	To   []Binding `json:"to,omitzero"`
}

// CriterionDifference is a criterion that two profiles do not apply in the same
// way.
type CriterionDifference struct {
	Criterion string   `json:"criterion" required:"true"`
	Presence  Presence `json:"presence" required:"true"`
	// Direction takes all differences together. A criterion that is added is
	// tighter, one that is removed looser, however binding it is.
	Direction Direction `json:"direction" required:"true"`
	// Differences are what differs; of a criterion that only one profile applies,
	// how it applies it.
	Differences []Difference `json:"differences" required:"true"`
	// Grounds says why the criterion was added or removed; see [Difference].
	Grounds []Ground `json:"grounds,omitzero"`
}

// Difference is one thing that differs.
type Difference struct {
	Aspect Aspect `json:"aspect" required:"true"`
	// Layer is the layer an obligation is for; absent if it is the same at all.
	Layer evidence.Layer `json:"layer,omitzero"`
	// Param is the name of the parameter.
	Param string `json:"param,omitzero"`
	// Part is the part of a proof demand: rule, when, or the path of facts with a
	// demand of their own, as in [Proof].
	Part string `json:"part,omitzero"`
	// From and To are what each profile says: an obligation, a weight, the name
	// of a stage, a parameter's value, a proof demand, a region, a period. Absent is at
	// once for a stage, several for a localisation, and nothing where a profile
	// does not apply the criterion.
	From evidence.Value `json:"from,omitzero"`
	To   evidence.Value `json:"to,omitzero"`
	// FromStage and ToStage say what the stages are.
	FromStage *Stage    `json:"fromStage,omitzero"`
	ToStage   *Stage    `json:"toStage,omitzero"`
	Direction Direction `json:"direction" required:"true"`
	// Grounds are the changes that make the difference, where the second
	// profile rests on the first by tailoring; the nearest first.
	Grounds []Ground `json:"grounds,omitzero"`
}

// Ground is the recorded reason of a difference.
type Ground struct {
	// Profile is the profile that records the change.
	Profile  string        `json:"profile" required:"true"`
	Kind     ChangeKind    `json:"change" required:"true"`
	Reason   evidence.Text `json:"reason" required:"true"`
	Decision string        `json:"decision,omitzero"`
}

// Diff says in what the second profile differs from the first, criterion by
// criterion, once everything inherited is resolved. What the second, or a
// profile between the two, records of it is named with each difference. Profiles
// over different catalogues are compared by the ids of the criteria; which way a
// parameter goes stays open then.
func Diff(from, to *Profile) Differences {
	d := &differ{from: from, to: to, recorded: recorded(from, to)}
	out := Differences{From: identity(from), To: identity(to), Criteria: []CriterionDifference{}}
	if to.base != nil && to.base.digest == from.digest {
		out.Relation, out.Claims = ByExtending, to.Claims()
		if to.Tailors() != nil {
			out.Relation = ByTailoring
		}
	}
	out.Profile = d.profile()
	if a, b := from.Bindings(), to.Bindings(); !sameBindings(a, b) {
		out.Binding = &BindingDifference{a, b}
	}
	order := to.catalogue.Criteria()
	for _, c := range from.catalogue.Criteria() {
		if _, known := to.catalogue.Compiled(c.ID); !known {
			order = append(order, c)
		}
	}
	for _, c := range order {
		was, is := from.settings[c.ID], to.settings[c.ID]
		switch {
		case was == nil && is == nil:
			continue
		case was == is:
			out.Same++
			continue
		}
		if x, differs := d.criterion(c.ID, was, is); differs {
			out.Criteria = append(out.Criteria, x)
		} else {
			out.Same++
		}
	}
	return out
}

func identity(p *Profile) Identity { return Identity{p.ID(), p.Version(), p.Title(), p.Digest()} }

// sameBindings compares what is shown of bindings.
func sameBindings(a, b []Binding) bool {
	x, err := doc.Canonical(a)
	y, err2 := doc.Canonical(b)
	return len(a) == 0 && len(b) == 0 || err == nil && err2 == nil && string(x) == string(y)
}

// record is a change and the profile that records it.
type record struct {
	profile string
	change  *Change
}

// recorded are the changes between two profiles by criterion; none if the second
// does not rest on the first.
func recorded(from, to *Profile) map[string][]record {
	out := map[string][]record{}
	for q := to; q != nil; q = q.base {
		if q.digest == from.digest {
			return out
		}
		for i := range q.definition.Changes {
			c := &q.definition.Changes[i]
			out[c.Criterion] = append(out[c.Criterion], record{q.ID(), c})
		}
	}
	return nil
}

type differ struct {
	from, to *Profile
	recorded map[string][]record
}

// because gathers what is recorded of a criterion by changes of some kinds.
func (d *differ) because(criterion string, kinds ...ChangeKind) []Ground {
	return d.where(criterion, func(c *Change) bool { return slices.Contains(kinds, c.Kind) })
}

func (d *differ) where(criterion string, take func(*Change) bool) []Ground {
	var out []Ground
	for _, r := range d.recorded[criterion] {
		if take(r.change) {
			out = append(out, Ground{r.profile, r.change.Kind, r.change.Reason, r.change.Decision})
		}
	}
	return out
}

// text is a value that is absent if it says nothing.
func text[T ~string](s T) evidence.Value {
	if s == "" {
		return evidence.Value{}
	}
	return evidence.String(string(s))
}

// profile compares the profiles as a whole.
func (d *differ) profile() []Difference {
	var out []Difference
	if was, is := d.from.Deviations(), d.to.Deviations(); was != is {
		out = append(out, Difference{Aspect: OfDeviations, From: text(was), To: text(is), Direction: toDeviations(is), Grounds: d.because("", ChangeDeviations)})
	}
	if was, is := d.from.zone.String(), d.to.zone.String(); was != is {
		out = append(out, Difference{Aspect: OfZone, From: text(was), To: text(is), Direction: Neutral})
	}
	if was, is := d.from.Localisation(), d.to.Localisation(); was != nil && is != nil && was.Region != is.Region {
		out = append(out, Difference{Aspect: OfLocalisation, From: text(was.Region), To: text(is.Region), Direction: Neutral})
	}
	was, is := d.from.onboarding.values(), d.to.onboarding.values()
	for _, aspect := range []Aspect{OfTimeToList, OfFastTrack, OfFastTrackProof, OfRecertification, OfSunset} {
		if was[aspect] != is[aspect] {
			out = append(out, Difference{Aspect: aspect, From: text(was[aspect]), To: text(is[aspect]), Direction: Neutral})
		}
	}
	return out
}

// values are the times the rules set, as text; none of no rules.
func (o *OnboardingRules) values() map[Aspect]string {
	out := map[Aspect]string{}
	if o == nil {
		return out
	}
	for aspect, period := range map[Aspect]*evidence.Period{OfTimeToList: o.TimeToList, OfRecertification: o.Recertification, OfSunset: o.Sunset} {
		if period != nil {
			out[aspect] = period.String()
		}
	}
	if o.FastTrack != nil {
		out[OfFastTrack], out[OfFastTrackProof] = o.FastTrack.TimeToList.String(), o.FastTrack.Proof
	}
	return out
}

// criterion compares how both apply a criterion; differs is false if they do it
// in the same way.
func (d *differ) criterion(id string, was, is *Applied) (x CriterionDifference, differs bool) {
	x = CriterionDifference{Criterion: id, Presence: Altered, Differences: []Difference{}}
	switch {
	case was == nil:
		x.Presence, x.Grounds = Added, d.because(id, Select)
	case is == nil:
		x.Presence, x.Grounds = Removed, d.because(id, Exclude)
	}
	x.Differences = append(x.Differences, d.obligation(id, was, is)...)
	x.Differences = append(x.Differences, d.weight(id, was, is)...)
	x.Differences = append(x.Differences, d.stage(id, was, is)...)
	x.Differences = append(x.Differences, d.params(id, was, is)...)
	x.Differences = append(x.Differences, d.proof(id, was, is)...)
	x.Direction = Neutral
	for i := range x.Differences {
		switch y := &x.Differences[i]; {
		case x.Presence != Altered:
			y.Direction, y.Grounds = Neutral, nil
		case x.Direction == Neutral:
			x.Direction = y.Direction
		case y.Direction != Neutral && y.Direction != x.Direction:
			x.Direction = Unclear
		}
	}
	switch x.Presence {
	case Added:
		x.Direction = Tighter
	case Removed:
		x.Direction = Looser
	}
	return x, len(x.Differences) > 0
}

// at is how binding a criterion is at a layer, "" where it does not apply.
func (a *Applied) at(layer evidence.Layer) Obligation {
	if a == nil {
		return ""
	}
	return a.At(layer)
}

// obligation compares how binding the criterion is.
func (d *differ) obligation(id string, was, is *Applied) []Difference {
	out := obligationDifferences(was, is)
	for i := range out {
		kind := Tighten
		if out[i].Direction == Looser {
			kind = Relax
		}
		out[i].Grounds = d.because(id, kind)
	}
	return out
}

// obligationDifferences compares how binding a criterion is, nil where it does
// not apply: once if that is the same at all layers, else by layer.
func obligationDifferences(was, is *Applied) []Difference {
	var out []Difference
	same := true
	for _, layer := range layers() {
		a, b := was.at(layer), is.at(layer)
		same = same && a == was.at("") && b == is.at("")
		if a == b {
			continue
		}
		x := Difference{Aspect: OfObligation, Layer: layer, From: text(a), To: text(b), Direction: Tighter}
		if b.rank() < a.rank() {
			x.Direction = Looser
		}
		out = append(out, x)
	}
	if same && len(out) > 0 {
		out[0].Layer = ""
		return out[:1]
	}
	return out
}

func (d *differ) weight(id string, was, is *Applied) []Difference {
	if was != nil && is != nil && was.Weight == is.Weight {
		return nil
	}
	number := func(a *Applied) evidence.Value {
		if a == nil {
			return evidence.Value{}
		}
		return a.Weight.value()
	}
	return []Difference{{Aspect: OfWeight, From: number(was), To: number(is), Direction: Neutral, Grounds: d.because(id, Reweigh)}}
}

func (d *differ) stage(id string, was, is *Applied) []Difference {
	a, b := was, is
	if a == nil {
		a = &Applied{}
	}
	if b == nil {
		b = &Applied{}
	}
	noLater, noEarlier := b.BindsNoLater(a), a.BindsNoLater(b)
	if noLater && noEarlier && a.Stage == b.Stage {
		return nil
	}
	x := Difference{Aspect: OfStage, From: text(a.Stage), To: text(b.Stage), FromStage: a.BindsFrom(), ToStage: b.BindsFrom(),
		Direction: sooner(noLater, noEarlier), Grounds: d.because(id, Postpone, Advance)}
	return []Difference{x}
}

// sooner is the direction of what is surely no looser, or no tighter, or both.
func sooner(noLooser, noTighter bool) Direction {
	switch {
	case noLooser && noTighter:
		return Neutral
	case noLooser:
		return Tighter
	case noTighter:
		return Looser
	}
	return Unclear
}

func (d *differ) params(id string, was, is *Applied) []Difference {
	var a, b map[string]evidence.Value
	if was != nil {
		a = was.Params
	}
	if is != nil {
		b = is.Params
	}
	names := map[string]bool{}
	for name := range a {
		names[name] = true
	}
	for name := range b {
		names[name] = true
	}
	var declared map[string]criteria.Param
	var directions map[string]rules.Direction
	if d.from.catalogue.Digest() == d.to.catalogue.Digest() {
		compiled, _ := d.to.catalogue.Compiled(id)
		declared = compiled.Params
		directions = rules.Directions(compiled.Rules())
	}
	var out []Difference
	for _, name := range slices.Sorted(maps.Keys(names)) {
		from, to := a[name], b[name]
		if from.Equal(to) {
			continue
		}
		x := Difference{Aspect: OfParam, Param: name, From: from, To: to, Direction: Unclear,
			Grounds: d.where(id, func(c *Change) bool { _, set := c.Params[name]; return set && c.Kind == Set })}
		if p, known := declared[name]; known && was != nil && is != nil {
			way := directions["params."+name]
			switch loose, tight := loosens(p, way, from, to), loosens(p, way, to, from); {
			case isRegion(p):
				x.Direction = Neutral
			case loose && !tight:
				x.Direction = Looser
			case tight && !loose:
				x.Direction = Tighter
			}
		}
		out = append(out, x)
	}
	return out
}

// proof compares the demands part by part: of the rule's facts, of the when's
// where that is another one, and of facts that either profile names.
func (d *differ) proof(id string, was, is *Applied) []Difference {
	var out []Difference
	compare := func(part, path string, when bool) {
		var a, b *rules.Demand
		x := Difference{Aspect: OfProof, Part: part, Direction: Unclear, Grounds: d.because(id, Prove)}
		if was != nil {
			a = was.demands.Of(path, when)
			x.From = text(a.String())
		}
		if is != nil {
			b = is.demands.Of(path, when)
			x.To = text(b.String())
		}
		if x.From.Equal(x.To) {
			return
		}
		if a != nil && b != nil {
			x.Direction = sooner(b.Implies(a), a.Implies(b))
		}
		out = append(out, x)
	}
	compare("rule", "", false)
	catalogue := d.to.catalogue
	if is == nil {
		catalogue = d.from.catalogue
	}
	compiled, _ := catalogue.Compiled(id)
	rule, when := compiled.Rules()
	if when != nil && (was.ownWhen() || is.ownWhen()) {
		compare("when", "", true)
	}
	paths := map[string]bool{}
	for _, a := range []*Applied{was, is} {
		if a == nil {
			continue
		}
		for _, path := range a.demands.paths() {
			paths[path] = true
		}
	}
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		ofRule := slices.ContainsFunc(rule.Reads, func(slot int) bool {
			read := catalogue.Environment().Info(slot).Path
			return read == path || strings.HasPrefix(read, path+".")
		})
		compare(path, path, !ofRule)
	}
	return out
}

// ownWhen reports whether the facts of the when have another demand than those
// of the rule.
func (a *Applied) ownWhen() bool {
	return a != nil && a.demands.when.String() != a.demands.rule.String()
}
