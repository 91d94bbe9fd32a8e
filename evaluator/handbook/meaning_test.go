package handbook

import (
	"cmp"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// shapes are the forms that a condition can take: each operator, with each kind
// of fact, against each kind of measure, negated or not, of entries or not.
var shapes = []string{
	// Yes and no.
	"ext.e.b", "!ext.e.b", "ext.e.b == true", "ext.e.b == false", "ext.e.b != true", "!(ext.e.b != false)", "ext.e.b == params.pb", "!(ext.e.b == params.pb)",
	"ext.e.b == ext.e.c", "ext.e.b != ext.e.c", "!(ext.e.b == ext.e.c)", "ext.e.b in [true]", "!(ext.e.b in [true])",
	// Whole numbers.
	"ext.e.n == 30", "ext.e.n != 30", "ext.e.n < 30", "ext.e.n <= 30", "ext.e.n > 30", "ext.e.n >= 30", "!(ext.e.n == 30)", "!(ext.e.n != 30)", "!(ext.e.n < 30)",
	"!(ext.e.n <= 30)", "!(ext.e.n > 30)", "!(ext.e.n >= 30)", "30 >= ext.e.n", "30 < ext.e.n", "ext.e.n > params.pn", "ext.e.n <= params.pn", "!(params.pn > ext.e.n)", "ext.e.n == ext.e.m",
	"ext.e.n != ext.e.m", "ext.e.n < ext.e.m", "ext.e.n <= ext.e.m", "ext.e.n > ext.e.m", "ext.e.n >= ext.e.m", "!(ext.e.n >= ext.e.m)", "ext.e.n in [1, 2]", "!(ext.e.n in [1, 2])",
	"ext.e.n <= params.pn + 1", "ext.e.n <= (params.pb ? 1 : 2)", "ext.e.n + ext.e.m <= params.pn", "!(ext.e.n + ext.e.m <= params.pn)", "ext.e.n * 2 <= params.pn", "-ext.e.n <= -3",
	"ext.e.n - ext.e.m >= 0", "(ext.e.n + 1) * 2 != ext.e.m", "ext.e.n <= ext.e.m + 1", "ext.e.n >= 30 && ext.e.n <= 30", "ext.e.n < 30 || ext.e.n > 30",
	// Numbers.
	"ext.e.q == 99.5", "ext.e.q != 99.5", "ext.e.q < 99.5", "ext.e.q <= 99.5", "ext.e.q > 99.5", "ext.e.q >= 99.5", "ext.e.q < params.pq", "!(ext.e.q < params.pq)", "ext.e.q * 2.0 <= 199.0",
	// Dates, and the day.
	`ext.e.d == date("2027-01-12")`, `ext.e.d != date("2027-01-12")`, `ext.e.d < date("2027-01-12")`, `ext.e.d <= date("2027-01-12")`, `ext.e.d > date("2027-01-12")`, `ext.e.d >= date("2027-01-12")`,
	"ext.e.d == params.pd", "ext.e.d != params.pd", "ext.e.d < params.pd", "ext.e.d <= params.pd", "ext.e.d > params.pd", "ext.e.d >= params.pd", "!(ext.e.d == params.pd)", "!(ext.e.d >= params.pd)",
	"ext.e.d == ext.e.f", "ext.e.d != ext.e.f", "ext.e.d < ext.e.f", "ext.e.d <= ext.e.f", "ext.e.d > ext.e.f", "ext.e.d >= ext.e.f", "!(ext.e.d < ext.e.f)",
	"ext.e.d < at", "ext.e.d <= at", "ext.e.d > at", "ext.e.d >= at", "!(ext.e.d < at)", "!(ext.e.d <= at)", "!(ext.e.d > at)", "!(ext.e.d >= at)", "at >= ext.e.d",
	"at < params.pd", "at <= params.pd", "at > params.pd", "at >= params.pd", "!(at < params.pd)", `date("2027-01-12") <= at`, "at < params.pd + days(1)", "params.pd - days(1) < at",
	// Something added to a date or subtracted from it.
	"ext.e.d + days(30) < at", "ext.e.d + days(30) <= at", "ext.e.d + days(30) > at", "ext.e.d + days(30) >= at", "!(ext.e.d + days(30) < at)", "!(ext.e.d + days(30) >= at)",
	"ext.e.d - days(30) < at", "ext.e.d - days(30) <= at", "ext.e.d - days(30) > at", "ext.e.d - days(30) >= at", "!(ext.e.d - days(30) <= at)", "!(ext.e.d - days(30) > at)",
	"ext.e.d + params.pp < at", "ext.e.d + params.pp <= at", "ext.e.d + params.pp > at", "ext.e.d + params.pp >= at", "ext.e.d - params.pp < at", "ext.e.d - params.pp <= at",
	"ext.e.d - params.pp > at", "ext.e.d - params.pp >= at", "at <= ext.e.d + params.pp", "at < ext.e.d - params.pp", "ext.e.d + days(params.pn) > at", "ext.e.d + days(0) >= at", "ext.e.d - days(0) < at",
	"ext.e.d + params.pp == params.pd", "ext.e.d + params.pp != params.pd", "ext.e.d + params.pp < params.pd", "ext.e.d + params.pp <= params.pd", "ext.e.d - params.pp > params.pd",
	`ext.e.d - days(30) >= date("2027-01-12")`, `!(ext.e.d - days(30) > date("2027-01-12"))`, "params.pd + params.pp >= ext.e.d", "ext.e.d + days(0) == params.pd",
	"ext.e.d + params.pp == ext.e.f", "ext.e.d + params.pp <= ext.e.f", "ext.e.d - days(30) > ext.e.f", "ext.e.d <= ext.e.f + params.pp", "!(ext.e.d <= ext.e.f + params.pp)", "ext.e.d + days(params.pn) <= ext.e.f",
	"ext.e.d + days(ext.e.n) >= at", "ext.e.d + days(ext.e.n + 1) >= at", "ext.e.d + days(20) + days(10) <= at", "ext.e.d + days(1) < ext.e.f", "ext.e.d + days(30) <= ext.e.d",
	"ext.e.d <= at && ext.e.d + params.pp >= at", "ext.e.d + params.pp >= at && ext.e.d <= at", "ext.e.d >= at && ext.e.d - params.pp <= at", "!(ext.e.d <= at && ext.e.d + params.pp >= at)",
	"ext.e.d != params.pd && ext.e.d <= at && ext.e.d + params.pp >= at", "ext.e.d == params.pd || ext.e.d <= at && ext.e.d + params.pp >= at",
	// Versions.
	`ext.e.v == version("2.1")`, `ext.e.v != version("2.1")`, `ext.e.v < version("2.1")`, `ext.e.v <= version("2.1")`, `ext.e.v > version("2.1")`, `ext.e.v >= version("2.1")`, `!(ext.e.v < version("2.1"))`,
	"ext.e.v == ext.e.w", "ext.e.v != ext.e.w", "ext.e.v < ext.e.w", "ext.e.v <= ext.e.w", "ext.e.v > ext.e.w", "ext.e.v >= ext.e.w", "ext.e.v.satisfies(params.pc)", `!ext.e.v.satisfies(">= 2, < 3")`,
	// Texts.
	`ext.e.t == "x"`, `ext.e.t != "x"`, `!(ext.e.t == "x")`, "ext.e.t == params.pt", "ext.e.t != params.pt", "ext.e.t == ext.e.u", "ext.e.t != ext.e.u", `ext.e.s == "red"`, `ext.e.s != "red"`,
	`ext.e.s in ["red", "blue"]`, `!(ext.e.s in ["red", "blue"])`, "ext.e.s in params.pl", "!(ext.e.s in params.pl)", `ext.e.t.startsWith("x")`, `!ext.e.t.startsWith("x")`, "ext.e.t.endsWith(params.pt)",
	`!ext.e.t.endsWith("b")`, `ext.e.t.contains("re")`, `!ext.e.t.contains("re")`, "osiApproved(ext.e.o)", "!osiApproved(ext.e.o)", "licensedUnder(ext.e.o, params.pli)", `!licensedUnder(ext.e.o, ["MIT"])`,
	`inRegion(ext.e.r, "EU", at)`, "!inRegion(ext.e.r, params.pr, at)",
	// The subject.
	`subject.layer == "platform" || ext.e.b`, `subject.layer != "platform" || ext.e.b`, `!(subject.layer in ["platform", "application"]) || ext.e.b`, `subject.version >= version("2")`, `!(subject.version >= version("2"))`,
	`subject.version == version("2")`, "subject.version.satisfies(params.pc)", `subject.regions.all(r, r == "DE")`, "subject.regions.exists(r, inRegion(r, params.pr, at))", "size(subject.regions) > 1", "ext.e.v >= subject.version", "ext.e.v == subject.version", "ext.e.v != subject.version",
	// How many entries a list has.
	"size(ext.e.l) == 0", "size(ext.e.l) == 1", "size(ext.e.l) == 2", "size(ext.e.l) != 0", "size(ext.e.l) != 1", "size(ext.e.l) != 2", "size(ext.e.l) < 1", "size(ext.e.l) < 2", "size(ext.e.l) <= 0", "size(ext.e.l) <= 1",
	"size(ext.e.l) > 0", "size(ext.e.l) > 1", "size(ext.e.l) >= 0", "size(ext.e.l) >= 1", "size(ext.e.l) >= 2", "!(size(ext.e.l) >= 2)", "!(size(ext.e.l) == 2)", "size(ext.e.l) >= params.two", "params.two > size(ext.e.l)",
	"size(ext.e.l) in [1, 2]", "!(size(ext.e.l) in [1, 2])", "2 <= ext.e.l.size()", "size(ext.e.l) >= ext.e.n", "ext.e.l.size() >= ext.e.n", "size(ext.e.l) == size(ext.e.i)", "!(size(ext.e.l) > size(ext.e.i) + 1)",
	// What the entries of a list are.
	`ext.e.l.all(x, x == "a")`, `ext.e.l.exists(x, x == "a")`, `ext.e.l.all(x, x != "a")`, `ext.e.l.exists(x, x != "a")`, `!ext.e.l.all(x, x == "a")`, `!ext.e.l.exists(x, x == "a")`, "ext.e.l.all(x, x in params.pl)",
	"!ext.e.l.exists(x, x in params.pl)", `ext.e.l.all(x, !x.startsWith("a"))`, "ext.e.l.all(x, x == ext.e.t)", "ext.e.l.exists(x, ext.e.t == x)", "ext.e.l.exists(x, x == ext.e.t && x != ext.e.u)", "ext.e.l.all(x, size(ext.e.l) > 2)",
	"ext.e.l.all(x, false)", "ext.e.l.exists(x, true)", "ext.e.l.all(x, true)", "!ext.e.l.exists(x, true)", "ext.e.i.all(x, x <= params.pn)", "!ext.e.i.all(x, x <= params.pn)", "ext.e.i.exists(x, x in [1, 2])", "ext.e.i.exists(x, x > 30)",
	"ext.e.dl.all(x, x <= at && x + params.pp >= at)", "ext.e.dl.exists(x, x - params.pp >= at)", "!ext.e.dl.exists(x, x - params.pp >= at)", "ext.e.dl.all(x, x < params.pd)", "ext.e.dl.exists(x, x + days(30) != params.pd)",
	"params.pl.exists(n, n == ext.e.t)", "params.pl.all(n, n != ext.e.t)", `params.pl.all(n, n in ["red"] || ext.e.b)`,
	// Two things said of one statement.
	`ext.e.t != "a" && (ext.e.t == "b" || ext.e.t.startsWith("c"))`, `ext.e.t != "a" && ext.e.t == "b" || ext.e.t.startsWith("c")`, `ext.e.t in ["a", "cx"] && ext.e.t.startsWith("c")`, `ext.e.t != "x" && ext.e.t in params.pl`, `ext.e.t != "red" && ext.e.t in params.pl`, `ext.e.l.all(x, x in params.pl && x != "a")`, `ext.e.l.all(x, x == "a" || x == "b") || size(ext.e.l) == 3`,
	`ext.e.l.exists(x, x.startsWith("a") && x.endsWith("b")) && size(ext.e.l) >= 2`, `size(ext.e.l) > 0 && ext.e.l.all(x, x in params.pl)`, `size(ext.e.l) > 1 && ext.e.l.all(x, x == "a" || x == "red")`, `ext.e.l.all(x, x == "a") || ext.e.l.all(x, x == "b")`,
	`ext.e.l.all(x, x != "a" && (x == "b" || x.startsWith("r")))`,
	// What is demanded under a condition.
	"!(ext.e.n > params.pn) || ext.e.b", "!(ext.e.n > params.pn) || !params.pb", "ext.e.n > params.pn ? ext.e.b : ext.e.c", "at < params.pd ? ext.e.b : ext.e.c", "!(at < params.pd ? ext.e.b : ext.e.c)",
	"supplyChain.subcontractors.all(s, !s.customerDataAccess || s.countries.all(c, inRegion(c, params.pr, at)))", `supplyChain.subcontractors.exists(s, size(s.countries) > 1 && s.countries.all(c, c != "US"))`,
	"supplyChain.subcontractors.exists(s, size(s.countries) > ext.e.n)", "!supplyChain.subcontractors.exists(s, s.customerDataAccess)", "size(supplyChain.subcontractors) == 1",
}

// wordless are shapes that the handbook leaves to the rule.
var wordless = []string{
	"ext.e.n + 1 in [3, 4]", "size(ext.e.l) * 2 in [2]", "ext.e.n <= (ext.e.b ? 1 : 2)", "(ext.e.b ? ext.e.n : ext.e.m) <= 3", "(params.pb ? ext.e.n : ext.e.m) <= 3", "ext.e.d + days(30) == (ext.e.b ? ext.e.f : params.pd)",
	`"xyz".contains(ext.e.t)`, "params.pt.contains(ext.e.t)", "params.pt.startsWith(ext.e.t)", `(ext.e.b ? ext.e.t : ext.e.u).startsWith("x")`, `(ext.e.b ? "red" : "b") in params.pl`, `inRegion(ext.e.b ? "DE" : "US", "EU", at)`,
	`(ext.e.t == "x") == ext.e.b`, "(ext.e.n <= 3) == params.pb", `ext.e.l.all(x, x == "a") == ext.e.b`, `(params.pb ? ext.e.v : ext.e.w).satisfies(">= 2")`,
}

const shapesCatalogue = `trias: catalogue/v1
id: c
version: 1.0.0
language: 1
title: {en: C, de: C}
facts:
  e:
    b: {type: bool, question: {en: Q, de: Q}}
    c: {type: bool, question: {en: Q, de: Q}}
    n: {type: int, unit: days, question: {en: Q, de: Q}}
    m: {type: int, unit: days, question: {en: Q, de: Q}}
    q: {type: number, unit: percent, question: {en: Q, de: Q}}
    d: {type: date, question: {en: Q, de: Q}}
    f: {type: date, question: {en: Q, de: Q}}
    v: {type: version, question: {en: Q, de: Q}}
    w: {type: version, question: {en: Q, de: Q}}
    t: {type: text, question: {en: Q, de: Q}}
    u: {type: text, question: {en: Q, de: Q}}
    o: {type: text, question: {en: Q, de: Q}}
    r: {type: text, question: {en: Q, de: Q}}
    s: {type: text, values: [red, green, blue], question: {en: Q, de: Q}}
    l: {type: text, list: true, question: {en: Q, de: Q}}
    i: {type: int, unit: days, list: true, question: {en: Q, de: Q}}
    dl: {type: date, list: true, question: {en: Q, de: Q}}
criteria:
  - id: C-1
    dimension: control
    domain: data
    title: {en: T, de: T}
    question: {en: Q, de: Q}
    params:
      pb: {type: bool, default: true, source: {en: s, de: s}}
      pn: {type: int, unit: days, default: 30, source: {en: s, de: s}}
      two: {type: int, default: 2, source: {en: s, de: s}}
      pq: {type: number, default: 99.5, source: {en: s, de: s}}
      pt: {type: string, default: red, source: {en: s, de: s}}
      pl: {type: strings, default: [red, green], source: {en: s, de: s}}
      pd: {type: date, default: 2027-01-12, source: {en: s, de: s}}
      pp: {type: period, default: P30D, source: {en: s, de: s}}
      pr: {type: region, default: EU, source: {en: s, de: s}}
      pc: {type: constraint, default: ">= 2, < 3", source: {en: s, de: s}}
      pli: {type: licences, default: [MIT, EUPL-1.2], source: {en: s, de: s}}
    rule: %q
`

// What a rule may meet: values below each limit of the shapes, at it and above.
type (
	offset  int // from the day of the parameter
	version string
	values  map[string]any
)

var limits = map[string][]any{
	"ext.e.b": {true, false}, "ext.e.c": {true, false}, "ext.e.n": {1.0, 2.0, 3.0, 15.0, 16.0, 29.0, 30.0, 31.0, 32.0}, "ext.e.m": {1.0, 2.0, 4.0, 29.0, 30.0},
	"ext.e.q": {99.4, 99.5, 99.6}, "ext.e.d": days(-32, -31, -30, -29, -28, -2, -1, 0, 1, 2, 28, 29, 30, 31, 32), "ext.e.f": days(-31, -30, -1, 0, 1, 29, 30),
	"ext.e.v": {version("1.9"), version("2.0"), version("2.1"), version("2.2"), version("3.0")}, "ext.e.w": {version("2.0"), version("2.1")},
	"ext.e.t": {"x", "red", "green", "xred", "a", "b", "cx", "ab"}, "ext.e.u": {"x", "red", "ab"}, "ext.e.o": {"MIT", "EUPL-1.2", "GPL-3.0-only", "BUSL-1.1", "MIT OR BUSL-1.1"}, "ext.e.r": {"DE", "US"}, "ext.e.s": {"red", "green", "blue"},
	"ext.e.l": {[]any{}, []any{"a"}, []any{"b"}, []any{"a", "b"}, []any{"red"}, []any{"red", "green"}, []any{"red", "x"}, []any{"ab", "x"}, []any{"x", "y", "ab"}, []any{"a", "red", "b"}, []any{"a", "red"}},
	"ext.e.i": {[]any{}, []any{2.0}, []any{30.0}, []any{31.0}, []any{30.0, 31.0}, []any{1.0, 29.0}}, "ext.e.dl": {[]any{}, days(-30), days(-31), days(0), days(1), days(-1), days(-29), days(30), days(31), days(-32, 0), days(29, -2)},
	"subject.layer": {"infrastructure", "platform", "application"}, "subject.version": {version("1.9"), version("2"), version("2.1"), version("3")}, "subject.regions": {[]any{}, []any{"DE"}, []any{"US"}, []any{"DE", "US"}},
	"supplyChain.subcontractors": {[]any{}, []any{sub(true, "DE")}, []any{sub(true, "US")}, []any{sub(false, "US")}, []any{sub(false, "DE", "FR"), sub(true, "DE")}, []any{sub(false, "US", "DE", "FR"), sub(true, "US")}},
	"at":                         days(-1, 0, 1),
}

func days(offsets ...int) []any {
	var out []any
	for _, n := range offsets {
		out = append(out, offset(n))
	}
	return out
}

func sub(access bool, countries ...any) values {
	return values{"customerDataAccess": access, "countries": countries}
}

var zero = time.Date(2027, 1, 12, 0, 0, 0, 0, time.UTC)

func (d offset) MarshalText() ([]byte, error) {
	return []byte(zero.AddDate(0, 0, int(d)).Format(time.DateOnly)), nil
}

// TestSentencesMeanTheRule: what the handbook says of a rule, read as it stands
// there, is true of the same evidence as the rule, at each limit and beside it.
func TestSentencesMeanTheRule(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes long, in one goroutine")
	}
	profile := []byte("trias: profile/v1\nid: p\nversion: 1.0.0\ncatalogue: c\ncriteria: {C-1: {obligation: must, proof: none}}\n")
	said := map[string]bool{}
	languages := map[string][]known{"en": learn("en"), "de": learn("de")}
	for _, shape := range slices.Concat(shapes, wordless) {
		catalogue, err := criteria.Decode("c.yaml", fmt.Appendf(nil, shapesCatalogue, shape))
		if err != nil {
			t.Fatalf("%s: %v", shape, err)
		}
		p, err := profiles.Decode("p.yaml", profile, catalogue)
		if err != nil {
			t.Fatal(err)
		}
		byLanguage := map[string]Criterion{}
		for _, lang := range []string{"en", "de"} {
			h, err := New(lang, p)
			if err != nil {
				t.Fatal(err)
			}
			byLanguage[lang] = h.Criteria[0]
		}
		k, _ := catalogue.Compiled("C-1")
		given, _, err := k.Bind(nil)
		if err != nil {
			t.Fatal(err)
		}
		rule, _ := k.Rules()
		env := catalogue.Environment()
		m := env.NewMachine()
		seen, silent := map[bool]bool{}, false
		for _, stated := range points(shape) {
			dossier := stated.dossier(t)
			facts, err := env.Facts(dossier)
			if err != nil {
				t.Fatal(err)
			}
			m.Show(facts)
			text, _ := stated["at"].(offset).MarshalText()
			at, err := civil.ParseDate(string(text))
			if err != nil {
				t.Fatal(err)
			}
			m.Given(env.Subject(dossier.Subject()), given, at)
			truth, _ := rule.Eval(m)
			if truth != rules.True && truth != rules.False {
				t.Fatalf("%s: %s with %v", shape, truth, stated)
			}
			want := truth == rules.True
			seen[want] = true
			for lang, c := range byLanguage {
				r := &reading{lang: lang, known: languages[lang], of: c, stated: stated}
				got, ok := r.read(*c.Holds)
				switch {
				case !ok && r.problem == "":
					silent = true
				case !ok:
					t.Fatalf("%s: %s: cannot read %q", shape, lang, r.problem)
				case got != want:
					t.Errorf("%s: %s says %s, which is %t with %v", shape, lang, spell(*c.Holds), got, stated)
				}
				for _, line := range r.meant(t, shape, said) {
					if strings.Contains(shape, "&&") || strings.Contains(shape, "||") {
						continue // the parameter bears upon a part
					}
					if got, ok := r.read(line); !ok || got != want {
						t.Errorf("%s: %s calls the parameter one of %s, which is %t with %v", shape, lang, spell(line), got, stated)
					}
				}
			}
		}
		if silent != slices.Contains(wordless, shape) {
			t.Errorf("%s: %s", shape, spell(*byLanguage["en"].Holds))
		}
		if len(seen) != 2 && !strings.Contains(shape, "true)") && !strings.Contains(shape, ">= 0") && !strings.HasSuffix(shape, "<= ext.e.d") {
			t.Errorf("%s: always %v", shape, seen)
		}
	}
	for lang := range languages {
		for _, m := range meanings[lang] {
			if !said[m[0]] {
				t.Errorf("%s: no shape has a parameter that is %q", lang, m[0])
			}
		}
	}
}

