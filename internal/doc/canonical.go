package doc

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gowebpki/jcs"
)

// fate is what becomes of a value.
type fate int

const (
	written fate = iota
	leftOut      // as a nil value of a mapping is
	unusual      // it needs a closer look
)

// canonical writes v in the JSON Canonicalization Scheme without making nodes of
// it, which takes longer than all else. What is wrong, or is not written by the
// rules for kinds alone, it leaves to [encode].
func (e *encoder) canonical(b []byte, v reflect.Value) ([]byte, fate) {
	if e.depth++; e.depth > maxEncodeDepth || !v.IsValid() {
		return b, unusual
	}
	defer func() { e.depth-- }()
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() {
			return b, leftOut
		}
		if v.Kind() == reflect.Pointer && v.Type().Elem() == nodeType {
			return b, unusual
		}
		return e.canonical(b, v.Elem())
	case reflect.Slice, reflect.Map:
		if v.IsNil() {
			return b, leftOut
		}
	}
	t := v.Type()
	if can := abilitiesOf(t); can.marshalNode || can.marshalText || can.marshalJSON {
		n := &Node{}
		if e.value(n, v) != nil || exact(n) != nil {
			return b, unusual
		}
		text, err := appendCanonical(b, n)
		if err != nil {
			return b, unusual
		}
		return text, written
	}
	if t == nodeType || t == jsonNumberType {
		return b, unusual
	}
	switch t.Kind() {
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool()), written
	case reflect.String:
		if s := v.String(); utf8.ValidString(s) {
			if cap(b)-len(b) < len(s)+64 {
				b = slices.Grow(b, max(len(b), len(s)+64)) // doubles, where append would not
			}
			return appendCanonicalString(b, s), written
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if i := v.Int(); -maxExact < i && i < maxExact {
			return strconv.AppendInt(b, i, 10), written
		}
	case reflect.Float64:
		if number, err := jcs.NumberToJSON(v.Float()); err == nil {
			return append(b, number...), written
		}
	case reflect.Slice:
		return e.canonicalList(b, v)
	case reflect.Map:
		return e.canonicalMap(b, v)
	case reflect.Struct:
		return e.canonicalStruct(b, v)
	}
	return b, unusual
}

// maxExact bounds whole numbers that are written alike as decimal and as
// floating point.
const maxExact = 1_000_000_000_000_000

func (e *encoder) canonicalList(b []byte, v reflect.Value) ([]byte, fate) {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		return b, unusual
	}
	b = append(b, '[')
	for i := range v.Len() {
		if i > 0 {
			b = append(b, ',')
		}
		var f fate
		if b, f = e.canonical(b, v.Index(i)); f != written {
			return b, unusual
		}
	}
	return append(b, ']'), written
}

func (e *encoder) canonicalMap(b []byte, v reflect.Value) ([]byte, fate) {
	if v.Type().Key().Kind() != reflect.String {
		return b, unusual
	}
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return compareUTF16(a.String(), b.String()) })
	w := entryWriter{b: append(b, '{')}
	for _, key := range keys {
		name := key.String()
		if len(name) > maxKey || !utf8.ValidString(name) {
			return b, unusual
		}
		w.entry(e, name, v.MapIndex(key))
	}
	return w.end()
}

func (e *encoder) canonicalStruct(b []byte, v reflect.Value) ([]byte, fate) {
	w := entryWriter{b: append(b, '{')}
	for _, f := range fieldsOf(v.Type()).sorted() {
		value := f.of(v)
		if f.omitZero && isZero(value) || f.omitEmpty && isEmpty(value) {
			continue
		}
		w.entry(e, f.name, value)
	}
	return w.end()
}

// entryWriter writes the entries of a mapping.
type entryWriter struct {
	b     []byte
	count int
	fate  fate
}

func (w *entryWriter) entry(e *encoder, key string, v reflect.Value) {
	if w.fate == unusual {
		return
	}
	before := len(w.b)
	if w.count > 0 {
		w.b = append(w.b, ',')
	}
	w.b = append(appendCanonicalString(w.b, key), ':')
	var f fate
	switch w.b, f = e.canonical(w.b, v); f {
	case written:
		w.count++
	case leftOut:
		w.b = w.b[:before]
	default:
		w.fate = unusual
	}
}

