package rules

import (
	"sync"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	"github.com/google/cel-go/interpreter"

	"github.com/trias-sovereignty/trias/evidence"
	"github.com/trias-sovereignty/trias/internal/civil"
)

// Truth is a value of Kleene's three-valued logic, or an error. The zero Truth
// is none of them.
type Truth int8

// The truth values.
const (
	False Truth = iota + 1
	Unknown
	True
	Error
)

// String names the value.
func (t Truth) String() string {
	return [...]string{"invalid", "false", "unknown", "true", "error"}[t]
}

// Not negates; unknown and error stay what they are.
func (t Truth) Not() Truth {
	switch t {
	case True:
		return False
	case False:
		return True
	}
	return t
}

// And is Kleene's conjunction: false beats unknown beats error beats true.
func (t Truth) And(u Truth) Truth {
	for _, deciding := range [...]Truth{False, Unknown, Error} {
		if t == deciding || u == deciding {
			return deciding
		}
	}
	return True
}

// Or is Kleene's disjunction: true beats unknown beats error beats false.
func (t Truth) Or(u Truth) Truth { return t.Not().And(u.Not()).Not() }

// Rule is a compiled rule. It is immutable and safe for concurrent use.
type Rule struct {
	// Text is the rule as written.
	Text string
	// Reads are the root slots of the facts the rule may read, ascending.
	Reads []int
	// Root is the rule's tree of and, or, not, conditional and quantifiers over
	// atoms, from which it is explained and coded.
	Root *Node
	// Cost is the bound estimated at load, in CEL's cost units.
	Cost uint64
	// UsesAt reports whether the rule depends on the instant.
	UsesAt bool

	env     *Env
	program cel.Program
}

// NodeKind is the kind of a node of a rule's tree.
type NodeKind uint8

// The kinds of nodes.
const (
	AndNode    NodeKind = iota + 1 // all children
	OrNode                         // any child
	NotNode                        // not the child
	CondNode                       // first child ? second : third
	AllNode                        // child for all elements of Range
	ExistsNode                     // child for some element of Range
	AtomNode                       // Atom
)

// Node is a node of a rule's tree.
type Node struct {
	Kind     NodeKind
	Children []*Node
	// Var is a quantifier's variable and Range the list it runs over.
	Var   string
	Range *Operand
	Atom  *Atom

	offset int // of a quantifier
	place  Place
	around []string // variables of quantifiers around a quantifier that its list depends on
	named  bool     // all tests within a quantifier depend on its variable
}

// Atoms calls yield for every atom below the node, from left to right.
func (n *Node) Atoms(yield func(*Atom)) {
	if n.Atom != nil {
		yield(n.Atom)
	}
	for _, c := range n.Children {
		c.Atoms(yield)
	}
}

// Class says how an atom can be coded for the batch executor.
type Class uint8

// The classes of atoms.
const (
	// ClassGiven atoms read no fact: only the subject, parameters and the
	// instant.
	ClassGiven Class = iota + 1
	// ClassSingle atoms test one fact against values that are given: the fact's
	// codes are cut at those values.
	ClassSingle
	// ClassFallback atoms are anything else; the batch executor asks cel-go.
	ClassFallback
)

// Atom is a part of a rule without logic of its own.
type Atom struct {
	// Text is the atom as written, Offset where it starts in the rule.
	Text   string
	Offset int
	// Place is where it starts, as a reader counts.
	Place Place
	// Class says how the atom can be coded.
	Class Class
	// Facts are the facts it reads.
	Facts []*Operand
	// Op is the operator as explanations show it: "==", "in", "inRegion"…
	Op string
	// Fact is the fact under test and Cuts what it is tested against.
	Fact *Operand
	Cuts []*Term

	program *planned // nil if the atom is bare
	shift   *Term    // the period added to the fact before it is compared
	sub     bool     // subtracted rather than added
	subject *Term    // of a fallback: the side that is tested
	size    bool     // the fact is a list and its size is tested
	bare    bool     // the atom is the boolean fact itself
	loose   bool     // the fact is read, but what is tested is no fact
	params  []string
	vars    []string   // variables of quantifiers it depends on
	asks    []*Operand // the subject's fields it reads
	usesAt  bool
	sound   bool       // it breaks nowhere but by periods, see compiler.sound
	periods []*Operand // numbers that periods are made of
}

// Operand is a fact, a field of the subject, a parameter, the instant or an
// element of a list, as a rule names it.
type Operand struct {
	// Root is the variable: a domain, "subject", "params", "at", or the
	// variable of a quantifier.
	Root string
	// Info describes the field; nil for the instant and for scalar elements.
	Info *FieldInfo

	slot   int // in the record Root leads to; -1 for the variable itself
	layout *layout
}