// meanings are what parameters mean, and what is then demanded.
var meanings = map[string][][2]string{
	"en": {
		{"Upper bound, not reached", "less than {v}"}, {"Highest value", "at most {v}"}, {"Lower bound, exceeded", "more than {v}"}, {"Lowest value", "at least {v}"},
		{"Value demanded", "{v}"}, {"Value excluded", "anything but {v}"}, {"Values admitted", "{v}"}, {"Values excluded", "anything but {v}"},
		{"Day before which it must lie", "before {v}"}, {"Last day", "{v} or earlier"}, {"Day after which it must lie", "after {v}"}, {"First day", "{v} or later"},
		{"Shortest time since, to be exceeded", "more than {v} before the day of assessment"}, {"Shortest time since", "at least {v} before the day of assessment"},
		{"Longest time since, not reached", "later than {v} before the day of assessment"}, {"Longest time since", "no earlier than {v} before the day of assessment"},
		{"Longest time ahead, not reached", "earlier than {v} after the day of assessment"}, {"Longest time ahead", "no later than {v} after the day of assessment"},
		{"Shortest time ahead, to be exceeded", "more than {v} after the day of assessment"}, {"Shortest time ahead", "at least {v} after the day of assessment"},
		{"The day of assessment must lie before it", "before {v}"}, {"The last day of assessment", "{v} or earlier"}, {"The day of assessment must lie after it", "after {v}"}, {"The first day of assessment", "{v} or later"},
		{"Region", "in the region {v}"}, {"Region excluded", "outside the region {v}"}, {"Versions admitted", "a version {v}"}, {"Licences admitted", "a licence that allows use under {v}"},
	},
	"de": {
		{"Obergrenze, nicht zu erreichen", "weniger als {v}"}, {"Höchstwert", "höchstens {v}"}, {"Untergrenze, zu überschreiten", "mehr als {v}"}, {"Mindestwert", "mindestens {v}"},
		{"Verlangter Wert", "{v}"}, {"Ausgeschlossener Wert", "ein anderer Wert als {v}"}, {"Zulässige Werte", "{v}"}, {"Ausgeschlossene Werte", "ein anderer Wert als {v}"},
		{"Tag, vor dem es liegen muss", "vor dem {v}"}, {"Letzter Tag", "spätestens am {v}"}, {"Tag, nach dem es liegen muss", "nach dem {v}"}, {"Erster Tag", "frühestens am {v}"},
		{"Mindestabstand vor dem Bewertungstag, zu überschreiten", "mehr als {v} vor dem Bewertungstag"}, {"Mindestabstand vor dem Bewertungstag", "mindestens {v} vor dem Bewertungstag"},
		{"Höchstabstand vor dem Bewertungstag, nicht zu erreichen", "später als {v} vor dem Bewertungstag"}, {"Höchstabstand vor dem Bewertungstag", "frühestens {v} vor dem Bewertungstag"},
		{"Höchstabstand nach dem Bewertungstag, nicht zu erreichen", "früher als {v} nach dem Bewertungstag"}, {"Höchstabstand nach dem Bewertungstag", "spätestens {v} nach dem Bewertungstag"},
		{"Mindestabstand nach dem Bewertungstag, zu überschreiten", "mehr als {v} nach dem Bewertungstag"}, {"Mindestabstand nach dem Bewertungstag", "mindestens {v} nach dem Bewertungstag"},
		{"Stichtag, vor dem der Bewertungstag liegen muss", "vor dem {v}"}, {"Letzter Bewertungstag", "spätestens am {v}"}, {"Stichtag, nach dem der Bewertungstag liegen muss", "nach dem {v}"}, {"Erster Bewertungstag", "frühestens am {v}"},
		{"Region", "in der Region {v}"}, {"Ausgeschlossene Region", "außerhalb der Region {v}"}, {"Zulässige Versionen", "eine Version {v}"}, {"Zulässige Lizenzen", "eine Lizenz, die die Nutzung unter {v} erlaubt"},
	},
}

