// Package proofset finds the fewest kinds of proof that do for what is demanded.
package proofset

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// Kind is a sort of proof: a kind, for attestations with the scheme.
type Kind struct {
	Kind   evidence.ProofKind
	Scheme evidence.Scheme
}

// does reports whether the freshest, inspected proof of a kind and of the
// highest level does where another kind is demanded.
func (k Kind) does(demanded Kind) bool {
	if demanded.Kind == evidence.Attestation {
		return k == demanded
	}
	return k.Kind.StandsInFor(demanded.Kind)
}

// Compare puts kinds into their order.
func Compare(a, b Kind) int {
	all := evidence.ProofKind("").Values()
	if d := slices.Index(all, string(a.Kind)) - slices.Index(all, string(b.Kind)); d != 0 {
		return d
	}
	schemes := evidence.Scheme("").Named()
	return slices.Index(schemes, string(a.Scheme)) - slices.Index(schemes, string(b.Scheme))
}

// Need is a combination of kinds of proof: one kind, all parts or any part.
// All of nothing needs nothing.
type Need struct {
	Kind  Kind
	Op    Op
	Parts []*Need
}

// Op says how the parts of a need belong together.
type Op string

// The ops. There is no zero Op.
const (
	One Op = "test" // the kind itself
	All Op = "all"
	Any Op = "any"
)

// AllOf needs all parts.
func AllOf(parts []*Need) *Need { return &Need{Op: All, Parts: parts} }

// AnyOf needs one of the parts.
func AnyOf(parts []*Need) *Need { return &Need{Op: Any, Parts: parts} }

// Of is what a demand needs.
func Of(d *rules.Demand) *Need {
	return rules.FoldDemand(d, func(k evidence.ProofKind, s evidence.Scheme) *Need {
		return &Need{Op: One, Kind: Kind{k, s}}
	}, AllOf, AnyOf)
}

func (n *Need) collect(found map[Kind]bool) {
	if n.Op == One {
		found[n.Kind] = true
	}
	for _, p := range n.Parts {
		p.collect(found)
	}
}

// Fewest returns a smallest set of kinds that meets a need. It tries all sets of
// the kinds that are demanded: another kind does only for weaker ones, and then
// one of these is as good. Of several the first in the order of kinds is
// returned. Of more than MaxKinds kinds, which no profile that is meant to be met
// demands, it returns a set of which none can be left out.
func Fewest(n *Need) []Kind {
	found := map[Kind]bool{}
	n.collect(found)
	var kinds []Kind
	for k := range found {
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, Compare)
	if len(kinds) > MaxKinds {
		return enough(n, kinds)
	}
	t := (&tables{kinds: kinds, leaves: map[Kind]table{}}).of(n)
	best := -1
	for set := range 1 << len(kinds) {
		if t[set/64]>>(set%64)&1 == 1 && (best < 0 || bits.OnesCount(uint(set)) < bits.OnesCount(uint(best))) {
			best = set
		}
	}
	var out []Kind
	for i, k := range kinds {
		if best >= 0 && best>>i&1 == 1 {
			out = append(out, k)
		}
	}
	return out
}

// MaxKinds is how many kinds all sets are tried of.
const MaxKinds = 17

// enough leaves out of some kinds, from the last, what is not needed.
func enough(n *Need, kinds []Kind) []Kind {
	for i := len(kinds) - 1; i >= 0; i-- {
		if without := slices.Delete(slices.Clone(kinds), i, i+1); n.met(without) {
			kinds = without
		}
	}
	return kinds
}

// met reports whether proofs of some kinds meet a need.
func (n *Need) met(by []Kind) bool {
	short := func(p *Need) bool { return !p.met(by) }
	switch n.Op {
	case One:
		return slices.ContainsFunc(by, func(k Kind) bool { return k.does(n.Kind) })
	case All:
		return !slices.ContainsFunc(n.Parts, short)
	}
	return slices.ContainsFunc(n.Parts, func(p *Need) bool { return p.met(by) })
}

// table has one bit for each set of kinds: whether it meets a need. It has at
// most 2^MaxKinds bits.
type table []uint64

// tables makes tables over sets of some kinds.
type tables struct {
	kinds  []Kind
	leaves map[Kind]table // of single kinds
}

func (ts *tables) blank(met bool) table {
	t := make(table, max(1, 1<<len(ts.kinds)/64))
	if met {
		for i := range t {
			t[i] = ^uint64(0)
		}
	}
	return t
}

// of returns the table of a need. It must not be changed.
func (ts *tables) of(n *Need) table {
	if n.Op == One {
		return ts.leaf(n.Kind)
	}
	t := ts.blank(n.Op == All) // all of nothing is met
	for _, p := range n.Parts {
		for i, bits := range ts.of(p) {
			if n.Op == All {
				t[i] &= bits
			} else {
				t[i] |= bits
			}
		}
	}
	return t
}

func (ts *tables) leaf(demanded Kind) table {
	t, ok := ts.leaves[demanded]
	if ok {
		return t
	}
	t = ts.blank(false)
	mask := 0 // of the kinds of which one does
	for i, k := range ts.kinds {
		if k.does(demanded) {
			mask |= 1 << i
		}
	}
	for set := range len(t) * 64 {
		if set&mask != 0 {
			t[set/64] |= 1 << (set % 64)
		}
	}
	ts.leaves[demanded] = t
	return t
}

// Key tells needs apart.
func (n *Need) Key() string {
	if n.Op == One {
		return string(n.Kind.Kind) + "/" + string(n.Kind.Scheme)
	}
	keys := make([]string, len(n.Parts))
	for i, p := range n.Parts {
		keys[i] = p.Key()
	}
	return string(n.Op) + "(" + strings.Join(keys, " ") + ")"
}
