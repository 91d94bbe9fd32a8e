package doc

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	idPattern = "^[A-Za-z0-9][A-Za-z0-9._-]*$"
	maxID     = 64
)

// Bind stores a node in target, a non-nil pointer, and returns every problem it
// finds, sorted by place. What has no problem is stored even if the rest does.
//
// The rules, in order:
//
//   - A *Node or Node keeps the node as it is.
//   - null is a problem everywhere else: a field that is not known is left out.
//   - A [NodeUnmarshaler] reads itself.
//   - A type with a method Values() []string takes one of these texts.
//   - An encoding.TextUnmarshaler takes text.
//   - A json.Unmarshaler reads itself; what it refuses has the wrong shape.
//   - A struct takes a mapping with the names of its json tags as keys; fields of
//     embedded structs count as its own. A key without a field is a problem.
//   - A slice takes a list: it stays nil if the field is absent and is empty, not
//     nil, for an empty list. A map with text keys takes a mapping.
//   - Integers take whole numbers, however they are written (1.0, 1e2), up to
//     ±2^53; floats take any finite number; bool takes true or false, string takes
//     text. Nothing is converted.
//   - An empty interface takes what [Node.Value] returns.
//
// Struct tags restrict fields: required:"true"; min and max for numbers;
// minItems for lists and mappings; maxLen (in characters), pattern and const
// for text. On a list of texts, maxLen, pattern and const hold for each.
//
// If the elements of a list are structs with a text field named id, that field
// is required, ids are well-formed and no two are the same; for the latter two
// see [SemanticRules].
//
// A target that is not a non-nil pointer, a type that none of these rules
// covers, and a malformed struct tag are mistakes in the program; Bind panics.
func Bind(n *Node, target any) Problems {
	v := reflect.ValueOf(target)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		panic(fmt.Sprintf("doc: Bind: target is %T, not a non-nil pointer", target))
	}
	if n == nil {
		return Problems{{Message: "the document is empty", Hint: "write a mapping", Kind: Structural}}
	}
	b := &binder{values: map[reflect.Type][]string{}}
	b.bind(n, v.Elem())
	return b.Sorted()
}

type binder struct {
	Collector
	path   []*fields // structs around the current one
	values map[reflect.Type][]string
}

// valuesOf returns the values of a closed set. A type may make them anew at
// every call, and a list may hold many.
func (b *binder) valuesOf(v reflect.Value) []string {
	values, ok := b.values[v.Type()]
	if !ok {
		values = v.Addr().Interface().(enum).Values()
		b.values[v.Type()] = values
	}
	return values
}

// problem reports a structural problem at n; it returns false, so that callers
// can return it.
func (b *binder) problem(n *Node, message, hint string) bool {
	b.Add(n.Problem(Structural, message, hint))
	return false
}

// bind reports whether v could be set as a whole.
func (b *binder) bind(n *Node, v reflect.Value) bool {
	if n.Kind == Invalid {
		return false
	}
	t := v.Type()
	can := abilitiesOf(t)
	switch {
	case t == nodeType:
		v.Set(reflect.ValueOf(n).Elem())
		return true
	case t.Kind() == reflect.Pointer && t.Elem() == nodeType:
		v.Set(reflect.ValueOf(n))
		return true
	case n.Kind == Null:
		hint := "leave the field out if it is not known"
		switch {
		case n.parent == nil:
			hint = "write a mapping"
		case n.parent.Kind == List:
			hint = "leave the entry out"
		}
		return b.problem(n, "has no value", hint)
	case t.Kind() == reflect.Pointer:
		p := reflect.New(t.Elem())
		ok := b.bind(n, p.Elem())
		if ok || p.Elem().Kind() == reflect.Struct {
			v.Set(p)
		}
		return ok
	case can.unmarshalNode:
		problems := v.Addr().Interface().(NodeUnmarshaler).UnmarshalNode(n)
		b.Add(problems...)
		return len(problems) == 0
	case can.enum:
		return b.enum(n, v)
	case can.unmarshalText:
		return b.isText(n) && b.unmarshalText(n, v)
	case t == jsonNumberType:
		if n.Kind != Number {
			return b.wrongType(n, "a number")
		}
		v.SetString(n.Text)
		return true
	case can.unmarshalJSON:
		return b.unmarshalJSON(n, v)
	}
	switch t.Kind() {
	case reflect.Struct:
		return b.structure(n, v)
	case reflect.Slice:
		return b.slice(n, v)
	case reflect.Map:
		return b.mapping(n, v)
	case reflect.Bool:
		if n.Kind != Bool {
			return b.wrongType(n, "true or false")
		}
		v.SetBool(n.Bool)
		return true
	case reflect.String:
		if !b.isText(n) {
			return false
		}
		v.SetString(n.Text)
		return true
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return b.integer(n, v)
	case reflect.Float32, reflect.Float64:
		return b.float(n, v)
	case reflect.Interface:
		if t.NumMethod() == 0 {
			v.Set(reflect.ValueOf(n.Value()))
			return true
		}
	}
	panic(fmt.Sprintf("doc: Bind: %s: type %s is not supported", n.Pointer(), t))
}

