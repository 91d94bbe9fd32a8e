package evaluator

import (
	"context"
	"time"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// Possibility is what may still become of one criterion by more evidence at the
// same instant: facts that are not stated yet and contradict none, and proofs; or
// by what is only claimed turning out to be wrong.
type Possibility struct {
	Criterion string
	// Outcome is the one of the verdict.
	Outcome Outcome
	// Stated is the outcome if everything that is stated were proven: pass, fail or
	// notApplicable; unknown or error while that leaves it open.
	Stated Outcome
	// Final are the outcomes it may end with once nothing is open, at least one of
	// pass, fail and notApplicable, in this order. A rule that breaks for good ends
	// like one that fails, and so does a claim that stays unproven.
	Final []Outcome
}

// May reports whether the criterion may end with an outcome.
func (p *Possibility) May(o Outcome) bool {
	for _, f := range p.Final {
		if f == o {
			return true
		}
	}
	return false
}

// Possible says of each criterion, in the order of [profiles.Profile.Criteria],
// what may still become of it. It takes as long as [Evaluator.Decide], whose
// options and errors it has. By the laws of the package comment:
//
//   - fail and notApplicable are final;
//   - pass may become notApplicable unless the criterion is proven to apply;
//   - what is open may pass unless the rule fails by what is stated, may fail, and
//     may become notApplicable unless the criterion is proven to apply.
//
// With less evidence more is possible, never less: so what is the worst or best
// over all possibilities bounds every completion, and nobody gains by leaving
// something out. Criteria are looked at one by one. That some of them read the
// same facts may rule out combinations, which is not looked for.
//
// It is a question of its own, and no part of the verdict: only scores ask it, and
// a stored verdict is evidence of what follows, not of what may.
func (e *Evaluator) Possible(ctx context.Context, dossier *evidence.Dossier, at time.Time, opts ...Option) ([]Possibility, error) {
	r, err := e.begin(dossier, at, opts)
	if err != nil {
		return nil, err
	}
	defer r.end()
	out := make([]Possibility, len(e.criteria))
	for i := range e.criteria {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		c := &e.criteria[i]
		var seen judged
		j, err := r.settle(ctx, c, func(j judged) error { seen = j; return nil })
		if err != nil {
			return nil, err
		}
		if seen.outcome != j.outcome { // nothing was handed over
			seen = judged{outcome: j.outcome, open: true}
		}
		out[i] = seen.possible(c, len(r.offered) > 0)
	}
	return out, nil
}

// possible is what may still become of a judgement; offered says that there are
// equivalences that might be used.
func (j *judged) possible(c *criterion, offered bool) Possibility {
	p := Possibility{Criterion: c.ID, Outcome: j.outcome, Stated: j.outcome}
	// Where sources contradict each other the views are those of one of the values
	// stated, and with equivalences those of one set of them; they say nothing about
	// the others.
	consistent := len(j.contradicted) == 0 && !j.open
	sure := consistent && !offered
	mayNot := c.when != nil && !(sure && j.when.proven == rules.True)
	add := func(o Outcome, may bool) {
		if may {
			p.Final = append(p.Final, o)
		}
	}
	switch j.outcome {
	case Fail, NotApplicable:
		add(j.outcome, true)
		return p
	case Pass:
		add(Pass, true)
	default:
		add(Pass, !(sure && j.rule.claimed == rules.False))
		add(Fail, true)
	}
	add(NotApplicable, mayNot)
	if j.outcome != Pass && j.outcome != Unproven {
		return p
	}
	switch {
	case c.when == nil:
		p.Stated = Pass
	case !consistent:
		p.Stated = Unknown
	case j.when.claimed == rules.False:
		p.Stated = NotApplicable
	case j.rule.claimed == rules.True && j.when.claimed == rules.True:
		p.Stated = Pass
	default: // whether it applies is open, and it holds in either case
		p.Stated = Unknown
	}
	return p
}
