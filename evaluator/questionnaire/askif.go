package questionnaire

import (
	"slices"
	"strings"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/rules"
)

// occurrence is a place of a rule that reads a fact, and under which conditions
// it matters there: one of the alternatives.
type occurrence struct {
	path string
	if_  []conjunction
}

// conjunction is a set of conditions that hold together; an empty one always
// holds.
type conjunction []condition

// condition is a [Condition] before the questions have numbers.
type condition struct {
	path   string
	of     Of
	op     string
	wanted evidence.Value
	root   string // the variable of the quantifier whose element it speaks of
}

func (c condition) equal(d condition) bool {
	return c.path == d.path && c.of == d.of && c.op == d.op && c.root == d.root && c.wanted.Equal(d.wanted)
}

// A disjunction of conjunctions. Always is one of a conjunction that always holds;
// never has none.
type dnf = []conjunction

var always = dnf{nil}

// either holds if one of both does. It drops what another alternative implies.
func either(a, b dnf) dnf {
	out := slices.Clone(a)
	for _, c := range b {
		if slices.ContainsFunc(out, func(d conjunction) bool { return d.within(c) }) {
			continue
		}
		out = append(slices.DeleteFunc(out, func(d conjunction) bool { return c.within(d) }), c)
	}
	return out
}

// within reports whether all conditions of c are among those of d, so that d
// implies c.
func (c conjunction) within(d conjunction) bool {
	return !slices.ContainsFunc(c, func(x condition) bool { return !slices.ContainsFunc(d, x.equal) })
}

// shorter leaves out that an answer is not what it is not anyway by what it must
// be.
func (c conjunction) shorter() conjunction {
	return slices.DeleteFunc(slices.Clone(c), func(not condition) bool {
		return slices.ContainsFunc(c, func(is condition) bool {
			return is.of == "" && not.of == "" && is.path == not.path && is.root == not.root && (is.op == "==" || is.op == "in") && (not.op == "!=" || not.op == "notIn") &&
				!slices.ContainsFunc(is.values(), func(v evidence.Value) bool { return slices.ContainsFunc(not.values(), v.Equal) })
		})
	})
}

// values are those that a condition compares with.
func (c condition) values() []evidence.Value {
	if list, ok := c.wanted.Any().([]evidence.Value); ok {
		return list
	}
	return []evidence.Value{c.wanted}
}

// both holds if both do; where that gets too long, it leaves out the second,
// which lets more be asked and never less.
func both(a, b dnf) dnf {
	if len(a)*len(b) > MaxAlternatives {
		return a
	}
	var out dnf
	for _, x := range a {
		for _, y := range b {
			z := slices.Clone(x)
			for _, c := range y {
				if !slices.ContainsFunc(z, c.equal) && len(z) < MaxConditions {
					z = append(z, c)
				}
			}
			out = either(out, dnf{z})
		}
	}
	return out
}

// reader goes through the rules of one criterion.
type reader struct {
	m           *rules.Machine // is given the parameters and the layer
	brief       bool
	occurrences []occurrence
	// first are pairs of facts of which the first is best asked before the second.
	first [][2]string
}

// read gathers what a node reads and when that matters. Top is set as long as the
// criterion is not met if the node is not as wanted: what else is asked for then
// is asked all the same, so that the answers show everything that is lacking.
func (r *reader) read(n *rules.Node, want, top bool, if_ dnf) {
	if len(if_) == 0 || n.SettledBy(r.m) != rules.Unknown {
		return
	}
	switch n.Kind {
	case rules.AtomNode:
		for _, o := range slices.Concat(n.Atom.Facts, n.Atom.Asks()) {
			r.see(o, if_)
		}
	case rules.NotNode:
		r.read(n.Children[0], !want, top, if_)
	case rules.CondNode:
		c := n.Children[0]
		r.read(c, true, false, if_)
		r.order(c, n.Children[1], n.Children[2])
		r.read(n.Children[1], want, top, both(if_, r.unless(c, rules.False)))
		r.read(n.Children[2], want, top, both(if_, r.unless(c, rules.True)))
	case rules.AllNode, rules.ExistsNode:
		if n.Range.IsRange() {
			r.see(n.Range, if_)
		}
		if n.Range.Info != nil && n.Range.IsRange() {
			for _, path := range pathsOf(n.Children[0]) {
				if strings.HasPrefix(path, n.Range.Info.Path+"[") {
					r.first = append(r.first, [2]string{n.Range.Info.Path, path})
				}
			}
		}
		r.read(n.Children[0], want, top && want == (n.Kind == rules.AllNode), if_)
	default:
		r.several(n, want, top, if_)
	}
}

