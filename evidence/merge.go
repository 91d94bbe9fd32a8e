package evidence

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Stated is the value of a fact as a source states it: a scalar or a list.
type Stated struct {
	// Scalar is the value of a fact that is no list: bool, int64, float64, Date,
	// or string for texts, versions and closed sets.
	Scalar any
	// List is the value of a fact that is one.
	List *StatedList
}

// StatedList is a list as stated. An open list may have more elements than it
// shows.
type StatedList struct {
	Open  bool
	Items []Item
}

// Item is an element of a list: a scalar, or a record with an id and the values
// of its fields by slot; a nil value is unknown.
type Item struct {
	ID     string
	Scalar any
	Values []Stated
}

// IsZero reports whether nothing is stated.
func (s Stated) IsZero() bool { return s.Scalar == nil && s.List == nil }

// String shows the value for messages.
func (s Stated) String() string {
	if s.List == nil {
		return fmt.Sprint(s.Scalar)
	}
	var parts []string
	for _, it := range s.List.Items {
		if it.Scalar != nil {
			parts = append(parts, fmt.Sprint(it.Scalar))
			continue
		}
		parts = append(parts, it.ID)
	}
	if s.List.Open {
		parts = append(parts, "…")
	}
	return "[" + strings.Join(parts, " ") + "]"
}

// version is a value together with the sources that state exactly it.
type version struct {
	value   Stated
	sources []*Fragment
	names   []string
}

func (d *Dossier) collectFacts() {
	schema := FactSchema()
	d.facts = make([]Fact, len(schema.Fields))
	d.ext = map[string]Fact{}
	versions := make([][]version, len(schema.Fields))
	ext := map[string][]version{}
	for _, f := range d.fragments {
		root := reflect.ValueOf(f.Facts)
		for i := range schema.Fields {
			field := &schema.Fields[i]
			value := field.read(root)
			if value.IsZero() {
				continue
			}
			if value.List != nil && slices.Contains(f.Partial, field.Path) {
				value.List.Open = true
			}
			versions[i] = addVersion(versions[i], value, f)
		}
		for group, facts := range f.Ext {
			for name, v := range facts {
				path := "ext." + group + "." + name
				ext[path] = addVersion(ext[path], extValue(v), f)
			}
		}
	}
	for i := range versions {
		d.facts[i] = d.fact(schema.Fields[i].Path, versions[i], d.covering)
	}
	for path, vs := range ext {
		d.ext[path] = d.fact(path, vs, d.covering)
	}
}

func addVersion(vs []version, value Stated, f *Fragment) []version {
	for i := range vs {
		if vs[i].value.equal(value) {
			vs[i].sources = append(vs[i].sources, f)
			vs[i].names = append(vs[i].names, f.Name)
			return vs
		}
	}
	return append(vs, version{value, []*Fragment{f}, []string{f.Name}})
}

func extValue(v Value) Stated {
	if list, ok := v.v.([]Value); ok {
		l := &StatedList{}
		seen := make(map[any]bool, len(list))
		for _, e := range list {
			l.addScalar(e.v, seen)
		}
		return Stated{List: l}
	}
	return Stated{Scalar: v.v}
}

// fact joins what the sources state into alternatives. Values that can all be
// true at once (the same scalar; lists of which one is open or says more) join
// into one; what cannot be true together stays apart.
func (d *Dossier) fact(path string, vs []version, covering func(string, []*Fragment) []int) Fact {
	switch len(vs) {
	case 0:
		return Fact{}
	case 1:
		return Fact{Alternatives: []Alternative{{
			Value: vs[0].value,
			Parts: []Part{{Value: vs[0].value, Proofs: covering(path, vs[0].sources), Sources: vs[0].names}},
		}}}
	}
	var fact Fact
	for _, set := range consistent(vs) {
		var alt Alternative
		for _, j := range set {
			alt.Value, _ = alt.Value.join(vs[j].value)
			// A proof of a value that says more is a proof of what it implies.
			var sources []*Fragment
			for k := range vs {
				if both, ok := vs[j].value.join(vs[k].value); ok && both.equal(vs[k].value) {
					sources = append(sources, vs[k].sources...)
				}
			}
			alt.Parts = append(alt.Parts, Part{Value: vs[j].value, Proofs: covering(path, sources), Sources: vs[j].names})
		}
		fact.Alternatives = append(fact.Alternatives, alt)
	}
	return fact
}

