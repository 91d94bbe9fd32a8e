package rules

import (
	"slices"
	gostrings "strings"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/evidence"
)

// Traced says what became of a node of a rule and of all nodes below, whether
// they decided or not.
type Traced struct {
	Node *Node
	// Claimed and Proven are its truths by what two machines see.
	Claimed, Proven Truth
	// Decides reports whether one of the reasons is the node's or below it.
	Decides bool
	// Leaf is an atom, phrased as written, as the claiming machine sees it.
	Leaf *Leaf
	// Path and Slot are the list a quantifier runs over, Entries the number of its
	// elements that are listed, Open that there may be others, and Left the number
	// of elements that are not shown.
	Path    string
	Slot    int
	Known   bool // the list is
	Open    bool
	Entries int
	Left    int
	// Deciding counts the elements that alone make a quantifier what it is: those
	// on which an all is false, or an exists true, by what is claimed.
	Deciding int
	// Entry is the element of the list of the node above that this is about, Value
	// its value if it is no record.
	Entry string
	Value evidence.Value
	// Children are those of the node, or the node below for each element shown.
	Children []*Traced
}

// Tracer makes traces. The zero Tracer shows no elements.
type Tracer struct {
	// Shown is the number of elements shown of each list, and Nodes that of all
	// nodes shown below elements; what is more is counted.
	Shown, Nodes int

	claimed, proven *Machine
	reasons         []Leaf
}

// Trace evaluates all nodes of a rule by what two machines see, which may be one.
// The reasons are those of the rule by one of them, in its storage or not.
func (t *Tracer) Trace(r *Rule, claimed, proven *Machine, reasons []Leaf) *Traced {
	t.claimed, t.proven, t.reasons = claimed, proven, slices.Clone(reasons)
	return t.node(r.Root)
}

func (t *Tracer) node(n *Node) *Traced {
	x := &Traced{Node: n}
	switch n.Kind {
	case AtomNode:
		t.atom(n.Atom, x)
		return x
	case AllNode, ExistsNode:
		t.quantifier(n, x)
		return x
	}
	for _, c := range n.inOrder() {
		below := t.node(c)
		x.Children = append(x.Children, below)
		x.Decides = x.Decides || below.Decides
	}
	x.Claimed = n.combined(x.Children, func(c *Traced) Truth { return c.Claimed })
	x.Proven = n.combined(x.Children, func(c *Traced) Truth { return c.Proven })
	return x
}

// inOrder are the node's children as they stand in the rule.
func (n *Node) inOrder() []*Node {
	if n.Kind != OrNode {
		return n.Children
	}
	children := slices.Clone(n.Children)
	slices.SortStableFunc(children, func(a, b *Node) int { return a.Offset() - b.Offset() })
	return children
}

// combined is the truth that follows from those of the children.
func (n *Node) combined(children []*Traced, of func(*Traced) Truth) Truth {
	switch n.Kind {
	case NotNode:
		return of(children[0]).Not()
	case CondNode:
		switch cond := of(children[0]); cond {
		case True:
			return of(children[1])
		case False:
			return of(children[2])
		default:
			return cond
		}
	}
	truth := of(children[0])
	for _, c := range children[1:] {
		if n.Kind == AndNode {
			truth = truth.And(of(c))
		} else {
			truth = truth.Or(of(c))
		}
	}
	return truth
}

func (t *Tracer) atom(a *Atom, x *Traced) {
	at := t.claimed.mark()
	x.Claimed = a.explain(t.claimed, true)
	leaf := t.claimed.leaves[len(t.claimed.leaves)-1]
	t.claimed.cut(at)
	leaf.Condition, leaf.Alternative = false, ""
	x.Leaf = &leaf
	if x.Proven = x.Claimed; t.proven != t.claimed {
		x.Proven, _ = t.proven.atom(a)
	}
	x.Decides = slices.ContainsFunc(t.reasons, func(r Leaf) bool {
		return r.Text != "" && r.Place == leaf.Place && r.Path == leaf.Path && r.Got.Equal(leaf.Got) && slices.Equal(r.Facts, leaf.Facts)
	})
}

