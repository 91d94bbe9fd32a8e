package rules_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

const (
	never     = "never"     // proven never to be so
	sometimes = "sometimes" // found possible
)

func plenty() *rules.Work { return rules.NewWork(rules.MaxWork) }

func answered(a rules.Answer) string {
	return map[rules.Answer]string{rules.No: never, rules.Possible: sometimes, rules.Open: "open"}[a]
}

// reasonScope has parameters of several types, with values.
func reasonScope(t testing.TB) (*rules.Scope, *rules.Given) {
	t.Helper()
	env, err := rules.NewEnv([]rules.ExtFact{
		{Group: "own", Name: "n", Kind: evidence.KindInt},
		{Group: "own", Name: "m", Kind: evidence.KindInt},
		{Group: "own", Name: "x", Kind: evidence.KindNumber},
		{Group: "own", Name: "a", Kind: evidence.KindBool},
		{Group: "own", Name: "b", Kind: evidence.KindBool},
		{Group: "own", Name: "c", Kind: evidence.KindBool},
		{Group: "own", Name: "on", Kind: evidence.KindDate},
		{Group: "own", Name: "text", Kind: evidence.KindText},
		{Group: "own", Name: "kind", Kind: evidence.KindText, Values: []string{"one", "two"}},
		{Group: "own", Name: "v", Kind: evidence.KindVersion},
		{Group: "own", Name: "list", Kind: evidence.KindInt, List: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	decls := []rules.ParamDecl{{Name: "least", Type: rules.IntParam}, {Name: "most", Type: rules.IntParam}, {Name: "strict", Type: rules.BoolParam}, {Name: "kinds", Type: rules.StringsParam}}
	s, err := env.Scope("A", decls)
	if err != nil {
		t.Fatal(err)
	}
	given, err := s.Bind(decls, map[string]evidence.Value{"least": evidence.Int(10), "most": evidence.Int(5),
		"strict": evidence.Bool(false), "kinds": evidence.List(evidence.String("one"))})
	if err != nil {
		t.Fatal(err)
	}
	return s, given
}

// short writes out the short names of the tests.
var short = strings.NewReplacer("$L", "supplyChain.subcontractors", "$", "ext.own.")

func ruleOf(t testing.TB, s *rules.Scope, text string) *rules.Rule {
	t.Helper()
	if text == "" {
		return nil
	}
	r, problems := s.Compile(rules.Source{Text: short.Replace(text)})
	if len(problems) > 0 {
		t.Fatalf("%s: %v", text, problems)
	}
	return r
}

func TestReasonerPassesAndFails(t *testing.T) {
	t.Parallel()
	s, given := reasonScope(t)
	for _, c := range []struct {
		when, rule    string
		passes, fails string
	}{
		{"", "$a", sometimes, sometimes},
		{"", "$a || !$a", sometimes, never},
		{"", "$a && !$a", never, sometimes},
		{"", "$a ? $b : $b", sometimes, sometimes},
		{"", "($a ? $b : !$b) || ($a ? !$b : $b)", sometimes, never},
		// Numbers are cut where they are compared.
		{"", "$n >= 1 || $n < 5", sometimes, never},
		{"", "$n >= 5 || $n < 5", sometimes, never},
		{"", "$n > 5 || $n < 5", sometimes, sometimes},
		{"", "$n > 4 && $n < 5", never, sometimes},
		{"", "$x > 4.0 && $x < 5.0", sometimes, sometimes},
		{"", "$x > 4.0 && $x <= 4.0", never, sometimes},
		{"", "$n == 4 && $n != 4", never, sometimes},
		{"", "4 <= $n && 4 > $n", never, sometimes},
		{"", "data.deletion.maxDays >= 0", sometimes, never}, // its schema knows no negative number of days
		{"", "data.deletion.maxDays < 0", never, sometimes},
		// Dates, texts, closed sets.
		{"", `$on > date("2026-01-01") && $on < date("2026-01-02")`, never, sometimes},
		{"", `$on > date("2026-01-01") && $on < date("2026-01-03")`, sometimes, sometimes},
		{"", `$text == "a" && $text == "b"`, never, sometimes},
		{"", `$text != "a" && $text != "b"`, sometimes, sometimes},
		{"", `$kind != "one" && $kind != "two"`, never, sometimes},
		{"", `$kind in ["one", "two"]`, sometimes, never},
		{"", `$text in ["one", "two"]`, sometimes, sometimes},
		{"", `subject.layer == "platform" && subject.layer == "application" && $a`, never, sometimes},
		{"", `$v >= version("1.0") || $v < version("1.0")`, sometimes, never},
		{"", `$text.startsWith("a") || !$text.startsWith("a")`, sometimes, never},
		// What is not given is compared with as it stands.
		{"", "$on <= at || $on > at", sometimes, never},
		{"", "$on + days(3) <= at && $on + days(3) > at", never, sometimes},
		{"", "$on + days(3) <= at && $on + days(4) > at", sometimes, sometimes},
		{"", "$n >= params.least && $n < params.least", never, sometimes},
		{"", "$n < $m && $n >= $m", never, sometimes},
		{"", "$n < $m && $m < $n", sometimes, sometimes}, // that is not seen
		// The when counts.
		{"$n > 5", "$n > 3", sometimes, never},
		{"$n > 5", "$n < 3", never, sometimes},
		{"!$a", "$a || $b", sometimes, sometimes},
		{"$L.exists(s, s.critical)", "$L.size() > 0 || $a", sometimes, never},
		// Lists: one element that differs suffices.
		{"", "$L.all(s, s.critical) || $L.exists(s, !s.critical)", sometimes, never},
		{"", "$L.all(s, s.critical) && $L.exists(s, !s.critical)", never, sometimes},
		{"", "$L.all(s, s.critical) || $L.exists(s, s.critical)", sometimes, sometimes},
		{"", "$L.exists(s, s.critical) && $L.exists(s, !s.critical)", sometimes, sometimes},
		{"", "$L.exists(s, s.critical) && $L.exists(s, !s.critical) && $L.size() <= 1", never, sometimes},
		{"", "$L.exists(s, s.critical) && $L.size() < 1", never, sometimes},
		{"", "$L.size() < 0", never, sometimes},
		{"", "$L.size() == 0 || $L.exists(s, s.critical || !s.critical)", sometimes, never},
		{"", "$L.all(s, s.critical && !s.critical) && $L.size() == 2", never, sometimes},
		{"", "$list.exists(n, n > 3) && $list.all(n, n < 3)", never, sometimes},
		{"", "$list.exists(n, n > 3) && $list.exists(n, n < 3)", sometimes, sometimes},
		{"", "$L.exists(s, s.countries.size() > 0 && s.countries.all(c, c == \"DE\")) && $L.all(s, s.countries.all(c, c == \"FR\"))", never, sometimes},
		{"", "$L.exists(s, s.countries.exists(c, c == \"DE\")) && $L.all(s, s.countries.exists(c, c == \"FR\"))", sometimes, sometimes},
		{"", "$L.all(s, $list.exists(n, n > 3 && s.critical)) && $a", sometimes, sometimes}, // a list within another stays whole
		{"", "params.kinds.all(k, k == $text) || params.kinds.exists(k, k != $text)", sometimes, never},
	} {
		r := rules.NewReasoner(ruleOf(t, s, c.rule), ruleOf(t, s, c.when), nil, plenty())
		if got := answered(r.Passes()); got != c.passes {
			t.Errorf("when %q, rule %q: passes %s, want %s", c.when, c.rule, got, c.passes)
		}
		if got := answered(r.Fails()); got != c.fails {
			t.Errorf("when %q, rule %q: fails %s, want %s", c.when, c.rule, got, c.fails)
		}
	}
	for rule, want := range map[string]string{
		"$n >= params.least && $n <= params.most": never, // 10 and 5
		"$n >= params.most && $n <= params.least": sometimes,
		"params.strict && $a":                     never,
		"$kind in params.kinds && $kind != 'one'": never,
		"$n == 10 && params.least > 10":           never,
	} {
		if got := answered(rules.NewReasoner(ruleOf(t, s, rule), nil, given, plenty()).Passes()); got != want {
			t.Errorf("%s with values of its parameters: passes %s, want %s", rule, got, want)
		}
		if got := answered(rules.NewReasoner(ruleOf(t, s, rule), nil, nil, plenty()).Passes()); got != sometimes {
			t.Errorf("%s with any parameters: passes %s", rule, got)
		}
	}
	if got := answered(rules.NewReasoner(ruleOf(t, s, "$a"), ruleOf(t, s, "$n > 3 && $n < 2"), nil, plenty()).Applies()); got != never {
		t.Errorf("applies %s", got)
	}
}

func TestReasonerIdle(t *testing.T) {
	t.Parallel()
	s, _ := reasonScope(t)
	for _, c := range []struct {
		when, rule string
		want       []string
	}{
		{rule: "$a && $b"},
		{rule: "$n >= 5 && $n >= 3", want: []string{"$n >= 3"}},
		{rule: "$n >= 3 && $n >= 5", want: []string{"$n >= 3"}},
		{rule: "$n >= 3 || $n >= 5", want: []string{"$n >= 5"}},
		{rule: "$a && $a", want: []string{"$a"}},
		{rule: "$a || ($a && $b)", want: []string{"$a && $b"}},
		{rule: "$a || (!$a && $b)", want: []string{"!$a"}},
		{rule: "$a && ($b || !$b)", want: []string{"$b || !$b"}},
		{rule: "$n >= 5 && $n >= params.least"},
		{rule: "$a || params.strict && $b"},
		{rule: "$L.all(s, s.critical && (s.critical || s.auditRight))", want: []string{"s.critical || s.auditRight"}},
		{rule: "$L.all(s, s.critical) && $L.all(s, s.critical || s.auditRight)", want: []string{"$L.all(s, s.critical || s.auditRight)"}},
		{rule: "$L.exists(s, s.critical) && $L.exists(s, s.auditRight)"},
		{rule: "$L.exists(s, s.critical && s.auditRight) && $L.exists(s, s.critical)", want: []string{"$L.exists(s, s.critical)"}},
		{rule: "$L.size() > 0 && $L.exists(s, s.critical)", want: []string{"$L.size() > 0"}},
		{rule: "$L.size() > 1 && $L.exists(s, s.critical)"},
		{when: "$n > 5", rule: "$n > 3 && $a", want: []string{"$n > 3"}},
		{when: "$a", rule: "$a ? $b : $c", want: []string{"$a", "$c"}},
		{rule: `$text.startsWith("a") && $text.startsWith("ab")`}, // not decided
	} {
		r := rules.NewReasoner(ruleOf(t, s, c.rule), ruleOf(t, s, c.when), nil, plenty())
		var got []string
		for _, idle := range r.Idle(false) {
			got = append(got, idle.Node.String())
		}
		var want []string
		for _, w := range c.want {
			want = append(want, short.Replace(w))
		}
		if strings.Join(got, "; ") != strings.Join(want, "; ") {
			t.Errorf("when %q, rule %q: idle %q, want %q", c.when, c.rule, got, want)
		}
	}
}

func TestReasonerHoldsOnEmpty(t *testing.T) {
	t.Parallel()
	s, _ := reasonScope(t)
	for _, c := range []struct{ when, rule, want string }{
		{"", "$L.all(s, s.critical)", sometimes},
		{"", "!$L.exists(s, s.critical)", sometimes},
		{"", "$L.size() > 0 && $L.all(s, s.critical)", never},
		{"", "$a || ($L.size() > 0 && $L.all(s, s.critical))", never},
		{"", "$L.size() > 0 || $L.all(s, s.critical)", sometimes},
		{"$a || $L.size() > 0", "$L.all(s, s.critical)", sometimes},
		{"$L.exists(s, s.auditRight)", "$L.all(s, s.critical)", never},
		{"", "$L.all(s, s.critical) && ($a ? $L.exists(s, s.auditRight) : $L.size() == 3)", never},
	} {
		rule := ruleOf(t, s, c.rule)
		got := answered(rules.NewReasoner(rule, ruleOf(t, s, c.when), nil, plenty()).HoldsOnEmpty(quantifiers(rule.Root)[0]))
		if got != c.want {
			t.Errorf("when %q, rule %q: holds on an empty list %s, want %s", c.when, c.rule, got, c.want)
		}
	}
}

// quantifiers lists the quantifiers of a rule, all() first.
func quantifiers(n *rules.Node) (out []*rules.Node) {
	var some []*rules.Node
	var walk func(*rules.Node)
	walk = func(n *rules.Node) {
		switch n.Kind {
		case rules.AllNode:
			out = append(out, n)
		case rules.ExistsNode:
			some = append(some, n)
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	walk(n)
	return append(out, some...)
}

// randomRule writes a rule over few facts, so that parts of it often have to do
// with each other.
func randomRule(rng *rand.Rand, depth int, element string) string {
	if depth > 0 {
		a := func() string { return randomRule(rng, depth-1, element) }
		switch rng.IntN(6) {
		case 0, 1:
			return "(" + a() + " && " + a() + ")"
		case 2, 3:
			return "(" + a() + " || " + a() + ")"
		case 4:
			return "!(" + a() + ")"
		case 5:
			if element == "" {
				return "$list." + []string{"all", "exists"}[rng.IntN(2)] + "(e, " + randomRule(rng, depth-1, "e") + ")"
			}
		}
	}
	number := func() string { return fmt.Sprint(rng.IntN(3)) }
	op := []string{"<", "<=", "==", "!=", ">", ">="}[rng.IntN(6)]
	if element != "" && rng.IntN(3) > 0 {
		return element + " " + op + " " + number()
	}
	switch rng.IntN(5) {
	case 0:
		return "$a"
	case 1:
		return `$kind == "` + []string{"one", "two"}[rng.IntN(2)] + `"`
	case 2:
		return "$list.size() " + op + " " + number()
	case 3:
		return "$n + 1 " + op + " " + number() // not reasoned about
	}
	return "$n " + op + " " + number()
}

// TestReasonerAgreesWithCEL: no world of many contradicts what the reasoner
// proves of random rules.
func TestReasonerAgreesWithCEL(t *testing.T) {
	t.Parallel()
	s, _ := reasonScope(t)
	agrees(t, s, smallWorlds(t, rules.EnvOf(s)), func(rng *rand.Rand) string { return randomRule(rng, 3, "") })
}

// TestReasonerAgreesOnLists is that of lists of records that have lists.
func TestReasonerAgreesOnLists(t *testing.T) {
	t.Parallel()
	s, _ := reasonScope(t)
	agrees(t, s, listWorlds(t, rules.EnvOf(s)), func(rng *rand.Rand) string { return randomListRule(rng, 3, "") })
}

func agrees(t *testing.T, s *rules.Scope, worlds []*rules.Machine, random func(*rand.Rand) string) {
	t.Helper()
	rng := rand.New(rand.NewPCG(3, 4))
	proven := map[string]int{}
	for tried := 0; tried < 120; {
		text := random(rng)
		rule, problems := s.Compile(rules.Source{Text: short.Replace(text)})
		if len(problems) > 0 {
			continue // too dear a rule
		}
		tried++
		r := rules.NewReasoner(rule, nil, nil, plenty())
		passes, fails, idle := r.Passes(), r.Fails(), r.Idle(false)
		without := rule
		if len(idle) > 0 {
			without = ruleOf(t, s, replaced(rule.Root, idle).String())
			proven["idle"]++
		}
		passed, failed := false, false
		for _, m := range worlds {
			truth, _ := rule.Eval(m)
			passed, failed = passed || truth == rules.True, failed || truth == rules.False
			if other, _ := without.Eval(m); other != truth {
				t.Fatalf("%s is %s, and %s without what is idle, %s", text, truth, other, without.Text)
			}
		}
		if passes == rules.No && passed || fails == rules.No && failed {
			t.Fatalf("%s: passes %s and did %v, fails %s and did %v", text, answered(passes), passed, answered(fails), failed)
		}
		for answer, name := range map[rules.Answer]string{passes: "passes", fails: "fails"} {
			if answer != rules.Possible {
				proven[name+" "+answered(answer)]++
			}
		}
	}
	t.Log(proven)
	if proven["idle"] == 0 || proven["passes never"] == 0 || proven["fails never"] == 0 {
		t.Error("too little was proven for this to be a test")
	}
}

// randomListRule writes a rule over a list of records.
func randomListRule(rng *rand.Rand, depth int, element string) string {
	a := func() string { return randomListRule(rng, depth-1, element) }
	quantifier := []string{"all", "exists"}[rng.IntN(2)]
	switch {
	case depth > 0 && rng.IntN(3) == 0:
		return "(" + a() + " && " + a() + ")"
	case depth > 0 && rng.IntN(2) == 0:
		return "(" + a() + " || " + a() + ")"
	case depth > 0 && rng.IntN(4) == 0:
		return "!(" + a() + ")"
	case element == "" && depth > 0 && rng.IntN(4) > 0:
		return "$L." + quantifier + "(s, " + randomListRule(rng, depth-1, "s") + ")"
	case element == "":
		return []string{"$a", "$L.size() > 1", "$L.size() == 0", "$L.size() <= 2"}[rng.IntN(4)]
	}
	return []string{"$a", "s.critical", "s.auditRight", "s.countries.size() > 0", "s.countries.size() < 2",
		`s.countries.` + quantifier + `(c, c == "DE")`, `s.countries.` + quantifier + `(c, c != "FR" && c != "DE")`}[rng.IntN(7)]
}

// listWorlds are worlds of lists of up to three records.
func listWorlds(t *testing.T, env *rules.Env) (out []*rules.Machine) {
	t.Helper()
	var records []string
	for _, critical := range []bool{true, false} {
		for _, audit := range []bool{true, false} {
			for _, countries := range []string{"[]", "[DE]", "[FR]", "[DE, FR]", "[AT]"} {
				records = append(records, fmt.Sprintf("critical: %v, auditRight: %v, countries: %s}", critical, audit, countries))
			}
		}
	}
	lists := []string{""}
	for i, first := range records {
		lists = append(lists, "{id: x, "+first)
		for j, second := range records[i:] {
			lists = append(lists, "{id: x, "+first+", {id: y, "+second, "{id: x, "+first+", {id: y, "+second+", {id: z, "+records[(i+7*j)%len(records)])
		}
	}
	for n, list := range lists {
		f, err := evidence.Decode("world.yaml", fmt.Appendf(nil, "trias: dossier/v1\nsubject: {id: s}\nsupplyChain: {subcontractors: [%s]}\next: {own: {a: %v}}\n", list, n%2 == 0))
		if err != nil {
			t.Fatal(err)
		}
		d, err := evidence.Merge(f)
		if err != nil {
			t.Fatal(err)
		}
		facts, err := env.Facts(d)
		if err != nil {
			t.Fatal(err)
		}
		m := env.NewMachine()
		m.Show(facts)
		out = append(out, m)
	}
	return out
}

// replaced is the tree with the idle parts written as constants.
func replaced(n *rules.Node, idle []rules.Idle) *rules.Node {
	for _, i := range idle {
		if i.Node == n {
			return &rules.Node{Kind: rules.AtomNode, Atom: &rules.Atom{Text: fmt.Sprint(i.Always)}}
		}
	}
	c := *n
	c.Children = nil
	for _, child := range n.Children {
		c.Children = append(c.Children, replaced(child, idle))
	}
	return &c
}

// smallWorlds are all worlds of the facts of randomRule within small bounds.
func smallWorlds(t *testing.T, env *rules.Env) (out []*rules.Machine) {
	t.Helper()
	value := func(path string, v any) (int, rules.Val) {
		slot, _ := env.Slot(path)
		stated := evidence.Stated{Scalar: v}
		if list, ok := v.([]int64); ok {
			stated = evidence.Stated{List: &evidence.StatedList{}}
			for _, n := range list {
				stated.List.Items = append(stated.List.Items, evidence.Item{Scalar: n})
			}
		}
		val, err := env.Value(slot, stated)
		if err != nil {
			t.Fatal(err)
		}
		return slot, val
	}
	lists := [][]int64{{}}
	for a := int64(-1); a < 4; a++ {
		lists = append(lists, []int64{a})
		for b := a; b < 4; b++ {
			lists = append(lists, []int64{a, b}, []int64{a, b, b})
		}
	}
	for n := int64(-2); n < 4; n++ {
		for _, a := range []bool{true, false} {
			for _, kind := range []string{"one", "two"} {
				for _, list := range lists {
					m := env.NewMachine()
					m.Set(value("ext.own.n", n))
					m.Set(value("ext.own.a", a))
					m.Set(value("ext.own.kind", kind))
					m.Set(value("ext.own.list", list))
					out = append(out, m)
				}
			}
		}
	}
	return out
}

// What a search may take is bounded, and nothing is proven by giving up.
func TestReasonerGivesUp(t *testing.T) {
	t.Parallel()
	s, _ := reasonScope(t)
	// That of six pigeons two share one of five holes is dear to prove.
	var holes []string
	for p := range 6 {
		var in []string
		for h := range 5 {
			in = append(in, fmt.Sprintf(`$text.contains("%d%d")`, p, h))
		}
		holes = append(holes, "("+strings.Join(in, " || ")+")")
		for q := range p {
			for h := range 5 {
				holes = append(holes, fmt.Sprintf(`!($text.contains("%d%d")&&$text.contains("%d%d"))`, p, h, q, h))
			}
		}
	}
	rule := ruleOf(t, s, strings.Join(holes, "&&"))
	work := rules.NewWork(100_000)
	r := rules.NewReasoner(rule, nil, nil, work)
	if got := r.Passes(); got != rules.Open || work.Left() != 0 {
		t.Errorf("passes %s, %d left", answered(got), work.Left())
	}
	if got := r.Idle(false); got != nil {
		t.Errorf("%d parts are idle", len(got))
	}
}