// open are meanings that say nothing of the direction.
var open = []string{"Enters into what is demanded", "Geht in das Verlangte ein", "Number of entries", "Zahl der Einträge", "Part of a condition", "Teil einer Bedingung",
	"Day at which what is demanded changes", "Tag, an dem sich das Verlangte ändert", "Turns a part of what is demanded on or off", "Schaltet einen Teil des Verlangten ein oder aus"}

// meant are the parameters of a criterion that a shape reads, and what the
// handbook says of them, as demands.
func (r *reading) meant(t *testing.T, shape string, said map[string]bool) []Condition {
	var out []Condition
	for _, p := range r.of.Parameters {
		if !regexp.MustCompile(`params\.` + p.Name + `\b`).MatchString(shape) {
			continue
		}
		meaning, _, _ := strings.Cut(p.Meaning, ":")
		said[meaning] = true
		if slices.Contains(open, meaning) {
			continue
		}
		at := slices.IndexFunc(meanings[r.lang], func(m [2]string) bool { return m[0] == meaning })
		if at < 0 {
			t.Fatalf("%s: the parameter %s is %q", shape, p.Name, p.Meaning)
		}
		line := *r.of.Holds
		line.Demanded = each.FindString(line.Demanded) + fill(meanings[r.lang][at][1], "v", p.Values[0])
		out = append(out, line)
	}
	return out
}

