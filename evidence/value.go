package evidence

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// Value is a JSON value without null and without objects: true or false, a
// whole number, a number, a text, or a list of values. It carries what a fact
// holds (got), what a rule demands (wanted) and what a catalogue's own facts
// state. Dates, periods, versions and members of closed sets are texts in
// their standard spelling.
//
// The zero Value holds nothing; [Value.IsZero] tells. A confidential value that is
// kept back is [Masked].
type Value struct{ v any } // nil, bool, int64, float64, string, []Value or masked

// Bool returns the value true or false.
func Bool(b bool) Value { return Value{b} }

// Int returns a whole number.
func Int(i int64) Value { return Value{i} }

// Number returns a number; a NaN or an infinity has no JSON form and gives the
// zero Value.
func Number(f float64) Value {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		return Value{}
	}
	return Value{f + 0} // one zero: -0 becomes 0
}

// String returns a text.
func String(s string) Value { return Value{s} }

// Strings returns a list of texts.
func Strings(ss ...string) Value {
	list := make([]Value, len(ss))
	for i, s := range ss {
		list[i] = String(s)
	}
	return Value{list}
}

// List returns a list of values.
func List(vs ...Value) Value {
	if vs == nil {
		vs = []Value{}
	}
	return Value{slices.Clone(vs)}
}

// IsZero reports whether the value holds nothing.
func (v Value) IsZero() bool { return v.v == nil }

// Any returns the value as bool, int64, float64, string, []Value or nil; of a
// masked value it returns nil.
func (v Value) Any() any {
	switch x := v.v.(type) {
	case []Value:
		return slices.Clone(x)
	case masked:
		return nil
	}
	return v.v
}

// Equal reports whether two values are the same. A whole number equals the
// number of the same size: 1 and 1.0 have one JSON form.
func (v Value) Equal(w Value) bool {
	switch a := v.v.(type) {
	case []Value:
		b, ok := w.v.([]Value)
		return ok && slices.EqualFunc(a, b, Value.Equal)
	case int64:
		if f, ok := w.v.(float64); ok {
			return float64(a) == f
		}
	case float64:
		if i, ok := w.v.(int64); ok {
			return a == float64(i)
		}
	}
	if _, ok := w.v.([]Value); ok {
		return false
	}
	return v.v == w.v
}

// String returns the value as a reader would write it: texts bare, numbers in
// their shortest form and without exponent from 0.000001 to 1e21, lists in
// brackets.
func (v Value) String() string {
	switch x := v.v.(type) {
	case nil:
		return "nothing"
	case masked:
		return MaskedText
	case string:
		return x
	case []Value:
		parts := make([]string, len(x))
		for i, e := range x {
			parts[i] = e.String()
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case float64:
		// As in JSON, so that a value that was stored reads alike.
		if abs := math.Abs(x); x == 0 || 1e-6 <= abs && abs < 1e21 {
			return strconv.FormatFloat(x, 'f', -1, 64)
		}
		return strconv.FormatFloat(x, 'e', -1, 64)
	default:
		return fmt.Sprint(x)
	}
}

// MarshalJSON encodes the value; the zero Value is null.
func (v Value) MarshalJSON() ([]byte, error) {
	switch x := v.v.(type) {
	case string:
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		err := enc.Encode(x)
		return bytes.TrimRight(b.Bytes(), "\n"), err
	case masked:
		return []byte(maskedJSON), nil
	default:
		return json.Marshal(x)
	}
}

// UnmarshalJSON decodes a value and refuses null and objects, except the one of
// [Masked]. A number without
// fraction or exponent is a whole number up to ±2^53 and beyond that a number,
// if it is one exactly (RFC 7493, section 2.2): nothing is rounded to another
// whole number, or to zero.
func (v *Value) UnmarshalJSON(data []byte) error {
	if w, ok := plainValue(data); ok {
		*v = w
		return nil
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var x any
	if err := dec.Decode(&x); err != nil {
		return err
	}
	if _, err := dec.Token(); err != io.EOF {
		return errors.New("text follows the value")
	}
	if object, ok := x.(map[string]any); ok && len(object) == 1 && object["confidential"] == true {
		*v = Masked()
		return nil
	}
	w, err := valueOf(x)
	if err != nil {
		return err
	}
	*v = w
	return nil
}

// plainValue reads a truth value, a text or a list of these, which nearly all
// values are, without the buffers of a decoder.
func plainValue(data []byte) (Value, bool) {
	if len(data) == 0 {
		return Value{}, false
	}
	switch data[0] {
	case 't', 'f':
		text := string(data)
		return Bool(text == "true"), text == "true" || text == "false"
	case '"':
		var s string
		err := json.Unmarshal(data, &s)
		return String(s), err == nil
	case '[':
		var parts []json.RawMessage
		if json.Unmarshal(data, &parts) != nil {
			return Value{}, false
		}
		list := make([]Value, len(parts))
		for i, part := range parts {
			var ok bool
			if list[i], ok = plainValue(part); !ok {
				return Value{}, false
			}
		}
		return Value{list}, true
	}
	return Value{}, false
}

func valueOf(x any) (Value, error) {
	switch x := x.(type) {
	case bool:
		return Bool(x), nil
	case string:
		return String(x), nil
	case json.Number:
		return numberOf(x)
	case []any:
		list := make([]Value, len(x))
		for i, e := range x {
			w, err := valueOf(e)
			if err != nil {
				return Value{}, err
			}
			list[i] = w
		}
		return Value{list}, nil
	case nil:
		return Value{}, fmt.Errorf("null is not a value: leave the field out if it is not known")
	}
	return Value{}, fmt.Errorf("an object is not a value: true or false, a number, a text or a list is expected")
}

// maxWhole is the largest whole number that all readers of JSON agree on.
const maxWhole = 1 << 53

func numberOf(text json.Number) (Value, error) {
	if i, err := text.Int64(); err == nil && -maxWhole <= i && i <= maxWhole {
		return Int(i), nil
	}
	f, err := text.Float64()
	switch {
	case err != nil:
		return Value{}, &doc.NumberError{Message: fmt.Sprintf("number %s is out of range", text)}
	case f == 0 && !doc.Exact(string(text)):
		return Value{}, &doc.NumberError{Message: fmt.Sprintf("number %s is too small to tell from 0", text), Hint: "write 0"}
	case !strings.ContainsAny(string(text), ".eE") && !doc.Exact(string(text)):
		return Value{}, &doc.NumberError{Message: fmt.Sprintf("number %s is too large to be exact", text),
			Hint: fmt.Sprintf("whole numbers go up to 2^53, %d", maxWhole)}
	}
	return Number(f), nil
}
