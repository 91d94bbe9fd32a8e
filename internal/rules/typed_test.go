package rules_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// TestTypedEmbedded: every rule Trias brings is typed the short way, and cel-go's
// checker agrees with it.
func TestTypedEmbedded(t *testing.T) {
	t.Parallel()
	c, err := criteria.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	env, err := rules.NewEnv(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range c.Criteria() {
		var params []rules.ParamDecl
		for name, p := range k.Params {
			params = append(params, rules.ParamDecl{Name: name, Type: rules.ParamType(p.Type)})
		}
		s, err := env.Scope(k.ID, params)
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range []string{k.Rule, k.When} {
			if plain, err := rules.CompareCheckers(s, text); err != nil || !plain && text != "" {
				t.Errorf("%s: %q: plain %t, %v", k.ID, text, plain, err)
			}
		}
	}
}

// typedNames are facts, parameters and literals of every type.
var typedNames = []string{"ext.lab.passed", "ext.lab.runs", "ext.lab.share", "ext.lab.on", "ext.lab.suite", "ext.lab.grade", "ext.lab.names", "ext.lab.suites",
	"data.keys.custody", "data", "data.keys", "at", "subject.layer", "subject.regions", "params.maxAge", "params", "x", "x.id", "x.country", "y",
	`"full"`, "1", "-2.5", "true", `date("2026-01-01")`, `version("1.2")`, "months(3)", "supplyChain.subcontractors", "nothing", "data.nothing"}

// TestTypedRandom compares the checkers on random rules, most of which are
// ill-typed.
func TestTypedRandom(t *testing.T) {
	t.Parallel()
	_, s := scope(t)
	comparison := rapid.SampledFrom([]string{"==", "!=", "<", ">=", "in", "+", "-", "&&", "||"})
	plain := 0
	rapid.Check(t, func(t *rapid.T) {
		left, right := rapid.SampledFrom(typedNames).Draw(t, "left"), rapid.SampledFrom(typedNames).Draw(t, "right")
		for _, text := range []string{
			left + " " + comparison.Draw(t, "op") + " " + right, left, "size(" + left + ")", left + ".size() > 1", "!" + left, "osiApproved(" + left + ")",
			left + ".startsWith(" + right + ")", left + ".satisfies(" + right + ")", left + ".inRegion(" + right + ", at)", "inRegion(" + left + ", " + right + ", at)",
			left + ".all(x, x == " + right + ")", left + ".exists(x, x.country == " + right + " || x)", left + ".all(data, data == " + right + ")",
			left + " ? " + right + " : " + left, "[" + left + ", " + right + "] == [" + right + "]", left + " in [" + right + "]",
			writtenRule(t, 3, typedNames),
		} {
			ok, err := rules.CompareCheckers(s, text)
			if err != nil {
				t.Fatalf("%q: %v", text, err)
			}
			if ok {
				plain++
			}
		}
	})
	if plain == 0 {
		t.Error("none of the random rules was typed the short way")
	}
}

// Whatever is typed the short way, cel-go's checker types the same.
func FuzzTyped(f *testing.F) {
	archive, err := txtar.ParseFile("testdata/problems.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, c := range archive.Files {
		text, _, _ := strings.Cut(string(c.Data), line)
		f.Add(text)
	}
	c, err := criteria.Embedded()
	if err != nil {
		f.Fatal(err)
	}
	for _, k := range c.Criteria() {
		f.Add(k.Rule)
		f.Add(k.When)
	}
	_, s := scope(f)
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1000 {
			return
		}
		if _, err := rules.CompareCheckers(s, text); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	})
}