// several reads the parts of an and or an or. One of them decides alone if it is
// false, or true: then the others do not matter.
func (r *reader) several(n *rules.Node, want, top bool, if_ dnf) {
	decides := rules.False
	if n.Kind == rules.OrNode {
		decides = rules.True
	}
	demands := 0
	for _, c := range n.Children {
		if !isGuard(n, c, want) && c.SettledBy(r.m) == rules.Unknown {
			demands++
		}
	}
	for i, c := range n.Children {
		when := if_
		for j, other := range n.Children {
			if i == j {
				continue
			}
			if isGuard(n, other, want) && !isGuard(n, c, want) {
				r.order(other, c)
			}
			if top && want == (n.Kind == rules.AndNode) && !r.brief {
				continue // the criterion is not met then
			}
			when = both(when, r.unless(other, decides))
		}
		r.read(c, want, top && (want == (n.Kind == rules.AndNode) || demands == 1 && !isGuard(n, c, want)), when)
	}
}

// isGuard reports whether a part is the a of "!a || b".
func isGuard(n, c *rules.Node, want bool) bool {
	return want && n.Kind == rules.OrNode && c.Kind == rules.NotNode && n.Children[0].Kind != rules.NotNode
}

// order wants what the first node reads to be asked before what the others do.
func (r *reader) order(first *rules.Node, then ...*rules.Node) {
	const bound = 400 // pairs beyond that are for no reader's benefit
	for _, a := range pathsOf(first) {
		for _, n := range then {
			for _, b := range pathsOf(n) {
				if a != b && len(r.first) < bound {
					r.first = append(r.first, [2]string{a, b})
				}
			}
		}
	}
}

// pathsOf are the facts that a node reads.
func pathsOf(n *rules.Node) []string {
	var out []string
	add := func(o *rules.Operand) {
		if o.Info != nil && (o.IsFact() || o.Root == "subject") && !slices.Contains(out, o.Info.Path) {
			out = append(out, o.Info.Path)
		}
	}
	if n.Atom != nil {
		for _, o := range slices.Concat(n.Atom.Facts, n.Atom.Asks()) {
			add(o)
		}
	}
	if n.Range != nil {
		add(n.Range)
	}
	for _, c := range n.Children {
		for _, path := range pathsOf(c) {
			if !slices.Contains(out, path) {
				out = append(out, path)
			}
		}
	}
	return out
}

// see adds an occurrence. Conditions on the element of another quantifier than
// the one whose element is read cannot be said and are left out.
func (r *reader) see(o *rules.Operand, if_ dnf) {
	if o.Info == nil {
		return
	}
	var out dnf
	for _, c := range if_ {
		var kept conjunction
		for _, x := range c {
			switch {
			case x.root == "":
				kept = append(kept, x)
			case x.root == o.Root && listOf(x.path) == listOf(o.Info.Path) && listOf(x.path) != "":
				x.root = ""
				kept = append(kept, x)
			}
		}
		out = either(out, dnf{kept})
	}
	r.occurrences = append(r.occurrences, occurrence{o.Info.Path, out})
}

// listOf is the list that a path is a field of the entries of, or "".
func listOf(path string) string {
	if i := strings.LastIndex(path, "[]"); i >= 0 {
		return path[:i]
	}
	return ""
}

