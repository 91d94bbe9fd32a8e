package rules_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
)

var questionDay = civil.FirstDay.AddDays(46325) // 2026-11-01

// ask makes the question that a rule is as a whole.
func ask(t testing.TB, s *rules.Scope, given *rules.Given, text string) *rules.Question {
	t.Helper()
	r, problems := s.Compile(rules.Source{Text: text})
	if r == nil {
		t.Fatal(problems)
	}
	if !r.Root.IsQuestion() {
		t.Fatalf("%s is no question", text)
	}
	return r.Question(r.Root, given, questionDay)
}

func TestQuestions(t *testing.T) {
	t.Parallel()
	env, s := scope(t)
	given := bind(t, s)
	for _, test := range []struct {
		rule    string
		reads   string
		is      string // s: strict, o: open, b: may break
		splits  string
		foreign string
	}{
		{rule: `ext.lab.passed`, reads: "ext.lab.passed", is: "s"},
		{rule: `ext.lab.runs >= params.maxRuns`, reads: "ext.lab.runs", is: "s", splits: "1 2"},
		{rule: `3 < ext.lab.runs`, reads: "ext.lab.runs", is: "s", splits: "3 4"},
		{rule: `ext.lab.runs in [7, 2]`, reads: "ext.lab.runs", is: "s", splits: "7 8 2 3"},
		{rule: `ext.lab.runs * 2 > 3`, reads: "ext.lab.runs", is: "s"},
		{rule: `ext.lab.runs * 1024 > 3`, reads: "ext.lab.runs", is: "sb"},
		{rule: `ext.lab.runs * ext.lab.runs > 3`, reads: "ext.lab.runs", is: "sb"},
		{rule: `ext.lab.share * ext.lab.share > 3.0`, reads: "ext.lab.share", is: "s"},
		{rule: `ext.lab.on + days(30) >= at`, reads: "ext.lab.on", is: "s", splits: "2026-10-02 2026-10-03"},
		{rule: `ext.lab.on + days(ext.lab.runs) >= at`, reads: "ext.lab.on ext.lab.runs", is: "sb"},
		{rule: `ext.lab.on + days(ext.lab.runs + 1) >= at`, reads: "ext.lab.on ext.lab.runs", is: "sb"},
		{rule: `ext.lab.on + days(params.maxRuns) >= at`, reads: "ext.lab.on", is: "sb", splits: "2026-10-31 2026-11-01"},
		{rule: `-ext.lab.runs - 1 > params.maxRuns`, reads: "ext.lab.runs", is: "s"},
		{rule: `size(ext.lab.names) * size(ext.lab.names) > 1`, reads: "ext.lab.names", is: "so"},
		{rule: `ext.lab.licence.startsWith("EU") == ext.lab.licence.contains("PL")`, reads: "ext.lab.licence", is: "s"},
		{rule: `ext.lab.share < 0.5`, reads: "ext.lab.share", is: "s", splits: "0.5 0.5000000000000001"},
		{rule: `ext.lab.on <= at`, reads: "ext.lab.on", is: "s", splits: "2026-11-01 2026-11-02"},
		{rule: `ext.lab.on + months(1) >= date("2027-02-28")`, reads: "ext.lab.on", is: "s", splits: "2027-01-28 2027-02-01"},
		{rule: `ext.lab.on - params.maxAge == date("2027-02-28")`, reads: "ext.lab.on", is: "s", splits: "2028-02-28 2028-03-01"},
		{rule: `ext.lab.on + years(300) > date("2199-12-31")`, reads: "ext.lab.on", is: "s", splits: "1900-01-01"},
		{rule: `ext.lab.grade == "full"`, reads: "ext.lab.grade", is: "s"},
		{rule: `ext.lab.suite.satisfies(params.suites)`, reads: "ext.lab.suite", is: "s"},
		{rule: `osiApproved(ext.lab.licence)`, reads: "ext.lab.licence", is: "sb"},
		{rule: `inRegion(supplyChain.provider.seat, params.region, at)`, reads: "supplyChain.provider.seat", is: "s"},
		{rule: `inRegion(ext.lab.country, params.region, at)`, reads: "ext.lab.country", is: "sb"},
		{rule: `ext.lab.runs + 1 > 3 == ext.lab.passed`, reads: "ext.lab.passed ext.lab.runs", is: "s"},
		{rule: `(ext.lab.passed && ext.lab.runs > 1) == true`, reads: "ext.lab.passed ext.lab.runs", is: ""},
		{rule: `size(ext.lab.names) > 2`, reads: "ext.lab.names", is: "so"},
		{rule: `ext.lab.names.all(n, n == "a")`, reads: "ext.lab.names", is: "o"},
		{rule: `ext.lab.names.all(n, n == "a" || ext.lab.passed)`, reads: "ext.lab.names ext.lab.passed", is: "o", foreign: "ext.lab.passed"},
		{rule: `ext.lab.names.all(n, n == "a" && ext.lab.passed || n == ext.lab.licence)`, reads: "ext.lab.licence ext.lab.names ext.lab.passed", is: "o", foreign: "ext.lab.passed"},
		{rule: `supplyChain.subcontractors.all(c, supplyChain.subcontractors.exists(d, d.critical) || c.critical)`, reads: "supplyChain.subcontractors", is: "o", foreign: "supplyChain.subcontractors.exists(d, d.critical)"},
		{rule: `params.names.exists(n, n == ext.lab.licence)`, reads: "ext.lab.licence", is: ""},
		{rule: `subject.layer == "platform"`, reads: "subject.layer", is: "s"},
		{rule: `subject.version > ext.lab.suite`, reads: "ext.lab.suite subject.version", is: "s"},
		{rule: `subject.services.exists(v, v == ext.lab.licence)`, reads: "ext.lab.licence subject.services", is: ""},
		{rule: `params.flag`, is: "s"},
	} {
		t.Run(test.rule, func(t *testing.T) {
			t.Parallel()
			q := ask(t, s, given, test.rule)
			reads := strings.Fields(test.reads)
			slices.Sort(reads)
			if got := slices.Sorted(slices.Values(slices.Concat(q.Paths, q.Fields))); !slices.Equal(got, reads) {
				t.Errorf("it reads %v, not %v", got, reads)
			}
			is := ""
			for _, flag := range []struct {
				holds bool
				is    string
			}{{q.Strict, "s"}, {q.Open, "o"}, {q.MayBreak(env.NewMachine()), "b"}} {
				if flag.holds {
					is += flag.is
				}
			}
			if is != test.is {
				t.Errorf("it is %q, not %q", is, test.is)
			}
			splits, ok := q.Splits(q.Env().NewMachine())
			if got := strings.Trim(fmt.Sprint(splits), "[]"); got != test.splits || ok != (test.splits != "") {
				t.Errorf("it is cut at %s (%v), not %s", got, ok, test.splits)
			}
			var foreign []string
			for _, f := range q.Foreign() {
				foreign = append(foreign, f.Text)
			}
			if got := strings.Join(foreign, "; "); got != test.foreign {
				t.Errorf("the same for all elements is %s, not %s", got, test.foreign)
			}
		})
	}
}

