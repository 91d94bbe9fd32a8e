package rules

import (
	"math"
	"slices"
	"strings"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
)

// cells are values of one fact, such that every value there is behaves like one
// of them towards the constants the fact is compared with: each constant, its
// neighbours, and the ends of the fact's range.
func cells(constants []ref.Val, info *FieldInfo, least float64) []ref.Val {
	low, high := least, math.Inf(1)
	if info != nil && info.Min != nil {
		low = max(low, *info.Min)
	}
	if info != nil && info.Max != nil {
		high = *info.Max
	}
	switch constants[0].(type) {
	case types.Bool:
		return []ref.Val{types.False, types.True}
	case types.Int:
		var out []ref.Val
		add := func(i types.Int) {
			if float64(i) >= low && float64(i) <= high {
				out = append(out, i)
			}
		}
		for _, c := range constants {
			i := c.(types.Int)
			add(i - 1)
			add(i)
			add(i + 1)
		}
		if !math.IsInf(low, 0) {
			add(types.Int(math.Ceil(low)))
		}
		if !math.IsInf(high, 0) {
			add(types.Int(math.Floor(high)))
		}
		return distinct(out)
	case types.Double:
		var out []ref.Val
		add := func(f float64) {
			if f >= low && f <= high {
				out = append(out, types.Double(f))
			}
		}
		for _, c := range constants {
			f := float64(c.(types.Double))
			add(math.Nextafter(f, math.Inf(-1)))
			add(f)
			add(math.Nextafter(f, math.Inf(1)))
		}
		for _, end := range []float64{low, high} {
			if !math.IsInf(end, 0) {
				add(end)
			}
		}
		return distinct(out)
	case dateVal:
		var out []ref.Val
		for _, c := range constants {
			d := c.(dateVal)
			out = append(out, dateVal{d.AddDays(-1)}, d, dateVal{d.AddDays(1)})
		}
		return distinct(out)
	}
	out := distinct(constants)
	if other, ok := otherText(constants, info); ok {
		out = append(out, other)
	}
	return out
}

// otherText is a text that is none of the constants, if the fact can be one.
func otherText(constants []ref.Val, info *FieldInfo) (ref.Val, bool) {
	var longest string
	for _, c := range constants {
		if s := string(c.(types.String)); len(s) > len(longest) {
			longest = s
		}
	}
	if info == nil || info.Values == nil {
		return types.String(longest + "+"), true
	}
	known := map[ref.Val]bool{}
	for _, c := range constants {
		known[c] = true
	}
	for _, v := range info.Values {
		if !known[types.String(v)] {
			return types.String(v), true
		}
	}
	return nil, false
}

// distinct sorts values and drops what is there twice.
func distinct(values []ref.Val) []ref.Val {
	values = slices.Clone(values)
	slices.SortStableFunc(values, compareValues)
	return slices.CompactFunc(values, func(a, b ref.Val) bool { return compareValues(a, b) == 0 })
}

func compareValues(a, b ref.Val) int {
	if s, ok := a.(types.String); ok {
		return strings.Compare(string(s), string(b.(types.String)))
	}
	n, _ := a.(traits.Comparer).Compare(b).(types.Int)
	return int(n)
}

// constantsOf lists the values an operator compares with, nil if they are of a
// type that has no cells: versions are ordered and have no neighbours.
func constantsOf(op string, v ref.Val) []ref.Val {
	var out []ref.Val
	switch op {
	case "in":
		list, ok := v.(traits.Lister)
		if !ok {
			return nil
		}
		for it := list.Iterator(); it.HasNext() == types.True; {
			out = append(out, it.Next())
		}
	case "==", "!=", "<", "<=", ">", ">=":
		out = []ref.Val{v}
	}
	for i, c := range out {
		switch c.(type) {
		case types.Bool, types.Int, types.Double, dateVal:
		case types.String:
			if op != "in" && op != "==" && op != "!=" {
				return nil
			}
		default:
			return nil
		}
		if c.Type() != out[0].Type() || i > maxConstants {
			return nil
		}
	}
	return out
}

// maxConstants bounds the list a fact is looked up in; longer ones stay whole.
const maxConstants = 300

// sides are the ways a value can lie to another: below, at, or above it.
var sides = []int{-1, 0, 1}

// relates reports whether an operator holds of a value that lies on a side of
// another.
func relates(op string, side int) bool {
	switch op {
	case "==":
		return side == 0
	case "!=":
		return side != 0
	case "<":
		return side < 0
	case "<=":
		return side <= 0
	case ">":
		return side > 0
	}
	return side >= 0
}

// meets reports whether a value compares with the constants as the operator
// asks.
func meets(op string, v ref.Val, constants []ref.Val) bool {
	if op == "in" {
		return slices.ContainsFunc(constants, func(c ref.Val) bool { return compareValues(v, c) == 0 })
	}
	return relates(op, compareValues(v, constants[0]))
}
