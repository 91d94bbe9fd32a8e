package rules

import (
	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// BareEnv is what a user of plain cel-go would build: the same functions, facts
// as untyped maps.
func BareEnv() (*cel.Env, error) {
	options := []cel.EnvOption{cel.StdLib(), cel.Macros(cel.AllMacro, cel.ExistsMacro), cel.Variable("at", instantType)}
	for _, name := range []string{"data", "operational", "technological", "resilience", "supplyChain", "subject", "params"} {
		options = append(options, cel.Variable(name, cel.MapType(cel.StringType, cel.DynType)))
	}
	return cel.NewCustomEnv(append(options, functions()...)...)
}

// Bare turns a stated value into what a map activation holds.
func Bare(f *evidence.Field, s evidence.Stated) any {
	if s.List == nil {
		return bareScalar(f.Kind, s.Scalar)
	}
	list := make([]any, len(s.List.Items))
	for i, item := range s.List.Items {
		if f.Elem == nil {
			list[i] = bareScalar(f.Item, item.Scalar)
			continue
		}
		m := map[string]any{}
		for k, v := range item.Values {
			if !v.IsZero() {
				Put(m, f.Elem.Fields[k].Name, Bare(&f.Elem.Fields[k], v))
			}
		}
		list[i] = m
	}
	return list
}

func bareScalar(kind evidence.Kind, v any) any {
	if b := scalar(kind, v); b != nil {
		switch b.(type) {
		case dateVal, versionVal:
			return b
		}
	}
	return v
}

// BareParam turns a parameter's value into what a map activation holds.
func BareParam(t ParamType, v evidence.Value) any {
	b, err := ParamValue(t, v)
	if err != nil {
		panic(err)
	}
	switch x := b.v.(type) {
	case types.Bool:
		return bool(x)
	case types.Int:
		return int64(x)
	case types.Double:
		return float64(x)
	case types.String:
		return string(x)
	}
	return b.v
}

// BareAt is the instant.
func BareAt(d civil.Date) any { return instantVal{d} }

// Put sets a dotted path in nested maps.
func Put(m map[string]any, path string, v any) {
	for {
		i := 0
		for i < len(path) && path[i] != '.' {
			i++
		}
		if i == len(path) {
			m[path] = v
			return
		}
		next, ok := m[path[:i]].(map[string]any)
		if !ok {
			next = map[string]any{}
			m[path[:i]] = next
		}
		m, path = next, path[i+1:]
	}
}

// EnvOf is the environment of a scope.
func EnvOf(s *Scope) *Env { return s.env }
