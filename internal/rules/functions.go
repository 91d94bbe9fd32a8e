package rules

import (
	"fmt"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	goversion "github.com/hashicorp/go-version"

	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/licences"
	"github.com/trias-sovereignty/trias/internal/regions"
)

// functions declares what the language adds to CEL. All of it is strict: an
// unknown argument makes the result unknown, so nothing here can take back what
// less information had settled.
func functions() []cel.EnvOption {
	var options []cel.EnvOption
	compare := func(name, op string) {
		options = append(options, cel.Function(op,
			cel.Overload(name+"_date", []*cel.Type{dateType, dateType}, cel.BoolType),
			cel.Overload(name+"_date_instant", []*cel.Type{dateType, instantType}, cel.BoolType),
			cel.Overload(name+"_instant_date", []*cel.Type{instantType, dateType}, cel.BoolType),
			cel.Overload(name+"_version", []*cel.Type{versionType, versionType}, cel.BoolType)))
	}
	compare("less", operators.Less)
	compare("less_equals", operators.LessEquals)
	compare("greater", operators.Greater)
	compare("greater_equals", operators.GreaterEquals)
	options = append(options,
		cel.Function(operators.Add, cel.Overload("add_date_period", []*cel.Type{dateType, periodType}, dateType)),
		cel.Function(operators.Subtract, cel.Overload("subtract_date_period", []*cel.Type{dateType, periodType}, dateType)),
		cel.Function("date", cel.Overload("date_string", []*cel.Type{cel.StringType}, dateType, cel.UnaryBinding(parseDate))),
		period("days", func(n int32) civil.Period { return civil.Period{Days: n} }),
		period("months", func(n int32) civil.Period { return civil.Period{Months: n} }),
		period("years", func(n int32) civil.Period { return civil.Period{Years: n} }),
		cel.Function("version", cel.Overload("version_string", []*cel.Type{cel.StringType}, versionType, cel.UnaryBinding(parseVersion))),
		cel.Function("satisfies", cel.MemberOverload("version_satisfies_string", []*cel.Type{versionType, cel.StringType}, cel.BoolType,
			cel.BinaryBinding(satisfies))),
		cel.Function("inRegion", cel.Overload("in_region_string_string_instant", []*cel.Type{cel.StringType, cel.StringType, instantType},
			cel.BoolType, cel.FunctionBinding(inRegion))),
		cel.Function("osiApproved", cel.Overload("osi_approved_string", []*cel.Type{cel.StringType}, cel.BoolType, cel.UnaryBinding(osiApproved))),
		cel.Function("licensedUnder", cel.Overload("licensed_under_string_list", []*cel.Type{cel.StringType, cel.ListType(cel.StringType)},
			cel.BoolType, cel.BinaryBinding(licensedUnder))),
		cel.Function(openFunction, cel.Overload("open_element", []*cel.Type{cel.TypeParamType("A")}, cel.BoolType, cel.UnaryBinding(isOpen))),
	)
	return options
}

// openFunction is no function a rule can name. It is false for an element that
// exists and unknown for the one that stands for what an open list does not
// show.
const openFunction = "@open"

func isOpen(v ref.Val) ref.Val {
	if r, ok := v.(*record); ok && r.open {
		return unknownAt(r.path)
	}
	return types.False
}

// overElements makes all and exists monotone over open lists, of which nobody
// knows whether they have another element: all(x, p) becomes all(x, p ||
// @open(x)), exists(x, p) becomes exists(x, p && !@open(x)). Without it a p that
// is settled whatever x is would settle the rule on an element that may not
// exist, and knowing that it does not would take that back.
func overElements(m cel.Macro) cel.Macro {
	return cel.ReceiverMacro(m.Function(), m.ArgCount(), func(f cel.MacroExprFactory, target ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
		if args[0].Kind() == ast.IdentKind {
			open := f.NewCall(openFunction, f.NewIdent(args[0].AsIdent()))
			if m.Function() == operators.All {
				args[1] = f.NewCall(operators.LogicalOr, args[1], open)
			} else {
				args[1] = f.NewCall(operators.LogicalAnd, args[1], f.NewCall(operators.LogicalNot, open))
			}
		}
		return m.Expander()(f, target, args)
	})
}

func parseDate(v ref.Val) ref.Val {
	s, ok := v.(types.String)
	if !ok {
		return types.MaybeNoSuchOverloadErr(v)
	}
	d, err := civil.ParseDate(string(s))
	if err != nil {
		return types.NewErr("%s", err)
	}
	return dateVal{d}
}

func period(name string, of func(int32) civil.Period) cel.EnvOption {
	return cel.Function(name, cel.Overload(name+"_int", []*cel.Type{cel.IntType}, periodType, cel.UnaryBinding(func(v ref.Val) ref.Val {
		n, ok := v.(types.Int)
		if !ok {
			return types.MaybeNoSuchOverloadErr(v)
		}
		if n < 0 || n > maxPeriod {
			return types.NewErr("%s(%d): a period is 0 to %d", name, int64(n), int64(maxPeriod))
		}
		return periodVal{of(int32(n))}
	})))
}

// maxPeriod keeps periods far inside what dates can hold.
const maxPeriod = 100_000

func parseVersion(v ref.Val) ref.Val {
	s, ok := v.(types.String)
	if !ok {
		return types.MaybeNoSuchOverloadErr(v)
	}
	w, err := newVersion(string(s))
	if err != nil {
		return types.NewErr("%s", err)
	}
	return w
}

// maxConstraint keeps what a constraint costs to check within its estimate.
const maxConstraint = 100

func newConstraint(text string) (goversion.Constraints, error) {
	if len(text) > maxConstraint {
		return nil, fmt.Errorf("the version constraint has %d bytes, more than %d", len(text), maxConstraint)
	}
	return goversion.NewConstraint(text)
}

func satisfies(v, c ref.Val) ref.Val {
	version, ok := v.(versionVal)
	text, ok2 := c.(types.String)
	if !ok || !ok2 {
		return types.MaybeNoSuchOverloadErr(v)
	}
	constraint, err := newConstraint(string(text))
	if err != nil {
		return types.NewErr("%s", err)
	}
	return types.Bool(constraint.Check(version.parsed))
}

func inRegion(args ...ref.Val) ref.Val {
	country, ok := args[0].(types.String)
	region, ok2 := args[1].(types.String)
	at, ok3 := args[2].(instantVal)
	if !ok || !ok2 || !ok3 {
		return types.MaybeNoSuchOverloadErr(args[0])
	}
	at.asked(string(region))
	in, err := regions.Contains(string(region), string(country), at.Date)
	if err != nil {
		return types.NewErr("%s", err)
	}
	return types.Bool(in)
}

func osiApproved(v ref.Val) ref.Val {
	s, ok := v.(types.String)
	if !ok {
		return types.MaybeNoSuchOverloadErr(v)
	}
	yes, err := licences.OSIApproved(string(s))
	if err != nil {
		return types.NewErr("%s", err)
	}
	return types.Bool(yes)
}

func licensedUnder(v, list ref.Val) ref.Val {
	s, ok := v.(types.String)
	allowed, ok2 := textsOf(list)
	if !ok || !ok2 {
		return types.MaybeNoSuchOverloadErr(v)
	}
	yes, err := licences.LicensedUnder(string(s), allowed)
	if err != nil {
		return types.NewErr("%s", err)
	}
	return types.Bool(yes)
}
