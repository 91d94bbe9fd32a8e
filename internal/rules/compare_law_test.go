package rules_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// tree is a random rule that can be changed a little.
type tree struct {
	op       string // "&&", "||", "!", "?", "all", "exists", or "" for an atom
	children []*tree
	atom     string
}

func (n *tree) String() string {
	text := func(i int) string { return "(" + n.children[i].String() + ")" }
	switch n.op {
	case "&&", "||":
		return text(0) + " " + n.op + " " + text(1)
	case "!":
		return "!" + text(0)
	case "?":
		return text(0) + " ? " + text(1) + " : " + text(2)
	case "all", "exists":
		return "$L." + n.op + "(s, " + n.children[0].String() + ")"
	}
	return n.atom
}

// theme is what the rules of a pair speak of: few facts, so that all views can
// be tried.
type theme struct {
	name    string
	atoms   []string
	element []string // atoms within a quantifier over $L, if there is one
}

var themes = []theme{
	{"numbers", []string{"$a", "$b", "$n >= 2", "$n >= 3", "$n < 3", "$n == 2", "$n >= params.least", "$n <= params.most", "$n != 3"}, nil},
	{"two facts", []string{"$a", "$n < $m", "$n <= $m", "$n == $m", "$m >= 2", "$n >= 2", "$m < 3", "$n >= params.least"}, nil},
	{"closed sets", []string{"$a", "$b", "$c", `$kind == "one"`, `$kind in ["one"]`, `$kind in ["one", "two"]`, `$kind != "two"`, "$kind in params.kinds", "params.strict", "(!params.strict || $b)"}, nil},
	{"functions", []string{"$a", `$text.startsWith("a")`, `$text.startsWith("ab")`, `$text.contains("b")`, `$text == "ab"`, `$text in ["b", "ab"]`, `$text in params.kinds`, "($a ? $b : $c) == $b"}, nil},
	{"broken", []string{"$a", "$b", "$n * 9007199254740992 > 0", "$n >= 2", "$n * 2 > 3"}, nil},
	{"dates", []string{"$a", "$on <= at", "$on < at", "$on + months(1) >= at", "$on + days(30) >= at", "$on + days(31) >= at", `$on < date("2026-10-01")`, `at < date("2026-10-02")`, `at <= date("2026-10-01")`}, nil},
	{"layers", []string{"$a", "$b", `subject.layer == "platform"`, `subject.layer in ["platform", "application"]`, `subject.layer != "infrastructure"`}, nil},
	{"records", []string{"$a", "size($L) > 0", "size($L) > 1"}, []string{"s.critical", "s.auditRight", "!s.critical", "s.critical || $a"}},
	{"lists in lists", []string{"$a", "size($L) >= 0", "$list.exists(n, n > 1)", "$list.all(n, n > 1)", "$list.exists(n, n == 3)"},
		[]string{"s.critical", "$list.exists(n, n > 1 && s.critical)", "$list.exists(n, n > 2)", "$list.all(n, n < 3 || s.critical)", "$list.exists(n, n > 1 || s.critical)", "$L.exists(t, t.critical && !s.critical)", "s.critical || $a"}},
	{"records alone", []string{"size($L) > 0", "size($L) == 1", "params.strict"}, []string{"s.critical", "s.auditRight", "!s.auditRight", "s.critical && s.auditRight"}},
}

func (th *theme) random(rng *rand.Rand, depth int) *tree {
	if th.element != nil && rng.IntN(3) == 0 {
		return &tree{op: []string{"all", "exists"}[rng.IntN(2)], children: []*tree{th.inner(rng, 1)}}
	}
	if depth == 0 || rng.IntN(5) == 0 {
		return &tree{atom: th.atoms[rng.IntN(len(th.atoms))]}
	}
	return combined(rng, func() *tree { return th.random(rng, depth-1) })
}

func (th *theme) inner(rng *rand.Rand, depth int) *tree {
	if depth == 0 || rng.IntN(2) == 0 {
		return &tree{atom: th.element[rng.IntN(len(th.element))]}
	}
	return combined(rng, func() *tree { return th.inner(rng, depth-1) })
}

