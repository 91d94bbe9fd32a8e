package rules_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
)

var params = []rules.ParamDecl{{Name: "flag", Type: rules.BoolParam}, {Name: "maxRuns", Type: rules.IntParam},
	{Name: "minShare", Type: rules.NumberParam}, {Name: "name", Type: rules.StringParam}, {Name: "names", Type: rules.StringsParam},
	{Name: "from", Type: rules.DateParam}, {Name: "maxAge", Type: rules.PeriodParam}, {Name: "region", Type: rules.RegionParam},
	{Name: "suites", Type: rules.ConstraintParam}, {Name: "licences", Type: rules.LicencesParam}}

// bind gives the parameters of [scope] values, the list of names as many as there
// can be.
func bind(t testing.TB, s *rules.Scope) *rules.Given {
	t.Helper()
	names := make([]string, evidence.MaxList)
	for i := range names {
		names[i] = fmt.Sprint("name-", i)
	}
	given, err := s.Bind(params, map[string]evidence.Value{"flag": evidence.Bool(true), "maxRuns": evidence.Int(1), "minShare": evidence.Number(1),
		"name": evidence.String("a"), "names": evidence.Strings(names...), "from": evidence.String("2027-01-12"), "maxAge": evidence.String("P1Y"),
		"region": evidence.String("EU"), "suites": evidence.String(">= 1"), "licences": evidence.Strings("MIT", "EUPL-1.2", "Apache-2.0")})
	if err != nil {
		t.Fatal(err)
	}
	return given
}

// scope returns an environment with a few facts of its own and one parameter of
// each type.
func scope(t testing.TB) (*rules.Env, *rules.Scope) {
	t.Helper()
	env, err := rules.NewEnv([]rules.ExtFact{
		{Group: "lab", Name: "passed", Kind: evidence.KindBool}, {Group: "lab", Name: "runs", Kind: evidence.KindInt},
		{Group: "lab", Name: "share", Kind: evidence.KindNumber, Unit: "percent"}, {Group: "lab", Name: "on", Kind: evidence.KindDate},
		{Group: "lab", Name: "suite", Kind: evidence.KindVersion}, {Group: "lab", Name: "grade", Kind: evidence.KindText, Values: []string{"basic", "full"}},
		{Group: "lab", Name: "licence", Kind: evidence.KindText}, {Group: "lab", Name: "country", Kind: evidence.KindText},
		{Group: "lab", Name: "names", Kind: evidence.KindText, List: true}, {Group: "lab", Name: "suites", Kind: evidence.KindVersion, List: true},
	})
	if err != nil {
		t.Fatal(err)
	}
	s, err := env.Scope("T", params)
	if err != nil {
		t.Fatal(err)
	}
	return env, s
}

// Each file of the archive holds a rule, above a line of dashes, and what is
// wrong with it, as an author is shown it.
func TestProblemsAsShown(t *testing.T) {
	t.Parallel()
	_, s := scope(t)
	golden(t, "testdata/problems.txtar", func(text string) string {
		r, problems := s.Compile(rules.Source{File: "catalogue.yaml", Pointer: "/criteria/0/rule", Text: text})
		if (r == nil) != (len(problems) > 0) {
			t.Errorf("%s: rule %v with problems %v", text, r, problems)
		}
		if r != nil {
			return "compiles"
		}
		return problems.Error()
	})
}

// The same for demands on proofs.
func TestDemandProblemsAsShown(t *testing.T) {
	t.Parallel()
	golden(t, "testdata/demands.txtar", func(text string) string {
		d, problems := rules.CompileDemand(rules.Source{File: "profile.yaml", Pointer: "/criteria/X/proof", Text: text})
		if (d == nil) != (len(problems) > 0) {
			t.Errorf("%s: demand %v with problems %v", text, d, problems)
		}
		if d != nil {
			return d.String()
		}
		return problems.Error()
	})
}

const line = "----\n"