// enoughAlternatives is where the search for alternatives of one fact stops: at
// more than an evaluator tries.
const enoughAlternatives = 65

// consistent returns the largest sets of values that can all be true at once, by
// index: every value is in one of them, and every combination is within one.
// Values of which each two can be true can be true together.
func consistent(vs []version) [][]int {
	sets := [][]int{{0}}
	for i := 1; i < len(vs) && len(sets) < enoughAlternatives; i++ {
		var next [][]int
		for _, set := range sets {
			with := slices.DeleteFunc(slices.Clone(set), func(j int) bool {
				_, ok := vs[j].value.join(vs[i].value)
				return !ok
			})
			if len(with) < len(set) {
				next = append(next, set)
			}
			next = append(next, append(with, i))
		}
		// The largest first, so that what is within another one comes after it.
		slices.SortStableFunc(next, func(a, b []int) int { return len(b) - len(a) })
		sets = nil
		for _, set := range next {
			if !slices.ContainsFunc(sets, func(larger []int) bool { return subset(set, larger) }) {
				sets = append(sets, set)
			}
		}
	}
	slices.SortFunc(sets, slices.Compare)
	return sets
}

// subset reports whether a, ascending, is within b, ascending.
func subset(a, b []int) bool {
	for _, x := range b {
		if len(a) > 0 && a[0] == x {
			a = a[1:]
		}
	}
	return len(a) == 0
}

// supporting returns the indices of the proofs that one of the sources brings for
// the path.
func (d *Dossier) supporting(path string, sources []*Fragment) (out []int) {
	for i := range d.proofs {
		p := &d.proofs[i]
		if slices.Contains(sources, p.fragment) && p.Supports(path) {
			out = append(out, i)
		}
	}
	return out
}

// covering is supporting while the dossier is made: facts covered by the same
// proofs share one slice, so that what follows from it can be remembered.
func (d *Dossier) covering(path string, sources []*Fragment) []int {
	out := d.supporting(path, sources)
	for _, same := range d.coverings {
		if slices.Equal(same, out) {
			return same
		}
	}
	d.coverings = append(d.coverings, out)
	return out
}

// Supports reports whether the proof covers the fact with the given path.
func (p *Proof) Supports(path string) bool {
	return within(path, p.Covers)
}

// Join returns the value that says what both say, and whether there is one.
func (s Stated) Join(t Stated) (Stated, bool) { return s.join(t) }

func (s Stated) join(t Stated) (Stated, bool) {
	switch {
	case s.IsZero():
		return t, true
	case t.IsZero():
		return s, true
	case s.List != nil && t.List != nil:
		l, ok := s.List.join(t.List)
		return Stated{List: l}, ok
	case s.List == nil && t.List == nil && s.Scalar == t.Scalar:
		return s, true
	}
	return Stated{}, false
}

// join unites two lists by element. Elements only one list shows are possible
// only if the other is open.
func (l *StatedList) join(m *StatedList) (*StatedList, bool) {
	out := &StatedList{Open: l.Open && m.Open}
	shared := 0
	inL, inM := l.finder(), m.finder()
	for _, a := range l.Items {
		b, found := inM(a)
		if !found {
			if !m.Open {
				return nil, false
			}
			out.Items = append(out.Items, a)
			continue
		}
		shared++
		both, ok := a.join(b)
		if !ok {
			return nil, false
		}
		out.Items = append(out.Items, both)
	}
	if shared < len(m.Items) {
		if !l.Open {
			return nil, false
		}
		for _, b := range m.Items {
			if _, found := inL(b); !found {
				out.Items = append(out.Items, b)
			}
		}
	}
	// One order whatever the order of the sources.
	slices.SortStableFunc(out.Items, func(a, b Item) int { return strings.Compare(a.key(), b.key()) })
	return out, true
}

