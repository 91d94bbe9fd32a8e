package evaluator

import (
	"context"
	"iter"
	"time"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/profiles"
)

// Transition is what a change of catalogue or profile does to the verdict on
// one dossier.
type Transition struct {
	Subject evidence.Subject `json:"subject" required:"true"`
	// Dossier is the digest of the dossier.
	Dossier string `json:"dossier" required:"true"`
	// Confidential says which facts are confidential, and whether their values are
	// masked; absent if none is.
	Confidential *Confidentiality `json:"confidential,omitzero"`
	// Before and After are the verdicts on the whole.
	Before Conformity `json:"before" required:"true"`
	After  Conformity `json:"after" required:"true"`
	// Why says what of the profile as a whole contributes, besides the criteria.
	Why []Cause `json:"why,omitzero"`
	// Criteria are those of which anything changes: the outcome, how binding they
	// are, whether they count, are waived or are due later. They are in the order
	// of the new catalogue, those not applied any more last.
	Criteria []Moved `json:"criteria" required:"true"`
}

// Worse reports whether the verdict on the whole gets worse.
func (t *Transition) Worse() bool { return t.After.Rank() < t.Before.Rank() }

// Better reports whether the verdict on the whole gets better.
func (t *Transition) Better() bool { return t.After.Rank() > t.Before.Rank() }

// EncodeJSON writes the transition on one line (RFC 8785), as a line of NDJSON
// without its end. Equal transitions give equal bytes.
func (t *Transition) EncodeJSON() ([]byte, error) { return doc.Canonical(t) }

// Moved is a criterion of which something changes.
type Moved struct {
	Criterion string `json:"criterion" required:"true"`
	// Was is the id it had, if the catalogue renamed it.
	Was string `json:"was,omitzero"`
	// Before and After say how it stands; absent where it is not applied.
	Before *State `json:"before,omitzero"`
	After  *State `json:"after,omitzero"`
	// Why says what was changed about the criterion.
	Why []Cause `json:"why" required:"true"`
	// Result explains the outcome after the change.
	Result *Result `json:"result,omitzero"`
}

// State is how a criterion stands in one verdict.
type State struct {
	Obligation profiles.Obligation `json:"obligation" required:"true"`
	Outcome    Outcome             `json:"outcome" required:"true"`
	// Standing is absent in force.
	Standing *AppliedStanding `json:"standing,omitzero"`
	Waived   bool             `json:"waived,omitzero"`
	DueBy    *evidence.Date   `json:"dueBy,omitzero"`
}

// Counts reports whether the criterion counts for conformity; a nil State does
// not.
func (s *State) Counts() bool { return s != nil && (s.Standing == nil || s.Standing.Status.Counts()) }

// same reports whether nothing changes from one to another; either may be nil.
func (s *State) same(t *State) bool {
	if s == nil || t == nil {
		return s == t
	}
	status := func(s *State) string {
		if s.Standing == nil {
			return ""
		}
		return string(s.Standing.Status)
	}
	return s.Obligation == t.Obligation && s.Outcome == t.Outcome && s.Waived == t.Waived && status(s) == status(t) &&
		sameDay(s.DueBy, t.DueBy)
}

// Replay evaluates dossiers twice, at one instant and with the same options, and
// says what changes and why. It looks at one dossier at a time and keeps none,
// so any number may be given; how far it is the caller sees by what it receives.
//
// A dossier that its sequence gives an error for, or that cannot be evaluated,
// is passed on as an error in its place; the others follow unless the caller
// stops. A cancelled context ends the sequence with its error.
func Replay(ctx context.Context, old, new *Evaluator, dossiers iter.Seq2[*evidence.Dossier, error], at time.Time, opts ...Option) iter.Seq2[Transition, error] {
	return func(yield func(Transition, error) bool) {
		why := reasonsFor(old, new)
		for d, err := range dossiers {
			if ctx.Err() != nil {
				yield(Transition{}, ctx.Err())
				return
			}
			var t Transition
			if err == nil {
				t, err = why.transition(ctx, d, at, opts)
			}
			if err != nil {
				t = Transition{}
			}
			if !yield(t, err) || ctx.Err() != nil {
				return
			}
		}
	}
}

// transition evaluates one dossier twice.
func (c *changes) transition(ctx context.Context, d *evidence.Dossier, at time.Time, opts []Option) (Transition, error) {
	was, err := c.old.begin(d, at, opts)
	if err != nil {
		return Transition{}, err
	}
	defer was.end()
	before, concluded, err := was.states(ctx)
	if err != nil {
		return Transition{}, err
	}
	is, err := c.new.begin(d, at, opts)
	if err != nil {
		return Transition{}, err
	}
	defer is.end()
	after, concludes, err := is.states(ctx)
	if err != nil {
		return Transition{}, err
	}
	confidential := was.confidentiality().and(is.confidentiality())
	m := is.masked(confidential)
	t := Transition{Subject: d.Subject(), Dossier: d.Digest(), Confidential: confidential, Before: concluded.conformity, After: concludes.conformity, Criteria: []Moved{}}
	if t.Before != t.After {
		t.Why = c.whole()
	}
	for i := range c.new.criteria {
		k := &c.new.criteria[i]
		x := Moved{Criterion: k.ID, After: &after[i]}
		if p := c.pairs[i]; p >= 0 {
			x.Before = &before[p]
			if id := c.old.criteria[p].ID; id != k.ID {
				x.Was = id
			}
		}
		if x.Before.same(x.After) {
			continue
		}
		x.Why = c.why(i, x.Before, x.After, was, is)
		if _, err := is.settle(ctx, k, func(j judged) error {
			res, err := is.result(k, j)
			res.Waived, res.DueBy = after[i].Waived, after[i].DueBy
			if res.DueBy != nil {
				res.Given = is.given(k.applied)
			}
			res = m.result(res)
			x.Result = &res
			return err
		}); err != nil {
			return Transition{}, err
		}
		t.Criteria = append(t.Criteria, x)
	}
	for _, p := range c.dropped {
		t.Criteria = append(t.Criteria, Moved{Criterion: c.old.criteria[p].ID, Before: &before[p], Why: []Cause{c.drop(p)}})
	}
	return t, nil
}

// states judges every criterion.
func (r *run) states(ctx context.Context) ([]State, conclusion, error) {
	e := r.evaluator
	outcomes := make([]Outcome, len(e.criteria))
	for i := range e.criteria {
		if err := ctx.Err(); err != nil {
			return nil, conclusion{}, err
		}
		j, err := r.settle(ctx, &e.criteria[i], nil)
		if err != nil {
			return nil, conclusion{}, err
		}
		outcomes[i] = j.outcome
	}
	concluded := r.conform(outcomes)
	states := make([]State, len(outcomes))
	layer := r.dossier.Subject().Layer
	for i := range states {
		c := &e.criteria[i]
		states[i] = State{c.applied.At(layer), outcomes[i], c.standing(r.today), concluded.waived[i], concluded.dueBy[i]}
	}
	return states, concluded, nil
}
