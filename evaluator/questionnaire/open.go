package questionnaire

import (
	"context"
	"time"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
)

// OpenQuestion is a question that is still open.
type OpenQuestion struct {
	*Question
	// Fact is the question's fact, with the ids of the entries it is asked of.
	Fact string
	// State says whether it is the answer that is lacking, or its proof.
	State evaluator.OpenState
	// Criteria are those whose outcome depends on it, in the order of the profile.
	Criteria []string
}

// Open lists the questions whose answers or proofs may still change an outcome by
// what a dossier states and proves at an instant, in the order of the
// questionnaire: see [evaluator.Evaluator.Open]. It is exact where
// [Questionnaire.Asked] knows the answers alone. Of the options
// [evaluator.ForAuthority] counts: whoever gave the answers knows the entries of
// its confidential lists, others do not. The error is one of
// [evaluator.Evaluator.Evaluate], or [ErrData].
func (q *Questionnaire) Open(ctx context.Context, dossier *evidence.Dossier, at time.Time, opts ...evaluator.Option) ([]OpenQuestion, error) {
	if q.profile == nil {
		return nil, ErrData
	}
	e, err := evaluator.Compile(q.profile.Catalogue(), q.profile)
	if err != nil {
		return nil, err
	}
	facts, err := e.Open(ctx, dossier, at, opts...)
	if err != nil {
		return nil, err
	}
	byPath := map[string][]evaluator.OpenFact{}
	for _, f := range facts {
		path := generic(f.Path)
		byPath[path] = append(byPath[path], f)
	}
	asked := map[string]bool{}
	for i := range q.Criteria {
		asked[q.Criteria[i].ID] = true
	}
	var out []OpenQuestion
	for i := range q.Questions {
		for _, f := range byPath[q.Questions[i].Path] {
			o := OpenQuestion{Question: &q.Questions[i], Fact: f.Path, State: f.State}
			for _, id := range f.Criteria {
				if asked[id] {
					o.Criteria = append(o.Criteria, id)
				}
			}
			if o.Criteria != nil {
				out = append(out, o)
			}
		}
	}
	return out, nil
}
