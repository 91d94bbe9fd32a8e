package evidence

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/trias-sovereignty/trias/internal/civil"
)

// Kind is the type of a fact.
type Kind uint8

// The kinds of facts. The zero Kind is none of them.
const (
	KindBool    Kind = iota + 1 // true or false
	KindInt                     // a whole number with a unit
	KindNumber                  // a number with a unit
	KindText                    // a text; with Values a closed set
	KindDate                    // a civil date
	KindVersion                 // a version number
	KindList                    // a list of scalars, or with Elem of records
)

// String returns the kind as documentation names it.
func (k Kind) String() string {
	names := [...]string{"", "bool", "int", "number", "text", "date", "version", "list"}
	if int(k) < len(names) && k != 0 {
		return names[k]
	}
	return fmt.Sprintf("Kind(%d)", uint8(k))
}

// Field describes one fact: what may be stated and how it is asked for.
type Field struct {
	// Path names the fact: "data.keys.custody". A field of a list's element has
	// the path "supplyChain.subcontractors[].countries".
	Path string
	// Name is the path within the record the field belongs to.
	Name string
	// Kind is the fact's type; for a list of scalars Item is the type of one.
	Kind Kind
	Item Kind
	// Values are the accepted values of a closed set, in their order.
	Values []string
	// Set names the closed set Values is ("KeyCustody"), or is empty.
	Set string
	// Unit is the unit of a number ("days", "percent"), or empty.
	Unit string
	// Min and Max bound a number where a bound is set.
	Min, Max *float64
	// Question asks for the fact.
	Question Text
	// Elem describes one element of a list of records.
	Elem *Record
	// Slot is the field's place in its record's values.
	Slot int

	index []int        // reflect path from the record's struct
	typ   reflect.Type // the scalar's or element's Go type
}

// Record is a set of fields: all facts, or one element of a list.
type Record struct {
	// Path is empty for all facts and the list's path with "[]" for an element.
	Path string
	// Fields are the record's fields, in the order of the Go structs.
	Fields []Field
	// groups are the paths that stand above fields, with their own fields.
	groups map[string][]string
	byName map[string]int
}

// Field returns the field with the given name within the record, or nil.
func (r *Record) Field(name string) *Field {
	if i, ok := r.byName[name]; ok {
		return &r.Fields[i]
	}
	return nil
}

// Group returns the names directly below a group of the record, and whether
// there is such a group. The record itself is the group "".
func (r *Record) Group(name string) ([]string, bool) {
	names, ok := r.groups[name]
	return names, ok
}

var factSchema = sync.OnceValue(func() *Record {
	return newRecord("", reflect.TypeFor[Facts]())
})

// FactSchema describes every fact there is. It is derived from the Go structs
// and must not be changed.
func FactSchema() *Record { return factSchema() }

func newRecord(path string, t reflect.Type) *Record {
	r := &Record{Path: path, groups: map[string][]string{}, byName: map[string]int{}}
	r.walk("", t, nil)
	return r
}

func (r *Record) walk(group string, t reflect.Type, index []int) {
	for i := range t.NumField() {
		sf := t.Field(i)
		tags := tagsOf(sf.Tag)
		name, _, _ := strings.Cut(tags["json"], ",")
		if r.Path != "" && group == "" && name == "id" {
			continue // identity: not a fact, not visible to rules
		}
		if name == "" || name == "-" {
			panic("evidence: field " + t.String() + "." + sf.Name + " has no json name")
		}
		r.groups[group] = append(r.groups[group], name)
		full := name
		if group != "" {
			full = group + "." + name
		}
		at := append(append([]int(nil), index...), i)
		if sf.Type.Kind() == reflect.Struct {
			r.walk(full, sf.Type, at)
			continue
		}
		f := Field{Name: full, Path: full, Slot: len(r.Fields), index: at, Unit: tags["unit"],
			Question: Text{EN: tags["en"], DE: tags["de"]}}
		if r.Path != "" {
			f.Path = r.Path + "." + full
		}
		f.Min, f.Max = bound(tags["min"]), bound(tags["max"])
		switch sf.Type.Kind() {
		case reflect.Pointer:
			f.typ = sf.Type.Elem()
			f.Kind, f.Values = scalarKind(f.typ)
		case reflect.Slice:
			f.Kind, f.typ = KindList, sf.Type.Elem()
			if f.typ.Kind() == reflect.Struct && f.typ != reflect.TypeFor[Date]() {
				f.Elem = newRecord(f.Path+"[]", f.typ)
			} else {
				f.Item, f.Values = scalarKind(f.typ)
			}
		default:
			panic("evidence: field " + t.String() + "." + sf.Name + " is neither a pointer, a list nor a group")
		}
		if f.Values != nil {
			f.Set = f.typ.Name()
		}
		r.byName[full] = len(r.Fields)
		r.Fields = append(r.Fields, f)
	}
}

// tagsOf reads a struct tag at once. The questions make tags long, and reflect
// reads them from the start for every key.
func tagsOf(tag reflect.StructTag) map[string]string {
	out := map[string]string{}
	for rest := string(tag); rest != ""; {
		key, value, ok := strings.Cut(rest, ":")
		if !ok {
			break
		}
		quoted, err := strconv.QuotedPrefix(value)
		if err != nil {
			break
		}
		if out[strings.TrimLeft(key, " ")], err = strconv.Unquote(quoted); err != nil {
			break
		}
		rest = strings.TrimLeft(value[len(quoted):], " ")
	}
	return out
}

func bound(s string) *float64 {
	if s == "" {
		return nil
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic("evidence: bad bound " + s)
	}
	return &f
}

func scalarKind(t reflect.Type) (Kind, []string) {
	switch t {
	case reflect.TypeFor[civil.Date]():
		return KindDate, nil
	case reflect.TypeFor[Version]():
		return KindVersion, nil
	}
	if e, ok := reflect.Zero(t).Interface().(interface{ Values() []string }); ok {
		return KindText, e.Values()
	}
	switch t.Kind() {
	case reflect.Bool:
		return KindBool, nil
	case reflect.Int64:
		return KindInt, nil
	case reflect.Float64:
		return KindNumber, nil
	case reflect.String:
		return KindText, nil
	}
	panic("evidence: no fact can have type " + t.String())
}
