package rules

import (
	"slices"

	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// MoveKind is what is done about one fact.
type MoveKind uint8

// The kinds of moves, in the order in which the moves of a course are given.
const (
	// Stating gives a value to what no source states, or says what else there is
	// in an open list.
	Stating MoveKind = iota + 1
	// Clarifying settles on one of the values that sources state.
	Clarifying
	// Changing gives another value to what is stated.
	Changing
	// Adding adds entries to a list of which nothing else is to come.
	Adding
	// Removing takes an entry out of a list.
	Removing
	// Proving brings the proof that is demanded, for all that is stated of a fact.
	Proving
)

// Move is one thing done about one fact.
type Move struct {
	Kind MoveKind
	// Path is the fact, down to the element of a list; of Proving, of Clarifying
	// and of what is done about a list as a whole it is the path of the fact in
	// Slot, which is -1 for a field of the subject.
	Path string
	Slot int
	// Demand is what the proofs are to satisfy, of Proving.
	Demand *Demand
	// From is what is there before, To what is there then: of records, their ids.
	From, To evidence.Value
	// With are the fields of the records that come with To.
	With []Detail
}

// Detail is a field of a record that comes with a list.
type Detail struct {
	Path  string
	Value evidence.Value
}

// Weight is what a course takes, the heaviest first: it is compared as a word is
// in a dictionary. The last number counts the moves that are no proofs.
type Weight [4]int64

// Compare orders weights.
func (w Weight) Compare(o Weight) int { return slices.Compare(w[:], o[:]) }

func (w Weight) plus(o Weight) Weight {
	for i := range w {
		w[i] += o[i]
	}
	return w
}

// Known is what is known of a fact as one rule sees it.
type Known struct {
	Slot int
	// Demand is what is demanded of its proofs, Weight what it takes to bring
	// them.
	Demand *Demand
	Weight Weight
	// Alternatives are none if nobody states the fact and several if sources
	// contradict each other.
	Alternatives []Stand
}

// Stand is a value that is stated, and what of it is proven as demanded: nothing,
// a part of a list, or all.
type Stand struct {
	Claimed, Proven Val
	// Short reports that not everything claimed is proven.
	Short bool
}

// Aim is a rule that is to come true, or false, by what is proven.
type Aim struct {
	Rule  *Rule
	Holds bool
	// Facts has all that the rule reads, by slot.
	Facts []Known
	// Params are those of the rule, nil for those of the quest.
	Params *Given
}

// Quest asks for the ways to reach one of its aims, whichever of the values that
// sources state turns out to be right.
type Quest struct {
	Aims            []Aim
	Subject, Params *Given
	At              civil.Date
	// Changes admits the moves that make things other than they are stated;
	// Remedy is what it takes to make any number of them.
	Changes bool
	Remedy  Weight
}

// Course is a set of moves, with values such that one of the aims is reached.
// Without one of the moves there are no such values.
type Course struct {
	Moves  []Move
	Weight Weight
	// Facts are the facts with another value than before, as wholes.
	Facts []Settled

	set   set
	goals []goal
	from  *seeker
}

// Settled is what is stated of a fact in the end.
type Settled struct {
	Slot int
	// Alternative is the one that was settled on where sources contradict each
	// other, otherwise 0.
	Alternative int
	Value       evidence.Stated
}

// MaxCourses bounds how many courses one quest returns: more alternatives nobody
// weighs.
const MaxCourses = 16

// maxPartial bounds how many sets of moves are kept for a part of a rule.
const maxPartial = 32

// CourseWork is the work of one quest: a rule at the limits of the language
// takes all of it, in about a tenth of a second; a rule that people write a
// thousandth.
const CourseWork = 1_000_000

// Courses finds courses of moves that reach one of the aims, the lightest first,
// then those of fewer moves. No course is part of another one. More reports that
// there may be others: a bound ended the search, or it could not tell of a set of
// moves whether there are values with which it leads there.
//
// What it finds is so by evaluation. That there is nothing else it proves: a set
// of moves leads to an aim only if it has the moves that some choice of
// alternatives of the rule asks for, so that it suffices to look at those; and
// values of a fact are alike if the rule's tests do not tell them apart.
//
// Where things may be changed and no course is known to take no more than is
// needed, those that are given may take more.
//
// An aim that is reached already takes no moves: the only course is then empty.
func (e *Env) Courses(q *Quest, work *Work) (courses []Course, more bool) {
	s := newSeeker(e, q, work)
	return s.courses()
}

// statedOf is a value as a dossier has it.
func statedOf(v ref.Val, f *layoutField) evidence.Stated {
	l, ok := v.(*listVal)
	if !ok {
		return evidence.Stated{Scalar: scalarStated(v)}
	}
	list := &evidence.StatedList{Open: l.open != nil, Items: make([]evidence.Item, 0, l.size())}
	for i, item := range l.items[:l.size()] {
		r, isRecord := item.(*record)
		if !isRecord {
			list.Items = append(list.Items, evidence.Item{Scalar: scalarStated(item)})
			continue
		}
		it := evidence.Item{ID: l.names[i], Values: make([]evidence.Stated, len(r.slots))}
		for k, v := range r.slots {
			if v != nil {
				it.Values[k] = statedOf(v, &r.layout.fields[k])
			}
		}
		list.Items = append(list.Items, it)
	}
	return evidence.Stated{List: list}
}

func scalarStated(v ref.Val) any {
	if d, ok := v.(dateVal); ok {
		return d.Date
	}
	return public(v).Any()
}
