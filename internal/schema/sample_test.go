package schema_test

import (
	"encoding/json"
	"iter"
	"maps"
	"math/rand/v2"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/population"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

// sampler makes documents that are right, by reflection over the structs they
// are decoded into. It knows nothing of the schema.
type sampler struct {
	rng  *rand.Rand
	fill float64 // share of the optional fields that are there
	// within are the structs the value at hand is in.
	within []reflect.Type
}

// minimal makes documents with nothing that can be left out.
var minimal = &sampler{rng: rand.New(rand.NewPCG(0, 0))}

// leaves are texts and other values that types of their own accept.
var leaves = map[reflect.Type][]any{
	reflect.TypeFor[evidence.Date]():     {"2026-09-01", "1900-01-01", "2199-12-31", "2028-02-29"},
	reflect.TypeFor[evaluator.Instant](): {"2026-11-01T00:00:00Z", "2026-11-01T12:30:00.5Z"},
	reflect.TypeFor[evidence.Version]():  {"2.1", "v1.30.2", "1.0.0-rc.1+build.5"},
	reflect.TypeFor[evidence.License]():  {"EUPL-1.2", "MIT OR Apache-2.0"},
	reflect.TypeFor[evidence.Period]():   {"P6M", "P1Y6M", "P2W"},
	reflect.TypeFor[evidence.Value](): {true, "text", "", json.Number("0"), json.Number("-2.5"),
		[]any{}, []any{"a", json.Number("1")}, []any{[]any{false}}},
	reflect.TypeFor[population.Items](): {[]any{}, []any{"DE"}, []any{map[string]any{"id": "e"}}},
	reflect.TypeFor[exact.Number]():     {"0", "12.5", "-3", "1/3", json.Number("10"), json.Number("0.05")},
	reflect.TypeFor[profiles.Weight]():  {json.Number("0"), json.Number("3"), json.Number("0.5"), json.Number("999999.999")},
	reflect.TypeFor[profiles.Proof](): {"none", `by("contract")`, map[string]any{"rule": "none"},
		map[string]any{"rule": "none", "when": "none", "facts": map[string]any{"data.keys": "none"}}},
}

// matching are texts for the patterns in use.
var matching = map[string][]any{
	"^-?[0-9]+([.][0-9]{1,3})?$":       {"0", "-0.5", "12.125"},
	`^[A-Za-z0-9][A-Za-z0-9._-]*$`:     {"x", "offer-1", "A_b.c-9"},
	`^sha256:[0-9a-f]{64}$`:            {"sha256:" + strings.Repeat("0a", 32)},
	`^[0-9a-f]{32}$`:                   {strings.Repeat("0a", 16)},
	`^https?://[^ ]+$`:                 {"https://example.org/a?b=c", "http://x"},
	`^[A-Za-z0-9][A-Za-z0-9+._-]*$`:    {"GS++", "C5"},
	`^[A-Za-z0-9][A-Za-z0-9+._/()-]*$`: {"2023/2854", "COM(2026)502"},
	`^[^\s,;]+( [^\s,;]+)*$`:           {"Art. 25(2)(e)", "§ 8"},
	`^[a-z0-9][a-z0-9.-]*$`:            {"eucsf-2026", "x.1"},
	`^[A-Z]{3}$`:                       {"EUR", "CHF"},
	`[^ ]`:                             {"text", "Größe", "a\nb", " x "},
}

var texts = []any{"text", "", "Größe", "a\nb", "<&>", "🜁"}

func (s *sampler) pick(of []any) any {
	if s == minimal {
		return of[0]
	}
	return of[s.rng.IntN(len(of))]
}

func (s *sampler) count(least int) int {
	if s == minimal {
		return least
	}
	return max(least, s.rng.IntN(4))
}

func (s *sampler) value(t reflect.Type, tag reflect.StructTag) any {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if of, ok := leaves[t]; ok {
		return s.pick(of)
	}
	if of := closedSet(t); of != nil {
		return s.pick(of)
	}
	least, _ := strconv.Atoi(tag.Get("minItems"))
	switch t.Kind() {
	case reflect.Bool:
		return s.pick([]any{true, false})
	case reflect.String:
		return s.text(tag)
	case reflect.Int64:
		low, high := bounds(tag, -5, 1000)
		return s.pick([]any{number(low), number(high), number(float64(int64((low + high) / 2)))})
	case reflect.Float64:
		low, high := bounds(tag, -5, 1000)
		return s.pick([]any{number(low), number(high), number((low + high) / 2)})
	case reflect.Slice:
		list := make([]any, s.count(least))
		for i := range list {
			list[i] = s.value(t.Elem(), tag)
			if m, ok := list[i].(map[string]any); ok && m["id"] != nil {
				m["id"] = "e" + strconv.Itoa(i)
			}
		}
		return list
	case reflect.Map:
		m := map[string]any{}
		for i := range s.count(least) {
			m["k"+strconv.Itoa(i)] = s.value(t.Elem(), "")
		}
		return m
	case reflect.Struct:
		m := map[string]any{}
		again := slices.Contains(s.within, t) // a type that holds itself ends somewhere
		if s != minimal {
			s.within = append(s.within, t)
			defer func() { s.within = s.within[:len(s.within)-1] }()
		}
		for _, f := range fields(t) {
			if f.required || s != minimal && !again && s.rng.Float64() < s.fill {
				m[f.name] = s.value(f.Type, f.Tag)
			}
		}
		return m
	}
	panic("no sample of " + t.String())
}

func (s *sampler) text(tag reflect.StructTag) any {
	if v, ok := tag.Lookup("const"); ok {
		return v
	}
	if p := tag.Get("pattern"); p != "" {
		of := matching[p]
		if of == nil {
			panic("no text that matches " + p)
		}
		return s.pick(of)
	}
	of := texts
	if most, err := strconv.Atoi(tag.Get("maxLen")); err == nil {
		of = append(slices.Clone(of), strings.Repeat("ä", most))
	}
	return s.pick(of)
}

func closedSet(t reflect.Type) []any {
	e, ok := reflect.Zero(t).Interface().(interface{ Values() []string })
	if !ok {
		return nil
	}
	var of []any
	for _, v := range e.Values() {
		of = append(of, v)
	}
	return of
}

func bounds(tag reflect.StructTag, low, high float64) (float64, float64) {
	if v, err := strconv.ParseFloat(tag.Get("min"), 64); err == nil {
		low = v
		high = max(low, high)
	}
	if v, err := strconv.ParseFloat(tag.Get("max"), 64); err == nil {
		high = v
		low = min(low, high)
	}
	return low, high
}

func number(f float64) json.Number { return json.Number(strconv.FormatFloat(f, 'f', -1, 64)) }

type field struct {
	reflect.StructField
	name     string
	required bool
}

// fields returns the fields of a struct as documents name them. An id is
// required wherever it stands.
func fields(t reflect.Type) []field {
	var out []field
	for i := range t.NumField() {
		sf := t.Field(i)
		name, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
		switch {
		case name == "-", !sf.IsExported() && !sf.Anonymous:
		case sf.Anonymous && name == "":
			out = append(out, fields(sf.Type)...)
		default:
			out = append(out, field{sf, name, name == "id" || sf.Tag.Get("required") == "true"})
		}
	}
	return out
}

// site is a place in a document that is as small as it can be.
type site struct {
	pointer string
	typ     reflect.Type
	tag     reflect.StructTag
	list    bool // the place is an element of a list
	put     func(any) any
	above   []reflect.Type // structs the place is in
}

// absent stands for nothing at all at a site.
type absent struct{}

// sites goes through every place a document may have.
func sites(t reflect.Type) iter.Seq[site] {
	return func(yield func(site) bool) {
		walk(site{typ: t, put: func(v any) any {
			if v == (absent{}) {
				return map[string]any{}
			}
			return v
		}}, yield)
	}
}

func walk(s site, yield func(site) bool) bool {
	if s.typ.Kind() == reflect.Pointer {
		s.typ = s.typ.Elem()
	}
	if !yield(s) {
		return false
	}
	if leaves[s.typ] != nil {
		return true
	}
	switch s.typ.Kind() {
	case reflect.Struct:
		if slices.Contains(s.above, s.typ) {
			return true // of a type that holds itself once is enough
		}
		above := append(slices.Clone(s.above), s.typ)
		for _, f := range fields(s.typ) {
			ok := walk(site{s.pointer + "/" + f.name, f.Type, f.Tag, false, func(v any) any {
				m := minimal.value(s.typ, "").(map[string]any)
				m[f.name] = v
				if v == (absent{}) {
					delete(m, f.name)
				}
				return s.put(m)
			}, above}, yield)
			if !ok {
				return false
			}
		}
	case reflect.Slice:
		return walk(site{s.pointer + "/0", s.typ.Elem(), s.tag, true, func(v any) any {
			if v == (absent{}) {
				return s.put([]any{})
			}
			return s.put([]any{v})
		}, s.above}, yield)
	case reflect.Map:
		return walk(site{s.pointer + "/k", s.typ.Elem(), "", false, func(v any) any {
			if v == (absent{}) {
				return s.put(map[string]any{})
			}
			return s.put(map[string]any{"k": v})
		}, s.above}, yield)
	}
	return true
}

// trials returns what to put at a site, right and wrong.
func (s site) trials() []any {
	out := []any{
		absent{}, nil, true, false,
		json.Number("0"), json.Number("1"), json.Number("-1"), json.Number("1.0"), json.Number("1.5"), json.Number("-0.5"),
		json.Number("1e2"), json.Number("1.2e1"), json.Number("10e-1"), json.Number("1E-3"), json.Number("-0"), json.Number("0.0"),
		json.Number("9007199254740992"), json.Number("9007199254740993"),
		json.Number("-9007199254740992"), json.Number("-9007199254740993"),
		"", "text", "true", "1", "null", strings.Repeat("x", 65), strings.Repeat("x", 2001),
		[]any{}, []any{nil}, []any{""}, []any{"text"}, []any{json.Number("1")}, []any{true}, []any{[]any{}}, []any{map[string]any{}},
		map[string]any{}, map[string]any{"xyzzy": nil}, map[string]any{"xyzzy": json.Number("1")}, map[string]any{"": "x"},
	}
	out = append(out, leaves[s.typ]...)
	switch s.typ {
	case reflect.TypeFor[evidence.Date]():
		out = append(out, "2027-02-29", "2026-13-01", "2026-00-01", "2026-01-00", "1899-12-31", "2200-01-01", "2026-1-1",
			"2026-01-01T00:00:00Z", " 2026-01-01", "2026-01-01\n", "20260101", "01.02.2026", "+2026-01-01", "２０２６-01-01")
	case reflect.TypeFor[profiles.Weight]():
		out = append(out, json.Number("0.001"), json.Number("0.0001"), json.Number("1000000"), json.Number("999999.9991"), json.Number("2.5000"), json.Number("0e5"), json.Number("2E+0"))
	case reflect.TypeFor[exact.Number]():
		out = append(out, "1/0", "1/00", "1/01", "007", "1.", ".5", "+1", "1e2", "1,5", " 1", "1 ", "1\n", "-0", "1/-2", "0.5/2", "٣")
	case reflect.TypeFor[profiles.Proof]():
		for _, wrong := range []any{nil, true, json.Number("1"), []any{}, map[string]any{}} {
			out = append(out, map[string]any{"rule": wrong}, map[string]any{"rule": "none", "when": wrong},
				map[string]any{"rule": "none", "facts": wrong}, map[string]any{"rule": "none", "facts": map[string]any{"data": wrong}})
		}
		out = append(out, map[string]any{"when": "none"}, map[string]any{"rule": "none", "xyzzy": "none"})
	case reflect.TypeFor[evidence.Value]():
		out = append(out, []any{[]any{nil}}, []any{map[string]any{"a": "b"}}, []any{true, []any{"x", []any{nil}}})
	}
	if of := closedSet(s.typ); of != nil {
		if len(of) > 12 { // countries
			of = append(slices.Clone(of[:2]), of[len(of)-2:]...)
		}
		for _, v := range of {
			text := v.(string)
			out = append(out, text, strings.ToUpper(text), text+" ", []any{text}, []any{text, text})
		}
	}
	for _, tag := range []string{"min", "max"} {
		if v, err := strconv.ParseFloat(s.tag.Get(tag), 64); err == nil {
			out = append(out, number(v), number(v-1), number(v+1), number(v-0.5), number(v+0.5))
		}
	}
	if n, err := strconv.Atoi(s.tag.Get("maxLen")); err == nil {
		for _, text := range []string{strings.Repeat("ä", n), strings.Repeat("ä", n+1), strings.Repeat("🜁", n), strings.Repeat("x", n+1)} {
			out = append(out, text, []any{"x", text})
		}
	}
	if v, ok := s.tag.Lookup("const"); ok {
		out = append(out, v, v+"0", strings.ToUpper(v))
	}
	if s.tag.Get("pattern") != "" {
		for _, of := range matching {
			for _, v := range of {
				text := v.(string)
				out = append(out, "", " ", text, text+" ", text+"\n", "\n"+text, "-"+text, text+"é")
			}
		}
	}
	switch s.typ.Kind() {
	case reflect.Struct:
		if leaves[s.typ] != nil {
			break
		}
		out = append(out, minimal.value(s.typ, ""))
		for _, f := range fields(s.typ) {
			m := minimal.value(s.typ, "").(map[string]any)
			m[strings.ToUpper(f.name)] = "x"
			out = append(out, m)
			m = minimal.value(s.typ, "").(map[string]any)
			delete(m, f.name)
			out = append(out, m)
		}
		if m := minimal.value(s.typ, "").(map[string]any); m["id"] != nil {
			m["id"] = "not an id"
			out = append(out, m)
		}
	case reflect.Slice:
		one := minimal.value(s.typ.Elem(), s.tag)
		out = append(out, []any{one}, []any{one, one}, []any{one, nil})
	case reflect.Map:
		one := minimal.value(s.typ.Elem(), "")
		out = append(out, map[string]any{"k": one}, map[string]any{"k": one, "Ключ /~": one}, map[string]any{"k": one, "l": nil})
	}
	return out
}

// clone copies a document.
func clone(v any) any {
	switch v := v.(type) {
	case map[string]any:
		m := make(map[string]any, len(v))
		for k, e := range v {
			m[k] = clone(e)
		}
		return m
	case []any:
		list := make([]any, len(v))
		for i, e := range v {
			list[i] = clone(e)
		}
		return list
	}
	return v
}

// mutate changes one place of a document, which it may overwrite.
func mutate(rng *rand.Rand, v any) any {
	// Going down stops at a place now and then, and always at a leaf.
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 {
			break
		}
		key := slices.Sorted(maps.Keys(v))[rng.IntN(len(v))]
		switch rng.IntN(10) {
		case 0:
			delete(v, key)
			return v
		case 1:
			v[key+"s"] = v[key]
			return v
		case 2:
		default:
			v[key] = mutate(rng, v[key])
			return v
		}
	case []any:
		if len(v) == 0 {
			break
		}
		i := rng.IntN(len(v))
		switch rng.IntN(8) {
		case 0:
			return append(v, clone(v[i]))
		case 1:
			return slices.Delete(v, i, i+1)
		case 2:
		default:
			v[i] = mutate(rng, v[i])
			return v
		}
	case string:
		switch rng.IntN(4) {
		case 0:
			return v + "x"
		case 1:
			return []any{v}
		case 2:
			return strings.ToUpper(v)
		}
	case json.Number:
		switch rng.IntN(3) {
		case 0:
			if text, negative := strings.CutPrefix(string(v), "-"); negative {
				return json.Number(text)
			}
			return "-" + v
		case 1:
			if !strings.Contains(string(v), ".") {
				v += "."
			}
			return v + "0"
		}
	case bool:
		if rng.IntN(2) == 0 {
			return !v
		}
	}
	junk := []any{nil, true, json.Number("3"), json.Number("0.5"), "text", "2026-09-01", []any{}, map[string]any{}, []any{"x"}}
	return junk[rng.IntN(len(junk))]
}
