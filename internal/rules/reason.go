package rules

import (
	"maps"
	"slices"
)

// Reasoner decides what a criterion's rules can come to when everything is
// known. What it answers with [No] is proven, for every dossier, subject and
// instant: by the law that learning more never reverses a result, a rule that
// is true in no such world is never found true, whatever is unknown.
//
// It does not decide everything. Facts are told apart by the constants they are
// compared with, two facts by which is greater; arithmetic and functions on
// texts, versions, regions and licences are taken as they stand. Nor does it
// search for ever: when its work is done, every answer is [Open].
type Reasoner struct {
	rule, when *Rule
	worlds     *worlds
}

// NewReasoner returns a reasoner for a rule and its when, nil if it always
// applies. Parameters have the given values; nil is for any values. It takes
// [MaxWork] of the work given and no more than there is.
func NewReasoner(rule, when *Rule, params *Given, work *Work) *Reasoner {
	return &Reasoner{rule: rule, when: when, worlds: newWorlds(work.share(MaxWork), params, rule, when)}
}

// Applies answers whether the criterion can apply.
func (r *Reasoner) Applies() Answer {
	r.worlds.begin(nil)
	return r.ask(r.applies())
}

// Passes answers whether the rule can be true where the criterion applies.
func (r *Reasoner) Passes() Answer {
	r.worlds.begin(nil)
	return r.ask(r.applies(), r.worlds.of(r.rule.Root, nil, nil))
}

// Fails answers whether the rule can be false where the criterion applies.
func (r *Reasoner) Fails() Answer {
	r.worlds.begin(nil)
	return r.ask(r.applies(), not(r.worlds.of(r.rule.Root, nil, nil)))
}

func (r *Reasoner) applies() *formula {
	if r.when == nil {
		return constantly(true)
	}
	return r.worlds.of(r.when.Root, nil, nil)
}

// ask looks for a world of which all is true.
func (r *Reasoner) ask(all ...*formula) Answer {
	w := r.worlds
	return satisfiable(and(append(all, w.constraints...)...), w.sizes, w.work.share(maxQuestion))
}

// Idle is a part of a rule that makes no difference: in its place could stand
// Always.
type Idle struct {
	Node   *Node
	Always bool
}

// Idle finds the parts of the rule, or of the when, that decide nothing in any
// world: all of them could be left out together. In the rule, worlds count in
// which the criterion applies. They are in the order of the text, and no more
// than 20: who sees those looks at the rule anew.
func (r *Reasoner) Idle(ofWhen bool) []Idle {
	root := r.rule.Root
	if ofWhen {
		root = r.when.Root
	}
	f := &idleFinder{reasoner: r, root: root, ofWhen: ofWhen, replaced: map[*Node]bool{}}
	f.below(root, nil)
	slices.SortStableFunc(f.found, func(a, b Idle) int { return a.Node.Offset() - b.Node.Offset() })
	return f.found
}

const maxIdle = 20

type idleFinder struct {
	reasoner *Reasoner
	root     *Node
	ofWhen   bool
	replaced map[*Node]bool
	found    []Idle
}

// below looks at the children of a node, the last of the text first: of two
// that say the same the second is idle. lists are the lists of the quantifiers
// around.
func (f *idleFinder) below(n *Node, lists []string) {
	if n.Kind == AllNode || n.Kind == ExistsNode {
		lists = append(slices.Clone(lists), n.Range.Info.Path)
	}
	children := slices.Clone(n.Children)
	slices.SortStableFunc(children, func(a, b *Node) int { return b.Offset() - a.Offset() })
	for _, c := range children {
		if len(f.found) == maxIdle || f.reasoner.worlds.work.Left() == 0 {
			return
		}
		if n.Kind == NotNode || !f.idle(c, lists) {
			f.below(c, lists)
		}
	}
}

func (f *idleFinder) idle(n *Node, lists []string) bool {
	for _, always := range []bool{true, false} {
		if f.same(n, always, lists) {
			f.replaced[n] = always
			f.found = append(f.found, Idle{n, always})
			return true
		}
	}
	return false
}

// same proves that a truth in place of a node changes nothing.
func (f *idleFinder) same(n *Node, always bool, lists []string) bool {
	w := f.reasoner.worlds
	// The quantifiers around the node are others with it and without it.
	for _, list := range lists {
		w.runs[list]++
		defer func() { w.runs[list]-- }()
	}
	w.begin(f.replaced)
	before := w.of(f.root, nil, nil)
	var applies *formula
	if f.ofWhen {
		applies = constantly(true)
	} else {
		applies = f.reasoner.applies()
	}
	w.replaced = map[*Node]bool{n: always}
	maps.Copy(w.replaced, f.replaced)
	after := w.of(f.root, nil, nil)
	return w.met[n] && f.reasoner.ask(applies, differ(before, after)) == No
}

// HoldsOnEmpty answers whether the rule can be met, where the criterion applies,
// because a list has no element: whether it is true on an empty list and would
// be false if the all() or exists() n came to the opposite.
func (r *Reasoner) HoldsOnEmpty(n *Node) Answer {
	return r.settles(n, nil)
}

// HoldsOnOthers answers whether the rule can be met, where the criterion
// applies, because no element of a list is one that the all() n looks at closer:
// the list has elements, and of all of them spared is true.
func (r *Reasoner) HoldsOnOthers(n, spared *Node) Answer {
	return r.settles(n, spared)
}

// settles answers whether the rule is true by what n is on such a list, and
// false by the opposite. The list is empty, or has elements of which all are
// spared.
func (r *Reasoner) settles(n, spared *Node) Answer {
	w := r.worlds
	way := wayTo(r.rule.Root, n)
	if way == nil || spared != nil && len(way) > 1 {
		return Open
	}
	for _, q := range way { // those around n are others by each truth of n
		list := q.Range.Info.Path
		w.runs[list]++
		defer func() { w.runs[list]-- }()
	}
	w.begin(nil)
	all := []*formula{r.applies()}
	w.of(r.rule.Root, nil, nil) // names the lists
	held := n.Kind == AllNode
	w.replaced = map[*Node]bool{n: held}
	all = append(all, w.of(r.rule.Root, nil, nil))
	w.replaced = map[*Node]bool{n: !held}
	all = append(all, not(w.of(r.rule.Root, nil, nil)))
	present := w.present[n.Range.Info.Path]
	if !w.met[n] || len(present) == 0 {
		return Open
	}
	if spared != nil {
		rest := &Node{Kind: AllNode, Var: n.Var, Range: n.Range, Children: []*Node{spared}}
		return r.ask(append(all, present[0], w.of(rest, nil, nil))...)
	}
	for _, p := range present {
		all = append(all, not(p))
	}
	return r.ask(all...)
}

// wayTo lists the quantifiers down to a node, itself included if it is one; nil
// if it is not below root.
func wayTo(root, n *Node) []*Node {
	var own []*Node
	if root.Kind == AllNode || root.Kind == ExistsNode {
		own = []*Node{root}
	}
	if root == n {
		return own
	}
	for _, c := range root.Children {
		if way := wayTo(c, n); way != nil {
			return append(own, way...)
		}
	}
	return nil
}
