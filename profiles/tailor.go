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

// tailor applies the changes a profile records to what it tailors.
type tailor struct {
	*Profile
	changes  []Change
	node     *doc.Node
	name     string
	kept     map[string]*rules.Demand
	meant    func(id string) string
	report   func(pointer, hint, format string, args ...any)
	problems *doc.Collector

	first    map[changed]int // which change was the first of its kind
	excluded map[string]int  // by which change
}

// changed is a criterion and a kind of change: there is one of each.
type changed struct {
	criterion string
	kind      ChangeKind
}

// checkBuildsOn refuses what belongs to profiles that build on another in
// another way than this one does.
func (d *Definition) checkBuildsOn(node *doc.Node, report func(pointer, hint, format string, args ...any)) {
	if d.Tailors == "" {
		for _, field := range []string{"changes", "claims"} {
			if node.Get(field) != nil {
				report("/"+field, "name the base under tailors, not under extends; or drop it", "%s belong to a profile that tailors another", field)
			}
		}
		if node.Get("criteria") == nil {
			report("/criteria", "add it", `field "criteria" is missing`)
		}
		return
	}
	if d.Extends != "" {
		report("/extends", "keep tailors for recorded changes in either direction, or extends for stricter settings", "the profile extends one and tailors another")
	}
	for _, x := range []struct{ field, hint string }{
		{"criteria", "record under changes what is different, and why: select, tighten, relax …"},
		{"deviations", "record it under changes: {change: deviations, deviations: inconclusive, reason: …}"},
		{"localisation", "choose the localisation where the profile is used, or record a change that sets the parameters of single criteria"},
	} {
		if node.Get(x.field) != nil {
			report("/"+x.field, x.hint, "%s does not belong to a profile that tailors another", x.field)
		}
	}
	if n := node.Get("changes"); n == nil || n.Kind == doc.List && len(n.Items) == 0 {
		report("/changes", "add what is different, and why", "the profile tailors %s and records no change", d.Tailors)
	}
}

// apply applies all changes.
func (t *tailor) apply() {
	t.first, t.excluded = map[changed]int{}, map[string]int{}
	for i := range t.changes {
		if t.problems.Full() {
			return // nobody reads what else is wrong
		}
		c := &t.changes[i]
		if c.Kind == "" || !t.checkFields(i) {
			continue
		}
		key := changed{c.Criterion, c.Kind}
		if before, twice := t.first[key]; twice {
			t.report(changeAt(i), "keep one of the two, or say all in one", "%s is there already, at %s", strings.TrimSpace(string(c.Kind)+" "+c.Criterion), changeAt(before))
			continue
		}
		t.first[key] = i
		if c.Kind == ChangeDeviations {
			t.changeDeviations(i)
			continue
		}
		t.change(i)
	}
}

// change applies the change of a criterion.
func (t *tailor) change(i int) {
	c := &t.changes[i]
	if c.Criterion == "" {
		return // its problem is known
	}
	compiled, ok := t.asked(c.Criterion)
	if !ok {
		t.report(changeAt(i, "criterion"), t.meant(c.Criterion), "the catalogue has no criterion %s", doc.Quote(c.Criterion))
		return
	}
	inherited := t.base.settings[c.Criterion]
	if c.Kind == Select {
		if inherited != nil {
			t.report(changeAt(i), "tighten, relax, set or prove what is to be different", "%s applies %s already, as %s", t.base.ID(), c.Criterion, inherited.At(""))
			return
		}
		s := Setting{Obligation: c.Obligation, Layers: c.Layers, Weight: c.Weight, Stage: c.Stage, Params: c.Params, Proof: c.Proof}
		t.Profile.apply(c.Criterion, s, changeAt(i), t.node, t.name, t.kept, t.meant, t.report, t.problems)
		return
	}
	if inherited == nil {
		hint := "select it, with obligation and proof"
		if _, selected := t.first[changed{c.Criterion, Select}]; selected {
			hint = "say it where the criterion is selected"
		}
		t.report(changeAt(i), hint, "%s does not apply %s", t.base.ID(), c.Criterion)
		return
	}
	if c.Kind == Exclude {
		t.exclude(i, inherited)
		return
	}
	if by, out := t.excluded[c.Criterion]; out {
		t.report(changeAt(i), "keep one of the two", "%s excludes %s", changeAt(by), c.Criterion)
		return
	}
	a := t.settings[c.Criterion]
	if a == nil {
		own := *inherited
		own.set = maps.Clone(inherited.set)
		a = &own
		t.settings[c.Criterion] = a
	}
	switch c.Kind {
	case Tighten, Relax:
		t.oblige(i, a, inherited)
	case Postpone, Advance:
		t.move(i, a, inherited)
	case Reweigh:
		switch {
		case c.Weight == nil:
		case *c.Weight == inherited.Weight:
			t.unchanged(changeAt(i, "weight"), "the weight of %s is %s in %s", c.Criterion, inherited.Weight, t.base.ID())
		default:
			a.Weight = *c.Weight
		}
	case Set:
		t.set(i, a, inherited, compiled)
	case Prove:
		t.prove(i, a, inherited, compiled)
	}
}