func combined(rng *rand.Rand, sub func() *tree) *tree {
	switch rng.IntN(9) {
	case 0, 1, 2:
		return &tree{op: "&&", children: []*tree{sub(), sub()}}
	case 3, 4, 5:
		return &tree{op: "||", children: []*tree{sub(), sub()}}
	case 6:
		return &tree{op: "?", children: []*tree{sub(), sub(), sub()}}
	}
	return &tree{op: "!", children: []*tree{sub()}}
}

// changed is a rule that differs in one place, mostly to be stricter or laxer.
func (th *theme) changed(rng *rand.Rand, n *tree, within bool) *tree {
	fresh := func() *tree {
		if within {
			return th.inner(rng, 0)
		}
		return th.random(rng, 0)
	}
	if len(n.children) > 0 && rng.IntN(3) > 0 {
		out := &tree{op: n.op, atom: n.atom, children: slices.Clone(n.children)}
		i := rng.IntN(len(n.children))
		out.children[i] = th.changed(rng, n.children[i], within || n.op == "all" || n.op == "exists")
		return out
	}
	switch rng.IntN(7) {
	case 0, 1:
		return &tree{op: "&&", children: []*tree{n, fresh()}}
	case 2:
		return &tree{op: "||", children: []*tree{fresh(), n}}
	case 3:
		if n.op == "&&" || n.op == "||" {
			return n.children[rng.IntN(2)]
		}
	case 4:
		if n.op == "&&" || n.op == "||" {
			return &tree{op: n.op, children: []*tree{n.children[1], n.children[0]}}
		}
	case 5:
		switch n.op {
		case "all":
			return &tree{op: "exists", children: n.children}
		case "exists":
			return &tree{op: "all", children: n.children}
		}
	}
	return fresh()
}

// space lists what each fact of the themes can be, for views of every kind.
type space struct {
	env   *rules.Env
	slots map[string]int
	vals  map[string][]rules.Val // by the short name a text is searched for
	days  []civil.Date
	subs  []*rules.Given
}

func newSpace(t testing.TB, s *rules.Scope) *space {
	t.Helper()
	env := rules.EnvOf(s)
	sp := &space{env: env, slots: map[string]int{}, vals: map[string][]rules.Val{}}
	add := func(name, path string, stated ...evidence.Stated) {
		slot, ok := env.Slot(path)
		if !ok {
			t.Fatal(path)
		}
		sp.slots[name] = slot
		sp.vals[name] = append(sp.vals[name], rules.Val{})
		for _, x := range stated {
			v, err := env.Value(slot, x)
			if err != nil {
				t.Fatal(err)
			}
			sp.vals[name] = append(sp.vals[name], v)
		}
	}
	scalars := func(values ...any) (out []evidence.Stated) {
		for _, v := range values {
			out = append(out, evidence.Stated{Scalar: v})
		}
		return out
	}
	for _, name := range []string{"a", "b", "c"} {
		add("ext.own."+name, "ext.own."+name, scalars(true, false)...)
	}
	add("ext.own.n", "ext.own.n", scalars(int64(0), int64(1), int64(2), int64(3), int64(4), int64(5000))...)
	add("ext.own.m", "ext.own.m", scalars(int64(0), int64(1), int64(2), int64(3), int64(4))...)
	add("ext.own.kind", "ext.own.kind", scalars("one", "two")...)
	add("ext.own.text", "ext.own.text", scalars("a", "b", "ab", "one", "abx")...)
	add("ext.own.on", "ext.own.on", scalars("2026-08-31", "2026-09-01", "2026-09-02", "2026-09-30", "2026-10-01", "2026-10-02")...)
	add("supplyChain.subcontractors", "supplyChain.subcontractors", lists()...)
	var numbers []evidence.Stated
	for _, list := range [][]any{{}, {int64(1)}, {int64(2)}, {int64(3)}, {int64(1), int64(2)}, {int64(1), int64(3)}, {int64(2), int64(3)}} {
		for _, isOpen := range []bool{false, true} {
			l := &evidence.StatedList{Open: isOpen}
			for _, n := range list {
				l.Items = append(l.Items, evidence.Item{Scalar: n})
			}
			numbers = append(numbers, evidence.Stated{List: l})
		}
	}
	add("ext.own.list", "ext.own.list", numbers...)
	for _, text := range []string{"2026-10-01", "2026-10-02"} {
		d, err := civil.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		sp.days = append(sp.days, d)
	}
	for _, layer := range append([]string{""}, evidence.Layer("").Values()...) {
		sp.subs = append(sp.subs, env.Subject(evidence.Subject{ID: "s", Layer: evidence.Layer(layer)}))
	}
	return sp
}

