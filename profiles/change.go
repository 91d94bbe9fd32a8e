package profiles

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
)

// ChangeKind says what a recorded change does to the base profile.
type ChangeKind string

// The kinds of changes. Each criterion has at most one of each.
const (
	// Exclude applies the criterion no more.
	Exclude ChangeKind = "exclude"
	// Select applies a criterion that the base does not apply.
	Select ChangeKind = "select"
	// Tighten makes the criterion more binding, at all layers or at some.
	Tighten ChangeKind = "tighten"
	// Relax makes it less binding.
	Relax ChangeKind = "relax"
	// Postpone lets it bind from a later stage only.
	Postpone ChangeKind = "postpone"
	// Advance lets it bind from an earlier stage, or at once.
	Advance ChangeKind = "advance"
	// Reweigh gives it another weight in scores.
	Reweigh ChangeKind = "reweigh"
	// Set gives parameters of its rule other values.
	Set ChangeKind = "set"
	// Prove demands other proofs: the demand takes the place of the base's.
	Prove ChangeKind = "prove"
	// ChangeDeviations changes what an unmet should without a recorded reason
	// does. It is of the profile as a whole and names no criterion.
	ChangeDeviations ChangeKind = "deviations"
)

// Values returns the accepted values.
func (ChangeKind) Values() []string {
	return []string{"exclude", "select", "tighten", "relax", "postpone", "advance", "reweigh", "set", "prove", "deviations"}
}

// Claim is what a profile claims of itself in relation to its base.
type Claim string

// Stricter claims that the profile gives no criterion and no verdict a better
// result than its base, whatever the dossier. Loading refuses what is surely
// milder.
const Stricter Claim = "stricter"

// Values returns the accepted values.
func (Claim) Values() []string { return []string{"stricter"} }

