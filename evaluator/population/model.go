package population

import (
	"cmp"
	"math/big"
	"sort"
	"strconv"

	"github.com/trias-sovereignty/trias/evidence"
)

// factor is what every record has one level of: its type, or the level of a cause.
type factor struct {
	name   string
	levels []string
	title  *evidence.Text
	cases  []levelCase // the last has no condition
}

type levelCase struct {
	when   condition
	levels []interval
}

// test is one entry of a condition.
type test struct {
	factor int   // index of the factors, or -1
	fact   *fact // or nil
	// levels are the accepted levels of a factor.
	levels []bool
	// accepts are the accepted values of a fact.
	accepts []accepted
	text    string // the same text, the same test
}

// accepted is a value, or a range with both ends; an end that is nil is open.
type accepted struct {
	value    any
	from, to any
	ranged   bool
}

func (a accepted) holds(v any) bool {
	if !a.ranged {
		return compareScalars(v, a.value) == 0
	}
	return (a.from == nil || compareScalars(v, a.from) >= 0) && (a.to == nil || compareScalars(v, a.to) <= 0)
}

// compareScalars compares two values of one fact; what is not of one kind, or has no
// order, is equal or not.
func compareScalars(a, b any) int {
	switch a := a.(type) {
	case int64:
		switch b := b.(type) {
		case int64:
			return cmp.Compare(a, b)
		case float64:
			return cmp.Compare(float64(a), b)
		}
	case float64:
		switch b := b.(type) {
		case int64:
			return cmp.Compare(a, float64(b))
		case float64:
			return cmp.Compare(a, b)
		}
	case evidence.Date:
		if b, ok := b.(evidence.Date); ok {
			return a.Compare(b)
		}
	}
	if a == b {
		return 0
	}
	return 1
}

// takes reports whether the fact may have an accepted value, in any case and however
// small its share is.
func (f *fact) takes(a accepted) bool {
	for _, v := range f.resampled {
		if v.Scalar != nil && a.holds(v.Scalar) {
			return true
		}
	}
	for _, c := range f.shapes {
		for i := range c.shape.atoms {
			x := &c.shape.atoms[i]
			if x.count == 1 {
				if x.value.Scalar != nil && a.holds(x.value.Scalar) {
					return true
				}
				continue
			}
			from := a.from
			if !a.ranged {
				from = a.value
			}
			// The first value that is not below the accepted ones.
			k := 0
			if from != nil {
				k = sort.Search(int(x.count), func(k int) bool { return compareScalars(x.at(uint64(k)).Scalar, from) >= 0 })
			}
			if uint64(k) < x.count && a.holds(x.at(uint64(k)).Scalar) {
				return true
			}
		}
	}
	return false
}

// holds reports whether a known value passes the test; a fact without a value
// passes none.
func (t *test) holds(v evidence.Stated) bool {
	if v.List != nil || v.Scalar == nil {
		return false
	}
	for _, a := range t.accepts {
		if a.holds(v.Scalar) {
			return true
		}
	}
	return false
}

// condition holds if all its tests do.
type condition []*test

// text identifies the condition.
func (c condition) text() (s string) {
	for _, t := range c {
		s += t.text + "\n"
	}
	return s
}

// fact is how one fact, field of the subject or field of a list's element is
// distributed.
type fact struct {
	path  string
	field *evidence.Field // nil for a catalogue's own fact
	// element says that it is a field of an element of a list, named by path.
	element bool

	shapes   []shapeCase // the last has no condition; none if there is never a value
	missing  []chanceCase
	unproven []chanceCase
	stated   bool // described, not one of those nobody speaks of
	base     bool // described by the base

	// resampled are the values in the dossiers that records are drawn from.
	resampled []evidence.Stated
}

type shapeCase struct {
	when  condition
	shape *shape
}

type chanceCase struct {
	when   condition
	chance chance
}

// shape is one distribution: either atoms, or members, or records.
type shape struct {
	atoms []atom

	members []member

	lengths []int // with the intervals of length
	length  []interval
	fields  []*fact // by slot of the element where it is drawn

	open chance
}

// atom is a value, or count values at equal distances that are all alike.
type atom struct {
	share *big.Rat
	interval
	ends  uint64          // the last number of this and all atoms before
	value evidence.Stated // of a single one
	count uint64
	grid  grid
}

// grid are values at equal distances.
type grid struct {
	kind evidence.Kind
	from *big.Rat
	step *big.Rat
	day  evidence.Date
	days int
}

// at returns the k-th value.
func (g *grid) at(k uint64) evidence.Stated {
	if g.kind == evidence.KindDate {
		return evidence.Stated{Scalar: g.day.AddDays(int(k) * g.days)}
	}
	r := new(big.Rat).SetInt(new(big.Int).SetUint64(k))
	r.Mul(r, g.step).Add(r, g.from)
	if g.kind == evidence.KindInt {
		return evidence.Stated{Scalar: r.Num().Int64()}
	}
	f, _ := r.Float64()
	return evidence.Stated{Scalar: f}
}

// end finds where each atom ends.
func (s *shape) end() *shape {
	ends := uint64(0)
	for i := range s.atoms {
		if a := &s.atoms[i]; !a.empty {
			ends = a.hi
		}
		s.atoms[i].ends = ends
	}
	return s
}

// at returns the k-th value of the atom.
func (a *atom) at(k uint64) evidence.Stated {
	if a.count == 1 {
		return a.value
	}
	return a.grid.at(k)
}

// find returns the value that a number leads to.
func (s *shape) find(u uint64) evidence.Stated {
	for i := range s.atoms {
		if a := &s.atoms[i]; !a.empty && u <= a.hi {
			if a.count == 1 {
				return a.value
			}
			return a.grid.at(a.part(u, a.count))
		}
	}
	return evidence.Stated{}
}

// drawn reports whether lists are drawn element by element.
func (s *shape) drawn() bool { return s.members != nil || s.lengths != nil }

// member is a text that a list may have.
type member struct {
	text   string
	chance chance
}

// proof is a proof that offers may bring.
type proof struct {
	id     string
	covers []string
	each   bool
	oneOf  []Alternative
	cases  []proofCase // the last has no condition
}

type proofCase struct {
	when condition
	// oneOf are the intervals of the alternatives; no proof takes the rest.
	oneOf []interval
}

// The names of streams. A fact's path has no colon.
func missingStream(path string) string  { return path + ":missing" }
func unprovenStream(path string) string { return path + ":unproven" }
func openStream(path string) string     { return path + ":open" }
func memberStream(path, member string) string {
	return path + ":member:" + member
}
func lengthStream(path string) string { return path + ":length" }
func elementStream(path string, i int, field string) string {
	return path + ":" + strconv.Itoa(i) + ":" + field
}
func factorStream(name string) string { return "factor:" + name }
func proofStream(id, path string) string {
	if path == "" {
		return "proof:" + id
	}
	return "proof:" + id + ":" + path
}
func ageStream(id, path string) string { return proofStream(id, path) + ":age" }
