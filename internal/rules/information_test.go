package rules

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/cel-go/common/operators"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// bench is an environment with a fact of every type, to try expressions in.
type bench struct {
	env   *Env
	scope *Scope
	given *Given
	pools map[int][]evidence.Stated // what a fact may be, by slot
}

func newBench(t testing.TB) *bench {
	t.Helper()
	var ext []ExtFact
	pools := map[string][]evidence.Stated{}
	fact := func(name string, kind evidence.Kind, values ...any) {
		for n := range 2 {
			ext = append(ext, ExtFact{Group: "t", Name: fmt.Sprint(name, n+1), Kind: kind})
			for _, v := range values {
				pools[ext[len(ext)-1].Path()] = append(pools[ext[len(ext)-1].Path()], evidence.Stated{Scalar: v})
			}
		}
		ext = append(ext, ExtFact{Group: "t", Name: name + "s", Kind: kind, List: true})
		for mask := range 1 << len(values) {
			l := &evidence.StatedList{}
			for i, v := range values {
				if mask&(1<<i) != 0 {
					l.Items = append(l.Items, evidence.Item{Scalar: v})
				}
			}
			pools[ext[len(ext)-1].Path()] = append(pools[ext[len(ext)-1].Path()], evidence.Stated{List: l})
		}
	}
	fact("bool", evidence.KindBool, true, false)
	fact("int", evidence.KindInt, int64(0), int64(1), int64(2), int64(1<<53))
	fact("number", evidence.KindNumber, 0.0, 1.0, 2.5)
	fact("date", evidence.KindDate, "2026-09-30", "2026-10-31", "2026-11-01", "2026-11-02", "2027-01-31")
	fact("version", evidence.KindVersion, "1.0", "1.2", "1.2.0-rc.1", "2.0")
	fact("text", evidence.KindText, "DE", "US", "MIT", "CC-BY-NC-4.0", "AGPL-3.0-only OR MIT")
	env, err := NewEnv(ext)
	if err != nil {
		t.Fatal(err)
	}
	b := &bench{env: env, pools: map[int][]evidence.Stated{}}
	for path, values := range pools {
		slot, ok := env.Slot(path)
		if !ok {
			t.Fatalf("no slot for %s", path)
		}
		b.pools[slot] = values
	}
	b.records()
	params := []ParamDecl{{"period", PeriodParam}, {"int", IntParam}, {"strings", StringsParam}, {"region", RegionParam}}
	if b.scope, err = env.Scope("T", params); err != nil {
		t.Fatal(err)
	}
	b.given, err = b.scope.Bind(params, map[string]evidence.Value{"period": evidence.String("P1M"), "int": evidence.Int(1),
		"strings": evidence.Strings("DE", "FR"), "region": evidence.String("EU")})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// records fills a list of records with elements of which much or little is known.
func (b *bench) records() {
	slot, _ := b.env.Slot("supplyChain.subcontractors")
	elem := evidence.FactSchema().Field("supplyChain.subcontractors").Elem
	critical, functions := elem.Field("critical").Slot, elem.Field("functions").Slot
	item := func(id string, v bool, names ...string) evidence.Item {
		it := evidence.Item{ID: id, Values: make([]evidence.Stated, len(elem.Fields))}
		it.Values[critical] = evidence.Stated{Scalar: v}
		l := &evidence.StatedList{}
		for _, n := range names {
			l.Items = append(l.Items, evidence.Item{Scalar: n})
		}
		it.Values[functions] = evidence.Stated{List: l}
		return it
	}
	for _, items := range [][]evidence.Item{{}, {item("a", true, "support")}, {item("a", true), item("b", false, "support")}, {item("a", false, "dataCentre", "support"), item("b", false)}} {
		b.pools[slot] = append(b.pools[slot], evidence.Stated{List: &evidence.StatedList{Items: items}})
	}
}

func (b *bench) compile(t testing.TB, text string) *Rule {
	t.Helper()
	r, problems := b.scope.Compile(Source{Text: text})
	if len(problems) > 0 {
		t.Fatalf("%s: %v", text, problems)
	}
	return r
}

func (b *bench) machine(t testing.TB, facts map[int]evidence.Stated) *Machine {
	t.Helper()
	m := b.env.NewMachine()
	m.Given(b.env.Subject(evidence.Subject{ID: "s", Version: "1.2", Layer: "platform", Regions: []evidence.Country{"DE", "US"}}), b.given, today)
	for slot, s := range facts {
		if s.IsZero() {
			continue
		}
		v, err := b.env.Value(slot, s)
		if err != nil {
			t.Fatal(err)
		}
		m.Set(slot, v)
	}
	return m
}

var today, _ = civil.ParseDate("2026-11-01")

// full draws a value for every fact a rule reads.
func (b *bench) full(rng *rand.Rand, r *Rule) map[int]evidence.Stated {
	facts := map[int]evidence.Stated{}
	for _, slot := range r.Reads {
		pool := b.pools[slot]
		facts[slot] = pool[rng.IntN(len(pool))]
	}
	return facts
}

// less draws facts of which less is known: some wholly unknown, lists open, with
// fewer elements and fewer fields of elements.
func less(rng *rand.Rand, facts map[int]evidence.Stated) map[int]evidence.Stated {
	out := map[int]evidence.Stated{}
	for _, slot := range slices.Sorted(maps.Keys(facts)) {
		out[slot] = lessOf(rng, facts[slot])
	}
	return out
}

func lessOf(rng *rand.Rand, s evidence.Stated) evidence.Stated {
	switch n := rng.IntN(6); {
	case n < 2 || s.List == nil && n == 2:
		return evidence.Stated{}
	case s.List == nil || n == 2:
		return s
	}
	l := &evidence.StatedList{Open: s.List.Open || rng.IntN(2) == 0}
	for _, it := range s.List.Items {
		if l.Open && rng.IntN(3) == 0 {
			continue
		}
		if it.Values != nil {
			it.Values = slices.Clone(it.Values)
			for k := range it.Values {
				if !it.Values[k].IsZero() && rng.IntN(3) == 0 {
					it.Values[k] = evidence.Stated{}
				}
			}
		}
		l.Items = append(l.Items, it)
	}
	return evidence.Stated{List: l}
}

// tried counts what a series of evaluations came to.
type tried map[Truth]int

// monotone evaluates a rule on random facts and on less and less of them: what
// was settled stays so, what was not may become anything. It also checks that
// the explanation finds the same truth.
func (b *bench) monotone(t *testing.T, rng *rand.Rand, r *Rule, rounds int, count tried) {
	t.Helper()
	for range rounds {
		facts := b.full(rng, r)
		m := b.machine(t, facts)
		more, _ := r.Eval(m)
		b.explained(t, r, m, more)
		count[more]++
		for range 2 {
			fewer := less(rng, facts)
			m := b.machine(t, fewer)
			truth, _ := r.Eval(m)
			b.explained(t, r, m, truth)
			count[truth]++
			if truth != Unknown && truth != more {
				t.Fatalf("%s is %s with less known and %s with more\nless %v\nmore %v", r.Text, truth, more, fewer, facts)
			}
			facts, more = fewer, truth
		}
	}
}

func (b *bench) explained(t *testing.T, r *Rule, m *Machine, truth Truth) {
	t.Helper()
	x, not := r.Explain(m, false), r.Explain(m, true)
	if x.Truth != truth || not.Truth != truth.Not() {
		t.Fatalf("%s is %s, explained as %s and its negation as %s", r.Text, truth, x.Truth, not.Truth)
	}
	if len(x.Leaves) == 0 {
		t.Fatalf("%s: no reason", r.Text)
	}
	if (truth == Unknown) != (len(x.Missing) > 0) {
		t.Fatalf("%s is %s, missing %v", r.Text, truth, x.Missing)
	}
}

// expressions are rules that use each overload of the language, by its id.
var expressions = map[string][]string{
	"logical_and": {`ext.t.bool1 && ext.t.bool2`, `ext.t.bool1 && ext.t.int1 * 9007199254740992 > 0`},
	"logical_or":  {`ext.t.bool1 || ext.t.bool2`, `ext.t.int1 * 9007199254740992 > 0 || ext.t.bool1`},
	"logical_not": {`!ext.t.bool1`, `!(ext.t.int1 > 1)`},
	"conditional": {`ext.t.bool1 ? ext.t.bool2 : ext.t.int1 > 1`, `(ext.t.bool1 ? ext.t.int1 : ext.t.int2) > 1`},
	// what all() and exists() expand to
	"not_strictly_false": {`ext.t.bools.all(x, x)`, `ext.t.bools.exists(x, x)`, `ext.t.ints.all(x, x * 9007199254740992 > 0)`,
		`ext.t.ints.exists(x, x * 9007199254740992 > 0)`, `supplyChain.subcontractors.all(s, s.critical)`,
		`supplyChain.subcontractors.exists(s, s.functions.all(f, f == "support") && !s.critical)`,
		`supplyChain.subcontractors.all(s, s.functions.exists(f, f == "support") || ext.t.bool1)`, `ext.t.bools.exists(x, ext.t.bool1)`,
		`ext.t.texts.exists(x, x == ext.t.text1)`, `subject.regions.exists(r, r == ext.t.text1)`, `params.strings.exists(p, p == ext.t.text1)`},
	"open_element": {`ext.t.bools.all(x, ext.t.bool1)`, `ext.t.bools.exists(x, !ext.t.bool1)`, `ext.t.ints.all(x, ext.t.int1 * 9007199254740992 > 0)`,
		`supplyChain.subcontractors.all(s, ext.t.bool1)`, `supplyChain.subcontractors.exists(s, ext.t.bool1 || s.critical)`},
	"equals": {`ext.t.int1 == ext.t.int2`, `ext.t.text1 == "DE"`, `ext.t.bool1 == ext.t.bool2`, `ext.t.date1 == ext.t.date2`, `ext.t.version1 == version("1.2.0")`,
		`ext.t.number1 == ext.t.number2`, `ext.t.bools.all(x, x) == ext.t.bool1`, `months(ext.t.int1) == months(1)`},
	"not_equals":               {`ext.t.int1 != ext.t.int2`, `ext.t.text1 != "DE"`, `ext.t.date1 != date("2026-11-01")`, `ext.t.version1 != ext.t.version2`},
	"in_list":                  {`ext.t.int1 in [0, 2]`, `ext.t.text1 in ["DE", "MIT"]`, `ext.t.text1 in params.strings`, `ext.t.bool1 in [true]`, `ext.t.number1 in [1.0, 2.5]`},
	"less_int64":               {`ext.t.int1 < ext.t.int2`},
	"less_double":              {`ext.t.number1 < ext.t.number2`},
	"less_date":                {`ext.t.date1 < ext.t.date2`},
	"less_date_instant":        {`ext.t.date1 < at`},
	"less_instant_date":        {`at < ext.t.date1`},
	"less_version":             {`ext.t.version1 < ext.t.version2`},
	"less_equals_int64":        {`ext.t.int1 <= params.int`},
	"less_equals_double":       {`ext.t.number1 <= 1.0`},
	"less_equals_date":         {`ext.t.date1 <= ext.t.date2`},
	"less_equals_date_instant": {`ext.t.date1 <= at`},
	"less_equals_instant_date": {`at <= ext.t.date1`},
	"less_equals_version":      {`ext.t.version1 <= subject.version`},
	"greater_int64":            {`ext.t.int1 > ext.t.int2`},
	"greater_double":           {`ext.t.number1 > ext.t.number2`},
	"greater_date":             {`ext.t.date1 > ext.t.date2`},
	"greater_date_instant":     {`ext.t.date1 > at`},
	"greater_instant_date":     {`at > ext.t.date1`},
	"greater_version":          {`ext.t.version1 > ext.t.version2`},

	"greater_equals_int64":        {`ext.t.int1 >= ext.t.int2`},
	"greater_equals_double":       {`ext.t.number1 >= ext.t.number2`},
	"greater_equals_date":         {`ext.t.date1 >= ext.t.date2`},
	"greater_equals_date_instant": {`ext.t.date1 >= at`},
	"greater_equals_instant_date": {`at >= ext.t.date1`},
	"greater_equals_version":      {`ext.t.version1 >= ext.t.version2`},

	"add_int64":            {`ext.t.int1 + ext.t.int2 > 1`},
	"add_double":           {`ext.t.number1 + ext.t.number2 > 2.0`},
	"add_date_period":      {`ext.t.date1 + params.period >= at`, `ext.t.date1 + days(ext.t.int1) > ext.t.date2`},
	"subtract_int64":       {`ext.t.int1 - ext.t.int2 >= 0`},
	"subtract_double":      {`ext.t.number1 - ext.t.number2 > 0.0`},
	"subtract_date_period": {`ext.t.date1 - params.period <= at`, `ext.t.date1 - months(1) < ext.t.date2`},
	"multiply_int64":       {`ext.t.int1 * ext.t.int2 > 1`, `ext.t.int1 * 9007199254740992 > 0`},
	"multiply_double":      {`ext.t.number1 * ext.t.number2 > 1.0`},
	"negate_int64":         {`-ext.t.int1 < -1`},
	"negate_double":        {`-ext.t.number1 < -1.0`},
	"days_int":             {`ext.t.date1 + days(ext.t.int1) > at`},
	"months_int":           {`ext.t.date1 + months(ext.t.int1) > at`},
	"years_int":            {`ext.t.date1 + years(ext.t.int1) > at`},
	"date_string":          {`ext.t.date1 >= date("2026-11-02")`},
	"version_string":       {`ext.t.version1 >= version("1.2")`},

	"version_satisfies_string":        {`ext.t.version1.satisfies(">= 1.1, < 2")`},
	"size_list":                       {`size(ext.t.ints) > 2`, `size(supplyChain.subcontractors) == 1`},
	"list_size":                       {`ext.t.texts.size() >= 2`, `supplyChain.subcontractors.all(s, s.functions.size() > 0)`},
	"contains_string":                 {`ext.t.text1.contains("MIT")`, `ext.t.text1.contains(ext.t.text2)`},
	"starts_with_string":              {`ext.t.text1.startsWith("D")`},
	"ends_with_string":                {`ext.t.text1.endsWith("MIT")`},
	"in_region_string_string_instant": {`inRegion(ext.t.text1, "EU", at)`, `ext.t.texts.all(c, inRegion(c, params.region, at))`},
	"osi_approved_string":             {`osiApproved(ext.t.text1)`},
	"licensed_under_string_list":      {`licensedUnder(ext.t.text1, ["MIT"])`},
}

// Every operator and function of the environment is monotone in information. The
// list comes from the environment: what is added there without a case here fails.
func TestEveryOverloadIsMonotone(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	rng := rand.New(rand.NewPCG(1, 2))
	have := map[string]bool{}
	for name, f := range b.env.cel.Functions() {
		for _, o := range f.OverloadDecls() {
			have[o.ID()] = true
			if len(expressions[o.ID()]) == 0 {
				t.Errorf("no expression tries overload %s of %s", o.ID(), name)
			}
			if o.IsNonStrict() && !slices.Contains([]string{operators.LogicalAnd, operators.LogicalOr, operators.Conditional, operators.NotStrictlyFalse}, name) {
				t.Errorf("%s is not strict", o.ID())
			}
		}
	}
	var macros []string
	for _, m := range b.env.cel.Macros() {
		macros = append(macros, m.Function())
	}
	if slices.Sort(macros); !slices.Equal(macros, []string{"all", "exists"}) {
		t.Errorf("macros %v; this test knows all and exists", macros)
	}
	for _, id := range slices.Sorted(maps.Keys(expressions)) {
		if !have[id] {
			t.Errorf("the environment has no overload %s", id)
		}
		for _, text := range expressions[id] {
			count := tried{}
			b.monotone(t, rng, b.compile(t, text), 70, count)
			if count[True] == 0 || count[False] == 0 || count[Unknown] == 0 {
				t.Errorf("%s was never decided both ways and left open: %v", text, count)
			}
		}
	}
}

// Random combinations of all of them are.
func TestCombinationsAreMonotone(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	rng := rand.New(rand.NewPCG(3, 4))
	count := tried{}
	for range 150 {
		r, problems := b.scope.Compile(Source{Text: combine(rng, 3)})
		if len(problems) > 0 {
			if !strings.Contains(problems.Error(), "budget") {
				t.Fatal(problems)
			}
			continue
		}
		b.monotone(t, rng, r, 12, count)
	}
	for _, truth := range []Truth{False, Unknown, True, Error} {
		if count[truth] < 30 {
			t.Errorf("%s only %d times", truth, count[truth])
		}
	}
}

// combine writes a random rule.
func combine(rng *rand.Rand, depth int) string {
	sub := func() string { return "(" + combine(rng, depth-1) + ")" }
	n := rng.IntN(8)
	if depth == 0 {
		n = 7
	}
	switch n {
	case 0, 1:
		return sub() + " && " + sub()
	case 2, 3:
		return sub() + " || " + sub()
	case 4:
		return "!" + sub()
	case 5:
		return sub() + " ? " + sub() + " : " + sub()
	case 6:
		quantifier := []string{"all", "exists"}[rng.IntN(2)]
		element := fmt.Sprint("e", depth)
		test := []string{element + " > 1", element + " in [0, 1]", element + " == ext.t.int1", element + " * 9007199254740992 > 0"}[rng.IntN(4)]
		return fmt.Sprintf("ext.t.ints.%s(%s, %s %s (%s))", quantifier, element, test, []string{"&&", "||"}[rng.IntN(2)], combine(rng, 0))
	}
	ids := slices.Sorted(maps.Keys(expressions))
	texts := expressions[ids[rng.IntN(len(ids))]]
	text := texts[rng.IntN(len(texts))]
	// One level of loops is as deep as rules over lists of a thousand may go.
	for strings.Contains(text, ".all(") || strings.Contains(text, ".exists(") {
		texts = expressions[ids[rng.IntN(len(ids))]]
		text = texts[rng.IntN(len(texts))]
	}
	return text
}

// Truth's connectives are those of cel-go, quantifiers over every list of truths
// included.
func TestKleeneAsInCEL(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	slot := func(path string) int {
		s, ok := b.env.Slot(path)
		if !ok {
			t.Fatal(path)
		}
		return s
	}
	one, two, list := slot("ext.t.int1"), slot("ext.t.int2"), slot("ext.t.ints")
	value := map[Truth]evidence.Stated{False: {Scalar: int64(0)}, True: {Scalar: int64(1)}, Error: {Scalar: int64(1 << 53)}, Unknown: {}}
	truths := []Truth{False, Unknown, True, Error}
	const p, q = "ext.t.int1 * 9007199254740992 > 0", "ext.t.int2 * 9007199254740992 > 0"
	check := func(text string, facts map[int]evidence.Stated, want Truth) {
		t.Helper()
		r := b.compile(t, text)
		m := b.machine(t, facts)
		if got, _ := r.Eval(m); got != want {
			t.Errorf("%s on %v: cel-go says %s, Truth %s", text, facts, got, want)
		}
		if got := r.Explain(m, false).Truth; got != want {
			t.Errorf("%s on %v: explained as %s, want %s", text, facts, got, want)
		}
	}
	for _, x := range truths {
		check("!("+p+")", map[int]evidence.Stated{one: value[x]}, x.Not())
		for _, y := range truths {
			facts := map[int]evidence.Stated{one: value[x], two: value[y]}
			check(p+" && "+q, facts, x.And(y))
			check(p+" || "+q, facts, x.Or(y))
			if x.And(y) != y.And(x) || x.Or(y) != y.Or(x) || x.And(y) != x.Not().Or(y.Not()).Not() {
				t.Errorf("%s and %s: not commutative, or not dual", x, y)
			}
			cond := x // unknown or broken, as the condition
			switch x {
			case True:
				cond = y
			case False:
				cond = y.Not()
			}
			check(p+" ? "+q+" : !("+q+")", facts, cond)
		}
	}
	// Lists of up to three elements; an unknown one is an open end.
	for n := range 4 * 4 * 4 {
		items := &evidence.StatedList{}
		all, some := True, False
		for _, x := range []Truth{truths[n%4], truths[n/4%4], truths[n/16]} {
			all, some = all.And(x), some.Or(x)
			if x == Unknown {
				items.Open = true
			} else {
				items.Items = append(items.Items, evidence.Item{Scalar: value[x].Scalar})
			}
		}
		facts := map[int]evidence.Stated{list: {List: items}}
		check("ext.t.ints.all(x, x * 9007199254740992 > 0)", facts, all)
		check("ext.t.ints.exists(x, x * 9007199254740992 > 0)", facts, some)
	}
	check("ext.t.ints.all(x, x > 0)", map[int]evidence.Stated{list: {List: &evidence.StatedList{}}}, True)
	check("ext.t.ints.exists(x, x > 0)", map[int]evidence.Stated{list: {List: &evidence.StatedList{}}}, False)
}

// A rule reads the list it runs over even if it looks at no element: what is not
// read is neither shown nor asked to be proven.
func TestReadsTheListItRunsOver(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	list, _ := b.env.Slot("ext.t.ints")
	flag, _ := b.env.Slot("ext.t.bool1")
	for _, c := range []struct {
		text string
		want []int
	}{
		{`ext.t.ints.all(x, true)`, []int{list}},
		{`ext.t.ints.exists(x, ext.t.bool1)`, []int{list, flag}},
		{`ext.t.ints.exists(x, ext.t.bool1) == true`, []int{list, flag}},
		{`params.strings.exists(x, ext.t.bool1)`, []int{flag}},
		{`subject.regions.exists(x, ext.t.bool1)`, []int{flag}},
		{`size(ext.t.ints) > 0`, []int{list}},
	} {
		slices.Sort(c.want)
		if got := b.compile(t, c.text).Reads; !slices.Equal(got, c.want) {
			t.Errorf("%s reads %v, want %v", c.text, got, c.want)
		}
	}
}
