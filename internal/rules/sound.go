package rules

import (
	"math"
	"slices"

	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"

	"github.com/trias-sovereignty/trias/evidence"
)

// sound looks for what of an expression may break, whatever it reads: it is sound
// if nothing does, but for the numbers that periods are made of, which it lists.
// Of a whole number it returns the bound on its size.
//
// Sums and products of whole numbers overflow beyond 64 bits, and facts and
// parameters are within ±2^53; sums of dates and periods end at the ends of the
// calendar. The constraints, regions, dates and versions that a rule writes, and
// those of parameters, were checked. Licences and texts that are to be countries
// were not.
func (c *compiler) sound(e ast.Expr, loops *loop) (bound float64, periods []*Operand, sound bool) {
	if o := c.operand(e, loops, false); o != nil {
		bound = maxNumber
		if o.Info != nil && o.Info.Min != nil && o.Info.Max != nil {
			bound = max(math.Abs(*o.Info.Min), math.Abs(*o.Info.Max))
		}
		return bound, nil, true
	}
	switch e.Kind() {
	case ast.LiteralKind:
		if n, ok := e.AsLiteral().(types.Int); ok {
			bound = math.Abs(float64(n))
		}
		return bound, nil, true
	case ast.ListKind:
		return 0, nil, true // of literals
	case ast.CallKind:
	default:
		return 0, nil, false
	}
	call := e.AsCall()
	args := call.Args()
	if call.IsMemberFunction() {
		args = append([]ast.Expr{call.Target()}, args...)
	}
	bounds := make([]float64, len(args))
	for i, arg := range args {
		b, p, ok := c.sound(arg, loops)
		if !ok {
			return 0, nil, false
		}
		bounds[i], periods = b, append(periods, p...)
	}
	whole := c.ast.GetType(e.ID()).IsExactType(types.IntType)
	switch call.FunctionName() {
	case operators.LogicalAnd, operators.LogicalOr, operators.LogicalNot, operators.Equals, operators.NotEquals,
		operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals, operators.In,
		"contains", "startsWith", "endsWith", "satisfies", "date", "version":
		return 0, periods, true
	case operators.Conditional:
		return max(bounds[1], bounds[2]), periods, true
	case operators.Negate:
		return bounds[0], periods, true
	case overloadSize:
		return evidence.MaxList, periods, true
	case operators.Add, operators.Subtract:
		bound = bounds[0] + bounds[1]
		return bound, periods, !whole || bound < math.MaxInt64
	case operators.Multiply:
		bound = bounds[0] * bounds[1]
		return bound, periods, !whole || bound < math.MaxInt64
	case "days", "months", "years":
		if args[0].Kind() == ast.LiteralKind {
			return 0, periods, bounds[0] <= maxPeriod && args[0].AsLiteral().(types.Int) >= 0
		}
		o := c.operand(args[0], loops, false)
		if o == nil || o.Root == "params" || o.layout != c.scope.env.facts {
			return 0, nil, false
		}
		return 0, append(periods, o), true
	}
	return 0, nil, false
}

// inRange reports whether a fact that a period is made of is always one.
func (o *Operand) inRange() bool {
	return o.Info.Min != nil && o.Info.Max != nil && *o.Info.Min >= 0 && *o.Info.Max <= maxPeriod
}

// Breaks are the first values of the ranges in which a question, asked with the
// value of one whole number alone, is an error or is not, in order. It is false if
// the question is not strict, or may break otherwise: the values have to be tried.
func (q *Question) Breaks(path string) (splits []any, ok bool) {
	a := q.node.Atom
	if a == nil || !a.sound || !q.Strict {
		return nil, false
	}
	if q.ByPeriod(path) {
		splits = []any{int64(0), int64(maxPeriod + 1)}
	}
	return splits, true
}

// ByPeriod reports whether a strict question may break by what is stated about a
// fact alone, and by nothing else: a period is made of it.
func (q *Question) ByPeriod(path string) bool {
	a := q.node.Atom
	return a != nil && slices.ContainsFunc(a.periods, func(o *Operand) bool { return o.Info.Path == path && !o.inRange() })
}

// Sound reports whether the question is an atom that breaks only by periods; see
// [Question.ByPeriod].
func (q *Question) Sound() bool { return q.node.Atom != nil && q.node.Atom.sound }
