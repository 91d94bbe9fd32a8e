package handbook

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// kind is a sort of proof: a kind, for attestations with the scheme.
type kind struct {
	kind   evidence.ProofKind
	scheme evidence.Scheme
}

// does reports whether the freshest, inspected proof of a kind and of the
// highest level does where another kind is demanded.
func (k kind) does(demanded kind) bool {
	if demanded.kind == evidence.Attestation {
		return k == demanded
	}
	return k.kind.StandsInFor(demanded.kind)
}

func compareKinds(a, b kind) int {
	all := evidence.ProofKind("").Values()
	if d := slices.Index(all, string(a.kind)) - slices.Index(all, string(b.kind)); d != 0 {
		return d
	}
	schemes := evidence.Scheme("").Named()
	return slices.Index(schemes, string(a.scheme)) - slices.Index(schemes, string(b.scheme))
}

// need is a combination of kinds of proof: one kind, all parts or any part.
// All of nothing needs nothing.
type need struct {
	kind  kind
	op    ConditionKind // Test, All or Any
	parts []*need
}

func allOf(parts []*need) *need { return &need{op: All, parts: parts} }
func anyOf(parts []*need) *need { return &need{op: Any, parts: parts} }

func needOf(d *rules.Demand) *need {
	return rules.FoldDemand(d, func(k evidence.ProofKind, s evidence.Scheme) *need {
		return &need{op: Test, kind: kind{k, s}}
	}, allOf, anyOf)
}

// needs says which proofs show that a tree holds.
func (t *tree) needs(env *rules.Env, demands *profiles.Demands) *need {
	var parts []*need
	for _, p := range t.parts {
		parts = append(parts, p.needs(env, demands))
	}
	for _, g := range t.guards {
		parts = append(parts, g.not.needs(env, demands))
	}
	switch t.kind {
	case Any:
		return anyOf(parts)
	case Test:
		for _, o := range t.atom.Facts {
			parts = append(parts, covering(o, env, demands))
		}
	case Each, Some:
		if t.list.IsFact() {
			parts = append(parts, covering(t.list, env, demands))
		}
	}
	return allOf(parts)
}

// covering is what is demanded of the proofs of a fact. Lists are covered
// whole.
func covering(o *rules.Operand, env *rules.Env, demands *profiles.Demands) *need {
	if o.Info == nil || o.Info.Slot < 0 {
		return allOf(nil)
	}
	return needOf(demands.Of(env.Info(o.Info.Slot).Path, false))
}

func (n *need) collect(found map[kind]bool) {
	if n.op == Test {
		found[n.kind] = true
	}
	for _, p := range n.parts {
		p.collect(found)
	}
}

// fewest returns a smallest set of kinds that meets a need. It tries all sets of
// the kinds that are demanded: another kind does only for weaker ones, and then
// one of these is as good. Of several the first in the order of kinds is
// returned. Of more than maxKinds kinds, which no profile that is meant to be met
// demands, it returns a set of which none can be left out.
func fewest(n *need) []kind {
	found := map[kind]bool{}
	n.collect(found)
	var kinds []kind
	for k := range found {
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, compareKinds)
	if len(kinds) > maxKinds {
		return enough(n, kinds)
	}
	t := (&tables{kinds: kinds, leaves: map[kind]table{}}).of(n)
	best := -1
	for set := range 1 << len(kinds) {
		if t[set/64]>>(set%64)&1 == 1 && (best < 0 || bits.OnesCount(uint(set)) < bits.OnesCount(uint(best))) {
			best = set
		}
	}
	var out []kind
	for i, k := range kinds {
		if best >= 0 && best>>i&1 == 1 {
			out = append(out, k)
		}
	}
	return out
}

// maxKinds is how many kinds all sets are tried of.
const maxKinds = 17

// enough leaves out of some kinds, from the last, what is not needed.
func enough(n *need, kinds []kind) []kind {
	for i := len(kinds) - 1; i >= 0; i-- {
		if without := slices.Delete(slices.Clone(kinds), i, i+1); n.met(without) {
			kinds = without
		}
	}
	return kinds
}

// met reports whether proofs of some kinds meet a need.
func (n *need) met(by []kind) bool {
	short := func(p *need) bool { return !p.met(by) }
	switch n.op {
	case Test:
		return slices.ContainsFunc(by, func(k kind) bool { return k.does(n.kind) })
	case All:
		return !slices.ContainsFunc(n.parts, short)
	}
	return slices.ContainsFunc(n.parts, func(p *need) bool { return p.met(by) })
}

// table has one bit for each set of kinds: whether it meets a need. It has at
// most 2^maxKinds bits.
type table []uint64

// tables makes tables over sets of some kinds.
type tables struct {
	kinds  []kind
	leaves map[kind]table // of single kinds
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
func (ts *tables) of(n *need) table {
	if n.op == Test {
		return ts.leaf(n.kind)
	}
	t := ts.blank(n.op == All) // all of nothing is met
	for _, p := range n.parts {
		for i, bits := range ts.of(p) {
			if n.op == All {
				t[i] &= bits
			} else {
				t[i] |= bits
			}
		}
	}
	return t
}

func (ts *tables) leaf(demanded kind) table {
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

// key tells needs apart.
func (n *need) key() string {
	if n.op == Test {
		return string(n.kind.kind) + "/" + string(n.kind.scheme)
	}
	keys := make([]string, len(n.parts))
	for i, p := range n.parts {
		keys[i] = p.key()
	}
	return string(n.op) + "(" + strings.Join(keys, " ") + ")"
}
