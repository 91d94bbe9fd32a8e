package doc

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestDistance compares the distance, of which only what is near the diagonal is
// calculated, with the whole of it.
func TestDistance(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("aabbcé")), 0, 20, maxSuggested)
		x, y := text.Draw(t, "x"), text.Draw(t, "y")
		if rapid.Bool().Draw(t, "near") {
			at := rapid.IntRange(0, utf8.RuneCountInString(x)).Draw(t, "at")
			r := []rune(x)
			y = string(r[:at]) + rapid.SampledFrom([]string{"", "a", "cb"}).Draw(t, "in") + string(r[min(len(r), at+1):])
		}
		limit := rapid.IntRange(1, 22).Draw(t, "limit")
		c := comparison{x: []rune(x), y: []rune(y)}
		if got, want := c.distance(limit), min(limit, wholeDistance([]rune(x), []rune(y))); got != want {
			t.Fatalf("%q and %q within %d: %d, want %d", x, y, limit, got, want)
		}
	})
}

func wholeDistance(x, y []rune) int {
	rows := make([][]int, len(x)+1)
	for i := range rows {
		rows[i] = make([]int, len(y)+1)
		for j := range rows[i] {
			switch {
			case i == 0:
				rows[i][j] = j
				continue
			case j == 0:
				rows[i][j] = i
				continue
			}
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(x)][len(y)]
}

func BenchmarkSuggest(b *testing.B) {
	known := make([]string, 10_000)
	for i := range known {
		known[i] = "ababbabaabbabababbabaaababababababbbabababaababbabababababbaba"[i%20:] + "abbabbabababababaab"[:i%19]
	}
	for b.Loop() {
		Suggest("babaabababbababbabababababbabababaabbbbabababababababbababa", known)
	}
}
