package rules_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// pair is two versions of a criterion, "when ; rule" or a rule alone, and what
// comparing them both ways comes to.
type pair struct {
	was, is     string
	forth, back string // is never better than was, was never better than is
}

const (
	proven  = "proven"
	refuted = "refuted"
	open    = "not decided"
)

var pairs = []pair{
	// Logic.
	{"$a", "$a", proven, proven},
	{"$a", "$a && $b", proven, refuted},
	{"$a", "$a || $b", refuted, proven},
	{"$a && $b", "$b && $a", proven, proven},
	{"!($a && $b)", "!$a || !$b", proven, proven},
	{"!($a || $b)", "!$a && !$b", proven, proven},
	{"$a", "!!$a", proven, proven},
	{"$a", "!$a", refuted, refuted},
	{"$a", "$b", refuted, refuted},
	{"$a && ($b || $c)", "$a && $b || $a && $c", proven, proven},
	{"$a ? $b : $c", "$a ? $b : $b && $c", proven, refuted},
	{"$a ? $b : $c", "$a && $b || !$a && $c", proven, refuted},
	// A choice looks at one branch only, and at none where the condition is unknown.
	{"$a ? $b : $b", "$b", refuted, refuted},
	// What is always so once all is known is unknown before.
	{"$a || !$a", "$b || !$b", refuted, refuted},
	{"$a || !$a", "true", refuted, proven},
	{"$a && !$a", "false", proven, refuted},
	// Numbers, texts, closed sets.
	{"$n >= 3", "$n >= 4", proven, refuted},
	{"$n >= 3", "$n > 2", proven, proven},
	{"$n <= 3", "!($n > 3)", proven, proven},
	{"$n >= 3", "$n >= 3 && $n <= 10", proven, refuted},
	{"$x >= 0.5", "$x > 0.5", proven, refuted},
	{`$kind == "one"`, `$kind != "two"`, proven, proven},
	{`$text == "one"`, `$text != "two"`, refuted, proven},
	{`$text in ["a", "b"]`, `$text in ["a"]`, proven, refuted},
	{`$text in ["a", "b"]`, `$text == "a" || $text == "b"`, proven, proven},
	{"data.deletion.maxDays >= 0", "data.deletion.maxDays > -1", proven, proven},
	// Functions of texts and versions.
	{`$text.startsWith("a")`, `$text.startsWith("ab")`, proven, refuted},
	{`$text.contains("ab")`, `$text.contains("b")`, refuted, proven},
	{`$v >= version("1.2")`, `$v >= version("1.3")`, proven, refuted},
	{`$v >= version("1.2")`, `$v >= version("1.2.0")`, proven, proven},
	{`$v.satisfies(">= 1.2")`, `$v.satisfies(">= 1.3")`, proven, refuted},
	{`$v.satisfies(">= 1.2")`, `$v.satisfies(">= 1.3, < 2")`, proven, refuted},
	{`$v.satisfies("> 1.2")`, `$v.satisfies(">= 1.2")`, refuted, proven},
	{`osiApproved($text)`, `licensedUnder($text, ["MIT"])`, open, refuted},
	{`licensedUnder($text, ["MIT", "EUPL-1.2"])`, `licensedUnder($text, ["MIT"])`, proven, refuted},
	{`data.ai.models.all(m, licensedUnder(m.license, ["MIT", "EUPL-1.2"]))`, `data.ai.models.all(m, licensedUnder(m.license, ["MIT"]))`, proven, refuted},
	// Regions count as they are from 2026 on.
	{`inRegion($text, "EU", at)`, `inRegion($text, "EU", at) && $a`, refuted, refuted}, // a text that is no country breaks it
	{`inRegion(supplyChain.provider.seat, "EEA", at)`, `inRegion(supplyChain.provider.seat, "EU", at)`, proven, refuted},
	{`inRegion(supplyChain.provider.seat, "EU", at)`, `inRegion(supplyChain.provider.seat, "EuroArea", at)`, proven, refuted},
	{`inRegion(supplyChain.provider.seat, "EU", at)`, `inRegion(supplyChain.provider.seat, "Schengen", at)`, refuted, refuted},
	{`inRegion(supplyChain.provider.seat, "EU", at)`, `supplyChain.provider.seat in ["DE", "FR"]`, proven, refuted},
	{`inRegion(supplyChain.provider.seat, "EU", at)`, `supplyChain.provider.seat != "US" && inRegion(supplyChain.provider.seat, "EU", at)`, proven, proven},
	// Dates and the day of the verdict.
	{"$on <= at", "$on < at", proven, refuted},
	{"$on <= at", "at >= $on", proven, proven},
	{"$on + months(12) >= at", "$on + months(6) >= at", proven, refuted},
	{"$on + months(1) >= at", "$on + days(31) >= at", refuted, proven},
	{"$on - days(3) >= at", "$on >= at", refuted, proven},
	{"$on - days(3) >= at", "$on - days(4) >= at", proven, refuted},
	{`$on >= date("2026-01-01")`, `$on >= date("2026-01-02")`, proven, refuted},
	{`at < date("2027-01-12") && $a`, `at < date("2027-01-01") && $a`, proven, refuted},
	{`at < date("2020-01-01") && $a`, `at < date("2021-01-01") && $a`, proven, proven}, // both long past
	{`$on <= at`, `$on <= at && (at < date("2028-01-01") || $on >= date("2027-01-01"))`, proven, refuted},
	{`$on <= at`, `$on < date("2026-01-01")`, proven, refuted},
	{`$on < date("1900-01-01")`, `$on < date("2026-06-02") && at > date("2026-05-31") && $on >= at`, refuted, refuted}, // on one day alone
	{`$on < date("1900-01-01")`, `$on < date("2026-06-01") && at > date("2026-05-31") && $on >= at`, proven, refuted},  // on none
	// Two facts.
	{"$n <= $m", "$n < $m", proven, refuted},
	{"$n <= $m", "$m >= $n", proven, proven},
	{"$n <= $m", "$n <= $m && $n < 5", proven, refuted},
	{"$n < $m", "$n < 3 && $m > 7", proven, refuted},
	{"$on <= supplyChain.sbom.generatedOn && supplyChain.sbom.generatedOn <= at", "$on <= supplyChain.sbom.generatedOn && supplyChain.sbom.generatedOn <= at && $on <= at", proven, refuted},
	{"$on + days($n) <= at", "$on + days($n) <= at || $a", refuted, proven},
	{"$n + $m > 3", "$n + $m > 3 && $a", proven, refuted},
	{"$n * $m > 3", "$n * $m > 3 && $a", refuted, refuted}, // what is too large breaks, and that is worse than unknown
	// When it applies.
	{"$a ; $b", "$a ; $b && $c", proven, refuted},
	{"$a ; $b", "$a && $c ; $b", refuted, proven},
	{"$a ; $b", "$a || $c ; $b", proven, refuted},
	{"$a ; $b", "$b", proven, refuted},
	{"$b", "$a ; $b", refuted, proven},
	{"$a ; $b", "!$a || $b", open, open}, // what is proven of the when is another matter
	{`subject.layer == "platform" ; $a`, `subject.layer in ["platform", "application"] ; $a`, proven, refuted},
	// Lists.
	{"$L.all(s, s.critical)", "$L.all(t, t.critical)", proven, proven},
	{"$L.all(s, s.critical)", "$L.all(s, s.critical && s.auditRight)", proven, refuted},
	{"$L.all(s, s.critical || s.auditRight)", "$L.all(s, s.critical)", proven, refuted},
	{"$L.all(s, s.critical) && $L.all(s, s.auditRight)", "$L.all(s, s.critical && s.auditRight)", proven, proven},
	{"$L.exists(s, s.critical && s.auditRight)", "$L.exists(s, s.critical) && $L.exists(s, s.auditRight)", refuted, proven},
	{"$L.exists(s, s.critical)", "$L.all(s, s.critical)", refuted, refuted},
	{"$L.exists(s, s.critical)", "size($L) > 0 && $L.all(s, s.critical)", proven, refuted},
	{"$L.exists(s, s.critical && !s.critical)", "$L.exists(s, s.critical) && $L.exists(s, !s.critical)", refuted, proven},
	{"!$L.exists(s, s.critical)", "$L.all(s, !s.critical)", proven, proven},
	{"$L.all(s, s.critical)", "size($L) > 0 && $L.all(s, s.critical)", proven, refuted},
	{"size($L) > 1", "size($L) > 2", proven, refuted},
	{"size($L) > 1", "$L.exists(s, s.critical) && $L.exists(s, !s.critical)", refuted, refuted}, // an open list has no size
	{"$list.all(n, n > 3)", "$list.all(n, n > 4)", proven, refuted},
	{"$list.exists(n, n > 3)", "$list.exists(n, n > 4)", proven, refuted},
	{"$list.all(n, n > $m)", "$list.all(n, n > $m && n > 2)", proven, refuted},
	{`$L.all(s, s.countries.all(c, inRegion(c, "EEA", at)))`, `$L.all(s, s.countries.all(c, inRegion(c, "EU", at)))`, proven, refuted},
	{`$L.all(s, size(s.countries) > 0)`, `$L.all(s, size(s.countries) > 0 && s.countries.all(c, c == "DE"))`, proven, refuted},
	{`$L.all(s, s.riskAssessedOn + months(12) >= at)`, `$L.all(s, s.riskAssessedOn + months(6) >= at)`, proven, refuted},
	// What an open list does not show may be made up for by another list; then it has no size.
	{"size($L) >= 0 && $L.all(s, $list.exists(n, n > 1 || s.critical))", "$L.all(s, $list.exists(n, n > 1 || s.critical))", refuted, proven},
	{"size($L) >= 0 && $L.exists(s, $list.all(n, n < 5 && s.critical))", "$L.exists(s, $list.all(n, n < 5 && s.critical))", refuted, proven},
	{"$list.all(n, $L.exists(s, s.critical))", "$list.all(n, $L.exists(s, s.critical)) && $a", proven, refuted}, // a list within another stays whole
}

