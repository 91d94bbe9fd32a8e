package rules

import (
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
)

// test evaluates an atom. It is [Machine.atom] without what explanations show.
func (m *Machine) test(a *Atom) Truth {
	if a.Fact != nil {
		var cut ref.Val
		if len(a.Cuts) == 1 {
			switch c := a.Cuts[0]; {
			case c.value != nil:
				cut = c.value
			case c.operand != nil:
				cut = m.plain(c.operand)
			}
		}
		if truth, ok := a.quick(m.plain(a.Fact), cut); ok {
			return truth
		}
	}
	t, _ := m.atom(a)
	return t
}

// plain is the value of an operand, nil if it is not known.
func (m *Machine) plain(o *Operand) ref.Val {
	switch o.Root {
	case "at":
		return m.instant()
	case "params":
		return m.params.at(o.slot)
	case "subject":
		return m.subject.at(o.slot)
	}
	if o.layout == m.facts.layout && o.slot >= 0 {
		return m.facts.slots[o.slot]
	}
	for i := len(m.bound) - 1; i >= 0; i-- {
		b := &m.bound[i]
		if b.name != o.Root {
			continue
		}
		if o.slot < 0 {
			if types.IsUnknown(b.val) {
				return nil
			}
			return b.val
		}
		if r, ok := b.val.(*record); ok {
			return r.at(o.slot)
		}
		return nil
	}
	return nil
}

func (r *record) at(slot int) ref.Val {
	if r == nil {
		return nil
	}
	return r.slots[slot]
}

// plainTruth is [Node.truth] without what explanations show.
func (n *Node) plainTruth(m *Machine) Truth {
	if m.assumed != nil {
		if t, ok := m.assumed[n]; ok {
			return t
		}
	}
	switch n.Kind {
	case AtomNode:
		return m.test(n.Atom)
	case NotNode:
		return n.Children[0].plainTruth(m).Not()
	case CondNode:
		switch cond := n.Children[0].plainTruth(m); cond {
		case True:
			return n.Children[1].plainTruth(m)
		case False:
			return n.Children[2].plainTruth(m)
		default:
			return cond
		}
	case AndNode:
		t := True
		for _, c := range n.Children {
			if t = t.And(c.plainTruth(m)); t == False {
				return t
			}
		}
		return t
	case OrNode:
		t := False
		for _, c := range n.Children {
			if t = t.Or(c.plainTruth(m)); t == True {
				return t
			}
		}
		return t
	}
	v := m.plain(n.Range)
	if v == nil {
		return Unknown
	}
	neutral := True // of all
	if n.Kind == ExistsNode {
		neutral = False
	}
	t := neutral
	visit := func(item ref.Val, open bool) bool {
		m.bound = append(m.bound, binding{name: n.Var, val: item})
		one := n.Children[0].plainTruth(m)
		m.bound = m.bound[:len(m.bound)-1]
		if open && one != neutral {
			one = Unknown // see overElements
		}
		if n.Kind == AllNode {
			t = t.And(one)
		} else {
			t = t.Or(one)
		}
		return t != neutral.Not()
	}
	l, ok := v.(*listVal)
	if !ok { // a parameter
		texts, _ := textsOf(v)
		for _, s := range texts {
			if !visit(types.String(s), false) {
				break
			}
		}
		return t
	}
	for _, item := range l.items {
		if !visit(item, false) {
			return t
		}
	}
	if l.open != nil {
		visit(l.open, true)
	}
	return t
}
