package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/invopop/jsonschema"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evaluator/exact"
	"github.com/trias-sovereignty/trias/evaluator/population"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/profiles"
)

const module = "github.com/trias-sovereignty/trias"

// generator makes the schema of one document. The package jsonschema gives the
// shape; the generator adds what the decoder checks by the struct tags of
// package internal/doc, and what the questionnaire asks.
type generator struct {
	reflector *jsonschema.Reflector
	defs      jsonschema.Definitions
	types     map[string]reflect.Type // by name in $defs
	leaves    map[string]*jsonschema.Schema
	masks     bool // values may be masked: it is something that an evaluator says
}

func (d document) generate() ([]byte, error) {
	if d.made != nil {
		return encode(d.made(d))
	}
	g := &generator{types: map[string]reflect.Type{}, leaves: map[string]*jsonschema.Schema{}}
	g.masks = d.typ.PkgPath() == reflect.TypeFor[evaluator.Verdict]().PkgPath()
	g.reflector = &jsonschema.Reflector{
		Anonymous:                  true,
		ExpandedStruct:             true,
		RequiredFromJSONSchemaTags: true, // required comes from our own tag
		Mapper:                     g.leaf,
		Namer:                      nameOf,
	}
	comments, err := docComments()
	if err != nil {
		return nil, err
	}
	g.reflector.CommentMap = maps.Clone(comments)
	s := g.reflector.ReflectFromType(d.typ)
	g.defs = s.Definitions
	g.structure(d.typ, s)
	for name, leaf := range g.leaves {
		g.defs[name] = leaf
	}
	if g.masks && g.leaves["Value"] != nil {
		g.defs["PlainValue"] = &jsonschema.Schema{
			Items:  &jsonschema.Schema{Ref: "#/$defs/PlainValue"},
			Extras: map[string]any{"type": []string{"boolean", "number", "string", "array"}},
		}
	}
	s.ID, s.Title, s.Description = jsonschema.ID(d.id()), d.title, d.description
	return encode(s)
}

// docComments are the doc comments of all types and fields that documents are
// made of, read once: parsing the sources takes longer than all else.
var docComments = sync.OnceValues(func() (map[string]string, error) {
	var r jsonschema.Reflector
	for _, pkg := range []string{"evidence", "criteria", "criteria/frameworks", "profiles", "evaluator", "evaluator/questionnaire", "evaluator/exact", "evaluator/score", "evaluator/population", "evaluator/simulate", "internal/civil"} {
		if err := r.AddGoComments(module, pkg); err != nil {
			return nil, err
		}
	}
	for name, text := range r.CommentMap {
		r.CommentMap[name] = prose(text)
	}
	return r.CommentMap, nil
})

// leaf gives the schema of every type that is not a struct, a list or a
// mapping of its own; nil leaves the type to the reflector. Named types become
// definitions.
func (g *generator) leaf(t reflect.Type) *jsonschema.Schema {
	s := g.leafType(t)
	if s == nil || t.PkgPath() == "" {
		return s
	}
	g.name(t)
	s.Description = g.reflector.CommentMap[t.PkgPath()+"."+t.Name()]
	g.leaves[nameOf(t)] = s
	return &jsonschema.Schema{Ref: "#/$defs/" + nameOf(t)}
}

// nameOf is the name of a type in $defs. Two types of one name in a document need
// another for one of them.
func nameOf(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[profiles.Proof]():
		return "ProofDemand"
	case reflect.TypeFor[population.Definition]():
		return "Population"
	}
	return t.Name()
}

// name reserves the name of a type in $defs.
func (g *generator) name(t reflect.Type) {
	if other, taken := g.types[nameOf(t)]; taken && other != t {
		panic(fmt.Sprintf("%s and %s would share a definition", other, t))
	}
	g.types[nameOf(t)] = t
}

// The years of civil.Date, the spelling of exact.Number but for the length of its
// denominator, and the one spelling of evaluator.Instant.
const (
	datePattern    = "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$"
	numberPattern  = `^-?[0-9]{1,400}(\.[0-9]{1,400}|/0*[1-9][0-9]*)?$`
	instantPattern = `^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-5][0-9](\.[0-9]{0,8}[1-9])?Z$`
)

// maxInt is the largest whole number the decoder reads.
const maxInt = 1 << 53