func sideOf(t testing.TB, s *rules.Scope, text string, given *rules.Given) rules.Side {
	t.Helper()
	when, rule, ok := strings.Cut(text, " ; ")
	if !ok {
		when, rule = "", text
	}
	return rules.Side{Rule: ruleOf(t, s, rule), When: ruleOf(t, s, when), Given: given}
}

func TestNeverBetter(t *testing.T) {
	t.Parallel()
	s, given := reasonScope(t)
	for _, p := range pairs {
		was, is := sideOf(t, s, p.was, given), sideOf(t, s, p.is, given)
		for _, way := range []struct {
			was, is rules.Side
			text    string
			want    string
		}{{was, is, "never better: " + p.is + "  than  " + p.was, p.forth}, {is, was, "never better: " + p.was + "  than  " + p.is, p.back}} {
			got, w := rules.NeverBetter(way.was, way.is, plenty())
			if got.String() != way.want {
				t.Errorf("%s: %s, want %s", way.text, got, way.want)
			}
			if (w != nil) != (got == rules.Refuted) {
				t.Errorf("%s: %s with witness %v", way.text, got, w)
			}
			if w != nil {
				comesOutBetter(t, way.was, way.is, w)
			}
		}
	}
}

// comesOutBetter checks that a version does come out better than another on a witness.
func comesOutBetter(t *testing.T, was, is rules.Side, w *rules.Witness) {
	t.Helper()
	data, err := w.Facts.EncodeYAML()
	if err != nil {
		t.Fatal(err)
	}
	f, err := evidence.Decode("witness.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	d, err := evidence.Merge(f)
	if err != nil {
		t.Fatal(err)
	}
	before, after := rankOf(t, was, d, w), rankOf(t, is, d, w)
	if after <= before {
		t.Errorf("on %s on %s: %d before, %d after", data, w.At, before, after)
	}
}

func rankOf(t *testing.T, s rules.Side, d *evidence.Dossier, w *rules.Witness) int {
	t.Helper()
	env := s.Rule.Environment()
	facts, err := env.Facts(d)
	if err != nil {
		t.Fatal(err)
	}
	m := env.NewMachine()
	m.Show(facts)
	m.Given(env.Subject(d.Subject()), s.Given, w.At)
	applies := rules.True
	if s.When != nil {
		applies, _ = s.When.Eval(m)
	}
	holds, _ := s.Rule.Eval(m)
	return map[rules.Truth]int{rules.False: 0, rules.Error: 0, rules.Unknown: 1, rules.True: 2}[applies.Not().Or(holds)]
}

// Two catalogues may declare facts of their own in another order, or otherwise.
func TestNeverBetterAcrossCatalogues(t *testing.T) {
	t.Parallel()
	scopeOf := func(facts ...rules.ExtFact) *rules.Scope {
		env, err := rules.NewEnv(facts)
		if err != nil {
			t.Fatal(err)
		}
		s, err := env.Scope("A", nil)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	number := func(kind evidence.Kind) rules.ExtFact {
		return rules.ExtFact{Group: "own", Name: "n", Kind: kind}
	}
	grade := func(values ...string) rules.ExtFact {
		return rules.ExtFact{Group: "own", Name: "kind", Kind: evidence.KindText, Values: values}
	}
	older := scopeOf(number(evidence.KindInt), grade("one", "two"))
	for _, c := range []struct {
		newer   *rules.Scope
		was, is string
		want    string
	}{
		{scopeOf(grade("one", "two"), number(evidence.KindInt)), "$n >= 2", "$n >= 2", proven},
		{scopeOf(grade("one", "two"), number(evidence.KindInt)), "$n >= 2", "$n >= 3", proven},
		{scopeOf(grade("one", "two"), number(evidence.KindInt)), "$n >= 3", "$n >= 2", refuted},
		{scopeOf(grade("one", "two"), number(evidence.KindInt)), `$kind == "two"`, `$kind != "one"`, proven},
		// A whole number is not a number with a point, and who knows the third kind.
		{scopeOf(grade("one", "two"), number(evidence.KindNumber)), "$n >= 2", "$n >= 2.0", open},
		{scopeOf(grade("one", "two", "three"), number(evidence.KindInt)), `$kind == "two"`, `$kind != "one"`, open},
		{scopeOf(grade("one", "two", "three"), number(evidence.KindInt)), `$kind == "two"`, `$kind == "two"`, proven},
	} {
		was, is := rules.Side{Rule: ruleOf(t, older, c.was)}, rules.Side{Rule: ruleOf(t, c.newer, c.is)}
		got, w := rules.NeverBetter(was, is, plenty())
		if got.String() != c.want {
			t.Errorf("%s than %s: %s, want %s", c.is, c.was, got, c.want)
		}
		if w != nil {
			comesOutBetter(t, was, is, w)
		}
	}
}

// The same question gets the same answer, witness and all, with whatever was asked
// before; with no work left there is none.
func TestNeverBetterIsRepeatable(t *testing.T) {
	t.Parallel()
	s, given := reasonScope(t)
	for _, p := range pairs {
		was, is := sideOf(t, s, p.was, given), sideOf(t, s, p.is, given)
		var first string
		for n := range 5 {
			got, w := rules.NeverBetter(was, is, plenty())
			say := got.String()
			if w != nil {
				data, err := w.Facts.EncodeYAML()
				if err != nil {
					t.Fatal(err)
				}
				say += " on " + w.At.String() + "\n" + string(data)
			}
			if n == 0 {
				first = say
			} else if say != first {
				t.Fatalf("%s than %s: %s\nand %s", p.is, p.was, first, say)
			}
		}
		if got, _ := rules.NeverBetter(was, is, rules.NewWork(0)); got == rules.Refuted {
			t.Errorf("%s than %s is refuted without work", p.is, p.was)
		}
	}
}

// The comparison of a criterion with itself, and of nothing.
func TestNeverBetterThanItself(t *testing.T) {
	t.Parallel()
	s, given := reasonScope(t)
	for _, p := range pairs {
		got, w := rules.NeverBetter(sideOf(t, s, p.was, given), sideOf(t, s, p.was, given), plenty())
		if got != rules.Proven || w != nil {
			t.Errorf("%s than itself: %s", p.was, got)
		}
	}
	if got, _ := rules.NeverBetter(rules.Side{}, rules.Side{}, plenty()); got != rules.NotDecided {
		t.Errorf("without rules: %s", got)
	}
}

// The facts whose name says that they are licences are, so that functions of
// licences have a value for all of them.
func TestLicencesAreLicences(t *testing.T) {
	t.Parallel()
	seen := 0
	var walk func(typ reflect.Type, depth int)
	walk = func(typ reflect.Type, depth int) {
		for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct || depth > 10 {
			return
		}
		for i := range typ.NumField() {
			f := typ.Field(i)
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			of := f.Type
			for of.Kind() == reflect.Pointer {
				of = of.Elem()
			}
			if name == "license" && of.Kind() == reflect.String {
				if seen++; of != reflect.TypeFor[evidence.License]() {
					t.Errorf("%s.%s is a %s", typ, f.Name, of)
				}
			}
			walk(f.Type, depth+1)
		}
	}
	walk(reflect.TypeFor[evidence.Facts](), 0)
	if seen < 3 {
		t.Errorf("only %d", seen)
	}
}
