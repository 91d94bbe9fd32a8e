package rules

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/env"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/overloads"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/evidence"
)

// Language is the version of the rule language this package speaks. A catalogue
// states the version it needs. It grows with every operator, function or
// variable that is added or changes its meaning.
const Language = 1

// ExtFact is a fact that a catalogue declares for itself. Rules see it as
// ext.<group>.<name>.
type ExtFact struct {
	Group, Name string
	Kind        evidence.Kind // a scalar kind
	List        bool          // a list of that kind
	Values      []string      // a closed set of texts
	Unit        string
}

// Path is the fact's whole path.
func (f ExtFact) Path() string { return "ext." + f.Group + "." + f.Name }

// FieldInfo describes a fact, a subject's field or a parameter to explanations.
type FieldInfo struct {
	Path   string
	Kind   evidence.Kind
	Item   evidence.Kind
	Values []string
	Unit   string
	// Min and Max bound a number where a bound is set.
	Min, Max *float64
	// Slot is the fact's root slot: the slot of the list for a field of an
	// element. It is -1 for what is given rather than stated: subject and
	// parameters.
	Slot int
	// Param is a parameter's type; Of is the fact of a closed set it is compared
	// with, whose Values are then the parameter's too.
	Param ParamType
	Of    string
}

// Env is the typed environment of one catalogue: the facts of the evidence
// schema and the catalogue's own.
type Env struct {
	cel      *cel.Env
	provider *provider
	facts    *layout
	subject  *layout
	ext      []ExtFact
	sets     map[string]*FieldInfo // for [sizes]
	// for [Scope.typed]
	variables map[string]*types.Type
	overloads map[string][]overload
}

// NewEnv builds the environment for a catalogue that declares the given facts.
func NewEnv(ext []ExtFact) (*Env, error) {
	base := evidenceFacts()
	e := &Env{ext: ext, provider: &provider{structs: map[string]*structType{}, base: base.provider}, facts: base.layout}
	e.addExt(ext)
	e.subject = e.subjectLayout()
	options := []cel.EnvOption{
		cel.CustomTypeAdapter(e.provider),
		cel.CustomTypeProvider(e.provider),
		cel.StdLib(cel.StdLibSubset(&env.LibrarySubset{DisableMacros: true, IncludeFunctions: standardFunctions})),
		cel.Macros(overElements(cel.AllMacro), overElements(cel.ExistsMacro)),
		cel.ParserExpressionSizeLimit(maxRuleBytes),
		cel.ExpressionNodeLimit(-1), // see compiler.check
		cel.ExpressionNestingDepthLimit(maxRuleDepth),
	}
	e.variables = map[string]*types.Type{"at": instantType, "subject": e.subject.root}
	for _, name := range domains {
		e.variables[name] = types.NewObjectType("trias." + name)
	}
	for _, name := range slices.Sorted(maps.Keys(e.variables)) {
		options = append(options, cel.Variable(name, e.variables[name]))
	}
	options = append(options, functions()...)
	c, err := cel.NewCustomEnv(options...)
	if err != nil {
		return nil, fmt.Errorf("rule environment: %w", err)
	}
	e.cel, e.overloads, e.sets = c, overloadsOf(c), setsOf(e.provider)
	return e, nil
}

// evidenceFacts are the facts of the evidence schema as rules see them. They are
// the same for every catalogue and never change once they are made, so
// environments share them.
var evidenceFacts = sync.OnceValue(func() (f struct {
	provider *provider
	layout   *layout
}) {
	f.provider = &provider{structs: map[string]*structType{}}
	f.layout = f.provider.layoutOf(evidence.FactSchema(), -1)
	f.layout.seal()
	return f
})

// domains are the variables that hold facts.
var domains = []string{"data", "operational", "technological", "resilience", "supplyChain", "ext"}

func (e *Env) addExt(ext []ExtFact) {
	root := e.provider.group("trias.ext")
	if len(ext) == 0 {
		return
	}
	e.facts = &layout{root: e.facts.root, fields: slices.Clone(e.facts.fields), slots: maps.Clone(e.facts.slots)}
	defer e.facts.seal()
	for _, f := range ext {
		group := e.provider.group("trias.ext." + f.Group)
		root.fields[f.Group] = e.provider.view(group.typ)
		typ := scalarType(f.Kind)
		info := &FieldInfo{Path: f.Path(), Kind: f.Kind, Values: f.Values, Unit: f.Unit, Slot: len(e.facts.fields)}
		if f.List {
			info.Item, info.Kind, typ = f.Kind, evidence.KindList, types.NewListType(typ)
		}
		e.facts.add(layoutField{name: f.Path(), typ: typ, info: info})
		group.add(f.Name, e.facts, info.Slot)
	}
}