func (g *generator) leafType(t reflect.Type) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[evidence.Value]():
		// Neither null nor a mapping, unless it is masked.
		if g.masks {
			masked := jsonschema.NewProperties()
			masked.Set("confidential", &jsonschema.Schema{Const: true})
			plain := []string{"boolean", "number", "string"}
			return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{
				{Extras: map[string]any{"type": plain}},
				{Type: "array", Items: &jsonschema.Schema{Ref: "#/$defs/PlainValue"}},
				{Type: "object", Properties: masked, Required: []string{"confidential"}, AdditionalProperties: jsonschema.FalseSchema},
			}}
		}
		return &jsonschema.Schema{
			Items:  &jsonschema.Schema{Ref: "#/$defs/Value"},
			Extras: map[string]any{"type": []string{"boolean", "number", "string", "array"}},
		}
	case reflect.TypeFor[evidence.Date]():
		return &jsonschema.Schema{Type: "string", Format: "date", Pattern: datePattern}
	case reflect.TypeFor[evaluator.Instant]():
		return &jsonschema.Schema{Type: "string", Format: "date-time", Pattern: instantPattern}
	case reflect.TypeFor[population.Items]():
		return &jsonschema.Schema{Type: "array"}
	case reflect.TypeFor[Anything]():
		return &jsonschema.Schema{Description: "What may stand here depends on the path."}
	case reflect.TypeFor[criteria.Severity]():
		return &jsonschema.Schema{Type: "string", Enum: []any{criteria.SeverityError, criteria.SeverityWarning, criteria.SeverityNote}}
	// The grammars of these three are more than a pattern says well.
	case reflect.TypeFor[evidence.Period]():
		return &jsonschema.Schema{Type: "string", Examples: []any{"P6M", "P1Y"}}
	case reflect.TypeFor[evidence.Version]():
		return &jsonschema.Schema{Type: "string", Examples: []any{"2.1", "1.0.0-rc.1"}}
	case reflect.TypeFor[evidence.License]():
		return &jsonschema.Schema{Type: "string", Examples: []any{"EUPL-1.2", "MIT OR Apache-2.0"}}
	case reflect.TypeFor[profiles.Weight]():
		return &jsonschema.Schema{Type: "number", Minimum: "0", Maximum: "999999.999", MultipleOf: "0.001"}
	case reflect.TypeFor[exact.Number]():
		// As text, or as a number without an exponent, which a schema cannot say.
		return &jsonschema.Schema{Pattern: numberPattern, Extras: map[string]any{"type": []string{"string", "number"}}, Examples: []any{"12.5", "1/3"}}
	case reflect.TypeFor[profiles.Proof](), reflect.TypeFor[Demand]():
		return &jsonschema.Schema{OneOf: []*jsonschema.Schema{
			{Type: "string", Examples: []any{`by("contract")`, "none"}},
			g.inline(reflect.TypeFor[demands]()),
		}}
	}
	if e, ok := reflect.Zero(t).Interface().(interface{ Values() []string }); ok {
		s := &jsonschema.Schema{Type: "string"}
		for _, v := range e.Values() {
			s.Enum = append(s.Enum, v)
		}
		return s
	}
	switch t.Kind() {
	case reflect.Bool:
		return &jsonschema.Schema{Type: "boolean"}
	case reflect.String:
		return &jsonschema.Schema{Type: "string"}
	case reflect.Int64:
		bound := strconv.Itoa(maxInt)
		return &jsonschema.Schema{Type: "integer", Minimum: json.Number("-" + bound), Maximum: json.Number(bound)}
	case reflect.Float64:
		return &jsonschema.Schema{Type: "number"}
	case reflect.Pointer, reflect.Struct, reflect.Slice, reflect.Map:
		return nil
	}
	panic(fmt.Sprintf("no schema for type %s", t))
}

// inline returns the schema of a small struct that holds leaves only, without a
// definition of its own.
func (g *generator) inline(t reflect.Type) *jsonschema.Schema {
	r := &jsonschema.Reflector{Anonymous: true, DoNotReference: true, RequiredFromJSONSchemaTags: true}
	s := r.ReflectFromType(t)
	s.Version = ""
	g.structure(t, s)
	return s
}

