package rules

import (
	"slices"
	"strconv"
	gostrings "strings"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"

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
	// Unit is the unit of Got and Wanted, "entries" for the length of a list; empty
	// for what has none, and for what is calculated.
	Unit string
	// Text is the atom as written, empty for a list as such, and Place where that
	// or the quantifier over the list stands in the rule.
	Text  string
	Place Place
	// WantedPath is the fact that Wanted is the value of, if it is one.
	WantedPath string
	// Condition reports that the atom says whether a demand applies; Op and
	// Wanted then say what was found.
	Condition bool
	// Alternative groups the leaves of a choice: A1, A2, A1.B1; empty for what is
	// needed in any case.
	Alternative string
	// Also are root slots of further facts the atom reads.
	Also []int
	// Facts are the paths of all facts the atom reads, down to the list element,
	// unless Path and WantedPath are these.
	Facts []string
	// Err is what broke, for an atom that did.
	Err string
	// By is the decision by which the fact counts as another, of a counterpart:
	// see [Env.ValueWith]. Got is then what the fact itself is.
	By string

	vars  []string // variables of quantifiers it depends on
	given bool     // it reads no fact
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
//
// The slices of the explanation are the machine's and valid until it explains
// the next rule.
func (r *Rule) Explain(m *Machine, negate bool) Explanation {
	m.leaves, m.missing = m.leaves[:0], m.missing[:0]
	m.alternative, m.choices, m.condition = "", 0, false
	truth := r.Root.explain(m, !negate)
	if negate {
		truth = truth.Not()
	}
	if truth != Unknown {
		m.missing = m.missing[:0]
	}
	slices.SortStableFunc(m.missing, func(a, b Missing) int { return gostrings.Compare(a.Path, b.Path) })
	m.missing = slices.CompactFunc(m.missing, func(a, b Missing) bool { return a.Path == b.Path })
	return Explanation{truth, m.leaves, m.missing}
}

// explain returns the node's truth and appends its reasons to the machine's.
// want is the truth the rule as a whole would need of this node; leaves are
// phrased towards it.
func (n *Node) explain(m *Machine, want bool) Truth {
	switch n.Kind {
	case AtomNode:
		return n.Atom.explain(m, want)
	case NotNode:
		return n.Children[0].explain(m, !want).Not()
	case CondNode:
		switch cond := n.Children[0].found(m); cond {
		case True:
			return n.Children[1].explain(m, want)
		case False:
			return n.Children[2].explain(m, want)
		default:
			return cond
		}
	case AllNode, ExistsNode:
		return n.quantified(m, want)
	}
	kept := keeper{m: m, start: m.mark(), deciding: False, shared: len(m.bound) > 0}
	if n.Kind == OrNode {
		kept.deciding = True
	}
	demands := 0
	for _, c := range n.Children {
		if !n.guarded(c, want) {
			demands++
		}
	}
	choice := m.choose(want == (n.Kind == OrNode) && demands > 1)
	for i, c := range n.Children {
		mark := m.mark()
		if n.guarded(c, want) {
			kept.add(c.Children[0].found(m).Not(), mark)
			continue
		}
		choice.alternative(m, i)
		kept.add(c.explain(m, want), mark)
		choice.end(m)
	}
	return kept.truth()
}

// guarded reports whether the child is the a of "!a || b".
func (n *Node) guarded(child *Node, want bool) bool {
	return n.Kind == OrNode && want && child.Kind == NotNode && n.Children[0].Kind != NotNode
}

// found explains a condition: as it came out, whatever the rule needs.
func (n *Node) found(m *Machine) Truth {
	t := n.truth(m)
	outer := m.condition
	m.condition = true
	n.explain(m, t != False)
	m.condition = outer
	return t
}

// truth evaluates a node without explaining it.
func (n *Node) truth(m *Machine) Truth {
	switch n.Kind {
	case AtomNode:
		t, _ := m.atom(n.Atom)
		return t
	case NotNode:
		return n.Children[0].truth(m).Not()
	case CondNode:
		switch cond := n.Children[0].truth(m); cond {
		case True:
			return n.Children[1].truth(m)
		case False:
			return n.Children[2].truth(m)
		default:
			return cond
		}
	case AndNode:
		t := True
		for _, c := range n.Children {
			t = t.And(c.truth(m))
		}
		return t
	case OrNode:
		t := False
		for _, c := range n.Children {
			t = t.Or(c.truth(m))
		}
		return t
	}
	list := m.resolve(n.Range)
	if list.val == nil {
		return Unknown
	}
	neutral := True // of all
	if n.Kind == ExistsNode {
		neutral = False
	}
	t := neutral
	n.elements(list, func(item ref.Val, path string, open bool) {
		m.bound = append(m.bound, binding{name: n.Var, val: item, path: path})
		one := n.Children[0].truth(m)
		m.bound = m.bound[:len(m.bound)-1]
		if open && one != neutral {
			one = Unknown // see overElements
		}
		if n.Kind == AllNode {
			t = t.And(one)
		} else {
			t = t.Or(one)
		}
	})
	return t
}

// elements calls visit for every element of a list, with its path.
func (n *Node) elements(list found, visit func(item ref.Val, path string, open bool)) {
	switch l := list.val.(type) {
	case *listVal:
		l.each(func(name string, item ref.Val) {
			at := list.path
			if r, isRecord := item.(*record); isRecord {
				at = r.path
			} else if name == openElement {
				at += "[" + openElement + "]"
			}
			visit(item, at, name == openElement)
		})
	default: // a parameter
		texts, _ := textsOf(list.val)
		for _, s := range texts {
			visit(types.String(s), list.path, false)
		}
	}
}

// choice numbers the alternatives of a node of which one suffices. Within a
// condition nothing is demanded, so there is nothing to choose.
type choice struct {
	number int // from 1; 0 for none
	outer  string
}

// firstAlternatives spares making the common names anew for each verdict.
var firstAlternatives = func() (names [8][8]string) {
	for c := range names {
		for i := range names[c] {
			names[c][i] = alternativeName(c, i)
		}
	}
	return names
}()

func alternativeName(choice, i int) string {
	letters := ""
	for n := choice + 1; n > 0; n = (n - 1) / 26 { // A … Z, AA, AB …
		letters = string(rune('A'+(n-1)%26)) + letters
	}
	return letters + strconv.Itoa(i+1)
}

func (m *Machine) choose(is bool) choice {
	if !is || m.condition {
		return choice{}
	}
	m.choices++
	return choice{number: m.choices, outer: m.alternative}
}

func (c choice) alternative(m *Machine, i int) {
	if c.number == 0 {
		return
	}
	if n := c.number - 1; n < len(firstAlternatives) && i < len(firstAlternatives[n]) {
		m.alternative = firstAlternatives[n][i]
	} else {
		m.alternative = alternativeName(n, i)
	}
	if c.outer != "" {
		m.alternative = c.outer + "." + m.alternative
	}
}

func (c choice) end(m *Machine) {
	if c.number != 0 {
		m.alternative = c.outer
	}
}

// mark is a place in the machine's reasons.
type mark struct{ leaves, missing int }

func (m *Machine) mark() mark { return mark{len(m.leaves), len(m.missing)} }

func (m *Machine) cut(at mark) { m.leaves, m.missing = m.leaves[:at.leaves], m.missing[:at.missing] }

// move puts what was appended since from at the place to.
func (m *Machine) move(from, to mark) {
	m.leaves = append(m.leaves[:to.leaves], m.leaves[from.leaves:]...)
	m.missing = append(m.missing[:to.missing], m.missing[from.missing:]...)
}

// keeper keeps, of the reasons the children of an and (deciding: false) or an
// or (deciding: true) append, those that count: the smallest child that
// decides; else all unknown ones; else all that broke; else all.
type keeper struct {
	m        *Machine
	start    mark
	deciding Truth
	class    int // of what is kept, 0 for nothing yet
	// shared prefers, within a quantifier, what has to do with fewer of its
	// elements: in all(x, x > 1 || flag) the flag, which counts for all of them, so
	// that no reason is given for one element that another makes superfluous.
	shared bool
}

const (
	keepsRest = iota + 1
	keepsBroken
	keepsUnknown
	keepsDecided
)

// add looks at the child that appended everything since from.
func (k *keeper) add(t Truth, from mark) {
	class := keepsRest
	switch t {
	case k.deciding:
		class = keepsDecided
	case Unknown:
		class = keepsUnknown
	case Error:
		class = keepsBroken
	}
	switch {
	case class < k.class:
		k.m.cut(from)
	case class > k.class:
		k.class = class
		k.m.move(from, k.start)
	case class == keepsDecided:
		if k.better(k.m.leaves[from.leaves:], k.m.leaves[k.start.leaves:from.leaves]) {
			k.m.move(from, k.start)
		} else {
			k.m.cut(from)
		}
	}
}

// better reports whether reasons are to be preferred to those there are: where
// fewer facts decide. In "params.tolerated || !flaw" nobody need know of a flaw
// that the profile tolerates.
func (k *keeper) better(reasons, than []Leaf) bool {
	if k.shared {
		if a, b := k.m.level(reasons), k.m.level(than); a != b {
			return a < b
		}
	}
	if a, b := facts(reasons), facts(than); a != b {
		return a < b
	}
	if len(reasons) != len(than) || k.shared {
		return len(reasons) < len(than)
	}
	return k.news(reasons) < k.news(than)
}

// news counts the reasons that name a fact that no reason before names.
func (k *keeper) news(reasons []Leaf) (n int) {
	for i := range reasons {
		if !slices.ContainsFunc(k.m.leaves[:k.start.leaves], func(l Leaf) bool { return l.Path == reasons[i].Path }) {
			n++
		}
	}
	return n
}

// facts counts the reasons that read facts.
func facts(reasons []Leaf) (n int) {
	for i := range reasons {
		if !reasons[i].given {
			n++
		}
	}
	return n
}

// level is how deep within quantifiers the variables are that reasons depend on,
// 0 if on none.
func (m *Machine) level(reasons []Leaf) int {
	deepest := 0
	for i := range reasons {
		for _, name := range reasons[i].vars {
			for at := len(m.bound); at > deepest; at-- {
				if m.bound[at-1].name == name {
					deepest = at
				}
			}
		}
	}
	return deepest
}

func (k *keeper) truth() Truth {
	switch k.class {
	case keepsDecided:
		return k.deciding
	case keepsUnknown:
		return Unknown
	case keepsBroken:
		return Error
	}
	return k.deciding.Not()
}

func (n *Node) quantified(m *Machine, want bool) Truth {
	list := m.resolve(n.Range)
	v, path := list.val, list.path
	slot := -1
	if n.Range.IsFact() {
		slot = n.Range.Info.Slot
	}
	if v == nil {
		m.leaves = append(m.leaves, n.leaf(m, path, slot, want))
		m.missing = append(m.missing, Missing{path, slot})
		return Unknown
	}
	kept := keeper{m: m, start: m.mark(), deciding: False}
	if n.Kind == ExistsNode {
		kept.deciding = True
	}
	count := 0
	var scalars []evidence.Value
	if l, ok := v.(*listVal); ok {
		scalars = l.shown
	}
	some := m.choose(want == (n.Kind == ExistsNode))
	visit := func(item ref.Val, path string, open bool) {
		count++
		from := m.mark()
		b := binding{name: n.Var, val: item, path: path}
		if count <= len(scalars) {
			b.shown = scalars[count-1]
		}
		m.bound = append(m.bound, b)
		some.alternative(m, count-1)
		t := n.Children[0].explain(m, want)
		some.end(m)
		m.bound = m.bound[:len(m.bound)-1]
		if open && t != Unknown && t != kept.deciding.Not() {
			// It decides only if there is such an element; see overElements.
			t = Unknown
			m.cut(from)
			m.leaves = append(m.leaves, n.leaf(m, path, slot, want))
			m.missing = append(m.missing, Missing{path, slot})
		}
		kept.add(t, from)
	}
	n.elements(list, visit)
	truth := kept.truth()
	switch {
	case count == 0:
		leaf := n.leaf(m, path, slot, want)
		leaf.Got = evidence.List()
		m.leaves = append(m.leaves, leaf)
	case n.named || truth != True && truth != False:
	case n.once(m, kept.start.leaves, path, want == (truth == True)):
		leaf := n.leaf(m, path, slot, want)
		leaf.Got = list.shown
		m.leaves = slices.Insert(m.leaves, kept.start.leaves, leaf)
	}
	return truth
}

// leaf is a reason that names the list the node runs over.
func (n *Node) leaf(m *Machine, path string, slot int, want bool) Leaf {
	return Leaf{Path: path, Slot: slot, Condition: m.condition, Alternative: m.alternative, Op: quantifierOp(n.Kind, want), Place: n.place, vars: n.around, given: slot < 0}
}

// once drops, of the reasons since start, what is said again for another element
// because it has nothing to do with elements: all(x, flag). Where the list does
// not come out as the rule wants, it is said with each alternative all the same.
// It reports whether no reason is left that names the list or an element; what
// decided then is that the list has elements, and it is to be named.
func (n *Node) once(m *Machine, start int, list string, wanted bool) (alone bool) {
	alone = true
	var said []Leaf
	kept := m.leaves[:start]
	for _, l := range m.leaves[start:] {
		switch {
		case slices.Contains(l.vars, n.Var):
			alone = false
		case !wanted || len(said) == maxSaid:
		case slices.ContainsFunc(said, func(s Leaf) bool { return s.Path == l.Path && s.Place == l.Place }):
			continue
		default:
			said = append(said, l)
		}
		alone = alone && l.Path != list && !slices.Contains(l.Facts, list)
		kept = append(kept, l)
	}
	m.leaves = kept
	return alone
}

// maxSaid keeps once linear: a rule of 8 KiB has more tests.
const maxSaid = 64

// UnitEntries is the unit of the length of a list.
const UnitEntries = "entries"

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
func (a *Atom) explain(m *Machine, want bool) Truth {
	leaf := Leaf{Slot: -1, Op: a.Op, Text: a.Text, Place: a.Place, vars: a.vars, given: len(a.Facts) == 0, Condition: m.condition, Alternative: m.alternative}
	if a.Fact != nil && a.Fact.Info != nil && a.subject == nil && !a.loose {
		leaf.Unit = a.Fact.Info.Unit
	}
	var v ref.Val
	if a.Fact != nil {
		f := m.resolve(a.Fact)
		v, leaf.Path, leaf.By = f.val, f.path, f.by
		if a.Fact.IsFact() && (a.Fact.Info == nil || a.Fact.Info.Slot >= 0) && a.Fact.Info != nil {
			leaf.Slot = a.Fact.Info.Slot
		}
		switch {
		case v == nil:
		case a.size:
			if l, ok := v.(*listVal); ok && l.open == nil {
				leaf.Got = evidence.Int(int64(l.size()))
			}
		default:
			leaf.Got = f.shown
		}
	} else {
		leaf.Path = a.Text
	}
	switch {
	case a.subject == nil:
	case a.subject.operand != nil: // a fact that is compared with another
		f := m.resolve(a.subject.operand)
		leaf.Path, leaf.Got = f.path, f.shown
		if info := a.subject.operand.Info; info != nil {
			leaf.Unit = info.Unit
		}
	default: // a sum or a product is tested, not the fact alone
		leaf.Path = a.subject.Text
		_, leaf.Got = a.subject.eval(m)
	}
	if a.size {
		leaf.Op, leaf.Unit = "size"+a.Op, UnitEntries
	}
	for _, o := range a.Facts {
		if o.Info != nil && o.Info.Slot >= 0 && o.Info.Slot != leaf.Slot {
			leaf.Also = append(leaf.Also, o.Info.Slot)
		}
	}
	cut := a.wanted(m, &leaf, want)
	a.sources(m, &leaf)
	truth, ok := a.quick(v, cut)
	var err error
	if !ok {
		truth, err = m.atom(a)
	}
	if truth == Error && err != nil {
		leaf.Err = err.Error()
	}
	m.leaves = append(m.leaves, leaf)
	if truth == Unknown {
		before := len(m.missing)
		for _, o := range a.Facts {
			f := m.resolve(o)
			l, isList := f.val.(*listVal)
			if f.val == nil || isList && l.open != nil {
				path := f.path
				if f.lacks != "" {
					path = f.lacks
				}
				m.missing = append(m.missing, Missing{path, o.Info.Slot})
			}
		}
		if len(m.missing) == before && a.Fact != nil { // given, and not known: the subject's version, say
			m.missing = append(m.missing, Missing{leaf.Path, -1})
		}
	}
	return truth
}

// sources names the facts of an atom that a leaf does not name otherwise: those
// of a sum, or of a choice between facts.
func (a *Atom) sources(m *Machine, leaf *Leaf) {
	switch {
	case a.subject != nil && a.subject.operand == nil || a.loose:
	case len(a.Facts) < 2 || len(a.Facts) == 2 && leaf.WantedPath != "":
		return
	}
	for _, o := range a.Facts {
		if path := m.resolve(o).path; !slices.Contains(leaf.Facts, path) {
			leaf.Facts = append(leaf.Facts, path)
		}
	}
}

var negated = map[string]string{"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">", "in": "notIn"}

// quick evaluates the plain comparison of a fact with a value, by the values'
// own comparison, as cel-go does. It spares running a program for most atoms;
// anything out of the ordinary it leaves to cel-go.
func (a *Atom) quick(v, cut ref.Val) (truth Truth, ok bool) {
	if a.bare {
		switch b := v.(type) {
		case nil:
			return Unknown, true
		case types.Bool:
			return truthOf(bool(b)), true
		}
		return 0, false
	}
	if a.Class == ClassFallback || a.shift != nil || a.size || a.subject != nil || a.Fact == nil || len(a.Cuts) != 1 {
		return 0, false
	}
	switch a.Op {
	case "==", "!=", "<", "<=", ">", ">=", "in":
	default:
		return 0, false
	}
	switch {
	case v == nil:
		return Unknown, true
	case cut == nil:
		return 0, false
	}
	switch a.Op {
	case "==":
		return truthOf(v.Equal(cut) == types.True), true
	case "!=":
		return truthOf(v.Equal(cut) != types.True), true
	case "in":
		if text, isText := v.(types.String); isText {
			if texts, ok := cut.Value().([]string); ok { // spares making values of them
				return truthOf(slices.Contains(texts, string(text))), true
			}
		}
		if l, isList := cut.(traits.Container); isList {
			return truthOf(l.Contains(v) == types.True), true
		}
		return 0, false
	}
	c, comparable := v.(traits.Comparer)
	if !comparable {
		return 0, false
	}
	n, isInt := c.Compare(cut).(types.Int)
	if !isInt {
		return 0, false
	}
	switch a.Op {
	case "<":
		return truthOf(n < 0), true
	case "<=":
		return truthOf(n <= 0), true
	case ">":
		return truthOf(n > 0), true
	}
	return truthOf(n >= 0), true
}

func truthOf(b bool) Truth {
	if b {
		return True
	}
	return False
}

// wanted phrases the demand and returns the value the fact is compared with,
// nil if it is not known or not one.
func (a *Atom) wanted(m *Machine, leaf *Leaf, want bool) ref.Val {
	if a.bare {
		leaf.Wanted = evidence.Bool(want)
		return nil
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
		if o := a.Cuts[0].operand; o != nil && o.IsFact() {
			leaf.WantedPath = m.resolve(o).path
		}
		v, shown := a.Cuts[0].eval(m)
		if v == nil {
			return nil
		}
		if leaf.Wanted = shown; a.shift != nil {
			leaf.Wanted = public(a.cut(m, v))
		}
		return v
	default:
		var vs []evidence.Value
		for _, c := range a.Cuts {
			if v, shown := c.eval(m); v != nil {
				vs = append(vs, shown)
			}
		}
		leaf.Wanted = evidence.List(vs...)
	}
	return nil
}

// cut turns the demand on a shifted date into one on the date itself: for
// "tested + 12 months >= at" the first (or last) day of testing that would do.
// Shifting keeps the order of dates, so there is exactly one.
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
	by, _ := a.shift.eval(m)
	p, ok := by.(periodVal)
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
	// Undoing the shift is off by a few days at most, where months end.
	const off = 5
	day := target.Sub(p.Period)
	if a.sub {
		day = target.Add(p.Period)
	}
	day = day.AddDays(-off)
	if reaches(day) {
		return v
	}
	for n := 0; !reaches(day.AddDays(1)); n++ {
		if day = day.AddDays(1); n > 2*off {
			return v // at the end of the calendar
		}
	}
	low, high := day, day.AddDays(1)
	switch a.Op {
	case ">", "<=": // d > cut: the last day that does not reach
		return dateVal{low}
	}
	return dateVal{high}
}