// Questions have one key if, and only if, they ask the same.
func TestQuestionKeys(t *testing.T) {
	t.Parallel()
	_, s := scope(t)
	given := bind(t, s)
	other, err := s.Bind(params, map[string]evidence.Value{"flag": evidence.Bool(true), "maxRuns": evidence.Int(2), "minShare": evidence.Number(1),
		"name": evidence.String("a"), "names": evidence.Strings("a"), "from": evidence.String("2027-01-12"), "maxAge": evidence.String("P1Y"),
		"region": evidence.String("EU"), "suites": evidence.String(">= 1"), "licences": evidence.Strings("MIT")})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{`ext.lab.runs > 1`, `ext.lab.share > params.minShare`, `inRegion(ext.lab.country, params.region, at)`} {
		if a, b := ask(t, s, given, text), ask(t, s, other, text); a.Key != b.Key {
			t.Errorf("%s: %q and %q", text, a.Key, b.Key)
		}
	}
	if a, b := ask(t, s, given, `ext.lab.runs > params.maxRuns`), ask(t, s, other, `ext.lab.runs > params.maxRuns`); a.Key == b.Key {
		t.Errorf("another parameter, and one key: %q", a.Key)
	}
	r, _ := s.Compile(rules.Source{Text: `ext.lab.on <= at`})
	if a, b := r.Question(r.Root, given, questionDay), r.Question(r.Root, given, questionDay.AddDays(1)); a.Key == b.Key {
		t.Errorf("another day, and one key: %q", a.Key)
	}
	env, err := rules.NewEnv([]rules.ExtFact{{Group: "lab", Name: "runs", Kind: evidence.KindNumber}})
	if err != nil {
		t.Fatal(err)
	}
	typed, err := env.Scope("T", nil)
	if err != nil {
		t.Fatal(err)
	}
	if a, b := ask(t, s, given, `ext.lab.runs == ext.lab.runs`), ask(t, typed, nil, `ext.lab.runs == ext.lab.runs`); a.Key == b.Key {
		t.Errorf("a fact of another type, and one key: %q", a.Key)
	}
	whole := ask(t, s, given, `ext.lab.names.all(n, n == "a" || ext.lab.passed)`)
	f := whole.Foreign()[0]
	if a, b := whole.Assume(f, rules.True), whole.Assume(f, rules.False); a.Key == b.Key || a.Key == whole.Key || len(a.Paths) != 1 {
		t.Errorf("%q and %q", a.Key, b.Key)
	}
}