func (e *Env) subjectLayout() *layout {
	g := e.provider.group("trias.subject")
	l := &layout{root: g.typ}
	add := func(name string, kind, item evidence.Kind, values []string) {
		typ := scalarType(kind)
		if kind == evidence.KindList {
			typ = types.NewListType(scalarType(item))
		}
		l.add(layoutField{name: "subject." + name, typ: typ,
			info: &FieldInfo{Path: "subject." + name, Kind: kind, Item: item, Values: values, Slot: -1}})
		g.add(name, l, len(l.fields)-1)
	}
	add("layer", evidence.KindText, 0, evidence.Layer("").Values())
	add("version", evidence.KindVersion, 0, nil)
	add("regions", evidence.KindList, evidence.KindText, evidence.Country("").Values())
	add("services", evidence.KindList, evidence.KindText, nil)
	l.seal()
	return l
}

// add gives the layout another field, in the next slot.
func (l *layout) add(f layoutField) {
	if l.slots == nil {
		l.slots = map[string]int{}
	}
	l.slots[f.name] = len(l.fields)
	l.fields = append(l.fields, f)
}

// seal precomputes the unknown values of a layout's fields.
func (l *layout) seal() {
	l.unknowns = make([]ref.Val, len(l.fields))
	for i, f := range l.fields {
		l.unknowns[i] = unknownAt(f.name)
	}
}

// standardFunctions is what of CEL's standard library is in the language. Every
// one of them is strict (unknown in, unknown out) or Kleene's and, or, not. What
// is missing is missing on purpose; see the package comment.
var standardFunctions = []*env.Function{
	only(operators.LogicalAnd), only(operators.LogicalOr), only(operators.LogicalNot), only(operators.Conditional),
	only(operators.NotStrictlyFalse), only(operators.Equals), only(operators.NotEquals),
	only(operators.In, overloads.InList),
	only(operators.Less, overloads.LessInt64, overloads.LessDouble),
	only(operators.LessEquals, overloads.LessEqualsInt64, overloads.LessEqualsDouble),
	only(operators.Greater, overloads.GreaterInt64, overloads.GreaterDouble),
	only(operators.GreaterEquals, overloads.GreaterEqualsInt64, overloads.GreaterEqualsDouble),
	only(operators.Add, overloads.AddInt64, overloads.AddDouble),
	only(operators.Subtract, overloads.SubtractInt64, overloads.SubtractDouble),
	only(operators.Multiply, overloads.MultiplyInt64, overloads.MultiplyDouble),
	only(operators.Negate, overloads.NegateInt64, overloads.NegateDouble),
	only(overloads.Size, overloads.SizeList, overloads.SizeListInst),
	only(overloads.Contains), only(overloads.StartsWith), only(overloads.EndsWith),
}

func only(name string, overloadIDs ...string) *env.Function {
	f := &env.Function{Name: name}
	for _, id := range overloadIDs {
		f.Overloads = append(f.Overloads, &env.Overload{ID: id})
	}
	return f
}

func scalarType(k evidence.Kind) *types.Type {
	switch k {
	case evidence.KindBool:
		return types.BoolType
	case evidence.KindInt:
		return types.IntType
	case evidence.KindNumber:
		return types.DoubleType
	case evidence.KindText:
		return types.StringType
	case evidence.KindDate:
		return dateType
	case evidence.KindVersion:
		return versionType
	}
	return types.ErrorType
}

// provider shows the evidence schema to CEL: each group of facts is an object
// type, and all groups of a record are views of the same [record].
type provider struct {
	structs map[string]*structType
	base    *provider // has more of them; nil if there are none
}

// find returns the object type of a name.
func (p *provider) find(name string) (s *structType, ok bool) {
	for ; p != nil && !ok; p = p.base {
		s, ok = p.structs[name]
	}
	return s, ok
}

