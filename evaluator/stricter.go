package evaluator

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// ErrCatalogues is returned by [Stricter] and [Ladder] for profiles that were
// resolved against two catalogues.
var ErrCatalogues = errors.New("the profiles were resolved against different catalogues")

// StrictnessAnswer says whether one thing is at least as strict as another.
type StrictnessAnswer string

// The answers.
const (
	// IsStricter: proven to be at least as strict.
	IsStricter StrictnessAnswer = "stricter"
	// NotStricter: there is a dossier that comes out better.
	NotStricter StrictnessAnswer = "notStricter"
	// StrictnessNotDecided: neither was found.
	StrictnessNotDecided StrictnessAnswer = "notDecided"
)

// Values returns the accepted values.
func (StrictnessAnswer) Values() []string { return []string{"stricter", "notStricter", "notDecided"} }

// GroundKind names what two profiles say differently.
type GroundKind string

// The kinds of grounds. See [Stricter] for how each is decided.
const (
	// GroundAdded: only the profile applies the criterion.
	GroundAdded GroundKind = "added"
	// GroundNotApplied: only the base applies the criterion.
	GroundNotApplied GroundKind = "notApplied"
	// GroundObligation: how binding the criterion is, at some layers.
	GroundObligation GroundKind = "obligation"
	// GroundStage: from when the criterion binds.
	GroundStage GroundKind = "stage"
	// GroundProof: what is demanded of the proofs of some facts.
	GroundProof GroundKind = "proof"
	// GroundParameter: the value of a parameter of the rule.
	GroundParameter GroundKind = "parameter"
	// GroundDeviations: what an unmet should without a recorded reason does. It is
	// of the profile as a whole.
	GroundDeviations GroundKind = "deviations"
	// GroundZone: whose calendar days count. It is of the profile as a whole.
	GroundZone GroundKind = "zone"
)

// Values returns the accepted values.
func (GroundKind) Values() []string {
	return []string{"added", "notApplied", "obligation", "stage", "proof", "parameter", "deviations", "zone"}
}

// Strictness says whether one profile is at least as strict as another. It is
// data; equal profiles give equal bytes.
type Strictness struct {
	Answer  StrictnessAnswer `json:"answer" required:"true"`
	Profile ComparedProfile  `json:"profile" required:"true"`
	Base    ComparedProfile  `json:"base" required:"true"`
	// Same counts the criteria that both apply alike, weights aside: they are
	// not named.
	Same int `json:"same"`
	// Grounds are the differences of the profiles as a whole.
	Grounds []Ground `json:"grounds,omitzero"`
	// Criteria are those that differ, in the order of the catalogue.
	Criteria []CriterionStrictness `json:"criteria,omitzero"`
	// Counterexample shows that the profile is not stricter. It is there exactly
	// if that is the answer.
	Counterexample *Counterexample `json:"counterexample,omitzero"`
}

// ComparedProfile identifies one of the two profiles.
type ComparedProfile struct {
	ID      string           `json:"id" required:"true"`
	Version evidence.Version `json:"version" required:"true"`
	Title   evidence.Text    `json:"title,omitzero"`
	Digest  string           `json:"digest" required:"true"`
}

// CriterionStrictness is what differs in one criterion.
type CriterionStrictness struct {
	Criterion string           `json:"criterion" required:"true"`
	Answer    StrictnessAnswer `json:"answer" required:"true"`
	Grounds   []Ground         `json:"grounds" required:"true"`
}

// Ground is one difference and what it does to strictness.
type Ground struct {
	Kind   GroundKind       `json:"kind" required:"true"`
	Answer StrictnessAnswer `json:"answer" required:"true"`
	// Layers are where an obligation differs; all if absent.
	Layers []evidence.Layer `json:"layers,omitzero"`
	// Parameter is the parameter that differs.
	Parameter string `json:"parameter,omitzero"`
	// Tightens says which values of the parameter are stricter where the rule
	// itself tells: "lower" ones (smaller, earlier, shorter, fewer, no rather than
	// yes) or "higher" ones. Where it is absent both versions of the rule were
	// compared on all evidence there can be.
	Tightens string `json:"tightens,omitzero"`
	// Facts are the facts whose proofs are demanded differently; When says that
	// they are those that tell whether the criterion applies.
	Facts []string `json:"facts,omitzero"`
	When  bool     `json:"when,omitzero"`
	// From is what the base says and To what the profile says: an obligation, the
	// name of a stage (nothing: at once), a proof demand, a parameter's value, a
	// zone. FromStage and ToStage say what the stages are.
	From      evidence.Value  `json:"from,omitzero"`
	To        evidence.Value  `json:"to,omitzero"`
	FromStage *profiles.Stage `json:"fromStage,omitzero"`
	ToStage   *profiles.Stage `json:"toStage,omitzero"`
}