// Change is one recorded change of a profile that tailors another: what is
// changed, and why. Which of the fields below Criterion belong to a change
// depends on its kind:
//
//	exclude     none
//	select      obligation, layers, weight, stage, params, proof, as in a [Setting]
//	tighten     obligation or layers, or both
//	relax       obligation or layers, or both
//	postpone    stage
//	advance     stage; without one the criterion binds at once
//	reweigh     weight
//	set         params
//	prove       proof
//	deviations  deviations, and no criterion
//
// To tighten with an obligation raises every layer to at least that obligation,
// to relax with one lowers every layer to at most it; layers say it of single
// ones. A change that changes nothing is refused.
type Change struct {
	// Kind says what is done.
	Kind ChangeKind `json:"change" required:"true"`
	// Criterion is the id of the criterion that is changed.
	Criterion string `json:"criterion,omitzero" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
	// Obligation and Layers say how binding the criterion is from now on.
	Obligation Obligation `json:"obligation,omitzero"`
	Layers     Layers     `json:"layers,omitzero"`
	// Weight is the criterion's weight in scores from now on.
	Weight *Weight `json:"weight,omitzero"`
	// Stage is the stage from which the criterion binds: one of the profile's or
	// of its base's.
	Stage string `json:"stage,omitzero"`
	// Params are the parameters that get another value; the others keep theirs.
	Params map[string]evidence.Value `json:"params,omitzero"`
	// Proof is what is demanded of proofs from now on.
	Proof *Proof `json:"proof,omitzero"`
	// Deviations say what an unmet should without a recorded reason does from now
	// on.
	Deviations Deviations `json:"deviations,omitzero"`
	// Reason says why. Every verdict under the profile shows it.
	Reason evidence.Text `json:"reason" required:"true"`
	// Decision is the id of the record of the decision, where there is one.
	Decision string `json:"decision,omitzero" pattern:"^[A-Za-z0-9][A-Za-z0-9._-]*$" maxLen:"64"`
}

// AppliedChange is a change with what it replaced.
type AppliedChange struct {
	Change
	// Was is what the base says where the change says something else; absent for
	// a criterion that the base does not apply.
	Was *Replaced `json:"was,omitzero"`
	// FromStage and ToStage describe the stages from which the criterion bound
	// and binds now, where the change is about them; absent for at once.
	FromStage *Stage `json:"fromStage,omitzero"`
	ToStage   *Stage `json:"toStage,omitzero"`
}

// Differences are what the change makes different. Which way a parameter or a
// proof demand goes a change by itself does not tell: see [Diff].
func (c *AppliedChange) Differences() []Difference {
	was := c.Was
	if was == nil {
		was = &Replaced{}
	}
	var out []Difference
	add := func(d Difference) {
		d.Grounds = nil
		out = append(out, d)
	}
	switch c.Kind {
	case ChangeDeviations:
		add(Difference{Aspect: OfDeviations, From: text(was.Deviations), To: text(c.Deviations), Direction: toDeviations(c.Deviations)})
	case Exclude, Tighten, Relax, Select:
		from, to := &Applied{Obligation: was.Obligation, Layers: was.Layers}, &Applied{Obligation: c.Obligation, Layers: c.Layers}
		switch {
		case c.Was == nil:
			from = nil
		case c.Kind == Exclude:
			to = nil
		default:
			to = c.obliges(from)
		}
		out = append(out, obligationDifferences(from, to)...)
	}
	if c.Weight != nil {
		x := Difference{Aspect: OfWeight, To: c.Weight.value(), Direction: Neutral}
		if was.Weight != nil {
			x.From = was.Weight.value()
		}
		add(x)
	}
	if c.Kind == Postpone || c.Kind == Advance || c.Stage != "" {
		x := Difference{Aspect: OfStage, From: text(was.Stage), To: text(c.Stage), FromStage: c.FromStage, ToStage: c.ToStage, Direction: Neutral}
		switch c.Kind {
		case Postpone:
			x.Direction = Looser
		case Advance:
			x.Direction = Tighter
		}
		add(x)
	}
	for _, name := range slices.Sorted(maps.Keys(c.Params)) {
		add(Difference{Aspect: OfParam, Param: name, From: was.Params[name], To: c.Params[name], Direction: Unclear})
	}
	if c.Proof != nil {
		for _, part := range partsOf(was.Proof, c.Proof) {
			if from, to := was.Proof.of(part), c.Proof.of(part); from != to {
				add(Difference{Aspect: OfProof, Part: part, From: text(from), To: text(to), Direction: Unclear})
			}
		}
	}
	return out
}

// obliges is how binding the criterion is after a change of that.
func (c *Change) obliges(from *Applied) *Applied {
	to, sign := &Applied{}, 1
	if c.Kind == Relax {
		sign = -1
	}
	for _, layer := range layers() {
		*to.Layers.at(layer) = c.obligesAt(layer, from.At(layer), sign)
	}
	to.Obligation, to.Layers = to.obligations()
	return to
}

// obligesAt is how binding the criterion is at a layer: as the change says of the
// layer; else by its obligation, where that tightens, for 1, or relaxes, for -1;
// else as before.
func (c *Change) obligesAt(layer evidence.Layer, was Obligation, sign int) Obligation {
	if own := c.Layers.At(layer); own != "" {
		return own
	}
	if c.Obligation != "" && sign*(c.Obligation.rank()-was.rank()) > 0 {
		return c.Obligation
	}
	return was
}

func toDeviations(to Deviations) Direction {
	if to == Remark {
		return Looser
	}
	return Tighter
}

// partsOf lists the parts of two demands: rule, when, and paths in their order.
func partsOf(a, b *Proof) []string {
	out, paths := []string{"rule"}, map[string]bool{}
	when := false
	for _, p := range []*Proof{a, b} {
		if p == nil {
			continue
		}
		when = when || p.When != "" && p.When != p.Rule
		for path := range p.Facts {
			paths[path] = true
		}
	}
	if when {
		out = append(out, "when")
	}
	return append(out, slices.Sorted(maps.Keys(paths))...)
}

// of is the demand of a part, as [Demands.Of] finds it; "" of nothing.
func (p *Proof) of(part string) string {
	switch {
	case p == nil:
		return ""
	case part == "when" && p.When != "":
		return p.When
	}
	longest, found := "", p.Rule
	for path, demand := range p.Facts {
		if len(path) > len(longest) && (part == path || strings.HasPrefix(part, path+".")) {
			longest, found = path, demand
		}
	}
	return found
}

// Replaced is what a base says where a change says something else: of an
// excluded criterion how binding it was, of any other change what it is about.
type Replaced struct {
	Obligation Obligation `json:"obligation,omitzero"`
	Layers     Layers     `json:"layers,omitzero"`
	Weight     *Weight    `json:"weight,omitzero"`
	// Stage is the stage from which the criterion bound; absent if at once.
	Stage      string                    `json:"stage,omitzero"`
	Params     map[string]evidence.Value `json:"params,omitzero"`
	Proof      *Proof                    `json:"proof,omitzero"`
	Deviations Deviations                `json:"deviations,omitzero"`
}

// Tailoring says what one profile changes of its base, and why.
type Tailoring struct {
	// Profile and Version name the profile that states the changes.
	Profile string           `json:"profile" required:"true"`
	Version evidence.Version `json:"version" required:"true"`
	// Base, BaseVersion and BaseDigest identify the profile that is changed.
	Base        string           `json:"base" required:"true"`
	BaseVersion evidence.Version `json:"baseVersion" required:"true"`
	BaseDigest  string           `json:"baseDigest" required:"true" pattern:"^sha256:[0-9a-f]{64}$"`
	// Claims is what the profile claims all the same; absent for nothing.
	Claims Claim `json:"claims,omitzero"`
	// Changes are the changes in the order of the file.
	Changes []AppliedChange `json:"changes" required:"true"`
}

// changeFields says which fields belong to which kind of change: of those in
// oneOf at least one must be there.
var changeFields = map[ChangeKind]struct{ needs, oneOf, may []string }{
	Exclude:          {needs: []string{"criterion"}},
	Select:           {needs: []string{"criterion"}, may: []string{"obligation", "layers", "weight", "stage", "params", "proof"}}, // what it lacks, applying it tells
	Tighten:          {needs: []string{"criterion"}, oneOf: []string{"obligation", "layers"}},
	Relax:            {needs: []string{"criterion"}, oneOf: []string{"obligation", "layers"}},
	Postpone:         {needs: []string{"criterion", "stage"}},
	Advance:          {needs: []string{"criterion"}, may: []string{"stage"}},
	Reweigh:          {needs: []string{"criterion", "weight"}},
	Set:              {needs: []string{"criterion", "params"}},
	Prove:            {needs: []string{"criterion", "proof"}},
	ChangeDeviations: {needs: []string{"deviations"}},
}

// fieldKinds names for each field the kind of change that is about it.
var fieldKinds = map[string]string{
	"obligation": "tighten or relax", "layers": "tighten or relax", "weight": "reweigh", "stage": "postpone or advance",
	"params": "set", "proof": "prove", "deviations": "deviations",
}

// checkFields reports whether a change has the fields of its kind and no other.
func (t *tailor) checkFields(i int) bool {
	c, node, ok := &t.changes[i], t.node.Find("/changes").Items[i], true
	kind := changeFields[c.Kind]
	belong := append(append(append([]string{}, kind.needs...), kind.oneOf...), kind.may...)
	for _, field := range []string{"criterion", "obligation", "layers", "weight", "stage", "params", "proof", "deviations"} {
		there, known := node.Get(field) != nil, slices.Contains(belong, field)
		switch {
		case there && !known:
			hint := fmt.Sprintf("%s takes %s", c.Kind, strings.Join(belong, ", "))
			if other := fieldKinds[field]; other != "" {
				hint += "; for another " + field + " add a change of its own: " + other
			}
			t.report(changeAt(i, field), hint, "%s does not belong to %s", field, c.Kind)
			ok = false
		case !there && slices.Contains(kind.needs, field):
			t.report(changeAt(i), "add it", "%s names no %s", c.Kind, field)
			ok = false
		}
	}
	if kind.oneOf != nil && node.Get(kind.oneOf[0]) == nil && node.Get(kind.oneOf[1]) == nil {
		t.report(changeAt(i), "add obligation: should, or layers: {platform: should}", "%s says neither obligation nor layers", c.Kind)
		ok = false
	}
	for _, said := range []struct{ field, text string }{{"en", c.Reason.EN}, {"de", c.Reason.DE}} {
		if n := node.Get("reason"); n != nil && n.Get(said.field) != nil && strings.TrimSpace(said.text) == "" {
			t.report(changeAt(i, "reason", said.field), "say why, or leave the change out", "it says nothing")
		}
	}
	return ok
}

// changeAt is the pointer to a change, or to a field of it.
func changeAt(i int, fields ...string) string {
	pointer := fmt.Sprintf("/changes/%d", i)
	for _, f := range fields {
		pointer += "/" + f
	}
	return pointer
}