// A question with a part assumed answers as the whole does where that part is so.
func TestAssumeIsTheSame(t *testing.T) {
	t.Parallel()
	env, s := scope(t)
	given := bind(t, s)
	slot := func(path string) int {
		i, ok := env.Slot(path)
		if !ok {
			t.Fatal(path)
		}
		return i
	}
	set := func(m *rules.Machine, path string, v evidence.Stated) {
		val, err := env.Value(slot(path), v)
		if err != nil {
			t.Fatal(err)
		}
		m.Set(slot(path), val)
	}
	for _, text := range []string{
		`ext.lab.names.all(n, n == "a" || ext.lab.passed)`,
		`ext.lab.names.exists(n, n == "a" && !ext.lab.passed || n == "b")`,
		`ext.lab.names.all(n, ext.lab.passed ? n == "a" : n == "b")`,
		`ext.lab.names.exists(n, osiApproved(ext.lab.licence) && n == "a")`,
	} {
		q := ask(t, s, given, text)
		f := q.Foreign()[0]
		for n := range 3 * 4 * 5 {
			m := env.NewMachine()
			switch n % 4 {
			case 0:
				set(m, "ext.lab.passed", evidence.Stated{Scalar: true})
				set(m, "ext.lab.licence", evidence.Stated{Scalar: "MIT"})
			case 1:
				set(m, "ext.lab.passed", evidence.Stated{Scalar: false})
				set(m, "ext.lab.licence", evidence.Stated{Scalar: "AND"})
			}
			list := &evidence.StatedList{}
			for _, text := range [][]string{{}, {"a"}, {"b"}, {"a", "b"}, {"c", "a"}}[n/4%5] {
				list.Items = append(list.Items, evidence.Item{Scalar: text})
			}
			if n/20 > 0 {
				list.Open = n/20 > 1
				set(m, "ext.lab.names", evidence.Stated{List: list})
			}
			want := q.Answer(m, nil)
			assumed := f.Answer(m, nil)
			if got := q.Assume(f, assumed).Answer(m, nil); got != want {
				t.Errorf("%s: %s where %s is %s, and the whole is %s", text, got, f.Text, assumed, want)
			}
		}
	}
}