// addScalar adds a scalar that was not seen yet: a list of scalars is a set, and
// saying a thing twice says it once.
func (l *StatedList) addScalar(scalar any, seen map[any]bool) {
	if !seen[scalar] {
		seen[scalar] = true
		l.Items = append(l.Items, Item{Scalar: scalar})
	}
}

func (i Item) key() string {
	if i.Scalar != nil {
		return fmt.Sprint(i.Scalar)
	}
	return i.ID
}

// finder returns a function that finds an element by id or scalar.
func (l *StatedList) finder() func(Item) (Item, bool) {
	if len(l.Items) <= 16 {
		return l.find
	}
	type key struct {
		id     string
		scalar any
	}
	index := make(map[key]int, len(l.Items))
	for i, it := range l.Items {
		index[key{it.ID, it.Scalar}] = i
	}
	return func(item Item) (Item, bool) {
		i, ok := index[key{item.ID, item.Scalar}]
		if !ok {
			return Item{}, false
		}
		return l.Items[i], true
	}
}

func (l *StatedList) find(item Item) (Item, bool) {
	for _, b := range l.Items {
		if b.ID == item.ID && b.Scalar == item.Scalar {
			return b, true
		}
	}
	return Item{}, false
}

func (i Item) join(j Item) (Item, bool) {
	if i.Scalar != nil {
		return i, i.Scalar == j.Scalar
	}
	out := Item{ID: i.ID, Values: make([]Stated, len(i.Values))}
	for k := range i.Values {
		both, ok := i.Values[k].join(j.Values[k])
		if !ok {
			return Item{}, false
		}
		out.Values[k] = both
	}
	return out, true
}

func (s Stated) equal(t Stated) bool {
	if s.List == nil || t.List == nil {
		return s.List == nil && t.List == nil && s.Scalar == t.Scalar
	}
	if s.List.Open != t.List.Open || len(s.List.Items) != len(t.List.Items) {
		return false
	}
	find := t.List.finder()
	for _, a := range s.List.Items {
		b, ok := find(a)
		if !ok || len(a.Values) != len(b.Values) {
			return false
		}
		for k := range a.Values {
			if !a.Values[k].equal(b.Values[k]) {
				return false
			}
		}
	}
	return true
}

// read takes the field's value out of its struct, which a decoder has checked.
func (f *Field) read(record reflect.Value) Stated {
	v := record.FieldByIndex(f.index)
	if v.IsNil() {
		return Stated{}
	}
	if f.Kind != KindList {
		return Stated{Scalar: scalarOf(v.Elem(), f.Kind)}
	}
	list := &StatedList{Items: make([]Item, 0, v.Len())}
	if f.Elem == nil {
		seen := make(map[any]bool, v.Len())
		for i := range v.Len() {
			list.addScalar(scalarOf(v.Index(i), f.Item), seen)
		}
		return Stated{List: list}
	}
	for i := range v.Len() {
		item := Item{ID: v.Index(i).FieldByName("ID").String(), Values: make([]Stated, len(f.Elem.Fields))}
		for k := range f.Elem.Fields {
			item.Values[k] = f.Elem.Fields[k].read(v.Index(i))
		}
		list.Items = append(list.Items, item)
	}
	return Stated{List: list}
}

func scalarOf(v reflect.Value, kind Kind) any {
	switch kind {
	case KindBool:
		return v.Bool()
	case KindInt:
		return v.Int()
	case KindNumber:
		return v.Float() + 0 // one zero: -0 becomes 0
	case KindDate:
		return v.Interface().(Date)
	}
	return v.String()
}

// joinText unites two texts of which either may be empty.
func joinText[T ~string](a *T, b T) error {
	if *a == "" {
		*a = b
	} else if b != "" && *a != b {
		return errDisagree
	}
	return nil
}

// joinSet unites two sets of which either may be unknown.
func joinSet[T ~string](a *[]T, b []T) error {
	if *a == nil {
		*a = b
		return nil
	}
	if b == nil {
		return nil
	}
	x, y := slices.Clone(*a), slices.Clone(b)
	slices.Sort(x)
	slices.Sort(y)
	if !slices.Equal(slices.Compact(x), slices.Compact(y)) {
		return errDisagree
	}
	return nil
}

var errDisagree = fmt.Errorf("the sources disagree")