func golden(t *testing.T, file string, of func(text string) string) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(archive.Files) == 0 {
		t.Fatalf("%s holds no cases", file)
	}
	var got txtar.Archive
	got.Comment = archive.Comment
	for _, f := range archive.Files {
		text, _, _ := strings.Cut(string(f.Data), line)
		shown := of(strings.TrimSuffix(text, "\n"))
		got.Files = append(got.Files, txtar.File{Name: f.Name, Data: []byte(text + line + shown + "\n")})
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(&got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for i, f := range archive.Files {
		if diff := cmp.Diff(string(f.Data), string(got.Files[i].Data)); diff != "" {
			t.Errorf("%s, %s (-want +got):\n%s", filepath.Base(file), f.Name, diff)
		}
	}
}

// Every excerpt has its caret under the column that the problem names.
func TestCaretStandsUnderTheColumn(t *testing.T) {
	t.Parallel()
	_, s := scope(t)
	archive, err := txtar.ParseFile("testdata/problems.txtar")
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, f := range archive.Files {
		text, _, _ := strings.Cut(string(f.Data), line)
		_, problems := s.Compile(rules.Source{Text: strings.TrimSuffix(text, "\n")})
		for _, p := range problems {
			lines := strings.Split(text, "\n")
			shown, caret, ok := strings.Cut(p.Excerpt, "\n")
			if !ok || p.Line < 1 || p.Line > len(lines) {
				t.Errorf("%s: line %d, excerpt %q", f.Name, p.Line, p.Excerpt)
				continue
			}
			at := len([]rune(caret)) - 1
			source := []rune(lines[p.Line-1])
			if at > len([]rune(shown)) || p.Column-1 > len(source) || at < len([]rune(shown)) && p.Column-1 < len(source) && []rune(shown)[at] != source[p.Column-1] {
				t.Errorf("%s: column %d of %q is not what the caret shows:\n%s", f.Name, p.Column, lines[p.Line-1], p.Excerpt)
			}
			checked++
		}
	}
	if checked < 40 {
		t.Errorf("only %d problems", checked)
	}
}

// What the language leaves out is refused with a way out.
func TestRestrictionsSayWhatToDo(t *testing.T) {
	t.Parallel()
	_, s := scope(t)
	for text, wants := range map[string]string{
		`has(ext.lab.runs)`:                                     "cannot ask whether a fact is known",
		`ext.lab.names.map(n, n).size() > 0`:                    "use all() or exists()",
		`ext.lab.names.filter(n, n == "a").size() > 0`:          "list.exists(x, condition && …)",
		`ext.lab.names.exists_one(n, n == "a")`:                 "use exists()",
		`"a" in ext.lab.names`:                                  "write list.exists(x, x == …)",
		`"DE" in subject.regions`:                               "write list.exists(x, x == …)",
		`ext.lab.names == ["a"]`:                                "use all() and exists()",
		`ext.lab.names != params.names`:                         "use all() and exists()",
		`ext.lab == ext.lab`:                                    "compare one fact",
		`supplyChain.subcontractors.all(s, s == s)`:             "compare one fact",
		`dyn(ext.lab.runs) == 3`:                                "every fact has a type",
		`type(ext.lab.runs) == int`:                             "every fact has a type",
		`int(ext.lab.share) == 3`:                               "facts have their type already",
		`string(ext.lab.runs) == "3"`:                           "facts have their type already",
		`ext.lab.names[0] == "a"`:                               "lists have no order",
		`{"a": 1}["a"] == 1`:                                    "lists have no order",
		`{"a": 1} == {"a": 1}`:                                  "use a list",
		`timestamp("2026-11-01T00:00:00Z") > timestamp("2026")`: `use date("2027-01-12")`,
		`duration("24h") == duration("24h")`:                    "use days(), months() or years()",
		`ext.lab.on > now`:                                      "the instant of the verdict is at",
		`ext.lab.name.matches("a.*")`:                           "did you mean",
		`ext.lab.licence.matches("a.*")`:                        "use ==, in, startsWith, endsWith or contains",
		`ext.lab.runs / 2 > 1`:                                  "multiply the other side instead",
		`ext.lab.runs % 2 == 1`:                                 "no remainder",
		`ext.lab.runs > 3.0`:                                    "write 30 for whole numbers",
		`ext.lab.on > "2026-11-01"`:                             `write a date as date("2027-01-12")`,
		`ext.lab.suite >= "1.2"`:                                `write a version as version("1.2")`,
		`at + days(3) > ext.lab.on`:                             "at is only compared with dates",
		`at == ext.lab.on`:                                      "at is only compared with dates",
		`subject.name == "x"`:                                   "who made it is not theirs to ask",
		`subject.id == "x"`:                                     "who made it is not theirs to ask",
		`params.maxRun > 3`:                                     `did you mean "params.maxRuns"?`,
		`ext.lab.runs in [1, "a"]`:                              "the list holds",
		`ext.lab.runs in [1, ext.lab.runs]`:                     "write the values out",
		`ext.lab.grade == "ful"`:                                `did you mean "full"?`,
		`ext.lab.grade in ["basic", "fulll"]`:                   `did you mean "full"?`,
		`ext.lab.names.all(data, data == "a")`:                  "give the element another name",
		`ext.lab.names.all(at, at == "a")`:                      "give the element another name",
		`ext.lab.names.all(n, ext.lab.names.all(n, n == "a"))`:  "give the element another name",
		`date(ext.lab.licence) > at`:                            "make it a parameter of type date",
		`date("2026-02-30") > at`:                               "February 2026 has 28 days",
		`ext.lab.suite.satisfies(ext.lab.licence)`:              `write for example ">= 1.2, < 2"`,
		`ext.lab.suite.satisfies(params.name)`:                  `write for example ">= 1.2, < 2"`,
		`ext.lab.suite.satisfies("about 3")`:                    `write for example ">= 1.2, < 2"`,
		`inRegion(ext.lab.country, ext.lab.country, at)`:        "a literal or a parameter of type region",
		`inRegion(ext.lab.country, "EUU", at)`:                  "did you mean",
		`licensedUnder(ext.lab.licence, ext.lab.names)`:         "a literal list or a parameter of type licences",
		`licensedUnder(ext.lab.licence, ["MITT"])`:              "use SPDX licence ids",
		`[1, 2].exists(x, x == ext.lab.runs)`:                   "start from a list fact",
		`trias.ext{}.lab.passed`:                                "facts are stated in the dossier",
		`ext.lab.runs`:                                          "wrap it in a comparison",
		`ext.lab.passed &&`:                                     "an operand or a closing bracket",
		``:                                                      "write a condition",
		`9007199254740993 > ext.lab.runs`:                       "out of range",
		`1u == 1u`:                                              "no such literal",
		`b"a" == b"a"`:                                          "no such literal",
		`null == null`:                                          "no such literal",
		strings.Repeat("!", 9000) + "true":                      "split the criterion",
		strings.Repeat("ext.lab.passed && ", 1000) + "true":     "split the criterion",
		`ext.lab.suite.satisfies("` + strings.Repeat(">= 1, ", 20) + `>= 1")`: "more than 100",
	} {
		r, problems := s.Compile(rules.Source{Text: text})
		if r != nil || len(problems) == 0 {
			t.Errorf("%.80s compiles", text)
			continue
		}
		if !strings.Contains(problems.Error(), wants) {
			t.Errorf("%.80s: want %q in\n%v", text, wants, problems)
		}
		for _, p := range problems {
			if p.Line < 1 || p.Column < 1 || p.Excerpt == "" && text != "" {
				t.Errorf("%.80s: no place: %+v", text, p)
			}
		}
	}
}

// Parameters take values of their type only, and of bounded size.
func TestParamValues(t *testing.T) {
	t.Parallel()
	long := make([]string, evidence.MaxList+1)
	for _, c := range []struct {
		typ   rules.ParamType
		value evidence.Value
		ok    bool
	}{
		{rules.BoolParam, evidence.Bool(false), true}, {rules.BoolParam, evidence.Int(0), false},
		{rules.IntParam, evidence.Int(3), true}, {rules.IntParam, evidence.Number(3), false}, {rules.IntParam, evidence.Int(1<<53 + 1), false},
		{rules.NumberParam, evidence.Int(3), true}, {rules.NumberParam, evidence.Number(99.9), true}, {rules.NumberParam, evidence.String("3"), false},
		{rules.StringParam, evidence.String(""), true}, {rules.StringParam, evidence.Value{}, false},
		{rules.StringsParam, evidence.Strings(), true}, {rules.StringsParam, evidence.List(evidence.Int(1)), false}, {rules.StringsParam, evidence.String("a"), false},
		{rules.StringsParam, evidence.Strings(long[:evidence.MaxList]...), true}, {rules.StringsParam, evidence.Strings(long...), false},
		{rules.DateParam, evidence.String("2027-01-12"), true}, {rules.DateParam, evidence.String("2027-02-29"), false},
		{rules.PeriodParam, evidence.String("P1Y6M"), true}, {rules.PeriodParam, evidence.String("12 months"), false},
		{rules.RegionParam, evidence.String("EU"), true}, {rules.RegionParam, evidence.String("EUU"), false},
		{rules.ConstraintParam, evidence.String(">= 1.2, < 2"), true}, {rules.ConstraintParam, evidence.String("about 3"), false},
		{rules.ConstraintParam, evidence.String(strings.Repeat(">= 1, ", 1000) + ">= 1"), false},
		{rules.LicencesParam, evidence.Strings("MIT", "EUPL-1.2"), true}, {rules.LicencesParam, evidence.Strings("MITT"), false},
	} {
		if _, err := rules.ParamValue(c.typ, c.value); (err == nil) != c.ok {
			t.Errorf("%s takes %.40s: %v, want ok %v", c.typ, c.value, err, c.ok)
		}
	}
}

// Rules whose cost nobody could bear do not load. What the dearest that load take
// is BenchmarkBudget's to show.
func TestCostIsBounded(t *testing.T) {
	t.Parallel()
	_, s := scope(t)
	nested := `ext.lab.names.exists(d, d == "x")`
	for i, text := range []string{
		`ext.lab.names.all(a, ` + nested + `)`,
		`ext.lab.names.all(a, ext.lab.names.all(b, a == b || ` + nested + `))`,
		`ext.lab.names.all(a, ext.lab.names.all(b, ext.lab.names.all(c, ` + nested + `)))`,
		strings.TrimSuffix(strings.Repeat(`ext.lab.names.all(a, osiApproved(a)) && `, 12), " && "),
	} {
		if _, problems := s.Compile(rules.Source{Text: text}); (len(problems) > 0) != (i > 0) {
			t.Errorf("%s: %v", text, problems)
		} else if i > 0 && !strings.Contains(problems.Error(), "budget") {
			t.Errorf("%s: refused for another reason: %v", text, problems)
		}
	}
}

// BenchmarkBudget runs rules of each kind over the largest lists a decoder lets
// in and reports what one that used up the whole budget would take.
func BenchmarkBudget(b *testing.B) {
	env, s := scope(b)
	at, _ := civil.ParseDate("2026-11-01")
	repeat := func(n int, text string) string { return strings.TrimSuffix(strings.Repeat(text+" && ", n), " && ") }
	for text, item := range map[string]string{
		`ext.lab.names.all(a, osiApproved(a))`:                                          strings.Repeat("MIT OR ", 27) + "MIT",
		`ext.lab.names.all(a, licensedUnder(a, params.licences))`:                       strings.Repeat("Apache-2.0 AND ", 12) + "Apache-2.0",
		repeat(9, `ext.lab.names.all(a, inRegion(a, "EU", at))`):                        "DE",
		repeat(9, `ext.lab.suites.all(v, v.satisfies(">= 1.0, != 1.3, < 9"))`):          "1.2.3",
		repeat(9, `ext.lab.suites.all(v, v > version("1.0"))`):                          "1.2.3-rc.1.2.3.4",
		repeat(5, `ext.lab.names.all(a, !a.contains("aaaaaaaaaaaaaaaaaaaaaaaaaaaab"))`): strings.Repeat("a", 1000),
		`ext.lab.names.all(a, a in params.names || a == "a")`:                           "a",
		repeat(60, `ext.lab.names.all(a, a == "b" || ext.lab.passed || a == "a")`):      "a",
	} {
		r, problems := s.Compile(rules.Source{Text: text})
		if len(problems) > 0 {
			b.Fatalf("%.60s: %v", text, problems)
		}
		list := &evidence.StatedList{}
		for range evidence.MaxList {
			list.Items = append(list.Items, evidence.Item{Scalar: item})
		}
		m := env.NewMachine()
		given := bind(b, s)
		m.Given(nil, given, at)
		for _, slot := range r.Reads {
			if env.Info(slot).Kind != evidence.KindList {
				continue
			}
			v, err := env.Value(slot, evidence.Stated{List: list})
			if err != nil {
				b.Fatal(err)
			}
			m.Set(slot, v)
		}
		b.Run(text[:min(len(text), 60)], func(b *testing.B) {
			for b.Loop() {
				if truth, err := r.Eval(m); truth == rules.Error {
					b.Fatal(err)
				}
			}
			b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)*float64(rules.MaxCost)/float64(r.Cost), "s/budget")
		})
	}
}

