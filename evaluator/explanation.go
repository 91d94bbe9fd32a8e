package evaluator

import (
	"context"
	"time"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

// ExplanationFormat is the format marker of an encoded explanation.
const ExplanationFormat = "explanation/v1"

// Explanation is a verdict and the way out of it: why it is what it is, what
// evidence would settle it, and what change of the evidence would turn it. All of
// it is of one dossier under one profile at one instant. It is data: package
// report renders it.
type Explanation struct {
	Trias string `json:"trias" required:"true" const:"explanation/v1"`
	// Verdict is the verdict with its reasons; given [WithHorizon], with the next
	// instant at which it changes by itself, too.
	Verdict Verdict `json:"verdict" required:"true"`
	// Missing says what would settle what is unknown or not proven.
	Missing Missing `json:"missing" required:"true"`
	// Counterfactuals say what would turn what is not met.
	Counterfactuals Counterfactuals `json:"counterfactuals" required:"true"`
	// Traces are those that were asked for by [WithTrace], in that order.
	Traces []Trace `json:"traces,omitzero"`
}

// WithTrace adds the traces of some criteria to an [Explanation]. A verdict it
// does not concern.
func WithTrace(criteria ...string) Option {
	return optionFunc(func(o *options) { o.traces = append(o.traces, criteria...) })
}

// Explain gives the verdict on a dossier at an instant and the way out of it.
// The options are those of [Evaluator.Evaluate] and of [Evaluator.Trace]; the
// errors are theirs.
func (e *Evaluator) Explain(ctx context.Context, dossier *evidence.Dossier, at time.Time, opts ...Option) (Explanation, error) {
	x := Explanation{Trias: ExplanationFormat}
	asked := optionsOf(opts)
	var err error
	if x.Verdict, err = e.Evaluate(ctx, dossier, at, opts...); err != nil {
		return Explanation{}, err
	}
	for _, id := range asked.traces {
		t, err := e.Trace(ctx, dossier, at, id, opts...)
		if err != nil {
			return Explanation{}, err
		}
		x.Traces = append(x.Traces, t)
	}
	if x.Missing, err = e.Missing(ctx, dossier, at, opts...); err != nil {
		return Explanation{}, err
	}
	if x.Counterfactuals, err = e.Counterfactuals(ctx, dossier, at, opts...); err != nil {
		return Explanation{}, err
	}
	return x, nil
}

// Trace returns the trace of a criterion, if it was asked for.
func (x *Explanation) Trace(criterion string) (Trace, bool) {
	for _, t := range x.Traces {
		if t.Criterion == criterion {
			return t, true
		}
	}
	return Trace{}, false
}

// EncodeJSON writes the explanation. Equal explanations give equal bytes.
func (x *Explanation) EncodeJSON() ([]byte, error) { return doc.EncodeJSON(x) }

// DecodeExplanation reads what [Explanation.EncodeJSON] wrote, as strictly as
// [DecodeVerdict] reads verdicts and within the same limits.
func DecodeExplanation(name string, data []byte) (*Explanation, error) {
	return decodeStored[Explanation](name, data)
}
