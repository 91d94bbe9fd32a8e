package doc

import (
	"cmp"
	"crypto/sha256"
	"encoding"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"unicode/utf8"
)

// EncodeYAML writes v as YAML that [Parse] and [Bind] read back to an equal
// value. Fields stand in the order of the struct, keys of maps in byte order;
// nil pointers, slices, maps and interfaces are left out, and so are zero
// values of fields tagged omitzero. Text is quoted wherever a reader of any
// version of YAML could take it for something else. The result depends on
// nothing but v.
//
// It is an error if v holds something [Bind] could not read: a number that is
// not finite or beyond ±2^53, text that is not UTF-8, nil in a list.
func EncodeYAML(v any) ([]byte, error) {
	n, err := encode(v)
	if err != nil {
		return nil, fmt.Errorf("encode YAML: %w", err)
	}
	return writeYAML(n), nil
}

// EncodeJSON writes v as JSON by the rules of [EncodeYAML], indented by two
// spaces, without HTML escapes and with a line break at the end.
func EncodeJSON(v any) ([]byte, error) {
	n, err := encode(v)
	if err != nil {
		return nil, fmt.Errorf("encode JSON: %w", err)
	}
	return append(appendJSON(nil, n, ""), '\n'), nil
}

// Digest identifies data: "sha256:" and 64 hexadecimal digits. That of something
// with a meaning of its own is taken of what [Canonical] writes.
func Digest(data []byte) string {
	sum := sha256.Sum256(data)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// Canonical writes v in the JSON Canonicalization Scheme (RFC 8785). Digests
// are taken of it. In addition to the errors of [EncodeYAML] it refuses a whole
// number beyond ±2^53 that the scheme would round; see [Exact].
func Canonical(v any) ([]byte, error) {
	if text, fate := new(encoder).canonical(nil, reflect.ValueOf(v)); fate == written {
		return text, nil
	}
	n, err := encode(v)
	if err == nil {
		err = exact(n)
	}
	if err != nil {
		return nil, fmt.Errorf("canonical JSON: %w", err)
	}
	text, err := appendCanonical(make([]byte, 0, n.size()), n)
	if err != nil {
		return nil, fmt.Errorf("canonical JSON: %w", err)
	}
	return text, nil
}

// exact returns an error if n holds a number that canonical JSON would change.
func exact(n *Node) error {
	switch n.Kind {
	case Number:
		if _, whole, inside := wholeNumber(n.Text); whole && !inside && !Exact(n.Text) {
			return fmt.Errorf("%s: %s cannot be represented exactly", n.Pointer(), printable(n.Text))
		}
	case List:
		for _, item := range n.Items {
			if err := exact(item); err != nil {
				return err
			}
		}
	case Mapping:
		for _, e := range n.Entries {
			if err := exact(e.Value); err != nil {
				return err
			}
		}
	}
	return nil
}

// maxEncodeDepth ends the encoding of values that contain themselves.
const maxEncodeDepth = 500

type encoder struct {
	depth int
	spare []Node // made in batches, since there are many
}

// node returns a new node.
func (e *encoder) node() *Node {
	if len(e.spare) == 0 {
		e.spare = make([]Node, 32)
	}
	n := &e.spare[0]
	e.spare = e.spare[1:]
	return n
}

var errNil = errors.New("is nil")

func encode(v any) (*Node, error) {
	e := &encoder{}
	n := e.node()
	value := reflect.ValueOf(v)
	if !value.IsValid() {
		return nil, errNil
	}
	if err := e.value(n, value); err != nil {
		return nil, err
	}
	return n, nil
}

func (n *Node) encodeError(err error) error {
	if p := n.Pointer(); p != "" {
		return fmt.Errorf("%s: %w", p, err)
	}
	return err
}

// value describes v in n. It returns errNil for what is to be left out.
func (e *encoder) value(n *Node, v reflect.Value) error {
	if e.depth++; e.depth > maxEncodeDepth {
		return n.encodeError(errors.New("is nested too deep"))
	}
	defer func() { e.depth-- }()
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return errNil
		}
		if v.Kind() == reflect.Pointer && v.Type().Elem() == nodeType {
			return n.copyOf(v.Interface().(*Node))
		}
		return e.value(n, v.Elem())
	case reflect.Slice, reflect.Map:
		if v.IsNil() {
			return errNil
		}
	}
	t := v.Type()
	if t == nodeType {
		node := v.Interface().(Node)
		return n.copyOf(&node)
	}
	if t == jsonNumberType {
		if !isNumber(v.String()) {
			return n.encodeError(fmt.Errorf("%s is not a number", Quote(v.String())))
		}
		n.Kind, n.Text = Number, v.String()
		return nil
	}
	if done, err := e.marshaler(n, v); done || err != nil {
		return err
	}
	switch t.Kind() {
	case reflect.Bool:
		n.Kind, n.Bool = Bool, v.Bool()
	case reflect.String:
		return n.setText(v.String())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if i := v.Int(); i > maxInt || i < -maxInt {
			return n.encodeError(fmt.Errorf("%d is beyond 2^53", i))
		}
		n.Kind, n.Text = Number, strconv.FormatInt(v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		if v.Uint() > maxInt {
			return n.encodeError(fmt.Errorf("%d is beyond 2^53", v.Uint()))
		}
		n.Kind, n.Text = Number, strconv.FormatUint(v.Uint(), 10)
	case reflect.Float32, reflect.Float64:
		f := v.Float()
		if math.IsNaN(f) || math.IsInf(f, 0) {
			return n.encodeError(fmt.Errorf("%v is not a finite number", f))
		}
		n.Kind, n.Text = Number, formatFloat(f, t.Bits())
	case reflect.Slice:
		return e.list(n, v)
	case reflect.Map:
		return e.mapping(n, v)
	case reflect.Struct:
		return e.structure(n, v)
	default:
		return n.encodeError(fmt.Errorf("type %s is not supported", t))
	}
	return nil
}