// EncodeJSON writes the answer. Equal answers give equal bytes.
func (s *Strictness) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(s) }

// StrictnessOption changes what [Stricter] does. The set of options is closed.
type StrictnessOption interface{ applyStrictness(*strictnessOptions) }

type strictnessOptions struct{ proveOnly bool }

type strictnessOptionFunc func(*strictnessOptions)

func (f strictnessOptionFunc) applyStrictness(o *strictnessOptions) { f(o) }

// ProveOnly leaves out the search for a counterexample: the answer is then
// [IsStricter] or [StrictnessNotDecided].
func ProveOnly() StrictnessOption {
	return strictnessOptionFunc(func(o *strictnessOptions) { o.proveOnly = true })
}

// Bounds of the work of one call of [Stricter].
const (
	maxCompareWork = 20 * rules.MaxWork // of comparing rules
	maxSearchWork  = 5 * rules.MaxWork  // of looking for counterexamples
)

// Stricter answers whether a profile is at least as strict as a base: on no
// dossier and at no instant does a criterion that base applies, nor the verdict,
// come out better under profile than under base, in the order of the package
// comment. A criterion that profile does not apply is as good as met there. The
// subject is listed under both on the same day, or under neither. Waivers are
// left aside: they name a profile. Where a rule looks at the day of the verdict, as
// for a region at a date, what is proven holds for verdicts from the year 2026 on.
//
// It is first proven, ground by ground:
//
//   - criteria that profile adds can only make a verdict worse;
//   - an obligation, its stage and what unmet shoulds do are weighed together at
//     each layer: what an unmet criterion makes of a verdict must be no less
//     under profile, failed or open, before and after each stage begins;
//   - every proof demand of profile, on each fact the rule reads and each
//     its when reads, must imply that of base;
//   - a parameter must move the way in which the rule tightens; or else, and
//     where parts of the rule may break, both versions of the rule are compared
//     on all views of the evidence.
//
// Where that does not suffice a counterexample is made up, from the rules and
// the demands, and evaluated under both profiles. Only what comes out better
// then is shown. Where neither succeeds the answer is [StrictnessNotDecided]: for
// none of 520 tailorings of the embedded profiles, drawn at random of changes that
// authorities may make (TestStricterOnRealisticTailorings with -tailorings 520).
//
// The work is bounded and the same for the same profiles. The error is
// [ErrCatalogues], [ErrNoInput], that of a cancelled context, or a bug.
func Stricter(ctx context.Context, profile, base *profiles.Profile, opts ...StrictnessOption) (Strictness, error) {
	var o strictnessOptions
	for _, opt := range opts {
		if opt != nil {
			opt.applyStrictness(&o)
		}
	}
	for _, p := range []*profiles.Profile{profile, base} {
		if err := checkProfile(p); err != nil {
			return Strictness{}, err
		}
	}
	if profile.Catalogue().Digest() != base.Catalogue().Digest() {
		return Strictness{}, fmt.Errorf("%w: %s and %s", ErrCatalogues, profile.ID(), base.ID())
	}
	c := &comparer{ctx: ctx, profile: profile, base: base, work: rules.NewWork(maxCompareWork)}
	c.result = Strictness{Profile: compared(profile), Base: compared(base)}
	if err := c.compare(); err != nil {
		return Strictness{}, err
	}
	if !o.proveOnly {
		if err := c.search(); err != nil {
			return Strictness{}, err
		}
	}
	c.conclude()
	return c.result, nil
}

func compared(p *profiles.Profile) ComparedProfile {
	return ComparedProfile{p.ID(), p.Version(), p.Title(), p.Digest()}
}

// comparer compares two profiles.
type comparer struct {
	ctx           context.Context
	profile, base *profiles.Profile
	work          *rules.Work
	result        Strictness
	// witnesses are what refuted parameters, by criterion.
	witnesses map[string]*rules.Witness
}

