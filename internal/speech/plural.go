package speech

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// Plural is a text in the forms that numbers call for, by the names of CLDR. Many
// is also for every number that no other form is for; languages that tell only one
// from others have no more than the first two.
type Plural struct {
	One   string `json:"one" required:"true"`
	Many  string `json:"many" required:"true"`
	Zero  string `json:"zero,omitempty"`
	Two   string `json:"two,omitempty"`
	Few   string `json:"few,omitempty"`
	Other string `json:"other,omitempty"`

	formats *Formats
}

func (p Plural) form(name string) *string {
	switch name {
	case "zero":
		return &p.Zero
	case "one":
		return &p.One
	case "two":
		return &p.Two
	case "few":
		return &p.Few
	case "many":
		return &p.Many
	case "other":
		return &p.Other
	}
	return nil
}

// forms are all forms, in the order of CLDR.
var forms = []string{"zero", "one", "two", "few", "many", "other"}

// Count picks the form for a number and fills it in as {n}.
func (p Plural) Count(n int, pairs ...string) string {
	digits := strconv.Itoa(n)
	return Fill(p.For(digits), append(pairs, "n", p.formats.Number(digits))...)
}

// For picks the form for a number that Go writes as digits, a point and digits.
func (p Plural) For(digits string) string {
	for _, name := range forms {
		if r, ok := p.formats.rules[name]; ok && r.holds(digits) {
			if text := *p.form(name); text != "" {
				return text
			}
			return p.Many
		}
	}
	if p.Other != "" {
		return p.Other
	}
	return p.Many
}

// teach tells every plural below a value, which a pointer leads to, how its
// language counts.
func (f *Formats) teach(target any) { f.walk(reflect.ValueOf(target).Elem()) }

var pluralType = reflect.TypeFor[Plural]()

func (f *Formats) walk(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		if v.Type() == pluralType {
			v.Addr().Interface().(*Plural).formats = f
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				f.walk(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			f.walk(v.Index(i))
		}
	case reflect.Map:
		for _, key := range v.MapKeys() {
			value := reflect.New(v.Type().Elem()).Elem()
			value.Set(v.MapIndex(key))
			f.walk(value)
			v.SetMapIndex(key, value)
		}
	}
}

// rule is a rule of CLDR on numbers: alternatives of relations that hold together.
// See Unicode Technical Standard #35, part 3, "Language Plural Rules".
type rule [][]relation

type relation struct {
	operand string
	mod     int64 // 0 for none
	not     bool
	ranges  [][2]int64
}

// parseRule reads "n % 10 = 2..4 and n % 100 != 12..14 or v != 0".
func parseRule(text string) (rule, error) {
	var out rule
	for alternative := range strings.SplitSeq(text, " or ") {
		var all []relation
		for part := range strings.SplitSeq(alternative, " and ") {
			r, err := parseRelation(part)
			if err != nil {
				return nil, fmt.Errorf("%q: %w", part, err)
			}
			all = append(all, r)
		}
		out = append(out, all)
	}
	return out, nil
}

func parseRelation(text string) (r relation, err error) {
	left, right, ok := strings.Cut(text, "=")
	if !ok {
		return r, fmt.Errorf("a relation reads like n %% 10 = 2..4")
	}
	left, r.not = strings.CutSuffix(left, "!")
	operand, mod, modulo := strings.Cut(left, "%")
	if r.operand = strings.TrimSpace(operand); !strings.Contains(" n i v w f t ", " "+r.operand+" ") {
		return r, fmt.Errorf("there is no operand %q", r.operand)
	}
	if modulo {
		if r.mod, err = strconv.ParseInt(strings.TrimSpace(mod), 10, 32); err != nil || r.mod < 1 {
			return r, fmt.Errorf("%q is no modulus", mod)
		}
	}
	for part := range strings.SplitSeq(right, ",") {
		from, to, several := strings.Cut(strings.TrimSpace(part), "..")
		if !several {
			to = from
		}
		var span [2]int64
		for i, bound := range []string{from, to} {
			if span[i], err = strconv.ParseInt(bound, 10, 64); err != nil {
				return r, fmt.Errorf("%q is no number", bound)
			}
		}
		r.ranges = append(r.ranges, span)
	}
	return r, nil
}

func (r rule) holds(digits string) bool {
	for _, all := range r {
		holds := true
		for _, x := range all {
			holds = holds && x.holds(digits)
		}
		if holds {
			return true
		}
	}
	return false
}

// holds looks at the operands of CLDR: n is the number, i its whole part, v and w
// how many digits its fraction has with and without zeros at the end, f and t these
// digits.
func (r relation) holds(digits string) bool {
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(digits, "-"), ".")
	short := strings.TrimRight(fraction, "0")
	var text string
	switch r.operand {
	case "n":
		if short != "" {
			return r.not // is none of the whole numbers
		}
		text = whole
	case "i":
		text = whole
	case "v":
		text = strconv.Itoa(len(fraction))
	case "w":
		text = strconv.Itoa(len(short))
	case "f":
		text = "0" + fraction
	case "t":
		text = "0" + short
	}
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return r.not // larger than any number of a rule
	}
	if r.mod > 0 {
		value %= r.mod
	}
	for _, span := range r.ranges {
		if span[0] <= value && value <= span[1] {
			return !r.not
		}
	}
	return r.not
}
