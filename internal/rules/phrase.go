package rules

import (
	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// Phrase is what an atom asks before there is any evidence, in the parts a
// sentence is made of.
type Phrase struct {
	// Tested is what is tested: a fact, a field of the subject or the instant.
	// It is nil where that is more than a name, such as a sum.
	Tested *Operand
	// Op is the operator as explanations show it, "size" before it where the
	// length of a list is tested.
	Op string
	// Wanted is what it is compared with, where that is given.
	Wanted evidence.Value
	// Against is the fact or the instant that it is compared with instead.
	Against *Operand
	// Shift is added to the date that is tested before it is compared, or with
	// Back subtracted.
	Shift *civil.Period
	Back  bool
	// WantedParam and ShiftParam name the parameters that Wanted and Shift are,
	// as a whole: "params.maxAge".
	WantedParam, ShiftParam string
	// Whole is false where the atom asks more than these parts say.
	Whole bool
}

// Phrase says what an atom asks, or with want false what its negation asks.
// The machine is given the parameters and no facts.
func (a *Atom) Phrase(m *Machine, want bool) Phrase {
	p := Phrase{Op: a.Op, Whole: true}
	if a.size {
		p.Op = "size" + a.Op
	}
	if p.Tested = a.Fact; a.subject != nil {
		p.Tested = a.subject.operand
	}
	if a.loose || p.Tested != nil && p.Tested.Root == "params" && len(a.Facts) > 0 {
		p.Tested = nil // a value that is given is held against a fact
	}
	if a.bare {
		p.Wanted = evidence.Bool(want)
		return p
	}
	if !want {
		prefix := ""
		if a.size {
			prefix = "size"
		}
		if n, ok := negated[a.Op]; ok {
			p.Op = prefix + n
		} else {
			p.Op = "not:" + a.Op
		}
	}
	p.Whole = p.Tested != nil && len(a.Cuts) <= 1
	if a.shift != nil {
		by, _ := a.shift.eval(m)
		length, ok := by.(periodVal)
		if p.Whole = p.Whole && ok; ok {
			p.Shift, p.Back = &length.Period, a.sub
		}
		if o := a.shift.operand; o != nil {
			p.ShiftParam = o.Info.Path
		}
	}
	if len(a.Cuts) != 1 {
		return p
	}
	cut := a.Cuts[0]
	if o := cut.operand; o != nil {
		if o.Root != "params" {
			p.Against = o
			return p
		}
		p.WantedParam = o.Info.Path
	}
	v, shown := cut.eval(m)
	if v == nil {
		p.Whole = false
	}
	p.Wanted = shown
	return p
}

// Params are the paths of all parameters the atom reads.
func (a *Atom) Params() []string { return a.params }

// Settled returns what a node comes to whatever the facts and the day are, by
// the parameters and what of the subject the machine is given: [Unknown] if it
// depends on anything else.
func (n *Node) Settled(m *Machine) Truth {
	switch n.Kind {
	case AtomNode:
		if n.Atom.amongNone(m) {
			return False
		}
		if n.Atom.usesAt || len(n.Atom.Facts) > 0 {
			return Unknown
		}
		if t, _ := m.atom(n.Atom); t == True || t == False {
			return t
		}
		return Unknown
	case NotNode:
		return n.Children[0].Settled(m).Not()
	case CondNode:
		switch n.Children[0].Settled(m) {
		case True:
			return n.Children[1].Settled(m)
		case False:
			return n.Children[2].Settled(m)
		}
		return Unknown
	case AndNode:
		t := True
		for _, c := range n.Children {
			t = t.And(c.Settled(m))
		}
		return t
	case OrNode:
		t := False
		for _, c := range n.Children {
			t = t.Or(c.Settled(m))
		}
		return t
	}
	// A quantifier: what its list holds decides, unless the list is empty or the
	// same is said of every element.
	return Unknown
}

// amongNone reports whether the atom asks for one of the values of a parameter
// that has none.
func (a *Atom) amongNone(m *Machine) bool {
	if a.Op != "in" || len(a.Cuts) != 1 || a.Cuts[0].operand == nil || a.Cuts[0].operand.Root != "params" {
		return false
	}
	_, shown := a.Cuts[0].eval(m)
	values, isList := shown.Any().([]evidence.Value)
	return isList && len(values) == 0
}
