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
// Of equally near entries the first wins. Of more than 2000 entries the rest is
// not looked at: a document may hold that many, and be wrong about each.
func Suggest(got string, known []string) string {
	if len(got) > maxSuggested {
		return ""
	}
	var c comparison
	c.x = appendFolded(c.letters[0][:0], got)
	best, bestAt := "", len(string(c.x))/3+1
	for _, k := range known[:min(len(known), maxKnown)] {
		if len(k) > maxSuggested {
			continue
		}
		c.y = appendFolded(c.letters[1][:0], k)
		if d := c.distance(bestAt); d < bestAt {
			best, bestAt = k, d
		}
	}
	return best
}

const (
	maxSuggested = 64
	maxKnown     = 2000
)

// fold drops what Suggest ignores.
func fold(s string) string { return string(appendFolded(nil, s)) }

func appendFolded(to []rune, s string) []rune {
	for _, r := range s {
		switch r {
		case '-', '_', '.', ' ', '/':
			continue
		}
		to = append(to, unicode.ToLower(r))
	}
	return to
}

// comparison has room for what comparing two short texts takes.
type comparison struct {
	x, y    []rune
	letters [2][maxSuggested]rune
	rows    [3][maxSuggested + 1]int
}

// distance returns the number of letters to insert, delete, replace or swap
// with their neighbour to get from x to y (optimal string alignment), or limit
// if it is no smaller than that.
func (c *comparison) distance(limit int) int {
	x, y := c.x, c.y
	if d := len(x) - len(y); d >= limit || -d >= limit {
		return limit
	}
	older, old, row := &c.rows[0], &c.rows[1], &c.rows[2]
	for j := range len(y) + 1 {
		old[j] = j
	}
	for i := 1; i <= len(x); i++ {
		// Whatever is limit or more letters off the diagonal is as far away, and so
		// is everything once a row and the one before are.
		from, to := max(1, i-limit), min(len(y), i+limit)
		row[from-1] = limit
		if from == 1 {
			row[0] = i
		}
		nearest := row[from-1]
		for j := from; j <= to; j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			above := limit
			if j < i+limit {
				above = old[j]
			}
			row[j] = min(above+1, row[j-1]+1, old[j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				row[j] = min(row[j], older[j-2]+1)
			}
			nearest = min(nearest, row[j])
		}
		if nearest > limit {
			return limit
		}
		older, old, row = old, row, older
	}
	return min(old[len(y)], limit)
}
