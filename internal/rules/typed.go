package rules

import (
	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
)

// typed gives a tree the types and references that cel-go's checker finds, where
// they are plain: every name is a fact, a parameter or a loop's variable, and
// every call has an overload for exactly the types of its arguments. It reports
// false for everything else; that is for cel-go to judge and to word.
//
// cel-go solves equations between types, which this language does not need:
// nothing in it has a type that is not known from the start. As for [parse], a
// test and a fuzz target compare the two.
func (s *Scope) typed(p *plainTree) (*cel.Ast, bool) {
	t := &typer{scope: s, types: make(map[int64]*types.Type, p.ids), refs: make(map[int64]*ast.ReferenceInfo, p.ids)}
	if t.of(p.root) == nil {
		return nil, false
	}
	for _, id := range p.unused {
		p.info.ClearOffsetRange(id)
	}
	return p.as(ast.NewCheckedAST(ast.NewAST(p.root, p.info), t.types, t.refs)), true
}

type typer struct {
	scope *Scope
	types map[int64]*types.Type
	refs  map[int64]*ast.ReferenceInfo
	loops []variable // of the loops around, innermost last
}

type variable struct {
	name string
	typ  *types.Type
}

// of returns an expression's type, nil if it is not plain.
func (t *typer) of(e ast.Expr) *types.Type {
	var typ *types.Type
	switch e.Kind() {
	case ast.LiteralKind:
		typ, _ = ref.Val(e.AsLiteral()).Type().(*types.Type)
	case ast.IdentKind:
		if typ = t.named(e.AsIdent()); typ != nil {
			t.refs[e.ID()] = ast.NewIdentReference(e.AsIdent(), nil)
		}
	case ast.SelectKind:
		if operand := t.of(e.AsSelect().Operand()); operand != nil && operand.Kind() == types.StructKind {
			if f, ok := t.scope.env.provider.FindStructFieldType(operand.TypeName(), e.AsSelect().FieldName()); ok {
				typ = f.Type
			}
		}
	case ast.CallKind:
		typ = t.call(e)
	case ast.ListKind:
		var elem *types.Type
		for _, el := range e.AsList().Elements() {
			one := t.of(el)
			if one == nil || elem != nil && !one.IsExactType(elem) {
				return nil
			}
			elem = one
		}
		typ = types.NewListType(elem)
	case ast.ComprehensionKind:
		typ = t.loop(e.AsComprehension())
	}
	if typ != nil {
		t.types[e.ID()] = typ
	}
	return typ
}

func (t *typer) named(name string) *types.Type {
	for i := len(t.loops) - 1; i >= 0; i-- {
		if t.loops[i].name == name {
			return t.loops[i].typ
		}
	}
	if name == "params" {
		if t.scope.params == nil {
			return nil
		}
		return t.scope.params.root
	}
	return t.scope.env.variables[name]
}

func (t *typer) loop(f ast.ComprehensionExpr) *types.Type {
	list, init := t.of(f.IterRange()), t.of(f.AccuInit())
	if list == nil || init == nil || list.Kind() != types.ListKind {
		return nil
	}
	outer := len(t.loops)
	t.loops = append(t.loops, variable{f.AccuVar(), init}, variable{f.IterVar(), list.Parameters()[0]})
	condition, step := t.of(f.LoopCondition()), t.of(f.LoopStep())
	if condition == nil || step == nil || !condition.IsExactType(types.BoolType) || !step.IsExactType(init) {
		return nil
	}
	t.loops = t.loops[:outer+1]
	result := t.of(f.Result())
	t.loops = t.loops[:outer]
	return result
}

// overload is what the checker needs to know of one.
type overload struct {
	id     string
	member bool
	args   []*types.Type
	result *types.Type
}

// overloadsOf lists the overloads of every function of an environment.
func overloadsOf(env *cel.Env) map[string][]overload {
	out := map[string][]overload{}
	for name, f := range env.Functions() {
		if f.IsDeclarationDisabled() {
			continue
		}
		for _, o := range f.OverloadDecls() {
			out[name] = append(out[name], overload{o.ID(), o.IsMemberFunction(), o.ArgTypes(), o.ResultType()})
		}
	}
	return out
}

func (t *typer) call(e ast.Expr) *types.Type {
	call := e.AsCall()
	var args [4]*types.Type
	n := 0
	add := func(arg ast.Expr) bool {
		if n == len(args) {
			return false
		}
		args[n] = t.of(arg)
		n++
		return args[n-1] != nil
	}
	if call.IsMemberFunction() && !add(call.Target()) {
		return nil
	}
	for _, arg := range call.Args() {
		if !add(arg) {
			return nil
		}
	}
	var result *types.Type
	var found *ast.ReferenceInfo
	for i := range t.scope.env.overloads[call.FunctionName()] {
		o := &t.scope.env.overloads[call.FunctionName()][i]
		if o.member != call.IsMemberFunction() || len(o.args) != n {
			continue
		}
		var bound *types.Type // what the type parameter of the overload stands for
		fits := true
		for k, want := range o.args {
			fits = fits && unify(want, args[k], &bound)
		}
		if !fits {
			continue
		}
		one := o.result
		if one.Kind() == types.TypeParamKind {
			one = bound
		}
		if found != nil || one == nil {
			return nil // more than one
		}
		result, found = one, ast.NewFunctionReference(o.id)
	}
	if found != nil {
		t.refs[e.ID()] = found
	}
	return result
}

// unify reports whether an argument's type is exactly the wanted one, which may
// have one type parameter.
func unify(want, got *types.Type, bound **types.Type) bool {
	switch {
	case want.Kind() == types.TypeParamKind:
		if *bound == nil {
			*bound = got
		}
		return got.IsExactType(*bound)
	case want.Kind() == types.ListKind:
		return got.Kind() == types.ListKind && unify(want.Parameters()[0], got.Parameters()[0], bound)
	}
	return want.IsExactType(got)
}