func (b *binder) isText(n *Node) bool {
	return n.Kind == String || b.wrongType(n, "text")
}

// wrongType says what was found, what is wanted, and how to get there.
func (b *binder) wrongType(n *Node, want string) bool {
	found, hint := described(n), ""
	switch want {
	case "text":
		switch n.Kind {
		case Number:
			found, hint = "a number", "write it in quotes: "+Quote(n.Text)
		case Bool:
			hint = "write it in quotes: " + Quote(found)
		default:
			hint = "write one text"
		}
	case "true or false":
		hint = "write true or false"
		if n.Kind == String && (n.Text == "true" || n.Text == "false") {
			hint = "leave out the quotes: " + n.Text
		}
	case "a list":
		hint = "write a list, even of one: [" + example(n) + "]"
		if n.Kind == Mapping {
			hint = `write a list: start each entry with "- "`
			if len(n.Entries) == 0 {
				hint = "write [] for an empty list"
			}
		}
	case "a mapping":
		hint = `write entries as "key: value"`
		if n.Kind == List && len(n.Items) == 0 {
			hint = "write {} for an empty mapping"
		}
	default: // numbers
		hint = "write " + want + " without quotes"
		if n.Kind == String {
			if isNumber(n.Text) {
				hint = "leave out the quotes: " + printable(n.Text)
			} else if h := numberHint(n.Text); h != "" {
				hint = h
			}
		}
	}
	if n.Kind == String && n.style == plain && n.Text == "~" {
		hint = "~ is text here; leave the field out if it is not known"
	}
	return b.problem(n, "is "+found+", not "+want, hint)
}

// described says what n is.
func described(n *Node) string {
	switch n.Kind {
	case String:
		return "text " + Quote(n.Text)
	case Number:
		return "the number " + printable(n.Text)
	case Bool:
		return strconv.FormatBool(n.Bool)
	}
	return n.Kind.String()
}

func example(n *Node) string {
	switch {
	case n.Kind == Bool:
		return strconv.FormatBool(n.Bool)
	case n.Kind == String && isPlainSafe(n.Text) && utf8.RuneCountInString(n.Text) <= 30 && !strings.ContainsAny(n.Text, ",[]{}"):
		return n.Text
	case n.Kind == String:
		return Quote(n.Text)
	}
	return printable(n.Text)
}

func (b *binder) enum(n *Node, v reflect.Value) bool {
	values := b.valuesOf(v)
	if n.Kind != String {
		_, hint := b.notOneOf("", values)
		return b.problem(n, "is "+described(n)+", not text", hint)
	}
	if message, hint := b.notOneOf(n.Text, values); message != "" {
		return b.problem(n, message, hint)
	}
	if _, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return b.unmarshalText(n, v)
	}
	v.SetString(n.Text)
	return true
}

// notOneOf returns a message if text is none of values.
func (b *binder) notOneOf(text string, values []string) (message, hint string) {
	switch {
	case slices.Contains(values, text):
		return "", ""
	case b.Full():
		return "is not known here", ""
	}
	const few = 12
	var hints []string
	if s := Suggest(text, values); s != "" {
		hints = append(hints, "did you mean "+s+"?")
	}
	if len(values) <= few {
		hints = append(hints, "one of "+strings.Join(values, ", "))
	} else if len(hints) == 0 {
		hints = append(hints, fmt.Sprintf("one of %d values, such as %s", len(values), strings.Join(values[:few], ", ")))
	}
	return Quote(text) + " is not known here", strings.Join(hints, " ")
}

