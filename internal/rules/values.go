package rules

import (
	"fmt"
	"reflect"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	goversion "github.com/hashicorp/go-version"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// The types of the field. Instant is apart from Date so that the instant of
// the verdict can be compared and nothing else: the next instant at which a
// comparison turns over is then the date it is compared with.
var (
	dateType    = types.NewObjectType("trias.Date", traits.ComparerType, traits.AdderType, traits.SubtractorType)
	instantType = types.NewObjectType("trias.Instant", traits.ComparerType)
	periodType  = types.NewObjectType("trias.Period")
	versionType = types.NewObjectType("trias.Version", traits.ComparerType)
	listType    = cel.ListType(cel.DynType)
)

type dateVal struct{ civil.Date }

func (d dateVal) ConvertToNative(reflect.Type) (any, error) { return d.Date, nil }
func (d dateVal) ConvertToType(t ref.Type) ref.Val          { return noConversion(d, t) }
func (d dateVal) Equal(o ref.Val) ref.Val {
	e, ok := o.(dateVal)
	return types.Bool(ok && e.Date == d.Date)
}
func (d dateVal) Type() ref.Type { return dateType }
func (d dateVal) Value() any     { return d }
func (d dateVal) Compare(o ref.Val) ref.Val {
	switch e := o.(type) {
	case dateVal:
		return types.Int(d.Date.Compare(e.Date))
	case instantVal:
		e.seen(d.Date)
		return types.Int(d.Date.Compare(e.Date))
	}
	return types.MaybeNoSuchOverloadErr(o)
}
func (d dateVal) Add(o ref.Val) ref.Val {
	if p, ok := o.(periodVal); ok {
		return dateVal{d.Date.Add(p.Period)}
	}
	return types.MaybeNoSuchOverloadErr(o)
}
func (d dateVal) Subtract(o ref.Val) ref.Val {
	if p, ok := o.(periodVal); ok {
		return dateVal{d.Date.Sub(p.Period)}
	}
	return types.MaybeNoSuchOverloadErr(o)
}

type instantVal struct {
	civil.Date
	watch *Watch // nil but for [Machine.Watch]
}

func (i instantVal) ConvertToNative(reflect.Type) (any, error) { return i.Date, nil }
func (i instantVal) ConvertToType(t ref.Type) ref.Val          { return noConversion(i, t) }
func (i instantVal) Equal(o ref.Val) ref.Val {
	e, ok := o.(instantVal)
	return types.Bool(ok && e.Date == i.Date)
}
func (i instantVal) Type() ref.Type { return instantType }
func (i instantVal) Value() any     { return i }
func (i instantVal) Compare(o ref.Val) ref.Val {
	if d, ok := o.(dateVal); ok {
		i.seen(d.Date)
		return types.Int(i.Date.Compare(d.Date))
	}
	return types.MaybeNoSuchOverloadErr(o)
}

type periodVal struct{ civil.Period }

func (p periodVal) ConvertToNative(reflect.Type) (any, error) { return p.Period, nil }
func (p periodVal) ConvertToType(t ref.Type) ref.Val          { return noConversion(p, t) }
func (p periodVal) Equal(o ref.Val) ref.Val {
	q, ok := o.(periodVal)
	return types.Bool(ok && q.Period == p.Period)
}
func (p periodVal) Type() ref.Type { return periodType }
func (p periodVal) Value() any     { return p }

// versionVal is compared by Semantic Versioning, as [evidence.Version] is, and
// checked against constraints by go-version.
type versionVal struct {
	text   evidence.Version
	parsed *goversion.Version
}

func newVersion(s string) (versionVal, error) {
	v, err := goversion.NewVersion(s)
	if err == nil {
		err = new(evidence.Version).UnmarshalText([]byte(s)) // what it does not read it does not compare
	}
	return versionVal{evidence.Version(s), v}, err
}

func (v versionVal) ConvertToNative(reflect.Type) (any, error) { return string(v.text), nil }
func (v versionVal) ConvertToType(t ref.Type) ref.Val          { return noConversion(v, t) }
func (v versionVal) Equal(o ref.Val) ref.Val {
	w, ok := o.(versionVal)
	return types.Bool(ok && v.text.Compare(w.text) == 0)
}
func (v versionVal) Type() ref.Type { return versionType }
func (v versionVal) Value() any     { return v }
func (v versionVal) Compare(o ref.Val) ref.Val {
	if w, ok := o.(versionVal); ok {
		return types.Int(v.text.Compare(w.text))
	}
	return types.MaybeNoSuchOverloadErr(o)
}

func noConversion(v ref.Val, t ref.Type) ref.Val {
	return types.NewErr("a %s cannot become a %s", v.Type().TypeName(), t.TypeName())
}

// record is a set of facts as CEL sees it: all of them, one element of a list,
// the subject, or the parameters. Groups are views of the same record: the
// types name the place, the slot holds the value. An empty slot is unknown and
// turns into a value that carries its path.
type record struct {
	layout *layout
	slots  []ref.Val
	path   string // of an element: "supplyChain.subcontractors[x]"
	open   bool   // the element that stands for what an open list does not show
	// What explanations show of each slot, made once with the record.
	shown []evidence.Value
	paths []string
	by    *byEquivalent // of a counterpart: see Env.ValueWith
}

// show makes what explanations show.
func (r *record) show() *record {
	r.shown, r.paths = make([]evidence.Value, len(r.slots)), make([]string, len(r.slots))
	for i, v := range r.slots {
		if v != nil {
			r.shown[i] = public(v)
		}
		if r.paths[i] = r.layout.fields[i].info.Path; r.path != "" {
			r.paths[i] = r.path + "." + r.layout.fields[i].name
		}
	}
	return r
}

func (r *record) ConvertToNative(reflect.Type) (any, error) { return r, nil }
func (r *record) ConvertToType(t ref.Type) ref.Val          { return noConversion(r, t) }
func (r *record) Equal(o ref.Val) ref.Val                   { return types.Bool(r == o) }
func (r *record) Type() ref.Type                            { return r.layout.root }
func (r *record) Value() any                                { return r }

func (r *record) get(slot int) ref.Val {
	if v := r.slots[slot]; v != nil {
		return v
	}
	if r.path == "" {
		return r.layout.unknowns[slot]
	}
	return unknownAt(r.path + "." + r.layout.fields[slot].name)
}

// unknownAt returns the unknown value of what is at a path. It is the same for
// all: explanations find the paths themselves, and cel-go compares the trails of
// all unknown values a rule comes across with each other.
func unknownAt(string) *types.Unknown { return unknown }

var unknown = types.NewUnknown(1, types.NewAttributeTrail("fact"))

// layout is what records of one kind have in common.
type layout struct {
	root     *types.Type
	fields   []layoutField
	unknowns []ref.Val      // by slot, for records that are no list elements
	slots    map[string]int // by name
}

type layoutField struct {
	name string // within the record
	typ  *types.Type
	elem *layout // of a list of records
	info *FieldInfo
}

// listVal is a list of evidence. An open list has one more element, wholly
// unknown, and no known size.
type listVal struct {
	items []ref.Val
	names []string // the elements' ids, or "" for scalars
	open  ref.Val  // the unknown element, or nil
	path  string
	// shown are items that are no records as explanations show them, nil if they
	// have not been made.
	shown []evidence.Value
	// counterparts of elements, at the end of items; see Env.ValueWith.
	counterparts int
}

// size counts what is listed.
func (l *listVal) size() int { return len(l.items) - l.counterparts }

func (l *listVal) ConvertToNative(reflect.Type) (any, error) {
	return nil, fmt.Errorf("a list of evidence stays in the rule")
}
func (l *listVal) ConvertToType(t ref.Type) ref.Val { return noConversion(l, t) }
func (l *listVal) Equal(ref.Val) ref.Val            { return types.NewErr("lists of evidence are not compared") }
func (l *listVal) Type() ref.Type                   { return listType }
func (l *listVal) Value() any                       { return l }
func (l *listVal) Add(ref.Val) ref.Val              { return types.NewErr("lists of evidence are not joined") }
func (l *listVal) Contains(ref.Val) ref.Val {
	return types.NewErr("use exists() on a list of evidence")
}
func (l *listVal) Get(ref.Val) ref.Val { return types.NewErr("lists of evidence have no order") }
func (l *listVal) Size() ref.Val {
	if l.open != nil {
		return unknownAt(l.path)
	}
	return types.Int(l.size())
}
func (l *listVal) Iterator() traits.Iterator { return &listIter{list: l} }

// each calls f for every element, the unknown one of an open list included.
func (l *listVal) each(f func(name string, item ref.Val)) {
	for i, v := range l.items {
		f(l.names[i], v)
	}
	if l.open != nil {
		f(openElement, l.open)
	}
}

// openElement stands in paths for the elements an open list does not show.
const openElement = "+"

type listIter struct {
	list *listVal
	next int
}

func (i *listIter) ConvertToNative(reflect.Type) (any, error) {
	return nil, fmt.Errorf("no native iterator")
}
func (i *listIter) ConvertToType(t ref.Type) ref.Val { return noConversion(i, t) }
func (i *listIter) Equal(ref.Val) ref.Val            { return types.False }
func (i *listIter) Type() ref.Type                   { return types.IteratorType }
func (i *listIter) Value() any                       { return nil }
func (i *listIter) HasNext() ref.Val {
	n := len(i.list.items)
	if i.list.open != nil {
		n++
	}
	return types.Bool(i.next < n)
}
func (i *listIter) Next() ref.Val {
	n := i.next
	i.next++
	if n < len(i.list.items) {
		return i.list.items[n]
	}
	return i.list.open
}
