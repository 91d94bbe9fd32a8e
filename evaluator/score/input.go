package score

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evidence"
)

// ErrInput is wrapped by the error for an input that lacks what a method needs,
// or has what it does not know.
var ErrInput = errors.New("the input of the score is lacking")

// ErrMethod is wrapped by the error for a method that cannot be used, and for a
// name that is none.
var ErrMethod = errors.New("there is no such method")

// NewInput evaluates a dossier and gathers what methods look at: the verdict, and
// what may still become of each criterion. Points that people award are added to
// it with [Input.Given]. The error is that of [evaluator.Evaluator.Evaluate].
func NewInput(ctx context.Context, e *evaluator.Evaluator, dossier *evidence.Dossier, at time.Time, opts ...evaluator.Option) (*Input, error) {
	if e == nil {
		return nil, fmt.Errorf("%w: there is no evaluator", ErrInput)
	}
	v, err := e.Evaluate(ctx, dossier, at, opts...)
	if err != nil {
		return nil, err
	}
	possible, err := e.Possible(ctx, dossier, at, opts...)
	if err != nil {
		return nil, err
	}
	in := &Input{Profile: e.Profile(), Verdict: &v, Dossier: dossier, At: at, Possible: make(map[string]evaluator.Possibility, len(possible))}
	for _, p := range possible {
		in.Possible[p.Criterion] = p
	}
	return in, nil
}

// check refuses an input without a profile and its verdict.
func (in *Input) check() error {
	switch {
	case in == nil || in.Verdict == nil:
		return fmt.Errorf("%w: there is no verdict", ErrInput)
	case in.Profile == nil || in.Profile.Catalogue() == nil:
		return fmt.Errorf("%w: there is no profile", ErrInput)
	case in.Verdict.Digests.Profile != in.Profile.Digest():
		return fmt.Errorf("%w: the verdict was given under another profile than %s", ErrInput, in.Profile.ID())
	}
	return nil
}

// begin is a score with what follows from the input alone.
func (in *Input) begin(method Identity, unit Unit) *Score {
	v := in.Verdict
	s := &Score{Trias: Format, Method: method, Subject: &evaluator.SubjectRef{ID: v.Subject.ID, Name: v.Subject.Name, Version: v.Subject.Version},
		At: &evaluator.Instant{Time: v.At.Time}, Unit: unit, Rows: []Row{},
		Inputs: map[string]string{"dossier": v.Digests.Dossier, "profile": v.Digests.Profile, "catalogue": v.Digests.Catalogue}}
	if v.Digests.Equivalences != "" {
		s.Inputs["equivalences"] = v.Digests.Equivalences
	}
	return s
}

// possible is what may become of a result. Where the input does not say, for a
// verdict that was stored, it is everything the outcome allows, and what is stated
// is taken for what the outcome says.
func (in *Input) possible(r *evaluator.Result) evaluator.Possibility {
	if p, ok := in.Possible[r.Criterion]; ok && p.Outcome == r.Outcome && len(p.Final) > 0 {
		return p
	}
	p := evaluator.Possibility{Criterion: r.Criterion, Outcome: r.Outcome, Stated: r.Outcome}
	switch r.Outcome {
	case evaluator.Fail, evaluator.NotApplicable:
		p.Final = []evaluator.Outcome{r.Outcome}
	case evaluator.Pass:
		p.Final = []evaluator.Outcome{evaluator.Pass, evaluator.NotApplicable}
	default:
		p.Final = []evaluator.Outcome{evaluator.Pass, evaluator.Fail, evaluator.NotApplicable}
		if r.Outcome == evaluator.Unproven {
			p.Stated = evaluator.Pass
		}
	}
	return p
}

// byStatement are the outcomes it may end with if what is stated is true: one,
// or all while that is open.
func byStatement(p *evaluator.Possibility) []evaluator.Outcome {
	switch p.Stated {
	case evaluator.Pass, evaluator.Fail, evaluator.NotApplicable:
		return []evaluator.Outcome{p.Stated}
	}
	return p.Final
}

// stateOf says how well a result is known.
func stateOf(r *evaluator.Result) State {
	switch r.Outcome {
	case evaluator.Pass, evaluator.Fail, evaluator.NotApplicable:
		return Settled
	case evaluator.Unproven:
		return Unproven
	}
	if len(r.Contradicted) > 0 {
		return Contradicted
	}
	return Unknown
}

// all is a number that is the same in every view.
func all(n exact.Number) Values { return Values{Stated: &n, Proven: n, Worst: n, Best: n} }

// add adds, view by view; what is stated is open if it is in either.
func (v Values) add(w Values) Values {
	sum := Values{Proven: v.Proven.Add(w.Proven), Worst: v.Worst.Add(w.Worst), Best: v.Best.Add(w.Best)}
	if v.Stated != nil && w.Stated != nil {
		n := v.Stated.Add(*w.Stated)
		sum.Stated = &n
	}
	if v.Award != nil && w.Award != nil {
		n := v.Award.Add(*w.Award)
		sum.Award = &n
	}
	return sum
}

// times multiplies every view by a number.
func (v Values) times(f exact.Number) Values {
	p := Values{Proven: v.Proven.Mul(f), Worst: v.Worst.Mul(f), Best: v.Best.Mul(f)}
	if v.Stated != nil {
		n := v.Stated.Mul(f)
		p.Stated = &n
	}
	if v.Award != nil {
		n := v.Award.Mul(f)
		p.Award = &n
	}
	return p
}

// gate looks at a minimum.
func gate(of string, minimum exact.Number, v Values) Gate {
	g := Gate{Of: of, Minimum: minimum, Values: v, Status: GateOpen}
	switch {
	case v.Proven.Cmp(minimum) >= 0:
		g.Status = GateMet
	case v.Best.Cmp(minimum) < 0:
		g.Status = GateNotMet
	}
	return g
}