// lists are all lists of up to two records of two bools, open and not.
func lists() (out []evidence.Stated) {
	elem := evidence.FactSchema().Field("supplyChain.subcontractors").Elem
	critical, audit := elem.Field("critical").Slot, elem.Field("auditRight").Slot
	var items []evidence.Item
	for _, c := range []any{nil, true, false} {
		for _, a := range []any{nil, true, false} {
			it := evidence.Item{ID: fmt.Sprint("e", len(items)), Values: make([]evidence.Stated, len(elem.Fields))}
			if c != nil {
				it.Values[critical] = evidence.Stated{Scalar: c}
			}
			if a != nil {
				it.Values[audit] = evidence.Stated{Scalar: a}
			}
			items = append(items, it)
		}
	}
	add := func(list ...evidence.Item) {
		for _, isOpen := range []bool{false, true} {
			out = append(out, evidence.Stated{List: &evidence.StatedList{Items: list, Open: isOpen}})
		}
	}
	add()
	for i, x := range items {
		add(x)
		for _, y := range items[:i+1] {
			add(x, y)
		}
	}
	return out
}

// views calls yield with a machine for every view of the facts that texts name.
func (sp *space) views(texts string, yield func(m *rules.Machine, give func(*rules.Given))) {
	var names []string
	for name := range sp.slots {
		for i := strings.Index(texts, name); i >= 0; {
			end := i + len(name)
			if end == len(texts) || !strings.ContainsAny(texts[end:end+1], "abcdefghijklmnopqrstuvwxyz") {
				names = append(names, name)
				break
			}
			next := strings.Index(texts[end:], name)
			if next < 0 {
				break
			}
			i = end + next
		}
	}
	slices.Sort(names)
	m := sp.env.NewMachine()
	days, subs := sp.days[:1], sp.subs[:1]
	if strings.Contains(texts, "at") {
		days = sp.days
	}
	if strings.Contains(texts, "subject.") {
		subs = sp.subs
	}
	var fill func(k int)
	fill = func(k int) {
		if k < len(names) {
			for _, v := range sp.vals[names[k]] {
				m.Set(sp.slots[names[k]], v)
				fill(k + 1)
			}
			return
		}
		for _, sub := range subs {
			for _, day := range days {
				yield(m, func(params *rules.Given) { m.Given(sub, params, day) })
			}
		}
	}
	fill(0)
}

// found is what trying all views shows of a pair.
type found struct {
	contradicts string // how it contradicts that it is proven
	better      bool   // on some view the version as it is comes out better
}

func (sp *space) try(was, is rules.Side) (f found) {
	text := was.Rule.Text + " " + is.Rule.Text
	for _, when := range []*rules.Rule{was.When, is.When} {
		if when != nil {
			text += " " + when.Text
		}
	}
	look := func(s rules.Side, m *rules.Machine, give func(*rules.Given)) (when, rule rules.Truth) {
		give(s.Given)
		when = rules.True
		if s.When != nil {
			when, _ = s.When.Eval(m)
		}
		rule, _ = s.Rule.Eval(m)
		return when, rule
	}
	rank := func(t rules.Truth) int {
		return map[rules.Truth]int{rules.Unknown: 1, rules.True: 2}[t]
	}
	sp.views(text, func(m *rules.Machine, give func(*rules.Given)) {
		w1, r1 := look(was, m, give)
		w2, r2 := look(is, m, give)
		switch {
		case r2 == rules.True && r1 != rules.True:
			f.contradicts = "the rule is true, was not"
		case w2 == rules.False && w1 != rules.False:
			f.contradicts = "the when is false, was not"
		}
		if rank(w2.Not().Or(r2)) > rank(w1.Not().Or(r1)) {
			f.contradicts, f.better = "it comes out better", true
		}
	})
	return f
}