// Within the ranges that splits make, all numbers and days have one answer.
func TestSplitsAreExact(t *testing.T) {
	t.Parallel()
	env, s := scope(t)
	given := bind(t, s)
	for _, test := range []struct{ path, rule string }{
		{"ext.lab.runs", `ext.lab.runs %s params.maxRuns`},
		{"ext.lab.share", `ext.lab.share %s 0.1`},
		{"ext.lab.on", `ext.lab.on %s at`},
		{"ext.lab.on", `ext.lab.on + months(1) %s at`},
		{"ext.lab.on", `ext.lab.on - months(13) %s date("2024-02-29")`},
		{"ext.lab.on", `ext.lab.on + params.maxAge %s date("2199-12-31")`},
	} {
		for _, op := range []string{"<", "<=", ">", ">=", "==", "!="} {
			if strings.HasSuffix(test.rule, "at") && strings.HasSuffix(op, "=") && op != "<=" && op != ">=" {
				continue // the instant has an order alone
			}
			q := ask(t, s, given, fmt.Sprintf(test.rule, op))
			splits, ok := q.Splits(q.Env().NewMachine())
			if !ok {
				t.Fatalf("%s has no splits", q.Text)
			}
			slot, _ := env.Slot(test.path)
			answer := func(v any) rules.Truth {
				if d, ok := v.(evidence.Date); ok {
					v = d.String()
				}
				val, err := env.Value(slot, evidence.Stated{Scalar: v})
				if err != nil {
					t.Fatal(err)
				}
				m := env.NewMachine()
				m.Set(slot, val)
				return q.Answer(m, nil)
			}
			rapid.Check(t, func(t *rapid.T) {
				// Two values with no split between them.
				near := rapid.SampledFrom(splits).Draw(t, "near")
				step := rapid.OneOf(rapid.IntRange(-3, 3), rapid.IntRange(-5000, 5000)).Draw(t, "step")
				var a, b any
				between := func(c any) bool { return false }
				switch x := near.(type) {
				case int64:
					lo, hi := x, x+int64(step)
					lo, hi = min(lo, hi), max(lo, hi)
					a, b, between = lo, hi, func(c any) bool { return c.(int64) > lo && c.(int64) <= hi }
				case float64:
					y := x
					for range max(step, -step) {
						y = math.Nextafter(y, math.Inf(step))
					}
					lo, hi := min(x, y), max(x, y)
					a, b, between = lo, hi, func(c any) bool { return c.(float64) > lo && c.(float64) <= hi }
				case evidence.Date:
					lo, hi := x, x.AddDays(step)
					if hi.Compare(lo) < 0 {
						lo, hi = hi, lo
					}
					a, b, between = lo, hi, func(c any) bool { return c.(evidence.Date).Compare(lo) > 0 && c.(evidence.Date).Compare(hi) <= 0 }
				}
				if slices.ContainsFunc(splits, between) {
					return
				}
				if x, y := answer(a), answer(b); x != y {
					t.Fatalf("%s is %s for %v and %s for %v, and is not cut between", q.Text, x, a, y, b)
				}
			})
		}
	}
}

// A strict question that makes a period of a number is an error where the number
// is none, and is unknown elsewhere, as long as something else is unknown.
func TestBreaks(t *testing.T) {
	t.Parallel()
	env, s := scope(t)
	q := ask(t, s, bind(t, s), `ext.lab.on + days(ext.lab.runs) >= at`)
	splits, ok := q.Breaks("ext.lab.runs")
	if !ok || len(splits) != 2 || splits[0] != int64(0) || splits[1] != int64(100_001) {
		t.Fatalf("%v, %v", splits, ok)
	}
	if splits, ok := q.Breaks("ext.lab.on"); !ok || len(splits) > 0 || q.ByPeriod("ext.lab.on") {
		t.Errorf("it breaks by the day: %v, %v", splits, ok)
	}
	runs, _ := env.Slot("ext.lab.runs")
	on, _ := env.Slot("ext.lab.on")
	for n, breaks := range map[int64]bool{-1 << 53: true, -1: true, 0: false, 1: false, 100_000: false, 100_001: true, 1 << 53: true} {
		m := env.NewMachine()
		v, err := env.Value(runs, evidence.Stated{Scalar: n})
		if err != nil {
			t.Fatal(err)
		}
		m.Set(runs, v)
		alone := q.Answer(m, nil)
		if breaks && alone != rules.Error && alone != rules.Unknown || !breaks && alone != rules.Unknown {
			t.Errorf("%d days: %s", n, alone)
		}
		if v, err = env.Value(on, evidence.Stated{Scalar: "2026-01-01"}); err != nil {
			t.Fatal(err)
		}
		m.Set(on, v)
		if both := q.Answer(m, nil); (both == rules.Error) != breaks {
			t.Errorf("%d days: %s", n, both)
		}
	}
	for _, text := range []string{`ext.lab.names.all(n, n == "a")`, `osiApproved(ext.lab.licence)`, `(ext.lab.passed || ext.lab.runs > 1) == ext.lab.passed`} {
		if _, ok := ask(t, s, bind(t, s), text).Breaks("ext.lab.licence"); ok {
			t.Errorf("it is said where %s breaks", text)
		}
	}
}

