// Package flat answers the criteria in plain Go laid out for speed: what is
// known lies in the record itself rather than behind pointers, once for all
// views, with a bit for each view it is seen in; texts are small numbers, of
// which regions, versions and licences are tables. The structs and the rules are
// written by the command in ../gen, from the same rules as those of package
// byhand.
package flat

import (
	"fmt"
	"reflect"
	"sync"

	"github.com/trias-sovereignty/trias/internal/bench/byhand"
)

// Value is a fact and in which views it is known: bit 0 stands for what is
// claimed, bit k+1 for proven view k.
type Value[T any] struct {
	V  T
	In uint8
}

// Text is the code of a text.
type Text uint16

// Subject is what rules see of the subject.
type Subject struct{ Layer, Version Value[Text] }

// Record is one offer.
type Record struct {
	Facts   Facts
	Subject Subject
}

// Truth is a value of Kleene's logic, or an error; Outcome that of a criterion.
type (
	Truth   = byhand.Truth
	Outcome = byhand.Outcome
)

// What package byhand has for every layout of facts.
const (
	No, Open, Broken, Yes         = byhand.No, byhand.Open, byhand.Broken, byhand.Yes
	Pass, Unproven, NotApplicable = byhand.Pass, byhand.Unproven, byhand.NotApplicable
	Criteria                      = byhand.Criteria
)

// Not is [byhand.Not].
func Not(t Truth) Truth { return byhand.Not(t) }

// Either is [byhand.Either].
func Either(t, u Truth) Truth { return byhand.Either(t, u) }

// Judge is [byhand.Judge].
func Judge(whenClaimed, whenProven, claimed, proven Truth) Outcome {
	return byhand.Judge(whenClaimed, whenProven, claimed, proven)
}

// Unmet is [byhand.Unmet].
func Unmet(t Truth) Outcome { return byhand.Unmet(t) }

func truth(b bool) Truth {
	if b {
		return Yes
	}
	return No
}

type number interface{ int64 | float64 }

func is(v Value[bool], view uint8) Truth {
	if v.In&view == 0 {
		return Open
	}
	return truth(v.V)
}

func less[T number](v Value[T], c T, view uint8) Truth {
	if v.In&view == 0 {
		return Open
	}
	return truth(v.V < c)
}

func atMost[T number](v Value[T], c T, view uint8) Truth {
	if v.In&view == 0 {
		return Open
	}
	return truth(v.V <= c)
}

func greater[T number](v Value[T], c T, view uint8) Truth {
	if v.In&view == 0 {
		return Open
	}
	return truth(v.V > c)
}

func atLeast[T number](v Value[T], c T, view uint8) Truth {
	if v.In&view == 0 {
		return Open
	}
	return truth(v.V >= c)
}

func equal[T number | Text](v Value[T], c T, view uint8) Truth {
	if v.In&view == 0 {
		return Open
	}
	return truth(v.V == c)
}

func unequal[T number | Text](v Value[T], c T, view uint8) Truth {
	if v.In&view == 0 {
		return Open
	}
	return truth(v.V != c)
}

func longer[T any](list Value[[]T], n int, view uint8) Truth {
	if list.In&view == 0 {
		return Open
	}
	return truth(len(list.V) > n)
}

// MaxTexts is how many texts there can be.
const MaxTexts = 4096

// Set says of every text whether it is in the set.
type Set struct {
	of  func(string) bool
	has [MaxTexts]bool
}

func within(v Value[Text], s *Set, view uint8) Truth { return asked(v, s, view) }

func asked(v Value[Text], s *Set, view uint8) Truth {
	if v.In&view == 0 {
		return Open
	}
	return truth(s.has[v.V%MaxTexts])
}

var dictionary struct {
	sync.Mutex
	codes map[string]Text
	texts []string
	sets  []*Set
}

func newSet(of func(string) bool) *Set {
	s := &Set{of: of}
	dictionary.sets = append(dictionary.sets, s)
	return s
}

// NewRegion makes a region of its members.
func NewRegion(members ...string) *Set {
	known := map[string]bool{}
	for _, m := range members {
		known[m] = true
	}
	return newSet(func(text string) bool { return known[text] })
}

// Constraint is the set of versions that meet a constraint.
func Constraint(text string) *Set { return newSet(byhand.Constraint(text).Ask) }

// Approved is the set of licences approved by the Open Source Initiative.
var Approved = newSet(byhand.Approved.Ask)

// Code returns the code of a text, the same one whenever it is asked.
func Code(text string) (Text, error) {
	d := &dictionary
	d.Lock()
	defer d.Unlock()
	if d.codes == nil {
		d.codes = map[string]Text{}
		for _, t := range written {
			if err := add(t); err != nil {
				return 0, err
			}
		}
	}
	if code, ok := d.codes[text]; ok {
		return code, nil
	}
	err := add(text)
	return d.codes[text], err
}

func add(text string) error {
	d := &dictionary
	code := len(d.texts)
	if code == MaxTexts {
		return fmt.Errorf("more than %d texts", MaxTexts)
	}
	d.codes[text], d.texts = Text(code), append(d.texts, text)
	for _, s := range d.sets {
		s.has[code] = s.of(text)
	}
	return nil
}

// SameVersion says whether two versions are equally old.
func SameVersion(v, w Text) bool {
	return v == w || byhand.SameVersion(dictionary.texts[v], dictionary.texts[w])
}

// PlusDays moves a day on.
func PlusDays(day, n int64) int64 { return byhand.PlusDays(day, n) }

// New lays out an offer anew. Its texts get their codes here, so all offers are
// to be laid out before the first is judged.
func New(from *byhand.Record) (*Record, error) {
	r := &Record{}
	views := []reflect.Value{reflect.ValueOf(from.Claimed).Elem()}
	for _, p := range from.Proven {
		views = append(views, reflect.ValueOf(p).Elem())
	}
	if err := lay(reflect.ValueOf(&r.Facts).Elem(), views...); err != nil {
		return nil, err
	}
	return r, lay(reflect.ValueOf(&r.Subject).Elem(), reflect.ValueOf(from.Subject))
}

// lay copies a struct of facts from the views of it. Where there is one view
// only, of the subject and of entries of lists, what is known is known in all.
func lay(to reflect.Value, views ...reflect.Value) error {
	for i := range to.NumField() {
		fields := make([]reflect.Value, len(views))
		for k, v := range views {
			fields[k] = v.Field(i)
		}
		from := fields[0]
		if from.Kind() == reflect.Struct {
			if err := lay(to.Field(i), fields...); err != nil {
				return err
			}
			continue
		}
		in, value := uint64(0), to.Field(i).Field(0)
		for k, f := range fields {
			if !f.IsNil() {
				in |= 1 << k
			}
		}
		if in == 0 {
			continue
		}
		if len(views) == 1 {
			in = 0xff
		}
		to.Field(i).Field(1).SetUint(in)
		if from.Kind() == reflect.Pointer {
			if err := set(value, from.Elem()); err != nil {
				return err
			}
			continue
		}
		value.Set(reflect.MakeSlice(value.Type(), from.Len(), from.Len()))
		for k := range from.Len() {
			if err := set(value.Index(k), from.Index(k)); err != nil {
				return err
			}
		}
	}
	return nil
}

func set(to, from reflect.Value) error {
	switch {
	case from.Kind() == reflect.Struct:
		return lay(to, from)
	case from.Kind() == reflect.String:
		code, err := Code(from.String())
		to.SetUint(uint64(code))
		return err
	}
	to.Set(from)
	return nil
}
