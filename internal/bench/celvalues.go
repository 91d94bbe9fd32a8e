package main

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/interpreter"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/bench/asked"
	"github.com/trias-sovereignty/trias/internal/bench/byhand"
)

// valueProvider shows cel-go values of its own that lie in a list, made before:
// the leanest way it can be used without planning programs by other means.
type valueProvider struct {
	types.Provider
	structs map[string]map[string]*types.FieldType
	places  map[string]int      // of facts, by path
	common  map[ref.Val]ref.Val // equal values are one
}

// offer is an offer as cel-go sees it, and every group of its facts as well. It
// is seen in the view whose bit is set.
type offer struct {
	noValue
	values []ref.Val
	in     []uint8 // the views in which a fact is known
	view   uint8
}

// element is an entry of a list.
type element struct {
	noValue
	values []ref.Val
}

// noValue is what no rule does with an offer.
type noValue struct{}

func (noValue) ConvertToNative(t reflect.Type) (any, error) { return nil, fmt.Errorf("no %s", t) }
func (noValue) ConvertToType(t ref.Type) ref.Val            { return types.NewErr("no %s", t.TypeName()) }
func (noValue) Equal(ref.Val) ref.Val                       { return types.NewErr("offers are not compared") }
func (noValue) Type() ref.Type                              { return types.NewObjectType("trias.offer") }

func (o *offer) Value() any   { return o }
func (e *element) Value() any { return e }

func (o *offer) ResolveName(string) (any, bool) { return o, true }
func (o *offer) Parent() interpreter.Activation { return nil }

// valueAdapter leaves values of cel-go as they are.
type valueAdapter struct{ types.Adapter }

func (a valueAdapter) NativeToValue(v any) ref.Val {
	if own, ok := v.(ref.Val); ok {
		return own
	}
	return a.Adapter.NativeToValue(v)
}

func (p *valueProvider) FindStructType(name string) (*types.Type, bool) {
	if p.structs[name] == nil {
		return p.Provider.FindStructType(name)
	}
	return types.NewTypeTypeWithParam(types.NewObjectType(name)), true
}

func (p *valueProvider) FindStructFieldType(name, field string) (*types.FieldType, bool) {
	if p.structs[name] == nil {
		return p.Provider.FindStructFieldType(name, field)
	}
	f, ok := p.structs[name][field]
	return f, ok
}

// define gives a struct a field by its path. The structs of the groups on the way
// are the same value.
func (p *valueProvider) define(name, path string, t *types.Type, get func(any) (any, error)) {
	first, rest, below := strings.Cut(path, ".")
	if below {
		p.define(name+"."+first, rest, t, get)
		t, get = types.NewObjectType(name+"."+first), func(o any) (any, error) { return o, nil }
	}
	if p.structs[name] == nil {
		p.structs[name] = map[string]*types.FieldType{}
	}
	p.structs[name][first] = &types.FieldType{Type: t, IsSet: func(any) bool { return true }, GetFrom: get}
}

func newValueProvider(s *asked.Source) *valueProvider {
	p := &valueProvider{structs: map[string]map[string]*types.FieldType{}, places: map[string]int{}, common: map[ref.Val]ref.Val{}}
	p.add("subject.layer", types.StringType)
	p.add("subject.version", types.StringType)
	for _, f := range s.Facts {
		t := celType(f.Kind)
		switch {
		case f.Elem != nil:
			name := "trias." + f.Path + ".element"
			t = types.NewListType(types.NewObjectType(name))
			for i, e := range s.Elements[f.Path] {
				p.define(name, e.Name, fieldType(e), func(o any) (any, error) { return o.(*element).values[i], nil })
			}
		case f.Kind == evidence.KindList:
			t = fieldType(f)
		}
		p.add(f.Path, t)
	}
	return p
}

// add defines a fact.
func (p *valueProvider) add(path string, t *types.Type) {
	i := len(p.places)
	p.places[path] = i
	root, rest, _ := strings.Cut(path, ".")
	p.define("trias."+root, rest, t, func(x any) (any, error) {
		o := x.(*offer)
		if o.in[i]&o.view == 0 {
			return unknownFact, nil
		}
		return o.values[i], nil
	})
}