// marshaler uses the methods of v, if it has any that count.
func (e *encoder) marshaler(n *Node, v reflect.Value) (done bool, err error) {
	t := v.Type()
	can := abilitiesOf(t)
	if !can.marshalNode && !can.marshalText && !can.marshalJSON {
		return false, nil
	}
	target := addressable(v).Addr().Interface()
	if can.marshalNode {
		node, err := target.(NodeMarshaler).MarshalNode()
		if err != nil {
			return true, n.encodeError(err)
		}
		if node == nil {
			return true, errNil
		}
		return true, n.copyOf(node)
	}
	if can.marshalText {
		text, err := target.(encoding.TextMarshaler).MarshalText()
		if err != nil {
			return true, n.encodeError(err)
		}
		return true, n.setText(string(text))
	}
	text, err := target.(json.Marshaler).MarshalJSON()
	if err != nil {
		return true, n.encodeError(err)
	}
	lim := Limits{Bytes: math.MaxInt, Depth: maxEncodeDepth, Nodes: math.MaxInt, Items: math.MaxInt, String: math.MaxInt}
	node, problems := parseJSON("", text, lim)
	if problems != nil {
		return true, n.encodeError(problems)
	}
	return true, n.copyOf(node)
}

func (n *Node) setText(s string) error {
	if !utf8.ValidString(s) {
		return n.encodeError(fmt.Errorf("text %s is not valid UTF-8", Quote(s)))
	}
	n.Kind, n.Text = String, s
	return nil
}

