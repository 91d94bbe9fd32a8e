package rules

import (
	"slices"
	gostrings "strings"
	"time"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// Leaf is one atom's part in an outcome: what the rule demands of a fact there
// and what the fact is.
type Leaf struct {
	// Path is the fact, down to the list element: "supplyChain.subcontractors[x].country".
	Path string
	// Slot is the root slot of the fact, -1 if it is given and needs no proof.
	Slot int
	// Op and Wanted say what is demanded, Got what is there; Got is zero where
	// the fact is unknown.
	Op     string
	Got    evidence.Value
	Wanted evidence.Value
	// Text is the atom as written and Offset its place in the rule.
	Text   string
	Offset int
	// Also are root slots of further facts the atom reads.
	Also []int
	// Err is what broke, for an atom that did.
	Err string
}

// Explanation says why a rule has the truth it has.
type Explanation struct {
	Truth Truth
	// Leaves are the smallest set of atoms, at every node, that decided.
	Leaves []Leaf
	// Missing are the unknown facts that keep an unknown rule open.
	Missing []Missing
}

// Missing is an unknown fact, by path and root slot.
type Missing struct {
	Path string
	Slot int
}

// Explain evaluates the rule by walking its tree. It always finds the truth
// that [Rule.Eval] finds. With negate it explains the rule's negation: why it
// does not hold, as a when that keeps a criterion from applying.
func (r *Rule) Explain(m *Machine, negate bool) Explanation {
	x := r.Root.explain(m, !negate)
	if negate {
		x.Truth = x.Truth.Not()
	}
	x.Missing = uniqueMissing(x.Missing)
	return x
}

func uniqueMissing(ms []Missing) []Missing {
	if len(ms) < 2 {
		return ms
	}
	slices.SortFunc(ms, func(a, b Missing) int { return gostrings.Compare(a.Path, b.Path) })
	return slices.CompactFunc(ms, func(a, b Missing) bool { return a.Path == b.Path })
}

// explain returns the node's truth and reasons. want is the truth the rule as a
// whole would need of this node; leaves are phrased towards it.
func (n *Node) explain(m *Machine, want bool) Explanation {
	switch n.Kind {
	case AtomNode:
		return n.Atom.explain(m, want)
	case NotNode:
		x := n.Children[0].explain(m, !want)
		x.Truth = x.Truth.Not()
		return x
	case CondNode:
		cond := n.Children[0].explain(m, true)
		switch cond.Truth {
		case Unknown, Error:
			return cond
		}
		branch := n.Children[1]
		if cond.Truth == False {
			cond = n.Children[0].explain(m, false)
			branch = n.Children[2]
		}
		x := branch.explain(m, want)
		x.Leaves = append(cond.Leaves, x.Leaves...)
		return x
	case AllNode, ExistsNode:
		return n.quantified(m, want)
	}
	var parts accumulator
	parts.deciding = False
	if n.Kind == OrNode {
		parts.deciding = True
	}
	for _, c := range n.Children {
		parts.add(c.explain(m, want))
	}
	return parts.result()
}

// accumulator combines explanations of the children of and (deciding: false)
// or or (deciding: true).
type accumulator struct {
	deciding Truth
	decided  *Explanation // the smallest child that decides
	unknown  Explanation
	broken   Explanation
	rest     Explanation
}

func (a *accumulator) add(x Explanation) {
	switch x.Truth {
	case a.deciding:
		if a.decided == nil || len(x.Leaves) < len(a.decided.Leaves) {
			a.decided = &x
		}
	case Unknown:
		a.unknown.Truth = Unknown
		a.unknown.Leaves = append(a.unknown.Leaves, x.Leaves...)
		a.unknown.Missing = append(a.unknown.Missing, x.Missing...)
	case Error:
		a.broken.Truth = Error
		a.broken.Leaves = append(a.broken.Leaves, x.Leaves...)
	default:
		a.rest.Leaves = append(a.rest.Leaves, x.Leaves...)
	}
}

func (a *accumulator) result() Explanation {
	switch {
	case a.decided != nil:
		return *a.decided
	case a.unknown.Truth != 0:
		return a.unknown
	case a.broken.Truth != 0:
		return a.broken
	}
	a.rest.Truth = a.deciding.Not()
	return a.rest
}

func (n *Node) quantified(m *Machine, want bool) Explanation {
	v, path := m.resolve(n.Range)
	slot := -1
	if n.Range.IsFact() {
		slot = n.Range.Info.Slot
	}
	if v == nil {
		return Explanation{Truth: Unknown, Leaves: []Leaf{{Path: path, Slot: slot, Op: quantifierOp(n.Kind, want)}},
			Missing: []Missing{{path, slot}}}
	}
	parts := accumulator{deciding: False}
	if n.Kind == ExistsNode {
		parts.deciding = True
	}
	visit := func(item ref.Val, path string) {
		m.bound = append(m.bound, binding{n.Var, item, path})
		parts.add(n.Children[0].explain(m, want))
		m.bound = m.bound[:len(m.bound)-1]
	}
	count := 0
	if list, ok := v.(*listVal); ok {
		list.each(func(name string, item ref.Val) {
			count++
			at := path
			if r, isRecord := item.(*record); isRecord {
				at = r.path
			} else if name == openElement {
				at = path + "[" + openElement + "]"
			}
			visit(item, at)
		})
	} else if texts, ok := textsOf(v); ok { // a parameter
		for _, s := range texts {
			count++
			visit(types.String(s), path)
		}
	}
	x := parts.result()
	if count == 0 {
		x.Leaves = []Leaf{{Path: path, Slot: slot, Op: quantifierOp(n.Kind, want), Got: evidence.List()}}
	}
	return x
}

func quantifierOp(k NodeKind, want bool) string {
	switch {
	case k == AllNode && want:
		return "all"
	case k == AllNode:
		return "notAll"
	case want:
		return "exists"
	}
	return "none"
}

// explain evaluates an atom and phrases what is demanded: as written if want,
// negated otherwise.
func (a *Atom) explain(m *Machine, want bool) Explanation {
	truth, err := m.run(a.program)
	x := Explanation{Truth: truth}
	leaf := Leaf{Slot: -1, Op: a.Op, Text: a.Text, Offset: a.Offset}
	if a.Fact != nil {
		v, path := m.resolve(a.Fact)
		leaf.Path = path
		if a.Fact.IsFact() && (a.Fact.Info == nil || a.Fact.Info.Slot >= 0) && a.Fact.Info != nil {
			leaf.Slot = a.Fact.Info.Slot
		}
		switch {
		case v == nil:
		case a.size:
			if l, ok := v.(*listVal); ok && l.open == nil {
				leaf.Got = evidence.Int(int64(len(l.items)))
			}
		default:
			leaf.Got = public(v)
		}
	} else {
		leaf.Path = a.Text
		if a.subject != nil {
			if v := a.subject.eval(m); v != nil {
				leaf.Got = public(v)
			}
		}
	}
	if a.size {
		leaf.Op = "size" + a.Op
	}
	for _, o := range a.Facts {
		if o.Info != nil && o.Info.Slot >= 0 && o.Info.Slot != leaf.Slot {
			leaf.Also = append(leaf.Also, o.Info.Slot)
		}
	}
	a.wanted(m, &leaf, want)
	if truth == Error && err != nil {
		leaf.Err = err.Error()
	}
	x.Leaves = []Leaf{leaf}
	if truth == Unknown {
		for _, o := range a.Facts {
			v, path := m.resolve(o)
			l, isList := v.(*listVal)
			if v == nil || isList && l.open != nil {
				x.Missing = append(x.Missing, Missing{path, o.Info.Slot})
			}
		}
		if len(x.Missing) == 0 && a.Fact != nil { // given, and not known: the subject's version, say
			x.Missing = []Missing{{leaf.Path, -1}}
		}
	}
	return x
}

var negated = map[string]string{"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">", "in": "notIn"}

func (a *Atom) wanted(m *Machine, leaf *Leaf, want bool) {
	if a.bare {
		leaf.Wanted = evidence.Bool(want)
		return
	}
	if !want {
		op, prefix := leaf.Op, ""
		if a.size {
			op, prefix = a.Op, "size"
		}
		if n, ok := negated[op]; ok {
			leaf.Op = prefix + n
		} else {
			leaf.Op = "not:" + op
		}
	}
	switch len(a.Cuts) {
	case 0:
	case 1:
		if v := a.Cuts[0].eval(m); v != nil {
			leaf.Wanted = public(a.cut(m, v))
		}
	default:
		var vs []evidence.Value
		for _, c := range a.Cuts {
			if v := c.eval(m); v != nil {
				vs = append(vs, public(v))
			}
		}
		leaf.Wanted = evidence.List(vs...)
	}
}

// cut turns the demand on a shifted date into one on the date itself: for
// "tested + 12 months >= at" the first (or last) day of testing that would do.
// Shifting keeps the order of dates, so a bisection finds it exactly.
func (a *Atom) cut(m *Machine, v ref.Val) ref.Val {
	if a.shift == nil {
		return v
	}
	var target civil.Date
	switch d := v.(type) {
	case dateVal:
		target = d.Date
	case instantVal:
		target = d.Date
	default:
		return v
	}
	p, ok := a.shift.eval(m).(periodVal)
	if !ok {
		return v
	}
	shifted := func(d civil.Date) civil.Date {
		if a.sub {
			return d.Sub(p.Period)
		}
		return d.Add(p.Period)
	}
	// The first day whose shift is not before (for >= and <) or after (for >
	// and <=) the target.
	after := a.Op == ">" || a.Op == "<="
	reaches := func(d civil.Date) bool {
		c := shifted(d).Compare(target)
		return c > 0 || c == 0 && !after
	}
	span := 200 * 366
	low, high := target.AddDays(-span), target.AddDays(span)
	if reaches(low) || !reaches(high) {
		return v
	}
	for low.AddDays(1).Compare(high) < 0 {
		mid := low.AddDays(days(low, high) / 2)
		if reaches(mid) {
			high = mid
		} else {
			low = mid
		}
	}
	switch a.Op {
	case ">", "<=": // d > cut: the last day that does not reach
		return dateVal{low}
	}
	return dateVal{high}
}

func days(a, b civil.Date) int {
	return int(b.Start(time.UTC).Sub(a.Start(time.UTC)) / (24 * time.Hour))
}
