package rules_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// TestParseEmbedded: every rule Trias brings is plain enough for the short way,
// and cel-go's parser agrees with it.
func TestParseEmbedded(t *testing.T) {
	t.Parallel()
	c, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range c.Criteria() {
		for _, text := range []string{k.Rule, k.When} {
			if plain, err := rules.CompareParsers(text, true); err != nil || !plain && text != "" {
				t.Errorf("%s: %q: plain %t, %v", k.ID, text, plain, err)
			}
		}
	}
}

// TestParsePlain lists what is read the short way, and what is not.
func TestParsePlain(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		`a`: true, `a.b.c`: true, `(a)`: true, `((a.b)).c`: true, `a == 1`: true, `a == -1`: true, `a == -1.50`: true, `a - 1`: true, `a -1`: true, `1 - -1`: true,
		`"x" in ["x", 'y"', ""]`: true, "a // b\n && c\n\t&& d": true, `!a`: true, `!!a`: true, `!!!a.b`: true, `!(a && b)`: true,
		`a && b && c && d && e || f || g`: true, `a ? b : c ? d : e`: true, `f()`: true, `f(a, b).g(c)`: true, `a.size() < size(b)`: true,
		`a.all(x, x.y && b.exists(y, y == x.z))`: true, `a.exists(x, true)`: true, `a.all(x, y, z)`: true, `a.package`: true,
		`a * b + c / d - e % f`: true, `a < b == c`: true, `size(a.b) + 1 >= 3 * 2`: true, `date("2026-01-01") + days(3) <= at`: true,
		`a.exists(x, x == 1) && b`: true, `1.size()`: false, `1.`: false, `1u`: false, `0x1`: false, `1e5`: false, `.5`: false, `a.5`: false, `-a`: false, `- 1`: false, `-1 .a`: false,
		`--1`: false, `!-1`: true, `r"a"`: false, `b'a'`: false, `"a\n"`: false, `"""a"""`: false, `""""""`: false, `"ä"`: false, "\"a\nb\"": false, `[]`: false, `[a,]`: false, `{}`: false,
		`a[0]`: false, `.a`: false, `A{}`: false, `as`: false, `if(a)`: false, `a.in`: false, `a.true`: false, `null`: false, `a ? b`: false,
		`a.all(1, b)`: false, `a.all(__result__, b)`: false, `a = b`: false, `a b`: false, ``: false, `(`: false, `a.`: false, `f(a`: false, `f(,)`: false, `a &`: false, "a\v": false,
		`99999999999999999999`: false, "a.`b`": false, `a?.b`: false, `"a`: false, "\x00": false, `a.all(x, x)`: true, `a.map(x, x)`: true,
		strings.Repeat("(", 30) + "a" + strings.Repeat(")", 30): true, strings.Repeat("(", 60) + "a" + strings.Repeat(")", 60): false,
		strings.Repeat("!", 30) + "a": true, "a" + strings.Repeat(".b", 39): true, "a" + strings.Repeat(".b", 40): false, "a" + strings.Repeat(" + a", 60): false,
		"a" + strings.Repeat(" && a", 900): true, "a" + strings.Repeat(" && a", 1100): false,
	} {
		if plain, err := rules.CompareParsers(text, true); err != nil || plain != want {
			t.Errorf("%q: plain %t, %v", text, plain, err)
		}
	}
	if plain, err := rules.CompareParsers(`a.all(x, y) && by("test", months(12))`, false); err != nil || !plain {
		t.Errorf("without macros: plain %t, %v", plain, err)
	}
}

// TestParseRandom compares the parsers on random rules, and on words in any
// order.
func TestParseRandom(t *testing.T) {
	t.Parallel()
	gap := rapid.SampledFrom([]string{" ", "", "\n", "  "})
	words := rapid.SampledFrom(strings.Fields(`a b.c data.keys.custody x at params.n 0 1 -1 2.5 1e3 0x1f 7u "t" 'u' "" "v\n" r"w" true false null in
		( ( ( ) ) ) [ ] , , . ! - + * / % < <= > >= == != && && || || ? : f( size( a.all(x, a.exists(y, b.map(z, date("2026-01-01") .size() {} //`))
	plain := 0
	rapid.Check(t, func(t *rapid.T) {
		text := writtenRule(t, 5, anyNames)
		ok, err := rules.CompareParsers(text, rapid.Bool().Draw(t, "macros"))
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if ok {
			plain++
		}
		var any strings.Builder
		for range rapid.IntRange(1, 12).Draw(t, "length") {
			any.WriteString(words.Draw(t, "word") + gap.Draw(t, "gap"))
		}
		if _, err := rules.CompareParsers(any.String(), rapid.Bool().Draw(t, "macros")); err != nil {
			t.Fatalf("%q: %v", any.String(), err)
		}
	})
	if plain == 0 {
		t.Error("none of the random rules was read the short way")
	}
}

var anyNames = []string{"a", "b.c.d", "x", `"text"`, `'text'`, `""`, "0", "12", "-3", "4.5", "-0.25", "true", "false", "at", "params.n"}

// writtenRule writes something the grammar allows, whatever its types.
func writtenRule(t *rapid.T, depth int, leaves []string) string {
	part := func() string { return writtenRule(t, depth-1, leaves) }
	pick := func(from ...string) string { return rapid.SampledFrom(from).Draw(t, "pick") }
	kind := 0
	if depth > 0 {
		kind = rapid.IntRange(0, 10).Draw(t, "kind")
	}
	switch kind {
	case 1:
		return "(" + part() + ")"
	case 2:
		return strings.Repeat("!", rapid.IntRange(1, 3).Draw(t, "not")) + "(" + part() + ")"
	case 3, 4:
		terms := []string{part()}
		for range rapid.IntRange(1, 6).Draw(t, "terms") {
			terms = append(terms, part())
		}
		return strings.Join(terms, pick(" && ", "||", " || ", "\n&&\t"))
	case 5, 6:
		return part() + pick(" == ", "!=", " < ", "<=", " > ", ">=", " in ", " + ", "-", " * ", "/", "%") + part()
	case 7:
		return part() + " ? " + part() + " : " + part()
	case 8:
		return pick("a", "b.c", "f()", "(a || b)", "ext.lab.names", "ext.lab.suites", "supplyChain.subcontractors") + pick(".all(", ".exists(", ".map(", ".g(") + pick("x", "y", "1") + ", " + part() + ")"
	case 9:
		return pick("f", "size", "date") + "(" + part() + pick("", ", "+part()) + ")" + pick("", ".d", ".e.f()")
	case 10:
		return "[" + part() + pick("", ", "+part()) + "]" + pick("", ".size()")
	}
	return pick(leaves...)
}

// Where both read a text, the short way makes the tree cel-go's parser makes,
// and it reads nothing that cel-go's parser refuses.
func FuzzParse(f *testing.F) {
	archive, err := txtar.ParseFile("testdata/problems.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range archive.Files {
		text, _, _ := strings.Cut(string(c.Data), line)
		f.Add(text, true)
	}
	c, err := criteria.Embedded()
	if err != nil {
		f.Fatal(err)
	}
	for _, k := range c.Criteria() {
		f.Add(k.Rule, true)
		f.Add(k.When, true)
	}
	profile, err := os.ReadFile("../../profiles/normal.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`'(.*?)'`).FindAllSubmatch(profile, -1) {
		f.Add(string(m[1]), false)
	}
	f.Fuzz(func(t *testing.T, text string, macros bool) {
		if len(text) > 1000 {
			return
		}
		if _, err := rules.CompareParsers(text, macros); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	})
}
