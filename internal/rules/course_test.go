package rules

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/doc"
)

var courseCases = flag.Int("courses", 600, "number of rules whose courses are compared with trying everything")

// small is a space of facts small enough to try everything.
type small struct {
	*bench
	pools map[int][]evidence.Stated
	proof *Demand
}

func newSmall(t testing.TB) *small {
	s := &small{bench: newBench(t), pools: map[int][]evidence.Stated{}}
	add := func(path string, values ...any) {
		slot, ok := s.env.Slot(path)
		if !ok {
			t.Fatal(path)
		}
		for _, v := range values {
			if l, ok := v.([]any); ok {
				list := &evidence.StatedList{}
				for _, x := range l {
					list.Items = append(list.Items, evidence.Item{Scalar: x})
				}
				s.pools[slot] = append(s.pools[slot], evidence.Stated{List: list})
				continue
			}
			s.pools[slot] = append(s.pools[slot], evidence.Stated{Scalar: v})
		}
	}
	ints := []any{}
	for n := int64(-10); n <= 10; n++ { // so wide that sums reach what they are compared with
		ints = append(ints, n)
	}
	for _, path := range []string{"ext.t.int1", "ext.t.int2"} {
		add(path, ints...)
	}
	for _, path := range []string{"ext.t.bool1", "ext.t.bool2"} {
		add(path, true, false)
	}
	add("ext.t.text1", "DE", "US", "FR", "IT", "AT")
	add("ext.t.text2", "DE", "US", "FR", "IT", "AT")
	lists := []any{}
	for mask := range 1 << 7 {
		l := []any{}
		for n := range 7 {
			if mask&(1<<n) != 0 {
				l = append(l, int64(n-2))
			}
		}
		if len(l) < 5 {
			lists = append(lists, l)
		}
	}
	for first := int64(-6); first <= 7; first++ { // so wide that several lie beyond what is known of others
		for n := int64(1); n <= 3; n++ {
			l := []any{}
			for k := range n {
				l = append(l, first+k)
			}
			if first < -2 || first+n > 5 {
				lists = append(lists, l)
			}
		}
	}
	add("ext.t.ints", lists...)
	add("ext.t.bools", []any{}, []any{true}, []any{false}, []any{true, false})
	var problems doc.Problems
	s.proof, problems = CompileDemand(Source{Text: `by("test")`})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	return s
}

// rule writes a random rule over the space.
func (s *small) rule(rng *rand.Rand, depth int) string {
	of := func(from ...string) string { return from[rng.IntN(len(from))] }
	sub := func() string { return "(" + s.rule(rng, depth-1) + ")" }
	n := rng.IntN(9)
	if depth == 0 {
		n = 8
	}
	switch n {
	case 0, 1, 2:
		return sub() + " && " + sub()
	case 3, 4, 5:
		return sub() + " || " + sub()
	case 6:
		return "!" + sub()
	case 7:
		return sub() + " ? " + sub() + " : " + sub()
	}
	op := func() string { return of("==", "!=", "<", "<=", ">", ">=") }
	k := func() string { return of("0", "1", "2", "3") }
	switch rng.IntN(16) {
	case 0, 1:
		return of("ext.t.bool1", "ext.t.bool2")
	case 2, 3, 4:
		return of("ext.t.int1", "ext.t.int2") + " " + op() + " " + k()
	case 5:
		return "ext.t.int1 " + op() + " ext.t.int2"
	case 6:
		return "ext.t.int1 + ext.t.int2 " + op() + " " + k()
	case 7:
		return "ext.t.text1 in [" + of(`"DE"`, `"US"`, `"DE", "US"`) + "]"
	case 8:
		return of("ext.t.text1", "ext.t.text2") + of(" == ", " != ") + of(`"DE"`, "ext.t.text2")
	case 9:
		return "size(ext.t.ints) " + op() + " " + of("0", "1", "2")
	case 10, 11:
		return "ext.t.ints." + of("all", "exists") + "(x, x " + op() + " " + of("0", "1", "2", "ext.t.int1") + of("", " && ext.t.bool1", " || ext.t.bool2", " && x != 1") + ")"
	case 12:
		return "ext.t.bools." + of("all", "exists") + "(x, " + of("x", "!x", "x && ext.t.bool1", "x || ext.t.int1 > 2", "ext.t.bool1") + ")"
	case 13:
		if rng.IntN(5) > 0 {
			return "ext.t.bool1"
		}
		return "(ext.t.bool1 ? ext.t.int1 : ext.t.int2) " + op() + " " + k()
	case 14:
		return "size(ext.t.bools) " + op() + " " + of("0", "1", "2")
	}
	return "ext.t.int1 * ext.t.int2 " + op() + " " + k()
}