func (t *Tracer) quantifier(n *Node, x *Traced) {
	list := t.claimed.resolve(n.Range)
	x.Path, x.Slot = list.path, -1
	if n.Range.IsFact() {
		x.Slot = n.Range.Info.Slot
	}
	x.Claimed = n.truth(t.claimed)
	if x.Proven = x.Claimed; t.proven != t.claimed {
		x.Proven = n.truth(t.proven)
	}
	of := func(path string) bool { return path == list.path || gostrings.HasPrefix(path, list.path+"[") }
	x.Decides = slices.ContainsFunc(t.reasons, func(r Leaf) bool { return r.Text == "" && r.Place == n.place && of(r.Path) })
	if list.val == nil {
		return
	}
	x.Known = true
	all := t.elements(n, list)
	for i := range all {
		if all[i].open {
			x.Open = true
		} else {
			x.Entries++
		}
		if all[i].rank < 2 {
			x.Deciding++
		}
	}
	// Those that decide come first: else a reader of a few would not see why.
	slices.SortStableFunc(all, func(a, b viewed) int { return a.rank - b.rank })
	size := n.Children[0].size()
	for _, el := range all {
		if len(x.Children) >= t.Shown || t.Nodes < size {
			if !el.open {
				x.Left++
			}
			continue
		}
		t.Nodes -= size
		t.bind(n, el)
		below := t.node(n.Children[0])
		t.unbind()
		below.Entry = el.path
		if _, isRecord := el.claimed.(*record); !isRecord {
			below.Value = public(el.claimed)
		}
		x.Children = append(x.Children, below)
		x.Decides = x.Decides || below.Decides
	}
	if !x.Decides { // by an element that is not shown
		places := map[Place]bool{}
		n.each(func(below *Node) { places[below.Place()] = below.Atom != nil || below.Range != nil })
		x.Decides = slices.ContainsFunc(t.reasons, func(r Leaf) bool { return places[r.Place] && of(r.Path) })
	}
}

// each calls visit for the node and all below.
func (n *Node) each(visit func(*Node)) {
	visit(n)
	for _, c := range n.Children {
		c.each(visit)
	}
}

func (n *Node) size() int {
	size := 0
	n.each(func(*Node) { size++ })
	return size
}

// viewed is an element of a list as each machine sees it.
type viewed struct {
	claimed, proven ref.Val
	path            string
	open            bool
	rank            int
}

// elements lists the elements the claiming machine sees, each with what the other
// machine sees of it. Those of which a reason speaks are ranked first, then those
// that come out as the quantifier does by one of them, then open ones.
func (t *Tracer) elements(n *Node, list found) (all []viewed) {
	n.elements(list, func(item ref.Val, path string, open bool) {
		all = append(all, viewed{claimed: item, proven: item, path: path, open: open})
	})
	if t.proven != t.claimed {
		by := map[string]ref.Val{}
		if proven := t.proven.resolve(n.Range); proven.val != nil {
			n.elements(proven, func(item ref.Val, path string, _ bool) { by[nameOf(item, path)] = item })
		}
		for i := range all {
			var known bool
			if all[i].proven, known = by[nameOf(all[i].claimed, all[i].path)]; !known {
				all[i].proven = t.hidden(all[i])
			}
		}
	}
	deciding := False
	if n.Kind == ExistsNode {
		deciding = True
	}
	for i := range all {
		el := &all[i]
		t.bind(n, *el)
		truth := n.Children[0].truth(t.claimed)
		t.unbind()
		switch {
		case el.open:
			el.rank = 3
		case truth == deciding:
			el.rank = 1
		case truth == Unknown:
			el.rank = 2
		case truth == Error:
			el.rank = 4
		default:
			el.rank = 5
		}
		if record, ok := el.claimed.(*record); ok && el.rank == 1 && slices.ContainsFunc(t.reasons, func(r Leaf) bool {
			return gostrings.HasPrefix(r.Path, record.path+".") || slices.ContainsFunc(r.Facts, func(p string) bool { return gostrings.HasPrefix(p, record.path+".") })
		}) {
			el.rank = 0
		}
	}
	return all
}

// nameOf tells the elements of a list apart: records by their paths, scalars by
// their values.
func nameOf(item ref.Val, path string) string {
	if _, ok := item.(*record); ok {
		return path
	}
	if types.IsUnknown(item) {
		return "[" + openElement + "]"
	}
	return public(item).String()
}

// hidden is an element of which nothing is known.
func (t *Tracer) hidden(el viewed) ref.Val {
	if r, ok := el.claimed.(*record); ok {
		return (&record{layout: r.layout, slots: make([]ref.Val, len(r.slots)), path: r.path}).show()
	}
	return unknown
}

func (t *Tracer) bind(n *Node, el viewed) {
	t.claimed.bound = append(t.claimed.bound, binding{name: n.Var, val: el.claimed, path: el.path})
	if t.proven != t.claimed {
		t.proven.bound = append(t.proven.bound, binding{name: n.Var, val: el.proven, path: el.path})
	}
}

func (t *Tracer) unbind() {
	t.claimed.bound = t.claimed.bound[:len(t.claimed.bound)-1]
	if t.proven != t.claimed {
		t.proven.bound = t.proven.bound[:len(t.proven.bound)-1]
	}
}

// Head writes a node of its own: an atom as it is written, a quantifier without
// what it says of its elements; empty for all else, which the nodes below say.
func (n *Node) Head() string {
	switch n.Kind {
	case AtomNode:
		return n.Atom.Text
	case AllNode:
		return n.Range.String() + ".all(" + n.Var + ", …)"
	case ExistsNode:
		return n.Range.String() + ".exists(" + n.Var + ", …)"
	}
	return ""
}
