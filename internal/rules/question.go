package rules

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// IsQuestion reports whether the node has no and, or, not or conditional of its
// own above it to be taken apart: an atom, or a quantifier as a whole.
func (n *Node) IsQuestion() bool {
	return n.Kind == AtomNode || n.Kind == AllNode || n.Kind == ExistsNode
}

// Question is a part of a rule that is answered as a whole, an atom or an
// outermost quantifier, with the parameters and on the day of one criterion. A
// batch executor asks it once for each value of what it reads, and not once for
// each record. It is immutable and safe for concurrent use.
type Question struct {
	// Text is the question as a rule writes it, with what is assumed of the parts
	// that were taken out of it; see [Question.Assume].
	Text string
	// Key is equal for questions that have the same answer whatever the facts are:
	// of several criteria, profiles or catalogues.
	Key string
	// Slots are the root slots of the facts it reads, ascending; Paths are their
	// paths, in the same order.
	Slots []int
	Paths []string
	// Fields are the fields of the subject it reads ("subject.layer"), sorted.
	Fields []string
	// Given are the parameters it reads with their values, for people:
	// "params.maxDays = 30".
	Given []string
	// Strict reports whether the answer is unknown as soon as one thing it reads
	// is unknown.
	Strict bool
	// Open reports whether the answer may be unknown although everything it reads
	// is stated: a list may be open, or leave fields of its elements out, and what
	// is assumed may be unknown.
	Open bool

	rule    *Rule
	node    *Node
	alike   []*Node // of a foreign part, others that ask the same
	params  *Given
	day     civil.Date
	assumed map[*Node]Truth
}

// Question makes a question of a node of the rule that is one, see
// [Node.IsQuestion].
func (r *Rule) Question(n *Node, params *Given, day civil.Date) *Question {
	q := &Question{rule: r, node: n, params: params, day: day}
	q.look()
	return q
}