// IsEntry reports whether the operand is an entry of a list as a whole.
func (o *Operand) IsEntry() bool { return o.Info != nil && o.slot < 0 }

// IsFact reports whether the operand is evidence, stated and to be proven.
func (o *Operand) IsFact() bool {
	switch o.Root {
	case "subject", "params", "at":
		return false
	}
	return true
}

// Term is a part of an atom that has a value.
type Term struct {
	Text    string
	program *planned
	value   ref.Val // of a literal
	shown   evidence.Value
	operand *Operand // of a name
}

// Machine holds what one evaluation of rules sees. It is not safe for
// concurrent use; a pool of them is.
type Machine struct {
	facts   *record
	subject *record
	params  *record
	at      instantVal
	nowIs   instantVal // what now was made of; see instant
	now     found
	watch   *Watch
	// variables of quantifiers, innermost last
	bound []binding
	// truths of nodes that are not looked at, see [Question.Assume]; mostly nil
	assumed map[*Node]Truth
	// what the current explanation has gathered
	leaves      []Leaf
	alternative string
	choices     int
	condition   bool
	missing     []Missing
	// One frame serves all rules a machine runs, which spares cel-go from making
	// one for each.
	frame interpreter.ExecutionFrame
}

type binding struct {
	name  string
	val   ref.Val
	path  string
	shown evidence.Value // what explanations show of val, zero if it has not been made
}

// instant is the instant of the verdict, made anew only when it moves: rules ask
// for it again and again.
func (m *Machine) instant() ref.Val {
	if m.now.val == nil || m.nowIs != m.at {
		m.nowIs, m.now = m.at, found{val: m.at, path: "at"}
	}
	return m.now.val
}

// NewMachine returns a machine for rules of the environment.
func (e *Env) NewMachine() *Machine {
	m := &Machine{facts: &record{layout: e.facts, slots: make([]ref.Val, len(e.facts.fields))}}
	m.frame.Activation = m
	return m
}

// Fact returns the value a slot holds, nil if unknown.
func (m *Machine) Fact(slot int) Val { return Val{m.facts.slots[slot]} }

// Set puts a value into a slot; the zero Val makes it unknown.
func (m *Machine) Set(slot int, v Val) { m.facts.slots[slot] = v.v }

// Facts are all claimed facts of a dossier in the form rules compute with. They
// are immutable and safe for concurrent use.
type Facts struct{ record *record }

// Fact returns the value of a slot, the zero Val if unknown.
func (f *Facts) Fact(slot int) Val { return Val{f.record.slots[slot]} }

// NoFacts returns facts of which none is known.
func (e *Env) NoFacts() *Facts {
	return &Facts{&record{layout: e.facts, slots: make([]ref.Val, len(e.facts.fields))}}
}

// Show makes the machine see the facts of a dossier. They are shared: a machine
// that shows them must not [Machine.Set] any.
func (m *Machine) Show(f *Facts) { m.facts = f.record }

// Given sets what is given rather than stated.
func (m *Machine) Given(subject, params *Given, at civil.Date) {
	m.subject, m.params, m.at = nil, nil, instantVal{at, m.watch}
	if subject != nil {
		m.subject = subject.record
	}
	if params != nil {
		m.params = params.record
	}
}

// Given is a record of values that need no proof: the subject or parameters.
type Given struct {
	record *record
	values string // of parameters: equal texts are equal values
}

// Val is a value in the form rules compute with. The zero Val is unknown.
type Val struct{ v ref.Val }

// IsZero reports whether nothing is known.
func (v Val) IsZero() bool { return v.v == nil }

// ResolveName implements interpreter.Activation.
func (m *Machine) ResolveName(name string) (any, bool) {
	for i := len(m.bound) - 1; i >= 0; i-- {
		if m.bound[i].name == name {
			return m.bound[i].val, true
		}
	}
	switch name {
	case "data", "operational", "technological", "resilience", "supplyChain", "ext":
		return m.facts, true
	case "subject":
		return m.subject, true
	case "params":
		return m.params, m.params != nil
	case "at":
		return m.instant(), true
	}
	return nil, false
}

// Parent implements interpreter.Activation.
func (m *Machine) Parent() interpreter.Activation { return nil }

// Eval evaluates the rule with cel-go. The error of an [Error] is returned
// beside it.
func (r *Rule) Eval(m *Machine) (Truth, error) { return m.run(r.program) }

