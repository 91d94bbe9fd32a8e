package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
)

// newestFirst orders the reports of one implementation. Those that bear a date are ordered by it; results of registries, few
// of which bear one, by the version of the specification before it. One without a date stands behind the last report of a
// newer version, of the specification or else of the implementation: only these tell that it is older.
func newestFirst(reports []*Report) []*Report {
	var dated, undated []*Report
	for _, r := range reports {
		if r.Date.IsZero() {
			undated = append(undated, r)
		} else {
			dated = append(dated, r)
		}
	}
	slices.SortFunc(dated, newer)
	slices.SortFunc(undated, newer)
	for _, u := range undated {
		at := 0
		for i, r := range dated {
			if newerVersion(r, u) <= 0 {
				at = i + 1
			}
		}
		dated = slices.Insert(dated, at, u)
	}
	return dated
}

// newer orders reports that all bear a date, or none of which does. Gateway API reports go by their date, since projects test
// new versions against old specifications too. Then follow the versions of specification and implementation, the standard
// channel and the default mode before others, and the path.
func newer(a, b *Report) int {
	date, spec := b.Date.Compare(a.Date), evidence.Version(b.Spec).Compare(evidence.Version(a.Spec))
	if a.Suite == OCI {
		date, spec = spec, date
	}
	return cmp.Or(
		date, spec, newerVersion(a, b),
		strings.Compare(b.Channel, a.Channel),
		first(a.Mode == "default", b.Mode == "default"),
		strings.Compare(a.Mode, b.Mode),
		strings.Compare(a.File, b.File),
	)
}

// newerVersion orders by the versions of specification and implementation.
func newerVersion(a, b *Report) int {
	return cmp.Or(evidence.Version(b.Spec).Compare(evidence.Version(a.Spec)), evidence.Version(b.Version).Compare(evidence.Version(a.Version)))
}

// first orders what is so before what is not.
func first(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// together reports whether two reports are of the same version, specification and day: neither is newer than the other,
// whatever mode or channel they are of.
func together(a, b *Report) bool {
	return a.Version == b.Version && a.Spec == b.Spec && a.Date == b.Date
}
