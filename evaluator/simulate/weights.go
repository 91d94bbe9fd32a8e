package simulate

import (
	"errors"
	"fmt"
	"slices"

	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/score"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// loadWeights looks whether the weight of a sweep can be varied: in a model of XCCDF
// that of a criterion of the profile, in a weighted sum that of an award criterion that
// has others beside it.
func (l *loader) loadWeights(i int) {
	e := &l.definition.Weights[i]
	at := fmt.Sprintf("/weights/%d", i)
	k := slices.IndexFunc(l.definition.Scores, func(s ScoreEntry) bool { return s.ID == e.Score })
	m, p := l.methods[k], l.of(l.definition.Scores[k].Profile)
	if m == nil || p == nil {
		return
	}
	switch m := m.(type) {
	case *score.WeightedSum:
		for n, w := range e.Values {
			if _, err := reweighed(m.Scheme(), e.Criterion, w); err != nil {
				pointer := fmt.Sprintf("%s/values/%d", at, n)
				if !errors.Is(err, errWeight) {
					pointer = at + "/criterion"
				}
				l.report(pointer, "", "%v", err)
				if pointer == at+"/criterion" {
					return
				}
			}
		}
	default:
		if !isXCCDF(m) {
			l.report(at+"/score", "name a score by a model of XCCDF or by a weighted sum", "the weights of %s are its own, and cannot be varied", m.Identity().Name)
			return
		}
		if _, ok := p.profile.Applied(e.Criterion); !ok {
			hint := "name a criterion of the profile"
			if near := doc.Suggest(e.Criterion, p.profile.Criteria()); near != "" {
				hint = fmt.Sprintf("did you mean %q?", near)
			}
			l.report(at+"/criterion", hint, "the profile %s does not apply %s", p.profile.ID(), doc.Quote(e.Criterion))
		}
	}
}

// ownWeight is the weight that a criterion has in a score.
func (s *Study) ownWeight(p *scorePlan, id string) (exact.Number, error) {
	if m, ok := p.method.(*score.WeightedSum); ok {
		for _, a := range m.Scheme().Awards() {
			if a.ID == id {
				return a.Weight, nil
			}
		}
		return exact.Number{}, errAward(id)
	}
	applied, ok := s.profiles[p.profile].profile.Applied(id)
	if !ok {
		return exact.Number{}, errAward(id)
	}
	return exact.Int(applied.Weight.Thousandths()).Quo(exact.Int(1000))
}

func errAward(id string) error { return fmt.Errorf("the method scores no criterion %s", doc.Quote(id)) }

// weightTitle is the title of what is weighed.
func (s *Study) weightTitle(p *scorePlan, id string) evidence.Text {
	if m, ok := p.method.(*score.WeightedSum); ok {
		return m.Scheme().Titles()[id]
	}
	return s.profiles[p.profile].titleOf(id)
}

// errWeight is the error for a weight that an award criterion cannot have.
var errWeight = errors.New("no weight of this level")

// reweighed is a scheme in which an award criterion has another weight, and those
// beside it in its group share the rest in the proportion they have.
func reweighed(s *score.Scheme, id string, weight exact.Number) (*score.Scheme, error) {
	c := *s
	found := false
	var err error
	c.Groups, err = reweighedIn(s.Groups, id, weight, &found)
	if err == nil && !found {
		err = errAward(id)
	}
	return &c, err
}

func reweighedIn(groups []score.Group, id string, weight exact.Number, found *bool) ([]score.Group, error) {
	out := slices.Clone(groups)
	for i := range out {
		var err error
		if out[i].Groups, err = reweighedIn(out[i].Groups, id, weight, found); err != nil {
			return nil, err
		}
		k := slices.IndexFunc(out[i].Criteria, func(a score.Award) bool { return a.ID == id })
		if k < 0 {
			continue
		}
		*found = true
		awards := slices.Clone(out[i].Criteria)
		var whole exact.Number
		for n := range awards {
			whole = whole.Add(awards[n].Weight)
		}
		rest := whole.Sub(awards[k].Weight)
		if rest.IsZero() {
			return nil, fmt.Errorf("%s is alone in its group, which has the weight of the group whatever its own is", doc.Quote(id))
		}
		if weight.Cmp(whole) > 0 {
			return nil, fmt.Errorf("%w: the weights of its group add up to %s, and it would have %s", errWeight, whole, weight)
		}
		factor, err := whole.Sub(weight).Quo(rest)
		if err != nil {
			return nil, err
		}
		for n := range awards {
			awards[n].Weight = awards[n].Weight.Mul(factor)
		}
		awards[k].Weight = weight
		out[i].Criteria = awards
	}
	return out, nil
}
