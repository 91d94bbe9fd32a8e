package handbook

import (
	"slices"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/internal/proofset"
	"github.com/trias-sovereignty/trias/profiles"
)

type workKey struct {
	level int
	party criteria.Party
}

// tally gathers what a level takes of a party.
type tally struct {
	count    Count
	paths    map[string]bool
	proofs   int
	byKind   map[proofset.Kind]int
	needs    []*proofset.Need
	seen     map[string]bool // needs by their key
	remedies []int
}

func (b *builder) tally(level int, party criteria.Party) *tally {
	key := workKey{level, party}
	if b.tallies[key] == nil {
		b.tallies[key] = &tally{paths: map[string]bool{}, byKind: map[proofset.Kind]int{}, seen: map[string]bool{}, remedies: make([]int, len(criteria.Effort("").Values()))}
	}
	return b.tallies[key]
}

func (t *tally) add(o profiles.Obligation, s *sentences, n *proofset.Need, kinds []proofset.Kind, effort criteria.Effort) {
	t.count.add(o)
	for _, st := range s.statements {
		t.paths[st.Path] = true
	}
	t.proofs += len(kinds)
	for _, k := range kinds {
		t.byKind[k]++
	}
	if key := n.Key(); !t.seen[key] {
		t.seen[key] = true
		t.needs = append(t.needs, n)
	}
	if i := slices.Index(criteria.Effort("").Values(), string(effort)); i >= 0 {
		t.remedies[i]++
	}
}

// work sums up what was tallied.
func (b *builder) work() {
	for level := range b.profiles {
		for _, party := range criteria.Party("").Values() {
			t := b.tallies[workKey{level, criteria.Party(party)}]
			if t == nil {
				continue
			}
			w := Work{Level: level, Party: criteria.Party(party), Count: t.count, Statements: len(t.paths), Proofs: t.proofs, Remedies: t.remedies}
			var kinds []proofset.Kind
			for k := range t.byKind {
				kinds = append(kinds, k)
			}
			slices.SortFunc(kinds, proofset.Compare)
			for _, k := range kinds {
				w.ByKind = append(w.ByKind, KindCount{b.kindName(k), t.byKind[k]})
			}
			for _, k := range proofset.Fewest(proofset.AllOf(t.needs)) {
				w.Kinds = append(w.Kinds, b.kindName(k))
			}
			b.h.Work = append(b.h.Work, w)
		}
	}
}
