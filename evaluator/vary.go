package evaluator

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// ErrVaried is returned for anything but [Evaluator.Decide] that is asked of an
// evaluator that [Evaluator.Vary] made: what comes out of it is no verdict under
// the profile whose name it has.
var ErrVaried = errors.New("a varied profile decides what would be and gives no verdicts")

// Variation is what an experiment changes of a profile. The zero Variation
// changes nothing.
type Variation struct {
	// Params are values of parameters, by the criterion and the parameter's name;
	// those left out stay as they are.
	Params map[string]map[string]evidence.Value
	// Obligations say how binding criteria are, at every layer.
	Obligations map[string]profiles.Obligation
	// Dropped are criteria that do not count for conformity. They keep their place
	// among the outcomes, and have one.
	Dropped []string
	// Trusted are facts, or groups of them, of which no proof is demanded: what
	// is stated about them counts as proven.
	Trusted []string
}

// Vary returns the evaluator with another profile in place of its own, for
// simulations: what would follow if a threshold, an obligation or a demand were
// another one. Only [Evaluator.Decide] works on it, and everything else returns
// [ErrVaried], so that no stored verdict can be mistaken for one under the
// profile. [Evaluator.Profile] stays the profile it was made of.
//
// The error names everything that is wrong with the variation: criteria the
// profile does not apply, parameters they do not have, values of another type,
// obligations there are not, facts there are not.
func (e *Evaluator) Vary(v Variation) (*Evaluator, error) {
	var wrong []error
	of := map[string]*criterion{}
	varied := newEvaluator(e.catalogue, e.profile)
	varied.varied = true
	varied.criteria = slices.Clone(e.criteria)
	for i := range varied.criteria {
		of[varied.criteria[i].ID] = &varied.criteria[i]
	}
	find := func(id string) *criterion {
		c, ok := of[id]
		if !ok {
			hint := ""
			if near := doc.Suggest(id, slices.Sorted(maps.Keys(of))); near != "" {
				hint = fmt.Sprintf("; did you mean %s?", near)
			}
			wrong = append(wrong, fmt.Errorf("profile %s does not apply %s%s", e.profile.ID(), id, hint))
		}
		return c
	}
	for _, id := range slices.Sorted(maps.Keys(v.Params)) {
		c := find(id)
		if c == nil {
			continue
		}
		applied := *c.applied
		applied.Params = maps.Clone(c.applied.Params)
		known := true
		for _, name := range slices.Sorted(maps.Keys(v.Params[id])) {
			if _, ok := applied.Params[name]; !ok {
				known = false
				wrong = append(wrong, fmt.Errorf("%s has no parameter %s%s", id, name, suggestion(name, applied.Params)))
				continue
			}
			applied.Params[name] = v.Params[id][name]
		}
		if !known {
			continue
		}
		params, _, err := c.Bind(applied.Params)
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", id, err))
			continue
		}
		c.applied, c.params = &applied, params
	}
	for _, id := range slices.Sorted(maps.Keys(v.Obligations)) {
		c := find(id)
		if c == nil {
			continue
		}
		obligation := v.Obligations[id]
		if !slices.Contains(obligation.Values(), string(obligation)) {
			wrong = append(wrong, fmt.Errorf("%s: there is no obligation %q; it is one of %s", id, obligation, strings.Join(obligation.Values(), ", ")))
			continue
		}
		applied := *c.applied
		applied.Obligation, applied.Layers = obligation, profiles.Layers{}
		c.applied = &applied
	}
	for _, id := range v.Dropped {
		if c := find(id); c != nil {
			c.dropped = true
		}
	}
	trusted := func(path string) bool {
		return slices.ContainsFunc(v.Trusted, func(t string) bool { return path == t || strings.HasPrefix(path, t+".") })
	}
	for _, path := range v.Trusted {
		if !e.env.Has(path) {
			wrong = append(wrong, fmt.Errorf("there is no fact %s", path))
		}
	}
	trust := func(reads []read) []read {
		reads = slices.Clone(reads)
		for i := range reads {
			if trusted(e.env.Info(reads[i].slot).Path) {
				reads[i].demand = rules.None
			}
		}
		return reads
	}
	for i := range varied.criteria {
		c := &varied.criteria[i]
		c.ruleReads, c.whenReads = trust(c.ruleReads), trust(c.whenReads)
	}
	if len(wrong) > 0 {
		return nil, errors.Join(wrong...)
	}
	varied.slots = e.slots
	return varied, nil
}

// suggestion is the end of a message about a name that is not among the keys.
func suggestion[V any](name string, known map[string]V) string {
	if near := doc.Suggest(name, slices.Sorted(maps.Keys(known))); near != "" {
		return fmt.Sprintf("; did you mean %s?", near)
	}
	return ""
}

// Varied reports whether [Evaluator.Vary] made the evaluator.
func (e *Evaluator) Varied() bool { return e.varied }

// Part is one criterion as an evaluator judges it. It is for executors of
// compiled profiles; the rules' types are internal.
type Part struct {
	ID string
	// Rule and When are as compiled, When nil if the criterion always applies.
	Rule, When *rules.Rule
	Params     *rules.Given
	// Counts reports whether the outcome counts for conformity on the day, and
	// Applied how the criterion is obliged.
	Counts  bool
	Applied *profiles.Applied

	ruleReads, whenReads []read
}

// Parts returns the criteria in the order of [profiles.Profile.Criteria], and the
// day on which they are judged.
func (e *Evaluator) Parts(at time.Time) ([]Part, civil.Date) {
	day := civil.DateOf(at, e.profile.Zone())
	parts := make([]Part, len(e.criteria))
	for i := range e.criteria {
		c := &e.criteria[i]
		parts[i] = Part{ID: c.ID, Rule: c.rule, When: c.when, Params: c.params, Counts: c.counts(day), Applied: c.applied,
			ruleReads: c.ruleReads, whenReads: c.whenReads}
	}
	return parts, day
}

// Demand is what is demanded of the proofs of a fact that the rule reads, or the
// when.
func (p *Part) Demand(slot int, when bool) *rules.Demand {
	reads := p.ruleReads
	if when {
		reads = p.whenReads
	}
	for _, r := range reads {
		if r.slot == slot {
			return r.demand
		}
	}
	return rules.None
}
