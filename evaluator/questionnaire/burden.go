package questionnaire

import (
	"slices"

	"github.com/trias-sovereignty/trias/criteria"
	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/proofset"
	"github.com/trias-sovereignty/trias/internal/rules"
	"github.com/trias-sovereignty/trias/profiles"
)

// needed is a criterion that needs answers.
type needed struct {
	criterion  criteria.Criterion
	applied    *profiles.Applied
	rule, when *rules.Rule
	m          *rules.Machine
	obligation profiles.Obligation
	paths      []string
}

// proofs says which kinds of proof show that the criterion is met.
func (n *needed) proofs() *proofset.Need { return n.of(n.rule.Root, true) }

func (n *needed) of(node *rules.Node, want bool) *proofset.Need {
	switch node.SettledBy(n.m) {
	case rules.True, rules.False:
		return proofset.AllOf(nil)
	}
	var parts []*proofset.Need
	switch node.Kind {
	case rules.NotNode:
		return n.of(node.Children[0], !want)
	case rules.CondNode:
		is := node.Children[0]
		yes := proofset.AllOf([]*proofset.Need{n.of(is, true), n.of(node.Children[1], want)})
		no := proofset.AllOf([]*proofset.Need{n.of(is, false), n.of(node.Children[2], want)})
		return proofset.AnyOf([]*proofset.Need{yes, no})
	case rules.AtomNode:
		for _, o := range node.Atom.Facts {
			parts = append(parts, n.covering(o))
		}
	case rules.AllNode, rules.ExistsNode:
		if node.Range.IsFact() {
			parts = append(parts, n.covering(node.Range))
		}
		parts = append(parts, n.of(node.Children[0], want))
	default:
		for _, c := range node.Children {
			parts = append(parts, n.of(c, want))
		}
		if want == (node.Kind == rules.OrNode) {
			return proofset.AnyOf(parts)
		}
	}
	return proofset.AllOf(parts)
}

func (n *needed) covering(o *rules.Operand) *proofset.Need {
	if o.Info == nil || o.Info.Slot < 0 {
		return proofset.AllOf(nil)
	}
	return proofset.Of(n.applied.Demands().Of(root(o.Info.Path), false))
}

// burden adds up what answering takes.
func (b *builder) burden() {
	stricter := map[string]bool{}
	for _, o := range []profiles.Obligation{profiles.Must, profiles.Should, profiles.May, ""} {
		row := Burden{Obligation: o}
		paths, atOnce := map[string]bool{}, map[string]bool{}
		counts := map[proofset.Kind]int64{}
		var needs []*proofset.Need
		seen := map[string]bool{}
		for _, n := range b.criteria {
			if o != "" && n.obligation != o {
				continue
			}
			row.Criteria++
			if n.applied.Stage != "" {
				row.Later++
			}
			for _, path := range n.paths {
				paths[path] = true
				atOnce[path] = atOnce[path] || n.applied.Stage == ""
			}
			need := n.proofs()
			for _, k := range proofset.Fewest(need) {
				counts[k]++
			}
			if key := need.Key(); !seen[key] {
				seen[key] = true
				needs = append(needs, need)
			}
		}
		for i := range b.q.Questions {
			q := &b.q.Questions[i]
			if !paths[q.Path] {
				continue
			}
			row.Questions++
			if !atOnce[q.Path] {
				row.Postponed++
			}
			if !stricter[q.Path] {
				row.Further++
			}
			if q.AskIf == nil {
				row.Always++
			}
		}
		for path := range paths {
			stricter[path] = true
		}
		row.Proofs = proofCounts(counts)
		row.Effort = evaluator.Effort{Statements: row.Questions}
		fewest := map[proofset.Kind]int64{}
		for _, k := range proofset.Fewest(proofset.AllOf(needs)) {
			fewest[k] = 1
			row.Effort = row.Effort.Plus(evaluator.Effort{}.Of(evaluator.ProofEffort(k.Kind)))
		}
		row.Fewest = proofCounts(fewest)
		if o == "" {
			row.Further = row.Questions
		}
		b.q.Burden = append(b.q.Burden, row)
	}
}

func proofCounts(counts map[proofset.Kind]int64) []ProofCount {
	var kinds []proofset.Kind
	for k := range counts {
		kinds = append(kinds, k)
	}
	slices.SortFunc(kinds, proofset.Compare)
	var out []ProofCount
	for _, k := range kinds {
		out = append(out, ProofCount{evidence.ProofKind(k.Kind), k.Scheme, counts[k]})
	}
	return out
}
