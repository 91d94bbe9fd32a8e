package doc

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// NodeUnmarshaler is implemented by types that read themselves from a node. A
// problem is best made with [Node.Problem] or [Node.ProblemAt]. The method may
// use [Bind] on the node's children, or on the node with a type of another name.
type NodeUnmarshaler interface {
	UnmarshalNode(*Node) Problems
}

// NodeMarshaler is the reverse of [NodeUnmarshaler].
type NodeMarshaler interface {
	MarshalNode() (*Node, error)
}

// enum is implemented by types with a closed set of values.
type enum interface {
	Values() []string
}

// schemaFormat is implemented by types whose text has a format a JSON Schema
// knows, such as "date".
type schemaFormat interface {
	SchemaFormat() string
}

// zeroer decides what omitzero leaves out, as in encoding/json.
type zeroer interface {
	IsZero() bool
}

var (
	zeroerType          = reflect.TypeFor[zeroer]()
	nodeType            = reflect.TypeFor[Node]()
	nodeUnmarshalerType = reflect.TypeFor[NodeUnmarshaler]()
	nodeMarshalerType   = reflect.TypeFor[NodeMarshaler]()
	textUnmarshalerType = reflect.TypeFor[encoding.TextUnmarshaler]()
	textMarshalerType   = reflect.TypeFor[encoding.TextMarshaler]()
	jsonMarshalerType   = reflect.TypeFor[json.Marshaler]()
	jsonUnmarshalerType = reflect.TypeFor[json.Unmarshaler]()
	jsonNumberType      = reflect.TypeFor[json.Number]()
	enumType            = reflect.TypeFor[enum]()
)

// implements reports whether t or *t does.
func implements(t, iface reflect.Type) bool {
	return t.Implements(iface) || t.Kind() != reflect.Interface && reflect.PointerTo(t).Implements(iface)
}

// abilities are the methods of a type, or of a pointer to it, that count here.
type abilities struct {
	marshalNode, marshalText, marshalJSON, isZero bool
	unmarshalNode, unmarshalText, unmarshalJSON   bool
	enum                                          bool // a text of a closed set
}

// abilitiesOf returns the abilities of a type. They are kept as [fieldsOf] keeps
// fields: finding out takes longer than most values take to read or write.
func abilitiesOf(t reflect.Type) *abilities {
	if a, ok := knownAbilities.Load(t); ok {
		return a.(*abilities)
	}
	p := reflect.PointerTo(t)
	a := &abilities{
		marshalNode: implements(t, nodeMarshalerType), marshalText: implements(t, textMarshalerType), marshalJSON: implements(t, jsonMarshalerType),
		isZero:        implements(t, zeroerType),
		unmarshalNode: p.Implements(nodeUnmarshalerType), unmarshalText: p.Implements(textUnmarshalerType), unmarshalJSON: p.Implements(jsonUnmarshalerType),
		enum: implements(t, enumType) && (t.Kind() == reflect.String || implements(t, textUnmarshalerType)),
	}
	kept, _ := knownAbilities.LoadOrStore(t, a)
	return kept.(*abilities)
}

var knownAbilities sync.Map // reflect.Type to *abilities

// field is one field of a struct as documents see it.
type field struct {
	name      string
	number    int // in the list of fields
	index     []int
	typ       reflect.Type
	omitZero  bool
	omitEmpty bool
	required  bool
	constant  *string
	min, max  *float64
	minItems  int
	maxLen    int
	pattern   *regexp.Regexp
}

// of returns the field of a struct.
func (f *field) of(v reflect.Value) reflect.Value {
	if len(f.index) == 1 {
		return v.Field(f.index[0])
	}
	return v.FieldByIndex(f.index)
}

// fields are those of one struct type, embedded structs included.
type fields struct {
	list   []*field
	byName map[string]*field
	names  []string
	sorted func() []*field // the list in the order of canonical JSON
}

// fieldsOf returns the fields of a struct type. A tag that cannot be understood
// is a mistake in the program and panics.
//
// What is found out about a type stays true as long as the program runs, so it
// is kept, as encoding/json does; nothing a caller does can change it.
func fieldsOf(t reflect.Type) *fields {
	if fs, ok := knownFields.Load(t); ok {
		return fs.(*fields)
	}
	fs := &fields{byName: map[string]*field{}}
	fs.collect(t, nil)
	fs.sorted = sync.OnceValue(func() []*field {
		return slices.SortedFunc(slices.Values(fs.list), func(a, b *field) int { return compareUTF16(a.name, b.name) })
	})
	kept, _ := knownFields.LoadOrStore(t, fs)
	return kept.(*fields)
}

var knownFields sync.Map // reflect.Type to *fields

func (fs *fields) collect(t reflect.Type, index []int) {
	for i := range t.NumField() {
		sf := t.Field(i)
		tag, tagged := sf.Tag.Lookup("json")
		name, options, _ := strings.Cut(tag, ",")
		if tag == "-" {
			continue
		}
		at := append(append([]int(nil), index...), i)
		if sf.Anonymous && name == "" {
			if sf.Type.Kind() == reflect.Struct && !implements(sf.Type, nodeUnmarshalerType) && !implements(sf.Type, textUnmarshalerType) {
				fs.collect(sf.Type, at)
				continue
			}
		}
		if !sf.IsExported() {
			continue
		}
		if !tagged || name == "" {
			name = sf.Name
		}
		f := &field{name: name, index: at, typ: sf.Type}
		for option := range strings.SplitSeq(options, ",") {
			switch option {
			case "omitzero":
				f.omitZero = true
			case "omitempty":
				f.omitEmpty = true
			}
		}
		f.rules(t, sf)
		fs.add(f)
	}
}

// add adds a field. Of two with the same name the one nearer to the outer
// struct counts, as in Go.
func (fs *fields) add(f *field) {
	if other, taken := fs.byName[f.name]; taken {
		if len(f.index) < len(other.index) {
			f.number = other.number
			*other = *f
		}
		return
	}
	f.number = len(fs.list)
	fs.list = append(fs.list, f)
	fs.byName[f.name] = f
	fs.names = append(fs.names, f.name)
}

// rules reads the struct tags that restrict the value of a field.
func (f *field) rules(t reflect.Type, sf reflect.StructField) {
	bad := func(tag string, err error) {
		panic(fmt.Sprintf("doc: %s.%s: tag %s: %v", t, sf.Name, tag, err))
	}
	whole := func(tag string) int {
		text := sf.Tag.Get(tag)
		if text == "" {
			return 0
		}
		n, err := strconv.Atoi(text)
		if err != nil {
			bad(tag, err)
		}
		return n
	}
	number := func(tag string) *float64 {
		text := sf.Tag.Get(tag)
		if text == "" {
			return nil
		}
		n, err := strconv.ParseFloat(text, 64)
		if err != nil {
			bad(tag, err)
		}
		return &n
	}
	f.required = sf.Tag.Get("required") == "true"
	f.min, f.max = number("min"), number("max")
	f.minItems, f.maxLen = whole("minItems"), whole("maxLen")
	if text, ok := sf.Tag.Lookup("const"); ok {
		f.constant = &text
	}
	if text := sf.Tag.Get("pattern"); text != "" {
		re, err := regexp.Compile(text)
		if err != nil {
			bad("pattern", err)
		}
		f.pattern = re
	}
}

// elem returns the type behind pointers.
func elem(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}
