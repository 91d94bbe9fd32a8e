// Package byhand answers the criteria in plain Go, the way a good programmer
// would write them who knows the day and the profile: structs whose fields are
// pointers, nil for what is not known; Kleene's logic on small integers, left
// off as soon as it is settled; sets as switches, regions as tables. The structs
// and the rules are written by the command in ../gen and are kept with it.
package byhand

import (
	"maps"
	"sync/atomic"

	goversion "github.com/hashicorp/go-version"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/licences"
)

// Truth is a value of Kleene's logic, or an error. The conjunction of two is
// the lesser one.
type Truth int8

// The truth values.
const (
	No Truth = iota
	Open
	Broken
	Yes
)

// Outcome is the outcome of one criterion.
type Outcome uint8

// The outcomes.
const (
	Pass Outcome = iota
	Fail
	Unknown
	Unproven
	NotApplicable
	Error
)

// String names the outcome as verdicts do.
func (o Outcome) String() string {
	return [...]string{"pass", "fail", "unknown", "unproven", "notApplicable", "error"}[o]
}

// Subject is what rules see of the subject.
type Subject struct {
	Layer   *string `cel:"layer"`
	Version *string `cel:"version"`
}

// Record is one offer: all that is claimed, and in each view what is proven as
// demanded there. What is proven shares its values with what is claimed.
type Record struct {
	Claimed *Facts
	Proven  [Views]*Facts
	Subject Subject
}

func truth(b bool) Truth {
	if b {
		return Yes
	}
	return No
}

// Not negates; what is open or broken stays so.
func Not(t Truth) Truth {
	switch t {
	case Yes:
		return No
	case No:
		return Yes
	}
	return t
}

// Either is the disjunction of two; where nothing can break it is the greater
// one.
func Either(t, u Truth) Truth {
	switch {
	case t == Yes || u == Yes:
		return Yes
	case t == Open || u == Open:
		return Open
	}
	return max(t, u)
}

// Judge gives the outcome from both views of a criterion.
func Judge(whenClaimed, whenProven, claimed, proven Truth) Outcome {
	switch {
	case whenProven == No:
		return NotApplicable
	case proven == Yes:
		return Pass
	}
	return Unmet(Either(Not(whenClaimed), claimed))
}

// Unmet gives the outcome of a criterion that is not proven to hold, by what is
// claimed.
func Unmet(t Truth) Outcome {
	switch t {
	case Yes:
		return Unproven
	case No:
		return Fail
	case Open:
		return Unknown
	}
	return Error
}

type number interface{ int64 | float64 }

func is(p *bool) Truth {
	if p == nil {
		return Open
	}
	return truth(*p)
}

func less[T number](p *T, c T) Truth {
	if p == nil {
		return Open
	}
	return truth(*p < c)
}

func atMost[T number](p *T, c T) Truth {
	if p == nil {
		return Open
	}
	return truth(*p <= c)
}

func greater[T number](p *T, c T) Truth {
	if p == nil {
		return Open
	}
	return truth(*p > c)
}

func atLeast[T number](p *T, c T) Truth {
	if p == nil {
		return Open
	}
	return truth(*p >= c)
}

func equal[T number | string](p *T, c T) Truth {
	if p == nil {
		return Open
	}
	return truth(*p == c)
}

func unequal[T number | string](p *T, c T) Truth {
	if p == nil {
		return Open
	}
	return truth(*p != c)
}

// longer reports whether a list has more elements than n.
func longer[T any](list []T, n int) Truth {
	if list == nil {
		return Open
	}
	return truth(len(list) > n)
}

// Region is a set of countries by their two letters.
type Region [26 * 26]bool

// NewRegion makes a region of its members.
func NewRegion(members ...string) *Region {
	var r Region
	for _, c := range members {
		r[letters(c)] = true
	}
	return &r
}

func letters(c string) int { return int(c[0]-'A')*26 + int(c[1]-'A') }

// Has reports whether a country is in the region.
func (r *Region) Has(country string) bool { return r[letters(country)] }

func within(p *string, r *Region) Truth {
	if p == nil {
		return Open
	}
	return truth(r.Has(*p))
}

// Memo keeps what a function said: licences and versions are few, and reading
// one takes longer than all the rules of an offer.
type Memo[K comparable] struct {
	of   func(K) bool
	kept atomic.Pointer[map[K]bool]
}

// NewMemo keeps what a function says.
func NewMemo[K comparable](of func(K) bool) *Memo[K] {
	m := &Memo[K]{of: of}
	m.kept.Store(&map[K]bool{})
	return m
}

// Ask asks the function, once for each key.
func (m *Memo[K]) Ask(key K) bool {
	kept := *m.kept.Load()
	is, ok := kept[key]
	if !ok {
		is = m.of(key)
		more := maps.Clone(kept)
		more[key] = is
		m.kept.Store(&more)
	}
	return is
}

// Approved says whether a licence is approved by the Open Source Initiative.
var Approved = NewMemo(func(text string) bool {
	is, err := licences.OSIApproved(text)
	return is && err == nil
})

// Constraint says which versions meet a constraint.
func Constraint(text string) *Memo[string] {
	constraint, err := goversion.NewConstraint(text)
	return NewMemo(func(v string) bool {
		parsed, wrong := goversion.NewVersion(v)
		return err == nil && wrong == nil && constraint.Check(parsed)
	})
}

var versions = NewMemo(func(pair [2]string) bool { return evidence.Version(pair[0]).Compare(evidence.Version(pair[1])) == 0 })

// SameVersion says whether two versions are equally old.
func SameVersion(v, w string) bool { return v == w || versions.Ask([2]string{v, w}) }

func asked(p *string, m *Memo[string]) Truth {
	if p == nil {
		return Open
	}
	return truth(m.Ask(*p))
}

// LastDay is the last day there is; what lies beyond is that day.
const LastDay = 84005

// PlusDays moves a day on.
func PlusDays(day, n int64) int64 { return min(day+n, LastDay) }