func (c *comparer) compare() error {
	c.witnesses = map[string]*rules.Witness{}
	dated := false // something depends on the day
	var looseDeviations bool
	for _, criterion := range c.base.Catalogue().Criteria() {
		if err := c.ctx.Err(); err != nil {
			return err
		}
		was, inBase := c.base.Applied(criterion.ID)
		is, inProfile := c.profile.Applied(criterion.ID)
		var grounds []Ground
		switch {
		case !inBase && !inProfile:
			continue
		case !inBase:
			grounds = []Ground{{Kind: GroundAdded, Answer: IsStricter, To: evidence.String(string(is.At("")))}}
		case !inProfile:
			grounds = []Ground{{Kind: GroundNotApplied, Answer: StrictnessNotDecided, From: evidence.String(string(was.At("")))}}
		default:
			compiled, _ := c.base.Catalogue().Compiled(criterion.ID)
			rule, when := compiled.Rules()
			binding, looser := c.binding(criterion.ID, was, is)
			looseDeviations = looseDeviations || looser
			grounds = append(grounds, binding...)
			proofs, demanded, err := c.proofs(compiled, was, is)
			if err != nil {
				return err
			}
			grounds = append(grounds, proofs...)
			params, err := c.params(criterion.ID, was, is)
			if err != nil {
				return err
			}
			grounds = append(grounds, params...)
			dated = dated || demanded || rule.UsesAt || when != nil && when.UsesAt || was.Stage != "" || is.Stage != "" ||
				criterion.Introduced != nil || criterion.Deprecated != nil
		}
		if len(grounds) == 0 {
			c.result.Same++
			continue
		}
		c.result.Criteria = append(c.result.Criteria, CriterionStrictness{Criterion: criterion.ID, Grounds: grounds})
	}
	if from, to := c.base.Deviations(), c.profile.Deviations(); from != to {
		g := Ground{Kind: GroundDeviations, Answer: IsStricter, From: evidence.String(string(from)), To: evidence.String(string(to))}
		if looseDeviations {
			g.Answer = StrictnessNotDecided
		}
		c.result.Grounds = append(c.result.Grounds, g)
	}
	if from, to := c.base.Zone().String(), c.profile.Zone().String(); from != to {
		g := Ground{Kind: GroundZone, Answer: IsStricter, From: evidence.String(from), To: evidence.String(to)}
		if dated {
			g.Answer = StrictnessNotDecided
		}
		c.result.Grounds = append(c.result.Grounds, g)
	}
	return nil
}

// conclude takes the answers on grounds together.
func (c *comparer) conclude() {
	together := func(grounds []Ground) StrictnessAnswer {
		answer := IsStricter
		for _, g := range grounds {
			if g.Answer == NotStricter || answer == IsStricter {
				answer = g.Answer
			}
		}
		return answer
	}
	all := slices.Clone(c.result.Grounds)
	for i := range c.result.Criteria {
		one := &c.result.Criteria[i]
		one.Answer = together(one.Grounds)
		all = append(all, Ground{Answer: one.Answer})
	}
	c.result.Answer = together(all)
}

// effect is what an unmet criterion makes of a verdict; the conformities from
// the best to the worst.
type effect int

const (
	noEffect effect = iota
	deviates
	postponed
	leavesOpen
	fails
)

// effectOf is the effect of an unmet criterion, as [run.conformIf] concludes.
func effectOf(o profiles.Obligation, due bool, outcome Outcome, d profiles.Deviations) effect {
	switch {
	case o == profiles.May, o == profiles.Should && due:
		return noEffect
	case o == profiles.Should && d == profiles.Inconclusive:
		return leavesOpen
	case o == profiles.Should:
		return deviates
	case due:
		return postponed
	case outcome == Fail:
		return fails
	}
	return leavesOpen
}

// noBetterThan lists, for each unmet outcome under the base, those a criterion
// may have under a profile whose rule and demands are no weaker. Unproven counts
// as unknown does.
var noBetterThan = []struct{ was, is Outcome }{
	{Fail, Fail}, {Error, Fail}, {Error, Error}, {Unknown, Fail}, {Unknown, Error}, {Unknown, Unknown},
}

// noWeaker reports whether an unmet criterion has no smaller effect under the
// profile than under the base, at a layer: for all outcomes and whether or not
// its stage has begun under either.
func noWeaker(was, is *profiles.Applied, layer evidence.Layer, before, after profiles.Deviations) bool {
	for _, o := range noBetterThan {
		for _, dueWas := range mayBeDue(was, o.was) {
			for _, dueIs := range mayBeDue(is, o.is) {
				if dueIs && !dueWas && is.BindsNoLater(was) {
					continue // is never so
				}
				if effectOf(is.At(layer), dueIs, o.is, after) < effectOf(was.At(layer), dueWas, o.was, before) {
					return false
				}
			}
		}
	}
	return true
}