// unless says when a node is not known to have a truth: then what it would decide
// alone still matters. Where that cannot be said it says always.
func (r *reader) unless(n *rules.Node, truth rules.Truth) dnf {
	switch settled := n.SettledBy(r.m); {
	case settled == truth:
		return nil
	case settled != rules.Unknown:
		return always
	}
	switch n.Kind {
	case rules.AtomNode:
		return r.atom(n.Atom, truth)
	case rules.NotNode:
		return r.unless(n.Children[0], truth.Not())
	case rules.CondNode:
		yes := either(r.unless(n.Children[0], rules.True), r.unless(n.Children[1], truth))
		no := either(r.unless(n.Children[0], rules.False), r.unless(n.Children[2], truth))
		return both(yes, no)
	case rules.AllNode, rules.ExistsNode:
		return r.quantified(n, truth)
	}
	all := n.Kind == rules.AndNode
	if all == (truth == rules.False) { // it is so if one part is
		out := always
		for _, c := range n.Children {
			out = both(out, r.unless(c, truth))
		}
		return out
	}
	var out dnf
	for _, c := range n.Children {
		out = either(out, r.unless(c, truth))
	}
	if len(out) > MaxAlternatives {
		return always
	}
	return out
}

// quantified is [reader.unless] of a quantifier.
func (r *reader) quantified(n *rules.Node, truth rules.Truth) dnf {
	if !n.Range.IsRange() || n.Range.Root == "subject" {
		return always
	}
	inner := r.unless(n.Children[0], truth)
	if len(inner) == 0 { // it is so of every element; not of a list that is not stated
		return always
	}
	of := EachEntry // it is so if one element is
	if (n.Kind == rules.AllNode) == (truth == rules.True) {
		of = SomeEntry
	}
	outer := func(x condition) bool { return x.root != n.Var }
	if of == EachEntry {
		if len(inner) != 1 {
			return always
		}
		var out conjunction
		for _, x := range inner[0] {
			if !outer(x) && x.of == "" {
				x.of, x.root = EachEntry, ""
				out = append(out, x)
			}
		}
		return dnf{out}
	}
	var out dnf
	for _, c := range inner {
		// One condition of an entry is kept: which entry two speak of cannot be said.
		var kept conjunction
		one := false
		for _, x := range c {
			switch {
			case outer(x):
				kept = append(kept, x)
			case x.of == "" && !one:
				x.of, x.root, one = SomeEntry, "", true
				kept = append(kept, x)
			}
		}
		out = either(out, dnf{kept})
	}
	return out
}

// comparable are the operators of conditions.
var comparable = []string{"==", "!=", "in", "notIn", "<", "<=", ">", ">=", "size==", "size!=", "size<", "size<=", "size>", "size>="}

// atom is [reader.unless] of an atom: always where it asks more than a plain
// comparison of one fact with a value.
func (r *reader) atom(a *rules.Atom, truth rules.Truth) dnf {
	p := a.Phrase(r.m, truth == rules.False)
	o := p.Tested
	if !p.Whole || o == nil || p.Against != nil || p.Shift != nil || p.Wanted.IsZero() || !slices.Contains(comparable, p.Op) ||
		len(a.Facts)+len(a.Asks()) > 1 || o.Root == "at" || o.Root == "params" {
		return always
	}
	c := condition{op: p.Op, wanted: p.Wanted, root: o.Root}
	size := strings.HasPrefix(p.Op, "size")
	switch {
	case o.Info == nil:
		return always
	case o.IsEntry():
		return always
	case size:
		if o.Info.Kind != evidence.KindList {
			return always
		}
		c.path = o.Info.Path
	default:
		if !plain(o.Info.Kind, p) {
			return always
		}
		c.path = o.Info.Path
	}
	if !strings.Contains(c.path, "[]") {
		c.root = ""
	}
	return dnf{{c}}
}

// plain reports whether values of a kind are compared as they are written.
func plain(k evidence.Kind, p rules.Phrase) bool {
	switch k {
	case evidence.KindBool, evidence.KindText:
		return !strings.ContainsAny(p.Op, "<>")
	case evidence.KindInt, evidence.KindNumber, evidence.KindDate:
		return true
	}
	return false // versions are equal in more than one spelling
}