// rulePairs is how many pairs of rules are tried on every view of a small space;
// some of them are beyond the budget of a rule.
var rulePairs = flag.Int("pairs", 2_500, "how many pairs of rules are compared with brute force")

// What is proven holds on every view, tried one by one; what is refuted is so by
// a dossier on which it can be seen.
func TestNeverBetterAgainstBruteForce(t *testing.T) {
	t.Parallel()
	count := *rulePairs
	if testing.Short() {
		count = 500
	}
	s, _ := reasonScope(t)
	var given []*rules.Given
	decls := []rules.ParamDecl{{Name: "least", Type: rules.IntParam}, {Name: "most", Type: rules.IntParam}, {Name: "strict", Type: rules.BoolParam}, {Name: "kinds", Type: rules.StringsParam}}
	for i := range 4 {
		g, err := s.Bind(decls, map[string]evidence.Value{"least": evidence.Int(int64(1 + i%3)), "most": evidence.Int(int64(2 + i%2)),
			"strict": evidence.Bool(i%2 == 0), "kinds": [...]evidence.Value{evidence.Strings("one"), evidence.Strings("one", "two")}[i/2]})
		if err != nil {
			t.Fatal(err)
		}
		given = append(given, g)
	}
	sp := newSpace(t, s)
	rng := rand.New(rand.NewPCG(7, 9))
	tally := map[string]map[string]int{}
	missed := 0
	for range count {
		th := &themes[rng.IntN(len(themes))]
		n := th.random(rng, 2)
		o := th.changed(rng, n, false)
		if rng.IntN(5) == 0 {
			o = th.random(rng, 2)
		}
		was := rules.Side{Rule: within(s, n), Given: given[rng.IntN(len(given))]}
		is := rules.Side{Rule: within(s, o), Given: was.Given}
		if was.Rule == nil || is.Rule == nil {
			continue
		}
		if rng.IntN(3) == 0 {
			is.Given = given[rng.IntN(len(given))]
		}
		if rng.IntN(4) == 0 {
			w := th.random(rng, 0)
			was.When, is.When = within(s, w), within(s, w)
			switch rng.IntN(4) {
			case 0:
				is.When = within(s, th.changed(rng, w, false))
			case 1:
				is.When = nil
			}
		}
		got, w := rules.NeverBetter(was, is, plenty())
		seen := sp.try(was, is)
		say := fmt.Sprintf("%s (when %v, %v) than %s (when %v, %v)", is.Rule.Text, text(is.When), is.Given, was.Rule.Text, text(was.When), was.Given)
		switch {
		case got == rules.Proven && seen.contradicts != "":
			t.Fatalf("never better is proven, but %s: %s", seen.contradicts, say)
		case got == rules.Refuted:
			comesOutBetter(t, was, is, w)
		case got == rules.NotDecided && seen.better:
			if missed++; missed < 10 {
				t.Logf("a difference was missed: %s", say)
			}
		}
		if tally[th.name] == nil {
			tally[th.name] = map[string]int{}
		}
		kind := got.String()
		if got == rules.NotDecided {
			kind += map[bool]string{true: ", better on some view", false: map[bool]string{true: ", by other views of the when and the rule", false: ", never better"}[seen.contradicts != ""]}[seen.better]
		}
		tally[th.name][kind]++
		tally[th.name]["all"]++
	}
	for _, th := range themes {
		t.Logf("%-14s %v", th.name, tally[th.name])
		if tally[th.name]["proven"] == 0 || tally[th.name]["refuted"] == 0 {
			t.Errorf("%s: nothing was proven or nothing refuted", th.name)
		}
	}
}

// within compiles a rule, if it is within the budget of one.
func within(s *rules.Scope, n *tree) *rules.Rule {
	r, _ := s.Compile(rules.Source{Text: short.Replace(n.String())})
	return r
}

func text(r *rules.Rule) string {
	if r == nil {
		return "always"
	}
	return r.Text
}
