package population

import (
	"fmt"

	"github.com/trias-sovereignty/trias/evaluator/batch"
	"github.com/trias-sovereignty/trias/evidence"
)

// Fragment writes a record, by its number, as one source would state it: its facts
// with a value that leads to the same class, its proofs. The error wraps
// [ErrRecords].
func (s *Sampler) Fragment(number int64) (*evidence.Fragment, error) {
	if number < 0 || number >= s.records {
		return nil, fmt.Errorf("%w: record %d of %d", ErrRecords, number, s.records)
	}
	r := &record{Population: s.population, keys: s.keys, facts: s.all, place: place{number / batch.BlockSize, int(number % batch.BlockSize)}}
	r.draw()
	return r.fragment(fmt.Sprintf("offer-%d", number), s.today)
}

// Dossier is the record with the given number as a dossier: under every variant of
// the plan that reveals nothing it has the outcomes that the record has. The error
// wraps [ErrRecords].
func (s *Sampler) Dossier(number int64) (*evidence.Dossier, error) {
	fragment, err := s.Fragment(number)
	if err != nil {
		return nil, err
	}
	return evidence.Merge(fragment)
}
