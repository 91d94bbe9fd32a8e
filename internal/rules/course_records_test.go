package rules

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
)

// Courses about lists of records are what trying everything finds: fields of
// entries that nobody states, lists nobody states, and open ones.
func TestCoursesAboutRecords(t *testing.T) {
	t.Parallel()
	s := newSmall(t)
	n := *courseCases / 3
	if testing.Short() {
		n = min(n, 50)
	}
	list, _ := s.env.Slot("supplyChain.subcontractors")
	flag, _ := s.env.Slot("ext.t.bool1")
	elem := evidence.FactSchema().Field("supplyChain.subcontractors").Elem
	critical, functions := elem.Field("critical").Slot, elem.Field("functions").Slot
	texts := func(names ...string) evidence.Stated {
		l := &evidence.StatedList{}
		for _, n := range names {
			l.Items = append(l.Items, evidence.Item{Scalar: n})
		}
		return evidence.Stated{List: l}
	}
	fields := map[int][]evidence.Stated{
		critical:  {{Scalar: true}, {Scalar: false}},
		functions: {texts(), texts("support"), texts("dataCentre"), texts("dataCentre", "support")},
	}
	rng := rand.New(rand.NewPCG(7, 8))
	of := func(from ...string) string { return from[rng.IntN(len(from))] }
	body := func() string {
		return of("s.critical", "!s.critical", "ext.t.bool1", `s.functions.exists(f, f == "support")`, `s.functions.all(f, f == "support")`, "size(s.functions) > 0", "size(s.functions) == 2")
	}
	atom := func() string {
		if rng.IntN(4) == 0 {
			return of("ext.t.bool1", "size(supplyChain.subcontractors) > 0", "size(supplyChain.subcontractors) == 1", "!ext.t.bool1")
		}
		return "supplyChain.subcontractors." + of("all", "exists") + "(s, " + body() + of("", " && "+body(), " || "+body()) + ")"
	}
	item := func(id string, known int) evidence.Item {
		it := evidence.Item{ID: id, Values: make([]evidence.Stated, len(elem.Fields))}
		for _, slot := range []int{critical, functions} {
			if rng.IntN(4) < known {
				it.Values[slot] = fields[slot][rng.IntN(len(fields[slot]))]
			}
		}
		return it
	}
	// whole are entries of which everything is known.
	var whole []evidence.Item
	for _, c := range fields[critical] {
		for _, f := range fields[functions] {
			it := evidence.Item{Values: make([]evidence.Stated, len(elem.Fields))}
			it.Values[critical], it.Values[functions] = c, f
			whole = append(whole, it)
		}
	}
	count := map[string]int{}
	for tried := 0; tried < n; tried++ {
		text := "(" + atom() + ")"
		for range rng.IntN(3) {
			text += of(" && ", " || ") + "(" + atom() + ")"
		}
		if rng.IntN(5) == 0 {
			text = "!(" + text + ")"
		}
		r, problems := s.scope.Compile(Source{Text: text})
		if len(problems) > 0 {
			tried--
			continue
		}
		facts := []standing{}
		add := func(slot int, v evidence.Stated) {
			if !slices.Contains(r.Reads, slot) {
				return
			}
			st := standing{slot: slot, demanded: rng.IntN(2) == 0}
			if !v.IsZero() {
				st.stated = []evidence.Stated{v}
				st.proven = []evidence.Stated{v}
				if rng.IntN(3) == 0 {
					st.proven = []evidence.Stated{{}}
				}
			}
			facts = append(facts, st)
		}
		var l evidence.Stated
		if rng.IntN(4) > 0 {
			l.List = &evidence.StatedList{Open: rng.IntN(3) == 0}
			for i := range rng.IntN(3) {
				l.List.Items = append(l.List.Items, item(string(rune('a'+i)), 2))
			}
		}
		var b evidence.Stated
		if rng.IntN(2) == 0 {
			b.Scalar = rng.IntN(2) == 0
		}
		add(list, l)
		add(flag, b)
		slices.SortFunc(facts, func(a, b standing) int { return a.slot - b.slot })
		type option struct {
			name  string
			fact  int
			kind  MoveKind
			entry int
			field int
		}
		var options []option
		for i, f := range facts {
			path := s.env.Info(f.slot).Path
			if len(f.stated) == 0 || f.stated[0].List != nil && f.stated[0].List.Open {
				options = append(options, option{"state " + path, i, Stating, -1, 0})
			}
			if len(f.stated) > 0 && f.stated[0].List != nil {
				for e, it := range f.stated[0].List.Items {
					for _, slot := range []int{critical, functions} {
						if it.Values[slot].IsZero() {
							options = append(options, option{fmt.Sprintf("state %s[%s].%s", path, it.ID, elem.Fields[slot].Name), i, Stating, e, slot})
						}
					}
				}
			}
			if f.demanded {
				options = append(options, option{"prove " + path, i, Proving, -1, 0})
			}
		}
		m := s.machine(t, nil)
		holds := rng.IntN(4) > 0
		var works func(mask, fact int) bool
		works = func(mask, fact int) bool {
			if fact == len(facts) {
				truth, _ := r.Eval(m)
				return truth == True && holds || truth == False && !holds
			}
			f := &facts[fact]
			stated, proved := false, !f.demanded
			var inside []option
			for i, o := range options {
				if o.fact != fact || mask&(1<<i) == 0 {
					continue
				}
				switch {
				case o.kind == Proving:
					proved = true
				case o.entry < 0:
					stated = true
				default:
					inside = append(inside, o)
				}
			}
			defer m.Set(f.slot, Val{})
			show := func(v evidence.Stated) bool {
				m.Set(f.slot, s.val(t, f.slot, v))
				return works(mask, fact+1)
			}
			switch {
			case len(f.stated) > 0 && !proved:
				return show(f.proven[0])
			case len(f.stated) == 0 && (!stated || !proved):
				return show(evidence.Stated{})
			case f.slot == flag:
				if !stated {
					return show(f.stated[0])
				}
				return show(evidence.Stated{Scalar: true}) || show(evidence.Stated{Scalar: false})
			}
			base := &evidence.StatedList{}
			if len(f.stated) > 0 {
				base.Open = f.stated[0].List.Open
				for _, it := range f.stated[0].List.Items {
					it.Values = slices.Clone(it.Values)
					base.Items = append(base.Items, it)
				}
			}
			var fill func(k int) bool
			fill = func(k int) bool {
				if k < len(inside) {
					o := inside[k]
					return slices.ContainsFunc(fields[o.field], func(v evidence.Stated) bool {
						base.Items[o.entry].Values[o.field] = v
						return fill(k + 1)
					})
				}
				if !stated {
					return show(evidence.Stated{List: base})
				}
				closed := &evidence.StatedList{Items: base.Items}
				var grow func(more int) bool
				grow = func(more int) bool {
					if show(evidence.Stated{List: &evidence.StatedList{Items: slices.Clone(closed.Items)}}) {
						return true
					}
					if more == 0 {
						return false
					}
					items := closed.Items
					defer func() { closed.Items = items }()
					return slices.ContainsFunc(whole, func(it evidence.Item) bool {
						it.ID = fmt.Sprint("new", more)
						closed.Items = append(slices.Clone(items), it)
						return grow(more - 1)
					})
				}
				return grow(2)
			}
			return fill(0)
		}
		masks := make([]int, 1<<len(options))
		for i := range masks {
			masks[i] = i
		}
		slices.SortStableFunc(masks, func(a, b int) int { return bits(a) - bits(b) })
		var minimal []int
		var want []string
		for _, mask := range masks {
			if slices.ContainsFunc(minimal, func(k int) bool { return k&mask == k }) || !works(mask, 0) {
				continue
			}
			minimal = append(minimal, mask)
			var names []string
			for i, o := range options {
				if mask&(1<<i) != 0 {
					names = append(names, o.name)
				}
			}
			slices.Sort(names)
			want = append(want, strings.Join(names, ", "))
		}
		slices.Sort(want)
		courses, more := s.env.Courses(s.quest(t, r, holds, false, facts), NewWork(CourseWork))
		var got []string
		for i := range courses {
			got = append(got, moveNames(&courses[i]))
		}
		slices.Sort(got)
		count["cases"]++
		count[fmt.Sprint(len(want), " ways")]++
		for _, g := range got {
			if !slices.Contains(want, g) {
				t.Fatalf("%s, %v: found {%s}, which is not minimal or not possible; trying finds %q\n%s", text, holds, g, want, describe(s, facts))
			}
		}
		switch {
		case more:
			count["more"]++
			if len(got) < len(want) {
				count["more and missed"]++
			}
		case len(got) != len(want):
			t.Fatalf("%s, %v: found %q, trying everything finds %q\n%s", text, holds, got, want, describe(s, facts))
		}
	}
	t.Log(count)
}