// all calls yield for every object type.
func (p *provider) all(yield func(string, *structType) bool) {
	for ; p != nil; p = p.base {
		for name, s := range p.structs {
			if !yield(name, s) {
				return
			}
		}
	}
}

type structType struct {
	typ    *types.Type
	named  *types.Type // the type of the type
	fields map[string]*types.FieldType
	// where each leaf lies, for explanations
	layout *layout
	slots  map[string]int
}

func (p *provider) group(name string) *structType {
	if s, ok := p.structs[name]; ok {
		return s
	}
	s := &structType{typ: types.NewObjectType(name), fields: map[string]*types.FieldType{}, slots: map[string]int{}}
	s.named = types.NewTypeTypeWithParam(s.typ)
	p.structs[name] = s
	return s
}

// view is a field that leads to another group of the same record.
func (p *provider) view(typ *types.Type) *types.FieldType {
	return &types.FieldType{Type: typ, IsSet: isSet, GetFrom: func(o any) (any, error) { return o, nil }}
}

func isSet(any) bool { return true }

func (s *structType) add(name string, l *layout, slot int) {
	s.layout = l
	s.slots[name] = slot
	s.fields[name] = &types.FieldType{Type: l.fields[slot].typ, IsSet: isSet, GetFrom: func(o any) (any, error) {
		if r, ok := o.(*record); ok {
			return r.get(slot), nil
		}
		return o, nil // unknown stays unknown
	}}
}

// layoutOf registers the object types of a record and returns its layout.
func (p *provider) layoutOf(r *evidence.Record, rootSlot int) *layout {
	name := "trias." + r.Path
	l := &layout{root: types.NewObjectType(name)}
	if r.Path != "" {
		l.root = p.group(name).typ
	}
	for i := range r.Fields {
		f := &r.Fields[i]
		slot := rootSlot
		if rootSlot < 0 {
			slot = f.Slot
		}
		info := &FieldInfo{Path: f.Path, Kind: f.Kind, Item: f.Item, Values: f.Values, Unit: f.Unit, Min: f.Min, Max: f.Max, Slot: slot}
		lf := layoutField{name: f.Name, info: info}
		switch {
		case f.Elem != nil:
			lf.elem = p.layoutOf(f.Elem, slot)
			lf.typ = types.NewListType(lf.elem.root)
		case f.Kind == evidence.KindList:
			lf.typ = types.NewListType(scalarType(f.Item))
		default:
			lf.typ = scalarType(f.Kind)
		}
		l.add(lf)
		// Register the way from the record to the field.
		parts := strings.Split(f.Name, ".")
		at := strings.TrimSuffix(name, ".")
		for j, part := range parts {
			below := at + "." + part
			if j == len(parts)-1 {
				p.group(at).add(part, l, i)
				break
			}
			p.group(at).fields[part] = p.view(p.group(below).typ)
			at = below
		}
	}
	return l
}

// NativeToValue implements types.Adapter. Everything is a CEL value already.
func (p *provider) NativeToValue(v any) ref.Val {
	if val, ok := v.(ref.Val); ok {
		return val
	}
	return types.DefaultTypeAdapter.NativeToValue(v)
}

// EnumValue is asked for every name of a rule; nobody reads the error.
func (p *provider) EnumValue(string) ref.Val { return noSuchName }

var noSuchName = types.NewErr("no such name")

func (p *provider) FindIdent(string) (ref.Val, bool) { return nil, false }

func (p *provider) FindStructType(name string) (*types.Type, bool) {
	if s, ok := p.find(name); ok {
		return s.named, true
	}
	return nil, false
}

func (p *provider) FindStructFieldNames(name string) ([]string, bool) {
	s, ok := p.find(name)
	if !ok {
		return nil, false
	}
	names := make([]string, 0, len(s.fields))
	for n := range s.fields {
		names = append(names, n)
	}
	slices.Sort(names)
	return names, true
}

func (p *provider) FindStructFieldType(name, field string) (*types.FieldType, bool) {
	s, ok := p.find(name)
	if !ok {
		return nil, false
	}
	f, ok := s.fields[field]
	return f, ok
}

func (p *provider) NewValue(name string, _ map[string]ref.Val) ref.Val {
	return types.NewErr("facts are stated in a dossier, not made in a rule: %s", name)
}