// Sources may map offsets to places of a file.
func TestPositionsAreThoseOfTheFile(t *testing.T) {
	t.Parallel()
	_, s := scope(t)
	text := "ext.lab.passed &&\n  ext.lab.rums > 1"
	_, problems := s.Compile(rules.Source{File: "c.yaml", Text: text, Position: func(offset int) (int, int) { return 100, offset }})
	if len(problems) != 1 || problems[0].Line != 100 || problems[0].Column != strings.Index(text, ".rums")+1 {
		t.Errorf("%+v", problems)
	}
	_, problems = s.Compile(rules.Source{File: "c.yaml", Text: text})
	if len(problems) != 1 || problems[0].Line != 2 || problems[0].Column != strings.Index("  ext.lab.rums", "rums")+1 {
		t.Errorf("%+v", problems)
	}
}

// All problems of a rule come at once.
func TestAllProblemsAtOnce(t *testing.T) {
	t.Parallel()
	_, s := scope(t)
	_, problems := s.Compile(rules.Source{Text: `ext.lab.gradee == "full" && ext.lab.rums > 1 && subject.name == "x"`})
	var columns []int
	for _, p := range problems {
		columns = append(columns, p.Column)
	}
	if !slices.Equal(columns, []int{9, 37, 57}) {
		t.Errorf("columns %v: %v", columns, problems)
	}
	_, problems = s.Compile(rules.Source{Text: `ext.lab.grade == "ful" && "a" in ext.lab.names && inRegion(ext.lab.country, "EUU", at)`})
	if len(problems) != 3 {
		t.Errorf("%v", problems)
	}
}