// copyOf makes n the value of from, keeping its own place in the document.
func (n *Node) copyOf(from *Node) error {
	n.Kind, n.Text, n.Bool = from.Kind, from.Text, from.Bool
	switch from.Kind {
	case Null, Bool:
	case String:
		return n.setText(from.Text)
	case Number:
		if !isNumber(from.Text) {
			return n.encodeError(fmt.Errorf("%s is not a number", Quote(from.Text)))
		}
	case List:
		n.Items = make([]*Node, len(from.Items))
		for i, item := range from.Items {
			n.Items[i] = &Node{parent: n, index: i}
			if err := n.Items[i].copyOf(item); err != nil {
				return err
			}
		}
	case Mapping:
		n.Entries = make([]Entry, len(from.Entries))
		for i, entry := range from.Entries {
			child := &Node{}
			if err := n.adopt(child, entry.Key); err != nil {
				return err
			}
			n.Entries[i] = Entry{Key: entry.Key, Value: child}
			if err := child.copyOf(entry.Value); err != nil {
				return err
			}
		}
	default:
		return n.encodeError(errors.New("is a node without a kind"))
	}
	return nil
}

// adopt puts child under a key of the mapping n, if the key can be read back.
func (n *Node) adopt(child *Node, key string) error {
	if len(key) > maxKey {
		return n.encodeError(&LimitError{Limit: "key", Max: maxKey, Actual: len(key)})
	}
	if !utf8.ValidString(key) {
		return n.encodeError(fmt.Errorf("key %s is not valid UTF-8", Quote(key)))
	}
	child.parent, child.key = n, key
	return nil
}

// formatFloat writes the shortest text that reads back as f.
func formatFloat(f float64, bits int) string {
	if f == 0 {
		return "0" // also for -0
	}
	if abs := math.Abs(f); abs >= 1e-6 && abs < 1e21 {
		return strconv.FormatFloat(f, 'f', -1, bits)
	}
	return strconv.FormatFloat(f, 'e', -1, bits)
}

func (e *encoder) list(n *Node, v reflect.Value) error {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		return n.encodeError(fmt.Errorf("type %s is not supported", v.Type()))
	}
	n.Kind, n.Items = List, make([]*Node, v.Len())
	for i := range v.Len() {
		item := e.node()
		item.parent, item.index = n, i
		n.Items[i] = item
		if err := e.value(item, v.Index(i)); err == errNil {
			return item.encodeError(err)
		} else if err != nil {
			return err
		}
	}
	return nil
}

func (e *encoder) mapping(n *Node, v reflect.Value) error {
	if v.Type().Key().Kind() != reflect.String {
		return n.encodeError(fmt.Errorf("type %s is not supported", v.Type()))
	}
	n.Kind, n.Entries = Mapping, make([]Entry, 0, v.Len())
	for it := v.MapRange(); it.Next(); {
		if err := e.entry(n, it.Key().String(), it.Value()); err != nil {
			return err
		}
	}
	slices.SortFunc(n.Entries, func(a, b Entry) int { return cmp.Compare(a.Key, b.Key) })
	return nil
}

// entry adds key and value to the mapping n, unless the value is nil.
func (e *encoder) entry(n *Node, key string, v reflect.Value) error {
	child := e.node()
	if err := n.adopt(child, key); err != nil {
		return err
	}
	switch err := e.value(child, v); err {
	case nil:
		n.Entries = append(n.Entries, Entry{Key: key, Value: child})
		return nil
	case errNil:
		return nil
	default:
		return err
	}
}

func (e *encoder) structure(n *Node, v reflect.Value) error {
	fields := fieldsOf(v.Type()).list
	n.Kind, n.Entries = Mapping, make([]Entry, 0, len(fields))
	for _, f := range fields {
		value := f.of(v)
		if f.omitZero && isZero(value) || f.omitEmpty && isEmpty(value) {
			continue
		}
		if err := e.entry(n, f.name, value); err != nil {
			return err
		}
	}
	return nil
}

// addressable returns v or a copy of it that methods of *T can be called on.
func addressable(v reflect.Value) reflect.Value {
	if v.CanAddr() {
		return v
	}
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	return c
}

// isZero is what encoding/json means by omitzero.
func isZero(v reflect.Value) bool {
	if v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		return v.IsNil()
	}
	if abilitiesOf(v.Type()).isZero {
		return addressable(v).Addr().Interface().(zeroer).IsZero()
	}
	return v.IsZero()
}

// isEmpty is what encoding/json means by omitempty.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}
