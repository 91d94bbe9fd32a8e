package evaluator_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/trias-sovereignty/trias/evidence"
)

// randomTailored writes a profile that tailors one of the tiny catalogue by
// changes of all kinds, and claims to be stricter all the same.
func randomTailored(rng *rand.Rand) string {
	pick := func(from ...string) string { return from[rng.IntN(len(from))] }
	demand := func() string {
		return pick(`by("test")`, `by("contract")`, `by("documentation")`, "none", `by("test") && by("contract")`, `by("audit") && by("contract")`)
	}
	var b strings.Builder
	b.WriteString("trias: profile/v1\nid: tailored\nversion: 1.0.0\ncatalogue: tiny\ntailors: base\nclaims: stricter\n")
	b.WriteString("stages: {new: {term: P1M}, same: {from: 2026-10-15}, track: {term: P12M, given: 'by(\"test\")'}}\nchanges:\n")
	seen := map[string]bool{}
	for range 1 + rng.IntN(4) {
		c, kind, rest := pick("A", "B", "C"), "", ""
		switch rng.IntN(8) {
		case 0:
			kind, rest = "tighten", "obligation: "+pick("must", "should")
		case 1:
			kind, rest = "tighten", fmt.Sprintf("layers: {%s: %s}", pick(evidence.Layer("").Values()...), pick("must", "should"))
		case 2, 3:
			kind, rest = "prove", "proof: '"+demand()+"'"
			if rng.IntN(2) == 0 {
				rest = fmt.Sprintf("proof: {rule: '%s', when: '%s'}", demand(), demand())
			}
		case 4:
			kind, rest = "advance", "stage: "+pick("new", "same", "track", "soon", "late")
		case 5:
			kind, rest = "postpone", "stage: "+pick("new", "late", "track")
		case 6:
			kind, rest = pick("relax", "exclude"), "obligation: may"
			if kind == "exclude" {
				rest = "decision: D-1"
			}
		case 7:
			kind, rest = "reweigh", "weight: 5"
		}
		if seen[c+kind] {
			continue
		}
		seen[c+kind] = true
		fmt.Fprintf(&b, "  - {change: %s, criterion: %s, %s, reason: {en: r, de: g}}\n", kind, c, rest)
	}
	return b.String()
}

// What tailors another, claims to be stricter and loads gives no criterion and
// no verdict a better result, on any dossier.
func TestTailoredProfilesThatClaimItAreNeverBetter(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(18, 19))
	neverBetter(t, rng, 600, 60, func() string { return randomTailored(rng) })
}
