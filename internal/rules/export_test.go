package rules

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	gostrings "strings"
	"sync"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/debug"
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

// BareSubject turns a subject into what a map activation holds.
func BareSubject(s evidence.Subject) map[string]any {
	m := map[string]any{}
	if s.Layer != "" {
		m["layer"] = string(s.Layer)
	}
	if s.Version != "" {
		m["version"] = bareScalar(evidence.KindVersion, string(s.Version))
	}
	return m
}

// BareAt is the instant.
func BareAt(d civil.Date) any { return instantVal{Date: d} }

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

// Parenthesised writes a rule with every part in parentheses, as the reader of
// spans understands it.
func Parenthesised(text string) (string, error) {
	root, err := spansOf(text)
	if err != nil {
		return "", err
	}
	return root.parenthesised(text), nil
}

func (s *span) parenthesised(text string) string {
	args := make([]string, len(s.args))
	for i, arg := range s.args {
		args[i] = arg.parenthesised(text)
		if s.kind == notSpan && arg.kind == notSpan && text[arg.start] == '!' {
			continue // cel-go reads !! as nothing
		}
		if k := arg.kind; k != nameSpan && k != numberSpan && k != textSpan && k != boolSpan {
			args[i] = "(" + args[i] + ")"
		}
	}
	switch s.kind {
	case logicSpan, compareSpan, inSpan, arithmeticSpan:
		return gostrings.Join(args, " "+s.op+" ")
	case condSpan:
		return args[0] + " ? " + args[1] + " : " + args[2]
	case notSpan:
		return "!" + args[0]
	case minusSpan:
		return "-" + args[0]
	case nameSpan:
		return s.name
	case callSpan:
		if s.member {
			return args[0] + "." + s.name + "(" + gostrings.Join(args[1:], ", ") + ")"
		}
		return s.name + "(" + gostrings.Join(args, ", ") + ")"
	case quantifierSpan:
		return args[0] + "." + s.name + "(" + s.loop + ", " + args[1] + ")"
	case listSpan:
		return "[" + gostrings.Join(args, ", ") + "]"
	}
	return text[s.start:s.end]
}

// EnvOf is the environment of a scope.
func EnvOf(s *Scope) *Env { return s.env }

var parserEnvs = sync.OnceValues(func() (envs [2]*cel.Env, err error) {
	env, err := NewEnv(nil)
	if err != nil {
		return envs, err
	}
	envs[1] = env.cel
	envs[0], err = demandEnv()
	return envs, err
})

// CompareParsers reports whether a text is read the short way. The error says
// how what comes of that is not what cel-go's parser makes.
func CompareParsers(text string, macros bool) (plain bool, err error) {
	envs, err := parserEnvs()
	if err != nil {
		return false, err
	}
	env := envs[0]
	if macros {
		env = envs[1]
	}
	tree, plain := parse(text, macros)
	if !plain {
		return false, nil
	}
	got := tree.as(ast.NewAST(tree.root, tree.info))
	want, issues := env.Parse(text)
	if issues.Err() != nil {
		return true, fmt.Errorf("cel-go refuses it: %w", issues.Err())
	}
	if a, b := got.Source(), want.Source(); a.Content() != b.Content() || !slices.Equal(a.LineOffsets(), b.LineOffsets()) || a.Description() != b.Description() {
		return true, errors.New("the sources differ")
	}
	a, b := got.NativeRep(), want.NativeRep()
	if !reflect.DeepEqual(a, b) {
		return true, fmt.Errorf("the trees differ:\n%s\n%s\n%v\n%v", debug.ToDebugStringWithIDs(a.Expr()), debug.ToDebugStringWithIDs(b.Expr()),
			a.SourceInfo().OffsetRanges(), b.SourceInfo().OffsetRanges())
	}
	return true, nil
}

// CompareCheckers reports whether a rule is typed the short way. The error says
// how what comes of that is not what cel-go's checker finds.
func CompareCheckers(s *Scope, text string) (plain bool, err error) {
	tree, ok := parse(text, true)
	if !ok {
		return false, nil
	}
	got, plain := s.typed(tree)
	if !plain {
		return false, nil
	}
	want, issues := s.cel.Compile(text)
	if issues.Err() != nil {
		return true, fmt.Errorf("cel-go refuses it: %w", issues.Err())
	}
	a, b := got.NativeRep(), want.NativeRep()
	if !reflect.DeepEqual(a.Expr(), b.Expr()) || !reflect.DeepEqual(a.SourceInfo(), b.SourceInfo()) {
		return true, fmt.Errorf("the trees differ:\n%s\n%s", debug.ToDebugStringWithIDs(a.Expr()), debug.ToDebugStringWithIDs(b.Expr()))
	}
	if !maps.EqualFunc(a.TypeMap(), b.TypeMap(), func(x, y *types.Type) bool { return x.IsExactType(y) && reflect.DeepEqual(x, y) }) {
		return true, fmt.Errorf("the types differ:\n%v\n%v", a.TypeMap(), b.TypeMap())
	}
	if !reflect.DeepEqual(a.ReferenceMap(), b.ReferenceMap()) {
		return true, fmt.Errorf("the references differ:\n%v\n%v", a.ReferenceMap(), b.ReferenceMap())
	}
	return true, nil
}

// Environment is the environment of a rule.
func (r *Rule) Environment() *Env { return r.env }