// What is found to be sound breaks on no value, and on no combination.
func TestSoundNeverBreaks(t *testing.T) {
	t.Parallel()
	env, s := scope(t)
	given := bind(t, s)
	whole := []int64{0, 1, -1, 2, 100_000, 100_001, 1 << 31, 1<<53 - 1, 1 << 53, -1 << 53}
	of := map[string]func(t *rapid.T, name string) any{
		"ext.lab.passed": func(t *rapid.T, name string) any { return rapid.Bool().Draw(t, name) },
		"ext.lab.runs":   func(t *rapid.T, name string) any { return rapid.SampledFrom(whole).Draw(t, name) },
		"ext.lab.share":  func(t *rapid.T, name string) any { return rapid.Float64().Draw(t, name) },
		"ext.lab.on": func(t *rapid.T, name string) any {
			return civil.FirstDay.AddDays(rapid.IntRange(0, 110_000).Draw(t, name)).String()
		},
		"ext.lab.suite": func(t *rapid.T, name string) any {
			return rapid.SampledFrom([]string{"0.0.1", "1.0.0", "2.0.0-rc.1"}).Draw(t, name)
		},
		"ext.lab.licence": func(t *rapid.T, name string) any { return rapid.SampledFrom([]string{"", "MIT", "AND"}).Draw(t, name) },
	}
	sound := 0
	for _, text := range []string{
		`ext.lab.runs * 2 > 3`, `ext.lab.runs * 512 - ext.lab.runs > 0`, `ext.lab.runs * 1024 > 0`, `ext.lab.runs * ext.lab.runs > 0`, `ext.lab.runs - params.maxRuns * 3 < 4`,
		`-ext.lab.runs > 3`, `ext.lab.share * 1e300 * 1e300 > ext.lab.share`, `ext.lab.on + months(100000) > ext.lab.on`, `ext.lab.on - years(100000) > ext.lab.on`,
		`ext.lab.suite.satisfies(params.suites) == ext.lab.passed`, `ext.lab.licence.contains("A")`, `(ext.lab.passed ? ext.lab.runs : 7) * 3 > 1`,
		`osiApproved(ext.lab.licence)`, `licensedUnder(ext.lab.licence, params.licences)`,
	} {
		q := ask(t, s, given, text)
		if q.MayBreak(env.NewMachine()) {
			continue
		}
		sound++
		rapid.Check(t, func(t *rapid.T) {
			m := env.NewMachine()
			for i, path := range q.Paths {
				if rapid.Bool().Draw(t, path+" is known") {
					v, err := env.Value(q.Slots[i], evidence.Stated{Scalar: of[path](t, path)})
					if err != nil {
						t.Fatal(err)
					}
					m.Set(q.Slots[i], v)
				}
			}
			if q.Answer(m, nil) == rules.Error {
				t.Fatalf("%s breaks", text)
			}
		})
	}
	if sound != 10 {
		t.Errorf("%d are sound", sound)
	}
}
