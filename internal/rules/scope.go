package rules

import (
	"fmt"
	"slices"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/doc"
	"github.com/trias-sovereignty/trias/internal/licences"
	"github.com/trias-sovereignty/trias/internal/regions"
)

// ParamType is the type of a parameter.
type ParamType string

// The types of parameters.
const (
	BoolParam    ParamType = "bool"
	IntParam     ParamType = "int"
	NumberParam  ParamType = "number"
	StringParam  ParamType = "string"
	StringsParam ParamType = "strings"
	DateParam    ParamType = "date"
	PeriodParam  ParamType = "period"
	RegionParam  ParamType = "region"
	// ConstraintParam is a constraint on versions: ">= 1.2, < 2".
	ConstraintParam ParamType = "constraint"
	// LicencesParam is a list of SPDX licence ids.
	LicencesParam ParamType = "licences"
)

// ParamTypes lists the types of parameters.
func ParamTypes() []string {
	return []string{"bool", "int", "number", "string", "strings", "date", "period", "region", "constraint", "licences"}
}

func (t ParamType) cel() *types.Type {
	switch t {
	case BoolParam:
		return types.BoolType
	case IntParam:
		return types.IntType
	case NumberParam:
		return types.DoubleType
	case StringsParam, LicencesParam:
		return types.NewListType(types.StringType)
	case DateParam:
		return dateType
	case PeriodParam:
		return periodType
	}
	return types.StringType
}

// ParamDecl declares a parameter of a criterion.
type ParamDecl struct {
	Name string
	Type ParamType
}

// Scope returns the environment for the rules of one criterion, with its
// parameters. The id must be unique within the environment. Scopes of one
// environment must not be made concurrently.
func (e *Env) Scope(id string, params []ParamDecl) (*Scope, error) {
	if len(params) == 0 {
		return &Scope{env: e, cel: e.cel}, nil
	}
	g := e.provider.group("trias.params." + id)
	l := &layout{root: g.typ}
	for _, p := range params {
		l.add(layoutField{name: "params." + p.Name, typ: p.Type.cel(),
			info: &FieldInfo{Path: "params." + p.Name, Slot: -1, Param: p.Type}})
		g.add(p.Name, l, len(l.fields)-1)
	}
	l.seal()
	c, err := e.cel.Extend(cel.Variable("params", g.typ))
	if err != nil {
		return nil, fmt.Errorf("parameters of %s: %w", id, err)
	}
	return &Scope{env: e, cel: c, params: l}, nil
}

// Bind makes a record of parameter values. The declarations must be those of
// the scope and every parameter needs a value.
func (s *Scope) Bind(params []ParamDecl, values map[string]evidence.Value) (*Given, error) {
	if s.params == nil {
		return nil, nil
	}
	r := &record{layout: s.params, slots: make([]ref.Val, len(params))}
	var text []byte
	for i, p := range params {
		v, err := ParamValue(p.Type, values[p.Name])
		if err != nil {
			return nil, fmt.Errorf("parameter %s: %w", p.Name, err)
		}
		if err := s.params.fields[i].info.admits(v); err != nil {
			return nil, fmt.Errorf("parameter %s: %w", p.Name, err)
		}
		r.slots[i] = v.v
		stated, err := values[p.Name].MarshalJSON()
		if err != nil {
			return nil, fmt.Errorf("parameter %s: %w", p.Name, err)
		}
		text = append(append(text, stated...), '\n')
	}
	return &Given{record: r.show(), values: string(text)}, nil
}

// admits checks the values of a parameter against the closed set of the fact it
// is compared with: a misspelt one would never match.
func (f *FieldInfo) admits(v Val) error {
	if f.Values == nil {
		return nil
	}
	texts, isList := textsOf(v.v)
	if s, ok := v.v.(types.String); ok && !isList {
		texts = []string{string(s)}
	}
	for _, text := range texts {
		if slices.Contains(f.Values, text) {
			continue
		}
		hint := ""
		if near := doc.Suggest(text, f.Values); near != "" {
			hint = fmt.Sprintf("; did you mean %q?", near)
		}
		return fmt.Errorf("%s is never %q%s", f.Of, text, hint)
	}
	return nil
}

// ParamValue gives a parameter's value its type.
func ParamValue(t ParamType, v evidence.Value) (Val, error) {
	wrong := func() error { return fmt.Errorf("%s is not a value of type %s", v, t) }
	switch x := v.Any().(type) {
	case bool:
		if t == BoolParam {
			return Val{types.Bool(x)}, nil
		}
	case int64:
		switch {
		case x > maxNumber || x < -maxNumber:
			return Val{}, fmt.Errorf("%d is out of range", x)
		case t == IntParam:
			return Val{types.Int(x)}, nil
		case t == NumberParam:
			return Val{types.Double(x)}, nil
		}
	case float64:
		if t == NumberParam {
			return Val{types.Double(x)}, nil
		}
	case []evidence.Value:
		if t != StringsParam && t != LicencesParam {
			return Val{}, wrong()
		}
		if len(x) > evidence.MaxList {
			return Val{}, fmt.Errorf("it has %d values, more than %d", len(x), evidence.MaxList)
		}
		texts := make([]string, len(x))
		for i, e := range x {
			s, ok := e.Any().(string)
			if !ok {
				return Val{}, wrong()
			}
			texts[i] = s
		}
		if t == LicencesParam {
			if _, err := licences.LicensedUnder("MIT", texts); err != nil {
				return Val{}, err
			}
		}
		return Val{types.NewStringList(types.DefaultTypeAdapter, texts)}, nil
	case string:
		switch t {
		case StringParam:
			return Val{types.String(x)}, nil
		case DateParam:
			d, err := civil.ParseDate(x)
			return Val{dateVal{d}}, err
		case PeriodParam:
			p, err := civil.ParsePeriod(x)
			return Val{periodVal{p}}, err
		case ConstraintParam:
			if _, err := newConstraint(x); err != nil {
				if len(x) > maxConstraint {
					return Val{}, err
				}
				return Val{}, fmt.Errorf(`%q is not a version constraint; write for example ">= 1.2, < 2"`, x)
			}
			return Val{types.String(x)}, nil
		case RegionParam:
			if hint, ok := KnownRegion(x); !ok {
				return Val{}, fmt.Errorf("no region %q (%s)", x, hint)
			}
			return Val{types.String(x)}, nil
		}
	case nil:
		return Val{}, fmt.Errorf("it has no value")
	}
	return Val{}, wrong()
}

// KnownRegion reports whether there is a region of that name, and if not which
// one may be meant.
func KnownRegion(name string) (hint string, ok bool) {
	if regions.Known(name) {
		return "", true
	}
	names := regions.Names()
	if s := doc.Suggest(name, names); s != "" {
		return fmt.Sprintf("did you mean %q?", s), false
	}
	names = slices.Clone(names)
	return fmt.Sprintf("use one of %v or a country code such as DE", names), false
}
