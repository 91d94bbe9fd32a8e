package rules

import (
	"slices"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/traits"
)

// Tightens reports whether changing a parameter from one value to another is
// sure to make no demand of the rule weaker, given the way it tightens. Unlike
// the negation of [Direction.Loosens] it is false where values do not compare.
func (d Direction) Tightens(from, to Val) bool {
	if d != Lower && d != Higher || from.v == nil || to.v == nil {
		return false
	}
	if d == Higher {
		from, to = to, from
	}
	// Now a "to" at or below "from" tightens.
	switch f := from.v.(type) {
	case types.Bool:
		t, ok := to.v.(types.Bool)
		return ok && (bool(f) || !bool(t))
	case periodVal:
		t, ok := to.v.(periodVal)
		return ok && t.NoLonger(f.Period)
	case types.Int, types.Double, dateVal, versionVal:
		if to.v.Type() != from.v.Type() {
			return false
		}
		n, ok := to.v.(traits.Comparer).Compare(from.v).(types.Int)
		return ok && n <= 0
	}
	was, ok := textsOf(from.v)
	is, ok2 := textsOf(to.v)
	return ok && ok2 && !slices.ContainsFunc(is, func(s string) bool { return !slices.Contains(was, s) })
}