func spell(c Condition) string {
	data, _ := json.Marshal(c)
	return string(data)
}

// points are all combinations of the values that a shape reads.
func points(shape string) []values {
	out := []values{{}}
	for _, name := range []string{"at", "ext.e.b", "ext.e.c", "ext.e.n", "ext.e.m", "ext.e.q", "ext.e.d", "ext.e.f", "ext.e.v", "ext.e.w", "ext.e.t", "ext.e.u", "ext.e.o", "ext.e.r", "ext.e.s",
		"ext.e.l", "ext.e.i", "ext.e.dl", "subject.layer", "subject.version", "subject.regions", "supplyChain.subcontractors"} {
		choices := limits[name]
		if !regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\b`).MatchString(shape) {
			if name != "at" {
				continue
			}
			choices = days(0)
		}
		var next []values
		for _, v := range out {
			for _, x := range choices {
				w := values{name: x}
				for k, old := range v {
					w[k] = old
				}
				next = append(next, w)
			}
		}
		out = next
	}
	return out
}

func (v values) dossier(t *testing.T) *evidence.Dossier {
	ext, subject, file := map[string]any{}, map[string]any{"id": "offer"}, map[string]any{"trias": "dossier/v1"}
	for name, x := range v {
		switch group, field, _ := strings.Cut(name, "."); group {
		case "ext":
			ext[strings.TrimPrefix(field, "e.")] = x
		case "subject":
			subject[field] = x
		case "supplyChain":
			var entries []any
			for i, e := range x.([]any) {
				entries = append(entries, map[string]any{"id": fmt.Sprint("s", i), "customerDataAccess": e.(values)["customerDataAccess"], "countries": e.(values)["countries"]})
			}
			if entries == nil {
				entries = []any{}
			}
			file[group] = map[string]any{field: entries}
		}
	}
	file["subject"] = subject
	if len(ext) > 0 {
		file["ext"] = map[string]any{"e": ext}
	}
	data, err := json.Marshal(file)
	if err != nil {
		t.Fatal(err)
	}
	fragment, err := evidence.Decode("d.json", data)
	if err != nil {
		t.Fatal(err)
	}
	dossier, err := evidence.Merge(fragment)
	if err != nil {
		t.Fatal(err)
	}
	return dossier
}

// reading reads what a handbook demands, of what is stated.
type reading struct {
	lang    string
	known   []known
	of      Criterion
	stated  values
	bound   []binding
	problem string // that could not be read; empty if it is left to the rule
}

type binding struct {
	path  string
	entry any
}

// read says whether a condition holds. It is not ok if there is nothing to read
// or the reader cannot.
func (r *reading) read(c Condition) (holds, ok bool) {
	parts := func(stop bool) (bool, bool) {
		for _, p := range c.Parts {
			switch is, ok := r.read(p); {
			case !ok:
				return false, false
			case is == stop:
				return stop, true
			}
		}
		return !stop, true
	}
	switch c.Kind {
	case All:
		return parts(false)
	case Any:
		return parts(true)
	case If:
		if is, ok := r.read(c.Parts[0]); !is || !ok {
			return true, ok
		}
		return r.read(c.Parts[1])
	case Each, Some:
		list, path, ok := r.tested(c)
		if !ok {
			return false, false
		}
		return r.quantified(list.([]any), path, c.Kind == Some, func() (bool, bool) { return parts(false) })
	}
	switch c.Demanded {
	case "a statement that enters into what is demanded above", "eine Angabe; sie geht in das darüber Verlangte ein", "are enough, nothing has to be stated", "genügen, es ist nichts anzugeben":
		return true, true
	case "cannot be met", "können nicht erfüllt werden":
		return false, true
	case "as the rule says", "nach Maßgabe der Regel":
		return false, false
	}
	if strings.HasPrefix(c.Subject, "Calculated from ") || strings.HasPrefix(c.Subject, "Berechnet aus ") {
		return r.formula(c.Demanded)
	}
	x, path, ok := r.tested(c)
	if !ok {
		return false, false
	}
	return r.demanded(x, path, c.Demanded)
}

func (r *reading) quantified(list []any, path string, some bool, inner func() (bool, bool)) (holds, ok bool) {
	defer func(n int) { r.bound = r.bound[:n] }(len(r.bound))
	r.bound = append(r.bound, binding{})
	for _, entry := range list {
		r.bound[len(r.bound)-1] = binding{path, entry}
		switch is, ok := inner(); {
		case !ok:
			return false, false
		case is == some:
			return some, true
		}
	}
	return !some, true
}

var subjects = map[string]string{"The day of assessment": "at", "Der Bewertungstag": "at", "the layer the subject works at": "subject.layer", "die Ebene, auf der der Gegenstand arbeitet": "subject.layer",
	"the version of the subject": "subject.version", "die Version des Gegenstands": "subject.version", "the regions the subject is provided in": "subject.regions", "die Regionen, in denen der Gegenstand erbracht wird": "subject.regions"}

// tested is the value that a line is about.
func (r *reading) tested(c Condition) (x any, path string, ok bool) {
	switch {
	case c.Statement > 0:
		path = r.of.Statements[c.Statement-1].Path
		if about := strings.Contains(c.Demanded, "entr") || strings.Contains(c.Demanded, "Eintr"); !about && c.Kind == Test {
			for _, b := range slices.Backward(r.bound) {
				if b.path == path {
					return b.entry, path, true
				}
			}
		}
		x, ok = r.value(path)
		return x, path, ok
	case (c.Subject == "The entry" || c.Subject == "Der Eintrag") && len(r.bound) > 0:
		return r.bound[len(r.bound)-1].entry, "", true
	case c.Subject == "The values red and green" || c.Subject == "Die Werte red und green":
		return []any{"red", "green"}, "", true
	}
	path = subjects[c.Subject]
	x, ok = r.value(path)
	return x, path, ok
}

func (r *reading) value(path string) (any, bool) {
	for _, b := range slices.Backward(r.bound) {
		if field, ok := strings.CutPrefix(path, b.path+"[]."); ok && b.path != "" {
			return b.entry.(values)[field], true
		}
	}
	x, ok := r.stated[path]
	if !ok {
		r.problem = "the path " + path
	}
	return x, ok
}

// saying is a sentence in both languages and what it means.
type saying struct {
	en, de string
	is     func(r *reading, x any, v []string) (bool, bool)
}

// compare makes the meaning of a saying with one value.
func compare(holds func(int) bool) func(*reading, any, []string) (bool, bool) {
	return func(r *reading, x any, v []string) (bool, bool) {
		y, ok := r.spelt(x, v[0])
		if !ok {
			return false, false
		}
		return holds(order(x, y)), true
	}
}

// beside compares a date with the day of assessment and a time before or after.
func beside(sign int, holds func(int) bool) func(*reading, any, []string) (bool, bool) {
	return func(r *reading, x any, v []string) (bool, bool) {
		n := 0
		if len(v) > 0 {
			n, _ = strconv.Atoi(strings.Fields(v[0])[0])
		}
		return holds(int(x.(offset)) - int(r.stated["at"].(offset)) - sign*n), true
	}
}

func oneOf(want bool) func(*reading, any, []string) (bool, bool) {
	return func(r *reading, x any, v []string) (bool, bool) {
		for _, text := range regexp.MustCompile(`, | or | oder `).Split(v[0], -1) {
			y, ok := r.spelt(x, text)
			if !ok {
				return false, false
			}
			if order(x, y) == 0 {
				return want, true
			}
		}
		return !want, true
	}
}

func text(want bool, holds func(x, v string) bool) func(*reading, any, []string) (bool, bool) {
	return func(_ *reading, x any, v []string) (bool, bool) {
		return holds(x.(string), strings.Join(v, "")) == want, true
	}
}

func shifted(sign int) func(*reading, any, []string) (bool, bool) {
	return func(r *reading, x any, v []string) (bool, bool) {
		n, err := strconv.Atoi(v[0])
		if err != nil {
			return false, false
		}
		return r.demanded(x.(offset)+offset(sign*n), "", v[1])
	}
}

func entries(some bool) func(*reading, any, []string) (bool, bool) {
	return func(r *reading, x any, v []string) (bool, bool) {
		list, ok := x.([]any)
		if !ok {
			return false, false
		}
		return r.quantified(list, "", some, func() (bool, bool) { return r.demanded(r.bound[len(r.bound)-1].entry, "", v[0]) })
	}
}

func approved(x, _ string) bool { return !strings.HasPrefix(x, "BUSL") }

func allowed(x, v string) bool {
	return slices.ContainsFunc(strings.Split(x, " OR "), func(id string) bool { return strings.Contains(v, id) })
}

func less(n int) bool    { return n < 0 }
func most(n int) bool    { return n <= 0 }
func more(n int) bool    { return n > 0 }
func least(n int) bool   { return n >= 0 }
func same(n int) bool    { return n == 0 }
func another(n int) bool { return n != 0 }

func admitted(want bool) func(*reading, any, []string) (bool, bool) {
	return func(_ *reading, x any, v []string) (bool, bool) {
		return v[0] == ">= 2, < 3" && (order(x, version("2")) >= 0 && order(x, version("3")) < 0) == want, true
	}
}

// sayings are all sentences, the longer ones first where one is part of another.
func sayings() []saying {
	return []saying{
		{"{v} days later: {v}", "{v} Tage später: {v}", shifted(1)},
		{"{v} days earlier: {v}", "{v} Tage früher: {v}", shifted(-1)},
		{"every entry: {v}", "jeder Eintrag: {v}", entries(false)},
		{"at least one entry: {v}", "mindestens ein Eintrag: {v}", entries(true)},
		{"a list, whatever it holds", "eine Liste, gleich welchen Inhalts", func(*reading, any, []string) (bool, bool) { return true, true }},
		{"no entry", "kein Eintrag", func(_ *reading, x any, _ []string) (bool, bool) { return len(x.([]any)) == 0, true }},
		{"at least one entry", "mindestens ein Eintrag", func(_ *reading, x any, _ []string) (bool, bool) { return len(x.([]any)) > 0, true }},
		{"on the day of assessment or at most {v} before", "am Bewertungstag oder höchstens {v} davor", func(r *reading, x any, v []string) (bool, bool) {
			n, _ := strconv.Atoi(strings.Fields(v[0])[0])
			ahead := int(x.(offset)) - int(r.stated["at"].(offset))
			return ahead <= 0 && ahead >= -n, true
		}},
		{"before the day of assessment", "vor dem Bewertungstag", beside(0, less)},
		{"no later than the day of assessment", "spätestens am Bewertungstag", beside(0, most)},
		{"after the day of assessment", "nach dem Bewertungstag", beside(0, more)},
		{"no earlier than the day of assessment", "frühestens am Bewertungstag", beside(0, least)},
		{"more than {v} before the day of assessment", "mehr als {v} vor dem Bewertungstag", beside(-1, less)},
		{"at least {v} before the day of assessment", "mindestens {v} vor dem Bewertungstag", beside(-1, most)},
		{"later than {v} before the day of assessment", "später als {v} vor dem Bewertungstag", beside(-1, more)},
		{"no earlier than {v} before the day of assessment", "frühestens {v} vor dem Bewertungstag", beside(-1, least)},
		{"earlier than {v} after the day of assessment", "früher als {v} nach dem Bewertungstag", beside(1, less)},
		{"no later than {v} after the day of assessment", "spätestens {v} nach dem Bewertungstag", beside(1, most)},
		{"more than {v} after the day of assessment", "mehr als {v} nach dem Bewertungstag", beside(1, more)},
		{"at least {v} after the day of assessment", "mindestens {v} nach dem Bewertungstag", beside(1, least)},
		{"another value than that of {v}", "ein anderer Wert als der von {v}", compare(another)},
		{"less than the value of {v}", "weniger als der Wert von {v}", compare(less)},
		{"at most the value of {v}", "höchstens der Wert von {v}", compare(most)},
		{"more than the value of {v}", "mehr als der Wert von {v}", compare(more)},
		{"at least the value of {v}", "mindestens der Wert von {v}", compare(least)},
		{"the value of {v}", "der Wert von {v}", compare(same)},
		{"before the day of {v}", "vor dem Tag von {v}", compare(less)},
		{"no later than the day of {v}", "spätestens am Tag von {v}", compare(most)},
		{"after the day of {v}", "nach dem Tag von {v}", compare(more)},
		{"no earlier than the day of {v}", "frühestens am Tag von {v}", compare(least)},
		{"older than the version of {v}", "älter als die Version von {v}", compare(less)},
		{"no newer than the version of {v}", "nicht neuer als die Version von {v}", compare(most)},
		{"newer than the version of {v}", "neuer als die Version von {v}", compare(more)},
		{"no older than the version of {v}", "nicht älter als die Version von {v}", compare(least)},
		{"before {v}", "vor dem {v}", compare(less)},
		{"{v} or earlier", "spätestens am {v}", compare(most)},
		{"after {v}", "nach dem {v}", compare(more)},
		{"{v} or later", "frühestens am {v}", compare(least)},
		{"another day than {v}", "ein anderer Tag als der {v}", compare(another)},
		{"older than {v}", "älter als {v}", compare(less)},
		{"{v} or older", "{v} oder älter", compare(most)},
		{"newer than {v}", "neuer als {v}", compare(more)},
		{"{v} or newer", "{v} oder neuer", compare(least)},
		{"a version other than {v}", "eine andere Version als {v}", admitted(false)},
		{"a version {v}", "eine Version {v}", admitted(true)},
		{"in the region EU", "in der Region EU", text(true, func(x, _ string) bool { return x == "DE" || x == "FR" })},
		{"outside the region EU", "außerhalb der Region EU", text(false, func(x, _ string) bool { return x == "DE" || x == "FR" })},
		{"a licence approved by the Open Source Initiative", "eine von der Open Source Initiative anerkannte Lizenz", text(true, approved)},
		{"a licence not approved by the Open Source Initiative", "eine nicht von der Open Source Initiative anerkannte Lizenz", text(false, approved)},
		{"a licence that does not allow use under {v}", "eine Lizenz, die die Nutzung unter {v} nicht erlaubt", text(false, allowed)},
		{"a licence that allows use under {v}", "eine Lizenz, die die Nutzung unter {v} erlaubt", text(true, allowed)},
		{"a text that begins with “{v}”", "ein Text, der mit „{v}“ beginnt", text(true, strings.HasPrefix)},
		{"a text that does not begin with “{v}”", "ein Text, der nicht mit „{v}“ beginnt", text(false, strings.HasPrefix)},
		{"a text that ends with “{v}”", "ein Text, der mit „{v}“ endet", text(true, strings.HasSuffix)},
		{"a text that does not end with “{v}”", "ein Text, der nicht mit „{v}“ endet", text(false, strings.HasSuffix)},
		{"a text that contains “{v}”", "ein Text, der „{v}“ enthält", text(true, strings.Contains)},
		{"a text that does not contain “{v}”", "ein Text, der „{v}“ nicht enthält", text(false, strings.Contains)},
		{"not exactly {v}", "nicht genau {v}", oneOf(false)},
		{"anything but {v}", "ein anderer Wert als {v}", oneOf(false)},
		{"less than {v}", "weniger als {v}", compare(less)},
		{"fewer than {v}", "weniger als {v}", compare(less)},
		{"at most {v}", "höchstens {v}", compare(most)},
		{"more than {v}", "mehr als {v}", compare(more)},
		{"at least {v}", "mindestens {v}", compare(least)},
		{"{v}", "{v}", oneOf(true)},
	}
}

// known are the sayings of a language.
type known struct {
	pattern *regexp.Regexp
	is      func(*reading, any, []string) (bool, bool)
}

func learn(lang string) []known {
	var out []known
	for _, t := range sayings() {
		text := t.en
		if lang == "de" {
			text = t.de
		}
		pattern := strings.ReplaceAll(regexp.QuoteMeta(text), `\{v\}`, "(.+)")
		out = append(out, known{regexp.MustCompile("^" + pattern + "$"), t.is})
	}
	return out
}

// demanded says whether a value is as a line demands.
func (r *reading) demanded(x any, path, line string) (holds, ok bool) {
	for _, word := range map[string][]string{"en": {"; or ", ", and "}, "de": {"; oder ", " und "}}[r.lang] {
		groups := r.split(line, word)
		if len(groups) == 1 {
			continue
		}
		some := strings.HasPrefix(word, ";")
		for _, g := range groups {
			y := x
			if list, isList := r.stated[path].([]any); isList && r.ofList(g) {
				y = list
			}
			switch is, ok := r.demanded(y, path, g); {
			case !ok:
				return false, false
			case is == some:
				return some, true
			}
		}
		return !some, true
	}
	for _, k := range r.known {
		if v := k.pattern.FindStringSubmatch(line); v != nil {
			if is, ok := k.is(r, x, v[1:]); ok {
				return is, true
			}
		}
	}
	r.problem = line
	return false, false
}

var each = regexp.MustCompile("^(every entry|at least one entry|jeder Eintrag|mindestens ein Eintrag): ")

func (r *reading) ofList(line string) bool {
	return strings.Contains(line, "entr") || strings.Contains(line, "Eintr")
}

// split takes a line apart. What follows "every entry:" belongs to it unless it
// is about the list again.
func (r *reading) split(line, word string) []string {
	var out []string
	for _, piece := range strings.Split(line, word) {
		if last := len(out) - 1; last >= 0 && each.MatchString(out[last]) && !r.ofList(piece) {
			out[last] += word + piece
			continue
		}
		out = append(out, piece)
	}
	return out
}

var (
	statement = regexp.MustCompile(`^(?:statement|Angabe) (\d+)$`)
	amount    = regexp.MustCompile(`^(-?\d+(?:[.,]\d+)?)(?: (?:%|days?|Tage?|entry|entries|Eintrag|Einträge))?$`)
)

// spelt is the value that a text names, of the kind of another.
func (r *reading) spelt(like any, text string) (any, bool) {
	if m := statement.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		return r.value(r.of.Statements[n-1].Path)
	}
	switch text {
	case "the entry", "dem Eintrag":
		return r.bound[len(r.bound)-1].entry, true
	case "“the version of the subject”", "„die Version des Gegenstands“", "the version of the subject", "die Version des Gegenstands":
		return r.value("subject.version")
	}
	switch like.(type) {
	case bool:
		b, ok := map[string]bool{"yes": true, "ja": true, "no": false, "nein": false}[text]
		return b, ok
	case float64, []any:
		m := amount.FindStringSubmatch(text)
		if _, list := like.([]any); m == nil || list != r.ofList(text) {
			return nil, false
		}
		f, err := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", "."), 64)
		return f, err == nil
	case offset:
		layout := map[string]string{"en": "2 January 2006", "de": "02.01.2006"}[r.lang]
		d, err := time.Parse(layout, text)
		return offset(d.Sub(zero) / (24 * time.Hour)), err == nil
	case version:
		return version(text), true
	}
	if name, ok := map[string]string{"Plattform": "platform", "Anwendung": "application", "Infrastruktur": "infrastructure"}[text]; ok {
		text = name
	}
	return text, true
}

// order compares two values of a kind; of what has no order it says only
// whether they are the same.
func order(x, y any) int {
	switch a := x.(type) {
	case float64:
		return cmp.Compare(a, y.(float64))
	case []any:
		return cmp.Compare(float64(len(a)), y.(float64))
	case offset:
		return int(a) - int(y.(offset))
	case version:
		of := func(v version) float64 {
			f, err := strconv.ParseFloat(string(v), 64)
			if err != nil {
				panic(err)
			}
			return f
		}
		return cmp.Compare(of(a), of(y.(version)))
	}
	if x == y {
		return 0
	}
	return 1
}

// formula reads a comparison of what is calculated.
func (r *reading) formula(text string) (holds, ok bool) {
	if text == "as the rule says" || text == "nach Maßgabe der Regel" {
		return false, false
	}
	m := regexp.MustCompile(`^(.+) ([=≠<≤>≥]) (.+)$`).FindStringSubmatch(text)
	if m == nil {
		r.problem = text
		return false, false
	}
	a, ok1 := r.sum(m[1])
	b, ok2 := r.sum(m[3])
	if !ok1 || !ok2 {
		r.problem = text
		return false, false
	}
	return map[string]func(int) bool{"=": same, "≠": another, "<": less, "≤": most, ">": more, "≥": least}[m[2]](cmp.Compare(a, b)), true
}

var (
	brackets = regexp.MustCompile(`\(([^()]*)\)(?: \((?:days|Tage)\))?`)
	units    = regexp.MustCompile(` \((?:days|Tage)\)`)
	counted  = regexp.MustCompile(`(?:number of entries in statement|Zahl der Einträge in Angabe) (\d+)`)
	stated   = regexp.MustCompile(`(?:statement|Angabe) (\d+)`)
	theDay   = regexp.MustCompile(`day of assessment|Bewertungstag`)
)

// sum calculates a side of a formula.
func (r *reading) sum(text string) (float64, bool) {
	ok := true
	name := func(pattern *regexp.Regexp) {
		text = pattern.ReplaceAllStringFunc(text, func(s string) string {
			n, _ := strconv.Atoi(pattern.FindStringSubmatch(s)[1])
			x, known := r.value(r.of.Statements[n-1].Path)
			ok = ok && known
			switch x := x.(type) {
			case float64:
				return fmt.Sprint(x)
			case offset:
				return fmt.Sprint(int(x))
			case []any:
				return fmt.Sprint(len(x))
			}
			ok = false
			return s
		})
	}
	text = units.ReplaceAllString(text, "")
	name(counted)
	name(stated)
	text = theDay.ReplaceAllString(text, fmt.Sprint(int(r.stated["at"].(offset))))
	for brackets.MatchString(text) {
		text = brackets.ReplaceAllStringFunc(text, func(s string) string {
			n, known := r.sum(brackets.FindStringSubmatch(s)[1])
			ok = ok && known
			return fmt.Sprint(n)
		})
	}
	total, sign := 0.0, 1.0
	for i, token := range strings.Split(regexp.MustCompile(`(?: |^)([+−]) `).ReplaceAllString(text, "|$1|"), "|") {
		switch {
		case token == "+":
			sign = 1
		case token == "−":
			sign = -1
		case token == "" && i == 0:
		default:
			product := 1.0
			for _, factor := range strings.Split(token, " × ") {
				m := amount.FindStringSubmatch(factor)
				if m == nil {
					return 0, false
				}
				f, err := strconv.ParseFloat(strings.ReplaceAll(m[1], ",", "."), 64)
				ok = ok && err == nil
				product *= f
			}
			total += sign * product
		}
	}
	return total, ok
}