func (w *entryWriter) end() ([]byte, fate) { return append(w.b, '}'), w.fate }

// appendCanonical writes n in the JSON Canonicalization Scheme. It sorts the
// entries of n in place. Numbers are left to package jcs, whose Transform tests
// compare everything else with: to write the text first and let Transform parse
// it again takes several times as long.
func appendCanonical(b []byte, n *Node) ([]byte, error) {
	var err error
	switch n.Kind {
	case Bool:
		return strconv.AppendBool(b, n.Bool), nil
	case Number:
		return appendCanonicalNumber(b, n.Text)
	case String:
		return appendCanonicalString(b, n.Text), nil
	case List:
		b = append(b, '[')
		for i, item := range n.Items {
			if i > 0 {
				b = append(b, ',')
			}
			if b, err = appendCanonical(b, item); err != nil {
				return nil, err
			}
		}
		return append(b, ']'), nil
	case Mapping:
		slices.SortFunc(n.Entries, func(a, b Entry) int { return compareUTF16(a.Key, b.Key) })
		b = append(b, '{')
		for i, e := range n.Entries {
			if i > 0 {
				if n.Entries[i-1].Key == e.Key {
					return nil, n.encodeError(fmt.Errorf("key %s is there twice", Quote(e.Key)))
				}
				b = append(b, ',')
			}
			b = append(appendCanonicalString(b, e.Key), ':')
			if b, err = appendCanonical(b, e.Value); err != nil {
				return nil, err
			}
		}
		return append(b, '}'), nil
	}
	return append(b, "null"...), nil
}

// size is about how many bytes the canonical text of n has.
func (n *Node) size() int {
	size := len(n.Text) + 6
	for _, item := range n.Items {
		size += item.size()
	}
	for _, e := range n.Entries {
		size += len(e.Key) + 4 + e.Value.size()
	}
	return size
}

// appendCanonicalNumber writes a number as ECMAScript does (RFC 8785, section
// 3.2.2.3).
func appendCanonicalNumber(b []byte, text string) ([]byte, error) {
	if d := strings.TrimPrefix(text, "-"); d != "0" && len(d) <= 15 && digits(d) == len(d) {
		return append(b, text...), nil // whole, and as floating point keeps it
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return nil, fmt.Errorf("the number %s is out of range", printable(text))
	}
	number, err := jcs.NumberToJSON(f)
	if err != nil {
		return nil, err
	}
	return append(b, number...), nil
}

// appendCanonicalString writes text with the shortest escapes, and those that
// have to be (RFC 8785, section 3.2.2.2).
func appendCanonicalString(b []byte, s string) []byte {
	b = append(b, '"')
	done := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[done:i]...)
		done = i + 1
		if at := strings.IndexByte("\"\\\b\f\n\r\t", c); at >= 0 {
			b = append(b, '\\', `"\bfnrt`[at])
		} else {
			b = fmt.Appendf(b, `\u%04x`, c)
		}
	}
	return append(append(b, s[done:]...), '"')
}

// compareUTF16 compares as RFC 8785, section 3.2.3, orders keys: by their UTF-16
// code units. That is the order of the bytes, except that characters beyond
// U+FFFF are written with units of U+D800 to U+DFFF and stand before U+E000.
func compareUTF16(a, b string) int {
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	if i == len(a) || i == len(b) {
		return len(a) - len(b)
	}
	for i > 0 && !utf8.RuneStart(a[i]) {
		i--
	}
	x, _ := utf8.DecodeRuneInString(a[i:])
	y, _ := utf8.DecodeRuneInString(b[i:])
	return cmp.Or(cmp.Compare(leadUnit(x), leadUnit(y)), cmp.Compare(x, y))
}

// leadUnit orders as the first of a character's UTF-16 code units does.
func leadUnit(r rune) rune {
	if r > 0xffff {
		return 0xd800
	}
	return r
}
