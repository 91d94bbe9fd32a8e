package evaluator

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/trias-sovereignty/trias/internal/doc"
)

// discrepancies compares two verdicts as documents.
func (x *Verification) discrepancies(v *Verdict, stored, follows []byte) {
	a, errA := doc.ParseJSON("stored", stored, VerdictLimits())
	b, errB := doc.ParseJSON("follows", follows, VerdictLimits())
	if errA != nil || errB != nil {
		// What Trias writes it reads, but for one that is longer than it reads.
		x.Discrepancies = []Discrepancy{{Pointer: ""}}
		return
	}
	x.compare(a, b, "")
	for i := range x.Discrepancies {
		d := &x.Discrepancies[i]
		rest, ofResult := strings.CutPrefix(d.Pointer, "/results/")
		index, _, _ := strings.Cut(rest, "/")
		if at, err := strconv.Atoi(index); ofResult && err == nil && at < len(v.Results) {
			d.Criterion = v.Results[at].Criterion
		}
	}
}

// compare adds the places in which two documents differ, the shortest that say
// all: of what only one has its place alone.
func (x *Verification) compare(stored, follows *doc.Node, at string) {
	switch {
	case stored == nil && follows == nil:
		return
	case stored != nil && follows != nil && stored.Kind == follows.Kind:
		switch stored.Kind {
		case doc.Mapping:
			other := make(map[string]*doc.Node, len(follows.Entries))
			for _, e := range follows.Entries {
				other[e.Key] = e.Value
			}
			for _, e := range stored.Entries {
				x.compare(e.Value, other[e.Key], at+doc.Pointer(e.Key))
				delete(other, e.Key)
			}
			for _, e := range follows.Entries {
				if other[e.Key] != nil {
					x.compare(nil, e.Value, at+doc.Pointer(e.Key))
				}
			}
			return
		case doc.List:
			for i := range max(len(stored.Items), len(follows.Items)) {
				var a, b *doc.Node
				if i < len(stored.Items) {
					a = stored.Items[i]
				}
				if i < len(follows.Items) {
					b = follows.Items[i]
				}
				x.compare(a, b, at+doc.Pointer(strconv.Itoa(i)))
			}
			return
		default:
			if stored.Text == follows.Text && stored.Bool == follows.Bool {
				return
			}
		}
	}
	if len(x.Discrepancies) == MaxDiscrepancies {
		x.More++
		return
	}
	x.Discrepancies = append(x.Discrepancies, Discrepancy{Pointer: at, Stored: shownNode(stored), Follows: shownNode(follows)})
}

// shownNode writes a value, cut off where it is long.
func shownNode(n *doc.Node) string {
	if n == nil {
		return ""
	}
	text, err := doc.Canonical(n)
	if err != nil {
		return ""
	}
	if utf8.RuneCount(text) <= MaxShown {
		return string(text)
	}
	return string([]rune(string(text))[:MaxShown]) + "…"
}
