package report

import (
	"strings"

	"github.com/trias-sovereignty/trias/evaluator"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// alternatives reports whether the tests shown for a criterion need not all
// come out as demanded, because its rule knows more than one way: an "or" with
// several of them on different sides, or an "exists" with several entries.
func (r *renderer) alternatives(criterion string, shown []evaluator.Reason) bool {
	compiled, ok := r.catalogue.Compiled(criterion)
	if !ok || len(shown) < 2 {
		return false
	}
	rule, _ := compiled.Rules()
	return offers(rule.Root, true, shown)
}

// offers looks for a choice below a node; positive tells whether the rule wants
// the node to hold.
func offers(n *rules.Node, positive bool, shown []evaluator.Reason) bool {
	switch n.Kind {
	case rules.NotNode:
		return offers(n.Children[0], !positive, shown)
	case rules.OrNode, rules.AndNode:
		sides := 0
		for _, c := range n.Children {
			if (n.Kind == rules.OrNode) == positive && shows(c, shown) {
				sides++
			}
		}
		if sides > 1 {
			return true
		}
	case rules.ExistsNode, rules.AllNode:
		if (n.Kind == rules.ExistsNode) == positive && entries(n, shown) > 1 {
			return true
		}
	}
	for _, c := range n.Children {
		if offers(c, positive, shown) {
			return true
		}
	}
	return false
}

// shows reports whether one of the tests is below a node.
func shows(n *rules.Node, shown []evaluator.Reason) bool {
	for _, x := range shown {
		whole, _, _ := splitPath(x.Path)
		switch {
		case n.Atom != nil && n.Atom.Text == x.Rule,
			x.Rule == "" && n.Range != nil && n.Range.Info != nil && n.Range.Info.Path == whole:
			return true
		}
	}
	for _, c := range n.Children {
		if shows(c, shown) {
			return true
		}
	}
	return false
}

// entries counts the entries of a quantifier's list that tests are shown of.
func entries(n *rules.Node, shown []evaluator.Reason) int {
	if n.Range.Info == nil {
		return 0
	}
	seen := map[string]bool{}
	for _, x := range shown {
		list, rest, inside := strings.Cut(x.Path, "[")
		if id, _, ok := strings.Cut(rest, "]"); inside && ok && list == n.Range.Info.Path {
			seen[id] = true
		}
	}
	return len(seen)
}