// unchanged refuses a change that changes nothing: whoever reads it would think
// that the base is another one.
func (t *tailor) unchanged(pointer, format string, args ...any) {
	t.report(pointer, "drop the change, or give another value", format+" already; the change changes nothing", args...)
}

// milder refuses a change in a profile that claims to be stricter than its base
// all the same.
func (t *tailor) milder(pointer, format string, args ...any) {
	t.report(pointer, "drop the change, or drop claims: stricter", format+"; the profile claims to be stricter", args...)
}

func (t *tailor) claims() bool { return t.definition.Claims == Stricter }

func (t *tailor) exclude(i int, inherited *Applied) {
	c := &t.changes[i]
	for _, kind := range ChangeKind("").Values() {
		if other, ok := t.first[changed{c.Criterion, ChangeKind(kind)}]; ok && other != i {
			t.report(changeAt(i), "keep one of the two", "%s changes %s, and this one excludes it", changeAt(other), c.Criterion)
			return
		}
	}
	t.excluded[c.Criterion] = i
	if t.claims() {
		t.milder(changeAt(i), "%s is %s in %s, and excluded here", c.Criterion, inherited.At(""), t.base.ID())
	}
}

// oblige makes a criterion more or less binding. A criterion may be tightened at
// some layers and relaxed at others.
func (t *tailor) oblige(i int, a, inherited *Applied) {
	c := &t.changes[i]
	sign, other, wrong := 1, Relax, "lower"
	if c.Kind == Relax {
		sign, other, wrong = -1, Tighten, "raise"
	}
	moved, refused := false, false
	obligation, by := a.Obligation, Layers{}
	for _, layer := range layers() {
		was, now := inherited.At(layer), a.At(layer)
		to := c.obligesAt(layer, was, sign)
		switch delta := sign * (to.rank() - was.rank()); {
		case delta < 0:
			t.report(changeAt(i, "layers", string(layer)), string(other)+" it, or leave the layer out",
				"%s is %s for the layer %s in %s; to %s does not %s it", c.Criterion, was, layer, t.base.ID(), c.Kind, wrong)
			refused = true
		case delta > 0 && now != was:
			t.report(changeAt(i), "name the layers", "%s moves %s at the layer %s the other way", changeAt(t.first[changed{c.Criterion, other}]), c.Criterion, layer)
			refused = true
		case delta > 0:
			moved, now = true, to
		}
		*by.at(layer) = now
	}
	switch {
	case refused || c.Obligation == "" && c.Layers == Layers{}:
	case !moved:
		was, _ := inherited.obligations()
		t.report(changeAt(i), "drop the change, or "+string(other)+" the criterion",
			"%s is %s in %s; to %s it like this changes nothing", c.Criterion, was, t.base.ID(), c.Kind)
	case c.Kind == Relax && t.claims():
		t.milder(changeAt(i), "%s is relaxed", c.Criterion)
	}
	a.Obligation, a.Layers = obligation, by
	a.Obligation, a.Layers = a.obligations()
}

// move lets a criterion bind from another stage.
func (t *tailor) move(i int, a, inherited *Applied) {
	c := &t.changes[i]
	if _, both := t.first[changed{c.Criterion, Postpone}]; both && c.Kind == Advance {
		t.report(changeAt(i), "keep one of the two", "%s postpones %s", changeAt(t.first[changed{c.Criterion, Postpone}]), c.Criterion)
		return
	}
	if _, both := t.first[changed{c.Criterion, Advance}]; both && c.Kind == Postpone {
		t.report(changeAt(i), "keep one of the two", "%s advances %s", changeAt(t.first[changed{c.Criterion, Advance}]), c.Criterion)
		return
	}
	pointer := changeAt(i, "stage")
	if c.Stage == "" {
		a.postpone(nil)
	} else {
		stage := t.stage(c.Stage, pointer, t.report)
		if stage == nil {
			return
		}
		a.postpone(stage)
	}
	was := "binds at once in " + t.base.ID()
	if inherited.Stage != "" {
		was = "binds from the stage " + inherited.Stage + " in " + t.base.ID()
	}
	switch noLater, noEarlier := a.BindsNoLater(inherited), inherited.BindsNoLater(a); {
	case noLater && noEarlier:
		t.unchanged(pointer, "%s %s", c.Criterion, was)
	case c.Kind == Postpone && noLater:
		t.report(pointer, "advance it", "%s %s, and no earlier than from here on", c.Criterion, was)
	case c.Kind == Advance && !noLater:
		t.report(pointer, "postpone it, or name an earlier stage", "%s %s, and not surely as early from here on", c.Criterion, was)
	case c.Kind == Postpone && t.claims() && inherited.At("") != May:
		t.milder(pointer, "%s %s", c.Criterion, was)
	}
}