func (m *Machine) run(p cel.Program) (Truth, error) { return truthOfValue(m.value(p)) }

func truthOfValue(v ref.Val, err error) (Truth, error) {
	switch b := v.(type) {
	case types.Bool:
		if b {
			return True, nil
		}
		return False, nil
	case *types.Unknown:
		return Unknown, nil
	}
	return Error, err
}

// atom evaluates an atom.
func (m *Machine) atom(a *Atom) (Truth, error) {
	if !a.bare {
		return truthOfValue(m.part(a.program))
	}
	if b, ok := m.resolve(a.Fact).val.(types.Bool); ok {
		return truthOf(bool(b)), nil
	}
	return Unknown, nil
}

// constant evaluates a part without names.
func (m *Machine) constant(p *planned) (ref.Val, error) {
	m.frame.Activation = m
	return m.part(p)
}

// planned is a part of a rule. It is planned when it is first run: verdicts run
// whole rules, which are planned as they load, and explanations alone run their
// parts. What was planned as a whole can be planned in part.
type planned struct {
	once    sync.Once
	plan    func() (cel.Program, error)
	program cel.Program
	err     error
}

// part evaluates a part of a rule.
func (m *Machine) part(p *planned) (ref.Val, error) {
	p.once.Do(func() {
		p.program, p.err = p.plan()
		p.plan = nil // and what it holds
	})
	if p.err != nil {
		return nil, p.err
	}
	return m.value(p.program)
}

func (m *Machine) value(p cel.Program) (ref.Val, error) {
	v, _, err := p.Eval(&m.frame)
	if err != nil {
		return nil, err
	}
	return v, nil
}

// found is the value of an operand: nil if unknown, with its path and what
// explanations show of it.
type found struct {
	val   ref.Val
	path  string
	shown evidence.Value
	by    string // the decision by which it counts, of a counterpart
	lacks string // and the path of what is not known of the element instead
}

func (m *Machine) resolve(o *Operand) found {
	switch o.Root {
	case "at":
		if m.instant(); m.now.shown.IsZero() {
			m.now.shown = public(m.at)
		}
		return m.now
	case "params":
		return m.params.find(o.slot)
	case "subject":
		return m.subject.find(o.slot)
	}
	if o.layout == m.facts.layout {
		return m.facts.find(o.slot)
	}
	for i := len(m.bound) - 1; i >= 0; i-- {
		b := &m.bound[i]
		if b.name != o.Root {
			continue
		}
		if o.slot < 0 {
			if types.IsUnknown(b.val) {
				return found{path: b.path}
			}
			if b.shown.IsZero() {
				b.shown = public(b.val)
			}
			return found{val: b.val, path: b.path, shown: b.shown}
		}
		return b.val.(*record).find(o.slot)
	}
	return found{path: o.Root}
}

func (r *record) find(slot int) found {
	if r == nil { // nothing is given
		return found{}
	}
	v := r.slots[slot]
	if r.shown == nil { // a machine's own record, whose slots change
		return found{val: v, path: r.layout.fields[slot].info.Path, shown: public(v)}
	}
	f := found{val: v, path: r.paths[slot], shown: r.shown[slot]}
	r.by.mark(&f, slot)
	return f
}

// public returns a value as reasons show it.
func public(v ref.Val) evidence.Value {
	switch v := v.(type) {
	case types.Bool:
		return evidence.Bool(bool(v))
	case types.Int:
		return evidence.Int(int64(v))
	case types.Double:
		return evidence.Number(float64(v))
	case types.String:
		return evidence.String(string(v))
	case dateVal:
		return evidence.String(v.Date.String())
	case instantVal:
		return evidence.String(v.Date.String())
	case periodVal:
		return evidence.String(v.Period.String())
	case versionVal:
		return evidence.String(string(v.text))
	case *listVal:
		return evidence.List(v.public()...)
	}
	if l, ok := v.(traits.Lister); ok { // a literal or a parameter
		list := []evidence.Value{}
		for it := l.Iterator(); it.HasNext() == types.True; {
			list = append(list, public(it.Next()))
		}
		return evidence.List(list...)
	}
	return evidence.Value{}
}

// public returns the elements of a list as reasons show them: records by their
// ids.
func (l *listVal) public() []evidence.Value {
	if l.shown != nil {
		return l.shown
	}
	list := make([]evidence.Value, l.size())
	for i, it := range l.items[:l.size()] {
		if _, isRecord := it.(*record); isRecord {
			list[i] = evidence.String(l.names[i])
		} else {
			list[i] = public(it)
		}
	}
	return list
}
