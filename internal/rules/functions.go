package rules

import (
	"github.com/google/cel-go/cel"
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
	)
	return options
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

func satisfies(v, c ref.Val) ref.Val {
	version, ok := v.(versionVal)
	text, ok2 := c.(types.String)
	if !ok || !ok2 {
		return types.MaybeNoSuchOverloadErr(v)
	}
	constraint, err := goversion.NewConstraint(string(text))
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