// unmarshalText reports a failure in the words of the type.
func (b *binder) unmarshalText(n *Node, v reflect.Value) bool {
	target := v.Addr().Interface()
	err := target.(encoding.TextUnmarshaler).UnmarshalText([]byte(n.Text))
	if err == nil {
		return true
	}
	p := n.Problem(Semantic, printable(err.Error()), "")
	p.Rule, p.Cause = RuleText, err
	if h, ok := err.(interface{ Hint() string }); ok {
		p.Hint = h.Hint()
	}
	_, isTime := target.(*time.Time)
	if isTime {
		p.Message, p.Hint = Quote(n.Text)+" is not an instant", "write it like 2026-09-01T12:00:00Z"
	}
	if f, ok := target.(schemaFormat); isTime || ok && f.SchemaFormat() != "" {
		p.Kind, p.Rule = Structural, ""
	}
	b.Add(p)
	return false
}

func (b *binder) unmarshalJSON(n *Node, v reflect.Value) bool {
	text, err := json.Marshal(n.Value())
	if err == nil {
		err = v.Addr().Interface().(json.Unmarshaler).UnmarshalJSON(text)
	}
	if err != nil {
		p := n.Problem(Structural, printable(err.Error()), "")
		p.Cause = err
		if number := (*NumberError)(nil); errors.As(err, &number) {
			p.Kind, p.Rule, p.Hint = Semantic, RuleNumber, number.Hint
		}
		b.Add(p)
	}
	return err == nil
}

func (b *binder) integer(n *Node, v reflect.Value) bool {
	if n.Kind != Number {
		return b.wrongType(n, "a whole number")
	}
	i, whole, inside := wholeNumber(n.Text)
	switch {
	case !inside:
		return b.problem(n, printable(n.Text)+" is too large", "whole numbers go up to 2^53, "+strconv.Itoa(maxInt))
	case !whole:
		return b.problem(n, printable(n.Text)+" is not a whole number", "round it to a whole number of the unit asked for")
	case v.CanUint():
		if i < 0 {
			return b.problem(n, printable(n.Text)+" is negative", "write 0 or more")
		}
		if v.OverflowUint(uint64(i)) {
			return b.problem(n, printable(n.Text)+" is too large", fmt.Sprintf("write at most %d", uint64(1)<<v.Type().Bits()-1))
		}
		v.SetUint(uint64(i))
	case v.OverflowInt(i):
		most := int64(1)<<(v.Type().Bits()-1) - 1
		return b.problem(n, printable(n.Text)+" is out of range", fmt.Sprintf("write %d to %d", -most-1, most))
	default:
		v.SetInt(i)
	}
	return true
}

func (b *binder) float(n *Node, v reflect.Value) bool {
	if n.Kind != Number {
		return b.wrongType(n, "a number")
	}
	f, err := strconv.ParseFloat(n.Text, v.Type().Bits())
	switch {
	case err != nil || math.IsInf(f, 0):
		return b.problem(n, printable(n.Text)+" is too large", "write a number that fits 64-bit floating point")
	case f == 0 && strings.ContainsAny(mantissa(n.Text), "123456789"):
		return b.problem(n, printable(n.Text)+" is too small to tell from 0", "write 0")
	case f == 0:
		f = 0 // not -0
	}
	v.SetFloat(f)
	return true
}

func mantissa(text string) string {
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		return text[:i]
	}
	return text
}

func (b *binder) slice(n *Node, v reflect.Value) bool {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		panic(fmt.Sprintf("doc: Bind: %s: type %s is not supported", n.Pointer(), v.Type()))
	}
	if n.Kind != List {
		return b.wrongType(n, "a list")
	}
	list, ok := reflect.MakeSlice(v.Type(), len(n.Items), len(n.Items)), true
	for i, item := range n.Items {
		ok = b.bind(item, list.Index(i)) && ok
	}
	v.Set(list)
	return b.ids(n, v.Type().Elem()) && ok
}

var idRE = regexp.MustCompile(idPattern)

