package rules

import "slices"

// paired proves that a rule is never truer than another by pairing their parts:
// where each part is never truer than its like, the whole is not, since and, or,
// all and exists are monotone and not turns round. It needs no search, whatever
// stands around the parts that differ.
//
// Never truer is: true only where the other is, and false wherever it is. That
// carries through Kleene's logic alone; with parts that may break it does not, by
// their precedence, so there it is not tried.
type paired struct{ work *Work }

// partWork is what a pair of atoms may take.
const partWork = 20_000

// neverBetter reports whether a version is proven never to be better.
func (p *paired) neverBetter(was, is *viewSide) bool {
	if was.breaks() || is.breaks() {
		return false
	}
	if !p.under(was, is, was.Rule.Root, is.Rule.Root, nil, nil) {
		return false
	}
	switch {
	case is.When == nil:
		return true // it always applies
	case was.When == nil:
		return is.isSettled(is.When.Root) == True
	}
	return p.under(is, was, is.When.Root, was.When.Root, nil, nil)
}

// breaks reports whether some part of a version may break.
func (s *viewSide) breaks() bool {
	for _, root := range s.roots() {
		if s.mayBreak(root) {
			return true
		}
	}
	return false
}

func (s *viewSide) mayBreak(n *Node) bool {
	if s.isSettled(n) != Unknown {
		return false
	}
	if n.Atom != nil {
		return s.constantsOf(n.Atom) == nil && !s.isSides(n.Atom) && len(s.truthsOf(n.Atom, s.call(n.Atom, nil))) > len(freeTruths)
	}
	return slices.ContainsFunc(n.Children, s.mayBreak)
}

// isSides reports whether an atom compares two values of which each is given or
// is named.
func (s *viewSide) isSides(a *Atom) bool {
	left, _ := s.compared(a, nil)
	return left != nil
}

// under reports whether a part is proven never to be truer than another. Each is
// of a side and lies in elements of lists.
func (p *paired) under(was, is *viewSide, a, b *Node, inA, inB *instance) bool {
	if p.work.spend(1); p.work.Left() == 0 {
		return false
	}
	if is.isSettled(b) == False || was.isSettled(a) == True {
		return true
	}
	if is.isSettled(b) == True || was.isSettled(a) == False {
		return false
	}
	switch {
	case a.Kind == AndNode:
		return !slices.ContainsFunc(was.unsettled(a, True), func(c *Node) bool { return !p.under(was, is, c, b, inA, inB) })
	case b.Kind == OrNode:
		return !slices.ContainsFunc(is.unsettled(b, False), func(c *Node) bool { return !p.under(was, is, a, c, inA, inB) })
	case b.Kind == AndNode && slices.ContainsFunc(is.unsettled(b, True), func(c *Node) bool { return p.under(was, is, a, c, inA, inB) }):
		return true
	case a.Kind == OrNode && slices.ContainsFunc(was.unsettled(a, False), func(c *Node) bool { return p.under(was, is, c, b, inA, inB) }):
		return true
	case a.Kind != b.Kind:
		return false
	}
	switch a.Kind {
	case NotNode:
		return p.under(is, was, b.Children[0], a.Children[0], inB, inA)
	case CondNode:
		return p.same(was, is, a.Children[0], b.Children[0], inA, inB) &&
			p.under(was, is, a.Children[1], b.Children[1], inA, inB) && p.under(was, is, a.Children[2], b.Children[2], inA, inB)
	case AllNode, ExistsNode:
		if !p.sameList(was, is, a, b, inA, inB) {
			return false
		}
		place := typed(a.Range, a.Range.place(inA)) + "[*]"
		return p.under(was, is, a.Children[0], b.Children[0],
			&instance{name: a.Var, place: place, outer: inA}, &instance{name: b.Var, place: place, outer: inB})
	case AtomNode:
		return p.atoms(was, is, a, b, inA, inB)
	}
	return false
}

// unsettled are the children that are not settled as the one that makes no
// difference.
func (s *viewSide) unsettled(n *Node, neutral Truth) []*Node {
	return slices.DeleteFunc(slices.Clone(n.Children), func(c *Node) bool { return s.isSettled(c) == neutral })
}

func (p *paired) same(was, is *viewSide, a, b *Node, inA, inB *instance) bool {
	return p.under(was, is, a, b, inA, inB) && p.under(is, was, b, a, inB, inA)
}

// sameList reports whether two quantifiers run over one list.
func (p *paired) sameList(was, is *viewSide, a, b *Node, inA, inB *instance) bool {
	if a.Range == nil || b.Range == nil || a.Range.Info == nil || b.Range.Info == nil {
		return false
	}
	if a.Range.Root == "params" || b.Range.Root == "params" {
		return a.Range.Root == b.Range.Root && was.parameter(a.Range.Info.Path) == is.parameter(b.Range.Info.Path) && was.Given != nil && is.Given != nil
	}
	return typed(a.Range, a.Range.place(inA)) == typed(b.Range, b.Range.place(inB))
}

// atoms compares two atoms by all views of what they read. A short look tells
// those apart that have nothing to do with each other.
func (p *paired) atoms(was, is *viewSide, a, b *Node, inA, inB *instance) bool {
	if !slices.Equal(namesOf(a.Atom, inA), namesOf(b.Atom, inB)) {
		return false
	}
	p.work.spend(buildWork)
	work := p.work.share(partWork)
	one := &viewSide{Side: Side{Rule: &Rule{Root: a, env: was.Rule.env}, Given: was.Given}, number: 0, machine: was.machine, settled: was.settled, written: was.written, in: inA}
	two := &viewSide{Side: Side{Rule: &Rule{Root: b, env: is.Rule.env}, Given: is.Given}, number: 1, machine: is.machine, settled: is.settled, written: is.written, in: inB}
	c := &comparer{views: newViewsOf([2]*viewSide{one, two}, work), work: work}
	return c.neverTruer()
}

// namesOf are the facts an atom reads.
func namesOf(a *Atom, in *instance) []string {
	var out []string
	for _, o := range a.operands() {
		out = append(out, typed(o, o.place(in)))
	}
	slices.Sort(out)
	return slices.Compact(out)
}