// structure adds to the schema of a struct, and of all structs below, what
// their tags say.
func (g *generator) structure(t reflect.Type, s *jsonschema.Schema) {
	for i := range t.NumField() {
		sf := t.Field(i)
		name, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
		switch {
		case name == "-", !sf.IsExported() && !sf.Anonymous:
			continue
		case sf.Anonymous && name == "":
			g.structure(sf.Type, s)
			continue
		}
		property, ok := s.Properties.Get(name)
		if !ok {
			panic(fmt.Sprintf("%s.%s has no property %q", t, sf.Name, name))
		}
		if sf.Tag.Get("required") == "true" {
			s.Required = append(s.Required, name)
		}
		restrict(property, sf)
		describe(property, sf)
		g.below(sf.Type)
	}
}

// below finds the structs a type is made of.
func (g *generator) below(t reflect.Type) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Map:
		g.below(t.Elem())
	case reflect.Slice:
		g.below(t.Elem())
		g.identified(t.Elem())
	case reflect.Struct:
		def, ok := g.defs[nameOf(t)]
		if !ok || g.types[nameOf(t)] == t {
			return // a leaf, or seen before
		}
		g.name(t)
		g.structure(t, def)
	}
}

// identified makes the id of the elements of a list required.
func (g *generator) identified(t reflect.Type) {
	if t.Kind() != reflect.Struct {
		return
	}
	def, ok := g.defs[nameOf(t)]
	if !ok || def.Properties == nil {
		return
	}
	if _, ok := def.Properties.Get("id"); ok && (len(def.Required) == 0 || def.Required[0] != "id") {
		def.Required = append([]string{"id"}, def.Required...)
	}
}

// restrict adds the keywords for the tags that restrict a value.
func restrict(s *jsonschema.Schema, sf reflect.StructField) {
	t := sf.Type
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	text := s // what the tags for text apply to
	if t.Kind() == reflect.Slice {
		text = s.Items
	}
	if v, ok := sf.Tag.Lookup("const"); ok {
		text.Const = v
	}
	if v := sf.Tag.Get("pattern"); v != "" {
		text.Pattern = v
	}
	text.MaxLength = count(sf, "maxLen")
	if v := sf.Tag.Get("min"); v != "" {
		s.Minimum = json.Number(v)
	}
	if v := sf.Tag.Get("max"); v != "" {
		s.Maximum = json.Number(v)
	}
	if t.Kind() == reflect.Slice {
		s.MinItems = count(sf, "minItems")
	} else {
		s.MinProperties = count(sf, "minItems")
	}
}

func count(sf reflect.StructField, tag string) *uint64 {
	v := sf.Tag.Get(tag)
	if v == "" {
		return nil
	}
	n, err := strconv.ParseUint(v, 10, 64)
	if err != nil {
		panic(fmt.Sprintf("%s: tag %s: %v", sf.Name, tag, err))
	}
	return &n
}

// describe says how a fact is asked for. What is not asked for keeps the Go
// comment as its description.
func describe(s *jsonschema.Schema, sf reflect.StructField) {
	if en := sf.Tag.Get("en"); en != "" {
		s.Description = en
	}
	for tag, key := range map[string]string{"de": "x-question-de", "unit": "x-unit"} {
		if v := sf.Tag.Get(tag); v != "" {
			if s.Extras == nil {
				s.Extras = map[string]any{}
			}
			s.Extras[key] = v
		}
	}
}

var (
	docLink  = regexp.MustCompile(`\[(\*?[A-Za-z][A-Za-z0-9_.]*)\]`)
	lineWrap = regexp.MustCompile(`([^\n])\n([^\n\t ])`)
)

// prose turns a Go comment into running text.
func prose(comment string) string {
	return lineWrap.ReplaceAllString(docLink.ReplaceAllString(comment, "$1"), "$1 $2")
}

// encode writes the schema for people to read. The reflector's encoder escapes
// for HTML, which is undone.
func encode(s any) ([]byte, error) {
	data, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	if bytes.Contains(data, []byte(`\\u00`)) {
		return nil, fmt.Errorf("a text spells out an escape, which encode would undo")
	}
	for escaped, plain := range map[string]string{`\u003c`: "<", `\u003e`: ">", `\u0026`: "&"} {
		data = bytes.ReplaceAll(data, []byte(escaped), []byte(plain))
	}
	var out bytes.Buffer
	if err := json.Indent(&out, data, "", "  "); err != nil {
		return nil, err
	}
	out.WriteByte('\n')
	return out.Bytes(), nil
}