// ids checks the ids of the elements of a list.
func (b *binder) ids(n *Node, element reflect.Type) bool {
	element = elem(element)
	if element.Kind() != reflect.Struct || element == nodeType ||
		implements(element, nodeUnmarshalerType) || implements(element, textUnmarshalerType) || implements(element, jsonUnmarshalerType) {
		return true
	}
	id := fieldsOf(element).byName["id"]
	if id == nil || elem(id.typ).Kind() != reflect.String {
		return true
	}
	before := b.total
	semantic := func(n *Node, rule, message, hint string) {
		p := n.Problem(Semantic, message, hint)
		p.Rule = rule
		b.Add(p)
	}
	seen := make(map[string]*Node, len(n.Items))
	for _, item := range n.Items {
		if item.Kind != Mapping {
			continue
		}
		at := item.Get("id")
		switch {
		case at == nil && !id.required:
			b.problem(item, "has no id", "give each entry of the list an id of its own")
		case at == nil || at.Kind != String:
		case at.Text == "":
			semantic(at, RuleIDMissing, "is empty", "give each entry of the list an id of its own")
		case !idRE.MatchString(at.Text):
			semantic(at, RuleIDFormat, Quote(at.Text)+" is not an id", "use letters, digits and . _ -, starting with a letter or digit")
		case len(at.Text) > maxID:
			semantic(at, RuleIDFormat, fmt.Sprintf("%s is %d characters long", Quote(at.Text), len(at.Text)),
				fmt.Sprintf("use at most %d", maxID))
		case seen[at.Text] != nil:
			first := seen[at.Text]
			semantic(at, RuleIDDuplicate,
				fmt.Sprintf("id %s is taken by %s in line %d, column %d", Quote(at.Text), printable(first.parent.Pointer()), first.Line, first.Column),
				"give each entry of the list an id of its own")
		default:
			seen[at.Text] = at
		}
	}
	return b.total == before
}

func (b *binder) mapping(n *Node, v reflect.Value) bool {
	t := v.Type()
	if t.Key().Kind() != reflect.String {
		panic(fmt.Sprintf("doc: Bind: %s: type %s is not supported", n.Pointer(), t))
	}
	if n.Kind != Mapping {
		return b.wrongType(n, "a mapping")
	}
	m, ok := reflect.MakeMapWithSize(t, len(n.Entries)), true
	for _, e := range n.Entries {
		key, value := reflect.New(t.Key()).Elem(), reflect.New(t.Elem()).Elem()
		if implements(t.Key(), enumType) {
			if message, hint := b.notOneOf(e.Key, b.valuesOf(key)); message != "" {
				b.Add(n.KeyProblem(e, Structural, message, hint))
				ok = false
			}
		}
		key.SetString(e.Key)
		if b.bind(e.Value, value) {
			m.SetMapIndex(key, value)
		} else {
			ok = false
		}
	}
	v.Set(m)
	return ok
}

// shapeOf shows the fields that a mapping cannot do without; "" if there are none.
func shapeOf(t reflect.Type) string {
	t = elem(t)
	if t.Kind() != reflect.Struct || t == nodeType || implements(t, nodeUnmarshalerType) || implements(t, textUnmarshalerType) || implements(t, jsonUnmarshalerType) {
		return ""
	}
	var names []string
	for _, f := range fieldsOf(t).list {
		if f.required && f.constant == nil {
			names = append(names, f.name+": …")
		}
	}
	if names == nil {
		return ""
	}
	return "{" + strings.Join(names, ", ") + "}"
}

func (b *binder) structure(n *Node, v reflect.Value) bool {
	if n.Kind != Mapping {
		if shape := shapeOf(v.Type()); shape != "" && n.Kind != List {
			b.problem(n, "is "+described(n)+", not a mapping", "write "+shape)
			return false
		}
		return b.wrongType(n, "a mapping")
	}
	fs := fieldsOf(v.Type())
	before := b.total
	b.path = append(b.path, fs)
	seen := make([]bool, len(fs.list))
	for _, e := range n.Entries {
		f := fs.byName[e.Key]
		if f == nil {
			b.Add(n.KeyProblem(e, Structural, "field "+Quote(e.Key)+" is not known", b.unknownHint(fs, e.Key)))
			continue
		}
		seen[f.number] = true
		if b.bind(e.Value, f.of(v)) {
			b.check(f, e.Value)
		}
	}
	b.path = b.path[:len(b.path)-1]
	for i, f := range fs.list {
		if f.required && !seen[i] {
			hint := "add it"
			if f.constant != nil {
				hint = "add " + f.name + ": " + *f.constant
			} else if shape := shapeOf(f.typ); shape != "" {
				hint = "add it: " + f.name + ": " + shape
			}
			b.problem(n, "field "+Quote(f.name)+" is missing", hint)
		}
	}
	return b.total == before
}

