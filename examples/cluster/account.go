package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// account says how often each block was counted: by block, by how much more often than
// the one before it. That is two numbers for a range however long it is, accounts are
// added like numbers, and that of all blocks once is {0: 1, n: -1}.
type account map[int64]int64

// add notes the blocks from first on, before end.
func (a account) add(first, end int64) {
	a.change(first, 1)
	a.change(end, -1)
}

// merge adds another account.
func (a account) merge(other account) {
	for at, by := range other {
		a.change(at, by)
	}
}

func (a account) change(at, by int64) {
	if a[at] += by; a[at] == 0 {
		delete(a, at)
	}
}

// check returns an error that lists the blocks that were not counted once, of those
// from 0 on before n.
func (a account) check(n int64) error {
	edges := slices.Sorted(maps.Keys(a))
	edges = append(edges, 0, n)
	slices.Sort(edges)
	edges = slices.Compact(edges)
	var wrong []string
	times := int64(0)
	for i, from := range edges[:len(edges)-1] {
		to := edges[i+1]
		times += a[from]
		blocks := fmt.Sprintf("blocks %d to %d", from, to-1)
		if to-from == 1 {
			blocks = fmt.Sprintf("block %d", from)
		}
		switch inside := from >= 0 && to <= n; {
		case !inside && times != 0:
			wrong = append(wrong, blocks+": there are none")
		case inside && times == 0:
			wrong = append(wrong, blocks+": not counted")
		case inside && times != 1:
			wrong = append(wrong, fmt.Sprintf("%s: counted %d times", blocks, times))
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	const most = 10
	if more := len(wrong) - most; more > 0 {
		wrong = append(wrong[:most], fmt.Sprintf("and %d more places", more))
	}
	return fmt.Errorf("of %d blocks: %s", n, strings.Join(wrong, "; "))
}