// set gives parameters another value.
func (t *tailor) set(i int, a, inherited *Applied, compiled *criteria.Compiled) {
	c := &t.changes[i]
	if len(c.Params) == 0 {
		if n := t.node.Find(changeAt(i, "params")); n.Kind == doc.Mapping {
			t.report(changeAt(i, "params"), "name a parameter and its value", "set names no parameter")
		}
		return
	}
	maps.Copy(a.set, c.Params)
	params, err := t.bind(compiled, a.set)
	if err != nil {
		t.report(changeAt(i, "params"), "", "%v", err)
		return
	}
	a.Params = params
	directions := rules.Directions(compiled.Rules())
	for _, name := range slices.Sorted(maps.Keys(c.Params)) {
		declared, is, was := compiled.Params[name], params[name], inherited.Params[name]
		_, own := inherited.set[name]
		pointer := changeAt(i, "params") + doc.Pointer(name)
		switch {
		// A region that is set stays whichever localisation is chosen.
		case is.Equal(was) && (own || !isRegion(declared)):
			t.unchanged(pointer, "%s is %s in %s", name, was, t.base.ID())
		case !t.claims():
		case isRegion(declared):
			t.milder(pointer, "%s is %s in %s, and a localisation is a choice and no step of strictness", name, was, t.base.ID())
		case loosens(declared, directions["params."+name], was, is):
			t.milder(pointer, "%s is %s in %s, and %s is weaker", name, was, t.base.ID(), is)
		}
	}
}

// loosens reports whether another value of a parameter surely makes some demand
// of the rule weaker.
func loosens(declared criteria.Param, d rules.Direction, from, to evidence.Value) bool {
	was, err := rules.ParamValue(rules.ParamType(declared.Type), from)
	is, err2 := rules.ParamValue(rules.ParamType(declared.Type), to)
	return err == nil && err2 == nil && d.Loosens(was, is)
}

// prove demands other proofs.
func (t *tailor) prove(i int, a, inherited *Applied, compiled *criteria.Compiled) {
	c := &t.changes[i]
	if c.Proof == nil {
		return
	}
	pointer := changeAt(i, "proof")
	demands, ps := compileProof(c.Proof, t.kept, proofSource(t.node, t.name, pointer))
	t.problems.Add(ps...)
	if len(ps) > 0 {
		return
	}
	t.checkPaths(compiled, demands, pointer, t.report)
	a.demands = demands
	if maps.Equal(demands.canonical(), inherited.demands.canonical()) {
		t.unchanged(pointer, "%s demands this for %s", t.base.ID(), c.Criterion)
		return
	}
	if t.claims() {
		if facts := t.unimplied(compiled, demands, inherited.demands); len(facts) > 0 {
			t.report(pointer, "demand what the base demands and more, joined with &&; or drop claims: stricter",
				"it does not clearly include what %s demands for %s; the profile claims to be stricter", t.base.ID(), strings.Join(facts, ", "))
		}
	}
}

// unimplied lists the facts a criterion reads for which the demands of a profile
// do not clearly include those of its base.
func (t *tailor) unimplied(c *criteria.Compiled, own, base *Demands) []string {
	var facts []string
	rule, when := c.Rules()
	for _, part := range []struct {
		rule *rules.Rule
		when bool
	}{{rule, false}, {when, true}} {
		if part.rule == nil {
			continue
		}
		for _, slot := range part.rule.Reads {
			path := t.catalogue.Environment().Info(slot).Path
			if !own.Of(path, part.when).Implies(base.Of(path, part.when)) && !slices.Contains(facts, path) {
				facts = append(facts, path)
			}
		}
	}
	return facts
}