// unknownHint looks for the field that was meant: one spelled alike here, one
// spelled the same further down or up, or one that is similar.
func (b *binder) unknownHint(fs *fields, name string) string {
	if b.Full() {
		return ""
	}
	if strings.Count(name, ")") > strings.Count(name, "(") {
		return "quote the text that it ends: between braces a comma begins another field" // as in {proof: attested("bsi-c5", 2)}
	}
	near := Suggest(name, fs.names)
	if near != "" && fold(near) == fold(name) {
		return "did you mean " + Quote(near) + "?"
	}
	if under := b.find(fs, name, 3); under != "" {
		return "it belongs under " + Quote(under)
	}
	for i := len(b.path) - 2; i >= 0; i-- {
		if b.path[i].byName[name] == nil {
			continue
		}
		if levels := len(b.path) - 1 - i; levels > 1 {
			return fmt.Sprintf("it belongs %d levels up", levels)
		}
		return "it belongs one level up"
	}
	const few = 12
	switch {
	case near != "":
		return "did you mean " + Quote(near) + "?"
	case len(fs.names) == 0:
		return "remove it"
	case len(fs.names) <= few:
		return "known here: " + strings.Join(fs.names, ", ")
	}
	return "remove it, or look up its name in the schema"
}

// find returns the path of the struct at most depth levels below fs that has a
// field of this name.
func (b *binder) find(fs *fields, name string, depth int) string {
	for _, deeper := range []bool{false, true} {
		for _, f := range fs.list {
			t := elem(f.typ)
			if t.Kind() != reflect.Struct || t == nodeType || implements(t, nodeUnmarshalerType) || implements(t, textUnmarshalerType) {
				continue
			}
			inner := fieldsOf(t)
			if !deeper && inner.byName[name] != nil {
				return f.name
			}
			if deeper && depth > 1 {
				if under := b.find(inner, name, depth-1); under != "" {
					return f.name + "." + under
				}
			}
		}
	}
	return ""
}

// check applies the rules of the struct tags to a value of the right type.
func (b *binder) check(f *field, n *Node) {
	switch n.Kind {
	case Number:
		value, err := strconv.ParseFloat(n.Text, 64)
		if err != nil {
			return
		}
		if f.min != nil && value < *f.min {
			b.problem(n, printable(n.Text)+" is too small", "write "+number(*f.min)+" or more")
		}
		if f.max != nil && value > *f.max {
			b.problem(n, printable(n.Text)+" is too large", "write "+number(*f.max)+" or less")
		}
	case String:
		b.checkText(f, n)
	case List:
		for _, item := range n.Items {
			if item.Kind == String {
				b.checkText(f, item)
			}
		}
		b.checkItems(f, n, len(n.Items))
	case Mapping:
		b.checkItems(f, n, len(n.Entries))
	}
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

func (b *binder) checkItems(f *field, n *Node, count int) {
	if count >= f.minItems {
		return
	}
	entries := "entries"
	if f.minItems == 1 {
		entries = "entry"
	}
	message := fmt.Sprintf("has %d of at least %d %s", count, f.minItems, entries)
	if count == 0 {
		message = "is empty"
	}
	b.problem(n, message, fmt.Sprintf("write at least %d %s", f.minItems, entries))
}

// notBlank is the pattern of text that must say something.
const notBlank = "[^ ]"

func (b *binder) checkText(f *field, n *Node) {
	switch {
	case f.constant != nil && n.Text != *f.constant:
		b.problem(n, Quote(n.Text)+" is not known here", "write "+*f.constant)
	case f.maxLen > 0 && utf8.RuneCountInString(n.Text) > f.maxLen:
		b.problem(n, fmt.Sprintf("is text of %d characters", utf8.RuneCountInString(n.Text)), fmt.Sprintf("use at most %d", f.maxLen))
	case f.pattern != nil && f.pattern.String() == notBlank && !f.pattern.MatchString(n.Text):
		b.problem(n, "is empty", "write what it asks for; a blank says nothing")
	case f.pattern != nil && !f.pattern.MatchString(n.Text):
		b.problem(n, Quote(n.Text)+" does not have the right form", "it must match "+f.pattern.String())
	}
}
