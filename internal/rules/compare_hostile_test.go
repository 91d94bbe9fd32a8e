package rules_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/trias-sovereignty/trias/internal/regions"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// Rules written to take long are given up in time: nobody waits for a stranger's
// rule pack.
func TestNeverBetterIsBounded(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes long, in one goroutine")
	}
	s, _ := reasonScope(t)
	many := func(n int, sep, format string) string {
		var parts []string
		for i := range n {
			parts = append(parts, strings.ReplaceAll(format, "#", fmt.Sprint(i)))
		}
		return strings.Join(parts, sep)
	}
	countries := regions.Countries()
	var of []string
	for i, c := range countries[:120] {
		of = append(of, fmt.Sprintf("%s inRegion(supplyChain.provider.seat, %q, at)", strings.Repeat("!", i%2), c))
	}
	for name, texts := range map[string][2]string{
		"regions":     {strings.Join(of, " && "), strings.Join(of, " || ")},
		"numbers":     {many(200, " || ", "$n == 1#7"), many(100, " || ", "$m == 1#3 && $n != 1#3")},
		"texts":       {many(100, " || ", `$text.startsWith("a#")`), many(100, " && ", `($text.contains("b#") || $text == "c#")`)},
		"dates":       {many(100, " && ", "($on + days(#) >= at || $n == #)"), many(100, " || ", "($on - days(#) <= at && $m == #)")},
		"versions":    {many(100, " || ", `$v.satisfies(">= 1.#")`), many(100, " && ", `($v >= version("2.#") || $n == #)`)},
		"quantifiers": {many(15, " && ", "$L.exists(s, s.critical ? s.auditRight : size(s.countries) > #)"), many(16, " && ", "$list.exists(n, n == # || n > 20 + #)")},
		"elements":    {many(16, " && ", "$list.exists(n, n == # && $m != #)"), many(16, " || ", "$list.all(n, n != # || $m == #)")},
		"lists":       {"$L.all(s, " + many(1, " && ", "s.countries.exists(c, c != \"DE\" || s.critical)") + ")", "$L.exists(s, " + many(1, " || ", `s.functions.all(f, f == "support")`) + ")"},
		"choices":     {many(30, " && ", "($a ? $n == # : $b ? $m == # : $c)"), many(30, " || ", "($n == # ? $a : $m > # ? $b : $c)")},
	} {
		was, is := rules.Side{Rule: ruleOf(t, s, texts[0])}, rules.Side{Rule: ruleOf(t, s, texts[1])}
		for _, way := range [][2]rules.Side{{was, is}, {is, was}} {
			begin := time.Now()
			work := rules.NewWork(rules.MaxWork / 4)
			got, w := rules.NeverBetter(way[0], way[1], work)
			took := time.Since(begin)
			t.Logf("%s: %s with %d units left in %v", name, got, work.Left(), took)
			if w != nil {
				comesOutBetter(t, way[0], way[1], w)
			}
		}
	}
}