// standing is a fact as a case has it: what sources state, and which of that is
// proven.
type standing struct {
	slot     int
	demanded bool
	stated   []evidence.Stated // alternatives
	proven   []evidence.Stated // of each; zero for nothing
}

func (s *small) standing(rng *rand.Rand, slot int, disputes *int) standing {
	st := standing{slot: slot, demanded: rng.IntN(3) > 0}
	pool := s.pools[slot]
	pick := func() evidence.Stated {
		for {
			v := pool[rng.IntN(len(pool))]
			n, isInt := v.Scalar.(int64)
			if isInt && (n < -1 || n > 3) || v.List != nil && len(v.List.Items) > 3 {
				continue
			}
			if v.List != nil && slices.ContainsFunc(v.List.Items, func(it evidence.Item) bool { n, isInt := it.Scalar.(int64); return isInt && (n < -2 || n > 4) }) {
				continue
			}
			return v
		}
	}
	switch n := rng.IntN(8); {
	case n < 4:
		return st
	case n == 4 && *disputes < 2:
		*disputes++
		a, b := pick(), pick()
		st.stated = []evidence.Stated{a}
		if fmt.Sprint(a) != fmt.Sprint(b) {
			st.stated = append(st.stated, b)
		}
	default:
		v := pick()
		if v.List != nil && rng.IntN(2) == 0 {
			v = lessOf(rng, v)
		}
		if v.IsZero() {
			return st
		}
		st.stated = []evidence.Stated{v}
	}
	for _, v := range st.stated {
		switch rng.IntN(3) {
		case 0:
			st.proven = append(st.proven, evidence.Stated{})
		case 1:
			st.proven = append(st.proven, v)
		default:
			if v.List != nil {
				v = lessOf(rng, v)
			}
			st.proven = append(st.proven, v)
		}
	}
	return st
}

