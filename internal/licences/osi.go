package licences

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed osi.txt
var osi string

// osiTable holds the approved identifiers, and per family the latest version of which one is approved.
type osiTable struct {
	exact  map[string]bool
	latest map[int]int
}

var osiApprovals = sync.OnceValue(func() osiTable {
	table := osiTable{exact: map[string]bool{}, latest: map[int]int{}}
	for line := range strings.Lines(osi) {
		id := strings.TrimSpace(line)
		if id == "" || strings.HasPrefix(id, "#") {
			continue
		}
		table.exact[id] = true
		if at, ok := ranges()[id]; ok {
			table.latest[at.family] = max(table.latest[at.family], at.version)
		}
	}
	return table
})

func approved(l licence) (bool, error) {
	table := osiApprovals()
	id, _, _ := strings.Cut(l.id, "-with-")
	base, plus := l.base()
	if table.exact[id] || plus && table.exact[base] {
		return true, nil
	}
	at, ok := ranges()[base]
	return ok && plus && at.version <= table.latest[at.family], nil
}
