package main

import (
	"context"

	"github.com/trias-sovereignty/trias/internal/bench/byhand"
)

// decide is the single verdict without reasons, evaluate the one with reasons.
func (s *sample) decide(i int, out *[byhand.Criteria]byhand.Outcome) error {
	d, err := s.source.Evaluator.Decide(context.Background(), s.dossiers[i], s.source.At)
	for k, o := range d.Outcomes {
		out[k] = outcomeOf[string(o)]
	}
	return err
}

func (s *sample) evaluate(i int, out *[byhand.Criteria]byhand.Outcome) error {
	v, err := s.source.Evaluator.Evaluate(context.Background(), s.dossiers[i], s.source.At)
	for k, r := range v.Results {
		out[k] = outcomeOf[string(r.Outcome)]
	}
	return err
}