// look finds what the question reads and what its answer depends on.
func (q *Question) look() {
	env := q.rule.env
	slots, fields, given, kinds := map[int]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	usesAt := false
	q.Open, q.Strict = false, q.node.Kind == AtomNode && q.node.Atom.isStrict()
	operand := func(o *Operand) {
		switch {
		case o == nil || o.Info == nil:
		case o.Root == "params":
			given[o.Info.Path] = true
		case o.Root == "subject":
			fields[o.Info.Path] = true
		case o.Info.Slot >= 0:
			slots[o.Info.Slot] = true
			root := env.Info(o.Info.Slot)
			q.Open = q.Open || root.Kind == evidence.KindList
			if strings.HasPrefix(root.Path, "ext.") {
				kinds[fmt.Sprintf("%s:%v%v%q", root.Path, root.Kind, root.Item, root.Values)] = true
			}
		}
	}
	var assumptions []string
	var walk func(n *Node)
	walk = func(n *Node) {
		if t, ok := q.assumed[n]; ok {
			assumptions = append(assumptions, n.String()+" is "+t.String())
			q.Open = q.Open || t == Unknown
			return
		}
		operand(n.Range)
		if a := n.Atom; a != nil {
			for _, o := range a.Facts {
				operand(o)
			}
			for _, o := range a.asks {
				operand(o)
			}
			for _, p := range a.params {
				given[p] = true
			}
			usesAt = usesAt || a.usesAt
			if a.Text == q.rule.Text && n != q.rule.Root { // it may be that its own text could not be written
				assumptions = append(assumptions, fmt.Sprint("at ", a.Offset))
			}
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	walk(q.node)
	q.Slots, q.Paths = slices.Sorted(maps.Keys(slots)), nil
	for _, slot := range q.Slots {
		q.Paths = append(q.Paths, env.Info(slot).Path)
	}
	q.Fields = slices.Sorted(maps.Keys(fields))
	q.Text = q.node.String()
	slices.Sort(assumptions)
	for _, a := range slices.Compact(assumptions) {
		q.Text += ", where " + a
	}
	parts := append([]string{q.Text}, slices.Sorted(maps.Keys(kinds))...)
	q.Given = nil
	for _, p := range slices.Sorted(maps.Keys(given)) {
		if _, value := q.params.value(p); value != "" {
			q.Given = append(q.Given, p+" = "+value)
		}
		parts = append(parts, p+"="+q.params.text(p))
	}
	if usesAt {
		parts = append(parts, "at="+q.day.String())
	}
	q.Key = strings.Join(parts, "\x00")
}

// text is the value of a parameter, with its type.
func (g *Given) text(path string) string {
	kind, value := g.value(path)
	return string(kind) + value
}

// value is the type and the value of a parameter.
func (g *Given) value(path string) (ParamType, string) {
	if g == nil {
		return "", ""
	}
	slot, ok := g.record.layout.slots[path]
	if !ok {
		return "", ""
	}
	kind := g.record.layout.fields[slot].info.Param
	data, err := g.record.shown[slot].MarshalJSON()
	if err != nil {
		return kind, fmt.Sprintf("%q", g.record.shown[slot].String())
	}
	return kind, string(data)
}

// Foreign lists the parts of a quantifier that do not depend on its variable
// and read something: for every element of the list they have the same answer.
// An atom has none.
func (q *Question) Foreign() []*Question {
	if q.node.Kind == AtomNode {
		return nil
	}
	var out []*Question
	var walk func(n *Node, vars []string)
	walk = func(n *Node, vars []string) {
		if _, ok := q.assumed[n]; ok {
			return
		}
		if n.IsQuestion() && !slices.ContainsFunc(vars, n.mentions) {
			f := q.rule.Question(n, q.params, q.day)
			if i := slices.IndexFunc(out, func(o *Question) bool { return o.Key == f.Key }); i >= 0 {
				out[i].alike = append(out[i].alike, n)
			} else if len(f.Slots)+len(f.Fields) > 0 {
				out = append(out, f)
			}
			return
		}
		if n.Range != nil {
			vars = append(slices.Clone(vars), n.Var)
		}
		for _, c := range n.Children {
			walk(c, vars)
		}
	}
	walk(q.node.Children[0], []string{q.node.Var})
	return out
}

// mentions reports whether anything within the node depends on a variable.
func (n *Node) mentions(variable string) bool {
	if n.Atom != nil {
		return slices.Contains(n.Atom.vars, variable)
	}
	if n.Range != nil && (n.Range.Root == variable || slices.Contains(n.around, variable)) {
		return true
	}
	return slices.ContainsFunc(n.Children, func(c *Node) bool { return c.mentions(variable) })
}

// Assume returns the question where the answer to a foreign part is given.
func (q *Question) Assume(foreign *Question, t Truth) *Question {
	p := &Question{rule: q.rule, node: q.node, params: q.params, day: q.day, assumed: map[*Node]Truth{foreign.node: t}}
	for _, n := range foreign.alike {
		p.assumed[n] = t
	}
	maps.Copy(p.assumed, q.assumed)
	p.look()
	return p
}

// Env is the environment whose values the question is asked with.
func (q *Question) Env() *Env { return q.rule.env }

// Answer is the answer on what the machine sees, which is of the question's
// environment, and on the subject.
func (q *Question) Answer(m *Machine, subject *Given) Truth {
	m.Given(subject, q.params, q.day)
	m.assumed = q.assumed
	t := q.node.plainTruth(m)
	m.assumed = nil
	return t
}

// MayBreak reports whether the answer may be an error. What is not plainly sound
// is tried with all values of a closed set, or may be.
func (q *Question) MayBreak(m *Machine) bool {
	found := false
	var walk func(n *Node)
	walk = func(n *Node) {
		if _, ok := q.assumed[n]; ok || found {
			found = found || q.assumed[n] == Error
			return
		}
		if n.Atom != nil {
			found = !n.Atom.holds() && !q.holdsUp(m, n.Atom)
		}
		for _, c := range n.Children {
			walk(c)
		}
	}
	walk(q.node)
	return found
}

// holds reports whether the atom breaks on nothing.
func (a *Atom) holds() bool {
	return a.bare || a.sound && !slices.ContainsFunc(a.periods, func(o *Operand) bool { return !o.inRange() })
}

// holdsUp reports whether the atom reads one fact of a closed set and breaks on
// none of its values.
func (q *Question) holdsUp(m *Machine, a *Atom) bool {
	if len(a.Facts) != 1 || len(a.asks) > 0 || a.Facts[0].Info == nil || len(a.Facts[0].Info.Values) == 0 {
		return false
	}
	o := a.Facts[0]
	m.Given(nil, q.params, q.day)
	for _, text := range o.Info.Values {
		v := ref.Val(types.String(text))
		at := len(m.bound)
		switch {
		case o.slot < 0:
			m.bound = append(m.bound, binding{name: o.Root, val: v})
		case o.layout != m.facts.layout:
			r := &record{layout: o.layout, slots: make([]ref.Val, len(o.layout.fields)), path: "element"}
			r.slots[o.slot] = v
			m.bound = append(m.bound, binding{name: o.Root, val: r})
		default:
			m.facts.slots[o.slot] = v
		}
		t := m.test(a)
		m.bound = m.bound[:at]
		if o.slot >= 0 && o.layout == m.facts.layout {
			m.facts.slots[o.slot] = nil
		}
		if t != True && t != False {
			return false
		}
	}
	return true
}

// Splits are the first values of the ranges in which the answer of a question
// about one number or date is the same: int64, float64 or [evidence.Date], in
// order. It is false for questions that are no comparisons of one such fact
// with what is given: their answer has to be found value by value. The machine is
// of the question's environment.
func (q *Question) Splits(m *Machine) (splits []any, ok bool) {
	a := q.node.Atom
	if a == nil || len(q.Slots) != 1 || len(q.Fields) > 0 || a.Class != ClassSingle || a.Fact == nil || a.size || a.subject != nil || a.bare || !slices.Contains([]string{"==", "!=", "<", "<=", ">", ">=", "in"}, a.Op) || len(a.Cuts) != 1 {
		return nil, false
	}
	info := q.rule.env.Info(q.Slots[0])
	m.Given(nil, q.params, q.day)
	cut, _ := a.Cuts[0].eval(m)
	if cut == nil {
		return nil, false
	}
	var constants []ref.Val
	if i, isInstant := cut.(instantVal); isInstant {
		constants = []ref.Val{dateVal{i.Date}}
	} else if constants = constantsOf(a.Op, cut); constants == nil {
		return nil, false
	}
	var shift *civil.Period
	if a.shift != nil {
		v, _ := a.shift.eval(m)
		p, isPeriod := v.(periodVal)
		if !isPeriod {
			return nil, false
		}
		shift = &p.Period
	}
	for _, c := range constants {
		switch c := c.(type) {
		case types.Int:
			if info.Kind != evidence.KindInt {
				return nil, false
			}
			splits = append(splits, int64(c), int64(c)+1)
		case types.Double:
			if info.Kind != evidence.KindNumber {
				return nil, false
			}
			splits = append(splits, float64(c), math.Nextafter(float64(c), math.Inf(1)))
		case dateVal:
			if info.Kind != evidence.KindDate {
				return nil, false
			}
			moved := func(d civil.Date) civil.Date {
				switch {
				case shift == nil:
					return d
				case a.sub:
					return d.Sub(*shift)
				}
				return d.Add(*shift)
			}
			// Moving days by a period keeps their order, so the first that reaches a
			// day, and the first that passes it, are found by halving.
			for _, bound := range []int{0, 1} {
				if d, ok := firstDay(func(d civil.Date) bool { return moved(d).Compare(c.Date) >= bound }); ok {
					splits = append(splits, d)
				}
			}
		default:
			return nil, false
		}
	}
	return splits, true
}

// firstDay finds the first day of which something holds that holds of all days
// after one of which it does, false if it holds of none.
func firstDay(holds func(civil.Date) bool) (civil.Date, bool) {
	low, high := 0, civil.FirstDay.DaysUntil(civil.LastDay)+1
	n := high
	for low < high {
		mid := (low + high) / 2
		if holds(civil.FirstDay.AddDays(mid)) {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return civil.FirstDay.AddDays(low), low < n
}

// Cost is the bound of the rule the question is a part of, in CEL's cost units;
// see [Rule.Cost].
func (q *Question) Cost() uint64 { return q.rule.Cost }
