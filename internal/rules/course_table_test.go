package rules

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/evidence"
)

// What courses settle on, where it matters how.
func TestCoursesSettleOn(t *testing.T) {
	t.Parallel()
	s := newSmall(t)
	ints := func(open bool, items ...int64) evidence.Stated {
		l := &evidence.StatedList{Open: open}
		for _, n := range items {
			l.Items = append(l.Items, evidence.Item{Scalar: n})
		}
		return evidence.Stated{List: l}
	}
	for _, tt := range []struct {
		name, rule string
		facts      map[string]evidence.Stated
		moves      string // of the only course; empty if there is none
		value      string // of the first fact it settles on
		more       bool
	}{
		{"an open list turns out to have an entry, and may go on", "ext.t.ints.exists(x, x == 7)", map[string]evidence.Stated{"ext.t.ints": ints(true, 1)}, "state ext.t.ints", "[1 7 …]", false},
		{"an open list turns out to have none", "ext.t.ints.all(x, x == 1)", map[string]evidence.Stated{"ext.t.ints": ints(true, 1)}, "state ext.t.ints", "[1]", false},
		{"an open list turns out to be as long", "size(ext.t.ints) == 3 && ext.t.ints.all(x, x in [1, 2, 3])", map[string]evidence.Stated{"ext.t.ints": ints(true, 1)}, "state ext.t.ints", "[1 2 3]", false},
		{"an open list has an entry and another", "ext.t.ints.exists(x, x > 5) && ext.t.ints.exists(x, x < 0)", map[string]evidence.Stated{"ext.t.ints": ints(true, 1)}, "state ext.t.ints", "[1 6 -1 …]", false},
		{"an open list cannot lose what it shows", "ext.t.ints.all(x, x > 1)", map[string]evidence.Stated{"ext.t.ints": ints(true, 1)}, "", "", false},
		// Nobody knows whether some facts suffice: all of them may be too many.
		{"what contains an unclear set", "!((ext.t.bool1 ? ext.t.int1 : ext.t.int2) > 0) || ext.t.bool1 && ext.t.bool2 && ext.t.int1 == 1 && ext.t.int2 == 2", nil, "", "", true},
	} {
		r, problems := s.scope.Compile(Source{Text: tt.rule})
		if len(problems) > 0 {
			t.Fatal(problems)
		}
		var facts []standing
		for _, slot := range r.Reads {
			f := standing{slot: slot}
			if v, ok := tt.facts[s.env.Info(slot).Path]; ok {
				f.stated, f.proven = []evidence.Stated{v}, []evidence.Stated{v}
			}
			facts = append(facts, f)
		}
		courses, more := s.env.Courses(s.quest(t, r, true, false, facts), NewWork(CourseWork))
		var moves, value string
		if len(courses) > 0 {
			moves, value = moveNames(&courses[0]), courses[0].Facts[0].Value.String()
		}
		if len(courses) > 1 || moves != tt.moves || value != tt.value || more != tt.more {
			t.Errorf("%s: %d courses, the first {%s} with %s, more %v", tt.name, len(courses), moves, value, more)
		}
	}
}

// Every value of a fact lies to all constants as one of its cells does.
func TestCellsStandForAllValues(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(9, 10))
	bound := func(f float64) *float64 { return &f }
	day := func(n int) ref.Val { return dateVal{today.AddDays(n)} }
	for _, tt := range []struct {
		name  string
		info  *FieldInfo
		value func() ref.Val
	}{
		{"numbers", nil, func() ref.Val { return types.Int(rng.IntN(21) - 10) }},
		{"numbers of a range", &FieldInfo{Min: bound(-3), Max: bound(4)}, func() ref.Val { return types.Int(rng.IntN(8) - 3) }},
		{"decimals", nil, func() ref.Val { return types.Double(float64(rng.IntN(21))/2 - 5) }},
		{"decimals of a range", &FieldInfo{Min: bound(0), Max: bound(1)}, func() ref.Val { return types.Double(float64(rng.IntN(5)) / 4) }},
		{"dates", nil, func() ref.Val { return day(rng.IntN(12)) }},
		{"texts", nil, func() ref.Val { return types.String("abcdefgh"[rng.IntN(8):][:1]) }},
		{"a closed set", &FieldInfo{Values: []string{"a", "b", "c"}}, func() ref.Val { return types.String("abc"[rng.IntN(3):][:1]) }},
	} {
		for range 300 {
			var constants []ref.Val
			for range 1 + rng.IntN(3) {
				constants = append(constants, tt.value())
			}
			all := cells(constants, tt.info, math.Inf(-1))
			v := tt.value()
			if !slices.ContainsFunc(all, func(c ref.Val) bool {
				return !slices.ContainsFunc(constants, func(k ref.Val) bool {
					if _, text := v.(types.String); text { // has no order
						return (compareValues(v, k) == 0) != (compareValues(c, k) == 0)
					}
					return compareValues(v, k) != compareValues(c, k)
				})
			}) {
				t.Fatalf("%s: nothing in %v lies to %v as %v does", tt.name, all, constants, v)
			}
		}
	}
}
