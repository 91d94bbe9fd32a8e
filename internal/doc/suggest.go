package doc

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quote returns s in double quotes for use in a message: what cannot be
// printed is escaped, what is long is shortened.
func Quote(s string) string {
	const limit = 60
	if utf8.RuneCountInString(s) > limit {
		runes := []rune(s[:min(len(s), 4*limit)])
		s = string(runes[:min(limit-1, len(runes))]) + "…"
	}
	return strconv.Quote(s)
}

// printable replaces what cannot be printed on one line and shortens.
func printable(s string) string {
	const limit = 300
	if len(s) > limit {
		cut := limit
		for cut > 0 && !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + "…"
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '\uFFFD'
	}, s)
}

// Suggest returns the entry of known that got most likely means, or "". Case
// and separators do not count; otherwise about one letter in three may differ.
// Of equally near entries the first wins.
func Suggest(got string, known []string) string {
	if len(got) > 64 {
		return ""
	}
	g := fold(got)
	best, bestAt := "", len(g)/3+1
	for _, k := range known {
		if len(k) > 64 {
			continue
		}
		if d := distance(g, fold(k), bestAt); d < bestAt {
			best, bestAt = k, d
		}
	}
	return best
}

// fold drops what Suggest ignores.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case '-', '_', '.', ' ', '/':
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// distance returns the number of letters to insert, delete, replace or swap
// with their neighbour to get from a to b (optimal string alignment), or limit
// if it is no smaller than that.
func distance(a, b string, limit int) int {
	x, y := []rune(a), []rune(b)
	if d := len(x) - len(y); d >= limit || -d >= limit {
		return limit
	}
	older, old, row := make([]int, len(y)+1), make([]int, len(y)+1), make([]int, len(y)+1)
	for j := range old {
		old[j] = j
	}
	for i := 1; i <= len(x); i++ {
		row[0] = i
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			row[j] = min(old[j]+1, row[j-1]+1, old[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
		}
		older, old, row = old, row, older
	}
	return min(old[len(y)], limit)
}