func fieldType(f *evidence.Field) *types.Type {
	if f.Kind == evidence.KindList {
		return types.NewListType(celType(f.Item))
	}
	return celType(f.Kind)
}

func celType(k evidence.Kind) *types.Type {
	switch k {
	case evidence.KindBool:
		return types.BoolType
	case evidence.KindInt, evidence.KindDate:
		return types.IntType
	case evidence.KindNumber:
		return types.DoubleType
	}
	return types.StringType
}

// celValues shows cel-go values of its own.
func celValues(s *asked.Source, records []*byhand.Record, lazy bool) (*celEngine, error) {
	p := newValueProvider(s)
	options := []cel.EnvOption{func(env *cel.Env) (*cel.Env, error) {
		p.Provider = env.CELTypeProvider()
		env, err := cel.CustomTypeAdapter(valueAdapter{env.CELTypeAdapter()})(env)
		if err != nil {
			return nil, err
		}
		return cel.CustomTypeProvider(p)(env)
	}}
	for _, name := range append([]string{"subject"}, domains...) {
		options = append(options, cel.Variable(name, cel.ObjectType("trias."+name)))
	}
	c, err := newCel(s, lazy, options...)
	if err != nil {
		return nil, err
	}
	offers := make([]offer, len(records))
	for i, r := range records {
		offers[i] = p.offer(s, r)
	}
	var v views
	c.activations = func(i int) *views {
		claimed := offers[i]
		claimed.view = 1
		v.claimed = &claimed
		for k := range v.proven {
			proven := offers[i]
			proven.view = 2 << k
			v.proven[k] = &proven
		}
		return &v
	}
	return c, nil
}

// offer brings a record into values of cel-go.
func (p *valueProvider) offer(s *asked.Source, r *byhand.Record) offer {
	o := offer{values: make([]ref.Val, len(p.places)), in: make([]uint8, len(p.places))}
	for path, v := range map[string]*string{"subject.layer": r.Subject.Layer, "subject.version": r.Subject.Version} {
		i := p.places[path]
		o.values[i], o.in[i] = p.value(types.String(*v)), 0xff
	}
	for _, f := range s.Facts {
		i := p.places[f.Path]
		claimed := fieldAt(reflect.ValueOf(r.Claimed).Elem(), f.Path)
		if claimed.IsNil() {
			continue
		}
		o.values[i], o.in[i] = p.of(s, f, claimed), 1
		for k, facts := range r.Proven {
			if !fieldAt(reflect.ValueOf(facts).Elem(), f.Path).IsNil() {
				o.in[i] |= 2 << k
			}
		}
	}
	return o
}

// value returns the one value that is equal.
func (p *valueProvider) value(v ref.Val) ref.Val {
	if kept, ok := p.common[v]; ok {
		return kept
	}
	p.common[v] = v
	return v
}

// of is the value of a fact that is known.
func (p *valueProvider) of(s *asked.Source, f *evidence.Field, v reflect.Value) ref.Val {
	if v.Kind() == reflect.Pointer {
		return p.value(types.DefaultTypeAdapter.NativeToValue(v.Elem().Interface()))
	}
	entries := make([]ref.Val, v.Len())
	for k := range entries {
		if f.Elem == nil {
			entries[k] = p.value(types.DefaultTypeAdapter.NativeToValue(v.Index(k).Interface()))
			continue
		}
		e := &element{}
		for _, field := range s.Elements[f.Path] {
			at := fieldAt(v.Index(k), field.Name)
			if at.IsNil() {
				e.values = append(e.values, unknownFact)
			} else {
				e.values = append(e.values, p.of(s, field, at))
			}
		}
		entries[k] = e
	}
	return types.NewRefValList(valueAdapter{types.DefaultTypeAdapter}, entries)
}

// fieldAt finds a field of a struct by the names in its tags.
func fieldAt(v reflect.Value, path string) reflect.Value {
	for name := range strings.SplitSeq(path, ".") {
		for i := range v.NumField() {
			if v.Type().Field(i).Tag.Get("cel") == name {
				v = v.Field(i)
				break
			}
		}
	}
	return v
}