func (s *small) val(t testing.TB, slot int, v evidence.Stated) Val {
	if v.IsZero() {
		return Val{}
	}
	out, err := s.env.Value(slot, v)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (s *small) quest(t testing.TB, r *Rule, holds, changes bool, facts []standing) *Quest {
	aim := Aim{Rule: r, Holds: holds}
	for _, f := range facts {
		k := Known{Slot: f.slot, Demand: None}
		if f.demanded {
			k.Demand, k.Weight = s.proof, Weight{2: 1}
		}
		for i := range f.stated {
			a := Stand{Claimed: s.val(t, f.slot, f.stated[i])}
			if f.demanded && fmt.Sprint(f.proven[i]) != fmt.Sprint(f.stated[i]) {
				a.Short, a.Proven = true, s.val(t, f.slot, f.proven[i])
			}
			k.Alternatives = append(k.Alternatives, a)
		}
		aim.Facts = append(aim.Facts, k)
	}
	return &Quest{Aims: []Aim{aim}, Subject: s.env.Subject(evidence.Subject{ID: "s", Version: "1.2", Layer: "platform"}), Params: s.given, At: today, Changes: changes, Remedy: Weight{1: 1}}
}

// tryAll finds the minimal sets of moves by trying all sets with all values.
func (s *small) tryAll(t testing.TB, r *Rule, holds, changes bool, facts []standing) []string {
	type option struct {
		name string
		fact int
		kind MoveKind
		item any // to be removed
	}
	var options []option
	for i, f := range facts {
		path := s.env.Info(f.slot).Path
		switch {
		case len(f.stated) == 0, len(f.stated) == 1 && f.stated[0].List != nil && f.stated[0].List.Open:
			options = append(options, option{"state " + path, i, Stating, nil})
		case len(f.stated) > 1:
			options = append(options, option{"clarify " + path, i, Clarifying, nil})
		}
		if changes && len(f.stated) > 0 && f.stated[0].List == nil {
			options = append(options, option{"change " + path, i, Changing, nil})
		}
		if changes && len(f.stated) == 1 && f.stated[0].List != nil && !f.stated[0].List.Open {
			options = append(options, option{"add " + path, i, Adding, nil})
			for _, it := range f.stated[0].List.Items {
				options = append(options, option{fmt.Sprintf("remove %s[%v]", path, it.Scalar), i, Removing, it.Scalar})
			}
		}
		if f.demanded {
			options = append(options, option{"prove " + path, i, Proving, nil})
		}
	}
	m := s.machine(t, nil)
	var minimal []int
	var works func(mask, step int) bool
	works = func(mask, step int) bool {
		if step == 2*len(facts) {
			truth, _ := r.Eval(m)
			return truth == True && holds || truth == False && !holds
		}
		// First the values that are stated, then those that sources leave open.
		fact := step % len(facts)
		f := &facts[fact]
		has := map[MoveKind]bool{}
		var gone []any
		for i, o := range options {
			if o.fact == fact && mask&(1<<i) != 0 {
				has[o.kind] = true
				if o.kind == Removing {
					gone = append(gone, o.item)
				}
			}
		}
		stated, proved := has[Stating], !f.demanded || has[Proving]
		has[Changing] = has[Changing] && proved // what is not proven is not seen
		settled := has[Clarifying] || has[Changing]
		if left := len(f.stated) > 1 && !settled; left == (step < len(facts)) {
			return works(mask, step+1)
		}
		defer m.Set(f.slot, Val{})
		show := func(claimed, proven evidence.Stated) bool {
			v := claimed
			if !proved {
				v = proven
			}
			m.Set(f.slot, s.val(t, f.slot, v))
			return works(mask, step+1)
		}
		switch {
		case len(f.stated) == 0 && stated:
			if !proved {
				return show(evidence.Stated{}, evidence.Stated{})
			}
			return slices.ContainsFunc(s.pools[f.slot], func(v evidence.Stated) bool { return show(v, v) })
		case len(f.stated) == 0:
			return show(evidence.Stated{}, evidence.Stated{})
		case len(f.stated) == 1 && stated: // close the list
			if !proved {
				return show(f.stated[0], f.proven[0])
			}
			return slices.ContainsFunc(s.pools[f.slot], func(v evidence.Stated) bool {
				_, ok := f.stated[0].Join(v)
				return ok && show(v, v)
			})
		case has[Changing]:
			return slices.ContainsFunc(s.pools[f.slot], func(v evidence.Stated) bool { return show(v, v) })
		case has[Adding] || has[Removing]:
			if !proved {
				return show(f.stated[0], f.proven[0])
			}
			left := &evidence.StatedList{Open: has[Adding]}
			for _, it := range f.stated[0].List.Items {
				if !slices.Contains(gone, it.Scalar) {
					left.Items = append(left.Items, it)
				}
			}
			if !has[Adding] {
				return show(evidence.Stated{List: left}, evidence.Stated{})
			}
			return slices.ContainsFunc(s.pools[f.slot], func(v evidence.Stated) bool {
				_, ok := evidence.Stated{List: left}.Join(v)
				return ok && show(v, v)
			})
		case len(f.stated) > 1 && !settled:
			for i := range f.stated {
				if !show(f.stated[i], f.proven[i]) {
					return false
				}
			}
			return true
		}
		for i := range f.stated {
			if show(f.stated[i], f.proven[i]) {
				return true
			}
		}
		return false
	}
	masks := make([]int, 1<<len(options))
	for i := range masks {
		masks[i] = i
	}
	slices.SortStableFunc(masks, func(a, b int) int { return bits(a) - bits(b) })
	for _, mask := range masks {
		if !slices.ContainsFunc(minimal, func(k int) bool { return k&mask == k }) && works(mask, 0) {
			minimal = append(minimal, mask)
		}
	}
	var out []string
	for _, mask := range minimal {
		var names []string
		for i, o := range options {
			if mask&(1<<i) != 0 {
				names = append(names, o.name)
			}
		}
		slices.Sort(names)
		out = append(out, strings.Join(names, ", "))
	}
	slices.Sort(out)
	return out
}

func bits(n int) (count int) {
	for ; n > 0; n &= n - 1 {
		count++
	}
	return count
}

func moveNames(c *Course) string {
	var names []string
	for _, m := range c.Moves {
		names = append(names, map[MoveKind]string{Stating: "state", Clarifying: "clarify", Proving: "prove", Changing: "change", Adding: "add", Removing: "remove"}[m.Kind]+" "+m.Path)
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

// Courses are what trying all sets of moves with all values finds.
func TestCoursesAsByTryingEverything(t *testing.T) {
	t.Parallel()
	for _, changes := range []bool{false, true} {
		t.Run(fmt.Sprint("changes ", changes), func(t *testing.T) {
			t.Parallel()
			compareCourses(t, changes)
		})
	}
}

func compareCourses(t *testing.T, changes bool) {
	s := newSmall(t)
	n := *courseCases
	if testing.Short() {
		n = min(n, 100)
	}
	rng := rand.New(rand.NewPCG(5, 6))
	count := map[string]int{}
	for tried := 0; tried < n; {
		text := s.rule(rng, rng.IntN(4))
		r, problems := s.scope.Compile(Source{Text: text})
		if len(problems) > 0 || len(r.Reads) == 0 || len(r.Reads) > 4 {
			continue
		}
		for range 4 {
			var facts []standing
			disputes := 0
			wide := 1
			for _, slot := range r.Reads {
				facts = append(facts, s.standing(rng, slot, &disputes))
				if st := facts[len(facts)-1].stated; len(st) != 1 || st[0].List != nil {
					wide *= len(s.pools[slot])
				}
			}
			if wide > 4000 || changes && wide > 140 {
				continue
			}
			tried++
			holds := rng.IntN(4) > 0
			want := s.tryAll(t, r, holds, changes, facts)
			courses, more := s.env.Courses(s.quest(t, r, holds, changes, facts), NewWork(CourseWork))
			var got []string
			for i := range courses {
				got = append(got, moveNames(&courses[i]))
			}
			slices.Sort(got)
			count["cases"]++
			count[fmt.Sprint(len(want), " ways")]++
			if more {
				count["more"]++
				for _, g := range got {
					if !slices.Contains(want, g) {
						t.Fatalf("%s, %v: found {%s}, which is not minimal or not possible; trying finds %q\n%s", text, holds, g, want, describe(s, facts))
					}
				}
				if !slices.Equal(got, want) {
					if testing.Verbose() && count["more and missed"] < 12 {
						t.Logf("%s, %v: found %q, trying everything finds %q\n%s", text, holds, got, want, describe(s, facts))
					}
					count["more and missed"]++
				}
				continue
			}
			if !slices.Equal(got, want) {
				t.Fatalf("%s, %v: found %q, trying everything finds %q\n%s", text, holds, got, want, describe(s, facts))
			}
		}
	}
	for _, k := range slices.Sorted(maps.Keys(count)) {
		t.Log(k, count[k])
	}
}

func describe(s *small, facts []standing) string {
	var b strings.Builder
	for _, f := range facts {
		fmt.Fprintf(&b, "%s demanded %v stated %v proven %v\n", s.env.Info(f.slot).Path, f.demanded, f.stated, f.proven)
	}
	return b.String()
}
