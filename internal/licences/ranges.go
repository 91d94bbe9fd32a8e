package licences

import (
	"strconv"
	"strings"
	"sync"

	"github.com/github/go-spdx/v2/spdxexp/spdxlicenses"
)

// place is where a licence stands among the versions of its family; both numbers start at 1.
type place struct{ family, version int }

// ranges gives the place of every licence that has versions, by its identifier without + and -or-later.
var ranges = sync.OnceValue(func() map[string]place {
	places := map[string]place{}
	for f, versions := range spdxlicenses.LicenseRanges() {
		for v, ids := range versions {
			for _, id := range ids {
				places[id] = place{f + 1, v + 1}
			}
		}
	}
	return places
})

// base returns the identifier without + and -or-later, and whether it had one of them.
func (l licence) base() (id string, plus bool) {
	if id, plus = strings.CutSuffix(l.id, "+"); plus {
		return id, true
	}
	return strings.CutSuffix(l.id, "-or-later")
}

// family is equal for two licences if they are versions of the same licence.
func (l licence) family() string {
	id, _ := l.base()
	if at, ok := ranges()[id]; ok {
		return strconv.Itoa(at.family)
	}
	return id
}