// mayBeDue says whether an unmet criterion may be due later: a fast track
// postpones only what is open.
func mayBeDue(a *profiles.Applied, o Outcome) []bool {
	if a.Stage == "" || a.FastTrack() != nil && o != Unknown {
		return []bool{false}
	}
	return []bool{false, true}
}

// layersToCompare are the layers a subject can state, and none.
func layersToCompare() []evidence.Layer {
	var out []evidence.Layer
	for _, text := range evidence.Layer("").Values() {
		out = append(out, evidence.Layer(text))
	}
	return append(out, "")
}

// binding compares obligations and stages. looserDeviations says that they would
// do but for what unmet shoulds do.
func (c *comparer) binding(id string, was, is *profiles.Applied) (out []Ground, looserDeviations bool) {
	type move struct{ from, to profiles.Obligation }
	moved := map[move]*Ground{}
	var order []move
	stage := StrictnessAnswer("")
	from, to := was.BindsFrom(), is.BindsFrom()
	if !sameStage(from, to) {
		stage = IsStricter
	}
	for _, layer := range layersToCompare() {
		m := move{was.At(layer), is.At(layer)}
		safe := noWeaker(was, is, layer, c.base.Deviations(), c.base.Deviations()) || c.neverAt(id, was, layer)
		if m.from != m.to && layer != "" {
			g := moved[m]
			if g == nil {
				g = &Ground{Kind: GroundObligation, Answer: IsStricter, From: evidence.String(string(m.from)), To: evidence.String(string(m.to))}
				moved[m] = g
				order = append(order, m)
			}
			g.Layers = append(g.Layers, layer)
		}
		switch {
		case safe:
			if !noWeaker(was, is, layer, c.base.Deviations(), c.profile.Deviations()) && !c.neverAt(id, was, layer) {
				looserDeviations = true
			}
		case rankOf(m.to) < rankOf(m.from) && moved[m] != nil:
			moved[m].Answer = StrictnessNotDecided
		case rankOf(m.to) < rankOf(m.from):
			// Without a layer the strictest counts, so that one of the layers has
			// fallen too.
			for _, g := range moved {
				if rankOf(profiles.Obligation(g.To.String())) < rankOf(profiles.Obligation(g.From.String())) {
					g.Answer = StrictnessNotDecided
				}
			}
		default:
			stage = StrictnessNotDecided
		}
	}
	for _, m := range order {
		g := moved[m]
		if len(g.Layers) == len(evidence.Layer("").Values()) {
			g.Layers = nil
		}
		out = append(out, *g)
	}
	if stage != "" {
		out = append(out, Ground{Kind: GroundStage, Answer: stage, From: nameOf(was.Stage), To: nameOf(is.Stage), FromStage: from, ToStage: to})
	}
	return out, looserDeviations
}

// rankOf orders obligations.
func rankOf(o profiles.Obligation) int { return slices.Index(o.Values(), string(o)) }

// nameOf is the name of a stage, nothing for at once.
func nameOf(stage string) evidence.Value {
	if stage == "" {
		return evidence.Value{}
	}
	return evidence.String(stage)
}

// sameStage reports whether two stages postpone alike, whatever they are called.
func sameStage(a, b *profiles.Stage) bool {
	if a == nil || b == nil {
		return a == b
	}
	term := a.Term == b.Term || a.Term != nil && b.Term != nil && *a.Term == *b.Term
	from := a.From == b.From || a.From != nil && b.From != nil && *a.From == *b.From
	return term && from && a.Given == b.Given
}

// neverAt reports whether the criterion is sure not to apply to subjects of the
// layer under the base, whatever is known of them.
func (c *comparer) neverAt(id string, was *profiles.Applied, layer evidence.Layer) bool {
	compiled, _ := c.base.Catalogue().Compiled(id)
	_, when := compiled.Rules()
	if when == nil || layer == "" || when.UsesAt {
		return false
	}
	given, _, err := compiled.Bind(was.Params)
	if err != nil {
		return false
	}
	env := c.base.Catalogue().Environment()
	m := env.NewMachine()
	m.Given(env.Subject(evidence.Subject{Layer: layer}), given, searchDays[0])
	truth, _ := when.Eval(m)
	return truth == rules.False
}