func (t *tailor) changeDeviations(i int) {
	c := &t.changes[i]
	switch was := t.base.Deviations(); {
	case c.Deviations == "":
	case c.Deviations == was:
		t.unchanged(changeAt(i, "deviations"), "deviations are %s in %s", was, t.base.ID())
	case c.Deviations == Remark && t.claims():
		t.milder(changeAt(i, "deviations"), "deviations are %s in %s", was, t.base.ID())
	}
}

// steps describes the tailoring that the profile rests on, the nearest first.
func (p *Profile) steps() []Tailoring {
	if p.base == nil {
		return nil
	}
	inherited := p.base.tailoring
	if p.definition.Tailors == "" {
		return inherited
	}
	step := Tailoring{Profile: p.ID(), Version: p.Version(), Base: p.base.ID(), BaseVersion: p.base.Version(), BaseDigest: p.base.Digest(), Claims: p.definition.Claims}
	for _, c := range p.definition.Changes {
		applied := AppliedChange{Change: c, Was: p.replaced(&c)}
		if c.Kind == Postpone || c.Kind == Advance || c.Kind == Select {
			if was := p.base.settings[c.Criterion]; was != nil {
				applied.FromStage = was.BindsFrom()
			}
			applied.ToStage = p.settings[c.Criterion].BindsFrom()
		}
		step.Changes = append(step.Changes, applied)
	}
	return append([]Tailoring{step}, inherited...)
}

// replaced is what the base says where a change says something else.
func (p *Profile) replaced(c *Change) *Replaced {
	if c.Kind == ChangeDeviations {
		return &Replaced{Deviations: p.base.Deviations()}
	}
	was, ok := p.base.settings[c.Criterion]
	if !ok {
		return nil
	}
	r := &Replaced{}
	switch c.Kind {
	case Exclude, Tighten, Relax:
		r.Obligation, r.Layers = was.obligations()
	case Postpone, Advance:
		r.Stage = was.Stage
	case Reweigh:
		r.Weight = &was.Weight
	case Set:
		r.Params = map[string]evidence.Value{}
		for name := range c.Params {
			r.Params[name] = was.Params[name]
		}
	case Prove:
		proof := was.demands.proof()
		r.Proof = &proof
	}
	return r
}

// proof writes the demands as a profile states them.
func (d *Demands) proof() Proof {
	p := Proof{Rule: d.rule.String()}
	if when := d.when.String(); when != p.Rule {
		p.When = when
	}
	for _, f := range d.facts {
		if p.Facts == nil {
			p.Facts = map[string]string{}
		}
		p.Facts[f.path] = f.demand.String()
	}
	return p
}

// proofSource maps a part of a proof demand to its place in the file.
func proofSource(node *doc.Node, name, at string) func(part, text string) rules.Source {
	return func(part, text string) rules.Source {
		pointer := at
		if n := node.Find(at); n.Kind == doc.Mapping {
			pointer = at + "/" + part
		}
		n := node.Find(pointer)
		return rules.Source{File: name, Pointer: pointer, Text: text, Position: n.Position}
	}
}

// Tailors returns the profile this one tailors by recorded changes, or nil.
func (p *Profile) Tailors() *Profile {
	if p.definition.Tailors == "" {
		return nil
	}
	return p.base
}

// Base returns the profile this one extends or tailors, or nil.
func (p *Profile) Base() *Profile { return p.base }

// Claims returns what the profile claims of itself in relation to its base: a
// profile that extends another always claims to be stricter; "" is no claim.
func (p *Profile) Claims() Claim {
	if p.definition.Extends != "" {
		return Stricter
	}
	return p.definition.Claims
}

// Changes returns the changes the profile records itself, in the order of the
// file; none unless it tailors another. They must not be changed.
func (p *Profile) Changes() []Change { return slices.Clone(p.definition.Changes) }

// Tailoring returns every step in which the profile, or one it rests on, tailors
// another, the nearest first; none if no profile of the chain does. It must not
// be changed.
func (p *Profile) Tailoring() []Tailoring { return slices.Clone(p.tailoring) }

// ExcludedBy returns the profile that excludes a criterion by a recorded change:
// this one or the nearest that it rests on; nil if the criterion applies or no
// change excludes it.
func (p *Profile) ExcludedBy(criterion string) *Profile {
	if _, applies := p.settings[criterion]; applies {
		return nil
	}
	for q := p; q != nil; q = q.base {
		if slices.ContainsFunc(q.definition.Changes, func(c Change) bool { return c.Kind == Exclude && c.Criterion == criterion }) {
			return q
		}
	}
	return nil
}
