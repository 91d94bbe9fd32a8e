package licences

import (
	"cmp"
	"regexp"
	"strings"
	"sync"

	"github.com/github/go-spdx/v2/spdxexp/spdxlicenses"
)

func isException(id string) (bool, string) { return spdxlicenses.IsException(id) }

// closestLicence returns the identifier, deprecated ones aside, that id was probably meant to be, or "".
func closestLicence(id string) string { return closest(id, knownLicences()) }

// closestException does the same for exceptions.
func closestException(id string) string { return closest(id, knownExceptions()) }

// known is an identifier of a list with its sketch.
type known struct{ id, sketch string }

var (
	knownLicences   = sync.OnceValue(func() []known { return sketched(spdxlicenses.GetLicenses()) })
	knownExceptions = sync.OnceValue(func() []known { return sketched(spdxlicenses.GetExceptions()) })
)

func sketched(ids []string) []known {
	list := make([]known, len(ids))
	for i, id := range ids {
		list[i] = known{id, sketch(id)}
	}
	return list
}

var (
	filler      = strings.NewReplacer("-", "", "_", "", ".", "", ":", "", "+", "")
	versionMark = regexp.MustCompile(`v([0-9])`)
)

// sketch is what is left of an identifier once the details people get wrong are gone: GPLv3 and GPL-3 are both gpl3.
func sketch(id string) string {
	return versionMark.ReplaceAllString(filler.Replace(strings.ToLower(id)), "$1")
}

// closest prefers identifiers that only continue id (the shortest, and of those the last, which is the newest version);
// failing that, the one that is reached with the fewest edits, if these are few for the length of id.
func closest(id string, list []known) string {
	want := sketch(id)
	if want == "" {
		return ""
	}
	var continued, edited string
	fewest := max(1, len(want)/4) + 1
	for _, k := range list {
		if strings.HasPrefix(k.sketch, want) {
			if continued == "" || len(k.id) < len(continued) || len(k.id) == len(continued) && k.id > continued {
				continued = k.id
			}
			continue
		}
		if d := len(want) - len(k.sketch); d >= fewest || -d >= fewest {
			continue // at least as many edits as the lengths differ by
		}
		if d := edits(want, k.sketch); d < fewest {
			edited, fewest = k.id, d
		}
	}
	return cmp.Or(continued, edited)
}

// edits is the Levenshtein distance in bytes.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(row[j+1]+1, row[j]+1, cost)
		}
	}
	return row[len(b)]
}