// proofs compares the demands on every fact that is read. demanded says that
// there is any.
func (c *comparer) proofs(compiled *criteria.Compiled, was, is *profiles.Applied) (out []Ground, demanded bool, err error) {
	env := c.base.Catalogue().Environment()
	rule, when := compiled.Rules()
	given, _, err := compiled.Bind(is.Params)
	if err != nil {
		return nil, false, err
	}
	for _, part := range []struct {
		rule *rules.Rule
		when bool
	}{{rule, false}, {when, true}} {
		if part.rule == nil {
			continue
		}
		// What the parameters leave out needs no proof: what the profile finds true
		// without a fact the base finds true, if its rule is no tighter.
		matters := part.rule.ReadsWith(given)
		for _, slot := range part.rule.Reads {
			path := env.Info(slot).Path
			from, to := was.Demands().Of(path, part.when), is.Demands().Of(path, part.when)
			demanded = demanded || !from.IsNone() || !to.IsNone()
			if from.String() == to.String() {
				continue
			}
			g := Ground{Kind: GroundProof, Answer: StrictnessNotDecided, When: part.when, Facts: []string{path},
				From: evidence.String(from.String()), To: evidence.String(to.String())}
			if to.Entails(from) || !slices.Contains(matters, slot) {
				g.Answer = IsStricter
			}
			// Facts with the same difference are named together.
			if i := slices.IndexFunc(out, func(h Ground) bool {
				return h.When == g.When && h.Answer == g.Answer && h.From.Equal(g.From) && h.To.Equal(g.To)
			}); i >= 0 {
				out[i].Facts = append(out[i].Facts, path)
				continue
			}
			out = append(out, g)
		}
	}
	return out, demanded, nil
}

// params compares the values of parameters.
func (c *comparer) params(id string, was, is *profiles.Applied) ([]Ground, error) {
	compiled, _ := c.base.Catalogue().Compiled(id)
	rule, when := compiled.Rules()
	var out []Ground
	var directions map[string]rules.Direction
	open := false
	var tightens []int // grounds, by the way the rule tightens alone
	for _, name := range slices.Sorted(maps.Keys(is.Params)) {
		if was.Params[name].Equal(is.Params[name]) {
			continue
		}
		if directions == nil {
			directions = rules.Directions(rule, when)
		}
		g := Ground{Kind: GroundParameter, Answer: StrictnessNotDecided, Parameter: name, From: was.Params[name], To: is.Params[name]}
		typ := rules.ParamType(compiled.Params[name].Type)
		from, err := rules.ParamValue(typ, was.Params[name])
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", id, name, err)
		}
		to, err := rules.ParamValue(typ, is.Params[name])
		if err != nil {
			return nil, fmt.Errorf("%s: %s: %w", id, name, err)
		}
		direction, named := directions["params."+name]
		switch direction {
		case rules.Lower:
			g.Tightens = "lower"
		case rules.Higher:
			g.Tightens = "higher"
		}
		switch {
		case !named:
			g.Answer = IsStricter
		case direction.Tightens(from, to):
			tightens = append(tightens, len(out))
		default:
			open = true
		}
		out = append(out, g)
	}
	if !open && len(tightens) == 0 {
		return out, nil
	}
	given := func(a *profiles.Applied) (*rules.Given, error) {
		g, _, err := compiled.Bind(a.Params)
		return g, err
	}
	before, err := given(was)
	if err != nil {
		return nil, err
	}
	after, err := given(is)
	if err != nil {
		return nil, err
	}
	sides := [2]rules.Side{{Rule: rule, When: when, Given: before}, {Rule: rule, When: when, Given: after}}
	// Where a part may break the way a rule tightens does not suffice: what broke may
	// then be unknown, since that goes before what is broken.
	breaks := sides[0].MayBreak() || sides[1].MayBreak()
	if !breaks {
		for _, i := range tightens {
			out[i].Answer = IsStricter
		}
		if !open {
			return out, nil
		}
	}
	answer, witness := rules.NeverBetter(sides[0], sides[1], c.work)
	if answer == rules.Proven && breaks && open {
		// A criterion that breaks where it failed is no better, and the verdict is.
		// Where all parameters move the way in which the rule tightens, what failed
		// still fails.
		answer = rules.NotDecided
	}
	for i := range out {
		switch {
		case out[i].Answer == IsStricter:
		case answer == rules.Proven:
			out[i].Answer = IsStricter
			if open {
				// The values together are no weaker, whatever one of them would be alone.
				out[i].Tightens = ""
			}
		case answer == rules.Refuted:
			c.witnesses[id] = witness
		}
	}
	return out, nil
}
