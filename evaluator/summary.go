package evaluator

import (
	"cmp"
	"slices"

	"github.com/trias-sovereignty/trias/evidence"
)

// ReplaySummary counts transitions. The zero ReplaySummary has counted none.
type ReplaySummary struct {
	// Dossiers is how many were counted; for Worse, Better and Same the verdict
	// on the whole got worse, better, or stayed.
	Dossiers int `json:"dossiers"`
	Worse    int `json:"worse"`
	Better   int `json:"better"`
	Same     int `json:"same"`
	// Conformity counts by the verdict before and after, the best first.
	Conformity []ConformityMove `json:"conformity"`
	// Criteria counts, for each criterion of which an outcome changed, by its
	// outcome before and after; by id.
	Criteria []CriterionMoves `json:"criteria"`
	// Excluded is how many subjects are not conformant and were not so before.
	// ExcludedSubjects names the first [MaxNamed] of them.
	Excluded         int          `json:"excluded"`
	ExcludedSubjects []SubjectRef `json:"excludedSubjects,omitzero"`
}

// MaxNamed is how many subjects a [ReplaySummary] names: it stays small however
// many transitions it counts.
const MaxNamed = 100

// SubjectRef names a subject.
type SubjectRef struct {
	ID      string           `json:"id" required:"true"`
	Name    string           `json:"name,omitzero"`
	Version evidence.Version `json:"version,omitzero"`
}

// ConformityMove counts dossiers by the verdict before and after.
type ConformityMove struct {
	From     Conformity `json:"from" required:"true"`
	To       Conformity `json:"to" required:"true"`
	Dossiers int        `json:"dossiers" required:"true"`
}

// CriterionMoves counts dossiers by what became of one criterion.
type CriterionMoves struct {
	Criterion string        `json:"criterion" required:"true"`
	Moves     []OutcomeMove `json:"moves" required:"true"`
}

// OutcomeMove counts dossiers by an outcome before and after. An outcome is
// absent where the criterion does not count: it is not applied, or not asked on
// that day.
type OutcomeMove struct {
	From     Outcome `json:"from,omitzero"`
	To       Outcome `json:"to,omitzero"`
	Dossiers int     `json:"dossiers" required:"true"`
}

// Add counts a transition.
func (s *ReplaySummary) Add(t *Transition) {
	s.Dossiers++
	switch {
	case t.Worse():
		s.Worse++
	case t.Better():
		s.Better++
	default:
		s.Same++
	}
	move := ConformityMove{From: t.Before, To: t.After}
	at, found := slices.BinarySearchFunc(s.Conformity, move, func(a, b ConformityMove) int {
		return cmp.Or(b.From.Rank()-a.From.Rank(), b.To.Rank()-a.To.Rank())
	})
	if !found {
		s.Conformity = slices.Insert(s.Conformity, at, move)
	}
	s.Conformity[at].Dossiers++
	if t.After == NonConformant && t.Before != NonConformant {
		s.Excluded++
		if len(s.ExcludedSubjects) < MaxNamed {
			s.ExcludedSubjects = append(s.ExcludedSubjects, SubjectRef{t.Subject.ID, t.Subject.Name, t.Subject.Version})
		}
	}
	for i := range t.Criteria {
		s.moved(&t.Criteria[i])
	}
}

func (s *ReplaySummary) moved(m *Moved) {
	var move OutcomeMove
	if m.Before.Counts() {
		move.From = m.Before.Outcome
	}
	if m.After.Counts() {
		move.To = m.After.Outcome
	}
	if move.From == move.To {
		return // how binding it is changed, or what it counts
	}
	at, found := slices.BinarySearchFunc(s.Criteria, m.Criterion, func(c CriterionMoves, id string) int { return cmp.Compare(c.Criterion, id) })
	if !found {
		s.Criteria = slices.Insert(s.Criteria, at, CriterionMoves{Criterion: m.Criterion})
	}
	c := &s.Criteria[at]
	at, found = slices.BinarySearchFunc(c.Moves, move, func(a, b OutcomeMove) int {
		return cmp.Or(position(a.From)-position(b.From), position(a.To)-position(b.To))
	})
	if !found {
		c.Moves = slices.Insert(c.Moves, at, move)
	}
	c.Moves[at].Dossiers++
}

// position orders outcomes as [Outcome.Values] does, none first.
func position(o Outcome) int { return slices.Index(o.Values(), string(o)) }
